/* One block of trials: pools → each view's flows, by council and programme and their sums → figures. */
#include "evaluate/block.h"
#include "evaluate/scratch.h"

static double *take(double *memory, size_t *used, size_t rows) {
    double *array = memory ? memory + *used : 0;
    *used += rows * LANES;
    return array;
}

static size_t most_steps(const Plan *plan) {
    size_t most = 0;
    for (uint32_t b = 0; b < plan->bundle_count; b++)
        if (plan->bundles[b].step_count > most) most = plan->bundles[b].step_count;
    return most;
}

static size_t result_count(const Plan *plan) {
    return ((size_t)plan->council_count + 1) * (plan->programme_count + 1);
}

/* What programs want, at most, of each kind. */
typedef struct ProgramNeeds {
    size_t memory_rows, inputs, outputs;
} ProgramNeeds;

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static ProgramNeeds program_needs(const Plan *plan) {
    ProgramNeeds needs = { 0, 0, 0 };
    for (uint32_t i = 0; i < plan->program_count; i++) {
        const Program *program = &plan->programs[i].program;
        needs.memory_rows = larger(needs.memory_rows, program_memory(program, 1));
        needs.inputs = larger(needs.inputs, program->input_count);
        needs.outputs = larger(needs.outputs, program->output_count);
    }
    return needs;
}

/* Pointers, which lie in rows of doubles; at least as many as asked for. */
static void *take_pointers(double *memory, size_t *used, size_t count) {
    return take(memory, used, count > 0 ? count / LANES + 1 : 0);
}

size_t scratch_lay_out(const Plan *plan, double *memory, Scratch *scratch) {
    const size_t t = plan->period_count;
    size_t used = 0;
    scratch->slips = take(memory, &used, plan->phase_count);
    scratch->ramps = take(memory, &used, plan->phase_count * t);
    scratch->growths = take(memory, &used, plan->growth_count * t);
    const ProgramNeeds needs = program_needs(plan);
    scratch->levels = take(memory, &used, plan->level_count * t);
    scratch->unmoved = take(memory, &used, plan->level_count > 0 ? t + 2 : 0);
    scratch->program_memory = take(memory, &used, needs.memory_rows);
    scratch->program_inputs = take_pointers(memory, &used, needs.inputs);
    scratch->program_outputs = take_pointers(memory, &used, needs.outputs);
    scratch->shares = take(memory, &used, (size_t)plan->split_count * plan->council_count * t);
    scratch->steps = take(memory, &used, most_steps(plan));
    scratch->pools = take(memory, &used, plan->pool_count * t);
    scratch->present_values = take(memory, &used, (size_t)plan->sharing_count * plan->council_count * COMPONENT_COUNT);
    for (int r = 0; r < READING_COUNT; r++) {
        const bool has = plan->readings & READING_BIT(r);
        scratch->net[r] = has ? take(memory, &used, result_count(plan) * t) : 0;
        scratch->component[r] = has ? take(memory, &used, result_count(plan) * COMPONENT_COUNT) : 0;
    }
    scratch->settled_after = (uint32_t *)(void *)take(memory, &used, plan->phase_count / LANES + 1);
    return used * sizeof(double);
}

size_t evaluate_scratch_size(const Plan *plan) {
    Scratch scratch;
    return scratch_lay_out(plan, 0, &scratch);
}

static void clear(double *restrict rows, size_t size) {
    for (size_t i = 0; i < size; i++) rows[i] = 0;
}

/* How often a sharing counts in a view: what option and baseline share drops out. */
static double view_sign(const Sharing *sharing, const View *view) {
    return (sharing->in_option[view->option] ? 1 : 0) -
           (view->baseline != NO_INDEX && sharing->in_option[view->baseline] ? 1 : 0);
}

/* Rows of one result: council 0 is joint, programme 0 is total. */
static double *result_rows(const Plan *plan, double *rows, uint32_t council, uint32_t programme, uint32_t rows_each) {
    return rows + ((size_t)council * (plan->programme_count + 1) + programme) * rows_each * LANES;
}

/* sum ← or += sign × share × flow. */
static void share_row(double *restrict sum, const double *restrict flow, double share, bool first) {
    if (first)
        for (int k = 0; k < LANES; k++) sum[k] = share * flow[k];
    else
        for (int k = 0; k < LANES; k++) sum[k] += share * flow[k];
}

static void share_row_uncertainly(
    double *restrict sum, const double *restrict flow, const double *restrict share, double sign, bool first) {
    if (first)
        for (int k = 0; k < LANES; k++) sum[k] = sign * share[k] * flow[k];
    else
        for (int k = 0; k < LANES; k++) sum[k] += sign * share[k] * flow[k];
}

/* Whether a reading leaves a council's money out. */
static bool is_left_out(const Plan *plan, MoneyReading reading, uint32_t council) {
    return plan->left_out[reading] && plan->left_out[reading][council];
}

/* first: the rows of the pool's programme hold nothing yet. */
static void share_pool(const Plan *plan, const Scratch *scratch, MoneyReading reading, uint32_t pool_index,
    uint32_t split, double sign, bool first) {
    const Pool *pool = &plan->pools[pool_index];
    const double *from = scratch->pools + (size_t)pool_index * plan->period_count * LANES;
    for (uint32_t c = 0; c < plan->council_count; c++) {
        double *to = result_rows(plan, scratch->net[reading], c + 1, pool->programme + 1, plan->period_count);
        if (is_left_out(plan, reading, c)) {
            if (first) clear(to, (size_t)plan->period_count * LANES);
            continue;
        }
        for (uint32_t t = 0; t < plan->period_count; t++) {
            double *sum = to + (size_t)t * LANES;
            const double *flow = from + (size_t)t * LANES;
            if (plan->splits[split].shares)
                share_row(sum, flow, sign * certain_share(plan, split, c, t), first);
            else
                share_row_uncertainly(sum, flow, uncertain_share(plan, scratch, split, c, t), sign, first);
        }
    }
}

static void add_components(
    const Plan *plan, const Scratch *scratch, MoneyReading reading, uint32_t sharing, uint32_t programme, double sign) {
    for (uint32_t c = 0; c < plan->council_count; c++) {
        if (is_left_out(plan, reading, c)) continue;
        double *restrict to = result_rows(plan, scratch->component[reading], c + 1, programme + 1, COMPONENT_COUNT);
        const double *restrict from = present_value_row(plan, scratch, sharing, c, COMPONENT_COST);
        for (size_t i = 0; i < COMPONENT_COUNT * LANES; i++) to[i] += sign * from[i];
    }
}

/* Joint = Σ councils for each programme; total = Σ programmes for each council and joint. */
static void add_up_results(const Plan *plan, double *rows, uint32_t rows_each) {
    const size_t size = (size_t)rows_each * LANES;
    for (uint32_t p = 1; p <= plan->programme_count; p++)
        for (uint32_t c = 1; c <= plan->council_count; c++) {
            double *restrict sum = result_rows(plan, rows, 0, p, rows_each);
            const double *restrict row = result_rows(plan, rows, c, p, rows_each);
            for (size_t i = 0; i < size; i++) sum[i] = c == 1 ? row[i] : sum[i] + row[i];
        }
    for (uint32_t c = 0; c <= plan->council_count; c++)
        for (uint32_t p = 1; p <= plan->programme_count; p++) {
            double *restrict sum = result_rows(plan, rows, c, 0, rows_each);
            const double *restrict row = result_rows(plan, rows, c, p, rows_each);
            for (size_t i = 0; i < size; i++) sum[i] = p == 1 ? row[i] : sum[i] + row[i];
        }
}

/* Adds what the pool is in a view. first: the rows of its programme hold nothing yet; returns whether they still do. */
static bool add_pool(const Plan *plan, const Scratch *scratch, const View *view, MoneyReading reading, bool components,
    uint32_t pool_index, bool first) {
    const Pool *pool = &plan->pools[pool_index];
    for (uint32_t i = 0; i < pool->sharing_count; i++) {
        const uint32_t sharing = pool->first_sharing + i;
        const double sign = view_sign(&plan->sharings[sharing], view);
        if (sign == 0) continue;
        share_pool(plan, scratch, reading, pool_index, plan->sharings[sharing].split, sign, first);
        if (components) add_components(plan, scratch, reading, sharing, pool->programme, sign);
        first = false;
    }
    return first;
}

static void evaluate_view(
    const Plan *plan, const Scratch *scratch, const View *view, MoneyReading reading, bool components) {
    double *net = scratch->net[reading];
    if (components) clear(scratch->component[reading], result_count(plan) * COMPONENT_COUNT * LANES);
    for (uint32_t programme = 0; programme < plan->programme_count; programme++) {
        bool first = true;
        for (uint32_t p = 0; p < plan->pool_count; p++)
            if (plan->pools[p].programme == programme && plan->pools[p].readings & READING_BIT(reading))
                first = add_pool(plan, scratch, view, reading, components, p, first);
        for (uint32_t c = 1; c <= plan->council_count && first; c++)
            clear(result_rows(plan, net, c, programme + 1, plan->period_count), (size_t)plan->period_count * LANES);
    }
    add_up_results(plan, net, plan->period_count);
    if (components) add_up_results(plan, scratch->component[reading], COMPONENT_COUNT);
}

/* The readings that are asked for, and those whose figures read components. */
typedef struct Wanted {
    unsigned flows, components;
} Wanted;

static Wanted wanted_readings(const Plan *plan, const BlockRequest *request) {
    Wanted wanted = { request->flows ? READING_BIT(READING_WHOLE) : 0, 0 };
    for (uint32_t f = 0; f < request->figure_count; f++) {
        const Figure *figure = request->figures[f].figure;
        wanted.flows |= READING_BIT(figure->reading) & plan->readings;
        if (figure->of_components) wanted.components |= READING_BIT(figure->reading) & plan->readings;
    }
    return wanted;
}

/* Of a flow that is no number in some lane (a formula divided by 0 there) no figure is one. Payback, which only compares,
   would not see it; figures of components are none by themselves where one that they are made of is. */
static void drop_odd_flows(const Plan *plan, const Flow *flow, double *restrict column) {
    double odd[LANES];
    lanes_fill(odd, 0);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const double *restrict row = flow->net + (size_t)t * LANES;
        for (int k = 0; k < LANES; k++) odd[k] += row[k] - row[k]; /* 0, or no number */
    }
    for (int k = 0; k < LANES; k++) {
        const double value = column[k];
        column[k] = odd[k] == 0 ? value : __builtin_nan("");
    }
}

/* A figure of result r of a view. */
static void evaluate_figure(const Plan *plan, const Scratch *scratch, const BlockRequest *request, uint32_t view,
    size_t r, const Figure *figure, double *restrict column) {
    if (!(plan->readings & READING_BIT(figure->reading))) {
        lanes_fill(column, __builtin_nan(""));
        return;
    }
    const Flow flow = { scratch->component[figure->reading] + r * COMPONENT_COUNT * LANES,
        scratch->net[figure->reading] + r * plan->period_count * LANES, request->lane_count,
        request->views[view].option };
    figure->evaluate(plan, &flow, column);
    if (plan->level_count > 0 && !figure->of_components) drop_odd_flows(plan, &flow, column);
}

void evaluate_block(
    const Plan *plan, const BlockRequest *request, const double *values, void *memory, const BlockResults *results) {
    Scratch scratch;
    scratch_lay_out(plan, memory, &scratch);
    const Wanted wanted = wanted_readings(plan, request);
    const size_t flow_size = (size_t)plan->period_count * LANES;
    evaluate_slips(plan, values, &scratch);
    evaluate_growths(plan, values, &scratch);
    evaluate_levels(plan, values, &scratch);
    evaluate_shares(plan, values, &scratch);
    evaluate_pools(plan, values, wanted.flows, wanted.components, &scratch);

    if (results->slips)
        for (size_t i = 0; i < (size_t)plan->phase_count * LANES; i++)
            results->slips[i] = scratch.slips[i] * plan->months_per_period;

    if (results->levels) *results->levels = scratch.levels;

    double *column = results->figures;
    for (uint32_t v = 0; v < request->view_count; v++) {
        for (int reading = 0; reading < READING_COUNT; reading++)
            if (wanted.flows & READING_BIT(reading))
                evaluate_view(plan, &scratch, &request->views[v], (MoneyReading)reading,
                    wanted.components & READING_BIT(reading));
        for (size_t r = 0; r < result_count(plan); r++) {
            const size_t result = v * result_count(plan) + r;
            for (uint32_t f = 0; f < request->figure_count; f++) {
                if (!result_has(plan, &request->views[v], r, &request->figures[f])) continue;
                evaluate_figure(plan, &scratch, request, v, r, request->figures[f].figure, column);
                column += LANES;
            }
            if (request->flows) {
                const double *restrict flow = scratch.net[READING_WHOLE] + r * flow_size;
                for (size_t i = 0; i < flow_size; i++) results->flows[result * flow_size + i] = flow[i];
            }
        }
    }
}
