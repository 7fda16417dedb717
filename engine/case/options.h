/* The courses of action that a case weighs. */
#ifndef CASE_OPTIONS_H
#define CASE_OPTIONS_H

#include <stdint.h>

#include "case/values.h"

typedef enum OptionRole { ROLE_OPTION, ROLE_BASELINE, ROLE_PREFERRED, OPTION_ROLE_COUNT } OptionRole;

extern const char *const option_role_names[OPTION_ROLE_COUNT];

typedef struct Option {
    Label label;
    OptionRole role;
    uint32_t life_periods; /* that what it buys lasts; 0: the horizon */
    Place life_place;
} Option;

#endif
