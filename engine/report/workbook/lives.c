/* The lives over which equivalent annual costs spread, and the discount factors of the longest, beyond the horizon too. */
#include <stdio.h>

#include "evaluate/power.h"
#include "model/timeline.h"
#include "report/workbook/workbook.h"

enum { PERIOD, YEAR, INTO_YEAR, RATE, COMING_RATE, YEAR_FACTOR, END_FACTOR, COLUMN_COUNT };
enum { OPTION, LIFE, LIFE_FACTOR };

static uint32_t longest_life(const Workbook *workbook) {
    uint32_t longest = 0;
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        if (workbook->the_case->options[o].life_periods > longest)
            longest = workbook->the_case->options[o].life_periods;
    return longest;
}

Ref life_factor(const Workbook *workbook, size_t option) {
    Ref ref = { "SUM(End_factor)" };
    if (workbook->the_case->options[option].life_periods > 0)
        snprintf(ref.text, sizeof ref.text, "Lives!%.32s", cell_at(FIRST_ROW + option, LIFE_FACTOR, FIX_BOTH).text);
    return ref;
}

static void write_options(Page *page) {
    const Workbook *workbook = page->workbook;
    for (size_t o = 0; o < workbook->the_case->option_count; o++) {
        const Option *option = &workbook->the_case->options[o];
        const size_t row = FIRST_ROW + o;
        page_text(page, row, OPTION, FORMAT_TEXT, option->label.id);
        if (option->life_periods == 0) {
            page_text(page, row, LIFE, FORMAT_TEXT, "horizon");
            continue;
        }
        page_number(page, row, LIFE, FORMAT_WHOLE, option->life_periods);
        page_formula(page, row, LIFE_FACTOR, FORMAT_FACTOR, workbook->model->plan.life_factor[o],
            "SUMPRODUCT((Life_period<=%s)*Life_end_factor)", cell_at(row, LIFE, FIX_NONE).text);
    }
}

static void write_period(Page *page, size_t row, size_t t, double *year_factor) {
    const Settings *settings = &page->workbook->the_case->settings;
    const size_t months = t * (size_t)settings->start.length_months, year = months / 12;
    const Ref number = cell_at(row, PERIOD, FIX_NONE), year_cell = cell_at(row, YEAR, FIX_NONE);
    const Ref into = cell_at(row, INTO_YEAR, FIX_NONE), before = cell_at(row - 1, YEAR_FACTOR, FIX_NONE);
    const double rate = year > 0 ? schedule_rate(&settings->discount, year) : 0;
    const double coming = schedule_rate(&settings->discount, year + 1);
    const double into_year = (double)(months % 12 + (size_t)settings->start.length_months) / 12;
    if (t > 0 && months % 12 == 0) *year_factor /= 1 + rate;
    page_number(page, row, PERIOD, FORMAT_WHOLE, (double)t + 1);
    page_formula(page, row, YEAR, FORMAT_WHOLE, (double)year, "INT((%s-1)*Months_per_period/12)", number.text);
    page_formula(page, row, INTO_YEAR, FORMAT_WHOLE, (double)(months % 12), "(%s-1)*Months_per_period-12*%s",
        number.text, year_cell.text);
    page_formula(page, row, RATE, FORMAT_PERCENT, rate, "IF(%s=0,0,LOOKUP(%s,Rate_from_year,Yearly_rate))",
        year_cell.text, year_cell.text);
    page_formula(
        page, row, COMING_RATE, FORMAT_PERCENT, coming, "LOOKUP(%s+1,Rate_from_year,Yearly_rate)", year_cell.text);
    if (t == 0)
        page_number(page, row, YEAR_FACTOR, FORMAT_FACTOR, 1);
    else
        page_formula(page, row, YEAR_FACTOR, FORMAT_FACTOR, *year_factor, "IF(%s=0,%s/(1+%s),%s)", into.text,
            before.text, cell_at(row, RATE, FIX_NONE).text, before.text);
    page_formula(page, row, END_FACTOR, FORMAT_FACTOR, *year_factor / power_real(1 + coming, into_year),
        "%s/(1+%s)^((%s+Months_per_period)/12)", cell_at(row, YEAR_FACTOR, FIX_NONE).text,
        cell_at(row, COMING_RATE, FIX_NONE).text, into.text);
}

void workbook_lives(Workbook *workbook) {
    static const char *const options[] = { "option", "periods of its life", "sum of their factors" };
    static const char *const periods[COLUMN_COUNT] = { "period", "year", "months into the year", "rate into this year",
        "rate of the coming year", "factor at the year's start", "factor at the period's end" };
    const size_t longest = longest_life(workbook);
    if (longest == 0) return;
    Page page = page_add(workbook, "Lives",
        "Over how many periods from the start each option's equivalent annual cost spreads, and what money at their ends "
        "is worth today.");
    const size_t head = FIRST_ROW + workbook->the_case->option_count + 1, first = head + 1;
    double year_factor = 1;
    page_headings(&page, HEAD_ROW, options, sizeof options / sizeof options[0]);
    page_headings(&page, head, periods, COLUMN_COUNT);
    page_widths(&page, PERIOD, END_FACTOR, 20);
    page_freeze(&page, FIRST_ROW, 0);
    write_options(&page);
    for (size_t t = 0; t < longest; t++) write_period(&page, first + t, t, &year_factor);
    page_name_cells(&page, "Life_period", first, PERIOD, first + longest - 1, PERIOD);
    page_name_cells(&page, "Life_end_factor", first, END_FACTOR, first + longest - 1, END_FACTOR);
}
