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
    .help = "The certificate is a JSON file. It holds the digest of every file, the version\n"
            "of bizcase, the scenarios, changes, option, seed, trials and sampler, the checks\n"
            "that passed, and every figure of the plan and the simulation. \"bizcase verify\"\n"
            "works them out again. Beside NAME.json the command writes NAME.html, a page to\n"
            "sign, and NAME-ID.html for each council if there are several.\n",
    .examples = "  bizcase certify my-case --output certificate.json\n"
                "  bizcase certify my-case --scenario late --trials 1m --output late.json\n",
    .groups = GROUP_GENERAL | GROUP_CASE | GROUP_OPTION | GROUP_TRIALS | GROUP_FIGURES | GROUP_TARGET,
    .run = run_certify,
};

static ExitStatus run_verify(const Settings *settings) {
    if (!settings->second)
        return usage_fault(settings->verb, "CASE is missing", "give the folder of the case after the certificate");
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
    .summary = "Checks that a certificate's figures are still the same",
    .help = "Reads the case with the scenarios and changes in the certificate, appraises and\n"
            "simulates it again, and compares all files, checks and figures. The exit status\n"
            "is 4 if anything differs. A different version of bizcase is mentioned, but does\n"
            "not count as a difference.\n",
    .examples = "  bizcase verify certificate.json my-case\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_THREADS,
    .run = run_verify,
};
