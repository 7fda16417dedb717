/* SHA-256 of bytes, as 64 hexadecimal digits. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

void digest_hex(const void *bytes, size_t size, char hex[65]);

#endif
