/* Pages of one council's books by financial year. */
#include "report/sections/finance/pages.h"

#include <string.h>

typedef struct BookRow {
    BizcaseFinanceRow row;
    int sign;              /* as it counts in the total */
    bool is_total, if_any; /* if_any: left out where it is nothing in all years */
} BookRow;

static bool is_nothing(const BizcaseFinance *finance, BizcaseFinanceRow row, size_t body) {
    for (size_t y = 0; y < finance->year_count; y++)
        if (finance->rows[row][body * finance->year_count + y] != 0) return false;
    return true;
}

static void year_columns(const Briefing *briefing, const BizcaseFinance *finance, Section *section, bool total) {
    grid_column(briefing->document, section, "", ALIGN_LEFT);
    for (size_t y = 0; y < finance->year_count; y++)
        grid_column(briefing->document, section, finance->years[y], ALIGN_RIGHT);
    if (total) grid_column(briefing->document, section, "Total", ALIGN_RIGHT);
}

static void number_row(const Briefing *briefing, const BizcaseFinance *finance, Section *section, const char *label,
    const double *values, double sign, bool total) {
    double sum = 0;
    grid_text(briefing->document, section, label);
    for (size_t y = 0; y < finance->year_count; y++) {
        grid_number(briefing->document, section, sign * values[y], briefing->money);
        sum += sign * values[y];
    }
    if (total) grid_number(briefing->document, section, sum, briefing->money);
}

static void book_rows(const Briefing *briefing, const BizcaseFinance *finance, size_t body, const BookRow *rows,
    size_t count, Section *section) {
    for (size_t i = 0; i < count; i++) {
        if (rows[i].if_any && is_nothing(finance, rows[i].row, body)) continue;
        number_row(briefing, finance, section, bizcase_finance_row(rows[i].row).label,
            finance->rows[rows[i].row] + body * finance->year_count, rows[i].sign, true);
    }
}

static Section *body_section(const Briefing *briefing, size_t body, const char *what) {
    return document_section(briefing->document,
        briefing->body_count > 1 ? arena_format(briefing->arena, "%s: %s, %s",
                                       body ? body_name(briefing, body) : "Joint", what, briefing->money_unit)
                                 : arena_format(briefing->arena, "%s, %s", what, briefing->money_unit));
}

static void cash_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    static const BookRow rows[] = {
        { BIZCASE_CAPITAL, 1, false, false },
        { BIZCASE_ONE_OFF, 1, false, false },
        { BIZCASE_RUNNING, 1, false, false },
        { BIZCASE_STRANDED, 1, false, true },
        { BIZCASE_EXISTING_REVENUE, -1, false, false },
        { BIZCASE_SAVINGS, -1, false, false },
        { BIZCASE_SAVINGS_RELEASED, 1, false, true },
        { BIZCASE_NET_RUNNING, 1, true, false },
        { BIZCASE_RECEIPTS, -1, false, true },
        { BIZCASE_SUNK, 1, false, true },
        { BIZCASE_RETAINED, 1, false, true },
        { BIZCASE_EXISTING_CAPITAL, 1, false, true },
    };
    Section *section = body_section(briefing, body, "cash by year");
    year_columns(briefing, finance, section, true);
    book_rows(briefing, finance, body, rows, sizeof rows / sizeof rows[0], section);
    section_note(briefing->document, section,
        finance->budget_is_baseline
            ? "At the prices of the day. Net running cost: running costs less existing budgets "
              "and savings; no budget is given, so what the baseline would cost is used instead."
            : "At the prices of the day. Net running cost: running costs and stranded "
              "overheads less existing budgets and savings.");
    if (!is_nothing(finance, BIZCASE_SAVINGS_RELEASED, body))
        section_note(briefing->document, section,
            "Savings that released budgets hold already are added back to net running cost: the release of the budget "
            "is the saving, and counts once.");
    /* The same figure is in several tables, and on the pages of councils and joint: casting would tear them apart. */
    section_note(briefing->document, section,
        "Here and in the tables by year that follow each amount is rounded by itself, so that it is the same in all of "
        "them; a sum may differ in its last digit.");
}

static void funding_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    static const BookRow rows[] = {
        { BIZCASE_CAPITAL_BY_REVENUE, 1, false, true },
        { BIZCASE_CAPITAL_BY_RESERVES, 1, false, true },
        { BIZCASE_CAPITAL_BY_RECEIPTS, 1, false, true },
        { BIZCASE_CAPITAL_BY_GRANT, 1, false, true },
        { BIZCASE_CAPITAL_BY_BORROWING, 1, false, true },
        { BIZCASE_CAPITAL_GAP, 1, false, false },
        { BIZCASE_ONE_OFF_BY_REVENUE, 1, false, true },
        { BIZCASE_ONE_OFF_BY_RESERVES, 1, false, true },
        { BIZCASE_ONE_OFF_BY_RECEIPTS, 1, false, true },
        { BIZCASE_ONE_OFF_BY_GRANT, 1, false, true },
        { BIZCASE_ONE_OFF_GAP, 1, false, false },
    };
    Section *section = body_section(briefing, body, "how spending is funded");
    year_columns(briefing, finance, section, true);
    book_rows(briefing, finance, body, rows, sizeof rows / sizeof rows[0], section);
    const double held = finance->rows[BIZCASE_RECEIPTS_HELD][(body + 1) * finance->year_count - 1];
    if (is_nothing(finance, BIZCASE_RECEIPTS, body) && is_nothing(finance, BIZCASE_RECEIPTS_HELD, body)) return;
    section_note(briefing->document, section,
        "Capital receipts of the case fund its capital of the same year or a later one, before borrowing; they never "
        "lower the revenue budget.");
    if (held > 0.5)
        section_note(briefing->document, section,
            arena_format(briefing->arena,
                "%s of them is not used by the end and stays in the capital receipts reserve.",
                money_text(briefing, held)));
}

static const NumberStyle ratio_style = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 };

static void debt_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    static const BizcaseFinanceRow rows[] = { BIZCASE_CFR_OPEN, BIZCASE_CAPITAL_BY_BORROWING, BIZCASE_CAPITAL_GAP,
        BIZCASE_MRP, BIZCASE_CFR_CLOSE, BIZCASE_INTEREST, BIZCASE_LOAN_PRINCIPAL };
    if (is_nothing(finance, BIZCASE_CFR_CLOSE, body)) return;
    Section *section = body_section(briefing, body, "debt and its charge on revenue");
    year_columns(briefing, finance, section, false);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((rows[i] == BIZCASE_LOAN_PRINCIPAL || rows[i] == BIZCASE_CAPITAL_GAP) && is_nothing(finance, rows[i], body))
            continue;
        const char *label = bizcase_finance_row(rows[i]).label;
        if (rows[i] == BIZCASE_MRP) label = arena_format(briefing->arena, "Less: %s", label);
        number_row(briefing, finance, section, label, finance->rows[rows[i]] + body * finance->year_count, 1, false);
    }
    if (!is_nothing(finance, BIZCASE_NET_REVENUE_STREAM, body)) {
        grid_text(briefing->document, section, "Financing cost ÷ net revenue stream");
        for (size_t y = 0; y < finance->year_count; y++)
            grid_number(
                briefing->document, section, finance->financing_ratio[body * finance->year_count + y], ratio_style);
    }
    section_note(briefing->document, section,
        "The charge on revenue is interest and minimum revenue provision (MRP), not the repayment of loans. MRP begins "
        "in the year after the later of spending and first use. What has no funding adds to the requirement, and is "
        "charged as borrowing is.");
}

static double funded_elsewhere(const BizcaseFinance *finance, size_t at) {
    return finance->rows[BIZCASE_ONE_OFF_BY_RESERVES][at] + finance->rows[BIZCASE_ONE_OFF_BY_RECEIPTS][at] +
           finance->rows[BIZCASE_ONE_OFF_BY_GRANT][at];
}

/* The rows of a medium-term plan: growth, savings, one-off costs, what funds them, financing. */
static void plan_row(const BizcaseFinance *finance, size_t body, size_t row, double *values) {
    for (size_t y = 0; y < finance->year_count; y++) {
        const size_t at = body * finance->year_count + y;
        const double values_of[] = {
            finance->rows[BIZCASE_RUNNING][at] + finance->rows[BIZCASE_STRANDED][at] -
                finance->rows[BIZCASE_EXISTING_REVENUE][at],
            finance->rows[BIZCASE_SAVINGS_RELEASED][at] - finance->rows[BIZCASE_SAVINGS][at],
            finance->rows[BIZCASE_ONE_OFF][at] + finance->rows[BIZCASE_CAPITAL_BY_REVENUE][at],
            -funded_elsewhere(finance, at),
            finance->rows[BIZCASE_INTEREST][at] + finance->rows[BIZCASE_MRP][at],
            finance->rows[BIZCASE_PAYMENTS][at],
            finance->rows[BIZCASE_NET_REVENUE][at],
        };
        values[y] = values_of[row];
    }
}

static void plan_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body, bool changes) {
    static const char *const labels[] = { "Running costs over budget (growth)", "Savings",
        "One-off costs, and capital paid from revenue", "Funded from reserves, receipts, grant",
        "Financing: interest and MRP", "Payments to others, net", "Net call on the revenue budget" };
    enum { PLAN_ROWS = sizeof labels / sizeof labels[0], PAYMENT_ROW = 5 };
    double *values = arena_array(briefing->arena, finance->year_count, sizeof *values), sum = 0;
    Section *section = body_section(briefing, body,
        changes ? "medium-term plan, change from the year before" : "medium-term plan, effect on each year's budget");
    year_columns(briefing, finance, section, false);
    for (size_t row = 0; row < PLAN_ROWS; row++) {
        if (row == PAYMENT_ROW && is_nothing(finance, BIZCASE_PAYMENTS, body)) continue;
        plan_row(finance, body, row, values);
        if (changes)
            for (size_t y = finance->year_count - 1; y > 0; y--) values[y] -= values[y - 1];
        number_row(briefing, finance, section, labels[row], values, 1, false);
    }
    if (!changes) return;
    for (size_t y = 0; y < finance->year_count; y++) {
        sum += finance->changes[body * finance->year_count + y];
        values[y] = sum;
    }
    number_row(briefing, finance, section, "Sum of changes so far = effect of the year", values, 1, false);
    section_note(
        briefing->document, section, "One-off costs come back: what is added in one year is taken off in the next.");
}

/* The council's headings one by one. */
static void budget_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    Section *section = NULL;
    for (size_t i = 0; i < finance->budget_count; i++) {
        const BizcaseBudgetRow *row = &finance->budgets[i];
        if (strcmp(row->council, body_id(briefing, body)) != 0) continue;
        if (!section) {
            section = body_section(briefing, body, "budgets by heading");
            year_columns(briefing, finance, section, false);
        }
        number_row(briefing, finance, section,
            arena_format(briefing->arena, "%s (%s%s)", row->label, row->is_capital ? "capital, " : "", row->type),
            row->values, 1, false);
    }
}

static void books_of(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    cash_section(briefing, finance, body);
    budget_section(briefing, finance, body);
    funding_section(briefing, finance, body);
    debt_section(briefing, finance, body);
    plan_section(briefing, finance, body, false);
    if (body > 0 || briefing->body_count == 1) plan_section(briefing, finance, body, true);
}

void finance_books_sections(const Briefing *briefing) {
    if (!briefing->finance) return;
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_books(briefing->finance, b)) books_of(briefing, briefing->finance, b);
}
