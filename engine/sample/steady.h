/* Numbers that the mathematics library or GSL have worked out, rounded so that no figure depends on their last bits, which
   differ from one machine to the next. What is left does not, short of a tie. */
#ifndef SAMPLE_STEADY_H
#define SAMPLE_STEADY_H

#include <math.h>

/* x rounded to this many binary digits of scale. */
static inline double steady(double x, double scale, int digits) {
    int exponent;
    frexp(scale, &exponent);
    const double quantum = ldexp(1, exponent - digits);
    return isfinite(x) && scale > 0 ? nearbyint(x / quantum) * quantum : x;
}

#endif
