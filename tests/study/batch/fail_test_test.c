/* Tests of a batch: at their bound, and where a figure does not exist. */
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include <string.h>

#include "study/batch/batch.h"

static bool holds(const char *text, const BizcaseBatchOutcome *outcome) {
    Diagnostics diagnostics = { .arena = arena };
    FailTest test;
    if (!fail_test_parse(arena, text, &diagnostics, &test)) fail_msg("%s is not read", text);
    return fail_test_holds(&test, outcome);
}

static void a_test_holds_on_its_side_of_the_bound(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool below, at, above; /* whether it holds for 1.49, 1.5 and 1.51 */
    } rows[] = {
        { "bcr < 1.5", true, false, false },
        { "bcr <= 1.5", true, true, false },
        { "bcr > 1.5", false, false, true },
        { "bcr >= 1.5", false, true, true },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseBatchRow values[] = { { "joint", "bcr", "plan", 1.49, "" }, { "joint", "bcr", "plan", 1.5, "" },
            { "joint", "bcr", "plan", 1.51, "" }, { "joint", "bcr", "plan", NAN, "" } };
        assert_int_equal(
            holds(rows[r].text, &(BizcaseBatchOutcome){ .row_count = 1, .rows = &values[0] }), rows[r].below);
        assert_int_equal(holds(rows[r].text, &(BizcaseBatchOutcome){ .row_count = 1, .rows = &values[1] }), rows[r].at);
        assert_int_equal(
            holds(rows[r].text, &(BizcaseBatchOutcome){ .row_count = 1, .rows = &values[2] }), rows[r].above);
        /* What does not exist fails whatever is asked. */
        assert_true(holds(rows[r].text, &(BizcaseBatchOutcome){ .row_count = 1, .rows = &values[3] }));
        assert_true(holds(rows[r].text, &(BizcaseBatchOutcome){ .row_count = 0 }));
    }
}

static void a_test_is_of_its_own_council_and_statistic(void **state) {
    (void)state;
    static const BizcaseBatchRow rows[] = { { "joint", "npv", "plan", 5, "" }, { "joint", "npv", "p10", -5, "" },
        { "X", "npv", "plan", -7, "" }, { "X", "npv", "p10", 7, "" } };
    const BizcaseBatchOutcome outcome = { .row_count = COUNT_OF(rows), .rows = rows };

    assert_false(holds("npv < 0", &outcome));
    assert_true(holds("p10(npv) < 0", &outcome));
    assert_true(holds("npv/X < 0", &outcome));
    assert_false(holds(" p10 ( npv / X ) < 0", &outcome));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_test_holds_on_its_side_of_the_bound),
        cmocka_unit_test(a_test_is_of_its_own_council_and_statistic),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
