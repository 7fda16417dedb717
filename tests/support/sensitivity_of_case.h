/* The sensitivity study of a case made of strings. Includes cmocka through temporary_case.h. */
#ifndef TESTS_SUPPORT_SENSITIVITY_OF_CASE_H
#define TESTS_SUPPORT_SENSITIVITY_OF_CASE_H

#include "support/temporary_case.h"

#include "bizcase/bizcase.h"

typedef struct SensitivityOfCase {
    TemporaryCase made;
    BizcaseSensitivity *study;
} SensitivityOfCase;

static inline SensitivityOfCase sensitivity_of_case(const CaseFile *files, BizcaseSensitivityRequest request) {
    SensitivityOfCase made = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    if (made.made.status != BIZCASE_OK) print_case_diagnostics(made.made.loaded);
    assert_int_equal(made.made.status, BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(made.made.loaded, &request, &made.study, NULL), BIZCASE_OK);
    return made;
}

static inline void sensitivity_of_case_free(SensitivityOfCase *made) {
    bizcase_sensitivity_free(made->study);
    temporary_case_free(&made->made);
}

static inline size_t lever_of_case(const SensitivityOfCase *made, const char *name) {
    for (size_t k = 0; k < made->study->lever_count; k++)
        if (strcmp(made->study->levers[k].name, name) == 0) return k;
    fail_msg("there is no lever %s", name);
    return 0;
}

#endif
