/* The sensitivity study: its parts, over one what-if model. */
#include "bizcase/sensitivity.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
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
    const char **bodies = arena_array(arena, what_if->body_count, sizeof *bodies);
    BizcaseLever *levers = arena_array(arena, what_if->lever_count, sizeof *levers);
    what_if_try(what_if, NULL, 0, out);
    for (size_t b = 0; b < what_if->body_count; b++) {
        npv[b] = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
        payback[b] = shown_payback(what_if_value(what_if, out, 0, b, WHAT_IF_PAYBACK));
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
    shown->levers = levers;
    shown->lever_count = what_if->lever_count;
    show_alternatives(what_if, shown);
}

static BizcaseStatus grid_figure(Diagnostics *problems, const BizcaseSensitivityRequest *request, size_t *figure) {
    *figure = request->figure ? bizcase_figure_find(request->figure) : FIGURE_NPV;
    if (*figure < bizcase_figure_count()) return BIZCASE_OK;
    const char *names[64];
    size_t count = 0;
    for (; count < bizcase_figure_count() && count < 64; count++) names[count] = bizcase_figure(count).name;
    diagnostics_error(problems, (Place){ .asked = "figure" }, word_hint(problems->arena, request->figure, names, count),
        "\"%s\" is not a figure", request->figure);
    return BIZCASE_BAD_REQUEST;
}

/* --- the parts that look at trials ---------------------------------------------------------------------------------- */

enum {
    NEED_TRIALS = BIZCASE_DELAY | BIZCASE_CHALLENGE | BIZCASE_VARIANCE | BIZCASE_ASSOCIATION | BIZCASE_INFORMATION |
                  BIZCASE_CHOICE | BIZCASE_AGREEMENT
};

/* A stage of the study in the caller's progress, in thousandths. */
typedef struct Stage {
    const BizcaseSensitivityRequest *request;
    uint64_t from, to;
} Stage;

static int report(void *context, uint64_t done, uint64_t total) {
    const Stage *stage = context;
    return stage->request->progress(
        stage->request->context, stage->from + (stage->to - stage->from) * done / total, 1000);
}

static void begin_stage(Stage *stage, uint64_t to) {
    stage->from = stage->to;
    stage->to = to;
}

static BizcaseStatus challenge(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    double *risk = arena_array(what_if->arena, ensemble->body_count * ensemble->trials, sizeof *risk);
    const Rerun rerun = { .figure = FIGURE_RISK_PV,
        .view = { ensemble->views.items[0].option, NO_INDEX, true },
        .trials = ensemble->trials };
    if (!ensemble_rerun(what_if->arena, ensemble, &rerun, risk)) return BIZCASE_STOPPED;
    const double expected = ensemble_mean(risk, ensemble->trials),
                 p90 = ensemble_quantile(what_if->arena, risk, ensemble->trials, 0.9);
    add_challenges(what_if, expected > ensemble->setup.model.plan.zero_money ? p90 / expected : NAN, shown);
    return BIZCASE_OK;
}

static void show_trials(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    BizcaseInputGroup *groups = arena_array(arena, ensemble->groups.count, sizeof *groups);
    for (size_t g = 0; g < ensemble->groups.count; g++) groups[g] = ensemble->groups.items[g].shown;
    shown->groups = groups;
    shown->group_count = ensemble->groups.count;
    shown->trials = ensemble->trials;
    shown->seed = ensemble->setup.seed;
    shown->sampler = ensemble->setup.sampler;
}

static BizcaseStatus look_at_trials(WhatIf *what_if, const BizcaseSensitivityRequest *request, unsigned parts,
    Stage *stage, BizcaseSensitivity *shown) {
    Arena *arena = what_if->arena;
    BizcaseSensitivityRequest staged = *request;
    Ensemble ensemble;
    Regression regression;
    if (request->progress) {
        staged.progress = report;
        staged.context = stage;
    }
    begin_stage(stage, 200);
    BizcaseStatus status = ensemble_draw(arena, what_if, &staged, &ensemble);
    if (status != BIZCASE_OK) return status;
    show_trials(arena, &ensemble, shown);
    begin_stage(stage, 300);
    if (parts & BIZCASE_CHALLENGE) status = challenge(what_if, &ensemble, shown);
    begin_stage(stage, 400);
    if (status == BIZCASE_OK && parts & BIZCASE_DELAY) status = add_delays(what_if, &ensemble, shown);
    begin_stage(stage, 800);
    if (status == BIZCASE_OK && parts & BIZCASE_VARIANCE) status = add_variance(arena, &ensemble, shown);
    if (parts & (BIZCASE_ASSOCIATION | BIZCASE_INFORMATION)) regression_fit(arena, &ensemble, &regression);
    if (parts & BIZCASE_ASSOCIATION) add_associations(arena, &ensemble, &regression, shown);
    if (parts & BIZCASE_INFORMATION) add_information(arena, &ensemble, &regression, shown);
    if (parts & BIZCASE_CHOICE) add_choice(arena, &ensemble, shown);
    begin_stage(stage, 1000);
    if (status == BIZCASE_OK && parts & BIZCASE_AGREEMENT) status = add_agreement(what_if, &ensemble, shown);
    return status;
}

static BizcaseStatus study(
    Call *call, const Case *the_case, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    WhatIf what_if;
    size_t figure;
    const bool has_grid = request->grid[0] && request->grid[1];
    const unsigned parts = request->parts ? request->parts : ~0u;
    Stage stage = { request, 0, 0 };
    BizcaseStatus status = grid_figure(&call->problems, request, &figure);
    if (status == BIZCASE_OK)
        status = what_if_open(call->arena, the_case, request->option, has_grid ? figure : bizcase_figure_count(),
            &what_if, &call->problems);
    if (status != BIZCASE_OK) return status;
    show_plan(&what_if, shown);
    if ((parts & BIZCASE_GRID) && has_grid) status = add_grid(&what_if, request, shown);
    if (status != BIZCASE_OK) return status;
    if (parts & BIZCASE_TORNADO) add_tornado(&what_if, request, shown);
    if (parts & BIZCASE_SWITCHING) add_switching(&what_if, shown);
    if (parts & NEED_TRIALS) status = look_at_trials(&what_if, request, parts, &stage, shown);
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
    return study(call, asked->the_case, &asked->request, &made->shown);
}

BizcaseStatus bizcase_sensitivity(const BizcaseCase *loaded, const BizcaseSensitivityRequest *request,
    BizcaseSensitivity **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!loaded || !request) return BIZCASE_BAD_REQUEST;
    SensitivityCall asked = { .the_case = case_of(loaded) };
    request_copy(&asked.request, sizeof asked.request, request);
    const BizcaseStatus status = call_make(problems, sensitivity, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_sensitivity_free(BizcaseSensitivity *shown) {
    if (shown) arena_free(((Sensitivity *)(void *)shown)->arena);
}
