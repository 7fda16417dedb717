#include "case/movement.h"

#include <stdlib.h>
#include <string.h>

#include "case/reading/carry.h"
#include "case/reading/row.h"

/* A quantity, or a driver with a path. */
typedef struct Part {
    const char *kind; /* "quantity"; NULL: missing */
    const Label *label;
    size_t phase;
} Part;

/* What moves with a phase: a row of a file, and what is in it. */
typedef struct Mover {
    const CsvKind *file;
    size_t row;
    const Label *label;
    size_t phase;
    const Formula *formula; /* may be NULL */
    const size_t *drivers;  /* [driver_count] */
    size_t driver_count;
} Mover;

typedef struct PhaseLinks {
    size_t *first, *to; /* [phase_count + 1] where each one's begin in to */
} PhaseLinks;

typedef struct Movement {
    Loader *loader;
    const Case *the_case;
    PhaseLinks before, after;
    size_t *waiting;     /* [phase], and */
    bool *seen;          /* [phase], for walks along them */
    double *levels;      /* [period] */
    bool *driver_varies; /* [driver] by period */
    Part *still;         /* [quantity] something in it, or it itself, that varies by period and has not moved */
    Part *moved;     /* [quantity] something in it, or it itself, that moves with `phase` or one before or after it */
    size_t phase;    /* that moved holds for; NONE: for none yet */
    bool *is_linked; /* [phase] whether it is `phase`, or before or after it */
} Movement;

/* --- what varies ----------------------------------------------------------------------------------------------------- */

static bool varies(const Movement *movement, const Amounts *levels, double before) {
    const Settings *settings = &movement->the_case->settings;
    double *values = movement->levels;
    if (levels->count == 0) return false;
    carry_values(
        levels, before, settings->start.first_month, settings->start.length_months, settings->period_count, values);
    for (size_t t = 1; t < settings->period_count; t++)
        if (values[t] != values[0]) return true;
    return false;
}

static Part still_driver(const Movement *movement, size_t d) {
    const Driver *driver = &movement->the_case->drivers[d];
    if (driver->phase != NONE || !movement->driver_varies[d]) return (Part){ 0 };
    return (Part){ "driver", &driver->label, NONE };
}

static Part first_still(const Movement *movement, const Formula *formula) {
    for (uint32_t n = 0; formula && n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        Part part = { 0 };
        if (node->operation != OPERATION_NAME) continue;
        if (node->name.kind == NAME_QUANTITY) part = movement->still[node->name.index];
        if (node->name.kind == NAME_DRIVER) part = still_driver(movement, node->name.index);
        if (part.kind) return part;
    }
    return (Part){ 0 };
}

/* Whether it is one thing in one period and another in the next whatever it is made of. */
static bool follows_calendar(const Formula *formula) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const OperationIndex operation = formula->nodes[n].operation;
        if (operations[operation].group >= GROUP_PERIODS || operation == OPERATION_YEAR ||
            operation == OPERATION_PERIOD)
            return true;
    }
    return false;
}

static void find_still(Movement *movement) {
    const Case *the_case = movement->the_case;
    for (size_t i = 0; i < the_case->quantity_count; i++) {
        const uint32_t q = the_case->quantity_order.quantities[i];
        const Quantity *quantity = &the_case->quantities[q];
        if (quantity->phase != NONE) continue;
        movement->still[q] = first_still(movement, quantity->formula);
        const bool is_itself =
            quantity->formula ? follows_calendar(quantity->formula) : varies(movement, &quantity->cells, 0);
        if (!movement->still[q].kind && is_itself) movement->still[q] = (Part){ "quantity", &quantity->label, NONE };
    }
}

/* --- what has moved -------------------------------------------------------------------------------------------------- */

static Part moved_part(const Movement *movement, const char *kind, const Label *label, size_t phase) {
    return phase != NONE && movement->is_linked[phase] ? (Part){ kind, label, phase } : (Part){ 0 };
}

static Part moved_driver(const Movement *movement, size_t d) {
    const Driver *driver = &movement->the_case->drivers[d];
    return moved_part(movement, "driver", &driver->label, driver->phase);
}

static Part first_moved(const Movement *movement, const Formula *formula) {
    for (uint32_t n = 0; formula && n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        Part part = { 0 };
        if (node->operation != OPERATION_NAME) continue;
        if (node->name.kind == NAME_QUANTITY) part = movement->moved[node->name.index];
        if (node->name.kind == NAME_DRIVER) part = moved_driver(movement, node->name.index);
        if (part.kind) return part;
    }
    return (Part){ 0 };
}

/* Marks a phase and all that lead to it, or that it leads to. */
static void mark_linked(const Movement *movement, const PhaseLinks *links, size_t phase, bool *seen) {
    size_t *waiting = movement->waiting, count = 0;
    memset(seen, 0, movement->the_case->phase_count * sizeof *seen);
    waiting[count++] = phase;
    seen[phase] = true;
    while (count > 0) {
        const size_t here = waiting[--count];
        movement->is_linked[here] = true;
        for (size_t i = links->first[here]; i < links->first[here + 1]; i++) {
            if (seen[links->to[i]]) continue;
            seen[links->to[i]] = true;
            waiting[count++] = links->to[i];
        }
    }
}

/* Each phase with those before it, or those after it. */
static PhaseLinks links_of(Arena *arena, const Case *the_case, bool after) {
    const size_t count = the_case->phase_count;
    PhaseLinks links = { .first = arena_array(arena, count + 1, sizeof(size_t)) };
    size_t *next = arena_array(arena, count, sizeof *next);
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < the_case->phases[p].after_count; i++)
            links.first[(after ? the_case->phases[p].after[i] : p) + 1]++;
    for (size_t p = 0; p < count; p++) links.first[p + 1] += links.first[p];
    links.to = arena_array(arena, links.first[count], sizeof *links.to);
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < the_case->phases[p].after_count; i++) {
            const size_t before = the_case->phases[p].after[i], from = after ? before : p;
            links.to[links.first[from] + next[from]++] = after ? p : before;
        }
    return links;
}

static void find_moved(Movement *movement, size_t phase) {
    const Case *the_case = movement->the_case;
    if (movement->phase == phase) return;
    movement->phase = phase;
    memset(movement->is_linked, 0, the_case->phase_count * sizeof *movement->is_linked);
    mark_linked(movement, &movement->before, phase, movement->seen);
    mark_linked(movement, &movement->after, phase, movement->seen);
    memset(movement->moved, 0, the_case->quantity_count * sizeof *movement->moved);
    for (size_t i = 0; i < the_case->quantity_count; i++) {
        const uint32_t q = the_case->quantity_order.quantities[i];
        const Quantity *quantity = &the_case->quantities[q];
        movement->moved[q] = moved_part(movement, "quantity", &quantity->label, quantity->phase);
        if (!movement->moved[q].kind) movement->moved[q] = first_moved(movement, quantity->formula);
    }
}

/* --- what moves ------------------------------------------------------------------------------------------------------ */

static void check_mover(Movement *movement, const Mover *mover) {
    Loader *loader = movement->loader;
    const Phase *phases = movement->the_case->phases;
    const Row row = row_at(loader, loader_sheet(loader, mover->file), mover->row);
    const size_t column = (size_t)kind_find_column(mover->file, "phase");
    const char *phase = phases[mover->phase].label.id;
    find_moved(movement, mover->phase);
    Part moved = first_moved(movement, mover->formula), still = first_still(movement, mover->formula);
    for (size_t i = 0; i < mover->driver_count; i++) {
        if (!moved.kind) moved = moved_driver(movement, mover->drivers[i]);
        if (!still.kind) still = still_driver(movement, mover->drivers[i]);
    }
    if (moved.kind && moved.phase == mover->phase)
        row_error(&row, column, message_format(loader->arena, "clear the phase of %s", row_words(&row)),
            "it would move twice: %s \"%s\" in it already moves with phase \"%s\"", moved.kind, moved.label->id, phase);
    else if (moved.kind)
        row_error(&row, column, message_format(loader->arena, "clear the phase of %s", row_words(&row)),
            "it would move twice: %s \"%s\" in it moves with phase \"%s\", whose slip is passed on to or from \"%s\"",
            moved.kind, moved.label->id, phases[moved.phase].label.id, phase);
    else if (still.kind)
        row_warning(&row, column, "give the phase to what is delayed, and clear it here",
            "it moves with phase \"%s\", but %s \"%s\" in it varies by period and does not move", phase, still.kind,
            still.label->id);
}

static int by_phase(const void *a, const void *b) {
    const Mover *left = a, *right = b;
    if (left->phase != right->phase) return left->phase < right->phase ? -1 : 1;
    if (left->file != right->file) return strcmp(left->file->file, right->file->file);
    return (left->row > right->row) - (left->row < right->row);
}

static size_t add_lines(const Case *the_case, Mover *movers, size_t count) {
    size_t cost_count = 0;
    for (size_t l = 0; l < the_case->line_count; l++) cost_count += the_case->lines[l].side == SIDE_COST;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const bool is_cost = line->side == SIDE_COST;
        if (line->phase == NONE) continue;
        movers[count++] = (Mover){ is_cost ? &csv_costs : &csv_benefits, is_cost ? l : l - cost_count, &line->label,
            line->phase, line->formula, line->drivers, line->driver_count };
    }
    return count;
}

/* Only in a case in which quantities or paths can move. */
static bool is_concerned(const Case *the_case) {
    if (the_case->quantity_count > 0 || the_case->formula_counts.all > 0) return true;
    for (size_t d = 0; d < the_case->driver_count; d++)
        if (the_case->drivers[d].phase != NONE) return true;
    return false;
}

void check_movement(Loader *loader) {
    const Case *the_case = loader->the_case;
    if (!loader->horizon_known || loader->diagnostics->error_count > 0 || !is_concerned(the_case)) return;
    Movement movement = { .loader = loader,
        .the_case = the_case,
        .still = arena_array(loader->arena, the_case->quantity_count, sizeof(Part)),
        .moved = arena_array(loader->arena, the_case->quantity_count, sizeof(Part)),
        .phase = NONE,
        .is_linked = arena_array(loader->arena, the_case->phase_count, sizeof(bool)),
        .before = links_of(loader->arena, the_case, false),
        .after = links_of(loader->arena, the_case, true),
        .waiting = arena_array(loader->arena, the_case->phase_count, sizeof(size_t)),
        .seen = arena_array(loader->arena, the_case->phase_count, sizeof(bool)),
        .levels = arena_array(loader->arena, the_case->settings.period_count, sizeof(double)),
        .driver_varies = arena_array(loader->arena, the_case->driver_count, sizeof(bool)) };
    for (size_t d = 0; d < the_case->driver_count; d++)
        movement.driver_varies[d] = varies(&movement, &the_case->drivers[d].path, 1);
    Mover *movers = arena_array(loader->arena, the_case->line_count + the_case->quantity_count, sizeof *movers);
    size_t count = 0;
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        if (quantity->phase != NONE && quantity->formula)
            movers[count++] = (Mover){ .file = &csv_quantities,
                .row = q,
                .label = &quantity->label,
                .phase = quantity->phase,
                .formula = quantity->formula };
    }
    count = add_lines(the_case, movers, count);
    find_still(&movement);
    if (count > 1) qsort(movers, count, sizeof *movers, by_phase);
    for (size_t m = 0; m < count; m++) check_mover(&movement, &movers[m]);
}
