/* What a line's money is worth in price-base prices. */
#ifndef MODEL_PRICES_H
#define MODEL_PRICES_H

#include "case/case.h"

/* Level of an index in each period of the horizon, 1 in the price base: prices grow by each period's yearly rate, by the
   fraction of a year that the period is; 0 growth before the first, the last carried forward. index NONE: 1. */
double *index_levels(Arena *arena, const Case *the_case, size_t index);

/* Factor on the amounts of a line or risk in each period. A nominal one is deflated; a real one whose index is not the
   deflator gets its relative price change, index ÷ deflator (HM Treasury, The Green Book, 2018, 5.11 to 5.13). */
double *price_factors(Arena *arena, const Case *the_case, bool nominal, size_t index);

/* Value of a path in each period: 1 before its first, the last carried forward; NULL when there is none. */
double *path_values(Arena *arena, const Settings *settings, const Amounts *path);

/* A profile over the horizon, × scale; what falls outside is left out. */
double *profile_values(Arena *arena, const Settings *settings, const Amounts *amounts);

#endif
