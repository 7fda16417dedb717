/* Periods, years and discount factors. */
#include "model/timeline.h"
#include "report/workbook/workbook.h"

/* Rows of the page; other pages look at MONTH, its first. */
enum { MONTH, YEAR, INTO_YEAR, RATE, COMING_RATE, YEAR_FACTOR, FACTOR, END_FACTOR, ROW_COUNT };

static size_t at(size_t row) {
    return FIRST_ROW + row;
}

static void write_labels(Page *page) {
    static const struct {
        const char *name, *about;
    } rows[ROW_COUNT] = {
        [MONTH] = { "First month", "months since January of year 0" },
        [YEAR] = { "Year", "whole years since the start" },
        [INTO_YEAR] = { "Months into the year", NULL },
        [RATE] = { "Rate into this year", "between the year before and this" },
        [COMING_RATE] = { "Rate of the coming year", NULL },
        [YEAR_FACTOR] = { "Factor at the year's start", "each year divides by 1 + its rate" },
        [FACTOR] = { "Discount factor", "with the case's discount timing" },
        [END_FACTOR] = { "Factor at the period's end", "for the equivalent annual cost" },
    };
    for (size_t r = 0; r < ROW_COUNT; r++) {
        page_text(page, at(r), 0, FORMAT_TEXT, rows[r].name);
        page_text(page, at(r), 1, FORMAT_ABOUT, rows[r].about);
    }
}

/* Factor at the start of the year that holds period t. */
static double year_factor(const Settings *settings, size_t t) {
    double factor = 1;
    const size_t year = t * (size_t)settings->start.length_months / 12;
    for (size_t y = 1; y <= year; y++) factor /= 1 + schedule_rate(&settings->discount, y);
    return factor;
}

static void write_period(Page *page, size_t t, double end_factor) {
    const Workbook *workbook = page->workbook;
    const Settings *settings = &workbook->the_case->settings;
    const size_t column = FIRST_PERIOD + t, months = t * (size_t)settings->start.length_months, year = months / 12;
    const Ref number = cell_at(NUMBER_ROW, column, FIX_ROW), year_cell = cell_at(at(YEAR), column, FIX_NONE);
    const Ref into = cell_at(at(INTO_YEAR), column, FIX_NONE), coming = cell_at(at(COMING_RATE), column, FIX_NONE);
    const Ref factor = cell_at(at(YEAR_FACTOR), column, FIX_NONE);
    page_formula(page, at(MONTH), column, FORMAT_WHOLE, period_month(settings, t),
        "Start_month+(%s-1)*Months_per_period", number.text);
    page_formula(page, at(YEAR), column, FORMAT_WHOLE, (double)year, "INT((%s-1)*Months_per_period/12)", number.text);
    page_formula(page, at(INTO_YEAR), column, FORMAT_WHOLE, (double)(months % 12), "(%s-1)*Months_per_period-12*%s",
        number.text, year_cell.text);
    page_formula(page, at(RATE), column, FORMAT_PERCENT, year > 0 ? schedule_rate(&settings->discount, year) : 0,
        "IF(%s=0,0,LOOKUP(%s,Rate_from_year,Yearly_rate))", year_cell.text, year_cell.text);
    page_formula(page, at(COMING_RATE), column, FORMAT_PERCENT, schedule_rate(&settings->discount, year + 1),
        "LOOKUP(%s+1,Rate_from_year,Yearly_rate)", year_cell.text);
    if (t == 0)
        page_number(page, at(YEAR_FACTOR), column, FORMAT_FACTOR, 1);
    else
        page_formula(page, at(YEAR_FACTOR), column, FORMAT_FACTOR, year_factor(settings, t), "IF(%s=0,%s/(1+%s),%s)",
            into.text, cell_at(at(YEAR_FACTOR), column - 1, FIX_NONE).text, cell_at(at(RATE), column, FIX_NONE).text,
            cell_at(at(YEAR_FACTOR), column - 1, FIX_NONE).text);
    page_formula(page, at(FACTOR), column, FORMAT_FACTOR, workbook->appraisal->discount_factors[t],
        "%s/(1+%s)^((%s+Discount_later*Months_per_period)/12)", factor.text, coming.text, into.text);
    page_formula(page, at(END_FACTOR), column, FORMAT_FACTOR, end_factor, "%s/(1+%s)^((%s+Months_per_period)/12)",
        factor.text, coming.text, into.text);
}

void workbook_timeline(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "row", "meaning", NULL, NULL, NULL, NULL };
    Page page = page_add_time(
        workbook, "Timeline", "The periods of the horizon and what money in each is worth today.", headings);
    const size_t last = FIRST_PERIOD + workbook->period_count - 1;
    const double *end_factors = discount_factors(workbook->arena, &workbook->the_case->settings, DISCOUNT_END);
    write_labels(&page);
    for (size_t t = 0; t < workbook->period_count; t++) write_period(&page, t, end_factors[t]);
    page_name_cells(&page, "Period_no", NUMBER_ROW, FIRST_PERIOD, NUMBER_ROW, last);
    page_name_cells(&page, "Discount_factor", at(FACTOR), FIRST_PERIOD, at(FACTOR), last);
    page_name_cells(&page, "End_factor", at(END_FACTOR), FIRST_PERIOD, at(END_FACTOR), last);
}
