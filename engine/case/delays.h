/* The columns that say with which phase something moves, and how. */
#ifndef CASE_DELAYS_H
#define CASE_DELAYS_H

#include "case/reading/row.h"

/* *phase: NONE where the cell is blank or names no phase. */
void row_delay(const Row *row, size_t phase_column, size_t rule_column, size_t *phase, DelayRule *rule);

#endif
