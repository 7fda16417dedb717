/* Phases of the work, whose slips move lines. */
#ifndef CASE_PHASES_H
#define CASE_PHASES_H

#include "case/uncertainty.h"
#include "case/values.h"

typedef struct Phase {
    Label label;
    int start_month, end_month; /* both inclusive */
    size_t *after;              /* [after_count] into phases */
    size_t after_count;
    Uncertainty slip_months;
} Phase;

#endif
