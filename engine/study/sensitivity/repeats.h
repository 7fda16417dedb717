/* Quantities whose lever does what another quantity's does. */
#ifndef STUDY_SENSITIVITY_REPEATS_H
#define STUDY_SENSITIVITY_REPEATS_H

#include "case/case.h"

/* [quantity] Whether it is certain, and another one, or that times or divided by a number, and nothing else uses the other
   one: a tenth more of either is a tenth more of both. */
const bool *repeating_quantities(Arena *arena, const Case *the_case);

#endif
