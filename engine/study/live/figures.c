#include "study/live/figures.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "evaluate/figure.h"
#include "study/find_next.h"

size_t live_default_figures(Arena *arena, size_t **figures) {
    size_t count = 0;
    *figures = arena_array(arena, figure_count, sizeof **figures);
    for (size_t f = 0; f < figure_count; f++)
        if (figure_table[f]->by_default) (*figures)[count++] = f;
    return count;
}

size_t live_plan_figures(Arena *arena, const Case *the_case, const View *view, size_t result_count,
    const BizcaseAppraisal *appraisal, double **figures) {
    size_t *wanted, filled = 0, from = 0;
    const size_t count = live_default_figures(arena, &wanted);
    *figures = arena_array(arena, result_count * count, sizeof **figures);
    for (size_t r = 0; r < result_count; r++) {
        const BizcaseScope scope = scope_of(the_case, view, r);
        const BizcaseResult *result = appraisal_find_next(appraisal, &scope, &from);
        for (size_t f = 0; f < count; f++) (*figures)[filled++] = result ? result->figures[wanted[f]] : NAN;
    }
    return filled;
}

static const struct {
    const char *name;
    size_t offset; /* in BizcaseDistribution */
} statistics[LIVE_SIMULATED - BIZCASE_PERCENTILE_COUNT] = {
    { "mean", offsetof(BizcaseDistribution, mean) },
    { "standard error", offsetof(BizcaseDistribution, standard_error) },
    { "standard deviation", offsetof(BizcaseDistribution, sd) },
    { "minimum", offsetof(BizcaseDistribution, min) },
    { "maximum", offsetof(BizcaseDistribution, max) },
    { "chance of being negative", offsetof(BizcaseDistribution, probability_negative) },
    { "chance of the plan or better", offsetof(BizcaseDistribution, probability_at_least_plan) },
    { "expected shortfall", offsetof(BizcaseDistribution, expected_shortfall_5) },
};
enum { STATISTIC_COUNT = sizeof statistics / sizeof *statistics };

const char *live_statistic_name(Arena *arena, size_t statistic) {
    if (statistic < STATISTIC_COUNT) return statistics[statistic].name;
    return arena_format(arena, "P%g", bizcase_percentiles()[statistic - STATISTIC_COUNT]);
}

static void take_distribution(const BizcaseDistribution *from, double *to) {
    for (size_t i = 0; i < LIVE_SIMULATED; i++) to[i] = NAN;
    if (!from) return;
    for (size_t i = 0; i < STATISTIC_COUNT; i++) memcpy(to + i, (const char *)from + statistics[i].offset, sizeof *to);
    memcpy(to + STATISTIC_COUNT, from->percentiles, sizeof from->percentiles);
}

size_t live_simulated_figures(Arena *arena, const Case *the_case, const View *view, size_t result_count,
    const BizcaseSimulation *simulation, double **figures) {
    size_t *wanted, filled = 0, from = 0;
    const size_t count = live_default_figures(arena, &wanted);
    *figures = arena_array(arena, result_count * count * LIVE_SIMULATED, sizeof **figures);
    for (size_t r = 0; r < result_count; r++) {
        const BizcaseScope scope = scope_of(the_case, view, r);
        for (size_t f = 0; f < count; f++, filled += LIVE_SIMULATED)
            take_distribution(simulation_find_next(simulation, &scope, wanted[f], &from), *figures + filled);
    }
    return filled;
}
