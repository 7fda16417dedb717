/* Where changes come from: rows of scenarios/NAME.csv, and texts after --set. */
#include <string.h>

#include "base/size_limits.h"
#include "case/changes/changes.h"

enum { FILE_COLUMN, ROW, COLUMN, CHANGE, VALUE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [FILE_COLUMN] = { "file", .required = true, .help = "costs, drivers …: the file to change" },
    [ROW] = { "row", .required = true, .help = "an id, * or a filter such as programme=infrastructure" },
    [COLUMN] = { "column", .required = true, .help = "a column, a period, or periods for the whole profile" },
    [CHANGE] = { "change", .required = true, .help = "set, scale or add" },
    [VALUE] = { "value", .required = true, .help = "the new value, the factor or the amount" },
    [NOTE] = { "note", .help = "for the reader" },
};

static const CsvKind scenario_kind = {
    .file = "a scenario", .row = "change", .columns = columns, .column_count = COLUMN_COUNT
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

/* The cells that must not be blank; a blank value is a cell set to nothing. */
static bool check_filled(Loader *loader, const Sheet *sheet, const TableRow *row) {
    static const size_t needed[] = { FILE_COLUMN, ROW, COLUMN, CHANGE };
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const Cell cell = row_cell_at(row, (size_t)sheet->columns[needed[i]]);
        if (cell.text[0]) continue;
        diagnostics_error(loader->diagnostics, cell.place, columns[needed[i]].help, "column %s of this change is blank",
            columns[needed[i]].name);
        return false;
    }
    return true;
}

static void apply_row(Loader *loader, const Sheet *sheet, const TableRow *row) {
    const long *at = sheet->columns;
    const Cell kind = row_cell_at(row, (size_t)at[CHANGE]);
    Change change = { .file = row_cell_at(row, (size_t)at[FILE_COLUMN]),
        .row = row_cell_at(row, (size_t)at[ROW]),
        .column = row_cell_at(row, (size_t)at[COLUMN]),
        .value = row_cell_at(row, (size_t)at[VALUE]) };
    if (check_filled(loader, sheet, row) && read_kind(loader, &kind, &change.kind)) change_apply(loader, &change);
}

static bool is_usable(const Sheet *sheet) {
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        if (columns[c].required && sheet->columns[c] < 0) return false;
    return true;
}

static bool check_count(Loader *loader, const Table *table) {
    if (table->row_count <= MOST_CHANGES) return true;
    Place place = table->rows[MOST_CHANGES].cells[0].place;
    place.column = place.field = 0;
    diagnostics_error(loader->diagnostics, place, "change whole files, or rows that have something in common, at once",
        "a scenario of %zu changes; the most is %d", table->row_count, MOST_CHANGES);
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
