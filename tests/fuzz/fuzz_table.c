/* Any bytes as a CSV file: no crash, and every cell has text and a place. */
#include <assert.h>
#include <stdint.h>

#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    Table table;
    diagnostics_init(&diagnostics, arena);
    if (table_parse(arena, "fuzz.csv", (const char *)data, size, &table, &diagnostics))
        for (size_t r = 0; r < table.row_count; r++)
            for (size_t c = 0; c < table.column_count; c++)
                assert(table.rows[r][c].text && table.rows[r][c].place.line > 0 && table.rows[r][c].place.column > 0);
    else
        assert(diagnostics.error_count > 0);
    arena_free(arena);
    return 0;
}
