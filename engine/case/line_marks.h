/* Cells that name lines, or whole categories of them. */
#ifndef CASE_LINE_MARKS_H
#define CASE_LINE_MARKS_H

#include "case/reading/row.h"

/* [line_count] the lines that a list of lines, or category:NAME, with ; between means; after costs and benefits are read. */
bool *row_line_marks(const Row *row, size_t column);

#endif
