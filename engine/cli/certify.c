/* bizcase certify and verify: what was signed off, and whether it still holds. */
#include "certificate_pages.h"
#include "messages.h"
#include "options.h"
#include "run.h"

/* The data, and beside a file the pages to sign. */
static ExitStatus write_files(const Certified *certified, const Settings *settings) {
    char page[4096];
    BizcaseStatus status = bizcase_certificate_write(
        certified->loaded, certified->appraisal, certified->simulation, settings->output, settings->problems);
    if (status != BIZCASE_OK || !settings->output)
        return exit_status_of(status, settings->output ? settings->output : "standard output", settings->problems);
    status = certificate_pages_write(certified, settings->output, NULL, page);
    return exit_status_of(status, page, settings->problems);
}

static ExitStatus certify(const BizcaseCase *loaded, const Settings *settings) {
    Progress progress = progress_start(settings->quiet);
    BizcaseSimulateRequest request = simulate_request(settings, &progress);
    const BizcaseSensitivityRequest tornado = { .option = settings->option, .parts = BIZCASE_TORNADO };
    BizcaseAppraisal *appraisal = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseSensitivity *study = NULL;
    BizcaseStatus status = bizcase_appraise(
        loaded, &(BizcaseAppraiseRequest){ .option = settings->option }, &appraisal, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_simulate(loaded, &request, &simulation, settings->problems);
    if (status == BIZCASE_OK) status = bizcase_sensitivity(loaded, &tornado, &study, settings->problems);
    progress_end(&progress);
    const Certified certified = { loaded, appraisal, simulation, study, settings->problems };
    const ExitStatus exit_status = status == BIZCASE_OK
                                       ? write_files(&certified, settings)
                                       : exit_status_of(status, settings->argument, settings->problems);
    print_problems(settings);
    bizcase_sensitivity_free(study);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    return exit_status;
}

static ExitStatus run_certify(const Settings *settings) {
    return with_case(settings, certify);
}

const Verb verb_certify = {
    .name = "certify",
    .argument = "CASE",
    .summary = "Writes a certificate of a case's figures, for sign-off",
    .help =
        "The certificate, a JSON file, holds the digest of every file read, the engine's version, scenarios, changes,\n"
        "option, seed, trials and sampler, the checks that passed, and the figures of the main option (or the one\n"
        "asked for), of the plan and simulated, with every bit. \"bizcase verify\" works them out again.\n"
        "Beside a file NAME.json it writes NAME.html, a page to sign, and where there are several councils NAME-ID.html\n"
        "for each.\n",
    .examples = "  bizcase certify my-case --output certificate.json\n"
                "  bizcase certify my-case --scenario late --trials 1m --seed 7 --output certificate.json\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES | GROUP_TARGET,
    .run = run_certify,
};

static ExitStatus run_verify(const Settings *settings) {
    if (!settings->second) return usage_fault(settings->verb, "CASE is missing: the folder of the case", NULL);
    Progress progress = progress_start(settings->quiet);
    const BizcaseVerifyRequest request = { .certificate = settings->argument,
        .folder = settings->second,
        .threads = settings->threads,
        .progress = progress_show,
        .context = &progress,
        .kernel = settings->kernel };
    BizcaseVerification *verification = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_certificate_verify(&request, &verification, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_verification_document(verification, &document);
    print_problems(settings);
    ExitStatus exit_status = write_if_made(status, document, settings, settings->second);
    if (exit_status == EXIT_DONE && !verification->same) exit_status = EXIT_TEST_FAILED;
    bizcase_verification_free(verification);
    return exit_status;
}

const Verb verb_verify = {
    .name = "verify",
    .argument = "CERTIFICATE CASE",
    .summary = "Works a certificate's figures out again, and says what differs",
    .help =
        "Reads the case with the certificate's scenarios and changes, appraises and simulates it as the certificate\n"
        "says, and compares files, checks and figures, bit by bit. Exit status 4: something is not the same. Another\n"
        "version of the engine is mentioned, and is no difference by itself.\n",
    .examples = "  bizcase verify certificate.json my-case\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_THREADS,
    .run = run_verify,
};
