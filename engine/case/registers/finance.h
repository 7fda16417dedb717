/* How councils finance. */
#ifndef CASE_REGISTERS_FINANCE_H
#define CASE_REGISTERS_FINANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "case/values.h"

typedef enum InterestBasis { INTEREST_POOLED, INTEREST_MATURITY, INTEREST_EIP, INTEREST_ANNUITY } InterestBasis;

/* A rate of interest from a month on. */
typedef struct InterestRate {
    int from_month; /* INT_MIN: from the beginning */
    double rate;    /* a year, a fraction */
    Place place;
} InterestRate;

/* How a council finances, of finance.csv. */
typedef struct CouncilFinance {
    InterestBasis interest_basis;
    InterestRate *interest_rates; /* from_month rising */
    size_t interest_rate_count, interest_rate_capacity;
    bool mrp_by_annuity;
    double mrp_rate;          /* of the annuity; NaN: the interest rate */
    double asset_life;        /* years, of capital lines that do not say; NaN: not given */
    double loan_years;        /* term of loans; NaN: the asset's life */
    double payback_threshold; /* years, of invest to save */
} CouncilFinance;

/* The rate of what is drawn in the middle of a financial year; NaN: none is given for it. april: its first month. */
double interest_rate_of_year(const CouncilFinance *finance, int april);

#endif
