/* bizcase finance: whether each council can afford it, and how it is paid for. */
#include "options.h"
#include "report_studies.h"
#include "run.h"

static BizcaseFinanceRequest finance_request(const Settings *settings, Progress *progress) {
    return (BizcaseFinanceRequest){ .option = settings->option,
        .trials = settings->trials,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .sampler = settings->sampler,
        .threads = settings->threads,
        .progress = progress_show,
        .context = progress };
}

BizcaseStatus finance_for_report(
    const BizcaseCase *loaded, const Settings *settings, Progress *progress, BizcaseFinance **result) {
    BizcaseFinanceRequest request = finance_request(settings, progress);
    request.fewer_will_do = 1;
    return bizcase_finance(loaded, &request, result, settings->problems);
}

static ExitStatus finance(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseFinanceRequest request = finance_request(settings, &progress);
    BizcaseAppraisal *appraisal = NULL;
    BizcaseFinance *study = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_appraise(
        loaded, &(BizcaseAppraiseRequest){ .option = settings->option }, &appraisal, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_finance(loaded, &request, &study, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_finance_document(loaded, appraisal, study, &document);
    print_problems(settings);
    ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    if (exit_status == EXIT_DONE && settings->strict && study->not_finite > 0) exit_status = EXIT_TEST_FAILED;
    bizcase_finance_free(study);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, finance);
}

const Verb verb_finance = {
    .name = "finance",
    .argument = "CASE",
    .summary = "Shows whether each council can afford it, year by year",
    .help = "Shows the cash of an option, at the prices of each year, by council and\n"
            "financial year:\n"
            "  - capital and revenue spending beside existing budgets (budgets.csv)\n"
            "  - how it is funded (funding.csv), debt, interest and minimum revenue provision\n"
            "    (finance.csv), and the effect on the medium-term financial plan\n"
            "  - the way from net present value to cash\n"
            "  - how likely it is to cost more than budgeted\n"
            "  - what it costs to stop at each phase\n"
            "  - questions for the finance group\n"
            "Interest and minimum revenue provision count in the call on the revenue budget.\n"
            "They do not count in net present value.\n",
    .examples = "  bizcase finance my-case\n"
                "  bizcase finance my-case --option do-minimum --format csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FULL,
    .run = run,
};
