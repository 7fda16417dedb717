#include "table/workbook/sheet_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/escape.h"
#include "base/size_limits.h"
#include "table/amount.h"
#include "table/period.h"

/* A row with something in it. */
typedef struct FilledRow {
    unsigned row;
    size_t first, count; /* of the cells */
} FilledRow;

/* How many cells something is true of, and the first of them. */
typedef struct Told {
    const BookCell *first;
    size_t count;
} Told;

typedef struct SheetWork {
    Arena *arena;
    const char *file;
    const BookCells *cells;
    const SheetColumns *columns;
    Diagnostics *diagnostics;
    bool *left_out; /* [cell] beneath another with which it is merged, or a total */
    FilledRow *rows;
    size_t row_count;
    unsigned *fields;       /* [width] the columns with something in them */
    unsigned *place_in_csv; /* [column] of those, which one it is */
    size_t width;
    const char **headings; /* [width] */
    size_t header;         /* of rows; row_count: there is none */
} SheetWork;

static Place cell_place(const char *file, unsigned row, unsigned column) {
    return (Place){ .file = file, .line = row, .column = column, .row = row, .field = column, .in_sheet = true };
}

static Place place_of(const SheetWork *work, const BookCell *cell) {
    return cell_place(work->file, cell->row, cell->column);
}

static bool is_blank(const BookCell *cell) {
    return cell->text[strspn(cell->text, " \t\r\n")] == '\0' && cell->fault == CELL_SOUND;
}

/* --- what is left out ----------------------------------------------------------------------------------------------------- */

/* The first cell at or behind a place. */
static size_t cell_from(const BookCells *cells, unsigned row, unsigned column) {
    size_t low = 0, high = cells->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const BookCell *cell = &cells->items[middle];
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Calls visit for the cells of a range. steps bounds what ranges that lie over each other may cost. */
static void visit_range(SheetWork *work, const BookRange *range, size_t *steps, void (*visit)(SheetWork *, size_t)) {
    const BookCells *cells = work->cells;
    size_t at = cell_from(cells, range->first_row, range->first_column);
    while (*steps > 0 && at < cells->count && cells->items[at].row <= range->last_row) {
        const BookCell *cell = &cells->items[at];
        --*steps;
        if (cell->column > range->last_column)
            at = cell_from(cells, cell->row + 1, range->first_column);
        else if (cell->column < range->first_column)
            at = cell_from(cells, cell->row, range->first_column);
        else
            visit(work, at++);
    }
}

enum { MOST_STEPS = 4 * 1000 * 1000 };

static void leave_out_total(SheetWork *work, size_t cell) {
    work->left_out[cell] = true;
}

static void leave_out_totals(SheetWork *work) {
    size_t steps = MOST_STEPS;
    for (size_t i = 0; i < work->cells->totals.count; i++) {
        const BookRange *range = &work->cells->totals.items[i];
        visit_range(work, range, &steps, leave_out_total);
        diagnostics_error(work->diagnostics, cell_place(work->file, range->first_row, range->first_column),
            "switch off the total row of the table, or delete it",
            "the total row of a table would be counted as a row");
    }
}

static void leave_out_merged(SheetWork *work, size_t cell) {
    work->left_out[cell] = true;
}

static void leave_out_covered(SheetWork *work) {
    size_t steps = MOST_STEPS;
    Told covered = { 0 };
    for (size_t i = 0; i < work->cells->merged.count; i++) {
        const BookRange *range = &work->cells->merged.items[i];
        const size_t first = cell_from(work->cells, range->first_row, range->first_column);
        const bool has_first = first < work->cells->count && work->cells->items[first].row == range->first_row &&
                               work->cells->items[first].column == range->first_column;
        const bool kept = has_first && work->left_out[first];
        visit_range(work, range, &steps, leave_out_merged);
        if (has_first) work->left_out[first] = kept;
    }
    for (size_t c = 0; c < work->cells->count; c++) {
        if (!work->left_out[c] || is_blank(&work->cells->items[c])) continue;
        if (covered.count++ == 0) covered.first = &work->cells->items[c];
    }
    if (covered.count > 0)
        diagnostics_warning(work->diagnostics, place_of(work, covered.first), "unmerge the cells to see it",
            "\"%s\" lies beneath merged cells, and is not read%s", covered.first->text,
            covered.count > 1 ? arena_format(work->arena, ", as are %zu other cells", covered.count - 1) : "");
}

/* --- what there is -------------------------------------------------------------------------------------------------------- */

static void find_rows(SheetWork *work) {
    const BookCells *cells = work->cells;
    size_t capacity = 0;
    work->place_in_csv = arena_array(work->arena, BOOK_MOST_COLUMNS + 1, sizeof *work->place_in_csv);
    for (size_t c = 0; c < cells->count; c++) {
        const BookCell *cell = &cells->items[c];
        if (work->left_out[c] || is_blank(cell)) continue;
        FilledRow *last = work->row_count ? &work->rows[work->row_count - 1] : NULL;
        if (!last || last->row != cell->row) {
            work->rows = arena_grow(work->arena, work->rows, work->row_count, &capacity, sizeof *work->rows);
            last = &work->rows[work->row_count++];
            *last = (FilledRow){ .row = cell->row, .first = c };
        }
        last->count = c + 1 - last->first;
        work->place_in_csv[cell->column] = 1;
    }
    work->fields = arena_array(work->arena, BOOK_MOST_COLUMNS, sizeof *work->fields);
    for (unsigned column = 1; column <= BOOK_MOST_COLUMNS; column++) {
        if (!work->place_in_csv[column]) continue;
        work->place_in_csv[column] = (unsigned)work->width;
        work->fields[work->width++] = column;
    }
}

static size_t filled_cells(const SheetWork *work, const FilledRow *row) {
    size_t filled = 0;
    for (size_t c = row->first; c < row->first + row->count; c++)
        filled += !work->left_out[c] && !is_blank(&work->cells->items[c]);
    return filled;
}

/* The first of the row's cells; "" where another is the first. */
static const char *row_name(const SheetWork *work, const FilledRow *row) {
    const BookCell *cell = &work->cells->items[row->first];
    return cell->column == work->fields[0] ? cell->text : "";
}

/* As in table.c. */
static bool is_comment(const SheetWork *work, const FilledRow *row) {
    const char *first = row_name(work, row);
    return first[0] == '#' && (first[1] == '\0' || first[1] == ' ' || filled_cells(work, row) == 1);
}

static void find_header(SheetWork *work) {
    work->headings = arena_array(work->arena, work->width + 1, sizeof *work->headings);
    for (size_t w = 0; w < work->width; w++) work->headings[w] = "";
    while (work->header < work->row_count && is_comment(work, &work->rows[work->header])) work->header++;
    if (work->header == work->row_count) return;
    const FilledRow *row = &work->rows[work->header];
    for (size_t c = row->first; c < row->first + row->count; c++)
        if (!work->left_out[c])
            work->headings[work->place_in_csv[work->cells->items[c].column]] = work->cells->items[c].text;
}

/* --- what is told --------------------------------------------------------------------------------------------------------- */

static void report_fault(SheetWork *work, const BookCell *cell) {
    static const char *const hints[] = { [CELL_ERROR] = "correct it in the spreadsheet",
        [CELL_NO_VALUE] = "open the workbook in a spreadsheet and save it there, which stores what formulas come to",
        [CELL_NO_PERCENT] = "type the percentage into a cell with a percentage format" };
    const Place place = place_of(work, cell);
    if (cell->fault == CELL_ERROR)
        diagnostics_error(work->diagnostics, place, hints[cell->fault], "\"%s\" is a spreadsheet error", cell->text);
    else if (cell->fault == CELL_NO_VALUE)
        diagnostics_error(work->diagnostics, place, hints[cell->fault], "the formula in this cell has no stored value");
    else
        diagnostics_error(work->diagnostics, place, hints[cell->fault],
            "the cell holds %s, and its format shows a percent sign behind it", cell->text);
    diagnostics_silence(work->diagnostics, place);
}

/* What was typed as text. A number with more digits than a workbook's writer gives back is text on purpose; and so is one with
   zeros in front, which a number would lose. */
static bool is_number_as_text(const char *text) {
    char short_text[32];
    const Amount amount = amount_parse(text);
    if (amount.fault || !strpbrk(text, "0123456789") || (text[0] == '0' && text[1] >= '0' && text[1] <= '9'))
        return false;
    snprintf(short_text, sizeof short_text, "%.16g", amount.value);
    return strtod(short_text, NULL) == amount.value;
}

static void tell(Told *told, const BookCell *cell) {
    if (told->count++ == 0) told->first = cell;
}

static const char *cells_are(Arena *arena, size_t count, const char *what, const char *these) {
    return count == 1 ? arena_format(arena, "a cell is %s", what)
                      : arena_format(arena, "%zu cells are %s", count, these);
}

static void report_cells(SheetWork *work) {
    const SheetColumns *columns = work->columns;
    Told formulas = { 0 }, texts = { 0 };
    for (size_t r = 0; r < work->row_count; r++) {
        const FilledRow *row = &work->rows[r];
        const bool is_data = r > work->header && !is_comment(work, row);
        for (size_t c = row->first; c < row->first + row->count; c++) {
            const BookCell *cell = &work->cells->items[c];
            if (work->left_out[c]) continue;
            const char *heading = work->headings[work->place_in_csv[cell->column]];
            if (cell->fault != CELL_SOUND) {
                report_fault(work, cell);
                continue;
            }
            if (is_data && cell->has_formula && columns->holds_formulas(columns->context, heading))
                diagnostics_error(work->diagnostics, place_of(work, cell),
                    "write the formula as text: format the cell as text, then type it again",
                    "the cell holds a formula of the spreadsheet (column %s)", shown_text(work->arena, heading));
            else if (cell->has_formula)
                tell(&formulas, cell);
            if (is_data && cell->is_text && columns->holds_numbers(columns->context, heading) &&
                is_number_as_text(cell->text))
                tell(&texts, cell);
        }
    }
    if (formulas.count > 0)
        diagnostics_warning(work->diagnostics, place_of(work, formulas.first),
            "make sure that the workbook was calculated when it was last saved",
            "%s: what the spreadsheet stored for %s is used",
            cells_are(work->arena, formulas.count, "a formula of the spreadsheet", "formulas of the spreadsheet"),
            formulas.count == 1 ? "it" : "them");
    if (texts.count > 0)
        diagnostics_warning(work->diagnostics, place_of(work, texts.first),
            "format the cells as numbers and type them again", "%s: read as %s",
            cells_are(work->arena, texts.count, "a number stored as text", "numbers stored as text"),
            texts.count == 1 ? "a number" : "numbers");
}

static bool is_in(const BookRanges *ranges, unsigned row, unsigned column) {
    for (size_t i = 0; i < ranges->count; i++) {
        const BookRange *range = &ranges->items[i];
        if (row >= range->first_row && row <= range->last_row && column >= range->first_column &&
            column <= range->last_column)
            return true;
    }
    return false;
}

/* Hidden rows come in their order. */
static size_t hidden_rows(const SheetWork *work, const BookCell **first) {
    const BookRanges *ranges = &work->cells->hidden_rows;
    size_t count = 0, at = 0;
    for (size_t r = 0; r < work->row_count; r++) {
        while (at < ranges->count && ranges->items[at].last_row < work->rows[r].row) at++;
        if (at == ranges->count || ranges->items[at].first_row > work->rows[r].row) continue;
        if (count++ == 0) *first = &work->cells->items[work->rows[r].first];
    }
    return count;
}

static size_t hidden_columns(const SheetWork *work, unsigned *first) {
    enum { MOST_RANGES = 1000 };
    BookRanges ranges = work->cells->hidden_columns;
    size_t count = 0;
    if (ranges.count > MOST_RANGES) ranges.count = MOST_RANGES;
    for (size_t w = 0; w < work->width; w++)
        if (is_in(&ranges, 1, work->fields[w]) && count++ == 0) *first = work->fields[w];
    return count;
}

static const char *counted(Arena *arena, size_t count, const char *what) {
    return count == 0 ? "" : arena_format(arena, "%zu hidden %s%s", count, what, count == 1 ? "" : "s");
}

static void report_hidden(SheetWork *work, const BookSheet *sheet) {
    const BookCell *row = NULL;
    unsigned column = 0;
    Arena *arena = work->arena;
    const size_t rows = hidden_rows(work, &row), columns = hidden_columns(work, &column);
    if (sheet->is_hidden)
        diagnostics_warning(work->diagnostics, (Place){ .file = work->file }, "show it, so that others see what counts",
            "the sheet is hidden, and is read");
    if (rows + columns == 0) return;
    const Place place = rows > 0 ? place_of(work, row) : cell_place(work->file, work->rows[0].row, column);
    diagnostics_warning(work->diagnostics, place, "show them, so that others see what counts, or delete them",
        "%s%s%s %s read", counted(arena, rows, "row"), rows && columns ? " and " : "",
        counted(arena, columns, "column"), rows + columns == 1 ? "is" : "are");
}

/* --- CSV ------------------------------------------------------------------------------------------------------------------ */

static void add_row(const SheetWork *work, Buffer *out, const FilledRow *row, bool is_data) {
    const SheetColumns *columns = work->columns;
    size_t field = 0;
    for (size_t c = row->first; c < row->first + row->count; c++) {
        const BookCell *cell = &work->cells->items[c];
        if (work->left_out[c] || is_blank(cell)) continue;
        const size_t here = work->place_in_csv[cell->column];
        const bool is_day =
            cell->day && is_data && columns->holds_days(columns->context, work->headings[here], row_name(work, row));
        buffer_repeat(out, ',', here - field);
        csv_add_exact(
            out, csv_text_of(is_day ? cell->day : cell->text)); /* a sheet made of CSV may have its apostrophe */
        field = here;
    }
    buffer_add(out, "\n");
}

/* What it would take before it is taken. */
static bool check_width(SheetWork *work) {
    double separators = 0;
    for (size_t r = 0; r < work->row_count; r++) {
        const FilledRow *row = &work->rows[r];
        separators += work->place_in_csv[work->cells->items[row->first + row->count - 1].column];
    }
    if (work->width > MOST_COLUMNS)
        diagnostics_error(work->diagnostics, cell_place(work->file, work->rows[0].row, work->fields[MOST_COLUMNS]),
            "a table with a row for each of them", "more than %d columns", MOST_COLUMNS);
    else if (separators > MOST_FILE_BYTES / 4)
        diagnostics_error(work->diagnostics, (Place){ .file = work->file }, "use fewer rows or columns",
            "a sheet of more than %d cells", MOST_FILE_BYTES / 4);
    else
        return true;
    return false;
}

bool sheet_as_csv(Arena *arena, const char *file, const BookSheet *sheet, const BookCells *cells,
    const SheetColumns *columns, SheetText *text, Diagnostics *diagnostics) {
    SheetWork work = { .arena = arena, .file = file, .cells = cells, .columns = columns, .diagnostics = diagnostics };
    *text = (SheetText){ .bytes = "" };
    work.left_out = arena_array(arena, cells->count, sizeof *work.left_out);
    leave_out_covered(&work);
    leave_out_totals(&work);
    find_rows(&work);
    if (!check_width(&work)) return false;
    find_header(&work);
    report_cells(&work);
    report_hidden(&work, sheet);
    Buffer out = { .arena = arena };
    unsigned *rows = arena_array(arena, work.row_count + 1, sizeof *rows);
    for (size_t r = 0; r < work.row_count; r++) {
        rows[r] = work.rows[r].row;
        add_row(&work, &out, &work.rows[r], r > work.header);
    }
    text->bytes = buffer_text(&out);
    text->size = out.size;
    text->grid = (SheetGrid){ .rows = rows, .row_count = work.row_count, .fields = work.fields, .width = work.width };
    return true;
}

/* --- merged ranges over periods ------------------------------------------------------------------------------------------- */

static bool names_period(const Table *table, const BookRange *range) {
    Period period;
    for (size_t c = 0; c < table->column_count; c++) {
        const Cell *header = &table->header[c];
        if (header->place.field >= range->first_column && header->place.field <= range->last_column &&
            period_parse(header->text, &period))
            return true;
    }
    return false;
}

/* Whether the header or a row of values lies in it. */
static bool holds_row(const Table *table, const BookRange *range) {
    const unsigned header = table->header[0].place.row;
    if (header >= range->first_row && header <= range->last_row) return true;
    size_t low = 0, high = table->row_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (table->rows[middle].cells[0].place.row < range->first_row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->row_count && table->rows[low].cells[0].place.row <= range->last_row;
}

static void check_merged(const char *file, const Table *table, const BookCells *cells, Diagnostics *diagnostics) {
    enum { MOST_RANGES = 20000 };
    for (size_t i = 0; i < cells->merged.count && i < MOST_RANGES; i++) {
        const BookRange *range = &cells->merged.items[i];
        if (table->column_count == 0 || !holds_row(table, range) || !names_period(table, range)) continue;
        diagnostics_error(diagnostics, cell_place(file, range->first_row, range->first_column),
            "unmerge the cells, and give each period its own", "merged cells lie over the cells of periods");
    }
}

static const unsigned *kept_numbers(Arena *arena, const unsigned *numbers, size_t count) {
    unsigned *kept = arena_array(arena, count + 1, sizeof *kept);
    if (count > 0) memcpy(kept, numbers, count * sizeof *kept);
    return kept;
}

bool sheet_parse(Arena *arena, const char *file, const SheetText *text, const BookCells *cells, Table *table,
    Diagnostics *diagnostics) {
    SheetGrid *grid = arena_alloc(arena, sizeof *grid); /* rows of the table point to it */
    *grid = text->grid;
    grid->rows = kept_numbers(arena, grid->rows, grid->row_count);
    grid->fields = kept_numbers(arena, grid->fields, grid->width);
    const bool good = table_parse_sheet(arena, file, text->bytes, text->size, grid, table, diagnostics);
    if (good) check_merged(file, table, cells, diagnostics);
    return good;
}
