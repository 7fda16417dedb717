/* What case.csv says of the whole case. */
#ifndef CASE_SETTINGS_H
#define CASE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "case/rates.h"
#include "table/period.h"

typedef enum DiscountTiming { DISCOUNT_START, DISCOUNT_MID, DISCOUNT_END } DiscountTiming;

typedef enum PaybackTiming { PAYBACK_SPREAD, PAYBACK_POINT } PaybackTiming;

/* The optimism bias of lines in the trials: none, what their own ranges do not hold already, or all. */
typedef enum TrialBias { TRIALS_WITHOUT_BIAS, TRIALS_WITH_REST_OF_BIAS, TRIALS_WITH_BIAS } TrialBias;

typedef struct Settings {
    const char *title, *version, *author, *date, *currency; /* "" when not given, currency "£" */
    const char *party, *parties;                            /* what a party is called: "council", "councils" */
    Period start;                                           /* first period; its length is that of all */
    size_t period_count;
    double scale;
    Schedule discount;    /* a plain rate is a schedule of one band, named as the user wrote it, such as "3.5%" */
    Place discount_place; /* file NULL: the default */
    DiscountTiming discount_timing;
    int price_base_month;                   /* first month of the price base period */
    size_t deflator;                        /* into indices, or NONE */
    double finance_rate, reinvestment_rate; /* NaN: the discount rate of year 1 */
    PaybackTiming payback_timing;
    bool risk_in_plan, optimism_bias_in_plan;
    TrialBias optimism_bias_in_simulation;
    uint64_t trials, seed;
    const char *sampler;
} Settings;

typedef struct SettingPlace {
    const char *key;
    Place place; /* of its value */
} SettingPlace;

/* The first month after the horizon. */
static inline int settings_end_month(const Settings *settings) {
    return settings->start.first_month + (int)settings->period_count * settings->start.length_months;
}

/* The setting's own spelling; NULL if missing. */
const char *setting_find(const char *key);
/* `did you mean "x"?`, or NULL. */
const char *setting_hint(Arena *arena, const char *key);

#endif
