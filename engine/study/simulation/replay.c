/* One trial of a simulation again, in full. */
#include "bizcase/replay.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "evaluate/figure_table.h"
#include "study/appraisal/appraise.h"
#include "study/simulation/select.h"
#include "study/simulation/trials.h"
#include "table/call.h"

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

static BizcaseStatus bad_trial(Diagnostics *problems, const char *field, const char *what, const char *hint) {
    diagnostics_error(problems, (Place){ .asked = field }, hint, "%s", what);
    return BIZCASE_BAD_REQUEST;
}

/* The first trial, from 0, whose joint NPV is at the percentile. */
static BizcaseStatus trial_at_percentile(Call *call, const Setup *setup, double percentile, uint64_t *trial) {
    Arena *arena = call->arena;
    if (!(percentile >= 0 && percentile <= 100))
        return bad_trial(&call->problems, "percentile", "there is no such percentile", "expected 0 to 100");
    if (setup->trials > most_trials_for_percentile)
        return bad_trial(&call->problems, "percentile", "there are too many trials to look for a percentile's",
            "100 million are the most");
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

typedef struct ReplayCall {
    const Case *the_case;
    BizcaseSimulateRequest request;
    uint64_t trial;
    double percentile;
    BizcaseReplay *made;
} ReplayCall;

static BizcaseStatus replay(Call *call, void *context) {
    ReplayCall *asked = context;
    Arena *arena = call->arena;
    Replay *made = arena_alloc(arena, sizeof *made);
    Setup setup;
    made->arena = arena;
    /* The appraisal of a trial has every reading. */
    static const char *const of_every_reading[] = { "npv", "npv_public", "npv_cash" };
    asked->request.figures = of_every_reading;
    asked->request.figure_count = sizeof of_every_reading / sizeof of_every_reading[0];
    BizcaseStatus status = setup_simulation(arena, asked->the_case, &asked->request, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    if (asked->trial > setup.trials)
        return bad_trial(&call->problems, "trial",
            arena_format(arena, "there is no trial %llu", (unsigned long long)asked->trial),
            arena_format(arena, "the simulation has %llu", (unsigned long long)setup.trials));
    uint64_t number = asked->trial - 1;
    if (asked->trial == 0) status = trial_at_percentile(call, &setup, asked->percentile, &number);
    if (status != BIZCASE_OK) return status;
    const double *inputs = trial_inputs(arena, &setup, number);
    made->shown = (BizcaseReplay){ .trial = number + 1,
        .trials = setup.trials,
        .seed = setup.seed,
        .sampler = setup.sampler,
        .percentile = asked->trial == 0 ? asked->percentile : NAN };
    show_inputs(arena, &setup, inputs, &made->shown);
    appraise_trial(arena, asked->the_case, &setup.model, &setup.views, inputs, &made->shown.appraisal);
    appraise_excluded(arena, asked->the_case, &made->shown.appraisal);
    asked->made = &made->shown;
    return BIZCASE_OK;
}

BizcaseStatus bizcase_replay(const BizcaseCase *loaded, const BizcaseSimulateRequest *request, uint64_t trial,
    double percentile, BizcaseReplay **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    ReplayCall asked = { .the_case = case_of(loaded), .trial = trial, .percentile = percentile };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, replay, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_replay_free(BizcaseReplay *shown) {
    if (shown) arena_free(((Replay *)(void *)shown)->arena);
}
