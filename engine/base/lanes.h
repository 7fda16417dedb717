/* How many trials stand side by side in one block: the length of every innermost loop. */
#ifndef BASE_LANES_H
#define BASE_LANES_H

enum { LANES = 128 };

static inline void lanes_fill(double *restrict row, double value) {
    for (int k = 0; k < LANES; k++) row[k] = value;
}

#endif
