/* How low and how high NPV gets while one assumption goes from one value to another: what a tornado's bar is long. */
#ifndef STUDY_SENSITIVITY_EXTREMES_H
#define STUDY_SENSITIVITY_EXTREMES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/lanes.h"

/* How many values of a range are looked at before the best are closed in on. */
enum {
    POINTS_STRAIGHT = 2,       /* NPV is a straight line: the ends say all */
    POINTS_ONE_BY_ONE = 17,    /* each takes an evaluation of its own */
    POINTS_AT_ONCE = LANES - 1 /* with the plan's they are one block */
};

typedef struct NpvCurve {
    double low, high, plan; /* the plan's value counts too, wherever it lies */
    size_t points;
    size_t body_count;
    double zero_money; /* a difference smaller than this is rounding error */
    /* NPV at some values, at most LANES: [value][body]. */
    void (*evaluate)(void *context, const double *values, size_t count, double *npv);
    void *context;
} NpvCurve;

typedef struct NpvExtremes {
    const double *at_low, *at_high, *least, *most; /* [body] NPV */
    const double *least_at, *most_at;              /* [body] the assumption's value there */
} NpvExtremes;

NpvExtremes npv_extremes(Arena *arena, const NpvCurve *curve);

#endif
