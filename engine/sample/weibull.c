/* Weibull with shape k and scale: CDF 1 − exp(−(x ÷ scale)^k). parameter[2] is 1 ÷ k. */
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "sample/kinds.h"

static const char *weibull_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_positive_shape(arena, fitted->distribution, input, 2);
    if (wrong) return wrong;
    fitted->parameter[1] = input->shape[1];
    fitted->parameter[2] = 1 / input->shape[0];
    gsl_sf_result gamma;
    fitted->mean = gsl_sf_gamma_e(1 + fitted->parameter[2], &gamma) ? INFINITY : input->shape[1] * gamma.val;
    fitted->minimum = 0;
    return NULL;
}

static double standard_weibull(const Fitted *fitted, double v, Tail tail, double guess) {
    (void)guess;
    return pow(tail == TAIL_LOWER ? -log1p(-v) : -log(v), fitted->parameter[2]);
}

const Distribution distribution_weibull = {
    .name = "weibull",
    .central = "mean if blank",
    .shape = "shape;scale",
    .shape_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .fit = weibull_fit,
    .quantile = quantile_by_standard,
    .standard = standard_weibull,
};
