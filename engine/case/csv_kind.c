#include "case/csv_kind.h"

const char *column_otherwise(const Column *column) {
    return column->choice ? column->choice(0) : column->otherwise;
}

#define ROW(kind) &csv_##kind,
const CsvKind *const csv_kinds[CSV_KIND_COUNT] = { CSV_KINDS(ROW) };
