/* splits.csv: how shared money falls on councils. */
#include <limits.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/words.h"
#include "case/level_names.h"
#include "case/party.h"
#include "case/reading/bounds.h"
#include "case/reading/row.h"
#include "case/split_checks.h"
#include "case/split_variants.h"
#include "table/amount.h"
#include "table/odd_characters.h"

bool split_row_gives(const Settings *settings, const Split *split, size_t row, size_t council) {
    const Share *share = &split->rows[row].shares[council];
    const bool is_over = row + 1 < split->row_count && split->rows[row + 1].from_month <= settings->start.first_month;
    if (is_over || split->rows[row].from_month >= settings_end_month(settings)) return false;
    return share->is_rest || share->driver != NONE || share->quantity != NONE || share->weight > 0;
}

enum { SPLIT, OPTION, FROM, TOLERANCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [SPLIT] = { "split", .required = true, .help = "id of the split; its rows take over from each other" },
    [OPTION] = { "option", .help = "options in which the row goes before one that names none, with ; between" },
    [FROM] = { "from", .help = "first period the row holds for, or its year; blank: all" },
    [TOLERANCE] = { "tolerance", .otherwise = "0",
        .help = "by how much a driver must have moved since before its share does" },
    [NOTE] = COLUMN_NOTE,
};

static const Reserved reserved[] = {
    { "equal", "is built in: equal shares" },
    { "rest", "means what remains of a split" },
    { NULL, NULL },
};

/* One split while its rows are gathered, as they are in the file. */
typedef struct Draft {
    SplitRow *rows;
    size_t count, capacity;
    bool broken;
    Place place;
} Draft;

/* Columns that nothing explains but the names of councils, where the file that gives them is missing. */
static bool report_no_councils(Loader *loader, const Sheet *sheet) {
    const Table *table = &sheet->table;
    const char *names = NULL;
    for (size_t column = 0; column < table->column_count; column++) {
        const char *name = table->header[column].text;
        if (names_match(name, loader_ids(loader, &csv_councils)->id[0])) return false;
        if (name[0] == '\0' || kind_find_column(sheet->kind, name) >= 0) continue;
        names = names ? arena_format(loader->arena, "%s, %s", names, name) : name;
    }
    if (!names) return false;
    diagnostics_error(loader->diagnostics, header_place(sheet),
        "add councils.csv, with a row for each council that splits.csv has a column for",
        "this case has no councils.csv to say what the columns %s are", names);
    return true;
}

/* Which columns are neither the kind's nor a council's; one that is a council's again is told. [column_count] */
static bool *find_unknown_columns(Loader *loader, const Sheet *sheet, const long *found) {
    const Ids *councils = loader_ids(loader, &csv_councils);
    const Table *table = &sheet->table;
    bool *unknown = arena_array(loader->arena, table->column_count, sizeof *unknown);
    for (size_t column = 0; column < table->column_count; column++) {
        const char *name = table->header[column].text;
        bool known = name[0] == '\0' || kind_find_column(sheet->kind, name) >= 0;
        for (size_t c = 0; c < councils->count && !known; c++) {
            known = found[c] == (long)column;
            if (known || found[c] < 0 || !names_match(name, councils->id[c])) continue;
            diagnostics_error(loader->diagnostics, table->header[column].place, NULL,
                "column \"%s\" already exists (%s)", name, place_text(loader->arena, table->header[found[c]].place));
            known = true;
        }
        unknown[column] = !known;
    }
    return unknown;
}

/* The id misspelt, or the council's name or its first words in place of its id. */
static bool is_meant_for(Arena *arena, const char *heading, const Label *council) {
    const char *const id = plain_spelling(arena, council->id);
    const size_t length = strlen(heading);
    return nearest_word(plain_spelling(arena, heading), &id, 1) ||
           (length > 2 && strncasecmp(heading, council->name, length) == 0);
}

/* An unknown column that is most likely meant for a council; −1: missing. */
static long find_meant(Arena *arena, const Table *table, const bool *unknown, const Label *council) {
    for (size_t column = 0; column < table->column_count; column++)
        if (unknown[column] && is_meant_for(arena, table->header[column].text, council)) return (long)column;
    return -1;
}

/* Said of the heading that is meant for it, where there is one. */
static void report_no_column(Loader *loader, const Sheet *sheet, const Label *of, bool *unknown) {
    Arena *arena = loader->arena;
    const char *council = of->id;
    const long meant = find_meant(arena, &sheet->table, unknown, of);
    if (meant < 0) {
        diagnostics_error(loader->diagnostics, header_place(sheet), NULL, "splits.csv has no column for %s \"%s\"",
            loader->the_case->settings.party, council);
        return;
    }
    const Cell *header = &sheet->table.header[meant];
    const char *odd = odd_character(council);
    unknown[meant] = false;
    diagnostics_error(loader->diagnostics, header->place,
        odd_hint(arena, header->text,
            odd ? arena_format(arena, "did you mean \"%s\"? It is written with %s", council, odd)
                : arena_format(arena, "did you mean \"%s\"?", council)),
        "unknown column \"%s\", and splits.csv has no column for %s \"%s\"", header->text,
        loader->the_case->settings.party, council);
}

/* The column of each council, or −1 after a diagnostic. */
static long *find_council_columns(Loader *loader, const Sheet *sheet) {
    Ids *councils = loader_ids(loader, &csv_councils);
    long *found = arena_array(loader->arena, councils->count, sizeof *found);
    if (!loader_sheet(loader, &csv_councils)->present && report_no_councils(loader, sheet)) {
        councils->incomplete = loader_ids(loader, &csv_splits)->incomplete = true;
        for (size_t c = 0; c < councils->count; c++) found[c] = -1;
        return found;
    }
    const Table *table = &sheet->table;
    const size_t candidate_count = COLUMN_COUNT + councils->count;
    const char **candidates = arena_array(loader->arena, candidate_count, sizeof *candidates);
    for (size_t c = 0; c < COLUMN_COUNT; c++) candidates[c] = columns[c].name;
    for (size_t c = 0; c < councils->count; c++) {
        candidates[COLUMN_COUNT + c] = councils->id[c];
        found[c] = table_find_column(table, councils->id[c]);
    }
    bool *unknown = find_unknown_columns(loader, sheet, found);
    for (size_t c = 0; c < councils->count; c++)
        if (found[c] < 0) report_no_column(loader, sheet, &loader->the_case->councils[c], unknown);
    for (size_t column = 0; column < table->column_count && !councils->incomplete; column++)
        if (unknown[column])
            report_unknown_column(loader->arena, sheet, column, candidates, candidate_count, loader->diagnostics);
    return found;
}

static void report_no_weight(const Row *row, const Cell *cell, const char *council) {
    Loader *loader = row->loader;
    Ids *drivers = loader_ids(loader, &csv_drivers);
    if (level_names_incomplete(loader)) return;
    if (loader_ids(loader, &csv_quantities)->count == 0)
        cell_error(
            row, cell, council, ids_hint(drivers, cell->text), "\"%s\" is neither a weight nor a driver", cell->text);
    else
        cell_error(row, cell, council, level_hint(loader, cell->text),
            "\"%s\" is neither a weight nor a driver nor a quantity", cell->text);
}

static bool read_share(const Row *row, const Cell *cell, const char *council, Share *share) {
    *share =
        (Share){ .driver = NONE, .quantity = NONE, .is_rest = names_match(cell->text, "rest"), .place = cell->place };
    if (share->is_rest) return true;
    if (cell->text[0] == '\0') {
        cell_warning(row, cell, council, "write 0 or a weight", "a blank cell counts as 0");
        return true;
    }
    const bool is_word =
        (cell->text[0] >= 'a' && cell->text[0] <= 'z') || (cell->text[0] >= 'A' && cell->text[0] <= 'Z');
    if (!cell->computed && level_find(row->loader, cell->text, &share->driver, &share->quantity)) return true;
    if (is_word) {
        report_no_weight(row, cell, council);
        return false;
    }
    if (cell_number(row, cell, council, NUMBER_PLAIN, &share->weight) == READ_BAD) return false;
    if (share->weight >= 0) return true;
    cell_error(row, cell, council, NULL, "weight \"%s\" is below 0", cell->text);
    return false;
}

static bool read_from(const Row *row, int *from_month) {
    Period period;
    *from_month = INT_MIN;
    if (row_is_blank(row, FROM)) return true;
    if (!row_first_period(row, FROM, &period, "")) return false;
    *from_month = period.first_month;
    return true;
}

/* Weights need not add up to anything, but percentages that do not make 100 are most likely a slip. */
static void warn_of_percentages(const Row *row, const long *council_columns) {
    const size_t councils = loader_ids(row->loader, &csv_councils)->count;
    double total = 0;
    for (size_t c = 0; c < councils; c++) {
        const Amount amount = amount_parse(row_cell_at(row->cells, (size_t)council_columns[c]).text);
        if (amount.fault || !amount.has_percent) return;
        total += amount.value;
    }
    if (fabs(total - 1) > 1e-9)
        row_warning(
            row, SPLIT, "they are read as weights and scaled to 100%", "the percentages add up to %.6g%%", 100 * total);
}

/* 60% beside 40 is 0.6 beside 40. */
static bool check_mixed_weights(const Row *row, const long *council_columns) {
    const Ids *councils = loader_ids(row->loader, &csv_councils);
    Cell bare = { .text = NULL };
    size_t council = 0;
    bool has_percent = false;
    for (size_t c = 0; c < councils->count; c++) {
        const Cell cell = row_cell_at(row->cells, (size_t)council_columns[c]);
        const Amount amount = amount_parse(cell.text);
        if (amount.fault) continue;
        has_percent = has_percent || amount.has_percent;
        if (bare.text || amount.has_percent || amount.value <= 1) continue;
        bare = cell;
        council = c;
    }
    if (!bare.text || !has_percent) return true;
    cell_error(row, &bare, councils->id[council], arena_format(row->loader->arena, "did you mean \"%s%%\"?", bare.text),
        "\"%s\" has no %% sign, but others of the row have one", bare.text);
    return false;
}

static bool read_shares(const Row *row, const long *council_columns, SplitRow *made) {
    const Ids *councils = loader_ids(row->loader, &csv_councils);
    bool good = !councils->incomplete;
    const Share *rest = NULL;
    made->shares = arena_array(row->loader->arena, councils->count, sizeof *made->shares);
    for (size_t c = 0; c < councils->count; c++) {
        made->shares[c].driver = NONE;
        if (council_columns[c] < 0) {
            good = false;
            continue;
        }
        const Cell cell = row_cell_at(row->cells, (size_t)council_columns[c]);
        good = read_share(row, &cell, councils->id[c], &made->shares[c]) && good;
        if (made->shares[c].is_rest && rest) {
            cell_error(row, &cell, councils->id[c], NULL, "only one %s can get the rest (%s)",
                row->loader->the_case->settings.party, place_text(row->loader->arena, rest->place));
            good = false;
        }
        if (made->shares[c].is_rest && !rest) rest = &made->shares[c];
    }
    made->has_rest = rest != NULL;
    good = good && check_mixed_weights(row, council_columns);
    if (good) warn_of_percentages(row, council_columns);
    return good;
}

static void keep_row(const Row *row, Draft *draft, SplitRow made) {
    draft->rows = arena_grow(row->loader->arena, draft->rows, draft->count, &draft->capacity, sizeof *draft->rows);
    made.number = draft->count;
    draft->rows[draft->count++] = made;
}

/* The index among the splits; the first row of a split enters it. What cannot be a split gets an entry that nobody finds. */
static size_t enter_split(const Row *row) {
    Loader *loader = row->loader;
    const Place place = row_cell(row, SPLIT).place;
    Ids *splits = loader_ids(loader, &csv_splits);
    const size_t found = ids_find(splits, row->id), builtin = 1 + loader_ids(loader, &csv_councils)->count;
    if (found != NONE && found >= builtin) return found;
    if (found != NONE && found > 0) {
        diagnostics_error(loader->diagnostics, place, "choose another name",
            "\"%s\" is %s: as a split it means all of it", row->id, a_party(loader->arena, loader->the_case));
        return ids_add(splits, "", place);
    }
    static const Ids none;
    check_id(row, &none, reserved);
    for (const Reserved *taken = reserved; taken->id; taken++)
        if (names_match(row->id, taken->id)) return ids_add(splits, "", place);
    return ids_add(splits, row->id, place);
}

/* A driver that grows has no path to hold; what moves and what formulas give is taken as it is. */
static void read_tolerance(const Row *row, SplitRow *made) {
    const Case *the_case = row->loader->the_case;
    row_within(row, TOLERANCE, BOUND_SHARE, &made->tolerance);
    for (size_t c = 0; c < loader_ids(row->loader, &csv_councils)->count && made->tolerance > 0; c++) {
        const size_t driver = made->shares[c].driver, quantity = made->shares[c].quantity;
        if (quantity != NONE)
            row_warning(row, TOLERANCE, "clear the tolerance", "a tolerance has no effect on quantity \"%s\"",
                the_case->quantities[quantity].label.id);
        else if (driver != NONE && the_case->drivers[driver].phase != NONE)
            row_warning(row, TOLERANCE, "clear the tolerance, or the driver's phase",
                "a tolerance has no effect on driver \"%s\", which moves with a phase",
                the_case->drivers[driver].label.id);
        else if (driver != NONE &&
                 (the_case->drivers[driver].kind == DRIVER_GROWTH || the_case->drivers[driver].path.count == 0))
            row_warning(row, TOLERANCE, "give the driver a path, or clear the tolerance",
                "a tolerance has no effect on driver \"%s\", which has no path", the_case->drivers[driver].label.id);
    }
}

/* False when not all of the options are known. */
static bool read_options(const Row *row, const bool **in_option) {
    const size_t errors = row->loader->diagnostics->error_count;
    if (row_is_blank(row, OPTION)) return true;
    *in_option = row_marks(row, OPTION, &csv_options);
    return row->loader->diagnostics->error_count == errors && !loader_ids(row->loader, &csv_options)->incomplete;
}

static void read_row(const Row *row, const long *council_columns, Draft *draft) {
    SplitRow made = { .place = row_cell(row, FROM).place };
    if (!draft->place.file) draft->place = row_cell(row, SPLIT).place;
    const bool has_options = read_options(row, &made.in_option);
    const bool has_from = read_from(row, &made.from_month);
    const bool has_shares = read_shares(row, council_columns, &made);
    read_tolerance(row, &made);
    if (has_options && has_from && has_shares)
        keep_row(row, draft, made);
    else
        draft->broken = true;
}

/* A split of one row with a weight for each council. */
static Split fixed_split(Loader *loader, size_t number, Label label, size_t only_council) {
    const size_t councils = loader_ids(loader, &csv_councils)->count;
    SplitRow *row = arena_array(loader->arena, 1, sizeof *row);
    *row = (SplitRow){
        .from_month = INT_MIN, .shares = arena_array(loader->arena, councils, sizeof(Share)), .place = label.place
    };
    for (size_t c = 0; c < councils; c++)
        row->shares[c] = (Share){
            .weight = only_council == NONE || only_council == c, .driver = NONE, .quantity = NONE, .place = label.place
        };
    return (Split){ label, row, 1, number, NULL };
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    Ids *ids = loader_ids(loader, &csv_splits);
    const size_t councils = the_case->council_count, builtin = 1 + councils;
    ids_add(ids, "equal", (Place){ .file = csv_splits.file });
    for (size_t c = 0; c < councils; c++) ids_add(ids, the_case->councils[c].id, the_case->councils[c].place);

    Draft *drafts = arena_array(loader->arena, sheet->table.row_count, sizeof *drafts);
    const long *council_columns = sheet->present && !sheet->broken ? find_council_columns(loader, sheet) : NULL;
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        read_row(&row, council_columns, &drafts[enter_split(&row) - builtin]);
    }

    the_case->split_count = ids->count;
    the_case->splits = arena_array(loader->arena, the_case->split_count, sizeof *the_case->splits);
    the_case->splits[0] = fixed_split(loader, 0, (Label){ "equal", "Equal shares", { .file = csv_splits.file } }, NONE);
    for (size_t c = 0; c < councils; c++)
        the_case->splits[1 + c] = fixed_split(loader, 1 + c, the_case->councils[c], c);
    for (size_t s = builtin, capacity = ids->count; s < ids->count; s++) {
        const Draft *draft = &drafts[s - builtin];
        the_case->splits[s] = (Split){ { ids->id[s], ids->id[s], draft->place }, draft->rows, draft->count, s, NULL };
        if (!split_sort_rows(loader, &the_case->splits[s]) || draft->broken) continue;
        split_find_variants(loader, s, &capacity);
        split_check(loader, s, draft->count);
    }
}

const CsvKind csv_splits = {
    .file = "splits.csv",
    .row = "split",
    .help = "how shared money falls on councils",
    .what = "a split or council",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .second_key = FROM,
    .third_key = OPTION,
    .others = OTHERS_COUNCILS,
    .change = CHANGES_IN_USE,
    .read = read,
};
