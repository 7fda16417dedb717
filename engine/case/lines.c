/* costs.csv and benefits.csv: the lines, which differ only in their types and in the sign they will have. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/amounts.h"
#include "case/delays.h"
#include "case/formulas.h"
#include "case/optimism_bias.h"
#include "case/programmes.h"
#include "case/reading/bounds.h"
#include "case/reading/row_uncertainty.h"
#include "case/scale_checks.h"

enum {
    LINE,
    NAME,
    OPTION,
    PROGRAMME,
    CATEGORY,
    KIND,
    TYPE,
    BASIS,
    INDEX,
    SPLIT,
    DRIVERS,
    UNCERTAIN,
    OPTIMISM_BIAS = UNCERTAIN + UNCERTAIN_COLUMN_COUNT,
    MITIGATION,
    PHASE,
    ON_DELAY,
    FORMULA,
    AMOUNT,
    FROM,
    TO,
    ASSET_LIFE,
    FIRST_USE,
    BUDGET,
    OVERLAPS,
    BANKED,
    EXISTING,
    OWNER,
    SOURCE,
    NOTE,
    COST_COLUMN_COUNT,
    CASHABLE = COST_COLUMN_COUNT, /* of benefits only */
    BENEFIT_COLUMN_COUNT
};

static const char *name_of_type(LineSide side, size_t index) {
    const LineType *type = line_type_of(side, index);
    return type ? type->name : NULL;
}

static const char *cost_type(size_t index) {
    return name_of_type(SIDE_COST, index);
}

static const char *benefit_type(size_t index) {
    return name_of_type(SIDE_BENEFIT, index);
}

#define LINE_COLUMNS(type)                                                                                             \
    [LINE] = { "line", .required = true, .help = "id of the line, unique over costs and benefits" },                   \
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },                                 \
    [OPTION] = { "option", .help = "options it belongs to, with ; between; blank: every option" },                     \
    [PROGRAMME] = { "programme", .otherwise = "unassigned", .help = "programme of work" },                             \
    [CATEGORY] = { "category", .use = USED_AS_LABEL, .otherwise = "other",                                             \
        .help = "a free grouping for tables, such as staff" },                                                         \
    [KIND] = { "kind", .otherwise = "revenue", .help = "revenue or capital" },                                         \
    [TYPE] = { "type", .help = "what it is to the appraisal and to the books", .choice = (type) },                     \
    [BASIS] = { "basis", .otherwise = "real", .help = "real (in price_base prices) or nominal" },                      \
    [INDEX] = { "index", .help = "index by which its price really moves; blank: the deflator" },                       \
    [SPLIT] = { "split", .otherwise = "equal", .help = "how it falls on councils: a split, or one council" },          \
    [DRIVERS] = { "drivers", .help = "drivers that multiply it, with ; between" }, UNCERTAINTY_COLUMNS(UNCERTAIN),     \
    [OPTIMISM_BIAS] = { "optimism_bias", .otherwise = "0",                                                             \
        .help = "a fraction, or the name of one: a cost's project type, a benefit's grade" },                          \
    [MITIGATION] = { "mitigation", .otherwise = "0", .help = "share of the optimism bias that evidence takes away" },  \
    [PHASE] = { "phase", .help = "phase whose slip moves it" },                                                        \
    [ON_DELAY] = { "on_delay", .otherwise = "shift", .help = "how: shift or extend" },                                 \
    [FORMULA] = { "formula", .help = "money a period, worked out: in place of period cells" },                         \
    [AMOUNT] = { "amount", .help = "money a year, or the whole of what is paid once: in place of period cells" },      \
    [FROM] = { "from", .help = "first period of the amount; blank: the first of the case" },                           \
    [TO] = { "to", .help = "its last period; blank: the last of the case" },                                           \
    [ASSET_LIFE] = { "asset_life",                                                                                     \
        .help = "of a capital cost: years over which its debt is repaid; blank: the council's" },                      \
    [FIRST_USE] = { "first_use",                                                                                       \
        .help = "of a capital cost: period in which the asset is first available; blank: when paid" },                 \
    [BUDGET] = { "budget", .help = "budgets that the cost falls on, or the benefit is taken from, with ; between" },   \
    [OVERLAPS] = { "overlaps", .help = "of a benefit: lines that may count the same saving, with ; between" },         \
    [BANKED] = { "banked", .otherwise = "no",                                                                          \
        .help = "of a benefit: yes when the medium-term plan holds it already" },                                      \
    [EXISTING] = { "existing", .otherwise = "no",                                                                      \
        .help = "yes: what an option keeps of a cost of today, and does not add" },                                    \
    [OWNER] = COLUMN_OWNER, [SOURCE] = COLUMN_SOURCE, [NOTE] = COLUMN_NOTE

static const Column cost_columns[COST_COLUMN_COUNT] = { LINE_COLUMNS(cost_type) };
static const Column benefit_columns[BENEFIT_COLUMN_COUNT] = {
    LINE_COLUMNS(benefit_type),
    [CASHABLE] = { "cashable", .otherwise = "0",
        .help = "of a non_cash_releasing benefit: the part, such as 30%, that releases cash" },
};

static const char *const bases[] = { "real", "nominal" };

/* Every split has an id: equal, then the councils, then the user's own. */
static size_t read_split(const Row *row) {
    const size_t split = row_name(row, SPLIT, &csv_splits);
    return split == NONE ? 0 : split;
}

static void read_prices(const Row *row, Line *line) {
    line->nominal = row_word(row, BASIS, bases, 2, "a basis") == 1;
    line->index = row_name(row, INDEX, &csv_indices);
    if (line->nominal && !row_is_blank(row, INDEX))
        row_warning(row, INDEX, "clear it, or make the line real", "index \"%s\" has no effect on a nominal line",
            row_text(row, INDEX));
}

static void read_asset(const Row *row, Line *line) {
    Period first_use;
    line->asset_life = NAN;
    line->first_use_month = INT_MIN;
    row_within(row, ASSET_LIFE, BOUND_LIFE_OF_ASSET, &line->asset_life);
    if (!row_is_blank(row, FIRST_USE) && row_period(row, FIRST_USE, &first_use))
        line->first_use_month = first_use.first_month;
    if (line->kind == KIND_CAPITAL && line->side == SIDE_COST) return;
    if (!row_is_blank(row, ASSET_LIFE)) row_warning(row, ASSET_LIFE, "clear it", "only a capital cost has a life");
}

static void read_cashable(const Row *row, Line *line) {
    line->part = 1;
    if (line->side == SIDE_COST || row_is_blank(row, CASHABLE)) return;
    line->cashable_place = row_cell(row, CASHABLE).place;
    row_within(row, CASHABLE, BOUND_SHARE, &line->cashable);
    if (line->type->in_cash == PART_CASHABLE || line->cashable == 0) return;
    row_warning(row, CASHABLE, "clear it",
        "only a non_cash_releasing benefit has a part that releases cash, but this one is %s", line->type->name);
    line->cashable = 0;
}

/* A row that gives its amounts in several ways may mean their sum, or any of them. */
static void check_one_way(const Row *row, bool has_cells, bool has_amount, bool has_formula) {
    if (has_cells + has_amount + has_formula < 2) return;
    const char *ways = has_cells ? "period cells" : "an amount";
    if (has_cells && has_amount) ways = has_formula ? "period cells, an amount" : "period cells and an amount";
    row_error(row, has_formula ? FORMULA : AMOUNT, "keep one of them, and clear the others",
        "a line gives its amounts in one way, but this one has %s%s", ways, has_formula ? " and a formula" : "");
}

static void check_span(const Row *row, bool has_formula) {
    for (size_t column = FROM; column <= TO; column++)
        if (!row_is_blank(row, column))
            row_error(row, column,
                has_formula ? arena_format(row->loader->arena, "multiply the formula by %s(%s), and clear it",
                                  column == FROM ? "from" : "until", row_text(row, column))
                            : "give an amount, or clear it",
                "\"%s\" belongs with the column amount, which is blank", row_text(row, column));
}

static void read_money(const Row *row, Line *line) {
    const bool has_cells = row_has_amounts(row), has_amount = !row_is_blank(row, AMOUNT);
    const bool has_formula = !row_is_blank(row, FORMULA);
    check_one_way(row, has_cells, has_amount, has_formula);
    if (!has_amount) check_span(row, has_formula);
    line->given_by = has_formula ? BY_FORMULA : has_amount ? BY_AMOUNT : BY_CELLS;
    if (has_formula)
        line->formula = row_formula(row, FORMULA);
    else if (has_amount)
        line->amounts = row_spread(row, &(SpreadColumns){ AMOUNT, FROM, TO }, line->type->is_whole_sum);
    else
        line->amounts = row_amounts(row);
}

static bool names_driver(const Formula *formula, size_t driver) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Name name = formula->nodes[n].name;
        if (formula->nodes[n].operation != OPERATION_NAME || name.index != driver) continue;
        if (name.kind == NAME_DRIVER || name.kind == NAME_GROWTH) return true;
    }
    return false;
}

/* It would multiply what it is in already. */
static void warn_of_driver_in_formula(const Row *row, const Line *line) {
    for (size_t i = 0; line->formula && i < line->driver_count; i++)
        if (names_driver(line->formula, line->drivers[i]))
            row_warning(row, DRIVERS, "clear it here, or take it out of the formula",
                "driver \"%s\" multiplies the line and is also in its formula",
                row->loader->the_case->drivers[line->drivers[i]].label.id);
}

static void read_line(const Row *row, LineSide side, Line *line) {
    *line = (Line){ .label = row_label(row, NAME, NULL),
        .owner = row_text(row, OWNER),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .category = row_text(row, CATEGORY),
        .remarks = row_remarks(row),
        .side = side,
        .type = line_type_of(side, row_choice(row, TYPE, side == SIDE_COST ? "a type of cost" : "a type of benefit")),
        .in_option = row_marks(row, OPTION, &csv_options),
        .programme = row_programme(row, PROGRAMME) };
    const size_t kind = row_word(row, KIND, money_kind_names, MONEY_KIND_COUNT, "a kind");
    line->kind = kind == NONE ? KIND_REVENUE : (MoneyKind)kind;
    read_prices(row, line);
    line->split = read_split(row);
    line->drivers = row_names(row, DRIVERS, &csv_drivers, &line->driver_count);
    row_uncertainty(row, UNCERTAIN, NUMBER_PLAIN, 1, &line->own);
    row_optimism_bias(row, OPTIMISM_BIAS, MITIGATION, line);
    line->bias_place = row_cell(row, OPTIMISM_BIAS).place;
    row_delay(row, PHASE, ON_DELAY, &line->phase, &line->on_delay);
    read_asset(row, line);
    read_cashable(row, line);
    line->budgets = row_names(row, BUDGET, &csv_budgets, &line->budget_count);
    static const char *const no_yes[] = { "no", "yes" };
    line->is_banked = row_word(row, BANKED, no_yes, 2, "yes or no") == 1;
    line->is_existing = row_word(row, EXISTING, no_yes, 2, "yes or no") == 1;
    line->place = row_place(row);
    read_money(row, line);
    warn_of_driver_in_formula(row, line);
    if (!line->formula) check_own_range(row, UNCERTAIN, line, &line->amounts);
}

static void read_lines(Loader *loader, const Sheet *sheet, LineSide side) {
    Case *the_case = loader->the_case;
    const size_t before = the_case->line_count, count = sheet->table.row_count;
    Line *lines = arena_array(loader->arena, before + count, sizeof *lines);
    if (before) memcpy(lines, the_case->lines, before * sizeof *lines);
    the_case->lines = lines;
    for (size_t r = 0; r < count; r++) {
        const Row row = row_at(loader, sheet, r);
        read_line(&row, side, &lines[the_case->line_count++]);
    }
    for (size_t r = 0; r < count; r++) { /* a line may overlap with one further down */
        const Row row = row_at(loader, sheet, r);
        lines[before + r].overlaps = row_names(&row, OVERLAPS, &csv_costs, &lines[before + r].overlap_count);
    }
    warn_outside_horizon(loader, sheet, lines + before, count);
    check_scale(loader, lines + before, count);
}

const char *line_remark_name(size_t index) {
    const size_t column = kind_remark(&csv_costs, index);
    return column < COST_COLUMN_COUNT ? cost_columns[column].name : NULL;
}

static void read_costs(Loader *loader, const Sheet *sheet) {
    read_lines(loader, sheet, SIDE_COST);
}

static void read_benefits(Loader *loader, const Sheet *sheet) {
    read_lines(loader, sheet, SIDE_BENEFIT);
}

const CsvKind csv_costs = {
    .file = "costs.csv",
    .row = "line",
    .help = "a cost line",
    .what = "a line",
    .columns = cost_columns,
    .column_count = COST_COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .takes_years = true,
    .read = read_costs,
};

const CsvKind csv_benefits = {
    .file = "benefits.csv",
    .row = "line",
    .help = "a benefit line",
    .among = &csv_costs,
    .columns = benefit_columns,
    .column_count = BENEFIT_COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .takes_years = true,
    .read = read_benefits,
};
