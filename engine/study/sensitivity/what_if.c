#include "study/sensitivity/what_if.h"

#include <math.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "model/shares.h"
#include "model/timeline.h"
#include "study/plan_changes.h"
#include "study/sensitivity/groups.h"

/* --- levers --------------------------------------------------------------------------------------------------------- */

static bool is_line_input(const Inputs *inputs, const Case *the_case, uint32_t input) {
    for (size_t l = 0; l < the_case->line_count; l++)
        if (inputs->of_line[l] == input) return true;
    return false;
}

static void add_lever(WhatIf *what_if, Lever lever) {
    what_if->levers[what_if->lever_count++] = lever;
}

/* Where an input without a distribution may go: a factor down to nothing, a delay to the end of the horizon. */
static void possible_range(const WhatIf *what_if, uint32_t input, BizcaseLever *shown) {
    const Fitted *fitted = &what_if->model.inputs.items[input].fitted;
    const bool is_event = strncmp(shown->name, "event:", 6) == 0, is_phase = strncmp(shown->name, "phase:", 6) == 0;
    const Settings *settings = &what_if->the_case->settings;
    const double horizon = (double)settings->period_count * settings->start.length_months;
    shown->least = is_event ? 0 : fitted->constant ? 0 : distribution_lowest_draw(fitted);
    shown->most = is_event           ? 1
                  : is_phase         ? fmax(horizon, distribution_highest_draw(fitted))
                  : fitted->constant ? fmax(10 * fabs(shown->plan), 1)
                                     : distribution_highest_draw(fitted);
}

static void add_input_levers(WhatIf *what_if) {
    const Inputs *inputs = &what_if->model.inputs;
    for (uint32_t i = 0; i < inputs->count; i++) {
        const Input *input = &inputs->items[i];
        if (is_line_input(inputs, what_if->the_case, i)) continue;
        Lever lever = { .kind = LEVER_INPUT, .index = i };
        lever.shown = (BizcaseLever){ .name = input->name,
            .label = input_label(what_if->the_case, inputs, i),
            .plan = what_if->plan_inputs[i],
            .is_uncertain = !input->fitted.constant };
        possible_range(what_if, i, &lever.shown);
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
                               .shown = { what_if->model.inputs.items[input].name, the_case->lines[l].label.name, 1,
                                   fmin(a, b), fmax(a, b), is_uncertain } });
    }
}

static void add_category_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const char *category = the_case->lines[l].category;
        bool is_new = category && *category && the_case->lines[l].type->in_economic_appraisal;
        for (size_t k = 0; k < what_if->lever_count && is_new; k++)
            is_new = !(what_if->levers[k].category && strcmp(what_if->levers[k].category, category) == 0);
        if (is_new)
            add_lever(what_if,
                (Lever){ .kind = LEVER_CATEGORY,
                    .category = category,
                    .shown = { arena_format(what_if->arena, "category:%s", category), category, 1, 0, 10, 0 } });
    }
}

static void add_share_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    for (size_t s = 0; s < the_case->split_count; s++) {
        const bool goes_to_one = s >= 1 && s <= the_case->council_count;
        if (goes_to_one || the_case->council_count < 2) continue;
        const double *shares = shares_at(what_if->arena, &what_if->model.plan, s, what_if->plan_inputs);
        for (size_t c = 0; c < the_case->council_count; c++)
            add_lever(what_if, (Lever){ .kind = LEVER_SHARE,
                                   .index = s,
                                   .council = c,
                                   .shown = { arena_format(what_if->arena, "split:%s/%s", the_case->splits[s].label.id,
                                                  the_case->councils[c].id),
                                       arena_format(what_if->arena, "Share of %s in %s", the_case->councils[c].name,
                                           the_case->splits[s].label.name),
                                       shares[c * the_case->settings.period_count], 0, 1, 0 } });
    }
}

static void add_levers(WhatIf *what_if) {
    const Case *the_case = what_if->the_case;
    const double rate = schedule_rate(&the_case->settings.discount, 1);
    const size_t most =
        what_if->model.inputs.count + 2 * the_case->line_count + 4 + the_case->split_count * the_case->council_count;
    what_if->levers = arena_array(what_if->arena, most, sizeof(Lever));
    add_input_levers(what_if);
    add_line_levers(what_if);
    add_category_levers(what_if);
    add_lever(
        what_if, (Lever){ .kind = LEVER_SIDE, .index = SIDE_COST, .shown = { "costs", "All costs", 1, 0, 10, 0 } });
    add_lever(what_if,
        (Lever){ .kind = LEVER_SIDE, .index = SIDE_BENEFIT, .shown = { "benefits", "All benefits", 1, 0, 10, 0 } });
    add_lever(
        what_if, (Lever){ .kind = LEVER_RATE, .shown = { "discount_rate", "Discount rate", rate, -0.05, 0.5, 0 } });
    add_lever(what_if, (Lever){ .kind = LEVER_BIAS, .shown = { "optimism_bias", "Optimism bias", 1, 0, 10, 0 } });
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
} ChangedPlan;

static bool line_is_changed(const Lever *lever, const Line *line, size_t l) {
    switch (lever->kind) {
    case LEVER_LINE: return l == lever->index;
    case LEVER_CATEGORY: return line->category && strcmp(line->category, lever->category) == 0;
    case LEVER_SIDE: return line->side == (LineSide)lever->index;
    default: return false;
    }
}

static void change_lines(const WhatIf *what_if, const LeverChange *change, ChangedPlan *changed) {
    for (size_t l = 0; l < what_if->the_case->line_count; l++) {
        const uint32_t input = what_if->model.inputs.of_line[l];
        if (input != NO_INDEX && line_is_changed(change->lever, &what_if->the_case->lines[l], l))
            changed->inputs[input] *= change->value;
    }
}

static void change_lever(Arena *arena, const WhatIf *what_if, const LeverChange *change, ChangedPlan *changed) {
    const Settings *settings = &what_if->the_case->settings;
    switch (change->lever->kind) {
    case LEVER_INPUT: changed->inputs[change->lever->index] = change->value; break;
    case LEVER_LINE:
    case LEVER_CATEGORY:
    case LEVER_SIDE: change_lines(what_if, change, changed); break;
    case LEVER_RATE:
        plan_shift_rate(arena, settings, change->value - schedule_rate(&settings->discount, 1), &changed->plan);
        break;
    case LEVER_BIAS: plan_scale_bias(arena, change->value, &changed->plan); break;
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

static void fill_lanes(const WhatIf *what_if, const double *inputs, size_t from, size_t to) {
    for (uint32_t i = 0; i < what_if->model.inputs.count; i++)
        for (size_t k = from; k < to; k++) what_if->lanes[(size_t)i * LANES + k] = inputs[i];
}

void what_if_try(WhatIf *what_if, const LeverChange *changes, size_t count, double *out) {
    const uint32_t input_count = what_if->model.inputs.count;
    Arena *arena = arena_within(what_if->arena);
    ChangedPlan changed = { what_if->model.plan, arena_array(arena, input_count, sizeof(double)) };
    memcpy(changed.inputs, what_if->plan_inputs, input_count * sizeof(double));
    for (size_t i = 0; i < count; i++) change_lever(arena, what_if, &changes[i], &changed);
    fill_lanes(what_if, changed.inputs, 0, LANES);
    evaluate_lanes(what_if, &changed.plan, 1, out);
    arena_free(arena);
}

/* Whether all that the lever changes is inputs, so that its values can stand side by side. */
static bool changes_inputs_only(const Lever *lever) {
    return lever->kind == LEVER_INPUT || lever->kind == LEVER_LINE || lever->kind == LEVER_CATEGORY ||
           lever->kind == LEVER_SIDE;
}

void what_if_scan(WhatIf *what_if, const Lever *lever, const double *values, size_t count, double *out) {
    if (!changes_inputs_only(lever)) {
        for (size_t i = 0; i < count; i++)
            what_if_try(what_if, &(LeverChange){ lever, values[i] }, 1, out + i * what_if_out_count(what_if));
        return;
    }
    double *inputs = what_if->spare_inputs;
    fill_lanes(what_if, what_if->plan_inputs, 0, LANES);
    for (size_t i = 0; i < count; i++) {
        ChangedPlan changed = { what_if->model.plan, inputs };
        memcpy(inputs, what_if->plan_inputs, what_if->model.inputs.count * sizeof(double));
        change_lever(NULL, what_if, &(LeverChange){ lever, values[i] }, &changed);
        fill_lanes(what_if, inputs, i, i + 1);
    }
    evaluate_lanes(what_if, &what_if->model.plan, (uint32_t)count, out);
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
    what_if->spare_inputs = arena_array(what_if->arena, what_if->model.inputs.count, sizeof(double));
    what_if->results = arena_rows(what_if->arena, what_if_out_count(what_if) * LANES * sizeof(double));
    what_if->scratch = arena_rows(what_if->arena, what_if->kernel->evaluate_scratch_size(&what_if->model.plan));
}

/* Whether something in the case is on the good side: a benefit, a cost that comes in, an opportunity. */
static bool brings_in(const Case *the_case) {
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!line->type->in_economic_appraisal) continue;
        if (line->side == SIDE_BENEFIT) return true;
        for (size_t t = 0; t < line->amounts.count; t++)
            if (line->amounts.value[t] < 0) return true;
    }
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (the_case->risks[r].impact.fitted.minimum < 0) return true;
    return false;
}

/* The baseline can be chosen. Without one nothing can, however good or bad the plan is: what would become known may turn
   the choice either way. But where all options do is cost, something has to be done, and the cheapest is looked for. */
static void count_alternatives(WhatIf *what_if) {
    bool has_nothing = what_if->the_case->baseline != NONE || brings_in(what_if->the_case);
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
