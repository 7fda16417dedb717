/* The cells that say a volume. */
#ifndef CASE_REGISTERS_VOLUME_CELLS_H
#define CASE_REGISTERS_VOLUME_CELLS_H

#include "case/reading/bounds.h"
#include "case/registers/volumes.h"

/* The columns `units`, a number within the bound or the name of a driver or quantity, and `driver`. What is wrong with them is
   reported. */
Volume row_volume(const Row *row, size_t units, size_t driver, Bound bound);

/* Whether it names a driver or a quantity. */
static inline bool volume_moves(const Volume *volume) {
    return volume->driver != NONE || volume->quantity != NONE;
}

#endif
