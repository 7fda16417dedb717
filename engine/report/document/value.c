#include "report/document/value.h"

#include <assert.h>
#include <math.h>
#include <string.h>

Value value_number(double number) {
    if (!isfinite(number)) return value_null();
    return (Value){ .kind = VALUE_NUMBER, .number = number == 0 ? 0 : number }; /* no minus zero */
}

Value value_integer(uint64_t integer) {
    return (Value){ .kind = VALUE_INTEGER, .integer = integer };
}

Value value_boolean(int boolean) {
    return (Value){ .kind = VALUE_BOOLEAN, .boolean = boolean };
}

Value value_text(Arena *arena, const char *text) {
    if (!text) return value_null();
    return (Value){ .kind = VALUE_TEXT, .text = arena_text(arena, text) };
}

Value value_null(void) {
    return (Value){ .kind = VALUE_NULL };
}

Value value_list(void) {
    return (Value){ .kind = VALUE_LIST };
}

Value value_object(void) {
    return (Value){ .kind = VALUE_OBJECT };
}

static void add_member(Arena *arena, Value *parent, Member member) {
    parent->members = arena_grow(arena, parent->members, parent->count, &parent->capacity, sizeof *parent->members);
    parent->members[parent->count++] = member;
}

void value_set(Arena *arena, Value *object, const char *key, Value value) {
    assert(object->kind == VALUE_OBJECT);
    add_member(arena, object, (Member){ .key = key, .value = value });
}

void value_append(Arena *arena, Value *list, Value value) {
    assert(list->kind == VALUE_LIST);
    add_member(arena, list, (Member){ .key = NULL, .value = value });
}

Value value_numbers(Arena *arena, const double *numbers, size_t count) {
    double *copy = arena_array(arena, count, sizeof *copy);
    if (count > 0) memcpy(copy, numbers, count * sizeof *copy);
    return (Value){ .kind = VALUE_NUMBERS, .numbers = copy, .count = count };
}

Value value_texts(Arena *arena, const char *const *texts, size_t count) {
    const char **copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) copy[i] = texts[i] ? arena_text(arena, texts[i]) : NULL;
    return (Value){ .kind = VALUE_TEXTS, .texts = copy, .count = count };
}

Value value_made(Arena *arena, MakeItem *make, const void *context, size_t count) {
    MadeList *made = arena_alloc(arena, sizeof *made);
    *made = (MadeList){ make, context };
    return (Value){ .kind = VALUE_MADE, .made = made, .count = count };
}

size_t value_series_count(const Value *value) {
    return value->kind == VALUE_NUMBERS || value->kind == VALUE_TEXTS ? value->count : 0;
}

Value value_series_item(const Value *series, size_t index) {
    assert(index < value_series_count(series));
    if (series->kind == VALUE_NUMBERS) return value_number(series->numbers[index]);
    const char *text = series->texts[index];
    return text ? (Value){ .kind = VALUE_TEXT, .text = text } : value_null();
}
