/* A file that libxlsxwriter writes to, and that takes its name only once it is known to be whole. */
#ifndef REPORT_WORKBOOK_SCRATCH_H
#define REPORT_WORKBOOK_SCRATCH_H

#include <xlsxwriter.h>

#include "base/file.h"
#include "table/call.h"

typedef struct ScratchFile {
    char *name; /* NULL: not made yet */
    TemporaryFile *kept;
    lxw_workbook *book;
} ScratchFile;

/* Where it is: for messages. */
const char *scratch_folder(void);

/* The library does not look whether it is given memory: three times of what it will ask for is taken first, and given back.
   cells: how many will be written. */
void scratch_ask_for_room(Arena *arena, double cells);

/* NULL when it cannot be made. Freed with the arena. */
ScratchFile *scratch_make(Arena *arena);

/* Closes the workbook, and puts it where it belongs if its sheets have the cells that were written: cells is [sheet_count].
   status: of writing it so far. */
BizcaseStatus scratch_finish(
    Call *call, ScratchFile *scratch, const size_t *cells, size_t sheet_count, BizcaseStatus status, const char *path);

#endif
