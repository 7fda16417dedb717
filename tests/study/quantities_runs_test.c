/* Runs of cases made of quantities: threads and shards change nothing, and a trial in which a formula divides by 0 is left
   out and counted. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "evaluate/figure_table.h"
#include "support/gsl_errors.h"

enum { TRIALS = 3 * 4096 + 77, SHARDS = 3, SEED = 9 };

static BizcaseCase *load(const char *folder) {
    BizcaseCase *loaded;
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
    return loaded;
}

static BizcaseSimulateRequest request_of(unsigned threads) {
    return (
        BizcaseSimulateRequest){ .trials = TRIALS, .has_seed = 1, .seed = SEED, .sampler = "mc", .threads = threads };
}

static BizcaseSimulation *simulate(const BizcaseCase *loaded, unsigned threads) {
    BizcaseSimulation *simulation;
    const BizcaseSimulateRequest request = request_of(threads);
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
    return simulation;
}

static void assert_same_number(double a, double b) {
    if (memcmp(&a, &b, sizeof a) != 0 && !(isnan(a) && isnan(b))) fail_msg("%.17g, not %.17g", a, b);
}

static void assert_same_results(const BizcaseSimulation *found, const BizcaseSimulation *expected) {
    assert_int_equal(found->distribution_count, expected->distribution_count);
    for (size_t i = 0; i < expected->distribution_count; i++) {
        const BizcaseDistribution *a = &found->distributions[i], *b = &expected->distributions[i];
        assert_same_number(a->mean, b->mean);
        assert_same_number(a->standard_error, b->standard_error);
        assert_same_number(a->sd, b->sd);
        assert_same_number(a->min, b->min);
        assert_same_number(a->max, b->max);
        assert_same_number(a->probability_at_least_plan, b->probability_at_least_plan);
        assert_same_number(a->expected_shortfall_5, b->expected_shortfall_5);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++) assert_same_number(a->percentiles[p], b->percentiles[p]);
        assert_int_equal(a->not_finite, b->not_finite);
    }
}

static void threads_change_nothing(void **state) {
    (void)state;
    BizcaseCase *loaded = load("tests/support/made-of-quantities");
    BizcaseSimulation *one = simulate(loaded, 1), *three = simulate(loaded, 3);

    assert_same_results(three, one);
    uint64_t most = 0;
    for (size_t i = 0; i < one->distribution_count; i++)
        most = one->distributions[i].not_finite > most ? one->distributions[i].not_finite : most;
    assert_true(most > 0 && most < TRIALS / 10);

    bizcase_simulation_free(three);
    bizcase_simulation_free(one);
    bizcase_case_free(loaded);
}

static void shards_come_to_the_whole(void **state) {
    (void)state;
    char folder[64], paths[SHARDS][128];
    const char *parts[SHARDS];
    BizcaseCase *loaded = load("tests/support/made-of-quantities"), *merged_case;
    BizcaseSimulation *whole = simulate(loaded, 2), *merged;
    const BizcaseSimulateRequest request = request_of(1);
    temporary_folder(folder);
    for (uint32_t s = 0; s < SHARDS; s++) {
        snprintf(paths[s], sizeof paths[s], "%s/part%u", folder, s);
        parts[s] = paths[s];
        assert_int_equal(bizcase_simulate_shard(loaded, &request, s + 1, SHARDS, paths[s], NULL), BIZCASE_OK);
    }

    assert_int_equal(
        bizcase_merge(&(BizcaseMergeRequest){ .paths = parts, .path_count = SHARDS }, &merged_case, &merged, NULL),
        BIZCASE_OK);

    assert_same_results(merged, whole);
    bizcase_simulation_free(merged);
    bizcase_simulation_free(whole);
    bizcase_case_free(merged_case);
    bizcase_case_free(loaded);
    remove_folder(folder);
}

/* d is 0 in a quarter of the trials, 1 in half of them and 2 in the rest; 12 ÷ d is 12 twice as often as 6, so 10 on
   average; guarded, those of 0 cost nothing: 12 × ½ + 6 × ¼ = 7.5. */
static void trials_that_divide_by_zero_are_left_out_and_counted(void **state) {
    static const struct {
        const char *formula;
        double mean, low, high, counted;
    } rows[] = { { "12 / d", -10, -12, -6, 0.25 }, { "\"if(d = 0, 0, 12 / d)\"", -7.5, -12, 0, 0 },
        { "\"min(12 / d, 5)\"", -5, -5, -5, 0.25 }, { "12 * d", -12, -24, 0, 0 },
        { "\"12 / d - 12 / d\"", 0, 0, 0, 0.25 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[200];
        snprintf(costs, sizeof costs, "line,formula,2019/20\nx,%s,\n", rows[r].formula);
        const CaseFile files[] = { { "costs.csv", costs }, { "councils.csv", "council\nA\nB\n" },
            { "quantities.csv", "quantity,distribution,low,central,high,shape\nd,discrete,,1,,0:1;1:2;2:1\n" }, { 0 } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);

        BizcaseSimulation *simulation = simulate(made.loaded, 2);

        const double spread = sqrt(0.25 * 0.75 / TRIALS);
        for (size_t i = 0; i < simulation->distribution_count; i++) {
            const BizcaseDistribution *found = &simulation->distributions[i];
            if (strcmp(bizcase_figure(found->figure).name, "npv") != 0) continue;
            const double part = strcmp(found->scope.council, "joint") == 0 ? 1 : 0.5;
            assert_close((double)found->not_finite / TRIALS, rows[r].counted, rows[r].counted > 0 ? 5 * spread : 0);
            assert_close(found->mean, part * rows[r].mean, 5 * found->standard_error + 1e-12);
            assert_close(found->min, part * rows[r].low, 1e-12);
            assert_close(found->max, part * rows[r].high, 1e-12);
            assert_int_equal(found->not_finite, simulation->distributions[0].not_finite);
        }
        bizcase_simulation_free(simulation);
        temporary_case_free(&made);
    }
}

/* Payback only compares: what is not a number must not look like a flow that never pays back. */
static void a_payback_of_what_is_no_number_is_none(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv", "line,2019/20\nx,5\n" }, { "benefits.csv", "line,formula\ny,12 / d\n" },
        { "quantities.csv", "quantity,distribution,low,central,high,shape\nd,discrete,,1,,0:1;1:2;2:1\n" }, { 0 } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);

    BizcaseSimulation *simulation = simulate(made.loaded, 2);

    const uint64_t odd = simulation->distributions[0].not_finite;
    size_t paybacks = 0;
    assert_true(odd > 0);
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *found = &simulation->distributions[i];
        if (!bizcase_figure(found->figure).is_payback) continue;
        assert_int_equal(found->not_finite, odd);
        paybacks++;
    }
    assert_true(paybacks > 0);
    bizcase_simulation_free(simulation);
    temporary_case_free(&made);
}

/* Trials in which d is as planned are the plan, not a rounding error beside it: whatever the numbers are. */
static void trials_that_are_the_plan_count_as_at_least_the_plan(void **state) {
    (void)state;
    double q = 2.571;
    for (int i = 0; i < 12; i++, q *= 1.137) {
        char quantities[200];
        snprintf(quantities, sizeof quantities, "quantity,2019/20,2020/21,2021/22,2022/23\nq,%g,%g,%g,%g\n", q, 9 - q,
            q * q, q / 3);
        const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,10\ndiscount,green-book\n" },
            { "costs.csv", "line,formula\nx,d * 0.1 * q * 1.07 ^ period\ny,d / 3 * q ^ 2 / 7 / 1.013 ^ period\n" },
            { "drivers.csv", "driver,distribution,low,central,high,shape\nd,discrete,,1,,0.5:1;1:2;1.5:1\n" },
            { "quantities.csv", quantities }, { 0 } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        assert_int_equal(made.status, BIZCASE_OK);

        BizcaseSimulation *simulation = simulate(made.loaded, 2);

        assert_close(simulation->distributions[0].probability_at_least_plan, 0.75, 5 * sqrt(0.25 * 0.75 / TRIALS));
        bizcase_simulation_free(simulation);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(shards_come_to_the_whole),
        cmocka_unit_test(trials_that_divide_by_zero_are_left_out_and_counted),
        cmocka_unit_test(a_payback_of_what_is_no_number_is_none),
        cmocka_unit_test(trials_that_are_the_plan_count_as_at_least_the_plan),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
