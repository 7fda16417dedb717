/* bizcase assumptions: who answers for each number, where it is from, and how much it matters. */
#include "messages.h"
#include "options.h"
#include "run.h"

static ExitStatus list_assumptions(const BizcaseCase *loaded, const Settings *settings) {
    const BizcaseSensitivityRequest request = { .option = settings->option, .parts = BIZCASE_TORNADO };
    BizcaseSensitivity *study = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_sensitivity(loaded, &request, &study, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_assumptions_document(loaded, study, &document);
    print_problems(settings);
    bizcase_sensitivity_free(study);
    return write_if_made(status, document, settings, settings->argument);
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, list_assumptions);
}

const Verb verb_assumptions = {
    .name = "assumptions",
    .argument = "CASE",
    .summary = "Lists who answers for each assumption, where it is from, and how much it matters",
    .help =
        "The log has every number of every file: its value, range and unit, who answers for it, its source and date,\n"
        "its place, and by how much net present value moves with it. Those that matter most come first. It counts the\n"
        "sources that say no more than \"illustrative\" or \"estimate\", and lists what has no source or no owner.\n"
        "Any file may have the columns owner, source, date and note.\n",
    .examples = "  bizcase assumptions my-case\n"
                "  bizcase assumptions my-case --format csv --output assumptions.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION,
    .run = run,
};
