/* A few figures of the plan and nothing else: what is asked of very many cases. */
#ifndef STUDY_PLAN_FIGURES_H
#define STUDY_PLAN_FIGURES_H

#include "evaluate/block.h"
#include "model/compile.h"

/* figures: indices of the table. Gives [view][1 + council][figure] with the bits of an appraisal, all programmes together;
   infinite where a payback never comes or never was needed, NaN if missing. */
double *plan_figures(Arena *arena, const Case *the_case, const View *views, uint32_t view_count, const size_t *figures,
    size_t wanted_count);

#endif
