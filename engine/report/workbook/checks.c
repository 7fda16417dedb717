/* The engine's own figures as plain numbers, and the formulas compared with them. */
#include <math.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "report/workbook/scopes.h"

/* Rows above the differences: tolerance and how many differ, by column. */
enum { MASTER = HEAD_ROW, FIGURE_NAMES, TOLERANCE, COUNT, FIRST_DIFFERENCE = FIRST_ROW + 4 };

static const double tolerances[] = {
    [BIZCASE_MONEY] = 0.005, [BIZCASE_RATIO] = 1e-6, [BIZCASE_RATE] = 1e-6, [BIZCASE_YEARS] = 1e-6
};

/* A figure that a page has as a formula. */
typedef struct Checked {
    const char *page;
    size_t figure, column; /* there */
} Checked;

static size_t checked_count(const Workbook *workbook) {
    return WHOLE_FIGURE_COUNT + whose_money_count(workbook);
}

static Checked checked_at(size_t i) {
    if (i < WHOLE_FIGURE_COUNT) return (Checked){ "Results", i, RESULT_FIGURES + i };
    const WhoseMoney found = whose_money_at(i - WHOLE_FIGURE_COUNT);
    return (Checked){ "'Whose money'", found.figure, found.column };
}

static size_t flow_column(const Workbook *workbook) {
    return RESULT_FIGURES + checked_count(workbook);
}

static void write_engine_page(Workbook *workbook) {
    static const char *const fixed[] = { "option", "versus", "council", "programme", "programme no" };
    Page page = page_add(workbook, "Engine figures",
        "What the engine found, as plain numbers: figures, then cash flows by period. The page Checks holds the "
        "formulas against them.");
    page_headings(&page, HEAD_ROW, fixed, sizeof fixed / sizeof fixed[0]);
    for (size_t f = 0; f < checked_count(workbook); f++)
        page_text(
            &page, HEAD_ROW, RESULT_FIGURES + f, FORMAT_HEADING_RIGHT, bizcase_figure(checked_at(f).figure).label);
    page_text(&page, NUMBER_ROW, 0, FORMAT_TEXT, "discount factors");
    for (size_t t = 0; t < workbook->period_count; t++) {
        page_text(&page, HEAD_ROW, flow_column(workbook) + t, FORMAT_HEADING_RIGHT, workbook->appraisal->periods[t]);
        page_number(
            &page, NUMBER_ROW, flow_column(workbook) + t, FORMAT_FACTOR, workbook->appraisal->discount_factors[t]);
    }
    page_widths(&page, 0, RESULT_PROGRAMME, 18);
    page_widths(&page, RESULT_PROGRAMME_NO, flow_column(workbook) + workbook->period_count, 14);
    page_freeze(&page, FIRST_ROW, RESULT_FIGURES);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) {
        const BizcaseResult *result = &workbook->appraisal->results[r];
        page_scope(&page, result_row(r), r);
        for (size_t f = 0; f < checked_count(workbook); f++)
            page_number(&page, result_row(r), RESULT_FIGURES + f, FORMAT_NUMBER, result->figures[checked_at(f).figure]);
        for (size_t t = 0; t < workbook->period_count; t++)
            page_number(&page, result_row(r), flow_column(workbook) + t, FORMAT_MONEY, result->cash_flow[t]);
    }
}

static Ref engine_periods(const Workbook *workbook, size_t row) {
    return cells_at(row, flow_column(workbook), row, flow_column(workbook) + workbook->period_count - 1, FIX_COLUMN);
}

static void write_differences(Page *page, size_t r) {
    const Workbook *workbook = page->workbook;
    const size_t row = FIRST_DIFFERENCE + r, other = result_row(r);
    page_scope(page, row, r);
    for (size_t f = 0; f < checked_count(workbook); f++) {
        const Checked checked = checked_at(f);
        const char *formula = arena_format(
                       workbook->arena, "%s!%s", checked.page, cell_at(other, checked.column, FIX_COLUMN).text),
                   *engine = arena_format(
                       workbook->arena, "'Engine figures'!%s", cell_at(other, RESULT_FIGURES + f, FIX_COLUMN).text);
        page_formula(page, row, RESULT_FIGURES + f, FORMAT_DIFFERENCE, 0,
            "IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s-%s,IF(ISERROR(%s),\"differs\",IF(%s=%s,0,\"differs\")))", formula,
            engine, formula, engine, formula, formula, engine);
    }
    page_formula(page, row, flow_column(workbook), FORMAT_DIFFERENCE, 0,
        "SUMPRODUCT(MAX(ABS('Cash flows'!%s-'Engine figures'!%s)))", periods_at(workbook, other).text,
        engine_periods(workbook, other).text);
}

/* How many cells of a column are beyond its tolerance, or no numbers at all. */
static void write_column(Page *page, size_t column, const char *label, double tolerance) {
    const size_t last = FIRST_DIFFERENCE + page->workbook->appraisal->result_count - 1;
    const Ref cells = cells_at(FIRST_DIFFERENCE, column, last, column, FIX_ROW),
              limit = cell_at(TOLERANCE, column, FIX_ROW);
    page_text(page, FIGURE_NAMES, column, FORMAT_HEADING_RIGHT, label);
    page_number(page, TOLERANCE, column, FORMAT_DIFFERENCE, tolerance);
    page_formula(page, COUNT, column, FORMAT_WHOLE, 0, "ROWS(%s)-COUNTIFS(%s,\">=\"&-%s,%s,\"<=\"&%s)", cells.text,
        cells.text, limit.text, cells.text, limit.text);
}

static void write_head(Page *page) {
    static const char *const fixed[] = { "option", "versus", "council", "programme", "programme no" };
    const Workbook *workbook = page->workbook;
    const size_t last = flow_column(workbook) + 1;
    page_headings(page, FIGURE_NAMES, fixed, sizeof fixed / sizeof fixed[0]);
    page_text(page, TOLERANCE, 0, FORMAT_TEXT, "agrees within");
    page_text(page, COUNT, 0, FORMAT_TEXT, "how many differ");
    for (size_t f = 0; f < checked_count(workbook); f++) {
        const BizcaseFigure figure = bizcase_figure(checked_at(f).figure);
        write_column(page, RESULT_FIGURES + f, figure.label, tolerances[figure.unit]);
    }
    write_column(page, flow_column(workbook), "Largest difference of a cash flow", 0.005);
    page_text(page, FIGURE_NAMES, last, FORMAT_HEADING_RIGHT, "Discount factors");
    page_number(page, TOLERANCE, last, FORMAT_DIFFERENCE, 1e-6);
    page_formula(page, COUNT, last, FORMAT_WHOLE, 0, "SUMPRODUCT((ABS(Discount_factor-'Engine figures'!%s)>%s)*1)",
        cells_at(
            NUMBER_ROW, flow_column(workbook), NUMBER_ROW, flow_column(workbook) + workbook->period_count - 1, FIX_BOTH)
            .text,
        cell_at(TOLERANCE, last, FIX_NONE).text);
    page_text(page, MASTER, 0, FORMAT_CHECK, "Figures that differ");
    page_formula(
        page, MASTER, 1, FORMAT_CHECK, 0, "SUM(%s)", cells_at(COUNT, RESULT_FIGURES, COUNT, last, FIX_NONE).text);
    page_name_cells(page, "Figures_that_differ", MASTER, 1, MASTER, 1);
    page_text_formula(page, MASTER, 2, FORMAT_CHECK, "Formulas and engine agree",
        "IF(Figures_that_differ=0,\"Formulas and engine agree\",\"Formulas and engine differ: an input was changed in "
        "this workbook, or something is wrong\")");
    page_name_cells(page, "Master_check", MASTER, 2, MASTER, 2);
}

void workbook_checks(Workbook *workbook) {
    write_engine_page(workbook);
    Page page = page_add(workbook, "Checks",
        "Each formula's result less what the engine found. Nothing differs as long as no input is changed here.");
    write_head(&page);
    page_widths(&page, 0, RESULT_PROGRAMME, 18);
    page_widths(&page, RESULT_PROGRAMME_NO, flow_column(workbook) + 1, 14);
    page_freeze(&page, FIRST_DIFFERENCE, RESULT_FIGURES);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) write_differences(&page, r);
    page_mark_differences(&page, COUNT, RESULT_FIGURES, COUNT, flow_column(workbook) + 1);
    page_mark_differences(&page, MASTER, 1, MASTER, 1);
}
