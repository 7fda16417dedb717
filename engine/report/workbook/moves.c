/* What slips do to amounts: when the money of each period begins to flow, and what falls in each period then. */
#include <stdio.h>

#include "report/workbook/workbook.h"

static void write_label(Page *page, size_t row, const LedgerRow *ledger_row) {
    const Label *label = ledger_row->line ? &ledger_row->line->label : &ledger_row->risk->label;
    page_text(page, row, 0, FORMAT_TEXT, label->id);
    page_text(page, row, 1, FORMAT_TEXT, label->name);
}

/* shift: everything that much later; extend: only what starts at the phase's planned end or after. Before that a start
   stays, unless the phase ends sooner. */
static void write_starts(Page *page, size_t row, const LedgerRow *ledger_row) {
    for (size_t i = 0; i <= page->workbook->period_count; i++) {
        const size_t column = FIRST_PERIOD + i;
        const char *number = cell_at(NUMBER_ROW, column, FIX_ROW).text;
        Ref start;
        snprintf(start.text, sizeof start.text, "(%.20s-1)", number);
        page_formula(page, row, column, FORMAT_NUMBER, ledger_row->starts[i],
            "IF(Delay_rule=\"shift\",%s+Slip,IF(%s>=Planned_end,%s+Slip,IF(%s<Planned_end+Slip,%s,Planned_end+Slip)))",
            start.text, start.text, start.text, start.text, start.text);
    }
}

static void write_start_page(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", NULL, NULL, NULL, NULL };
    Page page = page_add_time(workbook, "Moves",
        "When the money of each period begins to flow once the phase's slip is known, in periods from the start. It "
        "flows at its own rate until the next one's begins.",
        headings);
    page_text(&page, HEAD_ROW, FIRST_PERIOD + workbook->period_count, FORMAT_HEADING_RIGHT, "end");
    page_number(&page, NUMBER_ROW, FIRST_PERIOD + workbook->period_count, FORMAT_HEADING_NUMBER,
        (double)workbook->period_count + 1);
    for (size_t r = 0; r < workbook->row_count; r++) {
        write_label(&page, FIRST_ROW + r, &workbook->ledger->rows[r]);
        write_starts(&page, FIRST_ROW + r, &workbook->ledger->rows[r]);
    }
}

/* |x − (t − 1)| − |x − t| runs from −1 to 1 as x passes through period t: half the difference between the end and the
   start of each period's money is the part of it that falls in t. */
static void write_moved(Page *page, size_t row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    const size_t last = FIRST_PERIOD + workbook->period_count - 1;
    const Ref starts = cells_at(row, FIRST_PERIOD, row, last, FIX_COLUMN),
              ends = cells_at(row, FIRST_PERIOD + 1, row, last + 1, FIX_COLUMN);
    for (size_t t = 0; t < workbook->period_count; t++) {
        const Ref here = cell_at(row, FIRST_PERIOD + t, FIX_NONE),
                  number = cell_at(NUMBER_ROW, FIRST_PERIOD + t, FIX_ROW);
        page_formula(page, row, FIRST_PERIOD + t, FORMAT_MONEY, ledger_row->moved[t],
            "IF(Slip=0,Amounts!%s,SUMPRODUCT(Amounts!%s,ABS(Moves!%s-%s+1)-ABS(Moves!%s-%s)-ABS(Moves!%s-%s+1)+ABS("
            "Moves!%s-%s))/2)",
            here.text, starts.text, ends.text, number.text, ends.text, number.text, starts.text, number.text,
            starts.text, number.text);
    }
}

static void write_moved_page(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", "total", NULL, NULL, NULL };
    Page page = page_add_time(workbook, "Moved",
        "Amounts after the slip, as entered otherwise: of each period's money, the part that falls here. Without a "
        "slip they are the amounts.",
        headings);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *ledger_row = &workbook->ledger->rows[r];
        double total = 0;
        for (size_t t = 0; t < workbook->period_count; t++) total += ledger_row->moved[t];
        write_label(&page, FIRST_ROW + r, ledger_row);
        page_formula(&page, FIRST_ROW + r, 2, FORMAT_MONEY, total, "SUM(%s)", periods_at(workbook, FIRST_ROW + r).text);
        write_moved(&page, FIRST_ROW + r, ledger_row);
    }
}

void workbook_moves(Workbook *workbook) {
    if (!workbook->has_moves) return;
    write_start_page(workbook);
    write_moved_page(workbook);
}
