/* Any bytes as a CSV file: no crash, and every cell has text and a place. */
#include <assert.h>
#include <stdint.h>

#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cell(Cell cell) {
    assert(cell.text && cell.place.line > 0 && cell.place.column > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    Table table;
    diagnostics_init(&diagnostics, arena);
    if (table_parse(arena, "fuzz.csv", (const char *)data, size, &table, &diagnostics))
        for (size_t r = 0; r < table.row_count; r++)
            for (size_t c = 0; c < table.column_count; c++) check_cell(row_cell_at(&table.rows[r], c));
    else
        assert(diagnostics.error_count > 0);
    arena_free(arena);
    return 0;
}
