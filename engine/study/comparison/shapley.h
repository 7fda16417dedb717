/* What each of several changes adds to a difference, whatever their order: L. S. Shapley, "A value for n-person games",
   Contributions to the Theory of Games II (1953), 307–317. */
#ifndef STUDY_COMPARISON_SHAPLEY_H
#define STUDY_COMPARISON_SHAPLEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { SHAPLEY_MOST_EXACT = 12 };

typedef struct ShapleyGame {
    size_t player_count, value_count;
    /* values[value_count] ← the worth of the players that are in; from several threads. False: it has none. */
    bool (*worth)(void *context, const bool *in, double *values);
    bool (*progress)(void *context, size_t done, size_t total); /* true stops; may be NULL */
    void *context;
    unsigned threads;
    /* worths to look for, about, where there are too many orders to count; 16 orders are always drawn */
    size_t evaluations;
} ShapleyGame;

typedef enum ShapleyOutcome { SHAPLEY_DONE, SHAPLEY_NO_WORTH, SHAPLEY_STOPPED } ShapleyOutcome;

typedef struct ShapleyResult {
    double *parts, *errors; /* [player][value]; errors are standard errors, 0 when exact */
    bool is_exact;
    uint64_t evaluations;
} ShapleyResult;

/* Same bits for any number of threads. */
ShapleyOutcome shapley_values(Arena *arena, const ShapleyGame *game, ShapleyResult *result);

#endif
