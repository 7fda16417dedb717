/* bizcase functions: what formulas can do. */
#include "messages.h"
#include "run.h"

static ExitStatus run(const Settings *settings) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_functions_document(&document);
    if (status != BIZCASE_OK) return exit_status_of(status, "functions", settings->problems);
    return write_document(document, settings);
}

const Verb verb_functions = {
    .name = "functions",
    .argument = NULL,
    .summary = "Shows what the formulas of a case can do",
    .help = "",
    .examples = "  bizcase functions\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT,
    .run = run,
};
