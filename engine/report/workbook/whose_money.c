/* What the public purse and cash say apart from the whole: the part of each line that counts, and present values made of
   the councils' pages. Only where they say something else. */
#include "case/readings.h"
#include "evaluate/figure_table.h"
#include "report/workbook/scopes.h"

static const char *const reading_labels[READING_COUNT] = { [READING_PUBLIC] = "public purse", [READING_CASH] = "cash" };

/* --- parts of lines --------------------------------------------------------------------------------------------------- */

enum { ID, NAME, CASHABLE, FIRST_PART };

static const char *const sides[] = { [SIDE_COST] = "cost", [SIDE_BENEFIT] = "benefit" };

static size_t part_column(MoneyReading reading, LineSide side) {
    return FIRST_PART + 2 * ((size_t)reading - READING_PUBLIC) + side;
}

/* Right of the parts: what each type counts for. */
static size_t type_column(MoneyReading reading) {
    return part_column(READING_COUNT, SIDE_COST) + (reading == READING_WHOLE ? 1 : 1 + (size_t)reading);
}

static void write_types(Page *page) {
    const Workbook *workbook = page->workbook;
    const size_t last = FIRST_ROW + line_type_count - 1;
    page_text(page, HEAD_ROW, type_column(READING_WHOLE), FORMAT_HEADING, "type of line");
    page_widths(page, type_column(READING_WHOLE), type_column(READING_WHOLE), 20);
    page_name_cells(page, "Type_names", FIRST_ROW, type_column(READING_WHOLE), last, type_column(READING_WHOLE));
    for (size_t t = 0; t < line_type_count; t++)
        page_text(page, FIRST_ROW + t, type_column(READING_WHOLE), FORMAT_TEXT, line_types[t].name);
    for (int r = READING_PUBLIC; r < READING_COUNT; r++) {
        const size_t column = type_column((MoneyReading)r);
        page_text(page, HEAD_ROW, column, FORMAT_HEADING_RIGHT, reading_labels[r]);
        page_widths(page, column, column, 14);
        page_name_cells(page, arena_format(workbook->arena, "Part_of_type_%s", bizcase_reading_name((BizcaseReading)r)),
            FIRST_ROW, column, last, column);
        for (size_t t = 0; t < line_type_count; t++) {
            const double none = type_part(&line_types[t], 0, (MoneyReading)r);
            if (type_part(&line_types[t], 1, (MoneyReading)r) != none)
                page_text(page, FIRST_ROW + t, column, FORMAT_TEXT, "cashable");
            else
                page_number(page, FIRST_ROW + t, column, FORMAT_NUMBER, none);
        }
    }
}

/* Of a side of its own, by its type. Risks are costs, and count in every reading. */
static void write_part(Page *page, size_t i, MoneyReading reading, LineSide side) {
    const Workbook *workbook = page->workbook;
    const Line *line = workbook->ledger->rows[i].line;
    const size_t row = FIRST_ROW + i, column = part_column(reading, side);
    if (!line) {
        page_number(page, row, column, FORMAT_NUMBER, side == SIDE_COST ? 1 : 0);
        return;
    }
    const char *part = arena_format(workbook->arena, "INDEX(Part_of_type_%s,MATCH(%s,Type_names,0))",
        bizcase_reading_name((BizcaseReading)reading), line_cell(row, LINE_TYPE).text);
    page_formula(page, row, column, FORMAT_NUMBER,
        line->side == side ? counted_part(workbook->the_case, line, reading) : 0,
        "IF(%s=\"%s\",IF(%s=\"cashable\",%s,%s),0)", line_cell(row, LINE_SIDE).text, sides[side], part,
        cell_at(row, CASHABLE, FIX_COLUMN).text, part);
}

static void write_parts(Workbook *workbook) {
    Page page = page_add(workbook, "Parts of lines",
        "How much of each line counts for the public purse and in cash, by its type. A part that releases cash is a "
        "number of the case.");
    page_text(&page, HEAD_ROW, ID, FORMAT_HEADING, "line or risk");
    page_text(&page, HEAD_ROW, NAME, FORMAT_HEADING, "name");
    page_text(&page, HEAD_ROW, CASHABLE, FORMAT_HEADING_RIGHT, "releases cash");
    page_widths(&page, ID, ID, 24);
    page_widths(&page, NAME, NAME, 40);
    page_widths(&page, CASHABLE, CASHABLE, 14);
    for (int r = READING_PUBLIC; r < READING_COUNT; r++)
        for (int side = SIDE_COST; side <= SIDE_BENEFIT; side++) {
            const size_t column = part_column((MoneyReading)r, (LineSide)side);
            page_text(&page, HEAD_ROW, column, FORMAT_HEADING_RIGHT,
                arena_format(workbook->arena, "%s, %s", sides[side], reading_labels[r]));
            page_widths(&page, column, column, 14);
            page_name_column(&page,
                arena_format(workbook->arena, "Part_of_%s_%s", sides[side], bizcase_reading_name((BizcaseReading)r)),
                column);
        }
    for (size_t i = 0; i < workbook->row_count; i++) {
        const LedgerRow *row = &workbook->ledger->rows[i];
        const Label *label = row->line ? &row->line->label : &row->risk->label;
        page_text(&page, FIRST_ROW + i, ID, FORMAT_TEXT, label->id);
        page_text(&page, FIRST_ROW + i, NAME, FORMAT_TEXT, label->name);
        for (int r = READING_PUBLIC; r < READING_COUNT; r++)
            for (int side = SIDE_COST; side <= SIDE_BENEFIT; side++)
                write_part(&page, i, (MoneyReading)r, (LineSide)side);
        if (row->line) page_number(&page, FIRST_ROW + i, CASHABLE, FORMAT_PERCENT, row->line->cashable);
    }
    write_types(&page);
}

/* --- figures ---------------------------------------------------------------------------------------------------------- */

static const FigureIndex shown[] = { FIGURE_NPV, FIGURE_PV_COSTS, FIGURE_PV_BENEFITS, FIGURE_BCR, FIGURE_PAYBACK_YEARS,
    FIGURE_DISCOUNTED_PAYBACK_YEARS, FIGURE_PEAK_FUNDING };
enum { NPV, PV_COSTS, PV_BENEFITS, BCR, FIRST_PLAIN, SHOWN_COUNT = sizeof shown / sizeof shown[0] };
_Static_assert((int)FIRST_PLAIN == (int)WHOSE_MONEY_FORMULAS, "the page Checks has all that are formulas");

static size_t figure_column(MoneyReading reading, size_t figure) {
    return RESULT_FIGURES + ((size_t)reading - READING_PUBLIC) * SHOWN_COUNT + figure;
}

WhoseMoney whose_money_at(size_t i) {
    const MoneyReading reading = (MoneyReading)(READING_PUBLIC + i / WHOSE_MONEY_FORMULAS);
    const size_t figure = i % WHOSE_MONEY_FORMULAS;
    return (WhoseMoney){ figure_in_reading(shown[figure], reading), figure_column(reading, figure) };
}

size_t whose_money_count(const Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    const bool is_apart = reading_differs(the_case, READING_PUBLIC) || reading_differs(the_case, READING_CASH);
    return is_apart ? (size_t)(READING_COUNT - READING_PUBLIC) * WHOSE_MONEY_FORMULAS : 0;
}

/* Σ of the council's present values, with their bias, of the lines of an option and programme that count. */
static const char *leaf_sum(const Workbook *workbook, size_t r, MoneyReading reading, LineSide side) {
    const Scope scope = scope_at(workbook, r);
    const size_t councils = workbook->the_case->council_count;
    const bool *left_out = councils_left_out(workbook->arena, workbook->the_case, reading);
    if (scope.kind != SCOPE_LEAF) return "";
    if (left_out && left_out[scope.council - 1]) return "0";
    const char *council =
        workbook->council_names[workbook->group_of_option[scope.option] * councils + scope.council - 1];
    return arena_format(workbook->arena, "SUMPRODUCT(%s*(Programme_no=%s)*Part_of_%s_%s*(PV_%s%sBias_PV_%s))",
        workbook->option_columns[scope.option], cell_at(result_row(r), RESULT_PROGRAMME_NO, FIX_COLUMN).text,
        sides[side], bizcase_reading_name((BizcaseReading)reading), council, side == SIDE_COST ? "+" : "-", council);
}

static void write_reading(Page *page, size_t r, MoneyReading reading) {
    const Workbook *workbook = page->workbook;
    const BizcaseResult *result = &workbook->appraisal->results[r];
    const size_t row = result_row(r);
    double values[SHOWN_COUNT];
    for (size_t f = 0; f < SHOWN_COUNT; f++) values[f] = result->figures[figure_in_reading(shown[f], reading)];
    const Ref costs = cell_at(row, figure_column(reading, PV_COSTS), FIX_NONE),
              benefits = cell_at(row, figure_column(reading, PV_BENEFITS), FIX_NONE);
    page_formula(
        page, row, figure_column(reading, NPV), FORMAT_HEADLINE, values[NPV], "%s-%s", benefits.text, costs.text);
    page_scope_sum(page, r, figure_column(reading, PV_COSTS), FORMAT_HEADLINE, values[PV_COSTS],
        leaf_sum(workbook, r, reading, SIDE_COST));
    page_scope_sum(page, r, figure_column(reading, PV_BENEFITS), FORMAT_HEADLINE, values[PV_BENEFITS],
        leaf_sum(workbook, r, reading, SIDE_BENEFIT));
    page_formula(page, row, figure_column(reading, BCR), FORMAT_RATIO, values[BCR], "IF(%s>Zero_money,%s/%s,\"n/a\")",
        costs.text, benefits.text, costs.text);
    for (size_t f = FIRST_PLAIN; f < SHOWN_COUNT; f++)
        page_number(page, row, figure_column(reading, f), figure_cell_format(bizcase_figure(shown[f])), values[f]);
}

static void write_headings(Page *page) {
    static const char *const fixed[] = { "option", "versus", "council", "programme", "programme no" };
    page_headings(page, HEAD_ROW, fixed, sizeof fixed / sizeof fixed[0]);
    for (int r = READING_PUBLIC; r < READING_COUNT; r++)
        for (size_t f = 0; f < SHOWN_COUNT; f++) {
            const BizcaseFigure figure = bizcase_figure(figure_in_reading(shown[f], (MoneyReading)r));
            const size_t column = figure_column((MoneyReading)r, f);
            page_text(page, HEAD_ROW, column, FORMAT_HEADING_RIGHT, figure.label);
            page_text(page, NUMBER_ROW, column, FORMAT_HEADING_NUMBER, figure.name);
        }
    page_widths(page, RESULT_OPTION, RESULT_PROGRAMME, 18);
    page_widths(page, RESULT_PROGRAMME_NO, RESULT_PROGRAMME_NO, 10);
    page_widths(page, RESULT_FIGURES, figure_column(READING_CASH, SHOWN_COUNT), 15);
    page_freeze(page, FIRST_ROW, RESULT_FIGURES);
}

void workbook_whose_money(Workbook *workbook) {
    if (whose_money_count(workbook) == 0) return;
    write_parts(workbook);
    Page page = page_add(workbook, "Whose money",
        "What every result is worth to the public purse and in cash. Present values are formulas down to the inputs; "
        "payback and peak funding are what the engine found, and do not move with them.");
    write_headings(&page);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) {
        page_scope(&page, result_row(r), r);
        write_reading(&page, r, READING_PUBLIC);
        write_reading(&page, r, READING_CASH);
    }
}
