/* Results looked for one after another: as bizcase_appraisal_find and bizcase_simulation_find, from *from on, which is where
   the one before was found. So those that are asked for in their order are each found at once. */
#ifndef STUDY_FIND_NEXT_H
#define STUDY_FIND_NEXT_H

#include "bizcase/appraise.h"
#include "bizcase/simulate.h"

const BizcaseResult *appraisal_find_next(const BizcaseAppraisal *appraisal, const BizcaseScope *scope, size_t *from);
const BizcaseDistribution *simulation_find_next(
    const BizcaseSimulation *simulation, const BizcaseScope *scope, size_t figure, size_t *from);

#endif
