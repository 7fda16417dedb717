/* The financial case: the plan's cash through the books, and the parts that look at it. */
#include "bizcase/finance.h"

#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "case/plan_values.h"
#include "case/registers/registers.h"
#include "model/compile.h"
#include "model/prices.h"
#include "study/finance/parts.h"
#include "study/kernel.h"
#include "study/run_size.h"
#include "study/views.h"
#include "table/call.h"

static const BizcaseFinanceRowName row_names[BIZCASE_FINANCE_ROW_COUNT] = {
    [BIZCASE_CAPITAL] = { "capital", "Capital spending" },
    [BIZCASE_ONE_OFF] = { "one_off", "One-off revenue costs" },
    [BIZCASE_RUNNING] = { "running", "Running costs" },
    [BIZCASE_SUNK] = { "sunk", "Spent or budgeted already (not counted)" },
    [BIZCASE_SAVINGS] = { "savings", "Cash-releasing savings" },
    [BIZCASE_EXISTING_REVENUE] = { "existing_revenue", "Existing revenue budgets" },
    [BIZCASE_EXISTING_CAPITAL] = { "existing_capital", "Existing capital budgets" },
    [BIZCASE_RETAINED] = { "retained", "Retained (not counted)" },
    [BIZCASE_STRANDED] = { "stranded", "Stranded overheads" },
    [BIZCASE_NET_RUNNING] = { "net_running", "Net running cost" },
    [BIZCASE_CAPITAL_BY_REVENUE] = { "capital_by_revenue", "Capital funded by revenue" },
    [BIZCASE_CAPITAL_BY_RESERVES] = { "capital_by_reserves", "Capital funded by reserves" },
    [BIZCASE_CAPITAL_BY_RECEIPTS] = { "capital_by_capital_receipts", "Capital funded by capital receipts" },
    [BIZCASE_CAPITAL_BY_GRANT] = { "capital_by_grant", "Capital funded by grant" },
    [BIZCASE_CAPITAL_BY_BORROWING] = { "capital_by_borrowing", "Capital funded by borrowing" },
    [BIZCASE_CAPITAL_GAP] = { "capital_gap", "Capital without funding" },
    [BIZCASE_ONE_OFF_BY_REVENUE] = { "one_off_by_revenue", "One-off costs funded by revenue" },
    [BIZCASE_ONE_OFF_BY_RESERVES] = { "one_off_by_reserves", "One-off costs funded by reserves" },
    [BIZCASE_ONE_OFF_BY_RECEIPTS] = { "one_off_by_capital_receipts", "One-off costs funded by capital receipts" },
    [BIZCASE_ONE_OFF_BY_GRANT] = { "one_off_by_grant", "One-off costs funded by grant" },
    [BIZCASE_ONE_OFF_GAP] = { "one_off_gap", "One-off costs without funding" },
    [BIZCASE_CFR_OPEN] = { "cfr_open", "Capital financing requirement, opening" },
    [BIZCASE_MRP] = { "mrp", "Minimum revenue provision" },
    [BIZCASE_CFR_CLOSE] = { "cfr_close", "Capital financing requirement, closing" },
    [BIZCASE_INTEREST] = { "interest", "Interest" },
    [BIZCASE_LOAN_PRINCIPAL] = { "loan_principal", "Loans repaid (no charge on revenue)" },
    [BIZCASE_PAYMENTS] = { "payments", "Payments to others, net" },
    [BIZCASE_NET_REVENUE] = { "net_revenue", "Net call on the revenue budget" },
    [BIZCASE_NET_REVENUE_STREAM] = { "net_revenue_stream", "Net revenue stream" },
    [BIZCASE_SAVINGS_RELEASED] = { "savings_released", "Savings that released budgets hold already" },
    [BIZCASE_RECEIPTS] = { "capital_receipts", "Capital receipts of the case" },
    [BIZCASE_RECEIPTS_HELD] = { "capital_receipts_held", "Capital receipts held at the end of the year" },
};

BizcaseFinanceRowName bizcase_finance_row(BizcaseFinanceRow row) {
    return (size_t)row < BIZCASE_FINANCE_ROW_COUNT ? row_names[row] : (BizcaseFinanceRowName){ "", "" };
}

const double *bizcase_confidences(void) {
    static const double confidences[BIZCASE_CONFIDENCES] = { 0.1, 0.5, 0.8, 0.9 };
    return confidences;
}

/* --- the plan's cash ------------------------------------------------------------------------------------------------ */

static double *plan_lanes(Arena *arena, const Model *model) {
    double *inputs = arena_rows(arena, (size_t)model->inputs.count * LANES * sizeof(double));
    for (uint32_t i = 0; i < model->inputs.count; i++)
        for (size_t k = 0; k < LANES; k++) inputs[(size_t)i * LANES + k] = model->inputs.items[i].plan_value;
    return inputs;
}

double *flows_of_plan(Arena *arena, const Kernel *kernel, const Model *model, View view) {
    const Plan *plan = &model->plan;
    const size_t rows = (1 + (size_t)plan->council_count) * (1 + (size_t)plan->programme_count) * plan->period_count;
    double *flows = arena_array(arena, rows, sizeof *flows);
    Arena *working = arena_within(arena); /* LANES times of what is kept */
    double *inputs = plan_lanes(working, model), *lanes = arena_rows(working, rows * LANES * sizeof(double));
    const BlockRequest request = { .views = &view, .view_count = 1, .lane_count = 1, .flows = true };
    kernel->evaluate_block(plan, &request, inputs, arena_rows(working, kernel->evaluate_scratch_size(plan)),
        &(BlockResults){ .flows = lanes });
    for (size_t r = 0; r < rows; r++) flows[r] = lanes[r * LANES];
    arena_free(working);
    return flows;
}

double *flows_of_lines(FinanceStudy *study, const bool *of_line, CashCase *cash) {
    *cash = cash_case(study->arena, study->the_case, CASH_ALL_STEPS);
    for (size_t l = 0; l < cash->data.line_count; l++)
        if (!of_line[l]) cash->data.lines[l].amounts.count = 0, cash->data.lines[l].formula = NULL;
    cash->data.risk_count = 0;
    const Model model = model_compile(study->arena, &cash->data, FOR_APPRAISAL);
    return flows_of_plan(study->arena, kernel_named(study->the_case->kernel), &model, study->option);
}

/* [council][account][period], what is spent positive, out of [1 + council][1 + account][period]. */
static double *spent_by_period(Arena *arena, const Books *books, const double *flows) {
    const size_t councils = books->the_case->council_count, accounts = books->cash.account_count,
                 periods = books->the_case->settings.period_count;
    double *spent = arena_array(arena, councils * accounts * periods, sizeof *spent);
    for (size_t c = 0; c < councils; c++)
        for (size_t a = 0; a < accounts; a++)
            for (size_t t = 0; t < periods; t++)
                spent[(c * accounts + a) * periods + t] = -flows[((c + 1) * (accounts + 1) + a + 1) * periods + t];
    return spent;
}

static double *spent_by_year(Arena *arena, const Books *books, const double *by_period) {
    const size_t rows = books->the_case->council_count * books->cash.account_count,
                 periods = books->the_case->settings.period_count;
    double *by_year = arena_array(arena, rows * books->year_count, sizeof *by_year);
    for (size_t r = 0; r < rows; r++)
        for (size_t t = 0; t < periods; t++)
            by_year[r * books->year_count + books->year_of[t]] += by_period[r * periods + t];
    return by_year;
}

void body_row(const Books *books, const Statement *statement, BizcaseFinanceRow row, size_t body, double *out) {
    const size_t first = body == 0 ? 0 : body - 1, end = body == 0 ? books->the_case->council_count : body;
    memset(out, 0, books->year_count * sizeof *out);
    for (size_t c = first; c < end; c++) {
        const double *from = statement_row(books, statement, row, c);
        for (size_t y = 0; y < books->year_count; y++) out[y] += from[y];
    }
}

/* Where no existing revenue budget is given the baseline's plan is used instead. */
static bool has_existing_budget(const Registers *registers) {
    for (size_t b = 0; b < registers->budget_count; b++)
        if (registers->budgets[b].type == BUDGET_EXISTING && registers->budgets[b].kind == KIND_REVENUE) return true;
    return false;
}

static void budget_from_baseline(FinanceStudy *study, const Model *model) {
    Books *books = &study->books;
    const double *flows = flows_of_plan(study->arena, kernel_named(study->the_case->kernel), model, study->baseline);
    Statement statement = statement_new(study->arena, books);
    statement_fill(
        books, spent_by_year(study->arena, books, spent_by_period(study->arena, books, flows)), NULL, &statement);
    for (size_t c = 0; c < study->the_case->council_count; c++)
        for (size_t y = 0; y < books->year_count; y++)
            books->fixed[BIZCASE_EXISTING_REVENUE][c * books->year_count + y] =
                statement_row(books, &statement, BIZCASE_RUNNING, c)[y] -
                statement_row(books, &statement, BIZCASE_SAVINGS, c)[y];
}

/* [payment][period] in the plan. */
static const double *plan_levels(const FinanceStudy *study) {
    const Registers *registers = study->the_case->registers;
    const size_t periods = study->the_case->settings.period_count;
    const PlanValues *values = plan_values(study->arena, &study->cash);
    double *levels = arena_array(study->arena, registers->payment_count * periods, sizeof *levels);
    for (size_t p = 0; p < registers->payment_count; p++)
        for (size_t t = 0; t < periods; t++)
            levels[p * periods + t] = plan_volume(values, &registers->payments[p].volume, t);
    return levels;
}

const double *spent_by_plan(const FinanceStudy *study, const Model *model) {
    Arena *arena = study->arena;
    const double *flows = flows_of_plan(arena, kernel_named(study->the_case->kernel), model, study->option);
    return spent_by_year(arena, &study->books, spent_by_period(arena, &study->books, flows));
}

Statement statement_of_plan(const FinanceStudy *study, const double *spent) {
    Statement statement = statement_new(study->arena, &study->books);
    statement_fill(&study->books, spent, plan_levels(study), &statement);
    return statement;
}

/* --- showing -------------------------------------------------------------------------------------------------------- */

static void show_rows(FinanceStudy *study, BizcaseFinance *shown) {
    Arena *arena = study->arena;
    const Books *books = &study->books;
    const size_t years = books->year_count;
    for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++) {
        double *values = arena_array(arena, study->body_count * years, sizeof *values);
        for (size_t b = 0; b < study->body_count; b++)
            body_row(books, &study->plan, (BizcaseFinanceRow)r, b, values + b * years);
        shown->rows[r] = values;
    }
    double *changes = arena_array(arena, study->body_count * years, sizeof *changes),
           *ratio = arena_array(arena, study->body_count * years, sizeof *ratio);
    for (size_t i = 0; i < study->body_count * years; i++) {
        const double stream = shown->rows[BIZCASE_NET_REVENUE_STREAM][i];
        changes[i] = shown->rows[BIZCASE_NET_REVENUE][i] - (i % years ? shown->rows[BIZCASE_NET_REVENUE][i - 1] : 0);
        ratio[i] = stream > 0 ? (shown->rows[BIZCASE_INTEREST][i] + shown->rows[BIZCASE_MRP][i]) / stream : NAN;
    }
    shown->changes = changes;
    shown->financing_ratio = ratio;
}

static void show_budgets(FinanceStudy *study, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const Registers *registers = the_case->registers;
    BizcaseBudgetRow *rows = arena_array(study->arena, registers->budget_count, sizeof *rows);
    for (size_t b = 0; b < registers->budget_count; b++) {
        const Budget *budget = &registers->budgets[b];
        const double *amounts = profile_values(study->arena, &the_case->settings, &budget->amounts);
        double *values = arena_array(study->arena, study->books.year_count, sizeof *values);
        for (size_t t = 0; t < the_case->settings.period_count; t++) values[study->books.year_of[t]] += amounts[t];
        rows[b] = (BizcaseBudgetRow){ budget->label.id, budget->label.name, the_case->councils[budget->council].id,
            budget_type_names[budget->type], budget->vintage, budget->kind == KIND_CAPITAL, values };
    }
    shown->budgets = rows;
    shown->budget_count = registers->budget_count;
}

static double sum_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum;
}

/* Net running cost saved in the last year; 0 where it is only the rounding of what it is made of. */
static double steady_saving(const FinanceStudy *study, const BizcaseFinance *shown, size_t body) {
    static const BizcaseFinanceRow parts[] = { BIZCASE_RUNNING, BIZCASE_STRANDED, BIZCASE_EXISTING_REVENUE,
        BIZCASE_SAVINGS };
    const size_t last = body * shown->year_count + shown->year_count - 1;
    const double saving = -shown->rows[BIZCASE_NET_RUNNING][last];
    double turnover = 0;
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) turnover += fabs(shown->rows[parts[p]][last]);
    return fabs(saving) > fmax(study->zero_money, 1e-12 * turnover) ? saving : 0;
}

/* One-off spending against the saving of the last year, when it is steady: as councils reckon, undiscounted. */
static void show_invest_to_save(FinanceStudy *study, BizcaseFinance *shown) {
    const size_t years = shown->year_count;
    const CouncilFinance *finance = study->the_case->registers->finance;
    BizcaseInvestToSave *tests = arena_array(study->arena, study->body_count, sizeof *tests);
    for (size_t b = 0; b < study->body_count; b++) {
        double threshold = INFINITY; /* joint: the strictest */
        for (size_t c = 0; c < study->the_case->council_count; c++)
            if (b == 0 || b == c + 1) threshold = fmin(threshold, finance[c].payback_threshold);
        const double cost = sum_of(shown->rows[BIZCASE_CAPITAL] + b * years, years) +
                            sum_of(shown->rows[BIZCASE_ONE_OFF] + b * years, years);
        const double saving = steady_saving(study, shown, b);
        tests[b] = (BizcaseInvestToSave){ cost, saving, saving > 0 ? cost / saving : NAN, threshold,
            saving > 0 && cost / saving <= threshold };
    }
    shown->invest_to_save = tests;
}

static void show_names(FinanceStudy *study, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const char **years = arena_array(study->arena, study->books.year_count, sizeof *years);
    const char **bodies = arena_array(study->arena, study->body_count, sizeof *bodies);
    for (size_t y = 0; y < study->books.year_count; y++)
        years[y] = financial_year_text(study->arena, study->books.first_month[y]);
    for (size_t b = 0; b < study->body_count; b++) bodies[b] = b ? the_case->councils[b - 1].id : "joint";
    shown->option = the_case->options[study->option.option].label.id;
    shown->years = years;
    shown->year_count = study->books.year_count;
    shown->bodies = bodies;
    shown->body_count = study->body_count;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static BizcaseStatus study_finance(
    Call *call, const Case *the_case, const BizcaseFinanceRequest *request, BizcaseFinance *shown) {
    Arena *arena = call->arena;
    Views views;
    BizcaseStatus status = views_of(arena, the_case, request->option, &views, &call->problems);
    if (status != BIZCASE_OK) return status;
    FinanceStudy study = { .arena = arena,
        .the_case = the_case,
        .problems = &call->problems,
        .body_count = 1 + the_case->council_count,
        .option = { main_view(&views).option, NO_INDEX, true },
        .baseline = { the_case->baseline == NONE ? NO_INDEX : (uint32_t)the_case->baseline, NO_INDEX, false } };
    study.books = books_open(arena, the_case, cash_case(arena, the_case, CASH_ALL_STEPS), study.option.option);
    status =
        run_fits(the_case, &(RunSize){ .views = 1, .programmes = study.books.cash.account_count }, &call->problems);
    if (status != BIZCASE_OK) return status;
    study.cash = study.books.cash.data;
    const Model model = model_compile(arena, &study.cash, FOR_APPRAISAL);
    study.zero_money = model.plan.zero_money;
    shown->budget_is_baseline = !has_existing_budget(the_case->registers) && study.baseline.option != NO_INDEX;
    if (shown->budget_is_baseline) budget_from_baseline(&study, &model);
    const double *spent = spent_by_plan(&study, &model);
    books_plan(arena, &study.books, spent);
    find_released(&study, spent);
    study.plan = statement_of_plan(&study, spent);
    show_names(&study, shown);
    show_rows(&study, shown);
    show_invest_to_save(&study, shown);
    show_budgets(&study, shown);
    add_reconciliation(&study, shown);
    add_outlays(&study, &model, shown);
    add_gates(&study, shown);
    add_flags(&study, shown);
    add_scores(&study, shown);
    add_unit_costs(&study, shown);
    status = add_realisation(&study, request, shown);
    return request->plan_only || status != BIZCASE_OK ? status : add_affordability(&study, request, shown);
}

typedef struct Finance {
    BizcaseFinance shown; /* first: the handle is a pointer to it */
    Arena *arena;
} Finance;

typedef struct FinanceCall {
    const Case *the_case;
    BizcaseFinanceRequest request;
    BizcaseFinance *made;
} FinanceCall;

static BizcaseStatus finance(Call *call, void *context) {
    FinanceCall *asked = context;
    Finance *made = arena_alloc(call->arena, sizeof *made);
    made->arena = call->arena;
    asked->made = &made->shown;
    return study_finance(call, asked->the_case, &asked->request, &made->shown);
}

BizcaseStatus bizcase_finance(const BizcaseCase *loaded, const BizcaseFinanceRequest *request, BizcaseFinance **result,
    BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !request) return BIZCASE_BAD_REQUEST;
    FinanceCall asked = { .the_case = case_of(loaded) };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, finance, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_finance_free(BizcaseFinance *shown) {
    if (shown) arena_free(((Finance *)(void *)shown)->arena);
}
