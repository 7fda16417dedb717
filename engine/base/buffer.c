#include "base/buffer.h"

#include <string.h>

static void make_room(Buffer *buffer, size_t size) {
    if (buffer->capacity - buffer->size >= size) return;
    size_t capacity = 2 * buffer->capacity + size + 64;
    char *bytes = arena_alloc(buffer->arena, capacity);
    if (buffer->size) memcpy(bytes, buffer->bytes, buffer->size);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
}

void buffer_add_n(Buffer *buffer, const char *bytes, size_t size) {
    if (!size) return;
    make_room(buffer, size);
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void buffer_add(Buffer *buffer, const char *text) {
    buffer_add_n(buffer, text, strlen(text));
}

const char *buffer_text(Buffer *buffer) {
    make_room(buffer, 1);
    buffer->bytes[buffer->size] = '\0';
    return buffer->bytes;
}

void buffer_repeat(Buffer *buffer, char byte, size_t count) {
    if (!count) return;
    make_room(buffer, count);
    memset(buffer->bytes + buffer->size, byte, count);
    buffer->size += count;
}

size_t text_width(const char *text) {
    size_t width = 0;
    for (; *text; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}
