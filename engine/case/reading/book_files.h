/* A workbook as the files of a case: which sheet is which file. */
#ifndef CASE_READING_BOOK_FILES_H
#define CASE_READING_BOOK_FILES_H

#include "table/diagnostics.h"
#include "table/table.h"
#include "table/workbook/book.h"

typedef struct BookFile {
    const char *path;  /* as in a folder, "scenarios/late.csv" */
    const char *shown; /* "case.xlsx:scenario late" */
    const BookSheet *sheet;
} BookFile;

typedef struct BookFiles {
    const char *name; /* of the workbook, without its folder */
    Book book;
    BookFile *files; /* [file_count] */
    size_t file_count;
    const BookSheet **others; /* [other_count] sheets that nothing names */
    size_t other_count;
} BookFiles;

/* bytes are kept with arena. NULL when it is no workbook that can be read, which is reported at path. */
BookFiles *book_files_open(Arena *arena, const char *path, const char *bytes, size_t size, Diagnostics *diagnostics);

/* Whether what stands below a heading of a file is a number; kind NULL: of one that is no kind of its own. Names of rows may be
   numbers too, and so may what refers to them: those are texts. */
struct CsvKind;
bool heading_is_of_numbers(const struct CsvKind *kind, const char *heading);
/* "costs" of costs.csv, "scenario late" of scenarios/late.csv: what says which file a sheet is. NULL: no name can. */
const char *sheet_name_of(Arena *arena, const char *path);

/* NULL: there is none. */
const BookFile *book_files_find(const BookFiles *files, const char *path);

/* The CSV that the sheet would be as a file: bytes, with working, and what it says as a table. room is asked before the table is
   made. False when it cannot be read, which is reported. */
typedef struct BookText {
    const char *bytes;
    size_t size;
} BookText;
bool book_file_read(Arena *arena, Arena *working, const BookFiles *files, const BookFile *file, BookText *text,
    bool (*room)(void *context, const char *file, const char *bytes, size_t size), void *context, Table *table,
    Diagnostics *diagnostics);

/* Of sheets that nothing names. */
void book_files_report_others(Arena *arena, const BookFiles *files, Diagnostics *diagnostics);

#endif
