/* Values by period that hold until the next one is given. */
#ifndef CASE_READING_CARRY_H
#define CASE_READING_CARRY_H

#include "case/case.h"

/* values[i] ← the last value at or before month first_month + i × length_months; `before` ahead of the first value. */
void carry_values(
    const Amounts *amounts, double before, int first_month, int length_months, size_t count, double *values);

#endif
