/* What a quantity comes to in the plan where its own value is 1: its own value is a factor on its cells or its formula. */
#ifndef STUDY_QUANTITY_LEVELS_H
#define STUDY_QUANTITY_LEVELS_H

#include "bizcase/sensitivity.h"
#include "case/plan_values.h"

/* NULL where the own value is the level itself, or where no period has a level. */
const BizcaseQuantityLevels *quantity_levels(Arena *arena, const PlanValues *values, size_t quantity);

#endif
