/* Many trials with sampled inputs: runs of them (run.h), and what is reported of each column. */
#include "bizcase/simulate.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "model/compile.h"
#include "study/crew.h"
#include "study/moved_out.h"
#include "study/run.h"
#include "study/views.h"

/* Columns are gathered for as many views at once as fit into this; the others' trials are drawn again. */
#define MOST_COLUMN_BYTES ((size_t)72 << 20)

/* How far around a percentile, in standard errors, the pilot looks for it: it is missed about once in 10⁹ times. */
static const double first_width = 6;

typedef struct Simulation {
    BizcaseSimulation shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Simulation;

/* The figures to evaluate: those asked for, and NPV for the councils' agreement. */
typedef struct FigureChoice {
    WantedFigure *figures;
    uint32_t count;       /* all that are evaluated */
    uint32_t shown_count; /* the first ones, which are reported */
    uint32_t npv;
} FigureChoice;

static void choose_figure(FigureChoice *choice, const Figure *figure, bool total_only) {
    for (uint32_t f = 0; f < choice->count; f++)
        if (choice->figures[f].figure == figure) return;
    choice->figures[choice->count++] = (WantedFigure){ figure, total_only };
}

/* The name without what is behind "@". NULL when that is not "total". */
static const char *figure_name(Arena *arena, const char *wanted, bool *total_only) {
    const char *at = strchr(wanted, '@');
    *total_only = at != NULL;
    if (!at) return wanted;
    return strcmp(at, "@total") == 0 ? arena_text_n(arena, wanted, (size_t)(at - wanted)) : NULL;
}

static BizcaseStatus choose_figures(
    Arena *arena, Case *the_case, const Kernel *kernel, const BizcaseSimulateRequest *request, FigureChoice *choice) {
    *choice = (FigureChoice){ .figures = arena_array(arena, (size_t)figure_count + 1, sizeof(WantedFigure)) };
    const char **names = arena_array(arena, figure_count, sizeof *names);
    for (size_t f = 0; f < figure_count; f++) names[f] = figure_table[f]->name;
    for (size_t i = 0; i < request->figure_count; i++) {
        bool total_only;
        const char *name = figure_name(arena, request->figures[i], &total_only);
        const size_t f = name ? bizcase_figure_find(name) : figure_count;
        if (f == figure_count) {
            diagnostics_error(&the_case->diagnostics, (Place){ .file = "--figures" },
                name ? word_hint(arena, name, names, figure_count) : "expected @total, which leaves programmes out, or nothing",
                "\"%s\" is not a figure", request->figures[i]);
            return BIZCASE_BAD_REQUEST;
        }
        choose_figure(choice, kernel->figures[f], total_only);
    }
    if (request->figure_count == 0)
        for (size_t f = 0; f < figure_count; f++)
            if (kernel->figures[f]->by_default) choose_figure(choice, kernel->figures[f], false);
    choice->shown_count = choice->count;
    const Figure *npv = kernel->figures[bizcase_figure_find("npv")];
    choose_figure(choice, npv, true);
    while (choice->figures[choice->npv].figure != npv) choice->npv++;
    return BIZCASE_OK;
}

static bool shows_agreement(const Case *the_case, const View *view) {
    return view->baseline != NO_INDEX || the_case->baseline == NONE;
}

/* Columns' summaries, shared among threads. */
typedef struct Summing {
    const Run *run;
    BizcaseDistribution *summaries; /* [column] */
    atomic_bool missed;             /* a percentile */
} Summing;

static void summarise_column(void *context, size_t column, unsigned worker) {
    Summing *summing = context;
    (void)worker;
    if (!column_summarise(&summing->run->columns[column], &summing->summaries[column])) atomic_store(&summing->missed, true);
}

/* Runs the trials, again with wider grids should a percentile be missed. Memory of the run is `working`'s. */
static BizcaseStatus run_and_summarise(Arena *working, const RunRequest *request, BizcaseDistribution *summaries, Run *run) {
    for (double width = first_width;; width *= 4) {
        const BizcaseStatus status = run_trials(working, request, width, run);
        if (status != BIZCASE_OK) return status;
        Summing summing = { .run = run, .summaries = summaries };
        crew_run(&(CrewWork){ summarise_column, NULL, &summing, run->column_count }, request->threads);
        if (!atomic_load(&summing.missed)) return BIZCASE_OK;
    }
}

/* Where a simulation's results are put. */
typedef struct Results {
    const Case *the_case;
    const FigureChoice *choice;
    uint32_t result_count;
    BizcaseDistribution *distributions;
    BizcaseAgreement *agreements;
    BizcaseSimulation *shown;
} Results;

static void keep_results(const Results *results, const RunRequest *request, const Run *run, const BizcaseDistribution *summaries) {
    BizcaseSimulation *shown = results->shown;
    const FigureChoice *choice = results->choice;
    for (size_t column = 0; column < run->column_count; column++) {
        const Column *from = &run->columns[column];
        if (from->wanted >= choice->shown_count) continue;
        BizcaseDistribution *kept = &results->distributions[shown->distribution_count++];
        *kept = summaries[column];
        kept->scope = scope_of(results->the_case, &request->views[from->view], from->result);
        kept->figure = bizcase_figure_find(from->figure->name);
    }
    for (uint32_t v = 0; v < request->view_count; v++) {
        if (!shows_agreement(results->the_case, &request->views[v])) continue;
        const BizcaseScope scope = scope_of(results->the_case, &request->views[v], 0);
        results->agreements[shown->agreement_count++] = (BizcaseAgreement){ scope.option, scope.versus,
            (double)run->agreed[v] / (double)run->trials, run->agreed_errors[v] };
    }
}

static BizcaseStatus simulate(Arena *arena, Case *the_case, const BizcaseSimulateRequest *request,
    BizcaseSimulation *shown) {
    const Kernel *kernel = kernel_best();
    Views views;
    FigureChoice choice;
    BizcaseStatus status = views_of(arena, the_case, request->option, &views);
    if (status == BIZCASE_OK) status = choose_figures(arena, the_case, kernel, request, &choice);
    if (status != BIZCASE_OK) return status;
    shown->trials = request->trials ? request->trials : the_case->settings.trials;
    shown->seed = request->has_seed ? request->seed : the_case->settings.seed;
    shown->sampler = arena_text(arena, request->sampler ? request->sampler : the_case->settings.sampler);
    if (strcmp(shown->sampler, "mc") != 0) {
        diagnostics_error(&the_case->diagnostics, (Place){ .file = "--sampler" }, "mc", "there is no sampler \"%s\"", shown->sampler);
        return BIZCASE_BAD_REQUEST;
    }

    const Model model = model_compile(arena, the_case, FOR_SIMULATION);
    const DrawPlan draw_plan = inputs_draw_plan(arena, the_case, &model.inputs, shown->seed);
    shown->input_count = model.inputs.count;
    BizcaseDistribution *distributions =
        arena_array(arena, (size_t)views.count * views.result_count * choice.shown_count, sizeof *distributions);
    BizcaseAgreement *agreements = arena_array(arena, views.count, sizeof *agreements);
    const Results results = { the_case, &choice, views.result_count, distributions, agreements, shown };
    shown->distributions = distributions;
    shown->agreements = agreements;

    const size_t columns_per_view = (size_t)views.result_count * choice.count;
    const size_t fitting = MOST_COLUMN_BYTES / (columns_per_view * run_column_bytes(shown->trials));
    const size_t views_at_once = fitting < 1 ? 1 : fitting < views.count ? fitting : views.count;
    RunRequest run_request = { .kernel = kernel, .model = &model, .draw_plan = &draw_plan, .result_count = views.result_count,
        .figures = choice.figures, .figure_count = choice.count, .npv = choice.npv,
        .trials = shown->trials, .end_trial = shown->trials,
        .threads = request->threads ? request->threads : crew_default_threads(),
        .progress = request->progress, .context = request->context,
        .progress_total = shown->trials * ((views.count + views_at_once - 1) / views_at_once) };
    for (size_t first = 0; first < views.count && status == BIZCASE_OK; first += views_at_once) {
        Arena *working = arena_new();
        if (!working || setjmp(*arena_on_failure(working))) {
            arena_free(working);
            return BIZCASE_NO_MEMORY;
        }
        run_request.views = views.items + first;
        run_request.view_count = (uint32_t)(first + views_at_once < views.count ? views_at_once : views.count - first);
        run_request.progress_before = shown->trials * (first / views_at_once);
        BizcaseDistribution *summaries = arena_array(working, run_request.view_count * columns_per_view, sizeof *summaries);
        Run run;
        status = run_and_summarise(working, &run_request, summaries, &run);
        if (status == BIZCASE_OK) keep_results(&results, &run_request, &run, summaries);
        if (status == BIZCASE_OK && first == 0) {
            BizcaseMovedOut *rows = arena_array(arena, model.moving_count, sizeof *rows);
            shown->moved_out_count = moved_out_rows(the_case, &model, run.slips, (double)run.trials, rows);
            shown->moved_out = rows;
        }
        arena_free(working);
    }
    return status;
}

BizcaseStatus bizcase_simulate(BizcaseCase *loaded, const BizcaseSimulateRequest *request, BizcaseSimulation **result) {
    *result = NULL;
    Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    if (!arena || setjmp(*arena_on_failure(arena)) || setjmp(*arena_on_failure(the_case->arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    Simulation *simulation = arena_alloc(arena, sizeof *simulation);
    simulation->arena = arena;
    const BizcaseStatus status = simulate(arena, the_case, request, &simulation->shown);
    if (status == BIZCASE_OK) *result = &simulation->shown;
    else arena_free(arena);
    return status;
}

void bizcase_simulation_free(BizcaseSimulation *simulation) {
    if (simulation) arena_free(((Simulation *)(void *)simulation)->arena);
}

const BizcaseDistribution *bizcase_simulation_find(const BizcaseSimulation *simulation, const BizcaseScope *scope, size_t figure) {
    for (size_t i = 0; i < simulation->distribution_count; i++)
        if (simulation->distributions[i].figure == figure && scopes_match(&simulation->distributions[i].scope, scope))
            return &simulation->distributions[i];
    return NULL;
}
