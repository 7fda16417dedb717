/* bizcase compare: options, scenarios and versions side by side. */
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "options.h"
#include "run.h"

/* What is compared; lists are freed by the caller. */
typedef struct Sides {
    BizcaseCaseRequest *requests;
    const BizcaseCaseRequest **sides; /* pointers to them */
    const char **labels;
    char **named; /* labels that are made here, or NULL */
    size_t count;
} Sides;

static void add_side(const Settings *settings, Sides *sides, const char *folder, const char *label,
    const char *const *scenarios, size_t count) {
    sides->labels[sides->count] = label;
    sides->sides[sides->count] = &sides->requests[sides->count];
    sides->requests[sides->count++] = (BizcaseCaseRequest){ .folder = folder,
        .scenarios = scenarios,
        .scenario_count = count,
        .changes = settings->changes,
        .change_count = settings->change_count,
        .strict = settings->strict,
        .kernel = settings->kernel };
}

/* "new-case, late, changed": what the side is besides the case as it is. */
static const char *label_of(const Settings *settings, Sides *sides, const char *folder) {
    size_t room = strlen(folder) + sizeof ", changed";
    for (size_t s = 0; s < settings->scenario_count; s++) room += 2 + strlen(settings->scenarios[s]);
    char *label = malloc(room);
    if (!label) return folder;
    strcpy(label, folder);
    for (size_t s = 0; s < settings->scenario_count; s++) strcat(strcat(label, ", "), settings->scenarios[s]);
    if (settings->change_count > 0) strcat(label, ", changed");
    return sides->named[sides->count] = label;
}

/* Several cases: a side each, with all scenarios applied. One: its scenarios are the sides; a single one is beside the
   case as it is; none: its options. */
static void choose_sides(const Settings *settings, Sides *sides) {
    if (settings->argument_count > 1) {
        for (size_t a = 0; a < settings->argument_count; a++)
            add_side(settings, sides, settings->arguments[a], label_of(settings, sides, settings->arguments[a]),
                settings->scenarios, settings->scenario_count);
        return;
    }
    const char *alone = settings->change_count > 0 ? "with the changes" : "no scenario";
    if (settings->scenario_count < 2) add_side(settings, sides, settings->argument, alone, NULL, 0);
    for (size_t s = 0; s < settings->scenario_count; s++)
        add_side(settings, sides, settings->argument, settings->scenarios[s], &settings->scenarios[s], 1);
}

static ExitStatus compare(const Settings *settings, const Sides *sides) {
    Progress progress = progress_start(settings->quiet);
    const BizcaseCompareRequest request = { .sides = sides->sides,
        .labels = sides->labels,
        .side_count = sides->count,
        .option = settings->option,
        .threads = settings->threads,
        .progress = progress_show,
        .context = &progress };
    BizcaseComparison *comparison = NULL;
    BizcaseDocument *document = NULL;
    BizcaseStatus status = bizcase_compare(&request, &comparison, settings->problems);
    progress_end(&progress);
    if (status == BIZCASE_OK) status = bizcase_comparison_document(comparison, &document);
    print_problems(settings);
    const ExitStatus exit_status = write_if_made(status, document, settings, settings->argument);
    bizcase_comparison_free(comparison);
    return exit_status;
}

static ExitStatus run(const Settings *settings) {
    const size_t most = settings->argument_count + settings->scenario_count + 1;
    Sides sides = { calloc(most, sizeof *sides.requests), calloc(most, sizeof *sides.sides),
        calloc(most, sizeof *sides.labels), calloc(most, sizeof *sides.named), 0 };
    ExitStatus exit_status;
    if (sides.requests && sides.sides && sides.labels && sides.named) {
        choose_sides(settings, &sides);
        exit_status = compare(settings, &sides);
    } else {
        exit_status = exit_status_of(BIZCASE_NO_MEMORY, settings->argument, settings->problems);
    }
    free(sides.requests);
    free(sides.sides);
    free(sides.labels);
    for (size_t i = 0; sides.named && i < most; i++) free(sides.named[i]);
    free(sides.named);
    return exit_status;
}

const Verb verb_compare = {
    .name = "compare",
    .argument = "CASE...",
    .summary = "Compares options, scenarios or versions of a case",
    .help = "With one case it compares the options. With --scenario it compares the case with\n"
            "that scenario; with several, the scenarios with each other. With several cases\n"
            "it compares those, for example an old version with a new one.\n\n"
            "Between two, it shows how much each change moved net present value, in total and\n"
            "for each council, and lists every cell that differs. Changes can depend on each\n"
            "other, so each gets its Shapley value: its average effect over all orders in\n"
            "which the changes can be made. With more than 12 changed rows the orders are a\n"
            "random sample, and the result has a standard error. Tables show the 20 changes\n"
            "that matter most; json and csv hold all.\n",
    .examples = "  bizcase compare my-case\n"
                "  bizcase compare my-case --scenario late\n"
                "  bizcase compare my-case --scenario late --scenario dearer --format csv\n"
                "  bizcase compare last-years-case my-case\n",
    .groups = GROUP_GENERAL | GROUP_OUTPUT | GROUP_CASE | GROUP_OPTION | GROUP_THREADS | GROUP_FULL,
    .run = run,
};
