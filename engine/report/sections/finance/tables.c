/* What tables of the financial case have in common: the councils and years that the reader chose, and no rows of nil. */
#include <math.h>

#include "report/sections/finance/pages.h"

YearRange years_shown(const Briefing *briefing) {
    const FinanceChoice *choice = briefing->finance_choice;
    return choice ? choice->years : (YearRange){ 0, briefing->finance->year_count };
}

static bool is_nil(const Briefing *briefing, double amount) {
    return fabs(amount) < style_step(briefing->money) / 2;
}

bool body_has_books(const BizcaseFinance *finance, size_t body) {
    static const double HALF_A_POUND = 0.5;
    if (body == 0) return true;
    for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++)
        for (size_t y = 0; y < finance->year_count; y++)
            if (fabs(finance->rows[r][body * finance->year_count + y]) >= HALF_A_POUND) return true;
    return false;
}

bool body_is_chosen(const Briefing *briefing, size_t body) {
    const FinanceChoice *choice = briefing->finance_choice;
    return !choice || !choice->has_body || choice->has_body[body];
}

bool body_is_shown(const Briefing *briefing, size_t body) {
    const FinanceChoice *choice = briefing->finance_choice;
    if (choice && choice->has_body) return choice->has_body[body];
    return briefing->is_shown[body] || body_has_books(briefing->finance, body);
}

bool body_has_pages(const Briefing *briefing, size_t body) {
    return body_is_chosen(briefing, body) && body_has_books(briefing->finance, body);
}

bool any_body_has_pages(const Briefing *briefing) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b)) return true;
    return false;
}

Extent extent_of_body(const Briefing *briefing, size_t body) {
    const FinanceChoice *choice = briefing->finance_choice;
    return body == 0 || (choice && choice->has_body) ? DECIDES : FULL_ONLY;
}

Section *body_section(const Briefing *briefing, size_t body, const char *what) {
    return document_section(briefing->document,
        briefing->body_count > 1
            ? arena_format(briefing->arena, "%s: %s, %s", body_name(briefing, body), what, briefing->money_unit)
            : sentence_text(briefing->arena, arena_format(briefing->arena, "%s, %s", what, briefing->money_unit)));
}

void columns_of_bodies(const Briefing *briefing, Section *section, BodyTest *has_column) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (has_column(briefing, b)) grid_column(briefing->document, section, body_name(briefing, b), ALIGN_RIGHT);
}

void cells_of_bodies(const Briefing *briefing, Section *section, const double *amounts, BodyTest *has_column) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (has_column(briefing, b)) grid_number(briefing->document, section, amounts[b], briefing->money);
}

bool bodies_are_nil(const Briefing *briefing, const double *amounts, BodyTest *has_column) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (has_column(briefing, b) && !is_nil(briefing, amounts[b])) return false;
    return true;
}

void year_columns(const Briefing *briefing, Section *section, YearTotal total) {
    const BizcaseFinance *finance = briefing->finance;
    const YearRange years = years_shown(briefing);
    grid_column(briefing->document, section, "", ALIGN_LEFT);
    for (size_t y = years.first; y < years.end; y++)
        grid_column(briefing->document, section, finance->years[y], ALIGN_RIGHT);
    if (total == WITHOUT_TOTAL) return;
    grid_column(briefing->document, section,
        years.end - years.first == finance->year_count
            ? "Total"
            : arena_format(
                  briefing->arena, "Total, %s to %s", finance->years[years.first], finance->years[years.end - 1]),
        ALIGN_RIGHT);
}

double sum_of_years(const Briefing *briefing, const double *values) {
    const YearRange years = years_shown(briefing);
    double sum = 0;
    for (size_t y = years.first; y < years.end; y++) sum += values[y];
    return sum;
}

bool years_are_nil(const Briefing *briefing, const double *values) {
    const YearRange years = years_shown(briefing);
    for (size_t y = years.first; y < years.end; y++)
        if (!is_nil(briefing, values[y])) return false;
    return true;
}

void year_row(const Briefing *briefing, Section *section, const char *label, const double *values, YearTotal total) {
    const YearRange years = years_shown(briefing);
    const double sum = sum_of_years(briefing, values);
    if (years_are_nil(briefing, values) && (total == WITHOUT_TOTAL || is_nil(briefing, sum))) return;
    grid_text(briefing->document, section, label);
    for (size_t y = years.first; y < years.end; y++)
        grid_number(briefing->document, section, values[y], briefing->money);
    if (total == WITH_TOTAL) grid_number(briefing->document, section, sum, briefing->money);
}

bool table_or_sentence(const Briefing *briefing, Section *section, const char *sentence) {
    if (section->grid.cell_count > 0) return true;
    section->grid = (Grid){ 0 };
    section_paragraph(briefing->document, section, sentence);
    return false;
}
