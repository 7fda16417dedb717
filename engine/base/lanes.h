/* How many trials are side by side in one block: the length of every innermost loop. */
#ifndef BASE_LANES_H
#define BASE_LANES_H

enum { LANES = 128 };

/* A tile is a part of a block, so small that the flows of all its results stay in the processor's nearest cache, and a row
   of one in its registers. */
#ifdef __AVX2__
enum { TILE = 32 };
#else
enum { TILE = 16 };
#endif

static inline void lanes_fill(double *restrict row, double value) {
    for (int k = 0; k < LANES; k++) row[k] = value;
}

static inline void tile_fill(double *restrict row, double value) {
    for (int k = 0; k < TILE; k++) row[k] = value;
}

#endif
