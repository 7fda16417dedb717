/* Amounts of lines by period, as read; of a risk the part of its impact that falls in a period. */
#include "report/workbook/workbook.h"

enum { ID, NAME, UNIT, TOTAL, PLACE };

static void write_line(Page *page, size_t row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    const Line *line = ledger_row->line;
    double total = 0;
    for (size_t t = 0; t < workbook->period_count; t++) {
        total += ledger_row->amounts[t];
        if (line->formula)
            page_formula(page, row, FIRST_PERIOD + t, FORMAT_MONEY, ledger_row->amounts[t], "%s/Scale",
                line_formula_cell(workbook, (size_t)(line - workbook->the_case->lines), t));
        else
            page_number(page, row, FIRST_PERIOD + t, FORMAT_INPUT_MONEY, ledger_row->amounts[t]);
    }
    page_text(page, row, UNIT, FORMAT_TEXT, line->formula ? "by its formula" : "as entered");
    page_formula(page, row, TOTAL, FORMAT_MONEY, total, "SUM(%s)", periods_at(workbook, row).text);
    page_place(page, row, PLACE, line->label.place);
}

/* Months of the period between the risk's first and last, as a part of them all. */
static void write_risk(Page *page, size_t row, size_t risk_row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    const Ref from = cell_at(risk_row, RISK_FROM_MONTH, FIX_COLUMN),
              until = cell_at(risk_row, RISK_UNTIL_MONTH, FIX_COLUMN);
    double total = 0;
    for (size_t t = 0; t < workbook->period_count; t++) {
        const Ref month = cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_ROW); /* Timeline's first row */
        total += ledger_row->amounts[t];
        page_formula(page, row, FIRST_PERIOD + t, FORMAT_FACTOR, ledger_row->amounts[t],
            "MAX(0,MIN(Risks!%s,Timeline!%s+Months_per_period)-MAX(Risks!%s,Timeline!%s))/(Risks!%s-Risks!%s)",
            until.text, month.text, from.text, month.text, until.text, from.text);
    }
    page_text(page, row, UNIT, FORMAT_TEXT, "part of impact");
    page_formula(page, row, TOTAL, FORMAT_FACTOR, total, "SUM(%s)", periods_at(workbook, row).text);
    page_place(page, row, PLACE, ledger_row->risk->label.place);
}

void workbook_amounts(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", "unit", "total", "read from", NULL };
    const size_t line_count = workbook->the_case->line_count;
    Page page = page_add_time(workbook, "Amounts",
        workbook->the_case->formula_counts.all > 0
            ? "Amounts by period, positive for costs and for benefits: as read, or by the line's formula, which is worked "
              "out on the page Quantity values."
            : "Amounts by period as read, positive for costs and for benefits. The page Sources says which cell of "
              "which file each was read from.",
        headings);
    page_widths(&page, PLACE, PLACE, 18);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *row = &workbook->ledger->rows[r];
        const Label *label = row->line ? &row->line->label : &row->risk->label;
        page_text(&page, FIRST_ROW + r, ID, FORMAT_TEXT, label->id);
        page_text(&page, FIRST_ROW + r, NAME, FORMAT_TEXT, label->name);
        if (row->line)
            write_line(&page, FIRST_ROW + r, row);
        else
            write_risk(&page, FIRST_ROW + r, FIRST_ROW + r - line_count, row);
    }
}
