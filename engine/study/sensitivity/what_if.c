#include "study/sensitivity/what_if.h"

#include <math.h>
#include <string.h>

#include "case/driver_values.h"
#include "case/plan_values.h"
#include "case/readings.h"
#include "evaluate/figure_table.h"
#include "model/shares.h"
#include "model/timeline.h"
#include "study/plan_changes.h"
#include "study/quantity_levels.h"
#include "study/sensitivity/groups.h"
#include "study/sensitivity/repeats.h"

/* --- levers --------------------------------------------------------------------------------------------------------- */

/* [input] whether it is a line's. */
static bool *line_inputs(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    bool *is_line = arena_array(what_if->arena, inputs->count, sizeof *is_line);
    for (size_t l = 0; l < what_if->the_case->line_count; l++)
        if (inputs->of_line[l] != NO_INDEX) is_line[inputs->of_line[l]] = true;
    return is_line;
}

/* [input] whether it is a yearly growth. */
static const bool *growth_inputs(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    bool *is_growth = arena_array(what_if->arena, inputs->count, sizeof *is_growth);
    for (size_t d = 0; d < what_if->the_case->driver_count; d++)
        if (inputs->of_driver[d] != NO_INDEX)
            is_growth[inputs->of_driver[d]] = what_if->the_case->drivers[d].kind == DRIVER_GROWTH;
    return is_growth;
}

/* [input] whether people read it in per cent. */
static const bool *percent_inputs(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    const Case *the_case = what_if->the_case;
    bool *in_percent = arena_array(what_if->arena, inputs->count, sizeof *in_percent);
    for (size_t d = 0; d < the_case->driver_count; d++)
        if (inputs->of_driver[d] != NO_INDEX) in_percent[inputs->of_driver[d]] = the_case->drivers[d].in_percent;
    for (size_t q = 0; q < the_case->quantity_count; q++)
        if (inputs->of_quantity[q] != NO_INDEX)
            in_percent[inputs->of_quantity[q]] =
                the_case->quantities[q].own.in_percent || is_unit_of_shares(the_case->quantities[q].unit_text);
    return in_percent;
}

static void add_lever(WhatIf *what_if, Lever lever) {
    what_if->levers[what_if->lever_count++] = lever;
}

/* By how much a year a certain growth may possibly differ from the plan, and what it cannot fall below. */
static const double growth_reach = 0.5, least_growth = -0.99;

/* Where an input can possibly be, the plan's value among it: within its distribution; without one, a growth as above, a
   delay to the end of the horizon, anything else from nothing of it to ten times as much. */
static void possible_range(const WhatIf *what_if, uint32_t input, bool is_growth, BizcaseLever *shown) {
    const Fitted *fitted = &what_if->model.inputs.items[input].fitted;
    const Settings *settings = &what_if->the_case->settings;
    const double plan = shown->plan, horizon = (double)settings->period_count * settings->start.length_months;
    double least = 0, most = 0;
    if (strncmp(shown->name, "event:", 6) == 0) {
        most = 1;
    } else if (!fitted->constant) {
        least = distribution_lowest_draw(fitted);
        most = distribution_highest_draw(fitted);
    } else if (is_growth) {
        least = fmax(plan - growth_reach, least_growth);
        most = plan + growth_reach;
    } else if (plan < 0) {
        least = 10 * plan;
    } else {
        most = fmax(10 * plan, 1);
    }
    if (strncmp(shown->name, "phase:", 6) == 0) most = fmax(most, horizon);
    shown->least = fmin(least, plan);
    shown->most = fmax(most, plan);
}

static BizcaseLeverUnit unit_of_input(const char *name) {
    return strncmp(name, "event:", 6) == 0   ? BIZCASE_LEVER_SHARE
           : strncmp(name, "phase:", 6) == 0 ? BIZCASE_LEVER_MONTHS
                                             : BIZCASE_LEVER_NUMBER;
}

/* [input] The quantity whose own value it is, or NONE. */
static const size_t *quantity_inputs(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    size_t *quantity_of = arena_array(what_if->arena, inputs->count, sizeof *quantity_of);
    for (uint32_t i = 0; i < inputs->count; i++) quantity_of[i] = NONE;
    for (size_t q = 0; q < what_if->the_case->quantity_count; q++)
        if (inputs->of_quantity[q] != NO_INDEX) quantity_of[inputs->of_quantity[q]] = q;
    return quantity_of;
}

/* [input] What a driver without a path is measured in; NULL: a pure number, or another input. */
static const char **driver_measures(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    const char **measures = arena_array(what_if->arena, inputs->count, sizeof *measures);
    for (size_t d = 0; d < what_if->the_case->driver_count; d++) {
        const Driver *driver = &what_if->the_case->drivers[d];
        const bool is_measured = driver->path.count == 0 && driver->kind == DRIVER_MULTIPLIER;
        if (inputs->of_driver[d] != NO_INDEX && is_measured && !is_pure_unit(driver->unit))
            measures[inputs->of_driver[d]] = driver->unit;
    }
    return measures;
}

/* [input] */
static bool *risk_inputs(const WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    bool *is_of_risk = arena_array(what_if->arena, inputs->count, sizeof *is_of_risk);
    for (size_t r = 0; r < what_if->the_case->risk_count; r++)
        is_of_risk[inputs->of_risk[r]] = is_of_risk[inputs->of_event[r]] = true;
    return is_of_risk;
}

static void add_input_levers(WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    const size_t *quantity_of = quantity_inputs(what_if);
    const PlanValues *values =
        what_if->the_case->quantity_count > 0 ? plan_values(what_if->arena, what_if->the_case) : NULL;
    const bool *repeats = repeating_quantities(what_if->arena, what_if->the_case);
    const bool *is_line = line_inputs(what_if), *is_growth = growth_inputs(what_if),
               *in_percent = percent_inputs(what_if), *is_of_risk = risk_inputs(what_if);
    const char **measures = driver_measures(what_if),
               **labels = input_labels(what_if->arena, what_if->the_case, inputs);
    for (uint32_t i = 0; i < inputs->count; i++) {
        const Input *input = &inputs->items[i];
        if (is_line[i]) continue;
        Lever lever = { .kind = LEVER_INPUT, .index = i, .is_of_risk = is_of_risk[i] };
        lever.shown = (BizcaseLever){ .name = input->name,
            .label = labels[i],
            .unit = in_percent[i] ? BIZCASE_LEVER_SHARE : unit_of_input(input->name),
            .plan = what_if->plan_inputs[i],
            .is_uncertain = !input->fitted.constant,
            .measure = measures[i] };
        if (quantity_of[i] != NONE) {
            lever.shown.measure = what_if->the_case->quantities[quantity_of[i]].unit_text;
            lever.shown.levels = quantity_levels(what_if->arena, values, quantity_of[i]);
            lever.shown.is_repeated = repeats[quantity_of[i]];
        }
        possible_range(what_if, i, is_growth[i], &lever.shown);
        add_lever(what_if, lever);
    }
}

/* A line that is uncertain is a lever in the unit of its distribution, relative to its planning value. */
static void add_line_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const uint32_t input = what_if->model.inputs.of_line[l];
        if (input == NO_INDEX) continue;
        const Fitted *own = &the_case->lines[l].own.fitted;
        const bool is_uncertain = !own->constant && own->central != 0;
        const double a = is_uncertain ? distribution_lowest_draw(own) / own->central : 0;
        const double b = is_uncertain ? distribution_highest_draw(own) / own->central : 10;
        add_lever(what_if, (Lever){ .kind = LEVER_LINE,
                               .index = l,
                               .shown = { what_if->model.inputs.items[input].name, the_case->lines[l].label.name,
                                   the_case->lines[l].own.in_percent ? BIZCASE_LEVER_SHARE : BIZCASE_LEVER_NUMBER, 1,
                                   fmin(fmin(a, b), 1), fmax(fmax(a, b), 1), is_uncertain, 0, NULL, NULL } });
    }
}

bool line_is_of_baseline(const Case *the_case, size_t l) {
    return the_case->baseline != NONE && the_case->lines[l].in_option[the_case->baseline];
}

bool line_is_own(const Case *the_case, size_t l) {
    return the_case->baseline == NONE || !(line_is_of_baseline(the_case, l) || the_case->lines[l].is_existing);
}

/* The lines that a lever may mean: of its side or category, or the line itself. */
typedef struct Meant {
    const size_t *rows; /* [count]; NULL: the lines from `from` on */
    size_t from, count;
} Meant;

static Meant lines_looked_at(const WhatIf *what_if, const Lever *lever) {
    const Members *lines = &what_if->category_lines;
    switch (lever->kind) {
    case LEVER_LINE: return (Meant){ .from = lever->index, .count = 1 };
    case LEVER_CATEGORY:
        return (Meant){ .rows = lines->rows + lines->first[lever->index],
            .count = lines->first[lever->index + 1] - lines->first[lever->index] };
    case LEVER_SIDE: return (Meant){ .count = what_if->the_case->line_count };
    default: return (Meant){ .count = 0 };
    }
}

static size_t line_looked_at(const Meant *meant, size_t i) {
    return meant->rows ? meant->rows[i] : meant->from + i;
}

static bool line_is_meant(const WhatIf *what_if, const Lever *lever, size_t l) {
    return lever->kind != LEVER_SIDE || what_if->the_case->lines[l].side == (LineSide)lever->index;
}

static bool line_is_scaled(const WhatIf *what_if, const Lever *lever, size_t l) {
    return line_is_meant(what_if, lever, l) &&
           (lever->kind == LEVER_LINE || lever->reach == REACH_ALL || line_is_own(what_if->the_case, l));
}

/* Whether all lines of the lever's side or category are what options add. */
static bool all_are_own(const WhatIf *what_if, const Lever *lever) {
    const Meant meant = lines_looked_at(what_if, lever);
    for (size_t i = 0; i < meant.count; i++) {
        const size_t l = line_looked_at(&meant, i);
        if (line_is_meant(what_if, lever, l) && !line_is_own(what_if->the_case, l)) return false;
    }
    return true;
}

/* A lever on the option's own lines, and one on the baseline's too. */
static void add_lever_pair(WhatIf *what_if, Lever lever, const char *name, const char *what) {
    Arena *arena = what_if->arena;
    const Case *the_case = what_if->the_case;
    const char *but = the_case->risk_count > 0 ? " (without risks)" : "";
    const bool has_baseline = the_case->baseline != NONE;
    lever.shown = (BizcaseLever){ .name = name,
        .label = arena_format(arena, has_baseline ? "The option's own %s%s" : "All %s%s", what, but),
        .plan = 1,
        .most = 10 };
    add_lever(what_if, lever);
    lever.reach = REACH_ALL;
    lever.shown.is_repeated = all_are_own(what_if, &lever);
    lever.shown.name = arena_format(arena, "all_%s", name);
    lever.shown.label = has_baseline ? arena_format(arena, "All %s, those of %s too%s", what,
                                           the_case->options[the_case->baseline].label.name, but)
                                     : lever.shown.label;
    add_lever(what_if, lever);
}

/* In the order of the first line of each that is appraised. */
static void add_category_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    what_if->categories = categories_of(what_if->arena, the_case);
    what_if->category_lines =
        members_of(what_if->arena, what_if->categories.of_line, the_case->line_count, what_if->categories.count);
    bool *is_there = arena_array(what_if->arena, what_if->categories.count, sizeof *is_there);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const size_t category = what_if->categories.of_line[l];
        if (category == NONE || is_there[category] || !counts(the_case, &the_case->lines[l])) continue;
        const char *name = what_if->categories.names[category];
        is_there[category] = true;
        add_lever_pair(what_if, (Lever){ .kind = LEVER_CATEGORY, .index = category },
            arena_format(what_if->arena, "category:%s", name), arena_format(what_if->arena, "lines of %s", name));
    }
}

static void add_share_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    for (size_t s = 0; s < the_case->split_count; s++) {
        const bool goes_to_one = s >= 1 && s <= the_case->council_count;
        if (goes_to_one || the_case->council_count < 2) continue;
        const double *shares = shares_at(what_if->arena, &what_if->model.plan, s, what_if->plan_inputs);
        for (size_t c = 0; c < the_case->council_count; c++)
            add_lever(what_if,
                (Lever){ .kind = LEVER_SHARE,
                    .index = s,
                    .council = c,
                    .shown = { arena_format(what_if->arena, "split:%s/%s", the_case->splits[s].label.id,
                                   the_case->councils[c].id),
                        arena_format(what_if->arena, "Share of %s in %s", the_case->councils[c].name,
                            the_case->splits[s].label.name),
                        BIZCASE_LEVER_SHARE, shares[c * the_case->settings.period_count], 0, 1, 0, 0, NULL, NULL } });
    }
}

static void add_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    const double rate = schedule_rate(&the_case->settings.discount, 1);
    const size_t most =
        what_if->model.inputs.count + 3 * the_case->line_count + 6 + the_case->split_count * the_case->council_count;
    what_if->levers = arena_array(what_if->arena, most, sizeof(Lever));
    add_input_levers(what_if);
    add_line_levers(what_if);
    add_category_levers(what_if);
    add_lever_pair(what_if, (Lever){ .kind = LEVER_SIDE, .index = SIDE_COST }, "costs", "costs");
    add_lever_pair(what_if, (Lever){ .kind = LEVER_SIDE, .index = SIDE_BENEFIT }, "benefits", "benefits");
    add_lever(what_if, (Lever){ .kind = LEVER_RATE,
                           .shown = { "discount_rate", "Discount rate", BIZCASE_LEVER_SHARE, rate, fmin(-0.05, rate),
                               fmax(0.5, rate), 0, 0, NULL, NULL } });
    add_lever(what_if,
        (Lever){ .kind = LEVER_BIAS,
            .shown = { "bias", the_case->baseline == NONE ? "Optimism bias" : "Optimism bias of the option's own lines",
                BIZCASE_LEVER_NUMBER, 1, 0, 10, 0, 0, NULL, NULL } });
    add_share_levers(what_if);
}

const Lever *what_if_find(const WhatIf *what_if, const char *name) {
    for (size_t k = 0; k < what_if->lever_count; k++)
        if (strcmp(what_if->levers[k].shown.name, name) == 0) return &what_if->levers[k];
    return NULL;
}

/* --- pulling them --------------------------------------------------------------------------------------------------- */

/* A copy of the plan, and of what a lever changes in it. */
typedef struct ChangedPlan {
    Plan plan;
    double *inputs;
    size_t stride; /* from one input to the next */
} ChangedPlan;

static void change_line(const WhatIf *what_if, size_t l, double factor, ChangedPlan *changed) {
    const uint32_t input = what_if->model.inputs.of_line[l];
    if (input != NO_INDEX) changed->inputs[input * changed->stride] *= factor;
}

static void change_lines(const WhatIf *what_if, const LeverChange *change, ChangedPlan *changed) {
    const Meant meant = lines_looked_at(what_if, change->lever);
    for (size_t i = 0; i < meant.count; i++) {
        const size_t l = line_looked_at(&meant, i);
        if (line_is_scaled(what_if, change->lever, l)) change_line(what_if, l, change->value, changed);
    }
}

static void change_lever(Arena *arena, const WhatIf *what_if, const LeverChange *change, ChangedPlan *changed) {
    const Settings *settings = &what_if->the_case->settings;
    switch (change->lever->kind) {
    case LEVER_INPUT: changed->inputs[change->lever->index * changed->stride] = change->value; break;
    case LEVER_LINE: change_line(what_if, change->lever->index, change->value, changed); break;
    case LEVER_CATEGORY:
    case LEVER_SIDE: change_lines(what_if, change, changed); break;
    case LEVER_RATE:
        plan_shift_rate(arena, settings, change->value - schedule_rate(&settings->discount, 1), &changed->plan);
        break;
    case LEVER_BIAS: plan_scale_own_bias(arena, what_if->the_case, change->value, &changed->plan); break;
    case LEVER_SHARE:
        plan_fix_share(arena, changed->inputs, change->lever->index, change->lever->council, change->value,
            KEEP_BY_PERIOD, &changed->plan);
        break;
    }
}

/* Evaluates the lanes that are filled in. */
static void evaluate_lanes(WhatIf *what_if, const Plan *plan, uint32_t lane_count, double *out) {
    const uint32_t column_count = what_if->figures[WHAT_IF_OTHER].figure ? WHAT_IF_FIGURES : WHAT_IF_OTHER;
    const BlockRequest request = { what_if->views.items, what_if->views.count, what_if->figures, column_count,
        lane_count, false };
    what_if->kernel->evaluate_block(
        plan, &request, what_if->lanes, what_if->scratch, &(BlockResults){ .figures = what_if->results });
    for (size_t k = 0; k < lane_count; k++, out += what_if_out_count(what_if))
        for (size_t r = 0; r < what_if->views.count * what_if->body_count; r++)
            for (uint32_t f = 0; f < WHAT_IF_FIGURES; f++)
                out[r * WHAT_IF_FIGURES + f] =
                    f < column_count ? what_if->results[(r * column_count + f) * LANES + k] : NAN;
    what_if->evaluations += lane_count;
}

static void fill_lanes(const WhatIf *what_if, const double *inputs) {
    for (uint32_t i = 0; i < what_if->model.inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) what_if->lanes[(size_t)i * LANES + k] = inputs[i];
}

void what_if_try(WhatIf *what_if, const LeverChange *changes, size_t count, double *out) {
    const uint32_t input_count = what_if->model.inputs.count;
    Arena *arena = arena_within(what_if->arena);
    ChangedPlan changed = { what_if->model.plan, arena_array(arena, input_count, sizeof(double)), 1 };
    memcpy(changed.inputs, what_if->plan_inputs, input_count * sizeof(double));
    for (size_t i = 0; i < count; i++) change_lever(arena, what_if, &changes[i], &changed);
    fill_lanes(what_if, changed.inputs);
    evaluate_lanes(what_if, &changed.plan, 1, out);
    arena_free(arena);
}

bool lever_changes_inputs(const Lever *lever) {
    return lever->kind == LEVER_INPUT || lever->kind == LEVER_LINE || lever->kind == LEVER_CATEGORY ||
           lever->kind == LEVER_SIDE;
}

/* The others keep their proportions in every period, so each one's share is straight over the one that is set. A risk is its
   cost × whether it happens. */
bool lever_is_straight(const Lever *lever) {
    if (lever->kind == LEVER_INPUT) return lever->is_of_risk;
    return lever_changes_inputs(lever) || lever->kind == LEVER_SHARE;
}

/* So many changes for each lane. */
static void try_lanes(WhatIf *what_if, const LeverChange *changes, size_t each, size_t count, double *out) {
    fill_lanes(what_if, what_if->plan_inputs);
    for (size_t k = 0; k < count; k++) {
        ChangedPlan changed = { what_if->model.plan, what_if->lanes + k, LANES };
        for (size_t i = 0; i < each; i++) change_lever(NULL, what_if, &changes[k * each + i], &changed);
    }
    evaluate_lanes(what_if, &what_if->model.plan, (uint32_t)count, out);
}

void what_if_try_each(WhatIf *what_if, const LeverChange *changes, size_t count, double *out) {
    try_lanes(what_if, changes, 1, count, out);
}

void what_if_try_pairs(WhatIf *what_if, const LeverChange (*pairs)[2], size_t count, double *out) {
    try_lanes(what_if, pairs[0], 2, count, out);
}

void what_if_scan(WhatIf *what_if, const Lever *lever, const double *values, size_t count, double *out) {
    LeverChange changes[LANES];
    for (size_t i = 0; i < count; i++) changes[i] = (LeverChange){ lever, values[i] };
    if (lever_changes_inputs(lever))
        what_if_try_each(what_if, changes, count, out);
    else
        for (size_t i = 0; i < count; i++) what_if_try(what_if, &changes[i], 1, out + i * what_if_out_count(what_if));
}

/* --- opening -------------------------------------------------------------------------------------------------------- */

/* What is compared: each option against the baseline, the main one first. */
static void keep_comparable_views(Arena *arena, WhatIf *what_if) {
    const bool has_baseline = what_if->the_case->baseline != NONE;
    View *items = arena_array(arena, what_if->views.count, sizeof *items);
    uint32_t count = 0;
    items[count++] = main_view(&what_if->views);
    for (uint32_t v = 0; v < what_if->views.count; v++) {
        const View *view = &what_if->views.items[v];
        if (view->is_main || (has_baseline && view->baseline == NO_INDEX)) continue;
        items[count++] = *view;
    }
    what_if->views.items = items;
    what_if->views.count = count;
}

static void compile_plan(WhatIf *what_if) {
    what_if->model = model_compile(what_if->arena, what_if->the_case, FOR_SENSITIVITY);
    const uint32_t inputs = what_if->model.inputs.count;
    what_if->plan_inputs = arena_array(what_if->arena, inputs, sizeof(double));
    for (uint32_t i = 0; i < inputs; i++) what_if->plan_inputs[i] = what_if->model.inputs.items[i].plan_value;
}

static void make_room(WhatIf *what_if) {
    what_if->lanes = arena_rows(what_if->arena, (size_t)what_if->model.inputs.count * LANES * sizeof(double));
    what_if->results = arena_rows(what_if->arena, what_if_out_count(what_if) * LANES * sizeof(double));
    what_if->scratch = arena_rows(what_if->arena, what_if->kernel->evaluate_scratch_size(&what_if->model.plan));
}

/* Whether something in the case is on the good side: a benefit, a cost that comes in, an opportunity. */
static bool brings_in(Arena *arena, const Case *the_case) {
    const PlanValues *values = plan_values(arena, the_case);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!counts(the_case, line)) continue;
        if (line->side == SIDE_BENEFIT) return true;
        const Amounts amounts = plan_line_amounts(arena, values, l);
        for (size_t t = 0; t < amounts.count; t++)
            if (amounts.value[t] < 0) return true;
    }
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (the_case->risks[r].impact.fitted.minimum < 0) return true;
    return false;
}

/* The baseline can be chosen. Without one nothing can, however good or bad the plan is: what would become known may turn
   the choice either way. But where all options do is cost, something has to be done, and the cheapest is looked for. */
static void count_alternatives(WhatIf *what_if) {
    bool has_nothing = what_if->the_case->baseline != NONE || brings_in(what_if->arena, what_if->the_case);
    double *out = arena_array(what_if->arena, what_if_out_count(what_if), sizeof *out);
    what_if_try(what_if, NULL, 0, out);
    for (uint32_t v = 0; v < what_if->views.count; v++)
        has_nothing = has_nothing || what_if_value(what_if, out, v, 0, WHAT_IF_NPV) > 0;
    what_if->alternative_count = what_if->views.count + has_nothing;
}

BizcaseStatus what_if_open(
    Arena *arena, const Case *the_case, const char *option, size_t figure, WhatIf *what_if, Diagnostics *problems) {
    *what_if = (WhatIf){ .arena = arena,
        .the_case = the_case,
        .problems = problems,
        .kernel = kernel_named(the_case->kernel),
        .body_count = 1 + the_case->council_count };
    const BizcaseStatus status = views_about(arena, the_case, option, &what_if->views, problems);
    if (status != BIZCASE_OK) return status;
    keep_comparable_views(arena, what_if);
    compile_plan(what_if);
    what_if->figures = arena_array(arena, WHAT_IF_FIGURES, sizeof(WantedFigure));
    what_if->figures[WHAT_IF_NPV] = (WantedFigure){ what_if->kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    what_if->figures[WHAT_IF_PAYBACK] =
        (WantedFigure){ what_if->kernel->figures[FIGURE_PAYBACK_YEARS], SKIP_PROGRAMMES };
    if (figure < bizcase_figure_count())
        what_if->figures[WHAT_IF_OTHER] = (WantedFigure){ what_if->kernel->figures[figure], SKIP_PROGRAMMES };
    make_room(what_if);
    add_levers(what_if);
    count_alternatives(what_if);
    return BIZCASE_OK;
}

void what_if_vary(const WhatIf *what_if, const Case *variant, WhatIf *varied) {
    *varied = *what_if;
    varied->the_case = variant;
    varied->evaluations = 0;
    compile_plan(varied);
    make_room(varied);
}

double what_if_lead(const WhatIf *what_if, const double *out, size_t body) {
    double best = what_if->alternative_count > what_if->views.count ? 0 : -INFINITY;
    for (uint32_t v = 1; v < what_if->views.count; v++)
        best = fmax(best, what_if_value(what_if, out, v, body, WHAT_IF_NPV));
    return what_if_value(what_if, out, 0, body, WHAT_IF_NPV) - best;
}

size_t what_if_rank(const WhatIf *what_if, const double *out, size_t body) {
    const double own = what_if_value(what_if, out, 0, body, WHAT_IF_NPV);
    size_t rank = what_if->alternative_count > what_if->views.count && own < 0 ? 2 : 1;
    for (uint32_t v = 1; v < what_if->views.count; v++) rank += what_if_value(what_if, out, v, body, WHAT_IF_NPV) > own;
    return rank;
}
