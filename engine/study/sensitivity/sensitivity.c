/* The sensitivity study: its parts, over one what-if model. */
#include "bizcase/sensitivity.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "case/readings.h"
#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"
#include "table/call.h"

typedef struct Sensitivity {
    BizcaseSensitivity shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Sensitivity;

static void show_alternatives(WhatIf *what_if, BizcaseSensitivity *shown) {
    const Case *the_case = what_if->the_case;
    const char **alternatives = arena_array(what_if->arena, what_if->alternative_count, sizeof *alternatives);
    for (uint32_t v = 0; v < what_if->views.count; v++)
        alternatives[v] = the_case->options[what_if->views.items[v].option].label.id;
    if (what_if->alternative_count > what_if->views.count)
        alternatives[what_if->views.count] =
            the_case->baseline == NONE ? "nothing" : the_case->options[the_case->baseline].label.id;
    shown->alternatives = alternatives;
    shown->alternative_count = what_if->alternative_count;
}

static void show_plan(WhatIf *what_if, BizcaseSensitivity *shown) {
    Arena *arena = what_if->arena;
    double *out = arena_array(arena, what_if_out_count(what_if), sizeof *out);
    double *npv = arena_array(arena, what_if->body_count, sizeof *npv),
           *payback = arena_array(arena, what_if->body_count, sizeof *payback);
    const char **bodies = arena_array(arena, what_if->body_count, sizeof *bodies),
               **note = arena_array(arena, what_if->body_count, sizeof *note);
    BizcaseLever *levers = arena_array(arena, what_if->lever_count, sizeof *levers);
    what_if_try(what_if, NULL, 0, out);
    for (size_t b = 0; b < what_if->body_count; b++) {
        npv[b] = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
        const double years = what_if_value(what_if, out, 0, b, WHAT_IF_PAYBACK);
        payback[b] = shown_payback(years);
        note[b] = payback_note(years);
        bodies[b] = b == 0 ? "joint" : what_if->the_case->councils[b - 1].id;
    }
    for (size_t k = 0; k < what_if->lever_count; k++) levers[k] = what_if->levers[k].shown;
    const BizcaseScope scope = scope_of(what_if->the_case, &what_if->views.items[0], 0);
    shown->option = scope.option;
    shown->versus = scope.versus;
    shown->bodies = bodies;
    shown->body_count = what_if->body_count;
    shown->plan_npv = npv;
    shown->plan_payback = payback;
    shown->plan_payback_note = note;
    shown->levers = levers;
    shown->lever_count = what_if->lever_count;
    show_alternatives(what_if, shown);
}

/* What the study's reading is to the case, its figure is to the whole. */
static BizcaseStatus figure_of_study(Diagnostics *problems, const BizcaseSensitivityRequest *request, size_t *figure) {
    const BizcaseReading reading = bizcase_figure(*figure).reading;
    if (reading != BIZCASE_WHOLE && reading != request->reading) {
        diagnostics_error(problems, (Place){ .asked = "figure" },
            arena_format(problems->arena, "ask for the reading %s", bizcase_reading_name(reading)),
            "\"%s\" is of another reading than the study", request->figure);
        return BIZCASE_BAD_REQUEST;
    }
    *figure = bizcase_figure_in_reading(*figure, BIZCASE_WHOLE);
    return BIZCASE_OK;
}

static BizcaseStatus grid_figure(Diagnostics *problems, const BizcaseSensitivityRequest *request, size_t *figure) {
    *figure = request->figure ? bizcase_figure_find(request->figure) : FIGURE_NPV;
    if (*figure < bizcase_figure_count()) return figure_of_study(problems, request, figure);
    const char *names[64];
    size_t count = 0;
    for (; count < bizcase_figure_count() && count < 64; count++) names[count] = bizcase_figure(count).name;
    diagnostics_error(problems, (Place){ .asked = "figure" }, word_hint(problems->arena, request->figure, names, count),
        "\"%s\" is not a figure", request->figure);
    return BIZCASE_BAD_REQUEST;
}

/* --- the parts ------------------------------------------------------------------------------------------------------- */

#define PART_OF_TABLE(FLAG, name, value) { { #name, BIZCASE_##FLAG }, &sensitivity_##name },
static const struct {
    BizcaseSensitivityPart shown;
    const SensitivityPart *part;
} part_table[] = { BIZCASE_SENSITIVITY_PARTS(PART_OF_TABLE) };
enum { PART_COUNT = sizeof part_table / sizeof part_table[0] };

size_t bizcase_sensitivity_part_count(void) {
    return PART_COUNT;
}

BizcaseSensitivityPart bizcase_sensitivity_part(size_t index) {
    return index < bizcase_sensitivity_part_count() ? part_table[index].shown : (BizcaseSensitivityPart){ .name = "" };
}

const Regression *study_regression(SensitivityStudy *study) {
    if (study->regression) return study->regression;
    Regression *regression = arena_alloc(study->what_if->arena, sizeof *regression);
    regression_fit(study->what_if->arena, study->ensemble, regression);
    study->regression = regression;
    return regression;
}

/* A stage of the study in the caller's progress, in thousandths. */
typedef struct Stage {
    const BizcaseSensitivityRequest *request;
    uint64_t from, to;
    uint64_t reported; /* the most so far */
} Stage;

/* A part that runs the trials several times begins at 0 each time; for the caller it stays where it was. */
static int report(void *context, uint64_t done, uint64_t total) {
    Stage *stage = context;
    const uint64_t now = stage->from + (stage->to - stage->from) * done / total;
    if (now > stage->reported) stage->reported = now;
    return stage->request->progress(stage->request->context, stage->reported, 1000);
}

static void begin_stage(Stage *stage, uint64_t to) {
    stage->from = stage->to;
    stage->to = to;
}

static void show_trials(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    BizcaseInputGroup *groups = arena_array(arena, ensemble->groups.count, sizeof *groups);
    for (size_t g = 0; g < ensemble->groups.count; g++) groups[g] = ensemble->groups.items[g].shown;
    shown->groups = groups;
    shown->group_count = ensemble->groups.count;
    shown->trials = ensemble->trials + ensemble->not_finite;
    shown->not_finite = ensemble->not_finite;
    shown->seed = ensemble->setup.seed;
    shown->sampler = ensemble->setup.sampler;
}

static bool is_asked_for(const BizcaseSensitivityRequest *request, size_t part) {
    return !request->parts || (request->parts & part_table[part].shown.flag) != 0;
}

static bool needs_trials(const BizcaseSensitivityRequest *request) {
    for (size_t p = 0; p < PART_COUNT; p++)
        if (part_table[p].part->needs_trials && is_asked_for(request, p)) return true;
    return false;
}

/* In the order of the table, those with trials or those without. */
static BizcaseStatus run_parts(SensitivityStudy *study, bool with_trials, Stage *stage) {
    for (size_t p = 0; p < PART_COUNT; p++) {
        const SensitivityPart *part = part_table[p].part;
        if (part->needs_trials != with_trials) continue;
        begin_stage(stage, stage->to + part->effort);
        const BizcaseStatus status = is_asked_for(study->request, p) ? part->run(study) : BIZCASE_OK;
        if (status != BIZCASE_OK) return status;
    }
    return BIZCASE_OK;
}

static BizcaseStatus look_at_trials(SensitivityStudy *study, Stage *stage) {
    enum { EFFORT_OF_DRAWING = 200 };
    BizcaseSensitivityRequest staged = *study->request;
    Ensemble *ensemble = arena_alloc(study->what_if->arena, sizeof *ensemble);
    if (staged.progress) {
        staged.progress = report;
        staged.context = stage;
    }
    begin_stage(stage, EFFORT_OF_DRAWING);
    const BizcaseStatus status = ensemble_draw(study->what_if->arena, study->what_if, &staged, ensemble);
    if (status != BIZCASE_OK) return status;
    show_trials(study->what_if->arena, ensemble, study->shown);
    study->ensemble = ensemble;
    return run_parts(study, true, stage);
}

static BizcaseStatus study(
    Call *call, const Case *the_case, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    WhatIf what_if;
    size_t figure;
    const bool has_grid = request->grid[0] && request->grid[1];
    Stage stage = { .request = request };
    BizcaseStatus status = grid_figure(&call->problems, request, &figure);
    if (status == BIZCASE_OK)
        status = what_if_open(call->arena, the_case, request->option, has_grid ? figure : bizcase_figure_count(),
            &what_if, &call->problems);
    if (status != BIZCASE_OK) return status;
    show_plan(&what_if, shown);
    SensitivityStudy parts = { .what_if = &what_if, .request = request, .shown = shown };
    status = run_parts(&parts, false, &stage);
    if (status == BIZCASE_OK && needs_trials(request)) status = look_at_trials(&parts, &stage);
    shown->evaluations = what_if.evaluations;
    return status;
}

typedef struct SensitivityCall {
    const Case *the_case;
    BizcaseSensitivityRequest request;
    BizcaseSensitivity *made;
} SensitivityCall;

static BizcaseStatus sensitivity(Call *call, void *context) {
    SensitivityCall *asked = context;
    Sensitivity *made = arena_alloc(call->arena, sizeof *made);
    made->arena = call->arena;
    asked->made = &made->shown;
    Case *read = arena_alloc(call->arena, sizeof *read);
    *read = case_in_reading(asked->the_case, (MoneyReading)asked->request.reading);
    made->shown.reading = asked->request.reading;
    return study(call, read, &asked->request, &made->shown);
}

BizcaseStatus bizcase_sensitivity(const BizcaseCase *loaded, const BizcaseSensitivityRequest *request,
    BizcaseSensitivity **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    SensitivityCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    if ((unsigned)asked.request.reading >= READING_COUNT) {
        request_refused(
            problems, "reading", "BIZCASE_WHOLE, BIZCASE_PUBLIC or BIZCASE_CASH", "there is no such reading");
        return BIZCASE_BAD_REQUEST;
    }
    const BizcaseStatus status = call_make(problems, sensitivity, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_sensitivity_free(BizcaseSensitivity *shown) {
    if (shown) arena_free(((Sensitivity *)(void *)shown)->arena);
}
