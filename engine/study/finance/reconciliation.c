/* From net present value to cash, step by step. Each step is the difference of two evaluations, so they sum exactly. */
#include "model/compile.h"
#include "study/finance/parts.h"

enum { ITEMS = 11 };

typedef struct Steps {
    FinanceStudy *study;
    BizcaseReconciliationItem *items;
    size_t count;
    double *reached; /* [body] sum of the items so far */
} Steps;

/* Σ of net flows by body, each weighted; NULL: by 1. */
static void totals(const FinanceStudy *study, const Model *model, View view, const double *weight, double *total) {
    const double *flows = flows_of_plan(study->arena, kernel_named(study->the_case->kernel), model, view);
    const size_t periods = model->plan.period_count, programmes = 1 + (size_t)model->plan.programme_count;
    for (size_t b = 0; b < study->body_count; b++) {
        total[b] = 0;
        for (size_t t = 0; t < periods; t++) total[b] += flows[b * programmes * periods + t] * (weight ? weight[t] : 1);
    }
}

/* The item that leads from what has been reached to `total`, [body]. */
static void step_to(Steps *steps, const char *name, const char *label, const double *total) {
    double *values = arena_array(steps->study->arena, steps->study->body_count, sizeof *values);
    for (size_t b = 0; b < steps->study->body_count; b++) {
        values[b] = total[b] - steps->reached[b];
        steps->reached[b] = total[b];
    }
    steps->items[steps->count++] = (BizcaseReconciliationItem){ name, label, values };
}

static void step_to_case(
    Steps *steps, const char *name, const char *label, unsigned cash_steps, View view, double *total) {
    FinanceStudy *study = steps->study;
    const CashCase cash = cash_case(study->arena, study->the_case, cash_steps);
    const Model model = model_compile(study->arena, &cash.data, FOR_APPRAISAL);
    totals(study, &model, view, NULL, total);
    step_to(steps, name, label, total);
}

/* Adds rows of the books, over all years, to what has been reached. */
static void step_by_rows(Steps *steps, const char *name, const char *label, BizcaseFinanceRow row, double sign,
    const BizcaseFinance *shown) {
    double *total = arena_array(steps->study->arena, steps->study->body_count, sizeof *total);
    for (size_t b = 0; b < steps->study->body_count; b++) {
        total[b] = steps->reached[b];
        for (size_t y = 0; y < shown->year_count; y++) total[b] += sign * shown->rows[row][b * shown->year_count + y];
    }
    step_to(steps, name, label, total);
}

static const char *growth_label(const FinanceStudy *study, const BizcaseFinance *shown, double joint) {
    if (study->baseline.option == NO_INDEX) return "Existing revenue budgets";
    if (shown->budget_is_baseline) return "Costs of the baseline besides running costs, avoided";
    return joint < 0 ? "Growth of existing costs that no budget holds" : "Budgets that existing costs leave unused";
}

/* The baseline's cash is not paid, and existing budgets are there to pay it: what matters is what they differ by. */
static void step_over_growth(Steps *steps, BizcaseFinance *shown) {
    FinanceStudy *study = steps->study;
    const CashCase cash = cash_case(study->arena, study->the_case, CASH_ALL_STEPS);
    const Model model = model_compile(study->arena, &cash.data, FOR_APPRAISAL);
    double *total = arena_array(study->arena, study->body_count, sizeof *total),
           *baseline = arena_array(study->arena, study->body_count, sizeof *baseline),
           *existing = arena_array(study->arena, study->body_count, sizeof *existing);
    totals(study, &model, study->option, NULL, total);
    for (size_t b = 0; b < study->body_count; b++) {
        baseline[b] = total[b] - steps->reached[b];
        for (size_t y = 0; y < shown->year_count; y++)
            existing[b] += shown->rows[BIZCASE_EXISTING_REVENUE][b * shown->year_count + y];
        total[b] += existing[b];
    }
    step_to(steps, "unbudgeted_growth", growth_label(study, shown, baseline[0] + existing[0]), total);
    shown->baseline_cash = baseline;
    shown->existing_budgets = existing;
}

void add_reconciliation(FinanceStudy *study, BizcaseFinance *shown) {
    const Model economic = model_compile(study->arena, study->the_case, FOR_APPRAISAL);
    const View compared = { study->option.option,
        study->baseline.option == study->option.option ? NO_INDEX : study->baseline.option, true };
    double *total = arena_array(study->arena, study->body_count, sizeof *total);
    Steps steps = { study, arena_array(study->arena, ITEMS, sizeof(BizcaseReconciliationItem)), 0,
        arena_array(study->arena, study->body_count, sizeof(double)) };
    totals(study, &economic, compared, economic.plan.discount_factor, total);
    step_to(&steps, "npv", "Net present value", total);
    totals(study, &economic, compared, NULL, total);
    step_to(&steps, "discounting", "Without discounting", total);
    step_to_case(&steps, "non_cash", "Less: benefits that release no cash", CASH_ONLY, compared, total);
    step_to_case(&steps, "all_costs", "Redundancy, pension strain, VAT, transfers and costs spent already",
        CASH_ONLY | CASH_ALL_COSTS, compared, total);
    step_to_case(&steps, "prices", "Prices of each year instead of the price base", CASH_ALL_STEPS, compared, total);
    step_over_growth(&steps, shown);
    step_by_rows(&steps, "sunk", "Less: costs spent or budgeted already", BIZCASE_SUNK, 1, shown);
    step_by_rows(&steps, "released", "Savings that released budgets hold already", BIZCASE_SAVINGS_RELEASED, -1, shown);
    step_by_rows(&steps, "stranded", "Stranded overheads", BIZCASE_STRANDED, -1, shown);
    step_by_rows(&steps, "payments", "Payments to others", BIZCASE_PAYMENTS, -1, shown);
    steps.items[steps.count++] = (BizcaseReconciliationItem){ "net_cash", "Net cash before financing", steps.reached };
    shown->items = steps.items;
    shown->item_count = steps.count;
}
