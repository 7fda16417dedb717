#define _XOPEN_SOURCE 700 /* realpath */
#include "report_studies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "run.h"

void case_name(const char *folder, char *name, size_t room) {
    char whole[4096]; /* as long as realpath makes it */
    const char *last = realpath(folder, whole) ? strrchr(whole, '/') : NULL;
    snprintf(name, room, "%s", last && last[1] ? last + 1 : "case");
    if (is_workbook_name(name)) *strrchr(name, '.') = '\0';
}

void add_variation(const Settings *settings, char *name, size_t room) {
    for (size_t s = 0; s < settings->scenario_count; s++) {
        const size_t used = strlen(name);
        snprintf(name + used, room - used, "-%s", settings->scenarios[s]);
    }
    const size_t used = strlen(name);
    if (settings->change_count > 0) snprintf(name + used, room - used, "-changed");
}

static BizcaseStatus make_live(Report *report) {
    char name[256];
    const Settings *settings = report->settings;
    case_name(settings->argument, name, sizeof name);
    const BizcaseCaseRequest with = case_request(settings);
    const BizcaseLiveRequest request = { .with = &with,
        .name = name,
        .option = settings->option,
        .trials = settings->trials,
        .sampler = settings->sampler,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .threads = settings->threads };
    return bizcase_live(report->loaded, &request, &report->live, report->settings->problems);
}

BizcaseStatus report_studies_run(Report *report, Progress *progress) {
    const Settings *settings = report->settings;
    BizcaseSimulateRequest request = simulate_request(settings, progress);
    request.main_option_only = 1;
    BizcaseStatus status =
        bizcase_appraise(report->loaded, &(BizcaseAppraiseRequest){ .option = settings->option, .lines = 1 },
            &report->appraisal, report->settings->problems);
    if (status == BIZCASE_OK)
        status = bizcase_simulate(report->loaded, &request, &report->simulation, report->settings->problems);
    if (status == BIZCASE_OK)
        status = bizcase_spread(report->loaded, &request, &report->spread, report->settings->problems);
#define RUN(Results, name)                                                                                             \
    if (status == BIZCASE_OK) status = name##_for_report(report->loaded, settings, progress, &report->name);
    BIZCASE_REPORT_STUDIES(RUN)
    const BizcaseCaseRequest with = case_request(settings);
    if (status == BIZCASE_OK)
        status = bizcase_appraise(report->loaded,
            &(BizcaseAppraiseRequest){ .option = settings->option, .every_option = 1, .lines = 1 },
            &report->every_option, report->settings->problems);
    if (status == BIZCASE_OK)
        status = bizcase_scenarios_appraise(&with, &report->scenarios, report->settings->problems);
    if (status == BIZCASE_OK) status = make_live(report);
    progress_end(progress);
    if (status == BIZCASE_OK) {
        BizcaseFindings found = { .live = report->live,
            .appraisal = report->appraisal,
            .simulation = report->simulation,
            .spread = report->spread };
#define FOUND(Results, name) found.name = report->name;
        BIZCASE_REPORT_STUDIES(FOUND)
        status = bizcase_report_document(report->loaded, &found, &report->document);
    }
    return status;
}

void report_studies_free(Report *report) {
    bizcase_document_free(report->document);
    bizcase_live_free(report->live);
    bizcase_scenarios_free(report->scenarios);
    bizcase_appraisal_free(report->every_option);
#define FREE(Results, name) bizcase_##name##_free(report->name);
    BIZCASE_REPORT_STUDIES(FREE)
    bizcase_spread_free(report->spread);
    bizcase_simulation_free(report->simulation);
    bizcase_appraisal_free(report->appraisal);
}
