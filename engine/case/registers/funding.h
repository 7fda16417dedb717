/* Where the money comes from. */
#ifndef CASE_REGISTERS_FUNDING_H
#define CASE_REGISTERS_FUNDING_H

#include <stdbool.h>

#include "case/values.h"

typedef enum FundingType {
    FUNDING_REVENUE,
    FUNDING_RESERVES,
    FUNDING_CAPITAL_RECEIPTS,
    FUNDING_GRANT,
    FUNDING_BORROWING,
    FUNDING_TYPE_COUNT
} FundingType;

extern const char *const funding_type_names[FUNDING_TYPE_COUNT];

/* A source of money, nominal. */
typedef struct Funding {
    Label label;
    const char *vintage, *source, *note;
    bool *in_option;               /* [option_count] */
    size_t programme;              /* NONE: every one */
    size_t council;                /* NONE: every one, amounts and cap in equal parts */
    bool for_capital, for_revenue; /* one-off revenue spending */
    FundingType type;
    double order;    /* lower ones are used first */
    double share;    /* of the spending that it may fund; 1: also all that is left; NaN: amounts say how much */
    double cap;      /* over the horizon, in the units of the cells; NaN: none */
    Amounts amounts; /* in the units of the cells */
    Place place;
} Funding;

static inline bool funding_is_of(const Funding *funding, size_t council) {
    return funding->council == NONE || funding->council == council;
}

#endif
