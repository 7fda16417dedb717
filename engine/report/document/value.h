/* Data as a tree of numbers, texts, lists and objects that keep their order: what a machine reads of a document. */
#ifndef REPORT_DOCUMENT_VALUE_H
#define REPORT_DOCUMENT_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Numbers and texts are lists of nothing else, which take as little memory as they can: a document holds those of every
   period, and few formats show them. */
typedef enum ValueKind {
    VALUE_NULL,
    VALUE_NUMBER,
    VALUE_INTEGER,
    VALUE_BOOLEAN,
    VALUE_TEXT,
    VALUE_NUMBERS,
    VALUE_TEXTS,
    VALUE_LIST,
    VALUE_OBJECT,
    VALUE_MADE
} ValueKind;

typedef struct Value {
    ValueKind kind;
    union {
        double number;
        uint64_t integer;
        int boolean;
        const char *text;
        const double *numbers;    /* [count] NaN and infinities are null */
        const char *const *texts; /* [count] NULL is null */
        struct Member *members;   /* [count]; keys are NULL in a list */
        const struct MadeList *made;
    };
    size_t count, capacity;
} Value;

typedef struct Member {
    const char *key;
    Value value;
} Member;

/* A list whose items are made when they are written, [count]: for what may be long, and most formats do not show. make asks
   for memory of no other arena. */
typedef Value MakeItem(Arena *arena, const void *context, size_t index);
typedef struct MadeList {
    MakeItem *make;
    const void *context;
} MadeList;

/* NaN and infinities become null: they have no place in a data file. */
Value value_number(double number);
Value value_integer(uint64_t integer);
Value value_boolean(int boolean);
/* text is copied; NULL becomes null. */
Value value_text(Arena *arena, const char *text);
Value value_null(void);
Value value_list(void);
Value value_object(void);

/* key is borrowed. Fill a value before it is put into another: afterwards it is a copy. */
void value_set(Arena *arena, Value *object, const char *key, Value value);
void value_append(Arena *arena, Value *list, Value value);

/* Lists of plain numbers and texts, which are copied. */
Value value_numbers(Arena *arena, const double *numbers, size_t count);
Value value_texts(Arena *arena, const char *const *texts, size_t count);

/* context is borrowed. */
Value value_made(Arena *arena, MakeItem *make, const void *context, size_t count);

/* How many numbers or texts the list has; 0: the value is no such list. */
size_t value_series_count(const Value *value);
/* One of them, as a value that borrows it; index < its count. */
Value value_series_item(const Value *series, size_t index);

#endif
