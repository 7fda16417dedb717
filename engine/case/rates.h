/* Rates by year: discount schedules, and indices of prices. */
#ifndef CASE_RATES_H
#define CASE_RATES_H

#include "case/values.h"

typedef struct Schedule { /* rates by year; year k is between year k − 1 and year k */
    const char *name, *source;
    size_t band_count;
    const int *from_year;        /* [band_count], rising, the first is 1 */
    const double *rate_per_year; /* [band_count], fractions */
    const char *words;           /* of a built-in one, for sentences; NULL: its name */
} Schedule;

/* The built-in schedules, rows in schedules.c. */
extern const Schedule builtin_schedules[];
extern const size_t builtin_schedule_count;

typedef struct Index {
    Label label;
    const char *source;
    Amounts growth; /* yearly, fractions */
} Index;

#endif
