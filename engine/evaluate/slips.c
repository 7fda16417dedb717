/* How late each phase is, and what that leaves inside the horizon. */
#include "base/vector.h"
#include "evaluate/block.h"
#include "evaluate/scratch.h"

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
   the end, as steps are at periods. */
void evaluate_slips(const Plan *plan, const double *values, const Scratch *scratch) {
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        const PhaseNode *phase = &plan->phases[p];
        double *restrict slip = scratch->slips + (size_t)p * LANES;
        lanes_fill(slip, 0);
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

double evaluate_sum(double *restrict row, uint32_t lane_count) {
    for (uint32_t k = lane_count; k < LANES; k++) row[k] = 0;
    for (int half = LANES / 2; half >= 8; half /= 2)
        for (int k = 0; k < half; k++) row[k] += row[k + half];
    return ((row[0] + row[1]) + (row[2] + row[3])) + ((row[4] + row[5]) + (row[6] + row[7]));
}

/* A step counts from where its slip puts it to the end of the horizon. */
void evaluate_time_within(const Plan *plan, const Step *step, const double *restrict slip, double *restrict periods) {
    const Reals length = reals_of(plan->period_count), months = reals_of(plan->months_per_period);
    const Reals zero = reals_of(0);
    for (size_t k = 0; k < LANES; k += WIDTH) {
        Reals late = reals_at(slip + k) / months;
        if (step->rule == STEP_FIXED) late = zero;
        if (step->rule == STEP_CUT) late = pick(late + step->to_end < zero, late + step->to_end, zero);
        const Reals moment = step->position + late, begins = pick(moment > zero, moment, zero);
        put_reals(periods + k, pick(begins < length, length - begins, zero));
    }
}
