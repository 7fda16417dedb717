/* bizcase live: the report that is the model. */
#include <stdio.h>

#include "options.h"
#include "report_studies.h"
#include "run.h"

static ExitStatus live(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    Report made = { .settings = settings, .loaded = loaded };
    BizcaseStatus status = report_studies_run(&made, &progress);
    const bool studied = status == BIZCASE_OK;
    print_problems(settings);
    if (studied) status = bizcase_live_page_write(made.document, made.live, settings->output, settings->problems);
    const char *target = settings->output ? settings->output : "standard output";
    const ExitStatus exit_status = exit_status_of(status, studied ? target : settings->argument, settings->problems);
    report_studies_free(&made);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, live);
}

const Verb verb_live = {
    .name = "live",
    .argument = "CASE",
    .summary = "Writes a page that recalculates when you move a slider",
    .help = "Appraises, simulates and tests the case, and writes one HTML file with the\n"
            "report, the case and the engine itself. Open it in any browser; it needs no\n"
            "network. It first checks that it gets the same figures as this command. You can\n"
            "then change drivers, shares, phases, lines, risks, the discount rate, optimism\n"
            "bias, the option, the scenario and whose money counts. It shows the command that\n"
            "makes the same change here. Where scripts are off, it is a plain report.\n\n"
            "The page holds every scenario and the name of every line, driver and risk. Share\n"
            "it only with people who may see the whole case.\n",
    .examples = "  bizcase live my-case --output my-case.html\n"
                "  bizcase live my-case --scenario late --output late.html\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_TARGET,
    .run = run,
};
