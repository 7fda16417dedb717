/* Draws → the flow of every bundle, added to its pool. */
#include "evaluate/block.h"
#include "evaluate/scratch.h"

static void fill(double *restrict row, double value) {
    for (int k = 0; k < LANES; k++) row[k] = value;
}

static void add(double *restrict sum, const double *restrict row) {
    for (int k = 0; k < LANES; k++) sum[k] += row[k];
}

/* scratch->steps ← every step's jump: Σ over the streams of amount × multiplier. */
static void add_up_jumps(const Plan *plan, const Bundle *bundle, const double *values, const Scratch *scratch) {
    double multiplier[LANES];
    for (uint32_t i = 0; i < bundle->step_count; i++) fill(scratch->steps + (size_t)i * LANES, 0);
    for (uint32_t s = 0; s < bundle->stream_count; s++) {
        const Stream *stream = &plan->streams[bundle->streams[s]];
        const double *restrict product = multiplier;
        if (stream->input_count == 0)
            fill(multiplier, 1);
        else if (stream->input_count == 1)
            product = values + (size_t)stream->inputs[0] * LANES;
        else {
            const double *restrict first = values + (size_t)stream->inputs[0] * LANES;
            const double *restrict second = values + (size_t)stream->inputs[1] * LANES;
            for (int k = 0; k < LANES; k++) multiplier[k] = first[k] * second[k];
            for (uint32_t i = 2; i < stream->input_count; i++) {
                const double *restrict value = values + (size_t)stream->inputs[i] * LANES;
                for (int k = 0; k < LANES; k++) multiplier[k] *= value[k];
            }
        }
        for (uint32_t j = 0; j < stream->jump_count; j++) {
            double *restrict step = scratch->steps + (size_t)stream->jumps[j].step * LANES;
            const double amount = stream->jumps[j].amount;
            for (int k = 0; k < LANES; k++) step[k] += amount * product[k];
        }
    }
}

/* How far a bundle's steps have been gone through. */
typedef struct Walk {
    uint32_t fixed, moved;         /* the next step of each kind that is not yet in its rate */
    double fixed_rate[LANES];      /* Σ of the steps that stay and lie behind */
    double moved_rate[LANES];      /* Σ of the moved steps that have happened in full in every lane */
} Walk;

static bool is_moved(const Step *step) {
    return step->rule == STEP_MOVED;
}

/* Takes the steps that stay and lie at period t. */
static void pass_fixed_steps(const Bundle *bundle, uint32_t t, const Scratch *scratch, Walk *walk) {
    for (; walk->fixed < bundle->step_count && bundle->steps[walk->fixed].position <= t; walk->fixed++) {
        const Step *step = &bundle->steps[walk->fixed];
        if (step->rule == STEP_CLEAR) fill(walk->fixed_rate, 0);
        else if (!is_moved(step)) add(walk->fixed_rate, scratch->steps + (size_t)walk->fixed * LANES);
    }
}

/* rate ← that of steps that stay and moved ones in period t. A moved step fills nothing before its planned place, the ramps say what it fills after,
   and all of it once the latest lane's slip is over. The steps are added in one order, so when that is changes no bit. */
static void add_moved_steps(
    const Plan *plan, const Bundle *bundle, uint32_t t, const Scratch *scratch, Walk *walk, double *restrict rate) {
    const double *ramps = scratch->ramps + (size_t)bundle->phase * plan->period_count * LANES;
    const uint32_t settled_after = scratch->settled_after[bundle->phase];
    for (; walk->moved < bundle->step_count && bundle->steps[walk->moved].position + settled_after <= t; walk->moved++)
        if (is_moved(&bundle->steps[walk->moved]))
            add(walk->moved_rate, scratch->steps + (size_t)walk->moved * LANES);
    for (int k = 0; k < LANES; k++) rate[k] = walk->moved_rate[k];
    for (uint32_t i = walk->moved; i < bundle->step_count && bundle->steps[i].position <= t; i++) {
        if (!is_moved(&bundle->steps[i])) continue;
        const double *restrict jump = scratch->steps + (size_t)i * LANES;
        const double *restrict ramp = ramps + (size_t)(t - (uint32_t)bundle->steps[i].position) * LANES;
        for (int k = 0; k < LANES; k++) rate[k] += jump[k] * ramp[k];
    }
    add(rate, walk->fixed_rate);
}

/* Adds the part of a step that falls in period t, where the phase may be early. */
static void add_early_step(const Step *step, uint32_t t, const double *restrict slip, const double *restrict jump,
    double *restrict rate) {
    const double whole = (double)t + 1 - step->position, to_end = step->to_end;
    if (step->rule == STEP_MOVED)
        for (int k = 0; k < LANES; k++) {
            const double since = whole - slip[k];
            const double capped = since < 1 ? since : 1;
            rate[k] += jump[k] * (capped > 0 ? capped : 0);
        }
    else /* STEP_CUT */
        for (int k = 0; k < LANES; k++) {
            const double early = slip[k] + to_end;
            const double since = whole - (early < 0 ? early : 0);
            const double capped = since < 1 ? since : 1;
            rate[k] += jump[k] * (capped > 0 ? capped : 0);
        }
}

/* £ a period in period t, before prices: rate, or a row of the walk. Periods come one after the other. */
static const double *rate_in(
    const Plan *plan, const Bundle *bundle, uint32_t t, const Scratch *scratch, Walk *walk, double *restrict rate) {
    if (bundle->phase != NO_INDEX && plan->phases[bundle->phase].can_be_early) {
        const double *slip = scratch->slips + (size_t)bundle->phase * LANES;
        fill(rate, 0);
        for (uint32_t i = 0; i < bundle->step_count; i++)
            add_early_step(&bundle->steps[i], t, slip, scratch->steps + (size_t)i * LANES, rate);
        return rate;
    }
    pass_fixed_steps(bundle, t, scratch, walk);
    if (bundle->phase == NO_INDEX) return walk->fixed_rate;
    add_moved_steps(plan, bundle, t, scratch, walk, rate);
    return rate;
}

/* What a component and its bias weigh in the net flow. */
static double net_weight(const Bundle *bundle) {
    return bundle->component == COMPONENT_BENEFIT ? 1 - bundle->bias : -(1 + bundle->bias);
}

/* Adds weight × the flow of period t to each council's present value of the component. */
static void add_present_values(const Plan *plan, const Bundle *bundle, Component component, double weight, uint32_t t,
    const double *restrict flow, const Scratch *scratch) {
    const uint32_t split = plan->pools[bundle->pool].split;
    const double factor = weight * plan->discount_factor[t];
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *restrict sum = present_value_row(plan, scratch, bundle->pool, c, component);
        if (plan->splits[split].shares) {
            const double part = factor * certain_share(plan, split, c, t);
            for (int k = 0; k < LANES; k++) sum[k] += part * flow[k];
        } else {
            const double *restrict share = uncertain_share(plan, scratch, split, c, t);
            for (int k = 0; k < LANES; k++) sum[k] += factor * share[k] * flow[k];
        }
    }
}

static void evaluate_bundle(
    const Plan *plan, const Bundle *bundle, const double *values, bool present_values, const Scratch *scratch) {
    const bool early = bundle->phase != NO_INDEX && plan->phases[bundle->phase].can_be_early;
    const double weight = net_weight(bundle);
    const Component bias_component =
        bundle->component == COMPONENT_BENEFIT ? COMPONENT_BENEFIT_BIAS : COMPONENT_COST_BIAS;
    Walk walk = { 0 };
    double rate[LANES];
    add_up_jumps(plan, bundle, values, scratch);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        if (!early && bundle->steps[0].position > t) continue;
        const double *restrict flow = rate_in(plan, bundle, t, scratch, &walk, rate);
        if (bundle->factor) {
            const double factor = bundle->factor[t];
            for (int k = 0; k < LANES; k++) rate[k] = factor * flow[k];
            flow = rate;
        }
        for (uint32_t g = 0; g < bundle->growth_count; g++) {
            const double *restrict growth =
                scratch->growths + ((size_t)bundle->growths[g] * plan->period_count + t) * LANES;
            for (int k = 0; k < LANES; k++) rate[k] = flow[k] * growth[k];
            flow = rate;
        }
        double *restrict pool = scratch->pools + ((size_t)bundle->pool * plan->period_count + t) * LANES;
        for (int k = 0; k < LANES; k++) pool[k] += weight * flow[k];
        if (!present_values) continue;
        add_present_values(plan, bundle, bundle->component, 1, t, flow, scratch);
        if (bundle->bias > 0) add_present_values(plan, bundle, bias_component, bundle->bias, t, flow, scratch);
    }
}

void evaluate_pools(const Plan *plan, const double *values, bool present_values, const Scratch *scratch) {
    const size_t size = (size_t)plan->pool_count * plan->period_count * LANES;
    for (size_t i = 0; i < size; i++) scratch->pools[i] = 0;
    if (present_values) {
        const size_t sums = (size_t)plan->pool_count * plan->council_count * COMPONENT_COUNT * LANES;
        for (size_t i = 0; i < sums; i++) scratch->present_values[i] = 0;
    }
    for (uint32_t b = 0; b < plan->bundle_count; b++)
        if (plan->bundles[b].step_count > 0) evaluate_bundle(plan, &plan->bundles[b], values, present_values, scratch);
}
