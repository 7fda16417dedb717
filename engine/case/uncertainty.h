/* How an uncertain value of a case varies. */
#ifndef CASE_UNCERTAINTY_H
#define CASE_UNCERTAINTY_H

#include <stdbool.h>

#include "sample/distribution.h"
#include "table/diagnostics.h"

/* How an uncertain value varies. A certain one is fitted as `fixed`, with constant set. */
typedef struct Uncertainty {
    Fitted fitted;       /* fitted.central is the planning value */
    bool central_blank;  /* the planning value follows from the other columns */
    bool in_percent;     /* a cell of it has the sign: people read it in per cent */
    const char *shape;   /* the cell as written */
    Place place;         /* of the distribution cell, or of the row */
    Place central_place; /* of the planning value's cell, or of the row */
} Uncertainty;

#endif
