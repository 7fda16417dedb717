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
/* The index of a figure by name; bizcase_figure_count() if missing. */
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

/* What an option changes of the baseline. */
typedef enum BizcaseChange {
    BIZCASE_NEW,     /* the option alone has it; without a baseline everything */
    BIZCASE_AVOIDED, /* the baseline alone has it: it is taken off, a negative amount of its side */
    BIZCASE_KEPT     /* both have it, and share it out differently: 0 for all councils */
} BizcaseChange;

/* What a line, or a risk at its expected value, adds to the plan's present values of an option; or lines of a category or of
   a type together. Texts are owned by the case. */
typedef struct BizcasePart {
    const char *option, *versus;         /* as in BizcaseScope: the baseline, where there is one */
    const char *line, *name, *programme; /* id and name; NULL where lines are taken together */
    const char *category, *type; /* NULL where lines are taken together by the other; of a risk type is "risk" */
    int is_cost;                 /* a risk is a cost */
    BizcaseChange change;
    /* [1 + council_count] £, joint, then councils: of costs what is in pv_costs, of benefits what is in pv_benefits, both
       positive, optimism bias included; less than 0 where it is avoided. Where it is kept, a council's is what it has in the
       option less what it has in the baseline. */
    const double *present_values;
    double size; /* £; the largest of them, whatever their sign, 0 or more: what parts are put in order by */
} BizcasePart;

/* The part of the councils' net present values that one council gains and others lose by the same money: of a line that
   option and baseline both have and share out differently; or of the costs, or the benefits, of a category. */
typedef struct BizcaseShift {
    const char *option, *versus;
    const char *line, *name; /* NULL: of the category */
    const char *category;
    int is_cost;
    const double *shifted; /* [council_count] £ of net present value; a gain is positive; adds up to 0 */
} BizcaseShift;

/* What the baseline takes off: pv_costs = new_costs − avoided_costs for all councils, likewise benefits; for a council
   also its part of lines that are kept. Each is [1 + council_count] £ of present value, joint first, and an amount of
   its own name: what is avoided or forgone is positive, too. */
typedef struct BizcaseNetting {
    const char *option, *versus;
    const double *new_costs, *avoided_costs, *new_benefits, *forgone_benefits;
    const double *shift; /* Σ of the shifts: a gain is positive; 0 for all councils */
} BizcaseNetting;

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
    /* Where lines were asked for, of each option against the baseline (of each as it is without one), in the order of the
       results: benefits, then costs, each by change, the largest first. None that is nil. */
    size_t line_count, category_count, type_count;
    const BizcasePart *lines, *by_category, *by_type;
    size_t shift_count;
    const BizcaseShift *shifts; /* of lines, then of categories */
    size_t netting_count;
    const BizcaseNetting *nettings;
} BizcaseAppraisal;

typedef struct BizcaseAppraiseRequest {
    size_t size;        /* see bizcase.h */
    const char *option; /* id; NULL: every option */
    int every_option;   /* nonzero: results of every option all the same; `option` is the main one */
    int lines;          /* nonzero: present values by line, category and type too */
} BizcaseAppraiseRequest;

/* BIZCASE_BAD_REQUEST: there is no such option. BIZCASE_CASE_WRONG: the results are more than a run may hold. */
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
