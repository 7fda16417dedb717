/* The files of a case: found in a folder or in a workbook, read, and remembered for the case's digest. */
#ifndef CASE_READING_FOLDER_H
#define CASE_READING_FOLDER_H

#include "base/file.h"
#include "bizcase/status.h"
#include "table/table.h"

typedef struct FileRead {
    const char *path; /* inside the case */
    char sha256[65];
} FileRead;

typedef struct Folder {
    Arena *arena;
    const char *path;
    double held_bytes;    /* of tables */
    BizcaseStatus status; /* BIZCASE_NOT_READ once a file could not be read */
    const char **csv;     /* [csv_count] names of the .csv files, sorted */
    size_t csv_count;
    const char **scenarios; /* [scenario_count] names without ".csv", sorted */
    size_t scenario_count;
    /* [entry_count], [scenario_entry_count] all that lies in the two folders */
    FolderEntry *entries, *scenario_entries;
    size_t entry_count, scenario_entry_count;
    FileRead *files; /* [file_count] */
    size_t file_count, file_capacity;
    const struct BookFiles *book; /* the workbook whose sheets the files are; NULL: it is a folder */
} Folder;

/* Whether a file of this name may be one of a case: hidden ones, and what an office program locks another with, are none. */
bool is_csv_name(const char *name);

/* Lists the folder, or opens the workbook; an unreadable one is reported, with status BIZCASE_NOT_READ, or BIZCASE_CASE_WRONG
   where it is a file that is no workbook as it should be. */
void folder_open(Folder *folder, Arena *arena, const char *path, Diagnostics *diagnostics);
bool folder_has(const Folder *folder, const char *name);
/* 0: there is such a file, and it can be read; else what file_fault_text words. path is inside the case. */
int folder_fault(const Folder *folder, const char *path);
/* Reads and parses; false when it cannot, which is reported. path is kept. */
bool folder_read_table(Folder *folder, const char *path, Table *table, Diagnostics *diagnostics);
/* The CSV text of a file, for a look at it that is no part of the digest: what is wrong with it is told when it is read as a table.
   BIZCASE_NOT_READ, and errno. */
BizcaseStatus folder_read_text(const Folder *folder, Arena *arena, const char *path, const char **bytes, size_t *size);
/* What diagnostics call a file of the case: its path, or workbook and sheet. */
const char *folder_shown(const Folder *folder, const char *path);
/* SHA-256 of the lines `<sha256>  <path>` in order of path: what `sha256sum FILES | sha256sum` says. Of a
   workbook's sheets the CSV files that they would be. */
void folder_digest(const Folder *folder, char digest[65]);

#endif
