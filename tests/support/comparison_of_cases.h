/* A case before and after, compared. Includes cmocka through assert_close.h. */
#ifndef TESTS_SUPPORT_COMPARISON_OF_CASES_H
#define TESTS_SUPPORT_COMPARISON_OF_CASES_H

#include "support/assert_close.h"

#include "bizcase/bizcase.h"

typedef struct ComparisonOfCases {
    BizcaseComparison *comparison;
    BizcaseDocument *document;
} ComparisonOfCases;

static inline ComparisonOfCases comparison_of_cases(const BizcaseCaseRequest *before, const BizcaseCaseRequest *after) {
    static const char *const labels[] = { "before", "after" };
    const BizcaseCaseRequest *const sides[] = { before, after };
    ComparisonOfCases made;
    assert_int_equal(bizcase_compare(&(BizcaseCompareRequest){ .sides = sides, .labels = labels, .side_count = 2 },
                         &made.comparison, NULL),
        BIZCASE_OK);
    assert_int_equal(bizcase_comparison_document(made.comparison, &made.document), BIZCASE_OK);
    return made;
}

static inline void comparison_of_cases_free(ComparisonOfCases *made) {
    bizcase_document_free(made->document);
    bizcase_comparison_free(made->comparison);
}

#endif
