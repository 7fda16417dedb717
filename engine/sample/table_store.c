#include "sample/table_store.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "sample/tabulate.h"

enum { FIRST_SLOTS = 64, SHAPE_FROM = 2 }; /* parameters before SHAPE_FROM, offset and scale, do not matter */

typedef struct StoredTable {
    Fitted fitted;
    Sampler sampler;
    bool is_used;
} StoredTable;

struct TableStore {
    Arena *arena; /* its own, as others are asked for memory by one thread only; NULL before the first table */
    pthread_mutex_t lock;
    bool has_lock;
    StoredTable *slots; /* [slot_count] open addressing, at most half full */
    size_t count, slot_count;
};

static void close_store(void *object) {
    TableStore *store = object;
    if (!store->has_lock) return;
    arena_free(store->arena);
    pthread_mutex_destroy(&store->lock);
}

TableStore *table_store_new(Arena *arena) {
    TableStore *store = arena_alloc(arena, sizeof *store);
    arena_defer(arena, close_store, store);
    if (pthread_mutex_init(&store->lock, NULL) != 0) arena_out_of_memory(arena);
    store->has_lock = true;
    return store;
}

/* To the bit, so that a study has the same draws whatever another has asked for. */
static bool is_same_shape(const Fitted *a, const Fitted *b) {
    return a->distribution == b->distribution && memcmp(a->parameter + SHAPE_FROM, b->parameter + SHAPE_FROM,
                                                     sizeof a->parameter - SHAPE_FROM * sizeof a->parameter[0]) == 0;
}

/* FNV-1a, by words. */
static uint64_t shape_hash(const Fitted *fitted) {
    uint64_t hash = 0xCBF29CE484222325u ^ (uint64_t)(uintptr_t)fitted->distribution;
    for (size_t p = SHAPE_FROM; p < sizeof fitted->parameter / sizeof fitted->parameter[0]; p++) {
        uint64_t word;
        memcpy(&word, &fitted->parameter[p], sizeof word);
        hash = (hash ^ word) * 0x100000001B3u;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Where the shape is, or is to go. */
static StoredTable *slot_of(StoredTable *slots, size_t slot_count, const Fitted *fitted) {
    size_t at = shape_hash(fitted) & (slot_count - 1);
    while (slots[at].is_used && !is_same_shape(&slots[at].fitted, fitted)) at = (at + 1) & (slot_count - 1);
    return &slots[at];
}

static void make_room(TableStore *store) {
    if (store->slots && 2 * (store->count + 1) <= store->slot_count) return;
    const size_t slot_count = store->slots ? 2 * store->slot_count : FIRST_SLOTS;
    StoredTable *slots = arena_array(store->arena, slot_count, sizeof *slots);
    for (size_t s = 0; s < store->slot_count; s++)
        if (store->slots[s].is_used) *slot_of(slots, slot_count, &store->slots[s].fitted) = store->slots[s];
    store->slots = slots;
    store->slot_count = slot_count;
}

typedef struct Taking {
    TableStore *store;
    const Fitted *fitted;
    Sampler *sampler;
} Taking;

static void take(void *context) {
    const Taking *taking = context;
    TableStore *store = taking->store;
    make_room(store);
    StoredTable *slot = slot_of(store->slots, store->slot_count, taking->fitted);
    if (!slot->is_used) {
        tabulate_quantile(store->arena, taking->fitted, &slot->sampler);
        slot->fitted = *taking->fitted;
        slot->is_used = true;
        store->count++;
    }
    taking->sampler->rows = slot->sampler.rows;
    taking->sampler->table_count = slot->sampler.table_count;
    taking->sampler->shift = slot->sampler.shift;
}

bool table_store_take(TableStore *store, const Fitted *fitted, Sampler *sampler) {
    Taking taking = { store, fitted, sampler };
    pthread_mutex_lock(&store->lock);
    if (!store->arena) store->arena = arena_new();
    const bool is_taken = store->arena && arena_try(store->arena, take, &taking);
    pthread_mutex_unlock(&store->lock);
    return is_taken;
}
