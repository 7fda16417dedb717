/* Rounding that casts: rounded parts add up to their rounded total. */
#ifndef REPORT_DOCUMENT_ROUNDING_H
#define REPORT_DOCUMENT_ROUNDING_H

#include <stddef.h>

#include "base/arena.h"

/* A table of sums is [rows][columns] with totals in row 0 and in column 0; its corner is the grand total. Every entry
   becomes a multiple of step (> 0), the corner the nearest one, and every row and column adds up. A table that does not
   add up in the first place, or holds a NaN, is rounded entry by entry. */
void round_table(Arena *arena, double *table, size_t rows, size_t columns, double step);

/* The same where row 0 and column 0 are multiples of step that add up already: only the inside is rounded. */
void round_inside(Arena *arena, double *table, size_t rows, size_t columns, double step);

/* parts[count] become multiples of step that add up to total, which is rounded to the nearest and returned. */
double round_list(Arena *arena, double *parts, size_t count, double total, double step);

/* amounts[count]: a sum, then its parts; or a sum alone. */
void round_sum(Arena *arena, double *amounts, size_t count, double step);

/* steps[rows][columns] lead from one list to another, from[columns] and to[columns], which are cast sums as above: every
   column then does so to the digit, and every row is a cast sum. */
void round_walk(
    Arena *arena, double *steps, size_t rows, size_t columns, const double *from, const double *to, double step);

/* The nearest multiple of step; halves away from zero. */
double round_to_step(double value, double step);

#endif
