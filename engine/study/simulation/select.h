/* Order statistics without sorting. */
#ifndef STUDY_SIMULATION_SELECT_H
#define STUDY_SIMULATION_SELECT_H

#include <stddef.h>

/* Puts into place the values of the given ranks, rising: values[rank] is what sorting would put there, smaller ones
   are before it and larger ones after. Quickselect on all ranks together: O(n log rank_count), where GSL's
   gsl_stats_select takes one rank at a time. NaN is above all
   numbers. */
void select_ranks(double *values, size_t count, const size_t *ranks, size_t rank_count);

/* For qsort: ranks, rising. */
int compare_ranks(const void *a, const void *b);

#endif
