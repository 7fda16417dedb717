/* A plan compiled for one purpose folds what another leaves open. At the values of the case all of them give the same bits:
   "the chance of the plan or better" compares trials with the plan, and a page finds the engine's own figures. */
#include "support/temporary_case.h"

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
    "scenarios/led-street-lighting", "scenarios/early-help", "tests/support/made-of-quantities" };

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
        the_case.settings.optimism_bias_in_simulation =
            the_case.settings.optimism_bias_in_plan ? TRIALS_WITH_BIAS : TRIALS_WITHOUT_BIAS;
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

/* Programs and instructions of a simulation: only what an uncertain driver reaches is left to trials. */
static void what_no_trial_can_change_takes_no_instruction(void **state) {
    static const struct {
        const char *formula;
        uint32_t programs, instructions;
    } rows[] = { { "stock * price * (1 + certain)", 0, 0 }, { "stock * price * (1 + certain) * d", 1, 1 },
        { "d * (1 + certain) * (total(bought) + stock)", 1, 2 }, { "cumulative(stock) * price + d ^ 2", 1, 2 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[200];
        snprintf(costs, sizeof costs, "line,formula,2019/20,2020/21\nx,%s,,\n", rows[r].formula);
        TemporaryCase made = temporary_case(
            (const CaseFile[]){ { "costs.csv", costs },
                { "quantities.csv",
                    "quantity,formula,central,2019/20,2020/21\nstock,\"prev(stock, 5) * 0.9 + bought\",,,\n"
                    "bought,,,3,4\nprice,,2,,\n" },
                { "drivers.csv", "driver,distribution,low,central,high\nd,uniform,1,,2\ncertain,,,0.2,\n" }, { 0 } },
            (BizcaseCaseRequest){ 0 });
        assert_int_equal(made.status, BIZCASE_OK);
        Arena *arena = arena_new();

        const Plan plan = model_compile(arena, case_of(made.loaded), FOR_SIMULATION).plan;

        assert_int_equal(plan.program_count, rows[r].programs);
        if (plan.program_count > 0) assert_int_equal(plan.programs[0].program.instruction_count, rows[r].instructions);
        arena_free(arena);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_for_every_purpose_give_the_same_bits),
        cmocka_unit_test(what_no_trial_can_change_takes_no_instruction),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
