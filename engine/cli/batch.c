/* bizcase batch: many runs, unattended. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clock.h"
#include "folder.h"
#include "messages.h"
#include "options.h"
#include "run.h"

/* What the callbacks of a batch share. Those of several threads read only. */
typedef struct BatchFiles {
    const BizcaseBatch *batch;
    const Settings *settings;
    const char *results; /* path */
    Progress progress;
    double saved_seconds, saving_seconds; /* when results were written last, and how long it took */
} BatchFiles;

/* NULL when there is no memory. */
static char *path_in(const char *folder, const char *name, const char *ending) {
    const size_t size = strlen(folder) + strlen(name) + strlen(ending) + 3;
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s/%s%s%s", folder, name, *ending ? "." : "", ending);
    return path;
}

static const char *ending_of(const char *format) {
    return bizcase_format(bizcase_format_find(format)).extension;
}

/* Never over a file of the run's own case, nor over the results of all. */
static BizcaseStatus write_one(
    const BizcaseDocument *document, const BatchFiles *files, const BizcaseBatchRun *run, const char *format) {
    char *path = path_in(files->settings->folder, run->name, ending_of(format));
    if (!path) return BIZCASE_NO_MEMORY;
    BizcaseStatus status =
        strcmp(path, files->results) == 0 ? BIZCASE_NOT_WRITTEN : bizcase_document_write(document, format, path, NULL);
    if (status == BIZCASE_BAD_REQUEST) status = BIZCASE_NOT_WRITTEN;
    free(path);
    return status;
}

static BizcaseStatus write_documents(void *context, const BizcaseBatchRun *run, const BizcaseCase *loaded,
    const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    const BatchFiles *files = context;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = simulation ? bizcase_simulation_document(loaded, appraisal, simulation, NULL, &document)
                                      : bizcase_appraisal_document(loaded, appraisal, &document);
    for (size_t f = 0; f < run->format_count && status == BIZCASE_OK; f++)
        status = write_one(document, files, run, run->formats[f]);
    bizcase_document_free(document);
    return status;
}

static int is_written(void *context, const BizcaseBatchRun *run) {
    const BatchFiles *files = context;
    for (size_t f = 0; f < run->format_count; f++) {
        struct stat found;
        char *path = path_in(files->settings->folder, run->name, ending_of(run->formats[f]));
        const int there = path && stat(path, &found) == 0;
        free(path);
        if (!there) return 0;
    }
    return 1;
}

/* Results are written now and then, so that a killed batch can be resumed; seldom enough to cost a tenth at most. */
static int save_now_and_then(void *context, uint64_t done, uint64_t total) {
    static const double SECONDS_BETWEEN = 5;
    BatchFiles *files = context;
    const double now = now_seconds();
    progress_show(&files->progress, done, total);
    if (now - files->saved_seconds < SECONDS_BETWEEN || now - files->saved_seconds < 10 * files->saving_seconds)
        return 0;
    (void)bizcase_batch_write(
        files->batch, files->results, NULL); /* a fault shows at the end, when it is written again */
    files->saved_seconds = now_seconds();
    files->saving_seconds = files->saved_seconds - now;
    return 0;
}

static BizcaseStatus load_batch(const Settings *settings, BizcaseBatch **batch) {
    if (settings->argument_count == 1 && !folder_exists(settings->argument) && !is_workbook_name(settings->argument))
        return bizcase_batch_load(settings->argument, batch, settings->problems);
    const BizcaseBatchRun model = { .scenarios = settings->scenarios,
        .scenario_count = settings->scenario_count,
        .changes = settings->changes,
        .change_count = settings->change_count,
        .option = settings->option,
        .study = settings->study ? settings->study : "appraise",
        .sampler = settings->sampler,
        .trials = settings->trials,
        .has_seed = settings->has_seed,
        .seed = settings->seed };
    return bizcase_batch_of_cases(
        (const char *const *)settings->arguments, settings->argument_count, &model, batch, settings->problems);
}

static bool some_run_failed(const BizcaseBatch *batch) {
    for (size_t r = 0; r < bizcase_batch_run_count(batch); r++) {
        const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, r);
        if (outcome->failed || outcome->state == BIZCASE_RUN_BAD) return true;
    }
    return false;
}

static ExitStatus finish(const BizcaseBatch *batch, const Settings *settings, const char *results) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_batch_write(batch, results, settings->problems);
    if (status != BIZCASE_OK) return exit_status_of(status, results, settings->problems);
    status = bizcase_batch_document(batch, &document);
    if (status != BIZCASE_OK) return exit_status_of(status, settings->argument, settings->problems);
    const ExitStatus exit_status = write_document(document, settings);
    if (exit_status != EXIT_DONE) return exit_status;
    return some_run_failed(batch) ? EXIT_TEST_FAILED : EXIT_DONE;
}

static ExitStatus do_batch(BizcaseBatch *batch, const Settings *settings, const char *results) {
    BatchFiles files = { .batch = batch,
        .settings = settings,
        .results = results,
        .progress = progress_start(settings->quiet),
        .saved_seconds = now_seconds() };
    const BizcaseBatchRequest request = { .figures = settings->figures,
        .figure_count = settings->figure_count,
        .tests = settings->tests,
        .test_count = settings->test_count,
        .threads = settings->threads,
        .write = write_documents,
        .is_written = is_written,
        .progress = save_now_and_then,
        .context = &files,
        .kernel = settings->kernel };
    BizcaseStatus status = settings->resume ? bizcase_batch_resume(batch, results) : BIZCASE_OK;
    if (status == BIZCASE_OK) status = bizcase_batch_do(batch, &request, settings->problems);
    progress_end(&files.progress);
    print_problems(settings);
    if (status != BIZCASE_OK) return exit_status_of(status, settings->argument, settings->problems);
    return finish(batch, settings, results);
}

/* Whether results would replace a file that one of the cases is read from. */
static bool results_are_read(const BizcaseBatch *batch, const char *results) {
    int reads = 0;
    for (size_t r = 0; r < bizcase_batch_run_count(batch) && !reads; r++)
        (void)bizcase_case_reads(
            &(BizcaseCaseRequest){ .folder = bizcase_batch_run(batch, r)->folder }, results, &reads, NULL);
    return reads;
}

static ExitStatus run(const Settings *settings) {
    if (!settings->folder) return usage_fault(settings->verb, "--out DIR is missing", "give a folder for the results");
    if (folder_make(settings->folder) != BIZCASE_OK)
        return exit_status_of(BIZCASE_NOT_WRITTEN, settings->folder, settings->problems);
    BizcaseBatch *batch = NULL;
    const BizcaseStatus status = load_batch(settings, &batch);
    char *results = path_in(settings->folder, "results", "csv");
    ExitStatus exit_status;
    if (status == BIZCASE_OK && results) {
        exit_status = output_check_one(settings, "results.csv of --out", results);
        if (exit_status == EXIT_DONE && results_are_read(batch, results))
            exit_status = output_refused(settings, "results.csv of --out", results);
        if (exit_status == EXIT_DONE) exit_status = do_batch(batch, settings, results);
    } else {
        print_problems(settings);
        exit_status =
            exit_status_of(status == BIZCASE_OK ? BIZCASE_NO_MEMORY : status, settings->argument, settings->problems);
    }
    free(results);
    bizcase_batch_free(batch);
    return exit_status;
}

const Verb verb_batch = {
    .name = "batch",
    .argument = "RUNS.csv|CASE...",
    .summary = "Does many runs unattended and collects their figures",
    .help = "RUNS.csv has a row for each run. Only the column case is required:\n"
            "  run        name of the run\n"
            "  case       folder of the case, relative to RUNS.csv\n"
            "  scenarios  scenarios to apply, separated by ;\n"
            "  set        changes as for --set, separated by ;\n"
            "  option     option to look at\n"
            "  study      appraise or simulate\n"
            "  formats    documents to write, named as for --format\n"
            "  trials, seed, sampler, note\n"
            "Or name the cases on the command line. Then --study, --scenario, --set and so on\n"
            "apply to each of them.\n\n"
            "DIR/results.csv gets a row for each run and figure; the documents go to\n"
            "DIR/RUN.json and so on. If a case has errors, the other runs go on. The command\n"
            "saves results as it goes. With --resume it keeps the runs in results.csv whose\n"
            "files, request and version have not changed. Digests find accidental changes;\n"
            "they do not prove who made a file.\n\n"
            "--fail-if 'STATISTIC(FIGURE/COUNCIL) < NUMBER' (or <=, >, >=) gives exit status\n"
            "4 if it is true of any run, or if the figure does not exist. Statistics: plan\n"
            "(the default), mean, sd, p1, p5, p10, p25, p50, p75, p80, p90, p95, p99,\n"
            "probability_negative, probability_at_least_plan, probability_within_horizon.\n",
    .examples = "  bizcase batch runs.csv --out results\n"
                "  bizcase batch runs.csv --out results --resume --fail-if 'p10(npv/CEC) < 0'\n"
                "  bizcase batch cases/* --out results --study simulate --trials 1m\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES | GROUP_FOLDER,
    .run = run,
};
