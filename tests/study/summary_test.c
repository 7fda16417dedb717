/* Percentiles, moments and tails of outcomes, against GSL and closed forms. */
#include "support/assert_close.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/figure_rows.h"
#include "study/summary.h"

enum { COUNT = 5003 };

static double *sample_outcomes(uint64_t seed, unsigned distinct) {
    double *outcomes = malloc(COUNT * sizeof *outcomes);
    for (size_t i = 0; i < COUNT; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const double u = (double)(seed >> 11) * 0x1p-53;
        outcomes[i] = distinct ? floor(u * distinct) : 1e6 * (u - 0.3);
    }
    return outcomes;
}

static void percentiles_and_moments_agree_with_gsl(void **state) {
    (void)state;
    static const unsigned distinct_values[] = { 0, 1, 2, 7, 1000 };
    for (size_t r = 0; r < COUNT_OF(distinct_values); r++) {
        double *outcomes = sample_outcomes(17 + r, distinct_values[r]), *sorted = malloc(COUNT * sizeof *sorted);
        memcpy(sorted, outcomes, COUNT * sizeof *sorted);
        gsl_sort(sorted, 1, COUNT);
        BizcaseDistribution summary = { 0 };

        outcomes_summarise(&figure_npv, outcomes, COUNT, &summary);

        for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++)
            assert_close(summary.percentiles[i],
                gsl_stats_quantile_from_sorted_data(sorted, 1, COUNT, bizcase_percentiles()[i] / 100), 1e-9);
        const double scale = 1 + fabs(sorted[COUNT - 1]);
        assert_close(summary.mean, gsl_stats_mean(sorted, 1, COUNT), 1e-12 * scale);
        assert_close(summary.sd, gsl_stats_sd(sorted, 1, COUNT), 1e-12 * scale);
        assert_close(summary.standard_error, gsl_stats_sd(sorted, 1, COUNT) / sqrt(COUNT), 1e-12 * scale);
        assert_close(summary.min, sorted[0], 0);
        assert_close(summary.max, sorted[COUNT - 1], 0);
        free(outcomes);
        free(sorted);
    }
}

static void worst_share_is_the_low_end_of_a_gain_and_the_high_end_of_a_cost(void **state) {
    (void)state;
    double gains[40], costs[40], few[10];
    for (size_t i = 0; i < 40; i++) gains[i] = costs[i] = (double)(40 - i);
    for (size_t i = 0; i < 10; i++) few[i] = (double)i;
    BizcaseDistribution of_gains = { 0 }, of_costs = { 0 }, of_few = { 0 };

    outcomes_summarise(&figure_npv, gains, 40, &of_gains);
    outcomes_summarise(&figure_pv_costs, costs, 40, &of_costs);
    outcomes_summarise(&figure_npv, few, 10, &of_few);

    assert_close(of_gains.expected_shortfall_5, 1.5, 1e-12);
    assert_close(of_costs.expected_shortfall_5, 39.5, 1e-12);
    assert_close(of_few.expected_shortfall_5, 0, 1e-12); /* half of one trial */
}

static void payback_that_never_comes_is_later_than_any_date(void **state) {
    (void)state;
    double outcomes[100];
    for (size_t i = 0; i < 100; i++) outcomes[i] = i < 60 ? (double)i / 10 : i < 90 ? INFINITY : -INFINITY;
    BizcaseDistribution summary = { 0 };

    outcomes_summarise(&figure_payback_years, outcomes, 100, &summary);

    assert_close(summary.mean, 2.95, 1e-12); /* over the sixty in which it comes */
    assert_close(summary.probability_within_horizon, 0.7, 1e-12);
    assert_close(summary.probability_never_negative, 0.1, 1e-12);
    assert_close(summary.probability_negative, 0, 0);
    assert_true(isnan(summary.percentiles[0]));  /* p1: nothing to pay back */
    assert_close(summary.percentiles[4], 3.95, 1e-12); /* p50: rank 49.5 of which ten come before */
    assert_true(isnan(summary.percentiles[7]));  /* p90 never comes */
    assert_true(isnan(summary.expected_shortfall_5));
}

static void missing_outcomes_are_left_out(void **state) {
    (void)state;
    double some[] = { 1, NAN, 3 }, none[] = { NAN, NAN };
    BizcaseDistribution of_some = { 0 }, of_none = { 0 };

    outcomes_summarise(&figure_bcr, some, 3, &of_some);
    outcomes_summarise(&figure_bcr, none, 2, &of_none);

    assert_close(of_some.mean, 2, 1e-12);
    assert_true(isnan(of_none.mean));
    assert_true(isnan(of_none.percentiles[4]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_and_moments_agree_with_gsl),
        cmocka_unit_test(worst_share_is_the_low_end_of_a_gain_and_the_high_end_of_a_cost),
        cmocka_unit_test(payback_that_never_comes_is_later_than_any_date),
        cmocka_unit_test(missing_outcomes_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
