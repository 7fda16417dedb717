/* What lines come to in the plan, whatever way they give their money, and what is doubtful about it. */
#ifndef CASE_LINE_MONEY_H
#define CASE_LINE_MONEY_H

#include "case/reading/loader.h"

/* Works the quantities and formulas out, once all is read and nothing is wrong so far. */
void work_out_plan(Loader *loader);

/* Cells, what column amount comes to, or what the formula does, in the units of cells. Those of a formula have no places,
   and missing where the plan is not known. */
const Amounts *line_amounts(const Loader *loader, size_t line);

/* Signs, own ranges and extensions. */
void check_line_money(Loader *loader);

#endif
