#include "study/finance/loan.h"

#include "base/elementary.h"
#include "evaluate/power.h"

static LoanPayment equal_instalments(const Loan *loan, double rate, size_t half_year) {
    const double instalment = loan->principal / (double)loan->half_years;
    return (LoanPayment){ rate * (loan->principal - (double)(half_year - 1) * instalment), instalment };
}

/* Payment P·i ÷ (1 − (1 + i)^−N); of it the principal grows by 1 + i every half-year. */
static LoanPayment equal_payments(const Loan *loan, double rate, size_t half_year) {
    if (rate == 0) return (LoanPayment){ 0, loan->principal / (double)loan->half_years };
    const double payment =
        loan->principal * rate / -exponential_less_one(-(double)loan->half_years * logarithm_of_one_plus(rate));
    const double principal = (payment - rate * loan->principal) * power_real(1 + rate, (double)(half_year - 1));
    return (LoanPayment){ payment - principal, principal };
}

LoanPayment loan_payment(const Loan *loan, size_t half_year) {
    const double rate = loan->rate / 2;
    if (half_year < 1 || half_year > loan->half_years) return (LoanPayment){ 0, 0 };
    switch (loan->kind) {
    case LOAN_EIP: return equal_instalments(loan, rate, half_year);
    case LOAN_ANNUITY: return equal_payments(loan, rate, half_year);
    case LOAN_MATURITY: break;
    }
    return (LoanPayment){ loan->principal * rate, half_year == loan->half_years ? loan->principal : 0 };
}
