/* A trial taken apart has the bits that it had among all the others: replays beside the rows of the file of draws, and
   those beside the simulation's own percentiles. */
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>

#include "bizcase/bizcase.h"
#include "study/views.h"

/* A file of draws, read back. */
typedef struct Draws {
    char *text;        /* names point into it */
    char **names;      /* [column_count] */
    size_t column_count, row_count;
    double *cells;     /* [row][column]; NaN where the cell is empty */
} Draws;

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, *size, file), *size);
    text[*size] = 0;
    fclose(file);
    return text;
}

static size_t count_in(const char *text, const char *end, char wanted) {
    size_t count = 0;
    for (; text < end; text++) count += *text == wanted;
    return count;
}

static void read_names(Draws *draws) {
    char *name = draws->text;
    draws->column_count = 1 + count_in(name, strchr(name, '\n'), ',');
    draws->names = malloc(draws->column_count * sizeof *draws->names);
    for (size_t c = 0; c < draws->column_count; c++) {
        draws->names[c] = name;
        name += strcspn(name, ",\n");
        *name++ = 0;
    }
}

static Draws read_draws(const char *path) {
    size_t size;
    Draws draws = { .text = read_file(path, &size) };
    const char *end = draws.text + size;
    draws.row_count = count_in(draws.text, end, '\n') - 1;
    char *cell = strchr(draws.text, '\n') + 1;
    read_names(&draws);
    draws.cells = malloc(draws.row_count * draws.column_count * sizeof *draws.cells);
    for (size_t i = 0; i < draws.row_count * draws.column_count; i++) {
        char *after;
        draws.cells[i] = *cell == ',' || *cell == '\n' ? NAN : strtod(cell, &after);
        cell += strcspn(cell, ",\n");
        assert_int_equal(*cell, (i + 1) % draws.column_count ? ',' : '\n');
        cell++;
    }
    assert_ptr_equal(cell, end);
    return draws;
}

static void free_draws(Draws *draws) {
    free(draws->cells);
    free(draws->names);
    free(draws->text);
}

static size_t column_named(const Draws *draws, const char *name) {
    size_t found = 0;
    while (found < draws->column_count && strcmp(draws->names[found], name) != 0) found++;
    if (found == draws->column_count) fail_msg("no column %s", name);
    return found;
}

static BizcaseCase *load_sample(const char *name) {
    char folder[256];
    BizcaseCase *loaded;
    snprintf(folder, sizeof folder, "scenarios/%s", name);
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded), BIZCASE_OK);
    return loaded;
}

static Draws draws_of(BizcaseCase *loaded, const BizcaseSimulateRequest *request) {
    char folder[64], path[TEMPORARY_PATH];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/draws.csv", folder);
    assert_int_equal(bizcase_draws_write(loaded, request, path), BIZCASE_OK);
    const Draws draws = read_draws(path);
    remove_folder(folder);
    return draws;
}

/* A payback that never comes is an empty cell in the one and no number in the other. */
static void check_same_bits(const Draws *draws, size_t row, size_t column, double actual) {
    const double expected = draws->cells[row * draws->column_count + column];
    if (isnan(expected) ? !isfinite(actual) : memcmp(&actual, &expected, sizeof actual) == 0) return;
    fail_msg("trial %zu, %s: %.17g in the replay, %.17g among the draws", row + 1, draws->names[column], actual, expected);
}

static bool is_total(const BizcaseScope *scope, const BizcaseScope *main) {
    return strcmp(scope->option, main->option) == 0 && strcmp(scope->programme, "total") == 0
        && !scope->versus == !main->versus;
}

/* What a file of draws tells of: the option that a decision turns on. */
static BizcaseScope main_scope(BizcaseCase *loaded) {
    Arena *arena = arena_new();
    Views views;
    assert_int_equal(views_of(arena, case_of(loaded), NULL, &views), BIZCASE_OK);
    const View view = main_view(&views);
    const BizcaseScope scope = scope_of(case_of(loaded), &view, 0);
    arena_free(arena);
    return scope;
}

static const char *const compared_figures[] = { "npv", "payback_years", "discounted_payback_years", "peak_funding" };

static void check_replay(const BizcaseReplay *replay, const Draws *draws, const BizcaseScope *main) {
    const size_t row = (size_t)replay->trial - 1;
    size_t compared = 1; /* the trial's number */
    check_same_bits(draws, row, 0, (double)replay->trial);
    for (size_t i = 0; i < replay->input_count; i++, compared++) {
        assert_string_equal(draws->names[1 + i], replay->inputs[i].name);
        check_same_bits(draws, row, 1 + i, replay->inputs[i].value);
    }
    for (size_t r = 0; r < replay->appraisal.result_count; r++) {
        const BizcaseResult *result = &replay->appraisal.results[r];
        if (!is_total(&result->scope, main)) continue;
        for (size_t f = 0; f < COUNT_OF(compared_figures); f++, compared++) {
            char name[128];
            snprintf(name, sizeof name, "%s/%s", compared_figures[f], result->scope.council);
            check_same_bits(draws, row, column_named(draws, name), result->figures[bizcase_figure_find(compared_figures[f])]);
        }
    }
    assert_int_equal(compared, draws->column_count);
}

static BizcaseSimulateRequest request_of(uint64_t trials, const char *sampler, unsigned threads) {
    return (BizcaseSimulateRequest){ .trials = trials, .sampler = sampler, .figures = compared_figures,
        .figure_count = COUNT_OF(compared_figures), .threads = threads };
}

static void replays_have_the_bits_of_the_run(void **state) {
    (void)state;
    static const struct {
        const char *sample, *sampler;
        uint64_t trials, step; /* each step-th trial is replayed, and the last */
    } rows[] = {
        { "joint-ict-2017", "mc", 991, 10 },
        { "best4business", "mc", 500, 97 },
        { "three-councils-quarterly", "mc", 500, 97 },
        { "monthly-mobilisation", "mc", 500, 97 },
        { "joint-ict-2017", "lhs", 1500, 299 },
        { "joint-ict-2017", "sobol", 1500, 299 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *loaded = load_sample(rows[r].sample);
        const BizcaseScope main = main_scope(loaded);
        const BizcaseSimulateRequest request = request_of(rows[r].trials, rows[r].sampler, 1);
        Draws draws = draws_of(loaded, &request);
        assert_int_equal(draws.row_count, rows[r].trials);

        for (uint64_t trial = 1; trial <= rows[r].trials;
             trial += trial < rows[r].trials && trial + rows[r].step > rows[r].trials ? rows[r].trials - trial : rows[r].step) {
            BizcaseReplay *replay;
            assert_int_equal(bizcase_replay(loaded, &request, trial, NAN, &replay), BIZCASE_OK);
            assert_int_equal(replay->trial, trial);
            assert_int_equal(replay->trials, rows[r].trials);
            assert_string_equal(replay->sampler, rows[r].sampler);
            assert_true(isnan(replay->percentile));
            check_replay(replay, &draws, &main);
            bizcase_replay_free(replay);
        }
        free_draws(&draws);
        bizcase_case_free(loaded);
    }
}

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sorted_column(const Draws *draws, const char *name) {
    const size_t column = column_named(draws, name);
    double *sorted = malloc(draws->row_count * sizeof *sorted);
    for (size_t i = 0; i < draws->row_count; i++) sorted[i] = draws->cells[i * draws->column_count + column];
    qsort(sorted, draws->row_count, sizeof *sorted, compare_doubles);
    return sorted;
}

/* What a simulation counts is what its draws are: Hyndman–Fan type 7 of the sorted rows, to rounding. */
static void draws_are_those_of_the_simulation(void **state) {
    (void)state;
    static const char *const samplers[] = { "mc", "lhs", "sobol" };
    for (size_t s = 0; s < COUNT_OF(samplers); s++) {
        BizcaseCase *loaded = load_sample("joint-ict-2017");
        const BizcaseScope main = main_scope(loaded);
        const BizcaseSimulateRequest request = request_of(3001, samplers[s], 2);
        BizcaseSimulation *simulation;
        assert_int_equal(bizcase_simulate(loaded, &request, &simulation), BIZCASE_OK);

        Draws draws = draws_of(loaded, &request);

        const BizcaseDistribution *npv = bizcase_simulation_find(simulation, &main, bizcase_figure_find("npv"));
        double *sorted = sorted_column(&draws, "npv/joint");
        assert_true(npv->min == sorted[0] && npv->max == sorted[3000]);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++) {
            const double position = 3000 * bizcase_percentiles()[p] / 100;
            const size_t rank = (size_t)position;
            const double next = rank < 3000 ? sorted[rank + 1] : 0, part = position - (double)rank;
            assert_close(npv->percentiles[p], sorted[rank] + part * (next - sorted[rank]), 1e-6);
        }
        free(sorted);
        free_draws(&draws);
        bizcase_simulation_free(simulation);
        bizcase_case_free(loaded);
    }
}

static double joint_npv(const BizcaseReplay *replay, const BizcaseScope *main) {
    for (size_t r = 0; r < replay->appraisal.result_count; r++) {
        const BizcaseScope *scope = &replay->appraisal.results[r].scope;
        if (is_total(scope, main) && strcmp(scope->council, "joint") == 0)
            return replay->appraisal.results[r].figures[bizcase_figure_find("npv")];
    }
    return NAN;
}

static void a_percentile_picks_the_first_trial_at_its_rank(void **state) {
    (void)state;
    static const struct {
        double percentile;
        size_t rank; /* ⌊(n − 1)·p ÷ 100⌋ by hand, n = 1850 */
    } rows[] = { { 0, 0 }, { 5, 92 }, { 37.5, 693 }, { 50, 924 }, { 100, 1849 } };
    BizcaseCase *loaded = load_sample("joint-ict-2017");
    const BizcaseScope main = main_scope(loaded);
    const BizcaseSimulateRequest request = request_of(1850, "mc", 1);
    Draws draws = draws_of(loaded, &request);
    double *sorted = sorted_column(&draws, "npv/joint");
    const size_t npv = column_named(&draws, "npv/joint");
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseReplay *replay;

        assert_int_equal(bizcase_replay(loaded, &request, 0, rows[r].percentile, &replay), BIZCASE_OK);

        size_t first = 0;
        while (draws.cells[first * draws.column_count + npv] != sorted[rows[r].rank]) first++;
        assert_int_equal(replay->trial, first + 1);
        assert_true(replay->percentile == rows[r].percentile);
        assert_true(joint_npv(replay, &main) == sorted[rows[r].rank]);
        check_replay(replay, &draws, &main);
        bizcase_replay_free(replay);
    }
    free(sorted);
    free_draws(&draws);
    bizcase_case_free(loaded);
}

/* Where nothing is uncertain, all trials are at every percentile. */
static void of_equal_trials_the_first_is_picked(void **state) {
    (void)state;
    static const double percentiles[] = { 0, 50, 100 };
    BizcaseCase *loaded = load_sample("minimal");
    for (size_t p = 0; p < COUNT_OF(percentiles); p++) {
        BizcaseReplay *replay;

        assert_int_equal(bizcase_replay(loaded, &(BizcaseSimulateRequest){ .trials = 500 }, 0, percentiles[p], &replay), BIZCASE_OK);

        assert_int_equal(replay->trial, 1);
        assert_int_equal(replay->input_count, 0);
        bizcase_replay_free(replay);
    }
    bizcase_case_free(loaded);
}

static void check_same_replay(const BizcaseReplay *a, const BizcaseReplay *b) {
    assert_int_equal(a->trial, b->trial);
    for (size_t i = 0; i < a->input_count; i++)
        assert_memory_equal(&a->inputs[i].value, &b->inputs[i].value, sizeof(double));
    assert_int_equal(a->appraisal.result_count, b->appraisal.result_count);
    for (size_t r = 0; r < a->appraisal.result_count; r++) {
        const BizcaseResult *one = &a->appraisal.results[r], *other = &b->appraisal.results[r];
        assert_memory_equal(one->cash_flow, other->cash_flow, a->appraisal.period_count * sizeof(double));
        for (size_t f = 0; f < bizcase_figure_count(); f++)
            assert_true(one->figures[f] == other->figures[f] || (isnan(one->figures[f]) && isnan(other->figures[f])));
    }
}

static void the_number_of_threads_and_figures_changes_nothing(void **state) {
    (void)state;
    static const struct {
        uint64_t trial;
        double percentile;
    } rows[] = { { 1234, NAN }, { 0, 5 }, { 0, 99.5 } };
    BizcaseCase *loaded = load_sample("three-councils-quarterly");
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseSimulateRequest one = request_of(2000, "mc", 1);
        const BizcaseSimulateRequest many = { .trials = 2000, .sampler = "mc", .threads = 7 };
        BizcaseReplay *a, *b;

        assert_int_equal(bizcase_replay(loaded, &one, rows[r].trial, rows[r].percentile, &a), BIZCASE_OK);
        assert_int_equal(bizcase_replay(loaded, &many, rows[r].trial, rows[r].percentile, &b), BIZCASE_OK);

        check_same_replay(a, b);
        bizcase_replay_free(a);
        bizcase_replay_free(b);
    }
    bizcase_case_free(loaded);
}

static void what_cannot_be_replayed_is_said(void **state) {
    (void)state;
    static const struct {
        uint64_t trials, trial;
        double percentile;
        const char *option, *message, *hint;
    } rows[] = {
        { 100, 101, NAN, NULL, "there is no trial 101", "the simulation has 100" },
        { 100, UINT64_MAX, NAN, NULL, "there is no trial 18446744073709551615", "the simulation has 100" },
        { 100, 0, -0.001, NULL, "there is no such percentile", "expected p0 to p100" },
        { 100, 0, 100.001, NULL, "there is no such percentile", "expected p0 to p100" },
        { 100, 0, NAN, NULL, "there is no such percentile", "expected p0 to p100" },
        { 100, 0, INFINITY, NULL, "there is no such percentile", "expected p0 to p100" },
        { 100000001, 0, 50, NULL, "there are too many trials to look for a percentile's", "--trials 100m is the most" },
        { 100, 1, NAN, "no-such-option", "no-such-option", "" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *loaded = load_sample("minimal");
        BizcaseReplay *replay = (BizcaseReplay *)&replay;
        size_t before, after;
        bizcase_case_diagnostics(loaded, &before);

        const BizcaseStatus status = bizcase_replay(loaded,
            &(BizcaseSimulateRequest){ .trials = rows[r].trials, .option = rows[r].option }, rows[r].trial, rows[r].percentile, &replay);

        const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &after);
        assert_int_equal(status, BIZCASE_BAD_REQUEST);
        assert_null(replay);
        assert_int_equal(after, before + 1);
        bool found = false;
        for (size_t i = 0; i < after; i++)
            found = found || (items[i].severity == BIZCASE_ERROR && strstr(items[i].message, rows[r].message) && strstr(items[i].hint, rows[r].hint));
        if (!found) print_case_diagnostics(loaded);
        assert_true(found);
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
        cmocka_unit_test(replays_have_the_bits_of_the_run),
        cmocka_unit_test(draws_are_those_of_the_simulation),
        cmocka_unit_test(a_percentile_picks_the_first_trial_at_its_rank),
        cmocka_unit_test(of_equal_trials_the_first_is_picked),
        cmocka_unit_test(the_number_of_threads_and_figures_changes_nothing),
        cmocka_unit_test(what_cannot_be_replayed_is_said),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
