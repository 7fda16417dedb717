/* What a line's money is worth in price-base prices. */
#ifndef MODEL_PRICES_H
#define MODEL_PRICES_H

#include "case/case.h"

/* The periods in which prices are followed: the horizon and what lies between it and the price base. */
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

/* The price factors of a case, each made when it is first asked for. */
typedef struct Prices {
    Arena *arena;
    const Case *the_case;
    const double *deflator, *nominal, *general; /* [period]: the deflator's level, 1 ÷ it, 1 */
    const double **relative;                    /* [index] → [period]: an index's level ÷ the deflator's */
} Prices;

Prices prices_open(Arena *arena, const Case *the_case);

/* Factor on the amounts of a line or risk in each period; the prices'. A nominal one is deflated; a real one whose index
   is not the deflator gets its relative price change, index ÷ deflator (HM Treasury, The Green Book, 2026,
   on real and relative prices). */
const double *price_factors(Prices *prices, bool nominal, size_t index);

/* Value of a path in each period: 1 before its first, the last carried forward; NULL when there is none. */
double *path_values(Arena *arena, const Settings *settings, const Amounts *path);

/* A profile over the horizon, × scale; what falls outside is left out. */
double *profile_values(Arena *arena, const Settings *settings, const Amounts *amounts);

#endif
