/* The facts of a document as CSV, RFC 4180 with line feeds: one fact a row, full digits. */
#include "base/escape.h"
#include "base/exact_number.h"
#include "report/write/format.h"

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
