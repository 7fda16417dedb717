/* What the two files of Office Open XML share. */
#ifndef TABLE_WORKBOOK_OOXML_H
#define TABLE_WORKBOOK_OOXML_H

#include "base/buffer.h"
#include "table/workbook/number_format.h"
#include "table/workbook/xml.h"

/* From a part to another. */
typedef struct Link {
    const char *id;
    const char *type; /* the last word of it, "worksheet" */
    const char *part; /* NULL: it leads out of the workbook */
} Link;

typedef struct Links {
    Link *items;
    size_t count, capacity;
} Links;

/* Of a part that has none, none. part "": of the workbook as a whole. NULL, or what is wrong. */
const char *links_read(Arena *arena, const Archive *archive, const char *part, Links *links);

/* A text of runs, each in its own format. */
typedef struct TextReading {
    Buffer buffer;
    bool in_text, in_reading_aid;
} TextReading;

void text_start(TextReading *text, XmlName name);
void text_end(TextReading *text, XmlName name);
const char *text_without_codes(Arena *arena, const char *text);

#endif
