/* bizcase assumptions: who answers for each number, and where it is from. */
#include "messages.h"
#include "run.h"

static ExitStatus list_assumptions(const BizcaseCase *loaded, const Settings *settings) {
    BizcaseDocument *document = NULL;
    const BizcaseStatus status = bizcase_assumptions_document(loaded, &document);
    print_problems(settings);
    return status == BIZCASE_OK ? write_document(document, settings)
                                : exit_status_of(status, settings->argument, settings->problems);
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, list_assumptions);
}

const Verb verb_assumptions = {
    .name = "assumptions",
    .argument = "CASE",
    .summary = "Lists who answers for each assumption, and where it is from",
    .help =
        "The log is made from the source, owner and note columns of lines, drivers, risks and indices, with the place\n"
        "of each. What has no source, or no owner where there is a column for one, is listed first.\n",
    .examples = "  bizcase assumptions my-case\n"
                "  bizcase assumptions my-case --format csv --output assumptions.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE,
    .run = run,
};
