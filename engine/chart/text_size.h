/* How wide a text is, near enough to lay out a chart without asking a font. */
#ifndef CHART_TEXT_SIZE_H
#define CHART_TEXT_SIZE_H

#include <stddef.h>

#include "base/arena.h"

/* Pixels of the text in Arial, Helvetica or Liberation Sans of that size. */
double text_pixels(const char *text, double size);

/* The text in lines of at most `pixels` where words allow; at most `most` lines, the last ends in "…" if something is
   left out. */
typedef struct TextLines {
    const char **lines;
    size_t count;
} TextLines;
TextLines text_lines(Arena *arena, const char *text, double size, double pixels, size_t most);

#endif
