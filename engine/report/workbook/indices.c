/* Indices as read, their levels, and the factors that turn amounts into price-base prices. */
#include <limits.h>

#include "model/prices.h"
#include "model/timeline.h"
#include "report/workbook/workbook.h"

enum { ID, NAME, SOURCE, PLACE, FIRST_GROWTH };

/* --- as read --------------------------------------------------------------------------------------------------------- */

static void write_index(Page *page, size_t row, const Index *index) {
    page_text(page, row, ID, FORMAT_TEXT, index->label.id);
    page_text(page, row, NAME, FORMAT_TEXT, index->label.name);
    page_text(page, row, SOURCE, FORMAT_TEXT, index->source);
    page_place(page, row, PLACE, index->label.place);
    page_levels(page, row, PLACE, &index->growth, FORMAT_INPUT_PERCENT);
}

static void write_inputs(Workbook *workbook) {
    static const char *const headings[] = { "index", "name", "source", "read from" };
    const Case *the_case = workbook->the_case;
    const Amounts *growth = &the_case->indices[0].growth;
    Page page = page_add(workbook, "Indices",
        "Yearly growth of prices over the year before. The last value carries forward; before the first there is no "
        "growth.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    page_text(&page, NUMBER_ROW, ID, FORMAT_HEADING_NUMBER, "month");
    if (growth->count > 0) page_level_headings(&page, PLACE, growth, NULL, "Index_month");
    page_widths(&page, ID, ID, 18);
    page_widths(&page, NAME, SOURCE, 40);
    page_widths(&page, PLACE, PLACE, 18);
    page_freeze(&page, FIRST_ROW, FIRST_GROWTH);
    for (size_t i = 0; i < the_case->index_count; i++) write_index(&page, FIRST_ROW + i, &the_case->indices[i]);
    page_name_cells(&page, "Index_ids", FIRST_ROW, ID, FIRST_ROW + the_case->index_count - 1, ID);
}

/* --- levels ---------------------------------------------------------------------------------------------------------- */

static int span_month(const PriceSpan *span, size_t i) {
    return span->first_month + (int)i * span->length_months;
}

/* Rows of the page: growth, what it adds up to from the first period, and the level with the price base as 1. */
static size_t block_row(size_t index_count, size_t block, size_t index) {
    return FIRST_ROW + block * (index_count + 1) + 1 + index;
}

static void write_growth(Page *page, size_t i, const PriceSpan *span, const Index *index) {
    const size_t count = page->workbook->the_case->index_count, row = block_row(count, 0, i), input = FIRST_ROW + i;
    const LevelCells cells = { "Indices", "Index_month", input, PLACE, &index->growth, "0" };
    const double *growths = price_growths(page->workbook->arena, span, index);
    for (size_t n = 0; n < span->count; n++) {
        const size_t column = FIRST_PERIOD + n;
        if (index->growth.count == 0) {
            page_number(page, row, column, FORMAT_PERCENT, 0);
            continue;
        }
        page_formula(page, row, column, FORMAT_PERCENT, growths[n], "%s",
            level_formula(page->workbook, &cells, cell_text(page->workbook, NUMBER_ROW, column, FIX_ROW)));
    }
}

static void write_levels(Page *page, size_t i, const PriceSpan *span, const Index *index) {
    const size_t count = page->workbook->the_case->index_count, row = block_row(count, 1, i),
                 level_row = block_row(count, 2, i);
    const Ref all = cells_at(row, FIRST_PERIOD, row, FIRST_PERIOD + span->count - 1, FIX_COLUMN);
    const double *levels = price_span_levels(page->workbook->arena, span, index);
    for (size_t n = 0; n < span->count; n++) {
        const size_t column = FIRST_PERIOD + n;
        if (n == 0)
            page_number(page, row, column, FORMAT_FACTOR, 1);
        else
            page_formula(page, row, column, FORMAT_FACTOR, levels[n] / levels[0], "%s*(1+%s)^(Months_per_period/12)",
                cell_at(row, column - 1, FIX_NONE).text, cell_at(block_row(count, 0, i), column, FIX_NONE).text);
        page_formula(page, level_row, column, FORMAT_FACTOR, levels[n], "%s/INDEX(%s,Price_base_no)",
            cell_at(row, column, FIX_NONE).text, all.text);
    }
}

static void write_level_page(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "index", "name", NULL, NULL, NULL, NULL };
    static const char *const blocks[] = { "Growth over the year before", "Prices, the first period as 1",
        "Prices, the price base as 1" };
    const Case *the_case = workbook->the_case;
    const PriceSpan span = price_span(&the_case->settings);
    Page page = page_add(workbook, "Index levels",
        "The level of each index in each period. This page has its own periods, which include the price base.");
    page_headings(&page, HEAD_ROW, headings, FIRST_PERIOD);
    page_text(&page, NUMBER_ROW, 0, FORMAT_HEADING_NUMBER, "month");
    for (size_t n = 0; n < span.count; n++) {
        const Period period = { span_month(&span, n), span.length_months };
        page_text(&page, HEAD_ROW, FIRST_PERIOD + n, FORMAT_HEADING_RIGHT, period_text(workbook->arena, period));
        page_number(&page, NUMBER_ROW, FIRST_PERIOD + n, FORMAT_HEADING_NUMBER, span_month(&span, n));
    }
    page_widths(&page, 0, 0, 28);
    page_widths(&page, 1, 1, 40);
    page_freeze(&page, FIRST_ROW, FIRST_PERIOD);
    for (size_t b = 0; b < 3; b++) {
        page_text(&page, block_row(the_case->index_count, b, 0) - 1, 0, FORMAT_SECTION, blocks[b]);
        for (size_t i = 0; i < the_case->index_count; i++) {
            page_text(&page, block_row(the_case->index_count, b, i), 0, FORMAT_TEXT, the_case->indices[i].label.id);
            page_text(&page, block_row(the_case->index_count, b, i), 1, FORMAT_TEXT, the_case->indices[i].label.name);
        }
    }
    for (size_t i = 0; i < the_case->index_count; i++) {
        write_growth(&page, i, &span, &the_case->indices[i]);
        write_levels(&page, i, &span, &the_case->indices[i]);
    }
    const size_t last = FIRST_PERIOD + span.count - 1;
    page_name_cells(&page, "Level_period", HEAD_ROW, FIRST_PERIOD, HEAD_ROW, last);
    page_name_cells(&page, "Level_month", NUMBER_ROW, FIRST_PERIOD, NUMBER_ROW, last);
    page_name_cells(&page, "Index_levels", block_row(the_case->index_count, 2, 0), FIRST_PERIOD,
        block_row(the_case->index_count, 2, the_case->index_count - 1), last);
}

void workbook_indices(Workbook *workbook) {
    if (workbook->the_case->index_count == 0) return;
    write_inputs(workbook);
    write_level_page(workbook);
}
