/* Cash flows of every result, and what they pile up to. */
#include "report/workbook/scopes.h"

static const char *const headings[FIRST_PERIOD] = { "option", "versus", "council", "programme", "programme no",
    "total" };

static void write_net_row(Page *page, size_t r) {
    const Workbook *workbook = page->workbook;
    const BizcaseResult *result = &workbook->appraisal->results[r];
    const Scope scope = scope_at(workbook, r);
    const size_t row = result_row(r), last_line = FIRST_ROW + workbook->row_count - 1;
    page_scope(page, row, r);
    for (size_t t = 0; t < workbook->period_count; t++) {
        const size_t column = FIRST_PERIOD + t;
        const char *leaf = "";
        if (scope.kind == SCOPE_LEAF)
            leaf = arena_format(workbook->arena, "SUMIFS('%s'!%s,%s,1,Programme_no,%s)",
                council_page(workbook, workbook->group_of_option[scope.option], scope.council - 1),
                cells_at(FIRST_ROW, column, last_line, column, FIX_ROW).text, workbook->option_columns[scope.option],
                cell_at(row, RESULT_PROGRAMME_NO, FIX_COLUMN).text);
        page_scope_sum(page, r, column, FORMAT_MONEY, result->cash_flow[t], leaf);
    }
    page_formula(page, row, FIRST_PERIOD - 1, FORMAT_MONEY, result->cumulative[workbook->period_count - 1], "SUM(%s)",
        periods_at(workbook, row).text);
}

static void write_net(Workbook *workbook) {
    Page page = page_add_time(workbook, "Cash flows",
        "Net real cash flow by period: benefits less costs. Against the baseline: the option less the baseline.",
        headings);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) write_net_row(&page, r);
}

/* factor: "" or what each flow is multiplied by. */
static void write_cumulative(
    Workbook *workbook, const char *name, const char *about, const char *factor, bool discounted) {
    Page page = page_add_time(workbook, name, about, headings);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) {
        const BizcaseResult *result = &workbook->appraisal->results[r];
        const size_t row = result_row(r);
        double sum = 0;
        page_scope(&page, row, r);
        for (size_t t = 0; t < workbook->period_count; t++) {
            const size_t column = FIRST_PERIOD + t;
            const char *before =
                t > 0 ? arena_format(workbook->arena, "%s+", cell_at(row, column - 1, FIX_NONE).text) : "";
            sum += discounted ? result->discounted[t] : result->cash_flow[t];
            page_formula(&page, row, column, FORMAT_MONEY, sum, "%s'Cash flows'!%s%s", before,
                cell_at(row, column, FIX_NONE).text, factor);
        }
        page_formula(&page, row, FIRST_PERIOD - 1, FORMAT_MONEY, sum, "%s",
            cell_at(row, FIRST_PERIOD + workbook->period_count - 1, FIX_NONE).text);
    }
}

void workbook_flows(Workbook *workbook) {
    write_net(workbook);
    write_cumulative(
        workbook, "Cumulative", "Net cash flow so far. Payback is when it is out of the red for good.", "", false);
    write_cumulative(workbook, "Discounted",
        "Discounted net cash flow so far. The last period's is the net present value.", "*Discount_factor", true);
}
