/* UTF-8 decoded. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at the start of text, size bytes and at least one: its code point, and how many bytes it takes; 0 when it
   is not valid. Rejected are spellings longer than needed, surrogates, and what is above U+10FFFF (RFC 3629). */
size_t utf8_character(const char *text, size_t size, uint32_t *code);

bool utf8_is_valid(const char *text, size_t size);

/* Bytes of the first so many characters of a valid text. */
size_t utf8_bytes(const char *text, size_t size, size_t characters);

#endif
