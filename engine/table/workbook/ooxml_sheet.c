/* The cells of a sheet in Office Open XML. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/amount.h"
#include "table/workbook/book.h"
#include "table/workbook/ooxml.h"

typedef struct SheetReading {
    Arena *arena;
    const Book *book;
    BookCells *cells;
    bool is_sheet;
    unsigned row; /* that is being read */
    BookCell cell;
    char type_room[16];
    const char *format;
    bool in_cell, in_value, has_value;
    TextReading text; /* of the value, or of runs */
    const char *fault;
} SheetReading;

static const char damaged[] = "it has a cell that cannot be read";

/* "AB12" → 12 and 28; false: it is none. */
static bool place_of(const char *text, unsigned *row, unsigned *column) {
    unsigned field = 0, line = 0;
    size_t at = 0;
    for (; text[at] >= 'A' && text[at] <= 'Z' && at < 3; at++) field = field * 26 + (unsigned)(text[at] - 'A') + 1;
    const size_t letters = at;
    for (; text[at] >= '0' && text[at] <= '9' && at < letters + 7; at++) line = line * 10 + (unsigned)(text[at] - '0');
    if (letters == 0 || at == letters || (text[at] != '\0' && text[at] != ':')) return false;
    *row = line;
    *column = field;
    return true;
}

static bool range_of(const char *text, BookRange *range) {
    const char *colon = text ? strchr(text, ':') : NULL;
    if (!colon || !place_of(text, &range->first_row, &range->first_column)) return false;
    return place_of(colon + 1, &range->last_row, &range->last_column) && range->first_row <= range->last_row &&
           range->first_column <= range->last_column;
}

static unsigned whole_of(const char *text) {
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void start_cell(SheetReading *reading, const char *const *attributes) {
    const char *place = xml_attribute(attributes, XML_NONE, "r"), *type = xml_attribute(attributes, XML_NONE, "t");
    const char *style = xml_attribute(attributes, XML_NONE, "s");
    unsigned row = reading->row, column = reading->cell.column + 1;
    if (place && (!place_of(place, &row, &column) || row != reading->row)) reading->fault = damaged;
    reading->cell = (BookCell){ .row = row, .column = column };
    snprintf(reading->type_room, sizeof reading->type_room, "%s", type ? type : "n");
    const unsigned number = whole_of(style);
    reading->format = number < reading->book->format_count ? reading->book->formats[number] : NULL;
    reading->text.buffer.size = 0;
    reading->in_cell = true;
    reading->has_value = false;
}

static void start_row(SheetReading *reading, const char *const *attributes) {
    const char *row = xml_attribute(attributes, XML_NONE, "r");
    reading->row = row ? whole_of(row) : reading->row + 1;
    reading->cell.column = 0;
    if (xml_true(xml_attribute(attributes, XML_NONE, "hidden")))
        book_add_range(reading->arena, &reading->cells->hidden_rows,
            (BookRange){ reading->row, 1, reading->row, BOOK_MOST_COLUMNS });
}

static void start_columns(SheetReading *reading, const char *const *attributes) {
    if (!xml_true(xml_attribute(attributes, XML_NONE, "hidden"))) return;
    book_add_range(reading->arena, &reading->cells->hidden_columns,
        (BookRange){ 1, whole_of(xml_attribute(attributes, XML_NONE, "min")), BOOK_MOST_ROWS,
            whole_of(xml_attribute(attributes, XML_NONE, "max")) });
}

static void start_element(void *context, XmlName name, const char *const *attributes) {
    SheetReading *reading = context;
    if (name.space != XML_SHEET) return;
    if (reading->in_cell) {
        text_start(&reading->text, name);
        reading->in_value = strcmp(name.local, "v") == 0;
        reading->has_value = reading->has_value || reading->in_value || strcmp(name.local, "is") == 0;
        reading->cell.has_formula = reading->cell.has_formula || strcmp(name.local, "f") == 0;
    } else if (strcmp(name.local, "c") == 0) {
        start_cell(reading, attributes);
    } else if (strcmp(name.local, "row") == 0) {
        start_row(reading, attributes);
    } else if (strcmp(name.local, "worksheet") == 0) {
        reading->is_sheet = true;
    } else if (strcmp(name.local, "col") == 0) {
        start_columns(reading, attributes);
    } else if (strcmp(name.local, "mergeCell") == 0) {
        BookRange range;
        if (range_of(xml_attribute(attributes, XML_NONE, "ref"), &range))
            book_add_range(reading->arena, &reading->cells->merged, range);
    }
}

/* --- values --------------------------------------------------------------------------------------------------------------- */

/* The call has the C locale. */
static bool number_of(const char *text, double *value) {
    char *end;
    *value = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*value);
}

static void take_date(Arena *arena, BookCell *cell, BookDate date) {
    cell->text = date_month_text(arena, date);
    cell->day = date_day_text(arena, date);
}

static void take_number(SheetReading *reading, double value) {
    Arena *arena = reading->arena;
    BookCell *cell = &reading->cell;
    const NumberFormat format = number_format_read(arena, reading->format, value);
    BookDate date;
    cell->text = number_as_text(arena, value, format);
    if (format.sort == FORMAT_LITERAL_PERCENT) cell->fault = CELL_NO_PERCENT;
    if (format.sort == FORMAT_DATE && date_of_serial(value, reading->book->from_1904, &date))
        take_date(arena, cell, date);
    if (format.sort == FORMAT_TIME && date_of_serial(value, false, &date))
        cell->text = arena_format(
            arena, "%u:%02d", (unsigned)value * 24 + (unsigned)date.seconds / 3600, date.seconds / 60 % 60);
}

/* What is between the tags, by the type of the cell. */
static void take_value(SheetReading *reading, const char *value) {
    Arena *arena = reading->arena;
    BookCell *cell = &reading->cell;
    const char *type = reading->type_room;
    double number;
    BookDate date;
    if (strcmp(type, "s") == 0) {
        char *end;
        const unsigned long index = strtoul(value, &end, 10);
        if (end == value || *end || index >= reading->book->shared_count)
            reading->fault = "a cell refers to a text that is not there";
        else
            cell->text = reading->book->shared[index];
        cell->is_text = true;
    } else if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0) {
        cell->text = text_without_codes(arena, arena_text(arena, value));
        cell->is_text = true;
    } else if (strcmp(type, "b") == 0) {
        cell->text = xml_true(value) ? "TRUE" : "FALSE";
    } else if (strcmp(type, "e") == 0) {
        cell->text = arena_text(arena, value);
        cell->fault = CELL_ERROR;
    } else if (strcmp(type, "d") == 0 && date_of_iso(value, &date)) {
        take_date(arena, cell, date);
    } else if (strcmp(type, "n") == 0 && number_of(value, &number)) {
        take_number(reading, number);
    } else
        reading->fault = damaged;
}

static void end_cell(SheetReading *reading) {
    BookCell *cell = &reading->cell;
    const char *value = buffer_text(&reading->text.buffer);
    const bool is_text = strcmp(reading->type_room, "str") == 0 || strcmp(reading->type_room, "inlineStr") == 0;
    reading->in_cell = false;
    if (reading->has_value && (*value || is_text))
        take_value(reading, value);
    else if (cell->has_formula) {
        cell->text = "";
        cell->fault = CELL_NO_VALUE;
    }
    if (reading->fault || !cell->text) return;
    if (cell->has_formula && is_spreadsheet_error(cell->text)) cell->fault = CELL_ERROR;
    if (*cell->text || cell->fault) reading->fault = book_add(reading->arena, reading->cells, *cell);
}

static void end_element(void *context, XmlName name) {
    SheetReading *reading = context;
    if (name.space != XML_SHEET) return;
    if (reading->in_cell) text_end(&reading->text, name);
    if (strcmp(name.local, "v") == 0)
        reading->in_value = false;
    else if (strcmp(name.local, "c") == 0 && reading->in_cell)
        end_cell(reading);
}

static void add_text(void *context, const char *text, size_t length) {
    SheetReading *reading = context;
    if (reading->in_cell && (reading->in_value || reading->text.in_text))
        buffer_add_n(&reading->text.buffer, text, length);
}

/* --- tables --------------------------------------------------------------------------------------------------------------- */

typedef struct TotalsReading {
    Arena *arena;
    BookCells *cells;
} TotalsReading;

static void start_table(void *context, XmlName name, const char *const *attributes) {
    TotalsReading *reading = context;
    BookRange range;
    if (!xml_is(name, XML_SHEET, "table")) return;
    const unsigned count = whole_of(xml_attribute(attributes, XML_NONE, "totalsRowCount"));
    if (count == 0 || !range_of(xml_attribute(attributes, XML_NONE, "ref"), &range)) return;
    range.first_row = count <= range.last_row ? range.last_row - count + 1 : 1;
    book_add_range(reading->arena, &reading->cells->totals, range);
}

static const char *read_tables(Arena *arena, const Book *book, const BookSheet *sheet, BookCells *cells) {
    Links links;
    const char *fault = links_read(arena, &book->archive, sheet->part, &links);
    TotalsReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (TotalsReading){ arena, cells };
    for (size_t l = 0; l < links.count && !fault; l++) {
        const Link *link = &links.items[l];
        const ArchivePart *part =
            strcmp(link->type, "table") == 0 && link->part ? archive_find(&book->archive, link->part) : NULL;
        if (part)
            fault = xml_read(arena, &book->archive, part, &(XmlReader){ .start = start_table, .context = reading });
    }
    return fault;
}

const char *ooxml_read(Arena *arena, const Book *book, const BookSheet *sheet, BookCells *cells) {
    SheetReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (SheetReading){ .arena = arena, .book = book, .cells = cells, .text = { .buffer = { .arena = arena } } };
    const char *fault = xml_read(arena, &book->archive, archive_find(&book->archive, sheet->part),
        &(XmlReader){ .start = start_element,
            .end = end_element,
            .text = add_text,
            .context = reading,
            .stop = &reading->fault });
    if (fault) return fault;
    if (!reading->is_sheet) return "the part that should hold its cells holds something else";
    return read_tables(arena, book, sheet, cells);
}
