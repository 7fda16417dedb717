/* The facts of a document as CSV, RFC 4180 with line feeds: one fact a row, full digits. */
#include "base/escape.h"
#include "base/exact_number.h"
#include "report/write/format.h"

static void add_value(Buffer *out, const Value *value) {
    switch (value->kind) {
    case VALUE_NUMBER: {
        char digits[NUMBER_TEXT];
        buffer_add(out, number_write_exact(value->number, digits));
        break;
    }
    case VALUE_INTEGER: buffer_add(out, arena_format(out->arena, "%llu", (unsigned long long)value->integer)); break;
    case VALUE_BOOLEAN: buffer_add(out, value->boolean ? "true" : "false"); break;
    case VALUE_TEXT: csv_add_text(out, value->text); break;
    case VALUE_NULL:
    case VALUE_NUMBERS:
    case VALUE_TEXTS:
    case VALUE_LIST:
    case VALUE_MADE:
    case VALUE_OBJECT: break; /* nothing to show in a cell */
    }
}

/* How many rows of the file a row of facts gives: one for each item of the series in it. */
static size_t row_count(const Value *cells, size_t column_count) {
    size_t count = 0;
    for (size_t c = 0; c < column_count && count == 0; c++) count = value_series_count(&cells[c]);
    return count ? count : 1;
}

/* variation: the document's, in a last column of its own; NULL: none. */
static void add_row(Buffer *out, const Value *cells, size_t column_count, size_t index, const char *variation) {
    for (size_t c = 0; c < column_count; c++) {
        const Value cell = value_series_count(&cells[c]) ? value_series_item(&cells[c], index) : cells[c];
        if (c) buffer_add(out, ",");
        add_value(out, &cell);
    }
    if (variation) buffer_add(out, ","), csv_add_text(out, variation);
    buffer_add(out, "\n");
}

static BizcaseStatus csv_render(const Document *document, Buffer *out) {
    const Facts *facts = &document->facts;
    for (size_t c = 0; c < facts->column_count; c++) {
        if (c) buffer_add(out, ",");
        csv_add_text(out, facts->columns[c]);
    }
    if (document->variation) buffer_add(out, ",variation");
    buffer_add(out, "\n");
    for (size_t i = 0; i < facts->cell_count; i += facts->column_count) {
        const size_t rows = row_count(&facts->cells[i], facts->column_count);
        for (size_t r = 0; r < rows; r++) add_row(out, &facts->cells[i], facts->column_count, r, document->variation);
    }
    return BIZCASE_OK;
}

const Format format_csv = {
    .about = { .name = "csv", .extension = "csv" },
    .render = csv_render,
};
