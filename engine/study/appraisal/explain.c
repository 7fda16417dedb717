/* A figure taken apart. Money is moved, grown and shared by the evaluator itself; what £1 of a component in a period adds
   to the figure is asked of the figure itself. So an explanation cannot tell another story than the appraisal. */
#include "bizcase/explain.h"

#include <math.h>
#include <string.h>

#include "case/driver_values.h"
#include "case/handle.h"
#include "case/plan_values.h"
#include "case/reading/ids.h"
#include "case/readings.h"
#include "evaluate/scratch.h"
#include "formula/words.h"
#include "model/compile.h"
#include "model/prices.h"
#include "model/timeline.h"
#include "study/appraisal/explain_levels.h"
#include "study/figure_name.h"
#include "study/views.h"
#include "table/call.h"

typedef struct Explanation {
    BizcaseExplanation shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Explanation;

/* What the steps share. */
typedef struct Work {
    Arena *arena;
    const BizcaseCase *loaded;
    const Case *the_case;
    FigureName name;
    Model model;
    Prices prices;
    const PlanValues *values;
    Scratch scratch; /* slips, growths and shares of the plan */
    double *amounts; /* [stream][period] £ after slips, before prices */
    double *weights; /* [component][period] */
    double *by_period;
    BizcaseExplainedItem *items;
    BizcaseExplainedPart *parts;
    size_t item_count, part_count, part_capacity;
    NameList of_line, of_figure; /* what a line, and all that adds to the figure, are made of */
    bool *is_listed;             /* [line] whether it is in lines */
    size_t *lines;               /* [made_count] that have a formula and add to the figure */
    size_t made_count;
} Work;

/* --- what the evaluator says ----------------------------------------------------------------------------------------- */

static void lay_out(Work *work, Scratch *scratch) {
    scratch_lay_out(
        &work->model.plan, arena_rows(work->arena, scratch_lay_out(&work->model.plan, NULL, scratch)), scratch);
}

static double *lane_values(const Work *work) {
    return arena_rows(work->arena, (size_t)work->model.inputs.count * LANES * sizeof(double));
}

static void evaluate_plan_factors(Work *work) {
    const Plan *plan = &work->model.plan;
    double *values = lane_values(work);
    for (uint32_t i = 0; i < work->model.inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * (size_t)LANES + k] = work->model.inputs.items[i].plan_value;
    lay_out(work, &work->scratch);
    evaluate_slips(plan, values, &work->scratch);
    evaluate_growths(plan, values, &work->scratch);
    evaluate_levels(plan, values, &work->scratch);
    evaluate_shares(plan, values, &work->scratch);
}

/* The plan with nothing but amounts and slips left in it. */
static Plan bare_plan(const Work *work) {
    Plan plan = work->model.plan;
    Bundle *bundles = arena_array(work->arena, plan.bundle_count, sizeof *bundles);
    Pool *pools = arena_array(work->arena, plan.pool_count, sizeof *pools);
    const bool *never = arena_array(work->arena, plan.period_count, sizeof *never);
    for (uint32_t b = 0; b < plan.bundle_count; b++) {
        bundles[b] = plan.bundles[b];
        bundles[b].factor = NULL;
        bundles[b].growth_count = 0;
        bundles[b].bias = 0;
    }
    for (uint32_t p = 0; p < plan.pool_count; p++) {
        pools[p] = plan.pools[p];
        pools[p].idle = never;
    }
    plan.bundles = bundles;
    plan.pools = pools;
    return plan;
}

/* Inputs of streams first … first + LANES: one stream a lane, multiplied by 1; slips as planned. */
static void set_one_stream_a_lane(const Work *work, uint32_t first, double *values) {
    const Plan *plan = &work->model.plan;
    memset(values, 0, (size_t)work->model.inputs.count * LANES * sizeof *values);
    for (uint32_t s = first; s < plan->stream_count && s < first + LANES; s++)
        for (uint32_t i = 0; i < plan->streams[s].input_count; i++)
            values[(size_t)plan->streams[s].inputs[i] * LANES + (s - first)] = 1;
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        const uint32_t input = plan->phases[p].input;
        for (size_t k = 0; k < LANES; k++)
            values[(size_t)input * LANES + k] = work->model.inputs.items[input].plan_value;
    }
}

static void evaluate_amounts(Work *work) {
    const Plan bare = bare_plan(work);
    Scratch scratch;
    double *values = lane_values(work);
    lay_out(work, &scratch);
    work->amounts = arena_array(work->arena, (size_t)bare.stream_count * bare.period_count, sizeof *work->amounts);
    for (uint32_t first = 0; first < bare.stream_count; first += LANES) {
        set_one_stream_a_lane(work, first, values);
        evaluate_slips(&bare, values, &scratch);
        evaluate_pools(&bare, values, READING_BIT(READING_WHOLE), 0, &scratch);
        for (uint32_t s = first; s < bare.stream_count && s < first + LANES; s++) {
            const Bundle *bundle = &bare.bundles[bare.streams[s].bundle];
            const double sign = bundle->component == COMPONENT_BENEFIT ? 1 : -1; /* pools hold net flow */
            for (uint32_t t = 0; t < bare.period_count; t++) {
                const double flow = scratch.pools[((size_t)bundle->pool * bare.period_count + t) * LANES + (s - first)];
                work->amounts[(size_t)s * bare.period_count + t] = fabs(flow) > bare.zero_money ? sign * flow : 0;
            }
        }
    }
}

/* The net of £1 of a component. */
static double net_sign(Component component) {
    return component == COMPONENT_BENEFIT ? 1 : -1;
}

/* The figure of a flow of £1, for as many periods at once as a tile has lanes. */
static void weigh_component(Work *work, const Figure *figure, Component component, double *weights) {
    const Plan *plan = &work->model.plan;
    double *net = arena_rows(work->arena, (size_t)plan->period_count * TILE * sizeof *net), out[TILE];
    double *present = arena_rows(work->arena, COMPONENT_COUNT * TILE * sizeof *present);
    for (uint32_t first = 0; first < plan->period_count; first += TILE) {
        memset(net, 0, (size_t)plan->period_count * TILE * sizeof *net);
        for (uint32_t t = first; t < plan->period_count && t < first + TILE; t++) {
            net[(size_t)t * TILE + (t - first)] = net_sign(component);
            present[(size_t)component * TILE + (t - first)] = plan->discount_factor[t];
        }
        figure->evaluate(plan, &(Flow){ present, net, TILE, work->name.view.option }, out);
        for (uint32_t t = first; t < plan->period_count && t < first + TILE; t++) weights[t] = out[t - first];
    }
}

/* A figure that is no sum is read off the net flow; where it reads present values, off the discounted one. */
static void find_weights(Work *work) {
    const Plan *plan = &work->model.plan;
    const Figure *figure = figure_table[work->name.figure];
    work->weights = arena_array(work->arena, (size_t)COMPONENT_COUNT * plan->period_count, sizeof *work->weights);
    for (Component component = 0; component < COMPONENT_COUNT; component++) {
        double *weights = work->weights + (size_t)component * plan->period_count;
        if (figure->is_additive) {
            weigh_component(work, figure, component, weights);
            continue;
        }
        for (uint32_t t = 0; t < plan->period_count; t++)
            weights[t] = net_sign(component) * (figure->of_components ? plan->discount_factor[t] : 1);
    }
}

/* --- sources --------------------------------------------------------------------------------------------------------- */

/* "" for a default, which is nowhere. */
static const char *written_place(Arena *arena, Place place) {
    return place.asked || (place.file && place.line > 0) ? place_text(arena, place) : "";
}

/* Sources of one item while they are gathered. */
typedef struct Sources {
    Arena *arena;
    BizcaseSource *items;
    size_t count, capacity;
} Sources;

static void add_source(Sources *sources, const char *what, double value, BizcaseSourceUnit unit, Place place) {
    sources->items =
        arena_grow(sources->arena, sources->items, sources->count, &sources->capacity, sizeof *sources->items);
    sources->items[sources->count++] = (BizcaseSource){ what, value, written_place(sources->arena, place), unit };
}

static BizcaseSourceUnit unit_of(bool in_percent) {
    return in_percent ? BIZCASE_SOURCE_SHARE : BIZCASE_SOURCE_NUMBER;
}

/* NaN when it differs between periods. */
static double constant_share(const Work *work, size_t split, size_t council);

static void add_split_sources(const Work *work, Sources *sources, size_t s) {
    const Split *split = &work->the_case->splits[s];
    const size_t council = work->name.council;
    if (council == 0) return;
    for (size_t r = 0; r < split->row_count; r++)
        add_source(sources, arena_format(work->arena, "share \"%s\"", work->the_case->splits[split->of].label.id),
            split->row_count == 1 ? constant_share(work, s, council - 1) : NAN, BIZCASE_SOURCE_SHARE,
            split->rows[r].shares[council - 1].place);
}

/* A formula, and the same with the numbers of the first period in which it is not 0. */
static void add_formula_source(const Work *work, Sources *sources, const char *whose, const Formula *formula,
    const double *found, double value, BizcaseSourceUnit unit) {
    const PlanValues *values = work->values;
    uint32_t t = 0;
    while (t + 1 < values->horizon.period_count && found[t] == 0) t++;
    const double **traced = formula_trace(work->arena, formula, values->horizon, plan_binding, values);
    const Period *start = &values->horizon.start;
    const Period period = { start->first_month + (int)t * start->length_months, start->length_months };
    add_source(sources,
        arena_format(work->arena, "%s: %s; in %s %s = %s", whose, formula->text, period_text(work->arena, period),
            formula_with_numbers(work->arena, formula, traced, t, NULL, NULL),
            formula_number_text(work->arena, traced[formula_root(formula)][t])),
        value, unit, formula->first);
}

/* A quantity: its formula, its cells, or the one value that it is. */
static void add_quantity_source(const Work *work, Sources *sources, size_t q) {
    const Quantity *quantity = &work->the_case->quantities[q];
    const double own = quantity->own.fitted.central;
    const char *whose = arena_format(work->arena, "quantity \"%s\"", quantity->label.id);
    const BizcaseSourceUnit unit = unit_of(quantity->own.in_percent || is_unit_of_shares(quantity->unit_text));
    if (quantity->formula)
        add_formula_source(work, sources, whose, quantity->formula, work->values->own[q], own == 1 ? NAN : own, unit);
    else if (quantity->cells.count > 0)
        add_source(sources, whose, own == 1 ? NAN : own, unit, quantity->cells.place[0]);
    else
        add_source(sources, whose, own, unit, quantity->own.central_place);
}

static void add_name_source(const Work *work, Sources *sources, Name name) {
    const Case *the_case = work->the_case;
    if (name.kind == NAME_QUANTITY)
        add_quantity_source(work, sources, name.index);
    else if (name.kind == NAME_INDEX)
        add_source(sources, arena_format(work->arena, "index \"%s\"", the_case->indices[name.index].label.id), NAN,
            BIZCASE_SOURCE_NUMBER, the_case->indices[name.index].label.place);
    else
        add_source(sources, arena_format(work->arena, "driver \"%s\"", the_case->drivers[name.index].label.id),
            the_case->drivers[name.index].uncertainty.fitted.central, unit_of(the_case->drivers[name.index].in_percent),
            the_case->drivers[name.index].uncertainty.central_place);
}

static void add_line_sources(Work *work, Sources *sources, size_t l, double bias, size_t split) {
    const Case *the_case = work->the_case;
    const Line *line = &the_case->lines[l];
    if (line->formula) {
        add_formula_source(
            work, sources, "formula", line->formula, work->values->of_line[l], NAN, BIZCASE_SOURCE_NUMBER);
        name_list_start(&work->of_line);
        name_list_add_formula(&work->of_line, line->formula);
        name_list_complete(&work->of_line);
        for (size_t i = 0; i < work->of_line.count; i++) add_name_source(work, sources, work->of_line.names[i]);
    }
    if (!line->own.fitted.constant || line->own.fitted.central != 1)
        add_source(
            sources, "own factor", line->own.fitted.central, unit_of(line->own.in_percent), line->own.central_place);
    for (size_t i = 0; i < line->driver_count; i++) {
        const Driver *driver = &the_case->drivers[line->drivers[i]];
        add_source(sources,
            arena_format(work->arena, "driver \"%s\"%s", driver->label.id,
                driver->kind == DRIVER_GROWTH ? " (growth a year)" : ""),
            driver->uncertainty.fitted.central, unit_of(driver->in_percent), driver->uncertainty.central_place);
        if (driver->path.count > 0)
            add_source(sources, arena_format(work->arena, "path of driver \"%s\"", driver->label.id), NAN,
                unit_of(driver->in_percent), driver->path.place[0]);
    }
    const size_t index = line->nominal ? NONE : line->index;
    if (index != NONE && index != the_case->settings.deflator)
        add_source(sources, arena_format(work->arena, "index \"%s\"", the_case->indices[index].label.id), NAN,
            BIZCASE_SOURCE_NUMBER, the_case->indices[index].label.place);
    if ((line->nominal || (index != NONE && index != the_case->settings.deflator)) &&
        the_case->settings.deflator != NONE)
        add_source(sources, "deflator", NAN, BIZCASE_SOURCE_NUMBER,
            the_case->indices[the_case->settings.deflator].label.place);
    if (counted_part(the_case, line, READING_WHOLE) != 1)
        add_source(sources, "part that releases cash", line->cashable, BIZCASE_SOURCE_SHARE, line->cashable_place);
    if (bias > 0) add_source(sources, "optimism bias", bias, BIZCASE_SOURCE_SHARE, line->bias_place);
    if (line->phase != NONE)
        add_source(sources,
            arena_format(work->arena, "months of delay of phase \"%s\"", the_case->phases[line->phase].label.id),
            the_case->phases[line->phase].slip_months.fitted.central, BIZCASE_SOURCE_NUMBER,
            the_case->phases[line->phase].slip_months.central_place);
    add_split_sources(work, sources, split);
}

static void add_risk_sources(const Work *work, Sources *sources, size_t r, size_t split) {
    const Risk *risk = &work->the_case->risks[r];
    add_source(sources, "mean impact", risk->impact.fitted.mean, BIZCASE_SOURCE_MONEY, risk->impact.place);
    add_source(sources, "probability", work->model.inputs.items[work->model.inputs.of_event[r]].plan_value,
        BIZCASE_SOURCE_SHARE, risk->probability_place);
    add_split_sources(work, sources, split);
}

/* --- parts ----------------------------------------------------------------------------------------------------------- */

static double share_of(const Work *work, size_t split, size_t council, uint32_t t) {
    const Plan *plan = &work->model.plan;
    if (plan->splits[split].shares) return certain_share(plan, (uint32_t)split, (uint32_t)council, t);
    return uncertain_share(plan, &work->scratch, (uint32_t)split, (uint32_t)council, t)[0];
}

static double constant_share(const Work *work, size_t split, size_t council) {
    const double first = share_of(work, split, council, 0);
    for (uint32_t t = 1; t < work->model.plan.period_count; t++)
        if (share_of(work, split, council, t) != first) return NAN;
    return first;
}

static bool is_left_out(const Work *work, size_t council) {
    const bool *left_out = work->model.plan.left_out[READING_WHOLE];
    return left_out && left_out[council];
}

/* What of a split falls on the council asked about, or on all whose money counts. */
static double counted_share(const Work *work, size_t split, uint32_t t) {
    const size_t council = work->name.council;
    if (council > 0) return is_left_out(work, council - 1) ? 0 : share_of(work, split, council - 1, t);
    if (!work->model.plan.left_out[READING_WHOLE]) return 1;
    double sum = 0;
    for (size_t c = 0; c < work->model.plan.council_count; c++)
        if (!is_left_out(work, c)) sum += share_of(work, split, c, t);
    return sum;
}

static double growth_of(const Work *work, const Bundle *bundle, uint32_t t) {
    double growth = 1;
    for (uint32_t g = 0; g < bundle->growth_count; g++)
        growth *= work->scratch.growths[((size_t)bundle->growths[g] * work->model.plan.period_count + t) * LANES];
    return growth;
}

static double multiplier_of(const Work *work, const Stream *stream) {
    double multiplier = 1;
    for (uint32_t i = 0; i < stream->input_count; i++)
        multiplier *= work->model.inputs.items[stream->inputs[i]].plan_value;
    return multiplier;
}

/* The cell that gives the line's amount of a period; "" when none does. */
static const char *amount_place(const Work *work, const Line *line, uint32_t t) {
    const int month = period_month(&work->the_case->settings, t);
    if (line->formula) return place_text(work->arena, line->formula->first);
    for (size_t i = 0; i < line->amounts.count; i++)
        if (line->amounts.first_month[i] == month && line->amounts.value[i] != 0)
            return place_text(work->arena, line->amounts.place[i]);
    return "";
}

static void add_part(Work *work, BizcaseExplainedPart part) {
    BizcaseExplainedItem *item = &work->items[part.item];
    part.value = part.amount * part.price * part.path * part.growth * part.multiplier * part.bias * part.share *
                 item->times * part.weight;
    if (part.value == 0) return;
    work->parts = arena_grow(work->arena, work->parts, work->part_count, &work->part_capacity, sizeof *work->parts);
    work->parts[work->part_count++] = part;
    work->by_period[part.period] += part.value;
    item->total += part.value;
}

/* A stream's parts; line NULL: of a risk. split: as it is in the option. */
static void add_component(Work *work, uint32_t s, uint32_t split, const Line *line, Component component, double bias) {
    const Plan *plan = &work->model.plan;
    const Bundle *bundle = &plan->bundles[plan->streams[s].bundle];
    const double *price = line ? price_factors(&work->prices, line->nominal, line->index) : NULL;
    const double counted = line ? counted_part(work->the_case, line, READING_WHOLE) : 1;
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const double amount = work->amounts[(size_t)s * plan->period_count + t];
        if (amount == 0) continue;
        add_part(work,
            (BizcaseExplainedPart){ .item = work->item_count,
                .period = t,
                .component = component == COMPONENT_COST_BIAS || component == COMPONENT_BENEFIT_BIAS ? "optimism bias"
                                                                                                     : "amount",
                .place = line ? amount_place(work, line, t) : work->items[work->item_count].place,
                .amount = amount / counted,
                .price = price ? price[t] : 1,
                .path = bundle->factor && price && price[t] != 0 ? bundle->factor[t] / price[t] : 1,
                .growth = growth_of(work, bundle, t),
                .multiplier = counted * multiplier_of(work, &plan->streams[s]),
                .bias = bias,
                .share = counted_share(work, split, t),
                .discount_factor = plan->discount_factor[t],
                .weight = work->weights[(size_t)component * plan->period_count + t] });
    }
}

/* How often the option's flow, after the baseline's, holds what is in these options. */
static double times_of(const Work *work, const bool *in_option) {
    const View *view = &work->name.view;
    return (in_option[view->option] ? 1 : 0) - (view->baseline != NO_INDEX && in_option[view->baseline] ? 1 : 0);
}

static size_t index_of_input(const uint32_t *inputs, size_t count, uint32_t input) {
    for (size_t i = 0; i < count; i++)
        if (inputs[i] == input) return i;
    return NONE;
}

/* What the figure's levels are: of a line with a formula, and of shares that follow quantities or drivers. */
static void note_what_is_made(Work *work, size_t l, size_t s) {
    const Split *split = &work->the_case->splits[s];
    if (l != NONE && work->the_case->lines[l].formula && !work->is_listed[l]) {
        work->is_listed[l] = true;
        work->lines[work->made_count++] = l;
        name_list_add_formula(&work->of_figure, work->the_case->lines[l].formula);
    }
    if (work->name.council == 0) return;
    for (size_t r = 0; r < split->row_count; r++)
        for (size_t c = 0; c < work->the_case->council_count; c++) {
            const Share *share = &split->rows[r].shares[c];
            if (share->quantity != NONE)
                name_list_add(&work->of_figure, (Name){ NAME_QUANTITY, (uint32_t)share->quantity });
            if (share->driver != NONE) name_list_add(&work->of_figure, (Name){ NAME_DRIVER, (uint32_t)share->driver });
        }
}

/* An item of the stream as it is shared in some of the options. */
static void explain_sharing(Work *work, uint32_t s, double times, uint32_t split) {
    const Plan *plan = &work->model.plan;
    const Case *the_case = work->the_case;
    const Bundle *bundle = &plan->bundles[plan->streams[s].bundle];
    static const char *const kinds[] = {
        [COMPONENT_COST] = "cost", [COMPONENT_BENEFIT] = "benefit", [COMPONENT_RISK] = "risk"
    };
    const bool is_risk = bundle->component == COMPONENT_RISK;
    const size_t index =
        is_risk ? index_of_input(work->model.inputs.of_risk, the_case->risk_count, plan->streams[s].inputs[0])
                : index_of_input(work->model.inputs.of_line, the_case->line_count, plan->streams[s].inputs[0]);
    const Label *label = is_risk ? &the_case->risks[index].label : &the_case->lines[index].label;
    BizcaseExplainedItem *item = &work->items[work->item_count];
    *item = (BizcaseExplainedItem){ .id = arena_text(work->arena, label->id),
        .name = arena_text(work->arena, label->name),
        .kind = kinds[bundle->component],
        .programme = arena_text(work->arena, the_case->programmes[plan->pools[bundle->pool].programme].id),
        .place = place_text(work->arena, label->place),
        .times = times };
    const size_t before = work->part_count;
    add_component(work, s, split, is_risk ? NULL : &the_case->lines[index], bundle->component, 1);
    if (bundle->bias > 0)
        add_component(work, s, split, &the_case->lines[index],
            bundle->component == COMPONENT_COST ? COMPONENT_COST_BIAS : COMPONENT_BENEFIT_BIAS, bundle->bias);
    if (work->part_count == before) return;
    Sources sources = { .arena = work->arena };
    if (is_risk)
        add_risk_sources(work, &sources, index, split);
    else
        add_line_sources(work, &sources, index, bundle->bias, split);
    note_what_is_made(work, is_risk ? NONE : index, split);
    item->sources = sources.items;
    item->source_count = sources.count;
    work->item_count++;
}

/* What option and baseline share differently is an item of each for a council; for all councils nothing is left of it.
   */
static void explain_stream(Work *work, uint32_t s) {
    const Plan *plan = &work->model.plan;
    const Pool *pool = &plan->pools[plan->bundles[plan->streams[s].bundle].pool];
    if (work->name.programme > 0 && pool->programme != work->name.programme - 1) return;
    if (work->name.council == 0 && !plan->left_out[READING_WHOLE]) {
        const double times = times_of(work, pool->in_option);
        if (times != 0) explain_sharing(work, s, times, plan->sharings[pool->first_sharing].split);
        return;
    }
    for (uint32_t i = 0; i < pool->sharing_count; i++) {
        const Sharing *sharing = &plan->sharings[pool->first_sharing + i];
        const double times = times_of(work, sharing->in_option);
        if (times != 0) explain_sharing(work, s, times, sharing->split);
    }
}

/* --- the figure ------------------------------------------------------------------------------------------------------ */

static BizcaseStatus read_figure(const Work *work, BizcaseExplanation *shown) {
    BizcaseAppraisal *appraisal;
    const BizcaseAppraiseRequest request = { .option = shown->scope.option };
    const BizcaseStatus status = bizcase_appraise(work->loaded, &request, &appraisal, NULL);
    if (status != BIZCASE_OK) return status;
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &shown->scope);
    shown->value = result->figures[work->name.figure];
    shown->note = result->notes[work->name.figure];
    bizcase_appraisal_free(appraisal);
    return BIZCASE_OK;
}

static void explain_levels(Work *work, BizcaseExplanation *shown) {
    name_list_complete(&work->of_figure);
    const size_t names = work->of_figure.count;
    BizcaseExplainedLevel *levels = arena_array(work->arena, work->made_count + names, sizeof *levels);
    for (size_t i = 0; i < work->made_count; i++) levels[i] = explained_line(work->arena, work->values, work->lines[i]);
    for (size_t i = 0; i < names; i++)
        levels[work->made_count + i] = explained_name(work->arena, work->values, work->of_figure.names[i]);
    shown->levels = levels;
    shown->level_count = work->made_count + names;
}

static BizcaseStatus explain_figure(Work *work, BizcaseExplanation *shown) {
    const Figure *figure = figure_table[work->name.figure];
    Case *the_case = arena_alloc(work->arena, sizeof *the_case);
    *the_case = case_in_reading(work->the_case, figure->reading); /* as the whole, whose function is the same */
    work->the_case = the_case;
    work->model = model_compile(work->arena, the_case, FOR_EXPLANATION);
    work->prices = prices_open(work->arena, the_case);
    work->values = plan_values(work->arena, the_case);
    const Plan *plan = &work->model.plan;
    work->by_period = arena_array(work->arena, plan->period_count, sizeof *work->by_period);
    work->items = arena_array(work->arena, (size_t)2 * plan->stream_count, sizeof *work->items);
    work->is_listed = arena_array(work->arena, the_case->line_count, sizeof *work->is_listed);
    work->lines = arena_array(work->arena, the_case->line_count, sizeof *work->lines);
    name_list_init(&work->of_line, work->arena, the_case);
    name_list_init(&work->of_figure, work->arena, the_case);
    evaluate_plan_factors(work);
    evaluate_amounts(work);
    find_weights(work);
    for (uint32_t s = 0; s < plan->stream_count; s++) explain_stream(work, s);
    const Settings *settings = &the_case->settings;
    *shown = (BizcaseExplanation){ .scope = scope_of(the_case, &work->name.view,
                                       work->name.council * (1 + the_case->programme_count) + work->name.programme),
        .figure = work->name.figure,
        .is_sum = figure->is_additive,
        .is_discounted = figure->is_additive || figure->of_components,
        .period_count = plan->period_count,
        .periods = period_names(work->arena, settings),
        .by_period = work->by_period,
        .discount = arena_text(work->arena, settings->discount.name),
        .discount_place = written_place(work->arena, settings->discount_place),
        .items = work->items,
        .item_count = work->item_count,
        .parts = work->parts,
        .part_count = work->part_count };
    for (size_t i = 0; i < work->item_count; i++) shown->sum += work->items[i].total;
    explain_levels(work, shown);
    return read_figure(work, shown);
}

typedef struct ExplainCall {
    const BizcaseCase *loaded;
    const char *what;
    BizcaseExplanation *made;
} ExplainCall;

static BizcaseStatus explain(Call *call, void *context) {
    ExplainCall *asked = context;
    Explanation *explanation = arena_alloc(call->arena, sizeof *explanation);
    Work *work = arena_alloc(call->arena, sizeof *work);
    explanation->arena = call->arena;
    work->arena = call->arena;
    work->loaded = asked->loaded;
    work->the_case = case_of(asked->loaded);
    asked->made = &explanation->shown;
    const BizcaseStatus status =
        figure_name_parse(call->arena, work->the_case, asked->what, &work->name, &call->problems);
    return status == BIZCASE_OK ? explain_figure(work, &explanation->shown) : status;
}

BizcaseStatus bizcase_explain(
    const BizcaseCase *loaded, const char *what, BizcaseExplanation **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !what) return BIZCASE_BAD_REQUEST;
    ExplainCall asked = { .loaded = loaded, .what = what };
    const BizcaseStatus status = call_make(problems, explain, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_explanation_free(BizcaseExplanation *explanation) {
    if (explanation) arena_free(((Explanation *)(void *)explanation)->arena);
}
