/* Options, scenarios and versions of a case side by side; between two, which changes moved net present value. */
#ifndef BIZCASE_COMPARE_H
#define BIZCASE_COMPARE_H

#include <stdint.h>

#include "bizcase/appraise.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A column of the comparison. */
typedef struct BizcaseComparedSide {
    const char *label, *option, *versus; /* versus NULL: absolute */
    size_t body_count;
    const char *const *bodies; /* "joint", council ids */
    const char *const *names;  /* "joint", what the councils are called */
    const char *currency;      /* "£" */
    const double *figures;     /* [body][bizcase_figure_count()] of all programmes; NaN if missing */
    double eac_life;           /* as of BizcaseResult */
    int eac_life_is_own;
    const char *title, *digest;            /* of the case; title "" where it has none */
    const char *option_name, *versus_name; /* what they are called; versus_name NULL: absolute */
    const int *has_stake; /* [reading × body_count + body] 1: money of the option or of its baseline falls on it */
} BizcaseComparedSide;

/* A cell that differs, or a row that only one has. */
typedef struct BizcaseCellChange {
    const char *file, *row, *column;        /* column "": the whole row */
    const char *before, *after;             /* "" if missing */
    const char *before_place, *after_place; /* "costs.csv:12:9"; "" if missing */
    size_t change;                          /* into steps; step_count: no figure depends on it */
    /* [body of the first side] £ by which it moves net present value, a gain is positive: that of the second side less that
       of the same with this cell, or row, as the first has it. Of the cells of the largest changes, BIZCASE_CELLS_WEIGHED at
       most; NULL: not worked out, or there is no such case. */
    const double *npv;
    const char *title; /* for people: "Existing data centres (costs.csv), 2019/20" */
} BizcaseCellChange;

enum { BIZCASE_CELLS_WEIGHED = 250 };

/* What a group of changed cells, a row of a file or several, moved. */
typedef struct BizcaseBridgeStep {
    const char *what;    /* "costs.csv: datacentre" */
    const double *npv;   /* [body] £, a gain is positive; all steps add up to the second side's NPV less the first's */
    const double *error; /* [body] £, standard error of npv; 0 when exact */
    const char *title;   /* for people: "Existing data centres (costs.csv)" */
    size_t row_count;    /* that it holds */
    int holds_smaller;   /* the smaller changes of a file that has many */
} BizcaseBridgeStep;

/* As many changes documents for people show one by one; data files hold all. */
enum { BIZCASE_CHANGES_SHOWN = 20 };

typedef struct BizcaseComparison {
    size_t side_count;
    const BizcaseComparedSide *sides;
    int has_bridge; /* there are two sides with the same councils */
    size_t cell_count;
    const BizcaseCellChange *cells;
    size_t step_count;
    /* largest effect on joint or a council first; smaller changes that are one at the end */
    const BizcaseBridgeStep *steps;
    int is_exact;         /* every order of the changes was counted; else some, drawn at random */
    uint64_t evaluations; /* of cases between the two */
} BizcaseComparison;

typedef struct BizcaseCompareRequest {
    size_t size;                            /* see bizcase.h */
    const BizcaseCaseRequest *const *sides; /* [side_count]; one: its options side by side */
    const char *const *labels;              /* [side_count]; not looked at when there is one side */
    size_t side_count;
    const char *option; /* id; NULL: the option that a side marks as preferred, else the first side's */
    unsigned threads;   /* 0: one a processor; results do not depend on it */
    /* Nonzero stops. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
} BizcaseCompareRequest;

/* Each change's part of the difference is its Shapley value: what it adds, on average over all orders in which the changes
   can be made (L. S. Shapley, A value for n-person games, 1953). With more than 12 changed rows, over orders drawn at
   random, each with its reverse; every order's steps add up to the difference, so the averages do too. With more than 100
   changed rows, those of a file whose amounts change least are one change, "costs.csv: 40 smaller changes".
   BIZCASE_CASE_WRONG, BIZCASE_NOT_READ, BIZCASE_BAD_REQUEST: the first side for which it is so; BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_compare(
    const BizcaseCompareRequest *request, BizcaseComparison **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_comparison_free(BizcaseComparison *comparison);
BIZCASE_API BizcaseStatus bizcase_comparison_document(const BizcaseComparison *comparison, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif
