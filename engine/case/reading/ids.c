#include "case/reading/ids.h"

#include <stdint.h>
#include <string.h>

#include "base/words.h"
#include "case/values.h"
#include "table/odd_characters.h"

void ids_init(Ids *ids, Arena *arena, const char *what) {
    *ids = (Ids){ .arena = arena, .what = what };
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_text(const char *text) {
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* The slot that holds id, or the free one where it belongs. */
static size_t slot_of(const Ids *ids, const char *id) {
    size_t slot = (size_t)hash_text(id) & (ids->slot_count - 1);
    while (ids->slots[slot] && strcmp(ids->id[ids->slots[slot] - 1], id) != 0)
        slot = (slot + 1) & (ids->slot_count - 1);
    return slot;
}

size_t ids_find(const Ids *ids, const char *id) {
    if (ids->slot_count == 0) return NONE;
    const size_t found = ids->slots[slot_of(ids, id)];
    return found ? found - 1 : NONE;
}

static void enter(Ids *ids, size_t index) {
    if (ids->id[index][0] == '\0') return;
    const size_t slot = slot_of(ids, ids->id[index]);
    if (!ids->slots[slot]) ids->slots[slot] = index + 1;
}

static void make_slots(Ids *ids, size_t slot_count) {
    ids->slots = arena_array(ids->arena, slot_count, sizeof *ids->slots);
    ids->slot_count = slot_count;
    for (size_t i = 0; i < ids->count; i++) enter(ids, i);
}

size_t ids_add(Ids *ids, const char *id, Place place) {
    ids->id = arena_grow(ids->arena, ids->id, ids->count, &ids->capacity, sizeof *ids->id);
    ids->place = arena_grow(ids->arena, ids->place, ids->count, &ids->place_capacity, sizeof *ids->place);
    ids->used = arena_grow(ids->arena, ids->used, ids->count, &ids->used_capacity, sizeof *ids->used);
    if (2 * (ids->count + 1) > ids->slot_count) make_slots(ids, ids->slot_count ? 2 * ids->slot_count : 16);
    const size_t index = ids->count++;
    ids->id[index] = id;
    ids->place[index] = place;
    ids->used[index] = false;
    enter(ids, index);
    return index;
}

void ids_use(Ids *ids, size_t index) {
    ids->used[index] = true;
}

const char *choice_hint(Arena *arena, const char *word, const char *const *candidates, size_t count) {
    enum { MOST_LISTED = 12 };
    const char *nearest = nearest_hint(arena, word, candidates, count);
    if (nearest) return nearest;
    if (count == 0 || count > MOST_LISTED) return NULL;
    const char *list = shown_text(arena, candidates[0]);
    for (size_t i = 1; i < count; i++)
        list = arena_format(arena, "%s%s%s", list, i + 1 == count ? " or " : ", ", shown_text(arena, candidates[i]));
    return arena_format(arena, "expected %s", list);
}

bool ids_search(const Ids *ids) {
    return search_is_open(ids->compared);
}

const char *ids_hint(Ids *ids, const char *word) {
    if (ids->count == 0) return "this case has none";
    if (!ids_search(ids)) return NULL;
    ids->compared += search_cost(word, ids->count);
    return choice_hint(ids->arena, word, ids->id, ids->count);
}
