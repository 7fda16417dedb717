/* Many trials with sampled inputs. Blocks of trials are shared among threads; each writes its outcomes into its own
   place of the columns, so nothing depends on who did which. */
#include "bizcase/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "model/compile.h"
#include "study/crew.h"
#include "study/kernel.h"
#include "study/moved_out.h"
#include "study/summary.h"
#include "study/views.h"

/* Outcomes are kept for as many views at once as fit into this; the rest is drawn again in another pass. */
#define MOST_OUTCOME_BYTES ((size_t)400 << 20)

typedef struct Simulation {
    BizcaseSimulation shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Simulation;

/* What one thread works in. */
typedef struct Desk {
    double *values;  /* [input][LANES] */
    double *figures; /* [view][result][figure][LANES] */
    double *slips;   /* [phase][LANES] */
    void *draw_scratch, *evaluate_scratch;
} Desk;

/* One pass: some views, all trials. */
typedef struct Pass {
    const Kernel *kernel;
    const Model *model;
    const DrawPlan *draw_plan;
    BlockRequest request;
    Desk *desks;           /* [thread] */
    uint64_t trials;
    double *outcomes;      /* [column][trial] */
    size_t column_count;   /* views × results × figures */
    double *moved_out;     /* [block][moving line], or NULL */
    const Figure *const *column_figures; /* [figure_count] */
    BizcaseDistribution *summaries;      /* [column] */
    const BizcaseSimulateRequest *asked;
    uint64_t trials_before, trials_in_all; /* for progress over all passes */
} Pass;

static uint32_t lanes_in_block(const Pass *pass, size_t block) {
    const uint64_t left = pass->trials - (uint64_t)block * LANES;
    return left < LANES ? (uint32_t)left : LANES;
}

static void run_block(void *context, size_t block, unsigned worker) {
    Pass *pass = context;
    const Desk *desk = &pass->desks[worker];
    BlockRequest request = pass->request;
    request.lane_count = lanes_in_block(pass, block);

    pass->kernel->draw_block(pass->draw_plan, (uint64_t)block * LANES, desk->values, desk->draw_scratch);
    pass->kernel->evaluate_block(&pass->model->plan, &request, desk->values, desk->evaluate_scratch,
        &(BlockResults){ .figures = desk->figures, .slips = desk->slips });
    for (size_t column = 0; column < pass->column_count; column++)
        memcpy(pass->outcomes + column * pass->trials + block * LANES, desk->figures + column * LANES,
            request.lane_count * sizeof(double));
    if (pass->moved_out)
        add_moved_out(pass->kernel, pass->model, desk->slips, request.lane_count,
            pass->moved_out + block * pass->model->moving_count);
}

static bool report_blocks(void *context, size_t done) {
    const Pass *pass = context;
    if (!pass->asked->progress) return false;
    const uint64_t trials = (uint64_t)done * LANES;
    return pass->asked->progress(pass->asked->context,
               pass->trials_before + (trials < pass->trials ? trials : pass->trials), pass->trials_in_all)
        != 0;
}

static void summarise_column(void *context, size_t column, unsigned worker) {
    Pass *pass = context;
    (void)worker;
    outcomes_summarise(pass->column_figures[column % pass->request.figure_count],
        pass->outcomes + column * pass->trials, pass->trials, &pass->summaries[column]);
}

static void *aligned_rows(Arena *arena, size_t bytes) {
    const uintptr_t start = (uintptr_t)arena_alloc(arena, bytes + 64);
    return (void *)((start + 63) / 64 * 64);
}

static Desk desk_of(Arena *arena, const Pass *pass, size_t columns) {
    const Plan *plan = &pass->model->plan;
    return (Desk){
        .values = aligned_rows(arena, (size_t)plan->input_count * LANES * sizeof(double)),
        .figures = aligned_rows(arena, columns * LANES * sizeof(double)),
        .slips = aligned_rows(arena, (size_t)plan->phase_count * LANES * sizeof(double)),
        .draw_scratch = aligned_rows(arena, pass->kernel->draw_scratch_size(pass->draw_plan)),
        .evaluate_scratch = aligned_rows(arena, pass->kernel->evaluate_scratch_size(plan)),
    };
}

/* The figures to evaluate: those asked for, and NPV for the councils' agreement. */
typedef struct FigureChoice {
    const Figure **figures;
    uint32_t count;       /* all that are evaluated */
    uint32_t shown_count; /* the first ones, which are reported */
    uint32_t npv;
} FigureChoice;

static void choose_figure(FigureChoice *choice, const Figure *figure) {
    for (uint32_t f = 0; f < choice->count; f++)
        if (choice->figures[f] == figure) return;
    choice->figures[choice->count++] = figure;
}

static BizcaseStatus choose_figures(
    Arena *arena, Case *the_case, const Kernel *kernel, const BizcaseSimulateRequest *request, FigureChoice *choice) {
    *choice = (FigureChoice){ .figures = arena_array(arena, (size_t)figure_count + 1, sizeof(Figure *)) };
    const char **names = arena_array(arena, figure_count, sizeof *names);
    for (size_t f = 0; f < figure_count; f++) names[f] = figure_table[f]->name;
    for (size_t i = 0; i < request->figure_count; i++) {
        const size_t f = bizcase_figure_find(request->figures[i]);
        if (f == figure_count) {
            const char *nearest = nearest_word(request->figures[i], names, figure_count);
            diagnostics_error(&the_case->diagnostics, (Place){ .file = "--figures" },
                nearest ? arena_format(arena, "did you mean \"%s\"?", nearest) : NULL, "\"%s\" is not a figure", request->figures[i]);
            return BIZCASE_BAD_REQUEST;
        }
        choose_figure(choice, kernel->figures[f]);
    }
    if (request->figure_count == 0)
        for (size_t f = 0; f < figure_count; f++)
            if (kernel->figures[f]->by_default) choose_figure(choice, kernel->figures[f]);
    choice->shown_count = choice->count;
    const Figure *npv = kernel->figures[bizcase_figure_find("npv")];
    choose_figure(choice, npv);
    while (choice->figures[choice->npv] != npv) choice->npv++;
    return BIZCASE_OK;
}

/* How often every council's total NPV is above 0 in a view whose columns start at first_column. */
static BizcaseAgreement agreement_of(
    const Case *the_case, const Pass *pass, const View *view, size_t first_column, uint32_t npv) {
    const size_t programmes = 1 + the_case->programme_count;
    uint64_t agreed = 0;
    for (uint64_t trial = 0; trial < pass->trials; trial++) {
        bool all_gain = true;
        for (size_t c = 1; c <= the_case->council_count; c++) {
            const size_t column = first_column + c * programmes * pass->request.figure_count + npv;
            all_gain = all_gain && pass->outcomes[column * pass->trials + trial] > 0;
        }
        agreed += all_gain;
    }
    const BizcaseScope scope = scope_of(the_case, view, 0);
    const double n = (double)pass->trials, p = (double)agreed / n;
    return (BizcaseAgreement){ scope.option, scope.versus, p, sqrt(p * (1 - p) / n) };
}

static bool shows_agreement(const Case *the_case, const View *view) {
    return view->baseline != NO_INDEX || the_case->baseline == NONE;
}

/* Adds the pass's summaries to what is shown. */
static void keep_results(const Case *the_case, const Pass *pass, const FigureChoice *choice, uint32_t result_count,
    BizcaseDistribution *distributions, BizcaseSimulation *shown) {
    for (size_t column = 0; column < pass->column_count; column++) {
        const size_t result = column / choice->count, figure = column % choice->count;
        if (figure >= choice->shown_count) continue;
        BizcaseDistribution *kept = &distributions[shown->distribution_count++];
        *kept = pass->summaries[column];
        kept->scope = scope_of(the_case, &pass->request.views[result / result_count], result % result_count);
        kept->figure = bizcase_figure_find(choice->figures[figure]->name);
    }
}

static bool run_pass(Pass *pass, const Case *the_case, const FigureChoice *choice, uint32_t result_count, unsigned threads,
    BizcaseDistribution *distributions, BizcaseAgreement *agreements, BizcaseSimulation *shown) {
    const size_t blocks = (size_t)((pass->trials + LANES - 1) / LANES);
    pass->column_count = (size_t)pass->request.view_count * result_count * choice->count;
    if (!crew_run(&(CrewWork){ run_block, report_blocks, pass, blocks }, threads)) return false;
    /* Before the columns are rearranged to find percentiles. */
    for (uint32_t v = 0; v < pass->request.view_count; v++)
        if (shows_agreement(the_case, &pass->request.views[v]))
            agreements[shown->agreement_count++] = agreement_of(
                the_case, pass, &pass->request.views[v], (size_t)v * result_count * choice->count, choice->npv);
    crew_run(&(CrewWork){ summarise_column, NULL, pass, pass->column_count }, threads);
    keep_results(the_case, pass, choice, result_count, distributions, shown);
    return true;
}

static void sum_moved_out(Arena *arena, const Case *the_case, const Model *model, const Pass *pass, BizcaseSimulation *shown) {
    const size_t blocks = (size_t)((pass->trials + LANES - 1) / LANES);
    double *sums = arena_array(arena, model->moving_count, sizeof *sums);
    for (size_t b = 0; b < blocks; b++)
        for (size_t m = 0; m < model->moving_count; m++) sums[m] += pass->moved_out[b * model->moving_count + m];
    BizcaseMovedOut *rows = arena_array(arena, model->moving_count, sizeof *rows);
    shown->moved_out_count = moved_out_rows(the_case, model, sums, (double)pass->trials, rows);
    shown->moved_out = rows;
}

static BizcaseStatus simulate(Arena *arena, Arena *working, Case *the_case, const BizcaseSimulateRequest *request,
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
    const size_t columns_per_view = (size_t)views.result_count * choice.count;
    const size_t view_bytes = columns_per_view * (size_t)shown->trials * sizeof(double);
    const size_t views_at_once = view_bytes == 0 || view_bytes > MOST_OUTCOME_BYTES ? 1
        : MOST_OUTCOME_BYTES / view_bytes > views.count                             ? views.count
                                                                                    : MOST_OUTCOME_BYTES / view_bytes;
    const size_t pass_count = (views.count + views_at_once - 1) / views_at_once;
    const unsigned threads = request->threads ? request->threads : crew_default_threads();
    const size_t blocks = (size_t)((shown->trials + LANES - 1) / LANES);
    BizcaseDistribution *distributions =
        arena_array(arena, (size_t)views.count * views.result_count * choice.shown_count, sizeof *distributions);
    BizcaseAgreement *agreements = arena_array(arena, views.count, sizeof *agreements);
    Pass pass = {
        .kernel = kernel, .model = &model, .draw_plan = &draw_plan, .asked = request,
        .request = { .figures = choice.figures, .figure_count = choice.count },
        .trials = shown->trials, .trials_in_all = shown->trials * pass_count,
        .column_figures = choice.figures,
        .outcomes = arena_array(working, views_at_once * columns_per_view, (size_t)shown->trials * sizeof(double)),
        .summaries = arena_array(working, views_at_once * columns_per_view, sizeof(BizcaseDistribution)),
        .desks = arena_array(working, threads, sizeof(Desk)),
        .moved_out = arena_array(working, blocks * model.moving_count, sizeof(double)),
    };
    for (unsigned w = 0; w < threads; w++) pass.desks[w] = desk_of(working, &pass, views_at_once * columns_per_view);

    for (size_t first = 0; first < views.count; first += views_at_once) {
        pass.request.views = views.items + first;
        pass.request.view_count = (uint32_t)(first + views_at_once < views.count ? views_at_once : views.count - first);
        if (!run_pass(&pass, the_case, &choice, views.result_count, threads, distributions, agreements, shown)) return BIZCASE_STOPPED;
        if (first == 0) sum_moved_out(arena, the_case, &model, &pass, shown);
        pass.trials_before += shown->trials;
        pass.moved_out = NULL;
    }
    shown->distributions = distributions;
    shown->agreements = agreements;
    return BIZCASE_OK;
}

BizcaseStatus bizcase_simulate(BizcaseCase *loaded, const BizcaseSimulateRequest *request, BizcaseSimulation **result) {
    *result = NULL;
    Case *the_case = case_of(loaded);
    Arena *arena = arena_new(), *working = arena_new();
    if (!arena || !working || setjmp(*arena_on_failure(arena)) || setjmp(*arena_on_failure(working))
        || setjmp(*arena_on_failure(the_case->arena))) {
        arena_free(arena);
        arena_free(working);
        return BIZCASE_NO_MEMORY;
    }
    Simulation *simulation = arena_alloc(arena, sizeof *simulation);
    simulation->arena = arena;
    const BizcaseStatus status = simulate(arena, working, the_case, request, &simulation->shown);
    arena_free(working);
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
