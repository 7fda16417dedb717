/* The table that a decision is made from: what it is worth to whom, and how sure that is. */
#include <math.h>

#include "report/document/rounding.h"
#include "report/sections/contents.h"

static const char *const headings[] = { "PV of benefits", "PV of costs", "NPV", "Mean NPV", "P10", "P90",
    "Chance of a loss", "Plan or better" };

static void add_row(const Briefing *briefing, Section *section, size_t body, const double *rounded, double mean) {
    enum { P10 = 2, P90 = 7 }; /* places in bizcase_percentiles() */
    Document *document = briefing->document;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, body, 0, FIGURE_NPV);
    grid_text(document, section, body_name(briefing, body));
    grid_number(document, section, rounded[1], briefing->money);
    grid_number(document, section, -rounded[2], briefing->money);
    grid_number(document, section, rounded[0], briefing->money);
    grid_number(document, section, mean, briefing->money);
    grid_number(document, section, npv ? npv->percentiles[P10] : NAN, briefing->money);
    grid_number(document, section, npv ? npv->percentiles[P90] : NAN, briefing->money);
    grid_text(document, section, chance_cell(briefing->arena, npv ? npv->probability_negative : NAN));
    grid_text(document, section, chance_cell(briefing->arena, npv ? npv->probability_at_least_plan : NAN));
}

static const double *rounded_means(const Briefing *briefing) {
    double *means = arena_array(briefing->arena, briefing->body_count, sizeof *means);
    for (size_t b = 0; b < briefing->body_count; b++) {
        const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
        means[b] = npv ? npv->mean : NAN;
    }
    return round_over_bodies(briefing, means);
}

void npv_section(const Briefing *briefing) {
    Document *document = briefing->document;
    const size_t bodies = briefing->body_count, columns = 3;
    double *rounded = arena_array(briefing->arena, (bodies + 1) * columns, sizeof *rounded);
    for (size_t b = 0; b < bodies; b++) {
        rounded[b * columns] = plan_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
        rounded[b * columns + 1] = plan_figure(briefing, briefing->option, b, 0, FIGURE_PV_BENEFITS);
        rounded[b * columns + 2] = -plan_figure(briefing, briefing->option, b, 0, FIGURE_PV_COSTS);
    }
    if (bodies == 1)
        for (size_t c = 0; c < columns; c++) rounded[columns + c] = rounded[c]; /* its only part */
    round_table(briefing->arena, rounded, bodies == 1 ? 2 : bodies, columns, style_step(briefing->money));
    Section *section = document_section(document, arena_format(briefing->arena, "Net present value%s, %s",
                                                      bodies > 1 ? " by council" : "", briefing->money_unit));
    section->name = "npv-by-council";
    grid_column(document, section, "Whose", ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_RIGHT);
    const double *means = rounded_means(briefing);
    for (size_t i = 0; i < bodies; i++) {
        const size_t body = (i + 1) % bodies; /* councils first, their sum last */
        add_row(briefing, section, body, rounded + body * columns, means[body]);
    }
    section->grid.total_last = bodies > 1;
    section_note(document, section,
        "Benefits, costs and NPV are the plan's; the other columns are of the trials. NPV is benefits "
        "less costs; costs that fall are in brackets.");
    if (bodies > 1)
        section_note(document, section, "Percentiles and chances of the councils do not add up to the joint ones.");
}
