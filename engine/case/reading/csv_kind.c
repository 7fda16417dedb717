#include "case/reading/csv_kind.h"

const char *column_otherwise(const Column *column) {
    return column->choice ? column->choice(0) : column->otherwise;
}

size_t kind_remark(const CsvKind *kind, size_t index) {
    for (size_t c = 0; c < kind->column_count; c++)
        if (kind->columns[c].use == USED_AS_REMARK && index-- == 0) return c;
    return kind->column_count;
}

#define ROW(kind) &csv_##kind,
const CsvKind *const csv_kinds[CSV_KIND_COUNT] = { CSV_KINDS(ROW) };
