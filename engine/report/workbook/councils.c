/* A page for each council: its share of every line and risk, with optimism bias and the sign of a net flow. */
#include <string.h>

#include "case/party.h"
#include "report/workbook/workbook.h"

enum { ID, NAME, VALUE_PV, BIAS_PV, NET_PV, TOTAL };

const char *council_page(const Workbook *workbook, size_t group, size_t council) {
    /* Names of pages are short: a long word has no room beside the party's own. */
    const char *word = party_text(workbook->arena, workbook->the_case, "{Party}");
    return arena_format(workbook->arena, "%s %s",
        strlen(word) <= strlen("Council") && !strpbrk(word, "[]:*?/\\'") ? word : "Party",
        workbook->council_names[group * workbook->the_case->council_count + council]);
}

const char *option_group_text(const Workbook *workbook, size_t group) {
    const Case *the_case = workbook->the_case;
    const char *text = "";
    for (size_t o = 0; o < the_case->option_count; o++)
        if (workbook->group_of_option[o] == group)
            text = arena_format(workbook->arena, "%s%s%s", text, *text ? ", " : "", the_case->options[o].label.name);
    return text;
}

/* The row among the shares by which a line is shared in the group. */
static const char *split_name(const Workbook *workbook, size_t group) {
    return workbook->group_count == 1 ? "Split_no" : arena_format(workbook->arena, "Split_no_%zu", group + 1);
}

static void write_row(Page *page, size_t group, size_t c, size_t row, const LedgerRow *ledger_row) {
    const Workbook *workbook = page->workbook;
    const Ledger *ledger = workbook->ledger;
    const char *shares = workbook->council_ids[c];
    const size_t found =
        split_in_option(workbook->the_case->splits, ledger_row->split, workbook->option_of_group[group]);
    const size_t split_no = found == NONE ? ledger_row->split : found;
    const double present_value = ledger_present_value(ledger, ledger_row, split_no, c);
    double total = 0;
    for (size_t t = 0; t < workbook->period_count; t++) {
        const double shared = ledger_row->values[t] * ledger_share(ledger, split_no, c, t);
        total += shared * ledger_row->net_weight;
        page_formula(page, row, FIRST_PERIOD + t, FORMAT_MONEY, shared * ledger_row->net_weight,
            "Values!%s*Net_weight*INDEX(Shares_%s,%s,Period_no)", cell_at(row, FIRST_PERIOD + t, FIX_NONE).text, shares,
            split_name(workbook, group));
    }
    const Ref value = cell_at(row, VALUE_PV, FIX_COLUMN),
              split = cell_at(row, look_up_split_column(workbook, group), FIX_COLUMN);
    page_formula(page, row, VALUE_PV, FORMAT_MONEY, present_value,
        "SUMPRODUCT(Discount_factor,INDEX(Shares_%s,'Look-ups'!%s,0),Values!%s)", shares, split.text,
        periods_at(workbook, row).text);
    page_formula(page, row, BIAS_PV, FORMAT_MONEY, present_value * ledger_row->bias, "%s*Bias", value.text);
    page_formula(page, row, NET_PV, FORMAT_MONEY, present_value * ledger_row->net_weight, "%s*Net_weight", value.text);
    page_formula(page, row, TOTAL, FORMAT_MONEY, total, "SUM(%s)", periods_at(workbook, row).text);
}

static void write_page(Workbook *workbook, size_t group, size_t c) {
    static const char *const headings[FIRST_PERIOD] = { "line or risk", "name", "PV before bias", "PV of bias",
        "PV, net", "total, undiscounted" };
    const char *in =
        workbook->group_count > 1 ? arena_format(workbook->arena, " in %s", option_group_text(workbook, group)) : "";
    Page page = page_add_time(workbook, council_page(workbook, group, c),
        arena_format(workbook->arena,
            "What falls on %s%s: its share of each line. PV before bias is positive for costs too; PV, net and the periods are what "
            "the line adds to net cash flow, with optimism bias.",
            workbook->the_case->councils[c].name, in),
        headings);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *ledger_row = &workbook->ledger->rows[r];
        const Label *label = ledger_row->line ? &ledger_row->line->label : &ledger_row->risk->label;
        page_text(&page, FIRST_ROW + r, ID, FORMAT_TEXT, label->id);
        page_text(&page, FIRST_ROW + r, NAME, FORMAT_TEXT, label->name);
        write_row(&page, group, c, FIRST_ROW + r, ledger_row);
    }
    const char *name = workbook->council_names[group * workbook->the_case->council_count + c];
    page_name_column(&page, arena_format(workbook->arena, "PV_%s", name), VALUE_PV);
    page_name_column(&page, arena_format(workbook->arena, "Bias_PV_%s", name), BIAS_PV);
}

void workbook_councils(Workbook *workbook) {
    for (size_t g = 0; g < workbook->group_count; g++)
        for (size_t c = 0; c < workbook->the_case->council_count; c++) write_page(workbook, g, c);
}
