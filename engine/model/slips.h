/* Phases → the graph that slips pass through, and profiles → the steps that slips move. */
#ifndef MODEL_SLIPS_H
#define MODEL_SLIPS_H

#include "case/case.h"
#include "evaluate/plan.h"
#include "model/inputs.h"

/* Sets plan->phases, predecessors first. */
void phases_compile(Arena *arena, const Case *the_case, const Inputs *inputs, Plan *plan);

/* The node of a phase of the case. */
uint32_t phase_node_of(const Plan *plan, const Inputs *inputs, size_t phase);

/* The step at a position, in periods, of a line with a phase. `shift` moves them all; `extend` those from the phase's
   planned end on, so that the running rate carries on through the slip. */
Step moving_step(const Case *the_case, const Line *line, double position, bool can_be_early);

#endif
