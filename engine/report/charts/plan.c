/* Pictures of the plan: when the money is back, and how costs and benefits make the net present value. */
#include <math.h>
#include <string.h>

#include "report/charts/charts.h"
#include "report/sections/case_data.h"

/* "2022/23" of "2022/23, about March 2023" */
static const char *payback_year(const Briefing *briefing, double years) {
    const char *date = payback_date(briefing, years);
    return arena_text_n(briefing->arena, date, strcspn(date, ","));
}

static const char *payback_words(const Briefing *briefing, size_t body) {
    const double years = plan_figure(briefing, briefing->option, body, 0, FIGURE_PAYBACK_YEARS);
    if (isfinite(years)) return arena_format(briefing->arena, "pays back in %s", payback_year(briefing, years));
    const BizcaseResult *result = plan_result(briefing, body, 0);
    const double owed = plan_figure(briefing, briefing->option, body, 0, FIGURE_PEAK_FUNDING);
    return result && owed <= 0 ? "has nothing to pay back" : "is not back by the end";
}

/* Where the sum to the end of a period is: at its end, or at its point where flows are points. */
static double sum_place(const Briefing *briefing, size_t t) {
    return (double)t + (briefing->the_case->settings.payback_timing == PAYBACK_POINT ? 0 : 1);
}

/* From nil at the start to the end of the horizon. */
static void add_sum_line(const Briefing *briefing, Chart *chart, size_t body) {
    Arena *arena = briefing->arena;
    const BizcaseResult *result = plan_result(briefing, body, 0);
    if (!result) return;
    const size_t periods = briefing->appraisal->period_count;
    const size_t first = briefing->the_case->settings.payback_timing == PAYBACK_POINT ? 0 : 1;
    double *x = arena_array(arena, periods + 1, sizeof *x), *y = arena_array(arena, periods + 1, sizeof *y);
    for (size_t t = 0; t < periods; t++) x[t + first] = sum_place(briefing, t), y[t + first] = result->cumulative[t];
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_line,
            .colour = chart_colour(body),
            .dashes = (unsigned)body,
            .label = arena_format(arena, "%s %s", body_name(briefing, body), payback_words(briefing, body)),
            .count = periods + first,
            .x = x,
            .y = y });
}

static void add_payback_point(const Briefing *briefing, Chart *chart, size_t body) {
    const double years = plan_figure(briefing, briefing->option, body, 0, FIGURE_PAYBACK_YEARS);
    if (!isfinite(years)) return;
    double *place = arena_array(briefing->arena, 2, sizeof *place);
    place[0] = moment_of(briefing, years);
    chart_add(briefing->arena, chart,
        (ChartMark){ .kind = &mark_points, .colour = chart_colour(body), .count = 1, .x = place, .y = place + 1 });
}

static double largest_sum(const Briefing *briefing) {
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    double largest = 0;
    for (size_t t = 0; joint && t < briefing->appraisal->period_count; t++)
        largest = fmax(largest, fabs(joint->cumulative[t]));
    return largest;
}

static void add_sum_rows(const Briefing *briefing, Section *section) {
    Document *document = briefing->document;
    const size_t bodies = briefing->body_count;
    double *sums = arena_array(briefing->arena, bodies, sizeof *sums);
    grid_column(document, section, "To the end of", ALIGN_LEFT);
    for (size_t b = 0; b < bodies; b = next_body(briefing, b))
        grid_column(document, section, body_name(briefing, b), ALIGN_RIGHT);
    for (size_t t = 0; t < briefing->appraisal->period_count; t++) {
        for (size_t b = 0; b < bodies; b++) sums[b] = plan_result(briefing, b, 0)->cumulative[t];
        grid_text(document, section, briefing->appraisal->periods[t]);
        grid_bodies(briefing, section, sums);
    }
}

void cumulative_chart(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const size_t periods = briefing->appraisal->period_count;
    if (!periods || !plan_result(briefing, briefing->body_count - 1, 0)) return;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(
        arena, "%s %s", briefing->body_count > 1 ? "Jointly, the option" : "The option", payback_words(briefing, 0));
    *chart = (Chart){ .title = heading,
        .description = arena_format(arena,
            "Lines of the cumulative net cash flow from %s to %s. A dot marks where a line reaches nil for good.",
            briefing->appraisal->periods[0], briefing->appraisal->periods[periods - 1]),
        .x = slot_axis(briefing->appraisal->periods, periods),
        .y = money_axis(briefing, "Cumulative net cash flow, undiscounted", largest_sum(briefing)) };
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) add_sum_line(briefing, chart, b);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) add_payback_point(briefing, chart, b);
    Section *section = document_chart(briefing->document, "cumulative-cash-flow", heading, chart);
    section_paragraph(briefing->document, section,
        "Cumulative net cash flow of the plan, in real terms and undiscounted. The dots are the payback.");
    add_sum_rows(briefing, section);
    section_note(
        briefing->document, section, arena_format(briefing->arena, "The table is in %s.", briefing->money_words));
}

/* --- from benefits to net present value ----------------------------------------------------------------------------- */

/* The steps of a waterfall: benefits part by part, costs part by part, and what is left. */
typedef struct Steps {
    const char **names;
    double *amounts; /* what each adds: costs take away; the last is the net present value */
    double *printed; /* costs and benefits as tables have them */
    size_t part_count, count;
    Casting casting;
} Steps;

typedef enum Parting { BY_PROGRAMME, BY_BODY } Parting;

static Steps steps_of(const Briefing *briefing, Parting parting) {
    static const FigureIndex figures[] = { FIGURE_PV_BENEFITS, FIGURE_PV_COSTS };
    static const char *const words[] = { "Benefits", "Less costs" };
    Arena *arena = briefing->arena;
    const size_t bodies = briefing->body_count,
                 parts = parting == BY_PROGRAMME ? briefing->the_case->programme_count : bodies - 1;
    Steps steps = { .part_count = parts, .count = 2 * parts + 1 };
    steps.names = arena_array(arena, steps.count, sizeof *steps.names);
    steps.amounts = arena_array(arena, steps.count, sizeof *steps.amounts);
    steps.printed = arena_array(arena, steps.count, sizeof *steps.printed);
    const double *programmes = rounded_programmes(briefing, &steps.casting);
    const double *plan = rounded_plan(briefing, briefing->option, &steps.casting);
    for (size_t side = 0; side < 2; side++)
        for (size_t p = 0; p < parts; p++) {
            const size_t body = parting == BY_BODY ? p + 1 : 0, programme = parting == BY_PROGRAMME ? p + 1 : 0,
                         at = side * parts + p;
            const char *name = parting == BY_BODY ? body_name(briefing, body) : briefing->the_case->programmes[p].name;
            const double sign = side ? -1 : 1;
            steps.names[at] = parts == 1 ? words[side] : arena_format(arena, "%s: %s", words[side], name);
            steps.amounts[at] = sign * plan_figure(briefing, briefing->option, body, programme, figures[side]);
            steps.printed[at] =
                parting == BY_BODY ? plan[figures[side] * bodies + body] : sign * programmes[programme * 3 + 1 + side];
        }
    steps.names[2 * parts] = "Net present value";
    steps.amounts[2 * parts] = plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    steps.printed[2 * parts] = plan[FIGURE_NPV * bodies];
    return steps;
}

static void add_steps(const Briefing *briefing, Chart *chart, const Steps *steps) {
    Arena *arena = briefing->arena;
    Bars costs = bars_new(arena, steps->count), benefits = bars_new(arena, steps->count), left = bars_new(arena, 1);
    double sum = 0, largest = 0;
    for (size_t s = 0; s < steps->count; s++) largest = fmax(largest, fabs(steps->amounts[s]));
    for (size_t s = 0; s + 1 < steps->count; s++) {
        bars_add(s < steps->part_count ? &benefits : &costs, s, sum, sum + steps->amounts[s],
            headline_text(briefing, steps->printed[s]));
        sum += steps->amounts[s];
    }
    bars_add(&left, steps->count - 1, 0, sum, headline_text(briefing, steps->printed[steps->count - 1]));
    bars_mark(arena, chart, &benefits, "Benefits", CHART_BLUE);
    bars_mark(arena, chart, &costs, "Less costs", CHART_VERMILLION);
    bars_mark(arena, chart, &left, "What is left", CHART_INK);
    chart->x = money_axis(briefing, "Present value, added up from top to bottom", largest);
}

static void add_step_rows(const Briefing *briefing, Section *section, const Steps *steps) {
    Document *document = briefing->document;
    grid_column(document, section, "Step", ALIGN_LEFT);
    grid_column(
        document, section, arena_format(briefing->arena, "Present value, %s", briefing->money_unit), ALIGN_RIGHT);
    for (size_t s = 0; s < steps->count; s++) {
        grid_text(document, section, steps->names[s]);
        grid_number(document, section, steps->printed[s], briefing->money);
    }
    section->grid.total_last = true;
    casting_note(document, section, steps->casting);
}

static void waterfall_chart(const Briefing *briefing, Parting parting, const char *name, const char *by) {
    Arena *arena = briefing->arena;
    Steps steps = steps_of(briefing, parting);
    for (size_t s = 0; s < steps.count; s++)
        if (!isfinite(steps.amounts[s])) return;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *by_words = steps.part_count > 1 ? arena_format(arena, ", by %s", by) : "";
    const char *heading = arena_format(arena, "Benefits less costs make a net present value of %s%s",
        headline_text(briefing, steps.amounts[steps.count - 1]), by_words);
    *chart = (Chart){ .title = heading,
        .description = arena_format(arena,
            "A waterfall%s: benefits add, costs take away, and the last bar is the net present value.", by_words),
        .y = slot_axis(steps.names, steps.count) };
    add_steps(briefing, chart, &steps);
    Section *section = document_chart(briefing->document, name, heading, chart);
    section_paragraph(
        briefing->document, section, "Present values of the plan; each bar begins where the one above it ends.");
    add_step_rows(briefing, section, &steps);
}

void waterfall_charts(const Briefing *briefing) {
    if (briefing->the_case->programme_count > 0)
        waterfall_chart(briefing, BY_PROGRAMME, "waterfall-by-programme", "programme");
    if (briefing->body_count > 1)
        waterfall_chart(briefing, BY_BODY, "waterfall-by-council", briefing->the_case->settings.party);
}
