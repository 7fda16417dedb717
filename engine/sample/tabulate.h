/* Tables of cubics for draw.c. The probability v, counted from the nearer end, runs from SMALLEST_PROBABILITY to ½ in
   octaves; each octave is cut into 2^k equal intervals, so that the leading bits of v name the interval. */
#ifndef SAMPLE_TABULATE_H
#define SAMPLE_TABULATE_H

#include "base/arena.h"
#include "sample/distribution.h"
#include "sample/draw.h"

/* Sets table, table_count and shift to the standard quantile of fitted, which must have one. */
void tabulate_quantile(Arena *arena, const Fitted *fitted, Sampler *sampler);

/* [NORMAL_CDF_INTERVALS][4] */
const double *tabulate_normal_cdf(Arena *arena);

#endif
