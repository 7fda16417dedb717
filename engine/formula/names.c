#include "formula/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

/* Ids without regard to case; letters beyond ASCII are compared as they are. */
static int compare_ids(const char *a, size_t a_length, const char *b, size_t b_length) {
    const size_t shorter = a_length < b_length ? a_length : b_length;
    for (size_t i = 0; i < shorter; i++) {
        const unsigned char left = (unsigned char)lower_letter(a[i]), right = (unsigned char)lower_letter(b[i]);
        if (left != right) return left < right ? -1 : 1;
    }
    return (a_length > b_length) - (a_length < b_length);
}

static int compare_to(const NamedThing *thing, bool is_index, const char *id, size_t length) {
    const bool thing_is_index = thing->name.kind == NAME_INDEX;
    if (thing_is_index != is_index) return thing_is_index ? 1 : -1;
    return compare_ids(thing->id, strlen(thing->id), id, length);
}

static int compare_things(const void *a, const void *b) {
    const NamedThing *left = a, *right = b;
    const int order = compare_to(left, right->name.kind == NAME_INDEX, right->id, strlen(right->id));
    if (order) return order;
    if (left->name.kind != right->name.kind) return left->name.kind < right->name.kind ? -1 : 1;
    return (left->name.index > right->name.index) - (left->name.index < right->name.index);
}

Names names_make(Arena *arena, const NamedThing *things, size_t count) {
    NamedThing *sorted = arena_array(arena, count, sizeof *sorted);
    if (count > 0) memcpy(sorted, things, count * sizeof *sorted);
    if (count > 1) qsort(sorted, count, sizeof *sorted, compare_things);
    return (Names){ .sorted = sorted, .count = count };
}

const NamedThing *names_find(const Names *names, bool is_index, const char *id, size_t length) {
    size_t low = 0, high = names->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare_to(&names->sorted[middle], is_index, id, length);
        if (order == 0) return &names->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *names_nearest(Arena *arena, const Names *names, bool is_index, const char *id) {
    Arena *working = arena_within(arena);
    const char **ids = arena_array(working, names->count, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; i < names->count; i++)
        if ((names->sorted[i].name.kind == NAME_INDEX) == is_index) ids[count++] = names->sorted[i].id;
    const char *nearest = nearest_word(id, ids, count);
    arena_free(working);
    return nearest;
}
