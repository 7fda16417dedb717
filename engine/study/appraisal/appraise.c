/* The plan as one trial with every input at its planning value. */
#include "bizcase/appraise.h"

#include <math.h>

#include "case/handle.h"
#include "evaluate/block.h"
#include "model/compile.h"
#include "model/timeline.h"
#include "study/appraisal/appraise.h"

#include "case/plan_values.h"
#include "study/appraisal/line_values.h"
#include "study/find_next.h"
#include "study/kernel.h"
#include "study/moved_out.h"
#include "study/views.h"
#include "table/call.h"

typedef struct Appraisal {
    BizcaseAppraisal shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Appraisal;

/* Every lane the same. */
static double *fill_lanes(Arena *arena, const double *inputs, size_t count) {
    double *values = arena_array(arena, count * LANES, sizeof *values);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * LANES + k] = inputs[i];
    return values;
}

static const char *note_of(const Figure *figure, const Plan *plan, const double *flow, double value) {
    if (isfinite(value)) return NULL;
    return figure->why_missing ? figure->why_missing(plan, flow, value) : "too large to be worked out";
}

/* Everything of one result, from lane 0. figures is [figure][LANES], flow [period][LANES]. */
static BizcaseResult result_of(
    Arena *arena, const Plan *plan, BizcaseScope scope, const double *figures, const double *flow) {
    double *values = arena_array(arena, figure_count, sizeof *values);
    const char **notes = arena_array(arena, figure_count, sizeof *notes);
    double *roots = arena_array(arena, plan->period_count, sizeof *roots);
    double *cash_flow = arena_array(arena, plan->period_count, sizeof *cash_flow);
    double *discounted = arena_array(arena, plan->period_count, sizeof *discounted);
    double *cumulative = arena_array(arena, plan->period_count, sizeof *cumulative);
    const size_t root_count = internal_rates(plan, flow, LANES, roots, plan->period_count);
    for (size_t f = 0; f < figure_count; f++) {
        const double value = figures[f * LANES];
        values[f] = isfinite(value) ? value : NAN;
        notes[f] = note_of(figure_table[f], plan, flow, value);
    }
    for (size_t t = 0; t < plan->period_count; t++) {
        cash_flow[t] = flow[t * LANES];
        discounted[t] = plan->discount_factor[t] * cash_flow[t];
        cumulative[t] = cash_flow[t] + (t > 0 ? cumulative[t - 1] : 0);
    }
    return (BizcaseResult){ scope, values, notes, root_count, roots, cash_flow, discounted, cumulative, 0, 0 };
}

/* What the evaluator fills is LANES times as large as what is kept: views are evaluated as many at a time as have room. */
static const double MOST_BYTES_AT_A_TIME = 64e6;

static uint32_t views_at_a_time(const Plan *plan, const Views *views) {
    const double bytes =
        (double)views->result_count * LANES * sizeof(double) * (double)(plan->period_count + figure_count);
    const double room = MOST_BYTES_AT_A_TIME / bytes;
    if (room >= views->count) return views->count;
    return room < 1 ? 1 : (uint32_t)room;
}

/* `request` is about the views from `first` on. slips: as in BlockResults. */
static void evaluate_some(Arena *arena, const Case *the_case, const Plan *plan, const Views *views, size_t first,
    const BlockRequest *request, const double *inputs, double *slips, BizcaseResult *rows) {
    const Kernel *kernel = kernel_named(the_case->kernel);
    const size_t count = (size_t)request->view_count * views->result_count;
    Arena *working = arena_within(arena);
    const BlockResults results = {
        .figures = arena_array(working, count * figure_count * LANES, sizeof(double)),
        .flows = arena_array(working, count * plan->period_count * LANES, sizeof(double)),
        .slips = slips,
    };
    kernel->evaluate_block(plan, request, inputs, arena_alloc(working, kernel->evaluate_scratch_size(plan)), &results);
    for (size_t r = 0; r < count; r++) {
        const View *view = &views->items[first + r / views->result_count];
        rows[r] = result_of(arena, plan, scope_of(the_case, view, r % views->result_count),
            results.figures + r * figure_count * LANES, results.flows + r * plan->period_count * LANES);
        rows[r].eac_life = option_life_years(&the_case->options[view->option], &the_case->settings);
        rows[r].eac_life_is_own = the_case->options[view->option].life_periods > 0;
    }
    arena_free(working);
}

static void evaluate_views(Arena *arena, const Case *the_case, const Model *model, const Views *views,
    const double *inputs, BizcaseAppraisal *shown) {
    const Plan *plan = &model->plan;
    const Kernel *kernel = kernel_named(the_case->kernel);
    const size_t count = (size_t)views->count * views->result_count;
    WantedFigure *figures = arena_array(arena, figure_count, sizeof *figures);
    for (size_t f = 0; f < figure_count; f++) figures[f].figure = kernel->figures[f];
    const double *lanes = fill_lanes(arena, inputs, model->inputs.count);
    double *slips = arena_array(arena, (size_t)plan->phase_count * LANES, sizeof *slips);
    BizcaseResult *rows = arena_array(arena, count, sizeof *rows);
    const uint32_t at_a_time = views_at_a_time(plan, views);
    for (uint32_t first = 0; first < views->count; first += at_a_time) {
        const uint32_t left = views->count - first;
        const BlockRequest request = { views->items + first, left < at_a_time ? left : at_a_time, figures, figure_count,
            1, true };
        evaluate_some(
            arena, the_case, plan, views, first, &request, lanes, slips, rows + (size_t)first * views->result_count);
    }
    shown->results = rows;
    shown->result_count = count;

    double *sums = arena_array(arena, slip_sum_count(plan), sizeof *sums);
    BizcaseMovedOut *moved_out = arena_array(arena, model->moving_count, sizeof *moved_out);
    add_slips(kernel, plan, slips, 1, sums);
    shown->moved_out_count = moved_out_rows(the_case, model, sums, 1, moved_out);
    shown->moved_out = moved_out;
}

void appraise_excluded(Arena *arena, const Case *the_case, BizcaseAppraisal *shown) {
    const PlanValues *values = plan_values(arena, the_case);
    BizcaseExcluded *rows = arena_array(arena, the_case->line_count, sizeof *rows);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (line->type->in_economic_appraisal) continue;
        double total = 0;
        const int start = period_month(&the_case->settings, 0);
        const int end = period_month(&the_case->settings, the_case->settings.period_count);
        const Amounts amounts = plan_line_amounts(arena, values, l);
        for (size_t i = 0; i < amounts.count; i++)
            if (amounts.first_month[i] >= start && amounts.first_month[i] < end)
                total += amounts.value[i] * the_case->settings.scale;
        rows[shown->excluded_count++] = (BizcaseExcluded){ arena_text(arena, line->label.id),
            arena_text(arena, line->label.name), line->type->name, line->side == SIDE_COST, total };
    }
    shown->excluded = rows;
}

void appraise_trial(Arena *arena, const Case *the_case, const Model *model, const Views *views, const double *inputs,
    BizcaseAppraisal *shown) {
    *shown = (BizcaseAppraisal){ .period_count = the_case->settings.period_count,
        .periods = period_names(arena, &the_case->settings),
        .discount_factors = model->plan.discount_factor };
    const View view = main_view(views);
    shown->main = scope_of(the_case, &view, 0);
    evaluate_views(arena, the_case, model, views, inputs, shown);
}

static void list_quantities(Arena *arena, const Case *the_case, BizcaseAppraisal *shown) {
    if (the_case->quantity_count == 0) return;
    const PlanValues *values = plan_values(arena, the_case);
    BizcaseQuantity *rows = arena_array(arena, the_case->quantity_count, sizeof *rows);
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        rows[q] = (BizcaseQuantity){ arena_text(arena, quantity->label.id), arena_text(arena, quantity->label.name),
            arena_text(arena, quantity->unit_text),
            quantity->formula ? arena_text(arena, quantity->formula->text) : NULL, values->of_quantity[q] };
    }
    shown->quantities = rows;
    shown->quantity_count = the_case->quantity_count;
}

typedef struct AppraiseCall {
    const Case *the_case;
    BizcaseAppraiseRequest request;
    BizcaseAppraisal *made;
} AppraiseCall;

static BizcaseStatus appraise(Call *call, void *context) {
    AppraiseCall *asked = context;
    const Case *the_case = asked->the_case;
    Views views;
    const BizcaseStatus status =
        asked->request.every_option ? views_about(call->arena, the_case, asked->request.option, &views, &call->problems)
                                    : views_of(call->arena, the_case, asked->request.option, &views, &call->problems);
    if (status != BIZCASE_OK) return status;
    if (asked->request.lines) {
        const BizcaseStatus room = line_values_fit(the_case, &views, &call->problems);
        if (room != BIZCASE_OK) return room;
    }
    Appraisal *appraisal = arena_alloc(call->arena, sizeof *appraisal);
    appraisal->arena = call->arena;
    const Model model = model_compile_readings(call->arena, the_case, FOR_PLAN, READINGS_ALL);
    double *inputs = arena_array(call->arena, model.inputs.count, sizeof *inputs);
    for (size_t i = 0; i < model.inputs.count; i++) inputs[i] = model.inputs.items[i].plan_value;
    appraise_trial(call->arena, the_case, &model, &views, inputs, &appraisal->shown);
    appraise_excluded(call->arena, the_case, &appraisal->shown);
    list_quantities(call->arena, the_case, &appraisal->shown);
    if (asked->request.lines) appraise_lines(call->arena, the_case, &model, &views, &appraisal->shown);
    asked->made = &appraisal->shown;
    return BIZCASE_OK;
}

BizcaseStatus bizcase_appraise(const BizcaseCase *loaded, const BizcaseAppraiseRequest *request,
    BizcaseAppraisal **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    AppraiseCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, appraise, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_appraisal_free(BizcaseAppraisal *appraisal) {
    if (appraisal) arena_free(((Appraisal *)(void *)appraisal)->arena);
}

const BizcaseResult *bizcase_appraisal_find(const BizcaseAppraisal *appraisal, const BizcaseScope *scope) {
    size_t from = 0;
    return appraisal && scope ? appraisal_find_next(appraisal, scope, &from) : NULL;
}
