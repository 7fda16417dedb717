/* How many units are paid or charged for: a number × a driver's or a quantity's value in the period. */
#ifndef CASE_REGISTERS_VOLUMES_H
#define CASE_REGISTERS_VOLUMES_H

#include <stddef.h>

typedef struct Volume {
    double units;            /* where the driver or quantity is 1; 1 where the cell names one itself; NaN: blank */
    size_t driver, quantity; /* one of them, or both NONE */
} Volume;

#endif
