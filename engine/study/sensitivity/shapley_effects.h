/* Shapley effects of groups of inputs on the variance of any function of drawn inputs: see BizcaseCause. */
#ifndef STUDY_SENSITIVITY_SHAPLEY_EFFECTS_H
#define STUDY_SENSITIVITY_SHAPLEY_EFFECTS_H

#include "study/sensitivity/variance_indices.h"

typedef struct ShapleyEffects {
    BizcaseEstimate *shares; /* [group][output]; NaN where the output does not vary */
    double *sd;              /* [output] of the points that are not left out; 0 if missing */
    uint64_t evaluations;
} ShapleyEffects;

/* The problem's groups have no input in common, together hold all that vary, and do not depend on each other. A point whose
   outputs are not all numbers is left out of that output. False when progress has stopped it. Memory is the arena's. */
bool shapley_effects(Arena *arena, const IndexProblem *problem, ShapleyEffects *effects);

/* Evaluations that a point costs. */
static inline size_t shapley_cost(size_t group_count) {
    return group_count + 1;
}

#endif
