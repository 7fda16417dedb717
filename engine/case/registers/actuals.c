/* actuals.csv: what lines have really come to, nominal. */
#include "case/amounts.h"
#include "case/registers/registers.h"

enum { LINE, AS_OF, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [LINE] = { "line", .required = true, .help = "id of the cost or benefit" },
    [AS_OF] = { "as_of", .required = true, .help = "last period that is known" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

/* Amounts behind as_of would be plans, not actuals. */
static void check_future(const Row *row, const Actual *actual) {
    for (size_t i = 0; i < actual->amounts.count; i++)
        if (actual->amounts.value[i] != 0 && actual->amounts.first_month[i] >= actual->until_month) {
            const size_t column = row->sheet->periods[i].column;
            const Cell cell = row_cell_at(row->cells, column);
            cell_error(row, &cell, row->sheet->table.header[column].text, "leave it blank, or move as_of",
                "this actual is after as_of (%s)", row_text(row, AS_OF));
            return;
        }
}

static void check_repeated(const Row *row, const Actual *actual) {
    const Registers *registers = row->loader->the_case->registers;
    for (const Actual *before = registers->actuals; before < actual; before++)
        if (before->line == actual->line)
            row_error(row, LINE, NULL, "it already has actuals, at %s", place_text(row->loader->arena, before->place));
}

static void read_actual(const Row *row, Actual *actual) {
    Period as_of;
    *actual = (Actual){ .line = row_name(row, LINE, &csv_costs), .place = row_place(row) };
    if (row_is_blank(row, LINE)) row_error(row, LINE, NULL, "a line is missing");
    actual->amounts = row_profile(row);
    if (!row_period(row, AS_OF, &as_of)) return;
    actual->until_month = as_of.first_month + as_of.length_months;
    check_future(row, actual);
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->actuals = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->actuals);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Actual *actual = &registers->actuals[registers->actual_count];
        read_actual(&row, actual);
        if (actual->line == NONE) continue;
        check_repeated(&row, actual);
        registers->actual_count++;
    }
}

const CsvKind csv_actuals = {
    .file = "actuals.csv",
    .row = "line",
    .help = "what a line has really come to",
    .counted = "Lines with actuals",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .totals = TOTALS_COUNT_TWICE,
    .read = read,
};
