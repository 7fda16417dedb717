/* What money is made of: posts, lamps, families, prices. */
#ifndef CASE_QUANTITIES_H
#define CASE_QUANTITIES_H

#include "case/uncertainty.h"
#include "case/values.h"
#include "formula/order.h"
#include "formula/units.h"

/* Its level in a period is own × cells, own × formula, or own alone; then its phase's slip moves it. */
typedef struct Quantity {
    Label label;
    const char *unit_text; /* as written, "" when blank */
    Unit unit;
    const char *owner, *source, *note;
    /* levels, never multiplied by scale; held until the next column, 0 before the first; count 0: none */
    Amounts cells;
    const Formula *formula; /* NULL: none */
    Uncertainty own;
    size_t phase; /* NONE: it does not move. What a slip opens at the start is 0 */
    DelayRule on_delay;
    bool uses_own_past; /* with others of its group; then it has no phase, and own is certain, 1 */
    Place place;        /* of its row */
} Quantity;

enum { MOST_UNREAD_UNITS = 20 };

/* Formulas of quantities and lines. */
typedef struct FormulaCounts {
    size_t all, units_checked;
    const char *unread[MOST_UNREAD_UNITS]; /* [unread_count] units of what they name, as written, that cannot be read */
    size_t unread_count;
} FormulaCounts;

#endif
