/* One trial again: the bits that it had in the run. */
#include "support/assert_close.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"

enum { TRIALS = 3000, MOST_COLUMNS = 256 };

static const char *const cases[] = { "joint-ict-2017", "three-councils-quarterly", "horizon-60-years" };
static const char *const samplers[] = { "mc", "lhs", "sobol" };
static const char *const figures[] = { "npv", "payback_years", "irr" };

static BizcaseCase *load(const char *name) {
    char folder[256];
    snprintf(folder, sizeof folder, "scenarios/%s", name);
    BizcaseCase *loaded;
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded), BIZCASE_OK);
    return loaded;
}

static BizcaseSimulateRequest request_of(const char *sampler, unsigned threads) {
    return (BizcaseSimulateRequest){ .trials = TRIALS, .has_seed = 1, .seed = 5, .sampler = sampler, .figures = figures,
        .figure_count = COUNT_OF(figures), .threads = threads };
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
    assert_int_equal(bizcase_draws_write(loaded, &request, path), BIZCASE_OK);
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

/* The main result of a council: the first option told of. */
static void check_figures(const Draws *draws, const BizcaseReplay *replay, const BizcaseScope *main_scope) {
    for (size_t r = 0; r < replay->appraisal.result_count; r++) {
        const BizcaseResult *result = &replay->appraisal.results[r];
        if (strcmp(result->scope.option, main_scope->option) != 0 || strcmp(result->scope.programme, "total") != 0) continue;
        if (!result->scope.versus != !main_scope->versus) continue;
        for (size_t f = 0; f < COUNT_OF(figures); f++) {
            char name[128];
            snprintf(name, sizeof name, "%s/%s", figures[f], result->scope.council);
            const double again = result->figures[bizcase_figure_find(figures[f])];
            const double drawn = value_of(draws, replay->trial, name);
            assert_true(again == drawn || (isnan(again) && isnan(drawn)));
        }
    }
}

static void replayed_trials_have_the_bits_of_the_run(void **state) {
    (void)state;
    for (size_t s = 0; s < COUNT_OF(samplers); s++)
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
            BizcaseCase *loaded = load(cases[c]);
            Draws draws = draws_of(loaded, samplers[s]);
            const size_t wanted = s == 0 && c == 0 ? 100 : 6;
            size_t compared = 0;
            for (uint64_t i = 0; i < wanted; i++) {
                const uint64_t trial = 1 + i * 7919 % TRIALS;
                const BizcaseSimulateRequest request = request_of(samplers[s], 1);
                BizcaseReplay *replay;
                assert_int_equal(bizcase_replay(loaded, &request, trial, 0, &replay), BIZCASE_OK);
                assert_int_equal(replay->trial, trial);
                for (size_t n = 0; n < replay->input_count; n++)
                    assert_true(replay->inputs[n].value == value_of(&draws, trial, replay->inputs[n].name));
                for (size_t r = 0; r < replay->appraisal.result_count; r++) {
                    /* One of the options is the one drawn: its joint NPV says which. */
                    const BizcaseResult *result = &replay->appraisal.results[r];
                    if (strcmp(result->scope.council, "joint") != 0 || strcmp(result->scope.programme, "total") != 0) continue;
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
    BizcaseCase *loaded = load("joint-ict-2017");
    Draws draws = draws_of(loaded, "mc");
    double sorted[TRIALS];
    for (size_t t = 0; t < TRIALS; t++) sorted[t] = value_of(&draws, t + 1, "npv/joint");
    gsl_sort(sorted, 1, TRIALS);
    for (size_t p = 0; p < COUNT_OF(percentiles); p++)
        for (unsigned threads = 1; threads <= 3; threads += 2) {
            const BizcaseSimulateRequest request = request_of("mc", threads);
            BizcaseReplay *replay;
            assert_int_equal(bizcase_replay(loaded, &request, 0, percentiles[p], &replay), BIZCASE_OK);
            const size_t rank = (size_t)((TRIALS - 1) * percentiles[p] / 100);
            assert_true(value_of(&draws, replay->trial, "npv/joint") == sorted[rank]);
            assert_close(replay->percentile, percentiles[p], 0);
            bizcase_replay_free(replay);
        }
    free_draws(&draws);
    bizcase_case_free(loaded);
}

static void trials_that_are_not_there_are_refused(void **state) {
    (void)state;
    static const struct {
        uint64_t trial;
        double percentile;
    } rows[] = { { TRIALS + 1, 0 }, { 0, -1 }, { 0, 101 }, { 0, NAN } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *loaded = load("minimal");
        const BizcaseSimulateRequest request = request_of("mc", 1);
        BizcaseReplay *replay;
        size_t before, after;
        bizcase_case_diagnostics(loaded, &before);
        assert_int_equal(bizcase_replay(loaded, &request, rows[r].trial, rows[r].percentile, &replay), BIZCASE_BAD_REQUEST);
        bizcase_case_diagnostics(loaded, &after);
        assert_null(replay);
        assert_int_equal(after, before + 1);
        bizcase_case_free(loaded);
    }
}

static int switch_off_gsl_handler(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replayed_trials_have_the_bits_of_the_run),
        cmocka_unit_test(a_percentile_picks_its_trial),
        cmocka_unit_test(trials_that_are_not_there_are_refused),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
