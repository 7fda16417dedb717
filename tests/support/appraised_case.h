/* Small cases made of strings, appraised, and their flows against numbers worked by hand. */
#ifndef TESTS_SUPPORT_APPRAISED_CASE_H
#define TESTS_SUPPORT_APPRAISED_CASE_H

#include "support/temporary_case.h"

#include "bizcase/bizcase.h"

typedef struct AppraisedCase {
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
} AppraisedCase;

/* change NULL: none. */
static inline AppraisedCase appraised_case(const CaseFile *files, const char *change) {
    AppraisedCase a = { .made = temporary_case(
                            files, (BizcaseCaseRequest){ .changes = &change, .change_count = change != NULL }) };
    if (a.made.status != BIZCASE_OK) print_case_diagnostics(a.made.loaded);
    assert_int_equal(a.made.status, BIZCASE_OK);
    assert_int_equal(bizcase_appraise(a.made.loaded, &(BizcaseAppraiseRequest){ 0 }, &a.appraisal, NULL), BIZCASE_OK);
    return a;
}

static inline void appraised_case_free(AppraisedCase *a) {
    bizcase_appraisal_free(a->appraisal);
    temporary_case_free(&a->made);
}

/* An option as it is, all programmes together. */
static inline const BizcaseResult *result_for(const AppraisedCase *a, const char *option, const char *council) {
    const BizcaseScope scope = { option, NULL, council, "total" };
    const BizcaseResult *result = bizcase_appraisal_find(a->appraisal, &scope);
    assert_non_null(result);
    return result;
}

static inline const BizcaseResult *joint_result(const AppraisedCase *a) {
    return result_for(a, a->appraisal->results[0].scope.option, "joint");
}

static inline double figure_named(const BizcaseResult *result, const char *name) {
    return result->figures[bizcase_figure_find(name)];
}

/* row numbers the test's row in the message. */
static inline void check_amounts(
    size_t row, const double *actual, const double *expected, size_t count, double tolerance) {
    for (size_t t = 0; t < count; t++) {
        if (fabs(actual[t] - expected[t]) <= tolerance) continue;
        print_error("row %zu, period %zu: %.17g is not %.17g within %g\n", row, t, actual[t], expected[t], tolerance);
        fail();
    }
}

#endif
