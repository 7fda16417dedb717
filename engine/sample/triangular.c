/* Triangular on [a, b] with mode m: the CDF is (x − a)² ÷ ((b − a)(m − a)) up to the mode, and mirrored beyond.
   parameter: 0 is a, 1 is b, 2 the probability below the mode, (m − a) ÷ (b − a), 3 is (b − a)(m − a), 4 is
   (b − a)(b − m). */
#include <math.h>

#include "sample/kinds.h"

static void fit_triangle(Fitted *fitted, double a, double m, double b) {
    fitted->minimum = fitted->parameter[0] = a;
    fitted->maximum = fitted->parameter[1] = b;
    fitted->parameter[2] = (m - a) / (b - a);
    fitted->parameter[3] = (b - a) * (m - a);
    fitted->parameter[4] = (b - a) * (b - m);
    fitted->mean = (a + m + b) / 3;
}

static const char *triangular_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    (void)arena;
    fit_triangle(fitted, input->low, input->central, input->high);
    return NULL;
}

/* With p the probability below the mode and W the width, the mode is W·(p − √(p/10)) above the P10, and the P90
   W·(1 − p − √((1 − p)/10)) above the mode; p is the root of their ratio, between 1/10 (mode at the P10) and 9/10. */
static double above_p10(double p) {
    return p - sqrt(p / 10);
}

static const char *triangular_p10_p90_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    (void)arena;
    double p10 = input->low, mode = input->central, p90 = input->high;
    double below = 0.1, above = 0.9;
    for (int halving = 0; halving < 60; halving++) {
        double p = (below + above) / 2;
        if ((mode - p10) * above_p10(1 - p) < (p90 - mode) * above_p10(p))
            above = p;
        else
            below = p;
    }
    double p = (below + above) / 2;
    double width = (p90 - p10) / (above_p10(p) + above_p10(1 - p));
    fit_triangle(fitted, mode - p * width, mode, mode + (1 - p) * width);
    return NULL;
}

static double triangular_quantile(const Fitted *fitted, double u) {
    const double *parameter = fitted->parameter;
    return u < parameter[2] ? parameter[0] + sqrt(u * parameter[3]) : parameter[1] - sqrt((1 - u) * parameter[4]);
}

static void triangular_compile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    (void)arena;
    const double *parameter = fitted->parameter;
    sampler->form = SAMPLER_TRIANGULAR;
    sampler->a = parameter[0];
    sampler->b = parameter[1];
    sampler->c = parameter[2];
    sampler->d = parameter[3];
    sampler->e = parameter[4];
}

const Distribution distribution_triangular = {
    .name = "triangular",
    .low = "minimum",
    .central = "mode",
    .high = "maximum",
    .low_required = true,
    .central_required = true,
    .high_required = true,
    .mean_formula = "({low}+{central}+{high})/3",
    .fit = triangular_fit,
    .quantile = triangular_quantile,
    .compile = triangular_compile,
};

const Distribution distribution_triangular_p10_p90 = {
    .name = "triangular_p10_p90",
    .low = "P10",
    .central = "mode",
    .high = "P90",
    .low_required = true,
    .central_required = true,
    .high_required = true,
    .fit = triangular_p10_p90_fit,
    .quantile = triangular_quantile,
    .compile = triangular_compile,
};
