/* bizcase discount-rates: the built-in schedules. */
#include "messages.h"
#include "run.h"

static ExitStatus run(const Settings *settings) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_discount_rates_document(&document);
    if (status != BIZCASE_OK) return exit_status_of(status, "discount rates", settings->problems);
    return write_document(document, settings);
}

const Verb verb_discount_rates = {
    .name = "discount-rates",
    .argument = NULL,
    .summary = "Lists the built-in discount rates, with their sources",
    .help = "Choose one with the setting discount in case.csv. For rates of your own, write a\n"
            "rate there, such as 3%, or a schedule in discount_rates.csv.\n",
    .examples = "  bizcase discount-rates\n"
                "  bizcase appraise my-case --set case:discount:value=green-book-health\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT,
    .run = run,
};
