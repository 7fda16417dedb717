/* The compiled case: flat, immutable, shared by all threads, without a string. It is all that the evaluator reads.

   Money is in the case's currency at price-base prices, every amount positive on its own side; time is in periods from
   the start of the horizon. An input is one uncertain number of a trial: values[input][lane]. */
#ifndef EVALUATE_PLAN_H
#define EVALUATE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reading.h"
#include "formula/program.h"

#define NO_INDEX UINT32_MAX

/* What a sum of money is to the appraisal. Net = benefit − benefit bias − cost − cost bias − risk. */
typedef enum Component {
    COMPONENT_COST,
    COMPONENT_BENEFIT,
    COMPONENT_RISK,
    COMPONENT_COST_BIAS,    /* optimism bias added to costs */
    COMPONENT_BENEFIT_BIAS, /* optimism bias taken off benefits */
    COMPONENT_COUNT
} Component;

/* How a step of a profile meets its phase's slip. */
typedef enum StepRule {
    STEP_FIXED, /* stays: it comes before what the slip moves */
    STEP_MOVED, /* happens that much later */
    STEP_CUT    /* stays, unless the phase ends before it: then it happens at that end */
} StepRule;

/* A profile is a rate of money that changes in steps: rate(x) = Σ jump over steps at or before x. */
typedef struct Step {
    double position; /* periods from the start; a whole number, as amounts are by period */
    double to_end;   /* STEP_CUT: periods from the step to the phase's planned end */
    StepRule rule;
} Step;

/* One line or risk: a profile × the inputs that multiply it. Its profile is what it adds to its bundle's steps. */
typedef struct Stream {
    const uint32_t *inputs; /* [input_count] */
    uint32_t input_count;
    uint32_t bundle;
    const struct Jump {
        uint32_t step; /* of the bundle */
        double amount; /* £ a period */
    } * jumps;         /* [jump_count] */
    uint32_t jump_count;
} Stream;

/* Streams that move, are priced and grow alike are added up first: a flat run costs one term a stream, and what is done
   period by period is done once a bundle. */
typedef struct Bundle {
    uint32_t pool;
    Component component;
    double bias;    /* applied optimism bias, as a part of the flow; goes to the component's bias */
    uint32_t phase; /* NO_INDEX: it does not move */
    /* [period] whether all its streams are at 0, so that rounding residue does not survive; NULL: it moves */
    const bool *idle;
    const double *factor;    /* [period] price and paths at the time the money falls; NULL: 1 */
    const uint32_t *growths; /* [growth_count] into Plan.growths: multiply period by period */
    uint32_t growth_count;
    const uint32_t *levels; /* [level_count] into Plan.levels: the same */
    uint32_t level_count;
    const Step *steps; /* [step_count] by position */
    uint32_t step_count;
    /* [step_count] into Plan.levels: money of formulas. What is in place of a step is then by what its level, in each
       period, is multiplied. NULL: steps are steps. */
    const uint32_t *step_levels;
    bool is_outline; /* says how far money of a formula would be moved, at its amounts in the plan; adds nothing */
    const uint32_t *streams; /* [stream_count] into Plan.streams */
    uint32_t stream_count;
} Bundle;

/* Bundles that share options, programme and split are added up before they are shared out. */
typedef struct Pool {
    uint32_t programme;
    unsigned readings; /* of READING_BIT: it is part of each; one that counts other money has a pool of its own */
    /* into Plan.sharings: at least one; each option of the pool is in one of them */
    uint32_t first_sharing, sharing_count;
    const bool *in_option; /* [option_count] */
    const bool *idle;      /* [period] whether all its plain bundles are at 0 */
} Pool;

/* How a pool is shared out in some of its options: where its split differs between them there are several. */
typedef struct Sharing {
    uint32_t split;
    const bool *in_option; /* [option_count] */
} Sharing;

/* Whether a bundle's flow is nothing but its steps: then steps are added up before they are turned into flows. */
static inline bool bundle_is_plain(const Bundle *bundle) {
    return bundle->phase == NO_INDEX && !bundle->factor && bundle->growth_count == 0 && bundle->level_count == 0 &&
           !bundle->step_levels;
}

/* Value in period t: (1 + input) to the power of the years since the first period. */
typedef struct Growth {
    uint32_t input;
} Growth;

/* How a level, or money that is spread evenly within each period, meets the slip of a phase. */
typedef struct Movement {
    uint32_t phase; /* NO_INDEX: it does not move */
    bool extends;   /* what is there at the phase's planned end is held through the slip; else all of it moves */
    double end;     /* the phase's planned end in periods from the start, where it extends */
    double before;  /* what a slip opens at the start */
    bool falls;     /* what an early slip opens at the end is 0; else the last value */
} Movement;

/* A number in each period: a quantity, a path that moves, the money of a formula. */
typedef struct Level {
    const double *cells; /* [period]; NULL: a program gives it */
    Movement movement;
    uint32_t input; /* multiplies it, and what its slip opened; NO_INDEX: nothing does */
} Level;

typedef enum SourceKind { SOURCE_INPUT, SOURCE_GROWTH, SOURCE_LEVEL, SOURCE_KIND_COUNT } SourceKind;

/* Where a program finds an input. */
typedef struct LevelSource {
    SourceKind kind;
    uint32_t index; /* into inputs, growths or levels; levels lie before the program's own */
} LevelSource;

/* What works levels out: those from first_level on, as many as it has outputs. */
typedef struct LevelProgram {
    Program program;
    const LevelSource *sources; /* [program.input_count] */
    uint32_t first_level;
} LevelProgram;

/* One council's part in one row of an uncertain split. */
typedef struct SharePart {
    double weight;
    uint32_t input;     /* NO_INDEX: weight alone, or a level */
    uint32_t growth;    /* NO_INDEX: not a growth */
    uint32_t level;     /* NO_INDEX: not a level */
    const double *path; /* [period] or NULL */
    bool is_rest;
} SharePart;

typedef struct SplitTable {
    const double *shares;     /* [council][period]; NULL when uncertain */
    const SharePart *parts;   /* [row][council]; when uncertain */
    const uint32_t *row;      /* [period] */
    const bool *row_has_rest; /* [row] */
} SplitTable;

typedef struct PhaseNode {
    uint32_t input;             /* own slip in months */
    const uint32_t *after;      /* [after_count]; earlier in the array of phases */
    const double *float_months; /* [after_count] */
    uint32_t after_count;
    bool can_be_early; /* its own slip can be negative */
} PhaseNode;

typedef struct Plan {
    uint32_t period_count, months_per_period;
    uint32_t council_count, programme_count, option_count, input_count;
    uint32_t stream_count, bundle_count, pool_count, sharing_count, growth_count, split_count, phase_count;
    uint32_t level_count, program_count;
    unsigned readings; /* of READING_BIT: those that there are pools for */
    const Stream *streams;
    const Bundle *bundles;
    const Pool *pools;
    const Sharing *sharings; /* pool by pool */
    const Growth *growths;
    const Level *levels;          /* each after those that it is made of */
    const LevelProgram *programs; /* in the order of their levels */
    const SplitTable *splits;
    const PhaseNode *phases;                /* predecessors first */
    const double *discount_factor;          /* [period] */
    const uint32_t *life_periods;           /* [option] over which its equivalent annual cost spreads */
    const double *life_factor;              /* [option] the sum of that many discount factors with end timing */
    double finance_rate, reinvestment_rate; /* yearly */
    bool payback_at_points;
    const bool *left_out[READING_COUNT]; /* [council] whose money a reading leaves out; NULL: nobody's */
    double zero_money;                   /* a sum smaller than this is rounding error: 1e-12 of the plan's turnover */
} Plan;

#endif
