/* A plan compiled for one purpose folds what another leaves open. At the values of the case all of them give the same bits:
   "the chance of the plan or better" compares trials with the plan, and a page finds the engine's own figures. */
#include "support/assert_close.h"

#include <string.h>

#include "base/arena.h"
#include "bizcase/case.h"
#include "case/handle.h"
#include "evaluate/figure_table.h"
#include "model/compile.h"
#include "study/kernel.h"
#include "study/views.h"
#include "support/gsl_errors.h"

static const char *const folders[] = { "scenarios/joint-ict-2017", "scenarios/best4business", "scenarios/minimal",
    "scenarios/three-councils-quarterly", "scenarios/monthly-mobilisation", "scenarios/horizon-60-years",
    "tests/support/made-of-quantities" };

/* Every figure of every result, of one lane. */
static double *figures_for(Arena *arena, const Case *the_case, PlanPurpose purpose, size_t *count) {
    const Kernel *kernel = kernel_best();
    const Model model = model_compile(arena, the_case, purpose);
    Views views;
    assert_int_equal(views_of(arena, the_case, NULL, &views, NULL), BIZCASE_OK);
    WantedFigure *figures = arena_array(arena, figure_count, sizeof *figures);
    for (uint32_t f = 0; f < figure_count; f++) figures[f] = (WantedFigure){ figure_table[f], 0 };
    const BlockRequest request = { .views = views.items,
        .view_count = views.count,
        .figures = figures,
        .figure_count = figure_count,
        .lane_count = 1 };
    *count = (size_t)views.count * views.result_count * figure_count;
    double *values = arena_rows(arena, (size_t)model.inputs.count * LANES * sizeof *values);
    double *columns = arena_rows(arena, *count * LANES * sizeof *columns);
    double *found = arena_array(arena, *count, sizeof *found);
    for (size_t i = 0; i < model.inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * LANES + k] = model.inputs.items[i].plan_value;
    kernel->evaluate_block(&model.plan, &request, values, arena_rows(arena, kernel->evaluate_scratch_size(&model.plan)),
        &(BlockResults){ .figures = columns });
    for (size_t i = 0; i < *count; i++) found[i] = columns[i * LANES];
    return found;
}

static void plans_for_every_purpose_give_the_same_bits(void **state) {
    static const PlanPurpose purposes[] = { FOR_APPRAISAL, FOR_SIMULATION, FOR_ENSEMBLE, FOR_SENSITIVITY };
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        Arena *arena = arena_new();
        BizcaseCase *loaded;
        const BizcaseCaseRequest request = { .folder = folders[f] };
        assert_int_equal(bizcase_case_load(&request, &loaded, NULL), BIZCASE_OK);
        Case the_case = *case_of(loaded);
        the_case.settings.optimism_bias_in_simulation = the_case.settings.optimism_bias_in_plan;
        size_t count, count_again;
        const double *plan = figures_for(arena, &the_case, FOR_PLAN, &count);
        for (size_t p = 0; p < COUNT_OF(purposes); p++) {
            const double *other = figures_for(arena, &the_case, purposes[p], &count_again);
            assert_int_equal(count_again, count);
            for (size_t i = 0; i < count; i++)
                if (memcmp(&plan[i], &other[i], sizeof *plan) != 0 && !(isnan(plan[i]) && isnan(other[i])))
                    fail_msg("%s, purpose %d, number %zu: %.17g, not %.17g", folders[f], (int)purposes[p], i, other[i],
                        plan[i]);
        }
        bizcase_case_free(loaded);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_for_every_purpose_give_the_same_bits),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
