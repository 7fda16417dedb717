#include "case/reading/data_files.h"

#include <string.h>

#include "table/amount.h"

const DataFile *data_file_read(DataFiles *data, Folder *folder, const char *path, Diagnostics *diagnostics) {
    for (size_t i = 0; i < data->file_count; i++)
        if (strcmp(data->files[i]->path, path) == 0) return data->files[i]->good ? data->files[i] : NULL;
    data->files = arena_grow(folder->arena, data->files, data->file_count, &data->file_capacity, sizeof *data->files);
    DataFile *file = data->files[data->file_count++] = arena_alloc(folder->arena, sizeof *file);
    file->path = path;
    file->good = folder_read_table(folder, path, &file->table, diagnostics);
    return file->good ? file : NULL;
}

static void read_values(Arena *arena, DataColumn *column, Diagnostics *diagnostics) {
    const Table *table = &column->file->table;
    double *values = arena_array(arena, table->row_count, sizeof *values);
    column->good = true;
    for (size_t r = 0; r < table->row_count; r++) {
        const Cell cell = row_cell_at(&table->rows[r], column->column);
        if (cell.text[0] == '\0') continue;
        const Amount amount = amount_parse(cell.text);
        if (amount.fault) {
            diagnostics_error(diagnostics, cell.place, amount_hint(arena, cell.text, amount.fault),
                "\"%s\" is not a number (column %s of the data)", cell.text,
                shown_text(arena, table->header[column->column].text));
            column->good = false;
        }
        values[column->count++] = amount.value;
    }
    column->values = values;
}

const DataColumn *data_column_read(
    DataFiles *data, Arena *arena, const DataFile *file, size_t column, Diagnostics *diagnostics) {
    for (size_t i = 0; i < data->column_count; i++)
        if (data->columns[i]->file == file && data->columns[i]->column == column)
            return data->columns[i]->good ? data->columns[i] : NULL;
    data->columns = arena_grow(arena, data->columns, data->column_count, &data->column_capacity, sizeof *data->columns);
    DataColumn *found = data->columns[data->column_count++] = arena_alloc(arena, sizeof *found);
    *found = (DataColumn){ .file = file, .column = column };
    read_values(arena, found, diagnostics);
    return found->good ? found : NULL;
}

bool data_files_hold(const DataFiles *data, const char *path) {
    for (size_t i = 0; i < data->file_count; i++)
        if (strcmp(data->files[i]->path, path) == 0) return true;
    return false;
}
