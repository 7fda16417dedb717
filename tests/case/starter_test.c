/* bizcase_case_new: the starter case is a case, and nothing is overwritten. */
#include "support/appraised_case.h"

static void the_starter_case_is_in_order(void **state) {
    char folder[64];
    static const char *const scenario = "pessimistic";
    BizcaseCase *plain, *pessimistic;
    (void)state;
    temporary_folder(folder);

    assert_int_equal(bizcase_case_new(folder, NULL), BIZCASE_OK);
    const BizcaseStatus plain_status =
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder, .strict = 1 }, &plain, NULL);
    const BizcaseStatus pessimistic_status = bizcase_case_load(
        &(BizcaseCaseRequest){ .folder = folder, .scenarios = &scenario, .scenario_count = 1, .strict = 1 },
        &pessimistic, NULL);

    print_case_diagnostics(plain);
    print_case_diagnostics(pessimistic);
    assert_int_equal(plain_status, BIZCASE_OK);
    assert_int_equal(pessimistic_status, BIZCASE_OK);
    bizcase_case_free(plain);
    bizcase_case_free(pessimistic);
    remove_folder(folder);
}

/* Net present value of the starter in a folder; change NULL: as it is. */
static double starter_npv(const char *folder, const char *change) {
    AppraisedCase a = { 0 };
    const BizcaseCaseRequest request = { .folder = folder, .changes = &change, .change_count = change != NULL };
    assert_int_equal(bizcase_case_load(&request, &a.made.loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(a.made.loaded, &(BizcaseAppraiseRequest){ 0 }, &a.appraisal, NULL), BIZCASE_OK);
    const BizcaseScope against_baseline = { "new-system", "bau", "joint", "total" };
    const double npv = figure_named(bizcase_appraisal_find(a.appraisal, &against_baseline), "npv");
    bizcase_appraisal_free(a.appraisal);
    bizcase_case_free(a.made.loaded);
    return npv;
}

/* Doubling the users costs the licences once more: 600 users at £50 in the second year and 1,200 from the third on, with
   10 % optimism bias, at suppliers' prices of √(0.95 × 1.1), the median of a lognormal. */
static void the_licences_of_the_starter_are_its_users_at_50_pounds(void **state) {
    char folder[64];
    (void)state;
    temporary_folder(folder);
    assert_int_equal(bizcase_case_new(folder, NULL), BIZCASE_OK);
    double expected = 0;
    for (int year = 1; year < 8; year++)
        expected += 1.1 * sqrt(0.95 * 1.1) * (year == 1 ? 30000 : 60000) / pow(1.035, year);

    const double costs_once_more = starter_npv(folder, NULL) - starter_npv(folder, "quantities:users:periods*2");

    assert_close(costs_once_more, expected, 1e-6);
    remove_folder(folder);
}

static void a_new_folder_is_made(void **state) {
    char folder[64], inner[TEMPORARY_PATH];
    (void)state;
    temporary_folder(folder);
    snprintf(inner, sizeof inner, "%s/case", folder);

    assert_int_equal(bizcase_case_new(inner, NULL), BIZCASE_OK);

    snprintf(inner, sizeof inner, "%s/case/scenarios/pessimistic.csv", folder);
    assert_int_equal(access(inner, R_OK), 0);
    remove_folder(folder);
}

static void a_folder_with_files_is_left_alone(void **state) {
    char folder[64], path[TEMPORARY_PATH];
    (void)state;
    temporary_folder(folder);
    temporary_file(folder, "notes.txt", "mine");

    assert_int_equal(bizcase_case_new(folder, NULL), BIZCASE_BAD_REQUEST);

    snprintf(path, sizeof path, "%s/costs.csv", folder);
    assert_int_not_equal(access(path, F_OK), 0);
    remove_folder(folder);
}

static void what_cannot_be_made_is_not_written(void **state) {
    char folder[64], path[TEMPORARY_PATH];
    (void)state;
    temporary_folder(folder);
    temporary_file(folder, "file", "x");
    snprintf(path, sizeof path, "%s/file", folder);

    assert_int_equal(bizcase_case_new(path, NULL), BIZCASE_NOT_WRITTEN);
    assert_int_equal(bizcase_case_new("/nowhere/at/all", NULL), BIZCASE_NOT_WRITTEN);
    remove_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_starter_case_is_in_order),
        cmocka_unit_test(the_licences_of_the_starter_are_its_users_at_50_pounds),
        cmocka_unit_test(a_new_folder_is_made),
        cmocka_unit_test(a_folder_with_files_is_left_alone),
        cmocka_unit_test(what_cannot_be_made_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
