/* Inverts the CDF of a positive variable in logarithms of both axes, where the tail of a power law is straight. */
#ifndef SAMPLE_INVERT_H
#define SAMPLE_INVERT_H

#include "sample/distribution.h"

/* The tail's probability at x. */
typedef struct TailAt {
    double probability; /* below x, or above it */
    double density;     /* x·f(x) */
    double slope;       /* x·f′(x) ÷ f(x) */
} TailAt;

typedef TailAt (*TailFunction)(const double *shape, double x, Tail tail);

/* x > 0 with probability v, 0 < v < 1, in the tail. guess is tried first; NaN: 1. NaN if missing. */
double invert_tail(TailFunction tail_at, const double *shape, double v, Tail tail, double guess);

#endif
