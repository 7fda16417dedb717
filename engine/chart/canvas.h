/* A chart as it is drawn: its scales and the page it goes to. */
#ifndef CHART_CANVAS_H
#define CHART_CANVAS_H

#include "chart/chart.h"
#include "chart/scale.h"

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

typedef struct Canvas {
    Buffer *out;
    Arena *arena;
    const Chart *chart;
    double width, font;              /* of the page, of its letters; pixels */
    double left, right, top, bottom; /* of the plot */
    Scale x, y;
} Canvas;

typedef enum TextPlace { TEXTS_NOWHERE, TEXTS_PAST_ENDS, TEXTS_ABOVE_PLOT } TextPlace;

struct MarkKind {
    const char *name;
    bool key_is_box; /* else a line */
    double opacity;  /* of an area, unless the mark has its own */
    double stroke;   /* pixels, of a line */
    TextPlace texts;
    void (*draw)(Canvas *canvas, const ChartMark *mark);
};

double mark_opacity(const ChartMark *mark);

/* Elements. Numbers are written with a decimal point in any locale. */
void canvas_number(Canvas *canvas, const char *attribute, double pixels);
void canvas_text(Canvas *canvas, double x, double y, Anchor anchor, const char *text);
void canvas_segment(Canvas *canvas, const char *looks, double x, double y, double x_to, double y_to);
/* Attributes of a line or an area in the mark's colour, with a class that a style sheet can change. */
void canvas_stroke(Canvas *canvas, const ChartMark *mark, double pixels);
void canvas_fill(Canvas *canvas, const ChartMark *mark, double opacity);

double place_x(const Canvas *canvas, double number);
double place_y(const Canvas *canvas, double number);

#endif
