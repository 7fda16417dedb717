/* The sensitivity study: its parts, over one lab. */
#include "bizcase/sensitivity.h"

#include <string.h>

#include "case/handle.h"
#include "study/sensitivity_parts.h"

typedef struct Sensitivity {
    BizcaseSensitivity shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Sensitivity;

static void show_plan(Lab *lab, BizcaseSensitivity *shown) {
    Arena *arena = lab->arena;
    double *out = arena_array(arena, lab_out_count(lab), sizeof *out);
    double *npv = arena_array(arena, lab->body_count, sizeof *npv), *payback = arena_array(arena, lab->body_count, sizeof *payback);
    const char **bodies = arena_array(arena, lab->body_count, sizeof *bodies);
    BizcaseLever *levers = arena_array(arena, lab->lever_count, sizeof *levers);
    lab_try(lab, NULL, 0, out);
    for (size_t b = 0; b < lab->body_count; b++) {
        npv[b] = lab_value(lab, out, 0, b, LAB_NPV);
        payback[b] = shown_payback(lab_value(lab, out, 0, b, LAB_PAYBACK));
        bodies[b] = b == 0 ? "joint" : lab->the_case->councils[b - 1].id;
    }
    for (size_t k = 0; k < lab->lever_count; k++) levers[k] = lab->levers[k].shown;
    const BizcaseScope scope = scope_of(lab->the_case, &lab->views.items[0], 0);
    shown->option = scope.option;
    shown->versus = scope.versus;
    shown->bodies = bodies;
    shown->body_count = lab->body_count;
    shown->plan_npv = npv;
    shown->plan_payback = payback;
    shown->levers = levers;
    shown->lever_count = lab->lever_count;
}

static BizcaseStatus grid_figure(Case *the_case, const BizcaseSensitivityRequest *request, size_t *figure) {
    *figure = bizcase_figure_find(request->figure ? request->figure : "npv");
    if (*figure < bizcase_figure_count()) return BIZCASE_OK;
    const char *names[64];
    size_t count = 0;
    for (; count < bizcase_figure_count() && count < 64; count++) names[count] = bizcase_figure(count).name;
    diagnostics_error(&the_case->diagnostics, (Place){ .file = "--figure" },
        word_hint(the_case->arena, request->figure, names, count), "\"%s\" is not a figure", request->figure);
    return BIZCASE_BAD_REQUEST;
}

static BizcaseStatus study(Arena *arena, Case *the_case, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    Lab lab;
    size_t figure;
    const bool has_grid = request->grid[0] && request->grid[1];
    const unsigned parts = request->parts ? request->parts : ~0u;
    BizcaseStatus status = grid_figure(the_case, request, &figure);
    if (status == BIZCASE_OK) status = lab_open(arena, the_case, request->option, has_grid ? figure : bizcase_figure_count(), &lab);
    if (status != BIZCASE_OK) return status;
    show_plan(&lab, shown);
    if (parts & BIZCASE_TORNADO) add_tornado(&lab, request, shown);
    if (parts & BIZCASE_SWITCHING) add_switching(&lab, shown);
    if (parts & BIZCASE_DELAY) add_delays(&lab, shown);
    if ((parts & BIZCASE_GRID) && has_grid) status = add_grid(&lab, request, shown);
    shown->evaluations = lab.evaluations;
    return status;
}

BizcaseStatus bizcase_sensitivity(
    BizcaseCase *loaded, const BizcaseSensitivityRequest *request, BizcaseSensitivity **result) {
    *result = NULL;
    Case *the_case = case_of(loaded);
    Arena *arena = arena_new();
    if (!arena || setjmp(*arena_on_failure(arena)) || setjmp(*arena_on_failure(the_case->arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    Sensitivity *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    const BizcaseStatus status = study(arena, the_case, request, &made->shown);
    if (status == BIZCASE_OK) *result = &made->shown;
    else arena_free(arena);
    return status;
}

void bizcase_sensitivity_free(BizcaseSensitivity *shown) {
    if (shown) arena_free(((Sensitivity *)(void *)shown)->arena);
}
