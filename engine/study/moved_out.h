/* Money that slips move out of the horizon, by line. */
#ifndef STUDY_MOVED_OUT_H
#define STUDY_MOVED_OUT_H

#include "bizcase/appraise.h"
#include "model/compile.h"
#include "study/kernel.h"

/* What is summed over trials: each phase's slip in months, then the time within the horizon of each step that a slip
   moves. */
size_t slip_sum_count(const Plan *plan);

/* Adds lane_count lanes of slips, [phase][LANES] months, to sums, [slip_sum_count]. */
void add_slips(const Kernel *kernel, const Plan *plan, const double *slips, uint32_t lane_count, double *sums);

/* The lines of which anything moved, as mean over `trials`. Returns how many were written to rows [moving_count]. */
size_t moved_out_rows(
    const Case *the_case, const Model *model, const double *sums, double trials, BizcaseMovedOut *rows);

#endif
