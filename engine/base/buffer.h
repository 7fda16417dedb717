/* Bytes of an output as they are put together. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Buffer {
    Arena *arena;
    char *bytes;
    size_t size, capacity;
} Buffer;

void buffer_add(Buffer *buffer, const char *text);
void buffer_add_n(Buffer *buffer, const char *bytes, size_t size);
/* What is in it, as a text. */
const char *buffer_text(Buffer *buffer);
void buffer_repeat(Buffer *buffer, char byte, size_t count);

/* Characters of UTF-8 text: the columns it takes on a screen. */
size_t text_width(const char *text);

#endif
