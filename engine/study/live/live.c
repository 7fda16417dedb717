/* The case, and the case under each of its scenarios, in each reading that differs, as a live page carries them. */
#include "study/live/live.h"

#include <string.h>

#include "case/handle.h"
#include "case/readings.h"
#include "evaluate/figure.h"
#include "sample/designs.h"
#include "study/live/figures.h"
#include "study/sensitivity/parts.h"
#include "table/call.h"

enum { CHECK_TRIALS = 20000 };

/* --- one variant ---------------------------------------------------------------------------------------------------- */

static Plan compile_plan(Arena *arena, const Case *the_case, bool with_bias) {
    Case varied = *the_case;
    varied.settings.optimism_bias_in_plan = with_bias;
    return model_compile(arena, &varied, FOR_APPRAISAL).plan;
}

/* As the trials have it where they have any: a line's bias is what its ranges leave of it. */
static Plan compile_held(Arena *arena, const Case *the_case) {
    Case varied = *the_case;
    varied.lines = arena_array(arena, the_case->line_count, sizeof *varied.lines);
    for (size_t l = 0; l < the_case->line_count; l++) {
        varied.lines[l] = the_case->lines[l];
        varied.lines[l].optimism_bias = the_case->lines[l].bias_in_trials;
    }
    return compile_plan(arena, &varied, true);
}

/* The one that the page shows first is before all others. */
static BizcaseStatus choose_views(
    Arena *arena, const Case *the_case, const char *option, Views *views, Diagnostics *problems) {
    const BizcaseStatus status = views_about(arena, the_case, option, views, problems);
    if (status != BIZCASE_OK) return status;
    const View first = main_view(views);
    uint32_t v = 0;
    while (!views->items[v].is_main) v++;
    memmove(views->items + 1, views->items, v * sizeof first);
    views->items[0] = first;
    return BIZCASE_OK;
}

static uint32_t find_input(const Inputs *inputs, const char *name) {
    for (uint32_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->items[i].name, name) == 0) return i;
    return NO_INDEX;
}

/* Lines that count come first, in their order. */
static uint32_t stream_of_line(const Case *the_case, size_t line) {
    uint32_t stream = 0;
    for (size_t l = 0; l < line; l++) stream += counts(the_case, &the_case->lines[l]);
    return stream;
}

static LiveLever live_lever(const Case *the_case, const Inputs *inputs, const Lever *lever) {
    LiveLever made = { .name = lever->shown.name,
        .label = lever->shown.label,
        .unit = lever->shown.unit,
        .measure = lever->shown.measure,
        .levels = lever->shown.levels,
        .plan = lever->shown.plan,
        .change_of_a_unit = 1,
        .change_at_plan = lever->shown.plan };
    switch (lever->kind) {
    case LEVER_INPUT: made.change = (LiveChange){ .kind = LIVE_INPUT, .index = find_input(inputs, made.name) }; break;
    case LEVER_LINE:
        made.change = (LiveChange){ .kind = LIVE_LINE, .index = stream_of_line(the_case, lever->index) };
        break;
    case LEVER_RATE:
        made.change.kind = LIVE_RATE_SHIFT;
        made.change_at_plan = 0;
        break;
    default: made.change.kind = LIVE_OWN_BIAS;
    }
    return made;
}

/* A row of the tornado each; a bias that the plan does not have is no lever. */
static BizcaseStatus add_levers(Arena *arena, const Case *the_case, const Inputs *inputs, const char *option,
    LiveVariant *variant, Diagnostics *problems) {
    static const BizcaseSensitivityRequest usual = { 0 };
    WhatIf what_if;
    const BizcaseStatus status = what_if_open(arena, the_case, option, figure_count, &what_if, problems);
    if (status != BIZCASE_OK) return status;
    variant->levers = arena_array(arena, what_if.lever_count, sizeof *variant->levers);
    for (size_t k = 0; k < what_if.lever_count; k++) {
        const Lever *lever = &what_if.levers[k];
        double low, high;
        if (lever->shown.is_repeated || !tornado_has(lever) || !tornado_range(&what_if, lever, &usual, &low, &high))
            continue;
        if (lever->kind == LEVER_BIAS && !the_case->settings.optimism_bias_in_plan) continue;
        LiveLever made = live_lever(the_case, inputs, lever);
        made.low = low;
        made.high = high;
        variant->levers[variant->lever_count++] = made;
    }
    return BIZCASE_OK;
}

static void copy_plan_values(Arena *arena, const Inputs *inputs, LiveVariant *variant) {
    variant->plan_values = arena_array(arena, inputs->count, sizeof *variant->plan_values);
    for (uint32_t i = 0; i < inputs->count; i++) variant->plan_values[i] = inputs->items[i].plan_value;
}

/* The option that the page shows first is an option of every variant, and the same in all of them. */
static BizcaseStatus make_case(Call *call, const BizcaseLiveRequest *request, const char *option, LiveCase *made) {
    Arena *arena = call->arena;
    const Case *the_case = &made->the_case;
    LiveVariant *variant = &made->variant;
    const BizcaseStatus status = choose_views(arena, the_case, option, &variant->views, &call->problems);
    if (status != BIZCASE_OK) return status;
    const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
    variant->facts = *the_case;
    if (request->trials) variant->facts.settings.trials = request->trials;
    if (request->sampler) variant->facts.settings.sampler = request->sampler;
    variant->plain = compile_plan(arena, the_case, false);
    variant->biased = compile_plan(arena, the_case, true);
    variant->held = the_case->settings.optimism_bias_in_simulation == TRIALS_WITH_REST_OF_BIAS
                        ? compile_held(arena, the_case)
                        : variant->biased;
    variant->draws =
        inputs_draw_plan(arena, the_case, &inputs, request->has_seed ? request->seed : the_case->settings.seed);
    copy_plan_values(arena, &inputs, variant);
    live_controls(arena, the_case, variant, made);
    return add_levers(
        arena, the_case, &inputs, the_case->options[variant->views.items[0].option].label.id, variant, &call->problems);
}

/* --- the scenarios -------------------------------------------------------------------------------------------------- */

static BizcaseStatus load(Arena *arena, const BizcaseCaseRequest *with, const char *scenario, BizcaseCase **loaded) {
    BizcaseCaseRequest request;
    if (!request_copy(&request, sizeof request, with, NULL)) return BIZCASE_BAD_REQUEST;
    const char **names = arena_array(arena, with->scenario_count + 1, sizeof *names);
    for (size_t s = 0; s < with->scenario_count; s++) names[s] = with->scenarios[s];
    names[with->scenario_count] = scenario;
    request.scenarios = names;
    request.scenario_count += scenario != NULL;
    return bizcase_case_load(&request, loaded, NULL);
}

static bool is_applied(const BizcaseCaseRequest *with, const char *scenario) {
    for (size_t s = 0; s < with->scenario_count; s++)
        if (strcmp(with->scenarios[s], scenario) == 0) return true;
    return false;
}

/* Views are chosen by number on the page: they must be the same in every variant. */
static bool has_views_of(const Case *a, const Case *b) {
    if (a->option_count != b->option_count || a->baseline != b->baseline) return false;
    for (size_t o = 0; o < a->option_count; o++)
        if (strcmp(a->options[o].label.id, b->options[o].label.id) != 0 || a->options[o].role != b->options[o].role)
            return false;
    return true;
}

static const char *first_option(const BizcaseLive *live) {
    return live->cases[0].the_case.options[live->cases[0].variant.views.items[0].option].label.id;
}

static BizcaseStatus add_case(
    Call *call, BizcaseLive *live, const Case *the_case, const BizcaseLiveRequest *request, const char *scenario) {
    LiveCase *made = &live->cases[live->case_count];
    const BizcaseStatus status = load(live->arena, request->with, scenario, &made->loaded);
    if (status == BIZCASE_NOT_READ) case_problems_pass_on(made->loaded, &call->problems);
    if (status == BIZCASE_NO_MEMORY || status == BIZCASE_NOT_READ) return status;
    if (status != BIZCASE_OK || !has_views_of(the_case, case_of(made->loaded))) {
        diagnostics_warning(&live->warnings, (Place){ .file = arena_format(live->arena, "scenarios/%s.csv", scenario) },
            "\"bizcase appraise\" with this scenario says more",
            status == BIZCASE_OK ? "the live page leaves this scenario out: it has other options"
                                 : "the live page leaves this scenario out: it cannot be applied");
        bizcase_case_free(made->loaded);
        made->loaded = NULL;
        return BIZCASE_OK;
    }
    made->the_case = *case_of(made->loaded);
    made->the_case.quantile_tables = the_case->quantile_tables;
    made->variant.scenario = scenario;
    live->case_count++;
    return make_case(call, request, first_option(live), made);
}

static bool differs_in_some(const BizcaseLive *live, size_t case_count, MoneyReading reading) {
    for (size_t v = 0; v < case_count; v++)
        if (reading_differs(&live->cases[v].the_case, reading)) return true;
    return false;
}

/* Scenarios and readings are chosen apart on the page: a reading that differs anywhere is there of every case. */
static BizcaseStatus add_readings(Call *call, BizcaseLive *live, const BizcaseLiveRequest *request) {
    const size_t case_count = live->case_count;
    BizcaseStatus status = BIZCASE_OK;
    for (int r = READING_WHOLE + 1; r < READING_COUNT; r++) {
        if (!differs_in_some(live, case_count, (MoneyReading)r)) continue;
        for (size_t v = 0; v < case_count && status == BIZCASE_OK; v++) {
            LiveCase *made = &live->cases[live->case_count++];
            made->the_case = case_in_reading(&live->cases[v].the_case, (MoneyReading)r);
            made->variant.scenario = live->cases[v].variant.scenario;
            status = make_case(call, request, first_option(live), made);
        }
    }
    return status;
}

static BizcaseStatus add_cases(Call *call, BizcaseLive *live, const Case *the_case, const BizcaseLiveRequest *request) {
    const size_t room = READING_COUNT * (the_case->scenario_file_count + 1);
    live->cases = arena_array(live->arena, room, sizeof *live->cases);
    live->case_room = room;
    BizcaseStatus status = load(live->arena, request->with, NULL, &live->cases->loaded);
    live->case_count = 1;
    if (status != BIZCASE_OK) return status;
    live->cases->the_case = *case_of(live->cases->loaded);
    live->cases->the_case.quantile_tables = the_case->quantile_tables;
    status = make_case(call, request, request->option, live->cases);
    for (size_t s = 0; s < the_case->scenario_file_count && status == BIZCASE_OK; s++) {
        const char *scenario = arena_text(live->arena, the_case->scenario_files[s]);
        if (!is_applied(request->with, scenario)) status = add_case(call, live, the_case, request, scenario);
    }
    return status == BIZCASE_OK ? add_readings(call, live, request) : status;
}

static void write_image(BizcaseLive *live) {
    LiveVariant *variants = arena_array(live->arena, live->case_count, sizeof *variants);
    for (size_t v = 0; v < live->case_count; v++) variants[v] = live->cases[v].variant;
    live->image_size = live_image_write(variants, live->case_count, NULL);
    live->image = arena_alloc(live->arena, live->image_size);
    live_image_write(variants, live->case_count, live->image);
}

/* --- figures that the page must find again -------------------------------------------------------------------------- */

static BizcaseStatus work_out(BizcaseLive *live, const BizcaseLiveRequest *request) {
    LiveCase *first = live->cases;
    const Views *views = &first->variant.views;
    const char *option = first_option(live);
    const BizcaseSimulateRequest simulate = { .option = option,
        .trials = CHECK_TRIALS,
        .has_seed = request->has_seed,
        .seed = request->seed,
        .sampler = sampling_designs[DESIGN_RANDOM].name,
        .threads = request->threads };
    BizcaseStatus status =
        bizcase_appraise(first->loaded, &(BizcaseAppraiseRequest){ .option = option }, &live->appraisal, NULL);
    if (status == BIZCASE_OK) status = bizcase_simulate(first->loaded, &simulate, &live->simulation, NULL);
    if (status != BIZCASE_OK) return status;
    live->check_trials = CHECK_TRIALS;
    const Case *the_case = &first->the_case;
    live->plan_figure_count = live_plan_figures(
        live->arena, the_case, views->items, views->result_count, live->appraisal, &live->plan_figures);
    live->simulated_count = live_simulated_figures(
        live->arena, the_case, views->items, views->result_count, live->simulation, &live->simulated);
    return status;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

/* The options that make the case what it is, without the option shown: the page has a choice of that. */
static void keep_command(BizcaseLive *live, const BizcaseCaseRequest *with) {
    live->command = arena_array(live->arena, 2 * (with->scenario_count + with->change_count), sizeof *live->command);
    for (size_t s = 0; s < with->scenario_count; s++) {
        live->command[live->command_count++] = "--scenario";
        live->command[live->command_count++] = arena_text(live->arena, with->scenarios[s]);
    }
    for (size_t c = 0; c < with->change_count; c++) {
        live->command[live->command_count++] = "--set";
        live->command[live->command_count++] = arena_text(live->arena, with->changes[c]);
    }
}

static void free_parts(void *object) {
    BizcaseLive *live = object;
    bizcase_simulation_free(live->simulation);
    bizcase_appraisal_free(live->appraisal);
    for (size_t v = 0; v < live->case_room; v++) bizcase_case_free(live->cases[v].loaded);
}

typedef struct LiveCall {
    const Case *the_case;
    BizcaseLiveRequest request;
    BizcaseLive *made;
} LiveCall;

static BizcaseStatus make_live(Call *call, void *context) {
    LiveCall *asked = context;
    const BizcaseLiveRequest *request = &asked->request;
    BizcaseLive *live = asked->made = arena_alloc(call->arena, sizeof *live);
    live->arena = call->arena;
    arena_defer(call->arena, free_parts, live);
    diagnostics_init(&live->warnings, call->arena);
    live->name = arena_text(live->arena, request->name ? request->name : "CASE");
    keep_command(live, request->with);
    BizcaseStatus status = add_cases(call, live, asked->the_case, request);
    if (status == BIZCASE_OK) status = work_out(live, request);
    if (status == BIZCASE_OK) write_image(live);
    problems_pass_on(&call->problems, live->warnings.items, live->warnings.count);
    return status;
}

BizcaseStatus bizcase_live(
    const BizcaseCase *loaded, const BizcaseLiveRequest *request, BizcaseLive **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request || !request->with) return BIZCASE_BAD_REQUEST;
    LiveCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    BizcaseCaseRequest with;
    if (!request_copy(&with, sizeof with, asked.request.with, problems) || !case_request_is_whole(&with, problems))
        return BIZCASE_BAD_REQUEST;
    asked.request.with = &with;
    const BizcaseStatus status = call_make(problems, make_live, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_live_free(BizcaseLive *live) {
    if (live) arena_free(live->arena);
}
