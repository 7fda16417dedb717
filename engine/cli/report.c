/* bizcase report: everything about a case, in files that people read and documents include. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "options.h"
#include "run.h"

/* What is written, and from what. */
typedef struct Report {
    const Settings *settings;
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal, *every_option; /* of the option told of, and of all */
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
    BizcaseSensitivity *sensitivity;
    BizcaseFinance *finance;
    BizcaseScenarios *scenarios;
    BizcaseDocument *document;
} Report;

static BizcaseStatus write_page(const Report *report, const char *path) {
    return bizcase_document_write(report->document, "html", path);
}

static BizcaseStatus write_certificate(const Report *report, const char *path) {
    return bizcase_certificate_write(report->loaded, report->appraisal, report->simulation, path);
}

static BizcaseStatus write_fragments(const Report *report, const char *path) {
    int pictures;
    const BizcaseStatus status = bizcase_document_fragments(report->document, path, &pictures);
    if (status == BIZCASE_OK && !pictures && !report->settings->quiet)
        fputs("bizcase report: no PDF and PNG of the charts, as rsvg-convert is not there (Debian package librsvg2-bin)\n", stderr);
    return status;
}

static BizcaseStatus write_workbook(const Report *report, const char *path) {
    const BizcaseWorkbookRequest request = { report->every_option, report->simulation, report->scenarios };
    return bizcase_workbook_write(report->loaded, &request, path);
}

/* In the order of writing. pattern: the path in the folder; %s is the case's name. */
static const struct ReportFile {
    const char *pattern;
    BizcaseStatus (*write)(const Report *report, const char *path);
} report_files[] = {
    { "%s.html", write_page },
    { "%s.xlsx", write_workbook },
    { "fragments", write_fragments },
    { "certificate.json", write_certificate },
};

/* The last part of the case folder's path, whatever way it is written. */
static void case_name(const char *folder, char *name, size_t room) {
    char *whole = realpath(folder, NULL);
    const char *last = whole ? strrchr(whole, '/') : NULL;
    snprintf(name, room, "%s", last && last[1] ? last + 1 : "case");
    free(whole);
}

static BizcaseStatus run_studies(Report *report, Progress *progress) {
    const Settings *settings = report->settings;
    BizcaseSimulateRequest request = simulate_request(settings, progress);
    request.main_option_only = 1;
    const BizcaseSensitivityRequest sensitivity = { .option = settings->option, .has_seed = settings->has_seed, .seed = settings->seed,
        .sampler = settings->sampler, .threads = settings->threads, .progress = progress_show, .context = progress };
    const BizcaseFinanceRequest finance = { .option = settings->option, .has_seed = settings->has_seed, .seed = settings->seed,
        .sampler = settings->sampler, .threads = settings->threads, .progress = progress_show, .context = progress };
    BizcaseStatus status = bizcase_appraise(report->loaded, &(BizcaseAppraiseRequest){ .option = settings->option }, &report->appraisal);
    if (status == BIZCASE_OK) status = bizcase_simulate(report->loaded, &request, &report->simulation);
    if (status == BIZCASE_OK) status = bizcase_spread(report->loaded, &request, &report->spread);
    if (status == BIZCASE_OK) status = bizcase_sensitivity(report->loaded, &sensitivity, &report->sensitivity);
    if (status == BIZCASE_OK) status = bizcase_finance(report->loaded, &finance, &report->finance);
    const BizcaseCaseRequest with = case_request(settings);
    if (status == BIZCASE_OK) status = bizcase_appraise(report->loaded, &(BizcaseAppraiseRequest){ 0 }, &report->every_option);
    if (status == BIZCASE_OK) status = bizcase_scenarios_appraise(&with, &report->scenarios);
    progress_end(progress);
    if (status == BIZCASE_OK)
        status = bizcase_report_document(
            report->loaded, report->appraisal, report->simulation, report->spread, report->sensitivity, report->finance, &report->document);
    return status;
}

static ExitStatus write_files(const Report *report) {
    char name[256], file[300], path[4096];
    const char *folder = report->settings->folder;
    case_name(report->settings->argument, name, sizeof name);
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) return exit_status_of(BIZCASE_NOT_WRITTEN, folder);
    for (size_t f = 0; f < sizeof report_files / sizeof report_files[0]; f++) {
        snprintf(file, sizeof file, report_files[f].pattern, name);
        const int length = snprintf(path, sizeof path, "%s/%s", folder, file);
        errno = ENAMETOOLONG;
        if (length < 0 || (size_t)length >= sizeof path) return exit_status_of(BIZCASE_NOT_WRITTEN, folder);
        errno = 0;
        const BizcaseStatus status = report_files[f].write(report, path);
        if (status != BIZCASE_OK) return exit_status_of(status, path);
        printf("%s\n", path);
    }
    return fflush(stdout) == 0 ? EXIT_DONE : exit_status_of(BIZCASE_NOT_WRITTEN, "standard output");
}

static void report_free(Report *report) {
    bizcase_document_free(report->document);
    bizcase_scenarios_free(report->scenarios);
    bizcase_appraisal_free(report->every_option);
    bizcase_finance_free(report->finance);
    bizcase_sensitivity_free(report->sensitivity);
    bizcase_spread_free(report->spread);
    bizcase_simulation_free(report->simulation);
    bizcase_appraisal_free(report->appraisal);
}

static ExitStatus report(BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    Report made = { .settings = settings, .loaded = loaded };
    const BizcaseStatus status = run_studies(&made, &progress);
    print_diagnostics(loaded, settings->quiet);
    const ExitStatus exit_status = status == BIZCASE_OK ? write_files(&made) : exit_status_of(status, settings->argument);
    report_free(&made);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (!settings->folder) return usage_fault(&verb_report, "where to? --out DIR", NULL);
    return with_case(settings, report);
}

const Verb verb_report = {
    .name = "report",
    .argument = "CASE",
    .summary = "Writes a page with charts, a workbook that calculates, and each table and chart as a file",
    .help = "Appraises, simulates and tests the case and writes into a folder, made if need be:\n"
            "  CASE.html    one page with everything: no network, no script, prints well\n"
            "  CASE.xlsx    a workbook that calculates: inputs with the cells that they were read from, each line's\n"
            "               calculation, shares, results; every figure of the plan is a formula over the inputs, and\n"
            "               one sheet holds the formulas against the engine's figures\n"
            "  fragments/   each table as NAME.md, .csv and .tex, each chart as NAME.svg, .pdf and .png (these two\n"
            "               need rsvg-convert); names stay the same, so that a document can include them\n"
            "  certificate.json   what the figures rest on, for \"bizcase verify\"\n"
            "It prints the names of what it has written. Each file appears whole or not at all.\n",
    .examples = "  bizcase report my-case --out report\n"
                "  bizcase report my-case --scenario late --trials 1m --out report/late\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_REPORT,
    .run = run,
};
