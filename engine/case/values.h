/* What the parts of a case are made of. */
#ifndef CASE_VALUES_H
#define CASE_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/diagnostics.h"

#define NONE SIZE_MAX /* an index that points nowhere */

typedef struct Label {
    const char *id, *name; /* name is the id where the user gave none */
    Place place;           /* of the id's cell */
} Label;

typedef struct Amounts { /* one per period column of the file, in time order; a year's column means all its periods */
    size_t count;
    const int *first_month; /* [count], see table/period.h */
    const double *value;    /* [count], in the units of the cells: not yet multiplied by scale */
    const Place *place;     /* [count] */
    size_t per_cell; /* how many in a row are from one cell: 4 of a year in a quarterly case; 0: none is from a cell */
    size_t carried;  /* how many of its cells are blank and hold the last value */
    const bool *is_blank; /* [count] which; NULL: nobody knows */
} Amounts;

/* How what has a phase moves with its slip. */
typedef enum DelayRule { DELAY_SHIFT, DELAY_EXTEND } DelayRule;

typedef enum MoneyKind { KIND_REVENUE, KIND_CAPITAL, MONEY_KIND_COUNT } MoneyKind;

extern const char *const money_kind_names[MONEY_KIND_COUNT];

#endif
