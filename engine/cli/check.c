/* bizcase check: reads everything, prints every problem. */
#include "messages.h"
#include "run.h"

#include <unistd.h>

static ExitStatus write_check(const BizcaseCase *loaded, const Settings *settings) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_check_document(loaded, &document);
    if (status != BIZCASE_OK) return exit_status_of(status, settings->argument, settings->problems);
    return write_document(document, settings);
}

/* On a terminal the result is just below the problems, and names them all: once is enough. */
static bool is_read_beside_errors(const Settings *settings) {
    return !settings->output && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO);
}

static ExitStatus run(const Settings *settings) {
    BizcaseCase *loaded = NULL;
    BizcaseCaseRequest request = case_request(settings);
    request.checks_scenarios = 1;
    BizcaseStatus status = bizcase_case_load(&request, &loaded, settings->problems);
    if (loaded && !(status == BIZCASE_OK && is_read_beside_errors(settings))) print_problems(settings);
    ExitStatus exit_status = exit_status_of(status, settings->argument, settings->problems);
    /* Between messages of a terminal the problems are already; in other formats they are the document. */
    bool has_document = status == BIZCASE_OK || (status == BIZCASE_CASE_WRONG && !format_of(settings).is_for_terminals);
    if (has_document) {
        ExitStatus written = write_check(loaded, settings);
        if (written != EXIT_DONE) exit_status = written;
    }
    bizcase_case_free(loaded);
    return exit_status;
}

const Verb verb_check = {
    .name = "check",
    .argument = "CASE",
    .summary = "Reads the whole case and lists every problem",
    .help = "For each problem it gives the file, line, column and spreadsheet cell. It also\n"
            "tries each scenario and each challenge of the case by itself. If all is well it\n"
            "says how much it read, with control totals to compare with the spreadsheet.\n\n"
            "With --format json, csv, md or html the problems also go to standard output.\n",
    .examples = "  bizcase check my-case\n"
                "  bizcase check my-case --scenario late --strict\n"
                "  bizcase check my-case --format csv --output problems.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE,
    .run = run,
};
