/* A figure of the plan taken apart: to lines, periods, factors and the cells that they come from. */
#ifndef BIZCASE_EXPLAIN_H
#define BIZCASE_EXPLAIN_H

#include "bizcase/appraise.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How people read a number: a share in per cent, money as the case's files have it (before its scale). */
typedef enum BizcaseSourceUnit { BIZCASE_SOURCE_NUMBER, BIZCASE_SOURCE_SHARE, BIZCASE_SOURCE_MONEY } BizcaseSourceUnit;

/* A number that multiplies an item, and where it is written. */
typedef struct BizcaseSource {
    /* "own factor", "driver adoption", "impact", "probability", "optimism bias", "slip (months)", "share …" */
    const char *what;
    double value;      /* in the plan; NaN: it varies by period, see the parts */
    const char *place; /* "drivers.csv:4:8"; "changes": of the request; "": a default, written nowhere */
    BizcaseSourceUnit unit;
} BizcaseSource;

/* A line or risk. */
typedef struct BizcaseExplainedItem {
    const char *id, *name, *kind; /* kind: "cost", "benefit", "risk" */
    const char *programme, *place;
    double times; /* 1; −1: only the baseline has it */
    double total; /* Σ of its parts' values */
    size_t source_count;
    const BizcaseSource *sources;
} BizcaseExplainedItem;

/* value = amount × price × path × growth × multiplier × bias × share × times (of the item) × weight. */
typedef struct BizcaseExplainedPart {
    size_t item, period;
    const char *component; /* "amount", "optimism bias" */
    const char *place;     /* of the amount's cell; "" where a slip has moved money to a period without one */
    /* £ in price-base prices, positive, after the plan's slips; of a risk: the part of its impact that falls in the
       period. */
    double amount;
    double price, path, growth; /* index ÷ deflator; drivers' paths; drivers' growth since the start */
    double multiplier;          /* own factor × drivers, or impact × probability */
    double bias;                /* of the component "optimism bias"; else 1 */
    double share;               /* of the council; 1 for joint */
    double discount_factor;
    double weight; /* what £1 of it adds to the figure: for NPV ± the discount factor */
    double value;
} BizcaseExplainedPart;

/* What money is made of, by period: a quantity, a driver, an index, or a line before all that multiplies it. */
typedef struct BizcaseExplainedLevel {
    const char *what;                /* "quantity:lamps", "driver:take-up", "index:cpi", "line:energy" */
    const char *name, *unit;         /* unit "": none is given */
    const char *place;               /* of its row */
    const char *formula;             /* as written; NULL: it has cells, or one value */
    const char *formula_place;       /* NULL without a formula */
    const char *const *with_numbers; /* [period_count] the formula with its numbers; NULL without a formula */
    const double *own;               /* [period_count] what its cells or its formula say, before the next two */
    const char *const *places;       /* [period_count] of the cell that holds in the period; "": missing */
    double multiplier; /* its own value in the plan, which multiplies that; of a growth driver the growth a year */
    int is_growth;     /* nonzero: a growth driver */
    const char *multiplier_place; /* "": a default, written nowhere */
    const char *phase;            /* that moves it; NULL: it does not move */
    double slip_months;           /* of that phase in the plan, with what its predecessors pass on */
    double slip_periods;          /* the same in periods of the case */
    int is_extended;              /* nonzero: on_delay is extend */
    const double *values;         /* [period_count] as others use it: multiplied and moved */
} BizcaseExplainedLevel;

typedef struct BizcaseExplanation {
    BizcaseScope scope;
    size_t figure;
    double value;     /* of the figure: the bits of bizcase_appraise */
    const char *note; /* why it does not exist, or NULL */
    int is_sum; /* the parts add up to value. 0: a rate, ratio or date, which is read off the flow that they make */
    int is_discounted; /* the parts' weights hold discount factors */
    double sum;        /* Σ of the parts' values: differs from value by rounding only, where is_sum */
    size_t period_count;
    const char *const *periods;
    const double *by_period;               /* [period_count] Σ of the parts' values */
    const char *discount, *discount_place; /* "green-book", "case.csv:7:10"; place "": the default */
    size_t item_count, part_count;
    const BizcaseExplainedItem *items;
    const BizcaseExplainedPart *parts; /* by item, component and period; none that is 0 */
    size_t level_count;
    /* The lines that have a formula, and what they and the councils' shares are made of, down to cells; each once. */
    const BizcaseExplainedLevel *levels;
} BizcaseExplanation;

/* A quantity, or another number by period, with what it is made of. */
typedef struct BizcaseLevelExplanation {
    size_t period_count;
    const char *const *periods;
    size_t level_count;
    const BizcaseExplainedLevel *levels; /* the one asked for, then what it is made of, down to cells; each once */
} BizcaseLevelExplanation;

/* what: FIGURE, FIGURE/COUNCIL, FIGURE/COUNCIL/PROGRAMME or FIGURE/COUNCIL/PROGRAMME/OPTION: "npv/CEC/infrastructure".
   COUNCIL may be "joint", PROGRAMME "total". The option is the main one unless given, measured against the baseline where
   there is one; OPTION/absolute is the option without the baseline taken off. BIZCASE_BAD_REQUEST: there is no such figure,
   council, programme or option. */
BIZCASE_API BizcaseStatus bizcase_explain(
    const BizcaseCase *loaded, const char *what, BizcaseExplanation **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_explanation_free(BizcaseExplanation *explanation);
BIZCASE_API BizcaseStatus bizcase_explanation_document(
    const BizcaseCase *loaded, const BizcaseExplanation *explanation, BizcaseDocument **result);

/* what: "quantity:ID", "line:ID", "driver:ID" or "index:ID". BIZCASE_BAD_REQUEST: there is no such thing. */
BIZCASE_API BizcaseStatus bizcase_explain_level(
    const BizcaseCase *loaded, const char *what, BizcaseLevelExplanation **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_level_explanation_free(BizcaseLevelExplanation *explanation);
BIZCASE_API BizcaseStatus bizcase_level_explanation_document(
    const BizcaseCase *loaded, const BizcaseLevelExplanation *explanation, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif
