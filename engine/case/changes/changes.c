#include "case/changes/changes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact_number.h"
#include "base/size_limits.h"
#include "case/settings.h"
#include "table/amount.h"
#include "table/currency.h"
#include "table/odd_characters.h"

/* A case may be changed by as many. */
#define MOST_CELLS_CHANGED 1e9

/* A sheet's rows by their ids, and room for those that a change matches, kept from change to change. */
typedef struct SheetRows {
    size_t *matches; /* [row_count of the table] */
    bool by_id;      /* ids and next hold */
    Ids ids;
    size_t *first, *next; /* [ids.count], [row_count]: the first row of an id, and the next of the same id or NONE */
    size_t compared;      /* see Ids */
    bool computed;        /* some cell's text is NOT_YET */
} SheetRows;

/* A change while it is applied to one sheet. */
typedef struct Edit {
    Loader *loader;
    const Change *change;
    Sheet *sheet;
    size_t *rows; /* [row_count] that match */
    size_t row_count;
    size_t *columns; /* [column_count] of the table */
    size_t column_count, column_capacity;
    bool whole_profile; /* column is a period, or all of them: a blank is 0, unless values are carried forward */
    bool all_periods;
    long formula, amount; /* columns that rows may give their amounts in, or -1 */
    double number;        /* of scale and add */
    bool has_percent;     /* it was written with the sign */
} Edit;

/* The text of a cell that was computed: it is written when it is asked for, not at each change. */
static const char NOT_YET[] = "a number";

static const char *text_at(const Edit *edit, size_t row, size_t column) {
    const Cell cell = row_cell_at(&edit->sheet->table.rows[row], column);
    return cell.text == NOT_YET ? number_exact_text(edit->loader->arena, *cell.computed) : cell.text;
}

static void fail(const Edit *edit, Cell at, const char *hint, const char *message) {
    diagnostics_add(edit->loader->diagnostics, BIZCASE_ERROR, at.place, message, hint);
}

/* "costs" or "costs.csv". */
static bool names_file(const char *text, const char *file) {
    const size_t stem = strlen(file) - strlen(".csv");
    return strcmp(text, file) == 0 || (strlen(text) == stem && strncmp(text, file, stem) == 0);
}

Sheet *loader_sheet_named(Loader *loader, const char *file) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        if (names_file(file, csv_kinds[s]->file)) return &loader->sheets[s];
    return NULL;
}

static Sheet *find_sheet(Loader *loader, const Cell *file) {
    Sheet *named = loader_sheet_named(loader, file->text);
    if (named) return named;
    const char *stems[CSV_KIND_COUNT];
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        stems[s] = arena_text_n(loader->arena, csv_kinds[s]->file, strlen(csv_kinds[s]->file) - strlen(".csv"));
    diagnostics_error(loader->diagnostics, file->place, choice_hint(loader->arena, file->text, stems, CSV_KIND_COUNT),
        "\"%s\" is not a file of a case", file->text);
    return NULL;
}

/* A case without case.csv can have settings set all the same. */
static void make_settings_table(Loader *loader, Sheet *sheet, Place place) {
    Cell *header = arena_array(loader->arena, 2, sizeof *header);
    header[0] = (Cell){ .text = "key", .place = place };
    header[1] = (Cell){ .text = "value", .place = place };
    sheet->table = (Table){ .file = sheet->kind->file, .column_count = 2, .header = header };
    sheet->present = true;
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

static long find_period_column(const Table *table, Period wanted) {
    const int months = table_months(table);
    for (size_t c = 0; c < table->column_count; c++) {
        Period period;
        if (period_parse_among(table->header[c].text, months, &period) && period.first_month == wanted.first_month &&
            period.length_months == wanted.length_months)
            return (long)c;
    }
    return -1;
}

static const char *setting_text(Loader *loader, const char *key) {
    const Table *table = &loader_sheet(loader, &csv_settings)->table;
    const long keys = table_find_column(table, "key"), values = table_find_column(table, "value");
    for (size_t r = 0; keys >= 0 && values >= 0 && r < table->row_count; r++)
        if (names_match(row_cell_at(&table->rows[r], (size_t)keys).text, key))
            return row_cell_at(&table->rows[r], (size_t)values).text;
    return "";
}

/* The column is new. A period beyond all that the file has most likely is a slip; it makes the case's horizon longer where
   case.csv does not set that. */
static long add_period(Edit *edit, bool is_period, Period wanted, const Cell *name) {
    Table *table = &edit->sheet->table;
    bool is_within = !is_period, has_periods = false, is_after = true;
    const int months = table_months(table);
    for (size_t c = 0; c < table->column_count && is_period; c++) {
        Period period;
        if (!period_parse_among(table->header[c].text, months, &period)) continue;
        if (has_periods && (period.first_month < wanted.first_month) != is_after) is_within = true;
        is_after = period.first_month < wanted.first_month;
        has_periods = true;
    }
    if (has_periods && !is_within && !setting_text(edit->loader, is_after ? "periods" : "start")[0])
        diagnostics_warning(edit->loader->diagnostics, name->place, NULL,
            "\"%s\" is %s all the periods of %s: the horizon may become longer", name->text,
            is_after ? "after" : "before", edit->sheet->kind->file);
    return (long)table_add_column(edit->loader->arena, table, name->text, name->place);
}

static void report_no_periods(const Edit *edit) {
    fail(edit, edit->change->column, NULL,
        arena_format(edit->loader->arena, "%s has no period columns", edit->sheet->kind->file));
}

static void add_column(Edit *edit, const char *name) {
    edit->columns = arena_grow(
        edit->loader->arena, edit->columns, edit->column_count, &edit->column_capacity, sizeof *edit->columns);
    edit->columns[edit->column_count++] =
        table_add_column(edit->loader->arena, &edit->sheet->table, name, edit->change->column.place);
}

enum { MOST_PERIODS_ADDED = 6000 };

/* Adds the columns of another file; gives the earliest of them, length 0 where there is none. */
static Period add_columns_of(Edit *edit, const Table *from) {
    const int months = table_months(from);
    Period earliest = { 0 }, period;
    const size_t count = from == &edit->sheet->table ? 0 : from->column_count;
    for (size_t c = 0; c < count; c++) {
        if (!period_parse_among(from->header[c].text, months, &period)) continue;
        add_column(edit, from->header[c].text);
        if (earliest.length_months == 0 || period.first_month < earliest.first_month) earliest = period;
    }
    return earliest;
}

static bool is_in_columns(const Edit *edit, Period wanted) {
    Period period;
    for (size_t c = 0; c < edit->column_count; c++)
        if (period_parse(edit->sheet->table.header[edit->columns[c]].text, &period) &&
            period.first_month == wanted.first_month)
            return true;
    return false;
}

/* Where no row of the file has period cells they are those of the settings, as far as these say, and of another file. False
   after a diagnostic. */
static bool add_periods_of_case(Edit *edit) {
    static const CsvKind *const kinds[] = { &csv_costs, &csv_benefits, &csv_quantities };
    Loader *loader = edit->loader;
    Period start;
    edit->columns = NULL;
    const bool has_start = period_parse(setting_text(loader, "start"), &start);
    const char *periods = setting_text(loader, "periods");
    const Amount count = amount_parse(periods);
    const bool has_count = periods[0] && !count.fault && count.value <= MOST_PERIODS_ADDED;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0] && edit->column_count == 0 && !(has_start && has_count);
         k++) {
        const Period earliest = add_columns_of(edit, &loader_sheet(loader, kinds[k])->table);
        if (!has_start) start = earliest;
    }
    for (double t = 0; (has_start || edit->column_count > 0) && has_count && t < count.value; t++) {
        if (!is_in_columns(edit, start)) add_column(edit, period_text(loader->arena, start));
        start.first_month += start.length_months;
    }
    if (edit->column_count == 0) report_no_periods(edit);
    return edit->column_count > 0;
}

static bool take_all_periods(Edit *edit) {
    const Table *table = &edit->sheet->table;
    edit->columns = arena_array(edit->loader->arena, table->column_count, sizeof *edit->columns);
    edit->whole_profile = true;
    for (size_t c = 0; c < table->column_count; c++) {
        Period period;
        if (kind_find_column(edit->sheet->kind, table->header[c].text) < 0 &&
            period_parse(table->header[c].text, &period))
            edit->columns[edit->column_count++] = c;
    }
    edit->all_periods = true;
    if (edit->column_count > 0) return true;
    if (edit->formula >= 0 || edit->amount >= 0) return edit->change->kind != CHANGE_SET || add_periods_of_case(edit);
    report_no_periods(edit);
    return false;
}

/* Whether the file may have such a column though it has not. */
static bool may_have_column(const Edit *edit) {
    const char *name = edit->change->column.text;
    return kind_find_column(edit->sheet->kind, name) >= 0 ||
           (edit->sheet->kind->others == OTHERS_PERIODS && edit->whole_profile);
}

static void report_column(const Edit *edit) {
    const Table *table = &edit->sheet->table;
    const CsvKind *kind = edit->sheet->kind;
    size_t count = 0;
    const char **names = arena_array(edit->loader->arena, kind->column_count + table->column_count + 1, sizeof *names);
    for (size_t c = 0; c < kind->column_count; c++) names[count++] = kind->columns[c].name;
    for (size_t c = 0; c < table->column_count; c++) names[count++] = table->header[c].text;
    if (kind->others == OTHERS_PERIODS) names[count++] = "periods";
    const char *hint = nearest_hint(edit->loader->arena, edit->change->column.text, names, count);
    if (may_have_column(edit)) hint = "use set to give a value";
    fail(edit, edit->change->column, hint,
        message_format(edit->loader->arena, "%s has no column \"%s\"", kind->file, edit->change->column.text));
}

static bool find_columns(Edit *edit) {
    const Cell *wanted = &edit->change->column;
    Table *table = &edit->sheet->table;
    Period period;
    const bool takes_periods = edit->sheet->kind->others == OTHERS_PERIODS;
    if (takes_periods && names_match(wanted->text, "periods")) return take_all_periods(edit);
    long found = table_find_column(table, wanted->text);
    edit->whole_profile = takes_periods && period_parse_among(wanted->text, table_months(table), &period);
    if (found < 0 && edit->whole_profile) found = find_period_column(table, period);
    if (found < 0 && edit->change->kind == CHANGE_SET && may_have_column(edit))
        found = add_period(edit, edit->whole_profile, period, wanted);
    if (found < 0) {
        report_column(edit);
        return false;
    }
    edit->columns = arena_array(edit->loader->arena, 1, sizeof *edit->columns);
    edit->columns[edit->column_count++] = (size_t)found;
    return true;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* Whether an element of the list `a;b` is text. */
static bool list_holds(const char *list, const char *text, bool exactly) {
    while (true) {
        list += strspn(list, " ");
        size_t length = strcspn(list, ";");
        const char *after = list + length;
        while (length > 0 && list[length - 1] == ' ') length--;
        if (exactly ? strncmp(list, text, length) == 0 && text[length] == '\0' : part_matches(list, length, text))
            return true;
        if (*after == '\0') return false;
        list = after + 1;
    }
}

static SheetRows *rows_of(Arena *arena, Sheet *sheet) {
    if (sheet->rows) return sheet->rows;
    sheet->rows = arena_alloc(arena, sizeof *sheet->rows);
    sheet->rows->matches = arena_array(arena, sheet->table.row_count, sizeof *sheet->rows->matches);
    return sheet->rows;
}

static void take_row(Edit *edit, size_t row) {
    edit->rows[edit->row_count++] = row;
}

static size_t match_column(Edit *edit, long column, const char *otherwise, const char *text, bool exactly) {
    const Table *table = &edit->sheet->table;
    edit->row_count = 0;
    for (size_t r = 0; r < table->row_count; r++) {
        const char *cell = column >= 0 ? text_at(edit, r, (size_t)column) : "";
        if (cell[0] == '\0' && otherwise) cell = otherwise;
        if (list_holds(cell, text, exactly)) take_row(edit, r);
    }
    return edit->row_count;
}

static void report_no_match(const Edit *edit, const char *column_name, long column, const char *text) {
    Loader *loader = edit->loader;
    SheetRows *rows = edit->sheet->rows;
    if (diagnostics_counted(loader->diagnostics, BIZCASE_ERROR, edit->change->row.place)) return;
    Arena *working = arena_within(loader->arena);
    Ids values;
    ids_init(&values, working, NULL);
    values.compared = rows->compared;
    for (size_t r = 0; column >= 0 && r < edit->sheet->table.row_count && ids_search(&values); r++) {
        const char *value = text_at(edit, r, (size_t)column);
        if (value[0] && ids_find(&values, value) == NONE) ids_add(&values, value, (Place){ 0 });
    }
    fail(edit, edit->change->row, values.count > 0 ? ids_hint(&values, text) : NULL,
        message_format(loader->arena, "no row of %s has %s \"%s\"", edit->sheet->kind->file, column_name, text));
    rows->compared = values.compared;
    arena_free(working);
}

/* filter: "programme=infrastructure". */
static bool match_filter(Edit *edit, const char *filter) {
    const CsvKind *kind = edit->sheet->kind;
    const char *equals = strchr(filter, '='), *text = equals + 1 + strspn(equals + 1, " ");
    size_t length = (size_t)(equals - filter);
    while (length > 0 && filter[length - 1] == ' ') length--;
    const char *name = arena_text_n(edit->loader->arena, filter, length);
    const long known = kind_find_column(kind, name), column = table_find_column(&edit->sheet->table, name);
    if (known < 0 && column < 0) {
        const char **names = column_names(edit->loader->arena, kind);
        fail(edit, edit->change->row, choice_hint(edit->loader->arena, name, names, kind->column_count),
            message_format(edit->loader->arena, "%s has no column \"%s\"", kind->file, name));
        return false;
    }
    const char *otherwise = known >= 0 ? column_otherwise(&kind->columns[known]) : NULL;
    if (match_column(edit, column, otherwise, text, true) || match_column(edit, column, otherwise, text, false))
        return true;
    report_no_match(edit, name, column, text);
    return false;
}

/* Whether filters with `;` between are several. What is in a cell's list holds no `;`. */
static bool are_filters(const char *text) {
    for (const char *at = text; at; at = strchr(at, ';') ? strchr(at, ';') + 1 : NULL) {
        const size_t before = strcspn(at, "=;");
        if (at[before] != '=' || before == 0) return false;
    }
    return true;
}

/* Rows that all of the filters match. */
static bool match_filters(Edit *edit) {
    const char *at = edit->change->row.text;
    if (!are_filters(at)) return match_filter(edit, at);
    Arena *working = arena_within(edit->loader->arena);
    size_t *matched = arena_array(working, edit->sheet->table.row_count, sizeof *matched); /* by how many filters */
    size_t filters = 0;
    for (bool more = true; more; filters++) {
        const size_t length = strcspn(at, ";");
        const char *filter = arena_text_n(working, at, length);
        if (!match_filter(edit, filter + strspn(filter, " "))) break;
        for (size_t i = 0; i < edit->row_count; i++) matched[edit->rows[i]]++;
        more = at[length] == ';';
        at += length + more;
        if (more) continue;
        edit->row_count = 0;
        for (size_t r = 0; r < edit->sheet->table.row_count; r++)
            if (matched[r] == filters + 1) take_row(edit, r);
        if (edit->row_count == 0)
            fail(edit, edit->change->row, NULL,
                arena_format(edit->loader->arena, "no row of %s has all of %s", edit->sheet->kind->file,
                    shown_text(edit->loader->arena, edit->change->row.text)));
        arena_free(working);
        return edit->row_count > 0;
    }
    arena_free(working);
    return false;
}

/* A setting that case.csv leaves to its default gets a row. */
static bool add_setting(Edit *edit, long key_column) {
    Table *table = &edit->sheet->table;
    const Cell *wanted = &edit->change->row;
    const char *key = setting_find(wanted->text);
    if (!key) {
        fail(edit, *wanted, setting_hint(edit->loader->arena, wanted->text),
            message_format(edit->loader->arena, "there is no setting \"%s\"", wanted->text));
        return false;
    }
    if (edit->change->kind != CHANGE_SET) {
        fail(edit, *wanted, "use set",
            message_format(edit->loader->arena, "case.csv does not have \"%s\", so there is nothing to change", key));
        return false;
    }
    const size_t row = table_add_row(edit->loader->arena, table, wanted->place);
    edit->sheet->rows = NULL;
    table_cell_to_change(edit->loader->arena, table, row, (size_t)key_column)->text = key;
    edit->rows = rows_of(edit->loader->arena, edit->sheet)->matches;
    take_row(edit, row);
    return true;
}

static void index_rows(const Edit *edit, SheetRows *rows, size_t id_column) {
    Arena *arena = edit->loader->arena;
    const size_t count = edit->sheet->table.row_count;
    ids_init(&rows->ids, arena, NULL);
    rows->first = arena_array(arena, count, sizeof *rows->first);
    rows->next = arena_array(arena, count, sizeof *rows->next);
    for (size_t r = count; r-- > 0;) { /* backwards: each goes before the later ones */
        const char *id = text_at(edit, r, id_column);
        size_t found = ids_find(&rows->ids, id);
        rows->next[r] = found == NONE ? NONE : rows->first[found];
        if (found == NONE) found = ids_add(&rows->ids, id, (Place){ 0 });
        rows->first[found] = r;
    }
    rows->by_id = true;
}

static bool match_id(Edit *edit, size_t id_column) {
    SheetRows *rows = edit->sheet->rows;
    if (!rows->by_id) index_rows(edit, rows, id_column);
    const size_t found = ids_find(&rows->ids, edit->change->row.text);
    for (size_t r = found == NONE ? NONE : rows->first[found]; r != NONE; r = rows->next[r]) take_row(edit, r);
    return edit->row_count > 0;
}

static bool match_settings(Edit *edit, size_t id_column) {
    for (size_t r = 0; r < edit->sheet->table.row_count; r++)
        if (names_match(text_at(edit, r, id_column), edit->change->row.text)) take_row(edit, r);
    return edit->row_count > 0;
}

static bool find_rows(Edit *edit) {
    Table *table = &edit->sheet->table;
    const CsvKind *kind = edit->sheet->kind;
    const char *text = edit->change->row.text, *equals = strchr(text, '=');
    const long id_column = table_find_column(table, kind->columns[0].name);
    edit->rows = rows_of(edit->loader->arena, edit->sheet)->matches;
    if (strcmp(text, "*") == 0) {
        for (size_t r = 0; r < table->row_count; r++) take_row(edit, r);
        if (table->row_count == 0)
            fail(edit, edit->change->row, NULL, arena_format(edit->loader->arena, "%s has no rows", kind->file));
        return table->row_count > 0;
    }
    if (id_column < 0) return false; /* reported when the header is checked */
    if (kind == &csv_settings ? match_settings(edit, (size_t)id_column) : match_id(edit, (size_t)id_column))
        return true;
    if (equals && equals != text) return match_filters(edit);
    if (kind == &csv_settings) return add_setting(edit, id_column);
    report_no_match(edit, kind->columns[0].name, id_column, text);
    return false;
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

static bool cell_value(const Edit *edit, const Cell *cell, double *value) {
    *value = cell->computed ? *cell->computed : 0;
    if (cell->computed || cell->text[0] == '\0') return true;
    const Amount amount = amount_parse(cell->text);
    *value = amount.value;
    if (!amount.fault) return true;
    fail(edit, edit->change->column, "use set, or match other rows",
        message_format(edit->loader->arena, "\"%s\" at %s is not a number: it cannot be %s", cell->text,
            place_text(edit->loader->arena, cell->place), edit->change->kind == CHANGE_SCALE ? "scaled" : "added to"));
    return false;
}

/* A blank amount is 0; a blank value that is carried forward is not. */
static bool adds_to_nothing(const Edit *edit) {
    return edit->whole_profile && edit->change->kind == CHANGE_ADD && !edit->sheet->kind->periods_are_numbers;
}

/* Whether there is nothing to change. */
static bool stays_blank(const Edit *edit, size_t row, size_t column) {
    return edit->change->kind != CHANGE_SET && !adds_to_nothing(edit) &&
           row_cell_at(&edit->sheet->table.rows[row], column).text[0] == '\0';
}

/* False after a diagnostic. */
static bool edit_cell(const Edit *edit, Cell *cell) {
    const Change *change = edit->change;
    double value;
    if (change->kind == CHANGE_SET) {
        *cell = (Cell){ .text = change->value.text, .place = change->value.place };
        return true;
    }
    if (!cell_value(edit, cell, &value)) return false;
    if (!cell->computed) cell->computed = arena_alloc(edit->loader->arena, sizeof *cell->computed);
    *cell->computed = change->kind == CHANGE_SCALE ? value * edit->number : value + edit->number;
    cell->text = NOT_YET;
    cell->place = change->value.place;
    edit->sheet->rows->computed = true;
    if (isfinite(*cell->computed)) return true;
    fail(edit, change->value, NULL, "the result is too large");
    return false;
}

/* Money, or another number that was written without the sign and is no share: 10% of 1 is not what is to be added. */
static bool is_beyond_percent(const Edit *edit, const Cell *cell, size_t column) {
    Period period;
    const bool is_period = period_parse(edit->sheet->table.header[column].text, &period);
    if (is_period && edit->sheet->kind->others == OTHERS_PERIODS && !edit->sheet->kind->periods_are_numbers)
        return true;
    if (cell->computed) return fabs(*cell->computed) >= 2;
    const Amount amount = amount_parse(cell->text);
    return !amount.fault && !amount.has_percent && fabs(amount.value) >= 2;
}

/* "+10%" is meant as a tenth more, and so is "*10%"; the one would add ten pence, the other leave a tenth. */
static bool check_percent(const Edit *edit, bool is_beyond) {
    static const double likely_factor = 0.5;
    Arena *arena = edit->loader->arena;
    const Change *change = edit->change;
    const Amount amount = amount_parse(change->value.text);
    const bool scales = change->kind == CHANGE_SCALE, is_typed = change->value.place.asked;
    if (change->kind == CHANGE_SET || amount.fault || !amount.has_percent) return true;
    if ((scales && (amount.value >= likely_factor || amount.value < 0)) || !is_beyond) return true;
    const char *hint = arena_format(arena, is_typed ? "write *%.10g" : "scale by %.10g", 1 + amount.value);
    if (scales)
        hint = arena_format(arena, "%s to add %s, %s%.10g to keep %s", hint, change->value.text, is_typed ? "*" : "",
            amount.value, change->value.text);
    fail(edit, change->value, hint,
        scales ? arena_format(arena, "\"%s\" would leave only %.10g of each number", change->value.text, amount.value)
               : arena_format(arena, "\"%s\" would add %.10g to each number", change->value.text, amount.value));
    return false;
}

/* Cells that a file has left out take memory once they hold something. */
static bool check_room(const Edit *edit) {
    Loader *loader = edit->loader;
    const Table *table = &edit->sheet->table;
    double added = 0;
    for (size_t i = 0; i < edit->row_count; i++)
        for (size_t c = edit->column_count; c-- > 0;)
            if (edit->columns[c] >= table->rows[edit->rows[i]].count &&
                !stays_blank(edit, edit->rows[i], edit->columns[c])) {
                added += (double)table->column_count * sizeof(Cell);
                break;
            }
    loader->folder.held_bytes += added;
    loader->cells_changed += (double)edit->row_count * (double)edit->column_count;
    const bool fits = loader->folder.held_bytes <= MOST_RUN_BYTES && loader->cells_changed <= MOST_CELLS_CHANGED;
    if (!fits)
        fail(edit, edit->change->row, "change fewer rows, or replace changes that follow each other with one",
            loader->cells_changed > MOST_CELLS_CHANGED
                ? "the changes together rewrite more than 1,000,000,000 cells"
                : "the case with this change would take more than 2 GB of memory");
    return fits;
}

static bool change_cell(const Edit *edit, Cell *cell, size_t column) {
    if (edit->has_percent && !check_percent(edit, is_beyond_percent(edit, cell, column))) return false;
    return edit_cell(edit, cell);
}

/* --- rows that give their amounts otherwise than in cells ------------------------------------------------------------ */

/* A number as formulas read it, without an exponent. */
static const char *plain_number(Arena *arena, double number) {
    const char *text = number_exact_text(arena, fabs(number));
    if (strchr(text, 'e')) text = arena_format(arena, "%.*f", fabs(number) < 1 ? 40 : 0, fabs(number));
    return number < 0 ? arena_format(arena, "(-%s)", text) : text;
}

/* The byte after the bracket that closes the one a formula begins with; 0: it begins with none. */
static size_t end_of_bracket(const char *text) {
    size_t depth = 0;
    bool is_quoted = false;
    if (text[0] != '(') return 0;
    for (size_t at = 0; text[at]; at++) {
        if (text[at] == '\'') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (text[at] == '(') depth++;
        if (text[at] == ')' && --depth == 0) return at + 1;
    }
    return 0;
}

/* "(lamps * price) * 1.1 * 2": what an earlier change made, to which another factor can be put; or, with a sum in it, another
   term. */
static bool takes_more(const char *text, ChangeKind kind) {
    size_t at = end_of_bracket(text);
    if (at == 0) return false;
    while (text[at]) {
        if (strncmp(text + at, " * ", 3) != 0 && (kind == CHANGE_SCALE || strncmp(text + at, " + ", 3) != 0))
            return false;
        at += 3;
        const size_t digits = strspn(text + at, "0123456789."), bracket = end_of_bracket(text + at);
        if (digits == 0 && (bracket == 0 || strspn(text + at, "(-0123456789.)") < bracket)) return false;
        at += digits + bracket;
    }
    return true;
}

/* "(lamps * price) * 1.1": what stood there keeps its place, so that a fault in it is told where it is. */
static bool edit_formula(const Edit *edit, Cell *cell) {
    Arena *arena = edit->loader->arena;
    const bool has_equals = cell->text[0] == '=';
    const char *formula = cell->text + has_equals, *number = plain_number(arena, edit->number);
    const char operation = edit->change->kind == CHANGE_SCALE ? '*' : '+';
    if (edit->has_percent && !check_percent(edit, !edit->sheet->kind->periods_are_numbers)) return false;
    if (!has_equals && takes_more(formula, edit->change->kind)) {
        cell->text = arena_format(arena, "%s %c %s", formula, operation, number);
        return true;
    }
    cell->text = arena_format(arena, "(%s) %c %s", formula, operation, number);
    if (!has_equals && cell->lead > 0)
        cell->lead--;
    else if (!has_equals && cell->place.column > 1 && !cell->place.in_sheet)
        cell->place.column--;
    return true;
}

static bool edit_amount(const Edit *edit, Cell *cell) {
    if (edit->has_percent && !check_percent(edit, true)) return false;
    return edit_cell(edit, cell);
}

static Cell *cell_to_change(const Edit *edit, size_t row, long column) {
    return table_cell_to_change(edit->loader->arena, &edit->sheet->table, row, (size_t)column);
}

/* The column in which a row gives its amounts; -1: in cells. */
static long way_of(const Edit *edit, size_t row) {
    const TableRow *cells = &edit->sheet->table.rows[row];
    if (!edit->whole_profile) return -1;
    if (edit->formula >= 0 && row_cell_at(cells, (size_t)edit->formula).text[0]) return edit->formula;
    if (edit->amount >= 0 && row_cell_at(cells, (size_t)edit->amount).text[0]) return edit->amount;
    return -1;
}

/* Cells take the place of what was there. */
static void clear_ways(const Edit *edit, size_t row) {
    static const char *const names[] = { "formula", "amount", "from", "to" };
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        const long column = table_find_column(&edit->sheet->table, names[n]);
        if (column >= 0 && row_cell_at(&edit->sheet->table.rows[row], (size_t)column).text[0])
            *cell_to_change(edit, row, column) = (Cell){ .text = "", .place = edit->change->value.place };
    }
}

static void report_single_period(const Edit *edit, size_t row, long way) {
    const long id = table_find_column(&edit->sheet->table, edit->sheet->kind->columns[0].name);
    fail(edit, edit->change->column,
        way == edit->formula ? "change all its periods, or its formula" : "change all its periods, or its amount",
        message_format(edit->loader->arena, "%s \"%s\" has %s, so a single period of it cannot be changed",
            edit->sheet->kind->row, id >= 0 ? text_at(edit, row, (size_t)id) : "",
            way == edit->formula ? "a formula" : "an amount a year"));
}

/* False after a diagnostic. */
static bool change_way(const Edit *edit, size_t row, long way) {
    if (!edit->all_periods) {
        report_single_period(edit, row, way);
        return false;
    }
    Cell *cell = cell_to_change(edit, row, way);
    return way == edit->formula ? edit_formula(edit, cell) : edit_amount(edit, cell);
}

/* Whether all that a change of numbers matches is blank. */
static bool is_all_blank(const Edit *edit) {
    if (adds_to_nothing(edit)) return false;
    for (size_t i = 0; i < edit->row_count; i++) {
        if (way_of(edit, edit->rows[i]) >= 0) return false;
        for (size_t c = 0; c < edit->column_count; c++)
            if (row_cell_at(&edit->sheet->table.rows[edit->rows[i]], edit->columns[c]).text[0]) return false;
    }
    return edit->change->kind != CHANGE_SET;
}

/* What is blank in central may stand in cells, an amount or a formula. */
static const char *hint_of_blank(const Edit *edit) {
    const Table *table = &edit->sheet->table;
    Period period;
    for (size_t c = 0; c < table->column_count && names_match(edit->change->column.text, "central"); c++) {
        const char *name = table->header[c].text;
        const bool is_number = names_match(name, "formula") || names_match(name, "amount") ||
                               period_parse_among(name, table_months(table), &period);
        for (size_t i = 0; i < edit->row_count && is_number; i++)
            if (row_cell_at(&table->rows[edit->rows[i]], c).text[0]) return "to change all its amounts use periods";
    }
    return "use set to give a value";
}

static void edit_cells(const Edit *edit) {
    Arena *arena = edit->loader->arena;
    const long id_column = table_find_column(&edit->sheet->table, edit->sheet->kind->columns[0].name);
    if (!check_room(edit)) return;
    for (size_t c = 0; c < edit->column_count; c++)
        if ((long)edit->columns[c] == id_column) edit->sheet->rows->by_id = false;
    if (is_all_blank(edit)) {
        fail(edit, edit->change->column, hint_of_blank(edit),
            message_format(
                arena, "column \"%s\" is blank in every row that this change matches", edit->change->column.text));
        return;
    }
    for (size_t i = 0; i < edit->row_count; i++) {
        const size_t row = edit->rows[i];
        const long way = way_of(edit, row);
        const bool puts_cells = edit->change->kind == CHANGE_SET && edit->all_periods;
        if (way >= 0 && !puts_cells) {
            if (!change_way(edit, row, way)) return;
            continue;
        }
        if (way >= 0) clear_ways(edit, row);
        for (size_t c = 0; c < edit->column_count; c++) {
            const size_t column = edit->columns[c];
            if (!stays_blank(edit, row, column) &&
                !change_cell(edit, table_cell_to_change(arena, &edit->sheet->table, row, column), column))
                return;
        }
    }
}

static bool read_number(Edit *edit) {
    const Cell *value = &edit->change->value;
    if (edit->change->kind == CHANGE_SET) return true;
    const Amount amount = amount_parse(value->text);
    const char *currency = loader_currency(edit->loader);
    edit->number = amount.value;
    edit->has_percent = amount.has_percent;
    const char *without,
        *written = amount.fault ? currency_beside(edit->loader->arena, value->text, &without) : amount.currency;
    if (!amount.fault && amount.currency && edit->change->kind == CHANGE_SCALE) {
        fail(edit, *value, "a factor such as 1.2 or 80%",
            arena_format(edit->loader->arena, "\"%s\" is money, and only a plain number can scale money", value->text));
        return false;
    }
    if (written && !is_same_currency(currency, written)) {
        fail(edit, *value, arena_format(edit->loader->arena, "write the amount in %s", currency),
            arena_format(edit->loader->arena, "\"%s\" is in a different currency from the case, which uses %s",
                value->text, currency));
        return false;
    }
    if (!amount.fault) return true;
    const char *hint = value->text[0] ? amount_hint(edit->loader->arena, value->text, amount.fault) : NULL;
    const Amount added = amount_parse(value->text[0] == '+' ? value->text + 1 : "");
    if (edit->change->kind == CHANGE_SCALE && !added.fault && added.has_percent) /* +10%, as a factor */
        hint =
            arena_format(edit->loader->arena, value->place.asked ? "write *%.10g" : "scale by %.10g", 1 + added.value);
    if (!hint) hint = edit->change->kind == CHANGE_SCALE ? "a factor such as 1.2 or 80%" : "an amount such as 1,000";
    fail(edit, *value, hint,
        value->text[0] ? message_format(edit->loader->arena, "\"%s\" is not a number", value->text)
                       : "a number is missing");
    return false;
}

void change_apply(Loader *loader, const Change *change) {
    Edit edit = { .loader = loader, .change = change, .sheet = find_sheet(loader, &change->file) };
    if (!edit.sheet || edit.sheet->broken || !read_number(&edit)) return;
    if (!edit.sheet->present) {
        if (edit.sheet->kind != &csv_settings) {
            fail(&edit, change->file, NULL, arena_format(loader->arena, "this case has no %s", edit.sheet->kind->file));
            return;
        }
        make_settings_table(loader, edit.sheet, change->file.place);
    }
    edit.formula = edit.amount = -1;
    if (kind_find_column(edit.sheet->kind, "formula") >= 0) {
        edit.formula = table_find_column(&edit.sheet->table, "formula");
        edit.amount = table_find_column(&edit.sheet->table, "amount");
    }
    if (find_columns(&edit) && find_rows(&edit)) edit_cells(&edit);
}

void changes_end(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const Sheet *sheet = &loader->sheets[s];
        if (!sheet->rows || !sheet->rows->computed) continue;
        for (size_t r = 0; r < sheet->table.row_count; r++)
            for (size_t c = 0; c < sheet->table.rows[r].count; c++) {
                Cell *cell = &sheet->table.rows[r].cells[c];
                if (cell->text == NOT_YET) cell->text = number_exact_text(loader->arena, *cell->computed);
            }
    }
}
