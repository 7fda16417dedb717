/* What of a case counts in a reading of it. */
#ifndef CASE_READINGS_H
#define CASE_READINGS_H

#include "case/case.h"

/* The whole is the case's own reading. */
static inline MoneyReading reading_meant(const Case *the_case, MoneyReading reading) {
    return reading == READING_WHOLE ? the_case->reading : reading;
}

/* The part of a line that moves through the councils' books, 0 to 1. */
double line_cash_part(const Line *line);

/* The part of a line that counts. */
double counted_part(const Case *the_case, const Line *line, MoneyReading reading);

/* Whether a line counts in one of the readings, a set of READING_BIT. */
bool counts_in(const Case *the_case, const Line *line, unsigned readings);
/* Whether it counts in the whole. */
bool counts(const Case *the_case, const Line *line);

/* Whether a line has money in the horizon; a formula is taken to have. */
bool line_has_money(const Case *the_case, const Line *line);

/* [council] whose money a reading leaves out; NULL: nobody's. Memory is the arena's. */
const bool *councils_left_out(Arena *arena, const Case *the_case, MoneyReading reading);

/* Whether a reading can differ from the whole: a line of another weight has money in some option, or somebody's money is
   left out. */
bool reading_differs(const Case *the_case, MoneyReading reading);

/* The same case with another reading as its whole. */
Case case_in_reading(const Case *the_case, MoneyReading reading);

#endif
