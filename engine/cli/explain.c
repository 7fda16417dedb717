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
        return usage_fault(settings->verb, "a figure of the plan, or --trial: not both", NULL);
    if (settings->second && names_level(settings->second)) return with_case(settings, explain_level);
    if (settings->second && settings->option)
        return usage_fault(settings->verb, "the option is the figure's last part: npv/joint/total/ID", NULL);
    if (settings->second) return with_case(settings, explain_figure);
    if (!settings->has_trial)
        return usage_fault(
            settings->verb, "which figure, or which trial? npv/joint/total, --trial 17, or --trial p5", NULL);
    return with_case(settings, explain_trial);
}

const Verb verb_explain = {
    .name = "explain",
    .argument = "CASE [FIGURE]",
    .summary = "Takes a figure or a quantity apart, down to cells, or one trial of a simulation",
    .help =
        "FIGURE is one of the plan's, such as npv/CEC/infrastructure: its name, the council or joint, the programme\n"
        "or total, and the option; what is left out is joint, total and the main option. It is taken apart to\n"
        "lines, periods, prices, paths, optimism bias, shares and discount factors, each with the cell that it comes\n"
        "from, and the parts add up to it. OPTION/absolute tells of an option without the baseline taken off.\n\n"
        "quantity:ID, line:ID, driver:ID and index:ID show a formula with its numbers in every period, and all that it\n"
        "is made of, down to cells: as the plan has it, with the delays of its phases.\n\n"
        "--trial draws and evaluates the trial again, alone, with every bit as in the simulation of the same case, "
        "seed,\n"
        "trials and sampler: each drawn input beside the plan's, and each council's figures and flows.\n",
    .examples = "  bizcase explain my-case npv/CEC/infrastructure\n"
                "  bizcase explain my-case pv_costs/joint/total/cloud --format csv --output why.csv\n"
                "  bizcase explain my-case quantity:lamps\n"
                "  bizcase explain my-case --trial 4711\n"
                "  bizcase explain my-case --trial p5             how does a bad outcome come about?\n"
                "  bizcase explain my-case --trial p50 --format json\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES,
    .run = run,
};
