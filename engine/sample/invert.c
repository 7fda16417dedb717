#include "sample/invert.h"

#include <float.h>
#include <math.h>

#include "base/elementary.h"

/* Halley's iteration on log probability against y = log x, kept inside a bracket. An error e becomes about e³, so the
   step after one below CLOSE_ENOUGH would be nothing but rounding. */
#define CLOSE_ENOUGH 2e-6

double invert_tail(TailFunction tail_at, const double *shape, double v, Tail tail, double guess) {
    double sign = tail == TAIL_LOWER ? 1 : -1;
    double below = -700, above = 700; /* exp of these is just a double */
    double y = guess > 0 && isfinite(guess) ? logarithm(guess) : 0;
    for (int round = 0; round < 200; round++) {
        TailAt at = tail_at(shape, exponential(y), tail);
        if (isnan(at.probability)) return NAN;
        double excess = at.probability > 0 ? logarithm(at.probability / v) : -INFINITY;
        if (excess == 0) return exponential(y); /* nothing left to correct */
        if (sign * excess > 0)
            above = y;
        else
            below = y;
        double gradient = at.density / at.probability;
        double newton = sign * excess / gradient;
        double step = -newton / (1 - newton * (1 + at.slope - sign * gradient) / 2);
        double share = -step / newton; /* beyond these the curvature here says nothing about there */
        if (!(share > 0.25 && share < 2)) step = -newton;
        /* Asked of Newton's step: Halley's is also small where the curve is sharp. The bracket is not asked any more, for
           its ends are now as near as rounding errors. */
        if (fabs(newton) < CLOSE_ENOUGH) return exponential(y + step);
        y += step;
        if (!(y > below && y < above)) y = below + (above - below) / 2;
        if (above - below < DBL_EPSILON * fabs(y)) return exponential(y);
    }
    return exponential(y);
}
