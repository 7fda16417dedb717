/* The lines of a case: its costs and its benefits. */
#ifndef CASE_LINES_H
#define CASE_LINES_H

#include <stdbool.h>

#include "case/line_types.h"
#include "case/uncertainty.h"
#include "case/values.h"
#include "formula/formula.h"

/* How a line gives its money: in one way. */
typedef enum AmountWay { BY_CELLS, BY_AMOUNT, BY_FORMULA } AmountWay;

typedef struct Line {
    Label label;
    const char *owner, *source, *note, *category;
    const char **remarks; /* what it says in each column for people alone, as line_remark_name */
    LineSide side;
    const LineType *type;
    MoneyKind kind;
    bool *in_option;  /* [option_count] */
    size_t programme; /* index */
    bool nominal;     /* basis */
    size_t index;     /* into indices; NONE: the deflator */
    size_t split;     /* into splits */
    size_t *drivers;  /* [driver_count] into drivers */
    size_t driver_count;
    Uncertainty own;
    double cashable; /* the part, 0 to 1, of time or room that is freed that releases cash */
    Place cashable_place;
    double part;          /* of its money that counts at all: 1, unless a variant of the case takes some away */
    double optimism_bias; /* fraction, already × (1 − mitigation); ≥ 0 */
    double unmitigated_bias, mitigation; /* what it is made of */
    double bias_in_trials;               /* what its ranges leave of optimism_bias; see trial_bias.h */
    Place bias_place;
    size_t phase; /* NONE: it does not move */
    DelayRule on_delay;
    AmountWay given_by;
    /* Cells as they are, or what column amount comes to: by period, in the units of the cells. count 0 where a formula
       gives the money instead. */
    Amounts amounts;
    const Formula *formula; /* money a period in units of 1, not multiplied by scale; NULL: missing */
    int open_from_month; /* money that falls before it, wherever it was moved from, is not counted; 0: all of it is */
    double asset_life;   /* years, of a capital cost; NaN: the council's default */
    int first_use_month; /* from which the asset is available; INT_MIN: when it is paid for */
    size_t *budgets;     /* [budget_count] into budgets: where the cost falls, or what the benefit takes from */
    size_t budget_count;
    size_t *overlaps; /* [overlap_count] into lines that the same saving may be counted in */
    size_t overlap_count;
    bool is_banked; /* a benefit that the medium-term plan already holds */
    /* What an option keeps of something of today, in another amount than the baseline's and so in a line of its own: it is
       not what the option adds. */
    bool is_existing;
    Place place; /* of its row */
} Line;

/* Of the columns that are for people alone the index-th, such as owner; NULL after the last. */
const char *line_remark_name(size_t index);

#endif
