/* Quantities as read, and by period with what formulas of the case come to: each operation as formula/operations.h has it for
   a spreadsheet. A formula's parts that functions sum over periods, or that would make it long, have rows of their own. */
#include <string.h>
#include <strings.h>

#include "case/formulas.h"
#include "case/price_levels.h"
#include "formula/compile.h"
#include "formula/spreadsheet.h"
#include "report/workbook/workbook.h"

/* --- where everything is ---------------------------------------------------------------------------------------------- */

enum { WORD_YEAR = FIRST_ROW + 1, WORD_PERIOD, WORD_PERIODS_PER_YEAR, DEFLATOR, FIRST_INDEX };

enum { ID, WHAT, UNIT, TEXT };

static const char VALUES[] = "'Quantity values'";

/* Rows of one quantity or line: of parts of its formula, of its own levels where they move, and what it comes to. */
typedef struct Rows {
    const Formula *formula; /* NULL: none */
    HelperRows helpers;
    size_t *row_of_node; /* of those that are helpers */
    size_t own, result;  /* own: of a quantity with a phase, else that of the result */
    bool is_kept;        /* no cell can hold the formula: the engine's values are there */
} Rows;

typedef struct QuantityRows {
    Rows *of_quantity, *of_line;
    size_t first_quantity, first_line, after; /* rows of the page */
} QuantityRows;

typedef struct SheetContext {
    const Workbook *workbook;
    const Rows *rows;
} SheetContext;

static bool is_deflator(Arena *arena, const Formula *formula, const Node *node) {
    static const char word[] = "deflator", quote[] = "'";
    const char *text = formula_text_of(arena, formula, (uint32_t)(node - formula->nodes));
    size_t length = strlen(text);
    while (length > 0 && strchr(quote, text[length - 1])) length--;
    const size_t word_length = sizeof word - 1;
    return length >= word_length && strncasecmp(text + length - word_length, word, word_length) == 0 &&
           (length == word_length || text[length - word_length - 1] == ':');
}

static size_t row_of_word(OperationIndex word) {
    if (word == OPERATION_YEAR) return WORD_YEAR;
    return word == OPERATION_PERIOD ? WORD_PERIOD : WORD_PERIODS_PER_YEAR;
}

/* page: "" for this one. */
static size_t row_of(const SheetContext *context, Arena *arena, const Node *node, const char **page) {
    const Formula *formula = context->rows->formula;
    *page = "";
    if (operations[node->operation].group == GROUP_WORD) return row_of_word(node->operation);
    if (node->operation != OPERATION_NAME) return context->rows->row_of_node[node - formula->nodes];
    if (node->name.kind == NAME_QUANTITY) return context->workbook->quantities->of_quantity[node->name.index].result;
    if (node->name.kind == NAME_INDEX)
        return is_deflator(arena, formula, node) ? (size_t)DEFLATOR : FIRST_INDEX + node->name.index;
    *page = "'Driver values'!";
    return FIRST_ROW + 1 + node->name.index;
}

static const char *node_cell(const void *context, Arena *arena, const Node *node, uint32_t period) {
    const char *page;
    const size_t row = row_of(context, arena, node, &page);
    return arena_format(arena, "%s%s", page, cell_at(row, FIRST_PERIOD + period, FIX_NONE).text);
}

static const char *node_range(const void *context, Arena *arena, const Node *node, uint32_t first, uint32_t last) {
    const char *page;
    const size_t row = row_of(context, arena, node, &page);
    return arena_format(
        arena, "%s%s", page, cells_at(row, FIRST_PERIOD + first, row, FIRST_PERIOD + last, FIX_NONE).text);
}

static SheetCells sheet_cells(const SheetContext *context) {
    return (SheetCells){ node_cell, node_range, context, context->rows->helpers.has_row };
}

/* The first row after them. A quantity's rows are those of its formula's parts, then its own. */
static size_t lay_out(const Workbook *workbook, Rows *rows, size_t row) {
    const Horizon horizon = formula_horizon(workbook->the_case);
    const SheetContext context = { workbook, rows };
    const SheetCells cells = sheet_cells(&context);
    if (rows->formula) {
        rows->row_of_node = arena_array(workbook->arena, rows->formula->node_count, sizeof *rows->row_of_node);
        for (uint32_t n = 0; n < rows->formula->node_count; n++) rows->row_of_node[n] = row;
        rows->helpers = formula_helper_rows(workbook->arena, rows->formula, horizon, &cells);
        for (uint32_t i = 0; i < rows->helpers.count; i++) rows->row_of_node[rows->helpers.nodes[i]] = row++;
    }
    rows->own = rows->result = row;
    return row + 1;
}

static MovedLevel moved_level(const Workbook *workbook, size_t q) {
    const Quantity *quantity = &workbook->the_case->quantities[q];
    return (MovedLevel){ workbook->quantities->of_quantity[q].own, quantity->phase, quantity->on_delay, "0" };
}

void workbook_lay_out_quantities(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    if (the_case->quantity_count == 0 && the_case->formula_counts.all == 0) return;
    QuantityRows *all = workbook->quantities = arena_alloc(workbook->arena, sizeof *all);
    *all = (QuantityRows){ .of_quantity = arena_array(workbook->arena, the_case->quantity_count, sizeof(Rows)),
        .of_line = arena_array(workbook->arena, the_case->line_count, sizeof(Rows)) };
    size_t row = all->first_quantity = FIRST_INDEX + the_case->index_count + 2;
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        Rows *rows = &all->of_quantity[q];
        rows->formula = the_case->quantities[q].formula;
        row = lay_out(workbook, rows, row);
        if (the_case->quantities[q].phase == NONE) continue;
        const MovedLevel level = moved_level(workbook, q);
        rows->result = moved_row(&level);
        row = rows->result + 1;
    }
    all->first_line = row += 2;
    for (size_t l = 0; l < the_case->line_count; l++) {
        if (!the_case->lines[l].formula) continue;
        all->of_line[l].formula = the_case->lines[l].formula;
        row = lay_out(workbook, &all->of_line[l], row);
    }
    all->after = row;
}

static const char *value_cell(const Workbook *workbook, size_t row, size_t t) {
    return arena_format(workbook->arena, "%s!%s", VALUES, cell_at(row, FIRST_PERIOD + t, FIX_NONE).text);
}

const char *quantity_cell(const Workbook *workbook, size_t quantity, size_t t) {
    return value_cell(workbook, workbook->quantities->of_quantity[quantity].result, t);
}

const char *line_formula_cell(const Workbook *workbook, size_t line, size_t t) {
    return value_cell(workbook, workbook->quantities->of_line[line].result, t);
}

/* --- as read --------------------------------------------------------------------------------------------------------- */

enum QuantityColumn {
    QUANTITY_ID,
    QUANTITY_NAME,
    QUANTITY_UNIT,
    QUANTITY_FORMULA,
    QUANTITY_UNCERTAINTY,
    QUANTITY_PHASE = QUANTITY_UNCERTAINTY + UNCERTAIN_COLUMNS,
    QUANTITY_DELAY,
    QUANTITY_OWNER,
    QUANTITY_SOURCE,
    QUANTITY_NOTE,
    QUANTITY_PLACE,
    QUANTITY_CELLS
};

static const char *const delays[] = { [DELAY_SHIFT] = "shift", [DELAY_EXTEND] = "extend" };

static CellFormat input_format(const Quantity *quantity) {
    return quantity->own.in_percent ? FORMAT_INPUT_PERCENT : FORMAT_INPUT_NUMBER;
}

static void write_quantity(Page *page, size_t row, const Quantity *quantity) {
    const Case *the_case = page->workbook->the_case;
    const bool moves = quantity->phase != NONE;
    page_text(page, row, QUANTITY_ID, FORMAT_TEXT, quantity->label.id);
    page_text(page, row, QUANTITY_NAME, FORMAT_TEXT, quantity->label.name);
    page_text(page, row, QUANTITY_UNIT, FORMAT_TEXT, quantity->unit_text);
    page_text(page, row, QUANTITY_FORMULA, FORMAT_TEXT, quantity->formula ? quantity->formula->text : NULL);
    Uncertainty own = quantity->own;
    const bool multiplies = quantity->formula || quantity->cells.count > 0;
    if (multiplies && own.fitted.central == 1)
        own.central_blank = false; /* blank is 1 there, whatever the range's middle is */
    if (!quantity->uses_own_past) page_uncertainty(page, row, QUANTITY_UNCERTAINTY, &own, input_format(quantity));
    page_text(page, row, QUANTITY_PHASE, FORMAT_TEXT, moves ? the_case->phases[quantity->phase].label.id : NULL);
    page_text(page, row, QUANTITY_DELAY, FORMAT_TEXT, moves ? delays[quantity->on_delay] : NULL);
    page_text(page, row, QUANTITY_OWNER, FORMAT_TEXT, quantity->owner);
    page_text(page, row, QUANTITY_SOURCE, FORMAT_TEXT, quantity->source);
    page_text(page, row, QUANTITY_NOTE, FORMAT_TEXT, quantity->note);
    page_place(page, row, QUANTITY_PLACE, quantity->label.place);
    page_levels(page, row, QUANTITY_CELLS, &quantity->cells, FORMAT_INPUT_NUMBER);
}

/* All have the period columns of quantities.csv. */
static const Amounts *any_cells(const Case *the_case) {
    for (size_t q = 0; q < the_case->quantity_count; q++)
        if (the_case->quantities[q].cells.count > 0) return &the_case->quantities[q].cells;
    return NULL;
}

static void write_inputs(Workbook *workbook) {
    static const char *const headings[] = { "quantity", "name", "unit", "formula", "distribution", "low",
        "planning value", "high", "shape", "phase", "on_delay", "owner", "source", "note", "read from" };
    const Case *the_case = workbook->the_case;
    const Amounts *cells = any_cells(the_case);
    Page page = page_add(workbook, "Quantities",
        "What money is made of, as read. The planning value multiplies the period cells or the formula; if there is "
        "neither, it is the quantity. Formulas are here as text: change them in the case.");
    page_headings(&page, HEAD_ROW, headings, sizeof headings / sizeof headings[0]);
    if (cells) page_level_headings(&page, QUANTITY_CELLS, cells, "first month of cells", "Quantity_month");
    page_widths(&page, QUANTITY_ID, QUANTITY_ID, 22);
    page_widths(&page, QUANTITY_NAME, QUANTITY_NAME, 36);
    page_widths(&page, QUANTITY_UNIT, QUANTITY_UNIT, 16);
    page_widths(&page, QUANTITY_FORMULA, QUANTITY_FORMULA, 50);
    page_widths(&page, QUANTITY_UNCERTAINTY, QUANTITY_DELAY, 13);
    page_widths(&page, QUANTITY_OWNER, QUANTITY_SOURCE, 24);
    page_widths(&page, QUANTITY_NOTE, QUANTITY_NOTE, 50);
    page_widths(&page, QUANTITY_PLACE, QUANTITY_PLACE, 18);
    page_freeze(&page, FIRST_ROW, QUANTITY_UNIT);
    for (size_t q = 0; q < the_case->quantity_count; q++)
        write_quantity(&page, FIRST_ROW + q, &the_case->quantities[q]);
}

/* --- by period ------------------------------------------------------------------------------------------------------- */

typedef struct WordRow {
    const char *name, *about;
} WordRow;

static void write_words(Page *page) {
    const Workbook *workbook = page->workbook;
    static const WordRow words[] = { { "year", "the financial year: 2019 in 2019/20" },
        { "period", "0 in the first, 1 in the next" }, { "periods_per_year", NULL } };
    const Settings *settings = &workbook->the_case->settings;
    const int length = settings->start.length_months;
    page_text(page, WORD_YEAR - 1, ID, FORMAT_SECTION, "Periods and prices");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        page_text(page, WORD_YEAR + i, ID, FORMAT_TEXT, words[i].name);
        page_text(page, WORD_YEAR + i, WHAT, FORMAT_ABOUT, words[i].about);
    }
    for (size_t t = 0; t < workbook->period_count; t++) {
        const size_t column = FIRST_PERIOD + t;
        const int month = settings->start.first_month + (int)t * length;
        page_formula(page, WORD_YEAR, column, FORMAT_WHOLE, financial_year_start(month) / 12, "INT((Timeline!%s-3)/12)",
            cell_at(FIRST_ROW, column, FIX_ROW).text);
        page_formula(
            page, WORD_PERIOD, column, FORMAT_WHOLE, (double)t, "%s-1", cell_at(NUMBER_ROW, column, FIX_ROW).text);
        page_formula(page, WORD_PERIODS_PER_YEAR, column, FORMAT_WHOLE, 12.0 / length, "12/Months_per_period");
    }
}

static void write_indices(Page *page) {
    const Workbook *workbook = page->workbook;
    const Case *the_case = workbook->the_case;
    if (the_case->index_count == 0) return;
    const double *deflator = price_levels(workbook->arena, the_case, the_case->settings.deflator);
    page_text(page, DEFLATOR, ID, FORMAT_TEXT, "index:deflator");
    for (size_t t = 0; t < workbook->period_count; t++)
        page_formula(page, DEFLATOR, FIRST_PERIOD + t, FORMAT_FACTOR, deflator[t], "Prices!%s",
            cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_NONE).text);
    for (size_t i = 0; i < the_case->index_count; i++) {
        const double *level = price_levels(workbook->arena, the_case, i);
        page_text(page, FIRST_INDEX + i, ID, FORMAT_TEXT,
            arena_format(workbook->arena, "index:%s", the_case->indices[i].label.id));
        page_text(page, FIRST_INDEX + i, WHAT, FORMAT_TEXT, the_case->indices[i].label.name);
        for (size_t t = 0; t < workbook->period_count; t++)
            page_formula(page, FIRST_INDEX + i, FIRST_PERIOD + t, FORMAT_FACTOR, level[t],
                "INDEX(Index_levels,%zu,MATCH(Timeline!%s,Level_month,0))", i + 1,
                cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_ROW).text);
    }
}

/* A node's cells: `before` and the formula, or the engine's values where no cell can hold it in some period. */
static bool write_node_row(Page *page, const Rows *rows, uint32_t node, size_t row, CellFormat format,
    const char *before, const double *values) {
    const Workbook *workbook = page->workbook;
    const Horizon horizon = formula_horizon(workbook->the_case);
    const SheetContext context = { workbook, rows };
    const SheetCells cells = sheet_cells(&context);
    const char **texts = arena_array(workbook->arena, workbook->period_count, sizeof *texts);
    bool is_live = true;
    for (uint32_t t = 0; t < workbook->period_count && is_live; t++) {
        texts[t] = formula_spreadsheet(workbook->arena, rows->formula, node, t, horizon, &cells);
        is_live = texts[t] != NULL;
    }
    for (size_t t = 0; t < workbook->period_count; t++)
        if (!is_live)
            page_number(page, row, FIRST_PERIOD + t, FORMAT_ENGINE, values[t]);
        else if (*before)
            page_formula(page, row, FIRST_PERIOD + t, format, values[t], "%s*(%s)", before, texts[t]);
        else
            page_formula(page, row, FIRST_PERIOD + t, format, values[t], "%s", texts[t]);
    return is_live;
}

static void write_helpers(Page *page, Rows *rows) {
    const Workbook *workbook = page->workbook;
    if (!rows->formula || rows->helpers.count == 0) return;
    const double **values = formula_trace(workbook->arena, rows->formula, formula_horizon(workbook->the_case),
        plan_binding, workbook->ledger->plan_values);
    for (uint32_t i = 0; i < rows->helpers.count; i++) {
        const uint32_t node = rows->helpers.nodes[i];
        const size_t row = rows->row_of_node[node];
        page_text(page, row, WHAT, FORMAT_ABOUT, "part of the formula below");
        page_text(page, row, TEXT, FORMAT_ABOUT, formula_text_of(workbook->arena, rows->formula, node));
        if (!write_node_row(page, rows, node, row, FORMAT_NUMBER, "", values[node])) rows->is_kept = true;
    }
}

static CellFormat value_format(const Quantity *quantity) {
    return quantity->own.in_percent && !quantity->formula && quantity->cells.count == 0 ? FORMAT_PERCENT
                                                                                        : FORMAT_NUMBER;
}

/* What its cells or its formula say, or nothing: times its planning value where that is given as `plan`. */
static void write_levels(Page *page, size_t q, Rows *rows, const char *plan, const double *values) {
    const Workbook *workbook = page->workbook;
    const Quantity *quantity = &workbook->the_case->quantities[q];
    const LevelCells cells = { "Quantities", "Quantity_month", FIRST_ROW + q, QUANTITY_CELLS, &quantity->cells, "0" };
    if (rows->formula) {
        if (!write_node_row(page, rows, formula_root(rows->formula), rows->own, value_format(quantity), plan, values))
            rows->is_kept = true;
        return;
    }
    for (size_t t = 0; t < workbook->period_count; t++) {
        const char *month =
            arena_format(workbook->arena, "Timeline!%s", cell_at(FIRST_ROW, FIRST_PERIOD + t, FIX_ROW).text);
        const char *level = quantity->cells.count > 0 ? level_formula(workbook, &cells, month) : "1";
        page_formula(page, rows->own, FIRST_PERIOD + t, value_format(quantity), values[t], "%s%s%s", plan,
            *plan && quantity->cells.count > 0 ? "*" : "", *plan && quantity->cells.count == 0 ? "" : level);
    }
}

static void write_label(Page *page, size_t row, const Label *label, const char *unit, const Formula *formula) {
    page_text(page, row, ID, FORMAT_TEXT, label->id);
    page_text(page, row, WHAT, FORMAT_TEXT, label->name);
    page_text(page, row, UNIT, FORMAT_TEXT, unit);
    page_text(page, row, TEXT, FORMAT_TEXT, formula ? formula->text : NULL);
}

static void write_values_of(Page *page, size_t q) {
    const Workbook *workbook = page->workbook;
    const Quantity *quantity = &workbook->the_case->quantities[q];
    Rows *rows = &workbook->quantities->of_quantity[q];
    const double *values = workbook->ledger->quantity_values[q];
    const char *plan = arena_format(
        workbook->arena, "Quantities!%s", cell_at(FIRST_ROW + q, QUANTITY_UNCERTAINTY + UNCERTAIN_PLAN, FIX_BOTH).text);
    write_label(page, rows->result, &quantity->label, quantity->unit_text, quantity->formula);
    write_helpers(page, rows);
    if (quantity->phase == NONE) {
        write_levels(page, q, rows, quantity->uses_own_past ? "" : plan, values);
        return;
    }
    const MovedLevel level = moved_level(workbook, q);
    page_text(page, rows->own, WHAT, FORMAT_ABOUT, "before its phase's slip and its planning value");
    page_slip(page, &level);
    write_levels(page, q, rows, "", workbook->ledger->plan_values->own[q]);
    for (size_t t = 0; t < workbook->period_count; t++)
        page_formula(page, rows->result, FIRST_PERIOD + t, value_format(quantity), values[t], "%s*(%s)", plan,
            moved_formula(workbook, &level, t));
}

/* In units of 1; the page Amounts has it in the units of cells. */
static void write_line(Page *page, size_t l) {
    const Workbook *workbook = page->workbook;
    const Line *line = &workbook->the_case->lines[l];
    Rows *rows = &workbook->quantities->of_line[l];
    write_label(page, rows->result, &line->label, NULL, line->formula);
    write_helpers(page, rows);
    if (!write_node_row(page, rows, formula_root(line->formula), rows->result, FORMAT_MONEY, "",
            workbook->ledger->plan_values->of_line[l]))
        rows->is_kept = true;
}

/* The texts of one quantity's or line's formulas are not kept once they are written. */
static void write_and_forget(Page *page, void (*write)(Page *page, size_t index), size_t index) {
    Workbook *workbook = page->workbook;
    Arena *whole = workbook->arena;
    workbook->arena = arena_within(whole);
    write(page, index);
    arena_free(workbook->arena);
    workbook->arena = whole;
}

/* What does not follow a change here. */
static size_t write_kept(Page *page, size_t row, const Rows *rows, const Label *label) {
    if (!rows->is_kept) return row;
    page_text(page, row, ID, FORMAT_TEXT, label->id);
    page_text(page, row, WHAT, FORMAT_TEXT, label->name);
    page_text(page, row, TEXT, FORMAT_TEXT, rows->formula->text);
    return row + 1;
}

static void write_all_kept(Page *page) {
    const Workbook *workbook = page->workbook;
    const QuantityRows *all = workbook->quantities;
    const size_t first = all->after + 2;
    size_t row = first;
    for (size_t q = 0; q < workbook->the_case->quantity_count; q++)
        row = write_kept(page, row, &all->of_quantity[q], &workbook->the_case->quantities[q].label);
    for (size_t l = 0; l < workbook->the_case->line_count; l++)
        row = write_kept(page, row, &all->of_line[l], &workbook->the_case->lines[l].label);
    if (row > first)
        page_text(page, first - 1, ID, FORMAT_SECTION,
            "From the engine, in grey italics: too long or too deep for a cell, so it does not change here");
}

static void write_values(Workbook *workbook) {
    static const char *const headings[FIRST_PERIOD] = { "quantity or line", "name", "unit", "formula of the case",
        "slip, periods", "planned end, periods" };
    const Case *the_case = workbook->the_case;
    const QuantityRows *all = workbook->quantities;
    Page page = page_add_time(workbook, "Quantity values",
        "Quantities by period, and the money of lines that have a formula. Rows without an id are steps on the way to "
        "the row below them.",
        headings);
    page_widths(&page, TEXT, TEXT, 40);
    write_words(&page);
    write_indices(&page);
    if (the_case->quantity_count > 0) page_text(&page, all->first_quantity - 1, ID, FORMAT_SECTION, "Quantities");
    for (size_t q = 0; q < the_case->quantity_count; q++) write_and_forget(&page, write_values_of, q);
    page_text(&page, all->first_line - 1, ID, FORMAT_SECTION, "Money of lines with a formula, in units of 1");
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].formula) write_and_forget(&page, write_line, l);
    write_all_kept(&page);
}

void workbook_quantities(Workbook *workbook) {
    if (!workbook->quantities) return;
    if (workbook->the_case->quantity_count > 0) write_inputs(workbook);
    write_values(workbook);
}
