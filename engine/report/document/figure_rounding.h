/* Figures rounded for print so that they still add up. */
#ifndef REPORT_DOCUMENT_FIGURE_ROUNDING_H
#define REPORT_DOCUMENT_FIGURE_ROUNDING_H

#include "base/arena.h"

/* values[figure × body_count + body], the joint body first: money that adds up over bodies, or over figures, becomes
   multiples of step that still do; the rest stays as it is. */
void round_figures(Arena *arena, double *values, size_t body_count, double step);

#endif
