/* Pictures of the financial case: how each year's spending is funded, and how sure the call on revenue is. */
#include <math.h>

#include "report/charts/charts.h"
#include "report/sections/finance/pages.h"

/* The parts of a year's bar, from the bottom up. Capital and one-off costs of a source together. */
static const struct {
    const char *label;
    BizcaseFinanceRow capital, one_off; /* BIZCASE_FINANCE_ROW_COUNT: none */
    ChartColour colour;
} sources[] = {
    { "Revenue", BIZCASE_CAPITAL_BY_REVENUE, BIZCASE_ONE_OFF_BY_REVENUE, CHART_INK },
    { "Reserves", BIZCASE_CAPITAL_BY_RESERVES, BIZCASE_ONE_OFF_BY_RESERVES, CHART_BLUE },
    { "Capital receipts", BIZCASE_CAPITAL_BY_RECEIPTS, BIZCASE_ONE_OFF_BY_RECEIPTS, CHART_SKY },
    { "Grant", BIZCASE_CAPITAL_BY_GRANT, BIZCASE_ONE_OFF_BY_GRANT, CHART_GREEN },
    { "Borrowing", BIZCASE_CAPITAL_BY_BORROWING, BIZCASE_FINANCE_ROW_COUNT, CHART_ORANGE },
    { "No source", BIZCASE_CAPITAL_GAP, BIZCASE_ONE_OFF_GAP, CHART_VERMILLION },
};
enum { SOURCES = sizeof sources / sizeof sources[0] };

static double funded(const BizcaseFinance *finance, size_t body, size_t year, size_t source) {
    const size_t at = body * finance->year_count + year;
    const double capital = finance->rows[sources[source].capital][at];
    return sources[source].one_off == BIZCASE_FINANCE_ROW_COUNT ? capital
                                                                : capital + finance->rows[sources[source].one_off][at];
}

static bool is_used(const BizcaseFinance *finance, size_t body, size_t source) {
    for (size_t y = 0; y < finance->year_count; y++)
        if (funded(finance, body, y, source) > 0.5) return true;
    return false;
}

/* Any but the last, which is none: a chart of what nobody has entered would only alarm. */
static bool has_source(const BizcaseFinance *finance, size_t body) {
    for (size_t s = 0; s + 1 < SOURCES; s++)
        if (is_used(finance, body, s)) return true;
    return false;
}

static double add_source(
    const Briefing *briefing, Chart *chart, const BizcaseFinance *finance, size_t body, size_t source, double *height) {
    static const double margin = 0.15;
    const size_t years = finance->year_count;
    Arena *arena = briefing->arena;
    double *x = arena_array(arena, years, sizeof *x), *x_to = arena_array(arena, years, sizeof *x),
           *y = arena_array(arena, years, sizeof *x), *y_to = arena_array(arena, years, sizeof *x), most = 0;
    for (size_t t = 0; t < years; t++) {
        x[t] = (double)t + margin;
        x_to[t] = (double)t + 1 - margin;
        y[t] = height[t];
        height[t] += fmax(0, funded(finance, body, t, source));
        y_to[t] = height[t];
        most = fmax(most, height[t]);
    }
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_boxes,
            .label = sources[source].label,
            .colour = sources[source].colour,
            .count = years,
            .x = x,
            .y = y,
            .x_to = x_to,
            .y_to = y_to });
    return most;
}

static void funding_rows(const Briefing *briefing, const BizcaseFinance *finance, size_t body, Section *section) {
    Document *document = briefing->document;
    grid_column(document, section, "", ALIGN_LEFT);
    for (size_t y = 0; y < finance->year_count; y++) grid_column(document, section, finance->years[y], ALIGN_RIGHT);
    for (size_t s = 0; s < SOURCES; s++) {
        if (!is_used(finance, body, s)) continue;
        grid_text(document, section, sources[s].label);
        for (size_t y = 0; y < finance->year_count; y++)
            grid_number(document, section, funded(finance, body, y, s), briefing->money);
    }
}

static const char *name_of_chart(const Briefing *briefing, const char *what, size_t body) {
    return arena_format(briefing->arena, "%s-%s", what, body_id(briefing, body));
}

static const char *whose(const Briefing *briefing, size_t body) {
    return briefing->body_count > 1 ? arena_format(briefing->arena, "%s: ", body ? body_name(briefing, body) : "Joint")
                                    : "";
}

static void funding_chart(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    Arena *arena = briefing->arena;
    double *height = arena_array(arena, finance->year_count, sizeof *height), most = 0;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(arena, "%show each year's spending is funded", whose(briefing, body));
    *chart = (Chart){ .title = heading,
        .description =
            "For each financial year a bar of capital and one-off spending, divided by where the money comes from.",
        .x = slot_axis(finance->years, finance->year_count) };
    for (size_t s = 0; s < SOURCES; s++)
        if (is_used(finance, body, s)) most = fmax(most, add_source(briefing, chart, finance, body, s, height));
    if (!(most > 0) || !has_source(finance, body)) return;
    chart->y = money_axis(briefing, "Capital and one-off spending", most);
    Section *section = document_chart(briefing->document, name_of_chart(briefing, "funding", body), heading, chart);
    section_paragraph(briefing->document, section,
        "Capital and one-off costs of the plan by source of funding, at the prices of each year.");
    funding_rows(briefing, finance, body, section);
    section_note(briefing->document, section, arena_format(arena, "The table is in %s.", briefing->money_words));
}

static void affordability_rows(const Briefing *briefing, const BizcaseFinance *finance, size_t body, Section *section) {
    static const char *const headings[] = { "Year", "Plan", "P10", "P50", "P80", "P90" };
    Document *document = briefing->document;
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h ? ALIGN_RIGHT : ALIGN_LEFT);
    for (size_t y = 0; y < finance->year_count; y++) {
        const size_t at = body * finance->year_count + y;
        grid_text(document, section, finance->years[y]);
        grid_number(document, section, finance->affordability[at].plan_net_revenue, briefing->money);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            grid_number(document, section, finance->affordability[at].net_revenue[i], briefing->money);
    }
}

static void affordability_chart(const Briefing *briefing, const BizcaseFinance *finance, size_t body) {
    Arena *arena = briefing->arena;
    const size_t years = finance->year_count;
    double *x = arena_array(arena, years, sizeof *x), *low = arena_array(arena, years, sizeof *x),
           *high = arena_array(arena, years, sizeof *x), *middle = arena_array(arena, years, sizeof *x),
           *plan = arena_array(arena, years, sizeof *x), most = 0;
    for (size_t y = 0; y < years; y++) {
        const BizcaseAffordability *year = &finance->affordability[body * years + y];
        x[y] = (double)y + 0.5;
        low[y] = year->net_revenue[0];
        middle[y] = year->net_revenue[1];
        high[y] = year->net_revenue[BIZCASE_CONFIDENCES - 1];
        plan[y] = year->plan_net_revenue;
        most = fmax(most, fmax(fabs(low[y]), fabs(high[y])));
    }
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(arena, "%swhat the revenue budget must find", whose(briefing, body));
    *chart = (Chart){ .title = heading,
        .description =
            "The call on the revenue budget by financial year: the plan, the middle outcome, and the range of "
            "8 outcomes in 10, from P10 to P90.",
        .x = slot_axis(finance->years, years),
        .y = money_axis(briefing, "Net call on the revenue budget", most) };
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_band,
            .label = "8 in 10 outcomes",
            .colour = CHART_SKY,
            .count = years,
            .x = x,
            .y = low,
            .y_to = high });
    chart_add(arena, chart,
        (ChartMark){
            .kind = &mark_line, .label = "Middle outcome", .colour = CHART_BLUE, .count = years, .x = x, .y = middle });
    chart_add(arena, chart,
        (ChartMark){
            .kind = &mark_line, .label = "Plan", .colour = CHART_INK, .dashes = 1, .count = years, .x = x, .y = plan });
    Section *section =
        document_chart(briefing->document, name_of_chart(briefing, "affordability", body), heading, chart);
    section_paragraph(briefing->document, section,
        "Above zero the budget must find money; below zero it saves. With interest and minimum revenue provision, at the "
        "prices of each year.");
    affordability_rows(briefing, finance, body, section);
    section_note(briefing->document, section, arena_format(arena, "The table is in %s.", briefing->money_words));
}

void finance_charts(const Briefing *briefing) {
    const BizcaseFinance *finance = briefing->finance;
    if (!finance) return;
    for (size_t b = 0; b < briefing->body_count; b++) {
        if (!body_has_pages(briefing, b)) continue;
        document_subject(briefing->document, "funding", extent_of_body(briefing, b));
        funding_chart(briefing, finance, b);
        document_subject(briefing->document, "plan", extent_of_body(briefing, b));
        if (finance->affordability) affordability_chart(briefing, finance, b);
    }
    document_subject(briefing->document, NULL, DECIDES);
}
