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
    const BizcaseFinanceChoice choice = {
        .councils = settings->councils, .council_count = settings->council_count, .years = settings->years
    };
    BizcaseStatus status = bizcase_appraise(
        loaded, &(BizcaseAppraiseRequest){ .option = settings->option, .lines = 1 }, &appraisal, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_finance(loaded, &request, &study, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK)
        status = bizcase_finance_document_of(loaded, appraisal, study, &choice, &document, settings->problems);
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
            "financial year: beside existing budgets (budgets.csv), with its funding\n"
            "(funding.csv), debt, interest and minimum revenue provision (finance.csv).\n"
            "Interest and minimum revenue provision count in the call on the revenue budget.\n"
            "They do not count in net present value.\n\n"
            "Text, md and html show the answer and the tables that decide. Use --full for all\n"
            "of them. Rows of nil are left out. Use --only for every table on a subject, and\n"
            "--full with it for every row:\n"
            "  cash            capital, one-off and running costs, budgets and savings\n"
            "  plan            call on the revenue budgets by year, and medium-term plan\n"
            "  funding         what pays for capital and one-off costs\n"
            "  debt            borrowing, interest and minimum revenue provision\n"
            "  budgets         existing budgets by heading\n"
            "  tests           invest to save, against the limit of each council\n"
            "  risks           chance of a higher cost, contingency, largest risks\n"
            "  gates           what it costs to stop at the end of each phase\n"
            "  benefits        benefits, their owners and the budgets they come out of\n"
            "  actuals         costs and benefits so far\n"
            "  scores          points for what is not money\n"
            "  units           what a unit of each service costs\n"
            "  reconciliation  the way from net present value to cash\n"
            "  questions       questions for the finance group\n"
            "Write --years as 2019/20..2023/24, 2019/20-2023/24 or 2019/20. json and csv\n"
            "always hold every council, year and row.\n",
    .examples = "  bizcase finance my-case\n"
                "  bizcase finance my-case --full\n"
                "  bizcase finance my-case --only cash,debt --council CEC\n"
                "  bizcase finance my-case --years 2019/20..2023/24 --format md\n"
                "  bizcase finance my-case --option do-minimum --format csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FULL,
    .run = run,
};
