/* Pages on what is not money, on benefits as they come, and on what a unit of a service costs. */
#include "report/sections/finance/pages.h"

#include "report/sections/case_data.h"

#include <math.h>
#include <string.h>

static const NumberStyle points = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 0 };

/* --- scores --------------------------------------------------------------------------------------------------------- */

static void scores_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->score_count) return;
    Section *section = document_section(document, "What the options are worth besides money");
    section->name = "non-financial-scores";
    grid_column(document, section, "Option", ALIGN_LEFT);
    grid_column(document, section, "Points", ALIGN_RIGHT);
    grid_column(document, section, "Low", ALIGN_RIGHT);
    grid_column(document, section, "High", ALIGN_RIGHT);
    grid_column(document, section, "Rank", ALIGN_RIGHT);
    grid_column(
        document, section, arena_format(briefing->arena, "Cost a point, %s", briefing->money_unit), ALIGN_RIGHT);
    for (size_t i = 0; i < finance->score_count; i++) {
        const BizcaseScore *row = &finance->scores[i];
        grid_text(document, section, option_name(briefing->the_case, row->option));
        grid_number(document, section, row->points, points);
        grid_number(document, section, row->low, points);
        grid_number(document, section, row->high, points);
        grid_number(document, section, (double)row->rank, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1 });
        grid_number(document, section, row->cost_per_point, briefing->money);
    }
    section_note(document, section,
        "Weighted points of criteria.csv and scores.csv; they are never added to money. Cost a point: present value of "
        "the option's costs, joint.");
}

static void weights_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->weight_count) return;
    Section *section = document_section(document, "How far the weights may move");
    section->name = "non-financial-weights";
    grid_column(document, section, "Criterion", ALIGN_LEFT);
    grid_column(document, section, "Weight", ALIGN_RIGHT);
    grid_column(document, section, "Another is best at", ALIGN_RIGHT);
    grid_column(document, section, "Then", ALIGN_LEFT);
    for (size_t i = 0; i < finance->weight_count; i++) {
        const BizcaseWeight *row = &finance->weights[i];
        grid_text(document, section, row->label);
        grid_number(document, section, row->weight, percent);
        if (row->then_best)
            grid_number(document, section, row->switches_at, percent);
        else
            grid_text(document, section, "none");
        grid_text(document, section, row->then_best ? option_name(briefing->the_case, row->then_best) : "");
    }
    section_note(document, section, "One weight at a time; the others keep their proportions.");
}

/* --- realisation ---------------------------------------------------------------------------------------------------- */

static bool has_bias(const BizcaseFinance *finance) {
    for (size_t i = 0; i < finance->realisation_count; i++)
        if (finance->realisations[i].planned[0] != finance->realisations[i].planned_with_bias[0]) return true;
    return false;
}

static void realisation_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->realisation_count) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "Costs and benefits so far, %s", briefing->money_unit));
    const bool with_bias = has_bias(finance);
    section->name = "realisation";
    grid_column(document, section, "Line", ALIGN_LEFT);
    grid_column(document, section, "Owner", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    if (with_bias) grid_column(document, section, "Plan with optimism bias", ALIGN_RIGHT);
    grid_column(document, section, "Actual", ALIGN_RIGHT);
    for (size_t b = next_body(briefing, 0); b < briefing->body_count; b = next_body(briefing, b))
        grid_column(
            document, section, arena_format(briefing->arena, "Difference, %s", body_name(briefing, b)), ALIGN_RIGHT);
    grid_column(document, section, "", ALIGN_LEFT);
    for (size_t i = 0; i < finance->realisation_count; i++) {
        const BizcaseRealisation *row = &finance->realisations[i];
        grid_text(document, section,
            arena_format(briefing->arena, "%s (%s%s)", row->label,
                row->is_cost   ? "cost"
                : row->is_cash ? "cash saving"
                               : "benefit",
                row->is_banked ? ", banked" : ""));
        grid_text(document, section, row->owner);
        grid_number(document, section, row->planned[0], briefing->money);
        if (with_bias) grid_number(document, section, row->planned_with_bias[0], briefing->money);
        grid_number(document, section, row->actual[0], briefing->money);
        for (size_t b = next_body(briefing, 0); b < briefing->body_count; b = next_body(briefing, b))
            grid_number(document, section, row->actual[b] - row->planned[b], briefing->money);
        grid_text(document, section, row->state);
    }
    section_note(document, section,
        "Until the line's as_of, at the prices of the day. The plan, and the difference from it, are without optimism "
        "bias: budgets are set without it. Late: it began after its plan. Short, over and under: more than 5% from "
        "the plan. Banked: the medium-term plan holds it already.");
}

typedef const char *RealisationLabel(const BizcaseRealisation *row);
static const char *owner_of(const BizcaseRealisation *row) {
    return *row->owner ? row->owner : "nobody";
}
static const char *programme_of(const BizcaseRealisation *row) {
    return row->programme;
}

static bool is_first_of(const BizcaseFinance *finance, size_t i, RealisationLabel *label) {
    for (size_t before = 0; before < i; before++)
        if (strcmp(label(&finance->realisations[before]), label(&finance->realisations[i])) == 0) return false;
    return true;
}

/* Costs, cash savings and other benefits of each programme, then of each owner, jointly. */
static void realisation_sums(const Briefing *briefing, const BizcaseFinance *finance) {
    static const struct {
        const char *heading;
        RealisationLabel *label;
    } by[] = { { "Programme", programme_of }, { "Owner", owner_of } };
    Document *document = briefing->document;
    if (!finance->realisation_count) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "So far, by programme and by owner, %s", briefing->money_unit));
    section->name = "realisation-sums";
    static const char *const headings[] = { "", "Costs, plan", "Actual", "Cash savings, plan", "Actual",
        "Other benefits, plan", "Actual" };
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h ? ALIGN_RIGHT : ALIGN_LEFT);
    for (size_t k = 0; k < sizeof by / sizeof by[0]; k++)
        for (size_t i = 0; i < finance->realisation_count; i++) {
            const char *name = by[k].label(&finance->realisations[i]);
            double sums[6] = { 0 };
            if (!is_first_of(finance, i, by[k].label)) continue;
            for (size_t r = i; r < finance->realisation_count; r++) {
                const BizcaseRealisation *row = &finance->realisations[r];
                const size_t kind = row->is_cost ? 0 : row->is_cash ? 2 : 4;
                if (strcmp(by[k].label(row), name) != 0) continue;
                sums[kind] += row->planned[0];
                sums[kind + 1] += row->actual[0];
            }
            grid_text(document, section, arena_format(briefing->arena, "%s: %s", by[k].heading, name));
            for (size_t n = 0; n < 6; n++) grid_number(document, section, sums[n], briefing->money);
        }
    if (has_bias(finance)) section_note(document, section, "Plans are without optimism bias.");
}

static void outturn_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->outturn) return;
    Section *section = document_section(document,
        arena_format(briefing->arena, "What the case is worth with the actuals so far, %s", briefing->money_unit));
    section->name = "outturn";
    static const char *const headings[] = { "NPV approved", "NPV now", "P10", "P50", "P80", "P90",
        "Payback approved, years", "Payback now, years" };
    grid_column(document, section, "", ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_RIGHT);
    double *approved = arena_array(briefing->arena, briefing->body_count, sizeof *approved);
    double *now = arena_array(briefing->arena, briefing->body_count, sizeof *now);
    for (size_t b = 0; b < briefing->body_count; b++) {
        approved[b] = finance->outturn[b].npv_approved;
        now[b] = finance->outturn[b].npv_now;
    }
    Casting casting = { 0 };
    round_headlines(approved, briefing->body_count, style_step(briefing->money), &casting);
    round_headlines(now, briefing->body_count, style_step(briefing->money), &casting);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const BizcaseOutturn *row = &finance->outturn[b];
        grid_text(document, section, b ? body_name(briefing, b) : "Joint");
        grid_number(document, section, approved[b], briefing->money);
        grid_number(document, section, now[b], briefing->money);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            grid_number(document, section, row->npv_percentiles[i], briefing->money);
        grid_payback(document, section, row->payback_approved, row->payback_approved_note);
        grid_payback(document, section, row->payback_now, row->payback_now_note);
    }
    section_note(document, section,
        "Now: what is known replaces the plan and is certain; what is to come is as planned, and uncertain. "
        "Percentiles are of the NPV now.");
    casting_note(document, section, casting);
}

/* --- unit costs ----------------------------------------------------------------------------------------------------- */

static void unit_cost_sections(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->unit_cost_count) return;
    Section *section = document_section(document, "What a unit of each service costs in full");
    section->name = "unit-costs";
    const NumberStyle money = {
        .prefix = briefing->the_case->settings.currency, .suffix = "", .divisor = 1, .decimals = 2
    };
    grid_column(document, section, "A unit", ALIGN_LEFT);
    for (size_t y = 0; y < finance->year_count; y++) grid_column(document, section, finance->years[y], ALIGN_RIGHT);
    for (size_t i = 0; i < finance->unit_cost_count; i++)
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
            const BizcaseUnitCost *row = &finance->unit_costs[i];
            grid_text(document, section,
                arena_format(briefing->arena, "%s, a %s%s", row->label, row->unit,
                    briefing->body_count > 1
                        ? arena_format(briefing->arena, ": %s", b ? body_name(briefing, b) : "joint")
                        : ""));
            for (size_t y = 0; y < finance->year_count; y++)
                grid_number(document, section, row->per_unit[b * finance->year_count + y], money);
        }
    section_note(document, section,
        "At the prices of the day, by the plan, with overhead. Capital is charged in equal parts over the asset's "
        "life, from the year after it is spent.");
}

void finance_benefit_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    realisation_section(briefing, finance);
    realisation_sums(briefing, finance);
    outturn_section(briefing, finance);
    scores_section(briefing, finance);
    weights_section(briefing, finance);
    unit_cost_sections(briefing, finance);
}
