/* Why a statistic of a simulation is not a number. */
#include <string.h>

#include "report/document/missing_statistics.h"
#include "support/assert_close.h"

enum { P10 = 2, P50 = 4, P90 = 7, NO_PERCENTILE = BIZCASE_PERCENTILE_COUNT };

/* Trials of which so many never have anything to pay back, and so many pay back within the horizon, those too. */
static BizcaseDistribution payback_of(double never_negative, double within) {
    BizcaseDistribution payback = { .figure = bizcase_figure_find("payback_years"),
        .mean = within > never_negative ? 3 : NAN,
        .probability_never_negative = never_negative,
        .probability_within_horizon = within };
    for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++) {
        const double place = bizcase_percentiles()[p] / 100;
        payback.percentiles[p] = place > never_negative && place < within ? 3 : NAN;
    }
    return payback;
}

static void each_missing_statistic_has_its_own_reason(void **state) {
    static const struct {
        double never_negative, within;
        const char *statistic;
        size_t percentile;
        const char *note;
    } rows[] = {
        { 0, 0, "mean", NO_PERCENTILE, "no trial pays back within the horizon" },
        { 0, 0, "p10", P10, "no trial pays back within the horizon" },
        { 1, 1, "mean", NO_PERCENTILE, "no trial has anything to pay back" },
        { 0.4, 0.4, "sd", NO_PERCENTILE, "no trial that has something to pay back does so within the horizon" },
        { 0.3, 0.7, "p10", P10, "so many trials have nothing to pay back" },
        { 0.3, 0.7, "p90", P90, "too few trials pay back within the horizon" },
        { 0, 0.07, "p50", P50, "too few trials pay back within the horizon" },
        { 0, 0.07, "expected_shortfall_5", NO_PERCENTILE,
            "the worst 5% of trials are not paid back within the horizon" },
        { 0, 0.9, "standard_error", NO_PERCENTILE, "too few trials to tell" },
        { 0, 0.9, "p50_standard_error", P50, "too few trials to tell" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseDistribution payback = payback_of(rows[r].never_negative, rows[r].within);
        assert_string_equal(statistic_note(&payback, rows[r].statistic, rows[r].percentile), rows[r].note);
    }

    const BizcaseDistribution ratio = { .figure = bizcase_figure_find("bcr"), .mean = NAN };
    assert_string_equal(statistic_note(&ratio, "mean", NO_PERCENTILE), "the figure exists in no trial");
}

static void a_mean_of_few_trials_is_none(void **state) {
    static const struct {
        double never_negative, within;
        bool has_mean;
    } rows[] = { { 0, 1, true }, { 0, 0.51, true }, { 0, 0.5, false }, { 0, 0.07, false }, { 0.9, 0.95, true },
        { 0.9, 0.9, false } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseDistribution payback = payback_of(rows[r].never_negative, rows[r].within);
        assert_int_equal(payback_has_mean(&payback), rows[r].has_mean);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_missing_statistic_has_its_own_reason),
        cmocka_unit_test(a_mean_of_few_trials_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
