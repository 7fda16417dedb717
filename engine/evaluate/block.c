/* One block of trials: pools → each option's flows → each view's figures. */
#include "evaluate/block.h"
#include "evaluate/scratch.h"

static double *take(double *memory, size_t *used, size_t rows) {
    double *array = memory ? memory + *used : 0;
    *used += rows * LANES;
    return array;
}

size_t scratch_lay_out(const Plan *plan, double *memory, Scratch *scratch) {
    const size_t t = plan->period_count;
    const size_t cells = (size_t)plan->council_count * plan->programme_count * COMPONENT_COUNT;
    size_t used = 0;
    scratch->slips = take(memory, &used, plan->phase_count);
    scratch->ramps = take(memory, &used, plan->phase_count * t);
    scratch->growths = take(memory, &used, plan->growth_count * t);
    scratch->pools = take(memory, &used, plan->pool_count * t);
    scratch->shares = take(memory, &used, (size_t)plan->split_count * plan->council_count * t);
    scratch->option = (OptionFlows){ NO_INDEX, take(memory, &used, cells * t) };
    scratch->baseline = (OptionFlows){ NO_INDEX, take(memory, &used, cells * t) };
    scratch->components = take(memory, &used, COMPONENT_COUNT * t);
    scratch->net = take(memory, &used, t);
    scratch->multiplier = take(memory, &used, 1);
    scratch->moved = take(memory, &used, 1);
    return used * sizeof(double);
}

size_t evaluate_scratch_size(const Plan *plan) {
    Scratch scratch;
    return scratch_lay_out(plan, 0, &scratch);
}

static size_t cell_offset(const Plan *plan, uint32_t council, uint32_t programme, uint32_t component) {
    return (((size_t)council * plan->programme_count + programme) * COMPONENT_COUNT + component) * plan->period_count * LANES;
}

static void share_pool(const Plan *plan, const Scratch *scratch, uint32_t pool_index, OptionFlows *flows) {
    const Pool *pool = &plan->pools[pool_index];
    const SplitTable *split = &plan->splits[pool->split];
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *cell = flows->flow + cell_offset(plan, c, pool->programme, pool->component);
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const double *restrict from = scratch->pools + ((size_t)pool_index * plan->period_count + t) * LANES;
            double *restrict to = cell + (size_t)t * LANES;
            if (split->shares) {
                const double share = certain_share(plan, split, c, t);
                for (int k = 0; k < LANES; k++) to[k] += share * from[k];
            } else {
                const double *restrict share = scratch->shares
                    + (((size_t)pool->split * plan->council_count + c) * plan->period_count + t) * LANES;
                for (int k = 0; k < LANES; k++) to[k] += share[k] * from[k];
            }
        }
    }
}

static void evaluate_option(const Plan *plan, const Scratch *scratch, uint32_t option, OptionFlows *flows) {
    if (flows->option == option) return;
    flows->option = option;
    const size_t size = cell_offset(plan, plan->council_count, 0, 0);
    for (size_t i = 0; i < size; i++) flows->flow[i] = 0;
    for (uint32_t p = 0; p < plan->pool_count; p++)
        if (plan->pools[p].in_option[option]) share_pool(plan, scratch, p, flows);
}

/* The councils and programmes whose cells a result adds up: index 0 of a result means all of them. */
typedef struct Range {
    uint32_t first, end;
} Range;

static Range range_of(uint32_t result_index, uint32_t count) {
    return result_index == 0 ? (Range){ 0, count } : (Range){ result_index - 1, result_index };
}

static void add_cells(const Plan *plan, const OptionFlows *flows, double sign, Range councils, Range programmes,
    uint32_t component, double *restrict sum) {
    const size_t size = (size_t)plan->period_count * LANES;
    for (uint32_t c = councils.first; c < councils.end; c++)
        for (uint32_t p = programmes.first; p < programmes.end; p++) {
            const double *restrict cell = flows->flow + cell_offset(plan, c, p, component);
            for (size_t i = 0; i < size; i++) sum[i] += sign * cell[i];
        }
}

/* Whether any pool carries the component: most plans have no optimism bias when simulated. */
static bool has_component(const Plan *plan, uint32_t component) {
    for (uint32_t p = 0; p < plan->pool_count; p++)
        if (plan->pools[p].component == component) return true;
    return false;
}

static Flow result_flow(
    const Plan *plan, const Scratch *scratch, const View *view, uint32_t lane_count, Range councils, Range programmes) {
    static const double net_sign[COMPONENT_COUNT] = {
        [COMPONENT_COST] = -1, [COMPONENT_BENEFIT] = 1, [COMPONENT_RISK] = -1,
        [COMPONENT_COST_BIAS] = -1, [COMPONENT_BENEFIT_BIAS] = -1,
    };
    const size_t size = (size_t)plan->period_count * LANES;
    Flow flow = { .net = scratch->net, .lane_count = lane_count };
    for (size_t i = 0; i < size; i++) scratch->net[i] = 0;
    for (uint32_t component = 0; component < COMPONENT_COUNT; component++) {
        if (!has_component(plan, component)) continue;
        double *restrict sum = scratch->components + (size_t)component * size;
        double *restrict net = scratch->net;
        for (size_t i = 0; i < size; i++) sum[i] = 0;
        add_cells(plan, &scratch->option, 1, councils, programmes, component, sum);
        if (view->baseline != NO_INDEX)
            add_cells(plan, &scratch->baseline, -1, councils, programmes, component, sum);
        for (size_t i = 0; i < size; i++) net[i] += net_sign[component] * sum[i];
        flow.component[component] = sum;
    }
    return flow;
}

void evaluate_block(const Plan *plan, const BlockRequest *request, const double *values, void *memory,
    const BlockResults *results) {
    Scratch scratch;
    scratch_lay_out(plan, memory, &scratch);
    evaluate_slips(plan, values, &scratch);
    evaluate_growths(plan, values, &scratch);
    evaluate_shares(plan, values, &scratch);
    evaluate_pools(plan, values, &scratch);

    if (results->slips)
        for (size_t i = 0; i < (size_t)plan->phase_count * LANES; i++)
            results->slips[i] = scratch.slips[i] * plan->months_per_period;

    const size_t flow_size = (size_t)plan->period_count * LANES;
    size_t result = 0;
    for (uint32_t v = 0; v < request->view_count; v++) {
        const View *view = &request->views[v];
        evaluate_option(plan, &scratch, view->option, &scratch.option);
        if (view->baseline != NO_INDEX) evaluate_option(plan, &scratch, view->baseline, &scratch.baseline);
        for (uint32_t c = 0; c <= plan->council_count; c++)
            for (uint32_t p = 0; p <= plan->programme_count; p++, result++) {
                const Flow flow = result_flow(plan, &scratch, view, request->lane_count,
                    range_of(c, plan->council_count), range_of(p, plan->programme_count));
                for (uint32_t f = 0; f < request->figure_count; f++)
                    request->figures[f]->evaluate(
                        plan, &flow, results->figures + (result * request->figure_count + f) * LANES);
                if (request->flows)
                    for (size_t i = 0; i < flow_size; i++) results->flows[result * flow_size + i] = flow.net[i];
            }
    }
}
