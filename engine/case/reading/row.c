#include "case/reading/row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/size_limits.h"
#include "case/party.h"
#include "case/reading/decimals.h"
#include "table/amount.h"
#include "table/currency.h"
#include "table/odd_characters.h"

static size_t index_of(const CsvKind *kind) {
    size_t k = 0;
    while (csv_kinds[k] != kind) k++;
    return k;
}

Sheet *loader_sheet(Loader *loader, const CsvKind *kind) {
    return &loader->sheets[index_of(kind)];
}

Ids *loader_ids(Loader *loader, const CsvKind *kind) {
    return &loader->ids[index_of(kind->what ? kind : kind->among)];
}

const char *loader_currency(const Loader *loader) {
    const char *currency = loader->the_case->settings.currency;
    const Table *table = &loader->sheets[index_of(&csv_settings)].table;
    const long key = table_find_column(table, "key"), value = table_find_column(table, "value");
    for (size_t r = 0; !currency && key >= 0 && value >= 0 && r < table->row_count; r++)
        if (names_match(row_cell_at(&table->rows[r], (size_t)key).text, "currency") &&
            row_cell_at(&table->rows[r], (size_t)value).text[0])
            currency = row_cell_at(&table->rows[r], (size_t)value).text;
    return currency ? currency : "£";
}

int horizon_start(const Loader *loader) {
    return loader->the_case->settings.start.first_month;
}

int horizon_end(const Loader *loader) {
    return settings_end_month(&loader->the_case->settings);
}

Row row_at(Loader *loader, const Sheet *sheet, size_t r) {
    Row row = { .loader = loader, .sheet = sheet, .cells = &sheet->table.rows[r], .id = "" };
    if (sheet->columns[0] >= 0) row.id = row_cell_at(row.cells, (size_t)sheet->columns[0]).text;
    return row;
}

const char *row_words(const Row *row) {
    Arena *arena = row->loader->arena;
    const char *kind = row->sheet->kind->row;
    return row->id[0] ? message_format(arena, "%s \"%s\"", kind, row->id)
                      : message_format(arena, "a %s without a name", kind);
}

/* A cell that a scenario edited is in the scenario's file: the row's place is that of one that it did not. */
Place row_place(const Row *row) {
    const Table *table = &row->sheet->table;
    Place place = row->cells->cells[0].place;
    for (size_t c = 0; c < row->cells->count; c++)
        if (row->cells->cells[c].place.file == table->file) {
            place = row->cells->cells[c].place;
            break;
        }
    place.column = place.field = 0;
    return place;
}

Cell row_cell(const Row *row, size_t column) {
    const long at = row->sheet->columns[column];
    return at >= 0 ? row_cell_at(row->cells, (size_t)at) : (Cell){ .text = "", .place = row_place(row) };
}

bool row_is_blank(const Row *row, size_t column) {
    const long at = row->sheet->columns[column];
    return at < 0 || row_cell_at(row->cells, (size_t)at).text[0] == '\0';
}

const char *row_text(const Row *row, size_t column) {
    if (!row_is_blank(row, column)) return row_cell(row, column).text;
    const char *otherwise = column_otherwise(&row->sheet->kind->columns[column]);
    return otherwise ? otherwise : "";
}

const char **row_remarks(const Row *row) {
    const CsvKind *kind = row->sheet->kind;
    const char **remarks = arena_array(row->loader->arena, kind->column_count, sizeof *remarks);
    for (size_t i = 0, c; (c = kind_remark(kind, i)) < kind->column_count; i++) remarks[i] = row_text(row, c);
    return remarks;
}

static bool same_text(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* One cell of a scenario, or one change, may be set in many cells of a file: what is wrong with it is told of the first. */
static bool is_told(const Row *row, Place place, const char *message) {
    const Diagnostics *diagnostics = row->loader->diagnostics;
    if (place.file == row->sheet->table.file || diagnostics->count == 0) return false;
    const BizcaseDiagnostic *last = &diagnostics->items[diagnostics->count - 1];
    return same_text(last->file, place.file) && same_text(last->field, place.asked) && last->line == place.line &&
           last->column == place.column && strncmp(last->message, message, strlen(message)) == 0;
}

static void report(const Row *row, BizcaseSeverity severity, Place place, const char *column_name, const char *hint,
    const char *format, va_list arguments) {
    Loader *loader = row->loader;
    if (diagnostics_counted(loader->diagnostics, severity, place)) return;
    const char *message = message_vformat(loader->arena, format, arguments);
    if (severity == BIZCASE_ERROR && is_told(row, place, message)) return;
    diagnostics_add(loader->diagnostics, severity, place,
        arena_format(
            loader->arena, "%s (column %s of %s)", message, shown_text(loader->arena, column_name), row_words(row)),
        hint);
}

void cell_error(const Row *row, const Cell *cell, const char *column_name, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(row, BIZCASE_ERROR, cell->place, column_name, hint, format, arguments);
    va_end(arguments);
}

void cell_warning(
    const Row *row, const Cell *cell, const char *column_name, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(row, BIZCASE_WARNING, cell->place, column_name, hint, format, arguments);
    va_end(arguments);
}

void row_error(const Row *row, size_t column, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(row, BIZCASE_ERROR, row_cell(row, column).place, row->sheet->kind->columns[column].name, hint, format,
        arguments);
    va_end(arguments);
}

void row_warning(const Row *row, size_t column, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(row, BIZCASE_WARNING, row_cell(row, column).place, row->sheet->kind->columns[column].name, hint, format,
        arguments);
    va_end(arguments);
}

const char *currency_text(const Loader *loader, double amount) {
    return money_in_words(loader->arena, loader->the_case->settings.currency, amount);
}

/* "£1.2m" where the case says that 1 means a thousand pounds: is it a million pounds, or a thousand million? */
static void check_suffix(const Row *row, const Cell *cell, const char *column_name, double value) {
    const double scale = row->loader->the_case->settings.scale;
    if (scale == 1) return;
    cell_warning(row, cell, column_name, "leave out k and m, because the case has a scale",
        "\"%s\" is multiplied by the scale %.0f of the case: %s", cell->text, scale,
        currency_text(row->loader, value * scale));
}

/* At par is what it would silently be taken as. */
static bool check_currency(const Row *row, const Cell *cell, const char *column_name, const char *written) {
    const char *own = loader_currency(row->loader);
    if (!written || is_same_currency(own, written)) return true;
    cell_error(row, cell, column_name,
        arena_format(row->loader->arena, "write the amount in %s, or set currency in case.csv to %s", own, written),
        "\"%s\" is in a different currency from the case, which uses %s", cell->text, own);
    return false;
}

Reading cell_number(const Row *row, const Cell *cell, const char *column_name, NumberRule rule, double *value) {
    if (cell->text[0] == '\0') return READ_BLANK;
    if (cell->computed) {
        *value = *cell->computed;
        return READ_GOOD;
    }
    const Amount amount = amount_parse(cell->text);
    const char *what = rule == NUMBER_MONEY ? "an amount" : "a number";
    if (amount.fault) {
        const char *number, *currency = currency_beside(row->loader->arena, cell->text, &number);
        if (!check_currency(row, cell, column_name, currency)) return READ_BAD;
        const char *hint = amount_hint(row->loader->arena, cell->text, amount.fault);
        cell_error(row, cell, column_name, hint, "\"%s\" is not %s", cell->text, what);
        return READ_BAD;
    }
    if (rule == NUMBER_MONEY && amount.has_percent) {
        cell_error(row, cell, column_name, "write money, not a percentage", "\"%s\" is not an amount", cell->text);
        return READ_BAD;
    }
    if (!check_currency(row, cell, column_name, amount.currency)) return READ_BAD;
    if (rule == NUMBER_MONEY && amount.has_suffix) check_suffix(row, cell, column_name, amount.value);
    if (rule == NUMBER_MONEY || row->sheet->kind == &csv_quantities) decimals_note(row, cell, column_name, &amount);
    commas_note(row, cell, column_name, &amount);
    *value = amount.value;
    return READ_GOOD;
}

Reading row_number(const Row *row, size_t column, NumberRule rule, double *value) {
    const Column *named = &row->sheet->kind->columns[column];
    Cell cell = row_cell(row, column);
    if (cell.text[0] == '\0' && column_otherwise(named)) cell.text = column_otherwise(named);
    return cell_number(row, &cell, named->name, rule, value);
}

bool row_period(const Row *row, size_t column, Period *period) {
    const char *text = row_text(row, column);
    if (period_parse_among(text, row->loader->period_length.months, period)) return true;
    row_error(row, column, period_hint(row->loader->arena, text), "\"%s\" is not a period", text);
    return false;
}

/* The year or quarter that a shorter period lies in. */
static const char *containing_text(Arena *arena, const Period *period, const PeriodLength *length) {
    const int start = financial_year_start(period->first_month);
    const int first = start + (period->first_month - start) / length->months * length->months;
    return period_text(arena, (Period){ first, length->months });
}

/* advice: what else may be meant, behind the period that holds a shorter one. */
static bool check_length(const Row *row, size_t column, const Period *period, const char *advice) {
    const PeriodLength *length = &row->loader->period_length;
    if (!length->months || period->length_months == length->months) return true;
    const bool may_be_year = period->length_months == 1 && month_may_be_year(period->first_month);
    const char *year = financial_year_text(row->loader->arena, period->first_month / 12 * 12 + 3);
    row_error(row, column,
        may_be_year
            ? arena_format(row->loader->arena,
                  "a spreadsheet has probably made it from the year %s: format the cell as text and type the year",
                  year)
        : length->months > period->length_months ? arena_format(row->loader->arena, "did you mean \"%s\"?%s",
                                                       containing_text(row->loader->arena, period, length), advice)
                                                 : NULL,
        "\"%s\" is not one of the case's %s (%s)", row_text(row, column), period_length_text(length->months),
        place_text(row->loader->arena, length->place));
    return false;
}

bool row_period_of_case(const Row *row, size_t column, Period *period) {
    return row_period(row, column, period) && check_length(row, column, period, "");
}

bool row_first_period(const Row *row, size_t column, Period *period, const char *advice) {
    const int months = row->loader->period_length.months;
    if (!row_period(row, column, period)) return false;
    if (months && period->length_months > months) period->length_months = months;
    return check_length(row, column, period, period->length_months == 1 ? advice : "");
}

size_t row_word(const Row *row, size_t column, const char *const *words, size_t count, const char *what) {
    const char *text = row_text(row, column);
    if (text[0] == '\0') return NONE;
    for (size_t w = 0; w < count; w++)
        if (names_match(text, words[w])) return w;
    row_error(row, column, choice_hint(row->loader->arena, text, words, count), "\"%s\" is not %s", text, what);
    return NONE;
}

size_t row_choice(const Row *row, size_t column, const char *what) {
    const Column *of = &row->sheet->kind->columns[column];
    size_t count = 0;
    while (of->choice(count)) count++;
    const char **words = arena_array(row->loader->arena, count, sizeof *words);
    for (size_t i = 0; i < count; i++) words[i] = of->choice(i);
    const size_t word = row_word(row, column, words, count, what);
    return word == NONE ? 0 : word;
}

/* "this case has no splits.csv and no councils.csv": the files that would give names of a kind, and are missing. */
static const char *absent_files(Loader *loader, const CsvKind *of) {
    const char *list = arena_format(loader->arena, "this case has no %s", of->file);
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (csv_kinds[k]->among == of && !loader->sheets[k].present)
            list = arena_format(loader->arena, "%s and no %s", list, csv_kinds[k]->file);
    return list;
}

/* Of all files that would give names of a kind. */
static bool has_no_rows(const Loader *loader, const CsvKind *of) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if ((csv_kinds[k] == of || csv_kinds[k]->among == of) && loader->sheets[k].table.row_count > 0) return false;
    return true;
}

/* Where the file that would give the name is missing or empty, that is the cause; it is said once. */
static void report_unknown_name(const Row *row, size_t column, const char *text, const CsvKind *of) {
    Arena *arena = row->loader->arena;
    Ids *ids = loader_ids(row->loader, of);
    if (diagnostics_counted(row->loader->diagnostics, BIZCASE_ERROR, row_cell(row, column).place)) return;
    const char *behind = strchr(text, ',');
    const char *first = behind ? arena_text_n(arena, text, (size_t)(behind - text)) : "";
    if (behind && ids_find(ids, first) != NONE) {
        row_error(row, column, "separate names with ;", "\"%s\" is not %s", text, ids->what);
        return;
    }
    const bool is_there = loader_sheet(row->loader, of)->present, is_empty = is_there && has_no_rows(row->loader, of);
    if ((is_there && !is_empty) || (ids_search(ids) && nearest_hint(arena, text, ids->id, ids->count))) {
        row_error(row, column, ids_hint(ids, text), "\"%s\" is not %s", text, ids->what);
        return;
    }
    if (ids->absence_told) return;
    ids->absence_told = true;
    row_error(row, column,
        is_empty ? arena_format(arena, "%s has headings but no rows", of->file) : absent_files(row->loader, of),
        "\"%s\" is not %s", text, ids->what);
}

static size_t find_name(const Row *row, size_t column, const char *text, const CsvKind *of) {
    Ids *ids = loader_ids(row->loader, of);
    const size_t found = ids_find(ids, text);
    if (found != NONE && of != row->sheet->kind) ids_use(ids, found);
    if (found == NONE && !ids->incomplete) report_unknown_name(row, column, text, of);
    return found;
}

size_t row_name(const Row *row, size_t column, const CsvKind *of) {
    const char *text = row_text(row, column);
    return text[0] ? find_name(row, column, text, of) : NONE;
}

/* The next element of a list with `;` between, without the space around it; NULL at the end. */
static const char *next_element(Arena *arena, const char **at) {
    while (**at == ' ' || **at == ';') ++*at;
    if (**at == '\0') return NULL;
    size_t length = strcspn(*at, ";");
    const char *start = *at;
    *at += length;
    while (start[length - 1] == ' ') length--;
    return arena_text_n(arena, start, length);
}

size_t row_council(const Row *row, size_t column) {
    const size_t council = row_name(row, column, &csv_councils);
    if (!row_is_blank(row, column)) return council == NONE ? 0 : council;
    if (row->loader->the_case->council_count > 1)
        row_error(row, column, ids_hint(loader_ids(row->loader, &csv_councils), ""), "%s is missing",
            a_party(row->loader->arena, row->loader->the_case));
    return 0;
}

size_t *row_names(const Row *row, size_t column, const CsvKind *of, size_t *count) {
    const char *at = row_text(row, column);
    size_t *list = arena_array(row->loader->arena, strlen(at) / 2 + 1, sizeof *list);
    *count = 0;
    for (const char *id; (id = next_element(row->loader->arena, &at));) {
        const size_t found = find_name(row, column, id, of);
        size_t same = 0;
        while (same < *count && list[same] != found) same++;
        if (found != NONE && same < *count)
            row_error(row, column, NULL, "\"%s\" is named twice", id);
        else if (found != NONE)
            list[(*count)++] = found;
    }
    return list;
}

bool *row_marks(const Row *row, size_t column, const CsvKind *of) {
    size_t count;
    const size_t all_count = loader_ids(row->loader, of)->count;
    const bool all = row_is_blank(row, column);
    bool *marks = arena_array(row->loader->arena, all_count, sizeof *marks);
    const size_t *named = row_names(row, column, of, &count);
    for (size_t i = 0; i < all_count; i++) marks[i] = all;
    for (size_t i = 0; i < count; i++) marks[named[i]] = true;
    return marks;
}

static void id_error(const Row *row, const char *hint, const char *message) {
    diagnostics_add(row->loader->diagnostics, BIZCASE_ERROR, row_cell(row, 0).place, message, hint);
}

void check_id(const Row *row, const Ids *ids, const Reserved *reserved) {
    Arena *arena = row->loader->arena;
    const char *what = row->sheet->kind->row;
    if (row->id[0] == '\0') {
        id_error(
            row, NULL, arena_format(arena, "the %s has no name in column %s", what, row->sheet->kind->columns[0].name));
        return;
    }
    if (text_width(row->id) > LONGEST_ID)
        id_error(row, "use a short id, and put the rest in the column name",
            arena_format(arena, "the id has %zu characters; the most is %d", text_width(row->id), LONGEST_ID));
    const bool was_told = row->id[0] == '#' && row_cell(row, 0).place.field == 1; /* as the start of a row */
    if (is_spreadsheet_error(row->id) && !was_told)
        id_error(row, "correct it in the spreadsheet", message_format(arena, "\"%s\" is a spreadsheet error", row->id));
    if (strpbrk(row->id, ";:"))
        id_error(row, "use letters, digits and hyphens",
            message_format(arena, "\"%s\" contains \";\" or \":\", which separate names elsewhere", row->id));
    for (; reserved && reserved->id; reserved++)
        if (names_match(row->id, reserved->id))
            id_error(row, "choose another name", message_format(arena, "\"%s\" %s", row->id, reserved->why));
    const size_t first = ids_find(ids, row->id);
    if (first != NONE)
        id_error(row, NULL,
            message_format(
                arena, "%s \"%s\" already exists, at %s", what, row->id, place_text(arena, ids->place[first])));
}

Label row_label(const Row *row, size_t name_column, const Reserved *reserved) {
    Ids *ids = loader_ids(row->loader, row->sheet->kind);
    const Place place = row_cell(row, 0).place;
    check_id(row, ids, reserved);
    ids_add(ids, row->id, place);
    return (Label){ row->id, row_is_blank(row, name_column) ? row->id : row_text(row, name_column), place };
}
