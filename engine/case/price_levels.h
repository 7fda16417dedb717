/* How prices change over time. */
#ifndef CASE_PRICE_LEVELS_H
#define CASE_PRICE_LEVELS_H

#include "case/case.h"

/* The periods in which prices are followed: the horizon and what is between it and the price base. */
typedef struct PriceSpan {
    int first_month, length_months;
    size_t count, base, start; /* base, start: of the price base and of the horizon's first period, in the span */
} PriceSpan;

PriceSpan price_span(const Settings *settings);

/* An index's yearly growth in each period of the span: 0 before the first given, the last carried forward. */
double *price_growths(Arena *arena, const PriceSpan *span, const Index *index);

/* Its level in each period of the span, 1 in the price base: prices grow by each period's yearly rate, by the fraction of a
   year that the period is. */
double *price_span_levels(Arena *arena, const PriceSpan *span, const Index *index);

/* The same for each period of the horizon. index NONE: 1. */
double *price_levels(Arena *arena, const Case *the_case, size_t index);

#endif
