/* bizcase explain: one trial in full. */
#include "options.h"
#include "run.h"

static ExitStatus explain(BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseSimulateRequest request = simulate_request(settings, &progress);
    BizcaseReplay *replay = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_replay(loaded, &request, settings->trial, settings->percentile, &replay);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_replay_document(loaded, replay, &document);
    print_diagnostics(loaded, settings->quiet);
    const ExitStatus exit_status =
        status == BIZCASE_OK ? write_document(document, settings) : exit_status_of(status, settings->argument);
    bizcase_replay_free(replay);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    if (!settings->has_trial) return usage_fault(&verb_explain, "which trial? --trial 17, or --trial p5", NULL);
    return with_case(settings, explain);
}

const Verb verb_explain = {
    .name = "explain",
    .argument = "CASE",
    .summary = "Takes one trial of a simulation apart: what was drawn, and what came of it",
    .help = "Draws and evaluates the trial again, alone, with every bit as in the simulation of the same case, seed,\n"
            "trials and sampler: each drawn input beside the plan's, and each council's figures and flows.\n",
    .examples = "  bizcase explain my-case --trial 4711\n"
                "  bizcase explain my-case --trial p5             how does a bad outcome come about?\n"
                "  bizcase explain my-case --trial p50 --format json\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES | GROUP_EXPLAIN,
    .run = run,
};
