#include "study/simulation/odd_trials.h"

#include <math.h>

size_t *finite_trials(Arena *arena, const double *rows, size_t row_count, size_t trials, size_t *count) {
    bool *is_odd = arena_array(arena, trials, sizeof *is_odd);
    size_t odd = 0, found = 0;
    for (size_t r = 0; r < row_count; r++)
        for (size_t i = 0; i < trials; i++) is_odd[i] |= !isfinite(rows[r * trials + i]);
    for (size_t i = 0; i < trials; i++) odd += is_odd[i];
    *count = trials - odd;
    if (odd == 0) return NULL;
    size_t *kept = arena_array(arena, trials - odd, sizeof *kept);
    for (size_t i = 0; i < trials; i++)
        if (!is_odd[i]) kept[found++] = i;
    return kept;
}

void keep_trials(double *rows, size_t row_count, size_t trials, const size_t *kept, size_t count) {
    for (size_t r = 0; r < row_count; r++)
        for (size_t i = 0; i < count; i++) rows[r * count + i] = rows[r * trials + kept[i]];
}
