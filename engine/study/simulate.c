/* Many trials with sampled inputs: runs of them (run.h), and what is reported of each column. */
#include "bizcase/simulate.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "study/crew.h"
#include "study/moved_out.h"
#include "study/simulation.h"

/* How far around a percentile, in standard errors, the pilot looks for it: it is missed about once in 10⁹ times. */
static const double first_width = 6;

typedef struct Simulation {
    BizcaseSimulation shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Simulation;

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

/* One pass, again with wider grids should a percentile be missed. Memory of the run is `working`'s; gathering is left
   for the caller to abandon. */
static BizcaseStatus run_and_summarise(Arena *working, const Filling *filling, size_t pass, const RunRequest *request,
    BizcaseDistribution *summaries, Run *run, Gathering **gathering) {
    for (double width = first_width;; width *= 4) {
        BizcaseStatus status = run_begin(working, request, width, gathering);
        if (status == BIZCASE_OK) status = filling->fill(filling->context, pass, *gathering);
        if (status != BIZCASE_OK) return status;
        run_finish(working, *gathering, run);
        Summing summing = { .run = run, .summaries = summaries };
        crew_run(&(CrewWork){ summarise_column, NULL, &summing, run->column_count }, request->threads);
        if (!atomic_load(&summing.missed)) return BIZCASE_OK;
        run_abandon(*gathering);
    }
}

static void keep_results(const Setup *setup, const RunRequest *request, const Run *run,
    const BizcaseDistribution *summaries, BizcaseDistribution *distributions, BizcaseAgreement *agreements,
    BizcaseSimulation *shown) {
    for (size_t column = 0; column < run->column_count; column++) {
        const Column *from = &run->columns[column];
        if (from->wanted >= setup->choice.shown_count) continue;
        BizcaseDistribution *kept = &distributions[shown->distribution_count++];
        *kept = summaries[column];
        kept->scope = scope_of(setup->the_case, &request->views[from->view], from->result);
        kept->figure = bizcase_figure_find(from->figure->name);
    }
    for (uint32_t v = 0; v < request->view_count; v++) {
        if (!shows_agreement(setup->the_case, &request->views[v])) continue;
        const BizcaseScope scope = scope_of(setup->the_case, &request->views[v], 0);
        agreements[shown->agreement_count++] = (BizcaseAgreement){ scope.option, scope.versus,
            (double)run->agreed[v] / (double)run->trials, run->agreed_errors[v] };
    }
}

static void keep_moved_out(Arena *arena, const Setup *setup, const Run *run, BizcaseSimulation *shown) {
    BizcaseMovedOut *rows = arena_array(arena, setup->model.moving_count, sizeof *rows);
    shown->moved_out_count = moved_out_rows(setup->the_case, &setup->model, run->slips, (double)run->trials, rows);
    shown->moved_out = rows;
}

BizcaseStatus simulation_fill(Arena *arena, const Setup *setup, const Filling *filling, BizcaseSimulation *shown) {
    const size_t columns_per_view = (size_t)setup->views.result_count * setup->choice.count;
    BizcaseDistribution *distributions = arena_array(arena, setup->views.count * columns_per_view, sizeof *distributions);
    BizcaseAgreement *agreements = arena_array(arena, setup->views.count, sizeof *agreements);
    *shown = (BizcaseSimulation){ .trials = setup->trials, .seed = setup->seed, .sampler = setup->sampler,
        .input_count = setup->model.inputs.count, .distributions = distributions, .agreements = agreements };
    for (size_t pass = 0; pass < setup->pass_count; pass++) {
        Arena *working = arena_new();
        if (!working || setjmp(*arena_on_failure(working))) {
            arena_free(working);
            return BIZCASE_NO_MEMORY;
        }
        const RunRequest request = setup_run(setup, pass);
        BizcaseDistribution *summaries = arena_array(working, request.view_count * columns_per_view, sizeof *summaries);
        Run run;
        Gathering *gathering = NULL;
        const BizcaseStatus status = run_and_summarise(working, filling, pass, &request, summaries, &run, &gathering);
        if (status == BIZCASE_OK) keep_results(setup, &request, &run, summaries, distributions, agreements, shown);
        if (status == BIZCASE_OK && pass == 0) keep_moved_out(arena, setup, &run, shown);
        run_abandon(gathering);
        arena_free(working);
        if (status != BIZCASE_OK) return status;
    }
    return BIZCASE_OK;
}

static BizcaseStatus count_all(void *context, size_t pass, Gathering *gathering) {
    (void)context;
    (void)pass;
    return run_count(gathering);
}

BizcaseSimulation *simulation_new(Arena *arena) {
    Simulation *simulation = arena_alloc(arena, sizeof *simulation);
    simulation->arena = arena;
    return &simulation->shown;
}

BizcaseStatus bizcase_simulate(BizcaseCase *loaded, const BizcaseSimulateRequest *request, BizcaseSimulation **result) {
    *result = NULL;
    Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    if (!arena || setjmp(*arena_on_failure(arena)) || setjmp(*arena_on_failure(the_case->arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    BizcaseSimulation *shown = simulation_new(arena);
    Setup setup;
    BizcaseStatus status = setup_simulation(arena, the_case, request, &setup);
    if (status == BIZCASE_OK) status = simulation_fill(arena, &setup, &(Filling){ count_all, NULL }, shown);
    if (status == BIZCASE_OK) *result = shown;
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
