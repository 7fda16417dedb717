/* Names of periods as people type them, from April of a year on: "2018/19", "2018/19 Q1", "2018-04". */
#ifndef TESTS_SUPPORT_PERIOD_NAMES_H
#define TESTS_SUPPORT_PERIOD_NAMES_H

#include <stdio.h>

enum { PERIOD_NAME = 16 };

/* months: of a period; t: how many come before it. */
static inline void period_name(char name[PERIOD_NAME], unsigned first_year, unsigned months, unsigned t) {
    const unsigned month = t * months, year = first_year + month / 12, next = (year + 1) % 100;
    if (months == 12)
        snprintf(name, PERIOD_NAME, "%u/%02u", year % 10000, next);
    else if (months == 3)
        snprintf(name, PERIOD_NAME, "%u/%02u Q%u", year % 10000, next, month % 12 / 3 + 1);
    else
        snprintf(name, PERIOD_NAME, "%u-%02u", (first_year + (month + 3) / 12) % 10000, (month + 3) % 12 + 1);
}

#endif
