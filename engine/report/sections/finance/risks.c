/* Pages on how likely the envelope is to be broken, and on what it costs to stop. */
#include "report/sections/finance/pages.h"

#include <math.h>

enum { P50 = 1, P80 = 2, P90 = 3 };

static const char *years_heading(const Briefing *briefing, size_t body) {
    return briefing->body_count > 1 ? arena_format(briefing->arena, "%s: affordability by year, %s",
                                          body_name(briefing, body), briefing->money_unit)
                                    : arena_format(briefing->arena, "Affordability by year, %s", briefing->money_unit);
}

static void years_section(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    Document *document = briefing->document;
    Section *section = document_section(document, years_heading(briefing, body));
    section->name = arena_format(briefing->arena, "affordability-by-year-%s", body_id(briefing, body));
    grid_column(document, section, "Year", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    grid_column(document, section, "P10", ALIGN_RIGHT);
    grid_column(document, section, "P50", ALIGN_RIGHT);
    grid_column(document, section, "P80", ALIGN_RIGHT);
    grid_column(document, section, "P90", ALIGN_RIGHT);
    grid_column(document, section, "Above plan", ALIGN_RIGHT);
    grid_column(document, section, "Capital, plan", ALIGN_RIGHT);
    grid_column(document, section, "Capital, P80", ALIGN_RIGHT);
    grid_column(document, section, "Funding short", ALIGN_RIGHT);
    for (size_t y = 0; y < finance->year_count; y++) {
        const size_t at = body * finance->year_count + y;
        const BizcaseAffordability *year = &finance->affordability[at];
        grid_text(document, section, finance->years[y]);
        grid_number(document, section, year->plan_net_revenue, briefing->money);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            grid_number(document, section, year->net_revenue[i], briefing->money);
        grid_text(document, section, chance_cell(briefing->arena, year->above_plan));
        grid_number(document, section, year->plan_capital, briefing->money);
        grid_number(document, section, year->capital[P80], briefing->money);
        grid_text(document, section, chance_cell(briefing->arena, fmax(year->capital_gap, year->one_off_gap)));
    }
    section_note(document, section,
        "Plan to above plan: the call on the revenue budget. Funding short: the chance that the "
        "sources do not cover capital or one-off spending.");
}

static void envelope_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    Section *section = document_section(
        document, arena_format(briefing->arena, "How likely the envelope is to be broken, %s", briefing->money_unit));
    section->name = "envelope";
    grid_column(document, section, "", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(document, section, b ? body_name(briefing, b) : "Joint", ALIGN_RIGHT);
    const struct {
        const char *label;
        size_t offset; /* of a probability in BizcaseEnvelope */
    } chances[] = {
        { "Whole cost above the plan's", offsetof(BizcaseEnvelope, over_all_years) },
        { "Call on revenue above the plan's in some year", offsetof(BizcaseEnvelope, ever_above_plan) },
        { "Capital without funding in some year", offsetof(BizcaseEnvelope, ever_capital_gap) },
        { "One-off costs without funding in some year", offsetof(BizcaseEnvelope, ever_one_off_gap) },
    };
    for (size_t c = 0; c < sizeof chances / sizeof chances[0]; c++) {
        grid_text(document, section, chances[c].label);
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_text(document, section,
                chance_cell(briefing->arena,
                    *(const double *)(const void *)((const char *)&finance->envelopes[b] + chances[c].offset)));
    }
    static const struct {
        const char *label;
        size_t confidence;
    } holds[] = { { "Contingency to hold for 50% confidence", P50 }, { "Contingency to hold for 80% confidence", P80 },
        { "Contingency to hold for 90% confidence", P90 } };
    for (size_t h = 0; h < sizeof holds / sizeof holds[0]; h++) {
        grid_text(document, section, holds[h].label);
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
            const double contingency = finance->envelopes[b].contingency[holds[h].confidence];
            if (contingency > 0)
                grid_number(document, section, contingency, briefing->money);
            else
                grid_text(document, section, "not needed");
        }
    }
    grid_text(document, section, "Peak of cumulative cash, by the plan");
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_number(document, section, finance->envelopes[b].plan_peak_cash, briefing->money);
    grid_text(document, section, "Peak of cumulative cash, P80");
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_number(document, section, finance->envelopes[b].peak_cash[P80], briefing->money);
    section_note(document, section,
        arena_format(briefing->arena,
            "Over %s trials. Whole cost: capital, less capital receipts of the case, one-off and net running cost over "
            "all years; a contingency is held on top of the plan's.",
            count_text(briefing->arena, finance->trials)));
    if (finance_differs_from_trials(finance))
        section_note(document, section,
            arena_format(briefing->arena,
                "Chances, contingencies and the plan's peak are against the plan with what the "
                "trials have (%s): a whole cost of %s, joint. The plan as it is comes to %s.",
                what_trials_have(briefing), money_text(briefing, finance->envelopes[0].plan_total),
                money_text(briefing, finance->envelopes[0].plan_total_as_set)));
}

static void gates_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->gate_count) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "What it costs to stop, %s", briefing->money_unit));
    section->name = "cost-to-stop";
    grid_column(document, section, "At the end of", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(document, section,
            b ? arena_format(briefing->arena, "Capital falling on revenue, %s", body_name(briefing, b))
              : "Capital falling on revenue, joint",
            ALIGN_RIGHT);
    grid_column(document, section, "One-off costs gone, joint", ALIGN_RIGHT);
    grid_column(document, section, "Not yet spent, joint", ALIGN_RIGHT);
    for (size_t g = 0; g < finance->gate_count; g++) {
        const BizcaseGate *gate = &finance->gates[g];
        grid_text(document, section, arena_format(briefing->arena, "%s (%s)", gate->label, gate->date));
        grid_bodies(briefing, section, gate->capital);
        grid_number(document, section, gate->one_off[0], briefing->money);
        grid_number(document, section, gate->to_come[0], briefing->money);
    }
    section_note(document, section,
        "By the plan, with its own slips, at the prices of the day. The cost of a project that is abandoned cannot stay "
        "capital; what is in use by then is not abandoned, and is left out.");
}

void finance_risk_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    if (finance->affordability) {
        for (size_t b = 0; b < briefing->body_count; b++)
            if (body_has_books(finance, b)) years_section(briefing, finance, b);
        envelope_section(briefing, finance);
    }
    gates_section(briefing, finance);
}
