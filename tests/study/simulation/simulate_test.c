/* Every sample case: the engine's flows against the plain meaning of the case, trial by trial, and what must add up. */
#include "support/assert_close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "model/compile.h"
#include "model/timeline.h"
#include "study/kernel.h"
#include "study/views.h"
#include "support/gsl_errors.h"
#include "support/oracle.h"

/* Without formulas, of which the oracle knows nothing. */
static const char *const sample_cases[] = { "tests/support/made-of-cells", "scenarios/best4business",
    "scenarios/minimal", "scenarios/three-councils-quarterly", "scenarios/monthly-mobilisation",
    "scenarios/horizon-60-years" };

static BizcaseCase *load_sample(const char *folder) {
    BizcaseCase *loaded;
    const BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL);
    if (status != BIZCASE_OK) print_error("%s: %s\n", folder, bizcase_status_text(status));
    assert_int_equal(status, BIZCASE_OK);
    return loaded;
}

/* The net flow of a result by the oracle: index 0 of council and programme means all. */
static double oracle_result(
    const Oracle *oracle, const View *view, size_t council, size_t programme, int t, double *gross) {
    const Case *the_case = oracle->the_case;
    double net = 0;
    for (size_t c = 0; c < the_case->council_count; c++)
        for (size_t p = 0; p < the_case->programme_count; p++) {
            if ((council && council != c + 1) || (programme && programme != p + 1)) continue;
            const OracleFlow flow = oracle_flow(oracle, view->option, c, p, t);
            net += oracle_net(&flow);
            *gross += fabs(flow.cost) + fabs(flow.benefit) + fabs(flow.risk);
            if (view->baseline == NO_INDEX) continue;
            const OracleFlow baseline = oracle_flow(oracle, view->baseline, c, p, t);
            net -= oracle_net(&baseline);
            *gross += fabs(baseline.cost) + fabs(baseline.benefit) + fabs(baseline.risk);
        }
    return net;
}

/* Lane k of a block's flows against the oracle with the same inputs. */
static void check_lane(const Case *the_case, const Model *model, const Views *views, const double *values,
    const double *flows, TrialBias bias, size_t k) {
    Arena *arena = arena_new();
    double *inputs = arena_array(arena, model->inputs.count, sizeof *inputs);
    for (size_t i = 0; i < model->inputs.count; i++) inputs[i] = values[i * LANES + k];
    const Oracle oracle = { the_case, &model->inputs, inputs, bias };
    size_t result = 0;
    for (uint32_t v = 0; v < views->count; v++)
        for (size_t c = 0; c <= the_case->council_count; c++)
            for (size_t p = 0; p <= the_case->programme_count; p++, result++)
                for (uint32_t t = 0; t < model->plan.period_count; t++) {
                    double gross = 1;
                    const double expected = oracle_result(&oracle, &views->items[v], c, p, (int)t, &gross);
                    assert_close(flows[(result * model->plan.period_count + t) * LANES + k], expected, 1e-9 * gross);
                }
    arena_free(arena);
}

static void lanes_agree_with_the_oracle(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(sample_cases); s++) {
        BizcaseCase *loaded = load_sample(sample_cases[s]);
        const Case *the_case = case_of(loaded);
        Arena *arena = arena_new();
        Views views;
        assert_int_equal(views_of(arena, the_case, NULL, &views, NULL), BIZCASE_OK);
        const Model model = model_compile(arena, the_case, FOR_SIMULATION);
        const DrawPlan draws = inputs_draw_plan(arena, the_case, &model.inputs, 7);
        double *values = arena_array(arena, (size_t)model.inputs.count * LANES, sizeof *values);
        const size_t results = (size_t)views.count * views.result_count;
        double *flows = arena_array(arena, results * model.plan.period_count * LANES, sizeof *flows);
        draw_block(&draws, 0, values, arena_alloc(arena, draw_scratch_size(&draws)));
        const BlockRequest request = {
            .views = views.items, .view_count = views.count, .lane_count = LANES, .flows = true
        };

        evaluate_block(&model.plan, &request, values, arena_alloc(arena, evaluate_scratch_size(&model.plan)),
            &(BlockResults){ .flows = flows });

        for (size_t k = 0; k < LANES; k += 85)
            check_lane(the_case, &model, &views, values, flows, the_case->settings.optimism_bias_in_simulation, k);
        arena_free(arena);
        bizcase_case_free(loaded);
    }
}

static void plan_agrees_with_the_oracle(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(sample_cases); s++) {
        BizcaseCase *loaded = load_sample(sample_cases[s]);
        const Case *the_case = case_of(loaded);
        BizcaseAppraisal *appraisal;
        assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        Arena *arena = arena_new();
        Views views;
        views_of(arena, the_case, NULL, &views, NULL);
        const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
        double *values = arena_array(arena, inputs.count, sizeof *values);
        for (size_t i = 0; i < inputs.count; i++) values[i] = inputs.items[i].plan_value;
        const Oracle oracle = { the_case, &inputs, values,
            the_case->settings.optimism_bias_in_plan ? TRIALS_WITH_BIAS : TRIALS_WITHOUT_BIAS };

        for (size_t r = 0; r < appraisal->result_count; r++) {
            const size_t within = r % views.result_count, programmes = the_case->programme_count + 1;
            double npv = 0, gross = 1;
            for (size_t t = 0; t < appraisal->period_count; t++) {
                const double net = oracle_result(&oracle, &views.items[r / views.result_count], within / programmes,
                    within % programmes, (int)t, &gross);
                assert_close(appraisal->results[r].cash_flow[t], net, 1e-9 * gross);
                npv += net * appraisal->discount_factors[t];
            }
            assert_close(appraisal->results[r].figures[bizcase_figure_find("npv")], npv, 1e-9 * gross);
        }
        arena_free(arena);
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(loaded);
    }
}

/* The main sample has formulas where these cells were worked out by hand and rounded to thousands: by council and as a
   whole they come to the same within £5,000, which is a thousand in each of five years. */
static void the_main_sample_is_worth_what_its_cells_were(void **state) {
    (void)state;
    static const char *const names[] = { "npv", "npv_public", "npv_cash" };
    BizcaseCase *cells = load_sample("tests/support/made-of-cells"),
                *formulas = load_sample("scenarios/joint-ict-2017");
    BizcaseAppraisal *was, *now;
    assert_int_equal(bizcase_appraise(cells, &(BizcaseAppraiseRequest){ 0 }, &was, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(formulas, &(BizcaseAppraiseRequest){ 0 }, &now, NULL), BIZCASE_OK);

    for (size_t r = 0; r < now->result_count; r++) {
        const BizcaseScope *scope = &now->results[r].scope;
        if (!scope->versus || strcmp(scope->option, "new-model-infra") != 0 || strcmp(scope->programme, "total") != 0)
            continue;
        for (size_t n = 0; n < COUNT_OF(names); n++) {
            const size_t figure = bizcase_figure_find(names[n]);
            assert_close(now->results[r].figures[figure], was->results[r].figures[figure], 5000);
        }
    }

    bizcase_appraisal_free(was);
    bizcase_appraisal_free(now);
    bizcase_case_free(cells);
    bizcase_case_free(formulas);
}

/* A figure that adds up over councils and programmes. */
static double figure_in(const BizcaseAppraisal *appraisal, BizcaseScope scope, const char *council,
    const char *programme, const char *figure) {
    scope.council = council;
    scope.programme = programme;
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &scope);
    assert_non_null(result);
    return result->figures[bizcase_figure_find(figure)];
}

static void councils_sum_to_joint_and_programmes_to_total(void **state) {
    (void)state;
    static const char *const additive[] = { "npv", "pv_costs", "pv_benefits", "eac", "base_npv", "risk_pv",
        "optimism_bias_pv" };
    for (size_t s = 0; s < COUNT_OF(sample_cases); s++) {
        BizcaseCase *loaded = load_sample(sample_cases[s]);
        const Case *the_case = case_of(loaded);
        BizcaseAppraisal *appraisal;
        assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        for (size_t r = 0; r < appraisal->result_count; r++)
            for (size_t f = 0; f < COUNT_OF(additive); f++) {
                const BizcaseScope scope = appraisal->results[r].scope;
                const double joint = figure_in(appraisal, scope, "joint", scope.programme, additive[f]);
                const double total = figure_in(appraisal, scope, scope.council, "total", additive[f]);
                double councils = 0, programmes = 0;
                for (size_t c = 0; c < the_case->council_count; c++)
                    councils += figure_in(appraisal, scope, the_case->councils[c].id, scope.programme, additive[f]);
                for (size_t p = 0; p < the_case->programme_count; p++)
                    programmes += figure_in(appraisal, scope, scope.council, the_case->programmes[p].id, additive[f]);
                assert_close(councils, joint, 1e-9 * fabs(joint) + 1e-6);
                assert_close(programmes, total, 1e-9 * fabs(total) + 1e-6);
            }
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(loaded);
    }
}

static void results_do_not_depend_on_threads(void **state) {
    (void)state;
    BizcaseCase *loaded = load_sample("scenarios/joint-ict-2017");
    BizcaseSimulation *one, *three;
    BizcaseSimulateRequest request = { .trials = 3000, .threads = 1 };
    assert_int_equal(bizcase_simulate(loaded, &request, &one, NULL), BIZCASE_OK);
    request.threads = 3;
    assert_int_equal(bizcase_simulate(loaded, &request, &three, NULL), BIZCASE_OK);

    assert_int_equal(one->distribution_count, three->distribution_count);
    for (size_t i = 0; i < one->distribution_count; i++) {
        const BizcaseDistribution *a = &one->distributions[i], *b = &three->distributions[i];
        assert_memory_equal(&a->mean, &b->mean, sizeof *a - offsetof(BizcaseDistribution, mean));
    }
    bizcase_simulation_free(one);
    bizcase_simulation_free(three);
    bizcase_case_free(loaded);
}

/* Trials drawn and evaluated here, counted one by one against what the appraisal found. */
static void the_chance_of_the_plan_or_better_counts_trials_against_the_appraisal(void **state) {
    (void)state;
    enum { BLOCKS = 3 };
    for (size_t s = 0; s < COUNT_OF(sample_cases); s++) {
        BizcaseCase *loaded = load_sample(sample_cases[s]);
        const Case *the_case = case_of(loaded);
        Arena *arena = arena_new();
        Views views;
        BizcaseAppraisal *appraisal;
        BizcaseSimulation *simulation;
        const BizcaseSimulateRequest request = { .trials = BLOCKS * LANES, .sampler = "mc" };
        assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
        views_of(arena, the_case, NULL, &views, NULL);
        const Model model = model_compile_readings(arena, the_case, FOR_SIMULATION, READINGS_ALL);
        const DrawPlan draws = inputs_draw_plan(arena, the_case, &model.inputs, the_case->settings.seed);
        const Kernel *kernel = kernel_named(NULL);
        const size_t results = (size_t)views.count * views.result_count, rows = results * figure_count;
        double *values = arena_rows(arena, (size_t)model.inputs.count * LANES * sizeof *values);
        double *figures = arena_rows(arena, BLOCKS * rows * LANES * sizeof *figures);
        WantedFigure *wanted = arena_array(arena, figure_count, sizeof *wanted);
        for (size_t f = 0; f < figure_count; f++) wanted[f].figure = kernel->figures[f];
        for (size_t b = 0; b < BLOCKS; b++) {
            kernel->draw_block(&draws, b * LANES, values, arena_rows(arena, kernel->draw_scratch_size(&draws)));
            kernel->evaluate_block(&model.plan,
                &(BlockRequest){ views.items, views.count, wanted, figure_count, LANES, false }, values,
                arena_rows(arena, kernel->evaluate_scratch_size(&model.plan)),
                &(BlockResults){ .figures = figures + b * rows * LANES });
        }
        size_t compared = 0, partly = 0;
        for (size_t r = 0; r < results; r++)
            for (size_t f = 0; f < figure_count; f++) {
                const BizcaseScope scope =
                    scope_of(the_case, &views.items[r / views.result_count], r % views.result_count);
                const BizcaseDistribution *found = bizcase_simulation_find(simulation, &scope, f);
                if (!found) continue;
                const double plan = bizcase_appraisal_find(appraisal, &scope)->figures[f];
                size_t reached = 0, valid = 0;
                for (size_t b = 0; b < BLOCKS; b++)
                    for (size_t k = 0; k < LANES; k++) {
                        const double outcome = figures[(b * rows + r * figure_count + f) * LANES + k];
                        valid += isnan(outcome) ? 0 : 1;
                        reached += bizcase_figure(f).higher_is_better ? outcome >= plan : outcome <= plan;
                    }
                if (isnan(plan) || valid == 0)
                    assert_true(isnan(found->probability_at_least_plan));
                else
                    assert_close(found->probability_at_least_plan, (double)reached / (double)valid, 0);
                compared++;
                partly += reached > 0 && reached < valid;
            }
        assert_true(compared >= 9 && (partly > 0 || model.inputs.count == 0));
        arena_free(arena);
        bizcase_appraisal_free(appraisal);
        bizcase_simulation_free(simulation);
        bizcase_case_free(loaded);
    }
}

/* Every trial of a case without uncertainty is the plan: bias and expected risk are in both. */
static void a_case_without_uncertainty_always_reaches_its_plan(void **state) {
    (void)state;
    static const char *const changes[] = { "costs:*:distribution=fixed",
        "costs:*:low=", "costs:*:high=", "costs:*:shape=", "costs:*:central=1", "benefits:*:distribution=fixed",
        "benefits:*:low=", "benefits:*:high=", "benefits:*:shape=", "benefits:*:central=1",
        "drivers:*:distribution=fixed", "drivers:*:low=", "drivers:*:high=", "drivers:*:shape=", "drivers:*:central=1",
        "drivers:ageing:central=2%", "drivers:cloud-demand:central=5%", "quantities:*:distribution=",
        "quantities:*:low=", "quantities:*:high=", "quantities:*:shape=", "phases:*:distribution=fixed",
        "phases:*:low=", "phases:*:high=", "phases:*:shape=", "phases:*:central=0", "risks:*:probability=0",
        "case:optimism_bias_in_simulation:value=yes" };
    BizcaseCase *loaded;
    BizcaseSimulation *simulation;
    const BizcaseCaseRequest asked = {
        .folder = "scenarios/joint-ict-2017", .changes = changes, .change_count = COUNT_OF(changes)
    };
    BizcaseProblems *problems = bizcase_problems_new();
    if (bizcase_case_load(&asked, &loaded, problems) != BIZCASE_OK)
        fail_msg("%s", bizcase_problems_items(problems, &(size_t){ 0 })->message);
    assert_int_equal(
        bizcase_simulate(loaded, &(BizcaseSimulateRequest){ .trials = 300 }, &simulation, NULL), BIZCASE_OK);

    size_t reached = 0;
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *row = &simulation->distributions[i];
        if (isnan(row->probability_at_least_plan)) continue;
        assert_close(row->probability_at_least_plan, 1, 0);
        reached++;
    }
    assert_true(reached > 100);
    bizcase_problems_free(problems);
    bizcase_simulation_free(simulation);
    bizcase_case_free(loaded);
}

static void every_instruction_set_gives_the_same_bits(void **state) {
    (void)state;
    const Kernel *kernels[8];
    const size_t kernel_count = kernels_available(kernels, COUNT_OF(kernels));
    BizcaseCase *loaded = load_sample("scenarios/joint-ict-2017");
    const Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    Views views;
    views_of(arena, the_case, NULL, &views, NULL);
    const Model model = model_compile(arena, the_case, FOR_SIMULATION);
    const DrawPlan draws = inputs_draw_plan(arena, the_case, &model.inputs, 1);
    const size_t size = (size_t)views.count * views.result_count * figure_count * LANES;
    double *figures[8];
    for (size_t i = 0; i < kernel_count; i++) {
        const Kernel *kernel = kernels[i];
        double *values = arena_array(arena, (size_t)model.inputs.count * LANES, sizeof *values);
        figures[i] = arena_array(arena, size, sizeof(double));
        WantedFigure *wanted = arena_array(arena, figure_count, sizeof *wanted);
        for (size_t f = 0; f < figure_count; f++) wanted[f].figure = kernel->figures[f];
        const BlockRequest request = { views.items, views.count, wanted, figure_count, LANES, false };
        kernel->draw_block(&draws, 512, values, arena_alloc(arena, kernel->draw_scratch_size(&draws)));

        kernel->evaluate_block(&model.plan, &request, values,
            arena_alloc(arena, kernel->evaluate_scratch_size(&model.plan)), &(BlockResults){ .figures = figures[i] });

        for (size_t j = 0; j < size; j++) /* any NaN is as good as another */
            if (!isnan(figures[i][j]) || !isnan(figures[0][j]))
                assert_memory_equal(&figures[i][j], &figures[0][j], sizeof(double));
    }
    arena_free(arena);
    bizcase_case_free(loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_agrees_with_the_oracle),
        cmocka_unit_test(the_main_sample_is_worth_what_its_cells_were),
        cmocka_unit_test(lanes_agree_with_the_oracle),
        cmocka_unit_test(councils_sum_to_joint_and_programmes_to_total),
        cmocka_unit_test(results_do_not_depend_on_threads),
        cmocka_unit_test(the_chance_of_the_plan_or_better_counts_trials_against_the_appraisal),
        cmocka_unit_test(a_case_without_uncertainty_always_reaches_its_plan),
        cmocka_unit_test(every_instruction_set_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
