#include "case/line_money.h"

#include "case/amounts.h"
#include "case/formulas.h"
#include "case/plan_values.h"
#include "case/reading/row_uncertainty.h"
#include "case/scale_checks.h"
#include "case/totals.h"
#include "case/transfers.h"

void work_out_plan(Loader *loader) {
    const Case *the_case = loader->the_case;
    const bool has_some = the_case->quantity_count > 0 || the_case->formula_counts.all > 0;
    if (!has_some || !loader->horizon_known || loader->diagnostics->error_count > 0) return;
    const PlanValues *values = plan_values(loader->arena, the_case);
    check_plan_values(loader->arena, values, loader->diagnostics);
    if (loader->diagnostics->error_count > 0) return;
    Amounts *amounts = arena_array(loader->arena, the_case->line_count, sizeof *amounts);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].formula) amounts[l] = plan_line_amounts(loader->arena, values, l);
    loader->plan = values;
    loader->amounts_of_formula = amounts;
}

const Amounts *line_amounts(const Loader *loader, size_t l) {
    const Line *line = &loader->the_case->lines[l];
    return line->formula && loader->plan ? &loader->amounts_of_formula[l] : &line->amounts;
}

/* A formula has no cells: the first period is named. */
static void warn_negative_formula(const Row *row, const Amounts *amounts) {
    Arena *arena = row->loader->arena;
    size_t negative = 0, first = 0;
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] < 0 && negative++ == 0) first = i;
    if (negative == 0) return;
    const int length = row->loader->the_case->settings.start.length_months;
    const char *period = period_text(arena, (Period){ amounts->first_month[first], length });
    const char *more =
        negative == 1 ? "" : arena_format(arena, " and %zu other period%s", negative - 1, negative == 2 ? "" : "s");
    row_warning(row, (size_t)kind_find_column(row->sheet->kind, "formula"),
        "write positive amounts in costs.csv and in benefits.csv", "it comes to a negative amount in %s%s", period,
        more);
}

/* What extends is the rate in the phase's last month. */
static void warn_of_idle_extension(const Row *row, const Line *line, const Amounts *amounts) {
    const Loader *loader = row->loader;
    if (!loader->horizon_known || row->sheet->period_refused || line->phase == NONE || line->on_delay != DELAY_EXTEND)
        return;
    const int end = loader->the_case->phases[line->phase].end_month;
    const int length = loader->the_case->settings.start.length_months;
    bool has_money = false;
    if (end == 0 || end >= horizon_end(loader)) return; /* 0: it could not be read */
    for (size_t i = 0; i < amounts->count; i++) {
        const int month = amounts->first_month[i];
        if (amounts->value[i] == 0) continue;
        if (month <= end && end < month + length) return;
        has_money = true;
    }
    if (has_money)
        row_warning(row, (size_t)kind_find_column(row->sheet->kind, "on_delay"),
            "a slip of the phase would extend nothing; shift moves the whole line",
            "the line has no money in %s, when phase \"%s\" ends", month_text(loader->arena, end),
            loader->the_case->phases[line->phase].label.id);
}

/* The lines of a file are in the order of its rows. */
static void check_sheet(Loader *loader, const CsvKind *kind, size_t first_line, size_t count) {
    const Sheet *sheet = loader_sheet(loader, kind);
    const size_t range = (size_t)kind_find_column(kind, "distribution");
    const Amounts **amounts = arena_array(loader->arena, count, sizeof *amounts);
    const Line *lines = loader->the_case->lines + first_line;
    for (size_t r = 0; r < count; r++) amounts[r] = line_amounts(loader, first_line + r);
    check_line_totals(loader, sheet, lines, amounts, count);
    const bool *settled = settled_transfers(loader->arena, loader->the_case, lines, amounts, count);
    for (size_t r = 0; r < count; r++) {
        const Row row = row_at(loader, sheet, r);
        if (!settled[r] && lines[r].formula) warn_negative_formula(&row, amounts[r]);
        if (!settled[r] && !lines[r].formula) warn_negative(&row, amounts[r]);
        warn_of_idle_extension(&row, &lines[r], amounts[r]);
        if (lines[r].formula) check_own_range(&row, range, &lines[r], amounts[r]); /* of others, as they are read */
    }
}

void check_line_money(Loader *loader) {
    const Case *the_case = loader->the_case;
    size_t cost_count = 0;
    while (cost_count < the_case->line_count && the_case->lines[cost_count].side == SIDE_COST) cost_count++;
    check_sheet(loader, &csv_costs, 0, cost_count);
    check_sheet(loader, &csv_benefits, cost_count, the_case->line_count - cost_count);
}
