/* Weibull with shape k and scale: CDF 1 − exp(−(x ÷ scale)^k). parameter[2] is 1 ÷ k. */
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "base/elementary.h"
#include "sample/kinds.h"
#include "sample/steady.h"

enum { MEAN_DIGITS = 42 };

static const char *weibull_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_positive_shape(arena, fitted->distribution, input, 2);
    if (wrong) return wrong;
    fitted->parameter[1] = input->shape[1];
    fitted->parameter[2] = 1 / input->shape[0];
    /* Beyond it GSL would call its error handler, which ends the program unless the host has set another. */
    const double at = 1 + fitted->parameter[2];
    const bool exists = at < GSL_SF_GAMMA_XMAX;
    const double gamma = exists ? gsl_sf_gamma(at) : INFINITY;
    fitted->mean = exists ? input->shape[1] * steady(gamma, gamma, MEAN_DIGITS) : INFINITY;
    fitted->minimum = 0;
    return NULL;
}

static double standard_weibull(const Fitted *fitted, double v, Tail tail, double guess) {
    (void)guess;
    return power(tail == TAIL_LOWER ? -logarithm_of_one_plus(-v) : -logarithm(v), fitted->parameter[2]);
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
