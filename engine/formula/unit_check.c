/* Whether the units of a formula come out. */
#include <math.h>

#include "formula/compile.h"
#include "formula/units.h"

/* What a node is in. A number by itself takes the unit of what it is beside. */
typedef struct Sort {
    bool is_free;
    Unit unit;
} Sort;

typedef struct Check {
    Arena *arena;
    const Formula *formula;
    const UnitRequest *request;
    Diagnostics *diagnostics;
    Sort *sorts; /* [node] */
    bool is_wrong;
} Check;

static const Unit pure = { .is_known = true };

static const char *text_of(const Check *check, uint32_t node) {
    return formula_text_of(check->arena, check->formula, node);
}

static const char *unit_of(const Check *check, uint32_t node) {
    return unit_text(check->arena, &check->sorts[node].unit);
}

static const char *in_unit(const Check *check, uint32_t node) {
    const Unit *unit = &check->sorts[node].unit;
    return unit_is_pure(unit) ? unit_of(check, node) : arena_format(check->arena, "in %s", unit_of(check, node));
}

static void report(Check *check, uint32_t node, const char *hint, const char *message) {
    const char *what = check->request->what;
    check->is_wrong = true;
    diagnostics_add(check->diagnostics, BIZCASE_ERROR, formula_place(check->formula, check->formula->nodes[node].start),
        what ? arena_format(check->arena, "%s (%s)", message, what) : message, hint);
}

/* A number without a unit that is a factor of a node; power: 1 or −1, whether it multiplies or divides. */
static bool find_bare_factor(const Check *check, uint32_t node, bool in_product, uint32_t *number, int *power) {
    const Formula *formula = check->formula;
    const Node *at = &formula->nodes[node];
    const UnitRule rule = operations[at->operation].unit_rule;
    if (at->operation == OPERATION_NUMBER && in_product && !at->unit && formula->text[at->end - 1] != '%') {
        *number = node;
        return true;
    }
    if (rule == RULE_FIRST)
        return find_bare_factor(check, formula_argument(formula, node, 0), in_product, number, power);
    if (rule != RULE_PRODUCT && rule != RULE_QUOTIENT) return false;
    if (find_bare_factor(check, formula_argument(formula, node, 0), true, number, power)) return true;
    if (rule == RULE_QUOTIENT) *power = -*power;
    if (find_bare_factor(check, formula_argument(formula, node, 1), true, number, power)) return true;
    if (rule == RULE_QUOTIENT) *power = -*power;
    return false;
}

/* "310[£/lamp]": the unit that makes node's that which is needed. NULL: there is no number to give it to. */
static const char *bracket_hint(const Check *check, uint32_t node, const Unit *needed) {
    uint32_t number;
    int power = 1;
    if (!find_bare_factor(check, node, false, &number, &power)) return NULL;
    const Unit missing = unit_times(check->arena, needed, &check->sorts[node].unit, -1);
    const Unit unit = unit_times(check->arena, &pure, &missing, power);
    return arena_format(check->arena, "if %s has a unit, write it in square brackets: %s[%s]", text_of(check, number),
        text_of(check, number), unit_text(check->arena, &unit));
}

static const char *done_with(const Operation *operation, Arena *arena) {
    switch (operation->step) {
    case DO_ADD: return "be added";
    case DO_SUBTRACT: return "be subtracted";
    default:
        return operation->unit_rule == RULE_COMPARED ? "be compared"
                                                     : arena_format(arena, "be used together in %s()", operation->name);
    }
}

static void report_unlike(Check *check, uint32_t node, uint32_t a, uint32_t b) {
    const Operation *operation = &operations[check->formula->nodes[node].operation];
    const char *hint = bracket_hint(check, a, &check->sorts[b].unit);
    if (!hint) hint = bracket_hint(check, b, &check->sorts[a].unit);
    if (!hint) hint = "units are not converted: multiply or divide to make them the same";
    report(check, b, hint,
        arena_format(check->arena, "\"%s\" is %s and \"%s\" is %s: different units cannot %s", text_of(check, a),
            in_unit(check, a), text_of(check, b), in_unit(check, b), done_with(operation, check->arena)));
}

/* The unit that a node's arguments share, from one of them on. */
static Sort shared(Check *check, uint32_t node, uint32_t first) {
    const Node *of = &check->formula->nodes[node];
    uint32_t known = 0;
    Sort sort = { .is_free = true, .unit = pure };
    for (uint32_t i = first; i < of->argument_count && !check->is_wrong; i++) {
        const uint32_t argument = formula_argument(check->formula, node, i);
        if (check->sorts[argument].is_free) continue;
        if (!sort.is_free && !units_are_equal(&sort.unit, &check->sorts[argument].unit))
            report_unlike(check, node, known, argument);
        if (sort.is_free) {
            known = argument;
            sort = check->sorts[argument];
        }
    }
    return sort;
}

static Sort product(const Check *check, uint32_t node, int power) {
    const Sort *a = &check->sorts[formula_argument(check->formula, node, 0)];
    const Sort *b = &check->sorts[formula_argument(check->formula, node, 1)];
    return (Sort){ .is_free = a->is_free && b->is_free, .unit = unit_times(check->arena, &a->unit, &b->unit, power) };
}

static Sort raised(Check *check, uint32_t node) {
    const uint32_t base = formula_argument(check->formula, node, 0),
                   exponent = formula_argument(check->formula, node, 1);
    const Sort *sort = &check->sorts[base];
    if (sort->is_free || unit_is_pure(&sort->unit)) return *sort;
    const double *values = formula_known(check->arena, check->formula, exponent, check->request->horizon);
    bool is_one_number = values[0] == floor(values[0]);
    for (uint32_t t = 1; t < check->request->horizon.period_count; t++)
        is_one_number = is_one_number && values[t] == values[0];
    if (is_one_number) return (Sort){ .unit = unit_times(check->arena, &pure, &sort->unit, (int)values[0]) };
    report(check, exponent, "make it a pure number first: divide by one of its kind",
        arena_format(check->arena,
            "\"%s\" is in %s: only a pure number can have a power that is not the same whole number in each period",
            text_of(check, base), unit_of(check, base)));
    return *sort;
}

static Sort leaf_sort(const Check *check, const Node *node) {
    const UnitRequest *request = check->request;
    if (node->operation == OPERATION_NUMBER)
        return (Sort){ .is_free = !node->unit,
            .unit = node->unit ? unit_parse(check->arena, node->unit, request->currency) : pure };
    const bool is_pure = node->name.kind == NAME_GROWTH || node->name.kind == NAME_INDEX;
    return (Sort){ .unit = is_pure ? pure : request->unit_of(request->context, node->name) };
}

static Sort sort_of(Check *check, uint32_t n) {
    const Node *node = &check->formula->nodes[n];
    switch (operations[node->operation].unit_rule) {
    case RULE_OWN: return leaf_sort(check, node);
    case RULE_RATE: return (Sort){ .unit = unit_parse(check->arena, "period/year", NULL) };
    case RULE_FIRST: return check->sorts[formula_argument(check->formula, n, 0)];
    case RULE_ALIKE: return shared(check, n, 0);
    case RULE_CHOSEN: return shared(check, n, 1);
    case RULE_COMPARED: shared(check, n, 0); return (Sort){ .unit = pure };
    case RULE_PRODUCT: return product(check, n, 1);
    case RULE_QUOTIENT: return product(check, n, -1);
    case RULE_POWER: return raised(check, n);
    default: return (Sort){ .unit = pure }; /* RULE_PURE */
    }
}

static bool are_units_known(Check *check) {
    for (uint32_t n = 0; n < check->formula->node_count; n++) {
        const Node *node = &check->formula->nodes[n];
        if (operations[node->operation].unit_rule == RULE_OWN && !leaf_sort(check, node).unit.is_known) return false;
    }
    return true;
}

static bool has_readable_expectation(const UnitRequest *request) {
    for (uint32_t i = 0; i < request->expected_count; i++)
        if (!request->expected[i].is_known) return false;
    return request->expected_count > 0;
}

/* "a year has 12 months: multiply by 12[month/year]", where that makes it the unit needed; else NULL. */
static const char *calendar_hint(const Check *check, const Unit *found, const Unit *needed) {
    static const struct {
        int count;
        const char *word;
    } in_a_year[] = { { 12, "month" }, { 4, "quarter" }, { 52, "week" }, { 365, "day" } };
    for (size_t i = 0; i < sizeof in_a_year / sizeof in_a_year[0]; i++) {
        const char *text = arena_format(check->arena, "%s/year", in_a_year[i].word);
        const Unit conversion = unit_parse(check->arena, text, NULL),
                   converted = unit_times(check->arena, found, &conversion, 1);
        if (units_are_equal(&converted, needed))
            return arena_format(check->arena, "a year has %d %ss: multiply by %d[%s]", in_a_year[i].count,
                in_a_year[i].word, in_a_year[i].count, text);
    }
    return NULL;
}

static void check_result(Check *check, uint32_t root) {
    const UnitRequest *request = check->request;
    const char *list = "", *hint = NULL;
    if (check->sorts[root].is_free) return;
    for (uint32_t i = 0; i < request->expected_count; i++) {
        if (units_are_equal(&check->sorts[root].unit, &request->expected[i])) return;
        const char *join = i == 0 ? "" : i + 1 == request->expected_count ? " or " : ", ";
        list = arena_format(check->arena, "%s%s%s", list, join, unit_text(check->arena, &request->expected[i]));
        if (!hint) hint = bracket_hint(check, root, &request->expected[i]);
        if (!hint) hint = calendar_hint(check, &check->sorts[root].unit, &request->expected[i]);
    }
    report(check, root, hint ? hint : "units are not converted: multiply or divide by what is missing",
        arena_format(
            check->arena, "the formula comes to %s, and %s %s", unit_of(check, root), request->expectation, list));
}

UnitVerdict formula_check_units(
    Arena *arena, const Formula *formula, const UnitRequest *request, Diagnostics *diagnostics) {
    Check check = { .arena = arena, .formula = formula, .request = request, .diagnostics = diagnostics };
    if (!formula_names_something(formula) || !are_units_known(&check)) return UNITS_UNKNOWN;
    check.sorts = arena_array(arena, formula->node_count, sizeof *check.sorts);
    for (uint32_t n = 0; n < formula->node_count && !check.is_wrong; n++) check.sorts[n] = sort_of(&check, n);
    if (check.is_wrong) return UNITS_WRONG;
    if (!has_readable_expectation(request)) return UNITS_UNKNOWN;
    check_result(&check, formula_root(formula));
    return check.is_wrong ? UNITS_WRONG : UNITS_RIGHT;
}
