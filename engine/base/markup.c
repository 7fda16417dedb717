#include "base/markup.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Bytes of the character at text; 0 when it is not one. Overlong forms and surrogates are none (RFC 3629). */
static size_t character_size(const unsigned char *text, size_t room, uint32_t *code) {
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const size_t size = text[0] < 0x80   ? 1
                        : text[0] < 0xC0 ? 0
                        : text[0] < 0xE0 ? 2
                        : text[0] < 0xF0 ? 3
                        : text[0] < 0xF8 ? 4
                                         : 0;
    if (!size || size > room) return 0;
    *code = size == 1 ? text[0] : text[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80) return 0;
        *code = *code << 6 | (text[i] & 0x3F);
    }
    return *code < least[size] || (*code >= 0xD800 && *code < 0xE000) || *code > 0x10FFFF ? 0 : size;
}

static bool is_xml(uint32_t code) {
    return (code >= 0x20 && code != 0x7F && code != 0xFFFE && code != 0xFFFF) || code == '\t' || code == '\n' ||
           code == '\r';
}

static const char *entity(uint32_t code) {
    switch (code) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void markup_add_n(Buffer *out, const char *text, size_t size) {
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        const size_t length = character_size((const unsigned char *)text + i, size - i, &code);
        const char *named = entity(code);
        if (!length || !is_xml(code))
            buffer_add(out, "\xEF\xBF\xBD");
        else if (named)
            buffer_add(out, named);
        else
            buffer_add_n(out, text + i, length);
        i += length ? length : 1;
    }
}

void markup_add(Buffer *out, const char *text) {
    markup_add_n(out, text, strlen(text));
}
