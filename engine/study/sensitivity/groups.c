#include "study/sensitivity/groups.h"
#include "case/readings.h"

#include <stdlib.h>
#include <string.h>

#include "study/sensitivity/categories.h"

static void name_inputs(const char **labels, const uint32_t *input, size_t r, const char *name) {
    if (input[r] != NO_INDEX && !labels[input[r]]) labels[input[r]] = name;
}

const char **input_labels(Arena *arena, const Case *the_case, const Inputs *inputs) {
    const char **labels = arena_array(arena, inputs->count, sizeof *labels);
    for (size_t d = 0; d < the_case->driver_count; d++)
        name_inputs(labels, inputs->of_driver, d, the_case->drivers[d].label.name);
    for (size_t r = 0; r < the_case->risk_count; r++) {
        name_inputs(labels, inputs->of_risk, r, the_case->risks[r].label.name);
        name_inputs(labels, inputs->of_event, r, the_case->risks[r].label.name);
    }
    for (size_t p = 0; p < the_case->phase_count; p++)
        name_inputs(labels, inputs->of_phase, p, the_case->phases[p].label.name);
    for (size_t l = 0; l < the_case->line_count; l++)
        name_inputs(labels, inputs->of_line, l, the_case->lines[l].label.name);
    for (size_t q = 0; q < the_case->quantity_count; q++)
        name_inputs(labels, inputs->of_quantity, q, the_case->quantities[q].label.name);
    for (uint32_t i = 0; i < inputs->count; i++)
        if (!labels[i]) labels[i] = "";
    return labels;
}

/* --- marking who belongs -------------------------------------------------------------------------------------------- */

typedef struct Marker {
    const Case *the_case;
    const Inputs *inputs;
    bool *marks;      /* [input] */
    uint32_t *marked; /* [marked_count] the same as a list */
    size_t marked_count;
    size_t *seen, turn; /* [phase] the turn in which it was marked last; each group is a turn */
    size_t *seen_quantity, *waiting, waiting_count; /* [quantity] likewise; those whose formulas are still to be read */
} Marker;

static void mark(Marker *marker, uint32_t input) {
    if (input == NO_INDEX || marker->inputs->items[input].fitted.constant || marker->marks[input]) return;
    marker->marks[input] = true;
    marker->marked[marker->marked_count++] = input;
}

static void unmark_all(Marker *marker) {
    for (size_t i = 0; i < marker->marked_count; i++) marker->marks[marker->marked[i]] = false;
    marker->marked_count = 0;
    marker->turn++;
}

static void mark_risk(Marker *marker, size_t r) {
    mark(marker, marker->inputs->of_risk[r]);
    mark(marker, marker->inputs->of_event[r]);
}

/* A phase and those that it waits for. */
static void mark_phase(Marker *marker, size_t p) {
    const Phase *phase = &marker->the_case->phases[p];
    if (marker->seen[p] == marker->turn) return;
    marker->seen[p] = marker->turn;
    mark(marker, marker->inputs->of_phase[p]);
    for (size_t i = 0; i < phase->after_count; i++) mark_phase(marker, phase->after[i]);
}

static void mark_driver(Marker *marker, size_t d) {
    mark(marker, marker->inputs->of_driver[d]);
    if (marker->the_case->drivers[d].phase != NONE) mark_phase(marker, marker->the_case->drivers[d].phase);
}

static void mark_quantity(Marker *marker, size_t q) {
    if (marker->seen_quantity[q] == marker->turn) return;
    marker->seen_quantity[q] = marker->turn;
    mark(marker, marker->inputs->of_quantity[q]);
    if (marker->the_case->quantities[q].phase != NONE) mark_phase(marker, marker->the_case->quantities[q].phase);
    if (marker->the_case->quantities[q].formula) marker->waiting[marker->waiting_count++] = q;
}

static void mark_names(Marker *marker, const Formula *formula) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        if (node->operation != OPERATION_NAME) continue;
        if (node->name.kind == NAME_QUANTITY) mark_quantity(marker, node->name.index);
        if (node->name.kind == NAME_DRIVER || node->name.kind == NAME_GROWTH) mark_driver(marker, node->name.index);
    }
}

/* What it names, and what that is made of. */
static void mark_formula(Marker *marker, const Formula *formula) {
    mark_names(marker, formula);
    while (marker->waiting_count > 0)
        mark_names(marker, marker->the_case->quantities[marker->waiting[--marker->waiting_count]].formula);
}

/* The line's own factor and all that multiplies or moves it; not who pays it. */
static void mark_line(Marker *marker, size_t l) {
    const Line *line = &marker->the_case->lines[l];
    if (!counts(marker->the_case, line)) return;
    mark(marker, marker->inputs->of_line[l]);
    for (size_t i = 0; i < line->driver_count; i++) mark_driver(marker, line->drivers[i]);
    if (line->formula) mark_formula(marker, line->formula);
    if (line->phase != NONE) mark_phase(marker, line->phase);
}

/* --- the list ------------------------------------------------------------------------------------------------------- */

typedef struct GroupList {
    Arena *arena;
    InputGroups groups;
    size_t capacity;
    Marker marker;            /* of the next group */
    size_t *correlated_place; /* [input] 1 + its place among the correlated ones; 0: it is not one of them */
    bool *are_linked;         /* [correlated][correlated] whether they are in a correlation, directly */
    size_t correlated_count;
} GroupList;

static void find_links(Arena *arena, const DrawPlan *plan, GroupList *list) {
    const size_t n = plan->correlated_count;
    list->correlated_count = n;
    list->correlated_place = arena_array(arena, plan->input_count, sizeof(size_t));
    list->are_linked = arena_array(arena, n * n, sizeof(bool));
    for (size_t a = 0; a < n; a++) {
        list->correlated_place[plan->correlated[a]] = a + 1;
        for (size_t b = 0; b <= a; b++) {
            double product = 0; /* of the normal correlation: a row of factor × factorᵀ */
            for (size_t k = 0; k <= b; k++) product += plan->factor[a * n + k] * plan->factor[b * n + k];
            list->are_linked[a * n + b] = list->are_linked[b * n + a] = product > 1e-12 || product < -1e-12;
        }
    }
}

/* Whether one of those marked is linked with one that is not. */
static bool reaches_outside(const GroupList *list, const DrawPlan *plan) {
    const Marker *marker = &list->marker;
    for (size_t i = 0; i < marker->marked_count; i++) {
        const size_t place = list->correlated_place[marker->marked[i]];
        for (size_t b = 0; b < list->correlated_count && place > 0; b++)
            if (list->are_linked[(place - 1) * list->correlated_count + b] && !marker->marks[plan->correlated[b]])
                return true;
    }
    return false;
}

static int by_number(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Adds those marked, if they are at least so many. */
static void add_group(GroupList *list, const DrawPlan *plan, size_t least, const char *name, const char *label) {
    Marker *marker = &list->marker;
    const size_t count = marker->marked_count;
    if (count >= least) {
        InputGroup group = { .shown = { name, label, least > 1, reaches_outside(list, plan) },
            .members = arena_array(list->arena, count, sizeof(uint32_t)),
            .member_count = count };
        memcpy(group.members, marker->marked, count * sizeof(uint32_t));
        qsort(group.members, count, sizeof(uint32_t), by_number);
        list->groups.items =
            arena_grow(list->arena, list->groups.items, list->groups.count, &list->capacity, sizeof group);
        list->groups.items[list->groups.count++] = group;
    }
    unmark_all(marker);
}

static void add_singles(GroupList *list, const DrawPlan *plan) {
    const Inputs *inputs = list->marker.inputs;
    const char **labels = input_labels(list->arena, list->marker.the_case, inputs);
    for (uint32_t i = 0; i < inputs->count; i++) {
        mark(&list->marker, i);
        add_group(list, plan, 1, inputs->items[i].name, labels[i]);
    }
    list->groups.single_count = list->groups.count;
}

static void mark_members(Marker *marker, const Members *lines, const Members *risks, size_t thing) {
    for (size_t i = lines->first[thing]; i < lines->first[thing + 1]; i++) mark_line(marker, lines->rows[i]);
    for (size_t i = risks->first[thing]; i < risks->first[thing + 1]; i++) mark_risk(marker, risks->rows[i]);
}

static void add_programmes(GroupList *list, const DrawPlan *plan) {
    const Case *the_case = list->marker.the_case;
    const size_t count = the_case->programme_count;
    size_t *of_line = arena_array(list->arena, the_case->line_count, sizeof *of_line),
           *of_risk = arena_array(list->arena, the_case->risk_count, sizeof *of_risk);
    if (count <= 1) return;
    for (size_t l = 0; l < the_case->line_count; l++) of_line[l] = the_case->lines[l].programme;
    for (size_t r = 0; r < the_case->risk_count; r++) of_risk[r] = the_case->risks[r].programme;
    const Members lines = members_of(list->arena, of_line, the_case->line_count, count),
                  risks = members_of(list->arena, of_risk, the_case->risk_count, count);
    for (size_t p = 0; p < count; p++) {
        mark_members(&list->marker, &lines, &risks, p);
        add_group(list, plan, 2, arena_format(list->arena, "programme:%s", the_case->programmes[p].id),
            the_case->programmes[p].name);
    }
}

static void add_categories(GroupList *list, const DrawPlan *plan) {
    const Case *the_case = list->marker.the_case;
    const Categories categories = categories_of(list->arena, the_case);
    const Members lines = members_of(list->arena, categories.of_line, the_case->line_count, categories.count),
                  risks = members_of(list->arena, categories.of_risk, the_case->risk_count, categories.count);
    for (size_t k = 0; k < categories.count; k++) {
        mark_members(&list->marker, &lines, &risks, k);
        add_group(list, plan, 2, arena_format(list->arena, "category:%s", categories.names[k]), categories.names[k]);
    }
}

static void add_wide_groups(GroupList *list, const DrawPlan *plan) {
    Marker *marker = &list->marker;
    const Case *the_case = marker->the_case;
    for (size_t r = 0; r < the_case->risk_count; r++) mark_risk(marker, r);
    add_group(list, plan, 2, "risks", "All risks");
    for (size_t p = 0; p < the_case->phase_count; p++) mark_phase(marker, p);
    add_group(list, plan, 2, "delays", "All delays");
    add_programmes(list, plan);
    add_categories(list, plan);
    for (size_t r = 0; r < the_case->risk_count; r++) {
        mark_risk(marker, r);
        add_group(list, plan, 2, arena_format(list->arena, "event+impact:%s", the_case->risks[r].label.id),
            the_case->risks[r].label.name);
    }
}

/* --- without an input in common --------------------------------------------------------------------------------------- */

/* Marks all that those marked are linked with, and all that these are linked with. */
static void mark_linked(GroupList *list, const DrawPlan *plan) {
    Marker *marker = &list->marker;
    for (size_t i = 0; i < marker->marked_count; i++) {
        const size_t place = list->correlated_place[marker->marked[i]];
        for (size_t b = 0; b < list->correlated_count && place > 0; b++)
            if (list->are_linked[(place - 1) * list->correlated_count + b]) mark(marker, plan->correlated[b]);
    }
}

static void add_disjoint(GroupList *list, const DrawPlan *plan) {
    Marker *marker = &list->marker;
    const Inputs *inputs = marker->inputs;
    const char **labels = input_labels(list->arena, marker->the_case, inputs);
    bool *is_in = arena_array(list->arena, inputs->count, sizeof *is_in);
    for (uint32_t i = 0; i < inputs->count; i++) {
        if (is_in[i]) continue;
        mark(marker, i);
        if (marker->marked_count == 0) continue;
        mark_linked(list, plan);
        for (size_t m = 0; m < marker->marked_count; m++) is_in[marker->marked[m]] = true;
        const bool is_one = marker->marked_count == 1;
        add_group(list, plan, is_one ? 1 : 2,
            is_one ? inputs->items[i].name : arena_format(list->arena, "correlated:%s", inputs->items[i].name),
            labels[i]);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

InputGroupings groupings_of(Arena *arena, const Setup *setup) {
    const size_t inputs = setup->model.inputs.count;
    GroupList all = { .arena = arena,
        .marker = { setup->the_case, &setup->model.inputs, arena_array(arena, inputs, sizeof(bool)),
            arena_array(arena, inputs, sizeof(uint32_t)), 0,
            arena_array(arena, setup->the_case->phase_count, sizeof(size_t)), 1,
            arena_array(arena, setup->the_case->quantity_count, sizeof(size_t)),
            arena_array(arena, setup->the_case->quantity_count, sizeof(size_t)), 0 } };
    find_links(arena, &setup->draw_plan, &all);
    GroupList disjoint = all;
    add_singles(&all, &setup->draw_plan);
    add_wide_groups(&all, &setup->draw_plan);
    add_disjoint(&disjoint, &setup->draw_plan);
    return (InputGroupings){ all.groups, disjoint.groups };
}
