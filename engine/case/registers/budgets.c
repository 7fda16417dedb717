/* budgets.csv: what the councils have in their budgets, nominal. */
#include "case/amounts.h"
#include "case/registers/registers.h"

enum { BUDGET, NAME, COUNCIL, KIND, TYPE, VINTAGE, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [BUDGET] = { "budget", .required = true, .help = "id of the heading" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [COUNCIL] = { "council", .help = "whose; needed where there are several" },
    [KIND] = { "kind", .otherwise = "revenue", .help = "revenue or capital" },
    [TYPE] = { "type", .otherwise = "existing",
        .help = "existing, retained (kept outside the case), stranded (overhead that stays), net_revenue (council tax "
                "and general grant)" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when it was agreed or forecast" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

const char *const budget_type_names[] = { [BUDGET_EXISTING] = "existing",
    [BUDGET_RETAINED] = "retained",
    [BUDGET_STRANDED] = "stranded",
    [BUDGET_NET_REVENUE] = "net_revenue" };

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->budgets = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->budgets);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        const size_t kind = row_word(&row, KIND, money_kind_names, MONEY_KIND_COUNT, "a kind"),
                     type = row_word(&row, TYPE, budget_type_names, BUDGET_TYPE_COUNT, "a type of budget");
        registers->budgets[registers->budget_count++] = (Budget){ .label = row_label(&row, NAME, NULL),
            .vintage = row_text(&row, VINTAGE),
            .source = row_text(&row, SOURCE),
            .note = row_text(&row, NOTE),
            .council = row_council(&row, COUNCIL),
            .kind = kind == NONE ? KIND_REVENUE : (MoneyKind)kind,
            .type = type == NONE ? BUDGET_EXISTING : (BudgetType)type,
            .amounts = row_profile(&row) };
    }
}

const CsvKind csv_budgets = {
    .file = "budgets.csv",
    .row = "budget",
    .help = "a budget of a council",
    .counted = "Budgets",
    .what = "a budget",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .totals = TOTALS_COUNT_TWICE,
    .read = read,
};
