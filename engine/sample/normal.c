/* Normal and lognormal from their P10 and P90. A planning value may be a little off the middle, as one written with
   few digits does; the middle is then moved to it, and the width is kept.
   normal: standard is N(0, 1). lognormal: parameter[2] is the standard deviation of the logarithm, and the standard
   has median 1. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/elementary.h"
#include "base/exact_number.h"
#include "sample/kinds.h"

#define P90_OF_STANDARD_NORMAL 1.2815515655446004
#define TOLERATED_OFFSET 0.01 /* of the distance between P10 and P90 */

static double normal_by_tail(const Fitted *fitted, double v, Tail tail, double guess) {
    (void)fitted;
    (void)guess;
    return tail == TAIL_LOWER ? gsl_cdf_ugaussian_Pinv(v) : gsl_cdf_ugaussian_Qinv(v);
}

static const char *normal_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    double width = input->high - input->low, middle = input->low + width / 2;
    if (isnan(fitted->central)) fitted->central = middle;
    if (fabs(fitted->central - middle) > TOLERATED_OFFSET * width)
        return arena_format(arena,
            "central %s is not the midpoint %s of low and high, as the mean of a normal is; metalog allows it",
            number_grouped_text(arena, input->central), number_grouped_text(arena, middle));
    fitted->mean = fitted->parameter[0] = fitted->central;
    fitted->parameter[1] = width / (2 * P90_OF_STANDARD_NORMAL);
    return NULL;
}

static const char *lognormal_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    if (!(input->low > 0))
        return arena_format(arena, "low %s is not above 0; a lognormal is", number_grouped_text(arena, input->low));
    double width = logarithm(input->high / input->low), middle = sqrt(input->low) * sqrt(input->high);
    if (isnan(fitted->central)) fitted->central = middle;
    if (fabs(logarithm(fitted->central / middle)) > TOLERATED_OFFSET * width)
        return arena_format(arena,
            "central %s is not the geometric mean %s of low and high, as the median of a lognormal is; metalog "
            "allows it",
            number_grouped_text(arena, input->central), number_grouped_text(arena, middle));
    double deviation = width / (2 * P90_OF_STANDARD_NORMAL);
    fitted->parameter[1] = fitted->central;
    fitted->parameter[2] = deviation;
    fitted->mean = fitted->central * exponential(deviation * deviation / 2);
    fitted->minimum = 0;
    return NULL;
}

static double standard_lognormal(const Fitted *fitted, double v, Tail tail, double guess) {
    return exponential(fitted->parameter[2] * normal_by_tail(fitted, v, tail, guess));
}

const Distribution distribution_normal = {
    .name = "normal",
    .low = "P10",
    .central = "mean (midpoint if blank)",
    .high = "P90",
    .low_required = true,
    .high_required = true,
    .middle_formula = "({low}+{high})/2",
    .mean_formula = "{central}",
    .fit = normal_fit,
    .quantile = quantile_by_standard,
    .standard = normal_by_tail,
};

const Distribution distribution_lognormal = {
    .name = "lognormal",
    .low = "P10",
    .central = "median (geometric mean if blank)",
    .high = "P90",
    .low_required = true,
    .high_required = true,
    .middle_formula = "SQRT({low}*{high})",
    .mean_formula = "{central}*EXP((LN({high}/{low})/(2*NORMSINV(0.9)))^2/2)",
    .fit = lognormal_fit,
    .quantile = quantile_by_standard,
    .standard = standard_lognormal,
};

Fitted standard_normal(void) {
    return (Fitted){ .distribution = &distribution_normal, .parameter = { 0, 1 } };
}
