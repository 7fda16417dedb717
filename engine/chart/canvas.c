#include "chart/canvas.h"

#include <math.h>
#include <stdlib.h>

#include "base/escape.h"

static const char *const colours[CHART_COLOUR_COUNT] = {
    [CHART_INK] = "#000000",
    [CHART_BLUE] = "#0072B2",
    [CHART_VERMILLION] = "#D55E00",
    [CHART_GREEN] = "#009E73",
    [CHART_PURPLE] = "#CC79A7",
    [CHART_ORANGE] = "#E69F00",
    [CHART_SKY] = "#56B4E9",
};
static const char *const dash_patterns[] = { NULL, "8 3", "3 3", "10 3 2 3", "1 3", "14 4" };
enum { DASH_COUNT = sizeof dash_patterns / sizeof dash_patterns[0] };

ChartColour chart_colour(size_t n) {
    return (ChartColour)(n % CHART_COLOUR_COUNT);
}

void canvas_number(Canvas *canvas, const char *attribute, double pixels) {
    const long tenths = lround(pixels * 10), size = labs(tenths);
    buffer_add(canvas->out, arena_format(canvas->arena, size % 10 ? "%s%s%ld.%ld" : "%s%s%ld", attribute,
                                tenths < 0 ? "-" : "", size / 10, size % 10));
}

void canvas_text(Canvas *canvas, double x, double y, Anchor anchor, const char *text) {
    static const char *const anchors[] = { "", "\" text-anchor=\"middle", "\" text-anchor=\"end" };
    if (!*text) return;
    canvas_number(canvas, "<text x=\"", x);
    canvas_number(canvas, "\" y=\"", y);
    buffer_add(canvas->out, anchors[anchor]);
    buffer_add(canvas->out, "\">");
    markup_add(canvas->out, text);
    buffer_add(canvas->out, "</text>\n");
}

void canvas_segment(Canvas *canvas, const char *looks, double x, double y, double x_to, double y_to) {
    canvas_number(canvas, "<path d=\"M", x);
    canvas_number(canvas, " ", y);
    canvas_number(canvas, "L", x_to);
    canvas_number(canvas, " ", y_to);
    buffer_add(canvas->out, arena_format(canvas->arena, "\" %s/>\n", looks));
}

void canvas_stroke(Canvas *canvas, const ChartMark *mark, double pixels) {
    const char *dashes = dash_patterns[mark->dashes % DASH_COUNT];
    buffer_add(
        canvas->out, arena_format(canvas->arena, " fill=\"none\" class=\"s%d\" stroke=\"%s\" stroke-linejoin=\"round\"",
                         (int)mark->colour, colours[mark->colour]));
    canvas_number(canvas, " stroke-width=\"", pixels);
    buffer_add(canvas->out, "\"");
    if (dashes) buffer_add(canvas->out, arena_format(canvas->arena, " stroke-dasharray=\"%s\"", dashes));
}

void canvas_fill(Canvas *canvas, const ChartMark *mark, double opacity) {
    buffer_add(canvas->out,
        arena_format(canvas->arena, " class=\"f%d\" fill=\"%s\"", (int)mark->colour, colours[mark->colour]));
    if (opacity >= 1) return;
    buffer_add(canvas->out, arena_format(canvas->arena, " fill-opacity=\"0.%02ld\"", lround(opacity * 100)));
}

double place_x(const Canvas *canvas, double number) {
    return scale_place(&canvas->x, number);
}

double place_y(const Canvas *canvas, double number) {
    return scale_place(&canvas->y, number);
}
