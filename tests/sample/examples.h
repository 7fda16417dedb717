/* Distributions with numbers, for tests that ask the same of every kind; each with a CDF that is not ours. */
#ifndef TESTS_SAMPLE_EXAMPLES_H
#define TESTS_SAMPLE_EXAMPLES_H

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sample/distribution.h"
#include "support/assert_close.h"

typedef struct Example {
    const char *kind;
    double low, central, high;
    double shape[2];
    size_t shape_count;
    size_t pair_count; /* into example_values and example_weights */
    double (*cdf)(const struct Example *example, double x);
} Example;

static const double example_values[] = { 3, -1, 2, 2, 10, 4.5, 0, 8, 7, 6, 20, 31, 32, 33, 34, 35, 36, 37, 38, 39 };
static const double example_weights[] = { 1, 2, 3, 1, 0.5, 2, 1, 1, 1, 1, 0.1, 1, 2, 1, 1, 1, 1, 1, 3, 1 };

#define Z90 1.2815515655446004

static inline double uniform_cdf(const Example *e, double x) {
    return gsl_cdf_flat_P(x, e->low, e->high);
}

static inline double triangle_cdf(double a, double m, double b, double x) {
    if (x <= a || x >= b) return x >= b;
    return x < m ? (x - a) * (x - a) / ((b - a) * (m - a)) : 1 - (b - x) * (b - x) / ((b - a) * (b - m));
}

static inline double triangular_cdf(const Example *e, double x) {
    return triangle_cdf(e->low, e->central, e->high, x);
}

static inline double pert_cdf(const Example *e, double x) {
    double lambda = e->shape_count > 0 ? e->shape[0] : 4, width = e->high - e->low;
    return gsl_cdf_beta_P(
        (x - e->low) / width, 1 + lambda * (e->central - e->low) / width, 1 + lambda * (e->high - e->central) / width);
}

static inline double normal_cdf(const Example *e, double x) {
    return gsl_cdf_gaussian_P(x - (e->low + e->high) / 2, (e->high - e->low) / (2 * Z90));
}

static inline double lognormal_cdf(const Example *e, double x) {
    return gsl_cdf_lognormal_P(x, log(e->low * e->high) / 2, log(e->high / e->low) / (2 * Z90));
}

static inline double beta_cdf(const Example *e, double x) {
    return gsl_cdf_beta_P((x - e->low) / (e->high - e->low), e->shape[0], e->shape[1]);
}

static inline double gamma_cdf(const Example *e, double x) {
    return gsl_cdf_gamma_P(x, e->shape[0], e->shape[1]);
}

static inline double weibull_cdf(const Example *e, double x) {
    return gsl_cdf_weibull_P(x, e->shape[1], e->shape[0]);
}

static inline double values_cdf(const Example *e, double x) {
    double below = 0, total = 0;
    for (size_t i = 0; i < e->pair_count; i++) {
        double weight = e->kind[0] == 'e' ? 1 : example_weights[i];
        total += weight;
        below += example_values[i] <= x ? weight : 0;
    }
    return below / total;
}

static inline double bernoulli_cdf(const Example *e, double x) {
    return x >= 1 ? 1 : x >= 0 ? 1 - e->shape[0] : 0;
}

/* The metalog has no CDF of its own; NULL: no oracle. The rows with P10 and P90 are checked by those. */
static const Example examples[] = {
    { "uniform", 2, NAN, 5, { 0 }, 0, 0, uniform_cdf },
    { "uniform", -5, -1, 5, { 0 }, 0, 0, uniform_cdf },
    { "triangular", 0.8, 1, 1.7, { 0 }, 0, 0, triangular_cdf },
    { "triangular", 0, 0, 1, { 0 }, 0, 0, triangular_cdf },
    { "triangular", -3, 1, 1, { 0 }, 0, 0, triangular_cdf },
    { "triangular_p10_p90", 0.9, 1, 1.3, { 0 }, 0, 0, NULL },
    { "triangular_p10_p90", 1, 1, 2, { 0 }, 0, 0, NULL },
    { "triangular_p10_p90", 1, 2, 2, { 0 }, 0, 0, NULL },
    { "pert", 0.8, 1, 1.7, { 0 }, 0, 0, pert_cdf },
    { "pert", 100, 100, 350, { 0 }, 0, 0, pert_cdf },
    { "pert", -10, 4, 5, { 20 }, 1, 0, pert_cdf },
    { "pert", 0, 1, 10, { 0.5 }, 1, 0, pert_cdf },
    { "normal", 90, 100, 110, { 0 }, 0, 0, normal_cdf },
    { "normal", -1, NAN, 0.5, { 0 }, 0, 0, normal_cdf },
    { "lognormal", 0.5, NAN, 2, { 0 }, 0, 0, lognormal_cdf },
    { "lognormal", 1, NAN, 30, { 0 }, 0, 0, lognormal_cdf },
    { "metalog", 0.8, 1, 1.2, { 0 }, 0, 0, NULL },
    { "metalog", 0.8, 1, 1.6, { 0 }, 0, 0, NULL },
    { "metalog", 0.8, 1, 1.6, { 0, NAN }, 2, 0, NULL },
    { "metalog", 0.5, 0.8, 0.9, { NAN, 1 }, 2, 0, NULL },
    { "metalog", 0.5, 0.8, 0.9, { 0, 1 }, 2, 0, NULL },
    { "beta", 0, NAN, 1, { 2, 3 }, 2, 0, beta_cdf },
    { "beta", 0, NAN, 20, { 0.5, 0.5 }, 2, 0, beta_cdf },
    { "beta", 0, NAN, 1, { 0.2, 4 }, 2, 0, beta_cdf },
    { "beta", 0, NAN, 1, { 300, 20 }, 2, 0, beta_cdf },
    { "beta", 0, NAN, 1, { 5, 0.6 }, 2, 0, beta_cdf },
    { "beta", 0, NAN, 1, { 1e5, 3 }, 2, 0, beta_cdf },
    { "gamma", NAN, NAN, NAN, { 3, 2 }, 2, 0, gamma_cdf },
    { "gamma", NAN, NAN, NAN, { 0.3, 10 }, 2, 0, gamma_cdf },
    { "gamma", NAN, NAN, NAN, { 50, 0.1 }, 2, 0, gamma_cdf },
    { "weibull", NAN, NAN, NAN, { 1.5, 4 }, 2, 0, weibull_cdf },
    { "weibull", NAN, NAN, NAN, { 0.7, 4 }, 2, 0, weibull_cdf },
    { "discrete", NAN, NAN, NAN, { 0 }, 0, 5, values_cdf },
    { "discrete", NAN, NAN, NAN, { 0 }, 0, COUNT_OF(example_values), values_cdf },
    { "bernoulli", NAN, NAN, NAN, { 0.3 }, 1, 0, bernoulli_cdf },
    { "empirical", NAN, NAN, NAN, { 0 }, 0, 7, values_cdf },
    { "empirical", NAN, NAN, NAN, { 0 }, 0, COUNT_OF(example_values), values_cdf },
};

static inline const char *example_fit_or_clause(Arena *arena, const Example *e, Fitted *fitted) {
    const Distribution *kind = distribution_find(e->kind);
    assert_non_null(kind);
    DistributionInput input = { e->low, e->central, e->high, e->shape, e->shape_count, example_values,
        e->kind[0] == 'd' ? example_weights : NULL, e->pair_count };
    return distribution_fit(arena, kind, &input, fitted);
}

static inline Fitted example_fit(Arena *arena, const Example *e) {
    Fitted fitted;
    const char *wrong = example_fit_or_clause(arena, e, &fitted);
    if (wrong) fail_msg("%s: %s", e->kind, wrong);
    return fitted;
}

/* A few kinds jump: their quantile is no inverse of the CDF. */
static inline bool example_is_smooth(const Fitted *fitted) {
    return fitted->value_count == 0;
}

#endif
