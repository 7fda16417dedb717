/* Trials in which a formula divides by 0: what is worked out of them is not a number, and figures of the trials leave
   them out. */
#ifndef STUDY_SIMULATION_ODD_TRIALS_H
#define STUDY_SIMULATION_ODD_TRIALS_H

#include "base/arena.h"

/* [*count] the trials that are finite in all rows, rising; NULL: all of them are. rows: [row][trial] */
size_t *finite_trials(Arena *arena, const double *rows, size_t row_count, size_t trials, size_t *count);

/* Leaves those that are kept: [row][trial] → [row][count], in place. */
void keep_trials(double *rows, size_t row_count, size_t trials, const size_t *kept, size_t count);

#endif
