/* Splits as read, and every council's share by period. */
#include <limits.h>
#include <math.h>

#include "case/party.h"
#include "model/timeline.h"
#include "report/workbook/workbook.h"

enum { ID, FROM, FROM_MONTH, HAS_REST, TOLERANCE, PLACE, WEIGHTS };

/* The rows of the inputs: a split's are together, in time order. */
static size_t input_row(const Case *the_case, size_t split) {
    size_t row = FIRST_ROW;
    for (size_t s = 0; s < split; s++) row += the_case->splits[s].row_count;
    return row;
}

static void write_share(Page *page, size_t row, size_t column, const Share *share) {
    const Case *the_case = page->workbook->the_case;
    if (share->is_rest)
        page_text(page, row, column, FORMAT_INPUT_TEXT, "rest");
    else if (share->driver != NONE)
        page_text(page, row, column, FORMAT_INPUT_TEXT, the_case->drivers[share->driver].label.id);
    else if (share->quantity != NONE)
        page_text(page, row, column, FORMAT_TEXT, the_case->quantities[share->quantity].label.id);
    else
        page_number(page, row, column, FORMAT_INPUT_NUMBER, share->weight);
}

/* The row of the inputs where a row of a split is first: that of a variant may be in others before it. */
static size_t first_row_of(const Case *the_case, size_t split, size_t r) {
    const Split *wanted = &the_case->splits[split];
    for (size_t s = wanted->of; s < split; s++)
        for (size_t i = 0; the_case->splits[s].of == wanted->of && i < the_case->splits[s].row_count; i++)
            if (the_case->splits[s].rows[i].number == wanted->rows[r].number) return input_row(the_case, s) + i;
    return input_row(the_case, split) + r;
}

/* A row that is above already: whoever changes it there changes it here. */
static void write_repeated_row(Page *page, size_t row, size_t above, const SplitRow *split_row) {
    const Workbook *workbook = page->workbook;
    page_formula(page, row, FROM_MONTH, FORMAT_WHOLE, split_row->from_month == INT_MIN ? 0 : split_row->from_month,
        "%s", cell_at(above, FROM_MONTH, FIX_NONE).text);
    page_formula(
        page, row, TOLERANCE, FORMAT_NUMBER, split_row->tolerance, "%s", cell_at(above, TOLERANCE, FIX_NONE).text);
    for (size_t c = 0; c < workbook->ledger->council_count; c++) {
        const Share *share = &split_row->shares[c];
        const Ref cell = cell_at(above, WEIGHTS + c, FIX_NONE);
        if (share->quantity != NONE)
            page_text(page, row, WEIGHTS + c, FORMAT_TEXT, workbook->the_case->quantities[share->quantity].label.id);
        else if (share->is_rest || share->driver != NONE)
            page_text_formula(page, row, WEIGHTS + c, FORMAT_TEXT,
                share->is_rest ? "rest" : workbook->the_case->drivers[share->driver].label.id, "%s", cell.text);
        else
            page_formula(page, row, WEIGHTS + c, FORMAT_NUMBER, share->weight, "%s", cell.text);
    }
}

static void write_own_row(Page *page, size_t row, const SplitRow *split_row) {
    page_number(
        page, row, FROM_MONTH, FORMAT_INPUT_NUMBER, split_row->from_month == INT_MIN ? 0 : split_row->from_month);
    page_number(page, row, TOLERANCE, FORMAT_INPUT_NUMBER, split_row->tolerance);
    for (size_t c = 0; c < page->workbook->ledger->council_count; c++)
        write_share(page, row, WEIGHTS + c, &split_row->shares[c]);
}

static void write_row(Page *page, size_t row, size_t s, size_t r) {
    const Workbook *workbook = page->workbook;
    const Split *split = &workbook->the_case->splits[s];
    const SplitRow *split_row = &split->rows[r];
    const size_t above = first_row_of(workbook->the_case, s, r);
    const int length = workbook->the_case->settings.start.length_months;
    const bool always = split_row->from_month == INT_MIN;
    const size_t last = WEIGHTS + workbook->ledger->council_count - 1;
    page_text(page, row, ID, FORMAT_TEXT, split->label.id);
    page_text(page, row, FROM, FORMAT_TEXT,
        always ? "the start" : period_text(workbook->arena, (Period){ split_row->from_month, length }));
    page_formula(page, row, HAS_REST, FORMAT_WHOLE, split_row->has_rest ? 1 : 0, "IF(COUNTIF(%s,\"rest\")>0,1,0)",
        cells_at(row, WEIGHTS, row, last, FIX_COLUMN).text);
    page_place(page, row, PLACE, split_row->place);
    if (above == row)
        write_own_row(page, row, split_row);
    else
        write_repeated_row(page, row, above, split_row);
}

static void write_inputs(Workbook *workbook) {
    static const char *const headings[] = { "split", "from", "from month", "one is the rest", "tolerance",
        "read from" };
    const Case *the_case = workbook->the_case;
    Page page = page_add(workbook, "Splits",
        party_text(workbook->arena, workbook->the_case,
            "How shared money falls on {parties}: weights, a driver's id where it is the weight, or rest. Equal parts "
            "and one {party} alone are built in."));
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    for (size_t c = 0; c < the_case->council_count; c++)
        page_text(&page, HEAD_ROW, WEIGHTS + c, FORMAT_HEADING_RIGHT, the_case->councils[c].id);
    page_widths(&page, ID, ID, 24);
    page_widths(&page, FROM, TOLERANCE, 13);
    page_widths(&page, PLACE, PLACE, 18);
    page_widths(&page, WEIGHTS, WEIGHTS + the_case->council_count, 14);
    page_freeze(&page, FIRST_ROW, FROM);
    size_t row = FIRST_ROW;
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++) write_row(&page, row++, s, r);
    page_name_cells(&page, "Split_has_rest", FIRST_ROW, HAS_REST, row - 1, HAS_REST);
    page_name_cells(&page, "Split_tolerance", FIRST_ROW, TOLERANCE, row - 1, TOLERANCE);
    for (size_t c = 0; c < the_case->council_count; c++)
        page_name_cells(&page, arena_format(workbook->arena, "Weights_%s", workbook->council_ids[c]), FIRST_ROW,
            WEIGHTS + c, row - 1, WEIGHTS + c);
}

/* The page of shares: a block of splits for each council, then the working, a block for each split. */
static size_t share_row(const Workbook *workbook, size_t council, size_t split) {
    return FIRST_ROW + council * (workbook->the_case->split_count + 1) + 1 + split;
}

/* In the working: which row of the inputs holds, the weights, their total. */
static size_t working_row(const Workbook *workbook, size_t split) {
    return share_row(workbook, workbook->ledger->council_count, 0) + split * (workbook->ledger->council_count + 3);
}

static double weight_of(const Workbook *workbook, size_t split, const SplitRow *row, size_t council, size_t t) {
    const double *parts = workbook->ledger->parts[split];
    const size_t quantity = row->shares[council].quantity;
    if (quantity != NONE) return level_as_part(workbook->ledger->quantity_values[quantity][t]);
    if (parts) return parts[council * workbook->period_count + t];
    return row->shares[council].is_rest ? 0 : row->shares[council].weight;
}

/* The value of the driver that a cell names. Ids that differ in case only, or hold wildcards, are beyond MATCH. */
static const char *driver_value(const Workbook *workbook, const char *cell, const char *number) {
    if (workbook->drivers_can_be_matched)
        return arena_format(workbook->arena, "INDEX(Driver_values,MATCH(%s,Driver_ids,0),%s)", cell, number);
    return arena_format(workbook->arena, "SUMPRODUCT(EXACT(Driver_ids,%s)*INDEX(Driver_values,0,%s))", cell, number);
}

static void write_working(Page *page, size_t s, size_t t) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    const Split *split = &the_case->splits[s];
    const size_t column = FIRST_PERIOD + t, top = working_row(workbook, s) + 1, first_input = input_row(the_case, s);
    const Ref from = cells_at(first_input, FROM_MONTH, first_input + split->row_count - 1, FROM_MONTH, FIX_BOTH);
    const Ref month = cell_at(FIRST_ROW, column, FIX_ROW), number = cell_at(NUMBER_ROW, column, FIX_ROW);
    const Ref holds = cell_at(top, column, FIX_ROW);
    size_t row = 0;
    while (row + 1 < split->row_count && split->rows[row + 1].from_month <= period_month(&the_case->settings, t)) row++;
    page_formula(page, top, column, FORMAT_WHOLE, (double)(first_input - FIRST_ROW + row) + 1,
        "%zu+MAX(1,COUNTIF(Splits!%s,\"<=\"&Timeline!%s))", first_input - FIRST_ROW, from.text, month.text);
    double total = 0;
    for (size_t c = 0; c < the_case->council_count; c++) {
        const double weight = weight_of(workbook, s, &split->rows[row], c, t);
        const char *cell = arena_format(workbook->arena, "INDEX(Weights_%s,%s)", workbook->council_ids[c], holds.text);
        total += weight;
        if (split->rows[row].shares[c].quantity != NONE) {
            page_formula(page, top + 1 + c, column, FORMAT_NUMBER, weight, "MAX(0,%s)",
                quantity_cell(workbook, split->rows[row].shares[c].quantity, t));
            continue;
        }
        const char *value = arena_format(workbook->arena, "MAX(0,%s)", driver_value(workbook, cell, number.text));
        if (split->rows[row].tolerance > 0 && t > 0 && split->rows[row].shares[c].driver != NONE) {
            const Ref before = cell_at(top + 1 + c, column - 1, FIX_NONE), held_by = cell_at(top, column - 1, FIX_ROW);
            value = arena_format(workbook->arena, "IF(AND(%s=%s,ABS(%s-%s)<=INDEX(Split_tolerance,%s)*ABS(%s)),%s,%s)",
                holds.text, held_by.text, value, before.text, holds.text, before.text, before.text, value);
        }
        if (the_case->driver_count > 0)
            page_formula(page, top + 1 + c, column, FORMAT_NUMBER, weight, "IF(ISNUMBER(%s),%s,IF(%s=\"rest\",0,%s))",
                cell, cell, cell, value);
        else
            page_formula(page, top + 1 + c, column, FORMAT_NUMBER, weight, "IF(ISNUMBER(%s),%s,0)", cell, cell);
    }
    page_formula(page, top + 1 + the_case->council_count, column, FORMAT_NUMBER, total, "SUM(%s)",
        cells_at(top + 1, column, top + the_case->council_count, column, FIX_NONE).text);
}

static void write_shares(Page *page, size_t s, size_t t) {
    const Workbook *workbook = page->workbook;
    const size_t column = FIRST_PERIOD + t, top = working_row(workbook, s) + 1;
    const Ref holds = cell_at(top, column, FIX_ROW),
              total = cell_at(top + 1 + workbook->ledger->council_count, column, FIX_ROW);
    for (size_t c = 0; c < workbook->ledger->council_count; c++) {
        const Ref weight = cell_at(top + 1 + c, column, FIX_ROW);
        page_formula(page, share_row(workbook, c, s), column, FORMAT_FACTOR, ledger_share(workbook->ledger, s, c, t),
            "IF(INDEX(Weights_%s,%s)=\"rest\",MAX(0,1-%s),IF(INDEX(Split_has_rest,%s)=1,%s/MAX(1,%s),IF(%s>0,%s/%s,1/"
            "Council_count)))",
            workbook->council_ids[c], holds.text, total.text, holds.text, weight.text, total.text, total.text,
            weight.text, total.text);
    }
}

static void write_labels(Page *page) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    for (size_t c = 0; c < the_case->council_count; c++) {
        page_text(page, share_row(workbook, c, 0) - 1, 0, FORMAT_SECTION,
            arena_format(workbook->arena, "Shares of %s", the_case->councils[c].id));
        for (size_t s = 0; s < the_case->split_count; s++)
            page_text(page, share_row(workbook, c, s), 0, FORMAT_TEXT, the_case->splits[s].label.id);
    }
    for (size_t s = 0; s < the_case->split_count; s++) {
        const size_t top = working_row(workbook, s);
        page_text(
            page, top, 0, FORMAT_SECTION, arena_format(workbook->arena, "Working: %s", the_case->splits[s].label.id));
        page_text(page, top + 1, 0, FORMAT_TEXT, "row that holds");
        page_text(page, top + 1, 1, FORMAT_ABOUT, "of the page Splits, counted from its first");
        for (size_t c = 0; c < the_case->council_count; c++)
            page_text(page, top + 2 + c, 0, FORMAT_TEXT,
                arena_format(workbook->arena, "weight of %s", the_case->councils[c].id));
        page_text(page, top + 2 + the_case->council_count, 0, FORMAT_TEXT, "total");
    }
}

static void write_by_period(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "split", NULL, NULL, NULL, NULL, NULL };
    const Case *the_case = workbook->the_case;
    Page page = page_add_time(workbook, "Shares",
        party_text(workbook->arena, workbook->the_case,
            "Each {party}'s share of each split by period: its weight as a part of all."),
        headings);
    write_labels(&page);
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t t = 0; t < workbook->period_count; t++) {
            write_working(&page, s, t);
            write_shares(&page, s, t);
        }
    const size_t last_column = FIRST_PERIOD + workbook->period_count - 1;
    for (size_t c = 0; c < the_case->council_count; c++)
        page_name_cells(&page, arena_format(workbook->arena, "Shares_%s", workbook->council_ids[c]),
            share_row(workbook, c, 0), FIRST_PERIOD, share_row(workbook, c, the_case->split_count - 1), last_column);
    page_name_cells(
        &page, "Split_ids", share_row(workbook, 0, 0), 0, share_row(workbook, 0, the_case->split_count - 1), 0);
}

void workbook_splits(Workbook *workbook) {
    write_inputs(workbook);
    write_by_period(workbook);
}

void workbook_split_variants(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    Page page = page_add(workbook, "Split variants",
        party_text(workbook->arena, workbook->the_case,
            "Which row of the page Shares a split is in each option, counted from the first of a {party}."));
    page_text(&page, HEAD_ROW, 0, FORMAT_HEADING, "split");
    page_widths(&page, 0, 0, 24);
    page_widths(&page, 1, workbook->group_count, 24);
    page_freeze(&page, FIRST_ROW, 1);
    for (size_t g = 0; g < workbook->group_count; g++)
        page_text(&page, HEAD_ROW, 1 + g, FORMAT_HEADING_RIGHT, option_group_text(workbook, g));
    for (size_t s = 0; s < the_case->split_count; s++) {
        page_text(&page, FIRST_ROW + s, 0, FORMAT_TEXT, the_case->splits[s].label.id);
        for (size_t g = 0; g < workbook->group_count; g++) {
            const size_t there = split_in_option(the_case->splits, s, workbook->option_of_group[g]);
            page_number(&page, FIRST_ROW + s, 1 + g, FORMAT_ENGINE, (double)(there == NONE ? s : there) + 1);
        }
    }
    page_name_cells(
        &page, "Split_variants", FIRST_ROW, 1, FIRST_ROW + the_case->split_count - 1, workbook->group_count);
}
