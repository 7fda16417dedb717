/* The plan with everything that can be changed about it as levers: set some, and see what becomes of the figures. */
#ifndef STUDY_SENSITIVITY_LAB_H
#define STUDY_SENSITIVITY_LAB_H

#include "bizcase/sensitivity.h"
#include "model/compile.h"
#include "study/kernel.h"
#include "study/views.h"

typedef enum LeverKind {
    LEVER_INPUT,    /* index: the input */
    LEVER_LINE,     /* index: the line */
    LEVER_CATEGORY, /* category: its name */
    LEVER_SIDE,     /* index: LineSide */
    LEVER_RATE,     /* of the first year; other bands move as far */
    LEVER_BIAS,
    LEVER_SHARE /* index: the split; council: whose; the others keep their proportions */
} LeverKind;

typedef struct Lever {
    BizcaseLever shown;
    LeverKind kind;
    size_t index, council;
    const char *category;
} Lever;

/* A lever set to a value. */
typedef struct Pull {
    const Lever *lever;
    double value;
} Pull;

typedef struct Lab {
    Arena *arena;
    Case *the_case;
    const Kernel *kernel;
    Model model;         /* of the plan; every line has an input */
    double *plan_inputs; /* [input] */
    Views views;         /* each option against the baseline, or absolute where there is none; the main one first */
    size_t body_count;
    size_t alternative_count; /* the views', and doing nothing, which is worth 0, where that can be chosen */
    Lever *levers;
    size_t lever_count;
    size_t evaluations;
    WantedFigure *figures;                  /* npv, then payback, then one that was asked for */
    double *lanes, *results, *spare_inputs; /* working memory */
    void *scratch;
} Lab;

enum { LAB_NPV, LAB_PAYBACK, LAB_OTHER, LAB_FIGURES };

/* Memory is the arena's. figure: LAB_OTHER. BIZCASE_BAD_REQUEST adds a diagnostic. */
BizcaseStatus lab_open(Arena *arena, Case *the_case, const char *option, size_t figure, Lab *lab);

/* out: [view][body][LAB_FIGURES]. */
void lab_try(Lab *lab, const Pull *pulls, size_t count, double *out);

/* One lever at each of some values, at most LANES: out is [value][view][body][LAB_FIGURES]. Quicker than one by one. */
void lab_scan(Lab *lab, const Lever *lever, const double *values, size_t count, double *out);

static inline double lab_value(const Lab *lab, const double *out, size_t view, size_t body, size_t figure) {
    return out[(view * lab->body_count + body) * LAB_FIGURES + figure];
}

static inline size_t lab_out_count(const Lab *lab) {
    return lab->views.count * lab->body_count * LAB_FIGURES;
}

/* The same lab over a variant of its case that has the same rows: its levers are good for both. Its evaluations are its own. */
void lab_vary(const Lab *lab, Case *variant, Lab *varied);

/* What the main option has over the best other alternative; +∞ when there is no other. */
double lab_lead(const Lab *lab, const double *out, size_t body);
/* 1 for the best of the alternatives. */
size_t lab_rank(const Lab *lab, const double *out, size_t body);

/* NULL when there is none. */
const Lever *lab_find(const Lab *lab, const char *name);

#endif
