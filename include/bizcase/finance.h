/* The financial case: cash by financial year, at the prices of the day, against budgets, with its funding, and how likely
   the envelope is to be broken. NPV holds neither interest nor minimum revenue provision; what is here does: the two are
   never added up. */
#ifndef BIZCASE_FINANCE_H
#define BIZCASE_FINANCE_H

#include <stdint.h>

#include "bizcase/appraise.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Money of a council in a financial year, nominal. Costs are positive, and so are savings and funding. */
typedef enum BizcaseFinanceRow {
    BIZCASE_CAPITAL,          /* capital spending */
    BIZCASE_ONE_OFF,          /* one-off revenue spending, redundancy and VAT in it */
    BIZCASE_RUNNING,          /* recurring revenue spending, transfers in it */
    BIZCASE_SUNK,             /* spent already, or in budgets already: counts nowhere below */
    BIZCASE_SAVINGS,          /* cash-releasing benefits, but for capital receipts */
    BIZCASE_EXISTING_REVENUE, /* budgets.csv; else the baseline's running costs less its savings, by the plan */
    BIZCASE_EXISTING_CAPITAL,
    BIZCASE_RETAINED,           /* costs that a council keeps outside the case: for the reader */
    BIZCASE_STRANDED,           /* overhead that stays: a cost */
    BIZCASE_NET_RUNNING,        /* running + stranded − existing revenue budget − savings + those released */
    BIZCASE_CAPITAL_BY_REVENUE, /* how capital spending is funded … */
    BIZCASE_CAPITAL_BY_RESERVES,
    /* Of funding.csv, and the case's own; negative: capital that comes back beyond what is spent in a year, and is held for
       later. */
    BIZCASE_CAPITAL_BY_RECEIPTS,
    BIZCASE_CAPITAL_BY_GRANT,
    BIZCASE_CAPITAL_BY_BORROWING,
    BIZCASE_CAPITAL_GAP,        /* … and what is not: charged as borrowing is, where the asset's life is known */
    BIZCASE_ONE_OFF_BY_REVENUE, /* the same of one-off revenue spending */
    BIZCASE_ONE_OFF_BY_RESERVES,
    BIZCASE_ONE_OFF_BY_RECEIPTS,
    BIZCASE_ONE_OFF_BY_GRANT,
    BIZCASE_ONE_OFF_GAP,
    BIZCASE_CFR_OPEN,  /* capital financing requirement */
    BIZCASE_MRP,       /* minimum revenue provision */
    BIZCASE_CFR_CLOSE, /* open + capital − funded other than by borrowing − MRP */
    BIZCASE_INTEREST,
    BIZCASE_LOAN_PRINCIPAL, /* repaid to lenders: cash, but no charge on revenue */
    BIZCASE_PAYMENTS,       /* to other councils, less those from them; nothing in sum */
    /* The call on the revenue budget: net running + one-off + capital by revenue − one-off by reserves, receipts and
       grant + interest + MRP + payments. */
    BIZCASE_NET_REVENUE,
    BIZCASE_NET_REVENUE_STREAM, /* council tax and general grant */
    BIZCASE_RECEIPTS, /* cash-releasing benefits that are capital: they fund capital, before borrowing, and no budget */
    BIZCASE_RECEIPTS_HELD, /* what no capital of the case has used by the end of the year */
    BIZCASE_SAVINGS_RELEASED, /* savings taken from budgets that the option releases: in the release already, counted once */
    BIZCASE_FINANCE_ROW_COUNT
} BizcaseFinanceRow;

typedef struct BizcaseFinanceRowName {
    const char *name, *label; /* "capital_by_borrowing", "Capital funded by borrowing" */
} BizcaseFinanceRowName;

BIZCASE_API BizcaseFinanceRowName bizcase_finance_row(BizcaseFinanceRow row);

/* A step from the net present value to the cash of the option. The last is the sum of those before it. */
typedef struct BizcaseReconciliationItem {
    const char *name, *label;
    const double *values; /* [body] */
} BizcaseReconciliationItem;

enum { BIZCASE_CONFIDENCES = 4 };
/* 0.1, 0.5, 0.8, 0.9 */
BIZCASE_API const double *bizcase_confidences(void);

/* One financial year of a body over the trials. */
typedef struct BizcaseAffordability {
    double net_revenue[BIZCASE_CONFIDENCES]; /* percentiles of the call on revenue */
    double capital[BIZCASE_CONFIDENCES];     /* percentiles of capital spending */
    double plan_net_revenue, plan_capital;   /* of the plan with what the trials have, see BizcaseEnvelope */
    double above_plan;                       /* probability that the call on revenue is above that plan's */
    double over_budget; /* probability that net running is above 0: running costs exceed budget and savings */
    double capital_gap, one_off_gap; /* probabilities that funding does not suffice */
} BizcaseAffordability;

typedef struct BizcaseEnvelope {
    double ever_above_plan, ever_over_budget, ever_capital_gap, ever_one_off_gap; /* probabilities, in any year */
    double over_all_years; /* probability that the whole cost is above the plan's */
    /* Whole cost over all years of the plan as the trials have it, with optimism bias or without, and with the risk register:
       what all of this is set against; and of the plan as it is. */
    double plan_total, plan_total_as_set;
    /* To be held on top of plan_total, of capital, one-off, net running cost and payments, over all years, to be enough with
       this confidence; [0] is below the plan mostly. */
    double contingency[BIZCASE_CONFIDENCES];
    double peak_cash[BIZCASE_CONFIDENCES]; /* percentiles of the highest cumulative net cash spent */
    double plan_peak_cash;
} BizcaseEnvelope;

/* What has been spent by the end of a phase, with the slips of the plan. */
typedef struct BizcaseGate {
    const char *phase, *label, *date; /* "June 2018": the month in which it ends */
    const double *capital;            /* [body] falls on revenue, of assets that are not in use by then */
    const double *one_off;            /* [body] gone in any case */
    const double *to_come;            /* [body] capital and one-off spending that would be saved */
} BizcaseGate;

typedef struct BizcaseInvestToSave {
    double one_off, yearly_saving; /* capital and one-off cost; net running saving of the last year */
    double years, threshold;       /* one_off ÷ yearly_saving; NaN: nothing is saved */
    int passes;
} BizcaseInvestToSave;

/* Something that a chief finance officer would question. */
typedef struct BizcaseFlag {
    const char *flag, *what, *message; /* "no_budget", "staff-savings", a sentence */
} BizcaseFlag;

/* A heading of budgets.csv. */
typedef struct BizcaseBudgetRow {
    const char *budget, *label, *council, *type, *vintage; /* type: "existing", "retained", "stranded", "net_revenue" */
    int is_capital;
    const double *values; /* [year] */
} BizcaseBudgetRow;

/* An option's weighted points, of criteria.csv and scores.csv; never added to money. */
typedef struct BizcaseScore {
    const char *option;
    double points, low, high; /* weights scaled to 1; low and high: all its scores at theirs */
    size_t rank;              /* 1 is best */
    double cost_per_point;    /* present value of its costs, joint, by the point; NaN: no points */
} BizcaseScore;

/* How far a criterion's weight may move, the others keeping their proportions, before another option has most points. */
typedef struct BizcaseWeight {
    const char *criterion, *label;
    double weight, switches_at; /* parts of all weights; NaN: never */
    const char *then_best;      /* option id; NULL: none */
} BizcaseWeight;

/* A line of actuals.csv against its plan, nominal, until its as_of. */
typedef struct BizcaseRealisation {
    const char *line, *label, *owner, *programme, *state; /* "on plan", "late", "short", "ahead", "over", "under" */
    int is_cost, is_cash, is_banked;
    const double *planned;           /* [body] without optimism bias: what the state is judged by */
    const double *planned_with_bias; /* [body] as in the appraisal */
    const double *actual;            /* [body] */
} BizcaseRealisation;

/* The case as it is now: what is known in place of what was planned, and only the rest uncertain. */
typedef struct BizcaseOutturn {
    double npv_approved, npv_now, payback_approved, payback_now; /* years; NaN: missing */
    const char *payback_approved_note, *payback_now_note;        /* why it is missing; else NULL */
    double npv_percentiles[BIZCASE_CONFIDENCES];                 /* now */
} BizcaseOutturn;

/* A service of services.csv. */
typedef struct BizcaseUnitCost {
    const char *service, *label, *unit;
    /* [body][year]; cost with overhead, and with capital over the asset's life from the year after. */
    const double *units, *cost, *per_unit;
} BizcaseUnitCost;

/* What an option spends besides its running costs, over all years: the sum that is put to a decision. */
typedef struct BizcaseOutlay {
    const char *option;
    const double *capital, *one_off; /* [body] */
} BizcaseOutlay;

typedef struct BizcaseFinance {
    const char *option;
    size_t year_count, body_count;
    const char *const *years;                      /* [year] "2018/19" */
    const char *const *bodies;                     /* "joint", council ids */
    const double *rows[BIZCASE_FINANCE_ROW_COUNT]; /* [body][year] of the plan */
    const double *changes;         /* [body][year] net revenue of the year less that of the year before */
    const double *financing_ratio; /* [body][year] (interest + MRP) ÷ net revenue stream; NaN: no stream is given */
    int budget_is_baseline;        /* no existing revenue budget is given: the baseline is used instead */
    size_t item_count;
    const BizcaseReconciliationItem *items;
    /* [body] The two parts of the item "unbudgeted_growth": the baseline's cash that is not paid, and existing budgets. */
    const double *baseline_cash, *existing_budgets;
    const BizcaseInvestToSave *invest_to_save; /* [body] */
    uint64_t trials, seed;
    const BizcaseAffordability *affordability; /* [body][year]; NULL: not asked for, or no trial is finite */
    const BizcaseEnvelope *envelopes;          /* [body]; NULL likewise */
    size_t outlay_count;
    const BizcaseOutlay *outlays; /* in the order of options */
    /* [body] The parts of the capital and one-off spending that are an allowance: optimism bias, and the expected cost of
       the risk register; 0 where the plan leaves them out. */
    const double *bias_allowance, *risk_allowance;
    size_t gate_count, flag_count;
    const BizcaseGate *gates;
    const BizcaseFlag *flags;
    size_t budget_count, score_count, weight_count, realisation_count, unit_cost_count;
    const BizcaseBudgetRow *budgets;
    const BizcaseScore *scores; /* in the order of options */
    const BizcaseWeight *weights;
    const BizcaseRealisation *realisations;
    const BizcaseOutturn *outturn; /* [body]; NULL: there are no actuals */
    const BizcaseUnitCost *unit_costs;
    /* of the trials: a formula divides by 0 in them, and affordability and envelopes leave them out */
    uint64_t not_finite;
} BizcaseFinance;

typedef struct BizcaseFinanceRequest {
    size_t size;        /* see bizcase.h */
    const char *option; /* id; NULL: the main one */
    int plan_only;      /* no simulation */
    uint64_t trials;    /* 0: the case's, but no more than can be kept (1 GB) */
    int fewer_will_do;  /* not 0: do not fail when fewer trials than asked for fit into memory */
    int has_seed;
    uint64_t seed;
    const char *sampler; /* NULL: the case's */
    unsigned threads;    /* 0: one a processor; results do not depend on it */
    /* Nonzero stops. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
} BizcaseFinanceRequest;

/* BIZCASE_BAD_REQUEST: there is no such option or sampler, or the trials are too many to be kept; BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_finance(const BizcaseCase *loaded, const BizcaseFinanceRequest *request,
    BizcaseFinance **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_finance_free(BizcaseFinance *finance);
/* A benefits table needs an appraisal with its lines. */
BIZCASE_API BizcaseStatus bizcase_finance_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseFinance *finance, BizcaseDocument **result);

/* The subjects of the document's sections, of which a BizcaseView chooses; constants. */
typedef struct BizcaseFinanceSubject {
    const char *name, *about; /* "debt", "borrowing, interest and minimum revenue provision by year" */
} BizcaseFinanceSubject;
BIZCASE_API size_t bizcase_finance_subject_count(void);
BIZCASE_API BizcaseFinanceSubject bizcase_finance_subject(size_t index);

/* Which councils and years the sections are about. JSON and CSV hold all of them. */
typedef struct BizcaseFinanceChoice {
    size_t size;                 /* see bizcase.h */
    const char *const *councils; /* [council_count] ids, and "joint"; none: joint and all of them */
    size_t council_count;
    const char *years; /* "2019/20..2023/24", or one year; NULL: all */
} BizcaseFinanceChoice;

/* BIZCASE_BAD_REQUEST: there is no such council or year. */
BIZCASE_API BizcaseStatus bizcase_finance_document_of(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseFinance *finance, const BizcaseFinanceChoice *choice, BizcaseDocument **result,
    BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif
