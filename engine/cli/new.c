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
        fputs("\" is there already and is not empty\n", stderr);
        return EXIT_USAGE;
    }
    if (status != BIZCASE_OK) return exit_status_of(status, settings->argument, settings->problems);
    if (settings->quiet) return EXIT_DONE;
    fputs("Made a starter case in \"", stderr);
    message_put(stderr, settings->argument);
    fputs("\". Fill in its files, then run: bizcase check ", stderr);
    shell_word_put(stderr, settings->argument);
    fputc('\n', stderr);
    return EXIT_DONE;
}

const Verb verb_new = {
    .name = "new",
    .argument = "DIR",
    .summary = "Makes a starter case to fill in",
    .help = "DIR is made, or must be empty. Comments in each file say what to fill in.\n",
    .examples = "  bizcase new my-case\n",
    .groups = GROUP_GENERAL,
    .run = run,
};
