/* One trial again: the bits that it had in the run. */
#include "support/assert_close.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

enum { TRIALS = 1000, MOST_COLUMNS = 256 };

static const char *const cases[] = { "scenarios/joint-ict-2017", "scenarios/three-councils-quarterly",
    "scenarios/horizon-60-years", "tests/support/made-of-quantities" };
static const char *const samplers[] = { "mc", "lhs", "sobol" };
static const char *const figures[] = { "npv", "payback_years", "irr" };

static BizcaseCase *load(const char *folder) {
    BizcaseCase *loaded;
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
    return loaded;
}

static BizcaseSimulateRequest request_of(const char *sampler, unsigned threads) {
    return (BizcaseSimulateRequest){ .trials = TRIALS,
        .has_seed = 1,
        .seed = 5,
        .sampler = sampler,
        .figures = figures,
        .figure_count = COUNT_OF(figures),
        .threads = threads };
}

/* The file of draws as numbers; blank is NaN. */
typedef struct Draws {
    char *names[MOST_COLUMNS];
    size_t column_count;
    double *rows; /* [trial][column] */
} Draws;

static Draws read_draws(const char *path) {
    Draws draws = { .rows = calloc((size_t)TRIALS * MOST_COLUMNS, sizeof(double)) };
    static char line[65536];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    for (char *at = strtok(line, ",\n"); at; at = strtok(NULL, ",\n")) draws.names[draws.column_count++] = strdup(at);
    size_t row = 0;
    while (fgets(line, sizeof line, file)) {
        char *at = line;
        for (size_t c = 0; c < draws.column_count; c++) {
            char *end;
            draws.rows[row * MOST_COLUMNS + c] = *at == ',' || *at == '\n' ? NAN : strtod(at, &end);
            at += strcspn(at, ",\n") + 1;
        }
        row++;
    }
    fclose(file);
    assert_int_equal(row, TRIALS);
    return draws;
}

static void free_draws(Draws *draws) {
    for (size_t c = 0; c < draws->column_count; c++) free(draws->names[c]);
    free(draws->rows);
}

static Draws draws_of(BizcaseCase *loaded, const char *sampler) {
    char path[] = "/tmp/bizcase-draws-XXXXXX";
    const int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    const BizcaseSimulateRequest request = request_of(sampler, 2);
    assert_int_equal(bizcase_draws_write(loaded, &request, path, NULL), BIZCASE_OK);
    Draws draws = read_draws(path);
    remove(path);
    return draws;
}

static double value_of(const Draws *draws, size_t trial, const char *name) {
    for (size_t c = 0; c < draws->column_count; c++)
        if (strcmp(draws->names[c], name) == 0) return draws->rows[(trial - 1) * MOST_COLUMNS + c];
    fail_msg("there is no column %s", name);
    return NAN;
}

/* The main result of a council: the first option told of. Together with number and inputs these are all columns. */
static void check_figures(const Draws *draws, const BizcaseReplay *replay, const BizcaseScope *main_scope) {
    size_t compared = 1 + replay->input_count;
    assert_true(value_of(draws, replay->trial, "trial") == (double)replay->trial);
    for (size_t r = 0; r < replay->appraisal.result_count; r++) {
        const BizcaseResult *result = &replay->appraisal.results[r];
        if (strcmp(result->scope.option, main_scope->option) != 0 || strcmp(result->scope.programme, "total") != 0)
            continue;
        if (!result->scope.versus != !main_scope->versus) continue;
        for (size_t f = 0; f < COUNT_OF(figures); f++) {
            char name[128];
            snprintf(name, sizeof name, "%s/%s", figures[f], result->scope.council);
            const double again = result->figures[bizcase_figure_find(figures[f])];
            const double drawn = value_of(draws, replay->trial, name);
            assert_true(again == drawn || (isnan(again) && isnan(drawn)));
            compared++;
        }
    }
    assert_int_equal(compared, draws->column_count);
}

static void replayed_trials_have_the_bits_of_the_run(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(samplers); s++)
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
            BizcaseCase *loaded = load(cases[c]);
            Draws draws = draws_of(loaded, samplers[s]);
            const size_t wanted = s == 0 && c == 0 ? 100 : 3;
            size_t compared = 0;
            for (uint64_t i = 0; i < wanted; i++) {
                const uint64_t trial = 1 + i * 7919 % TRIALS;
                const BizcaseSimulateRequest request = request_of(samplers[s], 1);
                BizcaseReplay *replay;
                assert_int_equal(bizcase_replay(loaded, &request, trial, 0, &replay, NULL), BIZCASE_OK);
                assert_int_equal(replay->trial, trial);
                for (size_t n = 0; n < replay->input_count; n++)
                    assert_true(replay->inputs[n].value == value_of(&draws, trial, replay->inputs[n].name));
                for (size_t r = 0; r < replay->appraisal.result_count; r++) {
                    /* One of the options is the one drawn: its joint NPV says which. */
                    const BizcaseResult *result = &replay->appraisal.results[r];
                    if (strcmp(result->scope.council, "joint") != 0 || strcmp(result->scope.programme, "total") != 0)
                        continue;
                    if (result->figures[bizcase_figure_find("npv")] != value_of(&draws, trial, "npv/joint")) continue;
                    check_figures(&draws, replay, &result->scope);
                    compared++;
                    break;
                }
                bizcase_replay_free(replay);
            }
            assert_int_equal(compared, wanted);
            free_draws(&draws);
            bizcase_case_free(loaded);
        }
}

static void a_percentile_picks_its_trial(void **state) {
    (void)state;
    static const double percentiles[] = { 0, 5, 50, 99.9, 100 };
    BizcaseCase *loaded = load("scenarios/joint-ict-2017");
    Draws draws = draws_of(loaded, "mc");
    double sorted[TRIALS];
    for (size_t t = 0; t < TRIALS; t++) sorted[t] = value_of(&draws, t + 1, "npv/joint");
    gsl_sort(sorted, 1, TRIALS);
    for (size_t p = 0; p < COUNT_OF(percentiles); p++)
        for (unsigned threads = 1; threads <= 3; threads += 2) {
            const BizcaseSimulateRequest request = request_of("mc", threads);
            BizcaseReplay *replay;
            assert_int_equal(bizcase_replay(loaded, &request, 0, percentiles[p], &replay, NULL), BIZCASE_OK);
            const size_t rank = (size_t)((TRIALS - 1) * percentiles[p] / 100);
            assert_true(value_of(&draws, replay->trial, "npv/joint") == sorted[rank]);
            assert_close(replay->percentile, percentiles[p], 0);
            bizcase_replay_free(replay);
        }
    free_draws(&draws);
    bizcase_case_free(loaded);
}

/* Where nothing is uncertain every trial is at every percentile. */
static void of_equal_trials_the_first_is_picked(void **state) {
    (void)state;
    static const double percentiles[] = { 0, 50, 100 };
    BizcaseCase *loaded = load("scenarios/minimal");
    for (size_t p = 0; p < COUNT_OF(percentiles); p++) {
        const BizcaseSimulateRequest request = request_of("mc", 2);
        BizcaseReplay *replay;
        assert_int_equal(bizcase_replay(loaded, &request, 0, percentiles[p], &replay, NULL), BIZCASE_OK);
        assert_int_equal(replay->trial, 1);
        assert_int_equal(replay->input_count, 0);
        bizcase_replay_free(replay);
    }
    bizcase_case_free(loaded);
}

/* Threads and figures do not matter to a replay: every figure and flow is there, with the same bits. */
static void threads_and_figures_change_nothing(void **state) {
    (void)state;
    static const struct {
        uint64_t trial;
        double percentile;
    } rows[] = { { 777, NAN }, { 0, 5 }, { 0, 99.5 } };
    BizcaseCase *loaded = load("scenarios/three-councils-quarterly");
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseSimulateRequest one = request_of("mc", 1);
        BizcaseSimulateRequest many = request_of("mc", 7);
        many.figures = NULL;
        many.figure_count = 0;
        BizcaseReplay *a, *b;
        assert_int_equal(bizcase_replay(loaded, &one, rows[r].trial, rows[r].percentile, &a, NULL), BIZCASE_OK);
        assert_int_equal(bizcase_replay(loaded, &many, rows[r].trial, rows[r].percentile, &b, NULL), BIZCASE_OK);
        assert_int_equal(a->trial, b->trial);
        for (size_t i = 0; i < a->input_count; i++)
            assert_memory_equal(&a->inputs[i].value, &b->inputs[i].value, sizeof(double));
        for (size_t i = 0; i < a->appraisal.result_count; i++) {
            const BizcaseResult *x = &a->appraisal.results[i], *y = &b->appraisal.results[i];
            assert_memory_equal(x->cash_flow, y->cash_flow, a->appraisal.period_count * sizeof(double));
            for (size_t f = 0; f < bizcase_figure_count(); f++)
                assert_true(x->figures[f] == y->figures[f] || (isnan(x->figures[f]) && isnan(y->figures[f])));
        }
        bizcase_replay_free(a);
        bizcase_replay_free(b);
    }
    bizcase_case_free(loaded);
}

/* What a simulation counts are these rows: its percentiles are Hyndman–Fan type 7 of them, to rounding. */
static void draws_are_those_that_the_simulation_counts(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(samplers); s++) {
        BizcaseCase *loaded = load("scenarios/joint-ict-2017");
        BizcaseSimulateRequest request = request_of(samplers[s], 2);
        request.main_option_only = 1;
        BizcaseSimulation *simulation;
        assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
        Draws draws = draws_of(loaded, samplers[s]);
        double sorted[TRIALS];
        for (size_t t = 0; t < TRIALS; t++) sorted[t] = value_of(&draws, t + 1, "npv/joint");
        gsl_sort(sorted, 1, TRIALS);

        const BizcaseScope scope = { "new-model-infra", "bau", "joint", "total" };
        const BizcaseDistribution *npv = bizcase_simulation_find(simulation, &scope, bizcase_figure_find("npv"));
        assert_non_null(npv);
        assert_true(npv->min == sorted[0] && npv->max == sorted[TRIALS - 1]);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
            assert_close(npv->percentiles[p],
                gsl_stats_quantile_from_sorted_data(sorted, 1, TRIALS, bizcase_percentiles()[p] / 100), 1e-6);
        free_draws(&draws);
        bizcase_simulation_free(simulation);
        bizcase_case_free(loaded);
    }
}

static bool says(const BizcaseProblems *problems, const char *message, const char *hint) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].severity == BIZCASE_ERROR && strstr(items[i].message, message) && strstr(items[i].hint, hint))
            return true;
    return false;
}

static void trials_that_are_not_there_are_refused(void **state) {
    (void)state;
    static const struct {
        uint64_t trials, trial;
        double percentile;
        const char *message, *hint;
    } rows[] = {
        { 100, 101, 0, "there is no trial 101", "the simulation has 100" },
        { 100, UINT64_MAX, 0, "there is no trial 18446744073709551615", "the simulation has 100" },
        { 100, 0, -1e-9, "there is no such percentile", "expected 0 to 100" },
        { 100, 0, 100.0001, "there is no such percentile", "expected 0 to 100" },
        { 100, 0, NAN, "there is no such percentile", "expected 0 to 100" },
        { 100000001, 0, 50, "there are too many trials to look for a percentile's", "100 million are the most" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *loaded = load("scenarios/minimal");
        BizcaseSimulateRequest request = request_of("mc", 1);
        request.trials = rows[r].trials;
        BizcaseReplay *replay;
        BizcaseProblems *problems = bizcase_problems_new();
        size_t count;
        assert_int_equal(bizcase_replay(loaded, &request, rows[r].trial, rows[r].percentile, &replay, problems),
            BIZCASE_BAD_REQUEST);
        bizcase_problems_items(problems, &count);
        assert_null(replay);
        assert_int_equal(count, 1);
        assert_true(says(problems, rows[r].message, rows[r].hint));
        bizcase_problems_free(problems);
        bizcase_case_free(loaded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replayed_trials_have_the_bits_of_the_run),
        cmocka_unit_test(a_percentile_picks_its_trial),
        cmocka_unit_test(of_equal_trials_the_first_is_picked),
        cmocka_unit_test(threads_and_figures_change_nothing),
        cmocka_unit_test(draws_are_those_that_the_simulation_counts),
        cmocka_unit_test(trials_that_are_not_there_are_refused),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
