#include "run.h"

BizcaseCaseRequest case_request(const Settings *settings) {
    return (BizcaseCaseRequest){ .folder = settings->argument,
        .scenarios = settings->scenarios,
        .scenario_count = settings->scenario_count,
        .changes = settings->changes,
        .change_count = settings->change_count,
        .strict = settings->strict,
        .kernel = settings->kernel };
}

BizcaseStatus load_case(const Settings *settings, BizcaseCase **loaded) {
    const BizcaseCaseRequest request = case_request(settings);
    *loaded = NULL;
    return bizcase_case_load(&request, loaded, settings->problems);
}

BizcaseSimulateRequest simulate_request(const Settings *settings, Progress *progress) {
    return (BizcaseSimulateRequest){ .option = settings->option,
        .trials = settings->trials,
        .has_seed = settings->has_seed,
        .seed = settings->seed,
        .sampler = settings->sampler,
        .figures = settings->figures,
        .figure_count = settings->figure_count,
        .until = settings->until,
        .until_is_relative = settings->until_is_relative,
        .threads = settings->threads,
        .progress = progress_show,
        .context = progress };
}

BizcaseFormat format_of(const Settings *settings) {
    return bizcase_format(bizcase_format_find(settings->format));
}

ExitStatus write_document(BizcaseDocument *document, const Settings *settings) {
    BizcaseStatus status = bizcase_document_write(document, settings->format, settings->output, settings->problems);
    ExitStatus exit_status =
        exit_status_of(status, settings->output ? settings->output : "standard output", settings->problems);
    bizcase_document_free(document);
    return exit_status;
}

ExitStatus with_case(const Settings *settings, ExitStatus (*work)(const BizcaseCase *, const Settings *)) {
    BizcaseCase *loaded = NULL;
    BizcaseStatus status = load_case(settings, &loaded);
    ExitStatus exit_status;
    if (status == BIZCASE_OK) {
        exit_status = work(loaded, settings);
    } else {
        print_problems(settings);
        exit_status = exit_status_of(status, settings->argument, settings->problems);
    }
    bizcase_case_free(loaded);
    return exit_status;
}
