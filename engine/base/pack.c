/* The only file that includes zlib.h. */
#include "base/pack.h"

#include <limits.h>
#include <nettle/base64.h>
#include <zlib.h>

void base64_add(Buffer *out, const void *bytes, size_t size) {
    char *text = arena_alloc(out->arena, BASE64_ENCODE_RAW_LENGTH(size) + 1);
    base64_encode_raw(text, size, bytes);
    buffer_add_n(out, text, BASE64_ENCODE_RAW_LENGTH(size));
}

static void end_deflate(void *object) {
    deflateEnd(object);
}

/* zlib counts input in an unsigned int: larger input goes in by pieces. Images hardly shrink further at its best level, which
   takes five times as long as its usual one. */
bool packed_add(Buffer *out, const void *bytes, size_t size) {
    enum { RAW = -MAX_WBITS, MEMORY = 9 };
    Arena *working = arena_within(out->arena);
    z_stream *stream = arena_alloc(working, sizeof *stream);
    arena_defer(working, end_deflate, stream);
    if (deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        arena_free(working);
        return false;
    }
    const size_t room = deflateBound(stream, (uLong)size);
    unsigned char *packed = arena_alloc(working, room);
    const unsigned char *next = bytes;
    size_t in_left = size, out_left = room;
    int result = Z_OK;
    while (result == Z_OK) {
        const uInt in = in_left < UINT_MAX ? (uInt)in_left : UINT_MAX;
        const uInt space = out_left < UINT_MAX ? (uInt)out_left : UINT_MAX;
        stream->next_in = (z_const Bytef *)next;
        stream->avail_in = in;
        stream->next_out = packed + (room - out_left);
        stream->avail_out = space;
        result = deflate(stream, in == in_left ? Z_FINISH : Z_NO_FLUSH);
        next += in - stream->avail_in;
        in_left -= in - stream->avail_in;
        out_left -= space - stream->avail_out;
    }
    if (result == Z_STREAM_END) base64_add(out, packed, room - out_left);
    arena_free(working);
    return result == Z_STREAM_END;
}
