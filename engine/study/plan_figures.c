#include "study/plan_figures.h"

#include "evaluate/figure.h"
#include "study/kernel.h"

double *plan_figures(Arena *arena, const Case *the_case, const View *view, const size_t *figures, size_t count) {
    const Model model = model_compile(arena, the_case, FOR_APPRAISAL);
    const Kernel *kernel = kernel_best();
    const size_t bodies = 1 + the_case->council_count;
    WantedFigure *wanted = arena_array(arena, count, sizeof *wanted);
    for (size_t f = 0; f < count; f++) wanted[f] = (WantedFigure){ kernel->figures[figures[f]], SKIP_PROGRAMMES };
    double *values = arena_rows(arena, (size_t)model.inputs.count * LANES * sizeof *values);
    for (uint32_t i = 0; i < model.inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * (size_t)LANES + k] = model.inputs.items[i].plan_value;
    double *lanes = arena_rows(arena, bodies * count * LANES * sizeof *lanes);
    const BlockRequest request = { view, 1, wanted, (uint32_t)count, 1, false };
    kernel->evaluate_block(&model.plan, &request, values, arena_rows(arena, kernel->evaluate_scratch_size(&model.plan)),
        &(BlockResults){ .figures = lanes });
    double *out = arena_array(arena, bodies * count, sizeof *out);
    for (size_t i = 0; i < bodies * count; i++) out[i] = lanes[i * LANES];
    return out;
}
