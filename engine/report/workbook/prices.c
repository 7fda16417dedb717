/* Price factors by period: what an amount of a line is worth in price-base prices. */
#include "model/prices.h"
#include "report/workbook/workbook.h"

/* The deflator's level, then the table of factors: real, nominal, and one row for each index. */
enum { LEVEL = FIRST_ROW, REAL = FIRST_ROW + 2, NOMINAL, FIRST_INDEX };

static void write_deflator(Page *page, const double *deflator) {
    const Workbook *workbook = page->workbook;
    page_text(page, LEVEL, 0, FORMAT_TEXT, "deflator");
    page_text(page, LEVEL, 1, FORMAT_ABOUT, "general prices, the price base as 1");
    for (size_t t = 0; t < workbook->period_count; t++) {
        const Ref month = cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_ROW);
        if (workbook->the_case->index_count == 0)
            page_number(page, LEVEL, FIRST_PERIOD + t, FORMAT_FACTOR, 1);
        else
            page_formula(page, LEVEL, FIRST_PERIOD + t, FORMAT_FACTOR, deflator[t],
                "IF(Deflator=\"\",1,INDEX(Index_levels,MATCH(Deflator,Index_ids,0),MATCH(Timeline!%s,Level_month,0)))",
                month.text);
    }
}

static void write_plain_rows(Page *page, const double *deflator) {
    const Workbook *workbook = page->workbook;
    page_text(page, REAL, 0, FORMAT_TEXT, "(real)");
    page_text(page, REAL, 1, FORMAT_ABOUT, "moves with general prices");
    page_text(page, NOMINAL, 0, FORMAT_TEXT, "(nominal)");
    page_text(page, NOMINAL, 1, FORMAT_ABOUT, "money of the day, deflated");
    for (size_t t = 0; t < workbook->period_count; t++) {
        page_number(page, REAL, FIRST_PERIOD + t, FORMAT_FACTOR, 1);
        page_formula(page, NOMINAL, FIRST_PERIOD + t, FORMAT_FACTOR, 1 / deflator[t], "1/%s",
            cell_at(LEVEL, FIRST_PERIOD + t, FIX_ROW).text);
    }
}

static void write_index(Page *page, size_t i, const double *deflator) {
    const Workbook *workbook = page->workbook;
    const Label *label = &workbook->the_case->indices[i].label;
    const double *level = price_levels(workbook->arena, workbook->the_case, i);
    page_text(page, FIRST_INDEX + i, 0, FORMAT_TEXT, label->id);
    page_text(page, FIRST_INDEX + i, 1, FORMAT_TEXT, label->name);
    for (size_t t = 0; t < workbook->period_count; t++) {
        const size_t column = FIRST_PERIOD + t;
        page_formula(page, FIRST_INDEX + i, column, FORMAT_FACTOR, level[t] / deflator[t],
            "INDEX(Index_levels,%zu,MATCH(Timeline!%s,Level_month,0))/%s", i + 1,
            cell_at(FIRST_ROW, column, FIX_ROW).text, cell_at(LEVEL, column, FIX_ROW).text);
    }
}

void workbook_prices(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "price", "meaning", NULL, NULL, NULL, NULL };
    const Case *the_case = workbook->the_case;
    const double *deflator = price_levels(workbook->arena, the_case, the_case->settings.deflator);
    Page page = page_add_time(workbook, "Prices",
        "Factors that turn amounts into prices of the price base. A real line whose index is not the deflator gets its "
        "relative price change.",
        headings);
    write_deflator(&page, deflator);
    page_text(&page, REAL - 1, 0, FORMAT_SECTION, "Price factors");
    write_plain_rows(&page, deflator);
    for (size_t i = 0; i < the_case->index_count; i++) write_index(&page, i, deflator);
    page_name_cells(&page, "Price_factors", REAL, FIRST_PERIOD, NOMINAL + the_case->index_count,
        FIRST_PERIOD + workbook->period_count - 1);
}
