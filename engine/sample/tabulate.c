#include "sample/tabulate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum {
    OCTAVES = 32,
    COARSEST = 4,    /* 2⁴ intervals an octave do for all but extreme shapes */
    FINEST = 8,      /* 2 tails × 32 octaves × 2⁸ × 4 doubles: half a megabyte */
    CHECK_EVERY = 5, /* intervals; odd, so that the checks wander over the octave */
    HISTORY = 4
};

/* Of the distance between the quantiles at 1 % and 99 %, or from the median where that is more: a tenth of what is
   promised. */
#define TOLERANCE 1e-7

/* Chebyshev–Lobatto nodes of a cubic. */
static const double nodes[4] = { 0, 0.25, 0.75, 1 };

/* Rounds x to about 27 bits of scale. The mathematics library's last bits differ between processors; what is left after
   this does not, short of a tie, and what is lost is far below the tolerance. */
static double steady(double x, double scale) {
    int exponent;
    frexp(scale, &exponent);
    double quantum = ldexp(1, exponent - 27);
    return isfinite(x) && scale > 0 ? nearbyint(x / quantum) * quantum : x;
}

/* The cubic through values at the nodes, as coefficients of 1, t, t², t³, by divided differences. */
static void cubic_through(const double value[4], double coefficient[4]) {
    double slope_01 = (value[1] - value[0]) * 4, slope_12 = (value[2] - value[1]) * 2;
    double slope_23 = (value[3] - value[2]) * 4;
    double curve_012 = (slope_12 - slope_01) / 0.75, curve_123 = (slope_23 - slope_12) / 0.75;
    double third = curve_123 - curve_012;
    coefficient[0] = value[0];
    coefficient[1] = slope_01 - curve_012 / 4 + third * 0.1875;
    coefficient[2] = curve_012 - third;
    coefficient[3] = third;
}

/* The quantile along falling v: the last few points, extrapolated, are the guess for the next. */
typedef struct Walk {
    const Fitted *fitted;
    Tail tail;
    double v[HISTORY], x[HISTORY];
    size_t count;
} Walk;

static double walk_to(Walk *walk, double v) {
    double guess[HISTORY];
    for (size_t i = 0; i < walk->count; i++) guess[i] = walk->x[i];
    for (size_t order = 1; order < walk->count; order++) /* Neville */
        for (size_t i = 0; i + order < walk->count; i++)
            guess[i] = ((v - walk->v[i + order]) * guess[i] - (v - walk->v[i]) * guess[i + 1]) /
                       (walk->v[i] - walk->v[i + order]);
    double x = walk->fitted->distribution->standard(walk->fitted, v, walk->tail, walk->count > 0 ? guess[0] : NAN);
    if (walk->count == HISTORY)
        for (size_t i = 1; i < HISTORY; i++) walk->v[i - 1] = walk->v[i], walk->x[i - 1] = walk->x[i];
    else
        walk->count++;
    walk->v[walk->count - 1] = v;
    walk->x[walk->count - 1] = x;
    return x;
}

static double distance_1_to_99(const Fitted *fitted) {
    return fabs(fitted->distribution->standard(fitted, 0.01, TAIL_UPPER, NAN) -
                fitted->distribution->standard(fitted, 0.01, TAIL_LOWER, NAN));
}

/* One tail with 2^bits intervals an octave; gives the largest error seen in the middle of intervals, as
   TOLERANCE counts it. */
static double tabulate_tail(const Fitted *fitted, Tail tail, unsigned bits, double spread, double *coefficient) {
    size_t per_octave = (size_t)1 << bits, count = OCTAVES * per_octave;
    Walk walk = { .fitted = fitted, .tail = tail };
    double value[4], worst = 0;
    const double median = value[0] = walk_to(&walk, 0.5);
    for (size_t interval = count; interval-- > 0;) {
        double octave = ldexp(SMALLEST_PROBABILITY, (int)(interval / per_octave));
        double width = octave / (double)per_octave, left = octave + width * (double)(interval % per_octave);
        value[3] = value[0];
        for (size_t node = 3; node-- > 0;) value[node] = walk_to(&walk, left + width * nodes[node]);
        double rounded[4], *c = coefficient + 4 * interval;
        for (size_t node = 0; node < 4; node++) {
            double size = fabs(value[node]), away = fmax(spread / 8, fabs(value[node] - median));
            rounded[node] = steady(value[node], fmin(size, away));
        }
        cubic_through(rounded, c);
        if (interval % CHECK_EVERY != 0) continue;
        double exact = fitted->distribution->standard(fitted, left + width / 2, tail, value[1]);
        double error = fabs(c[0] + 0.5 * (c[1] + 0.5 * (c[2] + 0.5 * c[3])) - exact);
        worst = fmax(worst, error / fmax(spread, fabs(exact - median)));
    }
    return worst;
}

void tabulate_quantile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    const double spread = distance_1_to_99(fitted);
    for (unsigned bits = COARSEST; bits <= FINEST; bits += 2) {
        size_t count = (size_t)OCTAVES << bits;
        double *table = arena_array(arena, 2 * 4 * count, sizeof *table);
        double lower = tabulate_tail(fitted, TAIL_LOWER, bits, spread, table);
        double upper = tabulate_tail(fitted, TAIL_UPPER, bits, spread, table + 4 * count);
        sampler->table = table;
        sampler->table_count = count;
        sampler->shift = 52 - bits;
        if (lower <= TOLERANCE && upper <= TOLERANCE) return;
    }
}

const double *tabulate_normal_cdf(Arena *arena) {
    double *table = arena_array(arena, 4 * NORMAL_CDF_INTERVALS, sizeof *table);
    double width = 2 * NORMAL_CDF_END / NORMAL_CDF_INTERVALS;
    for (size_t interval = 0; interval < NORMAL_CDF_INTERVALS; interval++) {
        double value[4];
        for (size_t node = 0; node < 4; node++) {
            double below = gsl_cdf_ugaussian_P(-NORMAL_CDF_END + width * ((double)interval + nodes[node]));
            value[node] = steady(below, below);
        }
        cubic_through(value, table + 4 * interval);
    }
    return table;
}
