/* The uncertain inputs of a plan: one number each in every trial. */
#ifndef MODEL_INPUTS_H
#define MODEL_INPUTS_H

#include "case/case.h"
#include "sample/draw.h"

typedef struct Input {
    /* "line:ID", "driver:ID", "risk:ID" (impact), "event:ID" (whether it happens), "phase:ID", "quantity:ID" */
    const char *name;
    Fitted fitted;
    double plan_value; /* what the plan uses */
} Input;

/* Where each row of the case finds its input; NO_INDEX where it has none. */
typedef struct Inputs {
    Input *items;
    uint32_t count;
    uint32_t count_of_whole; /* those after it are of lines that only narrower readings have */
    uint32_t *of_line, *of_driver, *of_risk, *of_event, *of_phase, *of_quantity;
} Inputs;

/* Of lines that count in one of the readings, a set of READING_BIT. every_line: those too that are certain and not
   multiplied; else they have none. */
Inputs inputs_compile(Arena *arena, const Case *the_case, unsigned readings, bool every_line);

/* The draws of these inputs, with their rank correlations imposed. */
DrawPlan inputs_draw_plan(Arena *arena, const Case *the_case, const Inputs *inputs, uint64_t seed);

#endif
