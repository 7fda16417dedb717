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
    .summary = "Lists what formulas in a case can use",
    .help = "Write formulas in the column formula of costs.csv, benefits.csv and\n"
            "quantities.csv. The list shows the operators, functions and words they can use.\n",
    .examples = "  bizcase functions\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT,
    .run = run,
};
