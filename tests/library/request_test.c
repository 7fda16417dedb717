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

/* --- sizes ----------------------------------------------------------------------------------------------------------- */

/* What stands behind the end of a shorter struct is not read. */
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

/* --- nothing --------------------------------------------------------------------------------------------------------- */

static void nothing_in_place_of_an_argument_is_answered(void **state) {
    (void)state;
    void *result;
    BizcaseCase *merged;
    const BizcaseStatus statuses[] = {
        bizcase_case_load(NULL, (BizcaseCase **)&result, NULL),
        bizcase_case_load(&(BizcaseCaseRequest){ 0 }, (BizcaseCase **)&result, NULL),
        bizcase_case_load(&(BizcaseCaseRequest){ 0 }, NULL, NULL),
        bizcase_case_new(NULL, NULL),
        bizcase_appraise(NULL, &(BizcaseAppraiseRequest){ 0 }, (BizcaseAppraisal **)&result, NULL),
        bizcase_appraise(loaded, NULL, (BizcaseAppraisal **)&result, NULL),
        bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, NULL, NULL),
        bizcase_simulate(NULL, NULL, (BizcaseSimulation **)&result, NULL),
        bizcase_simulate_shard(loaded, NULL, 1, 1, NULL, NULL),
        bizcase_merge(NULL, &merged, (BizcaseSimulation **)&result, NULL),
        bizcase_merge(NULL, NULL, NULL, NULL),
        bizcase_spread(NULL, NULL, (BizcaseSpread **)&result, NULL),
        bizcase_replay(loaded, NULL, 1, 0, (BizcaseReplay **)&result, NULL),
        bizcase_draws_write(loaded, NULL, NULL, NULL),
        bizcase_explain(loaded, NULL, (BizcaseExplanation **)&result, NULL),
        bizcase_sensitivity(NULL, NULL, (BizcaseSensitivity **)&result, NULL),
        bizcase_finance(NULL, NULL, (BizcaseFinance **)&result, NULL),
        bizcase_compare(NULL, (BizcaseComparison **)&result, NULL),
        bizcase_compare(&(BizcaseCompareRequest){ .side_count = 2 }, (BizcaseComparison **)&result, NULL),
        bizcase_live(loaded, &(BizcaseLiveRequest){ 0 }, (BizcaseLive **)&result, NULL),
        bizcase_live_page_write(NULL, NULL, NULL, NULL),
        bizcase_scenarios_appraise(NULL, (BizcaseScenarios **)&result, NULL),
        bizcase_workbook_write(loaded, &(BizcaseWorkbookRequest){ 0 }, "/dev/null", NULL),
        bizcase_certificate_write(loaded, NULL, NULL, NULL, NULL),
        bizcase_certificate_verify(&(BizcaseVerifyRequest){ 0 }, (BizcaseVerification **)&result, NULL),
        bizcase_verification_document(NULL, (BizcaseDocument **)&result),
        bizcase_batch_load(NULL, (BizcaseBatch **)&result, NULL),
        bizcase_batch_of_cases(NULL, 1, NULL, (BizcaseBatch **)&result, NULL),
        bizcase_batch_do(NULL, NULL, NULL),
        bizcase_batch_resume(NULL, NULL),
        bizcase_batch_write(NULL, NULL, NULL),
        bizcase_batch_document(NULL, (BizcaseDocument **)&result),
        bizcase_check_document(NULL, (BizcaseDocument **)&result),
        bizcase_check_document(loaded, NULL),
        bizcase_appraisal_document(loaded, NULL, (BizcaseDocument **)&result),
        bizcase_simulation_document(loaded, NULL, NULL, NULL, (BizcaseDocument **)&result),
        bizcase_replay_document(loaded, NULL, (BizcaseDocument **)&result),
        bizcase_explanation_document(loaded, NULL, (BizcaseDocument **)&result),
        bizcase_sensitivity_document(loaded, NULL, NULL, (BizcaseDocument **)&result),
        bizcase_finance_document(loaded, NULL, NULL, (BizcaseDocument **)&result),
        bizcase_report_document(loaded, &(BizcaseFindings){ 0 }, (BizcaseDocument **)&result),
        bizcase_assumptions_document(NULL, NULL, (BizcaseDocument **)&result),
        bizcase_comparison_document(NULL, (BizcaseDocument **)&result),
        bizcase_distributions_document(NULL),
        bizcase_discount_rates_document(NULL),
        bizcase_document_write(NULL, "json", NULL, NULL),
        bizcase_document_fragments(NULL, NULL, NULL, NULL),
    };
    for (size_t i = 0; i < COUNT_OF(statuses); i++)
        if (statuses[i] != BIZCASE_BAD_REQUEST) fail_msg("call %zu: status %d", i, (int)statuses[i]);
}

/* Of a folder that is not there, and of a case with errors: only what was found can be looked at. */
static void a_case_that_did_not_load_is_refused_by_all_but_the_check(void **state) {
    static const char *const folders[] = { "tests/cases/broken-number", "no-such-folder" };
    const char *change = "no such change";
    void *result = NULL;
    (void)state;
    for (size_t f = 0; f <= COUNT_OF(folders); f++) {
        const BizcaseCaseRequest bad_change = { .folder = "scenarios/minimal", .changes = &change, .change_count = 1 };
        BizcaseCase *bad = NULL;
        const BizcaseStatus loading = bizcase_case_load(
            f < COUNT_OF(folders) ? &(BizcaseCaseRequest){ .folder = folders[f] } : &bad_change, &bad, NULL);
        const BizcaseStatus statuses[] = {
            bizcase_appraise(bad, &(BizcaseAppraiseRequest){ 0 }, (BizcaseAppraisal **)&result, NULL),
            bizcase_simulate(bad, &(BizcaseSimulateRequest){ 0 }, (BizcaseSimulation **)&result, NULL),
            bizcase_simulate_shard(bad, &(BizcaseSimulateRequest){ 0 }, 1, 1, "/dev/null", NULL),
            bizcase_spread(bad, &(BizcaseSimulateRequest){ 0 }, (BizcaseSpread **)&result, NULL),
            bizcase_replay(bad, &(BizcaseSimulateRequest){ 0 }, 1, 0, (BizcaseReplay **)&result, NULL),
            bizcase_draws_write(bad, &(BizcaseSimulateRequest){ 0 }, "/dev/null", NULL),
            bizcase_explain(bad, "npv", (BizcaseExplanation **)&result, NULL),
            bizcase_sensitivity(bad, &(BizcaseSensitivityRequest){ 0 }, (BizcaseSensitivity **)&result, NULL),
            bizcase_finance(bad, &(BizcaseFinanceRequest){ 0 }, (BizcaseFinance **)&result, NULL),
            bizcase_assumptions_document(bad, NULL, (BizcaseDocument **)&result),
        };
        BizcaseDocument *check = NULL;

        assert_int_not_equal(loading, BIZCASE_OK);
        for (size_t i = 0; i < COUNT_OF(statuses); i++)
            if (statuses[i] != BIZCASE_BAD_REQUEST) fail_msg("case %zu, call %zu: status %d", f, i, (int)statuses[i]);
        assert_int_equal(bizcase_check_document(bad, &check), BIZCASE_OK);
        bizcase_document_free(check);
        bizcase_case_free(bad);
    }
}

static void nothing_can_be_freed_and_looked_into(void **state) {
    (void)state;
    size_t count = 7;
    bizcase_case_free(NULL);
    bizcase_appraisal_free(NULL);
    bizcase_simulation_free(NULL);
    bizcase_spread_free(NULL);
    bizcase_replay_free(NULL);
    bizcase_explanation_free(NULL);
    bizcase_sensitivity_free(NULL);
    bizcase_finance_free(NULL);
    bizcase_comparison_free(NULL);
    bizcase_live_free(NULL);
    bizcase_scenarios_free(NULL);
    bizcase_verification_free(NULL);
    bizcase_batch_free(NULL);
    bizcase_document_free(NULL);
    bizcase_problems_free(NULL);
    bizcase_problems_clear(NULL);

    assert_null(bizcase_problems_items(NULL, &count));
    assert_int_equal(count, 0);
    assert_null(bizcase_case_diagnostics(NULL, NULL));
    assert_null(bizcase_appraisal_find(NULL, NULL));
    assert_null(bizcase_simulation_find(NULL, NULL, 0));
    assert_null(bizcase_batch_run(NULL, 0));
    assert_int_equal(bizcase_batch_run_count(NULL), 0);
    assert_int_equal(bizcase_batch_outcome(NULL, 0)->state, BIZCASE_RUN_WAITING);
    assert_int_equal(bizcase_figure_find(NULL), bizcase_figure_count());
    assert_string_equal(bizcase_figure(bizcase_figure_count()).name, "");
    assert_int_equal(bizcase_format_find(NULL), bizcase_format_count());
    assert_string_equal(bizcase_format(bizcase_format_count()).name, "");
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
        cmocka_unit_test(a_request_of_an_older_version_ends_where_it_says),
        cmocka_unit_test(a_request_of_a_newer_version_is_read_as_far_as_it_is_known),
        cmocka_unit_test(nothing_in_place_of_an_argument_is_answered),
        cmocka_unit_test(a_case_that_did_not_load_is_refused_by_all_but_the_check),
        cmocka_unit_test(nothing_can_be_freed_and_looked_into),
    };
    return cmocka_run_group_tests(tests, load, free_case);
}
