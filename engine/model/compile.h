/* Case → Plan. */
#ifndef MODEL_COMPILE_H
#define MODEL_COMPILE_H

#include "case/case.h"
#include "evaluate/plan.h"
#include "model/inputs.h"

/* What a plan is for decides whose optimism bias it has, and what of it can change: that is worked out in each trial. */
typedef enum PlanPurpose {
    FOR_APPRAISAL,   /* every input may be set */
    FOR_PLAN,        /* the plan's values alone: nothing changes */
    FOR_EXPLANATION, /* the same, but every line has an input, so that each can be told apart */
    FOR_SIMULATION,  /* uncertain inputs */
    FOR_ENSEMBLE,    /* the same, and delays of every phase */
    FOR_SENSITIVITY  /* as for the appraisal, but every line has an input, so that each can be changed */
} PlanPurpose;

/* A stream that a slip moves, or that says where a formula's money would be, and the line it comes from. */
typedef struct MovingLine {
    uint32_t stream;
    size_t line;
    double total; /* undiscounted in the horizon, × scale */
} MovingLine;

typedef struct Model {
    Plan plan;
    Inputs inputs;
    const MovingLine *moving;
    size_t moving_count;
    const uint32_t *level_of_volume; /* [volume_count of the case] into plan.levels; NO_INDEX: it does not move */
} Model;

/* The purpose decides whether optimism bias is applied (case.csv's optimism_bias_in_plan and …_in_simulation). */
Model model_compile(Arena *arena, const Case *the_case, PlanPurpose purpose);

/* The same, which also has other readings of the case than the whole: a set of READING_BIT. */
Model model_compile_readings(Arena *arena, const Case *the_case, PlanPurpose purpose, unsigned readings);

#endif
