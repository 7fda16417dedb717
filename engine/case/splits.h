/* How money falls on councils. */
#ifndef CASE_SPLITS_H
#define CASE_SPLITS_H

#include <stdbool.h>

#include "case/settings.h"
#include "case/values.h"

/* One cell of a split row. */
typedef struct Share {
    double weight;   /* when driver and quantity are NONE and it is not the rest */
    size_t driver;   /* into drivers; NONE: it is not one */
    size_t quantity; /* into quantities: its level in the period is the weight; NONE: it is not one */
    bool is_rest;
    Place place;
} Share;

typedef struct SplitRow {
    int from_month;        /* INT_MIN: from the beginning */
    const bool *in_option; /* [option] that it names; NULL: none, it holds where no row names the option */
    size_t number;         /* among the rows of its split as they are in the file */
    Share *shares;         /* [council_count] */
    bool has_rest;
    double tolerance; /* a part: a driver's path is held while it stays within this of what was last taken */
    Place place;
} SplitRow;

/* splits[0] is `equal`; splits[1 + c] gives council c everything; the user's own follow, then their variants. A split that
   has other rows in some options than in others is itself what it is in the first of them, or where no row names the
   option; a variant is what it is in options that have rows of their own. */
typedef struct Split {
    Label label;
    SplitRow *rows; /* in time order: those of the options that it is for */
    size_t row_count;
    size_t of; /* the split that it is a variant of; itself where it is not one */
    /* [option] the split itself or its variant there, NONE where it has no row; NULL: itself */
    const size_t *in_option;
} Split;

/* How a line with the split is shared in an option; NONE: no row holds there. */
static inline size_t split_in_option(const Split *splits, size_t split, size_t option) {
    return splits[split].in_option ? splits[split].in_option[option] : split;
}

/* Whether a row of the split gives the council something in the horizon. */
bool split_row_gives(const Settings *settings, const Split *split, size_t row, size_t council);

#endif
