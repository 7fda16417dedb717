/* From numbers to places on a page, and the round numbers that are written along an axis. */
#ifndef CHART_SCALE_H
#define CHART_SCALE_H

#include <stddef.h>

#include "base/arena.h"

typedef struct Scale {
    double from, to;             /* numbers at the ends; they differ */
    double place_from, place_to; /* where these are */
} Scale;

double scale_place(const Scale *scale, double number);

/* Multiples of step: 1, 2 or 5 times a power of ten. */
typedef struct Ticks {
    double step;
    long long first, last; /* times step */
} Ticks;

/* The finest ticks, no more than most of them (3 or more: 0 may lie inside), from one at or below least to one at or above
   greatest. Anything finite will do; equal numbers get a range around them. */
Ticks scale_ticks(double least, double greatest, size_t most);
double tick_number(const Ticks *ticks, long long index);

/* "−£2.5m": the number of a tick with as many digits as the step needs. */
const char *tick_text(
    Arena *arena, const Ticks *ticks, long long index, const char *prefix, const char *suffix, double divisor);

#endif
