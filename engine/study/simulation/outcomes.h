/* Outcomes of trials that are all there → what is reported of them. */
#ifndef STUDY_SIMULATION_OUTCOMES_H
#define STUDY_SIMULATION_OUTCOMES_H

#include "base/arena.h"
#include "study/kernel.h"
#include "study/simulation/summary.h"

/* Fills the numbers of summary. plan: see CellGrid. outcomes: [count], unchanged. */
void outcomes_summarise(Arena *arena, const Kernel *kernel, const Figure *figure, double plan, const double *outcomes,
    size_t count, BizcaseDistribution *summary);

#endif
