/* How much memory a case takes, by what it holds: counted, not timed. */
#include "support/temporary_case.h"

#include "base/arena.h"

enum { QUANTITIES = 50, FEW_PERIODS = 100, MANY_PERIODS = 2100 };

/* A chain: each quantity is one more than the one before. */
static TemporaryCase chain_over(unsigned periods) {
    static char settings[100], chain[40 * QUANTITIES];
    snprintf(settings, sizeof settings, "key,value\nstart,2018-04\nperiods,%u\n", periods);
    size_t length = (size_t)snprintf(chain, sizeof chain, "quantity,formula,central\nq0,,5\n");
    for (unsigned q = 1; q < QUANTITIES; q++)
        length += (size_t)snprintf(chain + length, sizeof chain - length, "q%u,q%u + 1,\n", q, q - 1);
    const CaseFile files[MOST_CASE_FILES] = { { "case.csv", settings }, { "quantities.csv", chain },
        { "costs.csv", "line,formula\na,q49 * 2\n" } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

/* Its values in the plan are 8 bytes; the programs of formulas, kept, took 100 more. */
static void a_quantity_takes_at_most_16_bytes_a_period(void **state) {
    (void)state;
    TemporaryCase few = chain_over(FEW_PERIODS), many = chain_over(MANY_PERIODS);

    const double bytes =
        (double)arena_bytes(case_of(many.loaded)->arena) - (double)arena_bytes(case_of(few.loaded)->arena);

    assert_true(bytes / ((double)QUANTITIES * (MANY_PERIODS - FEW_PERIODS)) < 16);
    temporary_case_free(&few);
    temporary_case_free(&many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantity_takes_at_most_16_bytes_a_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
