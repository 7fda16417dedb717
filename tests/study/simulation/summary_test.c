/* Percentiles, moments and tails of outcomes, against GSL and closed forms. */
#include "support/assert_close.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/simulation/grid.h"
#include "study/simulation/select.h"
#include "study/simulation/summary.h"

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

typedef struct Way {
    size_t pilot_count; /* 0: all */
    bool keeps_outcomes;
    double width;
} Way;

static const Way plainly = { 0, true, 6 };

/* CellGrid from the pilot, then all outcomes block by block: what a run does. */
static bool summarise_against(
    const Figure *figure, double plan, const double *outcomes, size_t count, Way way, BizcaseDistribution *summary) {
    const size_t pilot_count = way.pilot_count ? way.pilot_count : count;
    uint8_t *kept = calloc(MOST_CELLS, 1);
    double *pilot = malloc(pilot_count * sizeof *pilot), thresholds[BIZCASE_PERCENTILE_COUNT];
    uint32_t *first_fine = way.keeps_outcomes ? NULL : calloc(MOST_CELLS + 1, sizeof *first_fine);
    CellGrid grid;
    memcpy(pilot, outcomes, pilot_count * sizeof *pilot);
    grid_lay_out(&(GridRequest){ figure, way.keeps_outcomes, way.width, plan }, pilot, pilot_count, kept, first_fine,
        &grid, thresholds);
    const size_t fine_count = grid_fine_count(&grid);
    FigureColumn column = { .figure = figure,
        .grid = &grid,
        .tally = { .cells = calloc(MOST_CELLS, sizeof(uint32_t)),
            .fine = calloc(fine_count, sizeof(uint32_t)),
            .lowest = malloc(fine_count * sizeof(double)),
            .highest = malloc(fine_count * sizeof(double)),
            .outcomes = malloc((count + LANES) * sizeof(double)),
            .min = INFINITY,
            .max = -INFINITY } };
    for (size_t c = 0; c < fine_count; c++) {
        column.tally.lowest[c] = INFINITY;
        column.tally.highest[c] = -INFINITY;
    }
    for (size_t first = 0; first < count; first += LANES) {
        double block[LANES] = { 0 };
        const size_t lanes = count - first < LANES ? count - first : LANES;
        memcpy(block, outcomes + first, lanes * sizeof *block);
        tally_block(&grid, block, (uint32_t)lanes, &column.tally, &column.sums);
    }
    const bool found = column_summarise(&column, summary);
    free(column.tally.cells);
    free(column.tally.fine);
    free(column.tally.lowest);
    free(column.tally.highest);
    free(column.tally.outcomes);
    free(pilot);
    free(kept);
    free(first_fine);
    return found;
}

static bool summarise(
    const Figure *figure, const double *outcomes, size_t count, Way way, BizcaseDistribution *summary) {
    return summarise_against(figure, NAN, outcomes, count, way, summary);
}

static void percentiles_and_moments_agree_with_gsl(void **state) {
    (void)state;
    static const unsigned distinct_values[] = { 0, 1, 2, 7, 1000 };
    for (size_t r = 0; r < COUNT_OF(distinct_values); r++) {
        double *outcomes = sample_outcomes(17 + r, distinct_values[r]), *sorted = malloc(COUNT * sizeof *sorted);
        memcpy(sorted, outcomes, COUNT * sizeof *sorted);
        gsl_sort(sorted, 1, COUNT);
        BizcaseDistribution summary = { 0 };

        assert_true(summarise(&figure_npv, outcomes, COUNT, plainly, &summary));

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

/* A long-tailed column, of which a part is one value and a part infinite. */
static double *mixed_outcomes(size_t count) {
    double *outcomes = malloc(count * sizeof *outcomes);
    uint64_t seed = 5;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const double u = ((double)(seed >> 11) + 0.5) * 0x1p-53;
        outcomes[i] = u < 0.2 ? -3 : u > 0.99 ? 1e6 * (u - 0.98) : pow(1 / (1 - u), 2.5);
    }
    return outcomes;
}

static double sum_of_smallest(const double *sorted, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += sorted[i];
    return sum;
}

static void a_pilot_of_a_part_gives_the_same_exact_percentiles(void **state) {
    (void)state;
    enum { MANY = 200000 };
    double *outcomes = mixed_outcomes(MANY), *sorted = malloc(MANY * sizeof *sorted);
    memcpy(sorted, outcomes, MANY * sizeof *sorted);
    gsl_sort(sorted, 1, MANY);
    BizcaseDistribution whole, part;

    assert_true(summarise(&figure_npv, outcomes, MANY, plainly, &whole));
    assert_true(summarise(&figure_npv, outcomes, MANY, (Way){ 16384, true, 6 }, &part));

    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        assert_true(part.percentiles[i] == whole.percentiles[i]);
        assert_close(part.percentiles[i],
            gsl_stats_quantile_from_sorted_data(sorted, 1, MANY, bizcase_percentiles()[i] / 100),
            1e-12 * fabs(part.percentiles[i]));
    }
    assert_close(part.expected_shortfall_5, sum_of_smallest(sorted, MANY / 20) / (MANY / 20.0), 1e-9);
    assert_close(part.mean, gsl_stats_mean(sorted, 1, MANY), 1e-9 * part.mean);
    assert_close(part.percentile_rank_error, 0, 0);
    free(outcomes);
    free(sorted);
}

static void a_percentile_outside_the_kept_cells_is_reported(void **state) {
    (void)state;
    enum { MANY = 100000 };
    double *outcomes = malloc(MANY * sizeof *outcomes);
    for (size_t i = 0; i < MANY; i++) outcomes[i] = i < 1000 ? (double)i : 370; /* the pilot misleads */
    BizcaseDistribution summary;

    assert_false(summarise(&figure_npv, outcomes, MANY, (Way){ 1000, true, 6 }, &summary));
    assert_true(summarise(&figure_npv, outcomes, MANY, (Way){ 1000, true, 1e9 }, &summary));
    free(outcomes);
}

static void counted_percentiles_state_their_rank_error(void **state) {
    (void)state;
    enum { MANY = 400000 };
    double *outcomes = mixed_outcomes(MANY), *sorted = malloc(MANY * sizeof *sorted);
    memcpy(sorted, outcomes, MANY * sizeof *sorted);
    gsl_sort(sorted, 1, MANY);
    BizcaseDistribution summary;

    assert_true(summarise(&figure_npv, outcomes, MANY, (Way){ 16384, false, 6 }, &summary));

    assert_true(summary.percentile_rank_error <= 1e-4);
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        const double p = bizcase_percentiles()[i] / 100, reach = summary.percentile_rank_error + 2.0 / MANY;
        assert_true(summary.percentiles[i] >= gsl_stats_quantile_from_sorted_data(sorted, 1, MANY, fmax(0, p - reach)));
        assert_true(summary.percentiles[i] <= gsl_stats_quantile_from_sorted_data(sorted, 1, MANY, fmin(1, p + reach)));
    }
    assert_close(summary.expected_shortfall_5, sum_of_smallest(sorted, MANY / 20) / (MANY / 20.0), 1e-6);
    free(outcomes);
    free(sorted);
}

/* Of a uniform column the standard error of a percentile is √(p(1−p)/n) × its width (Kendall and Stuart, The Advanced
   Theory of Statistics, volume 1, section 14.5: √(p(1−p)/n) ÷ density). */
static void standard_errors_of_percentiles_follow_the_density(void **state) {
    (void)state;
    enum { MANY = 100000 };
    double *outcomes = malloc(MANY * sizeof *outcomes);
    uint64_t seed = 11;
    for (size_t i = 0; i < MANY; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        outcomes[i] = 40 * ((double)(seed >> 11) * 0x1p-53);
    }
    BizcaseDistribution summary;

    assert_true(summarise(&figure_npv, outcomes, MANY, (Way){ 16384, true, 6 }, &summary));

    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        const double p = bizcase_percentiles()[i] / 100, expected = 40 * sqrt(p * (1 - p) / MANY);
        assert_close(summary.percentile_errors[i], expected, 0.2 * expected);
    }
    free(outcomes);
}

/* Of equal randomisations it is their standard deviation ÷ √n (Kendall and Stuart, volume 1, section 10.2). */
static void error_over_randomisations_is_that_of_a_mean(void **state) {
    (void)state;
    const double values[] = { 3, 1, 4, 1, 5, 9, 2, 6 }, equal[] = { 7, 7, 7, 7, 7, 7, 7, 7 };
    for (size_t n = 2; n <= COUNT_OF(values); n++)
        assert_close(randomised_error(values, equal, n), gsl_stats_sd(values, 1, n) / sqrt((double)n), 1e-14);
    /* Weights of 1/2, 1/4 and 1/4: the mean is 2, and the square of the error ((1/2)² + (1/4)² · 9 + (1/4)² · 1) · 3/2. */
    const double three[] = { 1, 5, 1 }, weights[] = { 2, 1, 1 };
    assert_close(randomised_error(three, weights, 3), sqrt((0.25 + 9 / 16.0 + 1 / 16.0) * 1.5), 1e-14);
    assert_true(isnan(randomised_error(values, equal, 1)));
}

static void worst_share_is_the_low_end_of_a_gain_and_the_high_end_of_a_cost(void **state) {
    (void)state;
    double gains[40], costs[40], few[10];
    for (size_t i = 0; i < 40; i++) gains[i] = costs[i] = (double)(40 - i);
    for (size_t i = 0; i < 10; i++) few[i] = (double)i;
    BizcaseDistribution of_gains = { 0 }, of_costs = { 0 }, of_few = { 0 };

    assert_true(summarise(&figure_npv, gains, 40, plainly, &of_gains));
    assert_true(summarise(&figure_pv_costs, costs, 40, plainly, &of_costs));
    assert_true(summarise(&figure_npv, few, 10, plainly, &of_few));

    assert_close(of_gains.expected_shortfall_5, 1.5, 1e-12);
    assert_close(of_costs.expected_shortfall_5, 39.5, 1e-12);
    assert_close(of_few.expected_shortfall_5, 0, 1e-12); /* half of one trial */
}

static void payback_that_never_comes_is_later_than_any_date(void **state) {
    (void)state;
    double outcomes[100];
    for (size_t i = 0; i < 100; i++) outcomes[i] = i < 60 ? (double)i / 10 : i < 90 ? INFINITY : -INFINITY;
    BizcaseDistribution summary = { 0 };

    assert_true(summarise(&figure_payback_years, outcomes, 100, plainly, &summary));

    assert_close(summary.mean, 2.95, 1e-12); /* over the sixty in which it comes */
    assert_close(summary.probability_within_horizon, 0.7, 1e-12);
    assert_close(summary.probability_never_negative, 0.1, 1e-12);
    assert_close(summary.probability_negative, 0, 0);
    assert_true(isnan(summary.percentiles[0]));        /* p1: nothing to pay back */
    assert_close(summary.percentiles[4], 3.95, 1e-12); /* p50: rank 49.5 of which ten come before */
    assert_true(isnan(summary.percentiles[7]));        /* p90 never comes */
    assert_true(isnan(summary.expected_shortfall_5));
}

static void missing_outcomes_are_left_out(void **state) {
    (void)state;
    double some[] = { 1, NAN, 3 }, none[] = { NAN, NAN };
    BizcaseDistribution of_some = { 0 }, of_none = { 0 };

    assert_true(summarise(&figure_bcr, some, 3, plainly, &of_some));
    assert_true(summarise(&figure_bcr, none, 2, plainly, &of_none));

    assert_close(of_some.mean, 2, 1e-12);
    assert_true(isnan(of_none.mean));
    assert_true(isnan(of_none.percentiles[4]));
}

/* Against counting one by one; whole numbers, so that many are equal to the plan. */
static void outcomes_that_reach_the_plan_are_counted_exactly(void **state) {
    (void)state;
    static const Way ways[] = { { 0, true, 6 }, { 640, true, 6 }, { 640, false, 6 } };
    double *outcomes = sample_outcomes(29, 40);
    for (size_t w = 0; w < COUNT_OF(ways); w++)
        for (double plan = -1; plan <= 40; plan += 0.5) {
            size_t at_least = 0, at_most = 0;
            for (size_t i = 0; i < COUNT; i++) at_least += outcomes[i] >= plan, at_most += outcomes[i] <= plan;
            BizcaseDistribution gain = { 0 }, cost = { 0 };

            assert_true(summarise_against(&figure_npv, plan, outcomes, COUNT, ways[w], &gain));
            assert_true(summarise_against(&figure_pv_costs, plan, outcomes, COUNT, ways[w], &cost));

            assert_close(gain.probability_at_least_plan, (double)at_least / COUNT, 0);
            assert_close(cost.probability_at_least_plan, (double)at_most / COUNT, 0);
            const double p = (double)at_least / COUNT;
            assert_close(gain.probability_at_least_plan_error, sqrt(p * (1 - p) / COUNT), 1e-9);
        }
    free(outcomes);
}

static void a_payback_that_never_comes_does_worse_than_the_plan_and_one_not_needed_better(void **state) {
    (void)state;
    double outcomes[200]; /* 61 by year 6 (0, 0.1 … 6.0), 20 with nothing to pay back, 30 left out */
    for (size_t i = 0; i < 200; i++)
        outcomes[i] = i < 120 ? (double)i / 10 : i < 150 ? INFINITY : i < 170 ? -INFINITY : NAN;
    BizcaseDistribution summary = { 0 }, without_plan = { 0 };

    assert_true(summarise_against(&figure_payback_years, 6, outcomes, 200, plainly, &summary));
    assert_true(summarise(&figure_payback_years, outcomes, 200, plainly, &without_plan));

    assert_close(summary.probability_at_least_plan, (61 + 20) / 170.0, 1e-15);
    assert_true(isnan(without_plan.probability_at_least_plan));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_and_moments_agree_with_gsl),
        cmocka_unit_test(a_pilot_of_a_part_gives_the_same_exact_percentiles),
        cmocka_unit_test(a_percentile_outside_the_kept_cells_is_reported),
        cmocka_unit_test(counted_percentiles_state_their_rank_error),
        cmocka_unit_test(standard_errors_of_percentiles_follow_the_density),
        cmocka_unit_test(error_over_randomisations_is_that_of_a_mean),
        cmocka_unit_test(worst_share_is_the_low_end_of_a_gain_and_the_high_end_of_a_cost),
        cmocka_unit_test(payback_that_never_comes_is_later_than_any_date),
        cmocka_unit_test(missing_outcomes_are_left_out),
        cmocka_unit_test(outcomes_that_reach_the_plan_are_counted_exactly),
        cmocka_unit_test(a_payback_that_never_comes_does_worse_than_the_plan_and_one_not_needed_better),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
