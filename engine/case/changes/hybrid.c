#include "case/changes/hybrid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "case/handle.h"
#include "case/reading/loader.h"
#include "table/amount.h"
#include "table/call.h"

/* A row in the columns of both versions. cells NULL: that version has no such row. */
typedef struct MergedRow {
    const char *id; /* of its group */
    TableRow in[2];
    size_t group; /* NONE: it has not changed, or not in a way that matters */
} MergedRow;

typedef struct MergedSheet {
    const CsvKind *kind;
    bool present[2];
    Cell *header;       /* [column_count]: the first's, then what only the second has */
    bool *column_in[2]; /* [column_count] */
    size_t column_count;
    int months;         /* as table_months, of either */
    size_t *columns[2]; /* [column of the version's table]: which of these it is */
    MergedRow *rows;    /* the first's, then what only the second has */
    size_t row_count;
    Ids ids[2]; /* of the rows that a version has */
} MergedSheet;

/* --- columns and rows of both ---------------------------------------------------------------------------------------- */

/* The same for names of the same column: 2018/19 is 2018-19. */
static const char *column_key(Arena *arena, const char *name, int months) {
    Period period;
    if (period_parse_among(name, months, &period))
        return arena_format(arena, "%d+%d", period.first_month, period.length_months);
    char *key = arena_text(arena, name);
    for (char *at = key; *at; at++) *at = *at == ' ' || *at == '-' ? '_' : lower_letter(*at);
    return *key ? key : "_";
}

static void merge_columns(Arena *arena, const Table *const tables[2], MergedSheet *sheet) {
    const size_t most = tables[0]->column_count + tables[1]->column_count;
    Ids keys;
    ids_init(&keys, arena, NULL);
    sheet->header = arena_array(arena, most, sizeof *sheet->header);
    sheet->months = table_months(tables[0]) || table_months(tables[1]);
    for (int v = 0; v < 2; v++) sheet->column_in[v] = arena_array(arena, most, sizeof(bool));
    for (int v = 0; v < 2; v++) {
        sheet->columns[v] = arena_array(arena, tables[v]->column_count, sizeof **sheet->columns);
        for (size_t c = 0; c < tables[v]->column_count; c++) {
            const char *key = column_key(arena, tables[v]->header[c].text, sheet->months);
            size_t at = ids_find(&keys, key);
            if (at == NONE) {
                at = ids_add(&keys, key, (Place){ 0 });
                sheet->header[sheet->column_count++] = tables[v]->header[c];
            }
            sheet->column_in[v][at] = true;
            sheet->columns[v][c] = at;
        }
    }
}

/* columns: of the merged sheet, for each of the table. */
static TableRow merged_row(Arena *arena, const TableRow *row, const size_t *columns) {
    TableRow merged = { .count = 0 };
    for (size_t c = 0; c < row->count; c++)
        if (columns[c] >= merged.count) merged.count = columns[c] + 1;
    merged.cells = arena_array(arena, merged.count, sizeof *merged.cells);
    for (size_t c = 0; c < merged.count; c++) merged.cells[c] = (Cell){ .text = "", .place = row->cells[0].place };
    for (size_t c = 0; c < row->count; c++) merged.cells[columns[c]] = row->cells[c];
    if (columns[row->count - 1] + 1 == row->count) merged.blanks = row->blanks; /* the columns stand as in the file */
    return merged;
}

/* A version that has no such column has it blank, at the start of the row. */
static Cell merged_cell(const MergedSheet *sheet, const MergedRow *row, int version, size_t column) {
    const TableRow *in = &row->in[version];
    return sheet->column_in[version][column] ? row_cell_at(in, column)
                                             : (Cell){ .text = "", .place = in->cells[0].place };
}

/* keys: columns, −1 where there is none. Never blank, which no list of names finds; no text of a cell is a space. */
static const char *row_key(Arena *arena, const TableRow *row, const long *keys, size_t key_count) {
    const char *key = keys[0] >= 0 ? row_cell_at(row, (size_t)keys[0]).text : "";
    for (size_t k = 1; k < key_count; k++)
        if (keys[k] >= 0) key = arena_format(arena, "%s from %s", key, row_cell_at(row, (size_t)keys[k]).text);
    return *key ? key : " ";
}

static long find_key(const Table *merged, const CsvKind *kind, size_t column) {
    return column ? table_find_column(merged, kind->columns[column].name) : -1;
}

/* Rows of the second version go to those of the first that have the same key, in their order. */
static void merge_rows(Arena *arena, const Table *const tables[2], MergedSheet *sheet) {
    const CsvKind *kind = sheet->kind;
    const size_t most = tables[0]->row_count + tables[1]->row_count;
    Ids keys;
    size_t *free =
        arena_array(arena, most, sizeof *free); /* [key]: the first row of it that the second has not; NONE */
    size_t *last = arena_array(arena, most, sizeof *last), *next = arena_array(arena, most, sizeof *next);
    ids_init(&keys, arena, NULL);
    for (int v = 0; v < 2; v++) ids_init(&sheet->ids[v], arena, NULL);
    sheet->rows = arena_array(arena, most, sizeof *sheet->rows);
    const Table merged = { .column_count = sheet->column_count, .header = sheet->header };
    const long first = table_find_column(&merged, kind->columns[0].name);
    const long columns[] = { first, find_key(&merged, kind, kind->second_key),
        find_key(&merged, kind, kind->third_key) };
    for (int v = 0; v < 2; v++)
        for (size_t r = 0; r < tables[v]->row_count; r++) {
            const TableRow row = merged_row(arena, &tables[v]->rows[r], sheet->columns[v]);
            const char *text = row_key(arena, &row, columns, sizeof columns / sizeof columns[0]);
            size_t key = ids_find(&keys, text);
            if (key == NONE) {
                key = ids_add(&keys, text, (Place){ 0 });
                free[key] = last[key] = NONE;
            }
            size_t at = v == 1 ? free[key] : NONE;
            if (at == NONE) {
                at = sheet->row_count++;
                sheet->rows[at] =
                    (MergedRow){ .id = first >= 0 ? row_cell_at(&row, (size_t)first).text : "", .group = NONE };
                next[at] = NONE;
                if (v == 0 && last[key] != NONE) next[last[key]] = at;
                if (v == 0 && last[key] == NONE) free[key] = at;
                last[key] = at;
            } else {
                free[key] = next[at];
            }
            sheet->rows[at].in[v] = row;
            if (ids_find(&sheet->ids[v], sheet->rows[at].id) == NONE)
                ids_add(&sheet->ids[v], sheet->rows[at].id, (Place){ 0 });
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

static size_t add_group(CasePair *pair, const char *name, size_t sheet) {
    const size_t count = pair->group_ids.count;
    pair->group = arena_grow(pair->arena, pair->group, count, &pair->group_capacity, sizeof *pair->group);
    pair->group[count] = (ChangeGroup){ .sheet = sheet };
    return ids_add(&pair->group_ids, name, (Place){ 0 });
}

static void enter_group(CasePair *pair, const MergedSheet *sheet, MergedRow *row, Coarseness coarseness) {
    if (row->group != NONE) return;
    const char *name = arena_format(pair->arena, "%s: %s", sheet->kind->file, row->id);
    if (coarseness == GROUP_FILES || sheet->kind->change == CHANGES_WITH_FILE) name = sheet->kind->file;
    if (coarseness == GROUP_ALL) name = "everything";
    const size_t found = ids_find(&pair->group_ids, name);
    row->group = found != NONE ? found : add_group(pair, name, (size_t)(sheet - pair->sheets));
    pair->group[row->group].row_count++;
}

/* The number in a cell; 0 where there is none. */
static double number_in(Cell cell) {
    const Amount amount = amount_parse(cell.text);
    return amount.fault ? 0 : amount.value;
}

static bool is_period(const MergedSheet *sheet, size_t column) {
    Period period;
    return period_parse_among(sheet->header[column].text, sheet->months, &period);
}

/* The amounts of a row in one version, whatever their sign. */
static double row_size(const MergedSheet *sheet, const MergedRow *row, int version) {
    double size = 0;
    for (size_t c = 0; c < row->in[version].count; c++)
        if (is_period(sheet, c)) size += fabs(number_in(merged_cell(sheet, row, version, c)));
    return size;
}

static void add_change(CasePair *pair, CellChange change) {
    if (change.group != NONE) pair->group[change.group].size += change.size;
    pair->cells = arena_grow(pair->arena, pair->cells, pair->cell_count, &pair->cell_capacity, sizeof *pair->cells);
    pair->cells[pair->cell_count++] = change;
}

static void compare_cells(CasePair *pair, const MergedSheet *sheet, MergedRow *row, Coarseness coarseness) {
    const size_t width = row->in[0].count > row->in[1].count ? row->in[0].count : row->in[1].count;
    for (size_t c = 0; c < width; c++) {
        const Cell before = merged_cell(sheet, row, 0, c), after = merged_cell(sheet, row, 1, c);
        if (same_cell(&before, &after)) continue;
        const bool matters = row_matters(sheet->kind, row->id) && column_matters(sheet->kind, sheet->header[c].text);
        if (matters) enter_group(pair, sheet, row, coarseness);
        const double size = is_period(sheet, c) ? fabs(number_in(after) - number_in(before))
                                                : row_size(sheet, row, 0) + row_size(sheet, row, 1);
        add_change(pair, (CellChange){ sheet->kind->file, row->id, sheet->header[c].text, before.text, after.text,
                             before.place, after.place, matters ? row->group : NONE, size,
                             (size_t)(sheet - pair->sheets), (size_t)(row - sheet->rows), c });
    }
}

static void compare_row(CasePair *pair, const MergedSheet *sheet, MergedRow *row, Coarseness coarseness) {
    if (row->in[0].cells && row->in[1].cells) {
        compare_cells(pair, sheet, row, coarseness);
        return;
    }
    const int v = row->in[1].cells ? 1 : 0;
    /* Where the version without this row has others of its id, it says something about them. */
    const bool matters = row_matters(sheet->kind, row->id) &&
                         (sheet->kind->change != CHANGES_IN_USE || ids_find(&sheet->ids[!v], row->id) != NONE);
    if (matters) enter_group(pair, sheet, row, coarseness);
    if (sheet->kind == &csv_councils) pair->councils_differ = true;
    const char *texts[2] = { "", "" };
    Place places[2] = { { 0 }, { 0 } };
    texts[v] = "the row";
    places[v] = row->in[v].cells[0].place;
    add_change(pair, (CellChange){ sheet->kind->file, row->id, "", texts[0], texts[1], places[0], places[1], row->group,
                         row_size(sheet, row, v), (size_t)(sheet - pair->sheets), (size_t)(row - sheet->rows), NONE });
}

/* --- many changes ---------------------------------------------------------------------------------------------------- */

typedef struct SizedGroup {
    double size;
    size_t group;
} SizedGroup;

/* Largest first; of the same size in the order of the file. */
static int by_size(const void *a, const void *b) {
    const SizedGroup *x = a, *y = b;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

/* How many groups of a file there may be when each may have as many as the others, or fewer: the files' least first. */
static size_t fair_share(const size_t *counts) {
    size_t share = CASE_PAIR_MOST_GROUPS;
    for (;;) {
        size_t sum = 0;
        for (size_t s = 0; s < CSV_KIND_COUNT; s++) sum += counts[s] < share ? counts[s] : share;
        if (sum <= CASE_PAIR_MOST_GROUPS || share == 1) return share;
        share--;
    }
}

/* The smallest changes of a file that has many become one group. */
static void join_small_groups(CasePair *pair) {
    const size_t count = pair->group_ids.count;
    if (count <= CASE_PAIR_MOST_GROUPS) return;
    const Ids names = pair->group_ids;
    const ChangeGroup *groups = pair->group;
    SizedGroup *sized = arena_array(pair->arena, count, sizeof *sized);
    size_t *joined = arena_array(pair->arena, count, sizeof *joined);
    size_t counts[CSV_KIND_COUNT] = { 0 }, kept[CSV_KIND_COUNT] = { 0 }, rest[CSV_KIND_COUNT];
    for (size_t g = 0; g < count; g++) {
        sized[g] = (SizedGroup){ groups[g].size, g };
        counts[groups[g].sheet]++;
    }
    qsort(sized, count, sizeof *sized, by_size);
    const size_t share = fair_share(counts);
    ids_init(&pair->group_ids, pair->arena, NULL);
    pair->group = NULL;
    pair->group_capacity = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t g = sized[i].group, s = groups[g].sheet;
        if (counts[s] <= share || kept[s] + 1 < share) {
            joined[g] = add_group(pair, names.id[g], s);
        } else {
            if (kept[s] + 1 == share)
                rest[s] = add_group(pair,
                    arena_format(
                        pair->arena, "%s: %zu smaller changes", pair->sheets[s].kind->file, counts[s] - kept[s]),
                    s);
            joined[g] = rest[s];
        }
        kept[s]++;
        pair->group[joined[g]].size += groups[g].size;
        pair->group[joined[g]].row_count += groups[g].row_count;
        pair->group[joined[g]].is_joined = counts[s] > share && kept[s] > share - 1;
    }
    for (size_t c = 0; c < pair->cell_count; c++)
        if (pair->cells[c].group != NONE) pair->cells[c].group = joined[pair->cells[c].group];
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        for (size_t r = 0; r < pair->sheets[s].row_count; r++) {
            MergedRow *row = &pair->sheets[s].rows[r];
            if (row->group != NONE) row->group = joined[row->group];
        }
}

/* --- reading --------------------------------------------------------------------------------------------------------- */

static BizcaseStatus read_version(Arena *arena, const BizcaseCaseRequest *request, Loader **version) {
    Case *the_case = arena_alloc(arena, sizeof *the_case);
    BizcaseCaseRequest asked;
    the_case->arena = arena;
    *version = arena_alloc(arena, sizeof **version);
    if (!request_copy(&asked, sizeof asked, request, NULL)) return BIZCASE_BAD_REQUEST;
    loader_start(*version, the_case, &asked);
    const BizcaseStatus status = loader_read_tables(*version);
    return (*version)->folder.status == BIZCASE_OK ? status : (*version)->folder.status;
}

BizcaseStatus case_pair_read(
    Arena *arena, const BizcaseCaseRequest *const requests[2], Coarseness coarseness, CasePair *pair) {
    *pair = (CasePair){ .arena = arena, .sheets = arena_array(arena, CSV_KIND_COUNT, sizeof(MergedSheet)) };
    ids_init(&pair->group_ids, arena, NULL);
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
        pair->row_count += sheet->row_count;
    }
    join_small_groups(pair);
    pair->groups = pair->group_ids.id;
    pair->group_count = pair->group_ids.count;
    return BIZCASE_OK;
}

const char *case_pair_row_title(const CasePair *pair, const CellChange *cell) {
    const MergedSheet *sheet = &pair->sheets[cell->sheet];
    const MergedRow *row = &sheet->rows[cell->merged_row];
    const Table merged = { .column_count = sheet->column_count, .header = sheet->header };
    const long name = table_find_column(&merged, "name");
    for (int v = 1; v >= 0 && name >= 0; v--)
        if (row->in[v].cells && row_cell_at(&row->in[v], (size_t)name).text[0])
            return row_cell_at(&row->in[v], (size_t)name).text;
    return row->id;
}

/* --- between the two ------------------------------------------------------------------------------------------------- */

/* A row in a hybrid; cells NULL: it has no such row. */
static TableRow hybrid_row(const MergedSheet *sheet, const MergedRow *row, const bool *taken) {
    const bool is_taken = row->group != NONE && taken[row->group];
    if (row->in[is_taken].cells) return row->in[is_taken];
    if (row->group != NONE) return (TableRow){ 0 };
    const RowChange change = sheet->kind->change;
    return change == CHANGES_IN_USE || change == CHANGES_NOTHING ? row->in[!is_taken] : row->in[0];
}

/* A column that only one version has is there when a row of the hybrid says something in it: an empty one could make the
   horizon longer. */
static bool *used_columns(Arena *arena, const MergedSheet *sheet, const Table *table) {
    bool *used = arena_array(arena, sheet->column_count, sizeof *used);
    for (size_t c = 0; c < sheet->column_count; c++) used[c] = sheet->column_in[0][c] && sheet->column_in[1][c];
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = 0; c < table->rows[r].count; c++)
            if (table->rows[r].cells[c].text[0]) used[c] = true;
    return used;
}

static TableRow without_unused(Arena *arena, const TableRow *row, const bool *used) {
    TableRow kept = { .cells = arena_array(arena, row->count, sizeof *row->cells) };
    for (size_t c = 0; c < row->count; c++)
        if (used[c]) kept.cells[kept.count++] = row->cells[c];
    if (kept.count == 0) kept.cells[kept.count++] = (Cell){ .text = "", .place = row->cells[0].place };
    return kept;
}

/* The row of the second version with one cell of the first's; the first's row where the whole row differs. */
static TableRow row_without(Arena *arena, const MergedSheet *sheet, const MergedRow *row, const CellChange *cell) {
    if (cell->merged_column == NONE) return row->in[0];
    TableRow mixed = row->in[1];
    if (mixed.count <= cell->merged_column) mixed.count = cell->merged_column + 1;
    mixed.cells = arena_array(arena, mixed.count, sizeof *mixed.cells);
    for (size_t c = 0; c < mixed.count; c++)
        mixed.cells[c] = c == cell->merged_column ? merged_cell(sheet, row, 0, c) : row_cell_at(&row->in[1], c);
    return mixed;
}

/* What a case between the two has of the changes. */
typedef struct Between {
    const CasePair *pair;
    const bool *taken;         /* [group]; NULL: all but one cell */
    const CellChange *without; /* that cell, else NULL */
} Between;

static TableRow row_between(Arena *arena, const Between *between, const MergedSheet *sheet, size_t r) {
    const MergedRow *row = &sheet->rows[r];
    if (between->taken) return hybrid_row(sheet, row, between->taken);
    return r == between->without->merged_row ? row_without(arena, sheet, row, between->without) : row->in[1];
}

static Table hybrid_table(Arena *arena, const Between *between, const MergedSheet *sheet) {
    Table table = { .file = sheet->kind->file,
        .header = arena_array(arena, sheet->column_count, sizeof *table.header),
        .rows = arena_array(arena, sheet->row_count, sizeof *table.rows) };
    for (size_t r = 0; r < sheet->row_count; r++) {
        const TableRow row = row_between(arena, between, sheet, r);
        if (row.cells) table.rows[table.row_count++] = row;
    }
    const bool *used = used_columns(arena, sheet, &table);
    for (size_t c = 0; c < sheet->column_count; c++)
        if (used[c]) table.header[table.column_count++] = sheet->header[c];
    if (table.column_count == sheet->column_count) return table;
    for (size_t r = 0; r < table.row_count; r++) table.rows[r] = without_unused(arena, &table.rows[r], used);
    return table;
}

/* The version of which a sheet is all, else −1. */
static int whole_version(const Between *between, size_t sheet) {
    if (!between->taken) return sheet == between->without->sheet ? -1 : 1;
    size_t count = 0;
    for (size_t g = 0; g < between->pair->group_count; g++) count += between->taken[g];
    return count == 0 ? 0 : count == between->pair->group_count ? 1 : -1;
}

static void fill_sheets(const Between *between, Loader *loader) {
    const CasePair *pair = between->pair;
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const MergedSheet *sheet = &pair->sheets[s];
        const int whole = whole_version(between, s);
        if (whole >= 0) {
            loader->sheets[s] = pair->versions[whole]->sheets[s];
            continue;
        }
        loader->sheets[s] = (Sheet){ .kind = sheet->kind, .present = sheet->present[0] || sheet->present[1] };
        loader->sheets[s].table = hybrid_table(loader->arena, between, sheet);
    }
}

static BizcaseStatus load_between(Case *the_case, void *context) {
    const Between *between = context;
    Loader *loader = arena_alloc(the_case->arena, sizeof *loader);
    const bool is_second = !between->taken || whole_version(between, NONE) == 1;
    const Loader *version = between->pair->versions[is_second];
    loader_start(loader, the_case,
        &(BizcaseCaseRequest){ .folder = version->the_case->folder, .kernel = version->the_case->kernel });
    loader->folder = version->folder;
    loader->folder.arena = loader->arena;
    loader->folder.files = NULL; /* what is read anew is this case's own */
    loader->folder.file_count = loader->folder.file_capacity = 0;
    fill_sheets(between, loader);
    loader_read_case(loader);
    if (loader->folder.status != BIZCASE_OK) return loader->folder.status;
    return the_case->diagnostics.error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

BizcaseStatus case_pair_load(const CasePair *pair, const bool *taken, BizcaseCase **result) {
    Between between = { .pair = pair, .taken = taken };
    return case_make(load_between, &between, result, NULL);
}

BizcaseStatus case_pair_load_without(const CasePair *pair, const CellChange *cell, BizcaseCase **result) {
    Between between = { .pair = pair, .without = cell };
    return case_make(load_between, &between, result, NULL);
}
