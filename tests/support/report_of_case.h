/* The report of a case with few trials, for tests of what is made from it. Includes cmocka through assert_close.h. */
#ifndef TESTS_SUPPORT_REPORT_OF_CASE_H
#define TESTS_SUPPORT_REPORT_OF_CASE_H

#include "support/assert_close.h"

#include "bizcase/bizcase.h"

static inline BizcaseDocument *report_of_case(const char *case_folder) {
    BizcaseCase *loaded = NULL;
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseSpread *spread = NULL;
    BizcaseSensitivity *sensitivity = NULL;
    BizcaseFinance *finance = NULL;
    BizcaseDocument *document = NULL;
    const BizcaseSimulateRequest trials = { .trials = 500, .main_option_only = 1 };
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = case_folder }, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_simulate(loaded, &trials, &simulation, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_spread(loaded, &trials, &spread, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_sensitivity(loaded, &(BizcaseSensitivityRequest){ .trials = 500 }, &sensitivity, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_finance(loaded, &(BizcaseFinanceRequest){ .trials = 500 }, &finance, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_report_document(loaded,
                         &(BizcaseFindings){ .appraisal = appraisal,
                             .simulation = simulation,
                             .spread = spread,
                             .sensitivity = sensitivity,
                             .finance = finance },
                         &document),
        BIZCASE_OK);
    bizcase_finance_free(finance);
    bizcase_sensitivity_free(sensitivity);
    bizcase_spread_free(spread);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
    return document;
}

#endif
