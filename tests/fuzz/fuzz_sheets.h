/* All sheets of a workbook, read as a case would. */
#ifndef TESTS_FUZZ_FUZZ_SHEETS_H
#define TESTS_FUZZ_FUZZ_SHEETS_H

#include <assert.h>
#include <string.h>

#include "table/workbook/sheet_table.h"

static inline bool fuzz_no_day(const void *context, const char *heading, const char *row) {
    (void)context;
    return heading[0] == row[0];
}

static inline bool fuzz_numbers(const void *context, const char *heading) {
    (void)context;
    return heading[0] == '2';
}

static inline void fuzz_sheet(Arena *arena, const Book *book, const BookSheet *sheet, Diagnostics *diagnostics) {
    static const SheetColumns columns = { NULL, fuzz_no_day, fuzz_numbers, fuzz_numbers };
    BookCells cells;
    SheetText text;
    Table table;
    const char *fault = book_read(arena, book, sheet, &cells);
    assert(!fault || fault[0]);
    if (fault || !sheet_as_csv(arena, "book:sheet", sheet, &cells, &columns, &text, diagnostics)) return;
    if (!sheet_parse(arena, "book:sheet", &text, &cells, &table, diagnostics)) return;
    for (size_t r = 0; r < table.row_count; r++)
        for (size_t c = 0; c < table.column_count; c++) {
            const Cell cell = row_cell_at(&table.rows[r], c);
            assert(cell.text && cell.place.in_sheet && cell.place.line > 0 && cell.place.line == cell.place.row);
        }
}

static inline void fuzz_sheets(const char *bytes, size_t size) {
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    Book book;
    const char *hint, *fault = book_open(arena, bytes, size, &book, &hint);
    diagnostics_init(&diagnostics, arena);
    assert(!fault || fault[0]);
    for (size_t s = 0; !fault && s < book.sheet_count; s++) fuzz_sheet(arena, &book, &book.sheets[s], &diagnostics);
    arena_free(arena);
}

#endif
