/* Output formats. A format walks the document and knows no study. A new one is its file, which defines format_name, and a
   row of FORMAT_TABLE. */
#ifndef REPORT_WRITE_FORMAT_H
#define REPORT_WRITE_FORMAT_H

#include "base/buffer.h"
#include "report/document/document.h"
#include "table/call.h"

typedef struct Format {
    BizcaseFormat about;
    BizcaseStatus (*render)(const Document *document, Buffer *out);
} Format;

/* The first is the usual one. */
#define FORMAT_TABLE(ROW) ROW(text) ROW(json) ROW(csv) ROW(md) ROW(html)

#define FORMAT_ROW(name) extern const Format format_##name;
FORMAT_TABLE(FORMAT_ROW)
#undef FORMAT_ROW

/* A section as Markdown, without its heading; caption: under its table; NULL: none. */
void md_add_section(Buffer *out, const Section *section, const char *caption);

/* All on one line. */
const char *json_text(Arena *arena, const Value *value);

/* path NULL: standard output. A file appears whole or not at all, and never in place of one of the inputs, which may be NULL.
   What goes wrong is a problem of the call. */
BizcaseStatus output_write(Call *call, const InputFiles *inputs, const char *path, const char *bytes, size_t size);

#endif
