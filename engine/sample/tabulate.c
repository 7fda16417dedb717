#include "sample/tabulate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "sample/steady.h"

enum {
    OCTAVES = 32,
    COARSEST = 5,    /* 2⁵ intervals an octave do for all but extreme shapes */
    FINEST = 11,     /* 2 tails × 32 octaves × 2¹¹ × 2 words: 2 megabytes */
    CHECK_EVERY = 5, /* intervals; odd, so that the checks wander over the octave */
    HISTORY = 4
};

/* Of the distance between the quantiles at 1 % and 99 %, or from the median where that is more: a tenth of what is
   promised. */
#define TOLERANCE 1e-7

/* Chebyshev–Lobatto nodes of a quadratic. */
static const double nodes[3] = { 0, 0.5, 1 };

/* Binary digits of a node: what is lost is far below the tolerance. */
enum { NODE_DIGITS = 27 };

/* The quadratic through values at the nodes, as an interval's two words. */
static void quadratic_through(const double value[3], uint64_t words[2]) {
    const float slope = (float)(4 * value[1] - 3 * value[0] - value[2]);
    const float curve = (float)(2 * (value[0] - 2 * value[1] + value[2]));
    uint32_t low, high;
    memcpy(&low, &slope, sizeof low);
    memcpy(&high, &curve, sizeof high);
    memcpy(&words[0], &value[0], sizeof words[0]);
    words[1] = (uint64_t)high << 32 | low;
}

/* In the middle, where the interpolation meets a node, rounding of the coefficients is all the error; so between. */
static double quadratic_at(const uint64_t words[2], double t) {
    const uint32_t low = (uint32_t)words[1], high = (uint32_t)(words[1] >> 32);
    double start;
    float slope, curve;
    memcpy(&start, &words[0], sizeof start);
    memcpy(&slope, &low, sizeof slope);
    memcpy(&curve, &high, sizeof curve);
    return start + t * ((double)slope + t * (double)curve);
}

/* The quantile along falling v: the last few points, extrapolated, are the guess for the next. */
typedef struct TableWalk {
    const Fitted *fitted;
    Tail tail;
    double v[HISTORY], x[HISTORY];
    size_t count;
} TableWalk;

static double walk_to(TableWalk *walk, double v) {
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

/* One tail with 2^bits intervals an octave; gives the largest error seen a quarter into intervals, as TOLERANCE counts
   it. */
static double tabulate_tail(const Fitted *fitted, Tail tail, unsigned bits, double spread, uint64_t *rows) {
    size_t per_octave = (size_t)1 << bits, count = OCTAVES * per_octave;
    TableWalk walk = { .fitted = fitted, .tail = tail };
    double value[3], worst = 0;
    const double median = value[0] = walk_to(&walk, 0.5);
    for (size_t interval = count; interval-- > 0;) {
        double octave = ldexp(SMALLEST_PROBABILITY, (int)(interval / per_octave));
        double width = octave / (double)per_octave, left = octave + width * (double)(interval % per_octave);
        value[2] = value[0];
        for (size_t node = 2; node-- > 0;) value[node] = walk_to(&walk, left + width * nodes[node]);
        double rounded[3];
        for (size_t node = 0; node < 3; node++) {
            double size = fabs(value[node]), away = fmax(spread / 8, fabs(value[node] - median));
            rounded[node] = steady(value[node], fmin(size, away), NODE_DIGITS);
        }
        quadratic_through(rounded, rows + 2 * interval);
        if (interval % CHECK_EVERY != 0) continue;
        double exact = fitted->distribution->standard(fitted, left + width / 4, tail, value[0]);
        double error = fabs(quadratic_at(rows + 2 * interval, 0.25) - exact);
        worst = fmax(worst, error / fmax(spread, fabs(exact - median)));
    }
    return worst;
}

void tabulate_quantile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    const double spread = distance_1_to_99(fitted);
    for (unsigned bits = COARSEST; bits <= FINEST; bits += 2) {
        size_t count = (size_t)OCTAVES << bits;
        uint64_t *rows = arena_array(arena, 2 * 2 * count, sizeof *rows);
        double lower = tabulate_tail(fitted, TAIL_LOWER, bits, spread, rows);
        double upper = tabulate_tail(fitted, TAIL_UPPER, bits, spread, rows + 2 * count);
        sampler->rows = rows;
        sampler->table_count = count;
        sampler->shift = 52 - bits;
        if (lower <= TOLERANCE && upper <= TOLERANCE) return;
    }
}

const uint64_t *tabulate_normal_cdf(Arena *arena) {
    uint64_t *rows = arena_array(arena, (size_t)2 * NORMAL_CDF_INTERVALS, sizeof *rows);
    double width = 2 * NORMAL_CDF_END / NORMAL_CDF_INTERVALS;
    for (size_t interval = 0; interval < NORMAL_CDF_INTERVALS; interval++) {
        double value[3];
        for (size_t node = 0; node < 3; node++) {
            double below = gsl_cdf_ugaussian_P(-NORMAL_CDF_END + width * ((double)interval + nodes[node]));
            value[node] = steady(below, below, NODE_DIGITS);
        }
        quadratic_through(value, rows + 2 * interval);
    }
    return rows;
}
