#include "chart/text_size.h"

#include <stdbool.h>
#include <string.h>

/* Advance widths of Helvetica, in thousandths of the size, from the space to the tilde (Adobe Font Metrics). Arial and
   Liberation Sans have the same. */
static const unsigned short widths[] = { 278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611,
    778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
    469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
    556, 500, 722, 500, 500, 500, 334, 260, 334, 584 };
enum { LATIN = 580, WIDE = 1000 }; /* other letters; those from U+1100 on, as in Chinese */

static double width_of(const char *text, size_t bytes) {
    unsigned total = 0;
    for (size_t i = 0; i < bytes; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte >= ' ' && byte <= '~')
            total += widths[byte - ' '];
        else if (byte >= 0xE3)
            total += WIDE;
        else if (byte >= 0xC0)
            total += LATIN;
    }
    return total / 1000.0;
}

double text_pixels(const char *text, double size) {
    return size * width_of(text, strlen(text));
}

static size_t character_end(const char *text, size_t i) {
    do i++;
    while (((unsigned char)text[i] & 0xC0) == 0x80);
    return i;
}

/* Bytes that fit: whole words if one does, else as many characters as there is room for. */
static size_t fitting(const char *text, double size, double pixels) {
    size_t fits = 0, words = 0;
    for (size_t i = 0; text[i]; i = character_end(text, i)) {
        if (text[i] == ' ' && i) words = i;
        if (size * width_of(text, character_end(text, i)) > pixels)
            return words ? words : fits ? fits : character_end(text, 0);
        fits = character_end(text, i);
    }
    return fits;
}

/* The text cut so that "…" fits after it. */
static const char *cut(Arena *arena, const char *text, double size, double pixels) {
    const size_t kept = fitting(text, size, pixels - size);
    return arena_format(arena, "%.*s…", (int)kept, text);
}

TextLines text_lines(Arena *arena, const char *text, double size, double pixels, size_t most) {
    TextLines lines = { arena_array(arena, most, sizeof *lines.lines), 0 };
    while (*text && lines.count < most) {
        const size_t bytes = fitting(text, size, pixels);
        const bool last = lines.count + 1 == most && text[bytes];
        lines.lines[lines.count++] = last ? cut(arena, text, size, pixels) : arena_text_n(arena, text, bytes);
        text += bytes;
        text += strspn(text, " ");
    }
    return lines;
}
