/* Whether the money of a file can be in the scale that the case names, and in the units of its own distribution. */
#ifndef CASE_SCALE_CHECKS_H
#define CASE_SCALE_CHECKS_H

#include "case/reading/row.h"

/* Where the case has a scale: amounts that look as if they were in units of 1. lines: those of one
   file. */
void check_scale(Loader *loader, const Line *lines, size_t line_count);

/* A line's own distribution multiplies its amounts: one in money instead is an error, others that are large are doubtful.
   first: the first of the columns of uncertainty. amounts: what the line comes to. */
void check_own_range(const Row *row, size_t first, const Line *line, const Amounts *amounts);

/* The same of what multiplies a formula, or the cells of a quantity of which `largest` is the largest; 0: it is not known.
   what: "formula" */
void check_range_of_levels(const Row *row, size_t first, const Fitted *own, double largest, const char *what);

#endif
