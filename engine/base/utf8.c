#include "base/utf8.h"

size_t utf8_character(const char *text, size_t size, uint32_t *code) {
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *bytes = (const unsigned char *)text;
    const size_t length = bytes[0] < 0x80   ? 1
                          : bytes[0] < 0xC0 ? 0
                          : bytes[0] < 0xE0 ? 2
                          : bytes[0] < 0xF0 ? 3
                          : bytes[0] < 0xF8 ? 4
                                            : 0;
    if (!length || length > size) return 0;
    *code = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return 0;
        *code = *code << 6 | (bytes[i] & 0x3F);
    }
    return *code < least[length] || (*code >= 0xD800 && *code < 0xE000) || *code > 0x10FFFF ? 0 : length;
}

bool utf8_is_valid(const char *text, size_t size) {
    uint32_t code;
    for (size_t at = 0, length; at < size; at += length)
        if ((length = utf8_character(text + at, size - at, &code)) == 0) return false;
    return true;
}

size_t utf8_bytes(const char *text, size_t size, size_t characters) {
    size_t at = 0;
    for (; at < size; at++)
        if (((unsigned char)text[at] & 0xC0) != 0x80 && characters-- == 0) break;
    return at;
}
