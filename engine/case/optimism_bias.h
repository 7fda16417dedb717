/* The optimism bias of a line. */
#ifndef CASE_OPTIMISM_BIAS_H
#define CASE_OPTIMISM_BIAS_H

#include "case/reading/row.h"

/* Sets optimism_bias, what is applied, and what it is made of. The line's side and kind are set. */
void row_optimism_bias(const Row *row, size_t bias_column, size_t mitigation_column, Line *line);

#endif
