/* What is certain, and what lies anywhere between two numbers. */
#include <math.h>

#include "sample/kinds.h"

static const char *fixed_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    (void)arena;
    fit_constant(fitted, input->central);
    return NULL;
}

static double fixed_quantile(const Fitted *fitted, double u) {
    (void)u;
    return fitted->central;
}

static const char *uniform_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    (void)arena;
    fitted->minimum = input->low;
    fitted->maximum = input->high;
    fitted->mean = input->low + (input->high - input->low) / 2;
    return NULL;
}

static double uniform_quantile(const Fitted *fitted, double u) {
    return fitted->low + (fitted->high - fitted->low) * u;
}

static void uniform_compile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    (void)arena;
    sampler->form = SAMPLER_UNIFORM;
    sampler->a = fitted->low;
    sampler->b = fitted->high - fitted->low;
}

const Distribution distribution_fixed = {
    .name = "fixed",
    .central = "value",
    .central_required = true,
    .mean_formula = "{central}",
    .fit = fixed_fit,
    .quantile = fixed_quantile,
};

const Distribution distribution_uniform = {
    .name = "uniform",
    .low = "minimum",
    .central = "midpoint if blank",
    .high = "maximum",
    .low_required = true,
    .high_required = true,
    .middle_formula = "({low}+{high})/2",
    .mean_formula = "({low}+{high})/2",
    .fit = uniform_fit,
    .quantile = uniform_quantile,
    .compile = uniform_compile,
};
