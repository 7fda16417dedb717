/* Numbers that the mathematics library or GSL have worked out, rounded so that no figure depends on their last bits, which
   differ from one machine to the next. What is left does not, short of a tie. */
#ifndef SAMPLE_STEADY_H
#define SAMPLE_STEADY_H

#include <math.h>

/* Binary digits that are kept of a normal correlation, of 1: 2^−30 is the last. */
enum { CORRELATION_DIGITS = 31 };

/* x rounded to this many binary digits of scale. */
static inline double steady(double x, double scale, int digits) {
    int exponent;
    frexp(scale, &exponent);
    const double quantum = ldexp(1, exponent - digits);
    return isfinite(x) && scale > 0 ? nearbyint(x / quantum) * quantum : x;
}

#endif
