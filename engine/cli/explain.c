/* bizcase explain: one figure of the plan, or one trial, in full. */
#include "options.h"
#include "run.h"

#include <string.h>

static ExitStatus explain_trial(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseSimulateRequest request = simulate_request(settings, &progress);
    BizcaseReplay *replay = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status =
        bizcase_replay(loaded, &request, settings->trial, settings->percentile, &replay, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_replay_document(loaded, replay, &document);
    print_problems(settings);
    const ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_replay_free(replay);
    return exit_status;
}

static ExitStatus explain_figure(const BizcaseCase *loaded, const Settings *settings) {
    BizcaseExplanation *explanation = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_explain(loaded, settings->second, &explanation, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_explanation_document(loaded, explanation, &document);
    print_problems(settings);
    const ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_explanation_free(explanation);
    return exit_status;
}

static ExitStatus explain_level(const BizcaseCase *loaded, const Settings *settings) {
    BizcaseLevelExplanation *explanation = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_explain_level(loaded, settings->second, &explanation, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_level_explanation_document(loaded, explanation, &document);
    print_problems(settings);
    const ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_level_explanation_free(explanation);
    return exit_status;
}

/* "quantity:lamps": a colon before any slash, which no figure has. */
static bool names_level(const char *what) {
    return what[strcspn(what, ":/")] == ':';
}

static ExitStatus run(const Settings *settings) {
    if (settings->second && settings->has_trial)
        return usage_fault(settings->verb, "found both a figure and --trial", "ask for one of them");
    if (settings->second && names_level(settings->second)) return with_case(settings, explain_level);
    if (settings->second && settings->option)
        return usage_fault(
            settings->verb, "a figure names its option itself", "write npv/joint/total/ID in place of --option ID");
    if (settings->second) return with_case(settings, explain_figure);
    if (!settings->has_trial)
        return usage_fault(
            settings->verb, "no figure and no trial", "give one, such as npv/joint/total, --trial 17 or --trial p5");
    return with_case(settings, explain_trial);
}

const Verb verb_explain = {
    .name = "explain",
    .argument = "CASE [FIGURE]",
    .summary = "Shows where a figure comes from, down to the cells",
    .help = "FIGURE is a figure of the plan, such as npv/CEC/infrastructure. Its parts are\n"
            "name, council (or joint), programme (or total) and option. What you leave out is\n"
            "joint, total and the main option. The answer splits the figure into lines,\n"
            "periods, prices, drivers, optimism bias, shares and discount factors, each with\n"
            "its cell. These parts add up to the figure. Add /absolute after the option to\n"
            "see it without the baseline taken off.\n\n"
            "quantity:ID, line:ID, driver:ID and index:ID show a formula with its numbers in\n"
            "each period, and everything that it uses, down to the cells.\n\n"
            "--trial works out one trial of a simulation again, exactly as it was: each input\n"
            "beside the plan's, and the figures and cash flows of each council.\n",
    .examples = "  bizcase explain my-case npv/CEC/infrastructure\n"
                "  bizcase explain my-case pv_costs/joint/total/cloud --format csv\n"
                "  bizcase explain my-case quantity:lamps\n"
                "  bizcase explain my-case --trial 4711\n"
                "  bizcase explain my-case --trial p5       how does a bad outcome come about?\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES,
    .run = run,
};
