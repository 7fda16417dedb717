/* Tables of quadratics for draw.c. An interval takes two words: the value where it begins, and the next two coefficients
   in single precision, so that two loads fetch it. The probability v, counted from the nearer end, runs from
   SMALLEST_PROBABILITY to ½ in octaves; each octave is cut into 2^k equal intervals, so that the leading bits of v name
   the interval. */
#ifndef SAMPLE_TABULATE_H
#define SAMPLE_TABULATE_H

#include "base/arena.h"
#include "sample/distribution.h"
#include "sample/draw.h"

/* Sets rows, table_count and shift to the standard quantile of fitted, which must have one. */
void tabulate_quantile(Arena *arena, const Fitted *fitted, Sampler *sampler);

/* [NORMAL_CDF_INTERVALS][2 words] */
const uint64_t *tabulate_normal_cdf(Arena *arena);

#endif
