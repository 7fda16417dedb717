/* The facts of a document as CSV, RFC 4180 with line feeds: one fact a row, full digits. */
#include "base/exact_number.h"
#include "report/write/format.h"

#include <string.h>

/* "-12.5" is a number to a spreadsheet; "-12+A1" is a formula. */
static bool is_plain_negative(const char *text) {
    if (*text++ != '-') return false;
    size_t whole = strspn(text, "0123456789");
    text += whole;
    if (*text == '.') text++;
    size_t fraction = strspn(text, "0123456789");
    return whole + fraction > 0 && text[fraction] == '\0';
}

/* A spreadsheet runs a cell that begins like a formula; an apostrophe makes it a text. */
static bool would_run(const char *text) {
    return *text && strchr("=+-@\t\r", *text) && !is_plain_negative(text);
}

void csv_add_text(Buffer *out, const char *text) {
    bool runs = would_run(text);
    if (!strpbrk(text, ",\"\r\n;\t") && !runs) {
        buffer_add(out, text);
        return;
    }
    buffer_add(out, runs ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"') buffer_add(out, "\"");
        buffer_add_n(out, text, 1);
    }
    buffer_add(out, "\"");
}

static void add_value(Buffer *out, const Value *value) {
    switch (value->kind) {
    case VALUE_NUMBER: buffer_add(out, number_exact_text(out->arena, value->number)); break;
    case VALUE_INTEGER: buffer_add(out, arena_format(out->arena, "%llu", (unsigned long long)value->integer)); break;
    case VALUE_TEXT: csv_add_text(out, value->text); break;
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_OBJECT: break; /* nothing to show in a cell */
    }
}

static BizcaseStatus csv_render(const Document *document, Buffer *out) {
    const Facts *facts = &document->facts;
    for (size_t c = 0; c < facts->column_count; c++) {
        if (c) buffer_add(out, ",");
        csv_add_text(out, facts->columns[c]);
    }
    buffer_add(out, "\n");
    for (size_t i = 0; i < facts->cell_count; i++) {
        add_value(out, &facts->cells[i]);
        buffer_add(out, (i + 1) % facts->column_count ? "," : "\n");
    }
    return BIZCASE_OK;
}

const Format format_csv = {
    .about = { .name = "csv", .extension = "csv" },
    .render = csv_render,
};
