/* The working memory of one block, laid out once for a plan. All arrays end in [LANES] unless said. */
#ifndef EVALUATE_SCRATCH_H
#define EVALUATE_SCRATCH_H

#include "base/lanes.h"
#include "evaluate/plan.h"

typedef struct Scratch {
    double *slips;           /* [phase] periods */
    double *ramps;           /* [phase][period]: how much of period t a step at the start of period 0 fills, moved */
    uint32_t *settled_after; /* [phase], no lanes: periods after which every lane's ramp is 1 */
    double *growths;         /* [growth][period] */
    double *levels;          /* [level][period] */
    double *unmoved;         /* [1 + period + 1] of one level */
    double *program_memory;  /* of one program */
    const double **program_inputs; /* of one program, no lanes */
    double **program_outputs;      /* the same */
    uint32_t *share_place;         /* [split] which of the uncertain ones it is, no lanes */
    double *shares;                /* [uncertain split][council][period] */
    double *steps;                 /* [step] of one bundle */
    bool *step_holds;              /* the same, no lanes: whether the row holds anything yet; without that it is 0 */
    double *pools;                 /* [pool][period] net flow */
    bool *pool_holds;              /* the same, no lanes */
    double *present_values;        /* [sharing][council][component] */
    struct PoolPart *parts;        /* [sharing] of one view and programme, no lanes */
    /* [reading] of one view and tile, in [TILE]; NULL where the plan has no such reading */
    double *net[READING_COUNT];       /* [1 + council][1 + programme][period] */
    double *component[READING_COUNT]; /* [1 + council][1 + programme][component] present values */
} Scratch;

/* A pool as a view has it: shared out in one way, and how often it counts. */
typedef struct PoolPart {
    const double *flow; /* [period][LANES] */
    uint32_t sharing;
    double sign;
    /* of one council: its certain shares, or NULL and the uncertain ones */
    const double *certain; /* [period] */
    const double *share;   /* [period][LANES] */
} PoolPart;

/* Lays the arrays out in memory; returns the bytes they take. memory NULL: only counts. */
size_t scratch_lay_out(const Plan *plan, double *memory, Scratch *scratch);

/* slips.c */
void evaluate_slips(const Plan *plan, const double *values, const Scratch *scratch);
/* levels.c; growths come before. */
void evaluate_levels(const Plan *plan, const double *values, const Scratch *scratch);
/* shares.c; levels come before. */
void evaluate_growths(const Plan *plan, const double *values, const Scratch *scratch);
void evaluate_shares(const Plan *plan, const double *values, const Scratch *scratch);
/* bundles.c: net flows of the pools of some readings, and the present values of their components; sets of READING_BIT. */
void evaluate_pools(
    const Plan *plan, const double *values, unsigned flows, unsigned present_values, const Scratch *scratch);

static inline double *level_rows(const Plan *plan, const Scratch *scratch, uint32_t level) {
    return scratch->levels + (size_t)level * plan->period_count * LANES;
}

static inline double certain_share(const Plan *plan, uint32_t split, uint32_t council, uint32_t period) {
    return plan->splits[split].shares[(size_t)council * plan->period_count + period];
}

static inline double *uncertain_share(
    const Plan *plan, const Scratch *scratch, uint32_t split, uint32_t council, uint32_t period) {
    const size_t place = scratch->share_place[split];
    return scratch->shares + ((place * plan->council_count + council) * plan->period_count + period) * LANES;
}

static inline double *present_value_row(
    const Plan *plan, const Scratch *scratch, uint32_t sharing, uint32_t council, Component component) {
    return scratch->present_values +
           (((size_t)sharing * plan->council_count + council) * COMPONENT_COUNT + component) * LANES;
}

#endif
