/* The risk register as read, and the expected value of each entry. */
#include <limits.h>

#include "model/timeline.h"
#include "report/workbook/workbook.h"

static void write_headings(Page *page) {
    static const char *const fixed[] = { "risk", "name", "programme", "kind", "split", "from", "to", "probability",
        "distribution", "low", "central", "high", "shape", "mean impact", "expected value", "first month",
        "month after the last" };
    static const char *const after[] = { "owner", "source", "note", "read from" };
    const Workbook *workbook = page->workbook;
    page_headings(page, HEAD_ROW, fixed, sizeof fixed / sizeof fixed[0]);
    size_t column = RISK_OPTIONS;
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        page_text(page, HEAD_ROW, column++, FORMAT_HEADING,
            arena_format(workbook->arena, "in %s", workbook->the_case->options[o].label.id));
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++)
        page_text(page, HEAD_ROW, column++, FORMAT_HEADING, after[i]);
}

/* The months as numbers; blank is the horizon's. */
static void write_months(Page *page, size_t row, const Risk *risk) {
    const Settings *settings = &page->workbook->the_case->settings;
    const Ref from = cell_at(row, RISK_FROM, FIX_COLUMN), to = cell_at(row, RISK_TO, FIX_COLUMN);
    const bool has_from = risk->from_month != INT_MIN, has_to = risk->until_month != INT_MAX;
    if (has_from)
        page_month(page, row, RISK_FROM, FORMAT_INPUT_MONTH, risk->from_month);
    else
        page_text(page, row, RISK_FROM, FORMAT_INPUT_TEXT, NULL);
    if (has_to)
        page_month(page, row, RISK_TO, FORMAT_INPUT_MONTH, risk->until_month - 1);
    else
        page_text(page, row, RISK_TO, FORMAT_INPUT_TEXT, NULL);
    page_formula(page, row, RISK_FROM_MONTH, FORMAT_WHOLE, has_from ? risk->from_month : period_month(settings, 0),
        "IF(%s=\"\",Start_month,12*YEAR(%s)+MONTH(%s)-1)", from.text, from.text, from.text);
    page_formula(page, row, RISK_UNTIL_MONTH, FORMAT_WHOLE,
        has_to ? risk->until_month : period_month(settings, settings->period_count),
        "IF(%s=\"\",Start_month+Period_count*Months_per_period,12*YEAR(%s)+MONTH(%s))", to.text, to.text, to.text);
}

static void write_risk(Page *page, size_t row, const Risk *risk) {
    const Case *the_case = page->workbook->the_case;
    const double expected = the_case->settings.risk_in_plan ? risk->probability * risk->impact.fitted.mean : 0;
    page_text(page, row, RISK_ID, FORMAT_TEXT, risk->label.id);
    page_text(page, row, RISK_NAME, FORMAT_TEXT, risk->label.name);
    page_text(page, row, RISK_PROGRAMME, FORMAT_INPUT_TEXT, the_case->programmes[risk->programme].id);
    page_text(page, row, RISK_KIND, FORMAT_TEXT, money_kind_names[risk->kind]);
    page_text(page, row, RISK_SPLIT, FORMAT_INPUT_TEXT, the_case->splits[risk->split].label.id);
    page_number(page, row, RISK_PROBABILITY, FORMAT_INPUT_PERCENT, risk->probability);
    page_uncertainty(page, row, RISK_UNCERTAINTY, &risk->impact, FORMAT_INPUT_MONEY);
    page_mean(page, row, RISK_MEAN, RISK_UNCERTAINTY, &risk->impact, FORMAT_MONEY);
    page_formula(page, row, RISK_EXPECTED, FORMAT_MONEY, expected, "%s*%s*Risk_in_plan",
        cell_at(row, RISK_PROBABILITY, FIX_COLUMN).text, cell_at(row, RISK_MEAN, FIX_COLUMN).text);
    write_months(page, row, risk);
    size_t column = RISK_OPTIONS;
    for (size_t o = 0; o < the_case->option_count; o++)
        page_number(page, row, column++, FORMAT_INPUT_NUMBER, risk->in_option[o] ? 1 : 0);
    page_text(page, row, column++, FORMAT_TEXT, risk->owner);
    page_text(page, row, column++, FORMAT_TEXT, risk->source);
    page_text(page, row, column++, FORMAT_TEXT, risk->note);
    page_place(page, row, column, risk->label.place);
}

void workbook_risks(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    if (the_case->risk_count == 0) return;
    Page page = page_add(workbook, "Risks",
        "The risk register as read. A mean in grey italics was worked out by the engine from its distribution: it does "
        "not follow when that is changed.");
    write_headings(&page);
    page_widths(&page, RISK_ID, RISK_ID, 22);
    page_widths(&page, RISK_NAME, RISK_NAME, 40);
    page_widths(&page, RISK_PROGRAMME, RISK_OPTIONS - 1, 13);
    const size_t after = RISK_OPTIONS + the_case->option_count;
    page_widths(&page, RISK_OPTIONS, after - 1, 10);
    page_widths(&page, after, after + 1, 22);
    page_widths(&page, after + 2, after + 2, 60);
    page_widths(&page, after + 3, after + 3, 18);
    page_freeze(&page, FIRST_ROW, RISK_PROGRAMME);
    for (size_t r = 0; r < the_case->risk_count; r++) write_risk(&page, FIRST_ROW + r, &the_case->risks[r]);
}
