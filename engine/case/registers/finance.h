/* How councils finance. */
#ifndef CASE_REGISTERS_FINANCE_H
#define CASE_REGISTERS_FINANCE_H

#include <stdbool.h>

typedef enum InterestBasis { INTEREST_POOLED, INTEREST_MATURITY, INTEREST_EIP, INTEREST_ANNUITY } InterestBasis;

/* How a council finances, of finance.csv. */
typedef struct CouncilFinance {
    InterestBasis interest_basis;
    double interest_rate; /* a year; NaN: not given */
    bool mrp_by_annuity;
    double mrp_rate;          /* of the annuity; NaN: the interest rate */
    double asset_life;        /* years, of capital lines that do not say; NaN: not given */
    double loan_years;        /* term of loans; NaN: the asset's life */
    double payback_threshold; /* years, of invest to save */
} CouncilFinance;

#endif
