#include "study/sensitivity/groups.h"

#include <string.h>

const char *input_label(const Case *the_case, const Inputs *inputs, uint32_t input) {
    for (size_t d = 0; d < the_case->driver_count; d++)
        if (inputs->of_driver[d] == input) return the_case->drivers[d].label.name;
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (inputs->of_risk[r] == input || inputs->of_event[r] == input) return the_case->risks[r].label.name;
    for (size_t p = 0; p < the_case->phase_count; p++)
        if (inputs->of_phase[p] == input) return the_case->phases[p].label.name;
    for (size_t l = 0; l < the_case->line_count; l++)
        if (inputs->of_line[l] == input) return the_case->lines[l].label.name;
    for (size_t q = 0; q < the_case->quantity_count; q++)
        if (inputs->of_quantity[q] == input) return the_case->quantities[q].label.name;
    return "";
}

/* --- marking who belongs -------------------------------------------------------------------------------------------- */

typedef struct Marker {
    const Case *the_case;
    const Inputs *inputs;
    bool *marks; /* [input] */
} Marker;

static void mark(const Marker *marker, uint32_t input) {
    if (input != NO_INDEX && !marker->inputs->items[input].fitted.constant) marker->marks[input] = true;
}

static void mark_risk(const Marker *marker, size_t r) {
    mark(marker, marker->inputs->of_risk[r]);
    mark(marker, marker->inputs->of_event[r]);
}

/* A phase and those that it waits for. */
static void mark_phase(const Marker *marker, size_t p) {
    const Phase *phase = &marker->the_case->phases[p];
    mark(marker, marker->inputs->of_phase[p]);
    for (size_t i = 0; i < phase->after_count; i++) mark_phase(marker, phase->after[i]);
}

/* The line's own factor and all that multiplies or moves it; not who bears it. */
static void mark_line(const Marker *marker, size_t l) {
    const Line *line = &marker->the_case->lines[l];
    if (!line->type->in_economic_appraisal) return;
    mark(marker, marker->inputs->of_line[l]);
    for (size_t i = 0; i < line->driver_count; i++) mark(marker, marker->inputs->of_driver[line->drivers[i]]);
    if (line->phase != NONE) mark_phase(marker, line->phase);
}

static void mark_programme(const Marker *marker, size_t programme) {
    for (size_t l = 0; l < marker->the_case->line_count; l++)
        if (marker->the_case->lines[l].programme == programme) mark_line(marker, l);
    for (size_t r = 0; r < marker->the_case->risk_count; r++)
        if (marker->the_case->risks[r].programme == programme) mark_risk(marker, r);
}

static void mark_category(const Marker *marker, const char *category) {
    for (size_t l = 0; l < marker->the_case->line_count; l++) {
        const char *own = marker->the_case->lines[l].category;
        if (own && strcmp(own, category) == 0) mark_line(marker, l);
    }
    for (size_t r = 0; r < marker->the_case->risk_count; r++) {
        const char *own = marker->the_case->risks[r].category;
        if (own && strcmp(own, category) == 0) mark_risk(marker, r);
    }
}

/* --- the list ------------------------------------------------------------------------------------------------------- */

typedef struct GroupList {
    Arena *arena;
    const Setup *setup;
    InputGroups groups;
    size_t capacity;
    bool *marks; /* [input] those of the next group; cleared when it is added */
} GroupList;

/* Whether the two uncertain inputs stand in a correlation, directly. */
static bool are_linked(const DrawPlan *plan, size_t a, size_t b) {
    const size_t n = plan->correlated_count;
    double product = 0; /* of the normal correlation: a row of factor × factorᵀ */
    for (size_t k = 0; k < n; k++)
        product += (k <= a ? plan->factor[a * n + k] : 0) * (k <= b ? plan->factor[b * n + k] : 0);
    return product > 1e-12 || product < -1e-12;
}

static bool reaches_outside(const DrawPlan *plan, const bool *marks) {
    for (size_t a = 0; a < plan->correlated_count; a++)
        for (size_t b = 0; b < plan->correlated_count; b++)
            if (marks[plan->correlated[a]] && !marks[plan->correlated[b]] && are_linked(plan, a, b)) return true;
    return false;
}

/* Adds those marked, if they are at least so many. */
static void add_group(GroupList *list, size_t least, const char *name, const char *label) {
    const uint32_t input_count = list->setup->model.inputs.count;
    uint32_t *members = arena_array(list->arena, input_count, sizeof *members);
    InputGroup group = { .shown = { name, label, least > 1, reaches_outside(&list->setup->draw_plan, list->marks) },
        .members = members };
    for (uint32_t i = 0; i < input_count; i++)
        if (list->marks[i]) members[group.member_count++] = i;
    memset(list->marks, 0, input_count * sizeof *list->marks);
    if (group.member_count < least) return;
    list->groups.items = arena_grow(list->arena, list->groups.items, list->groups.count, &list->capacity, sizeof group);
    list->groups.items[list->groups.count++] = group;
}

static void add_singles(GroupList *list, const Marker *marker) {
    for (uint32_t i = 0; i < marker->inputs->count; i++) {
        mark(marker, i);
        add_group(list, 1, marker->inputs->items[i].name, input_label(marker->the_case, marker->inputs, i));
    }
    list->groups.single_count = list->groups.count;
}

static bool is_first_with_category(const Line *lines, size_t l) {
    const char *category = lines[l].category;
    if (!category || !*category) return false;
    for (size_t before = 0; before < l; before++)
        if (lines[before].category && strcmp(lines[before].category, category) == 0) return false;
    return true;
}

static void add_wide_groups(GroupList *list, const Marker *marker) {
    const Case *the_case = marker->the_case;
    Arena *arena = list->arena;
    for (size_t r = 0; r < the_case->risk_count; r++) mark_risk(marker, r);
    add_group(list, 2, "risks", "All risks");
    for (size_t p = 0; p < the_case->phase_count; p++) mark_phase(marker, p);
    add_group(list, 2, "delays", "All delays");
    for (size_t p = 0; p < the_case->programme_count && the_case->programme_count > 1; p++) {
        mark_programme(marker, p);
        add_group(
            list, 2, arena_format(arena, "programme:%s", the_case->programmes[p].id), the_case->programmes[p].name);
    }
    for (size_t l = 0; l < the_case->line_count; l++) {
        if (!is_first_with_category(the_case->lines, l)) continue;
        mark_category(marker, the_case->lines[l].category);
        add_group(
            list, 2, arena_format(arena, "category:%s", the_case->lines[l].category), the_case->lines[l].category);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        mark_risk(marker, r);
        add_group(list, 2, arena_format(arena, "event+impact:%s", the_case->risks[r].label.id),
            the_case->risks[r].label.name);
    }
}

InputGroups groups_of(Arena *arena, const Setup *setup) {
    GroupList list = {
        .arena = arena, .setup = setup, .marks = arena_array(arena, setup->model.inputs.count, sizeof(bool))
    };
    const Marker marker = { setup->the_case, &setup->model.inputs, list.marks };
    add_singles(&list, &marker);
    add_wide_groups(&list, &marker);
    return list.groups;
}
