/* What is doubtful about the case. */
#include "report/sections/case_data.h"
#include "report/workbook/workbook.h"

void workbook_warnings(Workbook *workbook) {
    static const char *const headings[] = { "place", "cell", "severity", "what", "hint" };
    const Diagnostics *diagnostics = &workbook->the_case->diagnostics;
    Page page = page_add(
        workbook, "Warnings", diagnostics->count == 0 ? "No warnings." : "What was doubtful when the case was read.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    page_widths(&page, 0, 0, 28);
    page_widths(&page, 1, 2, 10);
    page_widths(&page, 3, 3, 90);
    page_widths(&page, 4, 4, 60);
    page_freeze(&page, NUMBER_ROW, 0);
    for (size_t i = 0; i < diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &diagnostics->items[i];
        page_text(&page, NUMBER_ROW + i, 0, FORMAT_WRAPPED, diagnostic_place(workbook->arena, item));
        page_text(&page, NUMBER_ROW + i, 1, FORMAT_WRAPPED, item->cell);
        page_text(&page, NUMBER_ROW + i, 2, FORMAT_WRAPPED, severity_name(item->severity));
        page_text(&page, NUMBER_ROW + i, 3, FORMAT_WRAPPED, item->message);
        page_text(&page, NUMBER_ROW + i, 4, FORMAT_WRAPPED, item->hint);
    }
}
