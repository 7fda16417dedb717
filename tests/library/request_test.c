/* Requests as an embedding program makes them: wrong, empty, or compiled against another version. */
#include "support/temporary_case.h"

#include <stddef.h>

#include "bizcase/bizcase.h"

static BizcaseCase *loaded;

/* --- problems -------------------------------------------------------------------------------------------------------- */

static void a_problem_belongs_to_its_request_and_names_the_field(void **state) {
    (void)state;
    BizcaseProblems *first = bizcase_problems_new(), *second = bizcase_problems_new();
    BizcaseSimulation *simulation;
    size_t count, of_case;
    bizcase_case_diagnostics(loaded, &of_case);

    assert_int_equal(bizcase_simulate(loaded, &(BizcaseSimulateRequest){ .sampler = "dice" }, &simulation, first),
        BIZCASE_BAD_REQUEST);
    assert_int_equal(
        bizcase_simulate(loaded, &(BizcaseSimulateRequest){ .trials = 100 }, &simulation, second), BIZCASE_OK);

    const BizcaseDiagnostic *items = bizcase_problems_items(first, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].field, "sampler");
    assert_string_equal(items[0].file, "");
    bizcase_problems_items(second, &count);
    assert_int_equal(count, 0);
    bizcase_case_diagnostics(loaded, &count);
    assert_int_equal(count, of_case);
    bizcase_problems_clear(first);
    bizcase_problems_items(first, &count);
    assert_int_equal(count, 0);
    bizcase_simulation_free(simulation);
    bizcase_problems_free(first);
    bizcase_problems_free(second);
}

/* Its trials run on cases made out of the one that was loaded. */
static void a_financial_case_with_actuals_says_which_sampler_is_none(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv", "line,2018/19,2019/20\na,10,10\n" },
        { "actuals.csv", "line,as_of,2018/19\na,2019-04,11\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseFinance *finance;
    size_t count;
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);

    assert_int_equal(bizcase_finance(made.loaded, &(BizcaseFinanceRequest){ .sampler = "dice" }, &finance, problems),
        BIZCASE_BAD_REQUEST);

    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].field, "sampler");
    bizcase_problems_free(problems);
    temporary_case_free(&made);
}

static void a_file_that_cannot_be_written_is_named_with_the_reason(void **state) {
    (void)state;
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseDocument *document;
    size_t count;
    assert_int_equal(bizcase_check_document(loaded, &document), BIZCASE_OK);

    assert_int_equal(bizcase_document_write(document, "json", "/nowhere/at/all", problems), BIZCASE_NOT_WRITTEN);

    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "/nowhere/at/all");
    assert_string_equal(items[0].field, "path");
    assert_string_equal(items[0].message, "No such file or directory");
    bizcase_document_free(document);
    bizcase_problems_free(problems);
}

/* --- fields ----------------------------------------------------------------------------------------------------------- */

static void assert_refused(BizcaseStatus status, BizcaseProblems *problems, const char *field) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    if (status != BIZCASE_BAD_REQUEST || count != 1) print_error("%s: status %d\n", field, (int)status);
    assert_int_equal(status, BIZCASE_BAD_REQUEST);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].field, field);
    assert_int_equal(items[0].severity, BIZCASE_ERROR);
    bizcase_problems_clear(problems);
}

static void a_case_request_with_a_field_that_cannot_be_meant_is_refused(void **state) {
    static const char *const texts[] = { "a", NULL };
    static const struct {
        BizcaseCaseRequest request;
        const char *field;
    } rows[] = { { { .kernel = "mmx" }, "kernel" }, { { .kernel = "" }, "kernel" }, { { .size = 5 }, "size" },
        { { .size = sizeof(BizcaseCaseRequest) - 1 }, "size" },
        { { .scenarios = texts, .scenario_count = 2 }, "scenarios" }, { { .scenario_count = 1 }, "scenarios" },
        { { .changes = texts, .change_count = 2 }, "changes" } };
    BizcaseProblems *problems = bizcase_problems_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCaseRequest request = rows[r].request;
        BizcaseCase *made;
        request.folder = "scenarios/minimal";

        assert_refused(bizcase_case_load(&request, &made, problems), problems, rows[r].field);

        assert_null(made);
    }
    bizcase_problems_free(problems);
}

static void a_study_with_a_field_that_cannot_be_meant_is_refused(void **state) {
    static const char *const texts[] = { "npv", NULL };
    BizcaseProblems *problems = bizcase_problems_new();
    void *made;
    (void)state;
    static const struct {
        BizcaseSimulateRequest request;
        const char *field;
    } rows[] = { { { .until = -0.1 }, "until" }, { { .until = NAN }, "until" }, { { .threads = 10000 }, "threads" },
        { { .size = 5 }, "size" }, { { .figures = texts, .figure_count = 2 }, "figures" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_refused(
            bizcase_simulate(loaded, &rows[r].request, (BizcaseSimulation **)&made, problems), problems, rows[r].field);

    assert_refused(
        bizcase_simulate_shard(loaded, &(BizcaseSimulateRequest){ .trials = 10 }, 0, 2, "/dev/null", problems),
        problems, "shard");
    assert_refused(
        bizcase_finance(loaded, &(BizcaseFinanceRequest){ .threads = 10000 }, (BizcaseFinance **)&made, problems),
        problems, "threads");
    assert_refused(bizcase_sensitivity(
                       loaded, &(BizcaseSensitivityRequest){ .threads = 1025 }, (BizcaseSensitivity **)&made, problems),
        problems, "threads");
    assert_refused(
        bizcase_batch_of_cases(texts, 2, &(BizcaseBatchRun){ .study = "appraise" }, (BizcaseBatch **)&made, problems),
        problems, "folders");
    assert_refused(
        bizcase_compare(&(BizcaseCompareRequest){ .sides = &(const BizcaseCaseRequest *){ NULL }, .side_count = 1 },
            (BizcaseComparison **)&made, problems),
        problems, "sides");
    assert_refused(bizcase_merge(&(BizcaseMergeRequest){ .paths = texts, .path_count = 2 }, &(BizcaseCase *){ NULL },
                       (BizcaseSimulation **)&made, problems),
        problems, "paths");
    bizcase_problems_free(problems);
}

/* --- sizes ----------------------------------------------------------------------------------------------------------- */

/* What is behind the end of a shorter struct is not read. */
static void a_request_of_an_older_version_ends_where_it_says(void **state) {
    (void)state;
    BizcaseSimulateRequest request = {
        .size = offsetof(BizcaseSimulateRequest, sampler), .trials = 100, .sampler = "not of that version", .until = -1
    };
    BizcaseSimulation *simulation;

    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);

    assert_int_equal(simulation->trials, 100);
    bizcase_simulation_free(simulation);
    request.size = sizeof request;
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_BAD_REQUEST);
}

static void a_request_of_a_newer_version_is_read_as_far_as_it_is_known(void **state) {
    (void)state;
    struct {
        BizcaseAppraiseRequest known;
        double unknown;
    } newer = { .known = { .size = sizeof newer }, .unknown = 1 };
    BizcaseAppraisal *appraisal;

    assert_int_equal(bizcase_appraise(loaded, &newer.known, &appraisal, NULL), BIZCASE_OK);

    bizcase_appraisal_free(appraisal);
}

/* --- a second try ---------------------------------------------------------------------------------------------------- */

/* What the refused request asked for is forgotten: it is neither worked out nor in the way. */
static void a_batch_whose_request_was_refused_can_be_done_all_the_same(void **state) {
    static const char *const folders[] = { "scenarios/minimal" };
    static const char *const wrong[] = { "npv", "bcr", "payback_years", "npw" }, *const right[] = { "npv" };
    (void)state;
    BizcaseBatch *batch;
    assert_int_equal(
        bizcase_batch_of_cases(folders, 1, &(BizcaseBatchRun){ .study = "appraise" }, &batch, NULL), BIZCASE_OK);
    for (int i = 0; i < 20; i++)
        assert_int_equal(
            bizcase_batch_do(batch, &(BizcaseBatchRequest){ .figures = wrong, .figure_count = COUNT_OF(wrong) }, NULL),
            BIZCASE_BAD_REQUEST);

    assert_int_equal(
        bizcase_batch_do(batch, &(BizcaseBatchRequest){ .figures = right, .figure_count = COUNT_OF(right) }, NULL),
        BIZCASE_OK);

    assert_int_equal(bizcase_batch_outcome(batch, 0)->state, BIZCASE_RUN_DONE);
    assert_int_equal(bizcase_batch_outcome(batch, 0)->row_count, 2); /* joint, and its one council */
    bizcase_batch_free(batch);
}

static int load(void **state) {
    (void)state;
    return (int)bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/minimal" }, &loaded, NULL);
}

static int free_case(void **state) {
    (void)state;
    bizcase_case_free(loaded);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_problem_belongs_to_its_request_and_names_the_field),
        cmocka_unit_test(a_financial_case_with_actuals_says_which_sampler_is_none),
        cmocka_unit_test(a_file_that_cannot_be_written_is_named_with_the_reason),
        cmocka_unit_test(a_case_request_with_a_field_that_cannot_be_meant_is_refused),
        cmocka_unit_test(a_study_with_a_field_that_cannot_be_meant_is_refused),
        cmocka_unit_test(a_request_of_an_older_version_ends_where_it_says),
        cmocka_unit_test(a_request_of_a_newer_version_is_read_as_far_as_it_is_known),
        cmocka_unit_test(a_batch_whose_request_was_refused_can_be_done_all_the_same),
    };
    return cmocka_run_group_tests(tests, load, free_case);
}
