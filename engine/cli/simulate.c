/* bizcase simulate: the plan and how sure it is. */
#include "messages.h"
#include "run.h"

static BizcaseStatus run_trials(BizcaseCase *loaded, const Settings *settings, BizcaseSimulation **simulation) {
    Progress progress = progress_start(settings->quiet);
    BizcaseSimulateRequest request = { .option = settings->option,
        .trials = settings->trials,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .sampler = settings->sampler,
        .figures = settings->figures,
        .figure_count = settings->figure_count,
        .threads = settings->threads,
        .progress = progress_show,
        .context = &progress };
    BizcaseStatus status = bizcase_simulate(loaded, &request, simulation);
    progress_end(&progress);
    return status;
}

static ExitStatus simulate(BizcaseCase *loaded, const Settings *settings) {
    BizcaseAppraiseRequest request = { .option = settings->option };
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_appraise(loaded, &request, &appraisal);
    if (status == BIZCASE_OK) status = run_trials(loaded, settings, &simulation);
    if (status == BIZCASE_OK) status = bizcase_simulation_document(loaded, appraisal, simulation, &document);
    print_diagnostics(loaded, settings->quiet);
    ExitStatus exit_status =
        status == BIZCASE_OK ? write_document(document, settings) : exit_status_of(status, settings->argument);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    return with_case(settings, simulate);
}

const Verb verb_simulate = {
    .name = "simulate",
    .argument = "CASE",
    .summary = "Simulates the case: how likely each outcome is, and how likely a loss",
    .help = "Draws every uncertain input many times (Monte Carlo) and shows the spread of each figure beside the\n"
            "plan, with its standard error. The same case, seed, trials and sampler give the same figures,\n"
            "whatever the machine.\n",
    .examples = "  bizcase simulate my-case\n"
                "  bizcase simulate my-case --trials 1m --seed 7\n"
                "  bizcase simulate my-case --figures npv,irr,payback_years --format csv --output trials.csv\n"
                "  bizcase simulate my-case --scenario late --sampler sobol --format json\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS,
    .run = run,
};
