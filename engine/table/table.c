/* The only file that knows libcsv. It hands over cells without a place, skips blank rows and lets quoted cells run over
   lines, so bytes are fed one at a time and the place is kept here. */
#include "table/table.h"

#include <assert.h>
#include <csv.h>
#include <string.h>

#include "base/buffer.h"
#include "base/escape.h"
#include "base/size_limits.h"
#include "base/utf8.h"
#include "base/words.h"
#include "table/amount.h"

typedef struct TableReader {
    struct csv_parser *parser;
    Arena *arena, *working; /* of the table; of what ends with the reading */
    Diagnostics *diagnostics;
    Table *table;
    char *texts; /* what the cells hold, one after the other: together they are no longer than the file */
    Cell *row;   /* [row_count]: the row that is being read */
    size_t row_count, row_capacity;
    size_t row_room, most_rows; /* of table->rows */
    bool has_header;
    Place title; /* line 0: the first row is no title, as far as is known */
    const char *title_text;
    bool refused;          /* the reason has been reported, and nothing more is read */
    unsigned line, column; /* of the byte being fed */
    unsigned spreadsheet_row;
    Place cell_start;       /* column 0: the cell has not begun */
    bool quoted_open;       /* inside a quoted cell */
    bool is_quoted;         /* the cell began with a quotation mark */
    TextRows *all;          /* all rows are kept as they are, and no table is made; NULL: a table is */
    const SheetGrid *sheet; /* what the text was made of; NULL: it is a file's */
} TableReader;

/* Case, and what joins words, do not matter. */
static char plain_letter(char c) {
    return c == '-' || c == ' ' ? '_' : lower_letter(c);
}

bool names_match(const char *a, const char *b) {
    while (*a && *b && plain_letter(*a) == plain_letter(*b)) a++, b++;
    return *a == *b;
}

bool part_matches(const char *part, size_t length, const char *name) {
    size_t i = 0;
    while (i < length && name[i] && plain_letter(part[i]) == plain_letter(name[i])) i++;
    return i == length && name[i] == '\0';
}

long table_find_column(const Table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (names_match(table->header[i].text, name)) return (long)i;
    return -1;
}

/* Without white space around it; a no-break space counts as such. lead: how much of it stood before. */
static void trim(const char **text, size_t *length, unsigned *lead) {
    for (;;) {
        if (*length > 0 && strchr(" \t\r\n", **text) && **text)
            ++*text, --*length, ++*lead;
        else if (*length > 1 && memcmp(*text, "\xC2\xA0", 2) == 0)
            *text += 2, *length -= 2, ++*lead;
        else
            break;
    }
    for (;;) {
        if (*length > 0 && strchr(" \t\r\n", (*text)[*length - 1]) && (*text)[*length - 1])
            --*length;
        else if (*length > 1 && memcmp(*text + *length - 2, "\xC2\xA0", 2) == 0)
            *length -= 2;
        else
            break;
    }
}

/* Nothing more is read of the file. */
static void refuse_rest(TableReader *reader, Place place, const char *hint, const char *what) {
    diagnostics_error(reader->diagnostics, place, hint, "%s", what);
    reader->refused = true;
}

static const char *cell_text(TableReader *reader, Place place, const char *text, size_t length, unsigned *lead) {
    trim(&text, &length, lead);
    if (length == 0) return "";
    char *kept = reader->texts;
    memcpy(kept, text, length);
    kept[length] = '\0';
    if (length > LONGEST_CELL && text_width(kept) > LONGEST_CELL)
        refuse_rest(reader, place, "shorten the text",
            arena_format(reader->arena, "the cell has %zu characters; the most is %d", text_width(kept), LONGEST_CELL));
    reader->texts += length + 1;
    return kept;
}

/* The cell that ends, as a spreadsheet counts; in a sheet that is its only place. */
static Place spreadsheet_place(const TableReader *reader, Place place) {
    const SheetGrid *sheet = reader->sheet;
    place.row = reader->spreadsheet_row;
    place.field = (unsigned)reader->row_count + 1;
    if (!sheet) return place;
    const size_t row = place.row - 1, field = reader->row_count;
    assert(row < sheet->row_count && field < sheet->width);
    return (Place){ .file = place.file,
        .line = sheet->rows[row],
        .column = sheet->fields[field],
        .row = sheet->rows[row],
        .field = sheet->fields[field],
        .in_sheet = true };
}

static void end_cell(void *text, size_t length, void *context) {
    TableReader *reader = context;
    Place place = reader->cell_start;
    unsigned lead = reader->is_quoted;
    reader->cell_start = (Place){ .column = 0 };
    reader->is_quoted = false;
    if (reader->refused) return;
    if (place.column == 0)
        place = (Place){ .file = reader->table->file, .line = reader->line, .column = reader->column };
    place = spreadsheet_place(reader, place);
    lead = reader->sheet ? 0 : lead;
    if (text && reader->row_count >= MOST_COLUMNS) {
        refuse_rest(reader, place, "a table with a row for each of them",
            arena_format(reader->arena, "more than %d columns", MOST_COLUMNS));
        return;
    }
    if (reader->row_count >= MOST_COLUMNS) return; /* blank: it is no column */
    reader->row =
        arena_grow(reader->working, reader->row, reader->row_count, &reader->row_capacity, sizeof *reader->row);
    const char *whole = text ? cell_text(reader, place, text, length, &lead) : "", *inside = csv_text_of(whole);
    reader->row[reader->row_count++] =
        (Cell){ .text = inside, .place = place, .lead = lead + (unsigned)(inside - whole) };
}

static bool is_blank(const Cell *cells, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (cells[i].text[0] != '\0') return false;
    return true;
}

static size_t filled_cells(const Cell *cells, size_t count) {
    size_t filled = 0;
    for (size_t i = 0; i < count; i++) filled += cells[i].text[0] != '\0';
    return filled;
}

/* "#" alone, "# " and text, or # and text with nothing beside it. A row numbered #1 would be lost as one. */
static bool is_comment(const Cell *cells, size_t count) {
    const char *first = count > 0 ? cells[0].text : "";
    return first[0] == '#' && (first[1] == '\0' || first[1] == ' ' || filled_cells(cells, count) == 1);
}

static bool is_data(const Cell *cells, size_t count) {
    return !is_blank(cells, count) && !is_comment(cells, count);
}

/* A row with values that a reader may take for a comment. */
static bool check_number_sign(TableReader *reader) {
    const Cell *first = &reader->row[0];
    if (first->text[0] != '#') return true;
    if (is_spreadsheet_error(first->text))
        diagnostics_error(reader->diagnostics, first->place, "correct it in the spreadsheet",
            "\"%s\" is a spreadsheet error", first->text);
    else
        diagnostics_error(reader->diagnostics, first->place,
            "a comment starts with # and a space; a name starts with a letter or digit",
            "\"%s\" starts with #, and values follow it: is the row a comment?", first->text);
    return false;
}

static Cell *kept_cells(TableReader *reader, size_t count) {
    Cell *cells = arena_array(reader->arena, count, sizeof *cells);
    memcpy(cells, reader->row, count * sizeof *cells);
    return cells;
}

static void keep_header(TableReader *reader) {
    Table *table = reader->table;
    if (!check_number_sign(reader)) {
        reader->refused = true;
        return;
    }
    size_t width = reader->row_count;
    while (reader->row[width - 1].text[0] == '\0') width--;
    table->header = kept_cells(reader, width);
    table->column_count = width;
    reader->has_header = true;
    if (filled_cells(reader->row, width) != 1) return;
    reader->title = reader->row[0].place;
    reader->title_text = reader->row[0].text;
}

/* A title stands above the names: one cell, and many in the row below. */
static bool refuse_title(TableReader *reader) {
    const bool is_title = reader->title.line > 0 && filled_cells(reader->row, reader->row_count) > 2;
    if (is_title)
        diagnostics_error(reader->diagnostics, reader->title, "remove the rows above the names of the columns",
            "found \"%s\" where the names of the columns should be", reader->title_text);
    reader->title.line = 0;
    reader->refused = reader->refused || is_title;
    return is_title;
}

/* As far as it is filled; what stands beyond the header is an error. */
static void keep_row(TableReader *reader) {
    Table *table = reader->table;
    if (refuse_title(reader)) return;
    check_number_sign(reader);
    if (table->row_count == reader->most_rows) {
        Place place = reader->row[0].place;
        place.column = place.field = 0;
        refuse_rest(
            reader, place, "use fewer rows", arena_format(reader->arena, "more than %zu rows", reader->most_rows));
        return;
    }
    for (size_t i = table->column_count; i < reader->row_count; i++)
        if (reader->row[i].text[0] != '\0')
            diagnostics_error(reader->diagnostics, reader->row[i].place,
                "give the row no more cells than the header has columns", "\"%s\" is to the right of the last column",
                reader->row[i].text);
    size_t count = reader->row_count < table->column_count ? reader->row_count : table->column_count;
    const size_t in_file = count;
    while (count > 1 && reader->row[count - 1].text[0] == '\0') count--;
    if (count < in_file) count++;
    table->rows = arena_grow(reader->arena, table->rows, table->row_count, &reader->row_room, sizeof *table->rows);
    table->rows[table->row_count++] = (TableRow){ kept_cells(reader, count), count, in_file - count, reader->sheet };
}

static void keep_texts(TableReader *reader) {
    TextRows *all = reader->all;
    size_t count = reader->row_count;
    while (count > 0 && reader->row[count - 1].text[0] == '\0') count--;
    if (count == 0) return;
    if (!reader->has_header && is_data(reader->row, count)) {
        reader->has_header = true;
        all->header = all->count;
    }
    all->rows = arena_grow(reader->arena, all->rows, all->count, &all->capacity, sizeof *all->rows);
    TextRow *row = &all->rows[all->count++];
    *row = (TextRow){ arena_array(reader->arena, count, sizeof *row->cells), count };
    for (size_t c = 0; c < count; c++) row->cells[c] = reader->row[c].text;
}

static void end_row(int terminator, void *context) {
    TableReader *reader = context;
    (void)terminator;
    const size_t count = reader->row_count;
    if (reader->all) {
        if (!reader->refused) keep_texts(reader);
        reader->row_count = 0;
        return;
    }
    if (!reader->refused && is_data(reader->row, count)) {
        if (reader->has_header)
            keep_row(reader);
        else
            keep_header(reader);
    } else if (!reader->refused && !reader->has_header && filled_cells(reader->row, count) > 2) {
        reader->table->passed_over = kept_cells(reader, count);
        reader->table->passed_over_count = count;
    }
    reader->row_count = 0;
}

static const char separators[] = { ',', ';', '\t' };
enum { SEPARATOR_COUNT = sizeof separators };

/* Counts the separators outside quotes in the line that starts at `at`, and says whether it can be the header: neither
   blank nor a comment. Gives the start of the next line. */
static size_t survey_line(const char *bytes, size_t size, size_t at, size_t counts[SEPARATOR_COUNT], bool *is_header) {
    bool quoted = false, blank = true;
    char first = '\0';
    memset(counts, 0, SEPARATOR_COUNT * sizeof *counts);
    for (; at < size && (quoted || (bytes[at] != '\n' && bytes[at] != '\r')); at++) {
        const char c = bytes[at];
        if (c == '"') quoted = !quoted;
        if (first == '\0' && c != '"' && c != ' ') first = c;
        bool separates = false;
        for (size_t s = 0; s < SEPARATOR_COUNT; s++) {
            counts[s] += !quoted && c == separators[s];
            separates = separates || c == separators[s];
        }
        blank = blank && (separates || c == '"' || c == ' ');
    }
    *is_header = !blank && first != '#';
    return at + 1;
}

/* The separator that stands most often in the header; a comma when in doubt. */
static char find_delimiter(const char *bytes, size_t size) {
    size_t counts[SEPARATOR_COUNT] = { 0 }, best = 0;
    bool is_header = false;
    for (size_t at = 0; at < size && !is_header;) at = survey_line(bytes, size, at, counts, &is_header);
    for (size_t s = 1; s < SEPARATOR_COUNT; s++)
        if (counts[s] > counts[best]) best = s;
    return separators[best];
}

/* Windows-1252 → UTF-8, as older spreadsheets save "CSV". What it has from 0x80 to 0x9F becomes its code points. */
static char *from_windows_1252(Arena *arena, const char *bytes, size_t size, size_t *new_size) {
    static const unsigned short high[32] = { 0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
        0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178 };
    char *text = arena_array(arena, size + 1, 3);
    size_t length = 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        const unsigned code = c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
        if (code < 0x80) {
            text[length++] = (char)code;
        } else if (code < 0x800) {
            text[length++] = (char)(0xC0 | code >> 6);
            text[length++] = (char)(0x80 | (code & 0x3F));
        } else {
            text[length++] = (char)(0xE0 | code >> 12);
            text[length++] = (char)(0x80 | (code >> 6 & 0x3F));
            text[length++] = (char)(0x80 | (code & 0x3F));
        }
    }
    *new_size = length;
    return text;
}

static bool refuse(Diagnostics *diagnostics, const char *file, const char *what) {
    diagnostics_error(diagnostics, (Place){ .file = file }, "save the sheet as \"CSV UTF-8\" in the spreadsheet",
        "this is not CSV text: %s", what);
    return false;
}

/* Not CSV at all: UTF-16, a zip file, binary. */
static bool check_text(Diagnostics *diagnostics, const char *file, const char *bytes, size_t size) {
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return refuse(diagnostics, file, "it is saved as UTF-16");
    if (size >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return refuse(diagnostics, file, "it is a workbook or zip file");
    if (size > 0 && memchr(bytes, '\0', size)) return refuse(diagnostics, file, "it contains binary data");
    return true;
}

/* Moves the place over one byte; continuation bytes of UTF-8 are part of a character. */
static void advance(TableReader *reader, char c, char next) {
    if (c == '\n' || (c == '\r' && next != '\n')) {
        reader->line++;
        reader->column = 1;
        if (!reader->quoted_open) reader->spreadsheet_row++;
    } else if ((next & 0xC0) != 0x80 || c == '\r') {
        reader->column++;
    }
}

static void syntax_error(TableReader *reader, Place place, const char *what, const char *hint) {
    place.file = reader->table->file;
    diagnostics_error(reader->diagnostics, place, hint, "%s", what);
}

/* A cell that was opened lines ago has most likely not been closed in its own. */
static void misplaced_quote(TableReader *reader, char c) {
    static const char hint[] = "put the whole cell in quotation marks and double those inside it";
    const Place here = { .line = reader->line, .column = reader->column }, open = reader->cell_start;
    if (c == '"')
        syntax_error(reader, here, "a quotation mark in the middle of a cell", hint);
    else if (open.column == 0 || open.line == here.line)
        syntax_error(reader, here, "text after the closing quotation mark of a cell", hint);
    else
        syntax_error(reader, open,
            arena_format(reader->arena,
                "the quotation mark that opens here is closed only on line %u, where more text follows it", here.line),
            "close it on its own line; double the quotation marks inside a cell");
}

/* Feeds the bytes one by one; false after a fault, true where nothing more is to be read. */
static bool feed(TableReader *reader, const char *bytes, size_t size, char delimiter) {
    for (size_t i = 0; i < size && !reader->refused; i++) {
        const char c = bytes[i], next = i + 1 < size ? bytes[i + 1] : '\0';
        const bool ends = !reader->quoted_open && (c == delimiter || c == '\n' || c == '\r');
        if (!ends && reader->cell_start.column == 0 && ((c != ' ' && c != '\t') || reader->quoted_open))
            reader->cell_start = (Place){ .file = reader->table->file, .line = reader->line, .column = reader->column };
        if (c == '"') {
            const bool at_start =
                reader->cell_start.line == reader->line && reader->cell_start.column == reader->column;
            reader->is_quoted = reader->is_quoted || at_start;
            if (at_start || reader->quoted_open)
                reader->quoted_open = !reader->quoted_open;
            else if (i > 0 && bytes[i - 1] == '"')
                reader->quoted_open = true; /* "" inside a quoted cell */
        }
        if (csv_parse(reader->parser, &c, 1, end_cell, end_row, reader) != 1) {
            if (csv_error(reader->parser) == CSV_ENOMEM) arena_out_of_memory(reader->arena);
            misplaced_quote(reader, c);
            return false;
        }
        advance(reader, c, next);
    }
    return true;
}

static bool feed_all(TableReader *reader, const char *bytes, size_t size, char delimiter) {
    const bool fed = feed(reader, bytes, size, delimiter);
    const Place open = reader->cell_start;
    if (!fed || reader->refused || csv_fini(reader->parser, end_cell, end_row, reader) == 0) return fed;
    if (csv_error(reader->parser) == CSV_ENOMEM) arena_out_of_memory(reader->arena);
    syntax_error(reader, open, "the quotation mark that opens here is never closed", "close the quotation mark");
    return false;
}

static void free_parser(void *object) {
    struct csv_parser *parser = object;
    csv_free(parser);
}

static bool parse_rows(TableReader *reader, const char *bytes, size_t size) {
    const char delimiter = reader->table->separator = find_delimiter(bytes, size);
    reader->texts = arena_alloc(reader->arena, size + 1); /* a text takes a byte more, and so does what ends the cell */
    reader->parser = arena_alloc(reader->working, sizeof *reader->parser);
    csv_init(reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
    arena_defer(reader->working, free_parser, reader->parser);
    csv_set_delim(reader->parser, (unsigned char)delimiter);
    return feed_all(reader, bytes, size, delimiter);
}

static bool check_header(TableReader *reader) {
    if (reader->has_header || reader->refused) return !reader->refused;
    diagnostics_error(reader->diagnostics, (Place){ .file = reader->table->file },
        "write the names of the columns in the first row", "the file is empty");
    return false;
}

static const char byte_order_mark[] = "\xEF\xBB\xBF";

static bool skip_mark(const char **bytes, size_t *size) {
    const size_t length = strlen(byte_order_mark);
    if (*size < length || memcmp(*bytes, byte_order_mark, length) != 0) return false;
    *bytes += length;
    *size -= length;
    return true;
}

/* What programs put before the first row that is no part of the table. */
static bool check_start(Diagnostics *diagnostics, const char *file, const char *bytes, size_t size) {
    static const char separator[] = "sep=";
    const Place start = { .file = file, .line = 1, .column = 1 };
    if (skip_mark(&bytes, &size)) {
        diagnostics_error(diagnostics, start, "save it again as \"CSV UTF-8\", or delete the second mark",
            "the file begins with two invisible byte-order marks (U+FEFF)");
        return false;
    }
    size_t same = 0, from = size > 0 && bytes[0] == '"';
    while (separator[same] && from + same < size && lower_letter(bytes[from + same]) == separator[same]) same++;
    if (separator[same]) return true;
    diagnostics_error(diagnostics, start, "remove the line: commas, semicolons and tabs are recognised without it",
        "found \"sep=\" where the names of the columns should be");
    return false;
}

static bool parse(TableReader *reader, const char *bytes, size_t size) {
    const char *file = reader->table->file;
    skip_mark(&bytes, &size);
    if (!check_start(reader->diagnostics, file, bytes, size)) return false;
    if (!utf8_is_valid(bytes, size)) {
        diagnostics_warning(reader->diagnostics, (Place){ .file = file }, "save it as \"CSV UTF-8\"",
            "the file is not UTF-8; it was read as Windows-1252");
        bytes = from_windows_1252(reader->working, bytes, size, &size);
    }
    return parse_rows(reader, bytes, size) && check_header(reader);
}

static bool parse_table(Arena *arena, const char *file, const char *bytes, size_t size, size_t most_rows,
    const SheetGrid *sheet, TextRows *all, Table *table, Diagnostics *diagnostics) {
    *table = (Table){ .file = file };
    if (!check_text(diagnostics, file, bytes, size)) return false;
    TableReader reader = { .arena = arena,
        .all = all,
        .working = arena_within(arena),
        .diagnostics = diagnostics,
        .table = table,
        .most_rows = most_rows,
        .line = 1,
        .column = 1,
        .spreadsheet_row = 1,
        .sheet = sheet };
    const bool good = parse(&reader, bytes, size);
    arena_free(reader.working);
    if (!good) table->column_count = table->row_count = 0;
    return good;
}

bool table_parse_rows(Arena *arena, const char *file, const char *bytes, size_t size, size_t most_rows, Table *table,
    Diagnostics *diagnostics) {
    return parse_table(arena, file, bytes, size, most_rows, NULL, NULL, table, diagnostics);
}

bool table_parse_sheet(Arena *arena, const char *file, const char *bytes, size_t size, const SheetGrid *rows,
    Table *table, Diagnostics *diagnostics) {
    return parse_table(arena, file, bytes, size, MOST_ROWS, rows, NULL, table, diagnostics);
}

bool table_texts(
    Arena *arena, const char *file, const char *bytes, size_t size, TextRows *rows, Diagnostics *diagnostics) {
    Table unused;
    *rows = (TextRows){ 0 };
    const bool good = parse_table(arena, file, bytes, size, MOST_ROWS, NULL, rows, &unused, diagnostics);
    if (!good) rows->header = rows->count;
    return good;
}

bool table_parse(
    Arena *arena, const char *file, const char *bytes, size_t size, Table *table, Diagnostics *diagnostics) {
    return table_parse_rows(arena, file, bytes, size, MOST_ROWS, table, diagnostics);
}

/* A cell counts as far as something stands in it or behind it. */
double table_bytes(const char *bytes, size_t size) {
    const char delimiter = find_delimiter(bytes, size);
    double cells = 0;
    size_t column = 0, filled = 0, rows = 0;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == delimiter) {
            column++;
        } else if (bytes[i] == '\n' || bytes[i] == '\r') {
            cells += (double)filled;
            rows += filled > 0;
            column = filled = 0;
        } else if (bytes[i] != ' ' && bytes[i] != '"') {
            filled = column + 1;
        }
    }
    return (cells + (double)filled) * sizeof(Cell) + (double)rows * 2 * sizeof(TableRow) + 2 * (double)size;
}

Cell row_cell_at(const TableRow *row, size_t column) {
    if (column < row->count) return row->cells[column];
    Cell blank = { .text = "", .place = row->cells[row->count - 1].place };
    const size_t after = column + 1 - row->count;
    if (row->sheet) { /* a column that a scenario added is not in it */
        blank.place.column = blank.place.field = column < row->sheet->width ? row->sheet->fields[column] : 0;
        return blank;
    }
    blank.place.column += (unsigned)(after < row->blanks ? after : row->blanks);
    blank.place.field = (unsigned)column + 1;
    return blank;
}

Cell *table_cell_to_change(Arena *arena, Table *table, size_t row, size_t column) {
    TableRow *of = &table->rows[row];
    if (column < of->count) return &of->cells[column];
    const TableRow before = *of;
    of->count = table->column_count; /* at once: the next change is most likely beside it */
    of->cells = arena_array(arena, of->count, sizeof *of->cells);
    of->blanks = 0;
    for (size_t c = 0; c < of->count; c++) of->cells[c] = row_cell_at(&before, c);
    return &of->cells[column];
}

size_t table_add_column(Arena *arena, Table *table, const char *name, Place place) {
    const size_t added = table->column_count;
    Cell *header = arena_array(arena, added + 1, sizeof *header);
    memcpy(header, table->header, added * sizeof *header);
    header[added] = (Cell){ .text = name, .place = place };
    table->header = header;
    table->column_count++;
    return added;
}

size_t table_add_row(Arena *arena, Table *table, Place place) {
    TableRow *rows = arena_array(arena, table->row_count + 1, sizeof *rows);
    if (table->row_count > 0) memcpy(rows, table->rows, table->row_count * sizeof *rows);
    Cell *first = arena_alloc(arena, sizeof *first);
    *first = (Cell){ .text = "", .place = place };
    rows[table->row_count] = (TableRow){ .cells = first, .count = 1 };
    table->rows = rows;
    return table->row_count++;
}

static Cell *copy_cells(Arena *arena, const Cell *cells, size_t count) {
    Cell *copies = arena_array(arena, count, sizeof *copies);
    if (count > 0) memcpy(copies, cells, count * sizeof *copies);
    for (size_t c = 0; c < count; c++) {
        if (!cells[c].computed) continue;
        copies[c].computed = arena_alloc(arena, sizeof *copies[c].computed);
        *copies[c].computed = *cells[c].computed;
    }
    return copies;
}

Table table_copy(Arena *arena, const Table *table) {
    Table copy = *table;
    copy.header = copy_cells(arena, table->header, table->column_count);
    copy.rows = arena_array(arena, table->row_count, sizeof *copy.rows);
    for (size_t r = 0; r < table->row_count; r++) {
        copy.rows[r] = table->rows[r];
        copy.rows[r].cells = copy_cells(arena, table->rows[r].cells, table->rows[r].count);
    }
    return copy;
}
