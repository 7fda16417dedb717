/* What a line's money is worth in price-base prices. */
#ifndef MODEL_PRICES_H
#define MODEL_PRICES_H

#include "case/price_levels.h"

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

/* Value of a path in each period: 1 before its first, the last carried forward; NULL if missing. */
double *path_values(Arena *arena, const Settings *settings, const Amounts *path);

/* A profile over the horizon, × scale; what falls outside is left out. */
double *profile_values(Arena *arena, const Settings *settings, const Amounts *amounts);

#endif
