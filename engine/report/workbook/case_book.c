/* A case as a workbook to fill in: a sheet for each file, which bizcase reads as it reads the folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/escape.h"
#include "base/folder.h"
#include "base/words.h"
#include "bizcase/workbook.h"
#include "case/handle.h"
#include "case/reading/book_files.h"
#include "case/reading/case_texts.h"
#include "case/reading/csv_kind.h"
#include "case/reading/sheet.h"
#include "case/starter/starter_files.h"
#include "report/workbook/scratch.h"
#include "table/amount.h"
#include "table/workbook/number_format.h"

enum { MOST_DECIMALS = 6 };

/* Numbers are blue: what a model takes from people. */
typedef struct Formats {
    lxw_format *heading, *comment, *link, *text, *number;
    lxw_format *amount[MOST_DECIMALS + 1], *percent[MOST_DECIMALS + 1]; /* by decimals; NULL: not made yet */
    const char *currency;                                               /* of money; the first that a cell has */
    lxw_format *money[MOST_DECIMALS + 1];
} Formats;

typedef struct CaseBook {
    Arena *arena;
    lxw_workbook *book;
    Formats formats;
    const CaseTexts *texts;
    const char **names; /* [text] of its sheet */
    size_t *cells;      /* [1 + text] written to each sheet */
    bool failed;
} CaseBook;

typedef struct SheetPage {
    CaseBook *book;
    lxw_worksheet *sheet;
    size_t *cells;
    const CsvKind *kind; /* NULL: a scenario, or data */
    const TextRows *rows;
} SheetPage;

static void note(SheetPage *page, lxw_error error) {
    page->book->failed = page->book->failed || error != LXW_NO_ERROR;
    ++*page->cells;
}

/* --- formats -------------------------------------------------------------------------------------------------------------- */

static lxw_format *new_format(CaseBook *book) {
    lxw_format *format = workbook_add_format(book->book);
    if (!format) arena_out_of_memory(book->arena);
    return format;
}

static lxw_format *input_format(CaseBook *book, const char *code) {
    lxw_format *format = new_format(book);
    format_set_font_color(format, 0x0000FF);
    if (code) format_set_num_format(format, code);
    return format;
}

static void make_formats(CaseBook *book) {
    Formats *formats = &book->formats;
    formats->heading = new_format(book);
    format_set_bold(formats->heading);
    format_set_text_wrap(formats->heading);
    format_set_align(formats->heading, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(formats->heading, LXW_BORDER_THIN);
    format_set_bg_color(formats->heading, 0xE7E6E6);
    formats->comment = new_format(book);
    format_set_italic(formats->comment);
    format_set_font_color(formats->comment, 0x595959);
    formats->link = new_format(book);
    format_set_font_color(formats->link, 0x0563C1);
    format_set_underline(formats->link, LXW_UNDERLINE_SINGLE);
    formats->text = new_format(book);
    format_set_num_format(formats->text, "@");
    formats->number = input_format(book, NULL);
}

static const char *decimals_after(Arena *arena, const char *whole, size_t decimals) {
    static const char zeros[] = "000000";
    return decimals ? arena_format(arena, "%s.%.*s", whole, (int)decimals, zeros) : whole;
}

/* As the cell shows it: of more decimals than these all. */
static lxw_format *format_of(CaseBook *book, const Amount *amount, bool is_of_period) {
    Formats *formats = &book->formats;
    const size_t decimals = amount->decimal_count;
    if (decimals > MOST_DECIMALS && !amount->has_percent) return formats->number;
    const size_t at = decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
    const char *code;
    lxw_format **format;
    if (amount->has_percent) {
        format = &formats->percent[at];
        code = arena_format(book->arena, "%s%%", decimals_after(book->arena, "0", at));
    } else if (amount->currency) {
        if (formats->currency && strcmp(formats->currency, amount->currency) != 0)
            return input_format(book, arena_format(book->arena, "[$%s]#,##0.00", amount->currency));
        formats->currency = amount->currency;
        format = &formats->money[at];
        code = arena_format(book->arena, "[$%s]%s", amount->currency, decimals_after(book->arena, "#,##0", at));
    } else if (is_of_period && !amount->has_suffix) {
        format = &formats->amount[at];
        code = decimals_after(book->arena, "#,##0", at);
    } else
        return formats->number;
    if (!*format) *format = input_format(book, code);
    return *format;
}

/* --- cells ---------------------------------------------------------------------------------------------------------------- */

/* What the writer of workbooks gives back: sixteen digits. */
static bool is_written_whole(double value) {
    char text[32];
    snprintf(text, sizeof text, "%.16G", value);
    return strtod(text, NULL) == value;
}

/* Whether a number in a cell is read as what the text says. In a column that is not of numbers 007 is a name. */
static bool is_number(Arena *arena, const char *text, bool is_of_numbers, Amount *amount) {
    *amount = amount_parse(text);
    if (amount->fault || !strpbrk(text, "0123456789") || !is_written_whole(amount->value)) return false;
    const NumberFormat format = { amount->has_percent ? FORMAT_PERCENT : FORMAT_PLAIN, amount->currency };
    const char *back = number_as_text(arena, amount->value, format);
    const Amount again = amount_parse(back);
    if (again.fault || again.value != amount->value || again.has_percent != amount->has_percent) return false;
    return is_of_numbers || strcmp(back, text) == 0;
}

static const char *heading_of(const SheetPage *page, size_t column) {
    if (page->rows->header == page->rows->count) return "";
    const TextRow *header = &page->rows->rows[page->rows->header];
    return column < header->count ? header->cells[column] : "";
}

static void write_text(SheetPage *page, size_t row, size_t column, const char *text, lxw_format *format) {
    note(page, worksheet_write_string(
                   page->sheet, (lxw_row_t)row, (lxw_col_t)column, text_with_codes(page->book->arena, text), format));
}

static bool is_period(const char *heading) {
    Period period;
    return period_parse(heading, &period);
}

static void write_value(SheetPage *page, size_t row, size_t column, const char *text) {
    CaseBook *book = page->book;
    const char *heading = heading_of(page, column);
    Amount amount;
    if (names_match(heading, "formula"))
        write_text(page, row, column, text, book->formats.text);
    else if (is_number(book->arena, text, heading_is_of_numbers(page->kind, heading), &amount))
        note(page, worksheet_write_number(page->sheet, (lxw_row_t)row, (lxw_col_t)column, amount.value,
                       format_of(book, &amount, is_period(heading))));
    else
        write_text(page, row, column, text, NULL);
}

/* What a column is for, in a note on its heading. */
static void write_heading(SheetPage *page, size_t row, size_t column, const char *text) {
    write_text(page, row, column, text, page->book->formats.heading);
    const long known = page->kind ? kind_find_column(page->kind, text) : -1;
    const char *help = known >= 0 ? page->kind->columns[known].help : NULL;
    if (help && worksheet_write_comment(page->sheet, (lxw_row_t)row, (lxw_col_t)column, help) != LXW_NO_ERROR)
        page->book->failed = true;
}

static bool is_comment(const TextRow *row) {
    return row->cells[0][0] == '#';
}

static void write_rows(SheetPage *page) {
    const TextRows *rows = page->rows;
    for (size_t r = 0; r < rows->count; r++)
        for (size_t c = 0; c < rows->rows[r].count; c++) {
            const char *text = rows->rows[r].cells[c];
            if (!*text) continue;
            if (r == rows->header)
                write_heading(page, r, c, text);
            else if (r < rows->header || is_comment(&rows->rows[r]))
                write_text(page, r, c, text, page->book->formats.comment);
            else
                write_value(page, r, c, text);
        }
}

/* --- sheets --------------------------------------------------------------------------------------------------------------- */

static lxw_worksheet *add_sheet(CaseBook *book, const char *name) {
    lxw_worksheet *sheet = workbook_add_worksheet(book->book, name);
    if (!sheet) arena_out_of_memory(book->arena);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9 /* A4 */);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

static const CsvKind *kind_of(const char *path) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (strcmp(csv_kinds[k]->file, path) == 0) return csv_kinds[k];
    return NULL;
}

static void set_up_columns(SheetPage *page, const TextRow *header) {
    enum { NARROW = 12, WIDE = 24 };
    for (size_t c = 0; c < header->count; c++) {
        const bool is_wide = c == 0 || names_match(header->cells[c], "name") || is_log_column(header->cells[c]);
        worksheet_set_column(page->sheet, (lxw_col_t)c, (lxw_col_t)c, is_wide ? WIDE : NARROW, NULL);
    }
}

static BizcaseStatus write_sheet(CaseBook *book, size_t number, Diagnostics *diagnostics) {
    const CaseText *text = &book->texts->items[number];
    TextRows rows;
    if (!table_texts(book->arena, text->path, text->bytes, text->size, &rows, diagnostics)) return BIZCASE_CASE_WRONG;
    SheetPage page = { .book = book,
        .sheet = add_sheet(book, book->names[number]),
        .cells = &book->cells[1 + number],
        .kind = kind_of(text->path),
        .rows = &rows };
    write_rows(&page);
    if (rows.header == rows.count) return BIZCASE_OK;
    set_up_columns(&page, &rows.rows[rows.header]);
    worksheet_freeze_panes(page.sheet, (lxw_row_t)rows.header + 1, 1);
    worksheet_repeat_rows(page.sheet, (lxw_row_t)rows.header, (lxw_row_t)rows.header);
    return BIZCASE_OK;
}

/* The sheets of the case, each with its file. */
static void write_contents(CaseBook *book) {
    static const char *const headings[] = { "sheet", "file", "one row is" };
    SheetPage page = { .book = book, .sheet = add_sheet(book, "contents"), .cells = &book->cells[0] };
    for (size_t c = 0; c < sizeof headings / sizeof headings[0]; c++)
        write_text(&page, 0, c, headings[c], book->formats.heading);
    for (size_t t = 0; t < book->texts->count; t++) {
        const CsvKind *kind = kind_of(book->texts->items[t].path);
        const char *url = arena_format(book->arena, "internal:'%s'!A1", book->names[t]);
        note(&page,
            worksheet_write_url_opt(page.sheet, (lxw_row_t)t + 1, 0, url, book->formats.link, book->names[t], NULL));
        write_text(&page, t + 1, 1, book->texts->items[t].path, NULL);
        if (kind) write_text(&page, t + 1, 2, kind->help, NULL);
    }
    worksheet_set_column(page.sheet, 0, 1, 32, NULL);
    worksheet_set_column(page.sheet, 2, 2, 80, NULL);
    worksheet_freeze_panes(page.sheet, 1, 0);
}

/* By its file where that can be said so, else by a number: the sheet contents tells. */
static void name_sheets(CaseBook *book) {
    book->names = arena_array(book->arena, book->texts->count, sizeof *book->names);
    for (size_t t = 0; t < book->texts->count; t++) {
        const char *path = book->texts->items[t].path;
        const char *name = sheet_name_of(book->arena, path);
        for (size_t other = 0; name && other < t; other++)
            if (names_match(book->names[other], name)) name = NULL;
        book->names[t] = name                ? name
                         : strchr(path, '/') ? arena_format(book->arena, "scenario no. %zu", t + 1)
                                             : arena_format(book->arena, "data no. %zu", t + 1);
    }
}

typedef struct BookCall {
    const CaseTexts *texts;
    const char *path;
} BookCall;

static BizcaseStatus refuse(Call *call, const char *hint, const char *format, const char *path) {
    diagnostics_error(&call->problems, (Place){ .file = path }, hint, format, path);
    return BIZCASE_BAD_REQUEST;
}

static BizcaseStatus write_book(Call *call, const CaseTexts *texts, const char *path) {
    Arena *arena = call->arena;
    double bytes = 0;
    if (access(path, F_OK) == 0) return refuse(call, "give the name of a new one", "\"%s\" already exists", path);
    for (size_t t = 0; t < texts->count; t++) bytes += (double)texts->items[t].size;
    scratch_ask_for_room(arena, bytes / 2); /* a cell takes a byte, and its comma */
    ScratchFile *scratch = scratch_make(arena);
    if (!scratch) return file_problem(&call->problems, BIZCASE_NOT_WRITTEN, scratch_folder());
    CaseBook book = { .arena = arena, .book = scratch->book, .texts = texts };
    book.cells = arena_array(arena, texts->count + 1, sizeof *book.cells);
    lxw_doc_properties properties = { .created = 315532800 /* 1 January 1980, as zip files begin */ };
    workbook_set_properties(book.book, &properties);
    make_formats(&book);
    name_sheets(&book);
    write_contents(&book);
    BizcaseStatus status = BIZCASE_OK;
    for (size_t t = 0; t < texts->count && status == BIZCASE_OK; t++) status = write_sheet(&book, t, &call->problems);
    if (status != BIZCASE_OK) return status;
    return scratch_finish(
        call, scratch, book.cells, texts->count + 1, book.failed ? BIZCASE_NOT_WRITTEN : BIZCASE_OK, path);
}

static bool ends_as(const char *path, const char *ending) {
    const size_t length = strlen(path), size = strlen(ending);
    size_t same = 0;
    while (same < size && length >= size && lower_letter(path[length - size + same]) == ending[same]) same++;
    return same == size;
}

static BizcaseStatus check_ending(Call *call, const char *path) {
    if (!is_workbook_name(path) || ends_as(path, ".xlsx")) return BIZCASE_OK;
    return refuse(call, "give it the ending .xlsx", "\"%s\" cannot be written: such workbooks are only read", path);
}

typedef struct ConvertCall {
    const char *from, *to;
} ConvertCall;

static BizcaseStatus convert(Call *call, void *context) {
    const ConvertCall *asked = context;
    BizcaseCase *loaded;
    CaseTexts texts;
    BizcaseStatus status = check_ending(call, asked->to);
    if (status != BIZCASE_OK) return status;
    status = case_load_within(call->arena, &(BizcaseCaseRequest){ .folder = asked->from }, NULL, &loaded);
    if (status != BIZCASE_OK) {
        const Diagnostics *found = &case_of(loaded)->diagnostics;
        problems_pass_on(&call->problems, found->items, found->count);
        return status;
    }
    status = case_texts_read(call->arena, case_of(loaded), &texts, &call->problems);
    if (status != BIZCASE_OK) return status;
    return ends_as(asked->to, ".xlsx") ? write_book(call, &texts, asked->to)
                                       : case_texts_write(call->arena, &texts, asked->to, &call->problems);
}

BizcaseStatus bizcase_case_convert(const char *from, const char *to, BizcaseProblems *problems) {
    ConvertCall asked = { from, to };
    return from && to ? call_do(problems, convert, &asked) : BIZCASE_BAD_REQUEST;
}

static BizcaseStatus write_starter(Call *call, void *context) {
    const char *path = ((const ConvertCall *)context)->to;
    CaseTexts texts = { .items = arena_array(call->arena, starter_file_count, sizeof *texts.items) };
    const BizcaseStatus status = check_ending(call, path);
    for (size_t f = 0; f < starter_file_count; f++)
        texts.items[texts.count++] =
            (CaseText){ starter_files[f].path, starter_files[f].text, strlen(starter_files[f].text) };
    return status == BIZCASE_OK ? write_book(call, &texts, path) : status;
}

BizcaseStatus bizcase_workbook_new(const char *path, BizcaseProblems *problems) {
    ConvertCall asked = { .to = path };
    return path ? call_do(problems, write_starter, &asked) : BIZCASE_BAD_REQUEST;
}
