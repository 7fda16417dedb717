#include "study/sensitivity/lab.h"

#include <math.h>
#include <string.h>

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

static void add_lever(Lab *lab, Lever lever) {
    lab->levers[lab->lever_count++] = lever;
}

/* Where an input without a distribution may go: a factor down to nothing, a delay to the end of the horizon. */
static void possible_range(const Lab *lab, uint32_t input, BizcaseLever *shown) {
    const Fitted *fitted = &lab->model.inputs.items[input].fitted;
    const bool is_event = strncmp(shown->name, "event:", 6) == 0, is_phase = strncmp(shown->name, "phase:", 6) == 0;
    const Settings *settings = &lab->the_case->settings;
    const double horizon = (double)settings->period_count * settings->start.length_months;
    shown->least = is_event ? 0 : fitted->constant ? 0 : distribution_lowest_draw(fitted);
    shown->most = is_event           ? 1
                  : is_phase         ? fmax(horizon, distribution_highest_draw(fitted))
                  : fitted->constant ? fmax(10 * fabs(shown->plan), 1)
                                     : distribution_highest_draw(fitted);
}

static void add_input_levers(Lab *lab) {
    const Inputs *inputs = &lab->model.inputs;
    for (uint32_t i = 0; i < inputs->count; i++) {
        const Input *input = &inputs->items[i];
        if (is_line_input(inputs, lab->the_case, i)) continue;
        Lever lever = { .kind = LEVER_INPUT, .index = i };
        lever.shown = (BizcaseLever){ .name = input->name,
            .label = input_label(lab->the_case, inputs, i),
            .plan = lab->plan_inputs[i],
            .is_uncertain = !input->fitted.constant };
        possible_range(lab, i, &lever.shown);
        add_lever(lab, lever);
    }
}

/* A line that is uncertain is a lever in the unit of its distribution, relative to its planning value. */
static void add_line_levers(Lab *lab) {
    const Case *the_case = lab->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const uint32_t input = lab->model.inputs.of_line[l];
        if (input == NO_INDEX) continue;
        const Fitted *own = &the_case->lines[l].own.fitted;
        const bool is_uncertain = !own->constant && own->central != 0;
        const double a = is_uncertain ? distribution_lowest_draw(own) / own->central : 0;
        const double b = is_uncertain ? distribution_highest_draw(own) / own->central : 10;
        add_lever(lab, (Lever){ .kind = LEVER_LINE,
                           .index = l,
                           .shown = { lab->model.inputs.items[input].name, the_case->lines[l].label.name, 1, fmin(a, b),
                               fmax(a, b), is_uncertain } });
    }
}

static void add_category_levers(Lab *lab) {
    const Case *the_case = lab->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const char *category = the_case->lines[l].category;
        bool is_new = category && *category && the_case->lines[l].type->in_economic_appraisal;
        for (size_t k = 0; k < lab->lever_count && is_new; k++)
            is_new = !(lab->levers[k].category && strcmp(lab->levers[k].category, category) == 0);
        if (is_new)
            add_lever(lab, (Lever){ .kind = LEVER_CATEGORY,
                               .category = category,
                               .shown = { arena_format(lab->arena, "category:%s", category), category, 1, 0, 10, 0 } });
    }
}

static void add_share_levers(Lab *lab) {
    const Case *the_case = lab->the_case;
    for (size_t s = 0; s < the_case->split_count; s++) {
        const bool goes_to_one = s >= 1 && s <= the_case->council_count;
        if (goes_to_one || the_case->council_count < 2) continue;
        const double *shares = shares_at(lab->arena, &lab->model.plan, s, lab->plan_inputs);
        for (size_t c = 0; c < the_case->council_count; c++)
            add_lever(lab, (Lever){ .kind = LEVER_SHARE,
                               .index = s,
                               .council = c,
                               .shown = { arena_format(lab->arena, "split:%s/%s", the_case->splits[s].label.id,
                                              the_case->councils[c].id),
                                   arena_format(lab->arena, "Share of %s in %s", the_case->councils[c].name,
                                       the_case->splits[s].label.name),
                                   shares[c * the_case->settings.period_count], 0, 1, 0 } });
    }
}

static void add_levers(Lab *lab) {
    const Case *the_case = lab->the_case;
    const double rate = schedule_rate(&the_case->settings.discount, 1);
    const size_t most =
        lab->model.inputs.count + 2 * the_case->line_count + 4 + the_case->split_count * the_case->council_count;
    lab->levers = arena_array(lab->arena, most, sizeof(Lever));
    add_input_levers(lab);
    add_line_levers(lab);
    add_category_levers(lab);
    add_lever(lab, (Lever){ .kind = LEVER_SIDE, .index = SIDE_COST, .shown = { "costs", "All costs", 1, 0, 10, 0 } });
    add_lever(lab,
        (Lever){ .kind = LEVER_SIDE, .index = SIDE_BENEFIT, .shown = { "benefits", "All benefits", 1, 0, 10, 0 } });
    add_lever(lab, (Lever){ .kind = LEVER_RATE, .shown = { "discount_rate", "Discount rate", rate, -0.05, 0.5, 0 } });
    add_lever(lab, (Lever){ .kind = LEVER_BIAS, .shown = { "optimism_bias", "Optimism bias", 1, 0, 10, 0 } });
    add_share_levers(lab);
}

const Lever *lab_find(const Lab *lab, const char *name) {
    for (size_t k = 0; k < lab->lever_count; k++)
        if (strcmp(lab->levers[k].shown.name, name) == 0) return &lab->levers[k];
    return NULL;
}

/* --- pulling them --------------------------------------------------------------------------------------------------- */

/* A copy of the plan, and of what a lever changes in it. */
typedef struct Bench {
    Plan plan;
    double *inputs;
} Bench;

static bool line_is_pulled(const Lever *lever, const Line *line, size_t l) {
    switch (lever->kind) {
    case LEVER_LINE: return l == lever->index;
    case LEVER_CATEGORY: return line->category && strcmp(line->category, lever->category) == 0;
    case LEVER_SIDE: return line->side == (LineSide)lever->index;
    default: return false;
    }
}

static void pull_lines(const Lab *lab, const Pull *pull, Bench *bench) {
    for (size_t l = 0; l < lab->the_case->line_count; l++) {
        const uint32_t input = lab->model.inputs.of_line[l];
        if (input != NO_INDEX && line_is_pulled(pull->lever, &lab->the_case->lines[l], l))
            bench->inputs[input] *= pull->value;
    }
}

static void pull_lever(Arena *arena, const Lab *lab, const Pull *pull, Bench *bench) {
    const Settings *settings = &lab->the_case->settings;
    switch (pull->lever->kind) {
    case LEVER_INPUT: bench->inputs[pull->lever->index] = pull->value; break;
    case LEVER_LINE:
    case LEVER_CATEGORY:
    case LEVER_SIDE: pull_lines(lab, pull, bench); break;
    case LEVER_RATE:
        plan_shift_rate(arena, settings, pull->value - schedule_rate(&settings->discount, 1), &bench->plan);
        break;
    case LEVER_BIAS: plan_scale_bias(arena, pull->value, &bench->plan); break;
    case LEVER_SHARE:
        plan_fix_share(
            arena, bench->inputs, pull->lever->index, pull->lever->council, pull->value, KEEP_BY_PERIOD, &bench->plan);
        break;
    }
}

/* Evaluates the lanes that are filled in. */
static void evaluate_lanes(Lab *lab, const Plan *plan, uint32_t lane_count, double *out) {
    const uint32_t column_count = lab->figures[LAB_OTHER].figure ? LAB_FIGURES : LAB_OTHER;
    const BlockRequest request = { lab->views.items, lab->views.count, lab->figures, column_count, lane_count, false };
    lab->kernel->evaluate_block(plan, &request, lab->lanes, lab->scratch, &(BlockResults){ .figures = lab->results });
    for (size_t k = 0; k < lane_count; k++, out += lab_out_count(lab))
        for (size_t r = 0; r < lab->views.count * lab->body_count; r++)
            for (uint32_t f = 0; f < LAB_FIGURES; f++)
                out[r * LAB_FIGURES + f] = f < column_count ? lab->results[(r * column_count + f) * LANES + k] : NAN;
    lab->evaluations += lane_count;
}

/* Working memory of one try; failure goes on to the lab's arena. */
static Arena *bench_arena(const Lab *lab) {
    Arena *arena = arena_new();
    if (!arena) longjmp(*arena_on_failure(lab->arena), 1);
    return arena;
}

static void fill_lanes(const Lab *lab, const double *inputs, size_t from, size_t to) {
    for (uint32_t i = 0; i < lab->model.inputs.count; i++)
        for (size_t k = from; k < to; k++) lab->lanes[(size_t)i * LANES + k] = inputs[i];
}

void lab_try(Lab *lab, const Pull *pulls, size_t count, double *out) {
    const uint32_t input_count = lab->model.inputs.count;
    Arena *arena = bench_arena(lab);
    if (setjmp(*arena_on_failure(arena))) {
        arena_free(arena);
        longjmp(*arena_on_failure(lab->arena), 1);
    }
    Bench bench = { lab->model.plan, arena_array(arena, input_count, sizeof(double)) };
    memcpy(bench.inputs, lab->plan_inputs, input_count * sizeof(double));
    for (size_t i = 0; i < count; i++) pull_lever(arena, lab, &pulls[i], &bench);
    fill_lanes(lab, bench.inputs, 0, LANES);
    evaluate_lanes(lab, &bench.plan, 1, out);
    arena_free(arena);
}

/* Whether all that the lever changes is inputs, so that its values can stand side by side. */
static bool changes_inputs_only(const Lever *lever) {
    return lever->kind == LEVER_INPUT || lever->kind == LEVER_LINE || lever->kind == LEVER_CATEGORY ||
           lever->kind == LEVER_SIDE;
}

void lab_scan(Lab *lab, const Lever *lever, const double *values, size_t count, double *out) {
    if (!changes_inputs_only(lever)) {
        for (size_t i = 0; i < count; i++) lab_try(lab, &(Pull){ lever, values[i] }, 1, out + i * lab_out_count(lab));
        return;
    }
    double *inputs = lab->spare_inputs;
    fill_lanes(lab, lab->plan_inputs, 0, LANES);
    for (size_t i = 0; i < count; i++) {
        Bench bench = { lab->model.plan, inputs };
        memcpy(inputs, lab->plan_inputs, lab->model.inputs.count * sizeof(double));
        pull_lever(NULL, lab, &(Pull){ lever, values[i] }, &bench);
        fill_lanes(lab, inputs, i, i + 1);
    }
    evaluate_lanes(lab, &lab->model.plan, (uint32_t)count, out);
}

/* --- opening -------------------------------------------------------------------------------------------------------- */

/* What is compared: each option against the baseline, the main one first. */
static void keep_comparable_views(Arena *arena, Lab *lab) {
    const bool has_baseline = lab->the_case->baseline != NONE;
    View *items = arena_array(arena, lab->views.count, sizeof *items);
    uint32_t count = 0;
    items[count++] = main_view(&lab->views);
    for (uint32_t v = 0; v < lab->views.count; v++) {
        const View *view = &lab->views.items[v];
        if (view->is_main || (has_baseline && view->baseline == NO_INDEX)) continue;
        items[count++] = *view;
    }
    lab->views.items = items;
    lab->views.count = count;
}

static BizcaseStatus choose_views(Arena *arena, Case *the_case, const char *option, Lab *lab) {
    BizcaseStatus status = views_of(arena, the_case, NULL, &lab->views);
    Views asked;
    if (status != BIZCASE_OK || !option) return status;
    status = views_of(arena, the_case, option, &asked);
    if (status != BIZCASE_OK) return status;
    const View wanted = main_view(&asked);
    for (uint32_t v = 0; v < lab->views.count; v++) {
        View *view = &lab->views.items[v];
        view->is_main = view->option == wanted.option && view->baseline == wanted.baseline;
    }
    return BIZCASE_OK;
}

static void compile_plan(Lab *lab) {
    lab->model = model_compile(lab->arena, lab->the_case, FOR_SENSITIVITY);
    const uint32_t inputs = lab->model.inputs.count;
    lab->plan_inputs = arena_array(lab->arena, inputs, sizeof(double));
    for (uint32_t i = 0; i < inputs; i++) lab->plan_inputs[i] = lab->model.inputs.items[i].plan_value;
}

static void make_room(Lab *lab) {
    lab->lanes = arena_rows(lab->arena, (size_t)lab->model.inputs.count * LANES * sizeof(double));
    lab->spare_inputs = arena_array(lab->arena, lab->model.inputs.count, sizeof(double));
    lab->results = arena_rows(lab->arena, lab_out_count(lab) * LANES * sizeof(double));
    lab->scratch = arena_rows(lab->arena, lab->kernel->evaluate_scratch_size(&lab->model.plan));
}

/* The baseline can be chosen. Without one nothing is an alternative only where some option is worth more than it: else
   something has to be done, and the cheapest is looked for. */
static void count_alternatives(Lab *lab) {
    bool has_nothing = lab->the_case->baseline != NONE;
    double *out = arena_array(lab->arena, lab_out_count(lab), sizeof *out);
    lab_try(lab, NULL, 0, out);
    for (uint32_t v = 0; v < lab->views.count; v++) has_nothing = has_nothing || lab_value(lab, out, v, 0, LAB_NPV) > 0;
    lab->alternative_count = lab->views.count + has_nothing;
}

BizcaseStatus lab_open(Arena *arena, Case *the_case, const char *option, size_t figure, Lab *lab) {
    *lab = (Lab){
        .arena = arena, .the_case = the_case, .kernel = kernel_best(), .body_count = 1 + the_case->council_count
    };
    const BizcaseStatus status = choose_views(arena, the_case, option, lab);
    if (status != BIZCASE_OK) return status;
    keep_comparable_views(arena, lab);
    compile_plan(lab);
    lab->figures = arena_array(arena, LAB_FIGURES, sizeof(WantedFigure));
    lab->figures[LAB_NPV] = (WantedFigure){ lab->kernel->figures[bizcase_figure_find("npv")], SKIP_PROGRAMMES };
    lab->figures[LAB_PAYBACK] =
        (WantedFigure){ lab->kernel->figures[bizcase_figure_find("payback_years")], SKIP_PROGRAMMES };
    if (figure < bizcase_figure_count())
        lab->figures[LAB_OTHER] = (WantedFigure){ lab->kernel->figures[figure], SKIP_PROGRAMMES };
    make_room(lab);
    add_levers(lab);
    count_alternatives(lab);
    return BIZCASE_OK;
}

void lab_vary(const Lab *lab, Case *variant, Lab *varied) {
    *varied = *lab;
    varied->the_case = variant;
    varied->evaluations = 0;
    compile_plan(varied);
    make_room(varied);
}

double lab_lead(const Lab *lab, const double *out, size_t body) {
    double best = lab->alternative_count > lab->views.count ? 0 : -INFINITY;
    for (uint32_t v = 1; v < lab->views.count; v++) best = fmax(best, lab_value(lab, out, v, body, LAB_NPV));
    return lab_value(lab, out, 0, body, LAB_NPV) - best;
}

size_t lab_rank(const Lab *lab, const double *out, size_t body) {
    const double own = lab_value(lab, out, 0, body, LAB_NPV);
    size_t rank = lab->alternative_count > lab->views.count && own < 0 ? 2 : 1;
    for (uint32_t v = 1; v < lab->views.count; v++) rank += lab_value(lab, out, v, body, LAB_NPV) > own;
    return rank;
}
