/* Numbers, names and words of a formula. */
#include <string.h>
#include <strings.h>

#include "base/words.h"
#include "formula/read.h"
#include "table/amount.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_character(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
}

static size_t digits_at(const char *text) {
    size_t length = 0;
    while (is_digit(text[length])) length++;
    return length;
}

/* 2019/20 or 2019-07 outside of a function of periods is arithmetic; whoever writes it hardly means that. */
static void warn_of_period(Reader *reader, uint32_t start) {
    const char *text = reader->formula.text + start;
    const size_t year = digits_at(text);
    if (year != 4 || (text[year] != '/' && text[year] != '-')) return;
    const size_t length = year + 1 + digits_at(text + year + 1);
    const char *written = arena_text_n(reader->arena, text, length);
    Period period;
    if (is_letter(text[length]) || !period_parse(written, &period)) return;
    if (text[year] == '/')
        reader_warning(reader, start, "only from(), until(), between(), ramp() and years_since() read a period",
            "%s divides %.4s by %s here", written, written, written + 5);
    else
        reader_warning(reader, start, "only from(), until(), between(), ramp() and years_since() read a period",
            "%s takes %s from %.4s here", written, written + 5, written);
}

/* 1,000 between brackets would be two arguments. Nobody begins a number of three digits with 0. */
static bool is_rest_of_thousands(const char *text, uint32_t start) {
    if (start < 2 || text[start - 1] != ',' || text[start] != '0') return false;
    return is_digit(text[start - 2]) && digits_at(text + start) == 3;
}

static const char *read_unit(Reader *reader) {
    reader_skip_space(reader);
    const uint32_t open = reader->at;
    const char *text = reader->formula.text + open;
    if (*text != '[') return NULL;
    const size_t length = strcspn(text, "]");
    if (text[length] != ']') {
        reader_error(reader, open, "put a ] after the unit", "\"[\" is not closed");
        return NULL;
    }
    reader->at += (uint32_t)length + 1;
    return arena_text_n(reader->arena, text + 1, length - 1);
}

static const char *hint_on_number(Reader *reader, const char *written, size_t digits) {
    if (names_find(reader->setting->names, false, written, strlen(written)))
        return arena_format(reader->arena, "put quotes around an id that begins with a digit: '%s'", written);
    const bool is_power_of_ten = lower_letter(written[digits]) == 'e' && is_digit(written[digits + 1]);
    if (digits == strlen(written) || is_power_of_ten) return "write numbers as 12, 0.5, 3.5%, 12k or 1.2m";
    return arena_format(reader->arena, "for multiply, write %.*s * %s; put a unit in square brackets: %.*s[%s]",
        (int)digits, written, written + digits, (int)digits, written, written + digits);
}

uint32_t read_number(Reader *reader) {
    const uint32_t start = reader->at;
    const char *text = reader->formula.text + start;
    size_t digits = 0, length;
    while (is_digit(text[digits]) || text[digits] == '.') digits++;
    for (length = digits; is_letter(text[length]) || is_digit(text[length]) || text[length] == '_';) length++;
    const char *written = arena_text_n(reader->arena, text, length);
    if (is_rest_of_thousands(reader->formula.text, start))
        return reader_error(reader, start, "write thousands as 1000 or 1k",
            "\"%s\" after a comma is an argument of its own here", written);
    if (digits == length) warn_of_period(reader, start);
    reader->at += (uint32_t)length;
    uint32_t end = reader->at;
    reader_skip_space(reader);
    if (digits == length && reader->formula.text[reader->at] == '%') {
        end = ++reader->at;
        written = arena_format(reader->arena, "%s%%", written);
    }
    const Amount amount = amount_parse(written);
    if (amount.fault)
        return reader_error(reader, start, hint_on_number(reader, written, digits), "\"%s\" is not a number", written);
    Node node = { .operation = OPERATION_NUMBER, .start = start, .number = amount.value };
    node.unit = read_unit(reader);
    if (reader->failed) return NO_NODE;
    node.end = node.unit ? reader->at : end;
    return reader_add(reader, node, NULL, 0);
}

static uint32_t add_name(Reader *reader, uint32_t start, Name name) {
    const Node node = {
        .operation = OPERATION_NAME, .start = start, .end = reader->at, .name = name, .knowledge = NOT_YET_KNOWN
    };
    return reader_add(reader, node, NULL, 0);
}

static bool has_reserved_name(const char *id) {
    return operation_named(id, strlen(id)) != OPERATION_COUNT;
}

static bool is_plain_name(const char *id) {
    if (!is_letter(*id) || has_reserved_name(id)) return false;
    for (; *id; id++)
        if (!is_name_character(*id)) return false;
    return true;
}

/* A name with what is before it without a space: of a-bb where a is an id, and bb is not. */
static const char *with_front(Reader *reader, uint32_t at, const char *written) {
    const char *text = reader->formula.text;
    uint32_t start = at;
    while (start > 0 && is_name_character(text[start - 1])) start--;
    return arena_text_n(reader->arena, text + start, at - start + strlen(written));
}

static const char *nearest_name(Reader *reader, bool is_index, const char *written) {
    const Names *names = reader->setting->names;
    if (!diagnostics_search(reader->diagnostics, written, names->count)) return NULL;
    return names_nearest(reader->arena, names, is_index, written);
}

static uint32_t unknown_name(Reader *reader, uint32_t at, bool is_index, const char *written) {
    const Names *names = reader->setting->names;
    const char *nearest = nearest_name(reader, is_index, written), *hint = NULL;
    const char *front = is_index ? "index:" : "";
    if (!nearest) nearest = nearest_name(reader, is_index, with_front(reader, at, written));
    if (!is_index && names_find(names, true, written, strlen(written)))
        hint = arena_format(reader->arena, "did you mean index:%s?", written);
    else if (nearest && is_plain_name(nearest))
        hint = arena_format(reader->arena, "did you mean %s%s?", front, nearest);
    else if (nearest)
        hint = arena_format(reader->arena, "did you mean %s'%s'?", front, nearest);
    if (is_index)
        return reader_error(
            reader, at, hint ? hint : "indices are in indices.csv", "there is no index \"%s\"", written);
    return reader_error(reader, at, hint ? hint : "quantities are in quantities.csv, drivers in drivers.csv",
        "there is no quantity or driver \"%s\"", written);
}

/* '' inside of quotes is an apostrophe. NULL after an error. */
static const char *read_quoted(Reader *reader) {
    const char *text = reader->formula.text;
    const uint32_t start = reader->at;
    char *id = arena_alloc(reader->arena, strlen(text + start) + 1);
    size_t length = 0;
    for (uint32_t at = start + 1; text[at]; at++) {
        if (text[at] == '\'' && text[at + 1] != '\'') {
            reader->at = at + 1;
            return id;
        }
        if (text[at] == '\'') at++;
        id[length++] = text[at];
    }
    reader_error(reader, start, "put a ' after the id", "the quote is not closed");
    return NULL;
}

static uint32_t read_quoted_as(Reader *reader, uint32_t start, bool is_index) {
    const uint32_t at = reader->at;
    const char *id = read_quoted(reader);
    if (!id) return NO_NODE;
    const NamedThing *thing = names_find(reader->setting->names, is_index, id, strlen(id));
    return thing ? add_name(reader, start, thing->name) : unknown_name(reader, at, is_index, id);
}

uint32_t read_quoted_name(Reader *reader) {
    return read_quoted_as(reader, reader->at, false);
}

static size_t name_length(const char *text) {
    size_t length = 0;
    while (is_name_character(text[length])) length++;
    return length;
}

/* The next shorter name in a run of letters: up to the last minus in it; 0 if missing. */
static size_t shorter(const char *text, size_t length) {
    while (length > 0 && text[length - 1] != '-') length--;
    return length > 0 ? length - 1 : 0;
}

/* index:cpi, after "index:" */
static uint32_t read_index(Reader *reader, uint32_t start) {
    const char *text = reader->formula.text + reader->at;
    if (*text == '\'') return read_quoted_as(reader, start, true);
    const size_t whole = name_length(text);
    for (size_t length = whole; length > 0; length = shorter(text, length)) {
        const NamedThing *thing = names_find(reader->setting->names, true, text, length);
        if (!thing) continue;
        reader->at += (uint32_t)length;
        return add_name(reader, start, thing->name);
    }
    return unknown_name(reader, reader->at, true, arena_text_n(reader->arena, text, whole));
}

static uint32_t no_function(Reader *reader, uint32_t start, const char *written) {
    const char *names[OPERATION_COUNT];
    size_t count = 0;
    for (OperationIndex i = 0; i < OPERATION_COUNT; i++)
        if (operation_is_function(i)) names[count++] = operations[i].name;
    return reader_error(
        reader, start, word_hint(reader->arena, written, names, count), "there is no function \"%s\"", written);
}

static uint32_t read_known_word(Reader *reader, uint32_t start, size_t length, OperationIndex *function) {
    const char *text = reader->formula.text + start;
    const OperationIndex operation = operation_named(text, length);
    reader->at = start + (uint32_t)length;
    if (operation != OPERATION_COUNT && operation_is_function(operation)) {
        *function = operation;
        return NO_NODE;
    }
    if (operation != OPERATION_COUNT) {
        const Node node = { .operation = operation,
            .start = start,
            .end = reader->at,
            .knowledge = operation == OPERATION_PERIODS_PER_YEAR ? KNOWN_AS_NUMBER : KNOWN_BY_PERIOD };
        return reader_add(reader, node, NULL, 0);
    }
    const NamedThing *thing = names_find(reader->setting->names, false, text, length);
    return thing ? add_name(reader, start, thing->name) : NO_NODE;
}

uint32_t read_word(Reader *reader, OperationIndex *function) {
    const uint32_t start = reader->at;
    const char *text = reader->formula.text + start;
    const size_t whole = name_length(text);
    if (whole == 5 && strncasecmp(text, "index:", 6) == 0) {
        reader->at += 6;
        return read_index(reader, start);
    }
    for (size_t length = whole; length > 0; length = shorter(text, length)) {
        const uint32_t leaf = read_known_word(reader, start, length, function);
        if (leaf == NO_NODE && *function == OPERATION_COUNT) continue;
        const uint32_t end = reader->at;
        reader_skip_space(reader);
        if (leaf != NO_NODE && reader->formula.text[reader->at] == '(')
            return reader_error(reader, start, "for multiply, write *", "%.*s is not a function", (int)length, text);
        reader->at = end;
        return leaf;
    }
    reader->at = start + (uint32_t)whole;
    const char *written = arena_text_n(reader->arena, text, whole);
    reader_skip_space(reader);
    if (reader->formula.text[reader->at] == '(') return no_function(reader, start, written);
    return unknown_name(reader, start, false, written);
}
