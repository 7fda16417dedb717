/* The period columns of a row: money of a profile, or values that carry forward. */
#ifndef CASE_AMOUNTS_H
#define CASE_AMOUNTS_H

#include "case/reading/row.h"

/* Blank is 0. Negative amounts are warned about. */
Amounts row_profile(const Row *row);
/* The two halves of it. */
Amounts row_amounts(const Row *row);
void warn_negative(const Row *row, const Amounts *amounts);
/* Whether some amount is written, be it 0. */
bool row_has_amounts(const Row *row);

/* What each value of a path must be: NULL, or a clause for `"x" ...`, with a hint or NULL. */
typedef const char *(*PathCheck)(double value, const char **hint);

/* What blank cells before the first value are. */
typedef enum LeadingBlanks { LEADING_BLANKS_ARE_ERRORS, LEADING_BLANKS_ARE_ZERO } LeadingBlanks;

/* A row that is blank in all periods has no path: count 0. In others a blank cell carries the last value. */
Amounts row_path(const Row *row, PathCheck check, LeadingBlanks leading);

/* Warns about the money of the sheet's lines that is outside the horizon. */
void warn_outside_horizon(Loader *loader, const Sheet *sheet, const Line *lines, size_t line_count);

/* Where a row says what it gives a year, from when to when. */
typedef struct SpreadColumns {
    size_t amount, from, to;
} SpreadColumns;

/* The amount of each period of the horizon from the first to the last that is named, both inclusive; a year means all
   of its periods. is_whole_sum: the amount is spread over them evenly, and is not one a year. Warns of what falls
   outside the horizon. */
Amounts row_spread(const Row *row, const SpreadColumns *columns, bool is_whole_sum);

#endif
