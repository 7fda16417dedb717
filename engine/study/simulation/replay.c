/* One trial of a simulation again, in full. */
#include "bizcase/replay.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "evaluate/figure_table.h"
#include "study/appraisal/appraise.h"
#include "study/simulation/select.h"
#include "study/simulation/trials.h"

/* Each trial's outcome is kept while a percentile is looked for. */
static const uint64_t most_trials_for_percentile = 100000000;

typedef struct Replay {
    BizcaseReplay shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Replay;

static void keep_npv(void *context, const TrialBlock *block) {
    double *outcomes = context;
    memcpy(outcomes + block->first, block->figures, block->count * sizeof *outcomes);
}

static BizcaseStatus bad_trial(Case *the_case, const char *what, const char *hint) {
    diagnostics_error(&the_case->diagnostics, (Place){ .file = "--trial" }, hint, "%s", what);
    return BIZCASE_BAD_REQUEST;
}

/* The first trial, from 0, whose joint NPV is at the percentile. */
static BizcaseStatus trial_at_percentile(Arena *arena, const Setup *setup, double percentile, uint64_t *trial) {
    if (!(percentile >= 0 && percentile <= 100))
        return bad_trial(setup->the_case, "there is no such percentile", "expected p0 to p100");
    if (setup->trials > most_trials_for_percentile)
        return bad_trial(
            setup->the_case, "there are too many trials to look for a percentile's", "--trials 100m is the most");
    const size_t count = (size_t)setup->trials;
    double *outcomes = arena_array(arena, count, sizeof *outcomes), *copy = arena_array(arena, count, sizeof *copy);
    const View view = main_view(&setup->views);
    const WantedFigure npv = { setup->kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    const BlockRequest block = { .views = &view, .view_count = 1, .figures = &npv, .figure_count = 1 };
    const size_t columns = 1 + setup->model.plan.council_count; /* joint first */
    if (!trials_each(arena,
            &(TrialsRequest){
                .setup = setup, .block = &block, .column_count = columns, .take = keep_npv, .context = outcomes },
            setup->threads))
        return BIZCASE_STOPPED;
    memcpy(copy, outcomes, count * sizeof *copy);
    const size_t rank = (size_t)((double)(count - 1) * percentile / 100);
    select_ranks(copy, count, &rank, 1);
    *trial = 0;
    while (outcomes[*trial] != copy[rank]) ++*trial;
    return BIZCASE_OK;
}

static void show_inputs(Arena *arena, const Setup *setup, const double *values, BizcaseReplay *shown) {
    const Inputs *inputs = &setup->model.inputs;
    BizcaseInput *rows = arena_array(arena, inputs->count, sizeof *rows);
    for (uint32_t i = 0; i < inputs->count; i++)
        rows[i] = (BizcaseInput){ arena_text(arena, inputs->items[i].name), values[i], inputs->items[i].plan_value };
    shown->inputs = rows;
    shown->input_count = inputs->count;
}

static BizcaseStatus replay(Arena *arena, Case *the_case, const BizcaseSimulateRequest *request, uint64_t trial,
    double percentile, BizcaseReplay *shown) {
    Setup setup;
    BizcaseStatus status = setup_simulation(arena, the_case, request, &setup);
    if (status != BIZCASE_OK) return status;
    if (trial > setup.trials)
        return bad_trial(the_case, arena_format(arena, "there is no trial %llu", (unsigned long long)trial),
            arena_format(arena, "the simulation has %llu", (unsigned long long)setup.trials));
    uint64_t number = trial - 1;
    if (trial == 0) status = trial_at_percentile(arena, &setup, percentile, &number);
    if (status != BIZCASE_OK) return status;
    const double *inputs = trial_inputs(arena, &setup, number);
    *shown = (BizcaseReplay){ .trial = number + 1,
        .trials = setup.trials,
        .seed = setup.seed,
        .sampler = setup.sampler,
        .percentile = trial == 0 ? percentile : NAN };
    show_inputs(arena, &setup, inputs, shown);
    appraise_trial(arena, the_case, &setup.model, &setup.views, inputs, &shown->appraisal);
    return BIZCASE_OK;
}

BizcaseStatus bizcase_replay(BizcaseCase *loaded, const BizcaseSimulateRequest *request, uint64_t trial,
    double percentile, BizcaseReplay **result) {
    *result = NULL;
    Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    if (!arena || setjmp(*arena_on_failure(arena)) || setjmp(*arena_on_failure(the_case->arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    Replay *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    const BizcaseStatus status = replay(arena, the_case, request, trial, percentile, &made->shown);
    if (status == BIZCASE_OK)
        *result = &made->shown;
    else
        arena_free(arena);
    return status;
}

void bizcase_replay_free(BizcaseReplay *shown) {
    if (shown) arena_free(((Replay *)(void *)shown)->arena);
}
