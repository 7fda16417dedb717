/* No cell of a case may make GSL call its error handler: the one that a host has unless it sets another ends the program. */
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include "sample/distribution.h"

static const char *called; /* why the handler was called last; NULL: it was not */

static void note(const char *reason, const char *file, int line, int code) {
    (void)file;
    (void)line;
    (void)code;
    called = reason;
}

static int set_handler(void **state) {
    (void)state;
    gsl_set_error_handler(note);
    return 0;
}

/* From the smallest to the largest that a shape may be, and beyond both. */
static const double shapes[] = { 1e-300, 0.001, 0.005, 0.01, 0.011, 0.1, 0.5, 0.999, 1, 1.001, 2, 5, 9.99, 10.01, 57.3,
    170, 171, 999, 1e4, 99999, 1e5, 1e6, 1e300 };
static const double probabilities[] = { 5e-324, 1e-300, 1e-17, 1e-9, 0.001, 0.3, 0.5, 0.7, 1 };

static void check_tails(const Fitted *fitted, const char *name, double first, double second) {
    for (size_t p = 0; p < COUNT_OF(probabilities); p++)
        for (int tail = TAIL_LOWER; tail <= TAIL_UPPER; tail++) {
            fitted->distribution->standard(fitted, probabilities[p], (Tail)tail, NAN);
            if (called)
                fail_msg(
                    "%s with shape %g;%g at %g of tail %d: %s", name, first, second, probabilities[p], tail, called);
        }
}

static void shapes_and_tails_of_all_sizes_leave_the_handler_alone(void **state) {
    (void)state;
    static const char *const names[] = { "gamma", "beta", "weibull" };
    Arena *arena = arena_new();
    size_t good = 0;
    for (size_t n = 0; n < COUNT_OF(names); n++)
        for (size_t a = 0; a < COUNT_OF(shapes); a++)
            for (size_t b = 0; b < COUNT_OF(shapes); b++) {
                const bool has_ends = strcmp(names[n], "beta") == 0;
                const double shape[] = { shapes[a], shapes[b] };
                const DistributionInput input = { .low = has_ends ? 0 : NAN,
                    .high = has_ends ? 1 : NAN,
                    .central = NAN,
                    .shape = shape,
                    .shape_count = 2 };
                Fitted fitted;
                called = NULL;
                const char *wrong = distribution_fit(arena, distribution_find(names[n]), &input, &fitted);
                if (called) fail_msg("fitting %s with shape %g;%g: %s", names[n], shapes[a], shapes[b], called);
                if (wrong) continue;
                good++;
                check_tails(&fitted, names[n], shapes[a], shapes[b]);
            }
    assert_true(good > 600);
    arena_free(arena);
}

/* Its mean is beyond all bounds. */
static void a_cell_with_a_weibull_of_a_tiny_shape_is_a_diagnostic(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv", "line,distribution,shape,2018/19\na,weibull,0.005;1,1\n" },
        { NULL, NULL } };
    called = NULL;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

    assert_null(called);
    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_and_tails_of_all_sizes_leave_the_handler_alone),
        cmocka_unit_test(a_cell_with_a_weibull_of_a_tiny_shape_is_a_diagnostic),
    };
    return cmocka_run_group_tests(tests, set_handler, NULL);
}
