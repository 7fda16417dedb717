/* A zip file in memory: what parts it has, and the bytes of one. Nothing is written, so a path
   in it is a name and no more. */
#ifndef TABLE_WORKBOOK_ARCHIVE_H
#define TABLE_WORKBOOK_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct ArchivePart {
    const char *path; /* with "/" between folders, and none in front */
    uint64_t size;    /* of its bytes once they are unpacked, as the archive says: no more are read */
    uint64_t at, number;
} ArchivePart;

typedef struct Archive {
    const char *bytes; /* borrowed */
    size_t size;
    ArchivePart *parts; /* [part_count] by path, as archive_find compares them */
    size_t part_count;
} Archive;

/* The directory alone is read. NULL, or what is wrong with it, a clause such as "it is damaged or cut short". */
const char *archive_open(Arena *arena, const char *bytes, size_t size, Archive *archive);

/* As in workbooks, capitals make no difference. NULL: there is none. */
const ArchivePart *archive_find(const Archive *archive, const char *path);

/* Hands the bytes of a part over, piece by piece, until take gives false. NULL, or what is wrong. What is opened is closed
   with working. */
typedef bool ArchiveTake(void *context, const char *bytes, size_t size);
const char *archive_read(
    Arena *working, const Archive *archive, const ArchivePart *part, ArchiveTake *take, void *context);

#endif
