/* The cells of a sheet → the CSV file that says the same → a table whose places are those of the sheet. So a case means the
   same whether a workbook or a folder holds it, and has one digest. */
#ifndef TABLE_WORKBOOK_SHEET_TABLE_H
#define TABLE_WORKBOOK_SHEET_TABLE_H

#include "table/table.h"
#include "table/workbook/book.h"

/* What the columns of a sheet hold, as far as a cell is read by it. */
typedef struct SheetColumns {
    const void *context;
    /* Whether a date is a day there; elsewhere it is a month. row: the first cell of the row. */
    bool (*holds_days)(const void *context, const char *heading, const char *row);
    bool (*holds_numbers)(const void *context, const char *heading);
    bool (*holds_formulas)(const void *context, const char *heading);
} SheetColumns;

typedef struct SheetText {
    const char *bytes; /* CSV: commas, lines end in "\n" */
    size_t size;
    SheetGrid grid;
} SheetText;

/* Says what is wrong with cells, and what is worth knowing of the sheet, once. file names the sheet, "case.xlsx:costs"; is
   borrowed. False: it is too large to be read. */
bool sheet_as_csv(Arena *arena, const char *file, const BookSheet *sheet, const BookCells *cells,
    const SheetColumns *columns, SheetText *text, Diagnostics *diagnostics);

/* table_parse of it; false as there. Keeps nothing of text. Merged ranges over periods are errors. */
bool sheet_parse(Arena *arena, const char *file, const SheetText *text, const BookCells *cells, Table *table,
    Diagnostics *diagnostics);

#endif
