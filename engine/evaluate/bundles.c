/* Draws → the flow of every bundle, added to its pool.

   Why this is right, step by step:
   1. A line's money in a period is rate(t) × multipliers, and rate(t) is the sum of the jumps at or before t. Multipliers
      of a stream do not depend on t, so they can be applied to the jumps; streams with the same phase, prices and growth
      then share one set of steps, and sums of steps are steps. What differs by period (price, growth) is applied once to
      the bundle's rate, as every stream in it has the same.
   2. A plain bundle (no slip, no price, no growth) has rate(t) as its flow. Its steps are put into the pool as they are,
      and one running sum over periods turns all plain bundles of the pool into flows at once: the running sum of a sum
      is the sum of the running sums. Bundles that are not plain are added afterwards, period by period.
   3. With a slip of s periods a moved step at p fills of period t the part clamp(t + 1 − p − s, 0, 1). That part depends
      on t − p and s alone, so it is worked out once a phase (the ramps); after settled_after periods it is 1 in every
      lane, and the step joins a rate that is carried on.
   4. Present values by component are linear in the flow: for a plain bundle with certain shares the discounted shares
      from a step on are summed first, and each step is multiplied once.
   Sums are always taken in the order of the plan, whatever the lanes hold, so results do not depend on the trials that
   share a block. A running sum that should return to 0 may leave a rounding residue: periods in which all streams are at
   0 are marked idle when the plan is compiled, and are set to 0. */
#include "evaluate/block.h"
#include "evaluate/scratch.h"

static void add(double *restrict sum, const double *restrict row) {
    for (int k = 0; k < LANES; k++) sum[k] += row[k];
}

static void copy(double *restrict to, const double *restrict row) {
    for (int k = 0; k < LANES; k++) to[k] = row[k];
}

/* row += factor × added; 0 + factor × added where the row holds nothing yet, as −0 is not 0. */
static void add_times(double *restrict row, double factor, const double *restrict added, bool holds) {
    if (holds)
        for (int k = 0; k < LANES; k++) row[k] += factor * added[k];
    else
        for (int k = 0; k < LANES; k++) row[k] = 0 + factor * added[k];
}

/* The product of a stream's inputs: product, or the row of the only one. */
static const double *multiply_inputs(const Stream *stream, const double *values, double *restrict product) {
    if (stream->input_count == 0) lanes_fill(product, 1);
    if (stream->input_count == 0) return product;
    const double *restrict first = values + (size_t)stream->inputs[0] * LANES;
    if (stream->input_count == 1) return first;
    const double *restrict second = values + (size_t)stream->inputs[1] * LANES;
    for (int k = 0; k < LANES; k++) product[k] = first[k] * second[k];
    for (uint32_t i = 2; i < stream->input_count; i++) {
        const double *restrict value = values + (size_t)stream->inputs[i] * LANES;
        for (int k = 0; k < LANES; k++) product[k] *= value[k];
    }
    return product;
}

/* scratch->steps ← every step's jump: Σ over the streams of amount × multiplier. */
static void add_up_jumps(const Plan *plan, const Bundle *bundle, const double *values, const Scratch *scratch) {
    double product[LANES];
    for (uint32_t i = 0; i < bundle->step_count; i++) scratch->step_holds[i] = false;
    for (uint32_t s = 0; s < bundle->stream_count; s++) {
        const Stream *stream = &plan->streams[bundle->streams[s]];
        const double *multiplier = multiply_inputs(stream, values, product);
        for (uint32_t j = 0; j < stream->jump_count; j++) {
            const uint32_t step = stream->jumps[j].step;
            add_times(
                scratch->steps + (size_t)step * LANES, stream->jumps[j].amount, multiplier, scratch->step_holds[step]);
            scratch->step_holds[step] = true;
        }
    }
    for (uint32_t i = 0; i < bundle->step_count; i++)
        if (!scratch->step_holds[i]) lanes_fill(scratch->steps + (size_t)i * LANES, 0);
}

/* How far a bundle's steps have been gone through. */
typedef struct BundleWalk {
    uint32_t fixed, moved; /* the next step of each kind that is not yet in its rate */
    bool has_fixed;
    double fixed_rate[LANES]; /* Σ of the steps that stay and lie behind */
    double moved_rate[LANES]; /* Σ of the moved steps that have happened in full in every lane */
} BundleWalk;

static bool is_moved(const Step *step) {
    return step->rule == STEP_MOVED;
}

/* Takes the steps that stay and are at period t. */
static void pass_fixed_steps(const Bundle *bundle, uint32_t t, const Scratch *scratch, BundleWalk *walk) {
    for (; walk->fixed < bundle->step_count && bundle->steps[walk->fixed].position <= t; walk->fixed++) {
        if (is_moved(&bundle->steps[walk->fixed])) continue;
        add(walk->fixed_rate, scratch->steps + (size_t)walk->fixed * LANES);
        walk->has_fixed = true;
    }
    if (bundle->idle && bundle->idle[t]) lanes_fill(walk->fixed_rate, 0);
}

/* The rate of steps that stay and moved ones in period t: rate, or a row of the walk. A moved step fills nothing before
   its planned place, the ramps say what it fills after it, and it fills the whole period once the latest lane's slip is
   over. The steps are added in one order, so when that happens changes no bit. */
static const double *add_moved_steps(const Plan *plan, const Bundle *bundle, uint32_t t, const Scratch *scratch,
    BundleWalk *walk, double *restrict rate) {
    const double *ramps = scratch->ramps + (size_t)bundle->phase * plan->period_count * LANES;
    const uint32_t settled_after = scratch->settled_after[bundle->phase];
    for (; walk->moved < bundle->step_count && bundle->steps[walk->moved].position + settled_after <= t; walk->moved++)
        if (is_moved(&bundle->steps[walk->moved])) add(walk->moved_rate, scratch->steps + (size_t)walk->moved * LANES);
    const double *restrict sum = walk->moved_rate;
    for (uint32_t i = walk->moved; i < bundle->step_count && bundle->steps[i].position <= t; i++) {
        if (!is_moved(&bundle->steps[i])) continue;
        const double *restrict jump = scratch->steps + (size_t)i * LANES;
        const double *restrict ramp = ramps + (size_t)(t - (uint32_t)bundle->steps[i].position) * LANES;
        if (sum == rate)
            for (int k = 0; k < LANES; k++) rate[k] += jump[k] * ramp[k];
        else
            for (int k = 0; k < LANES; k++) rate[k] = sum[k] + jump[k] * ramp[k];
        sum = rate;
    }
    if (!walk->has_fixed) return sum;
    const double *restrict fixed = walk->fixed_rate;
    if (sum == rate)
        for (int k = 0; k < LANES; k++) rate[k] += fixed[k];
    else
        for (int k = 0; k < LANES; k++) rate[k] = sum[k] + fixed[k];
    return rate;
}

/* Adds the part of a step that falls in period t, where the phase may be early. */
static void add_early_step(
    const Step *step, uint32_t t, const double *restrict slip, const double *restrict jump, double *restrict rate) {
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

/* Money of formulas: Σ of levels × what multiplies them. */
static const double *add_levels(
    const Plan *plan, const Bundle *bundle, uint32_t t, const Scratch *scratch, double *restrict rate) {
    for (uint32_t i = 0; i < bundle->step_count; i++) {
        const double *restrict level = level_rows(plan, scratch, bundle->step_levels[i]) + (size_t)t * LANES;
        const double *restrict multiplier = scratch->steps + (size_t)i * LANES;
        if (i == 0)
            for (int k = 0; k < LANES; k++) rate[k] = level[k] * multiplier[k];
        else
            for (int k = 0; k < LANES; k++) rate[k] += level[k] * multiplier[k];
    }
    return rate;
}

/* £ a period in period t, before prices: rate, or a row of the walk. Periods come one after the other. */
static const double *rate_in(const Plan *plan, const Bundle *bundle, uint32_t t, const Scratch *scratch,
    BundleWalk *walk, double *restrict rate) {
    if (bundle->step_levels) return add_levels(plan, bundle, t, scratch, rate);
    if (bundle->phase != NO_INDEX && plan->phases[bundle->phase].can_be_early) {
        const double *slip = scratch->slips + (size_t)bundle->phase * LANES;
        lanes_fill(rate, 0);
        for (uint32_t i = 0; i < bundle->step_count; i++)
            add_early_step(&bundle->steps[i], t, slip, scratch->steps + (size_t)i * LANES, rate);
        return rate;
    }
    pass_fixed_steps(bundle, t, scratch, walk);
    if (bundle->phase == NO_INDEX) return walk->fixed_rate;
    return add_moved_steps(plan, bundle, t, scratch, walk, rate);
}

/* What a component and its bias weigh in the net flow. */
static double net_weight(const Bundle *bundle) {
    return bundle->component == COMPONENT_BENEFIT ? 1 - bundle->bias : -(1 + bundle->bias);
}

/* Adds factor × the flow of period t to each council's present value of the component. */
static void add_shared_values(const Plan *plan, uint32_t sharing, Component component, double factor, uint32_t t,
    const double *restrict flow, const Scratch *scratch) {
    const uint32_t split = plan->sharings[sharing].split;
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *restrict sum = present_value_row(plan, scratch, sharing, c, component);
        if (plan->splits[split].shares) {
            const double part = factor * certain_share(plan, split, c, t);
            for (int k = 0; k < LANES; k++) sum[k] += part * flow[k];
        } else {
            const double *restrict share = uncertain_share(plan, scratch, split, c, t);
            for (int k = 0; k < LANES; k++) sum[k] += factor * share[k] * flow[k];
        }
    }
}

static void add_present_values(const Plan *plan, const Bundle *bundle, Component component, double weight, uint32_t t,
    const double *restrict flow, const Scratch *scratch) {
    const Pool *pool = &plan->pools[bundle->pool];
    for (uint32_t i = 0; i < pool->sharing_count; i++)
        add_shared_values(
            plan, pool->first_sharing + i, component, weight * plan->discount_factor[t], t, flow, scratch);
}

static Component bias_component(const Bundle *bundle) {
    return bundle->component == COMPONENT_BENEFIT ? COMPONENT_BENEFIT_BIAS : COMPONENT_COST_BIAS;
}

static void add_flow(
    const Plan *plan, const Bundle *bundle, uint32_t t, const double *restrict flow, const Scratch *scratch) {
    const size_t row = (size_t)bundle->pool * plan->period_count + t;
    add_times(scratch->pools + row * LANES, net_weight(bundle), flow, scratch->pool_holds[row]);
    scratch->pool_holds[row] = true;
}

/* Goes through the periods of a bundle. */
static void add_periods(
    const Plan *plan, const Bundle *bundle, bool flows, bool present_values, const Scratch *scratch) {
    const bool early = bundle->phase != NO_INDEX && plan->phases[bundle->phase].can_be_early;
    BundleWalk walk = { 0 };
    double rate[LANES];
    for (uint32_t t = 0; t < plan->period_count; t++) {
        if (!early && bundle->steps[0].position > t) continue;
        const double *restrict flow = rate_in(plan, bundle, t, scratch, &walk, rate);
        if (bundle->idle && bundle->idle[t]) continue;
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
        for (uint32_t i = 0; i < bundle->level_count; i++) {
            const double *restrict level = level_rows(plan, scratch, bundle->levels[i]) + (size_t)t * LANES;
            for (int k = 0; k < LANES; k++) rate[k] = flow[k] * level[k];
            flow = rate;
        }
        if (flows) add_flow(plan, bundle, t, flow, scratch);
        if (!present_values) continue;
        add_present_values(plan, bundle, bundle->component, 1, t, flow, scratch);
        if (bundle->bias > 0) add_present_values(plan, bundle, bias_component(bundle), bundle->bias, t, flow, scratch);
    }
}

/* Of a plain bundle with certain shares a step's present value is the step × Σ discounted shares from there on. */
static void add_step_values(const Plan *plan, const Bundle *bundle, uint32_t sharing, const Scratch *scratch) {
    const uint32_t split = plan->sharings[sharing].split;
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *restrict sum = present_value_row(plan, scratch, sharing, c, bundle->component);
        double *restrict bias = present_value_row(plan, scratch, sharing, c, bias_component(bundle));
        for (uint32_t i = 0; i < bundle->step_count; i++) {
            const double *restrict step = scratch->steps + (size_t)i * LANES;
            double weight = 0;
            for (uint32_t t = (uint32_t)bundle->steps[i].position; t < plan->period_count; t++)
                weight += plan->discount_factor[t] * certain_share(plan, split, c, t);
            const double bias_weight = weight * bundle->bias;
            for (int k = 0; k < LANES; k++) sum[k] += weight * step[k];
            if (bias_weight != 0)
                for (int k = 0; k < LANES; k++) bias[k] += bias_weight * step[k];
        }
    }
}

/* Whether no split of the pool is uncertain. */
static bool has_certain_shares(const Plan *plan, const Pool *pool) {
    for (uint32_t i = 0; i < pool->sharing_count; i++)
        if (!plan->splits[plan->sharings[pool->first_sharing + i].split].shares) return false;
    return true;
}

static void evaluate_bundle(
    const Plan *plan, const Bundle *bundle, const double *values, bool present_values, const Scratch *scratch) {
    add_up_jumps(plan, bundle, values, scratch);
    if (!bundle_is_plain(bundle)) {
        add_periods(plan, bundle, true, present_values, scratch);
        return;
    }
    for (uint32_t i = 0; i < bundle->step_count; i++)
        add_flow(plan, bundle, (uint32_t)bundle->steps[i].position, scratch->steps + (size_t)i * LANES, scratch);
    if (!present_values) return;
    const Pool *pool = &plan->pools[bundle->pool];
    if (!has_certain_shares(plan, pool)) {
        add_periods(plan, bundle, false, true, scratch);
        return;
    }
    for (uint32_t i = 0; i < pool->sharing_count; i++) add_step_values(plan, bundle, pool->first_sharing + i, scratch);
}

/* The steps of plain bundles, which are in the pools, to flows. */
static void add_up_steps(const Plan *plan, unsigned readings, const Scratch *scratch) {
    for (uint32_t p = 0; p < plan->pool_count; p++) {
        if (!(plan->pools[p].readings & readings)) continue;
        double *rows = scratch->pools + (size_t)p * plan->period_count * LANES;
        bool *holds = scratch->pool_holds + (size_t)p * plan->period_count;
        for (uint32_t t = 0; t < plan->period_count; t++) {
            double *row = rows + (size_t)t * LANES;
            const bool goes_on = t > 0 && holds[t - 1] && !plan->pools[p].idle[t];
            if (goes_on && holds[t]) add(row, row - LANES);
            if (goes_on && !holds[t]) copy(row, row - LANES);
            holds[t] = goes_on || (holds[t] && !plan->pools[p].idle[t]);
        }
    }
}

static void evaluate_bundles(const Plan *plan, bool plain, const double *values, unsigned flows,
    unsigned present_values, const Scratch *scratch) {
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        const Bundle *bundle = &plan->bundles[b];
        const unsigned readings = plan->pools[bundle->pool].readings;
        if (bundle->step_count > 0 && !bundle->is_outline && readings & flows && bundle_is_plain(bundle) == plain)
            evaluate_bundle(plan, bundle, values, readings & present_values, scratch);
    }
}

static void clear_empty_rows(const Plan *plan, unsigned readings, const Scratch *scratch) {
    for (uint32_t p = 0; p < plan->pool_count; p++)
        for (size_t row = (size_t)p * plan->period_count; row < ((size_t)p + 1) * plan->period_count; row++)
            if (plan->pools[p].readings & readings && !scratch->pool_holds[row])
                lanes_fill(scratch->pools + row * LANES, 0);
}

void evaluate_pools(
    const Plan *plan, const double *values, unsigned flows, unsigned present_values, const Scratch *scratch) {
    const size_t rows = (size_t)plan->pool_count * plan->period_count;
    for (size_t row = 0; row < rows; row++) scratch->pool_holds[row] = false;
    if (present_values) {
        const size_t sums = (size_t)plan->sharing_count * plan->council_count * COMPONENT_COUNT * LANES;
        for (size_t i = 0; i < sums; i++) scratch->present_values[i] = 0;
    }
    evaluate_bundles(plan, true, values, flows, present_values, scratch);
    add_up_steps(plan, flows, scratch);
    evaluate_bundles(plan, false, values, flows, present_values, scratch);
    clear_empty_rows(plan, flows, scratch);
}
