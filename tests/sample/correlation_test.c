/* Correlations asked for, repaired where they contradict each other, and found again in the draws. */
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>
#include <string.h>

#include "examples.h"
#include "sample/compile.h"
#include "sample/rank_correlation.h"
#include "support/arena_fixture.h"

enum { BLOCKS = 782, TRIALS = BLOCKS * LANES };

static double product_at(size_t n, const double *factor, size_t i, size_t j) {
    double product = 0;
    for (size_t k = 0; k < n; k++) product += factor[n * i + k] * factor[n * j + k];
    return product;
}

static void factor_multiplies_back(void **state) {
    (void)state;
    const double asked[] = { 1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1 };
    double normal[9], factor[9];
    memcpy(normal, asked, sizeof normal);

    assert_false(correlation_factor(arena, 3, normal, factor));

    for (size_t i = 0; i < 9; i++) {
        assert_close(normal[i], asked[i], 0);
        assert_close(product_at(3, factor, i / 3, i % 3), asked[i], 1e-15);
    }
}

/* Higham 2002, section 4: the nearest correlation matrix of tridiagonal ones has 0.7607 and 0.1573. */
static void contradiction_is_repaired_to_highams_matrix(void **state) {
    (void)state;
    double normal[] = { 1, 1, 0, 1, 1, 1, 0, 1, 1 }, factor[9];

    assert_true(correlation_factor(arena, 3, normal, factor));

    assert_close(normal[1], 0.7607, 0.5e-4);
    assert_close(normal[2], 0.1573, 0.5e-4);
    assert_close(normal[5], normal[1], 1e-8);
    assert_close(normal[6], normal[2], 1e-15);
}

static void perfect_correlation_has_a_factor(void **state) {
    (void)state;
    double normal[] = { 1, 1, -1, 1, 1, -1, -1, -1, 1 }, factor[9];

    assert_false(correlation_factor(arena, 3, normal, factor));

    const double expected[] = { 1, 0, 0, 1, 0, 0, -1, 0, 0 };
    for (size_t i = 0; i < 9; i++) assert_close(factor[i], expected[i], 1e-9);
}

/* Of n inputs with the same correlation r to each other the smallest eigenvalue is 1 + (n − 1)·r; what is above −1e-8 is a
   correlation matrix that was rounded. */
static void contradiction_begins_at_an_eigenvalue_below_rounding(void **state) {
    static const struct {
        size_t n;
        double smallest;
        bool contradict;
    } rows[] = { { 3, -0.5e-8, false }, { 3, -1.5e-8, true }, { 60, 0, false }, { 60, -0.9e-8, false },
        { 60, -1.1e-8, true }, { 60, -0.1, true } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const size_t n = rows[r].n;
        static double normal[60 * 60], spare[60 * 60];
        for (size_t i = 0; i < n * n; i++) normal[i] = i % (n + 1) == 0 ? 1 : (rows[r].smallest - 1) / (double)(n - 1);

        assert_int_equal(correlations_contradict(n, normal, spare), rows[r].contradict);
    }
}

static void large_contradiction_is_repaired(void **state) {
    (void)state;
    enum { N = 40 };
    static double normal[N * N], factor[N * N];
    uint32_t word = 1;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++) {
            word = word * 1664525u + 1013904223u;
            normal[i * N + j] = normal[j * N + i] = i == j ? 1 : (double)word / 0x1p31 - 1;
        }

    assert_true(correlation_factor(arena, N, normal, factor));

    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++)
            assert_close(product_at(N, factor, i, j), normal[N * i + j], 2e-4); /* a dropped pivot is below 1e-9 */
}

/* Draws of four inputs, three of them correlated, as [input][trial]. */
static double *draw_correlated(const double *factor, const Fitted fitted[4]) {
    static const char *const names[] = { "line:a", "driver:b", "risk:c", "phase:d" };
    static const uint32_t correlated[] = { 3, 0, 1 };
    DrawPlan plan = draw_plan_compile(arena, 7, 4, names, fitted, 3, correlated, factor, NULL);
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
    const double asked[] = { 1, 0.7, -0.4, 0.7, 1, 0.1, -0.4, 0.1, 1 };
    double normal[9], factor[9];
    Fitted fitted[4];
    static const size_t chosen[] = { 8, 14, 2, 27 }; /* pert, lognormal, triangular, gamma */
    for (size_t i = 0; i < 4; i++) fitted[i] = example_fit(arena, &examples[chosen[i]]);
    for (size_t i = 0; i < 9; i++)
        normal[i] = i % 4 == 0 ? 1 : normal_of_rank_correlation(&fitted[0], &fitted[1], asked[i]);
    correlation_factor(arena, 3, normal, factor);

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
    DrawPlan with = draw_plan_compile(arena, 7, 2, names, fitted, 2, correlated, factor, NULL);
    DrawPlan without = draw_plan_compile(arena, 7, 2, names, fitted, 0, NULL, NULL, NULL);
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
        cmocka_unit_test(contradiction_begins_at_an_eigenvalue_below_rounding),
        cmocka_unit_test(large_contradiction_is_repaired),
        cmocka_unit_test(draws_have_the_correlation_asked_for),
        cmocka_unit_test(uncorrelated_through_the_copula_draws_as_if_independent),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
