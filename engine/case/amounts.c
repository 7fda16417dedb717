#include "case/amounts.h"

#include <math.h>

static Cell period_cell(const Row *row, size_t i) {
    return row_cell_at(row->cells, row->sheet->periods[i].column);
}

static const char *period_header(const Row *row, size_t i) {
    return row->sheet->table.header[row->sheet->periods[i].column].text;
}

/* How many periods of the case one column of the file means. */
static size_t periods_per_cell(const Row *row) {
    const int length = row->loader->period_length.months;
    if (row->sheet->period_count == 0 || length == 0) return 1;
    return (size_t)(row->sheet->periods[0].period.length_months / length);
}

/* What a cell of a longer period is to each of the case's periods in it. */
typedef enum Spreading { SPREAD_EVENLY, HELD_AS_LEVEL } Spreading;

/* values: [period_count of the file] */
static Amounts amounts_of(const Row *row, const double *values, Spreading spreading) {
    Arena *arena = row->loader->arena;
    const size_t per_cell = periods_per_cell(row), count = row->sheet->period_count * per_cell;
    int *first_month = arena_array(arena, count, sizeof *first_month);
    double *value = arena_array(arena, count, sizeof *value);
    Place *place = arena_array(arena, count, sizeof *place);
    for (size_t i = 0; i < count; i++) {
        const size_t cell = i / per_cell;
        const int length = row->sheet->periods[cell].period.length_months / (int)per_cell;
        first_month[i] = row->sheet->periods[cell].period.first_month + (int)(i % per_cell) * length;
        value[i] = spreading == SPREAD_EVENLY ? values[cell] / (double)per_cell : values[cell];
        place[i] = period_cell(row, cell).place;
    }
    return (Amounts){ count, first_month, value, place, per_cell, 0, NULL };
}

/* One warning for the row, at the first: where the sign is turned round it is turned round in all of them. */
void warn_negative(const Row *row, const Amounts *amounts) {
    size_t negative = 0, first = 0;
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] < 0 && negative++ == 0) first = i;
    if (amounts->per_cell > 1) negative /= amounts->per_cell;
    if (negative == 0) return;
    const char *more = "";
    if (negative == 2) more = ", and so is another amount of the line";
    if (negative > 2)
        more = arena_format(row->loader->arena, ", and so are %zu other amounts of the line", negative - 1);
    if (amounts->per_cell == 0) {
        diagnostics_warning(row->loader->diagnostics, amounts->place[first],
            "write positive amounts in costs.csv and in benefits.csv", "the amount is negative (%s)", row_words(row));
        return;
    }
    const size_t at = first / amounts->per_cell;
    const Cell cell = period_cell(row, at);
    cell_warning(row, &cell, period_header(row, at), "write positive amounts in costs.csv and in benefits.csv",
        "\"%s\" is negative%s", cell.text, more);
}

Amounts row_amounts(const Row *row) {
    double *values = arena_array(row->loader->arena, row->sheet->period_count, sizeof *values);
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const Cell cell = period_cell(row, i);
        cell_number(row, &cell, period_header(row, i), NUMBER_MONEY, &values[i]);
    }
    return amounts_of(row, values, SPREAD_EVENLY);
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
    double *values = arena_array(row->loader->arena, row->sheet->period_count, sizeof *values);
    size_t blanks = 0, before = 0;
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const char *hint = NULL;
        const Cell cell = period_cell(row, i);
        const Reading reading = cell_number(row, &cell, period_header(row, i), NUMBER_PLAIN, &values[i]);
        if (reading == READ_BLANK && i > 0) values[i] = values[i - 1];
        if (reading == READ_BLANK && blanks++ == i) before = blanks;
        const char *wrong = reading == READ_GOOD && check ? check(values[i], &hint) : NULL;
        if (wrong) cell_error(row, &cell, period_header(row, i), hint, "\"%s\" %s", cell.text, wrong);
    }
    if (blanks == row->sheet->period_count) return (Amounts){ 0 };
    if (leading == LEADING_BLANKS_ARE_ERRORS) report_leading(row, before);
    Amounts path = amounts_of(row, values, HELD_AS_LEVEL);
    bool *is_blank = arena_array(row->loader->arena, path.count, sizeof *is_blank);
    for (size_t i = before * path.per_cell; i < path.count; i++)
        is_blank[i] = !*period_cell(row, i / path.per_cell).text;
    path.carried = blanks - before;
    path.is_blank = is_blank;
    return path;
}

/* "£5 in 2030/31, of 2 lines, is left out". place: of what says it; when: the period, or NULL. */
static void warn_left_out(Loader *loader, Place place, double total, const char *when, size_t line_count) {
    const Settings *settings = &loader->the_case->settings;
    const Period last = { horizon_end(loader) - settings->start.length_months, settings->start.length_months };
    diagnostics_warning(loader->diagnostics, place, "start and periods in case.csv set the horizon",
        "%s in %s, of %zu line%s, is left out: the horizon is %s to %s", currency_text(loader, total * settings->scale),
        when, line_count, line_count == 1 ? "" : "s", period_text(loader->arena, settings->start),
        period_text(loader->arena, last));
}

static bool is_outside(const Loader *loader, int month) {
    return month < horizon_start(loader) || month >= horizon_end(loader);
}

void warn_outside_horizon(Loader *loader, const Sheet *sheet, const Line *lines, size_t line_count) {
    if (!loader->horizon_known || sheet->period_count == 0) return;
    const int length = loader->the_case->settings.start.length_months;
    for (size_t i = 0; i < sheet->period_count; i++) {
        const PeriodColumn *column = &sheet->periods[i];
        const Cell *header = &sheet->table.header[column->column];
        const int first = column->period.first_month, last = first + column->period.length_months - length;
        if (!is_outside(loader, first) && !is_outside(loader, last)) continue;
        double total = 0;
        size_t count = 0;
        for (size_t l = 0; l < line_count; l++) {
            const Amounts *amounts = &lines[l].amounts;
            double left_out = 0;
            for (size_t k = i * amounts->per_cell; k < (i + 1) * amounts->per_cell; k++)
                if (is_outside(loader, amounts->first_month[k])) left_out += amounts->value[k];
            total += left_out;
            count += left_out != 0;
        }
        if (count > 0) warn_left_out(loader, header->place, total, header->text, count);
    }
}

/* --- an amount a year ------------------------------------------------------------------------------------------------ */

/* The first month of the first or last period of a span; false after an error. */
static bool read_end(const Row *row, size_t column, bool is_last, int otherwise, int *month) {
    Period period;
    *month = otherwise;
    if (row_is_blank(row, column)) return true;
    if (!row_period(row, column, &period)) return false;
    const int whole = period.length_months;
    if (!row_first_period(row, column, &period, "")) return false;
    *month = period.first_month + (is_last ? whole - period.length_months : 0);
    return true;
}

Amounts row_spread(const Row *row, const SpreadColumns *columns, bool is_whole_sum) {
    Loader *loader = row->loader;
    Arena *arena = loader->arena;
    double amount = 0;
    int from = 0, to = 0;
    if (!loader->horizon_known) return (Amounts){ 0 };
    const int length = loader->the_case->settings.start.length_months;
    const Place at = row_cell(row, columns->amount).place;
    const bool has_amount = row_number(row, columns->amount, NUMBER_MONEY, &amount) == READ_GOOD;
    const bool has_from = read_end(row, columns->from, false, horizon_start(loader), &from);
    const bool has_to = read_end(row, columns->to, true, horizon_end(loader) - length, &to);
    if (!has_amount || !has_from || !has_to) return (Amounts){ 0 };
    if (to < from) {
        row_error(row, row_is_blank(row, columns->to) ? columns->from : columns->to, NULL,
            "the amount ends in %s, before it begins in %s", period_text(arena, (Period){ to, length }),
            period_text(arena, (Period){ from, length }));
        return (Amounts){ 0 };
    }
    const int span = (to - from) / length + 1;
    const double value = is_whole_sum ? amount / span : amount * length / 12;
    int *first_month = arena_array(arena, loader->the_case->settings.period_count, sizeof *first_month);
    double *values = arena_array(arena, loader->the_case->settings.period_count, sizeof *values);
    Place *places = arena_array(arena, loader->the_case->settings.period_count, sizeof *places);
    size_t count = 0;
    for (int month = horizon_start(loader); month < horizon_end(loader); month += length) {
        if (month < from || month > to) continue;
        first_month[count] = month;
        values[count] = value;
        places[count++] = at;
    }
    if ((int)count < span && value != 0)
        warn_left_out(loader, at, value * (double)(span - (int)count),
            from == to ? period_text(arena, (Period){ from, length })
                       : arena_format(arena, "%s to %s", period_text(arena, (Period){ from, length }),
                             period_text(arena, (Period){ to, length })),
            1);
    return (Amounts){ count, first_month, values, places, 0, 0, NULL };
}
