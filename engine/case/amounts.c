#include "case/amounts.h"

#include <math.h>

static Cell period_cell(const Row *row, size_t i) {
    return row_cell_at(row->cells, row->sheet->periods[i].column);
}

static const char *period_header(const Row *row, size_t i) {
    return row->sheet->table.header[row->sheet->periods[i].column].text;
}

typedef struct Builder {
    int *first_month;
    double *value;
    Place *place;
} Builder;

static Builder new_builder(const Row *row) {
    Arena *arena = row->loader->arena;
    const size_t count = row->sheet->period_count;
    Builder builder = { arena_array(arena, count, sizeof(int)), arena_array(arena, count, sizeof(double)),
        arena_array(arena, count, sizeof(Place)) };
    for (size_t i = 0; i < count; i++) {
        builder.first_month[i] = row->sheet->periods[i].period.first_month;
        builder.place[i] = period_cell(row, i).place;
    }
    return builder;
}

static Amounts built(const Row *row, Builder builder) {
    return (Amounts){ row->sheet->period_count, builder.first_month, builder.value, builder.place, 0 };
}

/* One warning for the row, at the first: where the sign is turned round it is turned round in all of them. */
void warn_negative(const Row *row, const Amounts *amounts) {
    size_t negative = 0, first = 0;
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] < 0 && negative++ == 0) first = i;
    if (negative == 0) return;
    const char *more = "";
    if (negative == 2) more = ", and so is another amount of the line";
    if (negative > 2)
        more = arena_format(row->loader->arena, ", and so are %zu other amounts of the line", negative - 1);
    const Cell cell = period_cell(row, first);
    cell_warning(row, &cell, period_header(row, first), "amounts are positive both in costs.csv and in benefits.csv",
        "\"%s\" is negative%s", cell.text, more);
}

Amounts row_amounts(const Row *row) {
    Builder builder = new_builder(row);
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const Cell cell = period_cell(row, i);
        cell_number(row, &cell, period_header(row, i), NUMBER_MONEY, &builder.value[i]);
    }
    return built(row, builder);
}

Amounts row_profile(const Row *row) {
    const Amounts amounts = row_amounts(row);
    warn_negative(row, &amounts);
    return amounts;
}

bool row_has_amounts(const Row *row) {
    for (size_t i = 0; i < row->sheet->period_count; i++)
        if (*period_cell(row, i).text) return true;
    return false;
}

static void report_leading(const Row *row, size_t blanks) {
    if (blanks == 0) return;
    const Cell cell = period_cell(row, 0);
    cell_error(row, &cell, period_header(row, 0), "write 0, 1 or the value that is meant",
        blanks == 1 ? "a blank cell before the first value" : "%zu blank cells before the first value", blanks);
}

Amounts row_path(const Row *row, PathCheck check, LeadingBlanks leading) {
    Builder builder = new_builder(row);
    size_t blanks = 0, before = 0;
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const char *hint = NULL;
        const Cell cell = period_cell(row, i);
        const Reading reading = cell_number(row, &cell, period_header(row, i), NUMBER_PLAIN, &builder.value[i]);
        if (reading == READ_BLANK && i > 0) builder.value[i] = builder.value[i - 1];
        if (reading == READ_BLANK && blanks++ == i) before = blanks;
        const char *wrong = reading == READ_GOOD && check ? check(builder.value[i], &hint) : NULL;
        if (wrong) cell_error(row, &cell, period_header(row, i), hint, "\"%s\" %s", cell.text, wrong);
    }
    if (blanks == row->sheet->period_count) return (Amounts){ 0 };
    if (leading == LEADING_BLANKS_ARE_ERRORS) report_leading(row, before);
    Amounts path = built(row, builder);
    path.carried = blanks - before;
    return path;
}

void warn_outside_horizon(Loader *loader, const Sheet *sheet, const Line *lines, size_t line_count) {
    if (!loader->horizon_known) return;
    const Settings *settings = &loader->the_case->settings;
    const Period last = { horizon_end(loader) - settings->start.length_months, settings->start.length_months };
    for (size_t i = 0; i < sheet->period_count; i++) {
        const PeriodColumn *column = &sheet->periods[i];
        if (column->period.first_month >= horizon_start(loader) && column->period.first_month < horizon_end(loader))
            continue;
        double total = 0;
        size_t count = 0;
        for (size_t l = 0; l < line_count; l++) {
            total += lines[l].amounts.value[i];
            count += lines[l].amounts.value[i] != 0;
        }
        if (count == 0) continue;
        const Cell *header = &sheet->table.header[column->column];
        diagnostics_warning(loader->diagnostics, header->place, "start and periods in case.csv set the horizon",
            "%s in %s, of %zu line%s, is left out: the horizon is %s to %s",
            currency_text(loader, total * settings->scale), header->text, count, count == 1 ? "" : "s",
            period_text(loader->arena, settings->start), period_text(loader->arena, last));
    }
}
