/* A formula in words: with its numbers put in. */
#ifndef FORMULA_WORDS_H
#define FORMULA_WORDS_H

#include "formula/formula.h"

typedef const char *NumberInWords(const void *context, Arena *arena, double number);

/* The formula's text in a period, with the values of names, words and functions of periods, and with those of functions that
   look at other periods what they add up: of `min(cumulative(lamps) * price, cap)`, `min(cumulative(100 + 240) * 2.5, 900)`.
   Of more than three periods the first, the last, how many and the sum; total() is its value alone. values:
   [node][period], as formula_trace gives them; number NULL: at most ten digits. */
const char *formula_with_numbers(Arena *arena, const Formula *formula, const double *const *values, uint32_t period,
    NumberInWords *number, const void *context);

/* "clamp(x, low, high)" for the reference: how a row of the table of operations is written; "" for a leaf. */
const char *operation_usage(Arena *arena, OperationIndex operation);

#endif
