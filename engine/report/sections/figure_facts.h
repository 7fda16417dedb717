/* Facts and data that appraisals and simulations share. */
#ifndef REPORT_SECTIONS_FIGURE_FACTS_H
#define REPORT_SECTIONS_FIGURE_FACTS_H

#include "bizcase/appraise.h"
#include "report/document/document.h"

/* The first columns of a row: study, option, versus, council, programme, figure. */
void facts_add_scope(Document *document, const char *study, const BizcaseScope *scope, const char *figure);
void value_set_scope(Arena *arena, Value *object, const BizcaseScope *scope);

/* "£", "ratio", "fraction a year", "years" */
const char *fact_unit(const char *currency, BizcaseUnit unit);

/* [{"line", "name", "side", "total"}] */
Value moved_out_value(Arena *arena, const BizcaseMovedOut *moved, size_t count);
const char *side_name(int is_cost);

/* Beside a result's equivalent annual cost, the years over which it spreads and whose they are. */
void value_set_life(Arena *arena, Value *object, double years, int is_own);

#endif
