/* Direction numbers of Sobol's sequence, for draw_design.c. */
#ifndef SAMPLE_SOBOL_H
#define SAMPLE_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "sample/draw.h"

/* directions ← the numbers that bits 0, 1 … of a point's index add (by exclusive or) to the dimension, which counts
   from 0; the binary point is before the highest bit. I. M. Sobol', USSR Computational Mathematics and Mathematical
   Physics 7 (1967) 86-112, by the recurrence of P. Bratley and B. L. Fox, ACM TOMS 14 (1988) 88-100. */
void sobol_directions(size_t dimension, uint32_t directions[SOBOL_BITS]);

/* sobol_numbers.c */
extern const uint16_t sobol_numbers[];
extern const size_t sobol_number_count;

#endif
