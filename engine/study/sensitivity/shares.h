/* Shares of the variance of NPV that add up: whose money it is, and what causes it. */
#ifndef STUDY_SENSITIVITY_SHARES_H
#define STUDY_SENSITIVITY_SHARES_H

#include "study/sensitivity/parts.h"
#include "study/sensitivity/variance_indices.h"

/* Adds the causes. problem: NPV by body, as the variance rows were found, which already exist; its groups and points do
   not matter. False when progress has stopped it. */
bool add_causes(SensitivityStudy *study, const IndexProblem *problem, uint64_t most_evaluations);

/* Adds the shares of money, in what is left of the part's progress after so many hundredths. False when progress has stopped it. */
bool add_money_shares(SensitivityStudy *study, uint64_t hundredths_done);

#endif
