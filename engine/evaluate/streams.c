/* Draws → slips, growths, shares and the flow of every pool. */
#include "evaluate/block.h"
#include "evaluate/power.h"
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

/* slip = own + the largest over the predecessors of max(0, their slip − float). In months here, turned into periods at
   the end, as steps stand at periods. */
void evaluate_slips(const Plan *plan, const double *values, Scratch *scratch) {
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
    for (uint32_t p = 0; p < plan->phase_count; p++) evaluate_ramps(plan, p, scratch);
}

void evaluate_growths(const Plan *plan, const double *values, Scratch *scratch) {
    const double years = (double)plan->months_per_period / 12;
    for (uint32_t g = 0; g < plan->growth_count; g++) {
        const double *restrict rate = values + (size_t)plan->growths[g].input * LANES;
        double *restrict rows = scratch->growths + (size_t)g * plan->period_count * LANES;
        double step[LANES];
        if (plan->months_per_period == 12)
            for (int k = 0; k < LANES; k++) step[k] = 1 + rate[k];
        else
            for (int k = 0; k < LANES; k++) step[k] = power_real(1 + rate[k], years);
        fill(rows, 1);
        for (uint32_t t = 1; t < plan->period_count; t++)
            for (size_t k = 0; k < LANES; k++) rows[t * (size_t)LANES + k] = rows[(t - 1) * (size_t)LANES + k] * step[k];
    }
}

/* The value of one cell of an uncertain split in period t, before it is normalised. */
static void part_value(
    const Plan *plan, const SharePart *part, uint32_t t, const double *values, const Scratch *scratch, double *restrict out) {
    if (part->input == NO_INDEX) {
        fill(out, part->is_rest ? 0 : part->weight);
        return;
    }
    const double *restrict value = part->growth == NO_INDEX
        ? values + (size_t)part->input * LANES
        : scratch->growths + ((size_t)part->growth * plan->period_count + t) * LANES;
    const double path = part->path ? part->path[t] : 1;
    /* An unbounded distribution can stray below 0; the case was warned that such a share is held at 0. */
    for (int k = 0; k < LANES; k++) out[k] = value[k] * path > 0 ? value[k] * path : 0;
}

void evaluate_shares(const Plan *plan, const double *values, Scratch *scratch) {
    for (uint32_t s = 0; s < plan->split_count; s++) {
        const SplitTable *split = &plan->splits[s];
        if (split->shares) continue;
        double *shares = scratch->shares + (size_t)s * plan->council_count * plan->period_count * LANES;
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const SharePart *parts = split->parts + (size_t)split->row[t] * plan->council_count;
            const bool has_rest = split->row_has_rest[split->row[t]];
            double total[LANES];
            fill(total, 0);
            for (uint32_t c = 0; c < plan->council_count; c++) {
                double *restrict share = shares + ((size_t)c * plan->period_count + t) * LANES;
                part_value(plan, &parts[c], t, values, scratch, share);
                for (int k = 0; k < LANES; k++) total[k] += share[k];
            }
            /* With a rest the parts are shares already, unless they stray above 1 together; without, weights. */
            for (uint32_t c = 0; c < plan->council_count; c++) {
                double *restrict share = shares + ((size_t)c * plan->period_count + t) * LANES;
                if (parts[c].is_rest)
                    for (int k = 0; k < LANES; k++) share[k] = total[k] < 1 ? 1 - total[k] : 0;
                else if (has_rest)
                    for (int k = 0; k < LANES; k++) share[k] = total[k] > 1 ? share[k] / total[k] : share[k];
                else
                    for (int k = 0; k < LANES; k++)
                        share[k] = total[k] > 0 ? share[k] / total[k] : 1 / (double)plan->council_count;
            }
        }
    }
}

/* Adds the part of a step that falls in period t: a rate of `jump` from the step's (moved) position on. */
static void add_step(const Step *step, uint32_t t, const double *restrict slip, double *restrict moved) {
    const double jump = step->jump, whole = (double)t + 1 - step->position;
    switch (step->rule) {
    case STEP_FIXED: {
        const double part = whole < 0 ? 0 : whole > 1 ? 1 : whole;
        for (int k = 0; k < LANES; k++) moved[k] += jump * part;
        break;
    }
    case STEP_MOVED:
        for (int k = 0; k < LANES; k++) {
            const double since = whole - slip[k];
            const double capped = since < 1 ? since : 1;
            moved[k] += jump * (capped > 0 ? capped : 0);
        }
        break;
    case STEP_CUT:
        for (int k = 0; k < LANES; k++) {
            const double early = slip[k] + step->to_end;
            const double since = whole - (early < 0 ? early : 0);
            const double capped = since < 1 ? since : 1;
            moved[k] += jump * (capped > 0 ? capped : 0);
        }
        break;
    }
}

/* The moved rate in period t. Unless the phase can be early, a step fills nothing before its planned place, and the
   ramps hold what it fills after. */
static void add_steps(const Plan *plan, const Stream *stream, uint32_t t, const Scratch *scratch, double *restrict moved) {
    const double *slip = scratch->slips + (size_t)stream->phase * LANES;
    const double *ramps = scratch->ramps + (size_t)stream->phase * plan->period_count * LANES;
    const bool can_be_early = plan->phases[stream->phase].can_be_early;
    for (uint32_t i = 0; i < stream->step_count; i++) {
        const Step *step = &stream->steps[i];
        const uint32_t start = (uint32_t)step->position;
        if (can_be_early || step->rule != STEP_MOVED) {
            add_step(step, t, slip, moved);
        } else if (start <= t) {
            const double *restrict ramp = ramps + (size_t)(t - start) * LANES;
            const double jump = step->jump;
            for (int k = 0; k < LANES; k++) moved[k] += jump * ramp[k];
        }
    }
}

static void add_stream(const Plan *plan, const Stream *stream, const double *values, Scratch *scratch) {
    double *restrict multiplier = scratch->multiplier;
    double *restrict moved = scratch->moved;
    fill(multiplier, 1);
    for (uint32_t i = 0; i < stream->input_count; i++) {
        const double *restrict value = values + (size_t)stream->inputs[i] * LANES;
        for (int k = 0; k < LANES; k++) multiplier[k] *= value[k];
    }

    for (uint32_t t = 0; t < plan->period_count; t++) {
        if (stream->phase == NO_INDEX) {
            if (stream->profile[t] == 0) continue;
            const double amount = stream->profile[t];
            for (int k = 0; k < LANES; k++) moved[k] = amount * multiplier[k];
        } else {
            const double factor = stream->factor[t];
            fill(moved, 0);
            add_steps(plan, stream, t, scratch, moved);
            for (int k = 0; k < LANES; k++) moved[k] *= factor * multiplier[k];
        }
        for (uint32_t g = 0; g < stream->growth_count; g++) {
            const double *restrict growth =
                scratch->growths + ((size_t)stream->growths[g] * plan->period_count + t) * LANES;
            for (int k = 0; k < LANES; k++) moved[k] *= growth[k];
        }
        for (uint32_t i = 0; i < stream->pool_count; i++) {
            double *restrict pool =
                scratch->pools + ((size_t)stream->pools[i].pool * plan->period_count + t) * LANES;
            const double weight = stream->pools[i].weight;
            for (int k = 0; k < LANES; k++) pool[k] += weight * moved[k];
        }
    }
}

void evaluate_pools(const Plan *plan, const double *values, Scratch *scratch) {
    const size_t size = (size_t)plan->pool_count * plan->period_count * LANES;
    for (size_t i = 0; i < size; i++) scratch->pools[i] = 0;
    for (uint32_t s = 0; s < plan->stream_count; s++) add_stream(plan, &plan->streams[s], values, scratch);
}

/* A step adds its jump for as long as there is between it and the end of the horizon. */
void evaluate_totals_within(const Plan *plan, const Stream *stream, const double *slips, double *restrict totals) {
    const double *restrict slip = slips + (size_t)stream->phase * LANES;
    const double length = plan->period_count, months = plan->months_per_period;
    fill(totals, 0);
    for (uint32_t i = 0; i < stream->step_count; i++) {
        const Step *step = &stream->steps[i];
        for (int k = 0; k < LANES; k++) {
            const double early = slip[k] / months + step->to_end;
            const double later = step->rule == STEP_MOVED ? slip[k] / months
                : step->rule == STEP_CUT && early < 0     ? early
                                                          : 0;
            const double begins = step->position + later > 0 ? step->position + later : 0;
            totals[k] += step->jump * (begins < length ? length - begins : 0);
        }
    }
}
