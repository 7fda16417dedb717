#include "case/reading/book_files.h"

#include <string.h>

#include "base/words.h"
#include "case/reading/csv_kind.h"
#include "case/reading/ids.h"
#include "case/reading/sheet.h"
#include "table/odd_characters.h"
#include "table/workbook/sheet_table.h"

static const char contents[] = "contents";

/* --- how cells are read ------------------------------------------------------------------------------------------------- */

static bool holds_days(const void *context, const char *heading, const char *row) {
    const CsvKind *kind = context;
    if (is_log_column(heading)) return true;
    if (!kind) return false;
    const long column = kind_find_column(kind, heading);
    if (kind == &csv_settings) return names_match(row, "date") && names_match(heading, "value");
    return column >= 0 && kind->columns[column].use == USED_AS_REMARK;
}

static bool holds_formulas(const void *context, const char *heading) {
    (void)context;
    return names_match(heading, "formula");
}

bool heading_is_of_numbers(const CsvKind *kind, const char *heading) {
    static const char *const names[] = { "low", "central", "high", "value", "amount", "optimism_bias", "probability",
        "correlation", "rate", "units", "share", "weight", "score", "cashable", "overhead", "life", "asset_life" };
    Period period;
    if (period_parse(heading, &period)) return true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names_match(heading, names[i])) return true;
    return kind && kind->others == OTHERS_COUNCILS && heading[0] && kind_find_column(kind, heading) < 0;
}

static bool holds_numbers(const void *context, const char *heading) {
    return heading_is_of_numbers(context, heading);
}

static const CsvKind *kind_of_path(const char *path) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (strcmp(csv_kinds[k]->file, path) == 0) return csv_kinds[k];
    return NULL;
}

bool book_file_read(Arena *arena, Arena *working, const BookFiles *files, const BookFile *file, BookText *text,
    bool (*room)(void *context, const char *file, const char *bytes, size_t size), void *context, Table *table,
    Diagnostics *diagnostics) {
    const SheetColumns columns = { kind_of_path(file->path), holds_days, holds_numbers, holds_formulas };
    BookCells cells;
    SheetText made;
    *table = (Table){ .file = file->shown };
    *text = (BookText){ .bytes = "" };
    const char *fault = book_read(working, &files->book, file->sheet, &cells);
    if (fault) {
        diagnostics_error(diagnostics, (Place){ .file = file->shown },
            "open the workbook in a spreadsheet and save it again", "the sheet cannot be read: %s", fault);
        return false;
    }
    if (!sheet_as_csv(working, file->shown, file->sheet, &cells, &columns, &made, diagnostics)) return false;
    *text = (BookText){ made.bytes, made.size };
    if (room && !room(context, file->shown, made.bytes, made.size)) return false;
    return sheet_parse(arena, file->shown, &made, &cells, table, diagnostics);
}

/* --- which sheet is which file -------------------------------------------------------------------------------------------- */

/* What a row of the sheet of contents says. */
typedef struct Named {
    const BookSheet *sheet;
    const char *path; /* NULL: no file of a case */
} Named;

typedef struct Naming {
    Arena *arena;
    BookFiles *files;
    Diagnostics *diagnostics;
    Named *named; /* [named_count] */
    size_t named_count;
    const BookSheet *contents; /* NULL: there is none */
} Naming;

static const BookSheet *sheet_named(const BookFiles *files, const char *name) {
    for (size_t s = 0; s < files->book.sheet_count; s++)
        if (names_match(files->book.sheets[s].name, name)) return &files->book.sheets[s];
    return NULL;
}

static const char *unknown_sheet_hint(Arena *arena, const BookFiles *files, const char *name) {
    const char **names = arena_array(arena, files->book.sheet_count, sizeof *names);
    for (size_t s = 0; s < files->book.sheet_count; s++) names[s] = files->book.sheets[s].name;
    return choice_hint(arena, name, names, files->book.sheet_count);
}

/* A kind of file, a scenario, or data beside them: nothing that leads out of a folder. NULL: none of them. */
static const char *good_path(const char *path) {
    static const char folder[] = "scenarios/";
    const size_t length = strlen(path), folder_length = strlen(folder);
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (names_match(csv_kinds[k]->file, path)) return csv_kinds[k]->file;
    if (length <= 4 || strcmp(path + length - 4, ".csv") != 0 || path[0] == '/' || path[0] == '.') return NULL;
    if (strchr(path, '\\') || strstr(path, "..") || strstr(path, "//")) return NULL;
    if (strncmp(path, folder, folder_length) != 0) return path;
    const char *name = path + folder_length;
    return strlen(name) > 4 && !strchr(name, '/') ? path : NULL;
}

static void read_contents_row(Naming *naming, const Cell *sheet, const Cell *file) {
    const BookSheet *found = sheet->text[0] ? sheet_named(naming->files, sheet->text) : NULL;
    const char *path = file->text[0] ? good_path(file->text) : NULL;
    if (!found)
        diagnostics_error(naming->diagnostics, sheet->place,
            unknown_sheet_hint(naming->arena, naming->files, sheet->text), "\"%s\" is not a sheet of this workbook",
            sheet->text);
    else if (file->text[0] && !path)
        diagnostics_error(naming->diagnostics, file->place,
            "write the name of a file in a case's folder, such as costs.csv or scenarios/late.csv",
            "\"%s\" is not a file of a case", file->text);
    else
        naming->named[naming->named_count++] = (Named){ found, path };
}

static void read_contents(Naming *naming) {
    Arena *arena = naming->arena;
    naming->contents = sheet_named(naming->files, contents);
    if (!naming->contents) return;
    const BookFile file = { .path = contents,
        .shown = arena_format(arena, "%s:%s", naming->files->name, naming->contents->name),
        .sheet = naming->contents };
    Table table;
    BookText text;
    Arena *working = arena_within(arena);
    const bool good =
        book_file_read(arena, working, naming->files, &file, &text, NULL, NULL, &table, naming->diagnostics);
    arena_free(working);
    if (!good) return;
    const long sheet = table_find_column(&table, "sheet"), path = table_find_column(&table, "file");
    if (sheet < 0 || path < 0) {
        diagnostics_error(naming->diagnostics, table.header[0].place, "give it the columns sheet and file",
            "the sheet %s has no column \"%s\"", naming->contents->name, sheet < 0 ? "sheet" : "file");
        return;
    }
    naming->named = arena_array(arena, table.row_count, sizeof *naming->named);
    for (size_t r = 0; r < table.row_count; r++) {
        const Cell name = row_cell_at(&table.rows[r], (size_t)sheet), of = row_cell_at(&table.rows[r], (size_t)path);
        if (sheet_named(naming->files, name.text) != naming->contents) read_contents_row(naming, &name, &of);
    }
}

static bool is_word(const char *text, const char *word) {
    size_t same = 0;
    while (word[same] && lower_letter(text[same]) == word[same]) same++;
    return word[same] == '\0';
}

/* What a sheet's own name says; NULL: nothing. */
static const char *path_of_name(Arena *arena, const char *name) {
    static const char scenario[] = "scenario";
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (names_match(arena_text_n(arena, csv_kinds[k]->file, strcspn(csv_kinds[k]->file, ".")), name))
            return csv_kinds[k]->file;
    const size_t length = strlen(scenario), between = is_word(name, scenario) ? strspn(name + length, " _-") : 0;
    const char *rest = name + length + between;
    return between > 0 && *rest && !strchr(rest, '/') ? arena_format(arena, "scenarios/%s.csv", rest) : NULL;
}

static void add_file(Naming *naming, const BookSheet *sheet, const char *path) {
    BookFiles *files = naming->files;
    const char *shown = arena_format(naming->arena, "%s:%s", files->name, sheet->name);
    const BookFile *other = book_files_find(files, path);
    if (other)
        diagnostics_error(naming->diagnostics, (Place){ .file = shown }, "give one of them another name",
            "the sheets \"%s\" and \"%s\" both are %s", other->sheet->name, sheet->name, path);
    else
        files->files[files->file_count++] = (BookFile){ path, shown, sheet };
}

static void name_sheets(Naming *naming) {
    BookFiles *files = naming->files;
    const Book *book = &files->book;
    files->files = arena_array(naming->arena, book->sheet_count + naming->named_count, sizeof *files->files);
    files->others = arena_array(naming->arena, book->sheet_count, sizeof *files->others);
    bool *is_named = arena_array(naming->arena, book->sheet_count, sizeof *is_named);
    for (size_t n = 0; n < naming->named_count; n++) {
        is_named[naming->named[n].sheet - book->sheets] = true;
        if (naming->named[n].path) add_file(naming, naming->named[n].sheet, naming->named[n].path);
    }
    for (size_t s = 0; s < book->sheet_count; s++) {
        const BookSheet *sheet = &book->sheets[s];
        if (is_named[s] || sheet == naming->contents) continue;
        const char *path = path_of_name(naming->arena, sheet->name);
        if (path)
            add_file(naming, sheet, path);
        else
            files->others[files->other_count++] = sheet;
    }
}

BookFiles *book_files_open(Arena *arena, const char *path, const char *bytes, size_t size, Diagnostics *diagnostics) {
    BookFiles *files = arena_alloc(arena, sizeof *files);
    const char *slash = strrchr(path, '/'), *hint;
    files->name = slash ? slash + 1 : path;
    const char *fault = book_open(arena, bytes, size, &files->book, &hint);
    if (fault) {
        diagnostics_error(diagnostics, (Place){ .file = path }, hint, "the workbook cannot be read: %s", fault);
        return NULL;
    }
    Naming naming = { .arena = arena, .files = files, .diagnostics = diagnostics };
    read_contents(&naming);
    name_sheets(&naming);
    return files;
}

const BookFile *book_files_find(const BookFiles *files, const char *path) {
    for (size_t f = 0; f < files->file_count; f++)
        if (strcmp(files->files[f].path, path) == 0) return &files->files[f];
    return NULL;
}

void book_files_report_others(Arena *arena, const BookFiles *files, Diagnostics *diagnostics) {
    const char *stems[CSV_KIND_COUNT];
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        stems[k] = arena_text_n(arena, csv_kinds[k]->file, strcspn(csv_kinds[k]->file, "."));
    for (size_t s = 0; s < files->other_count; s++) {
        const char *name = files->others[s]->name, *nearest = nearest_word(name, stems, CSV_KIND_COUNT);
        const bool is_missing = nearest && !book_files_find(files, arena_format(arena, "%s.csv", nearest));
        const Place place = { .file = arena_format(arena, "%s:%s", files->name, name) };
        const char *hint = nearest_hint(arena, name, stems, CSV_KIND_COUNT);
        if (is_missing)
            diagnostics_error(diagnostics, place, hint, "the sheet \"%s\" is not a file of a case", name);
        else
            diagnostics_warning(diagnostics, place,
                hint ? hint : "the sheet contents can name the file that a sheet is",
                "the sheet \"%s\" is not a file of a case, so it is not read", name);
    }
}

const char *sheet_name_of(Arena *arena, const char *path) {
    enum { LONGEST_NAME = 31 };
    static const char folder[] = "scenarios/", forbidden[] = "[]:*?/\\'";
    const bool is_scenario = strncmp(path, folder, strlen(folder)) == 0;
    const char *name = is_scenario ? path + strlen(folder) : path;
    const char *stem = arena_text_n(arena, name, strlen(name) - strlen(".csv"));
    if (is_scenario) stem = arena_format(arena, "scenario %s", stem);
    const char *said = path_of_name(arena, stem);
    return said && strcmp(said, path) == 0 && strlen(stem) <= LONGEST_NAME && !strpbrk(stem, forbidden) ? stem : NULL;
}
