/* A workbook in memory: its sheets, and the cells of one as a CSV file would hold them. Formulas are never worked out: a cell
   is what the program stored that saved it. */
#ifndef TABLE_WORKBOOK_BOOK_H
#define TABLE_WORKBOOK_BOOK_H

#include "table/workbook/archive.h"

typedef enum CellFault {
    CELL_SOUND,
    CELL_ERROR,     /* a spreadsheet error, which text is */
    CELL_NO_VALUE,  /* a formula without what it came to */
    CELL_NO_PERCENT /* 3.5 that is shown as 3.5% */
} CellFault;

/* Only what holds something is a cell. */
typedef struct BookCell {
    unsigned row, column; /* from 1 */
    const char *text;     /* of a date its month, "2018-04" */
    const char *day;      /* of a date the whole of it, "2018-04-01"; NULL: it is none */
    bool is_text, has_formula;
    CellFault fault;
} BookCell;

typedef struct BookRange {
    unsigned first_row, first_column, last_row, last_column;
} BookRange;

typedef struct BookRanges {
    BookRange *items;
    size_t count, capacity;
} BookRanges;

typedef struct BookCells {
    BookCell *items; /* [count] by row, then by column */
    size_t count, capacity;
    BookRanges merged;
    BookRanges totals; /* rows that a table of the workbook has as its totals */
    BookRanges hidden_rows, hidden_columns;
} BookCells;

typedef struct BookSheet {
    const char *name;
    bool is_hidden;
    const char *part;       /* where its cells are; NULL: it has none, as a page with a chart */
    const BookCells *cells; /* read with the book; NULL: book_read reads them */
} BookSheet;

typedef struct Book {
    Archive archive;
    BookSheet *sheets; /* [sheet_count] in their order */
    size_t sheet_count;
    bool from_1904;
    const char **shared; /* [shared_count] texts that cells share */
    size_t shared_count;
    const char **formats; /* [format_count] of a cell's style the code of its number format; NULL: general */
    size_t format_count;
} Book;

/* Whether the bytes begin as a workbook does, or as what is told apart from one: a zip file, or an older office file. */
bool is_book(const char *bytes, size_t size);

/* NULL, or why it is not a workbook that can be read: a clause, such as "it is protected with a password". hint: what to do about
   it, or NULL. bytes are borrowed. */
const char *book_open(Arena *arena, const char *bytes, size_t size, Book *book, const char **hint);

/* The cells of a sheet. NULL, or what is wrong. Only reads the book. */
const char *book_read(Arena *arena, const Book *book, const BookSheet *sheet, BookCells *cells);

/* A text as Office Open XML holds it: where it looks like the code of a character, _x000D_, its first "_" is a code itself. */
const char *text_with_codes(Arena *arena, const char *text);

/* --- what the readers of the formats share ---------------------------------------------------------------------------- */

/* NULL, or what is wrong: cells come in their order, none twice, and no more of them than can be held. */
const char *book_add(Arena *arena, BookCells *cells, BookCell cell);
void book_add_range(Arena *arena, BookRanges *ranges, BookRange range);

/* The two formats. */
const char *ooxml_open(Arena *arena, Book *book, const char **hint);
const char *ooxml_read(Arena *arena, const Book *book, const BookSheet *sheet, BookCells *cells);
const char *ods_open(Arena *arena, Book *book, const char **hint);

enum { BOOK_MOST_ROWS = 1048576, BOOK_MOST_COLUMNS = 16384 };

#endif
