#include "run.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "options.h"

/* Devices and pipes have nothing to lose. */
static bool is_one_file(const char *a, const char *b) {
    struct stat found;
    if (stat(a, &found) == 0 && !S_ISREG(found.st_mode)) return false;
    char place[LONGEST_PLACE], other[LONGEST_PLACE];
    return path_place(a, place) && path_place(b, other) && strcmp(place, other) == 0;
}

static bool is_input(const Settings *settings, const char *input, const char *output) {
    int reads = 0;
    if (!input || !output) return false;
    if (!folder_exists(input)) return is_one_file(output, input);
    (void)bizcase_case_reads(&(BizcaseCaseRequest){ .folder = input }, output, &reads, settings->problems);
    return reads;
}

static bool is_some_input(const Settings *settings, const char *output) {
    bool found = is_input(settings, settings->argument, output) || is_input(settings, settings->second, output) ||
                 is_input(settings, settings->case_folder, output);
    for (size_t a = 0; a < settings->argument_count && !found; a++)
        found = is_input(settings, settings->arguments[a], output);
    return found;
}

ExitStatus output_refused(const Settings *settings, const char *option, const char *path) {
    char what[4096];
    snprintf(what, sizeof what, "%s %s would replace an input file", option, path);
    return usage_fault(settings->verb, what, "write it to another file");
}

ExitStatus output_check_one(const Settings *settings, const char *option, const char *path) {
    if (is_some_input(settings, path)) return output_refused(settings, option, path);
    if (!settings->output || !is_one_file(settings->output, path)) return EXIT_DONE;
    char what[4096];
    snprintf(what, sizeof what, "--output and %s are the same file", option);
    return usage_fault(settings->verb, what, NULL);
}

ExitStatus outputs_check(const Settings *settings) {
    if (is_some_input(settings, settings->output)) return output_refused(settings, "--output", settings->output);
    return settings->draws ? output_check_one(settings, "--draws", settings->draws) : EXIT_DONE;
}

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

static BizcaseView view_of(const Settings *settings) {
    const bool in_full = settings->full || settings->parts; /* parts that are asked for are wanted whole */
    return (BizcaseView){ .extent = in_full ? BIZCASE_FULL : BIZCASE_SHORT,
        .subjects = settings->subjects,
        .subject_count = settings->subject_count,
        .full_option = "--full",
        .only_option = verb_takes(settings->verb, "only") ? "--only" : NULL };
}

ExitStatus write_document(BizcaseDocument *document, const Settings *settings) {
    const BizcaseView view = view_of(settings);
    if (settings->verb->groups & GROUP_FULL) (void)bizcase_document_show(document, &view);
    BizcaseStatus status = bizcase_document_write(document, settings->format, settings->output, settings->problems);
    bizcase_document_free(document);
    if (status == BIZCASE_BAD_REQUEST && settings->output) /* a file of the case that only reading it has told of */
        return output_refused(settings, "--output", settings->output);
    return exit_status_of(status, settings->output ? settings->output : "standard output", settings->problems);
}

ExitStatus write_if_made(
    BizcaseStatus status, BizcaseDocument *document, const Settings *settings, const char *subject) {
    return status == BIZCASE_OK ? write_document(document, settings)
                                : exit_status_of(status, subject, settings->problems);
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
