/* Memory that belongs to one stage and is freed all at once. Allocation never returns NULL: when memory runs
   out, control jumps to the place that the public entry point marked with arena_on_failure. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* NULL when there is no memory. */
Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is allowed */

/* setjmp(*arena_on_failure(arena)) in the public entry point; nonzero means memory ran out. */
jmp_buf *arena_on_failure(Arena *arena);

/* Zeroed, aligned for any type, freed with the arena. */
void *arena_alloc(Arena *arena, size_t size);
/* The same, aligned to 64 bytes: for rows of lanes. */
void *arena_rows(Arena *arena, size_t size);
/* count × size bytes; the product is checked for overflow. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* For an array that grows: returns array, or a larger copy of it, with room for at least one element more than count. */
void *arena_grow(Arena *arena, void *array, size_t count, size_t *capacity, size_t size);

char *arena_text(Arena *arena, const char *text);
char *arena_text_n(Arena *arena, const char *text, size_t length);
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(Arena *arena, const char *format, va_list arguments);

#endif
