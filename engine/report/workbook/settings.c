/* Settings, the discount rates, and the lists of who and what there is. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "model/timeline.h"
#include "report/workbook/workbook.h"
#include "table/period.h"

enum { KEY, VALUE, ABOUT, PLACE };

static const char *const timings[] = { [DISCOUNT_START] = "start", [DISCOUNT_MID] = "mid", [DISCOUNT_END] = "end" };
static const char *const payback_timings[] = { [PAYBACK_SPREAD] = "spread", [PAYBACK_POINT] = "point" };

static size_t label_row(Page *page, size_t row, const char *key, const char *about) {
    const Case *the_case = page->workbook->the_case;
    for (size_t i = 0; i < the_case->setting_place_count; i++)
        if (strcmp(the_case->setting_places[i].key, key) == 0)
            page_place(page, row, PLACE, the_case->setting_places[i].place);
    page_text(page, row, KEY, FORMAT_TEXT, key);
    page_text(page, row, ABOUT, FORMAT_ABOUT, about);
    return row;
}

static size_t text_row(
    Page *page, size_t row, const char *key, const char *name, const char *value, const char *about) {
    label_row(page, row, key, about);
    page_text(page, row, VALUE, FORMAT_INPUT_TEXT, value);
    if (name) page_name_cells(page, name, row, VALUE, row, VALUE);
    return row + 1;
}

static size_t number_row(
    Page *page, size_t row, const char *key, const char *name, CellFormat format, double value, const char *about) {
    label_row(page, row, key, about);
    page_number(page, row, VALUE, format, value);
    page_name_cells(page, name, row, VALUE, row, VALUE);
    return row + 1;
}

static const char *yes_no(bool is) {
    return is ? "yes" : "no";
}

static size_t write_fixed(Page *page, size_t row) {
    const Settings *settings = &page->workbook->the_case->settings;
    Arena *arena = page->workbook->arena;
    page_text(page, row++, KEY, FORMAT_SECTION, "The horizon (fixed in this workbook)");
    label_row(page, row, "start", "first period");
    page_text(page, row++, VALUE, FORMAT_TEXT, period_text(arena, settings->start));
    row = number_row(page, row, "first month", "Start_month", FORMAT_WHOLE, settings->start.first_month,
        "months since January of year 0");
    row = number_row(
        page, row, "months in a period", "Months_per_period", FORMAT_WHOLE, settings->start.length_months, NULL);
    row = number_row(page, row, "periods", "Period_count", FORMAT_WHOLE, (double)settings->period_count, NULL);
    return number_row(
        page, row, "councils", "Council_count", FORMAT_WHOLE, (double)page->workbook->the_case->council_count, NULL);
}

static size_t base_position(const Settings *settings) {
    const int first = settings->price_base_month < settings->start.first_month ? settings->price_base_month
                                                                               : settings->start.first_month;
    return (size_t)((settings->price_base_month - first) / settings->start.length_months);
}

static size_t write_prices(Page *page, size_t row) {
    const Case *the_case = page->workbook->the_case;
    const Settings *settings = &the_case->settings;
    Arena *arena = page->workbook->arena;
    const Period base = { settings->price_base_month, settings->start.length_months };
    page_text(page, row++, KEY, FORMAT_SECTION, "Money and prices");
    row = number_row(
        page, row, "scale", "Scale", FORMAT_INPUT_NUMBER, settings->scale, "what 1 means in the money cells");
    row = text_row(page, row, "price_base", "Price_base", period_text(arena, base),
        "real amounts are in the prices of this period");
    if (the_case->index_count > 0) {
        row = text_row(page, row, "deflator", "Deflator",
            settings->deflator == NONE ? NULL : the_case->indices[settings->deflator].label.id,
            "index of general inflation; blank: none");
        label_row(page, row, "price base on Index levels", "which of its periods");
        page_formula(
            page, row, VALUE, FORMAT_WHOLE, (double)base_position(settings) + 1, "MATCH(Price_base,Level_period,0)");
        page_name_cells(page, "Price_base_no", row, VALUE, row, VALUE);
        row++;
    }
    return row;
}

static size_t write_discount(Page *page, size_t row) {
    const Settings *settings = &page->workbook->the_case->settings;
    const double later[] = { [DISCOUNT_START] = 0, [DISCOUNT_MID] = 0.5, [DISCOUNT_END] = 1 };
    const Schedule *schedule = &settings->discount;
    page_text(page, row++, KEY, FORMAT_SECTION, "Discounting");
    label_row(page, row, "discount", schedule->source);
    page_text(page, row++, VALUE, FORMAT_TEXT, schedule->name);
    row = text_row(page, row, "discount_timing", "Discount_timing", timings[settings->discount_timing],
        "start, mid or end of a period");
    label_row(page, row, "part of a period discounted", NULL);
    page_formula(page, row, VALUE, FORMAT_NUMBER, later[settings->discount_timing],
        "IF(Discount_timing=\"start\",0,IF(Discount_timing=\"mid\",0.5,1))");
    page_name_cells(page, "Discount_later", row, VALUE, row, VALUE);
    row++;
    page_text(page, row, KEY, FORMAT_HEADING, "from year");
    page_text(page, row++, VALUE, FORMAT_HEADING_RIGHT, "rate a year");
    for (size_t b = 0; b < schedule->band_count; b++) {
        page_number(page, row + b, KEY, FORMAT_INPUT_NUMBER, schedule->from_year[b]);
        page_number(page, row + b, VALUE, FORMAT_INPUT_PERCENT, schedule->rate_per_year[b]);
    }
    page_name_cells(page, "Rate_from_year", row, KEY, row + schedule->band_count - 1, KEY);
    page_name_cells(page, "Yearly_rate", row, VALUE, row + schedule->band_count - 1, VALUE);
    return row + schedule->band_count;
}

/* A blank rate is the discount rate of year 1. */
static size_t rate_row(Page *page, size_t row, const char *key, const char *name, double rate) {
    const double first = schedule_rate(&page->workbook->the_case->settings.discount, 1);
    label_row(page, row, key, isnan(rate) ? "for MIRR; as the discount rate of year 1" : "for MIRR");
    if (isnan(rate))
        page_formula(page, row, VALUE, FORMAT_PERCENT, first, "INDEX(Yearly_rate,1)");
    else
        page_number(page, row, VALUE, FORMAT_INPUT_PERCENT, rate);
    page_name_cells(page, name, row, VALUE, row, VALUE);
    return row + 1;
}

static size_t switch_row(Page *page, size_t row, const char *key, const char *name, bool is, const char *about) {
    row = text_row(page, row, key, NULL, yes_no(is), about);
    label_row(page, row, arena_format(page->workbook->arena, "%s as a factor", key), NULL);
    page_formula(
        page, row, VALUE, FORMAT_WHOLE, is ? 1 : 0, "IF(%s=\"yes\",1,0)", cell_at(row - 1, VALUE, FIX_NONE).text);
    page_name_cells(page, name, row, VALUE, row, VALUE);
    return row + 1;
}

/* Money below this is rounding: 1e-12 of the turnover. */
static size_t write_zero_money(Page *page, size_t row) {
    const Workbook *workbook = page->workbook;
    label_row(page, row, "rounding tolerance", "a millionth of a millionth of all amounts: what rounding leaves");
    const size_t last = FIRST_ROW + workbook->row_count - 1;
    const Ref amounts = cells_at(FIRST_ROW, FIRST_PERIOD, last, FIRST_PERIOD + workbook->period_count - 1, FIX_BOTH);
    page_formula(page, row, VALUE, FORMAT_FACTOR, workbook->ledger->zero_money,
        "1E-12*Scale*SUMPRODUCT(Turnover_weight*ABS(Amounts!%s))", amounts.text);
    page_name_cells(page, "Zero_money", row, VALUE, row, VALUE);
    return row + 1;
}

static size_t write_appraisal(Page *page, size_t row) {
    const Settings *settings = &page->workbook->the_case->settings;
    page_text(page, row++, KEY, FORMAT_SECTION, "The appraisal");
    row = switch_row(page, row, "risk_in_plan", "Risk_in_plan", settings->risk_in_plan,
        "yes: the expected value of the risk register is a cost");
    row = switch_row(page, row, "optimism_bias_in_plan", "Bias_in_plan", settings->optimism_bias_in_plan,
        "yes: lines carry their optimism bias");
    row = text_row(page, row, "payback_timing", "Payback_timing", payback_timings[settings->payback_timing],
        "spread: flows run evenly through a period; point: they are at its start");
    row = rate_row(page, row, "finance_rate", "Finance_rate", settings->finance_rate);
    row = rate_row(page, row, "reinvestment_rate", "Reinvestment_rate", settings->reinvestment_rate);
    return write_zero_money(page, row);
}

static size_t write_left_out(Page *page, size_t row) {
    page_text(page, row++, KEY, FORMAT_SECTION, "Types of line that the economic appraisal leaves out");
    const size_t first = row;
    for (size_t t = 0; t < line_type_count; t++)
        if (!line_types[t].in_economic_appraisal) page_text(page, row++, KEY, FORMAT_TEXT, line_types[t].name);
    page_name_cells(page, "Types_left_out", first, KEY, row - 1, KEY);
    return row;
}

static size_t write_labels(
    Page *page, size_t row, const char *title, const char *name, const Label *labels, size_t count, size_t stride) {
    page_text(page, row++, KEY, FORMAT_SECTION, title);
    const size_t first = row;
    for (size_t i = 0; i < count; i++, row++) {
        const Label *label = (const Label *)(const void *)((const char *)labels + i * stride);
        page_text(page, row, KEY, FORMAT_TEXT, label->id);
        page_text(page, row, VALUE, FORMAT_TEXT, label->name);
        page_place(page, row, PLACE, label->place);
    }
    if (name && count > 0) page_name_cells(page, name, first, KEY, row - 1, KEY);
    return row;
}

void workbook_settings(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    Page page = page_add(workbook, "Settings",
        "What case.csv and discount_rates.csv say. Blue on yellow is an input: change it and every page follows.");
    static const char *const headings[] = { "setting", "value", "meaning or source", "read from" };
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    page_widths(&page, KEY, KEY, 34);
    page_widths(&page, VALUE, VALUE, 30);
    page_widths(&page, ABOUT, ABOUT, 70);
    page_widths(&page, PLACE, PLACE, 18);
    page_freeze(&page, NUMBER_ROW, 0);

    size_t row = FIRST_ROW;
    row = write_fixed(&page, row) + 1;
    row = write_prices(&page, row) + 1;
    row = write_discount(&page, row) + 1;
    row = write_appraisal(&page, row) + 1;
    row = write_labels(&page, row, "Options", NULL, &the_case->options->label, the_case->option_count, sizeof(Option)) +
          1;
    row = write_labels(&page, row, party_text(workbook->arena, the_case, "{Parties}"), NULL, the_case->councils,
              the_case->council_count, sizeof(Label)) +
          1;
    row = write_labels(&page, row, "Programmes", "Programme_ids", the_case->programmes, the_case->programme_count,
              sizeof(Label)) +
          1;
    write_left_out(&page, row);
}
