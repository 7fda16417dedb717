/* How money falls on councils. */
#ifndef CASE_SPLITS_H
#define CASE_SPLITS_H

#include <stdbool.h>

#include "case/values.h"

/* One cell of a split row. */
typedef struct Share {
    double weight; /* when driver is NONE and it is not the rest */
    size_t driver; /* NONE: weight holds */
    bool is_rest;
    Place place;
} Share;

typedef struct SplitRow {
    int from_month; /* INT_MIN: from the beginning */
    Share *shares;  /* [council_count] */
    bool has_rest;
    double tolerance; /* a part: a driver's path is held while it stays within this of what was last taken */
    Place place;
} SplitRow;

/* splits[0] is `equal`; splits[1 + c] gives council c everything; the user's own follow. */
typedef struct Split {
    Label label;
    SplitRow *rows; /* in time order */
    size_t row_count;
} Split;

#endif
