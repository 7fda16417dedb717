/* Any bytes as a plan image: refused, or a plan that can be drawn and evaluated without leaving its arrays, and whose image
   is read again. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "evaluate/block.h"
#include "study/simulation/plan_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_SCRATCH = 16 << 20, MOST_FIGURES = 64 };

static void *memory_for(Arena *arena, const uint8_t *bytes, size_t size) {
    const size_t needed = plan_image_memory(bytes, size);
    return needed > 0 ? arena_alloc(arena, needed) : NULL;
}

static void read_again(Arena *arena, const Plan *plan, const DrawPlan *draws) {
    const size_t size = plan_image_size(plan, draws);
    uint8_t *bytes = arena_alloc(arena, size);
    plan_image_write(plan, draws, bytes);
    Plan plan_again;
    DrawPlan draws_again;
    const bool sound = plan_image_read(bytes, size, memory_for(arena, bytes, size), &plan_again, &draws_again);
    assert(sound);
    (void)sound;
}

/* One block of the last option against the first, every figure of every result. */
static void run(Arena *arena, const Plan *plan, const DrawPlan *draws) {
    const size_t results = ((size_t)plan->council_count + 1) * ((size_t)plan->programme_count + 1);
    const View view = { .option = plan->option_count - 1, .baseline = 0 };
    WantedFigure figures[MOST_FIGURES];
    assert(figure_count <= MOST_FIGURES);
    for (uint32_t f = 0; f < figure_count; f++)
        figures[f] = (WantedFigure){ figure_table[f], results > 16 ? SKIP_PROGRAMMES : 0 };
    const BlockRequest request = {
        .views = &view, .view_count = 1, .figures = figures, .figure_count = figure_count, .lane_count = 1
    };
    double *inputs = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof *inputs);
    double *outcomes = arena_rows(arena, results * figure_count * LANES * sizeof *outcomes);
    draw_block(draws, 0, inputs, arena_rows(arena, draw_scratch_size(draws)));
    evaluate_block(
        plan, &request, inputs, arena_rows(arena, evaluate_scratch_size(plan)), &(BlockResults){ .figures = outcomes });
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Plan plan;
    DrawPlan draws;
    if (plan_image_read(data, size, memory_for(arena, data, size), &plan, &draws)) {
        read_again(arena, &plan, &draws);
        if (evaluate_scratch_size(&plan) < MOST_SCRATCH) run(arena, &plan, &draws);
    }
    arena_free(arena);
    return 0;
}
