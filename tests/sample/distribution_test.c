/* Every kind of uncertainty, through the same questions; and what is said of numbers that fit none. */
#include "sample/distribution.h"

#include <gsl/gsl_integration.h>
#include <string.h>

#include "examples.h"
#include "support/arena_fixture.h"

static const double probabilities[] = { 0x1p-33, 1e-6, 0.0001, 0.01, 0.1, 0.25, 0.5, 0.6, 0.9, 0.99, 0.9999, 1 - 1e-6,
    1 - 0x1p-33 };

static void every_kind_has_an_example_or_is_fixed(void **state) {
    (void)state;
    for (size_t d = 0; d < distribution_count; d++) {
        bool found = strcmp(distribution_table[d]->name, "fixed") == 0;
        for (size_t e = 0; e < COUNT_OF(examples); e++)
            found = found || strcmp(examples[e].kind, distribution_table[d]->name) == 0;
        if (!found) fail_msg("%s has no example", distribution_table[d]->name);
    }
}

static void names_are_found_without_case(void **state) {
    (void)state;
    assert_ptr_equal(distribution_find("PERT"), distribution_find("pert"));
    assert_string_equal(distribution_find("Triangular_P10_P90")->name, "triangular_p10_p90");
    assert_null(distribution_find("per"));
    assert_null(distribution_find("perts"));
    assert_null(distribution_find(""));
}

static void quantile_inverts_the_cdf(void **state) {
    (void)state;
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        if (!examples[e].cdf || !example_is_smooth(&fitted)) continue;
        for (size_t p = 0; p < COUNT_OF(probabilities); p++) {
            double u = probabilities[p], x = distribution_quantile(&fitted, u);
            if (fabs(examples[e].cdf(&examples[e], x) - u) > 1e-8)
                print_error("example %zu %s, u = %g\n", e, examples[e].kind, u);
            assert_close(
                examples[e].cdf(&examples[e], x), u, 1e-8); /* next to 20, an arcsine's quantile has few digits left */
        }
    }
}

/* Most of such a beta lies so near 1 that only the distance from 1 tells. */
static void quantile_keeps_its_digits_at_the_upper_end(void **state) {
    (void)state;
    const Example example = { "beta", 0, NAN, 1, { 5, 0.05 }, 2, 0, NULL };
    Fitted fitted = example_fit(arena, &example);
    static const double rows[] = { 1e-6, 0.001, 0.1, 0.28 };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_close(gsl_cdf_beta_Q(1 - distribution_quantile(&fitted, rows[r]), 0.05, 5), rows[r], 1e-9);
}

static void quantile_of_values_is_the_first_that_reaches_u(void **state) {
    (void)state;
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        if (example_is_smooth(&fitted)) continue;
        for (size_t p = 0; p < COUNT_OF(probabilities); p++) {
            double u = probabilities[p], x = distribution_quantile(&fitted, u);
            assert_true(examples[e].cdf(&examples[e], x) >= u - 1e-12);
            assert_true(examples[e].cdf(&examples[e], x - 1e-9) < u + 1e-12);
        }
    }
}

static void percentiles_are_what_the_user_said(void **state) {
    (void)state;
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        if (!fitted.distribution->low || strcmp(fitted.distribution->low, "P10") != 0) continue;
        double width = fitted.high - fitted.low;
        assert_close(distribution_quantile(&fitted, 0.1), fitted.low, 1e-12 * width);
        assert_close(distribution_quantile(&fitted, 0.9), fitted.high, 1e-12 * width);
        if (strcmp(fitted.distribution->central, "P50") == 0)
            assert_close(distribution_quantile(&fitted, 0.5), fitted.central, 1e-12 * width);
    }
}

static void ends_are_exact_and_quantiles_rise_between_them(void **state) {
    (void)state;
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        assert_true(distribution_quantile(&fitted, 0) == fitted.minimum);
        assert_true(distribution_quantile(&fitted, 1) == fitted.maximum);
        assert_true(isnan(distribution_quantile(&fitted, NAN)));
        assert_true(fitted.central >= fitted.minimum && fitted.central <= fitted.maximum);
        double before = fitted.minimum;
        for (double u = 1e-9; u < 1; u += 0.001) {
            double x = distribution_quantile(&fitted, u);
            assert_true(x >= before && x <= fitted.maximum);
            before = x;
        }
    }
}

/* u = 3s² − 2s³, so that the integrand is tame at ends where the quantile is not. */
static double quantile_over_smooth_step(double s, void *fitted) {
    double u = s * s * (3 - 2 * s);
    return u > 0 && u < 1 ? distribution_quantile(fitted, u) * 6 * s * (1 - s) : 0;
}

static void mean_agrees_with_quadrature(void **state) {
    (void)state;
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(2000);
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        double mean = 0, error;
        if (example_is_smooth(&fitted)) {
            gsl_function function = { quantile_over_smooth_step, &fitted };
            gsl_integration_qags(&function, 0, 1, 0, 1e-9, 2000, workspace, &mean, &error);
        } else {
            for (size_t i = 0; i < fitted.value_count; i++)
                mean += fitted.values[i] * (fitted.cumulative[i] - (i > 0 ? fitted.cumulative[i - 1] : 0));
        }
        if (fabs(fitted.mean - mean) > 1e-6 * fmax(1, fabs(mean))) print_error("example %zu %s\n", e, examples[e].kind);
        assert_close(fitted.mean, mean, 1e-6 * fmax(1, fabs(mean)));
    }
    gsl_integration_workspace_free(workspace);
}

static void known_means_and_planning_values(void **state) {
    (void)state;
    static const struct {
        Example example;
        double mean, central;
    } rows[] = {
        { { "fixed", NAN, 7, NAN, { 0 }, 0, 0, NULL }, 7, 7 },
        { { "uniform", 2, NAN, 5, { 0 }, 0, 0, NULL }, 3.5, 3.5 },
        { { "uniform", 2, 3, 5, { 0 }, 0, 0, NULL }, 3.5, 3 },
        { { "triangular", 0, 1, 5, { 0 }, 0, 0, NULL }, 2, 1 },
        { { "pert", 0, 1, 5, { 0 }, 0, 0, NULL }, 9.0 / 6, 1 }, /* (low + 4 mode + high) ÷ 6 */
        { { "pert", 0, 1, 5, { NAN }, 1, 0, NULL }, 9.0 / 6, 1 },
        { { "pert", 0, 1, 5, { 2 }, 1, 0, NULL }, 7.0 / 4, 1 },
        { { "normal", 90, 100.19, 110, { 0 }, 0, 0, NULL }, 100.19, 100.19 }, /* within 1 % of the width */
        { { "lognormal", 1, NAN, 100, { 0 }, 0, 0, NULL }, 50.233419565, 10 }, /* 10·exp(σ²/2), σ = ln 10 ÷ 1.2815516 */
        { { "beta", 0, NAN, 10, { 2, 3 }, 2, 0, NULL }, 4, 4 },
        { { "beta", 0, 3, 10, { 2, 3 }, 2, 0, NULL }, 4, 3 },
        { { "gamma", NAN, NAN, NAN, { 3, 2 }, 2, 0, NULL }, 6, 6 },
        { { "weibull", NAN, NAN, NAN, { 1, 2 }, 2, 0, NULL }, 2, 2 }, /* the exponential */
        { { "weibull", NAN, NAN, NAN, { 2, 1 }, 2, 0, NULL }, 0.886226925452758, 0.886226925452758 }, /* √π ÷ 2 */
        { { "discrete", NAN, NAN, NAN, { 0 }, 0, 5, NULL }, 14.0 / 7.5, 2 },
        { { "discrete", NAN, NAN, NAN, { 0 }, 0, 1, NULL }, 3, 3 },
        { { "bernoulli", NAN, NAN, NAN, { 0.3 }, 1, 0, NULL }, 0.3, 0 },
        { { "empirical", NAN, NAN, NAN, { 0 }, 0, 4, NULL }, 1.5, 2 },
        { { "empirical", NAN, NAN, NAN, { 0 }, 0, 3, NULL }, 4.0 / 3, 2 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Fitted fitted = example_fit(arena, &rows[r].example);
        if (fabs(fitted.mean - rows[r].mean) > 1e-8) print_error("row %zu %s\n", r, rows[r].example.kind);
        assert_close(fitted.mean, rows[r].mean, 1e-8);
        assert_close(fitted.central, rows[r].central, 1e-12);
    }
}

static void equal_ends_are_certain(void **state) {
    (void)state;
    for (size_t d = 0; d < distribution_count; d++) {
        const Distribution *kind = distribution_table[d];
        if (!kind->low) continue;
        const double shape[] = { 2, 2 };
        DistributionInput input = { 3, kind->central_required ? 3 : NAN, 3, shape, kind->shape_required ? 2 : 0, NULL,
            NULL, 0 };

        Fitted fitted;
        assert_null(distribution_fit(arena, kind, &input, &fitted));

        assert_true(fitted.constant);
        assert_true(fitted.central == 3 && fitted.mean == 3 && fitted.minimum == 3 && fitted.maximum == 3);
        assert_true(distribution_quantile(&fitted, 0.2) == 3);
    }
}

static void impossible_numbers_are_told(void **state) {
    (void)state;
    static const struct {
        Example example;
        const char *clause;
    } rows[] = {
        { { "fixed", NAN, NAN, NAN, { 0 }, 0, 0, NULL }, "central is blank; fixed needs it (value)" },
        { { "fixed", 1, 1, NAN, { 0 }, 0, 0, NULL }, "low must stay blank for fixed" },
        { { "fixed", NAN, 1, 2, { 0 }, 0, 0, NULL }, "high must stay blank for fixed" },
        { { "fixed", NAN, 1, NAN, { 2 }, 1, 0, NULL }, "shape must stay blank for fixed" },
        { { "gamma", NAN, NAN, NAN, { 0 }, 0, 0, NULL }, "shape is blank; gamma needs it (shape;scale)" },
        { { "uniform", NAN, 1, 2, { 0 }, 0, 0, NULL }, "low is blank; uniform needs it (minimum)" },
        { { "uniform", 1, NAN, INFINITY, { 0 }, 0, 0, NULL }, "high is not a finite number" },
        { { "uniform", 3, NAN, 2, { 0 }, 0, 0, NULL }, "low 3 is above high 2" },
        { { "triangular", 1, 0.5, 2, { 0 }, 0, 0, NULL }, "central 0.5 is below low 1" },
        { { "pert", 1, 2.5, 2, { 0 }, 0, 0, NULL }, "central 2.5 is above high 2" },
        { { "pert", 1, 1.5, 2, { -1 }, 1, 0, NULL }, "shape of pert is lambda, 4 if blank: -1 is not above 0" },
        { { "normal", 1, 1.5, 3, { 0 }, 0, 0, NULL },
            "central 1.5 is not the midpoint 2 of low and high, as the mean of a normal is; metalog allows it" },
        { { "normal", 90, 100.21, 110, { 0 }, 0, 0, NULL },
            "central 100.21 is not the midpoint 100 of low and high, as the mean of a normal is; metalog allows it" },
        { { "lognormal", 1, 50, 100, { 0 }, 0, 0, NULL },
            "central 50 is not the geometric mean 10 of low and high, as the median of a lognormal is; metalog allows "
            "it" },
        { { "lognormal", 0, NAN, 3, { 0 }, 0, 0, NULL }, "low 0 is not above 0; a lognormal is" },
        { { "metalog", 0, 0.1, 1, { 0 }, 0, 0, NULL },
            "no metalog has P10 0, P50 0.1 and P90 1: the median is too near the P10" },
        { { "metalog", 0, 0.9, 1, { 0 }, 0, 0, NULL },
            "no metalog has P10 0, P50 0.9 and P90 1: the median is too near the P90" },
        { { "metalog", 1, 2, 1000, { 0, NAN }, 2, 0, NULL },
            "no metalog has P10 1, P50 2 and P90 1,000: the median is too near the P10" },
        { { "metalog", 1, 100, 10000, { 0 }, 1, 0, NULL },
            "P10 1, P50 100 and P90 10,000 with one bound give a tail so long that the mean is infinite" },
        { { "metalog", 1, 2, 3, { 1, NAN }, 2, 0, NULL }, "lower bound 1 is not below low 1" },
        { { "metalog", 1, 2, 3, { NAN, 2.5 }, 2, 0, NULL }, "upper bound 2.5 is not above high 3" },
        { { "beta", 0, NAN, 1, { 2, NAN }, 2, 0, NULL }, "part 2 of shape is blank; beta needs alpha;beta" },
        { { "beta", 0, NAN, 1, { 2 }, 1, 0, NULL }, "shape of beta is alpha;beta: 2 numbers, not 1" },
        { { "beta", 0, NAN, 1, { 2, 0 }, 2, 0, NULL }, "shape of beta is alpha;beta: 0 is not above 0" },
        { { "beta", 0, NAN, 1, { 2, 0.001 }, 2, 0, NULL }, "beta 0.001 is not between 0.01 and 100000" },
        { { "gamma", NAN, NAN, NAN, { 1e6, 1 }, 2, 0, NULL },
            "the first number of shape 1000000 is not between 0.01 and 100000" },
        { { "gamma", NAN, -1, NAN, { 2, 2 }, 2, 0, NULL }, "central -1 is outside what can happen, 0 to inf" },
        { { "weibull", NAN, NAN, NAN, { 0.001, 2 }, 2, 0, NULL },
            "these numbers give weibull a mean beyond all bounds" },
        { { "discrete", NAN, 50, NAN, { 0 }, 0, 5, NULL }, "central 50 is outside what can happen, -1 to 10" },
        { { "bernoulli", NAN, NAN, NAN, { 1.5 }, 1, 0, NULL }, "probability 1.5 is not between 0 and 1" },
        { { "bernoulli", NAN, NAN, NAN, { 0.5, 0.5 }, 2, 0, NULL },
            "shape of bernoulli is one probability, not 2 numbers" },
        { { "empirical", NAN, NAN, NAN, { 0 }, 0, 0, NULL }, "shape is blank; empirical needs it (file.csv:column)" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Fitted fitted;
        const char *clause = example_fit_or_clause(arena, &rows[r].example, &fitted);
        if (!clause) fail_msg("row %zu %s is accepted", r, rows[r].example.kind);
        assert_string_equal(clause, rows[r].clause);
    }
}

static void weights_must_be_above_zero(void **state) {
    (void)state;
    const double values[] = { 1, 2 }, weights[] = { 1, 0 };
    DistributionInput input = { NAN, NAN, NAN, NULL, 0, values, weights, 2 };
    Fitted fitted;

    const char *clause = distribution_fit(arena, distribution_find("discrete"), &input, &fitted);

    assert_string_equal(clause, "weight 0 of value 2 is not above 0");
}

static void metalog_bounds_hold(void **state) {
    (void)state;
    const Example example = { "metalog", 0.5, 0.8, 0.9, { 0, 1 }, 2, 0, NULL };

    Fitted fitted = example_fit(arena, &example);

    assert_true(distribution_quantile(&fitted, 1e-12) > 0);
    assert_true(distribution_quantile(&fitted, 1 - 1e-12) < 1);
    assert_true(fitted.minimum == 0 && fitted.maximum == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_an_example_or_is_fixed),
        cmocka_unit_test(names_are_found_without_case),
        cmocka_unit_test(quantile_inverts_the_cdf),
        cmocka_unit_test(quantile_keeps_its_digits_at_the_upper_end),
        cmocka_unit_test(quantile_of_values_is_the_first_that_reaches_u),
        cmocka_unit_test(percentiles_are_what_the_user_said),
        cmocka_unit_test(ends_are_exact_and_quantiles_rise_between_them),
        cmocka_unit_test(mean_agrees_with_quadrature),
        cmocka_unit_test(known_means_and_planning_values),
        cmocka_unit_test(equal_ends_are_certain),
        cmocka_unit_test(impossible_numbers_are_told),
        cmocka_unit_test(weights_must_be_above_zero),
        cmocka_unit_test(metalog_bounds_hold),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
