/* The financial case of a case made of strings. Includes cmocka through temporary_case.h. */
#ifndef TESTS_SUPPORT_FINANCE_OF_CASE_H
#define TESTS_SUPPORT_FINANCE_OF_CASE_H

#include "support/temporary_case.h"

#include "bizcase/bizcase.h"

typedef struct FinanceOfCase {
    TemporaryCase made;
    BizcaseFinance *study;
} FinanceOfCase;

/* trials 0: of the plan only. */
static inline FinanceOfCase finance_of_case(const CaseFile *files, uint64_t trials) {
    FinanceOfCase made = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    const BizcaseFinanceRequest request = { .plan_only = trials == 0, .trials = trials };
    if (made.made.status != BIZCASE_OK) print_case_diagnostics(made.made.loaded);
    assert_int_equal(made.made.status, BIZCASE_OK);
    assert_int_equal(bizcase_finance(made.made.loaded, &request, &made.study, NULL), BIZCASE_OK);
    return made;
}

static inline void finance_of_case_free(FinanceOfCase *made) {
    bizcase_finance_free(made->study);
    temporary_case_free(&made->made);
}

/* body 0 is joint, then the councils. */
static inline double finance_at(const FinanceOfCase *made, BizcaseFinanceRow row, size_t body, size_t year) {
    return made->study->rows[row][body * made->study->year_count + year];
}

#endif
