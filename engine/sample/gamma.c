/* Gamma with shape k and scale: density x^(k − 1) exp(−x) on the standard one. parameter[2] is k, [3] log Γ(k). */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "sample/invert.h"
#include "sample/kinds.h"

static const char *gamma_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_positive_shape(arena, fitted->distribution, input, 2);
    if (!wrong) wrong = check_tabulable(arena, "the first number of shape", input->shape[0]);
    if (wrong) return wrong;
    fitted->parameter[1] = input->shape[1];
    fitted->parameter[2] = input->shape[0];
    fitted->parameter[3] = gsl_sf_lngamma(input->shape[0]);
    fitted->mean = input->shape[0] * input->shape[1];
    fitted->minimum = 0;
    return NULL;
}

static TailAt gamma_tail(const double *shape, double x, Tail tail) {
    const double probability = tail == TAIL_LOWER ? gsl_cdf_gamma_P(x, shape[0], 1) : gsl_cdf_gamma_Q(x, shape[0], 1);
    return (TailAt){
        .probability = probability, .density = exp(shape[0] * log(x) - x - shape[1]), .slope = shape[0] - 1 - x
    };
}

static double standard_gamma(const Fitted *fitted, double v, Tail tail, double guess) {
    if (isnan(guess)) guess = fitted->parameter[2];
    return invert_tail(gamma_tail, fitted->parameter + 2, v, tail, guess);
}

const Distribution distribution_gamma = {
    .name = "gamma",
    .central = "mean if blank",
    .shape = "shape;scale",
    .shape_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .fit = gamma_fit,
    .quantile = quantile_by_standard,
    .standard = standard_gamma,
};
