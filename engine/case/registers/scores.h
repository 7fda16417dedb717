/* How the options are judged. */
#ifndef CASE_REGISTERS_SCORES_H
#define CASE_REGISTERS_SCORES_H

#include "case/values.h"

typedef struct Score {
    size_t criterion, option;
    double central, low, high; /* points; low and high are central where they are not given */
    Place place;
} Score;

#endif
