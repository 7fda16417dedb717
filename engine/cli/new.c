/* bizcase new: a starter case. */
#include <stdio.h>

#include "escape.h"
#include "folder.h"
#include "messages.h"
#include "run.h"

static ExitStatus new_workbook(const Settings *settings) {
    const BizcaseStatus status = bizcase_workbook_new(settings->argument, settings->problems);
    print_problems(settings);
    if (status != BIZCASE_OK || settings->quiet) return exit_status_of(status, settings->argument, settings->problems);
    fputs("Made a starter case in the workbook \"", stderr);
    message_put(stderr, settings->argument);
    fputs("\". All its figures are made up.\n    Enter your own, then run\n    bizcase check ", stderr);
    shell_word_put(stderr, settings->argument);
    fputc('\n', stderr);
    return EXIT_DONE;
}

static ExitStatus run(const Settings *settings) {
    if (is_workbook_name(settings->argument)) return new_workbook(settings);
    BizcaseStatus status = bizcase_case_new(settings->argument, settings->problems);
    if (status == BIZCASE_BAD_REQUEST) {
        fputs("bizcase new: \"", stderr);
        message_put(stderr, settings->argument);
        fputs("\" already exists and is not empty\n    give the name of a new folder\n", stderr);
        return EXIT_USAGE;
    }
    if (status != BIZCASE_OK) return exit_status_of(status, settings->argument, settings->problems);
    if (settings->quiet) return EXIT_DONE;
    fputs("Made a starter case in the folder \"", stderr);
    message_put(stderr, settings->argument);
    fputs("\". All its figures are made up.\n"
          "    Open its CSV files in a spreadsheet and enter your own, then run\n    bizcase check ",
        stderr);
    shell_word_put(stderr, settings->argument);
    fputc('\n', stderr);
    return EXIT_DONE;
}

const Verb verb_new = {
    .name = "new",
    .argument = "DIR",
    .summary = "Makes a starter case to fill in",
    .help = "A case is a folder of CSV files, one for each kind of thing: costs, benefits,\n"
            "options, councils and so on. \"bizcase new\" makes the folder DIR, or fills it if\n"
            "it is empty. Comments in each file say what to enter. Every figure is made up:\n"
            "overwrite them all. Where DIR ends in .xlsx it is one workbook with a sheet for\n"
            "each file.\n",
    .examples = "  bizcase new my-case\n"
                "  bizcase new my-case.xlsx\n",
    .groups = GROUP_GENERAL,
    .run = run,
};
