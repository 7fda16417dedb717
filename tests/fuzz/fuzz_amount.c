/* Any text as an amount, a period and a month: no crash, and a number only when there is no fault. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "table/amount.h"
#include "table/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    const char *text = arena_text_n(arena, (const char *)data, size);
    const Amount amount = amount_parse(text);
    assert(amount.fault ? isnan(amount.value) : isfinite(amount.value));
    Period period, again;
    if (period_parse(text, &period)) {
        const bool reads_back = period_parse(period_text(arena, period), &again);
        assert(reads_back && again.first_month == period.first_month && again.length_months == period.length_months);
        (void)reads_back;
    }
    int month;
    month_parse(text, &month);
    arena_free(arena);
    return 0;
}
