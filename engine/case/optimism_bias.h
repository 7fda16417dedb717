/* The optimism bias of a line. */
#ifndef CASE_OPTIMISM_BIAS_H
#define CASE_OPTIMISM_BIAS_H

#include "case/row.h"

/* What is applied: the bias × (1 − mitigation), a fraction ≥ 0. */
double row_optimism_bias(const Row *row, size_t bias_column, size_t mitigation_column, LineSide side, MoneyKind kind);

#endif
