/* Within what each kind of number of a case must be, in one table: the same rule and the same words in every file. */
#ifndef CASE_READING_BOUNDS_H
#define CASE_READING_BOUNDS_H

#include "case/reading/row.h"

/* name, least, most (both allowed), whether money, and what is said of it in `"x" is not what` */
#define BOUNDS(BOUND)                                                                                                  \
    BOUND(PROBABILITY, 0, 1, NUMBER_PLAIN, "a probability, from 0 to 1 or 0% to 100%")                                 \
    BOUND(SHARE, 0, 1, NUMBER_PLAIN, "a share from 0% to 100%")                                                        \
    BOUND(CORRELATION, -1, 1, NUMBER_PLAIN, "a correlation, from -1 to 1")                                             \
    BOUND(RATE_OF_DEBT, 0, 0.5, NUMBER_PLAIN, "a rate from 0% to 50%")                                                 \
    BOUND(LIFE_OF_ASSET, 1, 100, NUMBER_PLAIN, "a life in years, from 1 to 100")                                       \
    BOUND(LIFE_OF_OPTION, 1.0 / 12, 500, NUMBER_PLAIN, "a life of up to 500 years")                                    \
    BOUND(TERM_OF_LOAN, 1, 100, NUMBER_PLAIN, "a term in years, from 1 to 100")                                        \
    BOUND(YEARS_TO_PAY_BACK, 0.1, 100, NUMBER_PLAIN, "a number of years, up to 100")                                   \
    BOUND(UNITS, 0, 1e12, NUMBER_PLAIN, "a number of units, 0 or more")                                                \
    BOUND(UNITS_ABOVE_NONE, 0, 1e12, NUMBER_PLAIN, "a number of units, above 0")                                       \
    BOUND(OVERHEAD, 0, 10, NUMBER_PLAIN, "a part of the cost, 0 or more")                                              \
    BOUND(WEIGHT, 0, 1e9, NUMBER_PLAIN, "a weight, above 0")                                                           \
    BOUND(MOST_MONEY, 0, 1e15, NUMBER_MONEY, "an amount, 0 or more")                                                   \
    BOUND(YEARLY_PAY, 1, 1e9, NUMBER_MONEY, "a yearly pay")                                                            \
    BOUND(YEAR_OF_SCHEDULE, 1, 1000, NUMBER_PLAIN, "a year, counted from 1")

#define BOUND_NAME(name, least, most, rule, what) BOUND_##name,
typedef enum Bound { BOUNDS(BOUND_NAME) BOUND_COUNT } Bound;
#undef BOUND_NAME

/* As row_number, and an error outside of its bounds. A blank cell leaves *value as it is. */
Reading row_within(const Row *row, size_t column, Bound bound, double *value);

#endif
