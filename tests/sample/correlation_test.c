/* Correlations asked for, repaired where they contradict each other, and found again in the draws. */
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>
#include <string.h>

#include "examples.h"
#include "sample/compile.h"
#include "support/arena_fixture.h"

enum { BLOCKS = 782, TRIALS = BLOCKS * LANES };

static double normal_of(double rho) {
    return 2 * sin(3.14159265358979323846 * rho / 6);
}

static double spearman_of(double r) {
    return 6 / 3.14159265358979323846 * asin(r / 2);
}

static void factor_multiplies_back(void **state) {
    (void)state;
    double matrix[] = { 1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1 }, factor[9];

    CorrelationRepair repair = correlation_factor(arena, 3, matrix, factor);

    assert_false(repair.repaired);
    assert_close(repair.largest_change, 0, 0);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            double product = 0;
            for (size_t k = 0; k < 3; k++) product += factor[3 * i + k] * factor[3 * j + k];
            assert_close(product, i == j ? 1 : normal_of(matrix[3 * i + j]), 1e-8);
        }
}

/* Higham 2002, section 4: the nearest correlation matrix of tridiagonal ones has 0.7607 and 0.1573. Here the normal
   correlations are to be 1, 1 and 0; Spearman's are then the same. */
static void contradiction_is_repaired_to_highams_matrix(void **state) {
    (void)state;
    double matrix[] = { 1, 1, 0, 1, 1, 1, 0, 1, 1 }, factor[9];

    CorrelationRepair repair = correlation_factor(arena, 3, matrix, factor);

    assert_true(repair.repaired);
    assert_close(matrix[1], spearman_of(0.7607), 0.6e-4);
    assert_close(matrix[2], spearman_of(0.1573), 0.6e-4);
    assert_close(matrix[5], matrix[1], 1e-8);
    assert_close(matrix[6], matrix[2], 1e-15);
    assert_close(repair.largest_change, 1 - spearman_of(0.7607), 0.6e-4);
}

static void perfect_correlation_has_a_factor(void **state) {
    (void)state;
    double matrix[] = { 1, 1, -1, 1, 1, -1, -1, -1, 1 }, factor[9];

    CorrelationRepair repair = correlation_factor(arena, 3, matrix, factor);

    const double expected[] = { 1, 0, 0, 1, 0, 0, -1, 0, 0 };
    assert_false(repair.repaired);
    for (size_t i = 0; i < 9; i++) assert_close(factor[i], expected[i], 1e-9);
}

static void large_contradiction_is_repaired(void **state) {
    (void)state;
    enum { N = 40 };
    static double matrix[N * N], factor[N * N];
    uint32_t word = 1;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++) {
            word = word * 1664525u + 1013904223u;
            matrix[i * N + j] = matrix[j * N + i] = i == j ? 1 : (double)word / 0x1p31 - 1;
        }

    CorrelationRepair repair = correlation_factor(arena, N, matrix, factor);

    assert_true(repair.repaired);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++) {
            double product = 0;
            for (size_t k = 0; k < N; k++) product += factor[N * i + k] * factor[N * j + k];
            assert_close(product, normal_of(matrix[N * i + j]), 2e-4); /* a dropped pivot is below 1e-9 */
        }
}

/* Draws of four inputs, three of them correlated, as [input][trial]. */
static double *draw_correlated(const double *factor, const Fitted fitted[4]) {
    static const char *const names[] = { "line:a", "driver:b", "risk:c", "phase:d" };
    static const uint32_t correlated[] = { 3, 0, 1 };
    DrawPlan plan = draw_plan_compile(arena, 7, 4, names, fitted, 3, correlated, factor);
    double *draws = malloc(4 * TRIALS * sizeof *draws), block[4][LANES];
    void *scratch = aligned_alloc(64, draw_scratch_size(&plan));
    for (size_t b = 0; b < BLOCKS; b++) {
        draw_block(&plan, b * LANES, block[0], scratch);
        for (size_t i = 0; i < 4; i++) memcpy(draws + i * TRIALS + b * LANES, block[i], sizeof block[i]);
    }
    free(scratch);
    return draws;
}

static void draws_have_the_correlation_asked_for(void **state) {
    (void)state;
    double matrix[] = { 1, 0.7, -0.4, 0.7, 1, 0.1, -0.4, 0.1, 1 }, factor[9];
    correlation_factor(arena, 3, matrix, factor);
    Fitted fitted[4];
    static const size_t chosen[] = { 8, 14, 2, 27 }; /* pert, lognormal, triangular, gamma */
    for (size_t i = 0; i < 4; i++) fitted[i] = example_fit(arena, &examples[chosen[i]]);

    double *draws = draw_correlated(factor, fitted), *work = malloc(2 * TRIALS * sizeof *work);

    /* The standard error of Spearman's coefficient is at most about 1.03/√n. */
    const double tolerance = 4 * 1.03 / sqrt(TRIALS);
    const double *a = draws, *b = draws + TRIALS, *c = draws + 2 * TRIALS, *d = draws + 3 * TRIALS;
    assert_close(gsl_stats_spearman(d, 1, a, 1, TRIALS, work), 0.7, tolerance);
    assert_close(gsl_stats_spearman(d, 1, b, 1, TRIALS, work), -0.4, tolerance);
    assert_close(gsl_stats_spearman(a, 1, b, 1, TRIALS, work), 0.1, tolerance);
    assert_close(gsl_stats_spearman(a, 1, c, 1, TRIALS, work), 0, tolerance);
    for (size_t i = 0; i < 4; i++) {
        double error = gsl_stats_sd(draws + i * TRIALS, 1, TRIALS) / sqrt(TRIALS);
        assert_close(gsl_stats_mean(draws + i * TRIALS, 1, TRIALS), fitted[i].mean, 4 * error);
    }
    free(draws), free(work);
}

static void uncorrelated_through_the_copula_draws_as_if_independent(void **state) {
    (void)state;
    static const char *const names[] = { "a", "b" };
    static const uint32_t correlated[] = { 0, 1 };
    const double factor[] = { 1, 0, 0, 1 };
    const Fitted fitted[] = { example_fit(arena, &examples[8]), example_fit(arena, &examples[14]) };
    DrawPlan with = draw_plan_compile(arena, 7, 2, names, fitted, 2, correlated, factor);
    DrawPlan without = draw_plan_compile(arena, 7, 2, names, fitted, 0, NULL, NULL);
    double first[2][LANES], second[2][LANES], scratch[3 * LANES];

    draw_block(&with, 0, first[0], scratch);
    draw_block(&without, 0, second[0], scratch);

    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < LANES; k++) assert_close(first[i][k], second[i][k], 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factor_multiplies_back),
        cmocka_unit_test(contradiction_is_repaired_to_highams_matrix),
        cmocka_unit_test(perfect_correlation_has_a_factor),
        cmocka_unit_test(large_contradiction_is_repaired),
        cmocka_unit_test(draws_have_the_correlation_asked_for),
        cmocka_unit_test(uncorrelated_through_the_copula_draws_as_if_independent),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
