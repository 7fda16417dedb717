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
    InputGroup *items; /* single inputs first, in the order of the inputs */
    size_t count, single_count;
} InputGroups;

/* Every uncertain input, and every group of two or more of them. */
InputGroups groups_of(Arena *arena, const Setup *setup);

/* [input] the name of what it belongs to, for people. */
const char **input_labels(Arena *arena, const Case *the_case, const Inputs *inputs);

#endif
