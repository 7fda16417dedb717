/* What a run may hold, reckoned before it is taken, against what an appraisal takes. */
#include "support/temporary_case.h"

#include <stdio.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "study/run_size.h"
#include "study/simulation/run.h"

static Case case_of_size(size_t councils, size_t programmes, size_t periods) {
    Case made = { .folder = "large", .council_count = councils, .programme_count = programmes };
    made.settings.period_count = (unsigned)periods;
    return made;
}

static void what_a_run_would_hold_is_reckoned_from_its_dimensions(void **state) {
    /* (1 + councils)(1 + programmes) = n results of a view; 2,048 n periods while a view is worked out, and
       views × n × (16,000 + 100 periods + 10,000 figures). */
    static const struct {
        size_t councils, programmes, periods;
        RunSize size;
        BizcaseStatus expected;
    } rows[] = {
        { 20, 5, 600, { .views = 9, .programmes = 5 }, BIZCASE_OK },             /* 0.24 GB */
        { 40, 10, 1200, { .views = 19, .programmes = 10 }, BIZCASE_CASE_WRONG }, /* n 451: 1.11 + 1.17 GB */
        { 40, 10, 1200, { .views = 2, .programmes = 10 }, BIZCASE_OK },          /* 1.11 + 0.12 GB */
        { 40, 10, 6000, { .views = 1, .programmes = 10 }, BIZCASE_CASE_WRONG },  /* 5.5 GB */
        { 1, 0, 1200, { .views = 199, .programmes = 0 }, BIZCASE_OK },           /* 0.06 GB */
        { 1000, 0, 10, { .views = 20, .programmes = 0, .figures = 10 }, BIZCASE_CASE_WRONG }, /* 2.4 GB */
        { 1000, 0, 10, { .views = 20, .programmes = 0 }, BIZCASE_OK },                        /* 0.36 GB */
        { 3, 2, 40, { .views = 1, .programmes = 1000 * 1000 }, BIZCASE_CASE_WRONG },
        { 2, 3, 40, { .views = 1, .programmes = 3, .trial_bytes = 1.9e9 }, BIZCASE_OK },
        { 2, 3, 40, { .views = 1, .programmes = 3, .trial_bytes = 2.1e9 }, BIZCASE_CASE_WRONG },
    };
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        Arena *arena = arena_new();
        const Case the_case = case_of_size(rows[r].councils, rows[r].programmes, rows[r].periods);
        Diagnostics problems;
        diagnostics_init(&problems, arena);

        const BizcaseStatus status = run_fits(&the_case, &rows[r].size, &problems);

        if (status != rows[r].expected) print_error("row %zu\n", r);
        assert_int_equal(status, rows[r].expected);
        assert_int_equal(problems.count, status != BIZCASE_OK);
        arena_free(arena);
    }
}

static void a_run_that_is_too_large_says_which_dimensions_multiply(void **state) {
    Arena *arena = arena_new();
    const Case the_case = case_of_size(40, 10, 1200);
    Diagnostics problems;
    (void)state;
    diagnostics_init(&problems, arena);

    run_fits(&the_case, &(RunSize){ .views = 19, .programmes = 10 }, &problems);

    assert_string_equal(problems.items[0].file, "large");
    assert_string_equal(problems.items[0].message,
        "the results would take 2.3 GB of memory, and 2 GB is the most: councils (40), programmes (10), periods (1200) "
        "and views of options (19) multiply");
    assert_string_equal(
        problems.items[0].hint, "ask for one option, or use fewer programmes, longer periods or a shorter horizon");
    run_fits(&the_case, &(RunSize){ .views = 1, .programmes = 0, .trial_bytes = 3e9 }, &problems);
    assert_string_equal(problems.items[1].hint, "ask for fewer figures or trials, or use fewer programmes or councils");
    arena_free(arena);
}

/* 16,384 trials of a pilot as doubles; twice 12 % of 100,000 as doubles; 5,120 cells of 9 bytes; 25 chunks of 24 bytes. */
static void a_column_of_trials_is_reckoned_with_all_that_is_kept_of_it(void **state) {
    (void)state;
    assert_int_equal(run_column_bytes(100000, OUTCOMES_SPREAD), 16384 * 8 + 2 * 96000 + 5120 * 9 + 25 * 24);
    assert_int_equal(run_column_bytes(100000, OUTCOMES_ALL_SAME), 16384 * 8 + 800000 + 5120 * 9 + 25 * 24);
}

/* 400 programmes and their total, for one council and all together: 802 results, six figures of each, that are
   certain and take 0.98 MB each: 4.7 GB. With 100 trials a column takes little more than its cells. */
static void trials_that_would_not_fit_are_refused_before_they_are_run(void **state) {
    static char costs[32 * 1024];
    (void)state;
    size_t length = (size_t)sprintf(costs, "line,programme,2018/19\n");
    for (size_t p = 0; p < 400; p++) length += (size_t)sprintf(costs + length, "l%zu,p%zu,10\n", p, p);
    const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseSimulation *simulation = NULL;

    assert_int_equal(
        bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ 0 }, &simulation, NULL), BIZCASE_CASE_WRONG);
    assert_int_equal(
        bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ .trials = 100 }, &simulation, NULL), BIZCASE_OK);
    bizcase_simulation_free(simulation);
    temporary_case_free(&made);
}

static void there_are_as_many_threads_as_have_room(void **state) {
    static const struct {
        size_t councils, programmes, periods;
        unsigned asked, expected;
    } rows[] = {
        { 2, 3, 40, 16, 16 }, { 40, 10, 1200, 64, 1 }, /* 1.1 GB each */
        { 20, 5, 600, 64, 6 },                         /* n 126: 0.155 GB each, of 1 GB */
    };
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const Case the_case = case_of_size(rows[r].councils, rows[r].programmes, rows[r].periods);
        assert_int_equal(threads_that_fit(&the_case, rows[r].asked), rows[r].expected);
    }
}

static void studies_refuse_what_they_cannot_hold(void **state) {
    static char programmes[20 * 1000], costs[30 * 1000], councils[20 * 1000];
    (void)state;
    size_t p = (size_t)snprintf(programmes, sizeof programmes, "programme\n"),
           l = (size_t)snprintf(costs, sizeof costs, "line,programme,2018-04\n"),
           c = (size_t)snprintf(councils, sizeof councils, "council\n");
    for (unsigned i = 0; i < 100; i++) {
        p += (size_t)snprintf(programmes + p, sizeof programmes - p, "p%u\n", i);
        l += (size_t)snprintf(costs + l, sizeof costs - l, "l%u,p%u,1\n", i, i);
        c += (size_t)snprintf(councils + c, sizeof councils - c, "c%u\n", i);
    }
    const CaseFile files[] = { { "case.csv", "key,value\nstart,2018-04\nperiods,120\n" }, { "councils.csv", councils },
        { "programmes.csv", programmes }, { "costs.csv", costs }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .folder = NULL });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseFinance *finance;
    BizcaseSensitivity *sensitivity;

    /* n = 101 × 101: 2.5 GB while a view is worked out */
    assert_int_equal(
        bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_CASE_WRONG);
    assert_int_equal(
        bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ 0 }, &simulation, NULL), BIZCASE_CASE_WRONG);
    assert_int_equal(bizcase_finance(made.loaded, &(BizcaseFinanceRequest){ 0 }, &finance, NULL), BIZCASE_CASE_WRONG);
    assert_int_equal(
        bizcase_sensitivity(made.loaded, &(BizcaseSensitivityRequest){ 0 }, &sensitivity, NULL), BIZCASE_CASE_WRONG);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_run_would_hold_is_reckoned_from_its_dimensions),
        cmocka_unit_test(a_run_that_is_too_large_says_which_dimensions_multiply),
        cmocka_unit_test(a_column_of_trials_is_reckoned_with_all_that_is_kept_of_it),
        cmocka_unit_test(trials_that_would_not_fit_are_refused_before_they_are_run),
        cmocka_unit_test(there_are_as_many_threads_as_have_room),
        cmocka_unit_test(studies_refuse_what_they_cannot_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
