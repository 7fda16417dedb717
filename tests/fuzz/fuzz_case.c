/* Any bytes as a whole case: loaded, appraised, simulated, studied and written in every format. A line "%costs" begins costs.csv, and
   so on by the table below; what follows "%set" is a change, its line ends aside. No crash, with GSL's own
   error handler in place, which ends the program; no figure that is not one, and
   a load that fails says why. */
#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_ROOM = 128, CHANGE_ROOM = 256, TRIALS = 256 };

static const char *const paths[] = { "case.csv", "councils.csv", "programmes.csv", "options.csv", "costs.csv",
    "benefits.csv", "drivers.csv", "splits.csv", "phases.csv", "risks.csv", "correlations.csv", "indices.csv",
    "discount_rates.csv", "finance.csv", "budgets.csv", "funding.csv", "payments.csv", "criteria.csv", "scores.csv",
    "actuals.csv", "services.csv", "data.csv", "scenarios/s.csv" };
enum { PATH_COUNT = sizeof paths / sizeof *paths };

/* One folder a process, in memory where there is such a place; rewritten for every input. */
static char folder[PATH_ROOM - 32];

static void path_in_folder(char text[PATH_ROOM], const char *path) {
    snprintf(text, PATH_ROOM, "%s/%s", folder, path);
}

static void remove_files(void) {
    char path[PATH_ROOM];
    for (size_t p = 0; p < PATH_COUNT; p++) {
        path_in_folder(path, paths[p]);
        unlink(path);
    }
    path_in_folder(path, "output");
    unlink(path);
}

static void remove_folder(void) {
    char path[PATH_ROOM];
    remove_files();
    path_in_folder(path, "scenarios");
    rmdir(path);
    rmdir(folder);
}

static void prepare(void) {
    char path[PATH_ROOM];
    strcpy(folder, "/dev/shm/bizcase-fuzz-XXXXXX");
    if (!mkdtemp(folder)) {
        strcpy(folder, "/tmp/bizcase-fuzz-XXXXXX");
        if (!mkdtemp(folder)) abort();
    }
    path_in_folder(path, "scenarios");
    mkdir(path, 0700);
    atexit(remove_folder);
}

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

static void write_file(size_t p, const char *text, size_t length) {
    char path[PATH_ROOM];
    path_in_folder(path, paths[p]);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0) abort();
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
            if (file < PATH_COUNT) write_file(file, data + begin, end - begin);
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

static void write_document(const BizcaseDocument *document) {
    char path[PATH_ROOM];
    path_in_folder(path, "output");
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
}

static bool is_small(const Case *the_case) {
    return the_case->option_count <= 6 && the_case->council_count <= 6 && the_case->programme_count <= 6 &&
           the_case->line_count <= 40 && the_case->settings.period_count <= 130;
}

static BizcaseAppraisal *appraise(BizcaseCase *loaded) {
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
    if (bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL) != BIZCASE_OK) abort();
    for (size_t r = 0; r < appraisal->result_count; r++) {
        assert(isfinite(appraisal->results[r].figures[bizcase_figure_find("npv")]));
        for (size_t t = 0; t < appraisal->period_count; t++) assert(isfinite(appraisal->results[r].cash_flow[t]));
    }
    if (bizcase_appraisal_document(loaded, appraisal, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_document_free(document);
    return appraisal;
}

static void simulate(BizcaseCase *loaded, const BizcaseAppraisal *appraisal) {
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
    BizcaseDocument *document;
    const BizcaseSimulateRequest request = { .trials = TRIALS, .sampler = "mc", .threads = 1 };
    if (bizcase_simulate(loaded, &request, &simulation, NULL) != BIZCASE_OK) abort();
    if (bizcase_spread(loaded, &request, &spread, NULL) != BIZCASE_OK) abort();
    if (bizcase_simulation_document(loaded, appraisal, simulation, spread, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_document_free(document);
    bizcase_spread_free(spread);
    bizcase_simulation_free(simulation);
}

static void study_sensitivity(BizcaseCase *loaded, const BizcaseAppraisal *appraisal) {
    BizcaseSensitivity *study;
    BizcaseDocument *document;
    const BizcaseSensitivityRequest request = { .trials = TRIALS, .sampler = "mc", .threads = 1 };
    if (bizcase_sensitivity(loaded, &request, &study, NULL) != BIZCASE_OK) abort();
    if (bizcase_sensitivity_document(loaded, appraisal, study, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_document_free(document);
    bizcase_sensitivity_free(study);
}

static void study_finance(BizcaseCase *loaded, const BizcaseAppraisal *appraisal) {
    BizcaseFinance *study;
    BizcaseDocument *document;
    const BizcaseFinanceRequest request = { .trials = TRIALS, .sampler = "mc", .threads = 1 };
    if (bizcase_finance(loaded, &request, &study, NULL) != BIZCASE_OK) abort();
    for (size_t i = 0; i < study->body_count * study->year_count; i++)
        assert(isfinite(study->rows[BIZCASE_NET_REVENUE][i]));
    if (bizcase_finance_document(loaded, appraisal, study, &document) != BIZCASE_OK) abort();
    write_document(document);
    bizcase_document_free(document);
    bizcase_finance_free(study);
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
    if (!folder[0]) prepare();
    remove_files();
    const bool has_scenario = write_files((const char *)data, size, change_text);
    const BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder,
                                                       .scenarios = &scenario,
                                                       .scenario_count = has_scenario,
                                                       .changes = &change,
                                                       .change_count = change_text[0] != 0 },
        &loaded, NULL);
    assert(status != BIZCASE_NO_MEMORY && has_error(loaded) == (status != BIZCASE_OK));
    if (status == BIZCASE_OK) {
        BizcaseDocument *document;
        if (bizcase_check_document(loaded, &document) != BIZCASE_OK) abort();
        write_document(document);
        bizcase_document_free(document);
        if (is_small(case_of(loaded))) {
            BizcaseAppraisal *appraisal = appraise(loaded);
            simulate(loaded, appraisal);
            study_finance(loaded, appraisal);
            if (case_of(loaded)->line_count <= 8) study_sensitivity(loaded, appraisal); /* it takes its time */
            bizcase_appraisal_free(appraisal);
        }
    }
    bizcase_case_free(loaded);
    return 0;
}
