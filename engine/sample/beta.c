/* Beta on [low, high], and PERT: the beta whose shape follows from a mode and a weight λ (Malcolm et al. 1959; Vose
   2008). parameter[2] is α, [3] β, [4] log B(α, β), [5] the probability below the middle. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "sample/invert.h"
#include "sample/kinds.h"

#define PERT_LAMBDA 4.0

static void fit_beta(Fitted *fitted, double alpha, double beta) {
    fitted->minimum = fitted->parameter[0] = fitted->low;
    fitted->maximum = fitted->high;
    fitted->parameter[1] = fitted->high - fitted->low;
    fitted->parameter[2] = alpha;
    fitted->parameter[3] = beta;
    fitted->parameter[4] = gsl_sf_lnbeta(alpha, beta);
    fitted->parameter[5] = gsl_cdf_beta_P(0.5, alpha, beta);
    fitted->mean = fitted->low + (fitted->high - fitted->low) * (alpha / (alpha + beta));
}

static const char *beta_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_positive_shape(arena, fitted->distribution, input, 2);
    if (!wrong) wrong = check_tabulable(arena, "alpha", input->shape[0]);
    if (!wrong) wrong = check_tabulable(arena, "beta", input->shape[1]);
    if (!wrong) fit_beta(fitted, input->shape[0], input->shape[1]);
    return wrong;
}

static const char *pert_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    double lambda = PERT_LAMBDA;
    if (input->shape_count > 0 && !(input->shape_count == 1 && isnan(input->shape[0]))) {
        const char *wrong = check_positive_shape(arena, fitted->distribution, input, 1);
        if (!wrong) wrong = check_tabulable(arena, "lambda", input->shape[0]);
        if (wrong) return wrong;
        lambda = input->shape[0];
    }
    double mode = (input->central - input->low) / (input->high - input->low);
    if (input->low < input->high) fit_beta(fitted, 1 + lambda * mode, 1 + lambda * (1 - mode));
    return NULL;
}

static TailAt beta_tail(const double *shape, double x, Tail tail) {
    double alpha = shape[0], beta = shape[1];
    if (x >= 1) return (TailAt){ .probability = tail == TAIL_LOWER };
    const double probability = tail == TAIL_LOWER ? gsl_cdf_beta_P(x, alpha, beta) : gsl_cdf_beta_Q(x, alpha, beta);
    return (TailAt){ .probability = probability,
        .density = exp(alpha * log(x) + (beta - 1) * log1p(-x) - shape[2]),
        .slope = alpha - 1 - (beta - 1) * x / (1 - x) };
}

/* Solved from the end of [0, 1] that is nearer, whose distance keeps its digits: for 1 − x, the shape is mirrored, and
   lower is upper. */
static double standard_beta(const Fitted *fitted, double v, Tail tail, double guess) {
    const double *p = fitted->parameter;
    double from_low[] = { p[2], p[3], p[4] }, from_high[] = { p[3], p[2], p[4] };
    if (isnan(guess)) guess = p[2] / (p[2] + p[3]);
    bool near_low = tail == TAIL_LOWER ? v <= p[5] : v >= 1 - p[5];
    if (near_low) return invert_tail(beta_tail, from_low, v, tail, guess);
    Tail mirrored = tail == TAIL_LOWER ? TAIL_UPPER : TAIL_LOWER;
    return 1 - invert_tail(beta_tail, from_high, v, mirrored, 1 - guess);
}

const Distribution distribution_beta = {
    .name = "beta",
    .low = "minimum",
    .central = "mean if blank",
    .high = "maximum",
    .shape = "alpha;beta",
    .low_required = true,
    .high_required = true,
    .shape_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .fit = beta_fit,
    .quantile = quantile_by_standard,
    .standard = standard_beta,
};

const Distribution distribution_pert = {
    .name = "pert",
    .low = "minimum",
    .central = "mode",
    .high = "maximum",
    .shape = "lambda, 4 if blank",
    .low_required = true,
    .central_required = true,
    .high_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .mean_formula = "({low}+IF({shape}=\"\",4,{shape})*{central}+{high})/(2+IF({shape}=\"\",4,{shape}))",
    .fit = pert_fit,
    .quantile = quantile_by_standard,
    .standard = standard_beta,
};
