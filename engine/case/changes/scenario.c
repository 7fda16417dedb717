/* Where changes come from: rows of scenarios/NAME.csv, and texts after --set. */
#include <string.h>

#include "base/size_limits.h"
#include "case/changes/changes.h"

static const Column columns[CHANGE_COLUMN_COUNT] = { CHANGE_COLUMNS(0) };

static const CsvKind scenario_kind = {
    .file = "a scenario", .row = "change", .columns = columns, .column_count = CHANGE_COLUMN_COUNT
};

static const char *const change_words[] = { [CHANGE_SET] = "set", [CHANGE_SCALE] = "scale", [CHANGE_ADD] = "add" };

enum { CHANGE_KIND_COUNT = sizeof change_words / sizeof change_words[0] };

static bool read_kind(Loader *loader, const Cell *cell, ChangeKind *kind) {
    for (size_t w = 0; w < CHANGE_KIND_COUNT; w++)
        if (names_match(cell->text, change_words[w])) {
            *kind = (ChangeKind)w;
            return true;
        }
    diagnostics_error(loader->diagnostics, cell->place,
        choice_hint(loader->arena, cell->text, change_words, CHANGE_KIND_COUNT), "\"%s\" is not a change", cell->text);
    return false;
}

/* The cells that must not be blank, each of which is told; a blank value is a cell set to nothing, and a setting has one
   column. */
static bool check_filled(Loader *loader, const Sheet *sheet, const TableRow *row, size_t first, bool is_setting) {
    bool is_filled = true;
    static const size_t needed[] = { CHANGE_FILE, CHANGE_ROW, CHANGE_COLUMN, CHANGE_WHAT };
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const Column *column = &sheet->kind->columns[first + needed[i]];
        const Cell cell = row_cell_at(row, (size_t)sheet->columns[first + needed[i]]);
        if (cell.text[0] || (is_setting && needed[i] == CHANGE_COLUMN)) continue;
        diagnostics_error(
            loader->diagnostics, cell.place, column->help, "column %s of this change is blank", column->name);
        is_filled = false;
    }
    return is_filled;
}

bool change_read(Loader *loader, const Sheet *sheet, const TableRow *row, size_t first, Change *change) {
    const long *at = sheet->columns + first;
    const Cell kind = row_cell_at(row, (size_t)at[CHANGE_WHAT]);
    *change = (Change){ .file = row_cell_at(row, (size_t)at[CHANGE_FILE]),
        .row = row_cell_at(row, (size_t)at[CHANGE_ROW]),
        .column = row_cell_at(row, (size_t)at[CHANGE_COLUMN]),
        .value = row_cell_at(row, (size_t)at[CHANGE_VALUE]) };
    const bool is_setting = loader_sheet_named(loader, change->file.text) == loader_sheet(loader, &csv_settings);
    if (is_setting && !change->column.text[0]) change->column.text = "value"; /* there is no other */
    const bool is_filled = check_filled(loader, sheet, row, first, is_setting);
    return (!kind.text[0] || read_kind(loader, &kind, &change->kind)) && is_filled;
}

static void apply_row(Loader *loader, const Sheet *sheet, const TableRow *row) {
    Change change;
    if (change_read(loader, sheet, row, 0, &change)) change_apply(loader, &change);
}

static bool is_usable(const Sheet *sheet) {
    for (size_t c = 0; c < CHANGE_COLUMN_COUNT; c++)
        if (columns[c].required && sheet->columns[c] < 0) return false;
    return true;
}

static bool check_count(Loader *loader, const Table *table) {
    if (table->row_count <= MOST_CHANGES) return true;
    Place place = table->rows[MOST_CHANGES].cells[0].place;
    place.column = place.field = 0;
    diagnostics_error(loader->diagnostics, place, "change whole files, or rows that have something in common, at once",
        "the scenario has %zu changes; the most is %d", table->row_count, MOST_CHANGES);
    return false;
}

bool scenario_apply(Loader *loader, const char *name) {
    Folder *folder = &loader->folder;
    const char *path = arena_format(loader->arena, "scenarios/%s.csv", name);
    size_t found = 0;
    while (found < folder->scenario_count && strcmp(folder->scenarios[found], name) != 0) found++;
    if (found == folder->scenario_count) {
        const char *hint = choice_hint(loader->arena, name, folder->scenarios, folder->scenario_count);
        diagnostics_error(loader->diagnostics, (Place){ .file = path },
            folder->scenario_count ? hint : "this case has no scenarios", "there is no scenario \"%s\"", name);
        return false;
    }
    Sheet sheet = { .kind = &scenario_kind, .present = true };
    PeriodLength unused = { 0 };
    if (!folder_read_table(folder, path, &sheet.table, loader->diagnostics)) return true;
    sheet_resolve(loader->arena, &sheet, &(PeriodsSeen){ 0 }, &unused, loader->diagnostics);
    if (!check_count(loader, &sheet.table)) return true;
    if (is_usable(&sheet) && sheet.table.row_count == 0)
        diagnostics_warning(loader->diagnostics, header_place(&sheet), "fill it in, or remove the file",
            "%s has headings but no rows, so it changes nothing", folder_shown(folder, path));
    for (size_t r = 0; is_usable(&sheet) && r < sheet.table.row_count; r++)
        apply_row(loader, &sheet, &sheet.table.rows[r]);
    return true;
}

/* --set: the sign after the column says what to do. */
static ChangeKind kind_of_sign(char sign) {
    return sign == '=' ? CHANGE_SET : sign == '*' ? CHANGE_SCALE : CHANGE_ADD;
}

static Cell set_cell(Arena *arena, const char *start, size_t length) {
    while (length > 0 && *start == ' ') start++, length--;
    while (length > 0 && start[length - 1] == ' ') length--;
    return (Cell){ .text = arena_text_n(arena, start, length), .place = { .asked = "changes" } };
}

/* Where the sign stands after a column. A name may hold a hyphen (optimism-bias), and a period does (2018-19): so a minus
   is one only before an amount, and not between the digits of a period. */
static size_t find_sign(const char *column) {
    for (size_t i = 1; column[i]; i++) {
        Period period;
        if (strchr("=*+", column[i])) return i;
        if (column[i] != '-') continue;
        char before[64], whole[64];
        if (i >= sizeof before) break;
        memcpy(before, column, i);
        before[i] = '\0';
        const size_t to_sign = i + 1 + strcspn(column + i + 1, "=*+-");
        if (to_sign >= sizeof whole) break;
        memcpy(whole, column, to_sign);
        whole[to_sign] = '\0';
        if (period_parse(whole, &period)) continue;
        const char *after = column + i + 1 + strspn(column + i + 1, " ");
        if ((*after >= '0' && *after <= '9') || strncmp(after, "£", 2) == 0 || *after == '.') return i;
    }
    return 0;
}

bool change_parse(Loader *loader, const char *text, Change *change) {
    const char *row = strchr(text, ':'), *column = row ? strchr(row + 1, ':') : NULL;
    const size_t sign = column ? find_sign(column + 1) : 0;
    if (!sign || row == text || column == row + 1) {
        diagnostics_error(loader->diagnostics, (Place){ .asked = "changes" },
            "FILE:ROW:COLUMN=VALUE, *FACTOR or +AMOUNT, such as case:discount:value=3% or costs:*:periods*1.1",
            "\"%s\" is not a change", text);
        return false;
    }
    const char *value = column + 1 + sign;
    change->kind = kind_of_sign(*value);
    change->file = set_cell(loader->arena, text, (size_t)(row - text));
    change->row = set_cell(loader->arena, row + 1, (size_t)(column - row - 1));
    change->column = set_cell(loader->arena, column + 1, sign);
    const size_t skipped = *value == '-' ? 0 : 1; /* the minus belongs to the amount */
    change->value = set_cell(loader->arena, value + skipped, strlen(value + skipped));
    return true;
}
