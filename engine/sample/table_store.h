/* Tables of quantiles that all studies of a case share: each is made when one first asks for it. Threads may ask side by
   side. */
#ifndef SAMPLE_TABLE_STORE_H
#define SAMPLE_TABLE_STORE_H

#include "base/arena.h"
#include "sample/distribution.h"
#include "sample/draw.h"

typedef struct TableStore TableStore;

/* Lives as long as the arena. */
TableStore *table_store_new(Arena *arena);

/* Sets sampler as tabulate_quantile does; the table is the store's. False when there is no memory. */
bool table_store_take(TableStore *store, const Fitted *fitted, Sampler *sampler);

#endif
