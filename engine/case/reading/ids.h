/* Names that one part of a case gives and other parts refer to: ids in file order, found by hashing. */
#ifndef CASE_READING_IDS_H
#define CASE_READING_IDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "table/diagnostics.h"

typedef struct Ids {
    Arena *arena;
    const char *what; /* "a programme", as in `"x" is not a programme` */
    const char **id;  /* [count]; a repeated or blank one is kept, so that an index here is one of the things named */
    Place *place;     /* [count] */
    bool *used;       /* [count] whether another part refers to it */
    size_t count, capacity, place_capacity, used_capacity;
    size_t *slots; /* [slot_count], a power of two: 1 + index, 0 for a free slot */
    size_t slot_count;
    size_t compared;   /* what looking for hints has cost, see base/words.h */
    bool incomplete;   /* their file could not be read: an unknown name is then no fault of its own */
    bool absence_told; /* that the file is missing has been said: what it would hold is then unknown everywhere */
} Ids;

void ids_init(Ids *ids, Arena *arena, const char *what);
/* Index of the first that has this id exactly, or NONE. */
size_t ids_find(const Ids *ids, const char *id);
/* Appends and returns the index. Only the first of equal ids, and no blank one, is found. */
size_t ids_add(Ids *ids, const char *id, Place place);

/* Another part of the case refers to it: what nothing refers to is told. */
void ids_use(Ids *ids, size_t index);

/* `did you mean "x"?`, or what there is to choose from; NULL when neither helps. */
const char *choice_hint(Arena *arena, const char *word, const char *const *candidates, size_t count);
/* Whether hints are still looked for: once so many words have been looked for that it takes long, they are not. */
bool ids_search(const Ids *ids);
const char *ids_hint(Ids *ids, const char *word);

#endif
