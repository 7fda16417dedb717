/* Pages of the councils' books by financial year. */
#include "report/sections/finance/pages.h"

#include <string.h>

#include "report/sections/case_data.h"

typedef struct BookRow {
    BizcaseFinanceRow row;
    int sign; /* as it counts in the total */
} BookRow;

static const double *book_row(const Briefing *briefing, BizcaseFinanceRow row, size_t body) {
    return briefing->finance->rows[row] + body * briefing->finance->year_count;
}

static bool is_nothing(const Briefing *briefing, BizcaseFinanceRow row, size_t body) {
    for (size_t y = 0; y < briefing->finance->year_count; y++)
        if (book_row(briefing, row, body)[y] != 0) return false;
    return true;
}

/* values × sign, [year]. */
static double *signed_row(const Briefing *briefing, const double *values, int sign) {
    const size_t years = briefing->finance->year_count;
    double *row = arena_array(briefing->arena, years, sizeof *row);
    for (size_t y = 0; y < years; y++) row[y] = sign * values[y];
    return row;
}

static void book_rows(
    const Briefing *briefing, Section *section, size_t body, const BookRow *rows, size_t count, YearTotal total) {
    for (size_t i = 0; i < count; i++)
        year_row(briefing, section, bizcase_finance_row(rows[i].row).label,
            signed_row(briefing, book_row(briefing, rows[i].row, body), rows[i].sign), total);
}

/* --- cash ------------------------------------------------------------------------------------------------------------ */

static void cash_notes(const Briefing *briefing, Section *section, size_t body) {
    section_note(briefing->document, section,
        briefing->finance->budget_is_baseline
            ? "No budget is given, so the cost of the baseline is used instead. Net running cost is running costs, less "
              "that and savings."
            : "Net running cost is running costs and stranded overheads, less existing budgets and savings.");
    if (!is_nothing(briefing, BIZCASE_SAVINGS_RELEASED, body))
        section_note(briefing->document, section,
            "The option releases some budgets whole. Savings from those budgets are added back, so that each counts "
            "once.");
    /* The same figure is in several tables, and on the pages of councils and joint: casting would tear them apart. */
    section_note(briefing->document, section, "Each amount is rounded alone, so a sum may differ in its last digit.");
}

/* The rows that lead to the net running cost; after them those that are not counted. */
static void cash_table(const Briefing *briefing, Section *section, size_t body, bool with_uncounted) {
    static const BookRow rows[] = {
        { BIZCASE_CAPITAL, 1 },
        { BIZCASE_ONE_OFF, 1 },
        { BIZCASE_RUNNING, 1 },
        { BIZCASE_STRANDED, 1 },
        { BIZCASE_EXISTING_REVENUE, -1 },
        { BIZCASE_SAVINGS, -1 },
        { BIZCASE_SAVINGS_RELEASED, 1 },
        { BIZCASE_NET_RUNNING, 1 },
        { BIZCASE_RECEIPTS, -1 },
    };
    static const BookRow uncounted[] = {
        { BIZCASE_SUNK, 1 },
        { BIZCASE_RETAINED, 1 },
        { BIZCASE_EXISTING_CAPITAL, 1 },
    };
    year_columns(briefing, section, WITH_TOTAL);
    book_rows(briefing, section, body, rows, sizeof rows / sizeof rows[0], WITH_TOTAL);
    if (with_uncounted)
        book_rows(briefing, section, body, uncounted, sizeof uncounted / sizeof uncounted[0], WITH_TOTAL);
    if (table_or_sentence(briefing, section, "No cash moves.")) cash_notes(briefing, section, body);
}

static void cash_section(const Briefing *briefing, size_t body) {
    Section *section = body_section(briefing, body, "cash by year");
    section->extent = extent_of_body(briefing, body);
    cash_table(briefing, section, body, false);
    cash_table(briefing, document_in_full(briefing->document, section), body, true);
}

void finance_cash_sections(const Briefing *briefing) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b)) cash_section(briefing, b);
}

/* --- budgets --------------------------------------------------------------------------------------------------------- */

static const char *heading_words(const Briefing *briefing, const BizcaseBudgetRow *row) {
    const char *type = strcmp(row->type, "net_revenue") == 0 ? "all services" : row->type;
    return arena_format(briefing->arena, "%s (%s%s)", row->label, row->is_capital ? "capital, " : "", type);
}

/* The council's headings one by one. */
static void budget_section(const Briefing *briefing, size_t council) {
    const BizcaseFinance *finance = briefing->finance;
    const size_t body = briefing->body_count > 1 ? council + 1 : 0;
    Section *section = NULL;
    for (size_t i = 0; i < finance->budget_count; i++) {
        const BizcaseBudgetRow *row = &finance->budgets[i];
        if (strcmp(row->council, briefing->the_case->councils[council].id) != 0) continue;
        if (!section) {
            section = body_section(briefing, body, "budgets by heading");
            section->extent = FULL_ONLY;
            year_columns(briefing, section, WITHOUT_TOTAL);
        }
        year_row(briefing, section, heading_words(briefing, row), row->values, WITHOUT_TOTAL);
    }
    if (section) table_or_sentence(briefing, section, "Its budgets hold nothing in these years.");
}

void finance_budgets_sections(const Briefing *briefing) {
    for (size_t c = 0; c < briefing->the_case->council_count; c++)
        if (body_is_chosen(briefing, briefing->body_count > 1 ? c + 1 : 0)) budget_section(briefing, c);
}

/* --- funding --------------------------------------------------------------------------------------------------------- */

static const BookRow funding_rows[] = {
    { BIZCASE_CAPITAL_BY_REVENUE, 1 },
    { BIZCASE_CAPITAL_BY_RESERVES, 1 },
    { BIZCASE_CAPITAL_BY_RECEIPTS, 1 },
    { BIZCASE_CAPITAL_BY_GRANT, 1 },
    { BIZCASE_CAPITAL_BY_BORROWING, 1 },
    { BIZCASE_CAPITAL_GAP, 1 },
    { BIZCASE_ONE_OFF_BY_REVENUE, 1 },
    { BIZCASE_ONE_OFF_BY_RESERVES, 1 },
    { BIZCASE_ONE_OFF_BY_RECEIPTS, 1 },
    { BIZCASE_ONE_OFF_BY_GRANT, 1 },
    { BIZCASE_ONE_OFF_GAP, 1 },
};
enum { FUNDING_ROWS = sizeof funding_rows / sizeof funding_rows[0] };
static const char nothing_to_fund[] = "There is no capital or one-off spending to pay for.";

static void funding_by_body(const Briefing *briefing) {
    Document *document = briefing->document;
    double *sums = arena_array(briefing->arena, briefing->body_count, sizeof *sums);
    Section *section =
        document_section(document, arena_format(briefing->arena, "How spending is funded, %s", briefing->money_unit));
    section->name = "funding";
    grid_column(document, section, "", ALIGN_LEFT);
    columns_of_bodies(briefing, section, body_has_pages);
    for (size_t i = 0; i < FUNDING_ROWS; i++) {
        for (size_t b = 0; b < briefing->body_count; b++)
            sums[b] = sum_of_years(briefing, book_row(briefing, funding_rows[i].row, b));
        if (bodies_are_nil(briefing, sums, body_has_pages)) continue;
        grid_text(document, section, bizcase_finance_row(funding_rows[i].row).label);
        cells_of_bodies(briefing, section, sums, body_has_pages);
    }
    table_or_sentence(briefing, section, nothing_to_fund);
}

static void funding_section(const Briefing *briefing, size_t body) {
    Section *section = body_section(briefing, body, "how spending is funded by year");
    section->extent = FULL_ONLY;
    year_columns(briefing, section, WITH_TOTAL);
    book_rows(briefing, section, body, funding_rows, FUNDING_ROWS, WITH_TOTAL);
    if (!table_or_sentence(briefing, section, nothing_to_fund)) return;
    if (is_nothing(briefing, BIZCASE_RECEIPTS, body) && is_nothing(briefing, BIZCASE_RECEIPTS_HELD, body)) return;
    const double held = book_row(briefing, BIZCASE_RECEIPTS_HELD, body)[briefing->finance->year_count - 1];
    section_note(briefing->document, section,
        "Capital receipts of the case pay for its capital in the same year or later, before borrowing. They never lower "
        "the revenue budget.");
    if (held > 0.5)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "At the end %s of them is left in the capital receipts reserve.",
                money_text(briefing, held)));
}

void finance_funding_sections(const Briefing *briefing) {
    funding_by_body(briefing);
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b)) funding_section(briefing, b);
}

/* --- debt ------------------------------------------------------------------------------------------------------------ */

static const NumberStyle ratio_style = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 };

static void ratio_row(const Briefing *briefing, Section *section, size_t body) {
    const YearRange years = years_shown(briefing);
    grid_text(briefing->document, section, "Financing cost ÷ net revenue stream");
    for (size_t y = years.first; y < years.end; y++)
        grid_number(briefing->document, section,
            briefing->finance->financing_ratio[body * briefing->finance->year_count + y], ratio_style);
}

static void debt_section(const Briefing *briefing, size_t body) {
    static const BizcaseFinanceRow rows[] = { BIZCASE_CFR_OPEN, BIZCASE_CAPITAL_BY_BORROWING, BIZCASE_CAPITAL_GAP,
        BIZCASE_MRP, BIZCASE_CFR_CLOSE, BIZCASE_INTEREST, BIZCASE_LOAN_PRINCIPAL };
    Section *section = body_section(briefing, body, "debt and its charge on revenue");
    section->extent = FULL_ONLY;
    year_columns(briefing, section, WITHOUT_TOTAL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *label = bizcase_finance_row(rows[i]).label;
        if (rows[i] == BIZCASE_MRP) label = arena_format(briefing->arena, "Less: %s", label);
        year_row(briefing, section, label, book_row(briefing, rows[i], body), WITHOUT_TOTAL);
    }
    if (!table_or_sentence(briefing, section, "There is no debt in these years.")) return;
    if (!is_nothing(briefing, BIZCASE_NET_REVENUE_STREAM, body)) ratio_row(briefing, section, body);
    section_note(briefing->document, section,
        "Revenue pays interest and minimum revenue provision (MRP), not the repayment of loans. MRP starts in the year "
        "after spending or first use, whichever is later. Capital without funding is charged as if it were borrowed.");
}

void finance_debt_sections(const Briefing *briefing) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b) && !is_nothing(briefing, BIZCASE_CFR_CLOSE, b)) debt_section(briefing, b);
}

/* --- the medium-term plan --------------------------------------------------------------------------------------------- */

static const char *call_heading(const Briefing *briefing, size_t body, const char *what) {
    return briefing->body_count > 1 ? arena_format(briefing->arena, "%s, %s", body_name(briefing, body), what)
                                    : sentence_text(briefing->arena, what);
}

/* Of every body side by side, a row a year: what it costs by the plan, and what is enough in most trials. */
static void call_section(const Briefing *briefing) {
    if (!any_body_has_pages(briefing)) return;
    const BizcaseFinance *finance = briefing->finance;
    Document *document = briefing->document;
    const YearRange years = years_shown(briefing);
    Section *section =
        document_section(document, arena_format(briefing->arena, "Call on revenue budgets, %s", briefing->money_unit));
    section->name = "call-on-revenue";
    grid_column(document, section, "Year", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_has_pages(briefing, b)) continue;
        grid_column(document, section, call_heading(briefing, b, "plan"), ALIGN_RIGHT);
        if (finance->affordability) grid_column(document, section, call_heading(briefing, b, "8 in 10"), ALIGN_RIGHT);
    }
    for (size_t y = years.first; y < years.end; y++) {
        grid_text(document, section, finance->years[y]);
        for (size_t b = 0; b < briefing->body_count; b++) {
            if (!body_has_pages(briefing, b)) continue;
            grid_number(document, section, book_row(briefing, BIZCASE_NET_REVENUE, b)[y], briefing->money);
            if (finance->affordability)
                grid_number(document, section, finance->affordability[b * finance->year_count + y].net_revenue[SURE_80],
                    briefing->money);
        }
    }
    section_note(document, section,
        finance->affordability
            ? "What each revenue budget must find, with interest and minimum revenue provision; brackets "
              "are savings. 8 in 10: enough in 8 outcomes out of 10."
            : "What each revenue budget must find, with interest and minimum revenue provision; brackets "
              "are savings.");
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

static void plan_section(const Briefing *briefing, size_t body, bool changes) {
    static const char *const labels[] = { "Running costs over budget (growth)", "Savings",
        "One-off costs, and capital paid from revenue", "Funding from reserves, receipts and grant",
        "Interest and minimum revenue provision", "Payments to others, net", "Net call on the revenue budget" };
    enum { PLAN_ROWS = sizeof labels / sizeof labels[0] };
    const BizcaseFinance *finance = briefing->finance;
    double *values = arena_array(briefing->arena, finance->year_count, sizeof *values), sum = 0;
    Section *section = body_section(briefing, body,
        changes ? "medium-term plan, change from the year before" : "medium-term plan, effect on each year's budget");
    section->extent = FULL_ONLY;
    year_columns(briefing, section, WITHOUT_TOTAL);
    for (size_t row = 0; row < PLAN_ROWS; row++) {
        plan_row(finance, body, row, values);
        if (changes)
            for (size_t y = finance->year_count - 1; y > 0; y--) values[y] -= values[y - 1];
        year_row(briefing, section, labels[row], values, WITHOUT_TOTAL);
    }
    if (!table_or_sentence(briefing, section, "Nothing falls on the revenue budget.") || !changes) return;
    for (size_t y = 0; y < finance->year_count; y++) {
        sum += finance->changes[body * finance->year_count + y];
        values[y] = sum;
    }
    year_row(briefing, section, "Effect on the year's budget: changes so far", values, WITHOUT_TOTAL);
    section_note(briefing->document, section, "A one-off cost is added in one year and taken off again in the next.");
}

void finance_plan_sections(const Briefing *briefing) {
    call_section(briefing);
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_has_pages(briefing, b)) continue;
        plan_section(briefing, b, false);
        if (b > 0 || briefing->body_count == 1) plan_section(briefing, b, true);
    }
    finance_affordability_sections(briefing);
}
