/* A zip file put together in memory, its parts stored as they are. */
#ifndef TESTS_SUPPORT_ZIP_BYTES_H
#define TESTS_SUPPORT_ZIP_BYTES_H

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/buffer.h"

typedef struct Zip {
    Buffer bytes, directory;
    uint32_t count;
    uint32_t flags;   /* 1: as if it had a password */
    uint32_t claimed; /* what each part is said to unpack to; 0: what it does */
} Zip;

static inline Zip zip_begin(Arena *arena) {
    return (Zip){ .bytes = { .arena = arena }, .directory = { .arena = arena } };
}

static inline void zip_number(Buffer *out, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++) buffer_add_n(out, &(const char){ (char)(value >> 8 * i) }, 1);
}

/* The fields that a part has both before its bytes and in the directory. */
static inline void zip_entry(const Zip *zip, Buffer *out, const char *path, const char *text, size_t size) {
    zip_number(out, 20, 2);
    zip_number(out, zip->flags, 2);
    zip_number(out, 0, 2);          /* stored */
    zip_number(out, 0x00210000, 4); /* 1 January 1980 */
    zip_number(out, (uint32_t)crc32(0, (const Bytef *)text, (uInt)size), 4);
    zip_number(out, (uint32_t)size, 4);
    zip_number(out, zip->claimed ? zip->claimed : (uint32_t)size, 4);
    zip_number(out, (uint32_t)strlen(path), 2);
    zip_number(out, 0, 2);
}

static inline void zip_add(Zip *zip, const char *path, const char *text, size_t size) {
    const uint32_t at = (uint32_t)zip->bytes.size;
    buffer_add(&zip->bytes, "PK\3\4");
    zip_entry(zip, &zip->bytes, path, text, size);
    buffer_add(&zip->bytes, path);
    buffer_add_n(&zip->bytes, text, size);
    buffer_add(&zip->directory, "PK\1\2");
    zip_number(&zip->directory, 20, 2);
    zip_entry(zip, &zip->directory, path, text, size);
    zip_number(&zip->directory, 0, 4); /* comment, disk */
    zip_number(&zip->directory, 0, 2); /* attributes */
    zip_number(&zip->directory, 0, 4);
    zip_number(&zip->directory, at, 4);
    buffer_add(&zip->directory, path);
    zip->count++;
}

static inline Buffer zip_end(Zip *zip) {
    const uint32_t at = (uint32_t)zip->bytes.size;
    buffer_add_n(&zip->bytes, zip->directory.bytes, zip->directory.size);
    buffer_add(&zip->bytes, "PK\5\6");
    zip_number(&zip->bytes, 0, 4);
    zip_number(&zip->bytes, zip->count, 2);
    zip_number(&zip->bytes, zip->count, 2);
    zip_number(&zip->bytes, (uint32_t)zip->directory.size, 4);
    zip_number(&zip->bytes, at, 4);
    zip_number(&zip->bytes, 0, 2);
    return zip->bytes;
}

#endif
