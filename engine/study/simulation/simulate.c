/* Many trials with sampled inputs: runs of them (run.h), and what is reported of each column. */
#include "bizcase/simulate.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact_number.h"
#include "case/handle.h"
#include "study/find_next.h"
#include "study/moved_out.h"
#include "study/simulation/interval.h"
#include "study/simulation/results.h"
#include "study/threads.h"
#include "table/amount.h"
#include "table/call.h"

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
    if (!column_summarise(&summing->run->columns[column], &summing->summaries[column]))
        atomic_store(&summing->missed, true);
}

/* One pass, again with wider grids should a percentile be missed. Memory of the run is `working`'s. */
static BizcaseStatus run_and_summarise(Arena *working, const RunSource *source, size_t pass, const RunRequest *request,
    BizcaseDistribution *summaries, Run *run) {
    for (double width = RUN_WIDTH;; width *= 4) {
        RunState *state;
        BizcaseStatus status = run_begin(working, request, width, &state);
        if (status == BIZCASE_OK) status = source->fill(source->context, pass, state);
        if (status == BIZCASE_OK) status = run_finish(working, state, run);
        if (status != BIZCASE_OK) return status;
        Summing summing = { .run = run, .summaries = summaries };
        threads_run(&(SharedWork){ summarise_column, NULL, &summing, run->column_count }, request->threads);
        if (!atomic_load(&summing.missed)) return BIZCASE_OK;
        run_abandon(state);
    }
}

/* In how many trials the flow of a result is no number: those without its NPV, or, where that is not there, that of all
   programmes. */
static uint64_t odd_flows(const Setup *setup, const RunRequest *request, const Run *run, const FigureColumn *of) {
    const size_t of_council = of->result - of->result % (1 + setup->the_case->programme_count);
    uint64_t found = 0;
    for (size_t column = 0; column < run->column_count; column++) {
        const FigureColumn *at = &run->columns[column];
        if (at->view != of->view || at->figure != request->npv) continue;
        if (at->result == of->result) return at->tally.missing;
        if (at->result == of_council) found = at->tally.missing;
    }
    return found;
}

static uint64_t not_finite_in(const Setup *setup, const RunRequest *request, const Run *run, const FigureColumn *of) {
    const bool may_be_none = of->figure->why_missing && !of->figure->is_payback;
    if (setup->model.plan.level_count == 0 || of->tally.missing == 0) return 0;
    if (!may_be_none) return of->tally.missing;
    const uint64_t odd = odd_flows(setup, request, run, of);
    return odd < of->tally.missing ? odd : of->tally.missing;
}

static void keep_results(const Setup *setup, const RunRequest *request, const Run *run,
    const BizcaseDistribution *summaries, BizcaseDistribution *distributions, BizcaseAgreement *agreements,
    BizcaseSimulation *shown) {
    for (size_t column = 0; column < run->column_count; column++) {
        const FigureColumn *from = &run->columns[column];
        if (from->wanted >= setup->choice.shown_count) continue;
        BizcaseDistribution *kept = &distributions[shown->distribution_count++];
        *kept = summaries[column];
        kept->scope = scope_of(setup->the_case, &request->views[from->view], from->result);
        kept->figure = bizcase_figure_find(from->figure->name);
        kept->not_finite = not_finite_in(setup, request, run, from);
    }
    for (uint32_t v = 0; v < request->view_count; v++) {
        if (!shows_agreement(setup->the_case, &request->views[v])) continue;
        const BizcaseScope scope = scope_of(setup->the_case, &request->views[v], 0);
        agreements[shown->agreement_count++] = (BizcaseAgreement){ scope.option, scope.versus,
            (double)run->agreed[v] / (double)run->comparable[v], run->agreed_errors[v] };
    }
}

static void keep_moved_out(Arena *arena, const Setup *setup, const Run *run, BizcaseSimulation *shown) {
    BizcaseMovedOut *rows = arena_array(arena, setup->model.moving_count, sizeof *rows);
    shown->moved_out_count = moved_out_rows(setup->the_case, &setup->model, run->slips, (double)run->trials, rows);
    shown->moved_out = rows;
}

static BizcaseStatus fill_pass(Arena *arena, const Setup *setup, const RunSource *source, size_t pass,
    BizcaseDistribution *distributions, BizcaseAgreement *agreements, BizcaseSimulation *shown) {
    Arena *working = arena_within(arena);
    RunRequest request = setup_run(setup, pass);
    request.counted_elsewhere = source->counted_elsewhere;
    const size_t columns = (size_t)request.view_count * setup->views.result_count * setup->choice.count;
    BizcaseDistribution *summaries = arena_array(working, columns, sizeof *summaries);
    Run run;
    const BizcaseStatus status = run_and_summarise(working, source, pass, &request, summaries, &run);
    if (status == BIZCASE_OK) keep_results(setup, &request, &run, summaries, distributions, agreements, shown);
    if (status == BIZCASE_OK && pass == 0) keep_moved_out(arena, setup, &run, shown);
    arena_free(working);
    return status;
}

/* A certain driver, delay or quantity is an input too, as a study may change it. */
static size_t uncertain_count(const DrawPlan *draws) {
    size_t count = 0;
    for (size_t i = 0; i < draws->input_count; i++) count += draws->samplers[i].form != SAMPLER_CONSTANT;
    return count;
}

BizcaseStatus simulation_fill(Arena *arena, const Setup *setup, const RunSource *source, BizcaseSimulation *shown) {
    const size_t columns = (size_t)setup->views.count * setup->views.result_count * setup->choice.count;
    BizcaseDistribution *distributions = arena_array(arena, columns, sizeof *distributions);
    BizcaseAgreement *agreements = arena_array(arena, setup->views.count, sizeof *agreements);
    *shown = (BizcaseSimulation){ .trials = setup->trials,
        .seed = setup->seed,
        .sampler = setup->sampler,
        .option = setup->asked->option ? arena_text(arena, setup->asked->option) : NULL,
        .reached = NAN,
        .randomisations = setup->points ? (size_t)((setup->trials + setup->points - 1) / setup->points) : 0,
        .input_count = uncertain_count(&setup->draw_plan),
        .plan_on_trials_basis = setup->plan_on_trials_basis,
        .distributions = distributions,
        .agreements = agreements };
    const View view = main_view(&setup->views);
    shown->main = scope_of(setup->the_case, &view, 0);
    BizcaseStatus status = BIZCASE_OK;
    for (size_t pass = 0; pass < setup->pass_count && status == BIZCASE_OK; pass++)
        status = fill_pass(arena, setup, source, pass, distributions, agreements, shown);
    return status;
}

static BizcaseStatus count_all(void *context, size_t pass, RunState *state) {
    (void)context;
    (void)pass;
    return run_count(state);
}

BizcaseStatus simulation_run(Arena *arena, const Setup *setup, BizcaseSimulation *shown) {
    return simulation_fill(arena, setup, &(RunSource){ .fill = count_all }, shown);
}

BizcaseSimulation *simulation_new(Arena *arena) {
    Simulation *simulation = arena_alloc(arena, sizeof *simulation);
    simulation->arena = arena;
    return &simulation->shown;
}

/* --- as many trials as it takes ------------------------------------------------------------------------------------- */

/* The wider half of the 95 % intervals of mean, P10 and P90. */
static double widest_half(const BizcaseDistribution *npv, size_t randomisations) {
    enum { P10 = 2, P90 = 7 };
    const double largest = fmax(npv->standard_error, fmax(npv->percentile_errors[P10], npv->percentile_errors[P90]));
    return half_width_95(largest, randomisations);
}

/* One try with a number of trials; reached gets what until limits. */
static BizcaseStatus try_trials(
    Call *call, const Case *the_case, const BizcaseSimulateRequest *request, uint64_t trials, double *reached) {
    static const char *const figures[] = { "npv@total" };
    Arena *arena = arena_within(call->arena);
    BizcaseSimulateRequest tried = *request;
    Setup setup;
    BizcaseSimulation shown;
    tried.trials = trials;
    tried.figures = figures;
    tried.figure_count = 1;
    BizcaseStatus status = setup_simulation(arena, the_case, &tried, &setup, &call->problems);
    if (status == BIZCASE_OK) {
        View *only = arena_alloc(arena, sizeof *only);
        *only = main_view(&setup.views);
        setup.views.items = only;
        setup.views.count = 1;
        setup.views_at_once = setup.pass_count = 1;
        status = setup_fits(arena, &setup, &call->problems);
    }
    if (status == BIZCASE_OK) status = simulation_run(arena, &setup, &shown);
    if (status == BIZCASE_OK) {
        const BizcaseDistribution *npv = &shown.distributions[0]; /* joint, total */
        const double widest = widest_half(npv, shown.randomisations);
        *reached = widest == 0 ? 0 : widest / (request->until_is_relative ? fabs(npv->mean) : 1);
    }
    arena_free(arena);
    return status;
}

/* Tries more and more trials, each try by itself, so that the run is that of a request for the number found. */
static BizcaseStatus find_trials(
    Call *call, const Case *the_case, const BizcaseSimulateRequest *request, uint64_t *trials, double *reached) {
    const uint64_t most = request->trials ? request->trials : the_case->settings.trials;
    uint64_t count = most < 4 * CHUNK_TRIALS ? most : 4 * CHUNK_TRIALS;
    for (;;) {
        const BizcaseStatus status = try_trials(call, the_case, request, count, reached);
        *trials = count;
        if (status != BIZCASE_OK || *reached <= request->until || count == most) return status;
        /* Errors fall with the root of the trials; a tenth more, as this error is itself an estimate. */
        const double apart = *reached / request->until;
        const double wanted = isfinite(*reached) ? 1.1 * (double)count * (apart * apart) : INFINITY;
        const double next = fmin(fmax(wanted, 1.5 * (double)count), 16 * (double)count);
        count = next < (double)most ? ((uint64_t)next + CHUNK_TRIALS - 1) / CHUNK_TRIALS * CHUNK_TRIALS : most;
        if (count > most) count = most;
    }
}

/* "0.5%", "£1,200" */
static const char *sureness_text(Arena *arena, const Case *the_case, bool is_relative, int digits, double sureness) {
    if (is_relative) return arena_format(arena, "%.*g%%", digits, 100 * sureness);
    return money_in_words(arena, the_case->settings.currency, round(sureness));
}

static void warn_not_reached(Diagnostics *problems, const Case *the_case, const BizcaseSimulateRequest *request,
    uint64_t trials, double reached) {
    Arena *arena = problems->arena;
    const bool is_relative = request->until_is_relative;
    diagnostics_warning(problems, (Place){ .asked = "until" }, "allow more trials",
        "%s trials make the joint net present value sure to ±%s only, not to ±%s",
        number_grouped_text(arena, (double)trials), sureness_text(arena, the_case, is_relative, 2, reached),
        sureness_text(arena, the_case, is_relative, 6, request->until));
}

typedef struct SimulateCall {
    const Case *the_case;
    BizcaseSimulateRequest request;
    BizcaseSimulation *made;
} SimulateCall;

static BizcaseStatus simulate(Call *call, void *context) {
    SimulateCall *call_for = context;
    const BizcaseSimulateRequest *request = &call_for->request;
    BizcaseSimulateRequest asked = *request;
    double reached = NAN;
    BizcaseStatus status =
        request->until > 0 ? find_trials(call, call_for->the_case, request, &asked.trials, &reached) : BIZCASE_OK;
    Setup setup;
    if (status == BIZCASE_OK)
        status = setup_simulation(call->arena, call_for->the_case, &asked, &setup, &call->problems);
    if (status == BIZCASE_OK) status = setup_fits(call->arena, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    setup_case_plan(call->arena, &setup);
    BizcaseSimulation *shown = simulation_new(call->arena);
    status = simulation_run(call->arena, &setup, shown);
    if (status != BIZCASE_OK) return status;
    shown->until = request->until;
    shown->until_relative = request->until_is_relative;
    shown->reached = reached;
    if (request->until > 0 && !(reached <= request->until))
        warn_not_reached(&call->problems, call_for->the_case, request, shown->trials, reached);
    shown->warnings = call->problems.items;
    shown->warning_count = call->problems.count;
    call_for->made = shown;
    return BIZCASE_OK;
}

BizcaseStatus bizcase_simulate(const BizcaseCase *loaded, const BizcaseSimulateRequest *request,
    BizcaseSimulation **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    SimulateCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    if (!(asked.request.until >= 0 && isfinite(asked.request.until))) {
        request_refused(problems, "until", "0: as many trials as are asked for", "the mean cannot be made so sure");
        return BIZCASE_BAD_REQUEST;
    }
    const BizcaseStatus status = call_make(problems, simulate, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_simulation_free(BizcaseSimulation *simulation) {
    if (simulation) arena_free(((Simulation *)(void *)simulation)->arena);
}

const BizcaseDistribution *bizcase_simulation_find(
    const BizcaseSimulation *simulation, const BizcaseScope *scope, size_t figure) {
    size_t from = 0;
    return simulation && scope ? simulation_find_next(simulation, scope, figure, &from) : NULL;
}
