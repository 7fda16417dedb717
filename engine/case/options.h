/* The courses of action that a case weighs. */
#ifndef CASE_OPTIONS_H
#define CASE_OPTIONS_H

#include <stdint.h>

#include "case/settings.h"
#include "case/values.h"

typedef enum OptionRole { ROLE_OPTION, ROLE_BASELINE, ROLE_PREFERRED, OPTION_ROLE_COUNT } OptionRole;

extern const char *const option_role_names[OPTION_ROLE_COUNT];

typedef struct Option {
    Label label;
    OptionRole role;
    uint32_t life_periods; /* that what it buys lasts; 0: the horizon */
    Place life_place;
} Option;

/* Over how many years its equivalent annual cost spreads: its own life, or else the horizon. */
static inline double option_life_years(const Option *option, const Settings *settings) {
    const double periods = option->life_periods > 0 ? option->life_periods : (double)settings->period_count;
    return periods * settings->start.length_months / 12;
}

#endif
