/* Questions: how much faster does bizcase simulate than an ordinary program written with GSL; where does the time go;
   how does it grow; and how much do the samplers gain? First the two programs must agree: every mean within 5 standard
   errors of its difference. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "formula.h"
#include "gsl_simulation.h"
#include "measure.h"
#include "reference_model.h"
#include "study/simulation/setup.h"

enum { AGREEMENT_TRIALS = 100000, TRIALS = 1000000, REPEATS = 5, GSL_REPEATS = 3 };
static const double agreement_errors = 5;

static const char *const figures[] = { "npv", "discounted_payback_years@total" };
enum { FIGURES = sizeof figures / sizeof figures[0] };
static const char *const parties[PARTIES] = { "joint", "cec", "cwc" };
static const char *const scopes[SCOPES] = { "total", "operating_model", "infrastructure" };

static BizcaseSimulateRequest request_of(uint64_t trials, uint64_t seed, const char *sampler) {
    return (BizcaseSimulateRequest){ .trials = trials,
        .has_seed = 1,
        .seed = seed,
        .sampler = sampler,
        .figures = figures,
        .figure_count = FIGURES,
        .threads = 1 };
}

static BizcaseSimulation *simulate(BizcaseCase *loaded, BizcaseSimulateRequest request) {
    BizcaseSimulation *simulation = NULL;
    const BizcaseStatus status = bizcase_simulate(loaded, &request, &simulation, NULL);
    if (status != BIZCASE_OK) {
        fprintf(stderr, "bizcase_simulate: %s\n", bizcase_status_text(status));
        exit(1);
    }
    return simulation;
}

static BizcaseCase *load(const char *folder) {
    BizcaseCase *loaded = NULL;
    const BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL);
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
        if (strcmp(d->scope.council, council) == 0 && strcmp(d->scope.programme, programme) == 0 &&
            strcmp(bizcase_figure(d->figure).name, figure) == 0)
            return d;
    }
    fprintf(stderr, "no %s of %s, %s\n", figure, council, programme);
    exit(1);
}

/* --- do they agree? ------------------------------------------------------------------------------------------------- */

static int agrees(const BizcaseDistribution *ours, const Outcome *theirs) {
    const double errors = (ours->mean - theirs->mean) / hypot(ours->standard_error, theirs->standard_error);
    printf("  %-6s %-16s %-25s %14.3f %14.3f %6.2f\n", ours->scope.council, ours->scope.programme,
        bizcase_figure(ours->figure).name, ours->mean, theirs->mean, errors);
    return fabs(errors) <= agreement_errors; /* NaN is no agreement */
}

/* How many of the means disagree. */
static int compare(BizcaseCase *loaded, const ReferenceModel *model) {
    BizcaseSimulation *ours = simulate(loaded, request_of(AGREEMENT_TRIALS, 1, "mc"));
    const GslResults theirs = gsl_simulate(model, AGREEMENT_TRIALS, 1);
    int disagreements = 0;
    printf("Means over %d trials, and their difference in standard errors:\n", AGREEMENT_TRIALS);
    printf("  %-6s %-16s %-25s %14s %14s %6s\n", "", "", "", "bizcase", "GSL", "");
    for (int c = 0; c < PARTIES; c++) {
        for (int s = 0; s < SCOPES; s++)
            disagreements += !agrees(find(ours, parties[c], scopes[s], "npv"), &theirs.npv[c][s]);
        disagreements +=
            !agrees(find(ours, parties[c], "total", "discounted_payback_years"), &theirs.discounted_payback[c]);
    }
    bizcase_simulation_free(ours);
    return disagreements;
}

/* --- whole processes ------------------------------------------------------------------------------------------------ */

typedef struct Programs {
    const char *bizcase, *self, *folder;
} Programs;

/* What is asked for. */
static const char twelve_figures[] = "npv,discounted_payback_years@total";

/* asked_for NULL: the usual figures. */
static ProcessTime time_bizcase(const Programs *programs, const char *trials, const char *threads,
    const char *asked_for, const char *instructions) {
    const char *const arguments[] = { programs->bizcase, "simulate", programs->folder, "--trials", trials, "--threads",
        threads, "--format", "json", "--quiet", asked_for ? "--figures" : NULL, asked_for, NULL };
    const ProcessTime time = time_process((char *const *)(size_t)arguments, instructions);
    if (time.clock < 0) {
        fprintf(stderr, "%s simulate failed\n", programs->bizcase);
        exit(1);
    }
    return time;
}

static double time_gsl(const Programs *programs) {
    char *const arguments[] = { (char *)(size_t)programs->self, "--gsl", NULL };
    return time_process(arguments, NULL).processor;
}

static void show(const char *name, Timing timing, double trials, double yardstick) {
    printf("  %-34s %8.1f ms (%.1f to %.1f)  %7.0f ns a trial", name, 1e3 * timing.median, 1e3 * timing.fastest,
        1e3 * timing.slowest, 1e9 * timing.median / trials);
    if (yardstick > 0) printf("  %6.1f times as fast", yardstick / timing.median);
    putchar('\n');
}

static const struct {
    const char *name, *environment;
} kernels[] = { { "bizcase, best kernel", NULL }, { "bizcase, AVX2 kernel", "BIZCASE_KERNEL=avx2" },
    { "bizcase, baseline kernel", "BIZCASE_KERNEL=baseline" } };
enum { KERNELS = sizeof kernels / sizeof kernels[0] };

static void compare_speeds(const Programs *programs) {
    double gsl[GSL_REPEATS], ours[KERNELS][REPEATS];
    /* By turns, so that a slow minute of the machine falls on all. */
    for (int i = 0; i < REPEATS; i++) {
        if (i < GSL_REPEATS) gsl[i] = time_gsl(programs);
        for (size_t k = 0; k < KERNELS; k++)
            ours[k][i] = time_bizcase(programs, "1m", "1", twelve_figures, kernels[k].environment).processor;
    }
    printf(
        "\nThe reference model, %d trials, one thread, processor time of whole processes: median (fastest to slowest)\n",
        TRIALS);
    const Timing yardstick = timing_of(gsl, GSL_REPEATS);
    show("ordinary GSL program", yardstick, TRIALS, 0);
    for (size_t k = 0; k < KERNELS; k++) show(kernels[k].name, timing_of(ours[k], REPEATS), TRIALS, yardstick.median);
}

/* More figures, more trials: as parts of the time of twelve figures and 1,000,000 trials. */
static void compare_requests(const Programs *programs) {
    static const struct {
        const char *name, *trials, *asked_for;
    } requests[] = { { "twelve figures", "1m", twelve_figures }, { "usual figures", "1m", NULL },
        { "internal rate of return", "1m", "irr" }, { "twelve figures, 4,000,000 trials", "4m", twelve_figures } };
    enum { REQUESTS = sizeof requests / sizeof requests[0] };
    for (size_t k = 0; k < KERNELS; k++) {
        double seconds[REQUESTS][GSL_REPEATS];
        for (int i = 0; i < GSL_REPEATS; i++)
            for (size_t r = 0; r < REQUESTS; r++)
                seconds[r][i] =
                    time_bizcase(programs, requests[r].trials, "1", requests[r].asked_for, kernels[k].environment)
                        .processor;
        printf("\n%s, processor time of whole processes:\n", kernels[k].name);
        const double twelve = timing_of(seconds[0], GSL_REPEATS).median;
        for (size_t r = 0; r < REQUESTS; r++) {
            const double median = timing_of(seconds[r], GSL_REPEATS).median;
            printf("  %-34s %8.1f ms  %6.2f times\n", requests[r].name, 1e3 * median, median / twelve);
        }
    }
}

static void compare_threads(const Programs *programs) {
    double one[REPEATS], two[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        one[i] = time_bizcase(programs, "10m", "1", twelve_figures, NULL).clock;
        two[i] = time_bizcase(programs, "10m", "2", twelve_figures, NULL).clock;
    }
    printf("\nThe same, 10,000,000 trials, by the clock:\n");
    const Timing alone = timing_of(one, REPEATS);
    show("one thread", alone, 1e7, 0);
    show("two threads", timing_of(two, REPEATS), 1e7, alone.median);
}

static void show_memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("Most memory of any process above: %.0f MB\n", (double)usage.ru_maxrss / 1024);
}

/* --- the sampling floor --------------------------------------------------------------------------------------------- */

static void show_floor(BizcaseCase *loaded) {
    enum { BLOCKS = 4000 };
    Arena *arena = arena_new();
    Setup setup;
    const BizcaseSimulateRequest request = request_of(TRIALS, 1, "mc");
    if (setup_simulation(arena, case_of(loaded), &request, &setup, NULL) != BIZCASE_OK) exit(1);
    double *values = arena_rows(arena, (size_t)setup.model.inputs.count * LANES * sizeof *values);
    void *scratch = arena_rows(arena, setup.kernel->draw_scratch_size(&setup.draw_plan));
    double uniforms[REPEATS], inputs[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        double start = now_seconds();
        for (uint64_t b = 0; b < BLOCKS; b++) setup.kernel->draw_uniforms(&setup.draw_plan, b * LANES, values);
        uniforms[i] = now_seconds() - start;
        start = now_seconds();
        for (uint64_t b = 0; b < BLOCKS; b++) setup.kernel->draw_block(&setup.draw_plan, b * LANES, values, scratch);
        inputs[i] = now_seconds() - start;
    }
    printf("\nThe sampling floor, one thread, %u inputs:\n", (unsigned)setup.model.inputs.count);
    show("uniform numbers alone", timing_of(uniforms, REPEATS), (double)BLOCKS * LANES, 0);
    show("all inputs drawn", timing_of(inputs, REPEATS), (double)BLOCKS * LANES, 0);
    arena_free(arena);
}

/* --- growth --------------------------------------------------------------------------------------------------------- */

typedef struct Size {
    int lines, inputs, periods, councils;
} Size;

/* A plain case: flat costs that share drivers, by headcount. */
static void write_sized(const char *folder, Size size) {
    mkdir(folder, 0777);
    FILE *file = open_in(folder, "councils.csv");
    fputs("council\n", file);
    for (int c = 0; c < size.councils; c++) fprintf(file, "c%d\n", c);
    fclose(file);
    file = open_in(folder, "drivers.csv");
    fputs("driver,distribution,low,central,high\n", file);
    for (int d = 0; d < size.inputs; d++) fprintf(file, "d%d,triangular,0.8,1,1.3\n", d);
    fclose(file);
    file = open_in(folder, "costs.csv");
    fputs("line,drivers", file);
    for (int t = 0; t < size.periods; t++) fprintf(file, ",%d/%02d", 2020 + t, (2021 + t) % 100);
    for (int l = 0; l < size.lines; l++) {
        fprintf(file, "\nl%d,d%d", l, l % size.inputs);
        for (int t = 0; t < size.periods; t++) fprintf(file, ",%d", t < 3 + l % 5 ? 1000 : t % 4 == 0 ? 300 : 200);
    }
    fputc('\n', file);
    fclose(file);
}

static void show_growth(const char *folder) {
    static const Size sizes[] = { { 40, 40, 16, 2 }, { 80, 40, 16, 2 }, { 160, 40, 16, 2 }, { 320, 40, 16, 2 },
        { 40, 80, 16, 2 }, { 40, 160, 16, 2 }, { 40, 320, 16, 2 }, { 40, 40, 32, 2 }, { 40, 40, 64, 2 },
        { 40, 40, 128, 2 }, { 40, 40, 16, 4 }, { 40, 40, 16, 8 }, { 40, 40, 16, 16 } };
    printf("\nGrowth, one thread, 200,000 trials, NPV of joint and councils:\n");
    printf("  %6s %6s %7s %8s %14s\n", "lines", "inputs", "periods", "councils", "ns a trial");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        write_sized(folder, sizes[i]);
        BizcaseCase *loaded = load(folder);
        double seconds[REPEATS];
        BizcaseSimulateRequest request = request_of(200000, 1, "mc");
        request.figure_count = 1;
        for (int r = 0; r < REPEATS; r++) {
            const double start = now_seconds();
            bizcase_simulation_free(simulate(loaded, request));
            seconds[r] = now_seconds() - start;
        }
        printf("  %6d %6d %7d %8d %14.0f\n", sizes[i].lines, sizes[i].inputs, sizes[i].periods, sizes[i].councils,
            1e9 * timing_of(seconds, REPEATS).median / 200000);
        bizcase_case_free(loaded);
    }
}

/* --- readings ------------------------------------------------------------------------------------------------------- */

static double one_run(BizcaseCase *loaded, const char *const *wanted, size_t count) {
    BizcaseSimulateRequest request = request_of(TRIALS, 1, "mc");
    request.figures = wanted;
    request.figure_count = count;
    const double start = now_seconds();
    bizcase_simulation_free(simulate(loaded, request));
    return now_seconds() - start;
}

/* The same money with a benefit that releases no cash, so that the case has readings. NPV alone should cost what it did. */
static void show_readings(BizcaseCase *loaded, const char *folder) {
    static const char *const wanted[] = { "npv", "npv_cash" };
    const char *const change = "benefits:*:type=non_cash_releasing";
    BizcaseCase *with = NULL;
    const BizcaseCaseRequest request = { .folder = folder, .changes = &change, .change_count = 1 };
    if (bizcase_case_load(&request, &with, NULL) != BIZCASE_OK) exit(1);
    double seconds[3][REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        seconds[0][i] = one_run(loaded, wanted, 1);
        seconds[1][i] = one_run(with, wanted, 1);
        seconds[2][i] = one_run(with, wanted, 2);
    }
    const double without = timing_of(seconds[0], REPEATS).median;
    printf("\nReadings, one thread, %d trials:\n", TRIALS);
    show("npv", timing_of(seconds[0], REPEATS), TRIALS, 0);
    show("npv, the case has readings", timing_of(seconds[1], REPEATS), TRIALS, without);
    show("npv and npv_cash", timing_of(seconds[2], REPEATS), TRIALS, without);
    bizcase_case_free(with);
}

/* --- samplers ------------------------------------------------------------------------------------------------------- */

static double variance(const double *values, int count) {
    double mean = 0, squares = 0;
    for (int i = 0; i < count; i++) mean += values[i] / count;
    for (int i = 0; i < count; i++) squares += (values[i] - mean) * (values[i] - mean);
    return squares / (count - 1);
}

/* The variance over seeds of the mean and of each percentile of joint NPV, and what the runs themselves say of it. */
static void show_samplers(BizcaseCase *loaded) {
    enum { SEEDS = 24, STATISTICS = 1 + BIZCASE_PERCENTILE_COUNT, SAMPLERS = 3 };
    static const char *const samplers[SAMPLERS] = { "mc", "lhs", "sobol" };
    double values[SAMPLERS][STATISTICS][SEEDS], stated[SAMPLERS] = { 0 };
    for (int s = 0; s < SAMPLERS; s++)
        for (int seed = 0; seed < SEEDS; seed++) {
            BizcaseSimulation *simulation = simulate(loaded, request_of(65536, (uint64_t)seed + 1, samplers[s]));
            const BizcaseDistribution *npv = find(simulation, "joint", "total", "npv");
            values[s][0][seed] = npv->mean;
            for (int i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) values[s][1 + i][seed] = npv->percentiles[i];
            stated[s] += npv->standard_error * npv->standard_error / SEEDS;
            bizcase_simulation_free(simulation);
        }
    printf("\nSamplers: variance of joint NPV's mean and percentiles over %d seeds at 65,536 trials, times smaller "
           "than mc's\n  %-6s %8s",
        SEEDS, "", "mean");
    for (int i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) printf("     p%-3g", bizcase_percentiles()[i]);
    printf("  stated ÷ seen\n");
    for (int s = 0; s < SAMPLERS; s++) {
        printf("  %-6s", samplers[s]);
        for (int i = 0; i < STATISTICS; i++)
            printf(" %8.1f", variance(values[0][i], SEEDS) / variance(values[s][i], SEEDS));
        printf("  %8.2f\n", sqrt(stated[s] / variance(values[s][0], SEEDS)));
    }
}

int main(int argument_count, char **arguments) {
    const ReferenceModel model = reference_model();
    if (argument_count == 2 && strcmp(arguments[1], "--gsl") == 0) {
        const GslResults results = gsl_simulate(&model, TRIALS, 1);
        printf("%g\n", results.npv[0][0].mean);
        return 0;
    }
    if (argument_count != 5) {
        fprintf(stderr, "usage: speed FOLDER BIZCASE COMPILER FLAGS\n");
        return 2;
    }
    char folder[4000], sized[4100];
    snprintf(folder, sizeof folder, "%s/reference-model", arguments[1]);
    snprintf(sized, sizeof sized, "%s/sized", arguments[1]);
    mkdir(folder, 0777);
    if (!reference_model_write(&model, folder)) {
        perror(folder);
        return 1;
    }
    BizcaseCase *loaded = load(folder);
    const int disagreements = compare(loaded, &model);
    if (disagreements) {
        printf("%d means disagree: nothing is timed\n", disagreements);
        return 1;
    }
    const Programs programs = { arguments[2], arguments[0], folder };
    putchar('\n');
    show_machine(arguments[3], arguments[4]);
    compare_speeds(&programs);
    compare_requests(&programs);
    compare_threads(&programs);
    show_memory();
    show_floor(loaded);
    show_growth(sized);
    show_readings(loaded, folder);
    show_formula();
    snprintf(sized, sizeof sized, "%s/formula", arguments[1]);
    show_formula_in_case(sized);
    show_samplers(loaded);
    bizcase_case_free(loaded);
    return 0;
}
