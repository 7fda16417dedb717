/* Rank correlations of inputs whose values repeat: against closed forms, quadrature and what is found in draws. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "sample/rank_correlation.h"

#include "sample/compile.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#define BLANK .low = NAN, .central = NAN, .high = NAN
#define PI 3.14159265358979323846
enum { TRIALS = 200064, BLOCKS = TRIALS / LANES, COLUMN = 10000 };

static Fitted fit(const char *kind, DistributionInput input) {
    Fitted fitted;
    const char *wrong = distribution_fit(arena, distribution_find(kind), &input, &fitted);
    if (wrong) fail_msg("%s: %s", kind, wrong);
    return fitted;
}

static Fitted bernoulli(double probability) {
    return fit("bernoulli", (DistributionInput){ BLANK, .shape = &probability, .shape_count = 1 });
}

static Fitted normal(void) {
    return fit("normal", (DistributionInput){ .low = -1, .central = NAN, .high = 1 });
}

/* The values 0, 1, 2 … with these weights. */
static Fitted discrete(const double *weights, size_t count) {
    double *values = arena_array(arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++) values[i] = (double)i;
    return fit("discrete", (DistributionInput){ BLANK, .values = values, .weights = weights, .value_count = count });
}

static Fitted even(size_t count) {
    double *weights = arena_array(arena, count, sizeof *weights);
    for (size_t i = 0; i < count; i++) weights[i] = 1;
    return discrete(weights, count);
}

/* A column of which `zeros` rows are 0, and the others all different or, for `alike` > 1, alike in so many. */
static Fitted column(size_t count, size_t zeros, size_t alike) {
    double *values = arena_array(arena, count, sizeof *values);
    for (size_t i = zeros; i < count; i++) values[i] = 1 + (double)((i * 7919) % count / alike);
    return fit("empirical", (DistributionInput){ BLANK, .values = values, .value_count = count });
}

typedef struct Draws {
    double a[TRIALS], b[TRIALS], work[2 * TRIALS];
} Draws;

static Draws *draw(const Fitted *a, const Fitted *b, double correlation) {
    Draws *draws = arena_alloc(arena, sizeof *draws);
    const char *const names[] = { "driver:a", "driver:b" };
    const Fitted fitted[] = { *a, *b };
    const uint32_t correlated[] = { 0, 1 };
    double matrix[] = { 1, correlation, correlation, 1 }, factor[4], block[2][LANES];
    _Alignas(64) double scratch[3 * LANES];
    correlation_factor(arena, 2, matrix, factor);
    const DrawPlan plan = draw_plan_compile(arena, 7, 2, names, fitted, 2, correlated, factor, NULL);
    for (uint64_t first = 0; first < TRIALS; first += LANES) {
        draw_block(&plan, first, block[0], scratch);
        memcpy(draws->a + first, block[0], sizeof block[0]);
        memcpy(draws->b + first, block[1], sizeof block[1]);
    }
    return draws;
}

static void two_rare_events_happen_together_as_often_as_asked(void **state) {
    (void)state;
    const Fitted tenth = bernoulli(0.1);

    const double correlation = normal_of_rank_correlation(&tenth, &tenth, 0.5);
    const Draws *draws = draw(&tenth, &tenth, correlation);

    double both = 0;
    for (size_t i = 0; i < TRIALS; i++) both += draws->a[i] * draws->b[i];
    const double expected =
        0.1 * 0.1 + 0.5 * 0.1 * 0.9; /* the correlation of yes and no is (P(both) − p²) ÷ p(1 − p) */
    assert_close(expected, 0.055, 1e-15);
    assert_close(both / TRIALS, expected, 3 * sqrt(expected * (1 - expected) / TRIALS));
}

/* P(Z > t, Y > s) by the conditional probability of Y given Z. */
typedef struct Corner {
    double t, s, correlation;
} Corner;

static double corner_density(double z, void *context) {
    const Corner *corner = context;
    const double r = corner->correlation;
    return gsl_ran_ugaussian_pdf(z) * gsl_cdf_ugaussian_P((r * z - corner->s) / sqrt(1 - r * r));
}

static double both_above(Corner corner) {
    double result, error;
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(500);
    gsl_integration_qag(&(gsl_function){ corner_density, &corner }, corner.t, 12, 1e-13, 1e-11, 500, GSL_INTEG_GAUSS61,
        workspace, &result, &error);
    gsl_integration_workspace_free(workspace);
    return result;
}

static void yes_or_no_pairs_agree_with_quadrature(void **state) {
    (void)state;
    static const double probabilities[][2] = { { 0.1, 0.1 }, { 0.3, 0.6 }, { 0.5, 0.5 }, { 0.9, 0.02 },
        { 0.001, 0.2 } };
    static const double shares[] = { -0.99, -0.6, -0.1, 0.05, 0.5, 0.9, 0.995 };
    for (size_t row = 0; row < COUNT_OF(probabilities); row++)
        for (size_t k = 0; k < COUNT_OF(shares); k++) {
            const double p = probabilities[row][0], q = probabilities[row][1];
            const Fitted a = bernoulli(p), b = bernoulli(q);
            const CorrelationRange range = rank_correlation_range(&a, &b);
            const double asked = shares[k] > 0 ? shares[k] * range.highest : -shares[k] * range.lowest;

            const double r = normal_of_rank_correlation(&a, &b, asked);

            const double both = both_above((Corner){ gsl_cdf_ugaussian_Qinv(p), gsl_cdf_ugaussian_Qinv(q), r });
            const double found = (both - p * q) / sqrt(p * (1 - p) * q * (1 - q));
            assert_close(found, asked, 1e-6);
            assert_close(rank_of_normal_correlation(&a, &b, r), found, 1e-6);
            assert_close(normal_of_rank_correlation(&b, &a, asked), r, 0x1p-29);
        }
}

/* Cov(Φ(Z), Y > s) given Z, in units of both deviations. */
static double rank_density(double z, void *context) {
    return gsl_cdf_ugaussian_P(z) * corner_density(z, context);
}

static void yes_or_no_with_a_normal_agrees_with_quadrature(void **state) {
    (void)state;
    const Fitted any = normal();
    for (int tenths = 1; tenths < 10; tenths += 2)
        for (int sign = -1; sign <= 1; sign += 2) {
            const double p = tenths / 10.0;
            const Fitted event = bernoulli(p);
            const double asked = sign * 0.7 * rank_correlation_range(&any, &event).highest;

            Corner corner = { .s = gsl_cdf_ugaussian_Qinv(p),
                .correlation = normal_of_rank_correlation(&any, &event, asked) };

            double mean, error;
            size_t evaluations;
            gsl_integration_cquad_workspace *workspace = gsl_integration_cquad_workspace_alloc(200);
            gsl_integration_cquad(&(gsl_function){ rank_density, &corner }, -12, 12, 1e-13, 1e-11, workspace, &mean,
                &error, &evaluations);
            gsl_integration_cquad_workspace_free(workspace);
            assert_close((mean - p / 2) / sqrt(p * (1 - p) / 12), asked, 1e-6);
        }
}

/* P(both) is at most the smaller p, and at least p + q − 1 and 0. Together with a normal, the ranks of values of
   probability pᵢ correlate by √(1 − Σ pᵢ³) at most. */
static void range_of_what_can_be_is_the_closed_form(void **state) {
    (void)state;
    static const double probabilities[][2] = { { 0.1, 0.1 }, { 0.1, 0.2 }, { 0.5, 0.05 }, { 0.9, 0.95 },
        { 0.001, 0.999 } };
    const Fitted any = normal();
    for (size_t row = 0; row < COUNT_OF(probabilities); row++) {
        const double p = probabilities[row][0], q = probabilities[row][1], unit = sqrt(p * (1 - p) * q * (1 - q));
        const Fitted a = bernoulli(p), b = bernoulli(q);

        const CorrelationRange range = rank_correlation_range(&a, &b), mixed = rank_correlation_range(&any, &a);

        assert_close(range.highest, (fmin(p, q) - p * q) / unit, 1e-12);
        assert_close(range.lowest, (fmax(0, p + q - 1) - p * q) / unit, 1e-12);
        assert_close(mixed.highest, sqrt(1 - pow(p, 3) - pow(1 - p, 3)), 1e-12);
        assert_close(mixed.lowest, -mixed.highest, 1e-15);
    }
    const Fitted four = even(4);
    assert_close(rank_correlation_range(&four, &any).highest, sqrt(1 - 1 / 16.0), 1e-12);
    assert_close(rank_correlation_range(&four, &four).lowest, -1, 1e-12);
    assert_close(rank_correlation_range(&any, &any).highest, 1, 0);
}

static void an_end_of_the_range_is_a_normal_correlation_of_one(void **state) {
    (void)state;
    const Fitted a = bernoulli(0.3), b = bernoulli(0.4), three = even(3), any = normal();
    const Fitted *const pairs[][2] = { { &a, &a }, { &a, &any }, { &three, &any }, { &three, &three } };
    for (size_t row = 0; row < COUNT_OF(pairs); row++) {
        const CorrelationRange range = rank_correlation_range(pairs[row][0], pairs[row][1]);
        assert_close(normal_of_rank_correlation(pairs[row][0], pairs[row][1], range.highest), 1, 0);
        assert_close(rank_of_normal_correlation(pairs[row][0], pairs[row][1], 1), range.highest, 1e-12);
        /* A little before the end the integral, and at the end the closed form: they must meet. */
        assert_close(rank_of_normal_correlation(pairs[row][0], pairs[row][1], 1 - 1e-15), range.highest, 1e-6);
        assert_close(rank_of_normal_correlation(pairs[row][0], pairs[row][1], -1 + 1e-15), range.lowest, 1e-6);
    }
    /* Different probabilities are as far apart as can be before the normal correlation is −1. */
    assert_true(normal_of_rank_correlation(&a, &b, 0.999 * rank_correlation_range(&a, &b).lowest) > -0.99);
}

static void draws_with_repeated_values_have_the_correlation_asked(void **state) {
    (void)state;
    double weights[100];
    for (size_t i = 0; i < COUNT_OF(weights); i++) weights[i] = 1 + (double)(i * 37 % 11);
    const double lopsided[] = { 6, 1, 0.5, 2, 0.01 };
    const Fitted any = normal(), rare = bernoulli(0.1), often = bernoulli(0.6), few = discrete(lopsided, 5);
    const Fitted many = discrete(weights, COUNT_OF(weights)), mostly_nothing = column(COLUMN, 7000, 1);
    const Fitted alike = column(COLUMN, 0, 1500), four = column(4, 0, 1);
    const struct {
        const Fitted *a, *b;
        double asked;
    } rows[] = {
        { &rare, &any, 0.3 },
        { &any, &often, -0.7 },
        { &often, &rare, 0.2 },
        { &few, &few, 0.9 },
        { &few, &many, -0.6 },
        { &many, &many, 0.95 },
        { &many, &any, 0.5 },
        { &mostly_nothing, &any, 0.6 },
        { &mostly_nothing, &alike, -0.5 },
        { &alike, &rare, 0.4 },
        { &mostly_nothing, &mostly_nothing, 0.8 },
        { &four, &any, 0.9 },
        { &four, &four, 0.5 },
        { &few, &any, 0 },
    };
    for (size_t row = 0; row < COUNT_OF(rows); row++) {
        Draws *draws =
            draw(rows[row].a, rows[row].b, normal_of_rank_correlation(rows[row].a, rows[row].b, rows[row].asked));
        const double found = gsl_stats_spearman(draws->a, 1, draws->b, 1, TRIALS, draws->work);
        /* Three standard errors, and what taking rare values together may move. */
        check_close(found, rows[row].asked, 3 * 1.03 / sqrt(TRIALS) + 0.001, arena_format(arena, "pair %zu", row),
            __FILE__, __LINE__);
    }
}

static void without_repeated_values_the_bits_are_pearsons(void **state) {
    (void)state;
    const Fitted any = normal(), distinct = column(100, 0, 1), nearly_distinct = column(COLUMN, 0, 2);
    for (int percent = -100; percent <= 100; percent++) {
        const double asked = percent / 100.0, expected = nearbyint(2 * sin(PI * asked / 6) * 0x1p30) * 0x1p-30;
        assert_close(normal_of_rank_correlation(&any, &any, asked), expected, 0);
        assert_close(normal_of_rank_correlation(&distinct, &any, asked), expected, 0);
        assert_close(normal_of_rank_correlation(&nearly_distinct, &distinct, asked), expected, 0);
        assert_close(rank_of_normal_correlation(&any, &distinct, expected), asked, 1e-8);
    }
}

static void what_is_always_the_same_does_not_vary(void **state) {
    (void)state;
    const Fitted never = bernoulli(0), always = bernoulli(1), beyond_the_grain = bernoulli(1e-15),
                 seldom = bernoulli(1e-6);
    const Fitted any = normal();

    assert_false(draws_vary(&never));
    assert_false(draws_vary(&always));
    assert_false(draws_vary(&beyond_the_grain));
    assert_true(draws_vary(&seldom));
    assert_true(draws_vary(&any));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_rare_events_happen_together_as_often_as_asked),
        cmocka_unit_test(yes_or_no_pairs_agree_with_quadrature),
        cmocka_unit_test(yes_or_no_with_a_normal_agrees_with_quadrature),
        cmocka_unit_test(range_of_what_can_be_is_the_closed_form),
        cmocka_unit_test(an_end_of_the_range_is_a_normal_correlation_of_one),
        cmocka_unit_test(draws_with_repeated_values_have_the_correlation_asked),
        cmocka_unit_test(without_repeated_values_the_bits_are_pearsons),
        cmocka_unit_test(what_is_always_the_same_does_not_vary),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
