/* Rounding that casts: rounded parts add up to their rounded total. A headline is no part: it is rounded by itself, so that
   it is the same wherever it is shown. */
#ifndef REPORT_DOCUMENT_ROUNDING_H
#define REPORT_DOCUMENT_ROUNDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* What a reader would stumble over. Functions below set what they did and leave the rest, so that one may collect what was
   done to all of a table. */
typedef struct Casting {
    bool parts_moved;  /* a part is not at its nearest multiple, so that parts add up */
    bool totals_apart; /* headlines do not add up as they are rounded */
} Casting;

/* A table of sums is [rows][columns] with totals in row 0 and in column 0; its corner is the grand total. Every entry
   becomes a multiple of step (> 0), the corner the nearest one, and every row and column adds up. A table that does not
   add up in the first place, or holds a NaN, is rounded entry by entry. */
void round_table(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting);

/* The same, but all of row 0 are headlines. Every column adds up to its own; rows do as far as row 0 does. */
void round_under_headlines(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting);

/* The same where row 0 and column 0 are multiples of step already, and column 0 adds up: only the inside is rounded. */
void round_inside(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting);

/* parts[count] become multiples of step that add up to total, which is rounded to the nearest and returned. */
double round_list(Arena *arena, double *parts, size_t count, double total, double step, Casting *casting);

/* amounts[count]: a sum, then what it is the sum of, all headlines; or a sum alone. */
void round_headlines(double *amounts, size_t count, double step, Casting *casting);

/* steps[rows][columns] lead from one list of headlines to another, from[columns] and to[columns], multiples of step: every
   column then does so to the digit, and rows add up as far as the headlines do. */
void round_walk(Arena *arena, double *steps, size_t rows, size_t columns, const double *from, const double *to,
    double step, Casting *casting);

/* The nearest multiple of step; halves away from zero. */
double round_to_step(double value, double step);

#endif
