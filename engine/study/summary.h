/* A column of outcomes → what is reported of it. */
#ifndef STUDY_SUMMARY_H
#define STUDY_SUMMARY_H

#include "bizcase/simulate.h"
#include "evaluate/figure.h"

/* Fills the numbers of summary from outcomes, [count], which are rearranged. The result depends on the outcomes and
   their order alone. */
void outcomes_summarise(const Figure *figure, double *outcomes, size_t count, BizcaseDistribution *summary);

/* Puts into place the values of the given ranks, rising: outcomes[rank] is what sorting would put there, smaller ones
   stand before it and larger ones after. Quickselect on all ranks together: O(n log rank_count), where GSL's
   gsl_stats_select takes one rank at a time. No NaN. */
void select_ranks(double *outcomes, size_t count, const size_t *ranks, size_t rank_count);

/* Quantile of type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", American Statistician 50 (1996):
   at position (count − 1)·p between the order statistics, which select_ranks has put into place. */
double quantile_type_7(const double *outcomes, size_t count, double p);

#endif
