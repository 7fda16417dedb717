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
    .summary = "Lists each assumption, its owner, its source and its effect",
    .help = "The log has every number in every file: value, range and unit, owner, source and\n"
            "date, cell, and how much net present value moves with it. The most important\n"
            "come first. It counts sources that only say \"illustrative\" or \"estimate\", and\n"
            "lists numbers without a source or an owner. Any file may have the columns owner,\n"
            "source, date and note.\n",
    .examples = "  bizcase assumptions my-case\n"
                "  bizcase assumptions my-case --format csv --output assumptions.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION,
    .run = run,
};
