/* Every number of a case that somebody must answer for: what it is, who says so, and how much net present value moves with
   it. */
#ifndef REPORT_SECTIONS_ASSUMPTION_LIST_H
#define REPORT_SECTIONS_ASSUMPTION_LIST_H

#include <stdbool.h>

#include "bizcase/sensitivity.h"
#include "case/case.h"

typedef struct Assumption {
    const char *kind, *id, *name; /* "cost", "driver", "probability" … */
    const char *value, *range;    /* for people: "£1.2m", "35%"; "25% to 45%" or "" */
    double number, low, high;     /* NaN where it is not one number, or has no range */
    bool has_unit;                /* the value says its unit itself */
    const char *unit, *date, *owner, *source, *note;
    Place place; /* file NULL: it is in no file */
    /* [body] NPV while this number goes over its range, from the tornado; NULL: it moves nothing. */
    const double *npv_least, *npv_most;
    const char *effect_over;          /* "P10 to P90", "10% either way"; without an effect, why it is missing, or "" */
    bool has_no_owner, has_no_source; /* where there should be one */
    const char *weak;                 /* what its source is no more than: "illustrative"; NULL: it names one, or none */
} Assumption;

typedef struct AssumptionList {
    Assumption *items; /* those that move joint NPV most first */
    size_t count;
} AssumptionList;

/* study: with a tornado; NULL: effects are not known. Texts are the arena's or the case's. */
AssumptionList assumption_list(Arena *arena, const Case *the_case, const BizcaseSensitivity *study);

/* The length of the bar, of joint NPV for body 0; 0 without an effect. */
double assumption_swing(const Assumption *item, size_t body);

/* The value with its unit: "6% a year". */
const char *assumption_value(Arena *arena, const Assumption *item, const char *currency);

#endif
