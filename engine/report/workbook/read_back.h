/* A workbook is read back before it takes its name: the library that writes it does not look whether its writes succeed. */
#ifndef REPORT_WORKBOOK_READ_BACK_H
#define REPORT_WORKBOOK_READ_BACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Whether each part is there, is the bytes that were packed, and is well-formed XML, and each sheet has as many cells as
   were written to it: cells is [sheet_count]. */
bool workbook_is_whole(Arena *arena, const char *path, const size_t *cells, size_t sheet_count);

#endif
