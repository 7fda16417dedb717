/* The figures of every result, each a formula of its cash flow and of present values by component. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "case/party.h"
#include "evaluate/figure_table.h"
#include "report/workbook/scopes.h"

/* Present values by component, then helpers of payback, are right of the figures. */
enum { COST, BENEFIT, RISK, COST_BIAS, BENEFIT_BIAS, LAST_RED, LAST_DISCOUNTED_RED, HELPER_COUNT };

static const char *const helper_headings[HELPER_COUNT] = { "PV of costs before bias", "PV of benefits before bias",
    "PV of risk", "PV of bias on costs", "PV of bias on benefits", "last period below zero",
    "last period below zero, discounted" };

/* What a council's page and a line's component add to each. */
static const struct {
    const char *table, *component;
} components[RESULT_COMPONENTS] = { [COST] = { "PV_", "cost" },
    [BENEFIT] = { "PV_", "benefit" },
    [RISK] = { "PV_", "risk" },
    [COST_BIAS] = { "Bias_PV_", "cost" },
    [BENEFIT_BIAS] = { "Bias_PV_", "benefit" } };

#define YEARLY "^(12/Months_per_period)-1"
#define A_PERIOD "^(Months_per_period/12)-1"
#define PAYBACK(last, piled, received)                                                                                 \
    "IF(" last "=0,\"n/a\",IF(" last "=Period_count,\"n/a\",(" last "-IF(Payback_timing=\"point\",1,0)"                \
    "+MIN(1,-INDEX(" piled "," last ")/" received "))*Months_per_period/12))"

/* Figures as formulas; words in braces are cells. Words are those of meaning_of and names of figures. */
static const char *const formulas[WHOLE_FIGURE_COUNT] = {
    [FIGURE_NPV] = "SUMPRODUCT(Discount_factor,{flows})",
    [FIGURE_PV_COSTS] = "{costs}+{cost_bias}+{risk}",
    [FIGURE_PV_BENEFITS] = "{benefits}-{benefit_bias}",
    [FIGURE_BCR] = "IF({pv_costs}>Zero_money,{pv_benefits}/{pv_costs},\"n/a\")",
    [FIGURE_IRR] = "IF({roots}=1,(1+IRR({flows},{guess}))" YEARLY ",\"n/a\")",
    [FIGURE_MIRR] =
        "IF(AND(SUMPRODUCT(({flows}>Zero_money)*1)>0,SUMPRODUCT(({flows}<-Zero_money)*1)>0),"
        "(1+MIRR({flows},(1+Finance_rate)" A_PERIOD ",(1+Reinvestment_rate)" A_PERIOD "))" YEARLY ",\"n/a\")",
    [FIGURE_PAYBACK_YEARS] = PAYBACK("{last_red}", "{piled}", "INDEX({flows},{last_red}+1)"),
    [FIGURE_DISCOUNTED_PAYBACK_YEARS] = PAYBACK("{last_discounted}", "{discounted}",
        "(INDEX({flows},{last_discounted}+1)*INDEX(Discount_factor,{last_discounted}+1))"),
    [FIGURE_PEAK_FUNDING] = "MAX(0,-MIN({piled}))",
    [FIGURE_EAC] = "-{npv}*12/Months_per_period/{life_factor}",
    [FIGURE_BASE_NPV] = "{benefits}-{costs}",
    [FIGURE_RISK_PV] = "{risk}",
    [FIGURE_OPTIMISM_BIAS_PV] = "{cost_bias}+{benefit_bias}",
};

static size_t helper_column(size_t helper) {
    return RESULT_FIGURES + WHOLE_FIGURE_COUNT + 1 + helper;
}

static Ref on_page(const char *page, Ref cells) {
    Ref ref;
    snprintf(ref.text, sizeof ref.text, "%.14s!%.32s", page, cells.text);
    return ref;
}

/* The cell or cells that a word in braces means in a result's row. */
static Ref meaning_of(const Workbook *workbook, size_t row, const char *word, size_t length) {
    const Ref flows = periods_at(workbook, row);
    const struct {
        const char *word;
        Ref ref;
    } words[] = {
        { "flows", on_page("'Cash flows'", flows) },
        { "piled", on_page("Cumulative", flows) },
        { "discounted", on_page("Discounted", flows) },
        { "roots", on_page("Rates", cell_at(row, RESULT_PROGRAMME_NO, FIX_COLUMN)) },
        { "guess", on_page("Rates", cell_at(row, RESULT_FIGURES, FIX_COLUMN)) },
        { "costs", cell_at(row, helper_column(COST), FIX_COLUMN) },
        { "benefits", cell_at(row, helper_column(BENEFIT), FIX_COLUMN) },
        { "risk", cell_at(row, helper_column(RISK), FIX_COLUMN) },
        { "cost_bias", cell_at(row, helper_column(COST_BIAS), FIX_COLUMN) },
        { "benefit_bias", cell_at(row, helper_column(BENEFIT_BIAS), FIX_COLUMN) },
        { "life_factor", life_factor(workbook, scope_at(workbook, row - result_row(0)).option) },
        { "last_red", cell_at(row, helper_column(LAST_RED), FIX_COLUMN) },
        { "last_discounted", cell_at(row, helper_column(LAST_DISCOUNTED_RED), FIX_COLUMN) },
    };
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (strlen(words[w].word) == length && strncmp(words[w].word, word, length) == 0) return words[w].ref;
    for (size_t f = 0; f < WHOLE_FIGURE_COUNT; f++)
        if (strlen(figure_table[f]->name) == length && strncmp(figure_table[f]->name, word, length) == 0)
            return cell_at(row, RESULT_FIGURES + f, FIX_COLUMN);
    return (Ref){ "" };
}

static const char *filled_in(const Workbook *workbook, size_t row, const char *formula) {
    const char *text = "";
    while (*formula) {
        const size_t plain = strcspn(formula, "{");
        text = arena_format(workbook->arena, "%s%.*s", text, (int)plain, formula);
        formula += plain;
        if (!*formula) break;
        const size_t length = strcspn(formula + 1, "}");
        text = arena_format(workbook->arena, "%s%s", text, meaning_of(workbook, row, formula + 1, length).text);
        formula += length + 2;
    }
    return text;
}

static void write_figures(Page *page, size_t r) {
    const BizcaseResult *result = &page->workbook->appraisal->results[r];
    const size_t row = result_row(r);
    for (size_t f = 0; f < WHOLE_FIGURE_COUNT; f++) {
        const CellFormat format = figure_cell_format(bizcase_figure(f));
        assert(formulas[f]);
        page_formula(page, row, RESULT_FIGURES + f, format, result->figures[f], "%s",
            filled_in(page->workbook, row, formulas[f]));
    }
}

/* --- present values by component ------------------------------------------------------------------------------------- */

static double leaf_component(const Workbook *workbook, const Scope *scope, size_t component) {
    const Ledger *ledger = workbook->ledger;
    double sum = 0;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const LedgerRow *row = &ledger->rows[i];
        const bool counts = !row->line                     ? component == RISK
                            : row->line->side == SIDE_COST ? component == COST || component == COST_BIAS
                                                           : component == BENEFIT || component == BENEFIT_BIAS;
        if (!counts || !row->in_option[scope->option] || row->programme != scope->programme - 1) continue;
        if (row->line && !row->line->type->in_economic_appraisal) continue;
        const double weight = component == COST_BIAS || component == BENEFIT_BIAS ? row->bias : 1;
        const size_t split = split_in_option(workbook->the_case->splits, row->split, scope->option);
        sum += weight * ledger_present_value(ledger, row, split, scope->council - 1);
    }
    return sum;
}

/* values: [result][component]; results of a kind are sums of those of kinds before it. */
static double component_value(
    const Workbook *workbook, const double *values, size_t r, const Scope *scope, size_t component) {
    const Case *the_case = workbook->the_case;
    const size_t programmes = 1 + the_case->programme_count;
    double sum = 0;
    switch (scope->kind) {
    case SCOPE_LEAF: return leaf_component(workbook, scope, component);
    case SCOPE_JOINT:
        for (size_t c = 1; c <= the_case->council_count; c++)
            sum += values[(r + c * programmes) * RESULT_COMPONENTS + component];
        return sum;
    case SCOPE_TOTAL:
        for (size_t p = 1; p < programmes; p++) sum += values[(r + p) * RESULT_COMPONENTS + component];
        return sum;
    case SCOPE_VERSUS:
        return values[scope->minuend * RESULT_COMPONENTS + component] -
               values[scope->subtrahend * RESULT_COMPONENTS + component];
    }
    return sum;
}

static const double *component_values(const Workbook *workbook) {
    static const ScopeKind order[] = { SCOPE_LEAF, SCOPE_JOINT, SCOPE_TOTAL, SCOPE_VERSUS };
    const size_t count = workbook->appraisal->result_count;
    double *values = arena_array(workbook->arena, count * RESULT_COMPONENTS, sizeof *values);
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t r = 0; r < count; r++) {
            const Scope scope = scope_at(workbook, r);
            for (size_t i = 0; i < RESULT_COMPONENTS && scope.kind == order[k]; i++)
                values[r * RESULT_COMPONENTS + i] = component_value(workbook, values, r, &scope, i);
        }
    return values;
}

static void write_components(Page *page, size_t r, const double *values) {
    const Workbook *workbook = page->workbook;
    const Scope scope = scope_at(workbook, r);
    const size_t councils = workbook->the_case->council_count;
    for (size_t i = 0; i < RESULT_COMPONENTS; i++) {
        const char *leaf = "";
        if (scope.kind == SCOPE_LEAF)
            leaf =
                arena_format(workbook->arena, "SUMIFS(%s%s,%s,1,Programme_no,%s,Component,\"%s\")", components[i].table,
                    workbook->council_names[workbook->group_of_option[scope.option] * councils + scope.council - 1],
                    workbook->option_columns[scope.option],
                    cell_at(result_row(r), RESULT_PROGRAMME_NO, FIX_COLUMN).text, components[i].component);
        page_scope_sum(page, r, helper_column(i), FORMAT_HEADLINE, values[r * RESULT_COMPONENTS + i], leaf);
    }
}

/* 0: never in the red. */
static size_t last_period_in_red(const Workbook *workbook, const double *flow) {
    size_t last = 0;
    double sum = 0;
    for (size_t t = 0; t < workbook->period_count; t++) {
        sum += flow[t];
        if (sum < -workbook->ledger->zero_money) last = t + 1;
    }
    return last;
}

static void write_red_periods(Page *page, size_t r) {
    const Workbook *workbook = page->workbook;
    const BizcaseResult *result = &workbook->appraisal->results[r];
    const size_t row = result_row(r);
    page_formula(page, row, helper_column(LAST_RED), FORMAT_WHOLE,
        (double)last_period_in_red(workbook, result->cash_flow), "%s",
        filled_in(workbook, row, "SUMPRODUCT(MAX(({piled}<-Zero_money)*Period_no))"));
    page_formula(page, row, helper_column(LAST_DISCOUNTED_RED), FORMAT_WHOLE,
        (double)last_period_in_red(workbook, result->discounted), "%s",
        filled_in(workbook, row, "SUMPRODUCT(MAX(({discounted}<-Zero_money)*Period_no))"));
}

/* --- the page -------------------------------------------------------------------------------------------------------- */

static void write_headings(Page *page) {
    static const char *const fixed[] = { "option", "versus", "council", "programme", "programme no" };
    page_headings(page, HEAD_ROW, fixed, sizeof fixed / sizeof fixed[0]);
    for (size_t f = 0; f < WHOLE_FIGURE_COUNT; f++) {
        page_text(page, HEAD_ROW, RESULT_FIGURES + f, FORMAT_HEADING_RIGHT, bizcase_figure(f).label);
        page_text(page, NUMBER_ROW, RESULT_FIGURES + f, FORMAT_HEADING_NUMBER, bizcase_figure(f).name);
    }
    for (size_t h = 0; h < HELPER_COUNT; h++)
        page_text(page, HEAD_ROW, helper_column(h), FORMAT_HEADING_RIGHT, helper_headings[h]);
}

/* The headline figures, by name: NPV_joint, Payback_joint, NPV_CEC … */
static void name_headlines(Page *page) {
    Workbook *workbook = page->workbook;
    const size_t npv = RESULT_FIGURES + FIGURE_NPV, payback = RESULT_FIGURES + FIGURE_PAYBACK_YEARS;
    for (size_t body = 0; body <= workbook->the_case->council_count; body++) {
        const size_t row = result_row(main_result(workbook, body));
        const char *id = body == 0 ? "joint" : workbook->council_ids[body - 1];
        page_name_cells(page, name_part(workbook, "NPV_", id), row, npv, row, npv);
        page_name_cells(page, name_part(workbook, "Payback_", id), row, payback, row, payback);
    }
}

void workbook_results(Workbook *workbook) {
    const double *values = component_values(workbook);
    Page page = page_add(workbook, "Results",
        party_text(workbook->arena, workbook->the_case,
            "Every figure of every option, against the baseline and absolute, by {party} and programme: formulas all "
            "the way down to the inputs."));
    write_headings(&page);
    page_widths(&page, RESULT_OPTION, RESULT_PROGRAMME, 18);
    page_widths(&page, RESULT_PROGRAMME_NO, RESULT_PROGRAMME_NO, 10);
    page_widths(&page, RESULT_FIGURES, helper_column(0) - 1, 15);
    page_freeze(&page, FIRST_ROW, RESULT_FIGURES);
    page_widths(&page, helper_column(0), helper_column(HELPER_COUNT), 15);
    for (size_t r = 0; r < workbook->appraisal->result_count; r++) {
        page_scope(&page, result_row(r), r);
        write_figures(&page, r);
        write_components(&page, r, values);
        write_red_periods(&page, r);
    }
    name_headlines(&page);
    page_print_columns(&page, helper_column(0) - 2, result_row(workbook->appraisal->result_count) - 1);
}

size_t main_result(const Workbook *workbook, size_t body) {
    const BizcaseAppraisal *appraisal = workbook->appraisal;
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &appraisal->main);
    return (size_t)(result - appraisal->results) + body * (1 + workbook->the_case->programme_count);
}
