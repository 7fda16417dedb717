#include "base/markup.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

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
        const size_t length = utf8_character(text + i, size - i, &code);
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
