/* Splits → every council's share in every period. */
#ifndef MODEL_SHARES_H
#define MODEL_SHARES_H

#include "case/case.h"
#include "evaluate/plan.h"
#include "model/levels.h"

/* Sets the splits of the levels' plan. */
void shares_compile(Levels *levels);

/* An uncertain split's parts, [council][period], before they are brought to 1; NULL of a certain one. */
double *parts_at(Arena *arena, const Plan *plan, size_t split, const double *inputs);

/* A split's shares, [council][period], with the inputs, [input], at these values. */
double *shares_at(Arena *arena, const Plan *plan, size_t split, const double *inputs);

#endif
