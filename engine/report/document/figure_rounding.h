/* Figures rounded for print so that they still add up. */
#ifndef REPORT_DOCUMENT_FIGURE_ROUNDING_H
#define REPORT_DOCUMENT_FIGURE_ROUNDING_H

#include "report/document/document.h"
#include "report/document/rounding.h"

/* values[figure × body_count + body], the joint body first: money becomes multiples of step. What is the sum of other
   figures is a headline; the others add up to it, and over bodies as far as headlines do. What does not add up stays as it
   is. */
void round_figures(Arena *arena, double *values, size_t body_count, double step, Casting *casting);

/* Says under a table what was done to it, if anything. */
void casting_note(Document *document, Section *section, Casting casting);

#endif
