/* Rows that add up the rows above them: as lines of their own they count everything twice. */
#ifndef CASE_TOTALS_H
#define CASE_TOTALS_H

#include "case/reading/row.h"

/* Of the lines of a file, as its rows; amounts [count], of a formula what it comes to: an error where a line is in every period the sum of at least two above it and is
   called a total, else a warning; a warning where it is only called one. */
void check_line_totals(
    Loader *loader, const Sheet *sheet, const Line *lines, const Amounts *const *amounts, size_t count);

/* The same of the files that a kind says it of (`totals`), before they are read. A row that is a total for certain is then
   taken out. */
void check_totals(Loader *loader);

#endif
