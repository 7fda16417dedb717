/* Question: how much faster does bizcase simulate than an ordinary program written with GSL, on one thread?
   First the two must agree: every mean within 5 standard errors of its difference. Then both are timed by turns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "bizcase/bizcase.h"
#include "gsl_simulation.h"
#include "reference_model.h"

enum { TRIALS = 100000, REPEATS = 7 };
static const double agreement_errors = 5;

static const char *const figures[] = { "npv", "discounted_payback_years" };
static const char *const parties[PARTIES] = { "joint", "cec", "cwc" };
static const char *const scopes[SCOPES] = { "total", "operating_model", "infrastructure" };

static BizcaseSimulation *bizcase_run(BizcaseCase *loaded, uint64_t trials) {
    const BizcaseSimulateRequest request = { .trials = trials, .has_seed = 1, .seed = 1, .sampler = "mc",
        .figures = figures, .figure_count = sizeof figures / sizeof figures[0], .threads = 1 };
    BizcaseSimulation *simulation = NULL;
    const BizcaseStatus status = bizcase_simulate(loaded, &request, &simulation);
    if (status != BIZCASE_OK) {
        fprintf(stderr, "bizcase_simulate: %s\n", bizcase_status_text(status));
        exit(1);
    }
    return simulation;
}

static BizcaseCase *load(const char *folder) {
    BizcaseCase *loaded = NULL;
    const BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded);
    size_t count = 0;
    const BizcaseDiagnostic *diagnostics = loaded ? bizcase_case_diagnostics(loaded, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s:%u:%u: %s (%s)\n", diagnostics[i].file, diagnostics[i].line, diagnostics[i].column,
            diagnostics[i].message, diagnostics[i].hint);
    if (status != BIZCASE_OK) exit(1);
    return loaded;
}

static const BizcaseDistribution *find(
    const BizcaseSimulation *simulation, const char *council, const char *programme, const char *figure) {
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *d = &simulation->distributions[i];
        if (strcmp(d->scope.council, council) == 0 && strcmp(d->scope.programme, programme) == 0
            && strcmp(bizcase_figure(d->figure).name, figure) == 0)
            return d;
    }
    fprintf(stderr, "no %s of %s, %s\n", figure, council, programme);
    exit(1);
}

static int agrees(const BizcaseDistribution *ours, const Outcome *theirs) {
    const double errors = (ours->mean - theirs->mean) / hypot(ours->standard_error, theirs->standard_error);
    printf("  %-6s %-16s %-25s %14.3f %14.3f %6.2f\n", ours->scope.council, ours->scope.programme,
        bizcase_figure(ours->figure).name, ours->mean, theirs->mean, errors);
    return fabs(errors) <= agreement_errors; /* NaN is no agreement */
}

/* How many of the means disagree. */
static int compare(const BizcaseSimulation *ours, const GslResults *theirs) {
    int disagreements = 0;
    printf("Means over %d trials, and their difference in standard errors:\n", TRIALS);
    printf("  %-6s %-16s %-25s %14s %14s %6s\n", "", "", "", "bizcase", "GSL", "");
    for (int c = 0; c < PARTIES; c++) {
        for (int s = 0; s < SCOPES; s++)
            disagreements += !agrees(find(ours, parties[c], scopes[s], "npv"), &theirs->npv[c][s]);
        disagreements +=
            !agrees(find(ours, parties[c], "total", "discounted_payback_years"), &theirs->discounted_payback[c]);
    }
    return disagreements;
}

static double now_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts seconds and returns the median. */
static double show(const char *name, double seconds[REPEATS]) {
    qsort(seconds, REPEATS, sizeof seconds[0], by_size);
    const double median = seconds[REPEATS / 2];
    printf("  %-10s %8.1f ms (%.1f to %.1f)   %8.0f ns a trial   %6.2f million trials a second\n", name, 1e3 * median,
        1e3 * seconds[0], 1e3 * seconds[REPEATS - 1], 1e9 * median / TRIALS, 1e-6 * TRIALS / median);
    return median;
}

static void show_processor(void) {
    char line[512];
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':')) {
            printf("processor:%s", strchr(line, ':') + 1);
            break;
        }
    if (file) fclose(file);
}

int main(int argument_count, char **arguments) {
    if (argument_count != 4) {
        fprintf(stderr, "usage: speed FOLDER COMPILER FLAGS\n");
        return 2;
    }
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/reference-model", arguments[1]);
    mkdir(folder, 0777);
    const ReferenceModel model = reference_model();
    if (!reference_model_write(&model, folder)) {
        perror(folder);
        return 1;
    }
    BizcaseCase *loaded = load(folder);

    BizcaseSimulation *ours = bizcase_run(loaded, TRIALS);
    const GslResults theirs = gsl_simulate(&model, TRIALS, 1);
    const int disagreements = compare(ours, &theirs);
    bizcase_simulation_free(ours);
    if (disagreements) {
        printf("%d means disagree: nothing is timed\n", disagreements);
        return 1;
    }

    double our_seconds[REPEATS], their_seconds[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        const double start = now_seconds();
        bizcase_simulation_free(bizcase_run(loaded, TRIALS));
        const double between = now_seconds();
        gsl_simulate(&model, TRIALS, (unsigned long)i);
        our_seconds[i] = between - start;
        their_seconds[i] = now_seconds() - between;
    }
    bizcase_case_free(loaded);

    printf("\ncompiler: %s\nflags: %s\n", arguments[2], arguments[3]);
    show_processor();
    printf("One thread, %d trials, median of %d runs taken by turns (fastest to slowest):\n", TRIALS, REPEATS);
    const double their_median = show("GSL", their_seconds), our_median = show("bizcase", our_seconds);
    printf("bizcase is %.1f times as fast\n", their_median / our_median);
    return 0;
}
