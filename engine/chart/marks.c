/* The kinds of marks: lines, bands, boxes, points, rules. */
#include "chart/canvas.h"

#include <math.h>

#include "chart/text_size.h"

double mark_opacity(const ChartMark *mark) {
    return mark->opacity > 0 ? mark->opacity : mark->kind->opacity;
}

static void add_point(Canvas *canvas, const char *before, double x, double y) {
    canvas_number(canvas, before, place_x(canvas, x));
    canvas_number(canvas, " ", place_y(canvas, y));
}

static void draw_line(Canvas *canvas, const ChartMark *mark) {
    bool drawing = false;
    buffer_add(canvas->out, "<path d=\"");
    for (size_t i = 0; i < mark->count; i++) {
        const bool there = isfinite(mark->x[i]) && isfinite(mark->y[i]);
        if (there) add_point(canvas, drawing ? "L" : "M", mark->x[i], mark->y[i]);
        drawing = there;
    }
    buffer_add(canvas->out, "\"");
    canvas_stroke(canvas, mark, mark->kind->stroke);
    buffer_add(canvas->out, "/>\n");
}

static void draw_band(Canvas *canvas, const ChartMark *mark) {
    const char *before = "<path d=\"M";
    for (size_t i = 0; i < mark->count; i++, before = "L") add_point(canvas, before, mark->x[i], mark->y_to[i]);
    for (size_t i = mark->count; i-- > 0;) add_point(canvas, "L", mark->x[i], mark->y[i]);
    buffer_add(canvas->out, "Z\"");
    canvas_fill(canvas, mark, mark_opacity(mark));
    buffer_add(canvas->out, "/>\n");
}

/* Past the box's far end: beside it where boxes lie in rows, else above or below it. */
static void draw_box_text(Canvas *canvas, const ChartMark *mark, size_t i) {
    enum { GAP = 4 };
    const double x = place_x(canvas, mark->x[i]), x_to = place_x(canvas, mark->x_to[i]);
    const double y = place_y(canvas, mark->y[i]), y_to = place_y(canvas, mark->y_to[i]);
    if (canvas->chart->y.slot_count) {
        const bool rightwards = x_to >= x;
        canvas_text(canvas, x_to + (rightwards ? GAP : -GAP), (y + y_to) / 2 + canvas->font * 0.35,
            rightwards ? ANCHOR_START : ANCHOR_END, mark->texts[i]);
    } else {
        canvas_text(
            canvas, (x + x_to) / 2, y_to <= y ? y_to - GAP : y_to + canvas->font, ANCHOR_MIDDLE, mark->texts[i]);
    }
}

static void draw_box(Canvas *canvas, const ChartMark *mark, size_t i) {
    const double x = place_x(canvas, mark->x[i]), x_to = place_x(canvas, mark->x_to[i]);
    const double y = place_y(canvas, mark->y[i]), y_to = place_y(canvas, mark->y_to[i]);
    const double width = fabs(x_to - x), height = fabs(y_to - y);
    canvas_number(canvas, "<rect x=\"", fmin(x, x_to));
    canvas_number(canvas, "\" y=\"", fmin(y, y_to));
    canvas_number(canvas, "\" width=\"", width < 0.5 ? 0.5 : width);
    canvas_number(canvas, "\" height=\"", height);
    buffer_add(canvas->out, "\"/>\n");
}

static void draw_boxes(Canvas *canvas, const ChartMark *mark) {
    buffer_add(canvas->out, "<g");
    canvas_fill(canvas, mark, mark_opacity(mark));
    buffer_add(canvas->out, ">\n");
    for (size_t i = 0; i < mark->count; i++)
        if (isfinite(mark->x[i] + mark->x_to[i] + mark->y[i] + mark->y_to[i])) draw_box(canvas, mark, i);
    buffer_add(canvas->out, "</g>\n");
    for (size_t i = 0; mark->texts && i < mark->count; i++)
        if (isfinite(mark->x_to[i]) && isfinite(mark->y_to[i])) draw_box_text(canvas, mark, i);
}

static void draw_points(Canvas *canvas, const ChartMark *mark) {
    for (size_t i = 0; i < mark->count; i++) {
        if (!isfinite(mark->x[i]) || !isfinite(mark->y[i])) continue;
        canvas_number(canvas, "<circle r=\"5\" cx=\"", place_x(canvas, mark->x[i]));
        canvas_number(canvas, "\" cy=\"", place_y(canvas, mark->y[i]));
        buffer_add(canvas->out, "\"");
        canvas_fill(canvas, mark, 1);
        buffer_add(canvas->out, "/>\n");
    }
}

static void draw_rule(Canvas *canvas, const ChartMark *mark) {
    for (size_t i = 0; i < mark->count; i++) {
        const bool upright = isfinite(mark->x[i]);
        const double at = upright ? place_x(canvas, mark->x[i]) : place_y(canvas, mark->y[i]);
        canvas_number(canvas, "<path d=\"M", upright ? at : canvas->left);
        canvas_number(canvas, " ", upright ? canvas->top : at);
        canvas_number(canvas, "L", upright ? at : canvas->right);
        canvas_number(canvas, " ", upright ? canvas->bottom : at);
        buffer_add(canvas->out, "\"");
        canvas_stroke(canvas, mark, mark->kind->stroke);
        buffer_add(canvas->out, "/>\n");
    }
}

const MarkKind mark_line = { .name = "line", .stroke = 2.5, .draw = draw_line };
const MarkKind mark_band = { .name = "band", .key_is_box = true, .opacity = 0.3, .draw = draw_band };
const MarkKind mark_boxes = {
    .name = "boxes", .key_is_box = true, .opacity = 1, .texts = TEXTS_PAST_ENDS, .draw = draw_boxes
};
const MarkKind mark_points = { .name = "points", .stroke = 2.5, .draw = draw_points };
const MarkKind mark_rule = { .name = "rule", .stroke = 1.5, .texts = TEXTS_ABOVE_PLOT, .draw = draw_rule };
