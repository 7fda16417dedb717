/* The table that a decision is made from: what it is worth to whom, and how sure that is. */
#include <math.h>

#include "case/party.h"
#include "report/sections/contents.h"

static const char *const headings[] = { "PV of benefits", "PV of costs", "NPV", "Mean NPV", "P10", "P90",
    "Chance of a loss", "Plan or better" };

static void add_row(const Briefing *briefing, Section *section, size_t body, const double *plan, const double *means) {
    static const FigureIndex figures[] = { FIGURE_PV_BENEFITS, FIGURE_PV_COSTS, FIGURE_NPV };
    Document *document = briefing->document;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, body, 0, FIGURE_NPV);
    grid_text(document, section, body_name(briefing, body));
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        grid_number(document, section, plan[figures[i] * briefing->body_count + body], briefing->money);
    grid_number(document, section, means[FIGURE_NPV * briefing->body_count + body], briefing->money);
    grid_number(document, section, npv ? npv->percentiles[AT_P10] : NAN, briefing->money);
    grid_number(document, section, npv ? npv->percentiles[AT_P90] : NAN, briefing->money);
    grid_text(document, section, chance_cell(briefing->arena, npv ? npv->probability_negative : NAN));
    grid_text(document, section, chance_cell(briefing->arena, npv ? npv->probability_at_least_plan : NAN));
}

void npv_section(const Briefing *briefing) {
    Document *document = briefing->document;
    const size_t bodies = briefing->body_count;
    Casting casting = { 0 };
    const double *plan = rounded_plan(briefing, briefing->option, &casting), *means = rounded_means(briefing, &casting);
    Section *section = document_section(document,
        arena_format(briefing->arena, "Net present value%s, %s",
            bodies > 1 ? party_text(briefing->arena, briefing->the_case, " by {party}") : "", briefing->money_unit));
    section->name = "npv-by-council";
    grid_column(document, section, "Whose", ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_RIGHT);
    /* Councils first, their sum last. */
    for (size_t i = 0; i < bodies; i++) add_row(briefing, section, (i + 1) % bodies, plan, means);
    section->grid.total_last = bodies > 1;
    section_note(document, section,
        "Benefits, costs and NPV are the plan's; the other columns are of the trials. NPV is benefits "
        "less costs.");
    casting_note(document, section, casting);
    if (bodies > 1)
        section_note(document, section,
            party_text(briefing->arena, briefing->the_case,
                "Percentiles and chances of the {parties} do not add up to the joint ones."));
}
