/* indices.csv: inflation indices. */
#include "case/amounts.h"

enum { INDEX, NAME, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [INDEX] = { "index", .required = true, .help = "id of the index" },
    [NAME] = { "name", .help = "what it is called in reports" },
    [SOURCE] = { "source", .help = "where the figures are from" },
    [NOTE] = { "note", .help = "for the reader" },
};

static const char *check_growth(double growth, const char **hint) {
    if (growth > -1 && growth < 1) return NULL;
    *hint = "growth is a share of the year before: 3% or 0.03";
    return growth <= -1 ? "is a fall of prices to nothing" : "is more than a doubling of prices in a year";
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *data = loader->data;
    data->indices = arena_array(loader->arena, sheet->table.row_count, sizeof *data->indices);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        data->indices[data->index_count++] = (Index){ .label = row_label(&row, NAME, &loader->indices, NULL),
            .source = row_text(&row, SOURCE),
            .growth = row_path(&row, check_growth) };
    }
}

const CsvKind csv_indices = {
    .file = "indices.csv",
    .row = "index",
    .help = "an inflation index: yearly growth of prices over the year before",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .read = read,
};
