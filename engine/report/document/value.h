/* Data as a tree of numbers, texts, lists and objects that keep their order: what a machine reads of a document. */
#ifndef REPORT_DOCUMENT_VALUE_H
#define REPORT_DOCUMENT_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum ValueKind { VALUE_NULL, VALUE_NUMBER, VALUE_INTEGER, VALUE_TEXT, VALUE_LIST, VALUE_OBJECT } ValueKind;

typedef struct Value {
    ValueKind kind;
    double number;
    uint64_t integer;
    const char *text;
    struct Member *members; /* [count]; keys are NULL in a list */
    size_t count, capacity;
} Value;

typedef struct Member {
    const char *key;
    Value value;
} Member;

/* NaN and infinities become null: they have no place in a data file. */
Value value_number(double number);
Value value_integer(uint64_t integer);
/* text is copied; NULL becomes null. */
Value value_text(Arena *arena, const char *text);
Value value_null(void);
Value value_list(void);
Value value_object(void);

/* key is borrowed. Fill a value before it is put into another: afterwards it is a copy. */
void value_set(Arena *arena, Value *object, const char *key, Value value);
void value_append(Arena *arena, Value *list, Value value);

/* Lists of plain numbers and texts. */
Value value_numbers(Arena *arena, const double *numbers, size_t count);
Value value_texts(Arena *arena, const char *const *texts, size_t count);

#endif
