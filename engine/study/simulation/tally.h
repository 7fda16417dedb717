/* What is kept of a column of outcomes (one figure of one result) while trials stream by: counts in cells, sums, and the
   outcomes near the percentiles that are wanted. Counts add up in any order, so threads, runs and machines can share the
   work. The hot part is freestanding, like evaluate/. */
#ifndef STUDY_SIMULATION_TALLY_H
#define STUDY_SIMULATION_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lanes.h"

/* Cells on both sides of a centre: even ones next to it, as wide as unit ÷ cells an octave; twice as wide in each
   octave further out, so that a long tail has cells too. The last on each side is open. */
typedef struct CellGrid {
    double centre, unit;
    unsigned shift;       /* bits of a double that lie inside a cell */
    uint32_t side_count;  /* cells on each side */
    uint8_t *kept;        /* [2 × side_count]: whether outcomes in this cell are wanted */
    bool keeps_outcomes;  /* else those of kept cells are counted in fine cells */
    uint32_t *first_fine; /* [2 × side_count + 1]: a kept cell's fine cells end where the next one's begin; or NULL */
    bool low_is_worst;
    double plan; /* what outcomes are compared with: at least it where low ones are worst, else at most; NaN: nothing */
    /* Outcomes in cells before it (after it, when high ones are worst) are surely among the worst. */
    uint32_t worst_cell;
} CellGrid;

/* Sums over some trials, of outcome − centre where the outcome is finite. */
typedef struct TallySums {
    double sum, squares, worst;
} TallySums;

typedef struct Tally {
    uint32_t *cells;          /* [2 × side_count] how many finite outcomes */
    uint32_t *fine;           /* [fine cell] how many; NULL where outcomes are kept */
    double *lowest, *highest; /* [fine cell] */
    double *outcomes;         /* those in kept cells, in no order */
    size_t outcome_count;     /* there is room for LANES more before every call */
    uint64_t finite, negative, missing, never_back, never_negative; /* the last three: NaN, +∞, −∞ */
    uint64_t reached;                                               /* the plan, infinite ones too */
    double min, max;                                                /* of finite outcomes */
} Tally;

/* Cell of an outcome; infinities fall into the last ones. */
uint32_t tally_cell(const CellGrid *grid, double outcome);

/* Adds lane_count outcomes; sums in an order that depends on nothing but their number. */
void tally_block(const CellGrid *grid, const double *outcomes, uint32_t lane_count, Tally *tally, TallySums *sums);

/* below[i] += how many of the outcomes are below thresholds[i]. */
void tally_below(
    const double *outcomes, uint32_t lane_count, const double *thresholds, uint32_t count, uint64_t *below);

#endif
