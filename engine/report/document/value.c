#include "report/document/value.h"

#include <assert.h>
#include <math.h>

Value value_number(double number) {
    if (!isfinite(number)) return value_null();
    return (Value){ .kind = VALUE_NUMBER, .number = number == 0 ? 0 : number }; /* no minus zero */
}

Value value_integer(uint64_t integer) {
    return (Value){ .kind = VALUE_INTEGER, .integer = integer };
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
    Value list = value_list();
    for (size_t i = 0; i < count; i++) value_append(arena, &list, value_number(numbers[i]));
    return list;
}

Value value_texts(Arena *arena, const char *const *texts, size_t count) {
    Value list = value_list();
    for (size_t i = 0; i < count; i++) value_append(arena, &list, value_text(arena, texts[i]));
    return list;
}
