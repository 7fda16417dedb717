/* bizcase new: a starter case. */
#include <stdio.h>

#include "escape.h"
#include "messages.h"
#include "run.h"

static ExitStatus run(const Settings *settings) {
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
            "overwrite them all.\n",
    .examples = "  bizcase new my-case\n",
    .groups = GROUP_GENERAL,
    .run = run,
};
