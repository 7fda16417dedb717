#include "report/charts/charts.h"

#include <math.h>

ChartAxis money_axis(const Briefing *briefing, const char *title, double largest) {
    const NumberStyle style = style_money_in_words(briefing->the_case->settings.currency, largest);
    return (ChartAxis){ .title = title,
        .prefix = style.prefix,
        .suffix = style.suffix,
        .divisor = style.divisor,
        .least = NAN,
        .most = NAN };
}

ChartAxis slot_axis(const char *const *names, size_t count) {
    return (ChartAxis){ .title = "",
        .prefix = "",
        .suffix = "",
        .divisor = 1,
        .slots = names,
        .slot_count = count,
        .least = NAN,
        .most = NAN };
}

Bars bars_new(Arena *arena, size_t room) {
    return (Bars){ .from = arena_array(arena, room, sizeof(double)),
        .to = arena_array(arena, room, sizeof(double)),
        .top = arena_array(arena, room, sizeof(double)),
        .bottom = arena_array(arena, room, sizeof(double)),
        .texts = arena_array(arena, room, sizeof(char *)) };
}

static const double margin = 0.16; /* of a row, above and below its bars */

static void add_bar(Bars *bars, double top, double bottom, double from, double to, const char *text) {
    bars->from[bars->count] = from;
    bars->to[bars->count] = to;
    bars->top[bars->count] = top;
    bars->bottom[bars->count] = bottom;
    bars->texts[bars->count++] = text;
}

void bars_add(Bars *bars, size_t row, double from, double to, const char *text) {
    add_bar(bars, (double)row + margin, (double)row + 1 - margin, from, to, text);
}

void bars_add_half(Bars *bars, size_t row, RowHalf half, double from, double to, const char *text) {
    const double top = (double)row + (half == UPPER_HALF ? margin : 0.5);
    add_bar(bars, top, top + 0.5 - margin, from, to, text);
}

void bars_mark(Arena *arena, Chart *chart, const Bars *bars, const char *label, ChartColour colour) {
    if (!bars->count) return;
    chart_add(arena, chart,
        (ChartMark){ .kind = &mark_boxes,
            .label = label,
            .colour = colour,
            .count = bars->count,
            .x = bars->from,
            .x_to = bars->to,
            .y = bars->top,
            .y_to = bars->bottom,
            .texts = bars->texts });
}

double moment_of(const Briefing *briefing, double years) {
    return years * 12 / briefing->the_case->settings.start.length_months;
}
