/* A CSV file as cells with places. The only room that includes csv.h. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "table/diagnostics.h"

typedef struct Cell {
    const char *
        text; /* UTF-8 without surrounding white space, nor the apostrophe of csv_add_text; "" when blank; never NULL */
    Place place;
    unsigned lead;  /* characters of the cell before its text: a quotation mark, what was trimmed, an apostrophe */
    bool is_number; /* a scenario computed this cell: number holds it and text shows it */
    double number;
} Cell;

typedef struct Table {
    const char *file;
    size_t column_count, row_count;
    Cell *header; /* [column_count] */
    Cell **rows;  /* [row_count][column_count]; a short row is filled up with blank cells */
    const Cell
        *passed_over; /* [passed_over_count] the last comment above the header that is as wide as a row; or NULL */
    size_t passed_over_count;
} Table;

/* bytes → cells. Faults are added to diagnostics; false when the file has no usable header or is not CSV text (then
   table->column_count is 0). file is borrowed. Skips blank rows and comments: rows whose first cell is `#`, starts
   with `# `, or starts with `#` with nothing in the other cells; any other row that starts with `#` is an error. Drops empty
   trailing columns. A non-blank cell beyond the header is an error at that cell. */
bool table_parse(
    Arena *arena, const char *file, const char *bytes, size_t size, Table *table, Diagnostics *diagnostics);

/* Column index, or -1. Ignores case; space, '-' and '_' are the same. */
long table_find_column(const Table *table, const char *name);
/* Whether two header names are the same in that sense. */
bool names_match(const char *a, const char *b);
/* Adds an empty column (cells take row places and field 0) and returns its index. */
size_t table_add_column(Arena *arena, Table *table, const char *name, Place place);
/* Adds a row of blank cells at place and returns its index. */
size_t table_add_row(Arena *arena, Table *table, Place place);

#endif
