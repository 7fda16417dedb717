/* Lays a chart out on its page, from the key at the top to the title of the axis at the bottom, and writes it as SVG. */
#include "chart/canvas.h"

#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "chart/text_size.h"

enum {
    NARROW = 500, /* a page below this width is for a telephone */
    GAP = 8,
    SWATCH = 26 /* in the key */
};

static double line_height(const Canvas *canvas) {
    return canvas->font * 1.35;
}

/* --- what the axes must reach --------------------------------------------------------------------------------------- */

typedef struct Range {
    double least, most;
} Range;

static void reach(Range *range, const double *numbers, size_t count) {
    for (size_t i = 0; numbers && i < count; i++) {
        if (!isfinite(numbers[i])) continue;
        range->least = fmin(range->least, numbers[i]);
        range->most = fmax(range->most, numbers[i]);
    }
}

static Range axis_range(const Chart *chart, const ChartAxis *axis) {
    Range range = { isfinite(axis->least) ? axis->least : INFINITY, isfinite(axis->most) ? axis->most : -INFINITY };
    const bool is_x = axis == &chart->x;
    for (size_t m = 0; m < chart->mark_count; m++) {
        const ChartMark *mark = &chart->marks[m];
        reach(&range, is_x ? mark->x : mark->y, mark->count);
        reach(&range, is_x ? mark->x_to : mark->y_to, mark->count);
    }
    return range.least <= range.most ? range : (Range){ 0, 1 };
}

/* --- the key -------------------------------------------------------------------------------------------------------- */

static void draw_swatch(Canvas *canvas, const ChartMark *mark, double x, double y) {
    const double middle = y - canvas->font * 0.35;
    if (mark->kind->key_is_box) {
        canvas_number(canvas, "<rect x=\"", x);
        canvas_number(canvas, "\" y=\"", middle - 6);
        canvas_number(canvas, "\" width=\"", SWATCH - 8);
        buffer_add(canvas->out, "\" height=\"12\"");
        canvas_fill(canvas, mark, mark_opacity(mark));
        buffer_add(canvas->out, "/>\n");
        return;
    }
    canvas_number(canvas, "<path d=\"M", x);
    canvas_number(canvas, " ", middle);
    canvas_number(canvas, "H", x + SWATCH - 4);
    buffer_add(canvas->out, "\"");
    canvas_stroke(canvas, mark, mark->kind->stroke);
    buffer_add(canvas->out, "/>\n");
}

/* Items from left to right in as many rows as they need. Returns the height. */
static double draw_key(Canvas *canvas) {
    double x = 0, y = canvas->font;
    bool any = false;
    for (size_t m = 0; m < canvas->chart->mark_count; m++) {
        const ChartMark *mark = &canvas->chart->marks[m];
        if (!mark->label) continue;
        const double room = canvas->width - SWATCH;
        const TextLines lines = text_lines(canvas->arena, mark->label, canvas->font, room, 1);
        const char *label = lines.count ? lines.lines[0] : "";
        const double pixels = SWATCH + text_pixels(label, canvas->font);
        if (x > 0 && x + pixels > canvas->width) x = 0, y += line_height(canvas) + 2;
        draw_swatch(canvas, mark, x, y);
        canvas_text(canvas, x + SWATCH, y, ANCHOR_START, label);
        x += pixels + 2 * GAP;
        any = true;
    }
    return any ? y + GAP : 0;
}

/* --- axes ----------------------------------------------------------------------------------------------------------- */

static Ticks ticks_of(const Canvas *canvas, const ChartAxis *axis, size_t most) {
    const Range range = axis_range(canvas->chart, axis);
    return scale_ticks(range.least, range.most, most);
}

static const char *axis_text(const Canvas *canvas, const ChartAxis *axis, const Ticks *ticks, long long index) {
    return tick_text(canvas->arena, ticks, index, axis->prefix, axis->suffix, axis->divisor);
}

static double widest_tick(const Canvas *canvas, const ChartAxis *axis, const Ticks *ticks) {
    double widest = 0;
    for (long long i = ticks->first; i <= ticks->last; i++)
        widest = fmax(widest, text_pixels(axis_text(canvas, axis, ticks, i), canvas->font));
    return widest;
}

/* As many ticks along the width as have room for their texts. */
static Ticks x_ticks(const Canvas *canvas, double pixels) {
    size_t most = 9;
    Ticks ticks = ticks_of(canvas, &canvas->chart->x, most);
    while (most > 3 &&
           (widest_tick(canvas, &canvas->chart->x, &ticks) + 2 * GAP) * (double)(ticks.last - ticks.first) > pixels)
        ticks = ticks_of(canvas, &canvas->chart->x, --most);
    return ticks;
}

/* Names of y's slots, in lines. */
typedef struct SlotNames {
    TextLines *names; /* [slot] */
    size_t most_lines;
    double widest;
} SlotNames;

static SlotNames slot_names(const Canvas *canvas) {
    enum { MOST_LINES = 3 };
    const ChartAxis *axis = &canvas->chart->y;
    SlotNames names = { arena_array(canvas->arena, axis->slot_count, sizeof *names.names), 1, 0 };
    for (size_t s = 0; s < axis->slot_count; s++) {
        names.names[s] = text_lines(canvas->arena, axis->slots[s], canvas->font, canvas->width * 0.36, MOST_LINES);
        if (names.names[s].count > names.most_lines) names.most_lines = names.names[s].count;
        for (size_t l = 0; l < names.names[s].count; l++)
            names.widest = fmax(names.widest, text_pixels(names.names[s].lines[l], canvas->font));
    }
    return names;
}

static const char GRID_LOOKS[] = "class=\"grid\" stroke=\"#DDDDDD\"";
static const char ZERO_LOOKS[] = "class=\"zero\" stroke=\"#555555\"";

static void draw_x_ticks(Canvas *canvas, const Ticks *ticks) {
    for (long long i = ticks->first; i <= ticks->last; i++) {
        const double x = place_x(canvas, tick_number(ticks, i));
        canvas_segment(canvas, i ? GRID_LOOKS : ZERO_LOOKS, x, canvas->top, x, canvas->bottom);
        canvas_text(canvas, x, canvas->bottom + line_height(canvas), ANCHOR_MIDDLE,
            axis_text(canvas, &canvas->chart->x, ticks, i));
    }
}

static void draw_y_ticks(Canvas *canvas, const Ticks *ticks) {
    for (long long i = ticks->first; i <= ticks->last; i++) {
        const double y = place_y(canvas, tick_number(ticks, i));
        canvas_segment(canvas, i ? GRID_LOOKS : ZERO_LOOKS, canvas->left, y, canvas->right, y);
        canvas_text(canvas, canvas->left - GAP, y + canvas->font * 0.35, ANCHOR_END,
            axis_text(canvas, &canvas->chart->y, ticks, i));
    }
}

/* Names under the middle of their slots; every second, third … where they would touch. */
static void draw_x_slots(Canvas *canvas) {
    const ChartAxis *axis = &canvas->chart->x;
    const double slot = (canvas->right - canvas->left) / (double)axis->slot_count;
    double widest = 0;
    for (size_t s = 0; s < axis->slot_count; s++) widest = fmax(widest, text_pixels(axis->slots[s], canvas->font));
    const size_t every = (size_t)ceil((widest + GAP) / slot);
    for (size_t s = 0; s < axis->slot_count; s++) {
        const double x = place_x(canvas, (double)s);
        canvas_segment(canvas, GRID_LOOKS, x, canvas->bottom, x, canvas->bottom + 5);
        if (s % every == 0)
            canvas_text(canvas, x + slot / 2, canvas->bottom + line_height(canvas), ANCHOR_MIDDLE, axis->slots[s]);
    }
}

static void draw_y_slots(Canvas *canvas, const SlotNames *names) {
    const double slot = (canvas->bottom - canvas->top) / (double)canvas->chart->y.slot_count;
    for (size_t s = 0; s < canvas->chart->y.slot_count; s++) {
        const TextLines *lines = &names->names[s];
        const double middle = canvas->top + ((double)s + 0.5) * slot;
        for (size_t l = 0; l < lines->count; l++)
            canvas_text(canvas, canvas->left - GAP,
                middle + canvas->font * 0.35 + ((double)l - (double)(lines->count - 1) / 2) * canvas->font * 1.1,
                ANCHOR_END, lines->lines[l]);
    }
}

/* --- texts beside marks --------------------------------------------------------------------------------------------- */

/* How far the texts past the boxes' ends would reach beyond the plot on either side. */
static Range text_margins(const Canvas *canvas, const Scale *x) {
    Range margins = { 0, 0 };
    if (!canvas->chart->y.slot_count) return margins;
    for (size_t m = 0; m < canvas->chart->mark_count; m++) {
        const ChartMark *mark = &canvas->chart->marks[m];
        for (size_t i = 0; mark->kind->texts == TEXTS_PAST_ENDS && mark->texts && i < mark->count; i++) {
            if (!isfinite(mark->x_to[i])) continue;
            const double end = scale_place(x, mark->x_to[i]), size = text_pixels(mark->texts[i], canvas->font) + GAP;
            if (mark->x_to[i] >= mark->x[i])
                margins.most = fmax(margins.most, end + size - x->place_to);
            else
                margins.least = fmax(margins.least, x->place_from - end + size + GAP);
        }
    }
    return margins;
}

/* Texts of upright rules are above the plot, each in a line of its own. */
static size_t rule_text_count(const Chart *chart) {
    size_t count = 0;
    for (size_t m = 0; m < chart->mark_count; m++)
        if (chart->marks[m].kind->texts == TEXTS_ABOVE_PLOT && chart->marks[m].texts) count += chart->marks[m].count;
    return count;
}

static void draw_rule_texts(Canvas *canvas) {
    size_t left = rule_text_count(canvas->chart);
    for (size_t m = 0; m < canvas->chart->mark_count; m++) {
        const ChartMark *mark = &canvas->chart->marks[m];
        if (mark->kind->texts != TEXTS_ABOVE_PLOT || !mark->texts) continue;
        for (size_t i = 0; i < mark->count; i++, left--) {
            const double half = text_pixels(mark->texts[i], canvas->font) / 2;
            const double x = fmax(half, fmin(canvas->width - half, place_x(canvas, mark->x[i])));
            canvas_text(
                canvas, x, canvas->top - 5 - (double)(left - 1) * line_height(canvas), ANCHOR_MIDDLE, mark->texts[i]);
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static double plot_height(const Canvas *canvas, const SlotNames *names) {
    if (canvas->chart->y.slot_count)
        return (double)canvas->chart->y.slot_count * fmax(26, (double)names->most_lines * canvas->font * 1.1 + GAP);
    return canvas->width < NARROW ? 220 : 300;
}

/* Leaves the page's height in *height. */
static void draw_chart(Canvas *canvas, double *height) {
    const Chart *chart = canvas->chart;
    const SlotNames names = slot_names(canvas);
    const Ticks y_numbers = chart->y.slot_count ? (Ticks){ .step = 1, .last = (long long)chart->y.slot_count }
                                                : ticks_of(canvas, &chart->y, canvas->width < NARROW ? 6 : 8);
    double y = draw_key(canvas);
    if (*chart->y.title) {
        canvas_text(canvas, 0, y + canvas->font, ANCHOR_START, chart->y.title);
        y += line_height(canvas);
    }
    canvas->top = y + (double)rule_text_count(chart) * line_height(canvas) + GAP;
    canvas->bottom = canvas->top + plot_height(canvas, &names);
    canvas->left = GAP + (chart->y.slot_count ? names.widest : widest_tick(canvas, &chart->y, &y_numbers));
    canvas->right = canvas->width - 2 * GAP;
    const Ticks x_numbers = chart->x.slot_count ? (Ticks){ .step = 1, .last = (long long)chart->x.slot_count }
                                                : x_ticks(canvas, canvas->right - canvas->left);
    canvas->x = (Scale){ tick_number(&x_numbers, x_numbers.first), tick_number(&x_numbers, x_numbers.last),
        canvas->left, canvas->right };
    const Range margins = text_margins(canvas, &canvas->x);
    canvas->x.place_from += margins.least;
    canvas->x.place_to -= margins.most;
    canvas->y = (Scale){ tick_number(&y_numbers, y_numbers.first), tick_number(&y_numbers, y_numbers.last),
        chart->y.slot_count ? canvas->top : canvas->bottom, chart->y.slot_count ? canvas->bottom : canvas->top };
    if (chart->y.slot_count)
        draw_y_slots(canvas, &names);
    else
        draw_y_ticks(canvas, &y_numbers);
    if (chart->x.slot_count)
        draw_x_slots(canvas);
    else
        draw_x_ticks(canvas, &x_numbers);
    for (size_t m = 0; m < chart->mark_count; m++) chart->marks[m].kind->draw(canvas, &chart->marks[m]);
    draw_rule_texts(canvas);
    *height = canvas->bottom + line_height(canvas) + GAP;
    if (!*chart->x.title) return;
    canvas_text(canvas, (canvas->left + canvas->right) / 2, *height + canvas->font, ANCHOR_MIDDLE, chart->x.title);
    *height += line_height(canvas) + GAP / 2;
}

/* The words over a chart: above the place where it begins. Returns their height. */
static double draw_above(Canvas *canvas) {
    enum { MOST_LINES = 3 };
    const TextLines lines = text_lines(canvas->arena, canvas->chart->above, canvas->font, canvas->width, MOST_LINES);
    const double height = (double)lines.count * line_height(canvas) + GAP;
    for (size_t l = 0; l < lines.count; l++)
        canvas_text(canvas, 0, canvas->font + (double)l * line_height(canvas) - height, ANCHOR_START, lines.lines[l]);
    return height;
}

/* above: height of what is drawn over the chart. */
static void start_svg(
    Buffer *out, const Chart *chart, const char *id, double width, double height, double above, ChartUse use) {
    enum { EDGE = 6 };
    const long top = EDGE + lround(ceil(above)), w = lround(width) + 2 * EDGE;
    const long h = lround(ceil(height)) + top + EDGE;
    Arena *arena = out->arena;
    buffer_add(out,
        arena_format(arena, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-%d -%ld %ld %ld\"", EDGE, top, w, h));
    if (use == CHART_FILE) buffer_add(out, arena_format(arena, " width=\"%ld\" height=\"%ld\"", w, h));
    buffer_add(out, arena_format(arena, " role=\"img\" aria-labelledby=\"%s-title %s-text\"", id, id));
    buffer_add(out, " font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\"");
    buffer_add(out, arena_format(arena, " font-size=\"%d\">\n<title id=\"%s-title\">", width < NARROW ? 12 : 13, id));
    markup_add(out, chart->title);
    buffer_add(out, arena_format(arena, "</title>\n<desc id=\"%s-text\">", id));
    markup_add(out, chart->description);
    buffer_add(out, "</desc>\n");
    if (use == CHART_FILE)
        buffer_add(
            out, arena_format(arena, "<rect x=\"-%d\" y=\"-%ld\" width=\"%ld\" height=\"%ld\" fill=\"#FFFFFF\"/>\n",
                     EDGE, top, w, h));
    buffer_add(out, "<g class=\"ink\" fill=\"#000000\">\n");
}

void chart_write_svg(const Chart *chart, const char *id, double width, ChartUse use, Buffer *out) {
    Buffer inside = { .arena = out->arena };
    Canvas canvas = {
        .out = &inside, .arena = out->arena, .chart = chart, .width = width, .font = width < NARROW ? 12 : 13
    };
    double height;
    const double above = use == CHART_FILE && chart->above ? draw_above(&canvas) : 0;
    draw_chart(&canvas, &height);
    start_svg(out, chart, id, width, height, above, use);
    buffer_add_n(out, inside.bytes, inside.size);
    buffer_add(out, "</g>\n</svg>\n");
}
