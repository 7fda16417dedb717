/* Figures rounded for print: each is a headline, the same wherever it is shown. */
#ifndef REPORT_DOCUMENT_FIGURE_ROUNDING_H
#define REPORT_DOCUMENT_FIGURE_ROUNDING_H

#include "report/document/document.h"
#include "report/document/rounding.h"

/* values[figure × body_count + body], the joint body first: money that adds up over bodies becomes multiples of step, each
   amount by itself. casting tells whether sums over bodies, or of figures, come apart by that. */
void round_figures(Arena *arena, double *values, size_t body_count, double step, Casting *casting);

/* Says under a table what was done to it, if anything. */
void casting_note(Document *document, Section *section, Casting casting);

#endif
