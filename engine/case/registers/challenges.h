/* Tests of the finance group's own: each a few changes to the case, as in a scenario. */
#ifndef CASE_REGISTERS_CHALLENGES_H
#define CASE_REGISTERS_CHALLENGES_H

#include "case/values.h"

struct Change;

typedef struct Challenge {
    Label label;
    struct Change *changes; /* [change_count] of case/changes/changes.h, in the order of their rows */
    size_t change_count, change_capacity;
} Challenge;

#endif
