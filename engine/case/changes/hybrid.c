#include "case/changes/hybrid.h"

#include <string.h>

#include "case/handle.h"
#include "case/reading/loader.h"
#include "table/amount.h"
#include "table/call.h"

/* A row in the columns of both versions. cells NULL: that version has no such row. */
typedef struct MergedRow {
    const char *id; /* of its group */
    Cell *cells[2]; /* [column_count] */
    size_t group;   /* NONE: it has not changed, or not in a way that matters */
} MergedRow;

typedef struct MergedSheet {
    const CsvKind *kind;
    bool present[2];
    Cell *header;       /* [column_count]: the first's, then what only the second has */
    bool *column_in[2]; /* [column_count] */
    size_t column_count;
    int months;      /* as table_months, of either */
    MergedRow *rows; /* the first's, then what only the second has */
    size_t row_count;
} MergedSheet;

/* --- columns and rows of both ---------------------------------------------------------------------------------------- */

static bool same_column(const char *a, const char *b, int months) {
    Period p, q;
    if (names_match(a, b)) return true;
    return period_parse_among(a, months, &p) && period_parse_among(b, months, &q) && p.first_month == q.first_month &&
           p.length_months == q.length_months;
}

static size_t find_column(const MergedSheet *sheet, const char *name) {
    for (size_t c = 0; c < sheet->column_count; c++)
        if (same_column(sheet->header[c].text, name, sheet->months)) return c;
    return NONE;
}

static void merge_columns(Arena *arena, const Table *const tables[2], MergedSheet *sheet) {
    const size_t most = tables[0]->column_count + tables[1]->column_count;
    sheet->header = arena_array(arena, most, sizeof *sheet->header);
    sheet->months = table_months(tables[0]) || table_months(tables[1]);
    for (int v = 0; v < 2; v++) sheet->column_in[v] = arena_array(arena, most, sizeof(bool));
    for (int v = 0; v < 2; v++)
        for (size_t c = 0; c < tables[v]->column_count; c++) {
            size_t at = find_column(sheet, tables[v]->header[c].text);
            if (at == NONE) {
                at = sheet->column_count++;
                sheet->header[at] = tables[v]->header[c];
            }
            sheet->column_in[v][at] = true;
        }
}

static Cell *merged_cells(Arena *arena, const MergedSheet *sheet, const Table *table, size_t row) {
    Cell *cells = arena_array(arena, sheet->column_count, sizeof *cells);
    const Place place = table->column_count ? table->rows[row][0].place : (Place){ 0 };
    for (size_t c = 0; c < sheet->column_count; c++) cells[c] = (Cell){ .text = "", .place = place };
    for (size_t c = 0; c < table->column_count; c++)
        cells[find_column(sheet, table->header[c].text)] = table->rows[row][c];
    return cells;
}

/* keys: columns, −1 where there is none. */
static const char *row_key(Arena *arena, const Cell *cells, const long *keys, size_t key_count) {
    const char *key = keys[0] >= 0 ? cells[keys[0]].text : "";
    for (size_t k = 1; k < key_count; k++)
        if (keys[k] >= 0) key = arena_format(arena, "%s from %s", key, cells[keys[k]].text);
    return key;
}

static long find_key(const Table *merged, const CsvKind *kind, size_t column) {
    return column ? table_find_column(merged, kind->columns[column].name) : -1;
}

static void merge_rows(Arena *arena, const Table *const tables[2], MergedSheet *sheet) {
    const CsvKind *kind = sheet->kind;
    const size_t most = tables[0]->row_count + tables[1]->row_count;
    const char **keys = arena_array(arena, most, sizeof *keys);
    sheet->rows = arena_array(arena, most, sizeof *sheet->rows);
    const Table merged = { .column_count = sheet->column_count, .header = sheet->header };
    const long first = table_find_column(&merged, kind->columns[0].name);
    const long columns[] = { first, find_key(&merged, kind, kind->second_key),
        find_key(&merged, kind, kind->third_key) };
    for (int v = 0; v < 2; v++)
        for (size_t r = 0; r < tables[v]->row_count; r++) {
            Cell *cells = merged_cells(arena, sheet, tables[v], r);
            const char *key = row_key(arena, cells, columns, sizeof columns / sizeof columns[0]);
            size_t at = 0;
            while (at < sheet->row_count && (sheet->rows[at].cells[v] || strcmp(keys[at], key) != 0)) at++;
            if (at == sheet->row_count) {
                keys[at] = key;
                sheet->rows[sheet->row_count++] =
                    (MergedRow){ .id = first >= 0 ? cells[first].text : "", .group = NONE };
            }
            sheet->rows[at].cells[v] = cells;
        }
}

/* --- what differs ---------------------------------------------------------------------------------------------------- */

/* 1,000 and 1000 are the same. */
static bool same_cell(const Cell *a, const Cell *b) {
    if (strcmp(a->text, b->text) == 0) return true;
    if (!a->text[0] || !b->text[0]) return false;
    const Amount x = amount_parse(a->text), y = amount_parse(b->text);
    return !x.fault && !y.fault && x.value == y.value;
}

/* Whether a figure of the plan may depend on the row. */
static bool row_matters(const CsvKind *kind, const char *id) {
    return kind->change != CHANGES_NOTHING && (!kind->row_matters || kind->row_matters(id));
}

static bool column_matters(const CsvKind *kind, const char *name) {
    const long column = kind_find_column(kind, name);
    return column < 0 || kind->columns[column].use == USED_BY_FIGURES;
}

static size_t find_group(CasePair *pair, const MergedSheet *sheet, const MergedRow *row, Coarseness coarseness) {
    const char *name = arena_format(pair->arena, "%s: %s", sheet->kind->file, row->id);
    if (coarseness == GROUP_FILES || sheet->kind->change == CHANGES_WITH_FILE) name = sheet->kind->file;
    if (coarseness == GROUP_ALL) name = "everything";
    for (size_t g = 0; g < pair->group_count; g++)
        if (strcmp(pair->groups[g], name) == 0) return g;
    pair->groups =
        arena_grow(pair->arena, pair->groups, pair->group_count, &pair->group_capacity, sizeof *pair->groups);
    pair->groups[pair->group_count] = name;
    return pair->group_count++;
}

static void add_change(CasePair *pair, CellChange change) {
    pair->cells = arena_grow(pair->arena, pair->cells, pair->cell_count, &pair->cell_capacity, sizeof *pair->cells);
    pair->cells[pair->cell_count++] = change;
}

static void compare_cells(CasePair *pair, const MergedSheet *sheet, MergedRow *row, Coarseness coarseness) {
    for (size_t c = 0; c < sheet->column_count; c++) {
        const Cell *before = &row->cells[0][c], *after = &row->cells[1][c];
        if (same_cell(before, after)) continue;
        const bool matters = row_matters(sheet->kind, row->id) && column_matters(sheet->kind, sheet->header[c].text);
        if (matters) row->group = find_group(pair, sheet, row, coarseness);
        add_change(pair, (CellChange){ sheet->kind->file, row->id, sheet->header[c].text, before->text, after->text,
                             before->place, after->place, matters ? row->group : NONE });
    }
}

/* Whether a version without this row has others of its id: then it says something about them. */
static bool id_is_in(const MergedSheet *sheet, const char *id, int version) {
    for (size_t r = 0; r < sheet->row_count; r++)
        if (sheet->rows[r].cells[version] && strcmp(sheet->rows[r].id, id) == 0) return true;
    return false;
}

static void compare_row(CasePair *pair, const MergedSheet *sheet, MergedRow *row, Coarseness coarseness) {
    if (row->cells[0] && row->cells[1]) {
        compare_cells(pair, sheet, row, coarseness);
        return;
    }
    const int v = row->cells[1] ? 1 : 0;
    const bool matters =
        row_matters(sheet->kind, row->id) && (sheet->kind->change != CHANGES_IN_USE || id_is_in(sheet, row->id, !v));
    if (matters) row->group = find_group(pair, sheet, row, coarseness);
    if (sheet->kind == &csv_councils) pair->councils_differ = true;
    const char *texts[2] = { "", "" };
    Place places[2] = { { 0 }, { 0 } };
    texts[v] = "the row";
    places[v] = row->cells[v][0].place;
    add_change(
        pair, (CellChange){ sheet->kind->file, row->id, "", texts[0], texts[1], places[0], places[1], row->group });
}

/* --- reading --------------------------------------------------------------------------------------------------------- */

static BizcaseStatus read_version(Arena *arena, const BizcaseCaseRequest *request, Loader **version) {
    Case *the_case = arena_alloc(arena, sizeof *the_case);
    BizcaseCaseRequest asked;
    the_case->arena = arena;
    *version = arena_alloc(arena, sizeof **version);
    request_copy(&asked, sizeof asked, request);
    loader_start(*version, the_case, &asked);
    return loader_read_tables(*version);
}

BizcaseStatus case_pair_read(
    Arena *arena, const BizcaseCaseRequest *const requests[2], Coarseness coarseness, CasePair *pair) {
    *pair = (CasePair){ .arena = arena, .sheets = arena_array(arena, CSV_KIND_COUNT, sizeof(MergedSheet)) };
    for (int v = 0; v < 2; v++) {
        const BizcaseStatus status = read_version(arena, requests[v], &pair->versions[v]);
        if (status != BIZCASE_OK) return status;
    }
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        MergedSheet *sheet = &pair->sheets[s];
        const Table *const tables[2] = { &pair->versions[0]->sheets[s].table, &pair->versions[1]->sheets[s].table };
        sheet->kind = csv_kinds[s];
        for (int v = 0; v < 2; v++) sheet->present[v] = pair->versions[v]->sheets[s].present;
        merge_columns(arena, tables, sheet);
        merge_rows(arena, tables, sheet);
        for (size_t r = 0; r < sheet->row_count; r++) compare_row(pair, sheet, &sheet->rows[r], coarseness);
    }
    return BIZCASE_OK;
}

/* --- between the two ------------------------------------------------------------------------------------------------- */

/* The cells of a row in a hybrid; NULL: it has no such row. */
static Cell *hybrid_cells(const MergedSheet *sheet, const MergedRow *row, const bool *taken) {
    const bool is_taken = row->group != NONE && taken[row->group];
    if (row->cells[is_taken]) return row->cells[is_taken];
    if (row->group != NONE) return NULL;
    const RowChange change = sheet->kind->change;
    return change == CHANGES_IN_USE || change == CHANGES_NOTHING ? row->cells[!is_taken] : row->cells[0];
}

/* A column that only one version has is there when a row of the hybrid says something in it: an empty one could make the
   horizon longer. */
static bool has_column(const MergedSheet *sheet, size_t c, Cell *const *rows, size_t row_count) {
    if (sheet->column_in[0][c] && sheet->column_in[1][c]) return true;
    for (size_t r = 0; r < row_count; r++)
        if (rows[r][c].text[0]) return true;
    return false;
}

static Table hybrid_table(Arena *arena, const MergedSheet *sheet, const bool *taken) {
    Table table = { .file = sheet->kind->file,
        .header = arena_array(arena, sheet->column_count, sizeof(Cell)),
        .rows = arena_array(arena, sheet->row_count, sizeof(Cell *)) };
    size_t *columns = arena_array(arena, sheet->column_count, sizeof *columns);
    for (size_t r = 0; r < sheet->row_count; r++) {
        Cell *cells = hybrid_cells(sheet, &sheet->rows[r], taken);
        if (cells) table.rows[table.row_count++] = cells;
    }
    for (size_t c = 0; c < sheet->column_count; c++) {
        if (!has_column(sheet, c, table.rows, table.row_count)) continue;
        columns[table.column_count] = c;
        table.header[table.column_count++] = sheet->header[c];
    }
    if (table.column_count == sheet->column_count) return table;
    for (size_t r = 0; r < table.row_count; r++) {
        Cell *cells = arena_array(arena, table.column_count, sizeof *cells);
        for (size_t c = 0; c < table.column_count; c++) cells[c] = table.rows[r][columns[c]];
        table.rows[r] = cells;
    }
    return table;
}

/* 0 or 1 when none or all are taken, else −1. */
static int whole_version(const CasePair *pair, const bool *taken) {
    size_t count = 0;
    for (size_t g = 0; g < pair->group_count; g++) count += taken[g];
    return count == 0 ? 0 : count == pair->group_count ? 1 : -1;
}

static void fill_sheets(const CasePair *pair, const bool *taken, Loader *loader) {
    const int whole = whole_version(pair, taken);
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const MergedSheet *sheet = &pair->sheets[s];
        if (whole >= 0) {
            loader->sheets[s] = pair->versions[whole]->sheets[s];
            continue;
        }
        loader->sheets[s] = (Sheet){ .kind = sheet->kind, .present = sheet->present[0] || sheet->present[1] };
        loader->sheets[s].table = hybrid_table(loader->arena, sheet, taken);
    }
}

typedef struct Between {
    const CasePair *pair;
    const bool *taken;
} Between;

static BizcaseStatus load_between(Case *the_case, void *context) {
    const Between *between = context;
    Loader *loader = arena_alloc(the_case->arena, sizeof *loader);
    const Loader *version = between->pair->versions[whole_version(between->pair, between->taken) == 1];
    loader_start(loader, the_case,
        &(BizcaseCaseRequest){ .folder = version->the_case->folder, .kernel = version->the_case->kernel });
    loader->folder = version->folder;
    loader->folder.arena = loader->arena;
    loader->folder.files = NULL; /* what is read anew is this case's own */
    loader->folder.file_count = loader->folder.file_capacity = 0;
    fill_sheets(between->pair, between->taken, loader);
    loader_read_case(loader);
    if (loader->folder.status != BIZCASE_OK) return loader->folder.status;
    return the_case->diagnostics.error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

BizcaseStatus case_pair_load(const CasePair *pair, const bool *taken, BizcaseCase **result) {
    Between between = { pair, taken };
    return case_make(load_between, &between, result, NULL);
}
