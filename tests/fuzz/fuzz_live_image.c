/* Any bytes as the image of a live page: refused, or cases that can be appraised without leaving their arrays, and whose
   image is read again. */
#include <assert.h>
#include <stdint.h>

#include "base/arena.h"
#include "evaluate/block.h"
#include "study/live/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_SCRATCH = 16 << 20, MOST_VIEWS = 8 };

static void read_again(Arena *arena, const LiveVariant *variant) {
    const size_t size = live_image_write(variant, 1, NULL);
    uint8_t *bytes = arena_alloc(arena, size);
    LiveVariant again;
    live_image_write(variant, 1, bytes);
    const bool sound = live_image_count(bytes, size) == 1 && live_image_read(arena, bytes, size, 0, &again);
    assert(sound);
    (void)sound;
}

/* NPV of the plan, of every result of the first views. */
static void run(Arena *arena, const LiveVariant *variant, const Plan *plan) {
    const uint32_t view_count = variant->views.count < MOST_VIEWS ? variant->views.count : MOST_VIEWS;
    const WantedFigure figure = { figure_table[0], SKIP_PROGRAMMES };
    const BlockRequest request = { variant->views.items, view_count, &figure, 1, 1, false };
    double *inputs = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof *inputs);
    double *outcomes = arena_rows(arena, (size_t)view_count * (plan->council_count + 1) * LANES * sizeof *outcomes);
    for (uint32_t i = 0; i < plan->input_count; i++)
        for (size_t k = 0; k < LANES; k++) inputs[i * LANES + k] = variant->plan_values[i];
    evaluate_block(
        plan, &request, inputs, arena_rows(arena, evaluate_scratch_size(plan)), &(BlockResults){ .figures = outcomes });
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    LiveVariant variant;
    if (live_image_count(data, size) > 0 && live_image_read(arena, data, size, 0, &variant)) {
        read_again(arena, &variant);
        if (evaluate_scratch_size(&variant.plain) < MOST_SCRATCH) run(arena, &variant, &variant.plain);
        if (evaluate_scratch_size(&variant.biased) < MOST_SCRATCH) run(arena, &variant, &variant.biased);
    }
    arena_free(arena);
    return 0;
}
