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
    Uncertainty uncertainty;
    Amounts path; /* count 0: no path */
} Driver;

#endif
