/* Uncertain inputs by themselves, and in the groups that people ask about. */
#ifndef STUDY_SENSITIVITY_GROUPS_H
#define STUDY_SENSITIVITY_GROUPS_H

#include "bizcase/sensitivity.h"
#include "model/inputs.h"
#include "study/simulation/setup.h"

typedef struct InputGroup {
    BizcaseInputGroup shown;
    uint32_t *members; /* [member_count] inputs, rising */
    size_t member_count;
} InputGroup;

typedef struct InputGroups {
    InputGroup *items;
    /* single_count: of groupings_of's `all`: these come first, in the order of the inputs */
    size_t count, single_count;
} InputGroups;

/* All: every uncertain input, and every group of two or more of them. Disjoint: groups without an input in common that do
   not depend on each other, in the order of their first inputs: every uncertain input, correlated ones together, also
   those that are correlated through others: "correlated:INPUT" with the first of them. */
typedef struct InputGroupings {
    InputGroups all, disjoint;
} InputGroupings;

InputGroupings groupings_of(Arena *arena, const Setup *setup);

/* [input] the name of what it belongs to, for people. */
const char **input_labels(Arena *arena, const Case *the_case, const Inputs *inputs);

#endif
