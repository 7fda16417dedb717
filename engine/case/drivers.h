/* Assumptions that several lines share. */
#ifndef CASE_DRIVERS_H
#define CASE_DRIVERS_H

#include "case/uncertainty.h"
#include "case/values.h"
#include "evaluate/meaning.h"

typedef struct Driver {
    Label label;
    const char *unit, *source, *note;
    DriverKind kind;
    bool in_percent; /* it is a growth or a share, or was typed with the sign: people read it in per cent */
    Uncertainty uncertainty;
    Amounts path;       /* count 0: no path */
    double path_before; /* what a slip opens at the start of a moved path: its level just before the first period */
    size_t phase;       /* whose slip moves the path; NONE: it does not move */
    DelayRule on_delay;
} Driver;

#endif
