/* Case → Plan. */
#ifndef MODEL_COMPILE_H
#define MODEL_COMPILE_H

#include "case/case.h"
#include "evaluate/plan.h"
#include "model/inputs.h"

/* FOR_SENSITIVITY: as for the appraisal, but every line has an input, so that each can be changed. */
typedef enum PlanPurpose { FOR_APPRAISAL, FOR_SIMULATION, FOR_SENSITIVITY } PlanPurpose;

/* A stream that a slip moves, and the line it comes from. */
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
} Model;

/* The purpose decides whether optimism bias is applied (case.csv's optimism_bias_in_plan and …_in_simulation). */
Model model_compile(Arena *arena, const Case *the_case, PlanPurpose purpose);

#endif
