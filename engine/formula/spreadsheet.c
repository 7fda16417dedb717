#include "formula/spreadsheet.h"

#include <string.h>

#include "base/buffer.h"
#include "base/exact_number.h"

/* A cell may have 8,192 characters and calls 64 deep: some are left for what it does with the formula. A part that is longer or
   deeper than the last two is in a row of its own, so that a reader follows one thought a cell. */
enum { LONGEST_CELL = 8000, DEEPEST_CELL = 60, LONGEST_PART = 160, DEEPEST_PART = 12, TIGHTEST = 9 };

typedef struct Sheet {
    Buffer *out;
    Arena *arena;
    const Formula *formula;
    const SheetCells *cells;
    Horizon horizon;
    uint32_t root; /* what is written; other nodes that have a row are cells */
} Sheet;

/* Which functions take cells side by side, or every n-th: what they sum has to be in cells. */
static bool sums_cells(const Node *node) {
    const ProgramStep step = operations[node->operation].step;
    return step >= DO_CUMULATIVE && step <= DO_RENEWALS;
}

/* Whether a node has cells by itself. */
static bool has_cells(const Node *node) {
    return node->operation == OPERATION_NAME;
}

static void write_node(const Sheet *sheet, uint32_t node, int64_t period);

static void write_number(const Sheet *sheet, double number) {
    char text[NUMBER_TEXT];
    buffer_add(sheet->out, number_write_exact(number, text));
}

static const char *cell_of(const Sheet *sheet, const Node *node, int64_t period) {
    return sheet->cells->cell(sheet->cells->context, sheet->arena, node, (uint32_t)period);
}

/* A word of the case, wherever the formula has it. */
static void write_word(const Sheet *sheet, OperationIndex word, int64_t period) {
    const Node node = { .operation = word };
    buffer_add(sheet->out, cell_of(sheet, &node, period));
}

/* An argument as a sum's terms take it: the cells of a name or of a helper row. */
static const Node *summed(const Sheet *sheet, uint32_t node) {
    return &sheet->formula->nodes[formula_argument(sheet->formula, node, 0)];
}

static void write_range(const Sheet *sheet, uint32_t node, int64_t first, int64_t last) {
    const uint32_t from = first > 0 ? (uint32_t)first : 0;
    buffer_add(sheet->out,
        sheet->cells->range(sheet->cells->context, sheet->arena, summed(sheet, node), from, (uint32_t)last));
}

/* x × w0 + x of one period earlier × w1 … */
static void write_cohort(const Sheet *sheet, uint32_t node, int64_t period) {
    for (uint32_t age = 0; age + 1 < sheet->formula->nodes[node].argument_count && age <= period; age++) {
        if (age > 0) buffer_add(sheet->out, "+");
        buffer_add(sheet->out, cell_of(sheet, summed(sheet, node), period - age));
        buffer_add(sheet->out, "*(");
        write_node(sheet, formula_argument(sheet->formula, node, age + 1), period);
        buffer_add(sheet->out, ")");
    }
}

static void write_every(const Sheet *sheet, uint32_t node, int64_t period) {
    const int64_t step = sheet->formula->nodes[node].whole;
    if (period < step) buffer_add(sheet->out, "0");
    for (int64_t t = period - step; t >= 0; t -= step) {
        if (t < period - step) buffer_add(sheet->out, "+");
        buffer_add(sheet->out, cell_of(sheet, summed(sheet, node), t));
    }
}

static void write_earlier(const Sheet *sheet, uint32_t n, int64_t period) {
    const Node *node = &sheet->formula->nodes[n];
    const bool is_prev = operations[node->operation].step == DO_PREV;
    const int64_t from = period - (is_prev ? 1 : node->whole);
    if (from >= 0)
        write_node(sheet, formula_argument(sheet->formula, n, 0), from);
    else if (is_prev && node->argument_count == 2)
        write_node(sheet, formula_argument(sheet->formula, n, 1), period);
    else
        buffer_add(sheet->out, "0");
}

/* An operand of an operator is in brackets where it binds less tightly; on the right, also where it binds the same. */
static void write_argument(const Sheet *sheet, uint32_t node, uint32_t argument, int64_t period) {
    const uint32_t inner = formula_argument(sheet->formula, node, argument);
    const int binding = operations[sheet->formula->nodes[node].operation].binding;
    const Operation *operation = &operations[sheet->formula->nodes[inner].operation];
    const bool is_loose = operation->binding < binding || (argument > 0 && operation->binding == binding);
    /* A comparison is written as a call; prev() is written as what it means. */
    const bool is_bracketed =
        binding < TIGHTEST && ((is_loose && operation->group == GROUP_ARITHMETIC) || operation->step == DO_PREV ||
                                  operation->step == DO_LAG || operation->step == DO_CEILING);
    if (is_bracketed) buffer_add(sheet->out, "(");
    write_node(sheet, inner, period);
    if (is_bracketed) buffer_add(sheet->out, ")");
}

static void write_template(const Sheet *sheet, uint32_t node, const char *pattern, uint32_t argument, int64_t period);

/* The same operation on the arguments after one: of the last one, what is after the |. */
static void write_on_rest(const Sheet *sheet, uint32_t node, uint32_t argument, int64_t period) {
    const Node *of = &sheet->formula->nodes[node];
    const char *pattern = operations[of->operation].spreadsheet, *end = strchr(pattern, '|');
    write_template(sheet, node, argument + 1 == of->argument_count ? end + 1 : pattern, argument, period);
}

static void write_part(const Sheet *sheet, uint32_t n, char part, uint32_t argument, int64_t period) {
    const Node *node = &sheet->formula->nodes[n];
    switch (part) {
    case '1':
    case '2':
    case '3': write_argument(sheet, n, argument + (uint32_t)(part - '1'), period); return;
    case '*':
        for (uint32_t i = 0; i < node->argument_count; i++) {
            if (i > 0) buffer_add(sheet->out, ",");
            write_argument(sheet, n, i, period);
        }
        return;
    case '+': write_on_rest(sheet, n, argument + 1, period); return;
    case 't': write_word(sheet, OPERATION_PERIOD, period); return;
    case 'y': write_word(sheet, OPERATION_PERIODS_PER_YEAR, period); return;
    case 'a': write_number(sheet, node->from); return;
    case 'b': write_number(sheet, node->until); return;
    case 'n': write_number(sheet, node->until - node->from + 1); return;
    case '-': write_earlier(sheet, n, period); return;
    case 'r': write_range(sheet, n, 0, period); return;
    case 'h': write_range(sheet, n, 0, (int64_t)sheet->horizon.period_count - 1); return;
    case 'w': write_range(sheet, n, period - node->whole + 1, period); return;
    case 'c': write_cohort(sheet, n, period); return;
    default: write_every(sheet, n, period); /* s */
    }
}

static void write_template(const Sheet *sheet, uint32_t node, const char *pattern, uint32_t argument, int64_t period) {
    for (; *pattern && *pattern != '|' && sheet->out->size <= LONGEST_CELL; pattern++) {
        if (*pattern == '$')
            write_part(sheet, node, *++pattern, argument, period);
        else
            buffer_add_n(sheet->out, pattern, 1);
    }
}

/* A spreadsheet's 0^0 is an error; a number as exponent is seen to be another than 0. */
static bool has_plain_exponent(const Sheet *sheet, uint32_t n) {
    if (sheet->formula->nodes[n].operation != OPERATION_POWER) return false;
    const Node *exponent = &sheet->formula->nodes[formula_argument(sheet->formula, n, 1)];
    return exponent->operation == OPERATION_NUMBER && exponent->number != 0;
}

static void write_node(const Sheet *sheet, uint32_t n, int64_t period) {
    const Node *node = &sheet->formula->nodes[n];
    const bool has_row = sheet->cells->has_row && sheet->cells->has_row[n] && n != sheet->root;
    if (node->operation == OPERATION_NUMBER)
        write_number(sheet, node->number);
    else if (has_row || has_cells(node) || operations[node->operation].group == GROUP_WORD)
        buffer_add(sheet->out, cell_of(sheet, node, period));
    else if (has_plain_exponent(sheet, n))
        write_template(sheet, n, strchr(operations[node->operation].spreadsheet, '|') + 1, 0, period);
    else
        write_template(sheet, n, operations[node->operation].spreadsheet, 0, period);
}

/* How deep brackets are in each other; names of pages in quotes have none. */
static int depth_of(const char *text) {
    int depth = 0, deepest = 0;
    for (; *text; text++) {
        depth += (*text == '(') - (*text == ')');
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

static const char *written(
    Arena *arena, const Formula *formula, uint32_t node, uint32_t period, Horizon horizon, const SheetCells *cells) {
    Buffer out = { .arena = arena };
    const Sheet sheet = { &out, arena, formula, cells, horizon, node };
    write_node(&sheet, node, period);
    if (out.size > LONGEST_CELL) return NULL;
    return buffer_text(&out);
}

const char *formula_spreadsheet(
    Arena *arena, const Formula *formula, uint32_t node, uint32_t period, Horizon horizon, const SheetCells *cells) {
    const char *text = written(arena, formula, node, period, horizon, cells);
    return text && depth_of(text) <= DEEPEST_CELL ? text : NULL;
}

/* Rounding names what it rounds several times. */
static bool repeats_argument(const Node *node) {
    const char *pattern = operations[node->operation].spreadsheet;
    int times = 0;
    for (; *pattern && *pattern != '|'; pattern++) times += pattern[0] == '$' && pattern[1] == '1';
    return times > 1;
}

/* Most functions are longest in the last period, prev() may be in the first. */
static bool is_long(Arena *arena, const Formula *formula, uint32_t node, Horizon horizon, const SheetCells *cells) {
    const uint32_t periods[] = { 0, horizon.period_count - 1 };
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        const char *text = written(arena, formula, node, periods[i], horizon, cells);
        if (!text || strlen(text) > LONGEST_PART || depth_of(text) > DEEPEST_PART) return true;
    }
    return false;
}

HelperRows formula_helper_rows(Arena *arena, const Formula *formula, Horizon horizon, const SheetCells *cells) {
    uint32_t *nodes = arena_array(arena, formula->node_count, sizeof *nodes);
    bool *has_row = arena_array(arena, formula->node_count, sizeof *has_row);
    const SheetCells with_rows = { cells->cell, cells->range, cells->context, has_row };
    HelperRows rows = { nodes, 0, has_row };
    Arena *texts = arena_within(arena);
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        const uint32_t first = node->argument_count > 0 ? formula_argument(formula, n, 0) : 0;
        if (sums_cells(node)) has_row[first] = !has_cells(&formula->nodes[first]);
        if (repeats_argument(node)) has_row[first] = formula->nodes[first].argument_count > 0;
    }
    for (uint32_t n = 0; n < formula->node_count; n++) {
        if (!has_row[n] && n != formula_root(formula)) has_row[n] = is_long(texts, formula, n, horizon, &with_rows);
        if (has_row[n]) nodes[rows.count++] = n;
    }
    arena_free(texts);
    return rows;
}
