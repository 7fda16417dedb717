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

/* Warns about the money of the sheet's lines that lies outside the horizon. */
void warn_outside_horizon(Loader *loader, const Sheet *sheet, const Line *lines, size_t line_count);

#endif
