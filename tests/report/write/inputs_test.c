/* What the library writes never replaces a file that a case of it is read from. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static const CaseFile files[] = {
    { "costs.csv", "line,drivers,2018/19\nwork,use,100\n" },
    { "drivers.csv", "driver,distribution,shape\nuse,empirical,observed:use\n" },
    { "observed", "use\n0.9\n1.1\n1.0\n" },
    { NULL, NULL },
};

/* Of every document about a case, the page that calculates, the fragments; with the case itself gone. */
static void a_document_is_not_written_to_a_file_of_its_case(void **state) {
    static const struct {
        const char *name;
        BizcaseStatus expected;
    } rows[] = { { "costs.csv", BIZCASE_BAD_REQUEST }, { "observed", BIZCASE_BAD_REQUEST },
        { "risks.csv", BIZCASE_BAD_REQUEST }, { "answer.csv", BIZCASE_OK }, { "costs.txt", BIZCASE_OK } };
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest request = { .folder = made.folder };
    const BizcaseCaseRequest *const sides[] = { &request };
    BizcaseAppraisal *appraisal;
    BizcaseComparison *comparison;
    BizcaseLive *live;
    BizcaseDocument *documents[3];
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_compare(&(BizcaseCompareRequest){ .sides = sides, .side_count = 1 }, &comparison, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_live(made.loaded, &(BizcaseLiveRequest){ .with = &request }, &live, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraisal_document(made.loaded, appraisal, &documents[0]), BIZCASE_OK);
    assert_int_equal(bizcase_comparison_document(comparison, &documents[1]), BIZCASE_OK);
    assert_int_equal(bizcase_check_document(made.loaded, &documents[2]), BIZCASE_OK);
    bizcase_case_free(made.loaded);
    made.loaded = NULL;
    bizcase_appraisal_free(appraisal);
    bizcase_comparison_free(comparison);

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char path[TEMPORARY_PATH];
        snprintf(path, sizeof path, "%s/%s", made.folder, rows[r].name);
        for (size_t d = 0; d < COUNT_OF(documents); d++) {
            BizcaseProblems *problems = bizcase_problems_new();
            size_t count;
            assert_int_equal(bizcase_document_write(documents[d], "csv", path, problems), rows[r].expected);
            const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
            assert_int_equal(count, rows[r].expected != BIZCASE_OK);
            if (count > 0)
                assert_non_null(strstr(items[0].message, "is a file of the case, and the output would replace it"));
            bizcase_problems_free(problems);
        }
        assert_int_equal(bizcase_live_page_write(documents[0], live, path, NULL), rows[r].expected);
    }
    assert_int_equal(bizcase_document_write(documents[0], "csv", "/dev/null", NULL), BIZCASE_OK);
    for (size_t d = 0; d < COUNT_OF(documents); d++) bizcase_document_free(documents[d]);
    bizcase_live_free(live);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_not_written_to_a_file_of_its_case),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
