/* Pages on how likely it is to cost more than planned, on the largest risks, and on what it costs to stop. */
#include "report/sections/finance/pages.h"

#include <math.h>
#include <stdlib.h>

/* --- each year ------------------------------------------------------------------------------------------------------- */

static void affordability_section(const Briefing *briefing, size_t body) {
    static const char *const headings[] = { "Year", "Plan", "P10", "P50", "P80", "P90", "Above plan", "Capital, plan",
        "Capital, P80", "Funding short" };
    const BizcaseFinance *finance = briefing->finance;
    const YearRange years = years_shown(briefing);
    Document *document = briefing->document;
    Section *section = body_section(briefing, body, "affordability by year");
    section->name = arena_format(briefing->arena, "affordability-by-year-%s", body_id(briefing, body));
    section->extent = FULL_ONLY;
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h ? ALIGN_RIGHT : ALIGN_LEFT);
    for (size_t y = years.first; y < years.end; y++) {
        const BizcaseAffordability *year = &finance->affordability[body * finance->year_count + y];
        grid_text(document, section, finance->years[y]);
        grid_number(document, section, year->plan_net_revenue, briefing->money);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            grid_number(document, section, year->net_revenue[i], briefing->money);
        grid_text(document, section, chance_cell(briefing->arena, year->above_plan));
        grid_number(document, section, year->plan_capital, briefing->money);
        grid_number(document, section, year->capital[SURE_80], briefing->money);
        grid_text(document, section, chance_cell(briefing->arena, fmax(year->capital_gap, year->one_off_gap)));
    }
    section_note(document, section,
        "Plan to P90 show the call on the revenue budget. In 8 outcomes out of 10 it is no higher than P80, and so on.");
    section_note(document, section,
        "Above plan: the chance of a higher call than planned. Funding short: the chance that the sources do not cover "
        "capital or one-off spending.");
    if (finance_differs_from_trials(finance))
        section_note(document, section,
            arena_format(briefing->arena, "Plan is the plan %s, as in the simulation.", what_trials_have(briefing)));
}

void finance_affordability_sections(const Briefing *briefing) {
    if (!briefing->finance || !briefing->finance->affordability) return;
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b)) affordability_section(briefing, b);
}

/* --- all years ------------------------------------------------------------------------------------------------------- */

static bool never_happens(const Briefing *briefing, size_t offset) {
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b) &&
            *(const double *)(const void *)((const char *)&briefing->finance->envelopes[b] + offset) > 0)
            return false;
    return true;
}

static void chance_rows(const Briefing *briefing, Section *section) {
    static const struct {
        const char *label;
        size_t offset; /* of a probability in BizcaseEnvelope */
    } chances[] = {
        { "Chance that the whole cost is above plan", offsetof(BizcaseEnvelope, over_all_years) },
        { "Chance of a year above plan", offsetof(BizcaseEnvelope, ever_above_plan) },
        { "Chance of capital without funding", offsetof(BizcaseEnvelope, ever_capital_gap) },
        { "Chance of one-off costs without funding", offsetof(BizcaseEnvelope, ever_one_off_gap) },
    };
    for (size_t c = 0; c < sizeof chances / sizeof chances[0]; c++) {
        if (c > 0 && never_happens(briefing, chances[c].offset)) continue;
        grid_text(briefing->document, section, chances[c].label);
        for (size_t b = 0; b < briefing->body_count; b++)
            if (body_has_pages(briefing, b))
                grid_text(briefing->document, section,
                    chance_cell(briefing->arena,
                        *(const double *)(const void *)((const char *)&briefing->finance->envelopes[b] +
                                                        chances[c].offset)));
    }
}

static void contingency_row(const Briefing *briefing, Section *section, const char *label, size_t confidence) {
    grid_text(briefing->document, section, label);
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_has_pages(briefing, b)) continue;
        const double contingency = briefing->finance->envelopes[b].contingency[confidence];
        if (contingency > 0)
            grid_number(briefing->document, section, contingency, briefing->money);
        else
            grid_text(briefing->document, section, "not needed");
    }
}

static void peak_rows(const Briefing *briefing, Section *section) {
    double *plan = arena_array(briefing->arena, briefing->body_count, sizeof *plan),
           *prudent = arena_array(briefing->arena, briefing->body_count, sizeof *prudent);
    for (size_t b = 0; b < briefing->body_count; b++) {
        plan[b] = briefing->finance->envelopes[b].plan_peak_cash;
        prudent[b] = briefing->finance->envelopes[b].peak_cash[SURE_80];
    }
    grid_text(briefing->document, section, "Peak cash, plan");
    cells_of_bodies(briefing, section, plan, body_has_pages);
    grid_text(briefing->document, section, "Peak cash, 80% sure");
    cells_of_bodies(briefing, section, prudent, body_has_pages);
}

static const char *whole_cost_words(const Briefing *briefing, double cost) {
    return arena_format(briefing->arena, "%s %s", cost < 0 ? "saves" : "costs", money_text(briefing, fabs(cost)));
}

static void fill_envelope(const Briefing *briefing, Section *section, bool every_confidence) {
    const BizcaseFinance *finance = briefing->finance;
    Document *document = briefing->document;
    grid_column(document, section, "", ALIGN_LEFT);
    columns_of_bodies(briefing, section, body_has_pages);
    chance_rows(briefing, section);
    if (every_confidence) contingency_row(briefing, section, "Contingency to be 50% sure", SURE_50);
    contingency_row(briefing, section, "Contingency to be 80% sure", SURE_80);
    if (every_confidence) contingency_row(briefing, section, "Contingency to be 90% sure", SURE_90);
    peak_rows(briefing, section);
    section_note(document, section,
        arena_format(briefing->arena,
            "From %s simulated outcomes, over all years. Contingency comes on top of the plan. Peak cash is the most paid "
            "out and not yet saved.",
            count_text(briefing->arena, finance->trials)));
    if (every_confidence)
        section_note(document, section,
            "The whole cost is capital, one-off costs and net running costs, less capital receipts of the case.");
    if (finance_differs_from_trials(finance))
        section_note(document, section,
            arena_format(briefing->arena,
                "Outcomes are compared with the plan %s, as in the simulation, which %s. The plan as set %s.",
                what_trials_have(briefing), whole_cost_words(briefing, finance->envelopes[0].plan_total),
                whole_cost_words(briefing, finance->envelopes[0].plan_total_as_set)));
}

static void envelope_section(const Briefing *briefing) {
    Section *section = document_section(
        briefing->document, arena_format(briefing->arena, "How likely it is to cost more, %s", briefing->money_unit));
    section->name = "envelope";
    fill_envelope(briefing, section, false);
    fill_envelope(briefing, document_in_full(briefing->document, section), true);
}

/* --- the register ---------------------------------------------------------------------------------------------------- */

typedef struct RankedRisk {
    const Risk *risk;
    double expected;
    size_t place; /* in the file */
} RankedRisk;

static int by_expected(const void *a, const void *b) {
    const RankedRisk *first = a, *second = b;
    if (fabs(first->expected) != fabs(second->expected)) return fabs(first->expected) < fabs(second->expected) ? 1 : -1;
    return first->place < second->place ? -1 : 1;
}

static size_t ranked_risks(const Briefing *briefing, RankedRisk *ranked) {
    const Case *the_case = briefing->the_case;
    const size_t option = option_index(the_case, briefing->finance->option);
    size_t count = 0;
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        if (risk->in_option[option])
            ranked[count++] =
                (RankedRisk){ risk, risk->probability * risk->impact.fitted.mean * the_case->settings.scale, r };
    }
    qsort(ranked, count, sizeof *ranked, by_expected);
    return count;
}

/* "80 to 450", or what it comes to on average where no range is given. */
static const char *impact_text(const Briefing *briefing, const Risk *risk) {
    const Fitted *impact = &risk->impact.fitted;
    const double scale = briefing->the_case->settings.scale;
    if (impact->constant || isnan(impact->low) || isnan(impact->high))
        return number_text(briefing->arena, impact->mean * scale, briefing->money);
    return arena_format(briefing->arena, "%s to %s", number_text(briefing->arena, impact->low * scale, briefing->money),
        number_text(briefing->arena, impact->high * scale, briefing->money));
}

/* The first so many of count. */
static void fill_register(
    const Briefing *briefing, Section *section, const RankedRisk *ranked, size_t shown, size_t count) {
    Document *document = briefing->document;
    grid_column(document, section, "Risk", ALIGN_LEFT);
    grid_column(document, section, "Owner", ALIGN_LEFT);
    grid_column(document, section, "Chance", ALIGN_RIGHT);
    grid_column(document, section, "If it happens", ALIGN_RIGHT);
    grid_column(document, section, "Expected", ALIGN_RIGHT);
    for (size_t i = 0; i < shown; i++) {
        const Risk *risk = ranked[i].risk;
        grid_text(document, section, risk->label.name);
        grid_text(document, section, risk->owner && *risk->owner ? risk->owner : "nobody");
        grid_text(document, section, chance_cell(briefing->arena, risk->probability));
        grid_text(document, section, impact_text(briefing, risk));
        grid_number(document, section, ranked[i].expected, briefing->money);
    }
    section_note(document, section,
        arena_format(briefing->arena,
            "Expected is the chance times the average cost, at price-base prices. Brackets are opportunities.%s",
            shown == count ? ""
                           : arena_format(briefing->arena, " %zu smaller %s not shown.", count - shown,
                                 count - shown == 1 ? "risk is" : "risks are")));
}

static void register_section(const Briefing *briefing) {
    enum { LARGEST = 5 };
    RankedRisk *ranked = arena_array(briefing->arena, briefing->the_case->risk_count, sizeof *ranked);
    const size_t count = ranked_risks(briefing, ranked);
    if (count == 0) return;
    Section *section = document_section(
        briefing->document, arena_format(briefing->arena, "The largest risks, %s", briefing->money_unit));
    section->name = "risk-register";
    fill_register(briefing, section, ranked, count < LARGEST ? count : LARGEST, count);
    if (count > LARGEST) fill_register(briefing, document_in_full(briefing->document, section), ranked, count, count);
}

void finance_risks_sections(const Briefing *briefing) {
    if (!briefing->finance) return;
    if (briefing->finance->affordability && any_body_has_pages(briefing)) envelope_section(briefing);
    register_section(briefing);
}

/* --- gates ----------------------------------------------------------------------------------------------------------- */

/* Whose one-off costs and spending to come are shown: joint's, unless councils are chosen. */
static bool has_spending_columns(const Briefing *briefing, size_t body) {
    return body_has_pages(briefing, body) && (body == 0 || !body_has_pages(briefing, 0));
}

static void body_column(const Briefing *briefing, Section *section, const char *what, size_t body) {
    grid_column(briefing->document, section,
        briefing->body_count > 1
            ? arena_format(briefing->arena, "%s, %s", what, body ? body_name(briefing, body) : "joint")
            : what,
        ALIGN_RIGHT);
}

static bool gate_is_nil(const Briefing *briefing, const BizcaseGate *gate) {
    return bodies_are_nil(briefing, gate->capital, body_has_pages) &&
           bodies_are_nil(briefing, gate->one_off, body_has_pages) &&
           bodies_are_nil(briefing, gate->to_come, body_has_pages);
}

void finance_gates_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    Document *document = briefing->document;
    if (!finance || !finance->gate_count) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "What it costs to stop, %s", briefing->money_unit));
    section->name = "cost-to-stop";
    section->extent = FULL_ONLY;
    grid_column(document, section, "At the end of", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_has_pages(briefing, b)) body_column(briefing, section, "Capital charged to revenue", b);
    for (size_t b = 0; b < briefing->body_count; b++)
        if (has_spending_columns(briefing, b)) {
            body_column(briefing, section, "One-off costs spent", b);
            body_column(briefing, section, "Not yet spent", b);
        }
    for (size_t g = 0; g < finance->gate_count; g++) {
        const BizcaseGate *gate = &finance->gates[g];
        if (gate_is_nil(briefing, gate)) continue;
        grid_text(document, section, arena_format(briefing->arena, "%s (%s)", gate->label, gate->date));
        cells_of_bodies(briefing, section, gate->capital, body_has_pages);
        for (size_t b = 0; b < briefing->body_count; b++)
            if (has_spending_columns(briefing, b)) {
                grid_number(document, section, gate->one_off[b], briefing->money);
                grid_number(document, section, gate->to_come[b], briefing->money);
            }
    }
    if (!table_or_sentence(briefing, section, "Stopping costs nothing at any phase.")) return;
    section_note(document, section,
        "From the plan, with its own delays, at the prices of each year. A project that stops cannot keep its spending as "
        "capital, so revenue pays. Assets in use by then are left out.");
}
