/* Every public call with nothing in place of each argument that must be there, and with a case that did not load. The headers
   are read: a call that is declared there and is not tried here fails. */
#include "support/temporary_case.h"

#include <ctype.h>
#include <math.h>

#include "bizcase/bizcase.h"

typedef struct Tried {
    const char *call; /* its text */
    bool is_answered;
} Tried;

#define REFUSED(call)                                                                                                  \
    { #call, (call) == BIZCASE_BAD_REQUEST }
#define DONE(call)                                                                                                     \
    { #call, ((call), true) }
#define ANSWERED(comparison)                                                                                           \
    { #comparison, (comparison) }

static struct {
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
    BizcaseReplay *replay;
    BizcaseExplanation *explanation;
    BizcaseLevelExplanation *level;
    BizcaseSensitivity *sensitivity;
    BizcaseFinance *finance;
    BizcaseDocument *document;
    BizcaseLive *live;
    BizcaseBatch *batch;
} given;

static const BizcaseCaseRequest minimal = { .folder = "scenarios/minimal" };
static const char minimal_line[] = "line:licences";
static const BizcaseFinanceChoice all_of_it = { 0 }, no_councils = { .council_count = 1 };
static const BizcaseSimulateRequest few_trials = { .trials = 64, .sampler = "mc", .threads = 1 };

/* Where calls put what they make: they make nothing here. */
static struct {
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
    BizcaseReplay *replay;
    BizcaseExplanation *explanation;
    BizcaseLevelExplanation *level;
    BizcaseSensitivity *sensitivity;
    BizcaseFinance *finance;
    BizcaseComparison *comparison;
    BizcaseScenarios *scenarios;
    BizcaseVerification *verification;
    BizcaseDocument *document;
    BizcaseLive *live;
    BizcaseBatch *batch;
    int reads;
} made;

enum { MOST_TRIED = 256 };

typedef struct Trials {
    Tried rows[MOST_TRIED];
    size_t count;
} Trials;

static void add(Trials *trials, const Tried *rows, size_t count) {
    assert_true(trials->count + count <= MOST_TRIED);
    memcpy(trials->rows + trials->count, rows, count * sizeof *rows);
    trials->count += count;
}

static void check(const Trials *trials) {
    for (size_t i = 0; i < trials->count; i++)
        if (!trials->rows[i].is_answered) fail_msg("%s", trials->rows[i].call);
}

/* --- nothing --------------------------------------------------------------------------------------------------------- */

static Trials studies_of_nothing(void) {
    const BizcaseAppraiseRequest appraise = { 0 };
    const BizcaseSensitivityRequest sensitivity = { .trials = 64, .sampler = "mc", .threads = 1 };
    const BizcaseFinanceRequest finance = { .trials = 64, .sampler = "mc", .threads = 1 };
    const char *no_name = NULL;
    const BizcaseCaseRequest no_folder = { 0 };
    const BizcaseCaseRequest no_scenarios = { .folder = minimal.folder, .scenario_count = 1 };
    const BizcaseSimulateRequest no_figures = { .figure_count = 1 };
    const BizcaseSimulateRequest no_figure = { .figures = &no_name, .figure_count = 1 };
    const Tried rows[] = {
        REFUSED(bizcase_appraise(NULL, &appraise, &made.appraisal, NULL)),
        REFUSED(bizcase_appraise(given.loaded, NULL, &made.appraisal, NULL)),
        REFUSED(bizcase_appraise(given.loaded, &appraise, NULL, NULL)),
        REFUSED(bizcase_simulate(NULL, &few_trials, &made.simulation, NULL)),
        REFUSED(bizcase_simulate(given.loaded, NULL, &made.simulation, NULL)),
        REFUSED(bizcase_simulate(given.loaded, &few_trials, NULL, NULL)),
        REFUSED(bizcase_simulate(given.loaded, &no_figures, &made.simulation, NULL)),
        REFUSED(bizcase_simulate(given.loaded, &no_figure, &made.simulation, NULL)),
        REFUSED(bizcase_simulate_shard(NULL, &few_trials, 1, 1, "/dev/null", NULL)),
        REFUSED(bizcase_simulate_shard(given.loaded, NULL, 1, 1, "/dev/null", NULL)),
        REFUSED(bizcase_simulate_shard(given.loaded, &few_trials, 1, 1, NULL, NULL)),
        REFUSED(bizcase_simulate_shard(given.loaded, &no_figures, 1, 1, "/dev/null", NULL)),
        REFUSED(bizcase_spread(NULL, &few_trials, &made.spread, NULL)),
        REFUSED(bizcase_spread(given.loaded, NULL, &made.spread, NULL)),
        REFUSED(bizcase_spread(given.loaded, &few_trials, NULL, NULL)),
        REFUSED(bizcase_replay(NULL, &few_trials, 1, 0, &made.replay, NULL)),
        REFUSED(bizcase_replay(given.loaded, NULL, 1, 0, &made.replay, NULL)),
        REFUSED(bizcase_replay(given.loaded, &few_trials, 1, 0, NULL, NULL)),
        REFUSED(bizcase_replay(given.loaded, &few_trials, 0, NAN, &made.replay, NULL)),
        REFUSED(bizcase_draws_write(NULL, &few_trials, "/dev/null", NULL)),
        REFUSED(bizcase_draws_write(given.loaded, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_draws_write(given.loaded, &no_figures, "/dev/null", NULL)),
        REFUSED(bizcase_explain(NULL, "npv", &made.explanation, NULL)),
        REFUSED(bizcase_explain(given.loaded, NULL, &made.explanation, NULL)),
        REFUSED(bizcase_explain(given.loaded, "npv", NULL, NULL)),
        REFUSED(bizcase_explain_level(NULL, minimal_line, &made.level, NULL)),
        REFUSED(bizcase_explain_level(given.loaded, NULL, &made.level, NULL)),
        REFUSED(bizcase_explain_level(given.loaded, minimal_line, NULL, NULL)),
        REFUSED(bizcase_sensitivity(NULL, &sensitivity, &made.sensitivity, NULL)),
        REFUSED(bizcase_sensitivity(given.loaded, NULL, &made.sensitivity, NULL)),
        REFUSED(bizcase_sensitivity(given.loaded, &sensitivity, NULL, NULL)),
        REFUSED(bizcase_finance(NULL, &finance, &made.finance, NULL)),
        REFUSED(bizcase_finance(given.loaded, NULL, &made.finance, NULL)),
        REFUSED(bizcase_finance(given.loaded, &finance, NULL, NULL)),
        REFUSED(bizcase_live(NULL, &(BizcaseLiveRequest){ .with = &minimal }, &made.live, NULL)),
        REFUSED(bizcase_live(given.loaded, NULL, &made.live, NULL)),
        REFUSED(bizcase_live(given.loaded, &(BizcaseLiveRequest){ 0 }, &made.live, NULL)),
        REFUSED(bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &minimal }, NULL, NULL)),
        REFUSED(bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &no_folder }, &made.live, NULL)),
        REFUSED(bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &no_scenarios }, &made.live, NULL)),
    };
    Trials trials = { .count = 0 };
    add(&trials, rows, COUNT_OF(rows));
    return trials;
}

static Trials cases_of_nothing(void) {
    const char *no_name = NULL, *minimal_twice[] = { minimal.folder, NULL };
    const BizcaseCaseRequest no_folder = { 0 }, *no_side = NULL;
    const BizcaseCaseRequest no_scenarios = { .folder = minimal.folder, .scenario_count = 1 };
    const BizcaseCaseRequest no_scenario = { .folder = minimal.folder, .scenarios = &no_name, .scenario_count = 1 };
    const BizcaseCaseRequest no_changes = { .folder = minimal.folder, .change_count = 1 };
    const BizcaseCaseRequest no_change = { .folder = minimal.folder, .changes = &no_name, .change_count = 1 };
    const BizcaseCaseRequest *one_side = &no_changes;
    const BizcaseMergeRequest no_paths = { .path_count = 1 }, no_path = { .paths = &no_name, .path_count = 1 };
    const BizcaseVerifyRequest no_certificate = { .folder = minimal.folder }, no_case = { .certificate = "a" };
    const BizcaseBatchRun no_formats = { .study = "appraise", .format_count = 1 };
    const BizcaseBatchRun no_study_changes = { .study = "appraise", .change_count = 1 };
    const BizcaseBatchRun no_study = { 0 }, appraise = { .study = "appraise" };
    const Tried rows[] = {
        REFUSED(bizcase_case_load(NULL, &made.loaded, NULL)),
        REFUSED(bizcase_case_load(&no_folder, &made.loaded, NULL)),
        REFUSED(bizcase_case_load(&minimal, NULL, NULL)),
        REFUSED(bizcase_case_load(&no_scenarios, &made.loaded, NULL)),
        REFUSED(bizcase_case_load(&no_scenario, &made.loaded, NULL)),
        REFUSED(bizcase_case_load(&no_changes, &made.loaded, NULL)),
        REFUSED(bizcase_case_load(&no_change, &made.loaded, NULL)),
        REFUSED(bizcase_case_reads(NULL, "a", &made.reads, NULL)),
        REFUSED(bizcase_case_reads(&no_folder, "a", &made.reads, NULL)),
        REFUSED(bizcase_case_reads(&minimal, NULL, &made.reads, NULL)),
        REFUSED(bizcase_case_reads(&minimal, "a", NULL, NULL)),
        REFUSED(bizcase_case_reads(&no_scenarios, "a", &made.reads, NULL)),
        REFUSED(bizcase_case_new(NULL, NULL)),
        REFUSED(bizcase_case_convert(NULL, "x.xlsx", NULL)),
        REFUSED(bizcase_case_convert("scenarios/minimal", NULL, NULL)),
        REFUSED(bizcase_workbook_new(NULL, NULL)),
        REFUSED(bizcase_merge(NULL, &made.loaded, &made.simulation, NULL)),
        REFUSED(bizcase_merge(&no_paths, &made.loaded, &made.simulation, NULL)),
        REFUSED(bizcase_merge(&no_path, &made.loaded, &made.simulation, NULL)),
        REFUSED(bizcase_merge(&no_paths, NULL, &made.simulation, NULL)),
        REFUSED(bizcase_merge(&no_paths, &made.loaded, NULL, NULL)),
        REFUSED(bizcase_compare(NULL, &made.comparison, NULL)),
        REFUSED(bizcase_compare(&(BizcaseCompareRequest){ .side_count = 2 }, &made.comparison, NULL)),
        REFUSED(
            bizcase_compare(&(BizcaseCompareRequest){ .sides = &no_side, .side_count = 1 }, &made.comparison, NULL)),
        REFUSED(
            bizcase_compare(&(BizcaseCompareRequest){ .sides = &one_side, .side_count = 1 }, &made.comparison, NULL)),
        REFUSED(bizcase_compare(
            &(BizcaseCompareRequest){ .sides = (const BizcaseCaseRequest *[]){ &minimal, &minimal }, .side_count = 2 },
            &made.comparison, NULL)),
        REFUSED(bizcase_compare(&(BizcaseCompareRequest){ .sides = &one_side, .side_count = 1 }, NULL, NULL)),
        REFUSED(bizcase_scenarios_appraise(NULL, &made.scenarios, NULL)),
        REFUSED(bizcase_scenarios_appraise(&no_folder, &made.scenarios, NULL)),
        REFUSED(bizcase_scenarios_appraise(&no_scenarios, &made.scenarios, NULL)),
        REFUSED(bizcase_scenarios_appraise(&no_change, &made.scenarios, NULL)),
        REFUSED(bizcase_scenarios_appraise(&minimal, NULL, NULL)),
        REFUSED(bizcase_certificate_verify(NULL, &made.verification, NULL)),
        REFUSED(bizcase_certificate_verify(&no_certificate, &made.verification, NULL)),
        REFUSED(bizcase_certificate_verify(&no_case, &made.verification, NULL)),
        REFUSED(bizcase_certificate_verify(&no_case, NULL, NULL)),
        REFUSED(bizcase_batch_load(NULL, &made.batch, NULL)),
        REFUSED(bizcase_batch_load("a", NULL, NULL)),
        REFUSED(bizcase_batch_of_cases(NULL, 1, &appraise, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 2, &appraise, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 1, NULL, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 1, &no_study, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 1, &no_formats, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 1, &no_study_changes, &made.batch, NULL)),
        REFUSED(bizcase_batch_of_cases(minimal_twice, 1, &appraise, NULL, NULL)),
        REFUSED(bizcase_batch_resume(NULL, "a")),
        REFUSED(bizcase_batch_resume(given.batch, NULL)),
        REFUSED(bizcase_batch_do(NULL, &(BizcaseBatchRequest){ 0 }, NULL)),
        REFUSED(bizcase_batch_do(given.batch, NULL, NULL)),
        REFUSED(bizcase_batch_do(given.batch, &(BizcaseBatchRequest){ .figure_count = 1 }, NULL)),
        REFUSED(bizcase_batch_do(given.batch, &(BizcaseBatchRequest){ .figures = &no_name, .figure_count = 1 }, NULL)),
        REFUSED(bizcase_batch_do(given.batch, &(BizcaseBatchRequest){ .test_count = 1 }, NULL)),
        REFUSED(bizcase_batch_do(given.batch, &(BizcaseBatchRequest){ .tests = &no_name, .test_count = 1 }, NULL)),
        REFUSED(bizcase_batch_write(NULL, "a", NULL)),
        REFUSED(bizcase_batch_write(given.batch, NULL, NULL)),
        REFUSED(bizcase_batch_document(NULL, &made.document)),
        REFUSED(bizcase_batch_document(given.batch, NULL)),
    };
    Trials trials = { .count = 0 };
    add(&trials, rows, COUNT_OF(rows));
    return trials;
}

static Trials writings_of_nothing(void) {
    const BizcaseWorkbookRequest workbook = { .appraisal = given.appraisal };
    const BizcaseFindings no_appraisal = { .simulation = given.simulation };
    const BizcaseFindings no_simulation = { .appraisal = given.appraisal };
    const BizcaseFindings findings = { .appraisal = given.appraisal, .simulation = given.simulation };
    const Tried rows[] = {
        REFUSED(bizcase_check_document(NULL, &made.document)),
        REFUSED(bizcase_check_document(given.loaded, NULL)),
        REFUSED(bizcase_distributions_document(NULL)),
        REFUSED(bizcase_functions_document(NULL)),
        REFUSED(bizcase_discount_rates_document(NULL)),
        REFUSED(bizcase_appraisal_document(NULL, given.appraisal, &made.document)),
        REFUSED(bizcase_appraisal_document(given.loaded, NULL, &made.document)),
        REFUSED(bizcase_appraisal_document(given.loaded, given.appraisal, NULL)),
        REFUSED(bizcase_simulation_document(NULL, given.appraisal, given.simulation, NULL, &made.document)),
        REFUSED(bizcase_simulation_document(given.loaded, NULL, given.simulation, NULL, &made.document)),
        REFUSED(bizcase_simulation_document(given.loaded, given.appraisal, NULL, NULL, &made.document)),
        REFUSED(bizcase_simulation_document(given.loaded, given.appraisal, given.simulation, NULL, NULL)),
        REFUSED(bizcase_replay_document(NULL, given.replay, &made.document)),
        REFUSED(bizcase_replay_document(given.loaded, NULL, &made.document)),
        REFUSED(bizcase_replay_document(given.loaded, given.replay, NULL)),
        REFUSED(bizcase_explanation_document(NULL, given.explanation, &made.document)),
        REFUSED(bizcase_explanation_document(given.loaded, NULL, &made.document)),
        REFUSED(bizcase_explanation_document(given.loaded, given.explanation, NULL)),
        REFUSED(bizcase_level_explanation_document(NULL, given.level, &made.document)),
        REFUSED(bizcase_level_explanation_document(given.loaded, NULL, &made.document)),
        REFUSED(bizcase_level_explanation_document(given.loaded, given.level, NULL)),
        REFUSED(bizcase_sensitivity_document(NULL, given.appraisal, given.sensitivity, &made.document)),
        REFUSED(bizcase_sensitivity_document(given.loaded, NULL, given.sensitivity, &made.document)),
        REFUSED(bizcase_sensitivity_document(given.loaded, given.appraisal, NULL, &made.document)),
        REFUSED(bizcase_sensitivity_document(given.loaded, given.appraisal, given.sensitivity, NULL)),
        REFUSED(bizcase_assumptions_document(NULL, NULL, &made.document)),
        REFUSED(bizcase_assumptions_document(given.loaded, NULL, NULL)),
        REFUSED(bizcase_finance_document_of(NULL, given.appraisal, given.finance, &all_of_it, &made.document, NULL)),
        REFUSED(bizcase_finance_document_of(given.loaded, NULL, given.finance, &all_of_it, &made.document, NULL)),
        REFUSED(bizcase_finance_document_of(given.loaded, given.appraisal, NULL, &all_of_it, &made.document, NULL)),
        REFUSED(bizcase_finance_document_of(given.loaded, given.appraisal, given.finance, NULL, &made.document, NULL)),
        REFUSED(bizcase_finance_document_of(given.loaded, given.appraisal, given.finance, &all_of_it, NULL, NULL)),
        REFUSED(bizcase_finance_document_of(
            given.loaded, given.appraisal, given.finance, &no_councils, &made.document, NULL)),
        REFUSED(bizcase_finance_document(NULL, given.appraisal, given.finance, &made.document)),
        REFUSED(bizcase_finance_document(given.loaded, NULL, given.finance, &made.document)),
        REFUSED(bizcase_finance_document(given.loaded, given.appraisal, NULL, &made.document)),
        REFUSED(bizcase_finance_document(given.loaded, given.appraisal, given.finance, NULL)),
        REFUSED(bizcase_report_document(NULL, &findings, &made.document)),
        REFUSED(bizcase_report_document(given.loaded, NULL, &made.document)),
        REFUSED(bizcase_report_document(given.loaded, &no_appraisal, &made.document)),
        REFUSED(bizcase_report_document(given.loaded, &no_simulation, &made.document)),
        REFUSED(bizcase_report_document(given.loaded, &findings, NULL)),
        REFUSED(bizcase_comparison_document(NULL, &made.document)),
        REFUSED(bizcase_verification_document(NULL, &made.document)),
        REFUSED(bizcase_document_show(NULL, &(BizcaseView){ .extent = BIZCASE_SHORT })),
        REFUSED(bizcase_document_show(given.document, NULL)),
        REFUSED(bizcase_document_show(given.document, &(BizcaseView){ .subject_count = 1 })),
        REFUSED(bizcase_document_write(NULL, "json", "/dev/null", NULL)),
        REFUSED(bizcase_document_write(given.document, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_document_fragments(NULL, "a", NULL, NULL)),
        REFUSED(bizcase_document_fragments(given.document, NULL, NULL, NULL)),
        REFUSED(bizcase_live_page_write(NULL, given.live, "/dev/null", NULL)),
        REFUSED(bizcase_live_page_write(given.document, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_workbook_write(NULL, &workbook, "/dev/null", NULL)),
        REFUSED(bizcase_workbook_write(given.loaded, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_workbook_write(given.loaded, &(BizcaseWorkbookRequest){ 0 }, "/dev/null", NULL)),
        REFUSED(bizcase_workbook_write(given.loaded, &workbook, NULL, NULL)),
        REFUSED(bizcase_certificate_write(NULL, given.appraisal, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_write(given.loaded, NULL, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_page_write(NULL, given.appraisal, NULL, NULL, 0, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_page_write(given.loaded, NULL, NULL, NULL, 0, "/dev/null", NULL)),
        REFUSED(
            bizcase_certificate_page_write_beside(NULL, given.appraisal, NULL, NULL, 0, "a.json", "/dev/null", NULL)),
    };
    Trials trials = { .count = 0 };
    add(&trials, rows, COUNT_OF(rows));
    return trials;
}

/* What is freed, looked at or asked for by an index. */
static Trials looks_at_nothing(void) {
    size_t count = 7;
    const BizcaseScope no_scope = { 0 };
    const Tried rows[] = {
        DONE(bizcase_case_free(NULL)),
        DONE(bizcase_appraisal_free(NULL)),
        DONE(bizcase_simulation_free(NULL)),
        DONE(bizcase_spread_free(NULL)),
        DONE(bizcase_replay_free(NULL)),
        DONE(bizcase_explanation_free(NULL)),
        DONE(bizcase_level_explanation_free(NULL)),
        DONE(bizcase_sensitivity_free(NULL)),
        DONE(bizcase_finance_free(NULL)),
        DONE(bizcase_comparison_free(NULL)),
        DONE(bizcase_live_free(NULL)),
        DONE(bizcase_scenarios_free(NULL)),
        DONE(bizcase_verification_free(NULL)),
        DONE(bizcase_batch_free(NULL)),
        DONE(bizcase_document_free(NULL)),
        DONE(bizcase_problems_free(NULL)),
        DONE(bizcase_problems_clear(NULL)),
        ANSWERED(!bizcase_problems_items(NULL, &count) && count == 0),
        ANSWERED(!bizcase_problems_items(NULL, NULL)),
        ANSWERED(!bizcase_case_diagnostics(NULL, &count) && count == 0),
        ANSWERED(!bizcase_case_diagnostics(NULL, NULL)),
        ANSWERED(bizcase_case_trials(NULL) == 0),
        ANSWERED(bizcase_case_seed(NULL) == 0),
        ANSWERED(bizcase_certificate_page_count(NULL) == 0),
        ANSWERED(!*bizcase_certificate_page_council(NULL, 0)),
        ANSWERED(!*bizcase_certificate_page_council(given.loaded, 99)),
        ANSWERED(!bizcase_appraisal_find(NULL, &given.appraisal->main)),
        ANSWERED(!bizcase_appraisal_find(given.appraisal, NULL)),
        ANSWERED(!bizcase_appraisal_find(given.appraisal, &no_scope)),
        ANSWERED(!bizcase_simulation_find(NULL, &given.appraisal->main, 0)),
        ANSWERED(!bizcase_simulation_find(given.simulation, NULL, 0)),
        ANSWERED(!bizcase_simulation_find(given.simulation, &no_scope, 0)),
        ANSWERED(!bizcase_simulation_find(given.simulation, &given.appraisal->main, SIZE_MAX)),
        ANSWERED(bizcase_batch_run_count(NULL) == 0),
        ANSWERED(!bizcase_batch_run(NULL, 0)),
        ANSWERED(!bizcase_batch_run(given.batch, 99)),
        ANSWERED(bizcase_batch_outcome(NULL, 0)->state == BIZCASE_RUN_WAITING),
        ANSWERED(bizcase_batch_outcome(given.batch, 99)->state == BIZCASE_RUN_WAITING),
        ANSWERED(bizcase_figure_find(NULL) == bizcase_figure_count()),
        ANSWERED(!*bizcase_figure(bizcase_figure_count()).name),
        ANSWERED(bizcase_format_find(NULL) == bizcase_format_count()),
        ANSWERED(!*bizcase_format(bizcase_format_count()).name),
        ANSWERED(!*bizcase_sampler(bizcase_sampler_count()).name),
        ANSWERED(!*bizcase_sensitivity_part(bizcase_sensitivity_part_count()).name),
        ANSWERED(!*bizcase_finance_row(BIZCASE_FINANCE_ROW_COUNT).name),
        ANSWERED(*bizcase_status_text((BizcaseStatus)99)),
    };
    Trials trials = { .count = 0 };
    add(&trials, rows, COUNT_OF(rows));
    return trials;
}

static void nothing_in_place_of_a_study_s_arguments_is_answered(void **state) {
    (void)state;
    const Trials trials = studies_of_nothing();

    check(&trials);
}

static void nothing_in_place_of_a_case_or_a_file_is_answered(void **state) {
    (void)state;
    const Trials trials = cases_of_nothing();

    check(&trials);
}

static void nothing_in_place_of_what_is_to_be_written_is_answered(void **state) {
    (void)state;
    const Trials trials = writings_of_nothing();

    check(&trials);
}

static void nothing_can_be_freed_and_looked_into(void **state) {
    (void)state;
    const Trials trials = looks_at_nothing();

    check(&trials);
}

/* --- a case that did not load ---------------------------------------------------------------------------------------- */

static Trials calls_of(const BizcaseCase *bad) {
    const BizcaseSensitivityRequest sensitivity = { .trials = 64 };
    const BizcaseFinanceRequest finance = { .trials = 64 };
    const BizcaseLiveRequest live = { .with = &minimal };
    const BizcaseWorkbookRequest workbook = { .appraisal = given.appraisal };
    const BizcaseFindings findings = { .appraisal = given.appraisal, .simulation = given.simulation };
    size_t count = 0;
    const Tried rows[] = {
        REFUSED(bizcase_appraise(bad, &(BizcaseAppraiseRequest){ 0 }, &made.appraisal, NULL)),
        REFUSED(bizcase_simulate(bad, &few_trials, &made.simulation, NULL)),
        REFUSED(bizcase_simulate_shard(bad, &few_trials, 1, 1, "/dev/null", NULL)),
        REFUSED(bizcase_spread(bad, &few_trials, &made.spread, NULL)),
        REFUSED(bizcase_replay(bad, &few_trials, 1, 0, &made.replay, NULL)),
        REFUSED(bizcase_draws_write(bad, &few_trials, "/dev/null", NULL)),
        REFUSED(bizcase_explain(bad, "npv", &made.explanation, NULL)),
        REFUSED(bizcase_explain_level(bad, minimal_line, &made.level, NULL)),
        REFUSED(bizcase_sensitivity(bad, &sensitivity, &made.sensitivity, NULL)),
        REFUSED(bizcase_finance(bad, &finance, &made.finance, NULL)),
        REFUSED(bizcase_live(bad, &live, &made.live, NULL)),
        REFUSED(bizcase_appraisal_document(bad, given.appraisal, &made.document)),
        REFUSED(bizcase_simulation_document(bad, given.appraisal, given.simulation, NULL, &made.document)),
        REFUSED(bizcase_replay_document(bad, given.replay, &made.document)),
        REFUSED(bizcase_explanation_document(bad, given.explanation, &made.document)),
        REFUSED(bizcase_level_explanation_document(bad, given.level, &made.document)),
        REFUSED(bizcase_sensitivity_document(bad, given.appraisal, given.sensitivity, &made.document)),
        REFUSED(bizcase_assumptions_document(bad, NULL, &made.document)),
        REFUSED(bizcase_finance_document_of(bad, given.appraisal, given.finance, &all_of_it, &made.document, NULL)),
        REFUSED(bizcase_finance_document(bad, given.appraisal, given.finance, &made.document)),
        REFUSED(bizcase_report_document(bad, &findings, &made.document)),
        REFUSED(bizcase_workbook_write(bad, &workbook, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_write(bad, given.appraisal, NULL, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_page_write(bad, given.appraisal, NULL, NULL, 0, "/dev/null", NULL)),
        REFUSED(bizcase_certificate_page_write_beside(bad, given.appraisal, NULL, NULL, 0, NULL, "/dev/null", NULL)),
        ANSWERED(bizcase_certificate_page_count(bad) == 0),
        ANSWERED(!*bizcase_certificate_page_council(bad, 1)),
        ANSWERED(bizcase_case_trials(bad) == 0),
        ANSWERED(bizcase_case_seed(bad) == 0),
        ANSWERED(bizcase_case_diagnostics(bad, &count) && count > 0),
        ANSWERED(bizcase_check_document(bad, &made.document) == BIZCASE_OK),
        DONE(bizcase_document_free(made.document)),
    };
    Trials trials = { .count = 0 };
    add(&trials, rows, COUNT_OF(rows));
    return trials;
}

/* Of a folder that is not there, of a case with errors, and of a change that is none. */
static void a_case_that_did_not_load_is_refused_by_all_but_the_check(void **state) {
    static const char *const no_change[] = { "no such change" };
    static const BizcaseCaseRequest rows[] = { { .folder = "tests/cases/broken-number" },
        { .folder = "no-such-folder" }, { .folder = "scenarios/minimal", .changes = no_change, .change_count = 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *bad = NULL;
        const BizcaseStatus status = bizcase_case_load(&rows[r], &bad, NULL);
        const Trials trials = calls_of(bad);

        assert_int_not_equal(status, BIZCASE_OK);
        check(&trials);
        bizcase_case_free(bad);
    }
}

/* --- the headers ----------------------------------------------------------------------------------------------------- */

typedef struct Declared {
    char name[64], arguments[512];
} Declared;

/* The next function that a header declares; NULL after the last, else where to go on. */
static const char *next_declared(const char *text, Declared *declared) {
    static const char mark[] = "\nBIZCASE_API ";
    const char *begin = strstr(text, mark), *open = begin ? strchr(begin, '(') : NULL;
    const char *end = open ? strchr(open, ')') : NULL, *name = open;
    if (!end) return NULL;
    while (isalnum((unsigned char)name[-1]) || name[-1] == '_') name--;
    snprintf(declared->name, sizeof declared->name, "%.*s", (int)(open - name), name);
    snprintf(declared->arguments, sizeof declared->arguments, "%.*s", (int)(end - open), open);
    return end;
}

static bool is_tried(const Trials *trials, const char *name) {
    char call[72];
    snprintf(call, sizeof call, "%s(", name);
    for (size_t i = 0; i < trials->count; i++)
        if (strstr(trials->rows[i].call, call)) return true;
    return false;
}

/* Runs over every function that is declared in include/bizcase; says how many there are. */
static size_t for_all_declared(void (*look)(const Declared *declared, void *context), void *context) {
    size_t count = 0;
    DIR *folder = opendir("include/bizcase");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        static char text[1 << 16];
        char path[TEMPORARY_PATH];
        if (!strstr(entry->d_name, ".h")) continue;
        snprintf(path, sizeof path, "include/bizcase/%.200s", entry->d_name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        const size_t size = fread(text, 1, sizeof text - 1, file);
        assert_true(size > 0 && size < sizeof text - 1);
        text[size] = '\0';
        fclose(file);
        Declared declared;
        for (const char *at = text; (at = next_declared(at, &declared)); count++) look(&declared, context);
    }
    closedir(folder);
    return count;
}

static void look_for_nothing(const Declared *declared, void *context) {
    if (strchr(declared->arguments, '*') && !is_tried(context, declared->name))
        fail_msg("%s is never given NULL here", declared->name);
}

static void look_for_a_bad_case(const Declared *declared, void *context) {
    if (strstr(declared->arguments, "const BizcaseCase *") && !is_tried(context, declared->name))
        fail_msg("%s is never given a case that did not load here", declared->name);
}

static void every_call_that_takes_a_pointer_is_tried_with_nothing(void **state) {
    const Trials of[] = { studies_of_nothing(), cases_of_nothing(), writings_of_nothing(), looks_at_nothing() };
    Trials all = { .count = 0 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(of); i++) add(&all, of[i].rows, of[i].count);

    assert_true(for_all_declared(look_for_nothing, &all) >= 80);
}

static void every_call_that_takes_a_case_is_tried_with_one_that_did_not_load(void **state) {
    BizcaseCase *bad = NULL;
    (void)state;
    bizcase_case_load(&(BizcaseCaseRequest){ .folder = "no-such-folder" }, &bad, NULL);
    Trials trials = calls_of(bad);

    for_all_declared(look_for_a_bad_case, &trials);
    bizcase_case_free(bad);
}

/* --- what they are given --------------------------------------------------------------------------------------------- */

static int set_up(void **state) {
    static const char *const folders[] = { "scenarios/minimal" };
    (void)state;
    return bizcase_case_load(&minimal, &given.loaded, NULL) != BIZCASE_OK ||
           bizcase_appraise(given.loaded, &(BizcaseAppraiseRequest){ 0 }, &given.appraisal, NULL) != BIZCASE_OK ||
           bizcase_simulate(given.loaded, &few_trials, &given.simulation, NULL) != BIZCASE_OK ||
           bizcase_replay(given.loaded, &few_trials, 1, 0, &given.replay, NULL) != BIZCASE_OK ||
           bizcase_explain(given.loaded, "npv", &given.explanation, NULL) != BIZCASE_OK ||
           bizcase_explain_level(given.loaded, minimal_line, &given.level, NULL) != BIZCASE_OK ||
           bizcase_sensitivity(given.loaded,
               &(BizcaseSensitivityRequest){ .trials = 64, .sampler = "mc", .threads = 1 }, &given.sensitivity,
               NULL) != BIZCASE_OK ||
           bizcase_finance(given.loaded, &(BizcaseFinanceRequest){ .plan_only = 1 }, &given.finance, NULL) !=
               BIZCASE_OK ||
           bizcase_check_document(given.loaded, &given.document) != BIZCASE_OK ||
           bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &minimal, .trials = 64 }, &given.live, NULL) !=
               BIZCASE_OK ||
           bizcase_batch_of_cases(folders, 1, &(BizcaseBatchRun){ .study = "appraise" }, &given.batch, NULL) !=
               BIZCASE_OK;
}

static int free_all(void **state) {
    (void)state;
    bizcase_batch_free(given.batch);
    bizcase_live_free(given.live);
    bizcase_document_free(given.document);
    bizcase_finance_free(given.finance);
    bizcase_sensitivity_free(given.sensitivity);
    bizcase_level_explanation_free(given.level);
    bizcase_explanation_free(given.explanation);
    bizcase_replay_free(given.replay);
    bizcase_simulation_free(given.simulation);
    bizcase_appraisal_free(given.appraisal);
    bizcase_case_free(given.loaded);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_in_place_of_a_study_s_arguments_is_answered),
        cmocka_unit_test(nothing_in_place_of_a_case_or_a_file_is_answered),
        cmocka_unit_test(nothing_in_place_of_what_is_to_be_written_is_answered),
        cmocka_unit_test(nothing_can_be_freed_and_looked_into),
        cmocka_unit_test(a_case_that_did_not_load_is_refused_by_all_but_the_check),
        cmocka_unit_test(every_call_that_takes_a_pointer_is_tried_with_nothing),
        cmocka_unit_test(every_call_that_takes_a_case_is_tried_with_one_that_did_not_load),
    };
    return cmocka_run_group_tests(tests, set_up, free_all);
}
