/* What lines have really come to. */
#ifndef CASE_REGISTERS_ACTUALS_H
#define CASE_REGISTERS_ACTUALS_H

#include "case/values.h"

/* What a line has really come to, nominal. */
typedef struct Actual {
    size_t line;
    int until_month; /* the month after the last that is known */
    Amounts amounts; /* in the units of the cells; those until then */
    Place place;
} Actual;

#endif
