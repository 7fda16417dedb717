/* Phases, their own slips, and what predecessors pass on. */
#include "report/workbook/workbook.h"

enum {
    ID,
    NAME,
    START,
    END,
    UNCERTAINTY,
    OWN = UNCERTAINTY + UNCERTAIN_PLAN,
    START_MONTH = UNCERTAINTY + UNCERTAIN_COLUMNS,
    END_MONTH,
    AFTER,
    SLIP,
    SLIP_PERIODS,
    END_PERIODS,
    PLACE
};

/* What predecessor `before` passes on: its slip less the months between it and this phase. */
static const char *passed_on(Page *page, size_t row, size_t before) {
    const size_t other = FIRST_ROW + before;
    return arena_format(page->workbook->arena, ",%s-MAX(0,%s-%s-1)", cell_at(other, SLIP, FIX_COLUMN).text,
        cell_at(row, START_MONTH, FIX_COLUMN).text, cell_at(other, END_MONTH, FIX_COLUMN).text);
}

static void write_slip(Page *page, size_t row, const Phase *phase, double slip) {
    const Workbook *workbook = page->workbook;
    const Settings *settings = &workbook->the_case->settings;
    const char *names = "", *terms = "";
    for (size_t i = 0; i < phase->after_count; i++) {
        names = arena_format(
            workbook->arena, "%s%s%s", names, i ? ";" : "", workbook->the_case->phases[phase->after[i]].label.id);
        terms = arena_format(workbook->arena, "%s%s", terms, passed_on(page, row, phase->after[i]));
    }
    page_text(page, row, AFTER, FORMAT_TEXT, names);
    page_formula(page, row, SLIP, FORMAT_NUMBER, slip, "%s+MAX(0%s)", cell_at(row, OWN, FIX_COLUMN).text, terms);
    page_formula(page, row, SLIP_PERIODS, FORMAT_NUMBER, slip / settings->start.length_months, "%s/Months_per_period",
        cell_at(row, SLIP, FIX_COLUMN).text);
    page_formula(page, row, END_PERIODS, FORMAT_NUMBER,
        (double)(phase->end_month + 1 - settings->start.first_month) / settings->start.length_months,
        "(%s+1-Start_month)/Months_per_period", cell_at(row, END_MONTH, FIX_COLUMN).text);
}

static void write_phase(Page *page, size_t row, const Phase *phase, double slip) {
    page_text(page, row, ID, FORMAT_TEXT, phase->label.id);
    page_text(page, row, NAME, FORMAT_TEXT, phase->label.name);
    page_month(page, row, START, FORMAT_INPUT_MONTH, phase->start_month);
    page_month(page, row, END, FORMAT_INPUT_MONTH, phase->end_month);
    page_uncertainty(page, row, UNCERTAINTY, &phase->slip_months, FORMAT_INPUT_NUMBER);
    const Ref start = cell_at(row, START, FIX_COLUMN), end = cell_at(row, END, FIX_COLUMN);
    page_formula(
        page, row, START_MONTH, FORMAT_WHOLE, phase->start_month, "12*YEAR(%s)+MONTH(%s)-1", start.text, start.text);
    page_formula(page, row, END_MONTH, FORMAT_WHOLE, phase->end_month, "12*YEAR(%s)+MONTH(%s)-1", end.text, end.text);
    write_slip(page, row, phase, slip);
    page_place(page, row, PLACE, phase->label.place);
}

void workbook_phases(Workbook *workbook) {
    static const char *const headings[] = { "phase", "name", "start", "end", "distribution", "low", "own slip, months",
        "high", "shape", "start month", "end month", "after", "slip, months", "slip, periods", "planned end, periods",
        "read from" };
    const Case *the_case = workbook->the_case;
    if (!workbook->has_moves) return;
    Page page = page_add(workbook, "Phases",
        "Stages of the transition. A phase's slip is its own and the largest that a predecessor passes on, after the "
        "months between them.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    page_widths(&page, ID, ID, 22);
    page_widths(&page, NAME, NAME, 36);
    page_widths(&page, START, END_PERIODS, 13);
    page_widths(&page, PLACE, PLACE, 18);
    page_freeze(&page, FIRST_ROW, START);
    for (size_t p = 0; p < the_case->phase_count; p++)
        write_phase(&page, FIRST_ROW + p, &the_case->phases[p], workbook->ledger->phase_slips[p]);
    const size_t last = FIRST_ROW + the_case->phase_count - 1;
    page_name_cells(&page, "Phase_ids", FIRST_ROW, ID, last, ID);
    page_name_cells(&page, "Phase_slip", FIRST_ROW, SLIP_PERIODS, last, SLIP_PERIODS);
    page_name_cells(&page, "Phase_end", FIRST_ROW, END_PERIODS, last, END_PERIODS);
}
