/* bizcase sensitivity: what drives the answer, and what would overturn it. */
#include "options.h"
#include "run.h"

static ExitStatus sensitivity(BizcaseCase *loaded, const Settings *settings) {
    const BizcaseSensitivityRequest request = { .option = settings->option, .parts = settings->parts,
        .grid = { settings->grid[0], settings->grid[1] }, .figure = settings->figure };
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSensitivity *study = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ .option = settings->option }, &appraisal);
    if (status == BIZCASE_OK) status = bizcase_sensitivity(loaded, &request, &study);
    if (status == BIZCASE_OK) status = bizcase_sensitivity_document(loaded, appraisal, study, &document);
    print_diagnostics(loaded, settings->quiet);
    const ExitStatus exit_status =
        status == BIZCASE_OK ? write_document(document, settings) : exit_status_of(status, settings->argument);
    bizcase_sensitivity_free(study);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (settings->grid[0] && !settings->grid[1]) return usage_fault(&verb_sensitivity, "--grid is given twice, once for each side", NULL);
    return with_case(settings, sensitivity);
}

const Verb verb_sensitivity = {
    .name = "sensitivity",
    .argument = "CASE",
    .summary = "Shows what drives the answer, and how far it must go to overturn it",
    .help = "From the plan, one assumption at a time: which moves net present value most (tornado), along its\n"
            "percentiles (spider, in data files), at which value the answer turns (switching), and what a month's\n"
            "delay of each phase costs (delay). --grid twice shows two assumptions together.\n",
    .examples = "  bizcase sensitivity my-case\n"
                "  bizcase sensitivity my-case --only switching --format csv --output switching.csv\n"
                "  bizcase sensitivity my-case --only grid --grid driver:adoption=0.6:1.2:7 --grid phase:deploy=0:18:7\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_SENSITIVITY,
    .run = run,
};
