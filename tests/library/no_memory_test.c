/* Memory runs out at each allocation in turn: every public call says so, or gives the right result, and leaves nothing
   behind (the sanitizers look for that). */
#include "support/temporary_case.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "bizcase/bizcase.h"

/* What calls need that are not the one looked at; made before memory runs short. */
static struct {
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseSensitivity *sensitivity;
    BizcaseFinance *finance;
    BizcaseLive *live;
    BizcaseDocument *document;
    BizcaseProblems *problems;
    char folder[64], part[128], certificate[128], file[128];
} given;

static const BizcaseCaseRequest minimal = { .folder = "scenarios/minimal" };
static const BizcaseSimulateRequest trials = { .trials = 600, .sampler = "mc", .threads = 1 };
static const BizcaseSimulateRequest even_trials = { .trials = 600, .sampler = "sobol", .threads = 1, .until = 1 };
static const BizcaseSensitivityRequest all_parts = { .trials = 300, .sampler = "mc", .threads = 1 };
static const BizcaseFinanceRequest all_finance = { .trials = 300, .sampler = "mc", .threads = 1 };

/* --- calls, each giving a digest of its result ----------------------------------------------------------------------- */

typedef struct Digest {
    char text[65];
} Digest;

static void digest_numbers(const double *numbers, size_t count, Digest *digest) {
    digest_hex(numbers, count * sizeof *numbers, digest->text);
}

static void digest_file(const char *path, Digest *digest) {
    static char bytes[1 << 22];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    digest_hex(bytes, size, digest->text);
}

static BizcaseStatus load(Digest *digest) {
    BizcaseCase *loaded;
    const BizcaseStatus status = bizcase_case_load(&minimal, &loaded, given.problems);
    if (status == BIZCASE_OK) digest_hex(case_of(loaded)->digest, 64, digest->text);
    bizcase_case_free(loaded);
    return status;
}

static BizcaseStatus appraise(Digest *digest) {
    BizcaseAppraisal *appraisal;
    const BizcaseStatus status =
        bizcase_appraise(given.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, given.problems);
    if (status == BIZCASE_OK) digest_numbers(appraisal->results[0].figures, bizcase_figure_count(), digest);
    bizcase_appraisal_free(appraisal);
    return status;
}

static BizcaseStatus simulate_by(const BizcaseSimulateRequest *request, Digest *digest) {
    BizcaseSimulation *simulation;
    const BizcaseStatus status = bizcase_simulate(given.loaded, request, &simulation, given.problems);
    if (status == BIZCASE_OK) {
        const BizcaseDistribution *first = &simulation->distributions[0];
        digest_numbers(&first->mean, (size_t)((const double *)(const void *)(first + 1) - &first->mean), digest);
    }
    bizcase_simulation_free(simulation);
    return status;
}

static BizcaseStatus simulate(Digest *digest) {
    return simulate_by(&trials, digest);
}

static BizcaseStatus simulate_until(Digest *digest) {
    return simulate_by(&even_trials, digest);
}

static BizcaseStatus spread(Digest *digest) {
    BizcaseSpread *made;
    const BizcaseStatus status = bizcase_spread(given.loaded, &trials, &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->npv, made->kept, digest);
    bizcase_spread_free(made);
    return status;
}

static BizcaseStatus replay(Digest *digest) {
    BizcaseReplay *made;
    const BizcaseStatus status = bizcase_replay(given.loaded, &trials, 0, 5, &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->appraisal.results[0].figures, bizcase_figure_count(), digest);
    bizcase_replay_free(made);
    return status;
}

static BizcaseStatus explain(Digest *digest) {
    BizcaseExplanation *made;
    const BizcaseStatus status = bizcase_explain(given.loaded, "npv", &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->by_period, made->period_count, digest);
    bizcase_explanation_free(made);
    return status;
}

static BizcaseStatus explain_level(Digest *digest) {
    BizcaseLevelExplanation *made;
    const BizcaseStatus status = bizcase_explain_level(given.loaded, "line:licences", &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->levels[0].values, made->period_count, digest);
    bizcase_level_explanation_free(made);
    return status;
}

static BizcaseStatus sensitivity(Digest *digest) {
    BizcaseSensitivity *made;
    const BizcaseStatus status = bizcase_sensitivity(given.loaded, &all_parts, &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->plan_npv, made->body_count, digest);
    bizcase_sensitivity_free(made);
    return status;
}

static BizcaseStatus finance(Digest *digest) {
    BizcaseFinance *made;
    const BizcaseStatus status = bizcase_finance(given.loaded, &all_finance, &made, given.problems);
    if (status == BIZCASE_OK)
        digest_numbers(made->rows[BIZCASE_NET_REVENUE], made->body_count * made->year_count, digest);
    bizcase_finance_free(made);
    return status;
}

static BizcaseStatus live(Digest *digest) {
    BizcaseLive *made;
    const BizcaseStatus status =
        bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &minimal, .threads = 1 }, &made, given.problems);
    if (status == BIZCASE_OK) {
        arena_fail_after(-1); /* the call is over */
        assert_int_equal(bizcase_live_page_write(given.document, made, given.file, NULL), BIZCASE_OK);
        digest_file(given.file, digest);
    }
    bizcase_live_free(made);
    return status;
}

static BizcaseStatus scenarios(Digest *digest) {
    BizcaseScenarios *made;
    const BizcaseStatus status = bizcase_scenarios_appraise(&minimal, &made, given.problems);
    if (status == BIZCASE_OK) digest_hex(&made->count, sizeof made->count, digest->text);
    bizcase_scenarios_free(made);
    return status;
}

static BizcaseStatus compare(Digest *digest) {
    static const char *const labels[] = { "a", "b" }, *const change = "costs:*:periods*1.1";
    static const BizcaseCaseRequest dearer = { .folder = "scenarios/minimal", .changes = &change, .change_count = 1 };
    static const BizcaseCaseRequest *const sides[] = { &minimal, &dearer };
    BizcaseComparison *made;
    const BizcaseStatus status =
        bizcase_compare(&(BizcaseCompareRequest){ .sides = sides, .labels = labels, .side_count = 2, .threads = 1 },
            &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(made->steps[0].npv, made->sides[0].body_count, digest);
    bizcase_comparison_free(made);
    return status;
}

static BizcaseStatus report(Digest *digest) {
    BizcaseDocument *made;
    const BizcaseStatus status = bizcase_report_document(given.loaded,
        &(BizcaseFindings){ .live = given.live,
            .appraisal = given.appraisal,
            .simulation = given.simulation,
            .sensitivity = given.sensitivity,
            .finance = given.finance },
        &made);
    if (status == BIZCASE_OK) {
        arena_fail_after(-1); /* the call is over */
        assert_int_equal(bizcase_document_write(made, "json", given.file, NULL), BIZCASE_OK);
        digest_file(given.file, digest);
    }
    bizcase_document_free(made);
    return status;
}

static BizcaseStatus write_as(const char *format, Digest *digest) {
    const BizcaseStatus status = bizcase_document_write(given.document, format, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus write_json(Digest *digest) {
    return write_as("json", digest);
}

static BizcaseStatus write_html(Digest *digest) {
    return write_as("html", digest);
}

static BizcaseStatus write_live(Digest *digest) {
    const BizcaseStatus status = bizcase_live_page_write(given.document, given.live, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus write_workbook(Digest *digest) {
    const BizcaseStatus status = bizcase_workbook_write(
        given.loaded, &(BizcaseWorkbookRequest){ .appraisal = given.appraisal }, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus write_draws(Digest *digest) {
    const BizcaseStatus status = bizcase_draws_write(given.loaded, &trials, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus write_certificate(Digest *digest) {
    const BizcaseStatus status =
        bizcase_certificate_write(given.loaded, given.appraisal, given.simulation, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus verify(Digest *digest) {
    BizcaseVerification *made;
    const BizcaseStatus status = bizcase_certificate_verify(
        &(BizcaseVerifyRequest){ .certificate = given.certificate, .folder = minimal.folder, .threads = 1 }, &made,
        given.problems);
    if (status == BIZCASE_OK) digest_hex(&made->same, sizeof made->same, digest->text);
    bizcase_verification_free(made);
    return status;
}

static BizcaseStatus write_shard(Digest *digest) {
    const BizcaseStatus status = bizcase_simulate_shard(given.loaded, &trials, 1, 1, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    return status;
}

static BizcaseStatus merge(Digest *digest) {
    const char *const path = given.part;
    BizcaseCase *loaded;
    BizcaseSimulation *made;
    const BizcaseStatus status = bizcase_merge(
        &(BizcaseMergeRequest){ .paths = &path, .path_count = 1, .threads = 1 }, &loaded, &made, given.problems);
    if (status == BIZCASE_OK) digest_numbers(&made->distributions[0].mean, 1, digest);
    bizcase_simulation_free(made);
    bizcase_case_free(loaded);
    return status;
}

/* A run that ran out of memory is an outcome like any other. */
static BizcaseStatus batch(Digest *digest) {
    BizcaseBatch *made;
    const char *const folder = minimal.folder;
    BizcaseStatus status = bizcase_batch_of_cases(
        &folder, 1, &(BizcaseBatchRun){ .study = "simulate", .trials = 300 }, &made, given.problems);
    if (status == BIZCASE_OK) status = bizcase_batch_do(made, &(BizcaseBatchRequest){ .threads = 1 }, given.problems);
    if (status == BIZCASE_OK && bizcase_batch_outcome(made, 0)->state == BIZCASE_RUN_BAD)
        status = bizcase_batch_outcome(made, 0)->status;
    if (status == BIZCASE_OK) status = bizcase_batch_write(made, given.file, given.problems);
    if (status == BIZCASE_OK) digest_file(given.file, digest);
    bizcase_batch_free(made);
    return status;
}

static BizcaseStatus problems(Digest *digest) {
    BizcaseProblems *list = bizcase_problems_new();
    if (!list) return BIZCASE_NO_MEMORY;
    BizcaseAppraisal *appraisal;
    size_t count;
    const BizcaseStatus status =
        bizcase_appraise(given.loaded, &(BizcaseAppraiseRequest){ .option = "nobody" }, &appraisal, list);
    assert_null(appraisal);
    bizcase_problems_items(list, &count);
    if (status == BIZCASE_BAD_REQUEST) digest_hex(&count, sizeof count, digest->text);
    bizcase_problems_free(list);
    return status == BIZCASE_BAD_REQUEST ? BIZCASE_OK : status;
}

/* --- the test -------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    BizcaseStatus (*call)(Digest *digest);
} calls[] = {
    { "problems", problems },
    { "load", load },
    { "appraise", appraise },
    { "simulate", simulate },
    { "simulate until", simulate_until },
    { "spread", spread },
    { "replay", replay },
    { "explain", explain },
    { "explain_level", explain_level },
    { "sensitivity", sensitivity },
    { "finance", finance },
    { "live", live },
    { "scenarios", scenarios },
    { "compare", compare },
    { "report document", report },
    { "write json", write_json },
    { "write html", write_html },
    { "write live page", write_live },
    { "write workbook", write_workbook },
    { "write draws", write_draws },
    { "write certificate", write_certificate },
    { "verify", verify },
    { "write a shard", write_shard },
    { "merge", merge },
    { "batch", batch },
};

/* Each of the first allocations, then ever fewer: long calls have a hundred thousand, of few kinds. */
static long next_failure(long failing) {
    return failing < 300 ? failing + 1 : failing + failing / 16;
}

static void every_call_says_that_memory_ran_out_or_is_right(void **state) {
    (void)state;
    for (size_t c = 0; c < COUNT_OF(calls); c++) {
        Digest expected = { "" }, found;
        size_t failures = 0;
        assert_int_equal(calls[c].call(&expected), BIZCASE_OK);
        for (long failing = 0;; failing = next_failure(failing)) {
            arena_fail_after(failing);
            const BizcaseStatus status = calls[c].call(&found);
            const bool has_failed = arena_has_failed();
            arena_fail_after(-1);
            if (!has_failed) break;
            failures++;
            if (status != BIZCASE_NO_MEMORY && (status != BIZCASE_OK || strcmp(found.text, expected.text) != 0))
                fail_msg("%s, when allocation %ld fails: status %d", calls[c].name, failing, (int)status);
            bizcase_problems_clear(given.problems);
        }
        assert_true(failures > 3);
    }
}

static int make(void **state) {
    (void)state;
    temporary_folder(given.folder);
    snprintf(given.part, sizeof given.part, "%s/part", given.folder);
    snprintf(given.certificate, sizeof given.certificate, "%s/certificate.json", given.folder);
    snprintf(given.file, sizeof given.file, "%s/file", given.folder);
    given.problems = bizcase_problems_new();
    BizcaseStatus status = bizcase_case_load(&minimal, &given.loaded, NULL);
    if (!status) status = bizcase_appraise(given.loaded, &(BizcaseAppraiseRequest){ 0 }, &given.appraisal, NULL);
    if (!status) status = bizcase_simulate(given.loaded, &trials, &given.simulation, NULL);
    if (!status) status = bizcase_sensitivity(given.loaded, &all_parts, &given.sensitivity, NULL);
    if (!status) status = bizcase_finance(given.loaded, &all_finance, &given.finance, NULL);
    if (!status) status = bizcase_live(given.loaded, &(BizcaseLiveRequest){ .with = &minimal }, &given.live, NULL);
    if (!status) status = bizcase_appraisal_document(given.loaded, given.appraisal, &given.document);
    if (!status) status = bizcase_simulate_shard(given.loaded, &trials, 1, 1, given.part, NULL);
    if (!status)
        status = bizcase_certificate_write(given.loaded, given.appraisal, given.simulation, given.certificate, NULL);
    return (int)status;
}

static int free_all(void **state) {
    (void)state;
    bizcase_document_free(given.document);
    bizcase_live_free(given.live);
    bizcase_finance_free(given.finance);
    bizcase_sensitivity_free(given.sensitivity);
    bizcase_simulation_free(given.simulation);
    bizcase_appraisal_free(given.appraisal);
    bizcase_case_free(given.loaded);
    bizcase_problems_free(given.problems);
    remove_folder(given.folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_says_that_memory_ran_out_or_is_right),
    };
    return cmocka_run_group_tests(tests, make, free_all);
}
