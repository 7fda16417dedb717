/* bizcase simulate: the plan and how sure it is. */
#include "options.h"
#include "run.h"

static ExitStatus write_shard(
    const BizcaseCase *loaded, const Settings *settings, const BizcaseSimulateRequest *request) {
    const BizcaseStatus status = bizcase_simulate_shard(
        loaded, request, settings->shard, settings->shard_count, settings->output, settings->problems);
    print_problems(settings);
    return exit_status_of(status, settings->output, settings->problems);
}

/* Where the number of trials is known, before the simulation: who has no room for the draws is told at once. */
static BizcaseStatus write_draws(
    const BizcaseCase *loaded, const Settings *settings, const BizcaseSimulateRequest *request, const char **subject) {
    if (!settings->draws) return BIZCASE_OK;
    const BizcaseStatus status = bizcase_draws_write(loaded, request, settings->draws, settings->problems);
    if (status != BIZCASE_OK) *subject = settings->draws;
    return status;
}

static bool has_odd_trials(const BizcaseSimulation *simulation) {
    for (size_t i = 0; i < simulation->distribution_count; i++)
        if (simulation->distributions[i].not_finite > 0) return true;
    return false;
}

static ExitStatus simulate(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    BizcaseSimulateRequest request = simulate_request(settings, &progress);
    request.main_option_only = format_of(settings).shows_one_option;
    if (settings->shard_count) return write_shard(loaded, settings, &request);
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseSpread *spread = NULL;
    BizcaseDocument *document = NULL;
    const char *subject = settings->argument;
    BizcaseStatus status = bizcase_appraise(
        loaded, &(BizcaseAppraiseRequest){ .option = settings->option, .lines = 1 }, &appraisal, settings->problems);
    if (status == BIZCASE_OK && settings->until <= 0) status = write_draws(loaded, settings, &request, &subject);
    if (status == BIZCASE_OK) status = bizcase_simulate(loaded, &request, &simulation, settings->problems);
    if (status == BIZCASE_OK) request.trials = simulation->trials;
    if (status == BIZCASE_OK && format_of(settings).has_pictures)
        status = bizcase_spread(loaded, &request, &spread, settings->problems);
    if (status == BIZCASE_OK && settings->until > 0) status = write_draws(loaded, settings, &request, &subject);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_simulation_document(loaded, appraisal, simulation, spread, &document);
    print_problems(settings);
    ExitStatus exit_status = write_if_made(status, document, settings, subject);
    if (exit_status == EXIT_DONE && settings->strict && has_odd_trials(simulation)) exit_status = EXIT_TEST_FAILED;
    bizcase_spread_free(spread);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (settings->shard_count && !settings->output)
        return usage_fault(settings->verb, "--shard needs --output FILE", "give a file for the part");
    if (settings->shard_count && (settings->draws || settings->until > 0))
        return usage_fault(settings->verb, "--shard does not work with --draws or --until", NULL);
    return with_case(settings, simulate);
}

const Verb verb_simulate = {
    .name = "simulate",
    .argument = "CASE",
    .summary = "Shows how likely each outcome is, and how likely a loss",
    .help = "Draws each uncertain input many times (Monte Carlo simulation). Shows the spread\n"
            "of each figure beside the plan, with its standard error. The same case, seed,\n"
            "number of trials and sampler give the same figures on every machine.\n\n"
            "--sampler mc draws each trial independently. lhs (Latin hypercube) and sobol\n"
            "(scrambled Sobol points) spread the trials more evenly, so the same number of\n"
            "trials gives a more accurate mean and percentiles.\n\n"
            "To share a long run among machines, give each a part: --shard 1/16 --output\n"
            "part1.bin and so on. \"bizcase merge part*.bin\" then prints the whole result.\n",
    .examples = "  bizcase simulate my-case\n"
                "  bizcase simulate my-case --trials 1m --seed 7\n"
                "  bizcase simulate my-case --figures npv,irr --format csv --output npv.csv\n"
                "  bizcase simulate my-case --scenario late --sampler sobol --format json\n"
                "  bizcase simulate my-case --until 0.5% --trials 100m\n"
                "  bizcase simulate my-case --draws trials.csv\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES,
    .run = run,
};
