/* The plan written out line by line: what becomes of each amount on its way to the cash flow. The evaluator adds lines up
   in bundles; a reader wants to follow one. Every number here is a plain restatement of SPEC 4 to 8, and must add up to
   what the evaluator finds. */
#ifndef STUDY_APPRAISAL_LEDGER_H
#define STUDY_APPRAISAL_LEDGER_H

#include "case/case.h"
#include "case/plan_values.h"
#include "model/compile.h"
#include "model/prices.h"

/* One line, or one risk at its expected value. Money is positive on its own side. */
typedef struct LedgerRow {
    const Line *line;      /* NULL: a risk */
    const Risk *risk;      /* NULL: a line */
    const bool *in_option; /* [option] */
    size_t programme, split;
    double slip, phase_end; /* in periods; 0 without a phase */
    /* Its own planning value; of a risk: probability × mean impact, 0 when the plan leaves risk out. */
    double multiplier;
    double bias;         /* applied in the plan; a part of the value */
    double net_weight;   /* what the value, before bias, weighs in the net flow; 0: left out of the appraisal */
    double *amounts;     /* [period] in the units of the cells; of a risk: the part of the impact that falls there */
    double *starts;      /* [period + 1] when the money of each period begins to flow after the slip, in periods */
    double *moved;       /* [period] amounts after the slip */
    const double *price; /* [period] factors */
    double *drivers;     /* [period] factors */
    double *values;      /* [period] £ in price-base prices, before optimism bias */
} LedgerRow;

typedef struct Ledger {
    size_t period_count, council_count;
    LedgerRow *rows; /* lines as in the case, then risks; NULL: they are made one at a time, by ledger_row */
    size_t row_count;
    const double *phase_slips;            /* [phase] months, with what predecessors pass on */
    const double *const *driver_values;   /* [driver][period] */
    const double *const *quantity_values; /* [quantity][period] */
    double **shares;                      /* [split, or variant][council × period_count + period] */
    double **parts;                       /* the same before they are brought to 1; NULL of a split without drivers */
    double zero_money;                    /* as Plan.zero_money */
    const double *discount_factors;       /* [period] */
    /* What rows are made of. */
    const Case *the_case;
    const PlanValues *plan_values;
    Prices *prices;
} Ledger;

/* A ledger without its rows: a case may have more than memory holds at once. */
Ledger ledger_open(Arena *arena, const Case *the_case, const Model *model);
/* One of them, r < row_count, in an arena that may be freed before the ledger's. */
LedgerRow ledger_row(const Ledger *ledger, Arena *arena, size_t r);

/* With all its rows. */
Ledger ledger_of(Arena *arena, const Case *the_case, const Model *model);

/* split: as it is in an option (split_in_option). */
static inline double ledger_share(const Ledger *ledger, size_t split, size_t council, size_t t) {
    return ledger->shares[split][council * ledger->period_count + t];
}

/* Present value of what falls on a council, before optimism bias; positive on its own side. split as in ledger_share. */
double ledger_present_value(const Ledger *ledger, const LedgerRow *row, size_t split, size_t council);

#endif
