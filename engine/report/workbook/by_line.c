/* Present values of the main option by line, and added up by category and by type: formulas of the councils' pages. */
#include "case/reading/ids.h"
#include "report/workbook/scopes.h"

enum { ID, NAME, SIDE, CATEGORY, TYPE, JOINT, MOST_GROUPS = 500 };

/* The main option, and what it is compared with. */
typedef struct Compared {
    size_t option, baseline; /* baseline NONE: nothing */
} Compared;

static Compared compared_in(const Workbook *workbook) {
    return (Compared){ scope_at(workbook, main_result(workbook, 0)).option,
        workbook->appraisal->main.versus ? workbook->the_case->baseline : NONE };
}

static double value_in_option(const Workbook *workbook, const LedgerRow *row, size_t option, size_t council) {
    if (option == NONE || !row->in_option[option] || row->net_weight == 0) return 0;
    const double with_bias = row->risk || row->line->side == SIDE_COST ? 1 + row->bias : 1 - row->bias;
    return with_bias * ledger_present_value(workbook->ledger, row,
                           split_in_option(workbook->the_case->splits, row->split, option), council);
}

static const char *formula_in_option(const Workbook *workbook, size_t option, size_t council) {
    if (option == NONE) return "0";
    const char *name =
        workbook->council_names[workbook->group_of_option[option] * workbook->the_case->council_count + council];
    return arena_format(workbook->arena, "%s*(PV_%s+IF(Component=\"benefit\",-1,1)*Bias_PV_%s)",
        workbook->option_columns[option], name, name);
}

static void write_row(Page *page, size_t r, const Compared *compared, double *values) {
    const Workbook *workbook = page->workbook;
    const LedgerRow *ledger_row = &workbook->ledger->rows[r];
    const Line *line = ledger_row->line;
    const Label *label = line ? &line->label : &ledger_row->risk->label;
    const size_t row = FIRST_ROW + r, councils = workbook->the_case->council_count;
    page_text(page, row, ID, FORMAT_TEXT, label->id);
    page_text(page, row, NAME, FORMAT_TEXT, label->name);
    page_text(page, row, SIDE, FORMAT_TEXT, line && line->side == SIDE_BENEFIT ? "benefit" : "cost");
    page_text(page, row, CATEGORY, FORMAT_TEXT, line ? line->category : ledger_row->risk->category);
    if (line)
        page_text_formula(
            page, row, TYPE, FORMAT_TEXT, line->type->name, "Lines!%s", cell_at(row, LINE_TYPE, FIX_COLUMN).text);
    else
        page_text(page, row, TYPE, FORMAT_TEXT, "risk");
    for (size_t c = 0; c < councils; c++) {
        values[1 + c] = value_in_option(workbook, ledger_row, compared->option, c) -
                        value_in_option(workbook, ledger_row, compared->baseline, c);
        values[0] += values[1 + c];
        page_formula(page, row, JOINT + 1 + c, FORMAT_MONEY, values[1 + c], "IF(Component=\"left out\",0,%s-%s)",
            formula_in_option(workbook, compared->option, c), formula_in_option(workbook, compared->baseline, c));
    }
    page_formula(page, row, JOINT, FORMAT_MONEY, values[0], "SUM(%s)",
        cells_at(row, JOINT + 1, row, JOINT + councils, FIX_COLUMN).text);
}

static void write_councils(Page *page, size_t first_column) {
    const Workbook *workbook = page->workbook;
    page_text(page, HEAD_ROW, first_column, FORMAT_HEADING_RIGHT, "joint");
    for (size_t c = 0; c < workbook->the_case->council_count; c++)
        page_text(page, HEAD_ROW, first_column + 1 + c, FORMAT_HEADING_RIGHT, workbook->the_case->councils[c].name);
}

/* values: [row][1 + council], filled in. */
static void write_lines(Workbook *workbook, double *values) {
    static const char *const headings[] = { "line or risk", "name", "side", "category", "type" };
    const size_t bodies = 1 + workbook->the_case->council_count;
    const Compared compared = compared_in(workbook);
    Page page = page_add(workbook, "By line",
        compared.baseline == NONE
            ? "Present values of the main option by line, with optimism bias. Costs and benefits are both positive."
            : "Present values of the main option against the baseline by line, with optimism bias. Costs and benefits are "
              "both positive; what the baseline alone has is negative: a cost avoided, a benefit given up.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    write_councils(&page, JOINT);
    page_widths(&page, ID, ID, 24);
    page_widths(&page, NAME, NAME, 44);
    page_widths(&page, SIDE, TYPE, 16);
    page_widths(&page, JOINT, JOINT + bodies - 1, 16);
    page_freeze(&page, FIRST_ROW, SIDE);
    for (size_t r = 0; r < workbook->row_count; r++) write_row(&page, r, &compared, values + r * bodies);
}

/* --- added up --------------------------------------------------------------------------------------------------------- */

static const char *group_of(const LedgerRow *row, size_t column) {
    if (column == CATEGORY) return row->line ? row->line->category : row->risk->category;
    return row->line ? row->line->type->name : "risk";
}

static bool is_benefit(const LedgerRow *row) {
    return row->line && row->line->side == SIDE_BENEFIT;
}

/* A cell of the page by line, fixed as a column of all rows. */
static const char *all_rows(const Workbook *workbook, size_t column) {
    return arena_format(workbook->arena, "'By line'!%s",
        cells_at(FIRST_ROW, column, FIRST_ROW + workbook->row_count - 1, column, FIX_BOTH).text);
}

/* The lines of one side added up, in their order. */
typedef struct Groups {
    Ids names;
    double *sums; /* [group][1 + council] */
} Groups;

/* So many at most; those after them are left out. values: [row][1 + council]. */
static Groups add_up(const Workbook *workbook, size_t column, bool benefit, size_t most, const double *values) {
    const size_t bodies = 1 + workbook->the_case->council_count;
    Groups groups = { .sums = arena_array(workbook->arena, most * bodies, sizeof *groups.sums) };
    ids_init(&groups.names, workbook->arena, NULL);
    for (size_t r = 0; r < workbook->row_count; r++) {
        const LedgerRow *row = &workbook->ledger->rows[r];
        if (is_benefit(row) != benefit) continue;
        const char *name = group_of(row, column);
        size_t group = ids_find(&groups.names, name);
        if (group == NONE && groups.names.count == most) continue;
        if (group == NONE) group = ids_add(&groups.names, name, (Place){ 0 });
        for (size_t b = 0; b < bodies; b++) groups.sums[group * bodies + b] += values[r * bodies + b];
    }
    return groups;
}

/* sums: [1 + council] */
static void write_group(Page *page, size_t row, size_t column, bool benefit, const char *group, const double *sums) {
    enum { GROUP, GROUP_SIDE, GROUP_JOINT };
    const Workbook *workbook = page->workbook;
    page_text(page, row, GROUP, FORMAT_TEXT, group);
    page_text(page, row, GROUP_SIDE, FORMAT_TEXT, benefit ? "benefit" : "cost");
    for (size_t b = 0; b <= workbook->the_case->council_count; b++)
        page_formula(page, row, GROUP_JOINT + b, FORMAT_MONEY, sums[b], "SUMPRODUCT(EXACT(%s,%s)*EXACT(%s,%s)*%s)",
            all_rows(workbook, column), cell_at(row, GROUP, FIX_COLUMN).text, all_rows(workbook, SIDE),
            cell_at(row, GROUP_SIDE, FIX_COLUMN).text, all_rows(workbook, JOINT + b));
}

/* The groups that the case has, benefits first; so many that a spreadsheet would take long are left out. */
static void write_groups(
    Workbook *workbook, const char *name, const char *about, const char *heading, size_t column, const double *values) {
    Page page = page_add(workbook, name, about);
    const char *const headings[] = { heading, "side" };
    const size_t bodies = 1 + workbook->the_case->council_count;
    page_headings(&page, HEAD_ROW, headings, 2);
    write_councils(&page, 2);
    page_widths(&page, 0, 0, 32);
    page_widths(&page, 1, bodies + 1, 16);
    page_freeze(&page, FIRST_ROW, 2);
    size_t row = FIRST_ROW;
    for (int side = 1; side >= 0; side--) {
        const Groups groups = add_up(workbook, column, side == 1, FIRST_ROW + MOST_GROUPS - row, values);
        for (size_t g = 0; g < groups.names.count; g++)
            write_group(&page, row++, column, side == 1, groups.names.id[g], groups.sums + g * bodies);
    }
}

void workbook_by_line(Workbook *workbook) {
    double *values =
        arena_array(workbook->arena, workbook->row_count * (1 + workbook->the_case->council_count), sizeof *values);
    write_lines(workbook, values);
    write_groups(workbook, "By category", "The page By line added up by category. The first 500 are shown.", "category",
        CATEGORY, values);
    write_groups(workbook, "By type", "The page By line added up by type of cost and benefit.", "type", TYPE, values);
}
