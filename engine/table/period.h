/* Periods and months as people type them. A month is counted from January of year 0: 2018-04 is 2018 × 12 + 3. */
#ifndef TABLE_PERIOD_H
#define TABLE_PERIOD_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct Period {
    int first_month;   /* months since January of year 0 */
    int length_months; /* 12, 3 or 1 */
} Period;

/* 2018/19, 2018-19, 2018/2019; 2018/19 Q3 (Q1 is April to June); 2018-04, Apr-18, Apr 2018. false when it is not a period.
   2018-19 is a financial year; 2018-04 a month (a second part from 01 to 12 is a month unless it is the next year:
   2011-12 is the financial year, as 2012 follows 2011). */
bool period_parse(const char *text, Period *period);

/* Among periods of `months` months each (0: not known): where those are months, 2011-12 is December. */
bool period_parse_among(const char *text, int months, Period *period);

/* A month only: 2017-12, 2011-12, Dec-17, Dec 2017. */
bool month_parse(const char *text, int *month);

/* "2018/19", "2018/19 Q3" or "2018-04" ("Dec 2011" where that would read as a financial year): reads back as the same. */
const char *period_text(Arena *arena, Period period);
/* "January 2021" */
const char *month_text(Arena *arena, int month);
/* The April in which the financial year that holds a month begins. */
int financial_year_start(int month);
/* The financial year that holds a month, "2020/21". */
const char *financial_year_text(Arena *arena, int month);

/* The period that a text most likely means, as it should be written: "Sept-18" is "Sep-18", "FY2018/19" is "2018/19",
   "Q1 2018/19" is "2018/19 Q1". NULL when it means none. */
const char *period_meant(Arena *arena, const char *text);

/* What to write for a period that a spreadsheet made a date of: 18-Apr of Apr-18, 01/04/2018 or its number 43191 of
   2018-04. NULL when the text is no date. */
const char *date_hint(Arena *arena, const char *text);
/* A spreadsheet makes Dec-11 of the year 2011/12: the month has the number of the year that follows its own. */
bool month_may_be_year(int month);
/* A hint for a text that is no period: what it most likely means, or how periods are written. */
const char *period_hint(Arena *arena, const char *text);

#endif
