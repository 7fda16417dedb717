/* Pictures of the trials: how net present value is spread, and how the cumulative cash flow may run. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "chart/scale.h"
#include "report/charts/charts.h"
#include "report/document/rounding.h"

static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };

static const double *npv_of(const BizcaseSpread *spread, size_t body) {
    return spread->npv + body * spread->kept;
}

/* Hyndman and Fan's type 7, as in the tables; the trials rise. */
static double percentile_of(const BizcaseSpread *spread, size_t body, double p) {
    const double *npv = npv_of(spread, body), place = (double)(spread->kept - 1) * p / 100;
    const size_t rank = (size_t)place, next = rank + 1 < spread->kept ? rank + 1 : rank;
    return npv[rank] + (place - (double)rank) * (npv[next] - npv[rank]);
}

static double largest_of(const double *numbers, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs(numbers[i]));
    return largest;
}

static void trials_note(const Briefing *briefing, Section *section, const BizcaseSpread *spread) {
    const uint64_t first = spread->kept + spread->not_finite;
    if (first < spread->trials)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "Drawn from the first %s of %s outcomes.", count_text(briefing->arena, first),
                count_text(briefing->arena, spread->trials)));
    const char *left_out = odd_trials_text(briefing->arena, spread->not_finite, first);
    if (left_out) section_note(briefing->document, section, left_out);
}

/* In a sentence: "the councils together", "Cheshire East"; nothing where there is one body. */
static const char *for_body(const Briefing *briefing, size_t body) {
    if (briefing->body_count == 1) return "";
    return arena_format(briefing->arena, " for %s",
        body ? body_name(briefing, body) : party_text(briefing->arena, briefing->the_case, "the {parties} together"));
}

static const char *body_file(const Briefing *briefing, const char *what, size_t body) {
    return arena_format(briefing->arena, "%s-%s", what, body_id(briefing, body));
}

/* --- the S-curve ---------------------------------------------------------------------------------------------------- */

enum { CURVE_POINTS = 101 };

static void add_curve(const Briefing *briefing, Chart *chart, const BizcaseSpread *spread, size_t body) {
    Arena *arena = briefing->arena;
    double *x = arena_array(arena, CURVE_POINTS, sizeof *x), *y = arena_array(arena, CURVE_POINTS, sizeof *y);
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        y[i] = 0.005 + 0.99 * (double)i / (CURVE_POINTS - 1);
        x[i] = percentile_of(spread, body, 100 * y[i]);
    }
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_line,
            .label = body_name(briefing, body),
            .colour = chart_colour(body),
            .dashes = (unsigned)body,
            .count = CURVE_POINTS,
            .x = x,
            .y = y });
}

static void add_curve_rows(const Briefing *briefing, Section *section, const BizcaseSpread *spread) {
    static const double levels[] = { 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99 };
    grid_column(briefing->document, section, "Outcomes below", ALIGN_RIGHT);
    for (size_t b = 0; b < spread->body_count; b = next_body(briefing, b))
        grid_column(
            briefing->document, section, arena_format(briefing->arena, "NPV, %s", body_name(briefing, b)), ALIGN_RIGHT);
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
        grid_text(briefing->document, section, arena_format(briefing->arena, "%g%%", levels[l]));
        for (size_t b = 0; b < spread->body_count; b = next_body(briefing, b))
            grid_number(briefing->document, section, percentile_of(spread, b, levels[l]), briefing->money);
    }
}

/* The chance of a loss can be read off the curves, and that of reaching the plan is beside it. */
static const char *curve_text(const Briefing *briefing) {
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    const char *reach = npv ? reach_text(briefing->arena, npv->probability_at_least_plan) : NULL;
    return arena_format(briefing->arena,
        "A curve crosses the line of %s0 at the chance of a loss.%s%s%s The curves run from P0.5 to P99.5.",
        briefing->the_case->settings.currency, reach ? " " : "", reach ? sentence_text(briefing->arena, reach) : "",
        !reach                     ? ""
        : briefing->body_count > 1 ? ", jointly."
                                   : ".");
}

void curve_chart(const Briefing *briefing, const BizcaseSpread *spread) {
    Arena *arena = briefing->arena;
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(arena, "In half of outcomes the net present value is above %s%s",
        headline_text(briefing, percentile_of(spread, 0, 50)), for_body(briefing, 0));
    *chart = (Chart){ .title = heading,
        .description =
            "Rising curves, one for each body: the share of outcomes whose net present value is below an amount.",
        .x = money_axis(briefing, "Net present value",
            largest_of((double[]){ percentile_of(spread, 0, 1), percentile_of(spread, 0, 99) }, 2)),
        .y = {
            .title = "Share of outcomes below", .prefix = "", .suffix = "%", .divisor = 0.01, .least = 0, .most = 1 } };
    for (size_t b = 0; b < spread->body_count; b = next_body(briefing, b)) add_curve(briefing, chart, spread, b);
    Section *section = document_chart(briefing->document, "npv-s-curve", heading, chart);
    section_paragraph(briefing->document, section, curve_text(briefing));
    add_curve_rows(briefing, section, spread);
    section_note(briefing->document, section, arena_format(arena, "The table is in %s.", briefing->money_words));
    trials_note(briefing, section, spread);
}

/* --- histograms ----------------------------------------------------------------------------------------------------- */

/* Trials from one amount to the next; 0 is a border. */
typedef struct Bins {
    Ticks ticks;
    size_t count;
    double *parts; /* [bin] of the trials */
} Bins;

static Bins bins_of(Arena *arena, const BizcaseSpread *spread, size_t body) {
    enum { MOST_BINS = 40 };
    const double *npv = npv_of(spread, body);
    Bins bins = { .ticks =
                      scale_ticks(percentile_of(spread, body, 0.1), percentile_of(spread, body, 99.9), MOST_BINS) };
    bins.count = (size_t)(bins.ticks.last - bins.ticks.first);
    bins.parts = arena_array(arena, bins.count, sizeof *bins.parts);
    for (size_t i = 0, bin = 0; i < spread->kept && bin < bins.count; i++) {
        if (npv[i] < tick_number(&bins.ticks, bins.ticks.first)) continue;
        while (bin < bins.count && npv[i] >= tick_number(&bins.ticks, bins.ticks.first + (long long)bin + 1)) bin++;
        if (bin < bins.count) bins.parts[bin] += 1 / (double)spread->kept;
    }
    return bins;
}

typedef enum Side { LOSSES, GAINS } Side;

static void add_bins(Arena *arena, Chart *chart, const Bins *bins, Side side) {
    const bool losses = side == LOSSES;
    Bars bars = bars_new(arena, bins->count);
    for (size_t i = 0; i < bins->count; i++) {
        const double from = tick_number(&bins->ticks, bins->ticks.first + (long long)i);
        if ((from + bins->ticks.step / 2 < 0) != losses || !(bins->parts[i] > 0)) continue;
        const double gap = 0.04 * bins->ticks.step;
        bars.from[bars.count] = from + gap;
        bars.to[bars.count] = from + bins->ticks.step - gap;
        bars.bottom[bars.count++] = bins->parts[i];
    }
    if (!bars.count) return;
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_boxes,
            .label = losses ? "Losses" : "Gains",
            .colour = losses ? CHART_VERMILLION : CHART_BLUE,
            .count = bars.count,
            .x = bars.from,
            .x_to = bars.to,
            .y = bars.top,
            .y_to = bars.bottom });
}

static void add_amount_rule(const Briefing *briefing, Chart *chart, double amount, const char *what, unsigned dashes) {
    if (!isfinite(amount)) return;
    double *at = arena_array(briefing->arena, 2, sizeof *at);
    const char **text = arena_array(briefing->arena, 1, sizeof *text);
    at[0] = amount;
    *text = arena_format(briefing->arena, "%s %s", what, headline_text(briefing, amount));
    chart_add(briefing->arena, chart,
        (ChartMark){ .kind = &mark_rule, .dashes = dashes, .count = 1, .x = at, .y = at + 1, .texts = text });
}

static void add_bin_rows(const Briefing *briefing, Section *section, const Bins *bins) {
    Document *document = briefing->document;
    grid_column(document, section, arena_format(briefing->arena, "From, %s", briefing->money_unit), ALIGN_RIGHT);
    grid_column(document, section, "To below", ALIGN_RIGHT);
    grid_column(document, section, "Share of outcomes", ALIGN_RIGHT);
    for (size_t i = 0; i < bins->count; i++) {
        grid_number(document, section, tick_number(&bins->ticks, bins->ticks.first + (long long)i), briefing->money);
        grid_number(
            document, section, tick_number(&bins->ticks, bins->ticks.first + (long long)i + 1), briefing->money);
        grid_number(document, section, bins->parts[i], percent);
    }
}

void histogram_chart(const Briefing *briefing, const BizcaseSpread *spread, size_t body) {
    Arena *arena = briefing->arena;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, body, 0, FIGURE_NPV);
    if (!npv) return;
    const Bins bins = bins_of(arena, spread, body);
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = npv->probability_negative > 0
                              ? arena_format(arena, "The chance of a loss%s is %s", for_body(briefing, body),
                                    chance_text(arena, npv->probability_negative))
                              : arena_format(arena, "No outcome makes a loss%s", for_body(briefing, body));
    const double ends[] = { tick_number(&bins.ticks, bins.ticks.first), tick_number(&bins.ticks, bins.ticks.last) };
    const char *reach = reach_text(arena, npv->probability_at_least_plan);
    if (reach) heading = arena_format(arena, "%s; %s", heading, reach);
    *chart = (Chart){ .title = heading,
        .description = arena_format(
            arena, "A histogram of net present value%s, losses and gains in two colours.", for_body(briefing, body)),
        .x = money_axis(briefing, "Net present value", largest_of(ends, 2)),
        .y = { .title = "Share of outcomes", .prefix = "", .suffix = "%", .divisor = 0.01, .least = 0, .most = NAN } };
    add_bins(arena, chart, &bins, LOSSES);
    add_bins(arena, chart, &bins, GAINS);
    add_amount_rule(briefing, chart, npv->mean, "Mean", 0);
    add_amount_rule(briefing, chart, plan_figure(briefing, briefing->option, body, 0, FIGURE_NPV), "Plan", 2);
    Section *section = document_chart(briefing->document, body_file(briefing, "npv-histogram", body), heading, chart);
    section_paragraph(briefing->document, section,
        arena_format(
            arena, "Net present value of each outcome%s, with the average and the plan.", for_body(briefing, body)));
    add_bin_rows(briefing, section, &bins);
    section_note(briefing->document, section, "Up to 1 outcome in 1,000 on either side is outside the picture.");
    trials_note(briefing, section, spread);
}

/* --- the fan -------------------------------------------------------------------------------------------------------- */

enum { LEVEL_5, LEVEL_25, LEVEL_50, LEVEL_75, LEVEL_95 };

static const double *level_of(const BizcaseSpread *spread, size_t body, size_t level) {
    return spread->cumulative + (body * BIZCASE_SPREAD_LEVELS + level) * spread->period_count;
}

/* With nil at the start, unless flows are points. */
typedef struct Fan {
    size_t count;
    double *x, *levels[BIZCASE_SPREAD_LEVELS]; /* [count] */
} Fan;

static Fan fan_of(const Briefing *briefing, const BizcaseSpread *spread, size_t body) {
    const size_t before = briefing->the_case->settings.payback_timing == PAYBACK_POINT ? 0 : 1;
    Fan fan = { .count = spread->period_count + before };
    fan.x = arena_array(briefing->arena, fan.count, sizeof *fan.x);
    for (size_t i = 0; i < fan.count; i++) fan.x[i] = (double)i;
    for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++) {
        fan.levels[l] = arena_array(briefing->arena, fan.count, sizeof *fan.levels[l]);
        memcpy(fan.levels[l] + before, level_of(spread, body, l), spread->period_count * sizeof(double));
    }
    return fan;
}

static void add_fan(Arena *arena, Chart *chart, const Fan *fan) {
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_band,
            .label = "9 in 10 outcomes",
            .colour = CHART_SKY,
            .opacity = 0.35,
            .count = fan->count,
            .x = fan->x,
            .y = fan->levels[LEVEL_5],
            .y_to = fan->levels[LEVEL_95] });
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_band,
            .label = "Half of outcomes",
            .colour = CHART_BLUE,
            .opacity = 0.5,
            .count = fan->count,
            .x = fan->x,
            .y = fan->levels[LEVEL_25],
            .y_to = fan->levels[LEVEL_75] });
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_line,
            .label = "Middle outcome",
            .colour = CHART_INK,
            .count = fan->count,
            .x = fan->x,
            .y = fan->levels[LEVEL_50] });
}

static void add_fan_rows(const Briefing *briefing, Section *section, const BizcaseSpread *spread, size_t body) {
    Document *document = briefing->document;
    grid_column(document, section, "To the end of", ALIGN_LEFT);
    for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++)
        grid_column(document, section, arena_format(briefing->arena, "P%g", bizcase_spread_levels()[l]), ALIGN_RIGHT);
    for (size_t t = 0; t < spread->period_count; t++) {
        grid_text(document, section, briefing->appraisal->periods[t]);
        for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++)
            grid_number(document, section, level_of(spread, body, l)[t], briefing->money);
    }
}

static void fan_chart(const Briefing *briefing, const BizcaseSpread *spread, size_t body) {
    Arena *arena = briefing->arena;
    const size_t last = spread->period_count - 1;
    const Fan fan = fan_of(briefing, spread, body);
    Chart *chart = arena_alloc(arena, sizeof *chart);
    const char *heading = arena_format(arena, "By the end 9 outcomes in 10 are between %s and %s%s",
        headline_text(briefing, level_of(spread, body, LEVEL_5)[last]),
        headline_text(briefing, level_of(spread, body, LEVEL_95)[last]), for_body(briefing, body));
    *chart = (Chart){ .title = heading,
        .description = "Bands that widen with time: the range of the cumulative net cash flow at the end "
                       "of each period.",
        .x = slot_axis(briefing->appraisal->periods, spread->period_count),
        .y = money_axis(briefing, "Cumulative net cash flow, undiscounted",
            fmax(largest_of(level_of(spread, body, LEVEL_5), spread->period_count),
                largest_of(level_of(spread, body, LEVEL_95), spread->period_count))) };
    add_fan(arena, chart, &fan);
    Section *section = document_chart(briefing->document, body_file(briefing, "cumulative-fan", body), heading, chart);
    section_paragraph(briefing->document, section,
        arena_format(arena,
            "Cumulative net cash flow%s, in real terms and before discounting. Dark band: half of outcomes. Both bands: 9 in "
            "10.",
            for_body(briefing, body)));
    add_fan_rows(briefing, section, spread, body);
    section_note(briefing->document, section,
        arena_format(arena,
            "The table is in %s. Each period has percentiles of its own, so no outcome follows one of its columns.",
            briefing->money_words));
    trials_note(briefing, section, spread);
}

static bool is_finite(const BizcaseSpread *spread) {
    for (size_t b = 0; b < spread->body_count; b++) {
        const double *npv = npv_of(spread, b);
        if (!isfinite(npv[0]) || !isfinite(npv[spread->kept - 1])) return false;
    }
    for (size_t i = 0; i < spread->body_count * BIZCASE_SPREAD_LEVELS * spread->period_count; i++)
        if (!isfinite(spread->cumulative[i])) return false;
    return true;
}

/* The pictures are of the main option, or missing. */
static bool is_of_main_option(const Briefing *briefing, const BizcaseSpread *spread) {
    return spread && spread->kept > 1 && spread->period_count && is_finite(spread) &&
           briefing->simulation->input_count && strcmp(spread->option, briefing->option) == 0 &&
           !spread->versus == !briefing->versus;
}

void spread_charts(const Briefing *briefing) {
    const BizcaseSpread *spread = briefing->spread;
    if (!is_of_main_option(briefing, spread)) return;
    curve_chart(briefing, spread);
    for (size_t b = 0; b < spread->body_count; b = next_body(briefing, b)) histogram_chart(briefing, spread, b);
    for (size_t b = 0; b < spread->body_count; b = next_body(briefing, b)) fan_chart(briefing, spread, b);
}
