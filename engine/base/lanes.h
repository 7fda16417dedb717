/* How many trials are side by side in one block: the length of every innermost loop. */
#ifndef BASE_LANES_H
#define BASE_LANES_H

/* A tile is a part of a block, so small that the flows of all results of a tile stay in the processor's nearest cache. */
enum { LANES = 128, TILE = 32 };

static inline void lanes_fill(double *restrict row, double value) {
    for (int k = 0; k < LANES; k++) row[k] = value;
}

static inline void tile_fill(double *restrict row, double value) {
    for (int k = 0; k < TILE; k++) row[k] = value;
}

#endif
