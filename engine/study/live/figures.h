/* The figures that a live page must find again: of the plan and of a simulation, every default figure of every result of
   a view, in the order of the results. */
#ifndef STUDY_LIVE_FIGURES_H
#define STUDY_LIVE_FIGURES_H

#include "bizcase/simulate.h"
#include "study/views.h"

/* What is known of a figure's distribution: mean, its standard error, standard deviation, minimum, maximum, probability
   below 0 and of reaching the plan, expected shortfall, then the percentiles. */
enum { LIVE_SIMULATED = 8 + BIZCASE_PERCENTILE_COUNT };

/* "mean" … "P99", statistic < LIVE_SIMULATED. */
const char *live_statistic_name(Arena *arena, size_t statistic);

/* Which figures a page has: their indices. */
size_t live_default_figures(Arena *arena, size_t **figures);

/* figures: [result][figure]. Returns how many numbers. */
size_t live_plan_figures(Arena *arena, const Case *the_case, const View *view, size_t result_count,
    const BizcaseAppraisal *appraisal, double **figures);

/* figures: [result][figure][LIVE_SIMULATED]. */
size_t live_simulated_figures(Arena *arena, const Case *the_case, const View *view, size_t result_count,
    const BizcaseSimulation *simulation, double **figures);

#endif
