/* A CSV file, or a sheet of a workbook, as cells with places. The only room that includes csv.h. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "table/diagnostics.h"

typedef struct Cell {
    /* UTF-8 without surrounding white space, nor the apostrophe of csv_add_text; "" when blank; never NULL */
    const char *text;
    Place place;
    unsigned lead;    /* characters of the cell before its text: a quotation mark, what was trimmed, an apostrophe */
    double *computed; /* what a scenario made of the cell: it holds, and text shows it; NULL: text holds */
} Cell;

/* Where the rows and columns of a CSV text are in the sheet that it was made of. */
typedef struct SheetGrid {
    const unsigned *rows; /* [row_count] of each line, quoted line ends aside, the row of the sheet */
    size_t row_count;
    const unsigned *fields; /* [width] of each cell of a line the column */
    size_t width;
} SheetGrid;

/* As far as its last cell that is not blank, or the blank one after it: memory is for what a file holds, not for what its
   header would allow. */
typedef struct TableRow {
    Cell *cells;            /* [count], at least one */
    size_t count, blanks;   /* how many more blank ones the file has after the last, a separator each */
    const SheetGrid *sheet; /* of a workbook: where its columns are; NULL: it is a file's */
} TableRow;

typedef struct Table {
    const char *file;
    char separator; /* of its cells: a comma, a semicolon or a tab */
    size_t column_count, row_count;
    Cell *header;            /* [column_count] */
    TableRow *rows;          /* [row_count] */
    const Cell *passed_over; /* [passed_over_count] the last comment above the header as wide as a row; or NULL */
    size_t passed_over_count;
} Table;

/* The cell of a row in a column; where the row has ended a blank one, at the place of its last. */
Cell row_cell_at(const TableRow *row, size_t column);
/* The same to be changed: the row is made as long as it needs. */
Cell *table_cell_to_change(Arena *arena, Table *table, size_t row, size_t column);

/* bytes → cells. Faults are added to diagnostics; false when the file has no usable header or is not CSV text (then
   table->column_count is 0). file is borrowed. Skips blank rows and comments: rows whose first cell is `#`, starts
   with `# `, or starts with `#` with nothing in the other cells; any other row that starts with `#` is an error. Drops empty
   trailing columns. A non-blank cell beyond the header is an error at that cell. What is beyond the limits of
   base/size_limits.h is refused. */
bool table_parse(
    Arena *arena, const char *file, const char *bytes, size_t size, Table *table, Diagnostics *diagnostics);

/* table_parse of such a text: places are those in the sheet, which file names; rows is borrowed. */
bool table_parse_sheet(Arena *arena, const char *file, const char *bytes, size_t size, const SheetGrid *rows,
    Table *table, Diagnostics *diagnostics);

/* The same with another bound on the rows, for files that are no part of a case. */
bool table_parse_rows(Arena *arena, const char *file, const char *bytes, size_t size, size_t most_rows, Table *table,
    Diagnostics *diagnostics);
/* The rows of a CSV text with something in them, comments too, as cells without places. */
typedef struct TextRow {
    const char **cells; /* [count] */
    size_t count;
} TextRow;
typedef struct TextRows {
    TextRow *rows; /* [count] */
    size_t count, capacity;
    size_t header; /* which has the names of the columns; count: none */
} TextRows;
bool table_texts(
    Arena *arena, const char *file, const char *bytes, size_t size, TextRows *rows, Diagnostics *diagnostics);

/* What table_parse would hold of it, as far as can be told without parsing. */
double table_bytes(const char *bytes, size_t size);

/* Column index, or -1. Ignores case; space, '-' and '_' are the same. */
long table_find_column(const Table *table, const char *name);
/* Whether two header names are the same in that sense. */
bool names_match(const char *a, const char *b);
/* The same of the first characters of a text. */
bool part_matches(const char *part, size_t length, const char *name);
/* Adds an empty column (cells take row places and field 0) and returns its index. */
size_t table_add_column(Arena *arena, Table *table, const char *name, Place place);
/* Adds a row of blank cells at place and returns its index. */
size_t table_add_row(Arena *arena, Table *table, Place place);

/* A copy whose cells can be changed without the original's. */
Table table_copy(Arena *arena, const Table *table);

#endif
