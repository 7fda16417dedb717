/* How late each phase is, and what that leaves inside the horizon. */
#include "evaluate/block.h"
#include "evaluate/scratch.h"

static void fill(double *restrict row, double value) {
    for (int k = 0; k < LANES; k++) row[k] = value;
}

/* clamp(t + 1 − slip, 0, 1) for every period: steps of one phase differ only in where they start, so all of its streams
   share these. */
static void evaluate_ramps(const Plan *plan, uint32_t phase, const Scratch *scratch) {
    const double *restrict slip = scratch->slips + (size_t)phase * LANES;
    for (uint32_t t = 0; t < plan->period_count; t++) {
        double *restrict ramp = scratch->ramps + ((size_t)phase * plan->period_count + t) * LANES;
        const double whole = (double)t + 1;
        for (int k = 0; k < LANES; k++) {
            const double since = whole - slip[k];
            const double capped = since < 1 ? since : 1;
            ramp[k] = capped > 0 ? capped : 0;
        }
    }
}

/* Periods by which the slip is over in every lane, so that ramps from there on are exactly 1. */
static uint32_t settled_after(const Plan *plan, const double *restrict slip) {
    double longest = 0;
    for (int k = 0; k < LANES; k++) longest = slip[k] > longest ? slip[k] : longest;
    uint32_t periods = 0;
    while (periods < plan->period_count && periods < longest) periods++;
    return periods;
}

/* slip = own + the largest over the predecessors of max(0, their slip − float). In months here, turned into periods at
   the end, as steps stand at periods. */
void evaluate_slips(const Plan *plan, const double *values, const Scratch *scratch) {
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        const PhaseNode *phase = &plan->phases[p];
        double *restrict slip = scratch->slips + (size_t)p * LANES;
        fill(slip, 0);
        for (uint32_t i = 0; i < phase->after_count; i++) {
            const double *restrict before = scratch->slips + (size_t)phase->after[i] * LANES;
            const double slack = phase->float_months[i];
            for (int k = 0; k < LANES; k++) {
                const double passed_on = before[k] - slack;
                slip[k] = passed_on > slip[k] ? passed_on : slip[k];
            }
        }
        const double *restrict own = values + (size_t)phase->input * LANES;
        for (int k = 0; k < LANES; k++) slip[k] += own[k];
    }
    for (size_t i = 0; i < (size_t)plan->phase_count * LANES; i++) scratch->slips[i] /= plan->months_per_period;
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        evaluate_ramps(plan, p, scratch);
        scratch->settled_after[p] = settled_after(plan, scratch->slips + (size_t)p * LANES);
    }
}

/* A step adds its jump for as long as there is between it and the end of the horizon. */
void evaluate_totals_within(const Plan *plan, const Stream *stream, const double *slips, double *restrict totals) {
    const Bundle *bundle = &plan->bundles[stream->bundle];
    const double *restrict slip = slips + (size_t)bundle->phase * LANES;
    const double length = plan->period_count, months = plan->months_per_period;
    fill(totals, 0);
    for (uint32_t i = 0; i < stream->jump_count; i++) {
        const Step *step = &bundle->steps[stream->jumps[i].step];
        const double amount = stream->jumps[i].amount;
        for (int k = 0; k < LANES; k++) {
            const double early = slip[k] / months + step->to_end;
            const double later = step->rule == STEP_MOVED ? slip[k] / months
                : step->rule == STEP_CUT && early < 0     ? early
                                                          : 0;
            const double begins = step->position + later > 0 ? step->position + later : 0;
            totals[k] += amount * (begins < length ? length - begins : 0);
        }
    }
}
