/* The pictures of a briefing: each becomes a section with a chart, whose grid holds the numbers in it. */
#ifndef REPORT_CHARTS_CHARTS_H
#define REPORT_CHARTS_CHARTS_H

#include "report/sections/contents.h"

/* Two pictures of the trials alone, which need no cumulative flows. spread->npv is finite and has at least two trials. */
void curve_chart(const Briefing *briefing, const BizcaseSpread *spread);
void histogram_chart(const Briefing *briefing, const BizcaseSpread *spread, size_t body);

/* Of the briefing's sensitivity study. */
void tornado_chart(const Briefing *briefing);

/* --- what they share ------------------------------------------------------------------------------------------------ */

/* In millions or thousands, as the largest amount asks for. */
ChartAxis money_axis(const Briefing *briefing, const char *title, double largest);
ChartAxis slot_axis(const char *const *names, size_t count);

/* Boxes that lie in the rows of a chart, from one number to another. */
typedef struct Bars {
    double *from, *to, *top, *bottom; /* [count] */
    const char **texts;
    size_t count;
} Bars;
Bars bars_new(Arena *arena, size_t room);
void bars_add(Bars *bars, size_t row, double from, double to, const char *text);
/* In the upper or the lower half of the row, where two bars would lie on each other. */
typedef enum RowHalf { UPPER_HALF, LOWER_HALF } RowHalf;
void bars_add_half(Bars *bars, size_t row, RowHalf half, double from, double to, const char *text);
void bars_mark(Arena *arena, Chart *chart, const Bars *bars, const char *label, ChartColour colour);

/* Years after the start of the horizon as a place along slots that are the case's periods. */
double moment_of(const Briefing *briefing, double years);

#endif
