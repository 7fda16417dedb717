#include "formula/words.h"

#include "base/buffer.h"
#include "formula/compile.h"

static bool is_replaced(const Node *node) {
    const Operation *operation = &operations[node->operation];
    return node->operation == OPERATION_NAME || operation->group == GROUP_WORD || operation->group == GROUP_PERIODS ||
           operation->group == GROUP_TIME || operation->group == GROUP_COHORTS;
}

/* A number below 0 that is raised, or has a sign before it, would read as something else without brackets. */
static const char *value_text(
    Arena *arena, double value, bool is_whole_formula, NumberInWords *number, const void *context) {
    const char *text = number ? number(context, arena, value) : formula_number_text(arena, value);
    return value < 0 && !is_whole_formula ? arena_format(arena, "(%s)", text) : text;
}

/* Of x in a function that looks at other periods: those that it adds up, the earliest first. */
typedef struct Terms {
    uint32_t first, count, apart; /* periods */
} Terms;

/* count 0: missing, or it is no sum of x. */
static Terms terms_of(const Node *node, uint32_t period) {
    const uint32_t n = (uint32_t)node->whole, through = period + 1;
    const uint32_t last = n < through ? n : through;
    switch (operations[node->operation].step) {
    case DO_CUMULATIVE: return (Terms){ 0, through, 1 };
    case DO_PREV: return (Terms){ period - 1, period > 0, 1 };
    case DO_LAG: return (Terms){ period - n, period >= n, 1 };
    case DO_IN_USE:
    case DO_COHORT: return (Terms){ through - last, last, 1 };
    case DO_RENEWALS: return (Terms){ period % n, period / n, n };
    default: return (Terms){ 0, 0, 1 };
    }
}

/* cumulative(3000 + 7000), cohort(100 * 0.5 + 200 * 1), and of many periods cumulative(500 + ... + 1750 over 12 periods =
   12250); NULL where there are no terms. */
static const char *call_text(Arena *arena, const Formula *formula, uint32_t n, const double *const *values,
    uint32_t period, NumberInWords *number, const void *context) {
    enum { MOST_TERMS = 3 };
    const Node *node = &formula->nodes[n];
    const Terms terms = terms_of(node, period);
    if (terms.count == 0) return NULL;
    const double *x = values[formula_argument(formula, n, 0)];
    const bool is_long = terms.count > MOST_TERMS;
    const char *sum = "";
    for (uint32_t i = 0; i < terms.count; i += is_long ? terms.count - 1 : 1) {
        const uint32_t at = terms.first + i * terms.apart;
        const char *term = value_text(arena, x[at], terms.count == 1 && !node->weights, number, context);
        if (node->weights)
            term = arena_format(arena, "%s * %s", term, formula_number_text(arena, node->weights[period - at]));
        sum = i == 0 ? term : arena_format(arena, "%s + %s%s", sum, is_long ? "... + " : "", term);
    }
    if (is_long)
        sum = arena_format(arena, "%s over %u periods = %s", sum, terms.count,
            value_text(arena, values[n][period], true, number, context));
    return arena_format(arena, "%s(%s)", operations[node->operation].name, sum);
}

const char *formula_with_numbers(Arena *arena, const Formula *formula, const double *const *values, uint32_t period,
    NumberInWords *number, const void *context) {
    Buffer out = { .arena = arena };
    bool *is_hidden = arena_array(arena, formula->node_count, sizeof *is_hidden);
    const char **instead = arena_array(arena, formula->node_count, sizeof *instead);
    const uint32_t root = formula_root(formula);
    uint32_t *at_byte = arena_array(arena, formula->nodes[root].end + 1, sizeof *at_byte);
    for (uint32_t n = root + 1; n-- > 0;) { /* what is in a replaced call is not shown */
        const Node *node = &formula->nodes[n];
        const bool is_gone = is_hidden[n] || is_replaced(node);
        for (uint32_t i = 0; i < node->argument_count; i++) is_hidden[formula_argument(formula, n, i)] = is_gone;
        if (is_hidden[n] || !is_replaced(node)) continue;
        instead[n] = call_text(arena, formula, n, values, period, number, context);
        if (!instead[n]) instead[n] = value_text(arena, values[n][period], n == root, number, context);
        at_byte[node->start] = n + 1;
    }
    for (uint32_t at = formula->nodes[root].start; at < formula->nodes[root].end;) {
        const uint32_t n = at_byte[at];
        if (n > 0) {
            buffer_add(&out, instead[n - 1]);
            at = formula->nodes[n - 1].end;
        } else
            buffer_add_n(&out, formula->text + at++, 1);
    }
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

const char *operation_usage(Arena *arena, OperationIndex operation) {
    const Operation *row = &operations[operation];
    if (operation_is_function(operation)) return arena_format(arena, "%s(%s)", row->name, row->arguments);
    if (row->least == 2) return arena_format(arena, "a %s b", row->name);
    if (row->least == 1) return arena_format(arena, "%sa", row->name);
    return row->name;
}
