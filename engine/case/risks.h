/* Events that may cost money. */
#ifndef CASE_RISKS_H
#define CASE_RISKS_H

#include <stdbool.h>

#include "case/uncertainty.h"
#include "case/values.h"

typedef struct Risk {
    Label label;
    const char *category, *owner, *source, *note;
    bool *in_option; /* [option_count] */
    size_t programme, split;
    MoneyKind kind;
    double probability; /* 0 to 1 */
    Place probability_place;
    Uncertainty impact;          /* in the units of the cells: not yet multiplied by scale; a cost is positive */
    size_t index;                /* its price, into indices; NONE: the deflator */
    int from_month, until_month; /* first month, and the month after the last; INT_MIN and INT_MAX when blank */
    Place from_place;
} Risk;

#endif
