/* What can be changed about a plan without compiling it again. Each function changes the plan in place; what it replaces
   is new and the arena's, so that a copied plan leaves its original as it was. */
#ifndef STUDY_PLAN_CHANGES_H
#define STUDY_PLAN_CHANGES_H

#include "case/case.h"
#include "evaluate/plan.h"

/* Every year's discount rate moves by shift; and that of the modified internal rate of return where the case has none. */
void plan_shift_rate(Arena *arena, const Settings *settings, double shift, Plan *plan);

/* One discount rate for every year; for the modified internal rate of return likewise. */
void plan_set_rate(Arena *arena, const Settings *settings, double rate, Plan *plan);

/* The optimism bias of what the baseline has not; without a baseline, of all. */
void plan_scale_own_bias(Arena *arena, const Case *the_case, double factor, Plan *plan);

/* All that a stream comes to. */
void plan_scale_stream(Arena *arena, uint32_t stream, double factor, Plan *plan);

/* Whose proportions the councils keep that a share is not set for. */
typedef enum KeptProportions {
    KEEP_BY_PERIOD, /* in each period those that they have in it */
    KEEP_FIRST      /* always those of the first period */
} KeptProportions;

/* A council's share of a split in all periods; inputs: [input] values at which the others have their proportions. */
void plan_fix_share(
    Arena *arena, const double *inputs, size_t split, size_t council, double share, KeptProportions kept, Plan *plan);

/* Whether some line of it has optimism bias. */
bool plan_has_bias(const Plan *plan);

#endif
