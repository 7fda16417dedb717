/* Internal rates of return. A spreadsheet's IRR gives one of several, or none: first a scan of rates says how many there
   are and where. */
#include <math.h>

#include "base/elementary.h"
#include "report/workbook/scopes.h"

enum { SCAN_STEPS = 80, ROOTS = RESULT_PROGRAMME_NO, GUESS };
#define LOWEST_RATE (-0.99)
#define HIGHEST_RATE 10.0

/* What a unit of money of the next period is worth in this, at each step: from the highest rate to the lowest. */
static double scan_factor(const Workbook *workbook, size_t step) {
    const double years = workbook->the_case->settings.start.length_months / 12.0;
    const double lowest = power(1 + HIGHEST_RATE, -years), highest = power(1 + LOWEST_RATE, -years);
    return lowest * power(highest / lowest, (double)step / SCAN_STEPS);
}

/* Factors above 1 are taken to powers below 0, so that nothing overflows: the sign is the same. */
static double scan_shift(const Workbook *workbook, double factor) {
    return factor > 1 ? (double)workbook->period_count : 1;
}

static double scan_value(const Workbook *workbook, const double *flow, double factor) {
    double sum = 0;
    for (size_t t = 0; t < workbook->period_count; t++)
        if (fabs(flow[t]) > workbook->ledger->zero_money)
            sum += flow[t] * power(factor, (double)t + 1 - scan_shift(workbook, factor));
    return sum;
}

/* Columns: the scan, then where in it the sign changes, then a finer scan between those two. */
enum { SCAN = FIRST_PERIOD, LOW = SCAN + SCAN_STEPS + 1, FINE, FINE_STEPS = 32, LAST = FINE + FINE_STEPS };

static void write_scan_head(Page *page) {
    page_text(page, HEAD_ROW, GUESS, FORMAT_HEADING, "rate a period, nearly");
    page_text(page, HEAD_ROW, ROOTS, FORMAT_HEADING, "rates found");
    page_text(page, NUMBER_ROW, GUESS, FORMAT_HEADING_NUMBER, "factor");
    for (size_t s = 0; s <= SCAN_STEPS; s++) {
        const double factor = scan_factor(page->workbook, s);
        const double rate = power(factor, -12.0 / page->workbook->the_case->settings.start.length_months) - 1;
        page_text(
            page, HEAD_ROW, SCAN + s, FORMAT_HEADING_RIGHT, arena_format(page->workbook->arena, "%.4g%%", 100 * rate));
        page_number(page, NUMBER_ROW, SCAN + s, FORMAT_HEADING_NUMBER, factor);
    }
    page_text(page, HEAD_ROW, LOW, FORMAT_HEADING_RIGHT, "factor before the change");
    for (size_t s = 0; s <= FINE_STEPS; s++) {
        page_text(page, HEAD_ROW, FINE + s, FORMAT_HEADING_RIGHT, s == 0 ? "finer scan" : NULL);
        page_number(page, NUMBER_ROW, FINE + s, FORMAT_HEADING_NUMBER,
            power(scan_factor(page->workbook, 1) / scan_factor(page->workbook, 0), (double)s / FINE_STEPS));
    }
}

/* Where the signs of neighbours differ. */
static const char *changes_between(const Workbook *workbook, size_t row, size_t first, size_t last) {
    const Ref from = cells_at(row, first, row, last - 1, FIX_COLUMN),
              to = cells_at(row, first + 1, row, last, FIX_COLUMN);
    return arena_format(workbook->arena, "(SIGN(%s)*SIGN(%s)<0)", from.text, to.text);
}

/* How many rates, and the factor before the only one; 0 when there are more or none. */
static double write_scan(Page *page, size_t row, const double *flow) {
    const Workbook *workbook = page->workbook;
    const Ref flows = periods_at(workbook, row), all = cells_at(row, SCAN, row, SCAN + SCAN_STEPS, FIX_COLUMN);
    size_t changes = 0, zeros = 0, bracket = 0;
    double before = 0;
    for (size_t s = 0; s <= SCAN_STEPS; s++) {
        const double factor = scan_factor(workbook, s), value = scan_value(workbook, flow, factor);
        page_formula(page, row, SCAN + s, FORMAT_MONEY, value,
            "SUMPRODUCT((ABS('Cash flows'!%s)>Zero_money)*'Cash flows'!%s,%s^(Period_no-%s))", flows.text, flows.text,
            cell_at(NUMBER_ROW, SCAN + s, FIX_ROW).text, factor > 1 ? "Period_count" : "1");
        if (s > 0 && ((before < 0 && value > 0) || (before > 0 && value < 0))) {
            bracket = s - 1;
            changes++;
        }
        zeros += !(fabs(value) > 0);
        before = value;
    }
    const char *change = changes_between(workbook, row, SCAN, SCAN + SCAN_STEPS);
    const double low = changes == 1 && zeros == 0 ? scan_factor(workbook, bracket) : 0;
    page_formula(page, row, ROOTS, FORMAT_WHOLE, (double)(changes + zeros), "SUMPRODUCT(%s*1)+SUMPRODUCT((%s=0)*1)",
        change, all.text);
    page_formula(page, row, LOW, FORMAT_FACTOR, low, "IF(%s=1,SUMPRODUCT(%s*%s),0)",
        cell_at(row, ROOTS, FIX_COLUMN).text, change,
        cells_at(NUMBER_ROW, SCAN, NUMBER_ROW, SCAN + SCAN_STEPS - 1, FIX_BOTH).text);
    return low;
}

/* Near enough for IRR to converge, whatever the flow. */
static void write_fine_scan(Page *page, size_t row, const double *flow, double low) {
    const Workbook *workbook = page->workbook;
    const double step = scan_factor(workbook, 1) / scan_factor(workbook, 0);
    const Ref flows = periods_at(workbook, row), low_cell = cell_at(row, LOW, FIX_COLUMN);
    double before = 0, found = 0;
    for (size_t s = 0; s <= FINE_STEPS; s++) {
        const Ref part = cell_at(NUMBER_ROW, FINE + s, FIX_ROW);
        const double factor = low * power(step, (double)s / FINE_STEPS),
                     value = low > 0 ? scan_value(workbook, flow, factor) : 0;
        page_formula(page, row, FINE + s, FORMAT_MONEY, value,
            "IF(%s=0,0,SUMPRODUCT((ABS('Cash flows'!%s)>Zero_money)*'Cash "
            "flows'!%s,(%s*%s)^(Period_no-IF(%s*%s>1,Period_count,1))))",
            low_cell.text, flows.text, flows.text, low_cell.text, part.text, low_cell.text, part.text);
        if ((before < 0 && value > 0) || (before > 0 && value < 0))
            found = low * power(step, ((double)s - 1) / FINE_STEPS);
        before = value;
    }
    const char *change = changes_between(workbook, row, FINE, LAST);
    page_formula(page, row, GUESS, FORMAT_PERCENT,
        found > 0 ? 1 / found - 1
        : low > 0 ? 1 / low - 1
                  : 0,
        "IF(%s=0,0,IF(SUMPRODUCT(%s*1)=1,1/(%s*SUMPRODUCT(%s*%s))-1,1/%s-1))", low_cell.text, change, low_cell.text,
        change, cells_at(NUMBER_ROW, FINE, NUMBER_ROW, LAST - 1, FIX_BOTH).text, low_cell.text);
}

void workbook_rates(Workbook *workbook) {
    static const char *const headings[] = { "option", "versus", "council", "programme" };
    Page page = page_add(workbook, "Rates",
        "Net present value (scaled, only its sign matters) at rates from 1000% down to -99% a year. Where it changes "
        "sign once, there is one internal rate of return.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    write_scan_head(&page);
    page_widths(&page, 0, 3, 18);
    page_widths(&page, ROOTS, LAST, 11);
    page_freeze(&page, FIRST_ROW, FIRST_PERIOD);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) {
        const double *flow = workbook->appraisal->results[r].cash_flow;
        page_scope_names(&page, result_row(r), r);
        write_fine_scan(&page, result_row(r), flow, write_scan(&page, result_row(r), flow));
    }
}
