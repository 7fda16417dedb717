/* The case's scenarios, and its own challenges, side by side, as the engine found them. */
#include <math.h>

#include "evaluate/figure_table.h"
#include "report/workbook/workbook.h"

enum { NAME, NPV, CHANGE, PAYBACK, FUNDING, COUNCILS };

static double figure_in(const BizcaseAppraisal *appraisal, const BizcaseScope *scope, FigureIndex figure) {
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, scope);
    return result ? result->figures[figure] : NAN;
}

static BizcaseScope main_scope(const Workbook *workbook, size_t body) {
    return workbook->appraisal->results[main_result(workbook, body)].scope;
}

static void write_appraisal(Page *page, size_t row, const BizcaseAppraisal *appraisal) {
    const Workbook *workbook = page->workbook;
    const BizcaseScope joint = main_scope(workbook, 0);
    const double npv = figure_in(appraisal, &joint, FIGURE_NPV);
    page_number(page, row, NPV, FORMAT_HEADLINE, npv);
    page_number(page, row, CHANGE, FORMAT_HEADLINE, npv - figure_in(workbook->appraisal, &joint, FIGURE_NPV));
    page_number(page, row, PAYBACK, FORMAT_YEARS, figure_in(appraisal, &joint, FIGURE_PAYBACK_YEARS));
    page_number(page, row, FUNDING, FORMAT_HEADLINE, figure_in(appraisal, &joint, FIGURE_PEAK_FUNDING));
    for (size_t c = 0; c < workbook->the_case->council_count; c++) {
        const BizcaseScope scope = main_scope(workbook, 1 + c);
        page_number(page, row, COUNCILS + c, FORMAT_HEADLINE, figure_in(appraisal, &scope, FIGURE_NPV));
    }
}

static void write_scenario(Page *page, size_t row, const BizcaseScenario *scenario) {
    const char *name = scenario->name;
    if (scenario->is_challenge) name = arena_format(page->workbook->arena, "Challenge: %s", name);
    page_text(page, row, NAME, FORMAT_TEXT, name);
    if (scenario->appraisal)
        write_appraisal(page, row, scenario->appraisal);
    else
        page_text(page, row, NPV, FORMAT_TEXT, "cannot be applied: bizcase check says why");
}

void workbook_scenarios(Workbook *workbook) {
    static const char *const headings[] = { "scenario", "NPV", "NPV, change", "payback, years", "peak funding" };
    const BizcaseScenarios *scenarios = workbook->scenarios;
    if (!scenarios || scenarios->count == 0) return;
    const BizcaseScope scope = main_scope(workbook, 0);
    const char *variation = workbook->the_case->variation;
    Page page = page_add(workbook, "Scenarios",
        arena_format(workbook->arena,
            "Each scenario of the case, and each challenge of its challenges.csv, on its own, option %s%s%s: worked out "
            "by the engine, and not changed by inputs of this workbook.",
            scope.option, scope.versus ? " against " : "", scope.versus ? scope.versus : ""));
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    for (size_t c = 0; c < workbook->the_case->council_count; c++)
        page_text(&page, HEAD_ROW, COUNCILS + c, FORMAT_HEADING_RIGHT,
            arena_format(workbook->arena, "NPV of %s", workbook->the_case->councils[c].id));
    page_widths(&page, NAME, NAME, 34);
    page_widths(&page, NPV, COUNCILS + workbook->the_case->council_count, 17);
    page_freeze(&page, NUMBER_ROW, NPV);
    page_text(&page, NUMBER_ROW, NAME, FORMAT_SECTION, *variation ? variation : "no scenario");
    write_appraisal(&page, NUMBER_ROW, workbook->appraisal);
    for (size_t s = 0; s < scenarios->count; s++) write_scenario(&page, FIRST_ROW + s, &scenarios->items[s]);
}
