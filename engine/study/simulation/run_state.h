/* A run while it goes on: what run.c gathers, and part.c packs and adds. */
#ifndef STUDY_SIMULATION_RUN_STATE_H
#define STUDY_SIMULATION_RUN_STATE_H

#include <stdatomic.h>

#include "study/simulation/run.h"

/* Blocks whose figures are gathered before they are counted, column by column: a column's counters are then fetched from a
   further cache once for all. */
enum { BLOCKS_AT_ONCE = 4 };

/* What one thread works in. */
typedef struct Workspace {
    double *values;  /* [input][LANES] */
    double *figures; /* [block][column][LANES] */
    double *slips;   /* [phase][LANES] */
    void *draw_scratch, *evaluate_scratch;
    Tally *tallies;                /* [column] */
    size_t *capacities;            /* [column] of tallies[].outcomes */
    Randomisation *randomisations; /* [randomisation][column] */
    uint64_t *agreed;              /* [max(1, randomisation)][view] */
} Workspace;

struct RunState {
    RunRequest request;
    BlockRequest block;
    FigureColumn *columns;
    size_t column_count, randomisation_count;
    size_t *npv_columns; /* [view][council] */
    uint64_t chunk_trials, chunk_count, pilot_chunks, first_chunk, end_chunk;
    Workspace *workspaces;
    CellGrid *grids;               /* [column] */
    uint8_t *kept;                 /* [column][cell] */
    uint32_t *first_fine;          /* [column][cell + 1] */
    double *thresholds;            /* [column][percentile] */
    double *pilot;                 /* [column][pilot trial] */
    double *pilot_copies;          /* [thread][pilot trial] */
    double *kept_parts;            /* [column] of the pilot's outcomes */
    TallySums *sums;               /* [chunk from first_chunk][column] */
    Randomisation *randomisations; /* [column][randomisation], when finished */
    double *spare;                 /* [column][2 × randomisation], see FigureColumn */
    double *slips;                 /* [chunk from first_chunk][slip_sum_count] */
    double width;
    atomic_bool out_of_memory;
    uint64_t chunks_before; /* for progress */
};

#endif
