/* The options side by side: how far their net present values may spread, with average and plan. */
#include <math.h>
#include <string.h>

#include "report/charts/charts.h"
#include "report/sections/case_data.h"

typedef struct OptionSpread {
    const char *id, *name;
    double low, mean, high, plan;
} OptionSpread;

/* [result_count] Those that were simulated, by what their plan is worth. */
static size_t options_by_plan(const Briefing *briefing, OptionSpread *options) {
    const BizcaseResult **results = arena_array(briefing->arena, briefing->appraisal->result_count, sizeof *results);
    const size_t compared = compared_by_npv(briefing, results);
    size_t count = 0;
    for (size_t i = 0; i < compared; i++) {
        const char *id = results[i]->scope.option;
        const BizcaseDistribution *npv = simulated_figure(briefing, id, 0, 0, FIGURE_NPV);
        if (npv)
            options[count++] = (OptionSpread){ id, option_name(briefing->the_case, id), npv->percentiles[AT_P10],
                npv->mean, npv->percentiles[AT_P90], results[i]->figures[FIGURE_NPV] };
    }
    return count;
}

static const OptionSpread *best_on_average(const OptionSpread *options, size_t count) {
    const OptionSpread *best = options;
    for (size_t i = 1; i < count; i++)
        if (options[i].mean > best->mean) best = &options[i];
    return best;
}

static const char *finding(const Briefing *briefing, const OptionSpread *options, size_t count) {
    const OptionSpread *average = best_on_average(options, count);
    return average == options
               ? arena_format(
                     briefing->arena, "\u201c%s\u201d is worth most, in the plan and on average", options->name)
               : arena_format(briefing->arena, "\u201c%s\u201d is worth most in the plan, \u201c%s\u201d on average",
                     options->name, average->name);
}

static void add_bars(const Briefing *briefing, Chart *chart, const OptionSpread *options, size_t count, bool main) {
    Bars bars = bars_new(briefing->arena, count);
    for (size_t i = 0; i < count; i++)
        if ((strcmp(options[i].id, briefing->option) == 0) == main)
            bars_add(&bars, i, options[i].low, options[i].high, "");
    bars_mark(briefing->arena, chart, &bars, main ? "8 in 10 outcomes" : "8 in 10 outcomes of another option",
        main ? CHART_BLUE : CHART_SKY);
}

static void add_averages(const Briefing *briefing, Chart *chart, const OptionSpread *options, size_t count) {
    double *x = arena_array(briefing->arena, count, sizeof *x), *y = arena_array(briefing->arena, count, sizeof *y);
    for (size_t i = 0; i < count; i++) x[i] = options[i].mean, y[i] = (double)i + 0.5;
    chart_add(briefing->arena, chart,
        (ChartMark){ .kind = &mark_points, .label = "Average", .colour = CHART_INK, .count = count, .x = x, .y = y });
}

/* Upright ticks as thin boxes over the whole row. */
static void add_plans(const Briefing *briefing, Chart *chart, const OptionSpread *options, size_t count, double width) {
    Bars ticks = bars_new(briefing->arena, count);
    for (size_t i = 0; i < count; i++)
        bars_add(&ticks, i, options[i].plan - width / 2, options[i].plan + width / 2, "");
    bars_mark(briefing->arena, chart, &ticks, "Plan", CHART_VERMILLION);
}

static void add_rows(const Briefing *briefing, Section *section, const OptionSpread *options, size_t count) {
    static const char *const headings[] = { "Option", "Plan", "Average", "1 in 10 below", "1 in 10 above" };
    Document *document = briefing->document;
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], h ? ALIGN_RIGHT : ALIGN_LEFT);
    for (size_t i = 0; i < count; i++) {
        const double numbers[] = { options[i].plan, options[i].mean, options[i].low, options[i].high };
        grid_text(document, section, options[i].name);
        for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++)
            grid_number(document, section, numbers[n], briefing->money);
    }
}

void options_chart(const Briefing *briefing) {
    if (!briefing->simulation || !briefing->simulation->input_count) return;
    Arena *arena = briefing->arena;
    OptionSpread *options = arena_array(arena, briefing->appraisal->result_count, sizeof *options);
    const size_t count = options_by_plan(briefing, options);
    const char **names = arena_array(arena, count, sizeof *names);
    double least = 0, most = 0;
    if (count < 2) return;
    for (size_t i = 0; i < count; i++) {
        names[i] = options[i].name;
        least = fmin(least, fmin(options[i].low, options[i].plan));
        most = fmax(most, fmax(options[i].high, options[i].plan));
    }
    if (!isfinite(most - least) || most == least) return;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = finding(briefing, options, count);
    *chart = (Chart){ .title = heading,
        .description = "For each option a bar of 8 in 10 outcomes of net present value, with its average and its plan.",
        .x = money_axis(briefing, "Net present value", fmax(-least, most)),
        .y = slot_axis(names, count) };
    chart->x.least = least;
    chart->x.most = most;
    add_bars(briefing, chart, options, count, true);
    add_bars(briefing, chart, options, count, false);
    add_averages(briefing, chart, options, count);
    add_plans(briefing, chart, options, count, (most - least) / 150);
    Section *section = document_chart(briefing->document, "options-spread", heading, chart);
    section_paragraph(briefing->document, section,
        briefing->versus ? arena_format(arena, "Net present value against \u201c%s\u201d, in real terms.",
                               option_name(briefing->the_case, briefing->versus))
                         : "Net present value, in real terms.");
    add_rows(briefing, section, options, count);
    section_note(briefing->document, section, arena_format(arena, "The table is in %s.", briefing->money_words));
}
