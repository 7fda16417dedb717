/* Columns of observations that empirical distributions draw from. Each file is read once. */
#ifndef CASE_READING_DATA_FILES_H
#define CASE_READING_DATA_FILES_H

#include "case/reading/folder.h"

typedef struct DataFile {
    const char *path;
    Table table;
    bool good;
} DataFile;

typedef struct DataColumn {
    const DataFile *file;
    size_t column;
    const double *values; /* [count]; blank cells are left out */
    size_t count;
    bool good;
} DataColumn;

typedef struct DataFiles {
    DataFile **files;
    size_t file_count, file_capacity;
    DataColumn **columns;
    size_t column_count, column_capacity;
} DataFiles;

/* NULL when the file was not good, which has been reported. */
const DataFile *data_file_read(DataFiles *data, Folder *folder, const char *path, Diagnostics *diagnostics);
/* NULL when a cell was no number, which has been reported. */
const DataColumn *data_column_read(
    DataFiles *data, Arena *arena, const DataFile *file, size_t column, Diagnostics *diagnostics);
/* Whether a path was read as data. */
bool data_files_hold(const DataFiles *data, const char *path);

#endif
