/* Text → tree: what is in the grammar. Operators bind as their rows of the table say; a call's arguments are read as its row
   takes them. */
#include "formula/read.h"

#include <string.h>

#include "base/utf8.h"

uint32_t reader_error(Reader *reader, uint32_t at, const char *hint, const char *format, ...) {
    if (reader->failed) return NO_NODE;
    reader->failed = true;
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vformat(reader->arena, format, arguments);
    va_end(arguments);
    if (reader->setting->what) message = arena_format(reader->arena, "%s (%s)", message, reader->setting->what);
    diagnostics_add(reader->diagnostics, BIZCASE_ERROR, formula_place(&reader->formula, at), message, hint);
    return NO_NODE;
}

void reader_warning(Reader *reader, uint32_t at, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vformat(reader->arena, format, arguments);
    va_end(arguments);
    if (reader->setting->what) message = arena_format(reader->arena, "%s (%s)", message, reader->setting->what);
    diagnostics_add(reader->diagnostics, BIZCASE_WARNING, formula_place(&reader->formula, at), message, hint);
}

uint32_t reader_add(Reader *reader, Node node, const uint32_t *arguments, uint32_t argument_count) {
    node.first_argument = (uint32_t)reader->argument_count;
    node.argument_count = argument_count;
    const bool is_elementwise = operations[node.operation].step < DO_LAG;
    for (uint32_t i = 0; i < argument_count; i++) {
        reader->arguments = arena_grow(reader->arena, reader->arguments, reader->argument_count,
            &reader->argument_capacity, sizeof *reader->arguments);
        reader->arguments[reader->argument_count++] = arguments[i];
        const Knowledge knowledge = reader->nodes[arguments[i]].knowledge;
        if (knowledge > node.knowledge) node.knowledge = knowledge;
    }
    if (!is_elementwise && node.knowledge == KNOWN_AS_NUMBER) node.knowledge = KNOWN_BY_PERIOD;
    reader->nodes = arena_grow(
        reader->arena, reader->nodes, reader->formula.node_count, &reader->node_capacity, sizeof *reader->nodes);
    reader->nodes[reader->formula.node_count] = node;
    reader->formula.nodes = reader->nodes;
    reader->formula.arguments = reader->arguments;
    return reader->formula.node_count++;
}

static uint32_t character_size(const char *text) {
    uint32_t code;
    const size_t size = utf8_character(text, strlen(text), &code);
    return size == 0 ? 1 : (uint32_t)size;
}

void reader_skip_space(Reader *reader) {
    const char *text = reader->formula.text;
    for (;;) {
        const char *at = text + reader->at;
        if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
            reader->at++;
        else if (strncmp(at, "\xC2\xA0", 2) == 0) /* a no-break space */
            reader->at += 2;
        else
            return;
    }
}

const char *reader_found(Reader *reader, uint32_t at) {
    const char *text = reader->formula.text + at;
    if (*text == '\0') return "the end";
    return arena_format(reader->arena, "\"%.*s\"", (int)character_size(text), text);
}

static uint32_t read_expression(Reader *reader);

/* Reads the operator at reader->at, if there is one: the longest. */
static OperationIndex operator_at(Reader *reader) {
    const char *text = reader->formula.text + reader->at;
    OperationIndex found = OPERATION_COUNT;
    for (OperationIndex i = 0; i < OPERATION_COUNT; i++) {
        const Operation *operation = &operations[i];
        if (operation->group != GROUP_ARITHMETIC && operation->group != GROUP_COMPARISON) continue;
        if (operation->least != 2 || strncmp(text, operation->name, strlen(operation->name)) != 0) continue;
        if (found == OPERATION_COUNT || strlen(operation->name) > strlen(operations[found].name)) found = i;
    }
    return found;
}

static uint32_t add_operation(Reader *reader, OperationIndex operation, uint32_t start, const uint32_t *arguments) {
    if (reader->failed) return NO_NODE;
    const uint32_t count = operations[operation].least;
    Node node = { .operation = operation, .start = start, .end = reader->nodes[arguments[count - 1]].end };
    if (!check_constants(reader, &node, arguments, count)) return NO_NODE;
    return reader_add(reader, node, arguments, count);
}

static bool go_deeper(Reader *reader, uint32_t at) {
    if (reader->depth++ < DEEPEST_FORMULA) return true;
    reader_error(reader, at, "give a part of it a row of its own in quantities.csv",
        "brackets, functions, signs and powers are nested more than %d deep here", DEEPEST_FORMULA);
    return false;
}

/* What people write who mean something else: found where it cannot be read, or at its second character. */
static const char *hint_on_character(const char *text, uint32_t at) {
    static const struct {
        const char *text, *hint;
    } rows[] = { { "\xE2\x88\x92", "for minus, write -" }, { "\xE2\x80\x93", "for minus, write -" },
        { "\xC3\x97", "for multiply, write *" }, { "\xC3\xB7", "for divide, write /" },
        { "\xE2\x89\xA4", "for at most, write <=" }, { "\xE2\x89\xA5", "for at least, write >=" },
        { "\xE2\x89\xA0", "for not equal, write <>" }, { "!=", "for not equal, write <>" },
        { "==", "for equal, write =" }, { "=<", "for at most, write <=" }, { "=>", "for at least, write >=" },
        { "**", "for a power, write ^" }, { "&&", "for and, write and(a, b)" }, { "||", "for or, write or(a, b)" },
        { "\"", "for an id in quotes, write 'take up'" }, { "\xE2\x80\x98", "for an id in quotes, write 'take up'" },
        { "\xE2\x80\x99", "for an id in quotes, write 'take up'" },
        { "\xE2\x80\x9C", "for an id in quotes, write 'take up'" },
        { "\xC2\xA3", "write a unit after its number in square brackets: 12[\xC2\xA3]" },
        { "%", "write per cent after a number, as in 3.5%" },
        { "[", "write a unit in square brackets after a number, as in 310[\xC2\xA3/lamp]" },
        { "{", "use ( ) for brackets" }, { ";", "separate arguments with commas" },
        { "+", "write a number above 0 without a sign" }, { "#", "this is a spreadsheet error" },
        { "_", "put quotes around an id that does not begin with a letter" } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const size_t length = strlen(rows[i].text);
        const bool is_pair = length == 2 && (unsigned char)rows[i].text[0] < 0x80;
        if (strncmp(text + at, rows[i].text, length) == 0) return rows[i].hint;
        if (is_pair && at > 0 && strncmp(text + at - 1, rows[i].text, length) == 0) return rows[i].hint;
    }
    return NULL;
}

static uint32_t unexpected(Reader *reader, const char *expected, const char *hint) {
    const char *better = hint_on_character(reader->formula.text, reader->at);
    if (better) hint = better;
    return reader_error(
        reader, reader->at, hint, "found %s where %s was expected", reader_found(reader, reader->at), expected);
}

/* A bracket that is not closed is reported where it opens, unless something else than the end stands in the way. */
bool reader_close(Reader *reader, uint32_t open, const char *expected) {
    reader_skip_space(reader);
    if (reader->failed) return false;
    const char found = reader->formula.text[reader->at];
    if (found == ')') {
        reader->at++;
        return true;
    }
    if (found == '\0')
        reader_error(reader, open, "put a ) where it ends", "\"(\" is not closed");
    else
        unexpected(reader, expected, NULL);
    return false;
}

static const char *plural_of(unsigned count) {
    return count == 1 ? "argument" : "arguments";
}

/* "2 arguments", "1 or 2 arguments", "2 or more arguments" */
static const char *arguments_in_words(Reader *reader, const Operation *operation) {
    if (operation->most == operation->least)
        return arena_format(reader->arena, "%u %s", operation->least, plural_of(operation->least));
    if (operation->most == ANY_NUMBER) return arena_format(reader->arena, "%u or more arguments", operation->least);
    return arena_format(reader->arena, "%u or %u arguments", operation->least, operation->most);
}

static void check_count(Reader *reader, uint32_t start, OperationIndex function, unsigned count) {
    const Operation *operation = &operations[function];
    if (count >= operation->least && count <= operation->most) return;
    reader_error(reader, start,
        arena_format(reader->arena, "%s(%s): %s", operation->name, operation->arguments, operation->words),
        "%s takes %s, but here there %s %u", operation->name, arguments_in_words(reader, operation),
        count == 1 ? "is" : "are", count);
}

/* The arguments between the brackets of a call; how many. */
static uint32_t read_arguments(Reader *reader, uint32_t open, uint32_t **arguments) {
    size_t capacity = 0, count = 0;
    reader_skip_space(reader);
    if (reader->formula.text[reader->at] == ')') {
        reader->at++;
        return 0;
    }
    for (;;) {
        const uint32_t argument = read_expression(reader);
        if (reader->failed) return 0;
        *arguments = arena_grow(reader->arena, *arguments, count, &capacity, sizeof **arguments);
        (*arguments)[count++] = argument;
        reader_skip_space(reader);
        if (reader->formula.text[reader->at] != ',') break;
        reader->at++;
    }
    reader_close(reader, open, "a comma, an operator or \")\"");
    return (uint32_t)count;
}

static uint32_t read_call(Reader *reader, uint32_t start, OperationIndex function) {
    const Operation *operation = &operations[function];
    reader_skip_space(reader);
    const uint32_t open = reader->at;
    if (reader->formula.text[open] != '(')
        return reader_error(reader, start,
            arena_format(reader->arena, "%s(%s), or '%s' in quotes if it is an id", operation->name,
                operation->arguments, operation->name),
            "%s is a function: put its arguments in brackets after it", operation->name);
    reader->at++;
    if (!go_deeper(reader, start)) return NO_NODE;
    Node node = { .operation = function, .start = start };
    uint32_t *arguments = NULL, count = 0;
    if (operation->takes[0] == 'p') {
        node.knowledge = KNOWN_BY_PERIOD;
        check_count(reader, start, function, read_periods(reader, &node, open));
    } else {
        count = read_arguments(reader, open, &arguments);
        check_count(reader, start, function, count);
        if (!reader->failed) check_constants(reader, &node, arguments, count);
    }
    reader->depth--;
    node.end = reader->at;
    return reader->failed ? NO_NODE : reader_add(reader, node, arguments, count);
}

static uint32_t read_in_brackets(Reader *reader) {
    const uint32_t open = reader->at;
    if (!go_deeper(reader, open)) return NO_NODE;
    reader->at++;
    const uint32_t inside = read_expression(reader);
    if (!reader_close(reader, open, "an operator or \")\"")) return NO_NODE;
    reader->depth--;
    reader->nodes[inside].start = open;
    reader->nodes[inside].end = reader->at;
    return inside;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t read_operand(Reader *reader) {
    reader_skip_space(reader);
    const char first = reader->formula.text[reader->at];
    if (first == '(') return read_in_brackets(reader);
    if (first == '\'') return read_quoted_name(reader);
    if ((first >= '0' && first <= '9') || first == '.') return read_number(reader);
    if (!is_letter(first)) return unexpected(reader, "a number, a name or \"(\"", NULL);
    OperationIndex function = OPERATION_COUNT;
    const uint32_t start = reader->at, leaf = read_word(reader, &function);
    return function == OPERATION_COUNT ? leaf : read_call(reader, start, function);
}

static uint32_t read_signed(Reader *reader);

/* Right to left, and the exponent may have a sign. */
static uint32_t read_power(Reader *reader) {
    const uint32_t base = read_operand(reader);
    reader_skip_space(reader);
    if (reader->failed || reader->formula.text[reader->at] != '^') return base;
    if (!go_deeper(reader, reader->at)) return NO_NODE;
    reader->at++;
    const uint32_t exponent = read_signed(reader);
    reader->depth--;
    if (reader->failed) return NO_NODE;
    return add_operation(reader, OPERATION_POWER, reader->nodes[base].start, (uint32_t[]){ base, exponent });
}

static uint32_t read_signed(Reader *reader) {
    reader_skip_space(reader);
    const uint32_t start = reader->at;
    if (reader->formula.text[start] != '-') return read_power(reader);
    if (!go_deeper(reader, start)) return NO_NODE;
    reader->at++;
    const uint32_t argument = read_signed(reader);
    reader->depth--;
    return add_operation(reader, OPERATION_NEGATE, start, &argument);
}

/* Operators of one binding, from left to right, between operands that bind more tightly. */
static uint32_t read_binding(Reader *reader, int binding) {
    uint32_t left = binding == 3 ? read_signed(reader) : read_binding(reader, binding + 1);
    for (;;) {
        reader_skip_space(reader);
        if (reader->failed) return NO_NODE;
        const OperationIndex operation = operator_at(reader);
        if (operation == OPERATION_COUNT || operations[operation].binding != binding) return left;
        reader->at += (uint32_t)strlen(operations[operation].name);
        const uint32_t right = binding == 3 ? read_signed(reader) : read_binding(reader, binding + 1);
        if (reader->failed) return NO_NODE;
        left = add_operation(reader, operation, reader->nodes[left].start, (uint32_t[]){ left, right });
    }
}

/* One comparison at most: a < b < c would compare 1 or 0 with c. */
static uint32_t read_expression(Reader *reader) {
    uint32_t left = read_binding(reader, 2);
    for (int comparisons = 0;; comparisons++) {
        reader_skip_space(reader);
        if (reader->failed) return NO_NODE;
        const uint32_t at = reader->at;
        const OperationIndex operation = operator_at(reader);
        if (operation == OPERATION_COUNT || operations[operation].group != GROUP_COMPARISON) return left;
        if (comparisons > 0)
            return reader_error(reader, at, "write and(a < b, b < c)",
                "a second comparison, \"%s\", follows the first: it would compare 1 or 0", operations[operation].name);
        reader->at += (uint32_t)strlen(operations[operation].name);
        const uint32_t right = read_binding(reader, 2);
        if (reader->failed) return NO_NODE;
        left = add_operation(reader, operation, reader->nodes[left].start, (uint32_t[]){ left, right });
    }
}

static size_t character_count(const char *text) {
    size_t count = 0;
    for (; *text; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void read_rest(Reader *reader) {
    const char *hint = NULL, *text = reader->formula.text;
    reader_skip_space(reader);
    const char found = text[reader->at];
    if (reader->failed || found == '\0') return;
    if (found == '(' || found == '\'' || is_letter(found)) hint = "for multiply, write *";
    if (found == ',') hint = "a comma separates arguments; write thousands as 1200 or 1.2k";
    if (found == ')') hint = "it has no matching \"(\"";
    unexpected(reader, "an operator", hint);
}

const Formula *formula_read(
    Arena *arena, const FormulaSetting *setting, const char *text, Place first, Diagnostics *diagnostics) {
    Reader reader = { .arena = arena, .setting = setting, .diagnostics = diagnostics };
    reader.formula = (Formula){ .text = arena_text(arena, text), .first = first };
    const size_t characters = character_count(text);
    if (characters > LONGEST_FORMULA_TEXT) {
        reader_error(&reader, 0, "give a part of it a row of its own in quantities.csv",
            "the formula has %zu characters; the most is %d", characters, LONGEST_FORMULA_TEXT);
        return NULL;
    }
    reader_skip_space(&reader);
    if (text[reader.at] == '=') reader.at++;
    reader_skip_space(&reader);
    if (text[reader.at] == '\0') {
        reader_error(&reader, 0, "write one, such as lamps * price, or leave the cell blank", "the formula is empty");
        return NULL;
    }
    read_expression(&reader);
    read_rest(&reader);
    if (reader.failed) return NULL;
    Formula *formula = arena_alloc(arena, sizeof *formula);
    *formula = reader.formula;
    return formula;
}

Place formula_place(const Formula *formula, uint32_t at) {
    Place place = formula->first;
    if (place.line == 0 || place.column == 0 || place.in_sheet) return place;
    for (uint32_t i = 0; i < at; i++) {
        const unsigned char byte = (unsigned char)formula->text[i];
        if (byte == '\n') {
            place.line++;
            place.column = 1;
        } else if ((byte & 0xC0) != 0x80)
            place.column++;
    }
    return place;
}

const char *formula_text_of(Arena *arena, const Formula *formula, uint32_t node) {
    const Node *of = &formula->nodes[node];
    return arena_text_n(arena, formula->text + of->start, of->end - of->start);
}

bool formula_names_something(const Formula *formula) {
    return formula_uses(formula, OPERATION_NAME);
}

bool formula_uses(const Formula *formula, OperationIndex operation) {
    for (uint32_t n = 0; n < formula->node_count; n++)
        if (formula->nodes[n].operation == operation) return true;
    return false;
}
