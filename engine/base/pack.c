/* The only file that includes zlib.h. */
#include "base/pack.h"

#include <nettle/base64.h>
#include <zlib.h>

void base64_add(Buffer *out, const void *bytes, size_t size) {
    char *text = arena_alloc(out->arena, BASE64_ENCODE_RAW_LENGTH(size) + 1);
    base64_encode_raw(text, size, bytes);
    buffer_add_n(out, text, BASE64_ENCODE_RAW_LENGTH(size));
}

bool packed_add(Buffer *out, const void *bytes, size_t size) {
    enum { RAW = -MAX_WBITS, MEMORY = 9 };
    z_stream stream = { .next_in = (z_const Bytef *)bytes, .avail_in = (uInt)size };
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, RAW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    const uLong room = deflateBound(&stream, (uLong)size);
    void *packed = arena_alloc(out->arena, room);
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    const int result = deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    if (result == Z_STREAM_END) base64_add(out, packed, stream.total_out);
    return result == Z_STREAM_END;
}
