/* One block of trials: pools → each view's flows, by council and programme and their sums → figures. Pools are worked out for
   the block; the rest tile by tile, while a tile's flows are near. */
#include "evaluate/block.h"
#include "base/vector.h"
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

/* What is no lanes, in rows of doubles. */
static void *take_bytes(double *memory, size_t *used, size_t size) {
    const size_t row = LANES * sizeof(double);
    return take(memory, used, (size + row - 1) / row);
}

/* Rows of a tile. */
static double *take_tile_rows(double *memory, size_t *used, size_t rows) {
    return take_bytes(memory, used, rows * TILE * sizeof(double));
}

/* Most splits of many councils go to one of them, and are certain: they have no rows. */
static void lay_out_shares(const Plan *plan, double *memory, size_t *used, Scratch *scratch) {
    uint32_t uncertain = 0;
    scratch->share_place = take_bytes(memory, used, plan->split_count * sizeof(uint32_t));
    for (uint32_t s = 0; s < plan->split_count; s++) {
        if (scratch->share_place) scratch->share_place[s] = uncertain;
        uncertain += plan->splits[s].shares == NULL;
    }
    scratch->shares = take(memory, used, (size_t)uncertain * plan->council_count * plan->period_count);
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
    scratch->program_inputs = take_bytes(memory, &used, needs.inputs * sizeof(double *));
    scratch->program_outputs = take_bytes(memory, &used, needs.outputs * sizeof(double *));
    lay_out_shares(plan, memory, &used, scratch);
    scratch->steps = take(memory, &used, most_steps(plan));
    scratch->step_holds = take_bytes(memory, &used, most_steps(plan) * sizeof(bool));
    scratch->pools = take(memory, &used, plan->pool_count * t);
    scratch->pool_holds = take_bytes(memory, &used, plan->pool_count * t * sizeof(bool));
    scratch->present_values = take(memory, &used, (size_t)plan->sharing_count * plan->council_count * COMPONENT_COUNT);
    for (int r = 0; r < READING_COUNT; r++) {
        const bool has = plan->readings & READING_BIT(r);
        scratch->net[r] = has ? take_tile_rows(memory, &used, result_count(plan) * t) : 0;
        scratch->component[r] = has ? take_tile_rows(memory, &used, result_count(plan) * COMPONENT_COUNT) : 0;
    }
    scratch->parts = take_bytes(memory, &used, plan->sharing_count * sizeof(PoolPart));
    scratch->settled_after = take_bytes(memory, &used, plan->phase_count * sizeof(uint32_t));
    return used * sizeof(double);
}

size_t evaluate_scratch_size(const Plan *plan) {
    Scratch scratch;
    return scratch_lay_out(plan, 0, &scratch);
}

/* How often a sharing counts in a view: what option and baseline share drops out. */
static double view_sign(const Sharing *sharing, const View *view) {
    return (sharing->in_option[view->option] ? 1 : 0) -
           (view->baseline != NO_INDEX && sharing->in_option[view->baseline] ? 1 : 0);
}

/* A view in a reading, one tile of it. */
typedef struct Slice {
    const Plan *plan;
    const Scratch *scratch;
    MoneyReading reading;
    bool components;
    size_t lane; /* the tile's first */
} Slice;

/* The pools of a programme that the view has, into scratch->parts; returns how many. */
static uint32_t find_parts(const Slice *slice, const View *view, uint32_t programme) {
    const Plan *plan = slice->plan;
    uint32_t count = 0;
    for (uint32_t p = 0; p < plan->pool_count; p++) {
        const Pool *pool = &plan->pools[p];
        if (pool->programme != programme || !(pool->readings & READING_BIT(slice->reading))) continue;
        for (uint32_t s = pool->first_sharing; s < pool->first_sharing + pool->sharing_count; s++) {
            const double sign = view_sign(&plan->sharings[s], view);
            if (sign == 0) continue;
            const double *flow = slice->scratch->pools + (size_t)p * plan->period_count * LANES + slice->lane;
            slice->scratch->parts[count++] = (PoolPart){ .flow = flow, .sharing = s, .sign = sign };
        }
    }
    return count;
}

/* Gives the parts a council's shares. */
static void find_shares(const Slice *slice, uint32_t part_count, uint32_t council) {
    const Plan *plan = slice->plan;
    for (uint32_t i = 0; i < part_count; i++) {
        PoolPart *part = &slice->scratch->parts[i];
        const uint32_t split = plan->sharings[part->sharing].split;
        const double *certain = plan->splits[split].shares;
        part->certain = certain ? certain + (size_t)council * plan->period_count : 0;
        part->share = uncertain_share(plan, slice->scratch, split, council, 0) + slice->lane;
    }
}

/* Whether a reading leaves a council's money out. */
static bool is_left_out(const Slice *slice, uint32_t council) {
    return slice->plan->left_out[slice->reading] && slice->plan->left_out[slice->reading][council];
}

enum { TILE_VECTORS = TILE / WIDTH };

/* A council's net flow of a programme in period t. */
static inline void share_out(const PoolPart *parts, uint32_t part_count, uint32_t t, Reals sum[TILE_VECTORS]) {
    for (int v = 0; v < TILE_VECTORS; v++) sum[v] = reals_of(0);
    for (uint32_t i = 0; i < part_count; i++) {
        const double *flow = parts[i].flow + (size_t)t * LANES, *share = parts[i].share + (size_t)t * LANES;
        Reals weight = reals_of(parts[i].certain ? parts[i].sign * parts[i].certain[t] : parts[i].sign);
        for (int v = 0; v < TILE_VECTORS; v++) {
            const Reals weighed = parts[i].certain ? weight : weight * reals_at(share + v * WIDTH);
            const Reals money = weighed * reals_at(flow + v * WIDTH);
            sum[v] = i == 0 ? money : sum[v] + money;
        }
    }
}

/* A council's present value of a component in a programme. */
static inline void add_component_parts(
    const Slice *slice, uint32_t part_count, uint32_t council, Component component, Reals sum[TILE_VECTORS]) {
    for (int v = 0; v < TILE_VECTORS; v++) sum[v] = reals_of(0);
    for (uint32_t i = 0; i < part_count; i++) {
        const PoolPart *part = &slice->scratch->parts[i];
        const double *row =
            present_value_row(slice->plan, slice->scratch, part->sharing, council, component) + slice->lane;
        const Reals sign = reals_of(part->sign);
        for (int v = 0; v < TILE_VECTORS; v++) sum[v] += sign * reals_at(row + v * WIDTH);
    }
}

/* Row i of a result: council 0 is joint, programme 0 is total. */
static double *result_row(
    const Plan *plan, double *rows, uint32_t council, uint32_t programme, size_t rows_each, size_t i) {
    return rows + (((size_t)council * (plan->programme_count + 1) + programme) * rows_each + i) * TILE;
}

static inline void put_or_add(double *row, const Reals value[TILE_VECTORS], bool first) {
    if (first)
        for (int v = 0; v < TILE_VECTORS; v++) put_reals(row + v * WIDTH, value[v]);
    else
        for (int v = 0; v < TILE_VECTORS; v++) put_reals(row + v * WIDTH, reals_at(row + v * WIDTH) + value[v]);
}

/* Row i of a council and programme, both from 0, goes into its result and into those that it is part of:
   joint = Σ councils for each programme, total = Σ programmes for each council. */
static inline void put_row(const Plan *plan, double *rows, uint32_t council, uint32_t programme, size_t rows_each,
    size_t i, const Reals value[TILE_VECTORS]) {
    put_or_add(result_row(plan, rows, council + 1, programme + 1, rows_each, i), value, true);
    put_or_add(result_row(plan, rows, 0, programme + 1, rows_each, i), value, council == 0);
    put_or_add(result_row(plan, rows, council + 1, 0, rows_each, i), value, programme == 0);
}

/* The joint total = Σ programmes of the joint. */
static void add_joint(const Plan *plan, double *rows, uint32_t programme, size_t rows_each) {
    for (size_t i = 0; i < rows_each; i++) {
        const double *joint = result_row(plan, rows, 0, programme + 1, rows_each, i);
        Reals value[TILE_VECTORS];
        for (int v = 0; v < TILE_VECTORS; v++) value[v] = reals_at(joint + v * WIDTH);
        put_or_add(result_row(plan, rows, 0, 0, rows_each, i), value, programme == 0);
    }
}

static void evaluate_slice(const Slice *slice, const View *view) {
    const Plan *plan = slice->plan;
    double *net = slice->scratch->net[slice->reading], *component = slice->scratch->component[slice->reading];
    Reals value[TILE_VECTORS];
    for (uint32_t p = 0; p < plan->programme_count; p++) {
        const uint32_t all = find_parts(slice, view, p);
        for (uint32_t c = 0; c < plan->council_count; c++) {
            const uint32_t count = is_left_out(slice, c) ? 0 : all;
            find_shares(slice, count, c);
            for (uint32_t t = 0; t < plan->period_count; t++) {
                share_out(slice->scratch->parts, count, t, value);
                put_row(plan, net, c, p, plan->period_count, t, value);
            }
            for (uint32_t i = 0; slice->components && i < COMPONENT_COUNT; i++) {
                add_component_parts(slice, count, c, (Component)i, value);
                put_row(plan, component, c, p, COMPONENT_COUNT, i, value);
            }
        }
        add_joint(plan, net, p, plan->period_count);
        if (slice->components) add_joint(plan, component, p, COMPONENT_COUNT);
    }
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

/* Of a flow that is not a number in some lane (a formula divided by 0 there) no figure is one. Payback, which only
   compares, would not see it; figures of components are none by themselves where one that they are made of is. */
static void drop_odd_flows(const Plan *plan, const Flow *flow, double *restrict column) {
    double odd[TILE];
    tile_fill(odd, 0);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const double *restrict row = flow->net + (size_t)t * TILE;
        for (int k = 0; k < TILE; k++) odd[k] += row[k] - row[k]; /* 0, or no number */
    }
    for (int k = 0; k < TILE; k++) {
        const double value = column[k];
        column[k] = odd[k] == 0 ? value : __builtin_nan("");
    }
}

/* A figure of result r. */
static void evaluate_figure(const Plan *plan, const Scratch *scratch, uint32_t option, uint32_t lane_count, size_t r,
    const Figure *figure, double *restrict column) {
    if (!(plan->readings & READING_BIT(figure->reading))) {
        tile_fill(column, __builtin_nan(""));
        return;
    }
    const Flow flow = { scratch->component[figure->reading] + r * COMPONENT_COUNT * TILE,
        scratch->net[figure->reading] + r * plan->period_count * TILE, lane_count, option };
    figure->evaluate(plan, &flow, column);
    if (plan->level_count > 0 && !figure->of_components) drop_odd_flows(plan, &flow, column);
}

/* The figures of a view, one tile of each; returns how many there are. */
static size_t evaluate_figures(const Plan *plan, const Scratch *scratch, const BlockRequest *request, const View *view,
    size_t lane, double *figures) {
    const uint32_t left = request->lane_count - (uint32_t)lane, lane_count = left < TILE ? left : TILE;
    double *column = figures;
    for (size_t r = 0; r < result_count(plan); r++)
        for (uint32_t f = 0; f < request->figure_count; f++) {
            if (!result_has(plan, view, r, &request->figures[f])) continue;
            evaluate_figure(plan, scratch, view->option, lane_count, r, request->figures[f].figure, column + lane);
            column += LANES;
        }
    return (size_t)(column - figures) / LANES;
}

/* flows: [1 + council][1 + programme][period][LANES]. */
static void copy_flows(const Plan *plan, const Scratch *scratch, size_t lane, double *restrict flows) {
    const double *restrict net = scratch->net[READING_WHOLE];
    for (size_t row = 0; row < result_count(plan) * plan->period_count; row++)
        for (size_t k = 0; k < TILE; k++) flows[row * LANES + lane + k] = net[row * TILE + k];
}

void evaluate_block(
    const Plan *plan, const BlockRequest *request, const double *values, void *memory, const BlockResults *results) {
    Scratch scratch;
    scratch_lay_out(plan, memory, &scratch);
    const Wanted wanted = wanted_readings(plan, request);
    evaluate_slips(plan, values, &scratch);
    evaluate_growths(plan, values, &scratch);
    evaluate_levels(plan, values, &scratch);
    evaluate_shares(plan, values, &scratch);
    evaluate_pools(plan, values, wanted.flows, wanted.components, &scratch);

    if (results->slips)
        for (size_t i = 0; i < (size_t)plan->phase_count * LANES; i++)
            results->slips[i] = scratch.slips[i] * plan->months_per_period;

    if (results->levels) *results->levels = scratch.levels;

    double *figures = results->figures, *flows = results->flows;
    for (uint32_t v = 0; v < request->view_count; v++) {
        size_t columns = 0;
        for (size_t lane = 0; lane < request->lane_count; lane += TILE) {
            for (unsigned reading = 0; reading < READING_COUNT; reading++)
                if (wanted.flows & READING_BIT(reading))
                    evaluate_slice(&(Slice){ plan, &scratch, (MoneyReading)reading,
                                       (wanted.components & READING_BIT(reading)) != 0, lane },
                        &request->views[v]);
            columns = evaluate_figures(plan, &scratch, request, &request->views[v], lane, figures);
            if (request->flows) copy_flows(plan, &scratch, lane, flows);
        }
        if (figures) figures += columns * LANES;
        if (request->flows) flows += result_count(plan) * plan->period_count * LANES;
    }
}
