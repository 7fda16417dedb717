#include "case/plan_values.h"

#include <math.h>
#include <string.h>

#include "case/formulas.h"
#include "case/price_levels.h"
#include "case/reading/carry.h"
#include "case/registers/registers.h"
#include "evaluate/movement.h"

/* Predecessors may stand later in the file: rounds until nothing changes; there is no cycle. */
double *plan_slips(Arena *arena, const Case *the_case) {
    double *slips = arena_array(arena, the_case->phase_count, sizeof *slips);
    for (size_t round = 0; round <= the_case->phase_count; round++)
        for (size_t p = 0; p < the_case->phase_count; p++) {
            const Phase *phase = &the_case->phases[p];
            double passed_on = 0;
            for (size_t i = 0; i < phase->after_count; i++) {
                const int between = phase->start_month - the_case->phases[phase->after[i]].end_month - 1;
                passed_on = fmax(passed_on, slips[phase->after[i]] - (between > 0 ? between : 0));
            }
            slips[p] = phase->slip_months.fitted.central + passed_on;
        }
    return slips;
}

Movement movement_of(const Case *the_case, size_t phase, DelayRule rule, double before, bool falls) {
    const Period *start = &the_case->settings.start;
    if (phase == NONE) return (Movement){ .phase = NO_INDEX };
    const int months = the_case->phases[phase].end_month + 1 - start->first_month;
    return (Movement){ (uint32_t)phase, rule == DELAY_EXTEND, (double)months / start->length_months, before, falls };
}

/* Moved by the slip of the plan, × a factor: own itself where that changes nothing. */
static const double *moved(
    Arena *arena, const PlanValues *values, const double *own, Movement movement, double factor) {
    if (movement.phase == NO_INDEX && factor == 1) return own;
    const uint32_t periods = values->horizon.period_count;
    double *rows = arena_array(arena, periods, sizeof *rows);
    memcpy(rows, own, periods * sizeof *rows);
    if (movement.phase != NO_INDEX) {
        const double slip = values->phase_slips[movement.phase] / values->horizon.start.length_months;
        SlipParts parts;
        slip_parts(&slip, periods, 1, &parts);
        move_rows(&movement, &parts, periods, rows, arena_array(arena, periods + 2, sizeof *rows), 1);
    }
    for (uint32_t t = 0; t < periods; t++) rows[t] *= factor;
    return rows;
}

static const double *carried(Arena *arena, const PlanValues *values, const Amounts *amounts, double before) {
    double *rows = arena_array(arena, values->horizon.period_count, sizeof *rows);
    carry_values(amounts, before, values->horizon.start.first_month, values->horizon.start.length_months,
        values->horizon.period_count, rows);
    return rows;
}

static void add_driver(Arena *arena, PlanValues *values, size_t d) {
    const Driver *driver = &values->the_case->drivers[d];
    const double value = driver->uncertainty.fitted.central;
    values->own_of_driver[d] = carried(arena, values, &driver->path, 1);
    values->path_of_driver[d] = moved(arena, values, values->own_of_driver[d],
        movement_of(values->the_case, driver->phase, driver->on_delay, driver->path_before, false), 1);
    double *levels = arena_array(arena, values->horizon.period_count, sizeof *levels);
    driver_levels(driver->kind, value, values->path_of_driver[d], values->horizon.period_count,
        (unsigned)values->horizon.start.length_months, levels);
    values->of_driver[d] = levels;
}

Binding plan_binding(const void *context, Name name) {
    const PlanValues *values = context;
    if (name.kind == NAME_QUANTITY) return (Binding){ .known = values->of_quantity[name.index] };
    if (name.kind == NAME_INDEX) return (Binding){ .known = values->of_index[name.index] };
    return (Binding){ .known = values->of_driver[name.index] };
}

static void finish_quantity(Arena *arena, PlanValues *values, size_t q) {
    const Quantity *quantity = &values->the_case->quantities[q];
    values->of_quantity[q] = moved(arena, values, values->own[q],
        movement_of(values->the_case, quantity->phase, quantity->on_delay, 0, false), quantity->own.fitted.central);
}

/* [formula][period]. A program is many times as large as what it works out, which alone stays. */
static const double **known_values(Arena *arena, const PlanValues *values, const Formula *const *formulas,
    const uint32_t *quantities, uint32_t count) {
    const double **known = arena_array(arena, count, sizeof *known);
    Arena *working = arena_within(arena);
    const CompileRequest request = { formulas, quantities, count, values->horizon, plan_binding, values };
    const Compiled compiled = formula_compile(working, &request);
    const size_t size = values->horizon.period_count * sizeof(double);
    for (uint32_t i = 0; i < count; i++) known[i] = memcpy(arena_alloc(arena, size), compiled.known[i], size);
    arena_free(working);
    return known;
}

/* One quantity, or those that use each other's past. */
static void add_group(Arena *arena, PlanValues *values, const uint32_t *quantities, uint32_t count) {
    const Quantity *all = values->the_case->quantities;
    if (!all[quantities[0]].formula) {
        const Quantity *quantity = &all[quantities[0]];
        values->own[quantities[0]] = carried(arena, values, &quantity->cells, quantity->cells.count > 0 ? 0 : 1);
    } else {
        const Formula **formulas = arena_array(arena, count, sizeof *formulas);
        for (uint32_t i = 0; i < count; i++) formulas[i] = all[quantities[i]].formula;
        const double **known = known_values(arena, values, formulas, quantities, count);
        for (uint32_t i = 0; i < count; i++) values->own[quantities[i]] = known[i];
    }
    for (uint32_t i = 0; i < count; i++) finish_quantity(arena, values, quantities[i]);
}

const PlanValues *plan_values(Arena *arena, const Case *the_case) {
    PlanValues *values = arena_alloc(arena, sizeof *values);
    *values = (PlanValues){ .the_case = the_case,
        .horizon = formula_horizon(the_case),
        .phase_slips = plan_slips(arena, the_case),
        .own = arena_array(arena, the_case->quantity_count, sizeof *values->own),
        .of_quantity = arena_array(arena, the_case->quantity_count, sizeof *values->of_quantity),
        .own_of_driver = arena_array(arena, the_case->driver_count, sizeof *values->own_of_driver),
        .path_of_driver = arena_array(arena, the_case->driver_count, sizeof *values->path_of_driver),
        .of_driver = arena_array(arena, the_case->driver_count, sizeof *values->of_driver),
        .of_index = arena_array(arena, the_case->index_count, sizeof *values->of_index),
        .of_line = arena_array(arena, the_case->line_count, sizeof *values->of_line) };
    const QuantityOrder *order = &the_case->quantity_order;
    for (size_t d = 0; d < the_case->driver_count; d++) add_driver(arena, values, d);
    for (size_t i = 0; i < the_case->index_count && the_case->names.count > 0; i++)
        values->of_index[i] = price_levels(arena, the_case, i);
    for (uint32_t g = 0; g < order->group_count; g++)
        add_group(arena, values, order->quantities + order->groups[g].first, order->groups[g].count);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].formula)
            values->of_line[l] = known_values(arena, values, &the_case->lines[l].formula, NULL, 1)[0];
    return values;
}

Amounts plan_line_amounts(Arena *arena, const PlanValues *values, size_t l) {
    const Horizon horizon = values->horizon;
    if (!values->of_line[l]) return values->the_case->lines[l].amounts;
    int *first_month = arena_array(arena, horizon.period_count, sizeof *first_month);
    double *value = arena_array(arena, horizon.period_count, sizeof *value);
    for (uint32_t t = 0; t < horizon.period_count; t++) {
        first_month[t] = horizon.start.first_month + (int)t * horizon.start.length_months;
        value[t] = values->of_line[l][t] / values->the_case->settings.scale;
    }
    return (Amounts){ .count = horizon.period_count, .first_month = first_month, .value = value };
}

const double *plan_line_own_money(Arena *arena, const PlanValues *values, size_t l) {
    const Amounts *amounts = &values->the_case->lines[l].amounts;
    const Horizon horizon = values->horizon;
    if (values->of_line[l]) return values->of_line[l];
    double *rows = arena_array(arena, horizon.period_count, sizeof *rows);
    for (size_t i = 0; i < amounts->count; i++) {
        const int months = amounts->first_month[i] - horizon.start.first_month;
        const int t = months / horizon.start.length_months;
        if (months >= 0 && t < (int)horizon.period_count)
            rows[t] = amounts->value[i] * values->the_case->settings.scale;
    }
    return rows;
}

const double *plan_line_money(Arena *arena, const PlanValues *values, size_t l) {
    const Line *line = &values->the_case->lines[l];
    return moved(arena, values, plan_line_own_money(arena, values, l),
        movement_of(values->the_case, line->phase, line->on_delay, 0, true), line->own.fitted.central);
}

/* --- what is no number ----------------------------------------------------------------------------------------------- */

/* Where a value that is no number is looked for: a formula's in a period. */
typedef struct Fault {
    const Formula *formula;
    const Quantity *quantity; /* whose it is; NULL: that of which the search began */
    Cause cause;
    bool divides_by_zero; /* else a number is too large */
} Fault;

/* values: [node][period]. A power of 0 divides by it where the exponent is below 0. */
static bool divides_by_zero(const Formula *formula, const double *const *values, Cause cause) {
    const OperationIndex operation = formula->nodes[cause.node].operation;
    if (operation != OPERATION_DIVIDE && operation != OPERATION_POWER) return false;
    const uint32_t by = formula_argument(formula, cause.node, operation == OPERATION_DIVIDE ? 1 : 0);
    return values[by][cause.period] == 0;
}

/* The first period in which a quantity's own values are no number. */
static uint32_t first_fault(const PlanValues *values, size_t quantity) {
    uint32_t t = 0;
    while (t + 1 < values->horizon.period_count && isfinite(values->own[quantity][t])) t++;
    return t;
}

/* From a formula to the formula of a quantity that it names, and so on. */
static Fault find_fault(Arena *arena, const PlanValues *values, const Formula *formula, uint32_t t) {
    const Quantity *whose = NULL;
    for (uint32_t steps = 0;; steps++) {
        const double **traced = formula_trace(arena, formula, values->horizon, plan_binding, values);
        const Cause cause = formula_cause(formula, traced, t, values->horizon.period_count);
        const Node *node = &formula->nodes[cause.node];
        const bool names_quantity = node->operation == OPERATION_NAME && node->name.kind == NAME_QUANTITY;
        const Quantity *quantity = names_quantity ? &values->the_case->quantities[node->name.index] : NULL;
        if (!quantity || !quantity->formula || steps > values->the_case->quantity_count)
            return (Fault){ formula, whose, cause, divides_by_zero(formula, traced, cause) };
        whose = quantity;
        formula = quantity->formula;
        t = isfinite(values->own[node->name.index][cause.period]) ? first_fault(values, node->name.index)
                                                                  : cause.period;
    }
}

static void report_fault(Arena *arena, const PlanValues *values, const Formula *formula, uint32_t t, const char *whose,
    Diagnostics *diagnostics) {
    const Fault fault = find_fault(arena, values, formula, t);
    if (fault.quantity) whose = arena_format(arena, "formula of quantity \"%s\"", fault.quantity->label.id);
    const Node *node = &fault.formula->nodes[fault.cause.node];
    const Period *start = &values->horizon.start;
    const Period period = { start->first_month + (int)fault.cause.period * start->length_months, start->length_months };
    const char *text = formula_text_of(arena, fault.formula, fault.cause.node), *when = period_text(arena, period);
    if (fault.divides_by_zero)
        diagnostics_error(diagnostics, formula_place(fault.formula, node->start),
            "say what it is when x is 0: if(x = 0, 0, a / x)", "%s: \"%s\" divides by 0 in %s", whose, text, when);
    else
        diagnostics_error(diagnostics, formula_place(fault.formula, node->start), "look for a value in the wrong unit",
            "%s: \"%s\" is too large to be a number in %s", whose, text, when);
}

/* Of each formula the first period; a division that several lines use is told once. */
static void check_values(Arena *arena, const PlanValues *values, const Formula *formula, const double *found,
    const char *whose, Diagnostics *diagnostics) {
    for (uint32_t t = 0; t < values->horizon.period_count; t++) {
        if (isfinite(found[t])) continue;
        report_fault(arena, values, formula, t, whose, diagnostics);
        return;
    }
}

double plan_volume(const PlanValues *values, const Volume *volume, size_t period) {
    return volume->quantity != NONE ? values->of_quantity[volume->quantity][period]
           : volume->driver != NONE ? values->of_driver[volume->driver][period]
                                    : 1;
}

/* Quantities that splits and volumes name. */
static void check_quantity(
    Arena *arena, const PlanValues *values, size_t q, bool *is_checked, Diagnostics *diagnostics) {
    if (q == NONE || is_checked[q] || !values->the_case->quantities[q].formula) return;
    is_checked[q] = true;
    check_values(arena, values, values->the_case->quantities[q].formula, values->own[q],
        arena_format(arena, "formula of quantity \"%s\"", values->the_case->quantities[q].label.id), diagnostics);
}

void check_plan_values(Arena *arena, const PlanValues *values, Diagnostics *diagnostics) {
    const Case *the_case = values->the_case;
    const Registers *registers = the_case->registers;
    bool *is_checked = arena_array(arena, the_case->quantity_count, sizeof *is_checked);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (values->of_line[l])
            check_values(arena, values, the_case->lines[l].formula, values->of_line[l],
                arena_format(arena, "formula of line \"%s\"", the_case->lines[l].label.id), diagnostics);
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++)
            for (size_t c = 0; c < the_case->council_count; c++)
                check_quantity(arena, values, the_case->splits[s].rows[r].shares[c].quantity, is_checked, diagnostics);
    for (size_t p = 0; p < registers->payment_count; p++)
        check_quantity(arena, values, registers->payments[p].volume.quantity, is_checked, diagnostics);
    for (size_t s = 0; s < registers->service_count; s++)
        check_quantity(arena, values, registers->services[s].volume.quantity, is_checked, diagnostics);
}
