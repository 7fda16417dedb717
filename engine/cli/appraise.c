/* bizcase appraise: the plan. */
#include "messages.h"
#include "run.h"

static ExitStatus appraise(const BizcaseCase *loaded, const Settings *settings) {
    BizcaseAppraiseRequest request = { .option = settings->option, .lines = 1 };
    BizcaseAppraisal *appraisal = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_appraise(loaded, &request, &appraisal, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_appraisal_document(loaded, appraisal, &document);
    print_problems(settings);
    ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, appraise);
}

const Verb verb_appraise = {
    .name = "appraise",
    .argument = "CASE",
    .summary = "Works out the plan: net present value, payback and more",
    .help = "The plan takes each uncertain input at its central value. Figures are in real\n"
            "terms and discounted, for each council and option. If the case has a baseline,\n"
            "the other options are compared with it.\n",
    .examples = "  bizcase appraise my-case\n"
                "  bizcase appraise my-case --option cloud --format md --output plan.md\n"
                "  bizcase appraise my-case --set 'costs:datacentre:periods*1.1'\n"
                "  bizcase appraise my-case --set case:discount:value=3% --format json\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION,
    .run = run,
};
