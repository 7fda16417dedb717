/* Scenarios and changes in the words that documents begin with. */
#include "case/changes/variation.h"

#include "support/arena_fixture.h"
#include "support/assert_close.h"

static Change change_of(const char *file, const char *row, const char *column, ChangeKind kind, const char *value) {
    return (Change){ .file.text = file, .row.text = row, .column.text = column, .value.text = value, .kind = kind };
}

static void changes_are_told_in_words(void **state) {
    (void)state;
    const struct {
        Change change;
        const char *expected;
    } rows[] = {
        { change_of("costs", "cloud", "periods", CHANGE_SCALE, "1.1"),
            "With the amounts of costs \"cloud\" multiplied by 1.1" },
        { change_of("benefits", "*", "periods", CHANGE_SCALE, "0.8"),
            "With the amounts of all benefits multiplied by 0.8" },
        { change_of("costs.csv", "programme=ict", "optimism_bias", CHANGE_SET, "15%"),
            "With the optimism bias of costs with programme=ict set to 15%" },
        { change_of("drivers", "pay", "central", CHANGE_ADD, "1%"),
            "With the central of drivers \"pay\" changed by 1%" },
        { change_of("case", "discount_timing", "value", CHANGE_SET, "mid"), "With the discount timing set to mid" },
        { change_of("phases", "build", "low", CHANGE_SET, ""), "With the low of phases \"build\" left blank" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(variation_text(arena, NULL, 0, &rows[r].change, 1), rows[r].expected);
}

static void scenarios_come_first_and_many_changes_are_counted(void **state) {
    (void)state;
    static const char *const scenarios[] = { "late", "dear", "split" };
    const Change rate = change_of("case", "discount", "value", CHANGE_SET, "3%");
    const Change changes[] = { rate, rate, rate };

    assert_string_equal(variation_text(arena, NULL, 0, NULL, 0), "");
    assert_string_equal(variation_text(arena, scenarios, 1, NULL, 0), "With the scenario \"late\"");
    assert_string_equal(
        variation_text(arena, scenarios, 3, NULL, 0), "With the scenarios \"late\", \"dear\" and \"split\"");
    assert_string_equal(variation_text(arena, scenarios, 1, changes, 2),
        "With the scenario \"late\", the discount set to 3% and the discount set to 3%");
    assert_string_equal(variation_text(arena, scenarios, 1, changes, 3),
        "With the scenario \"late\" and 3 changes made on the command line");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_told_in_words),
        cmocka_unit_test(scenarios_come_first_and_many_changes_are_counted),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
