/* How many inputs can be correlated: with each other at all, and where the correlations contradict each other. */
#include "support/expected_diagnostic.h"

enum { MOST_TEXT = 200 * 1000 };

typedef struct Chain {
    char drivers[MOST_TEXT], correlations[MOST_TEXT];
} Chain;

/* Each of so many drivers goes with the next. The matrix has the eigenvalues 1 + 2·r·cos(k·π/(n + 1)), so it holds together
   for r to 0.5. */
static CaseFile *write_chain(Chain *chain, CaseFile files[4], size_t inputs, double correlation, const char *more) {
    int drivers = sprintf(chain->drivers, "driver,distribution,low,high\n"),
        pairs = sprintf(chain->correlations, "a,b,correlation\n");
    for (size_t i = 0; i < inputs; i++) {
        drivers += sprintf(chain->drivers + drivers, "d%zu,uniform,1,2\n", i);
        if (i > 0) pairs += sprintf(chain->correlations + pairs, "d%zu,d%zu,%g\n", i, i - 1, correlation);
    }
    strcat(chain->correlations, more);
    files[0] = plain_costs;
    files[1] = (CaseFile){ "drivers.csv", chain->drivers };
    files[2] = (CaseFile){ "correlations.csv", chain->correlations };
    files[3] = (CaseFile){ NULL, NULL };
    return files;
}

static void what_is_too_many_or_twice_is_refused_at_its_place(void **state) {
    static const struct {
        size_t inputs;
        double correlation;
        const char *more;
        ExpectedDiagnostic expected;
    } rows[] = {
        { 1001, 0.4, "",
            { .place = "correlations.csv:1001:1",
                .message = "with \"d1000\" more than 1000 inputs are correlated (column a of correlation \"d1000\")",
                .hint = "leave out correlations that matter little" } },
        { 501, 0.9, "",
            { .place = "correlations.csv:0:0",
                .message = "the correlations contradict each other, and 501 inputs are too many to find the nearest "
                           "that do not; the most is 500",
                .hint = "give correlations that agree, or fewer of them" } },
        { 900, 0.4, "d701,d700,0.4\n",
            { .place = "correlations.csv:901:1",
                .message = "\"d701\" and \"d700\" already have a row, at correlations.csv:702:11 (column a of "
                           "correlation \"d701\")",
                .hint = "" } },
        { 900, 0.4, "d700,d701,0.4\n",
            { .place = "correlations.csv:901:1",
                .message = "\"d700\" and \"d701\" already have a row, at correlations.csv:702:11 (column a of "
                           "correlation \"d700\")",
                .hint = "" } },
    };
    (void)state;
    Chain *chain = malloc(sizeof *chain);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        ExpectedDiagnostic expected = rows[r].expected;
        expected.severity = BIZCASE_ERROR;
        write_chain(chain, expected.files, rows[r].inputs, rows[r].correlation, rows[r].more);

        check_diagnostic(&expected, r);
    }
    free(chain);
}

static void thousand_inputs_that_go_together_are_in_order(void **state) {
    CaseFile files[4];
    (void)state;
    Chain *chain = malloc(sizeof *chain);

    TemporaryCase made = temporary_case(write_chain(chain, files, 1000, 0.4, ""), (BizcaseCaseRequest){ 0 });

    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(case_of(made.loaded)->correlation_count, 999);
    temporary_case_free(&made);
    free(chain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_too_many_or_twice_is_refused_at_its_place),
        cmocka_unit_test(thousand_inputs_that_go_together_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
