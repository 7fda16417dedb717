/* Where each amount was read from: a cell here for each on the page Amounts. */
#include "report/workbook/workbook.h"

static void write_line(Page *page, size_t row, const Line *line) {
    const Workbook *workbook = page->workbook;
    const Period start = workbook->the_case->settings.start;
    page_text(page, row, 0, FORMAT_TEXT, line->label.id);
    page_text(page, row, 1, FORMAT_TEXT, line->label.name);
    for (size_t i = 0; i < line->amounts.count; i++) {
        const int months = line->amounts.first_month[i] - start.first_month;
        if (months < 0 || (size_t)(months / start.length_months) >= workbook->period_count) continue;
        page_place(page, row, FIRST_PERIOD + (size_t)(months / start.length_months), line->amounts.place[i]);
    }
}

void workbook_sources(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "line", "name", NULL, NULL, NULL, NULL };
    Page page = page_add_time(
        workbook, "Sources", "Which file, line and column each cell of the page Amounts was read from.", headings);
    page_widths(&page, FIRST_PERIOD, FIRST_PERIOD + workbook->period_count, 18);
    for (size_t l = 0; l < workbook->the_case->line_count; l++)
        write_line(&page, FIRST_ROW + l, &workbook->the_case->lines[l]);
}
