/* OpenDocument spreadsheets, as LibreOffice writes them: all sheets are one part, and are read at once. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/words.h"
#include "table/amount.h"
#include "table/workbook/book.h"
#include "table/workbook/number_format.h"
#include "table/workbook/xml.h"

/* What a repeated row or cell may add to those that are written out. */
enum { MOST_REPEATED = 1000 * 1000 };

/* A style by its name: first of numbers, then of the cells and tables that have it. */
typedef struct OdsStyle {
    const char *name;
    NumberFormat format;
    bool is_hidden;
} OdsStyle;

typedef struct OdsStyles {
    OdsStyle *items; /* [count], by name once they are all there */
    size_t count, capacity;
    bool are_sorted;
} OdsStyles;

typedef struct OdsReading {
    Arena *arena;
    Book *book;
    size_t sheet_capacity;
    bool is_spreadsheet;
    unsigned depth, spreadsheet_depth, skip_depth; /* 0: not in it */

    OdsStyles styles;
    OdsStyle style; /* that is being read; name NULL: none */
    bool in_style_text, in_currency;

    /* the sheet */
    BookCells *cells; /* NULL: in none */
    unsigned row, rows, column, repeated;
    size_t row_begin; /* the first cell of the row */
    unsigned columns; /* that have been described */
    size_t more;      /* cells that repetition added, in all sheets */

    /* the cell */
    BookCell cell;
    bool in_cell, is_error;
    Buffer text;
    unsigned paragraphs;
    const char *fault;
} OdsReading;

static int by_name(const void *a, const void *b) {
    return strcmp(((const OdsStyle *)a)->name, ((const OdsStyle *)b)->name);
}

static const OdsStyle *style_named(const OdsStyles *styles, const char *name) {
    const OdsStyle wanted = { .name = name };
    if (!name || styles->count == 0) return NULL;
    if (styles->are_sorted) return bsearch(&wanted, styles->items, styles->count, sizeof wanted, by_name);
    for (size_t i = 0; i < styles->count; i++)
        if (strcmp(styles->items[i].name, name) == 0) return &styles->items[i];
    return NULL;
}

/* Only those that make a difference. */
static void add_style(OdsReading *reading) {
    enum { MOST_STYLES = 5000 };
    OdsStyles *styles = &reading->styles;
    const OdsStyle *style = &reading->style;
    const bool matters = style->format.sort != FORMAT_PLAIN || style->format.currency || style->is_hidden;
    if (style->name && matters && styles->count < MOST_STYLES) {
        styles->items =
            arena_grow(reading->arena, styles->items, styles->count, &styles->capacity, sizeof *styles->items);
        styles->items[styles->count++] = *style;
        styles->are_sorted = false;
    }
    reading->style = (OdsStyle){ 0 };
}

static void sort_styles(OdsStyles *styles) {
    if (styles->count > 0) qsort(styles->items, styles->count, sizeof *styles->items, by_name);
    styles->are_sorted = true;
}

static unsigned count_of(const char *text, unsigned most) {
    if (!text) return 1;
    const unsigned long count = strtoul(text, NULL, 10);
    return count < 1 ? 1 : count > most ? most : (unsigned)count;
}

/* --- styles --------------------------------------------------------------------------------------------------------------- */

/* The formats of numbers; text in a plain one may be a "%" that is a letter. */
static const struct {
    const char *element;
    FormatSort sort;
} number_styles[] = { { "number-style", FORMAT_PLAIN }, { "percentage-style", FORMAT_PERCENT },
    { "currency-style", FORMAT_PLAIN }, { "date-style", FORMAT_DATE }, { "time-style", FORMAT_TIME } };

static long number_style(XmlName name) {
    for (size_t i = 0; name.space == XML_ODF_NUMBER && i < sizeof number_styles / sizeof number_styles[0]; i++)
        if (strcmp(name.local, number_styles[i].element) == 0) return (long)i;
    return -1;
}

static void start_style(OdsReading *reading, XmlName name, const char *const *attributes) {
    const char *own = xml_attribute(attributes, XML_ODF_STYLE, "name");
    const long number = number_style(name);
    if (number >= 0 || xml_is(name, XML_ODF_STYLE, "style"))
        reading->style = (OdsStyle){ .name = own ? arena_text(reading->arena, own) : NULL };
    if (number >= 0)
        reading->style.format.sort = number_styles[number].sort;
    else if (xml_is(name, XML_ODF_NUMBER, "text"))
        reading->in_style_text = reading->style.name != NULL;
    else if (xml_is(name, XML_ODF_NUMBER, "currency-symbol"))
        reading->in_currency = reading->style.name != NULL;
    else if (xml_is(name, XML_ODF_STYLE, "style")) {
        const OdsStyle *format =
            style_named(&reading->styles, xml_attribute(attributes, XML_ODF_STYLE, "data-style-name"));
        if (!format)
            format = style_named(&reading->styles, xml_attribute(attributes, XML_ODF_STYLE, "parent-style-name"));
        if (format) reading->style.format = format->format;
    } else if (xml_is(name, XML_ODF_STYLE, "table-properties")) {
        const char *display = xml_attribute(attributes, XML_ODF_TABLE, "display");
        reading->style.is_hidden = display && strcmp(display, "false") == 0;
    }
}

static void end_style(OdsReading *reading, XmlName name) {
    if (xml_is(name, XML_ODF_NUMBER, "text")) reading->in_style_text = false;
    if (xml_is(name, XML_ODF_NUMBER, "currency-symbol")) reading->in_currency = false;
    if (number_style(name) >= 0 || xml_is(name, XML_ODF_STYLE, "style")) add_style(reading);
}

static void text_of_style(OdsReading *reading, const char *text, size_t length) {
    enum { LONGEST_SIGN = 24 };
    NumberFormat *format = &reading->style.format;
    if (reading->in_style_text && format->sort == FORMAT_PLAIN && memchr(text, '%', length))
        format->sort = FORMAT_LITERAL_PERCENT;
    if (reading->in_currency && length > 0 && length <= LONGEST_SIGN)
        format->currency = arena_text_n(reading->arena, text, length);
}

/* --- cells ---------------------------------------------------------------------------------------------------------------- */

static void take_day(Arena *arena, BookCell *cell, BookDate day) {
    cell->text = date_month_text(arena, day);
    cell->day = date_day_text(arena, day);
}

static void take_value(OdsReading *reading, const char *const *attributes) {
    Arena *arena = reading->arena;
    BookCell *cell = &reading->cell;
    const char *type = xml_attribute(attributes, XML_ODF_OFFICE, "value-type");
    const char *value = xml_attribute(attributes, XML_ODF_OFFICE, "value");
    const char *currency = xml_attribute(attributes, XML_ODF_OFFICE, "currency");
    const char *date = xml_attribute(attributes, XML_ODF_OFFICE, "date-value");
    const char *calculated = xml_attribute(attributes, XML_ODF_CALC, "value-type");
    NumberFormat format = { 0 };
    BookDate day;
    reading->is_error = calculated && strcmp(calculated, "error") == 0;
    if (!type) return;
    if (value) {
        char *end;
        const double number = strtod(value, &end);
        if (end == value || *end || !isfinite(number)) {
            reading->fault = "it has a cell that cannot be read";
            return;
        }
        const OdsStyle *style = style_named(&reading->styles, xml_attribute(attributes, XML_ODF_TABLE, "style-name"));
        if (style) format = style->format;
        if (strcmp(type, "percentage") == 0) format.sort = FORMAT_PERCENT;
        if (strcmp(type, "currency") == 0 && !format.currency && currency)
            format.currency = arena_text(arena, currency);
        cell->text = number_as_text(arena, number, format);
        if (format.sort == FORMAT_LITERAL_PERCENT) cell->fault = CELL_NO_PERCENT;
        if (format.sort == FORMAT_DATE && date_of_serial(number, false, &day)) take_day(arena, cell, day);
    } else if (strcmp(type, "date") == 0 && date && date_of_iso(date, &day)) {
        take_day(arena, cell, day);
    } else if (strcmp(type, "boolean") == 0)
        cell->text = xml_true(xml_attribute(attributes, XML_ODF_OFFICE, "boolean-value")) ? "TRUE" : "FALSE";
    else if (strcmp(type, "string") == 0) {
        const char *string = xml_attribute(attributes, XML_ODF_OFFICE, "string-value");
        cell->is_text = true;
        if (string && !reading->is_error) cell->text = arena_text(arena, string);
    }
}

static void start_cell(OdsReading *reading, const char *const *attributes) {
    const char *columns = xml_attribute(attributes, XML_ODF_TABLE, "number-columns-spanned");
    const char *rows = xml_attribute(attributes, XML_ODF_TABLE, "number-rows-spanned");
    reading->repeated =
        count_of(xml_attribute(attributes, XML_ODF_TABLE, "number-columns-repeated"), BOOK_MOST_COLUMNS);
    reading->cell = (BookCell){ .row = reading->row,
        .column = reading->column,
        .has_formula = xml_attribute(attributes, XML_ODF_TABLE, "formula") != NULL };
    reading->text.size = 0;
    reading->paragraphs = 0;
    reading->in_cell = true;
    take_value(reading, attributes);
    const unsigned wide = count_of(columns, BOOK_MOST_COLUMNS), high = count_of(rows, BOOK_MOST_ROWS);
    if (wide > 1 || high > 1)
        book_add_range(reading->arena, &reading->cells->merged,
            (BookRange){ reading->row, reading->column, reading->row + high - 1, reading->column + wide - 1 });
}

static void settle(OdsReading *reading) {
    BookCell *cell = &reading->cell;
    if (!cell->text && reading->text.size > 0) {
        cell->text = arena_text(reading->arena, buffer_text(&reading->text));
        cell->is_text = true;
    }
    if (cell->text && (reading->is_error || (cell->has_formula && is_spreadsheet_error(cell->text))))
        cell->fault = CELL_ERROR;
    else if (!cell->text && cell->has_formula && !cell->is_text) {
        cell->text = "";
        cell->fault = CELL_NO_VALUE;
    }
}

static bool may_repeat(OdsReading *reading, size_t more) {
    if (reading->more + more > MOST_REPEATED)
        reading->fault = "it repeats cells more than a million times";
    else
        reading->more += more;
    return !reading->fault;
}

static void end_cell(OdsReading *reading) {
    reading->in_cell = false;
    settle(reading);
    const bool is_blank = !reading->cell.text || (!*reading->cell.text && !reading->cell.fault);
    if (is_blank) {
        reading->column += reading->repeated;
        return;
    }
    if (!may_repeat(reading, reading->repeated - 1)) return;
    for (unsigned i = 0; i < reading->repeated && !reading->fault; i++) {
        reading->cell.column = reading->column++;
        reading->fault = book_add(reading->arena, reading->cells, reading->cell);
    }
}

/* --- rows, columns, sheets -------------------------------------------------------------------------------------------------- */

static bool is_hidden(const char *const *attributes) {
    const char *visibility = xml_attribute(attributes, XML_ODF_TABLE, "visibility");
    return visibility && strcmp(visibility, "visible") != 0;
}

static void start_column(OdsReading *reading, const char *const *attributes) {
    const unsigned count =
        count_of(xml_attribute(attributes, XML_ODF_TABLE, "number-columns-repeated"), BOOK_MOST_COLUMNS);
    if (is_hidden(attributes))
        book_add_range(reading->arena, &reading->cells->hidden_columns,
            (BookRange){ 1, reading->columns + 1, BOOK_MOST_ROWS, reading->columns + count });
    if (reading->columns < BOOK_MOST_COLUMNS) reading->columns += count;
}

static void start_row(OdsReading *reading, const char *const *attributes) {
    reading->rows = count_of(xml_attribute(attributes, XML_ODF_TABLE, "number-rows-repeated"), BOOK_MOST_ROWS);
    reading->column = 1;
    reading->row_begin = reading->cells->count;
    if (is_hidden(attributes))
        book_add_range(reading->arena, &reading->cells->hidden_rows,
            (BookRange){ reading->row, 1, reading->row + reading->rows - 1, BOOK_MOST_COLUMNS });
}

static void end_row(OdsReading *reading) {
    BookCells *cells = reading->cells;
    const size_t count = cells->count - reading->row_begin;
    for (unsigned r = 1; r < reading->rows && count > 0 && may_repeat(reading, count); r++)
        for (size_t c = 0; c < count && !reading->fault; c++) {
            BookCell copy = cells->items[reading->row_begin + c];
            copy.row = reading->row + r;
            reading->fault = book_add(reading->arena, cells, copy);
        }
    if (reading->row <= BOOK_MOST_ROWS) reading->row += reading->rows;
}

static void start_sheet(OdsReading *reading, const char *const *attributes) {
    enum { MOST_SHEETS = 2000 };
    Book *book = reading->book;
    const char *name = xml_attribute(attributes, XML_ODF_TABLE, "name");
    const OdsStyle *style = style_named(&reading->styles, xml_attribute(attributes, XML_ODF_TABLE, "style-name"));
    if (book->sheet_count == MOST_SHEETS) {
        reading->fault = "it has more than 2,000 sheets";
        return;
    }
    book->sheets =
        arena_grow(reading->arena, book->sheets, book->sheet_count, &reading->sheet_capacity, sizeof *book->sheets);
    reading->cells = arena_alloc(reading->arena, sizeof *reading->cells);
    book->sheets[book->sheet_count++] = (BookSheet){ .name = arena_text(reading->arena, name ? name : ""),
        .is_hidden = style && style->is_hidden,
        .cells = reading->cells };
    reading->row = 1;
    reading->columns = 0;
}

/* Texts within a cell: paragraphs, and what stands for spaces. */
static void start_text(OdsReading *reading, XmlName name, const char *const *attributes) {
    if (name.space != XML_ODF_TEXT || strcmp(name.local, "ruby-text") == 0)
        reading->skip_depth = reading->depth; /* notes and pictures have texts of their own */
    else if (strcmp(name.local, "p") == 0) {
        if (reading->paragraphs++ > 0) buffer_add(&reading->text, "\n");
    } else if (strcmp(name.local, "s") == 0)
        buffer_repeat(&reading->text, ' ', count_of(xml_attribute(attributes, XML_ODF_TEXT, "c"), 1000));
    else if (strcmp(name.local, "tab") == 0)
        buffer_add(&reading->text, "\t");
    else if (strcmp(name.local, "line-break") == 0)
        buffer_add(&reading->text, "\n");
}

static void start_in_sheet(OdsReading *reading, XmlName name, const char *const *attributes) {
    if (reading->in_cell)
        start_text(reading, name, attributes);
    else if (name.space != XML_ODF_TABLE)
        reading->skip_depth = reading->depth;
    else if (strcmp(name.local, "table-source") == 0) {
        reading->book->sheet_count--; /* what another workbook held when it was last looked at */
        reading->cells = NULL;
    } else if (strcmp(name.local, "table-column") == 0)
        start_column(reading, attributes);
    else if (strcmp(name.local, "table-row") == 0)
        start_row(reading, attributes);
    else if (strcmp(name.local, "table-cell") == 0 || strcmp(name.local, "covered-table-cell") == 0)
        start_cell(reading, attributes);
}

static void start_element(void *context, XmlName name, const char *const *attributes) {
    OdsReading *reading = context;
    reading->depth++;
    if (reading->skip_depth) return;
    if (reading->cells)
        start_in_sheet(reading, name, attributes);
    else if (xml_is(name, XML_ODF_OFFICE, "spreadsheet")) {
        reading->is_spreadsheet = true;
        reading->spreadsheet_depth = reading->depth;
        sort_styles(&reading->styles);
    } else if (reading->spreadsheet_depth && reading->depth == reading->spreadsheet_depth + 1 &&
               xml_is(name, XML_ODF_TABLE, "table"))
        start_sheet(reading, attributes);
    else
        start_style(reading, name, attributes);
}

static void end_element(void *context, XmlName name) {
    OdsReading *reading = context;
    const unsigned depth = reading->depth--;
    if (reading->skip_depth) {
        if (depth == reading->skip_depth) reading->skip_depth = 0;
        return;
    }
    if (!reading->cells) {
        end_style(reading, name);
        return;
    }
    if (name.space != XML_ODF_TABLE) return;
    if (reading->in_cell)
        end_cell(reading);
    else if (strcmp(name.local, "table-row") == 0)
        end_row(reading);
    else if (strcmp(name.local, "table") == 0 && depth == reading->spreadsheet_depth + 1)
        reading->cells = NULL;
}

static void add_text(void *context, const char *text, size_t length) {
    OdsReading *reading = context;
    if (reading->style.name) text_of_style(reading, text, length);
    if (reading->in_cell && !reading->skip_depth && reading->paragraphs > 0) buffer_add_n(&reading->text, text, length);
}

/* --- all of it -------------------------------------------------------------------------------------------------------------- */

static void start_of_manifest(void *context, XmlName name, const char *const *attributes) {
    (void)attributes;
    if (xml_is(name, XML_ODF_MANIFEST, "encryption-data")) *(const char **)context = "it is protected with a password";
}

static const char *read_manifest(Arena *arena, const Archive *archive) {
    const ArchivePart *part = archive_find(archive, "META-INF/manifest.xml");
    const char **locked = arena_alloc(arena, sizeof *locked);
    if (!part) return NULL;
    const char *fault =
        xml_read(arena, archive, part, &(XmlReader){ .start = start_of_manifest, .context = locked, .stop = locked });
    return fault;
}

const char *ods_open(Arena *arena, Book *book, const char **hint) {
    static const char *const parts[] = { "styles.xml", "content.xml" };
    const char *fault = read_manifest(arena, &book->archive);
    if (fault) {
        *hint = "save it without a password";
        return fault;
    }
    OdsReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (OdsReading){ .arena = arena, .book = book, .text = { .arena = arena } };
    const XmlReader reader = {
        .start = start_element, .end = end_element, .text = add_text, .context = reading, .stop = &reading->fault
    };
    for (size_t p = 0; p < sizeof parts / sizeof parts[0] && !fault; p++) {
        const ArchivePart *part = archive_find(&book->archive, parts[p]);
        if (part) fault = xml_read(arena, &book->archive, part, &reader);
    }
    if (!fault && !reading->is_spreadsheet) return "it is an office file, and no workbook";
    return fault || book->sheet_count ? fault : "it has no sheet";
}
