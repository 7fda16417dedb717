/* bizcase convert: a folder as a workbook, a workbook as a folder. */
#include <stdio.h>

#include "messages.h"
#include "options.h"
#include "run.h"

static ExitStatus run(const Settings *settings) {
    if (!settings->second) return usage_fault(settings->verb, "OUT is missing: a workbook (.xlsx) or a folder", NULL);
    const BizcaseStatus status = bizcase_case_convert(settings->argument, settings->second, settings->problems);
    print_problems(settings);
    return exit_status_of(
        status, status == BIZCASE_NOT_READ ? settings->argument : settings->second, settings->problems);
}

const Verb verb_convert = {
    .name = "convert",
    .argument = "CASE OUT",
    .summary = "Turns a folder into a workbook, or a workbook into a folder",
    .help = "Where OUT ends in .xlsx it is a workbook with a sheet for each file of the\n"
            "case; else it is a folder of CSV files. OUT must be new, or an empty folder.\n"
            "Nothing is lost: the case gives the same figures. Files that are no part of it\n"
            "are named, and left out.\n",
    .examples = "  bizcase convert my-case my-case.xlsx\n"
                "  bizcase convert my-case.xlsx my-folder\n",
    .groups = GROUP_GENERAL,
    .run = run,
};
