/* The document of the financial case. */
#include "bizcase/finance.h"

#include "case/handle.h"
#include "report/sections/case_data.h"
#include "report/sections/finance/pages.h"
#include "table/call.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "finance";

/* --- data ----------------------------------------------------------------------------------------------------------- */

static Value by_year(Arena *arena, const double *values, const BizcaseFinance *finance, size_t body) {
    return value_numbers(arena, values + body * finance->year_count, finance->year_count);
}

static Value books_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value value = value_object();
    for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++)
        value_set(arena, &value, bizcase_finance_row((BizcaseFinanceRow)r).name,
            by_year(arena, finance->rows[r], finance, body));
    value_set(arena, &value, "net_revenue_change", by_year(arena, finance->changes, finance, body));
    value_set(arena, &value, "financing_ratio", by_year(arena, finance->financing_ratio, finance, body));
    return value;
}

static Value reconciliation_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value value = value_object();
    for (size_t i = 0; i < finance->item_count; i++)
        value_set(arena, &value, finance->items[i].name, value_number(finance->items[i].values[body]));
    return value;
}

static Value invest_value(Arena *arena, const BizcaseInvestToSave *test) {
    Value value = value_object();
    value_set(arena, &value, "one_off", value_number(test->one_off));
    value_set(arena, &value, "yearly_saving", value_number(test->yearly_saving));
    value_set(arena, &value, "years", value_number(test->years));
    value_set(arena, &value, "threshold", value_number(test->threshold));
    value_set(arena, &value, "passes", invest_is_tested(test) ? value_integer((uint64_t)test->passes) : value_null());
    return value;
}

static Value affordability_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value list = value_list();
    for (size_t y = 0; y < finance->year_count; y++) {
        const BizcaseAffordability *year = &finance->affordability[body * finance->year_count + y];
        Value value = value_object();
        value_set(arena, &value, "year", value_text(arena, finance->years[y]));
        value_set(arena, &value, "net_revenue", value_numbers(arena, year->net_revenue, BIZCASE_CONFIDENCES));
        value_set(arena, &value, "capital", value_numbers(arena, year->capital, BIZCASE_CONFIDENCES));
        value_set(arena, &value, "plan_net_revenue", value_number(year->plan_net_revenue));
        value_set(arena, &value, "plan_capital", value_number(year->plan_capital));
        value_set(arena, &value, "above_plan", value_number(year->above_plan));
        value_set(arena, &value, "over_budget", value_number(year->over_budget));
        value_set(arena, &value, "capital_gap", value_number(year->capital_gap));
        value_set(arena, &value, "one_off_gap", value_number(year->one_off_gap));
        value_append(arena, &list, value);
    }
    return list;
}

static Value envelope_value(Arena *arena, const BizcaseEnvelope *envelope) {
    Value value = value_object();
    value_set(arena, &value, "ever_above_plan", value_number(envelope->ever_above_plan));
    value_set(arena, &value, "ever_over_budget", value_number(envelope->ever_over_budget));
    value_set(arena, &value, "ever_capital_gap", value_number(envelope->ever_capital_gap));
    value_set(arena, &value, "ever_one_off_gap", value_number(envelope->ever_one_off_gap));
    value_set(arena, &value, "over_all_years", value_number(envelope->over_all_years));
    value_set(arena, &value, "plan_total", value_number(envelope->plan_total));
    value_set(arena, &value, "plan_total_as_set", value_number(envelope->plan_total_as_set));
    value_set(arena, &value, "contingency", value_numbers(arena, envelope->contingency, BIZCASE_CONFIDENCES));
    value_set(arena, &value, "peak_cash", value_numbers(arena, envelope->peak_cash, BIZCASE_CONFIDENCES));
    value_set(arena, &value, "plan_peak_cash", value_number(envelope->plan_peak_cash));
    return value;
}

static Value gates_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value list = value_list();
    for (size_t g = 0; g < finance->gate_count; g++) {
        const BizcaseGate *gate = &finance->gates[g];
        Value value = value_object();
        value_set(arena, &value, "phase", value_text(arena, gate->phase));
        value_set(arena, &value, "date", value_text(arena, gate->date));
        value_set(arena, &value, "capital", value_number(gate->capital[body]));
        value_set(arena, &value, "one_off", value_number(gate->one_off[body]));
        value_set(arena, &value, "to_come", value_number(gate->to_come[body]));
        value_append(arena, &list, value);
    }
    return list;
}

static Value by_body(Arena *arena, const BizcaseFinance *finance, const double *values) {
    Value value = value_object();
    for (size_t b = 0; b < finance->body_count; b++)
        value_set(arena, &value, finance->bodies[b], value_number(values[b]));
    return value;
}

static Value budgets_value(Arena *arena, const BizcaseFinance *finance) {
    Value list = value_list();
    for (size_t i = 0; i < finance->budget_count; i++) {
        const BizcaseBudgetRow *row = &finance->budgets[i];
        Value value = value_object();
        value_set(arena, &value, "budget", value_text(arena, row->budget));
        value_set(arena, &value, "council", value_text(arena, row->council));
        value_set(arena, &value, "type", value_text(arena, row->type));
        value_set(arena, &value, "kind", value_text(arena, row->is_capital ? "capital" : "revenue"));
        value_set(arena, &value, "vintage", value_text(arena, row->vintage));
        value_set(arena, &value, "values", value_numbers(arena, row->values, finance->year_count));
        value_append(arena, &list, value);
    }
    return list;
}

static Value scores_value(Arena *arena, const BizcaseFinance *finance) {
    Value list = value_list();
    for (size_t i = 0; i < finance->score_count; i++) {
        const BizcaseScore *row = &finance->scores[i];
        Value value = value_object();
        value_set(arena, &value, "option", value_text(arena, row->option));
        value_set(arena, &value, "points", value_number(row->points));
        value_set(arena, &value, "low", value_number(row->low));
        value_set(arena, &value, "high", value_number(row->high));
        value_set(arena, &value, "rank", value_integer(row->rank));
        value_set(arena, &value, "cost_per_point", value_number(row->cost_per_point));
        value_append(arena, &list, value);
    }
    return list;
}

static Value weights_value(Arena *arena, const BizcaseFinance *finance) {
    Value list = value_list();
    for (size_t i = 0; i < finance->weight_count; i++) {
        const BizcaseWeight *row = &finance->weights[i];
        Value value = value_object();
        value_set(arena, &value, "criterion", value_text(arena, row->criterion));
        value_set(arena, &value, "weight", value_number(row->weight));
        value_set(arena, &value, "switches_at", value_number(row->switches_at));
        value_set(arena, &value, "then_best", value_text(arena, row->then_best));
        value_append(arena, &list, value);
    }
    return list;
}

static Value realisations_value(Arena *arena, const BizcaseFinance *finance) {
    Value list = value_list();
    for (size_t i = 0; i < finance->realisation_count; i++) {
        const BizcaseRealisation *row = &finance->realisations[i];
        Value value = value_object();
        value_set(arena, &value, "line", value_text(arena, row->line));
        value_set(arena, &value, "owner", value_text(arena, row->owner));
        value_set(arena, &value, "programme", value_text(arena, row->programme));
        value_set(arena, &value, "is_cost", value_integer((uint64_t)row->is_cost));
        value_set(arena, &value, "is_cash", value_integer((uint64_t)row->is_cash));
        value_set(arena, &value, "is_banked", value_integer((uint64_t)row->is_banked));
        value_set(arena, &value, "state", value_text(arena, row->state));
        value_set(arena, &value, "planned", by_body(arena, finance, row->planned));
        value_set(arena, &value, "planned_with_bias", by_body(arena, finance, row->planned_with_bias));
        value_set(arena, &value, "actual", by_body(arena, finance, row->actual));
        value_append(arena, &list, value);
    }
    return list;
}

static Value outturn_value(Arena *arena, const BizcaseOutturn *row) {
    Value value = value_object();
    value_set(arena, &value, "npv_approved", value_number(row->npv_approved));
    value_set(arena, &value, "npv_now", value_number(row->npv_now));
    value_set(arena, &value, "payback_approved", value_number(row->payback_approved));
    value_set(arena, &value, "payback_now", value_number(row->payback_now));
    value_set(arena, &value, "payback_approved_note", value_text(arena, row->payback_approved_note));
    value_set(arena, &value, "payback_now_note", value_text(arena, row->payback_now_note));
    value_set(arena, &value, "npv_percentiles", value_numbers(arena, row->npv_percentiles, BIZCASE_CONFIDENCES));
    return value;
}

static Value unit_costs_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value list = value_list();
    for (size_t i = 0; i < finance->unit_cost_count; i++) {
        const BizcaseUnitCost *row = &finance->unit_costs[i];
        Value value = value_object();
        value_set(arena, &value, "service", value_text(arena, row->service));
        value_set(arena, &value, "unit", value_text(arena, row->unit));
        value_set(arena, &value, "units", by_year(arena, row->units, finance, body));
        value_set(arena, &value, "cost", by_year(arena, row->cost, finance, body));
        value_set(arena, &value, "per_unit", by_year(arena, row->per_unit, finance, body));
        value_append(arena, &list, value);
    }
    return list;
}

static Value body_value(Arena *arena, const BizcaseFinance *finance, size_t body) {
    Value value = value_object();
    value_set(arena, &value, "council", value_text(arena, finance->bodies[body]));
    value_set(arena, &value, "books", books_value(arena, finance, body));
    value_set(arena, &value, "reconciliation", reconciliation_value(arena, finance, body));
    Value growth = value_object();
    value_set(arena, &growth, "baseline_cash", value_number(finance->baseline_cash[body]));
    value_set(arena, &growth, "existing_budgets", value_number(finance->existing_budgets[body]));
    value_set(arena, &value, "unbudgeted_growth", growth);
    value_set(arena, &value, "invest_to_save", invest_value(arena, &finance->invest_to_save[body]));
    value_set(arena, &value, "affordability",
        finance->affordability ? affordability_value(arena, finance, body) : value_null());
    value_set(arena, &value, "envelope",
        finance->envelopes ? envelope_value(arena, &finance->envelopes[body]) : value_null());
    value_set(arena, &value, "gates", gates_value(arena, finance, body));
    value_set(
        arena, &value, "outturn", finance->outturn ? outturn_value(arena, &finance->outturn[body]) : value_null());
    value_set(arena, &value, "unit_costs", unit_costs_value(arena, finance, body));
    return value;
}

static void add_data(Document *document, const Case *the_case, const BizcaseFinance *finance) {
    Arena *arena = document->arena;
    Value results = value_list(), flags = value_list();
    case_data_start(document, STUDY, the_case, NULL);
    value_set(arena, &document->data, "option", value_text(arena, finance->option));
    value_set(arena, &document->data, "years", value_texts(arena, finance->years, finance->year_count));
    value_set(arena, &document->data, "budget_is_baseline", value_integer((uint64_t)finance->budget_is_baseline));
    value_set(arena, &document->data, "trials", finance->trials ? value_integer(finance->trials) : value_null());
    if (finance->trials && the_case->formula_counts.all > 0)
        value_set(arena, &document->data, "not_finite", value_integer(finance->not_finite));
    value_set(arena, &document->data, "seed", finance->trials ? value_integer(finance->seed) : value_null());
    value_set(arena, &document->data, "confidences", value_numbers(arena, bizcase_confidences(), BIZCASE_CONFIDENCES));
    for (size_t b = 0; b < finance->body_count; b++) value_append(arena, &results, body_value(arena, finance, b));
    value_set(arena, &document->data, "results", results);
    for (size_t f = 0; f < finance->flag_count; f++) {
        Value flag = value_object();
        value_set(arena, &flag, "flag", value_text(arena, finance->flags[f].flag));
        value_set(arena, &flag, "what", value_text(arena, finance->flags[f].what));
        value_set(arena, &flag, "message", value_text(arena, finance->flags[f].message));
        value_append(arena, &flags, flag);
    }
    value_set(arena, &document->data, "flags", flags);
    value_set(arena, &document->data, "budgets", budgets_value(arena, finance));
    value_set(arena, &document->data, "scores", scores_value(arena, finance));
    value_set(arena, &document->data, "weights", weights_value(arena, finance));
    value_set(arena, &document->data, "realisation", realisations_value(arena, finance));
    case_data_diagnostics(document, &the_case->diagnostics);
}

/* --- facts ---------------------------------------------------------------------------------------------------------- */

static void add_facts_of(Document *document, const BizcaseFinance *finance, size_t body, const char *part, Value years,
    const char *row, Value values) {
    Arena *arena = document->arena;
    facts_add(document, value_text(arena, STUDY));
    facts_add(document, value_text(arena, part));
    facts_add(document, value_text(arena, finance->bodies[body]));
    facts_add(document, years);
    facts_add(document, value_text(arena, row));
    facts_add(document, values);
}

static void add_fact(Document *document, const BizcaseFinance *finance, size_t body, const char *part, const char *year,
    const char *row, double value) {
    add_facts_of(document, finance, body, part, value_text(document->arena, year), row, value_number(value));
}

static void add_affordability_facts(Document *document, const BizcaseFinance *finance, size_t b) {
    static const char *const net_revenue[BIZCASE_CONFIDENCES] = { "net_revenue_p10", "net_revenue_p50",
        "net_revenue_p80", "net_revenue_p90" };
    static const char *const capital[BIZCASE_CONFIDENCES] = { "capital_p10", "capital_p50", "capital_p80",
        "capital_p90" };
    for (size_t y = 0; y < finance->year_count; y++) {
        const BizcaseAffordability *year = &finance->affordability[b * finance->year_count + y];
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
            add_fact(document, finance, b, "affordability", finance->years[y], net_revenue[i], year->net_revenue[i]);
            add_fact(document, finance, b, "affordability", finance->years[y], capital[i], year->capital[i]);
        }
        add_fact(document, finance, b, "affordability", finance->years[y], "above_plan", year->above_plan);
        add_fact(document, finance, b, "affordability", finance->years[y], "over_budget", year->over_budget);
        add_fact(document, finance, b, "affordability", finance->years[y], "capital_gap", year->capital_gap);
        add_fact(document, finance, b, "affordability", finance->years[y], "one_off_gap", year->one_off_gap);
    }
}

static void add_facts(Document *document, const BizcaseFinance *finance) {
    static const char *const columns[] = { "study", "part", "council", "year", "row", "value" };
    const Value years = value_texts(document->arena, finance->years, finance->year_count);
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t b = 0; b < finance->body_count; b++) {
        for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++) {
            const double *values = finance->rows[r] + b * finance->year_count;
            add_facts_of(document, finance, b, "books", years, bizcase_finance_row((BizcaseFinanceRow)r).name,
                value_numbers(document->arena, values, finance->year_count));
        }
        for (size_t y = 0; y < finance->year_count; y++) {
            add_fact(document, finance, b, "books", finance->years[y], "net_revenue_change",
                finance->changes[b * finance->year_count + y]);
            add_fact(document, finance, b, "books", finance->years[y], "financing_ratio",
                finance->financing_ratio[b * finance->year_count + y]);
        }
        for (size_t i = 0; i < finance->item_count; i++)
            add_fact(document, finance, b, "reconciliation", NULL, finance->items[i].name, finance->items[i].values[b]);
        if (finance->affordability) add_affordability_facts(document, finance, b);
    }
}

/* --- sections ------------------------------------------------------------------------------------------------------- */

#define SUBJECT_ROW(name, about, heading, sentence) { #name, about },
static const BizcaseFinanceSubject subjects[] = { FINANCE_SUBJECTS(SUBJECT_ROW) };

size_t bizcase_finance_subject_count(void) {
    return sizeof subjects / sizeof subjects[0];
}

BizcaseFinanceSubject bizcase_finance_subject(size_t index) {
    return index < bizcase_finance_subject_count() ? subjects[index] : (BizcaseFinanceSubject){ "", "" };
}

/* A subject without a table has its sentence. */
static void add_subject(
    const Briefing *briefing, const char *name, AddSection *add, const char *heading, const char *sentence) {
    Document *document = briefing->document;
    const size_t before = document->section_count;
    document_subject(document, name, DECIDES);
    add(briefing);
    if (document->section_count > before) return;
    document_subject(document, name, FULL_ONLY);
    section_paragraph(document, document_section(document, heading), sentence);
}

#define ADD_SUBJECT(name, about, heading, sentence)                                                                    \
    add_subject(briefing, #name, finance_##name##_sections, heading, sentence);
static void sections_add(const Briefing *briefing) {
    finance_answer_section(briefing);
    finance_charts(briefing);
    FINANCE_SUBJECTS(ADD_SUBJECT)
    document_subject(briefing->document, NULL, DECIDES);
}

/* The report has an answer of its own, and needs no words for what is not there. */
#define ADD_TO_REPORT(name, about, heading, sentence)                                                                  \
    document_subject(briefing->document, #name, DECIDES);                                                              \
    finance_##name##_sections(briefing);
void finance_report_sections(const Briefing *briefing) {
    if (!briefing->finance) return;
    finance_charts(briefing);
    FINANCE_SUBJECTS(ADD_TO_REPORT)
    document_subject(briefing->document, NULL, DECIDES);
}

/* --- what the reader chose ------------------------------------------------------------------------------------------- */

typedef struct FinancePage {
    const Case *the_case;
    const BizcaseAppraisal *appraisal;
    const BizcaseFinance *finance;
    BizcaseFinanceChoice asked;
} FinancePage;

/* A council that is alone is joint. */
static bool choose_bodies(Arena *arena, Diagnostics *problems, const FinancePage *page, FinanceChoice *choice) {
    const BizcaseFinance *finance = page->finance;
    if (page->asked.council_count == 0) return true;
    choice->has_body = arena_array(arena, finance->body_count, sizeof *choice->has_body);
    for (size_t i = 0; i < page->asked.council_count; i++) {
        const char *id = page->asked.councils[i];
        size_t body = 0;
        while (body < finance->body_count && strcmp(finance->bodies[body], id) != 0) body++;
        if (body == finance->body_count) {
            diagnostics_error(problems, (Place){ .asked = "council" },
                word_hint(arena, id, finance->bodies, finance->body_count), "there is no %s \"%s\"",
                page->the_case->settings.party, id);
            return false;
        }
        choice->has_body[finance->body_count > 2 ? body : 0] = true;
    }
    return true;
}

/* year_count where there is no such year. */
static size_t year_named(const BizcaseFinance *finance, const char *name, size_t length) {
    size_t year = 0;
    while (year < finance->year_count &&
           (strlen(finance->years[year]) != length || strncmp(finance->years[year], name, length) != 0))
        year++;
    return year;
}

/* "2019/20..2023/24", with a dash for the dots, or one year. */
static bool choose_years(Arena *arena, Diagnostics *problems, const FinancePage *page, FinanceChoice *choice) {
    static const char *const between[] = { "..", "-", "–" };
    const BizcaseFinance *finance = page->finance;
    const char *from = page->asked.years, *to = from;
    if (!from) return true;
    size_t length = strlen(from);
    for (size_t i = 0; i < sizeof between / sizeof between[0] && to == from; i++) {
        const char *found = strstr(from, between[i]);
        if (found) length = (size_t)(found - from), to = found + strlen(between[i]);
    }
    const size_t first = year_named(finance, from, length), last = year_named(finance, to, strlen(to));
    if (first < finance->year_count && last < finance->year_count && first <= last) {
        choice->years = (YearRange){ first, last + 1 };
        return true;
    }
    diagnostics_error(problems, (Place){ .asked = "years" },
        arena_format(arena, "expected the first and the last year, such as %s..%s", finance->years[0],
            finance->years[finance->year_count - 1]),
        "\"%s\" are no years of the case", from);
    return false;
}

static bool choose(Arena *arena, Diagnostics *problems, const FinancePage *page, FinanceChoice *choice) {
    *choice = (FinanceChoice){ .years = { 0, page->finance->year_count } };
    return choose_bodies(arena, problems, page, choice) && choose_years(arena, problems, page, choice);
}

static BizcaseStatus check_choice(Call *call, void *context) {
    FinanceChoice choice;
    return choose(call->arena, &call->problems, context, &choice) ? BIZCASE_OK : BIZCASE_BAD_REQUEST;
}

static void fill(Document *document, const void *context) {
    const FinancePage *page = context;
    Diagnostics none = { .arena = document->arena };
    FinanceChoice choice;
    add_data(document, page->the_case, page->finance);
    add_facts(document, page->finance);
    Briefing briefing = briefing_start(document, page->the_case, page->appraisal, NULL);
    briefing.finance = page->finance;
    if (choose(document->arena, &none, page, &choice)) briefing.finance_choice = &choice;
    case_head(document, "Financial case", page->the_case);
    sections_add(&briefing);
    case_warnings_section(document, &page->the_case->diagnostics);
}

BizcaseStatus bizcase_finance_document_of(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseFinance *finance, const BizcaseFinanceChoice *choice, BizcaseDocument **result,
    BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !appraisal || !finance || !choice) return BIZCASE_BAD_REQUEST;
    FinancePage page = { .the_case = &loaded->data, .appraisal = appraisal, .finance = finance };
    if (!request_copy(&page.asked, sizeof page.asked, choice, problems) ||
        !request_texts_good(page.asked.councils, page.asked.council_count, "councils", problems))
        return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_do(problems, check_choice, &page);
    return status == BIZCASE_OK ? document_make(fill, &page, result) : status;
}

BizcaseStatus bizcase_finance_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseFinance *finance, BizcaseDocument **result) {
    return bizcase_finance_document_of(loaded, appraisal, finance, &(BizcaseFinanceChoice){ 0 }, result, NULL);
}
