/* indices.csv: inflation indices. */
#include "case/amounts.h"
#include "case/reading/bounds.h"

enum { INDEX, NAME, AVERAGE_PAY, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [INDEX] = { "index", .required = true, .help = "id of the index" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [AVERAGE_PAY] = { "average_pay",
        .help = "of a pay index: pay for a full-time post before the first award; awards of 1 or more are then money" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when it was forecast" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

static const char *check_growth(double growth, const char **hint) {
    if (growth > -1 && growth < 1) return NULL;
    *hint = "write growth as a share of the year before: 3% or 0.03";
    return growth <= -1 ? "is a fall of prices to nothing" : "is more than a doubling of prices in a year";
}

static const char *check_award(double award, const char **hint) {
    return award >= 1 ? NULL : check_growth(award, hint);
}

/* Awards in money become growth: £1,925 on an average of £32,000 is 6.0 %. The average rises with every award. */
static void convert_awards(const Row *row, Amounts *growth) {
    double pay = 0;
    if (row_within(row, AVERAGE_PAY, BOUND_YEARLY_PAY, &pay) != READ_GOOD) return;
    double *values = arena_array(row->loader->arena, growth->count, sizeof *values);
    for (size_t i = 0; i < growth->count; i++) {
        const bool is_money = growth->value[i] >= 1;
        const bool is_new = i % growth->per_cell == 0;
        values[i] = !is_new ? values[i - 1] : is_money ? growth->value[i] / pay : growth->value[i];
        if (is_new) pay *= 1 + values[i];
    }
    growth->value = values;
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->indices = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->indices);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        the_case->indices[the_case->index_count++] = (Index){ .label = row_label(&row, NAME, NULL),
            .source = row_text(&row, SOURCE),
            .growth =
                row_path(&row, row_is_blank(&row, AVERAGE_PAY) ? check_growth : check_award, LEADING_BLANKS_ARE_ZERO) };
        convert_awards(&row, &the_case->indices[r].growth);
    }
}

const CsvKind csv_indices = {
    .file = "indices.csv",
    .row = "index",
    .help = "an inflation index: yearly growth of prices over the year before",
    .what = "an index",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .takes_years = true,
    .periods_are_numbers = true,
    .change = CHANGES_IN_USE,
    .read = read,
};
