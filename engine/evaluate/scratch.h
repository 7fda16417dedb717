/* The working memory of one block, laid out once for a plan. All arrays end in [LANES]. */
#ifndef EVALUATE_SCRATCH_H
#define EVALUATE_SCRATCH_H

#include "base/lanes.h"
#include "evaluate/plan.h"

/* Flows of one option: [council][programme][component][period][LANES]. */
typedef struct OptionFlows {
    uint32_t option; /* NO_INDEX: none yet */
    double *flow;
} OptionFlows;

typedef struct Scratch {
    double *slips;      /* [phase] periods */
    double *ramps;      /* [phase][period]: how much of period t a step at the start of period 0 fills, moved */
    double *growths;    /* [growth][period] */
    double *pools;      /* [pool][period] */
    double *shares;     /* [split][council][period]; filled for uncertain splits only */
    OptionFlows option, baseline;
    double *components; /* [component][period] of one result */
    double *net;        /* [period] of one result */
    double *multiplier, *moved; /* one row each */
} Scratch;

/* Lays the arrays out in memory; returns the bytes they take. memory NULL: only counts. */
size_t scratch_lay_out(const Plan *plan, double *memory, Scratch *scratch);

/* streams.c: slips, growths and shares of the block's trials, then every pool's flow. */
void evaluate_slips(const Plan *plan, const double *values, Scratch *scratch);
void evaluate_growths(const Plan *plan, const double *values, Scratch *scratch);
void evaluate_shares(const Plan *plan, const double *values, Scratch *scratch);
void evaluate_pools(const Plan *plan, const double *values, Scratch *scratch);

/* share of the council in period t of a certain split. */
static inline double certain_share(const Plan *plan, const SplitTable *split, uint32_t council, uint32_t period) {
    return split->shares[(size_t)council * plan->period_count + period];
}

#endif
