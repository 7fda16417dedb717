/* Any bytes as what another process has counted: refused, or added, and then summed up without a fault. The first byte
   says whether outcomes near percentiles are kept (even) or counted in fine cells (odd), as in long runs. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sample/compile.h"
#include "study/simulation/grid.h"
#include "study/simulation/part.h"
#include "study/simulation/run_state.h"
#include "study/simulation/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TRIALS = 100 }; /* small parts */

/* One cost of a uniform factor, by hand: no files. */
typedef struct SmallModel {
    Model model;
    DrawPlan draws;
} SmallModel;

static SmallModel small_model(Arena *arena) {
    static const uint32_t inputs[] = { 0 }, streams[] = { 0 };
    static const struct Jump jumps[] = { { 0, 1000 } };
    static const Step steps[] = { { 0, 0, STEP_FIXED } };
    static const bool in_option[] = { true }, idle[] = { false, false };
    static const double shares[] = { 1, 1 }, factors[] = { 1, 0.9 }, life_factors[] = { 1.7 };
    static const uint32_t lives[] = { 2 };
    static const Stream stream = { inputs, 1, 0, jumps, 1 };
    static const Bundle bundle = { .component = COMPONENT_COST,
        .phase = NO_INDEX,
        .idle = idle,
        .steps = steps,
        .step_count = 1,
        .streams = streams,
        .stream_count = 1 };
    static const Pool pool = {
        .readings = READING_BIT(READING_WHOLE), .sharing_count = 1, .in_option = in_option, .idle = idle
    };
    static const Sharing sharing = { 0, in_option };
    static const SplitTable split = { .shares = shares };
    SmallModel made = { .model = { .plan = { .period_count = 2,
                                       .months_per_period = 12,
                                       .council_count = 1,
                                       .programme_count = 1,
                                       .option_count = 1,
                                       .input_count = 1,
                                       .readings = READING_BIT(READING_WHOLE),
                                       .stream_count = 1,
                                       .bundle_count = 1,
                                       .pool_count = 1,
                                       .sharing_count = 1,
                                       .split_count = 1,
                                       .streams = &stream,
                                       .bundles = &bundle,
                                       .pools = &pool,
                                       .sharings = &sharing,
                                       .splits = &split,
                                       .discount_factor = factors,
                                       .life_periods = lives,
                                       .life_factor = life_factors } } };
    static const char *const names[] = { "line:a" };
    Fitted *fitted = arena_alloc(arena, sizeof *fitted);
    const DistributionInput uniform = { .low = 0.5, .central = __builtin_nan(""), .high = 2 };
    distribution_fit(arena, distribution_find("uniform"), &uniform, fitted);
    made.draws = draw_plan_compile(arena, 1, 1, names, fitted, 0, NULL, NULL, NULL);
    return made;
}

/* What run.c does when a column has too many outcomes to keep. */
static void count_finely(Arena *arena, RunState *state) {
    for (size_t c = 0; c < state->column_count; c++) {
        double *pilot = arena_array(arena, TRIALS, sizeof *pilot);
        memcpy(pilot, state->pilot + c * TRIALS, TRIALS * sizeof *pilot);
        grid_lay_out(&(GridRequest){ state->columns[c].figure, false, RUN_WIDTH, NAN }, pilot, TRIALS,
            arena_array(arena, MOST_CELLS, 1), arena_array(arena, MOST_CELLS + 1, sizeof(uint32_t)), &state->grids[c],
            state->thresholds + c * BIZCASE_PERCENTILE_COUNT);
        const size_t fine_count = grid_fine_count(&state->grids[c]);
        Tally *tally = &state->workspaces[0].tallies[c];
        tally->fine = arena_array(arena, fine_count, sizeof *tally->fine);
        tally->lowest = arena_array(arena, fine_count, sizeof *tally->lowest);
        tally->highest = arena_array(arena, fine_count, sizeof *tally->highest);
        for (size_t fine = 0; fine < fine_count; fine++) {
            tally->lowest[fine] = __builtin_inf();
            tally->highest[fine] = -__builtin_inf();
        }
    }
}

static bool add(Arena *arena, RunState *state, const uint8_t *data, size_t size) {
    if (size > 0 && data[0] % 2 == 1) count_finely(arena, state);
    PartReader reader = { .bytes = data + (size > 0), .size = size - (size > 0) };
    /* Of whatever trials it says. */
    PartReader peek = reader;
    part_number(&peek);
    const uint64_t first = part_number(&peek) % 100 * CHUNK_TRIALS, end = part_number(&peek) % 100 * CHUNK_TRIALS;
    return part_add(state, &reader, first, end);
}

typedef struct PartInput {
    Arena *arena;
    const uint8_t *data;
    size_t size;
} PartInput;

static void read_part(void *context) {
    const PartInput *input = context;
    Arena *arena = input->arena;
    const SmallModel model = small_model(arena);
    const Kernel *kernel = kernel_best();
    const View view = { 0, NO_INDEX, true };
    static const bool stakes[4] = { true, true, true, true };
    const WantedFigure npv = { kernel->figures[0], 0 };
    const RunRequest request = { .kernel = kernel,
        .model = &model.model,
        .draw_plan = &model.draws,
        .views = &view,
        .view_count = 1,
        .result_count = 4,
        .figures = &npv,
        .figure_count = 1,
        .npv = npv.figure,
        .has_stake = stakes,
        .trials = TRIALS,
        .end_trial = TRIALS,
        .counted_elsewhere = true,
        .threads = 1 };
    RunState *state = NULL;
    Run run;
    if (run_begin(arena, &request, RUN_WIDTH, &state) == BIZCASE_OK && add(arena, state, input->data, input->size) &&
        run_finish(arena, state, &run) == BIZCASE_OK)
        for (size_t c = 0; c < run.column_count; c++) {
            BizcaseDistribution summary = { 0 };
            column_summarise(&run.columns[c], &summary);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    PartInput input = { arena_new(), data, size };
    if (input.arena) arena_try(input.arena, read_part, &input);
    arena_free(input.arena);
    return 0;
}
