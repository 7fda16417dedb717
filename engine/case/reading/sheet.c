#include "case/reading/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "case/reading/ids.h"

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

void report_unknown_column(Arena *arena, const Sheet *sheet, size_t column, const char *const *candidates, size_t count,
    Diagnostics *diagnostics) {
    const Cell *header = &sheet->table.header[column];
    const char *nearest = nearest_word(header->text, candidates, count);
    const char *hint = nearest ? arena_format(arena, "did you mean \"%s\"?", nearest) : NULL;
    const char *period = sheet->kind->others == OTHERS_PERIODS ? period_meant(arena, header->text) : NULL;
    if (period || (sheet->kind->others == OTHERS_PERIODS && header->text[0] >= '0' && header->text[0] <= '9'))
        /* Money would be lost: worse than a column of remarks. */
        diagnostics_error(diagnostics, header->place,
            period ? arena_format(arena, "did you mean \"%s\"?", period)
                   : "periods are written 2018/19, 2018/19 Q1 or 2018-04",
            "\"%s\" is neither a period nor a column of %s", header->text, sheet->kind->file);
    else
        diagnostics_warning(diagnostics, header->place, hint, "unknown column \"%s\" is not read", header->text);
}

static void report_unnamed_column(const Sheet *sheet, size_t column, Diagnostics *diagnostics) {
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Cell *cell = &sheet->table.rows[r][column];
        if (cell->text[0] == '\0') continue;
        diagnostics_error(diagnostics, cell->place, "name the column in the first row, or clear it",
            "\"%s\" stands in a column without a name", cell->text);
        return;
    }
}

static void check_period(
    Arena *arena, Sheet *sheet, PeriodColumn found, PeriodLength *length, Diagnostics *diagnostics) {
    const Cell *header = &sheet->table.header[found.column];
    if (length->months == 0) *length = (PeriodLength){ found.period.length_months, header->place };
    if (found.period.length_months != length->months) {
        diagnostics_error(diagnostics, header->place, "all the periods of a case have one length",
            "\"%s\" is not one of the %s that the case is in (%s)", header->text, period_length_text(length->months),
            place_text(arena, length->place));
        return;
    }
    size_t at = sheet->period_count;
    for (; at > 0 && sheet->periods[at - 1].period.first_month >= found.period.first_month; at--)
        if (sheet->periods[at - 1].period.first_month == found.period.first_month) {
            const Cell *first = &sheet->table.header[sheet->periods[at - 1].column];
            diagnostics_error(diagnostics, header->place, NULL, "period \"%s\" is there already: \"%s\" (%s)",
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
    diagnostics_error(diagnostics, header->place, NULL, "column \"%s\" is there already (%s)", header->text,
        place_text(arena, first->place));
}

/* An unknown column that is most likely the missing one: an index of the table, or −1. */
static long find_misspelt(const Sheet *sheet, const bool *unknown, const char *missing) {
    for (size_t column = 0; column < sheet->table.column_count; column++)
        if (unknown[column] && nearest_word(sheet->table.header[column].text, &missing, 1)) return (long)column;
    return -1;
}

static void check_required(Arena *arena, Sheet *sheet, bool *unknown, Diagnostics *diagnostics) {
    const CsvKind *kind = sheet->kind;
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
        diagnostics_error(diagnostics, header->place, arena_format(arena, "did you mean \"%s\"?", name),
            "unknown column \"%s\", and %s has no column \"%s\"", header->text, sheet->table.file, name);
        unknown[misspelt] = false;
    }
}

void sheet_resolve(Arena *arena, Sheet *sheet, PeriodLength *length, Diagnostics *diagnostics) {
    const CsvKind *kind = sheet->kind;
    const Table *table = &sheet->table;
    const char **names = column_names(arena, kind);
    bool *unknown = arena_array(arena, table->column_count, sizeof *unknown);
    sheet->columns = arena_array(arena, kind->column_count, sizeof *sheet->columns);
    for (size_t c = 0; c < kind->column_count; c++) sheet->columns[c] = -1;
    sheet->periods = arena_array(arena, table->column_count + 1, sizeof *sheet->periods);
    if (!sheet->present || sheet->broken) return;

    for (size_t column = 0; column < table->column_count; column++) {
        const char *name = table->header[column].text;
        const long known = kind_find_column(kind, name);
        PeriodColumn found = { .column = column };
        if (known >= 0)
            check_known(arena, sheet, (size_t)known, column, diagnostics);
        else if (name[0] == '\0')
            report_unnamed_column(sheet, column, diagnostics);
        else if (kind->others == OTHERS_PERIODS && period_parse(name, &found.period))
            check_period(arena, sheet, found, length, diagnostics);
        else
            unknown[column] = kind->others != OTHERS_COUNCILS;
    }
    check_required(arena, sheet, unknown, diagnostics);
    for (size_t column = 0; column < table->column_count; column++)
        if (unknown[column]) report_unknown_column(arena, sheet, column, names, kind->column_count, diagnostics);
}
