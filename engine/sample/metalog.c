/* Metalog of three terms from the symmetric percentiles P10, P50, P90 (Keelin, "The Metalog Distributions", Decision
   Analysis 13(4), 2016, section 4), unbounded, or through a logarithm or logit with one or two bounds.

   With s = ln(y ÷ (1 − y)): M(y) = a1 + s·(a2 + a3·(y − ½)). Its slope is positive everywhere when
   |a3|·max((y − ½) + y(1 − y)s) < a2, which is Keelin's condition in closed form: the maximum is at
   y = 0.91677828.

   parameter[2] is which Bounds; [3] a1, [4] a2, [5] a3 of the standard form. */
#include <math.h>

#include "base/elementary.h"
#include "base/exact_number.h"
#include "sample/kinds.h"

#define LOGIT_OF_P90 2.1972245773362196 /* ln 9 */
#define SKEW_LIMIT 0.599839320128867    /* the maximum above */

typedef enum Bounds { UNBOUNDED = 0, BOUNDED_BELOW = 1, BOUNDED_ABOVE = 2, BOUNDED = 3 } Bounds;

/* The standard quantile, less what Bounds does to it. */
static double metalog_term(const Fitted *fitted, double s, double from_middle) {
    const double *p = fitted->parameter;
    return p[3] + s * (p[4] + p[5] * from_middle);
}

static double standard_metalog(const Fitted *fitted, double v, Tail tail, double guess) {
    (void)guess;
    double s = logarithm(v) - logarithm_of_one_plus(-v), from_middle = v - 0.5;
    double term = tail == TAIL_LOWER ? metalog_term(fitted, s, from_middle) : metalog_term(fitted, -s, -from_middle);
    switch ((Bounds)fitted->parameter[2]) {
    case BOUNDED_BELOW: return exponential(term);
    case BOUNDED_ABOVE: return exponential(-term);
    case BOUNDED: return 1 / (1 + exponential(-term));
    default: return term;
    }
}

/* E of the standard form by the trapezoidal rule over s, where dy = y(1 − y) ds: the integrand is analytic in a strip
   and dies away at both ends, so the rule converges geometrically. */
static double standard_mean(const Fitted *fitted) {
    const double step = 1.0 / 16;
    Bounds bounds = (Bounds)fitted->parameter[2];
    double sum = 0;
    for (int side = -1; side <= 1; side += 2)
        for (int k = side > 0 ? 0 : 1; k < 1 << 20; k++) {
            double s = side * k * step, tail = exponential(-fabs(s));
            double from_middle = side * (0.5 - tail / (1 + tail));
            double term = metalog_term(fitted, s, from_middle);
            double log_weight = -fabs(s) - 2 * logarithm_of_one_plus(tail), value;
            if (bounds == BOUNDED)
                value = exponential(log_weight) / (1 + exponential(-term));
            else
                value = exponential(log_weight + (bounds == BOUNDED_BELOW ? term : -term));
            sum += value;
            if (fabs(s) > 40 && value < 1e-20 * sum) break;
        }
    return sum * step;
}

static void fit_standard(Fitted *fitted, Bounds bounds, double offset, double scale, double a1, double a2, double a3) {
    double parameters[] = { offset, scale, bounds, a1, a2, a3 };
    for (size_t p = 0; p < sizeof parameters / sizeof parameters[0]; p++) fitted->parameter[p] = parameters[p];
}

/* Reads `lower;upper`, either blank; ±INFINITY if missing. */
static const char *read_bounds(Arena *arena, const DistributionInput *input, double *lower, double *upper) {
    *lower = input->shape_count > 0 && !isnan(input->shape[0]) ? input->shape[0] : -INFINITY;
    *upper = input->shape_count > 1 && !isnan(input->shape[1]) ? input->shape[1] : INFINITY;
    if (input->shape_count > 2)
        return arena_format(arena, "shape of metalog is lower;upper: at most 2 numbers, not %zu", input->shape_count);
    if (*lower >= input->low)
        return arena_format(arena, "lower bound %s is not below low %s", number_grouped_text(arena, *lower),
            number_grouped_text(arena, input->low));
    if (*upper <= input->high)
        return arena_format(arena, "upper bound %s is not above high %s", number_grouped_text(arena, *upper),
            number_grouped_text(arena, input->high));
    return NULL;
}

static const char *metalog_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    double low = input->low, central = input->central, high = input->high, lower, upper;
    const char *wrong = read_bounds(arena, input, &lower, &upper);
    if (wrong || !(low < high)) return wrong;
    Bounds bounds = (Bounds)((isfinite(lower) ? BOUNDED_BELOW : 0) | (isfinite(upper) ? BOUNDED_ABOVE : 0));

    /* How far the percentiles are below and above the median on the scale where the metalog is unbounded. */
    double below = central - low, above = high - central, a1 = 0;
    if (bounds == BOUNDED_BELOW) {
        below = logarithm((central - lower) / (low - lower));
        above = logarithm((high - lower) / (central - lower));
    } else if (bounds == BOUNDED_ABOVE) {
        below = logarithm((upper - low) / (upper - central));
        above = logarithm((upper - central) / (upper - high));
    } else if (bounds == BOUNDED) {
        a1 = logarithm((central - lower) / (upper - central));
        below = a1 - logarithm((low - lower) / (upper - low));
        above = logarithm((high - lower) / (upper - high)) - a1;
    }
    double a2 = (above + below) / (2 * LOGIT_OF_P90), a3 = (above - below) / (0.8 * LOGIT_OF_P90);
    if (!(fabs(a3) * SKEW_LIMIT < a2))
        return arena_format(arena, "no metalog has P10 %s, P50 %s and P90 %s: the median is too near %s",
            number_grouped_text(arena, low), number_grouped_text(arena, central), number_grouped_text(arena, high),
            above > below ? "the P10" : "the P90");
    double growth = bounds == BOUNDED_BELOW ? a2 + a3 / 2 : bounds == BOUNDED_ABOVE ? a2 - a3 / 2 : 0;
    if (growth >= 1)
        return arena_format(arena,
            "P10 %s, P50 %s and P90 %s with one bound give a tail so long that the mean is infinite",
            number_grouped_text(arena, low), number_grouped_text(arena, central), number_grouped_text(arena, high));

    if (bounds == UNBOUNDED) {
        fit_standard(fitted, bounds, central, a2, 0, 1, a3 / a2);
        fitted->mean = central + a3 / 2; /* ∫(y − ½)·s dy = ½ */
        return NULL;
    }
    if (bounds == BOUNDED_BELOW) fit_standard(fitted, bounds, lower, central - lower, 0, a2, a3);
    if (bounds == BOUNDED_ABOVE) fit_standard(fitted, bounds, upper, central - upper, 0, a2, a3);
    if (bounds == BOUNDED) fit_standard(fitted, bounds, lower, upper - lower, a1, a2, a3);
    fitted->mean = fitted->parameter[0] + fitted->parameter[1] * standard_mean(fitted);
    fitted->minimum = lower;
    fitted->maximum = upper;
    return NULL;
}

const Distribution distribution_metalog = {
    .name = "metalog",
    .low = "P10",
    .central = "P50",
    .high = "P90",
    .shape = "optional bounds lower;upper, either blank",
    .low_required = true,
    .central_required = true,
    .high_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .fit = metalog_fit,
    .quantile = quantile_by_standard,
    .standard = standard_metalog,
};
