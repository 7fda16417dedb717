/* In which order quantities are worked out. */
#ifndef FORMULA_ORDER_H
#define FORMULA_ORDER_H

#include "formula/formula.h"

/* Quantities that use each other's past, or one by itself. */
typedef struct OrderGroup {
    uint32_t first, count; /* in order.quantities */
    /* worked out together, period by period; these have no phase and no distribution of their own */
    bool uses_own_past;
} OrderGroup;

typedef struct QuantityOrder {
    const uint32_t *quantities; /* [count] each uses the present of earlier ones only */
    const OrderGroup *groups;   /* [group_count] each uses earlier groups only, and itself */
    uint32_t group_count;
} QuantityOrder;

/* formulas: [count], NULL for a quantity with cells or a number of its own; ids: [count] for messages. A quantity may use
   itself through prev() and lag() by 1 or more, but not through total(); every other circle is reported, once, with its
   members in the order of their use, and false returned. */
bool formula_order(Arena *arena, const Formula *const *formulas, const char *const *ids, uint32_t count,
    QuantityOrder *order, Diagnostics *diagnostics);

#endif
