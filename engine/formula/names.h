/* The names that formulas of a case may use. */
#ifndef FORMULA_NAMES_H
#define FORMULA_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum NameKind { NAME_QUANTITY, NAME_DRIVER, NAME_GROWTH, NAME_INDEX, NAME_KIND_COUNT } NameKind;

/* What a name means: the index among those of its kind is the caller's. */
typedef struct Name {
    NameKind kind;
    uint32_t index;
} Name;

typedef struct NamedThing {
    const char *id; /* without "index:" */
    Name name;
} NamedThing;

typedef struct Names {
    const NamedThing *sorted; /* [count] by id, case aside; of indices apart */
    size_t count;
} Names;

/* things: [count], in any order; with a deflator also "deflator" among the indices. ids are borrowed. */
Names names_make(Arena *arena, const NamedThing *things, size_t count);

/* The thing of that id, case aside: among indices, or among all others. NULL if missing. */
const NamedThing *names_find(const Names *names, bool is_index, const char *id, size_t length);

/* The id that a misspelt one most likely meant; NULL when none is near. */
const char *names_nearest(Arena *arena, const Names *names, bool is_index, const char *id);

#endif
