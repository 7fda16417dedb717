#include "formula/compile.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/elementary.h"
#include "formula/arithmetic.h"
#include "formula/builder.h"

enum { MONTHS_PER_YEAR = 12, MOST_EXPONENT = 64 };

/* [output][period] of a program without inputs, or whose inputs do not matter: one lane. */
static const double **run_once(Arena *arena, const Program *program) {
    double **outputs = arena_array(arena, program->output_count, sizeof *outputs);
    for (uint32_t i = 0; i < program->output_count; i++)
        outputs[i] = arena_array(arena, program->period_count, sizeof **outputs);
    double *memory = arena_array(arena, program_memory(program, 1), sizeof *memory);
    run_program(&(ProgramRun){ .program = program, .outputs = outputs, .memory = memory }, 1);
    return (const double **)outputs;
}

static double word_value(const Node *node, Horizon horizon, int t) {
    const int months = horizon.start.length_months;
    const double years = (t - node->from) / ((double)MONTHS_PER_YEAR / months);
    switch (node->operation) {
    case OPERATION_YEAR: return financial_year_start(horizon.start.first_month + t * months) / MONTHS_PER_YEAR;
    case OPERATION_PERIOD: return t;
    case OPERATION_PERIODS_PER_YEAR: return (double)MONTHS_PER_YEAR / months;
    case OPERATION_FROM: return t >= node->from;
    case OPERATION_UNTIL: return t <= node->until;
    case OPERATION_BETWEEN: return t >= node->from && t <= node->until;
    case OPERATION_RAMP:
        if (t < node->from || t > node->until) return t > node->until;
        return (t - node->from + 0.5) / (node->until - node->from + 1);
    case OPERATION_YEARS_SINCE: return years > 0 ? years : 0;
    default: return node->number; /* OPERATION_NUMBER */
    }
}

static const double *leaf_values(Arena *arena, const Node *node, Horizon horizon) {
    double *values = arena_array(arena, horizon.period_count, sizeof *values);
    for (uint32_t t = 0; t < horizon.period_count; t++) values[t] = word_value(node, horizon, (int)t);
    return values;
}

/* The engine's own power where the exponent is not whole; 0 to a power below 0 divides by 0. */
static const double *known_power(Arena *arena, const double *base, const double *exponent, uint32_t period_count) {
    double *values = arena_array(arena, period_count, sizeof *values), square, result;
    for (uint32_t t = 0; t < period_count; t++) {
        const bool is_whole = fabs(exponent[t]) <= MOST_EXPONENT && exponent[t] == floor(exponent[t]);
        if (is_whole)
            raise(&base[t], (int)exponent[t], &square, &result, 1);
        else if (isnan(base[t]) || (base[t] == 0 && exponent[t] < 0))
            result = NAN;
        else
            result = power(base[t], exponent[t]);
        values[t] = result;
    }
    return values;
}

/* What a node makes of arguments that are all known. */
static const double *fold(Arena *arena, const Node *node, Value *arguments, uint32_t period_count) {
    if (node->operation == OPERATION_POWER)
        return known_power(arena, arguments[0].known, arguments[1].known, period_count);
    double *values = arena_array(arena, period_count, sizeof *values);
    Arena *working = arena_within(arena);
    Builder builder = { .arena = working, .period_count = period_count };
    builder.last_pass = operations[node->operation].step == DO_TOTAL;
    builder_set_output(&builder, builder_apply(&builder, node, AS_IT_COMES, arguments, node->argument_count));
    const Program program = builder_program(&builder);
    memcpy(values, run_once(working, &program)[0], period_count * sizeof *values);
    arena_free(working);
    return values;
}

static bool are_known(const Value *values, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!values[i].known) return false;
    return true;
}

/* A tree's values as its nodes are gone through. */
typedef struct Values {
    const Formula *formula;
    uint32_t first; /* the first node */
    Value *of;      /* [node - first] */
} Values;

/* first, last: of a formula, or of a part of it that hangs together. */
static Values values_of(Arena *arena, const Formula *formula, uint32_t first, uint32_t last) {
    return (Values){ formula, first, arena_array(arena, last - first + 1, sizeof(Value)) };
}

static Value *arguments_of(Arena *arena, const Values *values, uint32_t n) {
    const Node *node = &values->formula->nodes[n];
    Value *arguments = arena_array(arena, node->argument_count, sizeof *arguments);
    for (uint32_t i = 0; i < node->argument_count; i++)
        arguments[i] = values->of[formula_argument(values->formula, n, i) - values->first];
    return arguments;
}

/* A node without a name below it, or with known ones only. */
static const double *known_values(Arena *arena, const Node *node, Value *arguments, Horizon horizon) {
    return node->argument_count == 0 ? leaf_values(arena, node, horizon)
                                     : fold(arena, node, arguments, horizon.period_count);
}

/* The first node of a node's own tree. */
static uint32_t first_below(const Formula *formula, uint32_t node) {
    while (formula->nodes[node].argument_count > 0) node = formula_argument(formula, node, 0);
    return node;
}

const double *formula_known(Arena *arena, const Formula *formula, uint32_t node, Horizon horizon) {
    const Builder builder = { .arena = arena, .period_count = horizon.period_count };
    const uint32_t first = first_below(formula, node);
    const Values values = values_of(arena, formula, first, node);
    for (uint32_t n = first; n <= node; n++)
        values.of[n - first] =
            builder_known(&builder, known_values(arena, &formula->nodes[n], arguments_of(arena, &values, n), horizon));
    return values.of[node - first].known;
}

const double **formula_trace(
    Arena *arena, const Formula *formula, Horizon horizon, BindName *bind, const void *context) {
    const Builder builder = { .arena = arena, .period_count = horizon.period_count };
    const Values values = values_of(arena, formula, 0, formula_root(formula));
    const double **known = arena_array(arena, formula->node_count, sizeof *known);
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        known[n] = node->operation == OPERATION_NAME
                       ? bind(context, node->name).known
                       : known_values(arena, node, arguments_of(arena, &values, n), horizon);
        values.of[n] = builder_known(&builder, known[n]);
    }
    return known;
}

/* How many totals are within each other: the quantities of a request see each other only when all totals are there. */
static uint32_t last_pass(Arena *arena, const CompileRequest *request) {
    uint32_t last = 0;
    for (uint32_t f = 0; f < request->count; f++) {
        const Formula *formula = request->formulas[f];
        uint32_t *pass = arena_array(arena, formula->node_count, sizeof *pass);
        for (uint32_t n = 0; n < formula->node_count; n++) {
            for (uint32_t i = 0; i < formula->nodes[n].argument_count; i++) {
                const uint32_t before = pass[formula_argument(formula, n, i)];
                pass[n] = before > pass[n] ? before : pass[n];
            }
            pass[n] += operations[formula->nodes[n].operation].step == DO_TOTAL;
            last = pass[n] > last ? pass[n] : last;
        }
    }
    return last;
}

/* [node] Parents come after their arguments, so going backwards a parent comes first. */
static const Moment *moments_of(Arena *arena, const Formula *formula) {
    Moment *moments = arena_array(arena, formula->node_count, sizeof *moments);
    for (uint32_t n = formula->node_count; n-- > 0;) {
        const Node *node = &formula->nodes[n];
        for (uint32_t i = 0; i < node->argument_count; i++)
            moments[formula_argument(formula, n, i)] =
                i == 0 && node_is_of_the_past(node) ? AFTER_THE_QUANTITIES : moments[n];
    }
    return moments;
}

static Value name_value(Builder *builder, const CompileRequest *request, Name name, Moment moment) {
    for (uint32_t i = 0; request->quantities && name.kind == NAME_QUANTITY && i < request->count; i++)
        if (request->quantities[i] == name.index) return builder_output(builder, i, moment);
    const Binding binding = request->bind(request->context, name);
    return binding.known ? builder_known(builder, binding.known) : builder_input(builder, &binding);
}

static Value formula_value(Builder *builder, const CompileRequest *request, const Formula *formula) {
    const Values values = values_of(builder->arena, formula, 0, formula_root(formula));
    const Moment *moments = moments_of(builder->arena, formula);
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        Value *arguments = arguments_of(builder->arena, &values, n);
        if (node->operation == OPERATION_NAME)
            values.of[n] = name_value(builder, request, node->name, moments[n]);
        else if (are_known(arguments, node->argument_count))
            values.of[n] = builder_known(builder, known_values(builder->arena, node, arguments, request->horizon));
        else
            values.of[n] = builder_apply(builder, node, moments[n], arguments, node->argument_count);
    }
    return values.of[formula_root(formula)];
}

Compiled formula_compile(Arena *arena, const CompileRequest *request) {
    Builder builder = {
        .arena = arena, .period_count = request->horizon.period_count, .last_pass = last_pass(arena, request)
    };
    for (uint32_t f = 0; f < request->count; f++)
        builder_set_output(&builder, formula_value(&builder, request, request->formulas[f]));
    Compiled compiled = { .program = builder_program(&builder), .inputs = builder.inputs };
    if (compiled.program.input_count == 0) compiled.known = run_once(arena, &compiled.program);
    return compiled;
}

const char *formula_number_text(Arena *arena, double number) {
    char text[32];
    snprintf(text, sizeof text, "%.10g", number);
    return isnan(number) ? "not a number" : arena_text(arena, text);
}
