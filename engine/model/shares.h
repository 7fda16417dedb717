/* Splits → every council's share in every period. */
#ifndef MODEL_SHARES_H
#define MODEL_SHARES_H

#include "case/case.h"
#include "evaluate/plan.h"
#include "model/inputs.h"

/* Sets plan->splits. growth_of_driver: [driver] into plan->growths, or NO_INDEX. */
void shares_compile(
    Arena *arena, const Case *the_case, const Inputs *inputs, const uint32_t *growth_of_driver, Plan *plan);

/* An uncertain split's parts, [council][period], before they are brought to 1; NULL of a certain one. */
double *parts_at(Arena *arena, const Plan *plan, size_t split, const double *inputs);

/* A split's shares, [council][period], with the inputs, [input], at these values. */
double *shares_at(Arena *arena, const Plan *plan, size_t split, const double *inputs);

#endif
