#include "base/arena.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)64 * 1024)
#define ALIGNMENT ((size_t)64)

/* A chunk's memory follows its header; large arrays get a chunk of their own, which the system hands over zeroed. */
typedef struct Chunk {
    struct Chunk *next;
    size_t size, used;
} Chunk;

/* Something to be undone; in the arena's own memory. */
typedef struct Deferred {
    struct Deferred *next;
    void (*undo)(void *object);
    void *object;
} Deferred;

struct Arena {
    Chunk *chunks;      /* the newest of the small ones first */
    Deferred *deferred; /* the last first */
    Arena *whole, *parts, *next_part;
    jmp_buf *on_failure; /* of the innermost try; NULL: that of the whole */
};

/* Negative: none is to fail. */
static atomic_long allocations_left = -1;
static atomic_bool has_failed;

void arena_fail_after(long count) {
    if (count >= 0) atomic_store(&has_failed, false);
    atomic_store(&allocations_left, count);
}

bool arena_has_failed(void) {
    return atomic_load(&has_failed);
}

bool allocation_fails(void) {
    if (atomic_load_explicit(&allocations_left, memory_order_relaxed) < 0) return false;
    if (atomic_fetch_sub(&allocations_left, 1) != 0) return false;
    atomic_store(&has_failed, true);
    return true;
}

Arena *arena_new(void) {
    return allocation_fails() ? NULL : calloc(1, sizeof(Arena));
}

static void leave_whole(const Arena *arena) {
    if (!arena->whole) return;
    Arena **at = &arena->whole->parts;
    while (*at != arena) at = &(*at)->next_part;
    *at = arena->next_part;
}

void arena_free(Arena *arena) {
    if (!arena) return;
    for (; arena->deferred; arena->deferred = arena->deferred->next) arena->deferred->undo(arena->deferred->object);
    while (arena->parts) arena_free(arena->parts);
    leave_whole(arena);
    for (Chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    free(arena);
}

size_t arena_bytes(const Arena *arena) {
    size_t bytes = 0;
    for (const Chunk *chunk = arena->chunks; chunk; chunk = chunk->next) bytes += sizeof *chunk + chunk->size;
    for (const Arena *part = arena->parts; part; part = part->next_part) bytes += arena_bytes(part);
    return bytes;
}

bool arena_try(Arena *arena, void (*work)(void *context), void *context) {
    jmp_buf here, *const outer = arena->on_failure;
    if (setjmp(here) != 0) {
        arena->on_failure = outer;
        return false;
    }
    arena->on_failure = &here;
    work(context);
    arena->on_failure = outer;
    return true;
}

void arena_out_of_memory(Arena *arena) {
    while (!arena->on_failure && arena->whole) arena = arena->whole;
    if (!arena->on_failure) abort(); /* nobody has tried */
    longjmp(*arena->on_failure, 1);
}

Arena *arena_within(Arena *whole) {
    Arena *part = arena_new();
    if (!part) arena_out_of_memory(whole);
    part->whole = whole;
    part->next_part = whole->parts;
    whole->parts = part;
    return part;
}

void arena_defer(Arena *arena, void (*undo)(void *object), void *object) {
    Deferred *deferred = arena_alloc(arena, sizeof *deferred);
    *deferred = (Deferred){ arena->deferred, undo, object };
    arena->deferred = deferred;
}

static Chunk *new_chunk(Arena *arena, size_t size) {
    Chunk *chunk = size > SIZE_MAX - 2 * ALIGNMENT ? NULL : calloc(1, size + 2 * ALIGNMENT);
    if (!chunk) arena_out_of_memory(arena);
    chunk->size = size;
    return chunk;
}

static void *chunk_memory(Chunk *chunk) {
    const uintptr_t start = (uintptr_t)(chunk + 1);
    return (void *)((start + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > SIZE_MAX - ALIGNMENT || allocation_fails()) arena_out_of_memory(arena);
    const size_t rounded = (size + 15) / 16 * 16;
    if (rounded > CHUNK_BYTES / 4) {
        Chunk *own = new_chunk(arena, rounded);
        own->used = rounded;
        if (arena->chunks) {
            own->next = arena->chunks->next;
            arena->chunks->next = own;
        } else {
            arena->chunks = own;
        }
        return chunk_memory(own);
    }
    if (!arena->chunks || arena->chunks->size - arena->chunks->used < rounded) {
        Chunk *chunk = new_chunk(arena, CHUNK_BYTES);
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    void *memory = (char *)chunk_memory(arena->chunks) + arena->chunks->used;
    arena->chunks->used += rounded;
    return memory;
}

void *arena_rows(Arena *arena, size_t size) {
    enum { ROW_ALIGNMENT = 64 };
    const uintptr_t start = (uintptr_t)arena_alloc(arena, size + ROW_ALIGNMENT);
    return (void *)((start + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT);
}

void *arena_array(Arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) arena_out_of_memory(arena);
    return arena_alloc(arena, count * size);
}

void *arena_grow(Arena *arena, void *array, size_t count, size_t *capacity, size_t size) {
    if (array && count < *capacity) return array;
    const size_t larger = *capacity < 4 ? 8 : *capacity * 2;
    void *grown = arena_array(arena, larger, size);
    if (count > 0) memcpy(grown, array, count * size);
    *capacity = larger;
    return grown;
}

char *arena_text_n(Arena *arena, const char *text, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length > 0) memcpy(copy, text, length);
    return copy;
}

char *arena_text(Arena *arena, const char *text) {
    return arena_text_n(arena, text, strlen(text));
}

char *arena_vformat(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    char *text = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
    if (length > 0) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_format(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

bool memory_is_there(double size) {
    void *room = size < (double)(SIZE_MAX / 2) ? malloc((size_t)size) : NULL;
    const bool there = room != NULL;
    free(room);
    return there;
}
