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
    .summary = "Shows the built-in discount rates, with their source",
    .help = "",
    .examples = "  bizcase discount-rates\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT,
    .run = run,
};
