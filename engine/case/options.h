/* The courses of action that a case weighs. */
#ifndef CASE_OPTIONS_H
#define CASE_OPTIONS_H

#include "case/values.h"

typedef enum OptionRole { ROLE_OPTION, ROLE_BASELINE, ROLE_PREFERRED } OptionRole;

typedef struct Option {
    Label label;
    OptionRole role;
} Option;

#endif
