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
    .summary = "Writes a report that works the case out again when its reader moves a slider",
    .help =
        "Appraises, simulates and tests the case and writes one HTML file that holds the report, the case and the\n"
        "engine itself. Opened in a browser it first works its own figures out again and says whether they are the\n"
        "same to the last bit; then drivers, shares, phases, lines, risks, discount rate, optimism bias, option and\n"
        "scenario can be changed, and whose money counts, and the answers follow. It tells the commands that do the\n"
        "same here. It needs no network; where no script runs it is the report alone. Every scenario in the folder of\n"
        "the case is in the page, with what the lines, drivers and risks are called: give it only to who may see the\n"
        "case.\n",
    .examples = "  bizcase live my-case --output my-case.html\n"
                "  bizcase live my-case --scenario late --set 'case:discount:value=3%' --output late.html\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_TARGET,
    .run = run,
};
