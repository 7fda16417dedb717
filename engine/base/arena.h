/* Memory that belongs to one stage and is freed all at once. Allocation never returns NULL: when memory runs out, the
   arena_try around it comes to an end. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

/* NULL when there is no memory. */
Arena *arena_new(void);
/* Undoes what arena_defer was told, the last first, then frees all memory. NULL is allowed. */
void arena_free(Arena *arena);

/* Does the work; false when the arena, or one within it, ran out of memory: the work stopped part-way. Tries may be
   nested, also of one arena; inside the try of one arena nothing is asked of another whose try is further out, for that
   would leave the inner one without its clean-up. Whatever the work opens outside of arenas it hands to arena_defer first.
   Memory of the arena may only be asked for inside a try, and by the thread that began it. */
bool arena_try(Arena *arena, void (*work)(void *context), void *context);
/* Ends the innermost try of the arena as if memory had run out: for libraries that say so in their own way. */
_Noreturn void arena_out_of_memory(Arena *arena);

/* An arena for a part of the work, which may be freed before the whole and is freed with it. */
Arena *arena_within(Arena *whole);

/* Has undo(object) called when the arena is freed. Called before the object is opened: undo must bear it unopened. The
   object lives in the arena, or around the try: what is on the stack of the work is gone when memory runs out. */
void arena_defer(Arena *arena, void (*undo)(void *object), void *object);

/* What the arena and those within it have taken from the system. For tests and benches: how memory grows with a case. */
size_t arena_bytes(const Arena *arena);

/* For tests: the allocation after `count` more fails, once, whoever asks for it; a negative count: none. Allocations
   outside of arenas ask allocation_fails first. */
void arena_fail_after(long count);
bool arena_has_failed(void); /* the one that was to */
bool allocation_fails(void);

/* Zeroed, aligned for any type, freed with the arena. */
void *arena_alloc(Arena *arena, size_t size);
/* The same, aligned to 64 bytes: for rows of lanes. */
void *arena_rows(Arena *arena, size_t size);
/* count × size bytes; the product is checked for overflow. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* For an array that grows: returns array, or a larger copy of it, with room for at least one element more than count. */
void *arena_grow(Arena *arena, void *array, size_t count, size_t *capacity, size_t size);

/* Whether so many bytes can be had: for a library that does not look whether it is given memory, or takes its lack for another
   fault. They are taken and given back. */
bool memory_is_there(double size);

char *arena_text(Arena *arena, const char *text);
char *arena_text_n(Arena *arena, const char *text, size_t length);
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(Arena *arena, const char *format, va_list arguments);

#endif
