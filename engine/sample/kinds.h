/* What the files of the distributions share; their rows are in distribution_table.c. */
#ifndef SAMPLE_KINDS_H
#define SAMPLE_KINDS_H

#include "sample/distribution.h"
#include "sample/draw.h"

/* The quantile of every kind that has a standard form. */
double quantile_by_standard(const Fitted *fitted, double u);

/* Mean 0, standard deviation 1; only its quantile function is meant to be used. */
Fitted standard_normal(void);

/* Makes fitted always value. */
void fit_constant(Fitted *fitted, double value);

/* NULL, or a clause when shape has not exactly count numbers, or one of them is not positive. */
const char *check_positive_shape(
    Arena *arena, const Distribution *distribution, const DistributionInput *input, size_t count);

/* NULL, or a clause when a shape is so extreme that its draws would not be accurate: such a beta is a yes or no, and such
   a gamma a normal or nothing. */
const char *check_tabulable(Arena *arena, const char *what, double shape);

#endif
