/* bizcase distributions: what the columns of each distribution mean. */
#include "messages.h"
#include "run.h"

static ExitStatus run(const Settings *settings) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_distributions_document(&document);
    if (status != BIZCASE_OK) return exit_status_of(status, "distributions", settings->problems);
    return write_document(document, settings);
}

const Verb verb_distributions = {
    .name = "distributions",
    .argument = NULL,
    .summary = "Lists the distributions that a case can use",
    .help = "A distribution says how uncertain a number is. The list shows what each one\n"
            "needs in the columns low, central, high and shape.\n",
    .examples = "  bizcase distributions\n"
                "  bizcase distributions --format csv --output distributions.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT,
    .run = run,
};
