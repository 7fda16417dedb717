/* A chart: numbers and names in, SVG out. Whoever makes one knows what it is about; this room does not. */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include <stdbool.h>

#include "base/buffer.h"

/* Okabe and Ito's palette, which colour-blind readers can tell apart (Color Universal Design, 2008), darkest first. */
typedef enum ChartColour {
    CHART_INK,
    CHART_BLUE,
    CHART_VERMILLION,
    CHART_GREEN,
    CHART_PURPLE,
    CHART_ORANGE,
    CHART_SKY,
    CHART_COLOUR_COUNT
} ChartColour;

/* The colour and the dashes of the nth of several series; the first is black. */
ChartColour chart_colour(size_t n);

typedef struct MarkKind MarkKind;
extern const MarkKind mark_line, /* through the points; NaN breaks it */
    mark_band,                   /* between y and y_to along x */
    mark_boxes,                  /* from (x, y) to (x_to, y_to) */
    mark_points, mark_rule;      /* a line across the plot at x, or at y where x is NaN */

typedef struct ChartMark {
    const MarkKind *kind;
    const char *label; /* in the key; NULL: it is not there */
    ChartColour colour;
    unsigned dashes; /* 0: a whole line; others tell lines apart without colour */
    double opacity;  /* 0: as the kind has it */
    size_t count;
    const double *x, *y, *x_to, *y_to; /* [count] in the axes' numbers; NULL where the kind does not want it */
    const char *const *texts;          /* [count] beside each box or rule; NULL: none */
} ChartMark;

typedef struct ChartAxis {
    const char *title;           /* "Net present value"; "" for none */
    const char *prefix, *suffix; /* of the numbers on it: "£", "m" */
    double divisor;              /* what they are divided by first; not 0 */
    const char *const *slots;    /* [slot_count] names instead of numbers: slot i goes from i to i + 1 */
    size_t slot_count;
    double least, most; /* NaN: as far as the marks go. They are numbers that must be seen */
} ChartAxis;

typedef struct Chart {
    const char *title, *description; /* for readers who do not see it */
    const char *above;               /* words over it where it is a file of its own; NULL: none */
    ChartAxis x, y;                  /* y's slots are from top to bottom */
    ChartMark *marks;                /* in the order of drawing */
    size_t mark_count, mark_capacity;
} Chart;

/* Arrays and texts are borrowed. */
void chart_add(Arena *arena, Chart *chart, ChartMark mark);
/* The same with all arrays and texts copied. */
Chart *chart_copy(Arena *arena, const Chart *chart);

typedef enum ChartUse {
    CHART_INLINE, /* within HTML, whose style sheet may change colours */
    CHART_FILE    /* a file by itself, on white */
} ChartUse;

/* id: unique in the page. width in pixels, 300 or more: at less than 500 everything is laid out for a telephone. */
void chart_write_svg(const Chart *chart, const char *id, double width, ChartUse use, Buffer *out);

#endif
