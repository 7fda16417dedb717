/* bizcase sensitivity: what drives the answer, and what would overturn it. */
#include "options.h"
#include "report_studies.h"
#include "run.h"

static BizcaseSensitivityRequest sensitivity_request(const Settings *settings, Progress *progress) {
    return (BizcaseSensitivityRequest){ .option = settings->option,
        .parts = settings->parts,
        .grid = { settings->grid[0], settings->grid[1] },
        .figure = settings->figure,
        .trials = settings->trials,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .sampler = settings->sampler,
        .threads = settings->threads,
        .progress = progress_show,
        .context = progress,
        .reading = settings->reading };
}

BizcaseStatus sensitivity_for_report(
    const BizcaseCase *loaded, const Settings *settings, Progress *progress, BizcaseSensitivity **result) {
    BizcaseSensitivityRequest request = sensitivity_request(settings, progress);
    if (request.trials > BIZCASE_SENSITIVITY_TRIALS) request.trials = BIZCASE_SENSITIVITY_TRIALS;
    return bizcase_sensitivity(loaded, &request, result, settings->problems);
}

static ExitStatus sensitivity(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseSensitivityRequest request = sensitivity_request(settings, &progress);
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSensitivity *study = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_appraise(
        loaded, &(BizcaseAppraiseRequest){ .option = settings->option }, &appraisal, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_sensitivity(loaded, &request, &study, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_sensitivity_document(loaded, appraisal, study, &document);
    print_problems(settings);
    ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    if (exit_status == EXIT_DONE && settings->strict && (study->not_finite > 0 || study->variance_not_finite > 0))
        exit_status = EXIT_TEST_FAILED;
    bizcase_sensitivity_free(study);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (settings->grid[0] && !settings->grid[1])
        return usage_fault(
            settings->verb, "--grid is missing its second side", "give --grid twice, once for each side");
    return with_case(settings, sensitivity);
}

const Verb verb_sensitivity = {
    .name = "sensitivity",
    .argument = "CASE",
    .summary = "Shows what matters most and what would change the answer",
    .help = "Parts that change the plan, one assumption at a time:\n"
            "  tornado      what moves net present value most\n"
            "  switching    the value of each assumption at which the answer changes\n"
            "  challenge    tests: what if costs are 20% higher, or a council leaves?\n"
            "               Also the tests in the case's own challenges.csv\n"
            "  delay        what a month's delay of each phase costs\n"
            "  grid         two assumptions together; give --grid twice\n"
            "Parts that use the trials of a simulation:\n"
            "  variance     which inputs and causes the uncertainty comes from\n"
            "  association  which inputs go with a high or low net present value\n"
            "  information  the most it is worth paying to find out an input\n"
            "  choice       how often each option is best, and the cost of a wrong choice\n"
            "  agreement    whether all councils gain, and which payments make them gain\n"
            "You get all parts unless you name some with --only.\n",
    .examples = "  bizcase sensitivity my-case\n"
                "  bizcase sensitivity my-case --only switching --format csv\n"
                "  bizcase sensitivity my-case --only grid --grid driver:adoption=0.6:1.2:7 \\\n"
                "      --grid phase:deploy=0:18:7\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FULL,
    .run = run,
};
