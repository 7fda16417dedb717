/* Statistics of a simulation that are no number, and why. */
#ifndef REPORT_DOCUMENT_MISSING_STATISTICS_H
#define REPORT_DOCUMENT_MISSING_STATISTICS_H

#include <stdbool.h>

#include "bizcase/simulate.h"

/* False where half of the trials or more never pay back: a mean over the others says nothing of the option. */
bool payback_has_mean(const BizcaseDistribution *payback);
/* Whether a percentile, counted as in bizcase_percentiles, comes before all dates: so many trials have nothing to pay back.
   One that is not a number and is not needed comes after all of them. */
bool payback_is_not_needed(const BizcaseDistribution *payback, size_t percentile);

/* Of a standard error that is none. */
extern const char too_few_trials[];

/* Why there is no mean, nor any other statistic of the outcomes. */
const char *outcomes_note(const BizcaseDistribution *distribution);
/* Why a statistic does not exist: percentile is its place in bizcase_percentiles, or
   BIZCASE_PERCENTILE_COUNT for another statistic. */
const char *statistic_note(const BizcaseDistribution *distribution, const char *statistic, size_t percentile);

#endif
