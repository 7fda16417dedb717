/* The plan of a case, appraised: every uncertain input at its central value. */
#ifndef BIZCASE_APPRAISE_H
#define BIZCASE_APPRAISE_H

#include <stddef.h>

#include "bizcase/case.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum BizcaseUnit { BIZCASE_MONEY, BIZCASE_RATIO, BIZCASE_RATE, BIZCASE_YEARS } BizcaseUnit;

/* Whose money a figure is of. The whole counts what the economic appraisal counts, the public purse the same without wider
   benefits and without parties that are not public, and cash all money that will leave or come in. */
typedef enum BizcaseReading { BIZCASE_WHOLE, BIZCASE_PUBLIC, BIZCASE_CASH } BizcaseReading;
/* "whole", "public", "cash"; NULL when there is no such reading. */
BIZCASE_API const char *bizcase_reading_name(BizcaseReading reading);

/* What can be said of a cash flow; constants. */
typedef struct BizcaseFigure {
    const char *name;  /* "npv", "payback_years" … */
    const char *label; /* "Net present value" */
    BizcaseUnit unit;
    int higher_is_better;
    int by_default; /* a simulation reports it unless told otherwise */
    int is_payback; /* a moment, which may never come */
    BizcaseReading reading;
} BizcaseFigure;

BIZCASE_API size_t bizcase_figure_count(void);
BIZCASE_API BizcaseFigure bizcase_figure(size_t index);
/* The index of a figure by name; bizcase_figure_count() when there is none. */
BIZCASE_API size_t bizcase_figure_find(const char *name);
/* The index of the same figure of another reading; bizcase_figure_count() where that has none. */
BIZCASE_API size_t bizcase_figure_in_reading(size_t figure, BizcaseReading reading);

/* Whose figures, of what. Ids are owned by the case. */
typedef struct BizcaseScope {
    const char *option;
    const char *versus;    /* the baseline that was taken off; NULL: absolute */
    const char *council;   /* id or "joint" */
    const char *programme; /* id or "total" */
} BizcaseScope;

typedef struct BizcaseResult {
    BizcaseScope scope;
    const double *figures;    /* [bizcase_figure_count()]; NaN where it does not exist */
    const char *const *notes; /* [bizcase_figure_count()]; why a figure does not exist, or NULL */
    size_t irr_root_count;    /* yearly rates in (−99 %, 1000 %) at which NPV is 0, rising */
    const double *irr_roots;
    const double *cash_flow, *discounted, *cumulative; /* [period_count]; net, real, costs negative */
    double eac_life;                                   /* years over which the equivalent annual cost spreads */
    int eac_life_is_own;                               /* 0: the option has none, and they are the horizon's */
} BizcaseResult;

/* A line that the economic appraisal leaves out. */
typedef struct BizcaseExcluded {
    const char *line, *name, *type;
    int is_cost;
    double total; /* over the horizon as entered, × scale, undiscounted; positive */
} BizcaseExcluded;

/* Money of a line that the plan's slip moves out of the horizon. */
typedef struct BizcaseMovedOut {
    const char *line, *name;
    int is_cost;
    double total; /* undiscounted, as entered × scale */
} BizcaseMovedOut;

/* A quantity of the case in the plan, as others use it: with its own value, moved with its phase. */
typedef struct BizcaseQuantity {
    const char *quantity, *name, *unit;
    const char *formula;  /* NULL: it has cells, or a value alone */
    const double *values; /* [period_count]; NaN: no number, and nothing uses it */
} BizcaseQuantity;

typedef struct BizcaseAppraisal {
    size_t period_count;
    const char *const *periods;     /* [period_count] "2018/19" */
    const double *discount_factors; /* [period_count] */
    size_t result_count;
    /* By option; against the baseline first, then absolute; joint first, then councils; total first, then programmes. */
    const BizcaseResult *results;
    /* Joint and total of the main option, which documents are about: the one asked for, else the preferred one, else the
       one whose plan has the highest NPV. */
    BizcaseScope main;
    size_t excluded_count;
    const BizcaseExcluded *excluded;
    size_t moved_out_count;
    const BizcaseMovedOut *moved_out;
    size_t quantity_count;
    const BizcaseQuantity *quantities;
} BizcaseAppraisal;

typedef struct BizcaseAppraiseRequest {
    size_t size;        /* see bizcase.h */
    const char *option; /* id; NULL: every option */
    int every_option;   /* nonzero: results of every option all the same; `option` is the main one */
} BizcaseAppraiseRequest;

/* BIZCASE_BAD_REQUEST: there is no such option. */
BIZCASE_API BizcaseStatus bizcase_appraise(const BizcaseCase *loaded, const BizcaseAppraiseRequest *request,
    BizcaseAppraisal **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_appraisal_free(BizcaseAppraisal *appraisal);

/* NULL when the appraisal has no such result. versus as in BizcaseScope. */
BIZCASE_API const BizcaseResult *bizcase_appraisal_find(const BizcaseAppraisal *appraisal, const BizcaseScope *scope);

BIZCASE_API BizcaseStatus bizcase_appraisal_document(
    const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif
