/* Uncertain values that move together. */
#ifndef CASE_CORRELATIONS_H
#define CASE_CORRELATIONS_H

#include "case/values.h"

typedef enum InputKind { INPUT_LINE, INPUT_DRIVER, INPUT_RISK, INPUT_PHASE, INPUT_QUANTITY } InputKind;

typedef struct InputName {
    InputKind kind;
    size_t index; /* into lines, drivers, risks, phases or quantities */
} InputName;

typedef struct Correlation {
    InputName a, b;
    double value;  /* −1 to 1, Spearman */
    double normal; /* of the normal numbers that give it, see sample/rank_correlation.h */
    Place place;
} Correlation;

#endif
