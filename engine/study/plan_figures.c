#include "study/plan_figures.h"

#include "evaluate/figure.h"
#include "study/kernel.h"

double *plan_figures(Arena *arena, const Case *the_case, const View *views, uint32_t view_count, const size_t *figures,
    size_t wanted_count) {
    unsigned readings = 0;
    for (size_t f = 0; f < wanted_count; f++) readings |= READING_BIT(figure_table[figures[f]]->reading);
    const Model model = model_compile_readings(arena, the_case, FOR_PLAN, readings);
    const Kernel *kernel = kernel_named(the_case->kernel);
    const size_t value_count = view_count * (1 + the_case->council_count) * wanted_count;
    WantedFigure *wanted = arena_array(arena, wanted_count, sizeof *wanted);
    for (size_t f = 0; f < wanted_count; f++)
        wanted[f] = (WantedFigure){ kernel->figures[figures[f]], SKIP_PROGRAMMES };
    double *values = arena_rows(arena, (size_t)model.inputs.count * LANES * sizeof *values);
    for (uint32_t i = 0; i < model.inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * (size_t)LANES + k] = model.inputs.items[i].plan_value;
    double *lanes = arena_rows(arena, value_count * LANES * sizeof *lanes);
    const BlockRequest request = { views, view_count, wanted, (uint32_t)wanted_count, 1, false };
    kernel->evaluate_block(&model.plan, &request, values, arena_rows(arena, kernel->evaluate_scratch_size(&model.plan)),
        &(BlockResults){ .figures = lanes });
    double *out = arena_array(arena, value_count, sizeof *out);
    for (size_t i = 0; i < value_count; i++) out[i] = lanes[i * LANES];
    return out;
}
