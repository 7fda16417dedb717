/* SHA-256 of bytes, as 64 hexadecimal digits, and in base 64 as the policies of web pages want it. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

void digest_hex(const void *bytes, size_t size, char hex[65]);
void digest_base64(const void *bytes, size_t size, char text[45]);

#endif
