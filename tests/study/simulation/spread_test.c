/* What pictures of a simulation are made of, against trials that are replayed one by one. */
#include "support/assert_close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static BizcaseCase *load_sample(const char *name) {
    char folder[256];
    BizcaseCase *loaded;
    snprintf(folder, sizeof folder, "scenarios/%s", name);
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
    return loaded;
}

static int compare_numbers(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Hyndman and Fan's type 7; values rise. */
static double percentile(const double *values, size_t count, double p) {
    const double place = (double)(count - 1) * p / 100, below = floor(place);
    const size_t rank = (size_t)below;
    return rank + 1 < count ? values[rank] + (place - below) * (values[rank + 1] - values[rank]) : values[rank];
}

/* [body][1 + period][trial]: net present value, then the cumulative flow. */
static double *replayed(BizcaseCase *loaded, const BizcaseSimulateRequest *request, const BizcaseSpread *spread,
    const char *const *bodies) {
    const size_t columns = 1 + spread->period_count, trials = (size_t)request->trials;
    double *values = calloc(spread->body_count * columns * trials, sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < trials; i++) {
        BizcaseReplay *replay;
        assert_int_equal(bizcase_replay(loaded, request, i + 1, 0, &replay, NULL), BIZCASE_OK);
        for (size_t b = 0; b < spread->body_count; b++) {
            const BizcaseScope scope = { spread->option, spread->versus, bodies[b], "total" };
            const BizcaseResult *result = bizcase_appraisal_find(&replay->appraisal, &scope);
            assert_non_null(result);
            values[b * columns * trials + i] = result->figures[bizcase_figure_find("npv")];
            for (size_t t = 0; t < spread->period_count; t++)
                values[(b * columns + 1 + t) * trials + i] = result->cumulative[t];
        }
        bizcase_replay_free(replay);
    }
    for (size_t c = 0; c < spread->body_count * columns; c++)
        qsort(values + c * trials, trials, sizeof *values, compare_numbers);
    return values;
}

static void spreads_are_those_of_the_trials_themselves(void **state) {
    static const struct {
        const char *name, *sampler;
        const char *bodies[4];
        size_t body_count;
    } rows[] = {
        { "three-councils-quarterly", "mc", { "joint", "NOR", "MID", "WES" }, 4 },
        { "joint-ict-2017", "sobol", { "joint", "CEC", "CWC" }, 3 },
        { "minimal", "lhs", { "joint" }, 1 },
    };
    enum { TRIALS = 62 }; /* no level falls upon a trial */
    static const double levels[BIZCASE_SPREAD_LEVELS] = { 5, 25, 50, 75, 95 };
    (void)state;
    assert_memory_equal(bizcase_spread_levels(), levels, sizeof levels);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *loaded = load_sample(rows[r].name);
        const BizcaseSimulateRequest request = { .trials = TRIALS, .sampler = rows[r].sampler, .main_option_only = 1 };
        BizcaseSpread *spread;

        assert_int_equal(bizcase_spread(loaded, &request, &spread, NULL), BIZCASE_OK);

        assert_int_equal(spread->body_count, rows[r].body_count);
        assert_int_equal(spread->kept, TRIALS);
        const size_t periods = spread->period_count;
        double *expected = replayed(loaded, &request, spread, rows[r].bodies);
        for (size_t b = 0; b < spread->body_count; b++) {
            const double *of_body = expected + b * (1 + periods) * TRIALS;
            for (size_t i = 0; i < TRIALS; i++) assert_close(spread->npv[b * TRIALS + i], of_body[i], 0);
            for (size_t t = 0; t < periods; t++)
                for (size_t l = 0; l < BIZCASE_SPREAD_LEVELS; l++)
                    assert_close(spread->cumulative[(b * BIZCASE_SPREAD_LEVELS + l) * periods + t],
                        percentile(of_body + (1 + t) * TRIALS, TRIALS, levels[l]), 1e-6);
        }
        free(expected);
        bizcase_spread_free(spread);
        bizcase_case_free(loaded);
    }
}

static void spreads_do_not_depend_on_threads(void **state) {
    (void)state;
    BizcaseCase *loaded = load_sample("joint-ict-2017");
    BizcaseSpread *one, *many;

    assert_int_equal(
        bizcase_spread(loaded, &(BizcaseSimulateRequest){ .trials = 5000, .threads = 1 }, &one, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_spread(loaded, &(BizcaseSimulateRequest){ .trials = 5000, .threads = 7 }, &many, NULL), BIZCASE_OK);

    assert_memory_equal(one->npv, many->npv, one->body_count * one->kept * sizeof *one->npv);
    assert_memory_equal(one->cumulative, many->cumulative,
        one->body_count * BIZCASE_SPREAD_LEVELS * one->period_count * sizeof *one->cumulative);
    bizcase_spread_free(one);
    bizcase_spread_free(many);
    bizcase_case_free(loaded);
}

static void a_long_run_keeps_its_first_trials(void **state) {
    (void)state;
    BizcaseCase *loaded = load_sample("minimal");
    BizcaseSpread *few, *many;

    assert_int_equal(bizcase_spread(loaded, &(BizcaseSimulateRequest){ .trials = 100000 }, &few, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_spread(loaded, &(BizcaseSimulateRequest){ .trials = 3000000 }, &many, NULL), BIZCASE_OK);

    assert_int_equal(many->trials, 3000000);
    assert_int_equal(many->kept, 100000);
    assert_memory_equal(few->npv, many->npv, few->kept * sizeof *few->npv);
    bizcase_spread_free(few);
    bizcase_spread_free(many);
    bizcase_case_free(loaded);
}

static void what_does_not_exist_is_refused(void **state) {
    (void)state;
    BizcaseCase *loaded = load_sample("minimal");
    BizcaseSpread *spread;

    assert_int_equal(
        bizcase_spread(loaded, &(BizcaseSimulateRequest){ .option = "nothing" }, &spread, NULL), BIZCASE_BAD_REQUEST);
    assert_int_equal(
        bizcase_spread(loaded, &(BizcaseSimulateRequest){ .sampler = "dice" }, &spread, NULL), BIZCASE_BAD_REQUEST);
    assert_null(spread);
    bizcase_case_free(loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spreads_are_those_of_the_trials_themselves),
        cmocka_unit_test(spreads_do_not_depend_on_threads),
        cmocka_unit_test(a_long_run_keeps_its_first_trials),
        cmocka_unit_test(what_does_not_exist_is_refused),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
