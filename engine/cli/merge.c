/* bizcase merge: the parts of a shared run make the whole. */
#include "run.h"

/* Parts keep counts, not outcomes: pictures draw the first trials once more. */
static BizcaseStatus draw_again(
    const BizcaseCase *loaded, const Settings *settings, const BizcaseSimulation *simulation, BizcaseSpread **spread) {
    const BizcaseSimulateRequest request = { .option = simulation->option,
        .trials = simulation->trials,
        .has_seed = 1,
        .seed = simulation->seed,
        .sampler = simulation->sampler,
        .threads = settings->threads };
    return bizcase_spread(loaded, &request, spread, settings->problems);
}

static ExitStatus run(const Settings *settings) {
    const BizcaseMergeRequest request = { .paths = (const char *const *)settings->arguments,
        .path_count = settings->argument_count,
        .folder = settings->case_folder,
        .threads = settings->threads,
        .kernel = settings->kernel };
    BizcaseCase *loaded = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseSpread *spread = NULL;
    BizcaseAppraisal *appraisal = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_merge(&request, &loaded, &simulation, settings->problems);
    if (status == BIZCASE_OK)
        status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ .option = simulation->option, .lines = 1 },
            &appraisal, settings->problems);
    if (status == BIZCASE_OK && format_of(settings).has_pictures)
        status = draw_again(loaded, settings, simulation, &spread);
    if (status == BIZCASE_OK) status = bizcase_simulation_document(loaded, appraisal, simulation, spread, &document);
    print_problems(settings);
    const ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_appraisal_free(appraisal);
    bizcase_spread_free(spread);
    bizcase_simulation_free(simulation);
    bizcase_case_free(loaded);
    return exit_status;
}

const Verb verb_merge = {
    .name = "merge",
    .argument = "PART...",
    .summary = "Puts the parts of a shared simulation together",
    .help = "Prints exactly what one whole run would have printed. Each PART comes from\n"
            "\"bizcase simulate CASE --shard N/M --output PART\". The case is read again and\n"
            "must be unchanged. A part that is damaged, missing, repeated or from another run\n"
            "is refused. The checksum in a part finds damage; it does not prove who made it.\n",
    .examples = "  bizcase merge part*.bin\n"
                "  bizcase merge part*.bin --case /data/my-case --format json\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_THREADS,
    .run = run,
};
