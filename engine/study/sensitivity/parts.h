/* The parts of the sensitivity study, one file each, and what they share. */
#ifndef STUDY_SENSITIVITY_PARTS_H
#define STUDY_SENSITIVITY_PARTS_H

#include "evaluate/figure_table.h"
#include "study/sensitivity/ensemble.h"
#include "study/sensitivity/extremes.h"
#include "study/sensitivity/regression.h"
#include "study/sensitivity/what_if.h"

/* What the parts work on. */
typedef struct SensitivityStudy {
    WhatIf *what_if;
    const BizcaseSensitivityRequest *request;
    const Ensemble *ensemble;     /* NULL for parts that do not need trials */
    const Regression *regression; /* see study_regression */
    BizcaseSensitivity *shown;    /* where a part adds its rows; what the plan is worth is there before */
} SensitivityStudy;

/* A part: its file defines sensitivity_name, and has its row in BIZCASE_SENSITIVITY_PARTS. */
typedef struct SensitivityPart {
    bool needs_trials;
    unsigned effort; /* of a part that needs trials, in thousandths of the whole study */
    /* BIZCASE_BAD_REQUEST adds a diagnostic; BIZCASE_STOPPED by progress. */
    BizcaseStatus (*run)(SensitivityStudy *study);
} SensitivityPart;

#define PART_ROW(FLAG, name, value) extern const SensitivityPart sensitivity_##name;
BIZCASE_SENSITIVITY_PARTS(PART_ROW)
#undef PART_ROW

/* Fitted for the first part that asks. */
const Regression *study_regression(SensitivityStudy *study);

/* Whether the tornado has a row for the lever, and from where to where it goes there: P10 to P90, or the request's ranges.
   False when it goes nowhere. */
bool tornado_has(const Lever *lever);
bool tornado_range(
    const WhatIf *what_if, const Lever *lever, const BizcaseSensitivityRequest *request, double *low, double *high);
/* Of every price index, with its growth less and more by a part of it. */
void add_index_effects(WhatIf *what_if, double range, BizcaseSensitivity *shown);
/* The row of a lever, along whose range NPV goes as the curve says. */
BizcaseTornadoRow tornado_row(Arena *arena, size_t lever, const NpvCurve *curve);
/* Widest first, without those that move nothing. Returns how many are left. */
size_t tornado_order(BizcaseTornadoRow *rows, size_t count, size_t body_count, double zero_money);
/* NPV of every body of the main view, [body], with a lever at a value. */
static inline void what_if_main_npv(
    WhatIf *what_if, double *out, const LeverChange *changes, size_t count, double *npv) {
    what_if_try(what_if, changes, count, out);
    for (size_t b = 0; b < what_if->body_count; b++) npv[b] = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
}

/* Payback that never comes within the horizon, or never was needed, is NaN in results, with the figure's own note. */
static inline double shown_payback(double years) {
    return __builtin_isfinite(years) ? years : __builtin_nan("");
}

static inline const char *payback_note(double years) {
    return __builtin_isinf(years) ? figure_table[FIGURE_PAYBACK_YEARS]->why_missing(NULL, NULL, years) : NULL;
}

/* For qsort, where the largest value is to come first, and what is not a number last. 0: what else says the order. */
static inline int compare_largest_first(double a, double b) {
    if (__builtin_isnan(a) || __builtin_isnan(b)) return __builtin_isnan(a) - __builtin_isnan(b);
    return (a < b) - (a > b);
}

#endif
