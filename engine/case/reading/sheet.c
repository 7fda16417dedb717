#include "case/reading/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "case/reading/ids.h"
#include "table/amount.h"
#include "table/odd_characters.h"

const char *period_length_text(int months) {
    return months == 12 ? "years" : months == 3 ? "quarters" : "months";
}

const char **column_names(Arena *arena, const CsvKind *kind) {
    const char **names = arena_array(arena, kind->column_count, sizeof *names);
    for (size_t c = 0; c < kind->column_count; c++) names[c] = kind->columns[c].name;
    return names;
}

long kind_find_column(const CsvKind *kind, const char *name) {
    for (size_t c = 0; c < kind->column_count; c++)
        if (names_match(kind->columns[c].name, name)) return (long)c;
    return -1;
}

Place header_place(const Sheet *sheet) {
    Place place = sheet->table.header[0].place;
    place.column = place.field = 0;
    return place;
}

static bool may_be_period(Arena *arena, const Sheet *sheet, const char *header) {
    if (sheet->kind->others != OTHERS_PERIODS) return false;
    return (header[0] >= '0' && header[0] <= '9') || period_meant(arena, header) || date_hint(arena, header);
}

/* The numbers of a column that is not read. */
typedef struct Numbers {
    double sum;
    bool prevail; /* at least half of what is written in it are numbers */
} Numbers;

static Numbers numbers_of(const Sheet *sheet, size_t column) {
    Numbers numbers = { 0 };
    size_t filled = 0, count = 0;
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const char *text = row_cell_at(&sheet->table.rows[r], column).text;
        const Amount amount = amount_parse(text);
        filled += text[0] != '\0';
        if (amount.fault) continue;
        count++;
        numbers.sum += amount.value;
    }
    numbers.prevail = count > 0 && 2 * count >= filled;
    return numbers;
}

static bool is_between_periods(const Sheet *sheet, size_t column) {
    size_t before = 0;
    for (size_t i = 0; i < sheet->period_count; i++) before += sheet->periods[i].column < column;
    return before > 0 && before < sheet->period_count;
}

/* A year within a heading: 2027/28 of "FY27/28" and "Budget 2027-28"; NULL if missing. */
static const char *year_within(Arena *arena, const char *text) {
    static const char digits[] = "0123456789";
    for (const char *at = strpbrk(text, digits); at; at = strpbrk(at + strspn(at, digits), digits)) {
        const size_t first = strspn(at, digits);
        if ((first != 2 && first != 4) || (at[first] != '/' && at[first] != '-')) continue;
        const char *year = arena_format(
            arena, "%s%.*s", first == 2 ? "20" : "", (int)(first + 1 + strspn(at + first + 1, digits)), at);
        Period period;
        if (period_parse(year, &period) && period.length_months == 12) return period_text(arena, period);
    }
    return NULL;
}

static const char *heading_hint(Arena *arena, const Sheet *sheet, const char *heading, const char *nearest) {
    const char *year =
        sheet->kind->others == OTHERS_PERIODS ? year_within(arena, plain_spelling(arena, heading)) : NULL;
    if (year) return odd_hint(arena, heading, arena_format(arena, "did you mean \"%s\"?", year));
    if (nearest) return nearest;
    return sheet->kind->others == OTHERS_PERIODS ? period_hint(arena, heading)
                                                 : "remove the column, or give it a heading without a number";
}

bool is_log_column(const char *name) {
    static const char *const names[] = { "owner", "source", "date", "note" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names_match(name, names[i])) return true;
    return false;
}

void report_unknown_column(Arena *arena, const Sheet *sheet, size_t column, const char *const *candidates, size_t count,
    Diagnostics *diagnostics) {
    const Cell *header = &sheet->table.header[column];
    if (is_log_column(header->text)) return;
    const char *nearest = nearest_hint(arena, header->text, candidates, count);
    const bool has_periods = sheet->kind->others == OTHERS_PERIODS;
    const Numbers numbers = numbers_of(sheet, column);
    /* Money would be lost: worse than a column of remarks. */
    if (may_be_period(arena, sheet, header->text))
        diagnostics_error(diagnostics, header->place, period_hint(arena, header->text),
            "\"%s\" is neither a period nor a column of %s", header->text, sheet->kind->file);
    else if (numbers.prevail && strpbrk(header->text, "0123456789"))
        diagnostics_error(diagnostics, header->place, heading_hint(arena, sheet, header->text, nearest),
            "\"%s\" is %sa column of %s", header->text, has_periods ? "neither a period nor " : "not ",
            sheet->kind->file);
    else if (is_between_periods(sheet, column))
        diagnostics_error(diagnostics, header->place, nearest ? nearest : "move it after the periods, or remove it",
            "\"%s\" is between the periods but is not a column of %s", header->text, sheet->kind->file);
    else if (numbers.prevail)
        diagnostics_warning(diagnostics, header->place, nearest,
            "unknown column \"%s\" is not read: its numbers add up to %s", header->text,
            money_in_words(arena, "", numbers.sum));
    else
        diagnostics_warning(diagnostics, header->place, nearest, "unknown column \"%s\" is not read", header->text);
}

/* False where there is nothing in it. */
static bool report_unnamed_column(const Sheet *sheet, size_t column, Diagnostics *diagnostics) {
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Cell cell = row_cell_at(&sheet->table.rows[r], column);
        if (cell.text[0] == '\0') continue;
        diagnostics_error(diagnostics, cell.place, "name the column in the first row, or clear it",
            "\"%s\" is in a column without a name", cell.text);
        return true;
    }
    return false;
}

/* --- months that were years ------------------------------------------------------------------------------------------ */

/* Of the period that a column names, where it is one: whether a spreadsheet may have made the month of a year. */
static bool is_period(const Sheet *sheet, size_t column, int months, Period *period, bool *may_be_year) {
    const char *name = sheet->table.header[column].text;
    if (sheet->kind->others != OTHERS_PERIODS || kind_find_column(sheet->kind, name) >= 0) return false;
    if (!period_parse_among(name, months, period)) return false;
    *may_be_year = period->length_months == 1 && month_may_be_year(period->first_month);
    return true;
}

int table_months(const Table *table) {
    Period period;
    for (size_t column = 0; column < table->column_count; column++)
        if (period_parse(table->header[column].text, &period) && period.length_months == 1) return 1;
    return 0;
}

void periods_see(const Sheet *sheet, PeriodsSeen *seen) {
    Period period;
    bool may_be_year;
    if (!sheet->present || sheet->broken) return;
    const int months = table_months(&sheet->table);
    for (size_t column = 0; column < sheet->table.column_count; column++) {
        if (!is_period(sheet, column, months, &period, &may_be_year)) continue;
        seen->longer |= period.length_months != 1;
        seen->months |= period.length_months == 1 && !may_be_year;
    }
}

/* Of 2005/06, 2006/07 … 2011/12 a spreadsheet makes Jun-05, Jul-06 … Dec-11, a year and a month apart, and leaves 2012/13
   as it is. Months are left alone in a case that is by months. */
static bool has_years_as_months(const Sheet *sheet, const PeriodsSeen *of_case) {
    PeriodsSeen own = { 0 };
    Period period;
    bool may_be_year;
    size_t turned = 0;
    const int months = table_months(&sheet->table);
    periods_see(sheet, &own);
    for (size_t column = 0; column < sheet->table.column_count; column++)
        turned += is_period(sheet, column, months, &period, &may_be_year) && may_be_year;
    if (turned == 0 || own.months) return false;
    return own.longer || (!of_case->months && (of_case->longer || turned > 1));
}

/* Said of the first; all of them are taken for the years, so that nothing else is said of them. */
static void take_for_year(Arena *arena, const Cell *header, size_t before, Period *period, Diagnostics *diagnostics) {
    const Period year = { period->first_month / 12 * 12 + 3, 12 };
    const char *text = period_text(arena, year);
    if (before == 0)
        diagnostics_error(diagnostics, header->place,
            arena_format(arena, "format the cells of the header as text and write %s, and so on", text),
            "\"%s\" is a month: a spreadsheet has probably made it from the year %s", header->text, text);
    *period = year;
}

PeriodLength sheet_period_length(const Sheet *sheet, const PeriodsSeen *of_case) {
    if (!sheet->present || sheet->broken) return (PeriodLength){ 0 };
    const int months = table_months(&sheet->table);
    const bool are_years = has_years_as_months(sheet, of_case);
    for (size_t column = 0; column < sheet->table.column_count; column++) {
        Period period;
        bool may_be_year;
        if (is_period(sheet, column, months, &period, &may_be_year))
            return (PeriodLength){ are_years && may_be_year ? 12 : period.length_months,
                sheet->table.header[column].place };
    }
    return (PeriodLength){ 0 };
}

/* In a file of years, which a case of shorter periods may have, all are. */
static bool is_beside_years(
    Arena *arena, const Sheet *sheet, PeriodColumn found, const PeriodLength *own, Diagnostics *diagnostics) {
    if (found.period.length_months == own->months) return false;
    const Cell *header = &sheet->table.header[found.column];
    diagnostics_error(diagnostics, header->place, "use periods of one length in each file",
        "\"%s\" is not one of the %s of %s (%s)", header->text, period_length_text(own->months), sheet->kind->file,
        place_text(arena, own->place));
    return true;
}

/* own: how long the periods of this file are; length: those of the case. */
static void check_period(Arena *arena, Sheet *sheet, PeriodColumn found, const PeriodLength *own, PeriodLength *length,
    Diagnostics *diagnostics) {
    const Cell *header = &sheet->table.header[found.column];
    if (length->months == 0) *length = (PeriodLength){ found.period.length_months, header->place };
    const bool has_years = sheet->kind->takes_years && own->months == 12 && length->months < 12;
    if (has_years) {
        if (is_beside_years(arena, sheet, found, own, diagnostics)) {
            sheet->period_refused = true;
            return;
        }
    } else if (found.period.length_months != length->months) {
        Period month;
        const bool may_be_month = length->months == 1 && period_parse_among(header->text, 1, &month);
        sheet->period_refused = true;
        diagnostics_error(diagnostics, header->place,
            may_be_month ? arena_format(arena, "if you mean the month, write %s", period_text(arena, month))
                         : "use periods of one length in the whole case",
            "\"%s\" is not one of the case's %s (%s)", header->text, period_length_text(length->months),
            place_text(arena, length->place));
        return;
    }
    size_t at = sheet->period_count;
    for (; at > 0 && sheet->periods[at - 1].period.first_month >= found.period.first_month; at--)
        if (sheet->periods[at - 1].period.first_month == found.period.first_month) {
            const Cell *first = &sheet->table.header[sheet->periods[at - 1].column];
            diagnostics_error(diagnostics, header->place, NULL, "period \"%s\" already exists: \"%s\" (%s)",
                header->text, first->text, place_text(arena, first->place));
            return;
        }
    memmove(&sheet->periods[at + 1], &sheet->periods[at], (sheet->period_count - at) * sizeof *sheet->periods);
    sheet->periods[at] = found;
    sheet->period_count++;
}

static void check_known(Arena *arena, Sheet *sheet, size_t known, size_t column, Diagnostics *diagnostics) {
    const Cell *header = &sheet->table.header[column];
    if (sheet->columns[known] < 0) {
        sheet->columns[known] = (long)column;
        return;
    }
    const Cell *first = &sheet->table.header[sheet->columns[known]];
    diagnostics_error(diagnostics, header->place, NULL, "column \"%s\" already exists (%s)", header->text,
        place_text(arena, first->place));
}

/* An unknown column that is most likely the missing one: an index of the table, or −1. */
static long find_misspelt(const Sheet *sheet, const bool *unknown, const char *missing) {
    for (size_t column = 0; column < sheet->table.column_count; column++)
        if (unknown[column] && nearest_word(sheet->table.header[column].text, &missing, 1)) return (long)column;
    return -1;
}

/* Whether the names of the columns are in a row that begins with #, and so is a comment. */
static bool header_is_comment(const Sheet *sheet) {
    const Table *table = &sheet->table;
    Period period;
    size_t names = 0;
    for (size_t i = 1; i < table->passed_over_count; i++) {
        const char *text = table->passed_over[i].text;
        names += kind_find_column(sheet->kind, text) >= 0 || period_parse(text, &period);
    }
    return names > 1;
}

static void check_required(Arena *arena, Sheet *sheet, bool *unknown, Diagnostics *diagnostics) {
    const CsvKind *kind = sheet->kind;
    if (sheet->columns[0] < 0 && header_is_comment(sheet)) {
        sheet->broken = true;
        memset(unknown, false, sheet->table.column_count * sizeof *unknown);
        diagnostics_error(diagnostics, sheet->table.passed_over[0].place,
            arena_format(arena, "name the first column %s, or remove it", kind->columns[0].name),
            "the row with the names of the columns starts with #, so it is read as a comment");
        return;
    }
    for (size_t c = 0; c < kind->column_count; c++) {
        if (!kind->columns[c].required || sheet->columns[c] >= 0) continue;
        const char *name = kind->columns[c].name;
        const long misspelt = find_misspelt(sheet, unknown, name);
        if (c == 0) sheet->broken = true;
        if (misspelt < 0) {
            diagnostics_error(
                diagnostics, header_place(sheet), NULL, "%s has no column \"%s\"", sheet->table.file, name);
            continue;
        }
        const Cell *header = &sheet->table.header[misspelt];
        diagnostics_error(diagnostics, header->place,
            odd_hint(arena, header->text, arena_format(arena, "did you mean \"%s\"?", name)),
            "unknown column \"%s\", and %s has no column \"%s\"", header->text, sheet->table.file, name);
        unknown[misspelt] = false;
    }
}

void sheet_resolve(
    Arena *arena, Sheet *sheet, const PeriodsSeen *of_case, PeriodLength *length, Diagnostics *diagnostics) {
    const CsvKind *kind = sheet->kind;
    const Table *table = &sheet->table;
    const char **names = column_names(arena, kind);
    bool *unknown = arena_array(arena, table->column_count, sizeof *unknown);
    sheet->columns = arena_array(arena, kind->column_count, sizeof *sheet->columns);
    for (size_t c = 0; c < kind->column_count; c++) sheet->columns[c] = -1;
    sheet->periods = arena_array(arena, table->column_count + 1, sizeof *sheet->periods);
    if (!sheet->present || sheet->broken) return;

    const int months = table_months(table);
    const bool are_years = has_years_as_months(sheet, of_case);
    const PeriodLength own = sheet_period_length(sheet, of_case);
    size_t turned = 0;
    for (size_t column = 0; column < table->column_count; column++) {
        const char *name = table->header[column].text;
        const long known = kind_find_column(kind, name);
        PeriodColumn found = { .column = column };
        bool may_be_year;
        if (known >= 0)
            check_known(arena, sheet, (size_t)known, column, diagnostics);
        else if (name[0] == '\0') {
            if (report_unnamed_column(sheet, column, diagnostics)) sheet->period_refused = true; /* it may be one */
        } else if (is_period(sheet, column, months, &found.period, &may_be_year)) {
            if (are_years && may_be_year)
                take_for_year(arena, &table->header[column], turned++, &found.period, diagnostics);
            check_period(arena, sheet, found, &own, length, diagnostics);
        } else
            unknown[column] = kind->others != OTHERS_COUNCILS;
    }
    check_required(arena, sheet, unknown, diagnostics);
    for (size_t column = 0; column < table->column_count; column++)
        if (unknown[column]) {
            const size_t errors = diagnostics->error_count;
            report_unknown_column(arena, sheet, column, names, kind->column_count, diagnostics);
            sheet->period_refused |= diagnostics->error_count > errors;
        }
}
