/* The financial case in sentences: what is needed and who pays, the worst year, debt, tests, and how likely the plan is to
   hold. */
#include "report/sections/finance/pages.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/sections/case_data.h"

/* A body as sentences speak of it. body counts joint as 0, and a council that is alone as 0 too. */
typedef struct Subject {
    size_t body;
    const char *name;    /* begins a sentence: "Cheshire East", "The option \"LED\"" */
    const char *budgets; /* "Its revenue budget", "Revenue budgets" */
    const char *it;      /* "it", "they": the budgets */
    bool is_plural;      /* they are */
} Subject;

static const double *row_of(const Briefing *briefing, BizcaseFinanceRow row, size_t body) {
    return briefing->finance->rows[row] + body * briefing->finance->year_count;
}

static double row_total(const Briefing *briefing, BizcaseFinanceRow row, size_t body) {
    double sum = 0;
    for (size_t y = 0; y < briefing->finance->year_count; y++) sum += row_of(briefing, row, body)[y];
    return sum;
}

static size_t year_of_most(const Briefing *briefing, const double *values) {
    size_t most = 0;
    for (size_t y = 1; y < briefing->finance->year_count; y++)
        if (values[y] > values[most]) most = y;
    return most;
}

static size_t year_of_least(const Briefing *briefing, const double *values) {
    size_t least = 0;
    for (size_t y = 1; y < briefing->finance->year_count; y++)
        if (values[y] < values[least]) least = y;
    return least;
}

static bool is_nil(double amount) {
    return fabs(amount) < 0.5;
}

/* One after another, with "and" before the last of count. */
static const char *listed(Arena *arena, const char *list, const char *item, size_t place, size_t count) {
    return arena_format(arena, "%s%s%s", list, place == 0 ? "" : place + 1 == count ? " and " : ", ", item);
}

/* --- what is needed, and who pays ------------------------------------------------------------------------------------- */

/* "Eastvale needs £2.3m: £2m of capital and £300k of one-off costs." What is negative comes back. */
static const char *needs_text(const Briefing *briefing, const char *name, double capital, double one_off) {
    Arena *arena = briefing->arena;
    const struct {
        double amount;
        const char *what;
    } parts[] = { { capital, "of capital" }, { one_off, "of one-off costs" } };
    const char *needs[2], *back = NULL;
    size_t need_count = 0;
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        if (is_nil(parts[p].amount)) continue;
        const char *words = arena_format(arena, "%s %s", money_text(briefing, fabs(parts[p].amount)), parts[p].what);
        if (parts[p].amount > 0)
            needs[need_count++] = words;
        else
            back = back ? arena_format(arena, "%s and %s", back, words) : words;
    }
    if (need_count == 0 && !back) return arena_format(arena, "%s needs no capital and has no one-off costs.", name);
    if (need_count == 0) return arena_format(arena, "%s brings back %s.", name, back);
    if (need_count == 2)
        return arena_format(
            arena, "%s needs %s: %s and %s.", name, money_text(briefing, capital + one_off), needs[0], needs[1]);
    return arena_format(arena, "%s needs %s%s%s.", name, needs[0], back ? ", and brings back " : "", back ? back : "");
}

static double need_of(const Briefing *briefing, size_t body) {
    return fmax(0, row_total(briefing, BIZCASE_CAPITAL, body)) + fmax(0, row_total(briefing, BIZCASE_ONE_OFF, body));
}

typedef struct Source {
    const char *name;
    double amount;
} Source;

/* Those that pay anything, in the order of the table. */
static size_t sources_of(const Briefing *briefing, size_t body, Source *sources) {
    static const struct {
        const char *name;
        BizcaseFinanceRow capital, one_off; /* BIZCASE_FINANCE_ROW_COUNT: none */
    } rows[] = {
        { "borrowing", BIZCASE_CAPITAL_BY_BORROWING, BIZCASE_FINANCE_ROW_COUNT },
        { "reserves", BIZCASE_CAPITAL_BY_RESERVES, BIZCASE_ONE_OFF_BY_RESERVES },
        { "capital receipts", BIZCASE_CAPITAL_BY_RECEIPTS, BIZCASE_ONE_OFF_BY_RECEIPTS },
        { "grant", BIZCASE_CAPITAL_BY_GRANT, BIZCASE_ONE_OFF_BY_GRANT },
        { "revenue", BIZCASE_CAPITAL_BY_REVENUE, BIZCASE_ONE_OFF_BY_REVENUE },
    };
    size_t count = 0;
    for (size_t s = 0; s < sizeof rows / sizeof rows[0]; s++) {
        double amount = row_total(briefing, rows[s].capital, body);
        if (rows[s].one_off != BIZCASE_FINANCE_ROW_COUNT) amount += row_total(briefing, rows[s].one_off, body);
        if (amount >= 0.5) sources[count++] = (Source){ rows[s].name, amount };
    }
    return count;
}

enum { MOST_SOURCES = 5 };

/* "Borrowing pays for £8.8m of it, reserves for £2.8m and grant for £1.0m." */
static const char *sources_text(const Briefing *briefing, size_t body) {
    Source sources[MOST_SOURCES];
    const size_t count = sources_of(briefing, body, sources);
    const char *list = "";
    for (size_t s = 0; s < count; s++) {
        const char *name = s == 0 ? sentence_text(briefing->arena, sources[s].name) : sources[s].name;
        const char *item = arena_format(briefing->arena, "%s%s %s%s", name,
            s == 0 && strcmp(sources[s].name, "reserves") != 0 && strcmp(sources[s].name, "capital receipts") != 0
                ? " pays for"
            : s == 0 ? " pay for"
                     : " for",
            money_text(briefing, sources[s].amount), s == 0 ? " of it" : "");
        list = listed(briefing->arena, list, item, s, count);
    }
    return count ? arena_format(briefing->arena, " %s.", list) : "";
}

static double gap_of(const Briefing *briefing, size_t body) {
    return row_total(briefing, BIZCASE_CAPITAL_GAP, body) + row_total(briefing, BIZCASE_ONE_OFF_GAP, body);
}

static bool is_unfunded(const Briefing *briefing, size_t body) {
    return gap_of(briefing, body) >= 0.5 && gap_of(briefing, body) + 0.5 > need_of(briefing, body);
}

/* What is still to be paid for. Nothing where all is, or where the answer has said that nothing is. */
static const char *gap_text(const Briefing *briefing, size_t body) {
    const bool is_said = body > 0 && body_is_chosen(briefing, 0) && is_unfunded(briefing, 0);
    if (gap_of(briefing, body) < 0.5 || is_said) return "";
    return is_unfunded(briefing, body) ? " It has no source of funding yet."
                                       : arena_format(briefing->arena, " %s has no source of funding yet.",
                                             money_text(briefing, gap_of(briefing, body)));
}

static const char *needs_of(const Briefing *briefing, const Subject *subject) {
    return needs_text(briefing, subject->name, row_total(briefing, BIZCASE_CAPITAL, subject->body),
        row_total(briefing, BIZCASE_ONE_OFF, subject->body));
}

/* --- the revenue budget ----------------------------------------------------------------------------------------------- */

/* The year that matters most, and the last one. */
static const char *revenue_text(const Briefing *briefing, const Subject *subject) {
    Arena *arena = briefing->arena;
    const double *row = row_of(briefing, BIZCASE_NET_REVENUE, subject->body);
    const char *const *years = briefing->finance->years;
    const size_t end = briefing->finance->year_count - 1, most = year_of_most(briefing, row),
                 least = year_of_least(briefing, row);
    const char *s = subject->is_plural ? "" : "s";
    size_t named = most;
    const char *text;
    if (is_nil(row[most]) && is_nil(row[least]))
        return arena_format(arena, "%s pay%s nothing in any year.", subject->budgets, s);
    if (row[most] > 0 && !is_nil(row[most]))
        text = arena_format(
            arena, "%s must find most in %s: %s.", subject->budgets, years[most], money_text(briefing, row[most]));
    else if (is_nil(row[most]))
        named = least, text = arena_format(arena, "%s never need%s more money. Most is saved in %s: %s.",
                           subject->budgets, s, years[least], money_text(briefing, fabs(row[least])));
    else
        text = arena_format(arena, "%s save%s in every year, least in %s: %s.", subject->budgets, s, years[most],
            money_text(briefing, fabs(row[most])));
    if (named == end) return text;
    if (is_nil(row[end])) return arena_format(arena, "%s By %s there is no effect.", text, years[end]);
    return arena_format(arena, "%s By %s %s %s%s %s a year.", text, years[end], subject->it,
        row[end] < 0         ? "save"
        : subject->is_plural ? "pay"
                             : "pay",
        s, money_text(briefing, fabs(row[end])));
}

/* Net cash before financing over all years, and the most that is out at a time. */
static const char *cash_text(const Briefing *briefing, const char *who, const Subject *subject) {
    Arena *arena = briefing->arena;
    const BizcaseFinance *finance = briefing->finance;
    const double cash = finance->items[finance->item_count - 1].values[subject->body];
    const char *text = is_nil(cash)
                           ? "Over all years the cash that goes out comes back."
                           : arena_format(arena, "Over all years %s %s %s in cash, before the cost of borrowing.", who,
                                 cash < 0 ? "pay out a net" : "save a net", money_text(briefing, fabs(cash)));
    if (!finance->envelopes || is_nil(finance->envelopes[subject->body].plan_peak_cash)) return text;
    const BizcaseEnvelope *envelope = &finance->envelopes[subject->body];
    return arena_format(arena, "%s At the peak %s is paid out and not yet saved; in 8 outcomes out of 10, at most %s.",
        text, money_text(briefing, envelope->plan_peak_cash), money_text(briefing, envelope->peak_cash[SURE_80]));
}

static const char *debt_text(const Briefing *briefing, size_t body) {
    Arena *arena = briefing->arena;
    const size_t years = briefing->finance->year_count;
    const double *debt = row_of(briefing, BIZCASE_CFR_CLOSE, body);
    const size_t most = year_of_most(briefing, debt);
    double *charge = arena_array(arena, years, sizeof *charge);
    for (size_t y = 0; y < years; y++)
        charge[y] = row_of(briefing, BIZCASE_INTEREST, body)[y] + row_of(briefing, BIZCASE_MRP, body)[y];
    const size_t worst = year_of_most(briefing, charge);
    if (debt[most] < 0.5) return "It adds no debt.";
    const bool is_borrowed = row_total(briefing, BIZCASE_CAPITAL_BY_BORROWING, body) >= 0.5;
    const char *text = arena_format(arena, "%s is highest at the end of %s: %s.",
        is_borrowed ? "Debt" : "Capital without funding counts as debt. It", briefing->finance->years[most],
        money_text(briefing, debt[most]));
    if (charge[worst] < 0.5) return text;
    return arena_format(arena, "%s Interest and minimum revenue provision cost most in %s: %s.", text,
        briefing->finance->years[worst], money_text(briefing, charge[worst]));
}

/* --- how likely it is to hold ----------------------------------------------------------------------------------------- */

static const char *chance_words(const Briefing *briefing, size_t body) {
    return arena_format(briefing->arena, "The chance of a higher cost than planned is %s.",
        chance_text(briefing->arena, briefing->finance->envelopes[body].over_all_years));
}

static const char *contingency_words(const Briefing *briefing, size_t body) {
    const double contingency = briefing->finance->envelopes[body].contingency[SURE_80];
    return contingency > 0 && !is_nil(contingency)
               ? arena_format(briefing->arena, "A contingency of %s is enough in 8 outcomes out of 10.",
                     money_text(briefing, contingency))
               : "In 8 outcomes out of 10 no contingency is needed.";
}

/* The councils that the test fails, with their years and limits; or that all pass. NULL: there is nothing to test. */
static const char *tests_text(const Briefing *briefing) {
    static const NumberStyle style = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
    Arena *arena = briefing->arena;
    const BizcaseFinance *finance = briefing->finance;
    const char *failed = "";
    size_t tested = 0, failures = 0, place = 0;
    for (size_t b = 1; b < finance->body_count; b++) {
        const BizcaseInvestToSave *test = &finance->invest_to_save[b];
        tested += invest_is_tested(test);
        failures += invest_is_tested(test) && !test->passes;
    }
    if (tested == 0) return NULL;
    if (failures == 0) return "The option passes the invest-to-save test.";
    for (size_t b = 1; b < finance->body_count; b++) {
        const BizcaseInvestToSave *test = &finance->invest_to_save[b];
        if (!invest_is_tested(test) || test->passes) continue;
        const char *years = isnan(test->years)
                                ? "nothing is saved"
                                : arena_format(arena, "%s years, limit %s", number_text(arena, test->years, style),
                                      number_text(arena, test->threshold, style));
        const char *item = finance->body_count > 2
                               ? arena_format(arena, "%s (%s)", briefing->the_case->councils[b - 1].name, years)
                               : years;
        failed = listed(arena, failed, item, place++, failures);
    }
    return arena_format(arena,
        finance->body_count > 2 ? "The option fails the invest-to-save test for %s."
                                : "The option fails the invest-to-save test: %s.",
        failed);
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

bool invest_is_tested(const BizcaseInvestToSave *test) {
    return !is_nil(test->one_off) || !is_nil(test->yearly_saving);
}

bool finance_differs_from_trials(const BizcaseFinance *finance) {
    for (size_t b = 0; finance->envelopes && b < finance->body_count; b++)
        if (fabs(finance->envelopes[b].plan_total - finance->envelopes[b].plan_total_as_set) > 0.5) return true;
    return false;
}

const char *what_trials_have(const Briefing *briefing) {
    const Settings *settings = &briefing->the_case->settings;
    const bool in_trials = settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS;
    const char *bias = settings->optimism_bias_in_plan == in_trials ? ""
                       : in_trials                                  ? "with optimism bias"
                                                                    : "without optimism bias";
    if (settings->risk_in_plan || briefing->the_case->risk_count == 0) return bias;
    return arena_format(briefing->arena, "%s%swith the expected cost of the risk register", bias, *bias ? " and " : "");
}

/* A council that is alone, or joint. */
static void whole_answer(const Briefing *briefing, Section *section) {
    Arena *arena = briefing->arena;
    Document *document = briefing->document;
    const bool is_alone = briefing->body_count == 1;
    const Subject subject = { .body = 0,
        .name = arena_format(arena, "\"%s\"", option_name(briefing->the_case, briefing->finance->option)),
        .budgets = is_alone ? "The revenue budget" : "Revenue budgets",
        .it = is_alone ? "it" : "they",
        .is_plural = !is_alone };
    const char *who = party_text(arena, briefing->the_case, is_alone ? "the {party} will" : "the {parties} will");
    section_paragraph(document, section,
        arena_format(arena, "%s%s%s", needs_of(briefing, &subject), sources_text(briefing, 0), gap_text(briefing, 0)));
    section_paragraph(document, section,
        arena_format(arena, "%s %s", revenue_text(briefing, &subject), cash_text(briefing, who, &subject)));
    const char *tests = tests_text(briefing), *text = debt_text(briefing, 0);
    if (tests) text = arena_format(arena, "%s %s", text, tests);
    if (briefing->finance->envelopes)
        text = arena_format(arena, "%s %s %s", text, chance_words(briefing, 0), contingency_words(briefing, 0));
    section_paragraph(document, section, text);
}

static void council_answer(const Briefing *briefing, size_t body, Section *section) {
    Arena *arena = briefing->arena;
    const Subject subject = {
        .body = body, .name = body_name(briefing, body), .budgets = "Its revenue budget", .it = "it"
    };
    if (!body_has_books(briefing->finance, body)) {
        section_paragraph(
            briefing->document, section, arena_format(arena, "No money of this option falls on %s.", subject.name));
        return;
    }
    section_paragraph(briefing->document, section,
        arena_format(arena, "%s%s %s%s%s", needs_of(briefing, &subject), gap_text(briefing, body),
            revenue_text(briefing, &subject), briefing->finance->envelopes ? " " : "",
            briefing->finance->envelopes ? contingency_words(briefing, body) : ""));
}

/* What could count a saving twice makes every other figure doubtful. */
static void first_questions(const Briefing *briefing, Section *section) {
    for (size_t f = 0; f < briefing->finance->flag_count; f++)
        if (strncmp(briefing->finance->flags[f].flag, "saving_", strlen("saving_")) == 0)
            section_paragraph(briefing->document, section,
                arena_format(briefing->arena, "Ask first: %s", briefing->finance->flags[f].message));
}

void finance_answer_section(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    Arena *arena = briefing->arena;
    Document *document = briefing->document;
    Section *section = document_section(document, "The answer");
    const char *choice = choice_of_option_text(briefing),
               *odd = odd_trials_text(arena, finance->not_finite, finance->trials);
    if (choice) section_paragraph(document, section, choice);
    if (body_is_chosen(briefing, 0)) whole_answer(briefing, section);
    first_questions(briefing, section);
    for (size_t b = 1; b < briefing->body_count; b++)
        if (body_is_chosen(briefing, b)) council_answer(briefing, b, section);
    if (odd) section_paragraph(document, section, odd);
    section_paragraph(document, section,
        arena_format(arena, "Amounts are at the prices of each year. %s%s",
            finance_differs_from_trials(finance)
                ? arena_format(arena, "Chances, contingencies and peak cash compare outcomes with the plan %s. ",
                      what_trials_have(briefing))
                : "",
            sign_convention));
}
