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

const char *formula_with_numbers(Arena *arena, const Formula *formula, const double *const *values, uint32_t period,
    NumberInWords *number, const void *context) {
    Buffer out = { .arena = arena };
    bool *is_hidden = arena_array(arena, formula->node_count, sizeof *is_hidden);
    const char **instead = arena_array(arena, formula->node_count, sizeof *instead);
    const uint32_t root = formula_root(formula);
    uint32_t *at_byte = arena_array(arena, formula->nodes[root].end + 1, sizeof *at_byte);
    for (uint32_t n = root + 1; n-- > 0;) { /* what stands in a replaced call is not shown */
        const Node *node = &formula->nodes[n];
        const bool is_gone = is_hidden[n] || is_replaced(node);
        for (uint32_t i = 0; i < node->argument_count; i++) is_hidden[formula_argument(formula, n, i)] = is_gone;
        if (is_hidden[n] || !is_replaced(node)) continue;
        instead[n] = value_text(arena, values[n][period], n == root, number, context);
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
