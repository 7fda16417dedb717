/* Pages that check the financial case: against the economic one, against the councils' thresholds, and by questions. */
#include "report/sections/finance/pages.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/sections/case_data.h"

static double row_total(const BizcaseFinance *finance, BizcaseFinanceRow row, size_t body) {
    double sum = 0;
    for (size_t y = 0; y < finance->year_count; y++) sum += finance->rows[row][body * finance->year_count + y];
    return sum;
}

static bool is_nil(double amount) {
    return fabs(amount) < 0.5;
}

/* "It spends £2m of capital and £1m one-off." Without either: NULL. What is negative comes in. */
static const char *spending_words(const Briefing *briefing, const char *name, double capital, double one_off) {
    const struct {
        double amount;
        const char *what;
    } parts[] = { { capital, "of capital" }, { one_off, "one-off" } };
    const char *spent = "", *received = "";
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        const char **words = parts[p].amount < 0 ? &received : &spent;
        if (is_nil(parts[p].amount)) continue;
        *words = arena_format(briefing->arena, "%s%s%s %s", *words, **words ? " and " : "",
            money_text(briefing, fabs(parts[p].amount)), parts[p].what);
    }
    if (!*spent && !*received) return NULL;
    return arena_format(briefing->arena, "%s %s%s%s%s%s.", name, *spent ? "spends " : "", spent,
        *spent && *received ? ", and " : "", *received ? "gets back " : "", received);
}

/* What the years are to the revenue budget: some cost it, or all save, or nothing falls on it. */
static const char *revenue_words(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    Arena *arena = briefing->arena;
    const size_t years = finance->year_count;
    const double *row = finance->rows[BIZCASE_NET_REVENUE] + body * years, last = row[years - 1];
    size_t most = 0, least = 0;
    for (size_t y = 1; y < years; y++) {
        if (row[y] > row[most]) most = y;
        if (row[y] < row[least]) least = y;
    }
    const char *by_then = is_nil(last)
                              ? arena_format(arena, "by %s there is no effect", finance->years[years - 1])
                              : arena_format(arena, "by %s the effect is %s of %s a year", finance->years[years - 1],
                                    last < 0 ? "a saving" : "a cost", money_text(briefing, fabs(last)));
    if (is_nil(row[most]) && is_nil(row[least])) return "Nothing falls on its revenue budget in any year.";
    if (row[most] > 0 && !is_nil(row[most]))
        return arena_format(arena, "Its revenue budget has to find most in %s (%s); %s.", finance->years[most],
            money_text(briefing, row[most]), by_then);
    if (is_nil(row[most]))
        return arena_format(arena, "Its revenue budget has to find nothing in any year, and saves most in %s (%s); %s.",
            finance->years[least], money_text(briefing, fabs(row[least])), by_then);
    return arena_format(arena, "Its revenue budget saves in every year, least in %s (%s); %s.", finance->years[most],
        money_text(briefing, fabs(row[most])), by_then);
}

bool body_has_books(const BizcaseFinance *finance, size_t body) {
    if (body == 0) return true;
    for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++)
        for (size_t y = 0; y < finance->year_count; y++)
            if (!is_nil(finance->rows[r][body * finance->year_count + y])) return true;
    return false;
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

static const char *contingency_words(const Briefing *briefing, const BizcaseEnvelope *envelope) {
    const double contingency = envelope->contingency[2];
    return contingency > 0 && !is_nil(contingency)
               ? arena_format(
                     briefing->arena, "a contingency of %s makes the plan hold", money_text(briefing, contingency))
               : "the plan holds without a contingency";
}

static void body_answer(const Briefing *briefing, const BizcaseFinance *finance, size_t body, Section *section) {
    Arena *arena = briefing->arena;
    const double gap = row_total(finance, BIZCASE_CAPITAL_GAP, body) + row_total(finance, BIZCASE_ONE_OFF_GAP, body);
    const char *council = briefing->the_case->councils[body - 1].name,
               *name = strcmp(council, briefing->the_case->settings.party) == 0
                           ? party_text(arena, briefing->the_case, "The {party}")
                           : council;
    const char *spending = spending_words(
        briefing, name, row_total(finance, BIZCASE_CAPITAL, body), row_total(finance, BIZCASE_ONE_OFF, body));
    const char *without = arena_format(arena, "%s has neither capital nor one-off spending.", name), *funded = "";
    if (spending)
        funded = gap > 0.5
                     ? arena_format(arena, " %s of the spending has no source of funding.", money_text(briefing, gap))
                     : " All of the spending has a source of funding.";
    section_paragraph(briefing->document, section,
        arena_format(arena, "%s %s%s", spending ? spending : without, revenue_words(briefing, finance, body), funded));
    if (finance->envelopes)
        section_paragraph(briefing->document, section,
            arena_format(arena, "The chance that it costs more than planned%s is %s; %s with 80%% confidence.",
                finance_differs_from_trials(finance) ? arena_format(arena, " (%s)", what_trials_have(briefing)) : "",
                chance_text(arena, finance->envelopes[body].over_all_years),
                contingency_words(briefing, &finance->envelopes[body])));
}

void finance_answer_section(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    Section *section = document_section(briefing->document, "The answer");
    section_paragraph(briefing->document, section,
        arena_format(briefing->arena, "What \"%s\" means for the %s' books, at the prices of the day. %s",
            option_name(briefing->the_case, finance->option), briefing->the_case->settings.parties, sign_convention));
    const char *choice = choice_of_option_text(briefing);
    if (choice) section_paragraph(briefing->document, section, choice);
    for (size_t f = 0; f < finance->flag_count; f++)
        if (strncmp(finance->flags[f].flag, "saving_", strlen("saving_")) == 0)
            section_paragraph(briefing->document, section,
                arena_format(briefing->arena, "To be questioned first: %s.", finance->flags[f].message));
    for (size_t b = 1; b < finance->body_count; b++) {
        if (body_has_books(finance, b))
            body_answer(briefing, finance, b, section);
        else
            section_paragraph(briefing->document, section,
                arena_format(briefing->arena, "No money of this option falls on %s.", body_name(briefing, b)));
    }
    const char *left_out = odd_trials_text(briefing->arena, finance->not_finite, finance->trials);
    if (left_out) section_paragraph(briefing->document, section, left_out);
    if (finance->flag_count)
        section_paragraph(briefing->document, section,
            arena_format(briefing->arena, "%zu thing%s should be questioned: see the end.", finance->flag_count,
                finance->flag_count == 1 ? "" : "s"));
}

/* [item between first and last][body], rounded so that they lead from one to the other as these are printed. */
static const double *rounded_steps(const Briefing *briefing, const BizcaseFinance *finance, Casting *casting) {
    const size_t bodies = briefing->body_count, last = finance->item_count - 1;
    double *steps = arena_array(briefing->arena, last * bodies, sizeof *steps);
    for (size_t i = 1; i < last; i++)
        memcpy(steps + (i - 1) * bodies, finance->items[i].values, bodies * sizeof *steps);
    round_walk(briefing->arena, steps, last - 1, bodies, round_bodies(briefing, finance->items[0].values, casting),
        round_bodies(briefing, finance->items[last].values, casting), style_step(briefing->money), casting);
    return steps;
}

static bool changes_nothing(const Briefing *briefing, const BizcaseReconciliationItem *item) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (item->values[b] != 0) return false;
    return true;
}

static const BizcaseReconciliationItem *growth_item(const BizcaseFinance *finance) {
    const BizcaseReconciliationItem *item = finance->items;
    while (strcmp(item->name, "unbudgeted_growth") != 0) item++;
    return item;
}

static void reconciliation_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    Section *section = document_section(
        document, arena_format(briefing->arena, "From net present value to cash, %s", briefing->money_unit));
    section->name = "npv-to-cash";
    grid_column(document, section, "", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(document, section, b ? body_name(briefing, b) : "Joint", ALIGN_RIGHT);
    const size_t last = finance->item_count - 1;
    Casting casting = { 0 };
    const double *steps = rounded_steps(briefing, finance, &casting);
    for (size_t i = 0; i <= last; i++) {
        if (i > 0 && i < last && changes_nothing(briefing, &finance->items[i])) continue;
        grid_text(document, section, finance->items[i].label);
        if (i == 0 || i == last) {
            grid_bodies(briefing, section, finance->items[i].values);
            continue;
        }
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_number(document, section, steps[(i - 1) * briefing->body_count + b], briefing->money);
    }
    section->grid.total_last = true;
    casting_note(document, section, casting);
    if (finance->baseline_cash[0] != 0 && finance->existing_budgets[0] != 0)
        section_note(document, section,
            arena_format(briefing->arena,
                "\"%s\": existing revenue budgets hold %s; what the baseline would pay, and is not paid, is %s.",
                growth_item(finance)->label, money_text(briefing, finance->existing_budgets[0]),
                money_text(briefing, -finance->baseline_cash[0])));
    section_note(document, section,
        "Over all years. The net present value holds neither interest nor minimum revenue "
        "provision, and nothing of them is in this table: they are ways to pay for the capital that is.");
}

static void invest_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    static const NumberStyle years = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
    Section *section =
        document_section(document, arena_format(briefing->arena, "Invest to save, %s", briefing->money_unit));
    section->name = "invest-to-save";
    grid_column(document, section, "", ALIGN_LEFT);
    grid_column(document, section, "Capital and one-off cost", ALIGN_RIGHT);
    grid_column(document, section, "Steady saving a year", ALIGN_RIGHT);
    grid_column(document, section, "Years", ALIGN_RIGHT);
    grid_column(document, section, "At most", ALIGN_RIGHT);
    grid_column(document, section, "", ALIGN_LEFT);
    double *one_off = arena_array(briefing->arena, briefing->body_count, sizeof *one_off);
    double *saving = arena_array(briefing->arena, briefing->body_count, sizeof *saving);
    for (size_t b = 0; b < briefing->body_count; b++) {
        one_off[b] = finance->invest_to_save[b].one_off;
        saving[b] = finance->invest_to_save[b].yearly_saving;
    }
    Casting casting = { 0 };
    round_headlines(one_off, briefing->body_count, style_step(briefing->money), &casting);
    round_headlines(saving, briefing->body_count, style_step(briefing->money), &casting);
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_has_books(finance, b)) continue;
        const BizcaseInvestToSave *test = &finance->invest_to_save[b];
        grid_text(document, section, b ? body_name(briefing, b) : "Joint");
        grid_number(document, section, one_off[b], briefing->money);
        grid_number(document, section, saving[b], briefing->money);
        grid_number(document, section, test->years, years);
        grid_number(document, section, test->threshold, years);
        grid_text(document, section,
            is_nil(test->one_off) && is_nil(test->yearly_saving) ? "n/a"
            : test->passes                                       ? "pass"
                                                                 : "fail");
    }
    section_note(
        document, section, "The saving is that of the last year; neither is discounted, and interest is not in it.");
    casting_note(document, section, casting);
}

static void flags_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->flag_count) return;
    Section *section = document_section(document, "What should be questioned");
    section->name = "challenge-flags";
    grid_column(document, section, "What", ALIGN_LEFT);
    grid_column(document, section, "Why", ALIGN_LEFT);
    for (size_t f = 0; f < finance->flag_count; f++) {
        grid_text(document, section, finance->flags[f].what);
        grid_text(document, section, finance->flags[f].message);
    }
}

void finance_check_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    reconciliation_section(briefing, finance);
    invest_section(briefing, finance);
    flags_section(briefing, finance);
}
