/* A what-if model: the plan, with everything that can be changed about it as levers. Set some, and see the figures. */
#ifndef STUDY_SENSITIVITY_WHAT_IF_H
#define STUDY_SENSITIVITY_WHAT_IF_H

#include "bizcase/sensitivity.h"
#include "model/compile.h"
#include "study/kernel.h"
#include "study/sensitivity/categories.h"
#include "study/views.h"

typedef enum LeverKind {
    LEVER_INPUT,    /* index: the input */
    LEVER_LINE,     /* index: the line */
    LEVER_CATEGORY, /* index: the category; reach */
    LEVER_SIDE,     /* index: LineSide; reach */
    LEVER_RATE,     /* of the first year; other bands move as far */
    LEVER_BIAS,     /* of what the baseline has not */
    LEVER_SHARE     /* index: the split; council: whose; the others keep their proportions */
} LeverKind;

/* Which lines a lever on many of them scales, in every option at once: those that options add, or the baseline's too, and
   with them what is avoided. Without a baseline both are all lines. Risks are not lines. */
typedef enum LeverReach { REACH_OWN, REACH_ALL } LeverReach;

typedef struct Lever {
    BizcaseLever shown;
    LeverKind kind;
    size_t index, council;
    LeverReach reach;
    bool is_of_risk; /* an input that is a risk's cost, or whether it happens */
} Lever;

/* A lever set to a value. */
typedef struct LeverChange {
    const Lever *lever;
    double value;
} LeverChange;

typedef struct WhatIf {
    Arena *arena;
    const Case *the_case;
    Diagnostics *problems;
    const Kernel *kernel;
    Model model;         /* of the plan; every line has an input */
    double *plan_inputs; /* [input] */
    Views views;         /* each option against the baseline, or absolute without one; the main one first */
    size_t body_count;
    size_t alternative_count; /* the views', and doing nothing, which is worth 0, where that can be chosen */
    Categories categories;
    Members category_lines;
    Lever *levers;
    size_t lever_count;
    size_t evaluations;
    WantedFigure *figures;   /* npv, then payback, then one that was asked for */
    double *lanes, *results; /* working memory */
    void *scratch;
} WhatIf;

enum { WHAT_IF_NPV, WHAT_IF_PAYBACK, WHAT_IF_OTHER, WHAT_IF_FIGURES };

/* Memory is the arena's. figure: WHAT_IF_OTHER. BIZCASE_BAD_REQUEST adds to the problems. */
BizcaseStatus what_if_open(
    Arena *arena, const Case *the_case, const char *option, size_t figure, WhatIf *what_if, Diagnostics *problems);

/* out: [view][body][WHAT_IF_FIGURES]. */
void what_if_try(WhatIf *what_if, const LeverChange *changes, size_t count, double *out);

/* Whether all that the lever changes is inputs, so that its values, and other levers', can be side by side. */
bool lever_changes_inputs(const Lever *lever);
/* Whether every NPV is a straight line over the lever's values: two points say all. */
bool lever_is_straight(const Lever *lever);

/* Changes of inputs, at most LANES, each tried by itself: out is [change][view][body][WHAT_IF_FIGURES]. All together they take
   the time of one. */
void what_if_try_each(WhatIf *what_if, const LeverChange *changes, size_t count, double *out);
/* The same for pairs of changes, of which each pair is tried by itself. */
void what_if_try_pairs(WhatIf *what_if, const LeverChange (*pairs)[2], size_t count, double *out);

/* One lever at each of some values, at most LANES: out is [value][view][body][WHAT_IF_FIGURES]. Quicker than one by one. */
void what_if_scan(WhatIf *what_if, const Lever *lever, const double *values, size_t count, double *out);

static inline double what_if_value(const WhatIf *what_if, const double *out, size_t view, size_t body, size_t figure) {
    return out[(view * what_if->body_count + body) * WHAT_IF_FIGURES + figure];
}

static inline size_t what_if_out_count(const WhatIf *what_if) {
    return what_if->views.count * what_if->body_count * WHAT_IF_FIGURES;
}

/* The same what-if model over a variant of its case that has the same rows: the levers of one work on the other. Each counts
   its own evaluations. */
void what_if_vary(const WhatIf *what_if, const Case *variant, WhatIf *varied);

/* What the main option has over the best other alternative; +∞ when there is no other. */
double what_if_lead(const WhatIf *what_if, const double *out, size_t body);
/* 1 for the best of the alternatives. */
size_t what_if_rank(const WhatIf *what_if, const double *out, size_t body);

/* Whether options add the line to what the baseline has; without a baseline they add all. */
bool line_is_own(const Case *the_case, size_t l);
bool line_is_of_baseline(const Case *the_case, size_t l);

/* NULL if missing. */
const Lever *what_if_find(const WhatIf *what_if, const char *name);

#endif
