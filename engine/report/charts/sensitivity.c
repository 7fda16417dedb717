/* The tornado: which assumption moves the joint net present value most. */
#include <math.h>

#include "report/charts/charts.h"
#include "report/sections/sensitivity/pages.h"

enum { MOST_BARS = 12 };

static double largest_npv(const BizcaseSensitivity *study, size_t count) {
    double largest = fabs(study->plan_npv[0]);
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, fmax(fabs(study->tornado[i].npv_least[0]), fabs(study->tornado[i].npv_most[0])));
    return largest;
}

/* Where both values move it the same way the bars share the row, and the longer one names its value. */
static void add_row_bars(Bars *low, Bars *high, size_t i, double plan, const BizcaseTornadoRow *row,
    const char *low_text, const char *high_text) {
    const double to_low = row->npv_low[0] - plan, to_high = row->npv_high[0] - plan;
    if (to_low * to_high <= 0) {
        bars_add(low, i, plan, row->npv_low[0], low_text);
        bars_add(high, i, plan, row->npv_high[0], high_text);
        return;
    }
    const bool low_is_longer = fabs(to_low) > fabs(to_high);
    bars_add_half(low, i, UPPER_HALF, plan, row->npv_low[0], low_is_longer ? low_text : "");
    bars_add_half(high, i, LOWER_HALF, plan, row->npv_high[0], low_is_longer ? "" : high_text);
}

/* Whether NPV goes further between the two values than at either of them and in the plan. */
static bool turns_between(double plan, const BizcaseTornadoRow *row) {
    return row->npv_least[0] < fmin(plan, fmin(row->npv_low[0], row->npv_high[0])) ||
           row->npv_most[0] > fmax(plan, fmax(row->npv_low[0], row->npv_high[0]));
}

static void add_bars(const Briefing *briefing, Chart *chart, const BizcaseSensitivity *study, size_t count) {
    Arena *arena = briefing->arena;
    const double plan = study->plan_npv[0];
    Bars low = bars_new(arena, count), high = bars_new(arena, count), between = bars_new(arena, count);
    for (size_t i = 0; i < count; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        const BizcaseLever *lever = &study->levers[row->lever];
        if (turns_between(plan, row)) bars_add(&between, i, row->npv_least[0], row->npv_most[0], "");
        add_row_bars(&low, &high, i, plan, row, short_setting_text(arena, lever, row->low),
            short_setting_text(arena, lever, row->high));
    }
    bars_mark(arena, chart, &between, "Between them", CHART_SKY);
    bars_mark(arena, chart, &low, "At its low value", CHART_VERMILLION);
    bars_mark(arena, chart, &high, "At its high value", CHART_BLUE);
    double *at = arena_array(arena, 2, sizeof *at);
    const char **text = arena_array(arena, 1, sizeof *text);
    at[0] = plan;
    *text = arena_format(arena, "Plan %s", headline_text(briefing, plan));
    chart_add(arena, chart, (ChartMark){ .kind = &mark_rule, .count = 1, .x = at, .y = at + 1, .texts = text });
}

static void add_rows(const Briefing *briefing, Section *section, const BizcaseSensitivity *study, size_t count) {
    Document *document = briefing->document;
    static const char *const headings[] = { "Low", "High", "NPV at low", "NPV at high" };
    grid_column(document, section, "Assumption", ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_RIGHT);
    for (size_t i = 0; i < count; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        const BizcaseLever *lever = &study->levers[row->lever];
        grid_named(document, section, short_lever_text(briefing->arena, study, lever), lever->name);
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->low));
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->high));
        grid_number(document, section, row->npv_low[0], briefing->money);
        grid_number(document, section, row->npv_high[0], briefing->money);
    }
}

void tornado_chart(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (!study) return;
    Arena *arena = briefing->arena;
    const size_t count = study->tornado_shown < MOST_BARS ? study->tornado_shown : MOST_BARS;
    if (!count || !isfinite(study->plan_npv[0])) return;
    const char **names = arena_array(arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = short_lever_text(arena, study, &study->levers[study->tornado[i].lever]);
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(arena, "\"%s\" moves the net present value most",
        lever_label(arena, study, &study->levers[study->tornado[0].lever]));
    *chart = (Chart){ .title = heading,
        .description = "A tornado: for each assumption a bar from the joint net present value at its low value to that "
                       "at its high value, widest first.",
        .x = money_axis(briefing, briefing->body_count > 1 ? "Joint net present value" : "Net present value",
            largest_npv(study, count)),
        .y = slot_axis(names, count) };
    add_bars(briefing, chart, study, count);
    Section *section = document_chart(briefing->document, "tornado", heading, chart);
    section_paragraph(briefing->document, section,
        "Each bar has the value of its assumption beside it. Everything else stays as planned.");
    add_rows(briefing, section, study, count);
    section_note(briefing->document, section, arena_format(arena, "The table is in %s.", briefing->money_words));
}
