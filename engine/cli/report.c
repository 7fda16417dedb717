#define _XOPEN_SOURCE 700 /* realpath */
/* bizcase report: everything about a case, as documents in a folder. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "options.h"
#include "run.h"

/* What documents are made of. */
typedef struct Studies {
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseScenarios *scenarios;
} Studies;

typedef BizcaseStatus WriteDocument(BizcaseCase *loaded, const Studies *studies, const char *path);

static BizcaseStatus write_workbook(BizcaseCase *loaded, const Studies *studies, const char *path) {
    const BizcaseWorkbookRequest request = { studies->appraisal, studies->simulation, studies->scenarios };
    return bizcase_workbook_write(loaded, &request, path);
}

/* What is written, each as DIR/CASE and its ending. */
static const struct {
    const char *ending;
    WriteDocument *write;
} documents[] = {
    { ".xlsx", write_workbook },
};

static BizcaseStatus run_studies(BizcaseCase *loaded, const Settings *settings, Studies *studies) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseSimulateRequest request = simulate_request(settings, &progress);
    const BizcaseCaseRequest with = case_request(settings);
    BizcaseStatus status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &studies->appraisal);
    if (status == BIZCASE_OK) status = bizcase_simulate(loaded, &request, &studies->simulation);
    if (status == BIZCASE_OK) status = bizcase_scenarios_appraise(&with, &studies->scenarios);
    progress_end(&progress);
    return status;
}

static void free_studies(Studies *studies) {
    bizcase_scenarios_free(studies->scenarios);
    bizcase_simulation_free(studies->simulation);
    bizcase_appraisal_free(studies->appraisal);
}

/* The last part of the case's path, also where that is "." or ends in a slash. Free it. */
static char *case_name(const char *folder) {
    char *whole = realpath(folder, NULL);
    if (!whole) return NULL;
    char *name = strdup(basename(whole));
    free(whole);
    return name;
}

static ExitStatus write_document_in(BizcaseCase *loaded, const Settings *settings, const Studies *studies, const char *name, size_t d) {
    const size_t room = strlen(settings->folder) + strlen(name) + strlen(documents[d].ending) + 2;
    char *path = malloc(room);
    if (!path) return exit_status_of(BIZCASE_NO_MEMORY, settings->argument);
    snprintf(path, room, "%s/%s%s", settings->folder, name, documents[d].ending);
    errno = 0;
    const BizcaseStatus status = documents[d].write(loaded, studies, path);
    const ExitStatus exit_status = exit_status_of(status, path);
    if (exit_status == EXIT_DONE && !settings->quiet) printf("%s\n", path);
    free(path);
    return exit_status;
}

static ExitStatus write_documents(BizcaseCase *loaded, const Settings *settings, const Studies *studies) {
    char *name = case_name(settings->argument);
    ExitStatus exit_status = name ? EXIT_DONE : exit_status_of(BIZCASE_NO_MEMORY, settings->argument);
    if (name && mkdir(settings->folder, 0777) != 0 && errno != EEXIST) exit_status = exit_status_of(BIZCASE_NOT_WRITTEN, settings->folder);
    for (size_t d = 0; exit_status == EXIT_DONE && d < sizeof documents / sizeof documents[0]; d++)
        exit_status = write_document_in(loaded, settings, studies, name, d);
    free(name);
    return exit_status;
}

static ExitStatus report(BizcaseCase *loaded, const Settings *settings) {
    Studies studies = { 0 };
    const BizcaseStatus status = run_studies(loaded, settings, &studies);
    print_diagnostics(loaded, settings->quiet);
    const ExitStatus exit_status =
        status == BIZCASE_OK ? write_documents(loaded, settings, &studies) : exit_status_of(status, settings->argument);
    free_studies(&studies);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (!settings->folder) return usage_fault(&verb_report, "--out DIR is missing: the folder for the documents", NULL);
    return with_case(settings, report);
}

const Verb verb_report = {
    .name = "report",
    .argument = "CASE",
    .summary = "Writes everything about the case as documents: a workbook that calculates",
    .help = "DIR/CASE.xlsx is the case as a spreadsheet: inputs with the cells that they were read from, each line's\n"
            "calculation, the councils' shares, results, simulation, scenarios and warnings. Every figure of the\n"
            "plan is a formula over the inputs, and one page holds the formulas against the engine's figures.\n"
            "The folder is made where there is none. Each file is written whole or not at all.\n",
    .examples = "  bizcase report my-case --out my-report\n"
                "  bizcase report my-case --out late --scenario late --trials 1m\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_TRIALS | GROUP_REPORT,
    .run = run,
};
