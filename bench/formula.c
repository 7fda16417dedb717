#include "formula.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bizcase/bizcase.h"
#include "formula/compile.h"
#include "measure.h"
#include "study/kernel.h"

enum { PERIODS = 16, ROUNDS = 2000, REPEATS = 7, MOST_KERNELS = 8, BY_PERIOD = 3, INPUTS = 5 };

static const char text[] = "min(cumulative(installed) * take-up, cap) * price * (1 + on-costs)";
static const NamedThing things[INPUTS] = { { "installed", { NAME_QUANTITY, 0 } }, { "cap", { NAME_QUANTITY, 1 } },
    { "price", { NAME_QUANTITY, 2 } }, { "take-up", { NAME_DRIVER, 3 } }, { "on-costs", { NAME_DRIVER, 4 } } };

static Binding bind(const void *context, Name name) {
    (void)context;
    return (Binding){ .input = name.index, .is_flat = name.index >= BY_PERIOD };
}

/* The same, written by hand for one lane after the other. */
static void by_hand(const double *inputs, double *to) {
    const size_t block = (size_t)PERIODS * LANES;
    const double *installed = inputs, *cap = inputs + block, *price = inputs + 2 * block;
    const double *take_up = inputs + 3 * block, *on_costs = inputs + 4 * block;
    for (int k = 0; k < LANES; k++) {
        double sum = 0;
        for (int t = 0; t < PERIODS; t++) {
            const int at = t * LANES + k;
            sum += installed[at];
            to[at] = fmin(sum * take_up[k], cap[at]) * price[at] * (1 + on_costs[k]);
        }
    }
}

static void show_row(const char *name, double *seconds, double yardstick) {
    const Timing timing = timing_of(seconds, REPEATS);
    const double trials = (double)ROUNDS * LANES;
    printf("  %-34s %7.1f ns a trial (%.1f to %.1f)  %5.1f times as fast\n", name, 1e9 * timing.median / trials,
        1e9 * timing.fastest / trials, 1e9 * timing.slowest / trials, yardstick / timing.median);
}

static void check(const char *name, const double *values, const double *expected) {
    if (memcmp(values, expected, (size_t)PERIODS * LANES * sizeof *values) == 0) return;
    fprintf(stderr, "%s gives other values than the formula written by hand\n", name);
    exit(1);
}

void show_formula(void) {
    Arena *arena = arena_new();
    const Names names = names_make(arena, things, INPUTS);
    const FormulaSetting setting = { &names, { { 2019 * 12 + 3, 12 }, PERIODS }, NULL };
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    const Formula *formula = formula_read(arena, &setting, text, (Place){ .line = 1 }, &diagnostics);
    const Compiled compiled = formula_compile(
        arena, &(CompileRequest){ .formulas = &formula, .count = 1, .horizon = setting.horizon, .bind = bind });

    const size_t block = (size_t)PERIODS * LANES;
    double *values = arena_rows(arena, INPUTS * block * sizeof *values);
    double *expected = arena_rows(arena, block * sizeof *expected), *found = arena_rows(arena, block * sizeof *found);
    double *memory = arena_rows(arena, program_memory(&compiled.program, LANES) * sizeof *memory);
    for (size_t i = 0; i < INPUTS * block; i++) values[i] = (double)(i * 37 % 101) / 64;
    const double *inputs[INPUTS];
    for (uint32_t i = 0; i < compiled.program.input_count; i++) inputs[i] = values + compiled.inputs[i] * block;

    double seconds[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
        const double start = now_seconds();
        for (int i = 0; i < ROUNDS; i++) by_hand(values, expected);
        seconds[r] = now_seconds() - start;
    }
    const double yardstick = timing_of(seconds, REPEATS).median;
    printf("\nA formula over %d periods, %s: median (fastest to slowest)\n", PERIODS, text);
    show_row("written by hand in C", seconds, yardstick);
    const Kernel *kernels[MOST_KERNELS];
    const size_t count = kernels_available(kernels, MOST_KERNELS);
    for (size_t k = 0; k < count; k++) {
        for (int r = 0; r < REPEATS; r++) {
            const double start = now_seconds();
            for (int i = 0; i < ROUNDS; i++) kernels[k]->evaluate_program(&compiled.program, inputs, &found, memory);
            seconds[r] = now_seconds() - start;
        }
        check(kernels[k]->name, found, expected);
        show_row(kernels[k]->name, seconds, yardstick);
    }
    arena_free(arena);
}

/* --- in a case ------------------------------------------------------------------------------------------------------ */

enum { CASE_TRIALS = 16 * 4096, CASE_REPEATS = 60 };

static const char drivers[] = "driver,distribution,low,central,high\n"
                              "take-up,triangular,0.5,0.7,0.9\non-costs,triangular,0.2,0.25,0.35\n";

static void write_row(FILE *file, const char *row, int first, int rise) {
    fputs(row, file);
    for (int t = 0; t < PERIODS; t++) fprintf(file, ",%d", first + t * rise);
    fputc('\n', file);
}

static void write_years(FILE *file, const char *columns) {
    fputs(columns, file);
    for (int t = 0; t < PERIODS; t++) fprintf(file, ",%d/%02d", 2020 + t, 21 + t);
    fputc('\n', file);
}

/* Five uncertain inputs and one line: of the formula, or of cells × five drivers. */
static BizcaseCase *make_case(const char *folder, bool has_formula) {
    mkdir(folder, 0777);
    FILE *file = open_in(folder, "case.csv");
    fprintf(file, "key,value\nstart,2020/21\nperiods,%d\n", PERIODS);
    fclose(file);
    file = open_in(folder, "drivers.csv");
    fputs(drivers, file);
    if (!has_formula)
        fputs("installed,triangular,0.8,1,1.3\ncap,triangular,0.9,1,1.1\nprice,triangular,0.8,1,1.4\n", file);
    fclose(file);
    file = open_in(folder, "costs.csv");
    if (has_formula)
        fprintf(file, "line,formula\nx,\"%s\"\n", text);
    else {
        write_years(file, "line,drivers");
        write_row(file, "x,installed;cap;price;take-up;on-costs", 1000, 40);
    }
    fclose(file);
    if (has_formula) {
        file = open_in(folder, "quantities.csv");
        write_years(file, "quantity,distribution,low,central,high");
        write_row(file, "installed,triangular,0.8,1,1.3", 100, 5);
        write_row(file, "cap,triangular,0.9,1,1.1", 400, 40);
        write_row(file, "price,triangular,0.8,1,1.4", 30, 1);
        fclose(file);
    }
    BizcaseCase *loaded = NULL;
    if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL) == BIZCASE_OK) return loaded;
    fprintf(stderr, "%s cannot be read\n", folder);
    exit(1);
}

static double simulation_seconds(const BizcaseCase *loaded) {
    static const char *const npv = "npv";
    const BizcaseSimulateRequest request = {
        .trials = CASE_TRIALS, .has_seed = 1, .seed = 1, .figures = &npv, .figure_count = 1, .threads = 1
    };
    BizcaseSimulation *simulation = NULL;
    const double start = now_seconds();
    if (bizcase_simulate(loaded, &request, &simulation, NULL) != BIZCASE_OK) {
        fprintf(stderr, "bizcase_simulate failed\n");
        exit(1);
    }
    const double seconds = now_seconds() - start;
    bizcase_simulation_free(simulation);
    return seconds;
}

/* Many short runs by turns: the fastest is the one that the machine's other users disturbed least. */
void show_formula_in_case(const char *folder) {
    char with[4200], without[4200];
    double seconds[2][CASE_REPEATS];
    mkdir(folder, 0777);
    snprintf(with, sizeof with, "%s/with-formula", folder);
    snprintf(without, sizeof without, "%s/without-formula", folder);
    BizcaseCase *cases[] = { make_case(without, false), make_case(with, true) };
    for (int r = 0; r < CASE_REPEATS; r++)
        for (int c = 0; c < 2; c++) seconds[c][r] = simulation_seconds(cases[c]);
    const double per_trial = 1e9 / CASE_TRIALS, plain = timing_of(seconds[0], CASE_REPEATS).fastest * per_trial,
                 made = timing_of(seconds[1], CASE_REPEATS).fastest * per_trial;
    printf(
        "\nThe same as the only line of a case of five uncertain inputs, NPV, one thread, best kernel: fastest of %d runs\n"
        "  %-34s %7.1f ns a trial\n  %-34s %7.1f ns a trial\n  %-34s %7.1f ns a trial\n",
        CASE_REPEATS, "cells × the five inputs", plain, "the formula", made, "the formula costs", made - plain);
    for (int c = 0; c < 2; c++) bizcase_case_free(cases[c]);
}
