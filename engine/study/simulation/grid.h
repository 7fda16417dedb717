/* The cells of a column of outcomes, laid out from its first trials (the pilot): fine where outcomes are, and kept near
   every percentile that is wanted. */
#ifndef STUDY_SIMULATION_GRID_H
#define STUDY_SIMULATION_GRID_H

#include "bizcase/simulate.h"
#include "evaluate/figure.h"
#include "study/simulation/tally.h"

enum { CELLS_PER_OCTAVE = 128, MOST_OCTAVES = 20, MOST_CELLS = 2 * MOST_OCTAVES * CELLS_PER_OCTAVE };

typedef struct GridRequest {
    const Figure *figure;
    bool keeps_outcomes;
    double width; /* how many standard errors of the pilot's percentiles are kept on each side */
    double plan;  /* see CellGrid */
} GridRequest;

/* Lays the grid out; kept is [MOST_CELLS], zeroed, and first_fine [MOST_CELLS + 1] or NULL when outcomes are kept. pilot
   is [count], rearranged. thresholds get the pilot's percentiles. Returns how large a part of the pilot's outcomes falls
   into kept cells. */
double grid_lay_out(const GridRequest *request, double *pilot, size_t count, uint8_t *kept, uint32_t *first_fine,
    CellGrid *grid, double thresholds[BIZCASE_PERCENTILE_COUNT]);

/* Fine cells of all kept cells. */
size_t grid_fine_count(const CellGrid *grid);

/* The lower end of a cell: outcomes in it are at or above. −∞ for the first. */
double grid_cell_start(const CellGrid *grid, uint32_t cell);

#endif
