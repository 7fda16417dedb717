#include "model/levels.h"

#include <string.h>

#include "case/readings.h"
#include "model/slips.h"

/* --- what trials change ---------------------------------------------------------------------------------------------- */

static bool input_changes(const Levels *levels, uint32_t input) {
    switch (levels->purpose) {
    case FOR_PLAN:
    case FOR_EXPLANATION: return false;
    case FOR_SIMULATION:
    case FOR_ENSEMBLE: return !levels->inputs->items[input].fitted.constant;
    default: return true;
    }
}

static bool node_changes(const Levels *levels, const PhaseNode *node) {
    if (levels->purpose == FOR_ENSEMBLE || input_changes(levels, node->input)) return true;
    for (uint32_t i = 0; i < node->after_count; i++)
        if (node_changes(levels, &levels->plan->phases[node->after[i]])) return true;
    return false;
}

static bool moves(const Levels *levels, size_t phase) {
    return phase != NONE &&
           node_changes(levels, &levels->plan->phases[phase_node_of(levels->plan, levels->inputs, phase)]);
}

static Movement movement_in_plan(const Levels *levels, size_t phase, DelayRule rule, double before, bool falls) {
    Movement movement = movement_of(levels->values->the_case, phase, rule, before, falls);
    if (phase != NONE) movement.phase = phase_node_of(levels->plan, levels->inputs, phase);
    return movement;
}

/* --- what the plan has of it ----------------------------------------------------------------------------------------- */

static uint32_t add_level(Levels *levels, Level level) {
    Plan *plan = levels->plan;
    levels->items = arena_grow(levels->arena, levels->items, plan->level_count, &levels->capacity, sizeof(Level));
    levels->items[plan->level_count] = level;
    plan->levels = levels->items;
    return plan->level_count++;
}

static void add_program(Levels *levels, const Compiled *compiled) {
    Plan *plan = levels->plan;
    LevelSource *sources = arena_array(levels->arena, compiled->program.input_count, sizeof *sources);
    for (uint32_t i = 0; i < compiled->program.input_count; i++) sources[i] = levels->sources[compiled->inputs[i]];
    levels->programs = arena_grow(
        levels->arena, levels->programs, plan->program_count, &levels->program_capacity, sizeof(LevelProgram));
    levels->programs[plan->program_count++] = (LevelProgram){ compiled->program, sources, plan->level_count };
    plan->programs = levels->programs;
}

static Binding bind_source(Levels *levels, SourceKind kind, uint32_t index) {
    levels->sources =
        arena_grow(levels->arena, levels->sources, levels->source_count, &levels->source_capacity, sizeof(LevelSource));
    levels->sources[levels->source_count] = (LevelSource){ kind, index };
    return (Binding){ .input = (uint32_t)levels->source_count++, .is_flat = kind == SOURCE_INPUT };
}

/* Cells, moved, × the input: in this order whatever is known, so that plans made for different purposes give the same bits. */
static Level level_of_cells(const Levels *levels, const double *cells, uint32_t input, Movement movement) {
    const bool is_one = !input_changes(levels, input) && levels->inputs->items[input].plan_value == 1;
    return (Level){ cells, movement, is_one ? NO_INDEX : input };
}

static Binding bind_driver(Levels *levels, size_t d) {
    const Driver *driver = &levels->values->the_case->drivers[d];
    const uint32_t input = levels->inputs->of_driver[d];
    const bool changes = input_changes(levels, input);
    if (!changes && !moves(levels, driver->phase)) return (Binding){ .known = levels->values->of_driver[d] };
    if (driver->kind == DRIVER_GROWTH) return bind_source(levels, SOURCE_GROWTH, levels->growth_of_driver[d]);
    if (driver->path.count == 0) return bind_source(levels, SOURCE_INPUT, input);
    const Movement movement = movement_in_plan(levels, driver->phase, driver->on_delay, driver->path_before, false);
    return bind_source(levels, SOURCE_LEVEL,
        add_level(levels, level_of_cells(levels, levels->values->own_of_driver[d], input, movement)));
}

static Binding driver_binding(Levels *levels, size_t d) {
    if (!levels->has_driver[d]) levels->of_driver[d] = bind_driver(levels, d);
    levels->has_driver[d] = true;
    return levels->of_driver[d];
}

static Binding bind_name(const void *context, Name name) {
    const Levels *levels = context;
    if (name.kind == NAME_QUANTITY) return levels->of_quantity[name.index];
    if (name.kind == NAME_INDEX) return plan_binding(levels->values, name);
    return levels->of_driver[name.index];
}

/* Drivers are bound before a formula is compiled, as levels that it uses come before its own. */
static void bind_drivers_of(Levels *levels, const Formula *formula) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        if (node->operation != OPERATION_NAME) continue;
        if (node->name.kind == NAME_DRIVER || node->name.kind == NAME_GROWTH) driver_binding(levels, node->name.index);
    }
}

static Compiled compile_formulas(
    Levels *levels, const Formula *const *formulas, const uint32_t *quantities, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) bind_drivers_of(levels, formulas[i]);
    const CompileRequest request = { formulas, quantities, count, levels->values->horizon, bind_name, levels };
    return formula_compile(levels->arena, &request);
}

/* --- quantities ------------------------------------------------------------------------------------------------------ */

/* Its own value may be a trial's or, beside a program, the plan's. */
static Level level_of_program(const Levels *levels, const Quantity *quantity, uint32_t input) {
    const bool multiplies = input != NO_INDEX && (input_changes(levels, input) || quantity->own.fitted.central != 1);
    return (Level){ NULL, movement_in_plan(levels, quantity->phase, quantity->on_delay, 0, false),
        multiplies ? input : NO_INDEX };
}

/* One whose own values no trial changes. */
static Binding bind_known(Levels *levels, size_t q) {
    const Quantity *quantity = &levels->values->the_case->quantities[q];
    const uint32_t input = levels->inputs->of_quantity[q];
    const bool changes = input != NO_INDEX && input_changes(levels, input);
    if (!changes && !moves(levels, quantity->phase)) return (Binding){ .known = levels->values->of_quantity[q] };
    if (quantity->cells.count == 0 && !quantity->formula && quantity->phase == NONE)
        return bind_source(levels, SOURCE_INPUT, input);
    const Movement movement = movement_in_plan(levels, quantity->phase, quantity->on_delay, 0, false);
    return bind_source(
        levels, SOURCE_LEVEL, add_level(levels, level_of_cells(levels, levels->values->own[q], input, movement)));
}

static void add_group(Levels *levels, const uint32_t *quantities, uint32_t count) {
    const Quantity *all = levels->values->the_case->quantities;
    const Formula **formulas = arena_array(levels->arena, count, sizeof *formulas);
    for (uint32_t i = 0; i < count; i++) formulas[i] = all[quantities[i]].formula;
    const Compiled compiled = formulas[0] ? compile_formulas(levels, formulas, quantities, count) : (Compiled){ 0 };
    if (!formulas[0] || compiled.known) {
        for (uint32_t i = 0; i < count; i++) levels->of_quantity[quantities[i]] = bind_known(levels, quantities[i]);
        return;
    }
    add_program(levels, &compiled);
    for (uint32_t i = 0; i < count; i++) {
        const size_t q = quantities[i];
        levels->of_quantity[q] = bind_source(
            levels, SOURCE_LEVEL, add_level(levels, level_of_program(levels, &all[q], levels->inputs->of_quantity[q])));
    }
}

static void need_names(const Formula *formula, bool *needed) {
    for (uint32_t n = 0; n < formula->node_count; n++)
        if (formula->nodes[n].operation == OPERATION_NAME && formula->nodes[n].name.kind == NAME_QUANTITY)
            needed[formula->nodes[n].name.index] = true;
}

static bool is_needed(const QuantityOrder *order, const OrderGroup *group, const bool *needed) {
    for (uint32_t i = 0; i < group->count; i++)
        if (needed[order->quantities[group->first + i]]) return true;
    return false;
}

/* [group] whether lines, splits or volumes are made of it. */
static bool *needed_groups(Arena *arena, const Case *the_case, unsigned readings) {
    const QuantityOrder *order = &the_case->quantity_order;
    bool *needed = arena_array(arena, the_case->quantity_count, sizeof *needed);
    bool *groups = arena_array(arena, order->group_count, sizeof *groups);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].formula && counts_in(the_case, &the_case->lines[l], readings))
            need_names(the_case->lines[l].formula, needed);
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++)
            for (size_t c = 0; c < the_case->council_count; c++)
                if (the_case->splits[s].rows[r].shares[c].quantity != NONE)
                    needed[the_case->splits[s].rows[r].shares[c].quantity] = true;
    for (size_t v = 0; v < the_case->volume_count; v++)
        if (the_case->volumes[v].quantity != NONE) needed[the_case->volumes[v].quantity] = true;
    for (uint32_t g = order->group_count; g-- > 0;) {
        groups[g] = is_needed(order, &order->groups[g], needed);
        for (uint32_t i = 0; groups[g] && i < order->groups[g].count; i++) {
            const Quantity *quantity = &the_case->quantities[order->quantities[order->groups[g].first + i]];
            if (quantity->formula) need_names(quantity->formula, needed);
        }
    }
    return groups;
}

void levels_start(Arena *arena, const PlanValues *values, const Inputs *inputs, PlanPurpose purpose,
    const uint32_t *growth_of_driver, Plan *plan, Levels *levels) {
    const Case *the_case = values->the_case;
    const QuantityOrder *order = &the_case->quantity_order;
    *levels = (Levels){ .arena = arena,
        .values = values,
        .inputs = inputs,
        .purpose = purpose,
        .plan = plan,
        .growth_of_driver = growth_of_driver,
        .of_quantity = arena_array(arena, the_case->quantity_count, sizeof(Binding)),
        .of_driver = arena_array(arena, the_case->driver_count, sizeof(Binding)),
        .of_line = arena_array(arena, the_case->line_count, sizeof(PlanLevel)),
        .has_driver = arena_array(arena, the_case->driver_count, sizeof(bool)),
        .path_of_driver = arena_array(arena, the_case->driver_count, sizeof(PlanLevel)) };
    const bool *needed = needed_groups(arena, the_case, plan->readings);
    for (uint32_t g = 0; g < order->group_count; g++)
        if (needed[g]) add_group(levels, order->quantities + order->groups[g].first, order->groups[g].count);
}

/* --- what uses them -------------------------------------------------------------------------------------------------- */

static PlanLevel make_line(Levels *levels, size_t l) {
    const Line *line = &levels->values->the_case->lines[l];
    const Compiled compiled = compile_formulas(levels, &line->formula, NULL, 1);
    const double *cells = compiled.known ? compiled.known[0] : NULL;
    if (cells && levels->purpose == FOR_EXPLANATION) return (PlanLevel){ cells, NO_INDEX };
    if (!cells) add_program(levels, &compiled);
    const Movement movement = movement_in_plan(levels, line->phase, line->on_delay, 0, true);
    return (PlanLevel){ levels->values->of_line[l], add_level(levels, (Level){ cells, movement, NO_INDEX }) };
}

PlanLevel levels_of_line(Levels *levels, size_t l) {
    PlanLevel *made = &levels->of_line[l]; /* every reading has the same */
    if (!made->known) *made = make_line(levels, l);
    return *made;
}

PlanLevel levels_of_path(Levels *levels, size_t d) {
    const Driver *driver = &levels->values->the_case->drivers[d];
    PlanLevel *made = &levels->path_of_driver[d];
    if (made->known) return *made;
    *made = (PlanLevel){ levels->values->path_of_driver[d], NO_INDEX };
    if (driver->phase != NONE && levels->purpose != FOR_EXPLANATION)
        made->level = add_level(levels,
            (Level){ levels->values->own_of_driver[d],
                movement_in_plan(levels, driver->phase, driver->on_delay, driver->path_before, false), NO_INDEX });
    return *made;
}

/* What is bound, as a level. */
static uint32_t as_level(Levels *levels, const Binding *binding) {
    const Movement none = { .phase = NO_INDEX };
    if (binding->known) return add_level(levels, (Level){ binding->known, none, NO_INDEX });
    const LevelSource source = levels->sources[binding->input];
    if (source.kind == SOURCE_LEVEL) return source.index;
    const uint32_t periods = levels->values->horizon.period_count;
    double *ones = arena_array(levels->arena, periods, sizeof *ones);
    for (uint32_t t = 0; t < periods; t++) ones[t] = 1;
    return add_level(levels, (Level){ ones, none, source.index });
}

uint32_t levels_of_quantity(Levels *levels, size_t quantity) {
    return as_level(levels, &levels->of_quantity[quantity]);
}

uint32_t levels_of_driver(Levels *levels, size_t driver) {
    const Binding binding = driver_binding(levels, driver);
    return as_level(levels, &binding);
}
