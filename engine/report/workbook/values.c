/* Each line's calculation: amount × its multiplier × scale × price × drivers, before optimism bias. */
#include "base/buffer.h"
#include "report/workbook/workbook.h"

enum { ID, NAME, COMPONENT, BIAS, TOTAL };

enum { DRIVERS_OF_A_FORMULA = 100 }; /* more do not fit into 8,192 characters */

static const char *driver_factors(Workbook *workbook, size_t first, size_t after) {
    Buffer text = { .arena = workbook->arena };
    for (size_t i = first; i < after; i++)
        buffer_add(&text, arena_format(workbook->arena, "*INDEX(Driver_values,Driver_no_%zu,Period_no)", i + 1));
    return buffer_text(&text);
}

/* Of the first drivers of a row's line. */
static double product_of_drivers(const Workbook *workbook, const LedgerRow *row, size_t count, size_t t) {
    double product = 1;
    for (size_t i = 0; row->line && i < count && i < row->line->driver_count; i++)
        product *= workbook->ledger->driver_values[row->line->drivers[i]][t];
    return product;
}

/* The product of drivers up to `after`: those from `first` on times what the page before has, NULL: 1. Gives its name. */
static const char *add_driven_page(Workbook *workbook, const char *before, size_t first, size_t after) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", NULL, NULL, NULL, NULL, NULL };
    const char *name = arena_format(workbook->arena, "Drivers to %zu", after),
               *factors = driver_factors(workbook, first, after);
    Page page = page_add_time(workbook, name,
        "The product of a line's first drivers, a part at a time: one formula cannot hold them all.", headings);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *ledger_row = &workbook->ledger->rows[r];
        const size_t row = FIRST_ROW + r;
        page_text(
            &page, row, ID, FORMAT_TEXT, ledger_row->line ? ledger_row->line->label.id : ledger_row->risk->label.id);
        for (size_t t = 0; t < workbook->period_count; t++) {
            const char *cell = cell_at(row, FIRST_PERIOD + t, FIX_NONE).text;
            page_formula(&page, row, FIRST_PERIOD + t, FORMAT_FACTOR,
                product_of_drivers(workbook, ledger_row, after, t), "%s%s",
                before ? arena_format(workbook->arena, "'%s'!%s", before, cell) : "1", factors);
        }
    }
    return name;
}

void workbook_values(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", "component", "applied bias", "total",
        NULL };
    const char *amounts = workbook->has_moves ? "Moved" : "Amounts", *driven = NULL;
    size_t first = 0;
    for (; workbook->driver_columns - first > DRIVERS_OF_A_FORMULA; first += DRIVERS_OF_A_FORMULA)
        driven = add_driven_page(workbook, driven, first, first + DRIVERS_OF_A_FORMULA);
    const char *drivers = driver_factors(workbook, first, workbook->driver_columns);
    Page page = page_add_time(workbook, "Values",
        "Each line and risk in price-base prices, before optimism bias: amount × own multiplier × scale × price factor "
        "× drivers. Costs and benefits are both positive.",
        headings);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *ledger_row = &workbook->ledger->rows[r];
        const Label *label = ledger_row->line ? &ledger_row->line->label : &ledger_row->risk->label;
        const size_t row = FIRST_ROW + r;
        double total = 0;
        for (size_t t = 0; t < workbook->period_count; t++) total += ledger_row->values[t];
        page_text(&page, row, ID, FORMAT_TEXT, label->id);
        page_text(&page, row, NAME, FORMAT_TEXT, label->name);
        page_text_formula(&page, row, COMPONENT, FORMAT_TEXT,
            ledger_row->risk                                                                ? "risk"
            : ledger_row->net_weight == 0 && !ledger_row->line->type->in_economic_appraisal ? "left out"
            : ledger_row->line->side == SIDE_COST                                           ? "cost"
                                                                                            : "benefit",
            "Component");
        page_formula(&page, row, BIAS, FORMAT_PERCENT, ledger_row->bias, "Bias");
        page_formula(&page, row, TOTAL, FORMAT_MONEY, total, "SUM(%s)", periods_at(workbook, row).text);
        for (size_t t = 0; t < workbook->period_count; t++) {
            const Ref cell = cell_at(row, FIRST_PERIOD + t, FIX_NONE);
            page_formula(&page, row, FIRST_PERIOD + t, FORMAT_MONEY, ledger_row->values[t],
                "%s!%s*Own*Scale*INDEX(Price_factors,Price_no,Period_no)%s%s", amounts, cell.text,
                driven ? arena_format(workbook->arena, "*'%s'!%s", driven, cell.text) : "", drivers);
        }
    }
}
