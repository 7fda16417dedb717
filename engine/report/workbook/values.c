/* Each line's calculation: amount × its multiplier × scale × price × drivers, before optimism bias. */
#include "report/workbook/workbook.h"

enum { ID, NAME, COMPONENT, BIAS, TOTAL };

static const char *driver_factors(Workbook *workbook) {
    const char *text = "";
    for (size_t i = 0; i < workbook->driver_columns; i++)
        text = arena_format(workbook->arena, "%s*INDEX(Driver_values,Driver_no_%zu,Period_no)", text, i + 1);
    return text;
}

void workbook_values(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", "component", "applied bias", "total",
        NULL };
    const char *amounts = workbook->has_moves ? "Moved" : "Amounts", *drivers = driver_factors(workbook);
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
        for (size_t t = 0; t < workbook->period_count; t++)
            page_formula(&page, row, FIRST_PERIOD + t, FORMAT_MONEY, ledger_row->values[t],
                "%s!%s*Own*Scale*INDEX(Price_factors,Price_no,Period_no)%s", amounts,
                cell_at(row, FIRST_PERIOD + t, FIX_NONE).text, drivers);
    }
}
