/* Programs of formulas, in every kernel, against an evaluator that goes through the tree for one period and one lane at a
   time and does what the reference says. */
#include "evaluate/quantities.h"
#include "formula/compile.h"
#include "formula/order.h"
#include "study/kernel.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BY_PERIOD = 4, FLAT = 2, KNOWN = 2, STOCKS = 3, ALL_NAMES = BY_PERIOD + FLAT + KNOWN + STOCKS, MOST = 32 };
enum { LONGEST = 4096, EXPRESSIONS = 12000, GROUPS = 1500 };

static const char *const ids[ALL_NAMES] = { "q0", "q1", "q-2", "q3", "d0", "d1", "k0", "k1", "s0", "s1", "s2" };

/* --- the world that expressions are worked out in ------------------------------------------------------------------- */

typedef struct World {
    Horizon horizon;
    double values[ALL_NAMES][MOST][LANES]; /* of those that are flat, period 0 */
    double known[KNOWN][MOST];
} World;

static World world;
static uint32_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

/* Eighths, some of them 0, so that equal values and divisions by 0 do occur. */
static double random_value(void) {
    return random_below(6) == 0 ? 0 : ((double)random_below(65) - 24) / 8;
}

static void make_world(void) {
    static const int lengths[] = { 12, 3, 1 };
    const int length = lengths[random_below(3)];
    world.horizon = (Horizon){ { 2019 * 12 + 3 + (length < 12 ? 6 : 0), length }, 1 + random_below(14) };
    for (int i = 0; i < ALL_NAMES; i++)
        for (int t = 0; t < MOST; t++)
            for (int k = 0; k < LANES; k++) world.values[i][t][k] = random_value();
    for (int i = 0; i < KNOWN; i++)
        for (int t = 0; t < MOST; t++) world.known[i][t] = t > 0 && i == 0 ? world.known[i][0] : random_value();
}

static Binding bind(const void *context, Name name) {
    (void)context;
    if (name.index >= BY_PERIOD + FLAT) return (Binding){ .known = world.known[name.index - BY_PERIOD - FLAT] };
    return (Binding){ .input = name.index, .is_flat = name.index >= BY_PERIOD };
}

static const Names *names(void) {
    static Names made;
    static NamedThing things[ALL_NAMES];
    for (uint32_t i = 0; i < ALL_NAMES; i++) things[i] = (NamedThing){ ids[i], { NAME_QUANTITY, i } };
    made = names_make(arena, things, ALL_NAMES);
    return &made;
}

/* --- the slow evaluator --------------------------------------------------------------------------------------------- */

typedef struct Slow {
    const Formula *stocks[STOCKS]; /* NULL: none */
    double stock_values[STOCKS][MOST];
    bool stock_is_known[STOCKS][MOST];
    int lane;
    bool divides_by_zero; /* and the quotient is used */
} Slow;

static double slow_value(Slow *slow, const Formula *formula, uint32_t n, int t);

static double slow_name(Slow *slow, uint32_t name, int t) {
    if (name < BY_PERIOD) return world.values[name][t][slow->lane];
    if (name < BY_PERIOD + FLAT) return world.values[name][0][slow->lane];
    if (name < BY_PERIOD + FLAT + KNOWN) return world.known[name - BY_PERIOD - FLAT][t];
    const uint32_t stock = name - BY_PERIOD - FLAT - KNOWN;
    if (!slow->stock_is_known[stock][t]) {
        const bool before = slow->divides_by_zero;
        slow->divides_by_zero = false;
        const double value = slow_value(slow, slow->stocks[stock], formula_root(slow->stocks[stock]), t);
        slow->stock_values[stock][t] = slow->divides_by_zero ? NAN : value;
        slow->divides_by_zero = before;
        slow->stock_is_known[stock][t] = true;
    }
    if (isnan(slow->stock_values[stock][t])) slow->divides_by_zero = true;
    return slow->stock_values[stock][t];
}

/* A value within 1e-9 of itself of a whole number is that number. */
static double snapped(double x) {
    return fabs(x - nearbyint(x)) <= fmin(1e-9 * fabs(x), 0.25) ? nearbyint(x) : x;
}

static double slow_round(double x, int digits) {
    const double scale = pow(10, abs(digits)), size = fabs(digits > 0 ? x * scale : x / scale);
    const double whole = floor(size), half = whole + 0.5;
    const double rounded = size >= half || half - size <= fmin(1e-9 * size, 0.25) ? whole + 1 : whole;
    return copysign(digits > 0 ? rounded / scale : rounded * scale, x);
}

static double slow_argument(Slow *slow, const Formula *formula, uint32_t n, uint32_t i, int t) {
    return slow_value(slow, formula, formula_argument(formula, n, i), t);
}

static double divided(Slow *slow, double a, double b) {
    if (b == 0) slow->divides_by_zero = true;
    return b == 0 ? 0 : a / b;
}

static double slow_power(Slow *slow, double base, double exponent) {
    if (base == 0 && exponent < 0) return divided(slow, 1, 0);
    return pow(base, exponent);
}

static double slow_sum(Slow *slow, const Formula *formula, uint32_t n, int first, int last) {
    double sum = 0;
    for (int t = first > 0 ? first : 0; t <= last; t++) sum += slow_argument(slow, formula, n, 0, t);
    return sum;
}

static double slow_over_time(Slow *slow, const Formula *formula, uint32_t n, int t) {
    const Node *node = &formula->nodes[n];
    double sum = 0;
    switch (node->operation) {
    case OPERATION_PREV:
        if (t > 0) return slow_argument(slow, formula, n, 0, t - 1);
        return node->argument_count == 2 ? slow_argument(slow, formula, n, 1, 0) : 0;
    case OPERATION_LAG: return t < node->whole ? 0 : slow_argument(slow, formula, n, 0, t - node->whole);
    case OPERATION_CUMULATIVE: return slow_sum(slow, formula, n, 0, t);
    case OPERATION_TOTAL: return slow_sum(slow, formula, n, 0, (int)world.horizon.period_count - 1);
    case OPERATION_IN_USE: return slow_sum(slow, formula, n, t - node->whole + 1, t);
    case OPERATION_RENEWALS:
        for (int s = t - node->whole; s >= 0; s -= node->whole) sum += slow_argument(slow, formula, n, 0, s);
        return sum;
    default: /* cohort */
        for (int age = 0; age < node->whole && age <= t; age++)
            sum += slow_argument(slow, formula, n, 0, t - age) * slow_argument(slow, formula, n, (uint32_t)age + 1, t);
        return sum;
    }
}

static int month_of(int t) {
    return world.horizon.start.first_month + t * world.horizon.start.length_months;
}

static double slow_choice(Slow *slow, const Formula *formula, uint32_t n, int t) {
    const Node *node = &formula->nodes[n];
    const double first = slow_argument(slow, formula, n, 0, t);
    double value = first;
    switch (node->operation) {
    case OPERATION_IF: return slow_argument(slow, formula, n, first != 0 ? 1 : 2, t);
    case OPERATION_AND:
        for (uint32_t i = 1; i < node->argument_count && value != 0; i++) value = slow_argument(slow, formula, n, i, t);
        return value != 0;
    case OPERATION_OR:
        for (uint32_t i = 1; i < node->argument_count && value == 0; i++) value = slow_argument(slow, formula, n, i, t);
        return value != 0;
    case OPERATION_NOT: return first == 0;
    case OPERATION_MIN:
        for (uint32_t i = 1; i < node->argument_count; i++) value = fmin(value, slow_argument(slow, formula, n, i, t));
        return value;
    case OPERATION_MAX:
        for (uint32_t i = 1; i < node->argument_count; i++) value = fmax(value, slow_argument(slow, formula, n, i, t));
        return value;
    case OPERATION_ABS: return fabs(first);
    case OPERATION_CLAMP:
        return fmin(fmax(first, slow_argument(slow, formula, n, 1, t)), slow_argument(slow, formula, n, 2, t));
    case OPERATION_ROUND: return slow_round(first, (int)slow_argument(slow, formula, n, 1, t));
    case OPERATION_FLOOR: return floor(snapped(first));
    default: return ceil(snapped(first)); /* ceiling */
    }
}

static double slow_value(Slow *slow, const Formula *formula, uint32_t n, int t) {
    const Node *node = &formula->nodes[n];
    const Operation *operation = &operations[node->operation];
    if (operation->group == GROUP_TIME || operation->group == GROUP_COHORTS) return slow_over_time(slow, formula, n, t);
    if (operation->group == GROUP_CHOICE) return slow_choice(slow, formula, n, t);
    double a = 0, b = 0;
    if (node->argument_count > 0) a = slow_argument(slow, formula, n, 0, t);
    if (node->argument_count > 1) b = slow_argument(slow, formula, n, 1, t);
    switch (node->operation) {
    case OPERATION_NUMBER: return node->number;
    case OPERATION_NAME: return slow_name(slow, node->name.index, t);
    case OPERATION_YEAR: return floor((month_of(t) - 3) / 12.0);
    case OPERATION_PERIOD: return t;
    case OPERATION_PERIODS_PER_YEAR: return 12.0 / world.horizon.start.length_months;
    case OPERATION_ADD: return a + b;
    case OPERATION_SUBTRACT: return a - b;
    case OPERATION_MULTIPLY: return a * b;
    case OPERATION_DIVIDE: return divided(slow, a, b);
    case OPERATION_POWER: return slow_power(slow, a, b);
    case OPERATION_NEGATE: return -a;
    case OPERATION_EQUAL: return a == b;
    case OPERATION_UNEQUAL: return a != b;
    case OPERATION_LESS: return a < b;
    case OPERATION_AT_MOST: return a <= b;
    case OPERATION_MORE: return a > b;
    default: return a >= b;
    }
}

/* --- random expressions --------------------------------------------------------------------------------------------- */

typedef struct Writer {
    char text[LONGEST];
    size_t length;
    int time_functions; /* how many more may be nested */
    int stocks;         /* how many stocks there are; 0: none may be named */
    int own;            /* the stock that this is the formula of: its present may use earlier ones only */
} Writer;

static void put(Writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(Writer *writer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    writer->length += (size_t)vsnprintf(writer->text + writer->length, LONGEST - writer->length, format, arguments);
    va_end(arguments);
    assert_true(writer->length < LONGEST);
}

static void put_expression(Writer *writer, int depth);

static void put_leaf(Writer *writer) {
    static const char *const words[] = { "year - 2018", "period", "periods_per_year" };
    const uint32_t choice = random_below(8);
    if (choice == 0)
        put(writer, "%g", random_below(5) * 0.5);
    else if (choice == 1)
        put(writer, "(%s)", words[random_below(3)]);
    else if (choice == 2)
        put(writer, "%u%%", random_below(200));
    else if (choice == 3 && writer->own > 0)
        put(writer, "s%u", random_below((uint32_t)writer->own));
    else
        put(writer, "%s", ids[random_below(BY_PERIOD + FLAT + KNOWN)]);
}

static void put_arguments(Writer *writer, uint32_t count, int depth) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) put(writer, ", ");
        put_expression(writer, depth);
    }
}

static void put_choice(Writer *writer, int depth) {
    static const struct {
        const char *name;
        uint32_t least, more;
    } rows[] = { { "if", 3, 1 }, { "and", 2, 3 }, { "or", 2, 3 }, { "not", 1, 1 }, { "min", 2, 3 }, { "max", 2, 3 },
        { "abs", 1, 1 }, { "clamp", 3, 1 }, { "floor", 1, 1 }, { "ceiling", 1, 1 } };
    const uint32_t row = random_below(COUNT_OF(rows) + 1);
    if (row == COUNT_OF(rows)) {
        put(writer, "round(");
        put_expression(writer, depth);
        put(writer, ", %d)", (int)random_below(5) - 2);
        return;
    }
    put(writer, "%s(", rows[row].name);
    put_arguments(writer, rows[row].least + random_below(rows[row].more), depth);
    put(writer, ")");
}

/* What is under it is of the past: there any stock may be. */
static void put_past(Writer *writer, int depth) {
    const int own = writer->own;
    writer->own = writer->stocks;
    put_expression(writer, depth);
    writer->own = own;
}

static void put_over_time(Writer *writer, int depth) {
    const int own = writer->own;
    writer->time_functions--;
    switch (random_below(8)) {
    case 0:
        put(writer, "prev(");
        put_past(writer, depth);
        if (random_below(2)) {
            put(writer, ", ");
            put_expression(writer, depth);
        }
        put(writer, ")");
        break;
    case 1:
        put(writer, "lag(");
        put_past(writer, depth);
        put(writer, ", %u)", 1 + random_below(4));
        break;
    case 2:
        put(writer, "lag(");
        put_expression(writer, depth);
        put(writer, ", 0)");
        break;
    case 3:
        put(writer, "total(");
        writer->own = 0;
        const int stocks = writer->stocks;
        writer->stocks = 0;
        put_expression(writer, depth);
        writer->stocks = stocks;
        writer->own = own;
        put(writer, ")");
        break;
    case 4:
        put(writer, "cohort(");
        put_expression(writer, depth);
        for (uint32_t i = random_below(4) + 1; i > 0; i--) put(writer, ", %g", random_below(5) * 0.25);
        put(writer, ")");
        break;
    default: {
        static const char *const rows[] = { "cumulative(", "in_use(", "renewals(" };
        const uint32_t row = random_below(3);
        put(writer, "%s", rows[row]);
        put_expression(writer, depth);
        if (row > 0) put(writer, ", %u", 1 + random_below(5));
        put(writer, ")");
    }
    }
    writer->time_functions++;
}

static void put_power(Writer *writer, int depth) {
    if (random_below(3) == 0) {
        put(writer, "1.5 ^ (period / 4)");
        return;
    }
    put(writer, "(");
    put_expression(writer, depth);
    if (random_below(3) == 0)
        put(writer, ") ^ (2 - period / 1)");
    else
        put(writer, ") ^ %d", (int)random_below(6) - 2);
}

static void put_expression(Writer *writer, int depth) {
    static const char *const operators[] = { "+", "-", "*", "/", "+", "*", "=", "<>", "<", "<=", ">", ">=" };
    const uint32_t choice = random_below(10);
    if (depth == 0) {
        put_leaf(writer);
        return;
    }
    if (choice == 0)
        put_leaf(writer);
    else if (choice < 5) {
        put(writer, "(");
        put_expression(writer, depth - 1);
        put(writer, " %s ", operators[random_below(COUNT_OF(operators))]);
        put_expression(writer, depth - 1);
        put(writer, ")");
    } else if (choice == 5) {
        put(writer, "-");
        put_expression(writer, depth - 1);
    } else if (choice == 6)
        put_power(writer, depth - 1);
    else if (choice < 9 || writer->time_functions == 0)
        put_choice(writer, depth - 1);
    else
        put_over_time(writer, depth - 1);
}

/* --- the comparison ------------------------------------------------------------------------------------------------- */

static const Formula *read_good(const char *text) {
    const FormulaSetting setting = { names(), world.horizon, NULL };
    Diagnostics found;
    diagnostics_init(&found, arena);
    const Formula *formula =
        formula_read(arena, &setting, text, (Place){ .file = "f", .line = 1, .column = 1 }, &found);
    if (!formula) fail_msg("%s: %s", text, found.items[0].message);
    return formula;
}

/* [output][period][LANES] of a kernel. */
static double **run_in(const Kernel *kernel, const Compiled *compiled) {
    const Program *program = &compiled->program;
    const double **inputs = arena_array(arena, program->input_count, sizeof *inputs);
    double **outputs = arena_array(arena, program->output_count, sizeof *outputs);
    assert_true(program_is_sound(program));
    for (uint32_t i = 0; i < program->input_count; i++) inputs[i] = world.values[compiled->inputs[i]][0];
    for (uint32_t i = 0; i < program->output_count; i++)
        outputs[i] = arena_rows(arena, (size_t)program->period_count * LANES * sizeof(double));
    const size_t size = program_memory(program, LANES) * sizeof(double);
    double *memory = arena_rows(arena, size);
    memset(memory, 0xFF, size); /* its contents do not matter */
    kernel->evaluate_program(program, inputs, outputs, memory);
    return outputs;
}

static bool is_close(double value, double expected) {
    const double size = fabs(expected) > 1 ? fabs(expected) : 1;
    return value == expected || fabs(value - expected) <= 1e-12 * size;
}

/* Whether values that are so far off are rounding: two ways to add a lot up differ in proportion to what is added. */
static void check_value(const char *text, double value, Slow *slow, double expected, uint32_t t) {
    if (slow->divides_by_zero ? isnan(value) : is_close(value, expected)) return;
    if (!isfinite(expected) && !isfinite(value)) return;
    fail_msg("%s in period %u of %u, lane %d: %.17g, not %.17g%s", text, t, world.horizon.period_count, slow->lane,
        value, expected, slow->divides_by_zero ? " (divided by 0)" : "");
}

static void check_kernels_agree(const Compiled *compiled, double *const *expected, const char *text) {
    const Kernel *kernels[8];
    const size_t count = kernels_available(kernels, 8);
    for (size_t i = 0; i < count; i++) {
        double **outputs = run_in(kernels[i], compiled);
        for (uint32_t o = 0; o < compiled->program.output_count; o++)
            for (size_t k = 0; k < (size_t)world.horizon.period_count * LANES; k++)
                if (memcmp(&outputs[o][k], &expected[o][k], sizeof(double)) != 0 &&
                    !(isnan(outputs[o][k]) && isnan(expected[o][k])))
                    fail_msg(
                        "%s: kernel %s gives %.17g, not %.17g", text, kernels[i]->name, outputs[o][k], expected[o][k]);
    }
}

/* Formulas of stocks from s0 on, or one formula by itself. */
static void check_compiled(const Formula *const *formulas, const uint32_t *quantities, uint32_t count, Slow *slow) {
    const CompileRequest request = {
        .formulas = formulas, .quantities = quantities, .count = count, .horizon = world.horizon, .bind = bind
    };
    const Compiled compiled = formula_compile(arena, &request);
    double **outputs = run_in(kernel_named("baseline"), &compiled);
    static const int lanes[] = { 0, 77, LANES - 1 };
    for (size_t l = 0; l < COUNT_OF(lanes); l++) {
        slow->lane = lanes[l];
        memset(slow->stock_is_known, 0, sizeof slow->stock_is_known);
        for (uint32_t f = 0; f < count; f++)
            for (uint32_t t = 0; t < world.horizon.period_count; t++) {
                slow->divides_by_zero = false;
                const double expected = slow_value(slow, formulas[f], formula_root(formulas[f]), (int)t);
                const double value = outputs[f][(size_t)t * LANES + (size_t)slow->lane];
                check_value(formulas[f]->text, value, slow, expected, t);
                if (compiled.known && l == 0) check_value(formulas[f]->text, compiled.known[f][t], slow, expected, t);
            }
    }
    check_kernels_agree(&compiled, outputs, formulas[0]->text);
}

static void random_expressions_are_worked_out_as_the_reference_says(void **state) {
    (void)state;
    random_state = 1;
    for (int i = 0; i < EXPRESSIONS; i++) {
        Arena *whole = arena;
        arena = arena_new();
        if (i % 50 == 0) make_world();
        world.horizon.period_count = 1 + random_below(14);
        Writer writer = { .time_functions = 2 };
        put_expression(&writer, 1 + i % 4);

        const Formula *formula = read_good(writer.text);

        check_compiled(&formula, NULL, 1, &(Slow){ .lane = 0 });
        arena_free(arena);
        arena = whole;
    }
}

static void stocks_that_use_each_other_are_worked_out_period_by_period(void **state) {
    (void)state;
    random_state = 2;
    for (int i = 0; i < GROUPS; i++) {
        Arena *whole = arena;
        arena = arena_new();
        if (i % 50 == 0) make_world();
        world.horizon.period_count = 1 + random_below(14);
        const Formula *formulas[ALL_NAMES] = { NULL };
        const Formula *members[STOCKS];
        uint32_t quantities[STOCKS];
        Slow slow = { .lane = 0 };
        for (int s = 0; s < STOCKS; s++) {
            Writer writer = { .time_functions = 2, .stocks = STOCKS, .own = s };
            put(&writer, "prev(s%d, %d) * 0.5 + ", (s + 2) % STOCKS, s);
            put_expression(&writer, 1 + i % 3);
            slow.stocks[s] = formulas[BY_PERIOD + FLAT + KNOWN + s] = read_good(writer.text);
        }
        QuantityOrder order;
        Diagnostics found;
        diagnostics_init(&found, arena);
        if (!formula_order(arena, formulas, ids, ALL_NAMES, &order, &found)) fail_msg("%s", found.items[0].message);
        const OrderGroup *group = &order.groups[order.group_count - 1];
        while (!group->uses_own_past) group--;
        assert_int_equal(group->count, STOCKS);
        for (uint32_t m = 0; m < STOCKS; m++) {
            quantities[m] = order.quantities[group->first + m];
            members[m] = formulas[quantities[m]];
        }

        check_compiled(members, quantities, STOCKS, &slow);
        arena_free(arena);
        arena = whole;
    }
}

/* What no trial can change takes no instruction; the line of the bench takes few. */
static void known_parts_are_worked_out_beforehand(void **state) {
    static const struct {
        const char *text;
        uint32_t instructions, inputs;
        bool is_known;
    } rows[] = { { "k0 * 2 + total(k1) * from(2019/20)", 1, 0, true }, { "q0 * (1 + k0) ^ period", 1, 1, false },
        { "min(cumulative(q0) * d0, k0) * q1 * (1 + d1)", 6, 4, false }, { "q0", 1, 1, false },
        { "q0 * q0 + q0", 2, 1, false }, { "in_use(k1, 3) * d0", 1, 1, false } };
    (void)state;
    random_state = 3;
    make_world();
    world.horizon = (Horizon){ { 2019 * 12 + 3, 12 }, 16 };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = read_good(rows[r].text);

        const Compiled compiled = formula_compile(
            arena, &(CompileRequest){ .formulas = &formula, .count = 1, .horizon = world.horizon, .bind = bind });

        assert_int_equal(compiled.program.instruction_count, rows[r].instructions);
        assert_int_equal(compiled.program.input_count, rows[r].inputs);
        assert_int_equal(compiled.known != NULL, rows[r].is_known);
    }
}

/* A stock of 6,000 lamps: 500 a year are bought, a tenth of last year's is scrapped. */
static void a_stock_goes_on_from_its_own_past(void **state) {
    (void)state;
    world.horizon = (Horizon){ { 2019 * 12 + 3, 12 }, 4 };
    const Formula *formulas[] = { read_good("0.1 * prev(s1, 6000)"), read_good("prev(s1, 6000) + 500 - s0") };
    const uint32_t quantities[] = { 8, 9 };

    const Compiled compiled = formula_compile(arena,
        &(CompileRequest){
            .formulas = formulas, .quantities = quantities, .count = 2, .horizon = world.horizon, .bind = bind });

    static const double stock[] = { 5900, 5810, 5729, 5656.1 };
    for (int t = 0; t < 4; t++) assert_close(compiled.known[1][t], stock[t], 1e-9);
    assert_close(compiled.known[0][3], 572.9, 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_expressions_are_worked_out_as_the_reference_says),
        cmocka_unit_test(stocks_that_use_each_other_are_worked_out_period_by_period),
        cmocka_unit_test(known_parts_are_worked_out_beforehand),
        cmocka_unit_test(a_stock_goes_on_from_its_own_past),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
