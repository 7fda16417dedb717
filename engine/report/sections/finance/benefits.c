/* Pages on benefits and who owns them, on what has come of them so far, on what is not money, and on what a unit of a service
   costs. */
#include "report/sections/finance/pages.h"

#include "case/readings.h"
#include "case/registers/registers.h"
#include "report/sections/case_data.h"

#include <math.h>
#include <string.h>

static const NumberStyle points = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 0 };

/* --- scores --------------------------------------------------------------------------------------------------------- */

static void scores_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->score_count) return;
    Section *section = document_section(document, "Points for what is not money");
    section->name = "non-financial-scores";
    section->extent = FULL_ONLY;
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
        "Each option's scores, weighted by criterion. Points are never added to money. Cost a point is the present value of "
        "the option's joint costs, divided by its points.");
}

static void weights_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->weight_count) return;
    Section *section = document_section(document, "How far each weight can move");
    section->name = "non-financial-weights";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Criterion", ALIGN_LEFT);
    grid_column(document, section, "Weight", ALIGN_RIGHT);
    grid_column(document, section, "Another option wins at", ALIGN_RIGHT);
    grid_column(document, section, "Which", ALIGN_LEFT);
    for (size_t i = 0; i < finance->weight_count; i++) {
        const BizcaseWeight *row = &finance->weights[i];
        grid_text(document, section, row->label);
        grid_number(document, section, row->weight, percent);
        if (row->then_best)
            grid_number(document, section, row->switches_at, percent);
        else
            grid_text(document, section, "no weight");
        grid_text(document, section, row->then_best ? option_name(briefing->the_case, row->then_best) : "");
    }
    section_note(document, section, "One weight moves at a time. The others keep their proportions.");
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
    section->extent = FULL_ONLY;
    grid_column(document, section, "Line", ALIGN_LEFT);
    grid_column(document, section, "Owner", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    if (with_bias) grid_column(document, section, "Plan with optimism bias", ALIGN_RIGHT);
    grid_column(document, section, "Actual", ALIGN_RIGHT);
    for (size_t b = 1; b < briefing->body_count; b++)
        if (body_is_shown(briefing, b))
            grid_column(document, section, arena_format(briefing->arena, "Difference, %s", body_name(briefing, b)),
                ALIGN_RIGHT);
    grid_column(document, section, "State", ALIGN_LEFT);
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
        for (size_t b = 1; b < briefing->body_count; b++)
            if (body_is_shown(briefing, b))
                grid_number(document, section, row->actual[b] - row->planned[b], briefing->money);
        grid_text(document, section, row->state);
    }
    section_note(document, section,
        "Late: it began after its planned start. Short, over and under: more than 5% from the plan. Banked: the "
        "medium-term plan holds it already.");
    section_note(document, section,
        "Plan and actual are joint, up to the date of each line's last actual, at the prices of each year. Differences are "
        "from the plan without optimism bias, as budgets are set without it.");
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
    Section *section = document_section(document,
        arena_format(briefing->arena, "Costs and benefits so far, by programme and owner, %s", briefing->money_unit));
    section->name = "realisation-sums";
    section->extent = FULL_ONLY;
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
    section_note(document, section, has_bias(finance) ? "Joint. Plans are without optimism bias." : "Joint.");
}

static void outturn_section(const Briefing *briefing, const BizcaseFinance *finance) {
    Document *document = briefing->document;
    if (!finance->outturn) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "The case with the actuals so far, %s", briefing->money_unit));
    section->name = "outturn";
    section->extent = FULL_ONLY;
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
    for (size_t b = 0; b < briefing->body_count; b++) {
        const BizcaseOutturn *row = &finance->outturn[b];
        if (!body_is_shown(briefing, b)) continue;
        grid_text(document, section, body_name(briefing, b));
        grid_number(document, section, approved[b], briefing->money);
        grid_number(document, section, now[b], briefing->money);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            grid_number(document, section, row->npv_percentiles[i], briefing->money);
        grid_payback(document, section, row->payback_approved, row->payback_approved_note);
        grid_payback(document, section, row->payback_now, row->payback_now_note);
    }
    section_note(document, section,
        "Now: actuals replace the plan. The rest stays as planned, and uncertain. P10 to P90 show the range of the NPV now.");
    casting_note(document, section, casting);
}

/* --- unit costs ----------------------------------------------------------------------------------------------------- */

static bool has_no_units(const BizcaseFinance *finance, const BizcaseUnitCost *row, size_t body) {
    for (size_t y = 0; y < finance->year_count; y++)
        if (row->units[body * finance->year_count + y] > 0) return false;
    return true;
}

static void unit_rows(const Briefing *briefing, Section *section, const BizcaseUnitCost *row, NumberStyle money) {
    const BizcaseFinance *finance = briefing->finance;
    const YearRange years = years_shown(briefing);
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_is_shown(briefing, b) || has_no_units(finance, row, b)) continue;
        grid_text(briefing->document, section,
            arena_format(briefing->arena, "%s, a %s%s%s", row->label, row->unit, briefing->body_count > 1 ? ": " : "",
                briefing->body_count == 1 ? ""
                : b                       ? body_name(briefing, b)
                                          : "joint"));
        for (size_t y = years.first; y < years.end; y++)
            grid_number(briefing->document, section, row->per_unit[b * finance->year_count + y], money);
    }
}

void finance_units_sections(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    const NumberStyle money = {
        .prefix = briefing->the_case->settings.currency, .suffix = "", .divisor = 1, .decimals = 2
    };
    if (!finance->unit_cost_count) return;
    Section *section = document_section(briefing->document, "What a unit of each service costs in full");
    section->name = "unit-costs";
    section->extent = FULL_ONLY;
    year_columns(briefing, section, WITHOUT_TOTAL);
    for (size_t i = 0; i < finance->unit_cost_count; i++) unit_rows(briefing, section, &finance->unit_costs[i], money);
    if (table_or_sentence(briefing, section, "No units are planned."))
        section_note(briefing->document, section,
            "From the plan, at the prices of each year, with overhead. Capital is charged in equal parts over the life of "
            "the asset, from the year after it is spent.");
}

void finance_scores_sections(const Briefing *briefing) {
    scores_section(briefing, briefing->finance);
    weights_section(briefing, briefing->finance);
}

void finance_actuals_sections(const Briefing *briefing) {
    realisation_section(briefing, briefing->finance);
    realisation_sums(briefing, briefing->finance);
    outturn_section(briefing, briefing->finance);
}

/* --- benefits of the plan --------------------------------------------------------------------------------------------- */

/* What the option gains by the line; NULL: nothing, or the appraisal has no lines. */
static const BizcasePart *part_of(const Briefing *briefing, const Line *line) {
    for (size_t i = 0; i < briefing->appraisal->line_count; i++) {
        const BizcasePart *part = &briefing->appraisal->lines[i];
        if (!part->is_cost && part->change == BIZCASE_NEW && strcmp(part->option, briefing->option) == 0 &&
            !part->versus == !briefing->versus && strcmp(part->line, line->label.id) == 0)
            return part;
    }
    return NULL;
}

static bool is_named_before(const Budget *budgets, const Line *line, size_t place) {
    for (size_t b = 0; b < place; b++)
        if (strcmp(budgets[line->budgets[b]].label.name, budgets[line->budgets[place]].label.name) == 0) return true;
    return false;
}

/* The names of its headings, which councils may share. Nothing for what is no money of a budget. */
static const char *budgets_of(const Briefing *briefing, const Line *line) {
    const Budget *budgets = briefing->the_case->registers->budgets;
    const char *list = "";
    if (line_cash_part(line) <= 0 || line->kind != KIND_REVENUE) return "";
    for (size_t b = 0; b < line->budget_count; b++)
        if (!is_named_before(budgets, line, b))
            list =
                arena_format(briefing->arena, "%s%s%s", list, *list ? "; " : "", budgets[line->budgets[b]].label.name);
    return line->budget_count ? list : "none named";
}

static void benefit_row(const Briefing *briefing, Section *section, const Line *line, const double *present_values) {
    Document *document = briefing->document;
    grid_text(document, section, arena_format(briefing->arena, "%s (%s)", line->label.name, line->type->words));
    grid_text(document, section, *line->owner ? line->owner : "nobody");
    grid_text(document, section, budgets_of(briefing, line));
    for (size_t b = 0; b < briefing->body_count; b++)
        if (body_is_shown(briefing, b)) grid_number(document, section, present_values[b], briefing->money);
}

void finance_benefits_sections(const Briefing *briefing) {
    const Case *the_case = briefing->the_case;
    Document *document = briefing->document;
    Section *section = NULL;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const BizcasePart *part =
            the_case->lines[l].side == SIDE_BENEFIT ? part_of(briefing, &the_case->lines[l]) : NULL;
        if (!part || bodies_are_nil(briefing, part->present_values, body_is_shown)) continue;
        if (!section) {
            section = document_section(
                document, arena_format(briefing->arena, "Benefits, present values, %s", briefing->money_unit));
            section->name = "benefits";
            section->extent = FULL_ONLY;
            grid_column(document, section, "Benefit", ALIGN_LEFT);
            grid_column(document, section, "Owner", ALIGN_LEFT);
            grid_column(document, section, "Budget that it comes out of", ALIGN_LEFT);
            columns_of_bodies(briefing, section, body_is_shown);
        }
        benefit_row(briefing, section, &the_case->lines[l], part->present_values);
    }
}
