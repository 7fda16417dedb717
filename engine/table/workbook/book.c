#include "table/workbook/book.h"

#include <string.h>

static const char zip_mark[] = "PK", office_mark[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

static bool begins(const char *bytes, size_t size, const char *mark) {
    const size_t length = strlen(mark);
    return size >= length && memcmp(bytes, mark, length) == 0;
}

bool is_book(const char *bytes, size_t size) {
    return begins(bytes, size, zip_mark) || begins(bytes, size, office_mark);
}

/* Names in an older office file have a zero byte after each letter. */
static bool holds_wide(const char *bytes, size_t size, const char *name) {
    const size_t length = strlen(name);
    for (const char *at = bytes; size >= 2 * length; at++) {
        const char *found = memchr(at, name[0], size - 2 * length + 1 - (size_t)(at - bytes));
        if (!found) return false;
        size_t same = 0;
        while (same < length && found[2 * same] == name[same] && found[2 * same + 1] == '\0') same++;
        if (same == length) return true;
        at = found;
        if ((size_t)(at - bytes) >= size - 2 * length) return false;
    }
    return false;
}

static const char *older_file(const char *bytes, size_t size, const char **hint) {
    if (holds_wide(bytes, size, "EncryptedPackage")) {
        *hint = "save it without the password that is needed to open it";
        return "it is protected with a password";
    }
    *hint = "in the spreadsheet choose \"Excel Workbook (.xlsx)\" when saving";
    return holds_wide(bytes, size, "Workbook") || holds_wide(bytes, size, "Book")
               ? "it is a workbook of Excel 97 to 2003 (.xls)"
               : "it is an older office file, and no workbook";
}

const char *book_open(Arena *arena, const char *bytes, size_t size, Book *book, const char **hint) {
    *book = (Book){ .archive = { 0 } };
    *hint = NULL;
    if (begins(bytes, size, office_mark)) return older_file(bytes, size, hint);
    const char *fault = archive_open(arena, bytes, size, &book->archive);
    if (fault) return fault;
    if (archive_find(&book->archive, "_rels/.rels")) return ooxml_open(arena, book, hint);
    if (archive_find(&book->archive, "content.xml")) return ods_open(arena, book, hint);
    *hint = "a workbook ends in .xlsx, .xlsm or .ods; a case in a zip file must be unpacked first";
    return "it is a zip file, and no workbook";
}

const char *book_read(Arena *arena, const Book *book, const BookSheet *sheet, BookCells *cells) {
    *cells = (BookCells){ 0 };
    if (sheet->cells) *cells = *sheet->cells;
    return sheet->part ? ooxml_read(arena, book, sheet, cells) : NULL;
}

const char *book_add(Arena *arena, BookCells *cells, BookCell cell) {
    enum { MOST_CELLS = 8 * 1000 * 1000 };
    const BookCell *last = cells->count ? &cells->items[cells->count - 1] : NULL;
    if (cell.row == 0 || cell.row > BOOK_MOST_ROWS || cell.column == 0 || cell.column > BOOK_MOST_COLUMNS)
        return "it has a cell beyond the last row or column";
    if (last && (cell.row < last->row || (cell.row == last->row && cell.column <= last->column)))
        return "its cells are not in their order";
    if (cells->count == MOST_CELLS) return "it has more than 8,000,000 cells";
    cells->items = arena_grow(arena, cells->items, cells->count, &cells->capacity, sizeof *cells->items);
    cells->items[cells->count++] = cell;
    return NULL;
}

void book_add_range(Arena *arena, BookRanges *ranges, BookRange range) {
    ranges->items = arena_grow(arena, ranges->items, ranges->count, &ranges->capacity, sizeof *ranges->items);
    ranges->items[ranges->count++] = range;
}
