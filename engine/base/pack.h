/* Bytes as text for pages: base 64, plain or of what is left after compression. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/buffer.h"

void base64_add(Buffer *out, const void *bytes, size_t size);

/* Base 64 of raw DEFLATE (RFC 1951). False when there is no memory. */
bool packed_add(Buffer *out, const void *bytes, size_t size);

#endif
