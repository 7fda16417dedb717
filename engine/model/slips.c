#include "model/slips.h"

#include <assert.h>

#include "model/timeline.h"

uint32_t phase_node_of(const Plan *plan, const Inputs *inputs, size_t phase) {
    for (uint32_t p = 0; p < plan->phase_count; p++)
        if (plan->phases[p].input == inputs->of_phase[phase]) return p;
    assert(!"every phase has a node");
    return NO_INDEX;
}

static bool is_placed(const Plan *plan, const Inputs *inputs, size_t phase) {
    for (uint32_t p = 0; p < plan->phase_count; p++)
        if (plan->phases[p].input == inputs->of_phase[phase]) return true;
    return false;
}

/* Whole months between the predecessor's end and the phase's start; overlapping phases have none. */
static double float_between(const Phase *before, const Phase *phase) {
    const int months = phase->start_month - before->end_month - 1;
    return months > 0 ? months : 0;
}

static PhaseNode phase_node(Arena *arena, const Case *the_case, const Inputs *inputs, const Plan *plan, size_t p) {
    const Phase *phase = &the_case->phases[p];
    const Fitted *slip = &phase->slip_months.fitted;
    uint32_t *after = arena_array(arena, phase->after_count, sizeof *after);
    double *float_months = arena_array(arena, phase->after_count, sizeof *float_months);
    for (size_t i = 0; i < phase->after_count; i++) {
        after[i] = phase_node_of(plan, inputs, phase->after[i]);
        float_months[i] = float_between(&the_case->phases[phase->after[i]], phase);
    }
    return (PhaseNode){ inputs->of_phase[p], after, float_months, (uint32_t)phase->after_count,
        .can_be_early = slip->minimum < 0 || slip->central < 0 };
}

void phases_compile(Arena *arena, const Case *the_case, const Inputs *inputs, Plan *plan) {
    PhaseNode *nodes = arena_array(arena, the_case->phase_count, sizeof *nodes);
    plan->phases = nodes;
    /* Rounds over the file until all are placed: the case has checked that there is no cycle. */
    while (plan->phase_count < the_case->phase_count) {
        for (size_t p = 0; p < the_case->phase_count; p++) {
            const Phase *phase = &the_case->phases[p];
            bool ready = !is_placed(plan, inputs, p);
            for (size_t i = 0; i < phase->after_count; i++) ready = ready && is_placed(plan, inputs, phase->after[i]);
            if (!ready) continue;
            nodes[plan->phase_count] = phase_node(arena, the_case, inputs, plan, p);
            plan->phase_count++;
        }
    }
}

Step moving_step(const Case *the_case, const Line *line, double position, bool can_be_early) {
    const Settings *settings = &the_case->settings;
    const int end_month = the_case->phases[line->phase].end_month + 1;
    const double phase_end = (double)(end_month - settings->start.first_month) / settings->start.length_months;
    if (line->on_delay == DELAY_SHIFT || position >= phase_end) return (Step){ position, 0, STEP_MOVED };
    return (Step){ position, phase_end - position, can_be_early ? STEP_CUT : STEP_FIXED };
}
