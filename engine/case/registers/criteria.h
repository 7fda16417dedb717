/* What options are judged by besides money. */
#ifndef CASE_REGISTERS_CRITERIA_H
#define CASE_REGISTERS_CRITERIA_H

#include "case/values.h"

typedef struct Criterion {
    Label label;
    const char *source, *note;
    double weight; /* > 0; weights need not add up to anything */
} Criterion;

#endif
