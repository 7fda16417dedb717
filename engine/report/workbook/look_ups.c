/* For each line and risk: what it is to the appraisal, and which rows of other pages it goes with. */
#include <math.h>
#include <stdio.h>

#include "report/workbook/workbook.h"

/* MATCH of a cell in named ids; or the number itself where MATCH would mistake the ids. */
static const char *match(
    const Workbook *workbook, const char *cell, const char *name, bool can_be_matched, size_t found) {
    if (!can_be_matched) return arena_format(workbook->arena, "%zu", found + 1);
    return arena_format(workbook->arena, "MATCH(%s,%s,0)", cell, name);
}

/* Whether MATCH finds the ids of each kind that lines name. */
typedef struct IdLists {
    bool programmes, splits, phases, indices, drivers;
} IdLists;

static bool can_match(const Workbook *workbook, const void *labels, size_t count, size_t stride) {
    const char **ids = arena_array(workbook->arena, count, sizeof *ids);
    for (size_t i = 0; i < count; i++) ids[i] = ((const Label *)(const void *)((const char *)labels + i * stride))->id;
    return ids_can_be_matched(workbook->arena, ids, count);
}

static IdLists id_lists(const Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    return (IdLists){ can_match(workbook, the_case->programmes, the_case->programme_count, sizeof(Label)),
        can_match(workbook, the_case->splits, the_case->split_count, sizeof(Split)),
        can_match(workbook, the_case->phases, the_case->phase_count, sizeof(Phase)),
        can_match(workbook, the_case->indices, the_case->index_count, sizeof(Index)),
        can_match(workbook, the_case->drivers, the_case->driver_count, sizeof(Driver)) };
}

Ref line_cell(size_t row, size_t column) {
    Ref cell = cell_at(row, column, FIX_COLUMN), ref = { "" };
    snprintf(ref.text, sizeof ref.text, "Lines!%.40s", cell.text);
    return ref;
}

static void write_price(Page *page, size_t row, const Line *line, const IdLists *ids) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    const Ref basis = line_cell(row, LINE_BASIS), index = line_cell(row, LINE_INDEX);
    const double price = line->nominal ? 2 : line->index == NONE ? 1 : 3 + (double)line->index;
    if (the_case->index_count == 0)
        page_formula(page, row, LOOK_UP_PRICE, FORMAT_WHOLE, price, "IF(%s=\"nominal\",2,1)", basis.text);
    else
        page_formula(page, row, LOOK_UP_PRICE, FORMAT_WHOLE, price, "IF(%s=\"nominal\",2,IF(%s=\"\",1,2+%s))",
            basis.text, index.text,
            match(workbook, index.text, "Index_ids", ids->indices, line->index == NONE ? 0 : line->index));
}

static void write_delay(Page *page, size_t row, const Line *line, const LedgerRow *ledger_row, const IdLists *ids) {
    const Workbook *workbook = page->workbook;
    if (!workbook->has_moves) return;
    const Ref phase = line_cell(row, LINE_PHASE), rule = line_cell(row, LINE_DELAY);
    const char *found = match(workbook, phase.text, "Phase_ids", ids->phases, line->phase == NONE ? 0 : line->phase);
    page_text_formula(page, row, LOOK_UP_DELAY, FORMAT_TEXT,
        line->phase != NONE && line->on_delay == DELAY_EXTEND ? "extend" : "shift",
        "IF(%s=\"extend\",\"extend\",\"shift\")", rule.text);
    page_formula(page, row, LOOK_UP_SLIP, FORMAT_NUMBER, ledger_row->slip, "IF(%s=\"\",0,INDEX(Phase_slip,%s))",
        phase.text, found);
    page_formula(page, row, LOOK_UP_END, FORMAT_NUMBER, ledger_row->phase_end, "IF(%s=\"\",0,INDEX(Phase_end,%s))",
        phase.text, found);
}

static void write_drivers(Page *page, size_t row, const Line *line, const IdLists *ids) {
    const Workbook *workbook = page->workbook;
    for (size_t i = 0; i < workbook->driver_columns; i++) {
        const Ref id = line_cell(row, LINE_FIRST_DRIVER + i);
        const size_t driver = i < line->driver_count ? line->drivers[i] : NONE;
        /* The first of Driver_ids means none. */
        const char *found = ids->drivers ? arena_format(workbook->arena, "MATCH(%s,Driver_ids,0)", id.text)
                                         : arena_format(workbook->arena, "%zu", driver == NONE ? 1 : driver + 2);
        page_formula(page, row, LOOK_UP_FIRST_DRIVER + i, FORMAT_WHOLE, driver == NONE ? 1 : (double)driver + 2,
            "IF(%s=\"\",1,%s)", id.text, found);
    }
}

static const char *component_of(const LedgerRow *row) {
    if (row->risk) return "risk";
    if (!row->line->type->in_economic_appraisal) return "left out";
    return row->line->side == SIDE_COST ? "cost" : "benefit";
}

static void write_line(Page *page, size_t row, const LedgerRow *ledger_row, const IdLists *ids) {
    const Workbook *workbook = page->workbook;
    const Line *line = ledger_row->line;
    page_text_formula(page, row, LOOK_UP_COMPONENT, FORMAT_TEXT, component_of(ledger_row),
        "IF(ISNUMBER(MATCH(%s,Types_left_out,0)),\"left out\",%s)", line_cell(row, LINE_TYPE).text,
        line_cell(row, LINE_SIDE).text);
    page_formula(page, row, LOOK_UP_PROGRAMME, FORMAT_WHOLE, (double)line->programme + 1, "%s",
        match(workbook, line_cell(row, LINE_PROGRAMME).text, "Programme_ids", ids->programmes, line->programme));
    page_formula(page, row, LOOK_UP_SPLIT, FORMAT_WHOLE, (double)line->split + 1, "%s",
        match(workbook, line_cell(row, LINE_SPLIT).text, "Split_ids", ids->splits, line->split));
    write_price(page, row, line, ids);
    write_delay(page, row, line, ledger_row, ids);
    page_formula(page, row, LOOK_UP_OWN, FORMAT_NUMBER, ledger_row->multiplier, "%s",
        line_cell(row, LINE_UNCERTAINTY + UNCERTAIN_PLAN).text);
    page_formula(page, row, LOOK_UP_BIAS, FORMAT_PERCENT, ledger_row->bias, "%s*(1-%s)*Bias_in_plan",
        line_cell(row, LINE_BIAS).text, line_cell(row, LINE_MITIGATION).text);
    write_drivers(page, row, line, ids);
}

static void write_risk(Page *page, size_t row, size_t risk_row, const LedgerRow *ledger_row, const IdLists *ids) {
    const Workbook *workbook = page->workbook;
    const char *programme =
        arena_format(workbook->arena, "Risks!%s", cell_at(risk_row, RISK_PROGRAMME, FIX_COLUMN).text);
    const char *split = arena_format(workbook->arena, "Risks!%s", cell_at(risk_row, RISK_SPLIT, FIX_COLUMN).text);
    page_text(page, row, LOOK_UP_COMPONENT, FORMAT_TEXT, "risk");
    page_formula(page, row, LOOK_UP_PROGRAMME, FORMAT_WHOLE, (double)ledger_row->programme + 1, "%s",
        match(workbook, programme, "Programme_ids", ids->programmes, ledger_row->programme));
    page_formula(page, row, LOOK_UP_SPLIT, FORMAT_WHOLE, (double)ledger_row->split + 1, "%s",
        match(workbook, split, "Split_ids", ids->splits, ledger_row->split));
    page_number(page, row, LOOK_UP_PRICE, FORMAT_WHOLE, 1);
    if (workbook->has_moves) {
        page_text(page, row, LOOK_UP_DELAY, FORMAT_TEXT, "shift");
        page_number(page, row, LOOK_UP_SLIP, FORMAT_NUMBER, 0);
        page_number(page, row, LOOK_UP_END, FORMAT_NUMBER, 0);
    }
    page_formula(page, row, LOOK_UP_OWN, FORMAT_NUMBER, ledger_row->multiplier, "Risks!%s",
        cell_at(risk_row, RISK_EXPECTED, FIX_COLUMN).text);
    page_number(page, row, LOOK_UP_BIAS, FORMAT_PERCENT, 0);
    for (size_t i = 0; i < workbook->driver_columns; i++)
        page_number(page, row, LOOK_UP_FIRST_DRIVER + i, FORMAT_WHOLE, 1);
}

static void write_weight(Page *page, size_t row, const LedgerRow *ledger_row) {
    const Ref component = cell_at(row, LOOK_UP_COMPONENT, FIX_COLUMN), bias = cell_at(row, LOOK_UP_BIAS, FIX_COLUMN);
    page_formula(page, row, LOOK_UP_WEIGHT, FORMAT_NUMBER, ledger_row->net_weight,
        "IF(%s=\"benefit\",1-%s,IF(%s=\"left out\",0,-(1+%s)))", component.text, bias.text, component.text, bias.text);
}

/* Of the row in the sum of all amounts, below which money counts as none. */
static void write_turnover_weight(Page *page, size_t row, size_t column, size_t risk_row, const LedgerRow *ledger_row) {
    if (ledger_row->risk)
        page_formula(page, row, column, FORMAT_NUMBER, fabs(ledger_row->risk->impact.fitted.mean), "ABS(Risks!%s)",
            cell_at(risk_row, RISK_MEAN, FIX_COLUMN).text);
    else
        page_formula(page, row, column, FORMAT_NUMBER, ledger_row->line->type->in_economic_appraisal ? 1 : 0,
            "IF(%s=\"left out\",0,1)", cell_at(row, LOOK_UP_COMPONENT, FIX_COLUMN).text);
}

static void write_options(Page *page, size_t row, size_t column, size_t risk_row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    for (size_t o = 0; o < workbook->the_case->option_count; o++) {
        const Ref from = ledger_row->line ? cell_at(row, line_option_column(workbook) + o, FIX_COLUMN)
                                          : cell_at(risk_row, RISK_OPTIONS + o, FIX_COLUMN);
        page_formula(page, row, column + o, FORMAT_WHOLE, ledger_row->in_option[o] ? 1 : 0, "%s!%s",
            ledger_row->line ? "Lines" : "Risks", from.text);
    }
}

size_t look_up_split_column(const Workbook *workbook, size_t group) {
    if (workbook->group_count == 1) return LOOK_UP_SPLIT;
    return LOOK_UP_FIRST_DRIVER + workbook->driver_columns + 1 + workbook->the_case->option_count + group;
}

/* The row among the shares in each group of options. */
static void write_splits(Page *page, size_t row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    for (size_t g = 0; g < workbook->group_count && workbook->group_count > 1; g++) {
        const size_t split =
            split_in_option(workbook->the_case->splits, ledger_row->split, workbook->option_of_group[g]);
        page_formula(page, row, look_up_split_column(workbook, g), FORMAT_WHOLE,
            (double)(split == NONE ? ledger_row->split : split) + 1, "INDEX(Split_variants,%s,%zu)",
            cell_at(row, LOOK_UP_SPLIT, FIX_COLUMN).text, g + 1);
    }
}

static void write_names(Page *page, size_t turnover_column, size_t option_column) {
    const Workbook *workbook = page->workbook;
    static const struct {
        const char *name;
        enum LookUpColumn column;
    } names[] = { { "Component", LOOK_UP_COMPONENT }, { "Programme_no", LOOK_UP_PROGRAMME },
        { "Split_no", LOOK_UP_SPLIT }, { "Price_no", LOOK_UP_PRICE }, { "Delay_rule", LOOK_UP_DELAY },
        { "Slip", LOOK_UP_SLIP }, { "Planned_end", LOOK_UP_END }, { "Own", LOOK_UP_OWN }, { "Bias", LOOK_UP_BIAS },
        { "Net_weight", LOOK_UP_WEIGHT } };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) page_name_column(page, names[i].name, names[i].column);
    for (size_t i = 0; i < workbook->driver_columns; i++)
        page_name_column(page, arena_format(workbook->arena, "Driver_no_%zu", i + 1), LOOK_UP_FIRST_DRIVER + i);
    page_name_column(page, "Turnover_weight", turnover_column);
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        page_name_column(page, workbook->option_columns[o], option_column + o);
    for (size_t g = 0; g < workbook->group_count && workbook->group_count > 1; g++)
        page_name_column(page, arena_format(workbook->arena, "Split_no_%zu", g + 1), look_up_split_column(workbook, g));
}

static void write_headings(Page *page, size_t turnover_column, size_t option_column) {
    static const char *const headings[] = { "line or risk", "name", "component", "programme no", "split no", "price no",
        "on delay", "slip, periods", "planned end, periods", "own multiplier or expected value",
        "applied optimism bias", "weight in net flow" };
    const Workbook *workbook = page->workbook;
    page_headings(page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    for (size_t i = 0; i < workbook->driver_columns; i++)
        page_text(page, HEAD_ROW, LOOK_UP_FIRST_DRIVER + i, FORMAT_HEADING,
            arena_format(workbook->arena, "driver no %zu", i + 1));
    page_text(page, HEAD_ROW, turnover_column, FORMAT_HEADING, "weight in turnover");
    for (size_t o = 0; o < workbook->the_case->option_count; o++)
        page_text(page, HEAD_ROW, option_column + o, FORMAT_HEADING,
            arena_format(workbook->arena, "in %s", workbook->the_case->options[o].label.id));
    for (size_t g = 0; g < workbook->group_count && workbook->group_count > 1; g++)
        page_text(page, HEAD_ROW, look_up_split_column(workbook, g), FORMAT_HEADING,
            arena_format(workbook->arena, "split no in %s", option_group_text(workbook, g)));
}

void workbook_look_ups(Workbook *workbook) {
    const size_t turnover_column = LOOK_UP_FIRST_DRIVER + workbook->driver_columns, option_column = turnover_column + 1;
    const size_t line_count = workbook->the_case->line_count;
    const IdLists ids = id_lists(workbook);
    Page page = page_add(workbook, "Look-ups",
        "For each line and risk: what it is to the appraisal, and which row of other pages it goes with.");
    write_headings(&page, turnover_column, option_column);
    page_widths(&page, 0, 0, 24);
    page_widths(&page, 1, 1, 40);
    page_widths(&page, 2, option_column + workbook->the_case->option_count + workbook->group_count, 12);
    page_freeze(&page, FIRST_ROW, LOOK_UP_COMPONENT);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *ledger_row = &workbook->ledger->rows[r];
        const size_t row = FIRST_ROW + r, risk_row = ledger_row->risk ? row - line_count : 0;
        const Label *label = ledger_row->line ? &ledger_row->line->label : &ledger_row->risk->label;
        page_text(&page, row, LOOK_UP_ID, FORMAT_TEXT, label->id);
        page_text(&page, row, LOOK_UP_NAME, FORMAT_TEXT, label->name);
        if (ledger_row->line)
            write_line(&page, row, ledger_row, &ids);
        else
            write_risk(&page, row, risk_row, ledger_row, &ids);
        write_weight(&page, row, ledger_row);
        write_turnover_weight(&page, row, turnover_column, risk_row, ledger_row);
        write_options(&page, row, option_column, risk_row, ledger_row);
        write_splits(&page, row, ledger_row);
    }
    write_names(&page, turnover_column, option_column);
}
