/* Any bytes as a workbook: it is refused in words, or each of its sheets is, or becomes a table. */
#include <stdint.h>

#include "fuzz/fuzz_sheets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_sheets((const char *)data, size);
    return 0;
}
