/* Loans as the Public Works Loan Board lends: a fixed rate, payments every half-year, the rate of a half-year half the
   yearly one. Half-years count from 1, the first ends half a year after the loan is drawn. */
#ifndef STUDY_FINANCE_LOAN_H
#define STUDY_FINANCE_LOAN_H

#include <stddef.h>

typedef enum LoanKind {
    LOAN_MATURITY, /* interest only, all principal at the end */
    LOAN_EIP,      /* equal instalments of principal, interest on the balance */
    LOAN_ANNUITY   /* equal payments */
} LoanKind;

typedef struct Loan {
    LoanKind kind;
    double principal, rate; /* rate: a year, a fraction */
    size_t half_years;      /* of its term; > 0 */
} Loan;

typedef struct LoanPayment {
    double interest, principal;
} LoanPayment;

/* Nothing before the first half-year and after the last. */
LoanPayment loan_payment(const Loan *loan, size_t half_year);

#endif
