/* Tree → the formula of a spreadsheet's cell. */
#ifndef FORMULA_SPREADSHEET_H
#define FORMULA_SPREADSHEET_H

#include "formula/formula.h"

/* Where a node's values are in the workbook: a name's, a word's (`year`, `period`, `periods_per_year`), or those of a helper
   row. Cells of one row lie side by side, a period each. */
typedef struct SheetCells {
    const char *(*cell)(const void *context, Arena *arena, const Node *node, uint32_t period);
    const char *(*range)(const void *context, Arena *arena, const Node *node, uint32_t first, uint32_t last);
    const void *context;
    /* [node] as in HelperRows; NULL: none but what functions sum, which is asked for all the same */
    const bool *has_row;
} SheetCells;

/* The nodes that want a row of their own: a function sums them over periods and they are no name, a cell would name them more
   than once, or they would make it too long to follow. */
typedef struct HelperRows {
    const uint32_t *nodes; /* [count] each after those that it is made of */
    uint32_t count;
    const bool *has_row; /* [node] */
} HelperRows;

/* cells.has_row is not looked at. */
HelperRows formula_helper_rows(Arena *arena, const Formula *formula, Horizon horizon, const SheetCells *cells);

/* The formula, without "=", of a node's cell in a period: of the root, or of a helper row. NULL when no cell takes it:
   spreadsheets have 8,192 characters, and calls 64 deep. */
const char *formula_spreadsheet(
    Arena *arena, const Formula *formula, uint32_t node, uint32_t period, Horizon horizon, const SheetCells *cells);

#endif
