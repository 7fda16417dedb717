/* Any bytes as a whole case: loaded, asked everything that can be asked of a case, and written in every format. A line "%costs" begins costs.csv, and
   so on by the table below; what follows "%set" is a change, its line ends aside. No crash, with GSL's own
   error handler in place, which ends the program; no figure that is not one, and
   a load that fails says why. */
#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <stdint.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "fuzz/fuzz_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGE_ROOM = 256, TRIALS = 64 };

static const char *const paths[] = { "case.csv", "councils.csv", "programmes.csv", "options.csv", "costs.csv",
    "benefits.csv", "drivers.csv", "splits.csv", "phases.csv", "risks.csv", "correlations.csv", "indices.csv",
    "discount_rates.csv", "finance.csv", "budgets.csv", "funding.csv", "payments.csv", "criteria.csv", "scores.csv",
    "actuals.csv", "services.csv", "data.csv", "scenarios/s.csv" };
enum { PATH_COUNT = sizeof paths / sizeof *paths };

static const BizcaseSimulateRequest trials = { .trials = TRIALS, .sampler = "mc", .threads = 1 };

/* The file that a line "%name" begins; PATH_COUNT when it is no such line. */
static size_t file_begun(const char *line, size_t length) {
    if (length == 0 || line[0] != '%') return PATH_COUNT;
    for (size_t p = 0; p < PATH_COUNT; p++) {
        const char *slash = strrchr(paths[p], '/'), *name = slash ? "scenario" : paths[p];
        const size_t name_length = strcspn(name, ".");
        if (length == 1 + name_length && memcmp(line + 1, name, name_length) == 0) return p;
    }
    return PATH_COUNT;
}

/* Writes the files; change gets what follows "%set", "" when nothing does. Says whether there is a scenario. */
static bool write_files(const char *data, size_t size, char change[CHANGE_ROOM]) {
    size_t file = PATH_COUNT, begin = 0;
    bool has_scenario = false, in_change = false;
    change[0] = 0;
    for (size_t at = 0; at <= size;) {
        const char *newline = at < size ? memchr(data + at, '\n', size - at) : NULL;
        const size_t length = newline ? (size_t)(newline - data) - at : size - at, next = at + length + 1;
        const size_t begun = file_begun(data + at, length);
        const bool begins_change = length == 4 && memcmp(data + at, "%set", 4) == 0;
        if (begun < PATH_COUNT || begins_change || next > size) {
            const size_t end = begun < PATH_COUNT || begins_change ? at : size;
            if (file < PATH_COUNT) fuzz_write(paths[file], data + begin, end - begin);
            has_scenario = has_scenario || (file < PATH_COUNT && strchr(paths[file], '/'));
            in_change = begins_change;
            file = begun;
            begin = next;
        } else if (in_change) {
            in_change = false;
            const size_t kept = length < CHANGE_ROOM - 1 ? length : CHANGE_ROOM - 1;
            memcpy(change, data + at, kept);
            change[kept] = 0;
        }
        at = next;
    }
    return has_scenario;
}

static void write_document(BizcaseDocument *document) {
    char path[FUZZ_PATH];
    fuzz_path(path, "output");
    for (size_t f = 0; f < bizcase_format_count(); f++) {
        const char *format = bizcase_format(f).name;
        if (bizcase_document_write(document, format, path, NULL) != BIZCASE_OK) abort();
        if (strcmp(format, "json") != 0) continue;
        json_error_t error;
        json_t *read_back = json_load_file(path, 0, &error);
        if (!read_back) fprintf(stderr, "JSON: %s at %d:%d\n", error.text, error.line, error.column);
        assert(read_back);
        json_decref(read_back);
    }
    bizcase_document_free(document);
}

static bool is_small(const Case *the_case) {
    return the_case->option_count <= 6 && the_case->council_count <= 6 && the_case->programme_count <= 6 &&
           the_case->line_count <= 40 && the_case->settings.period_count <= 130;
}

static BizcaseAppraisal *appraise(const BizcaseCase *loaded) {
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
    if (bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL) != BIZCASE_OK) abort();
    for (size_t r = 0; r < appraisal->result_count; r++) {
        assert(isfinite(appraisal->results[r].figures[bizcase_figure_find("npv")]));
        for (size_t t = 0; t < appraisal->period_count; t++) assert(isfinite(appraisal->results[r].cash_flow[t]));
    }
    if (bizcase_appraisal_document(loaded, appraisal, &document) != BIZCASE_OK) abort();
    write_document(document);
    return appraisal;
}

static BizcaseSimulation *simulate(const BizcaseCase *loaded) {
    BizcaseSimulation *simulation;
    if (bizcase_simulate(loaded, &trials, &simulation, NULL) != BIZCASE_OK) abort();
    return simulation;
}

/* The simulation's documents, and its trials. */
static void write_simulation(
    const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    BizcaseSpread *spread;
    BizcaseReplay *replay;
    BizcaseDocument *document;
    char path[FUZZ_PATH];
    if (bizcase_spread(loaded, &trials, &spread, NULL) != BIZCASE_OK) abort();
    if (bizcase_simulation_document(loaded, appraisal, simulation, spread, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_spread_free(spread);
    if (bizcase_replay(loaded, &trials, 0, 50, &replay, NULL) != BIZCASE_OK) abort();
    if (bizcase_replay_document(loaded, replay, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_replay_free(replay);
    fuzz_path(path, "output");
    if (bizcase_draws_write(loaded, &trials, path, NULL) != BIZCASE_OK) abort();
}

static void explain(const BizcaseCase *loaded) {
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        BizcaseExplanation *explanation;
        BizcaseDocument *document;
        if (bizcase_explain(loaded, bizcase_figure(f).name, &explanation, NULL) != BIZCASE_OK) abort();
        if (bizcase_explanation_document(loaded, explanation, &document) != BIZCASE_OK) abort();
        if (f == 0)
            write_document(document);
        else
            bizcase_document_free(document);
        bizcase_explanation_free(explanation);
    }
}

/* A case is the same as itself. */
static void compare(const BizcaseCaseRequest *request) {
    const BizcaseCaseRequest *const sides[] = { request, request };
    static const char *const labels[] = { "a", "b" };
    BizcaseComparison *comparison;
    BizcaseDocument *document;
    if (bizcase_compare(&(BizcaseCompareRequest){ .sides = sides, .labels = labels, .side_count = 2, .threads = 1 },
            &comparison, NULL) != BIZCASE_OK)
        abort();
    assert(comparison->cell_count == 0 && comparison->step_count == 0);
    if (bizcase_comparison_document(comparison, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_comparison_free(comparison);
}

/* What is certified is verified. */
static void certify(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    char path[FUZZ_PATH];
    BizcaseVerification *verification;
    BizcaseDocument *document;
    fuzz_path(path, "output");
    for (size_t page = 0; page < bizcase_certificate_page_count(loaded); page++)
        if (bizcase_certificate_page_write(loaded, appraisal, simulation, NULL, page, path, NULL) != BIZCASE_OK)
            abort();
    if (bizcase_certificate_write(loaded, appraisal, simulation, path, NULL) != BIZCASE_OK) abort();
    if (bizcase_certificate_verify(&(BizcaseVerifyRequest){ .certificate = path, .folder = fuzz_folder, .threads = 1 },
            &verification, NULL) != BIZCASE_OK)
        abort();
    assert(verification->same);
    if (bizcase_verification_document(verification, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_verification_free(verification);
}

static void write_workbook(const BizcaseCase *loaded, const BizcaseCaseRequest *request,
    const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    char path[FUZZ_PATH];
    BizcaseScenarios *scenarios;
    fuzz_path(path, "output");
    if (bizcase_scenarios_appraise(request, &scenarios, NULL) != BIZCASE_OK) abort();
    const BizcaseWorkbookRequest workbook = {
        .appraisal = appraisal, .simulation = simulation, .scenarios = scenarios
    };
    if (bizcase_workbook_write(loaded, &workbook, path, NULL) != BIZCASE_OK) abort();
    bizcase_scenarios_free(scenarios);
}

static void write_report(
    const BizcaseCase *loaded, const BizcaseCaseRequest *request, const BizcaseFindings *findings) {
    char path[FUZZ_PATH];
    BizcaseLive *live;
    BizcaseDocument *document;
    BizcaseFindings all = *findings;
    const BizcaseLiveRequest live_request = { .with = request, .trials = TRIALS, .sampler = "mc", .threads = 1 };
    fuzz_path(path, "output");
    if (bizcase_live(loaded, &live_request, &live, NULL) != BIZCASE_OK) abort();
    all.live = live;
    if (bizcase_report_document(loaded, &all, &document) != BIZCASE_OK) abort();
    if (bizcase_live_page_write(document, live, path, NULL) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_live_free(live);
}

static void study_sensitivity(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal) {
    BizcaseSensitivity *study;
    BizcaseDocument *document;
    const BizcaseSensitivityRequest request = { .trials = TRIALS, .sampler = "mc", .threads = 1 };
    if (bizcase_sensitivity(loaded, &request, &study, NULL) != BIZCASE_OK) abort();
    if (bizcase_sensitivity_document(loaded, appraisal, study, &document) != BIZCASE_OK) abort();
    write_document(document);
    if (bizcase_assumptions_document(loaded, study, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_sensitivity_free(study);
}

static void study_finance(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal) {
    BizcaseFinance *study;
    BizcaseDocument *document;
    const BizcaseFinanceRequest request = { .trials = TRIALS, .sampler = "mc", .threads = 1 };
    if (bizcase_finance(loaded, &request, &study, NULL) != BIZCASE_OK) abort();
    for (size_t i = 0; i < study->body_count * study->year_count; i++)
        assert(isfinite(study->rows[BIZCASE_NET_REVENUE][i]));
    if (bizcase_finance_document(loaded, appraisal, study, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_finance_free(study);
}

/* FNV-1a, by G. Fowler, L. C. Noll and K.-P. Vo. */
static uint32_t hash_of(const uint8_t *data, size_t size) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) hash = (hash ^ data[i]) * 16777619u;
    return hash;
}

/* The plan, and by turns, as all takes its time, one of the studies or files of a case. */
static void study(const BizcaseCase *loaded, const BizcaseCaseRequest *request, uint32_t turn) {
    BizcaseAppraisal *appraisal = appraise(loaded);
    BizcaseSimulation *simulation = simulate(loaded);
    const BizcaseFindings findings = { .appraisal = appraisal, .simulation = simulation };
    switch (turn % 8) {
    case 0: write_simulation(loaded, appraisal, simulation); break;
    case 1: study_finance(loaded, appraisal); break;
    case 2: explain(loaded); break;
    case 3: compare(request); break;
    case 4: certify(loaded, appraisal, simulation); break;
    case 5: write_workbook(loaded, request, appraisal, simulation); break;
    case 6: write_report(loaded, request, &findings); break;
    default:
        if (case_of(loaded)->line_count <= 8) study_sensitivity(loaded, appraisal); /* it takes its time */
    }
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
}

static bool has_error(const BizcaseCase *loaded) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].severity == BIZCASE_ERROR) return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char change_text[CHANGE_ROOM];
    const char *scenario = "s", *change = change_text;
    BizcaseCase *loaded;
    if (!fuzz_folder[0]) fuzz_make_folder();
    fuzz_remove_files(fuzz_folder);
    const bool has_scenario = write_files((const char *)data, size, change_text);
    const BizcaseCaseRequest request = { .folder = fuzz_folder,
        .scenarios = &scenario,
        .scenario_count = has_scenario,
        .changes = &change,
        .change_count = change_text[0] != 0 };
    const BizcaseStatus status = bizcase_case_load(&request, &loaded, NULL);
    assert(status != BIZCASE_NO_MEMORY && has_error(loaded) == (status != BIZCASE_OK));
    if (status == BIZCASE_OK) {
        BizcaseDocument *document;
        if (bizcase_check_document(loaded, &document) != BIZCASE_OK) abort();
        write_document(document);
        if (is_small(case_of(loaded))) study(loaded, &request, hash_of(data, size));
    }
    bizcase_case_free(loaded);
    return 0;
}
