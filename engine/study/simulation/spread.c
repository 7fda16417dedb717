/* Net present value and the cumulative cash flow over the first trials of a simulation: what its pictures are made of. */
#include "bizcase/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "evaluate/figure_table.h"
#include "study/simulation/odd_trials.h"
#include "study/simulation/select.h"
#include "study/simulation/trials.h"
#include "table/call.h"

static const uint64_t most_trials = 100000;
static const size_t most_bytes = (size_t)512 << 20;

typedef struct Spread {
    BizcaseSpread shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Spread;

/* Where each trial's outcomes go; blocks write to places of their own. */
typedef struct Outcomes {
    size_t body_count, period_count, programmes, kept;
    double *npv;        /* [body][kept] */
    double *cumulative; /* [body][period][kept] */
} Outcomes;

const double *bizcase_spread_levels(void) {
    static const double levels[BIZCASE_SPREAD_LEVELS] = { 5, 25, 50, 75, 95 };
    return levels;
}

static void keep_cumulative(const Outcomes *outcomes, size_t body, const TrialBlock *block) {
    const double *flows = block->flows + body * outcomes->programmes * outcomes->period_count * LANES;
    double sum[LANES] = { 0 };
    for (size_t t = 0; t < outcomes->period_count; t++) {
        double *to = outcomes->cumulative + (body * outcomes->period_count + t) * outcomes->kept + block->first;
        for (uint32_t k = 0; k < block->count; k++) to[k] = sum[k] += flows[t * LANES + k];
    }
}

static void keep_block(void *context, const TrialBlock *block) {
    const Outcomes *outcomes = context;
    for (size_t b = 0; b < outcomes->body_count; b++) {
        memcpy(outcomes->npv + b * outcomes->kept + block->first, block->figures + b * LANES,
            block->count * sizeof(double));
        keep_cumulative(outcomes, b, block);
    }
}

static int compare_numbers(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Percentiles of Hyndman and Fan's type 7, as in the tables; uses values up. */
static void find_levels(double *values, size_t count, double levels[BIZCASE_SPREAD_LEVELS]) {
    size_t ranks[2 * BIZCASE_SPREAD_LEVELS];
    double parts[BIZCASE_SPREAD_LEVELS];
    for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++) {
        const double place = (double)(count - 1) * bizcase_spread_levels()[l] / 100;
        ranks[2 * l] = (size_t)place;
        ranks[2 * l + 1] = ranks[2 * l] + 1 < count ? ranks[2 * l] + 1 : ranks[2 * l];
        parts[l] = place - (double)ranks[2 * l];
    }
    size_t sorted[2 * BIZCASE_SPREAD_LEVELS];
    memcpy(sorted, ranks, sizeof sorted);
    qsort(sorted, 2 * BIZCASE_SPREAD_LEVELS, sizeof *sorted, compare_ranks);
    select_ranks(values, count, sorted, 2 * BIZCASE_SPREAD_LEVELS);
    for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++) {
        const double low = values[ranks[2 * l]], high = values[ranks[2 * l + 1]];
        levels[l] = low + parts[l] * (high - low);
    }
}

static void summarise(Arena *arena, const Outcomes *outcomes, BizcaseSpread *shown) {
    const size_t periods = outcomes->period_count;
    double *cumulative = arena_array(arena, outcomes->body_count * BIZCASE_SPREAD_LEVELS * periods, sizeof *cumulative);
    for (size_t b = 0; b < outcomes->body_count; b++) {
        qsort(outcomes->npv + b * outcomes->kept, outcomes->kept, sizeof *outcomes->npv, compare_numbers);
        for (size_t t = 0; t < periods; t++) {
            double levels[BIZCASE_SPREAD_LEVELS];
            find_levels(outcomes->cumulative + (b * periods + t) * outcomes->kept, outcomes->kept, levels);
            for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++)
                cumulative[(b * BIZCASE_SPREAD_LEVELS + l) * periods + t] = levels[l];
        }
    }
    shown->cumulative = cumulative;
}

/* NPV is not a number where a cash flow is not. */
static void leave_out_odd(Arena *working, Outcomes *outcomes) {
    const size_t drawn = outcomes->kept, bodies = outcomes->body_count;
    const size_t *kept = finite_trials(working, outcomes->npv, bodies, drawn, &outcomes->kept);
    if (!kept) return;
    keep_trials(outcomes->npv, bodies, drawn, kept, outcomes->kept);
    keep_trials(outcomes->cumulative, bodies * outcomes->period_count, drawn, kept, outcomes->kept);
}

static size_t kept_trials(const Setup *setup, size_t columns) {
    const uint64_t fitting = most_bytes / sizeof(double) / columns;
    const uint64_t most = fitting < most_trials ? fitting : most_trials;
    return (size_t)(setup->trials < most ? setup->trials : most);
}

static Outcomes outcomes_for(Arena *working, const Setup *setup) {
    const size_t councils = setup->the_case->council_count;
    Outcomes outcomes = { .body_count = councils > 1 ? 1 + councils : 1,
        .period_count = setup->the_case->settings.period_count,
        .programmes = 1 + setup->the_case->programme_count };
    outcomes.kept = kept_trials(setup, outcomes.body_count * (1 + outcomes.period_count));
    outcomes.cumulative =
        arena_array(working, outcomes.body_count * outcomes.period_count * outcomes.kept, sizeof *outcomes.cumulative);
    return outcomes;
}

typedef struct SpreadCall {
    const Case *the_case;
    BizcaseSimulateRequest request;
    BizcaseSpread *made;
} SpreadCall;

static BizcaseStatus spread(Call *call, void *context) {
    SpreadCall *asked = context;
    const Case *the_case = asked->the_case;
    Arena *arena = call->arena, *working = arena_within(arena);
    Spread *made = arena_alloc(arena, sizeof *made);
    Setup setup;
    made->arena = arena;
    const BizcaseStatus status = setup_simulation(working, the_case, &asked->request, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    Outcomes outcomes = outcomes_for(working, &setup);
    outcomes.npv = arena_array(arena, outcomes.body_count * outcomes.kept, sizeof *outcomes.npv);
    const View view = main_view(&setup.views);
    const WantedFigure npv = { setup.kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    const BlockRequest block = { .views = &view, .view_count = 1, .figures = &npv, .figure_count = 1, .flows = true };
    const BizcaseScope scope = scope_of(the_case, &view, 0);
    made->shown = (BizcaseSpread){ .option = arena_text(arena, scope.option),
        .versus = scope.versus ? arena_text(arena, scope.versus) : NULL,
        .body_count = outcomes.body_count,
        .period_count = outcomes.period_count,
        .trials = setup.trials,
        .kept = outcomes.kept,
        .npv = outcomes.npv };
    setup.trials = outcomes.kept; /* the draws are still those of the whole run */
    const size_t columns = 1 + the_case->council_count;
    const TrialsRequest trials = {
        .setup = &setup, .block = &block, .column_count = columns, .take = keep_block, .context = &outcomes
    };
    if (!trials_each(working, &trials, setup.threads)) return BIZCASE_STOPPED;
    if (setup.model.plan.level_count > 0) leave_out_odd(working, &outcomes);
    made->shown.not_finite = made->shown.kept - outcomes.kept;
    made->shown.kept = outcomes.kept;
    if (outcomes.kept > 0) summarise(arena, &outcomes, &made->shown);
    arena_free(working);
    asked->made = &made->shown;
    return BIZCASE_OK;
}

BizcaseStatus bizcase_spread(const BizcaseCase *loaded, const BizcaseSimulateRequest *request, BizcaseSpread **result,
    BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    SpreadCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, spread, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_spread_free(BizcaseSpread *shown) {
    if (shown) arena_free(((Spread *)(void *)shown)->arena);
}
