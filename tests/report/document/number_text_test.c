#include "report/document/number_text.h"

#include <locale.h>

#include "support/assert_close.h"

static const NumberStyle whole = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 0 };
static const NumberStyle pounds_thousands = { .prefix = "£", .suffix = "k", .divisor = 1000, .decimals = 0 };
static const NumberStyle per_cent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };
static const NumberStyle pence = { .prefix = "£", .suffix = "", .divisor = 1, .decimals = 2 };

static void numbers_read_as_finance_writes_them(void **state) {
    const struct {
        double number;
        NumberStyle style;
        const char *expected;
    } rows[] = {
        { 0, whole, "0" },
        { 999, whole, "999" },
        { 1000, whole, "1,000" },
        { -1234567.4, whole, "(1,234,567)" },
        { -0.4, whole, "0" },
        { 0.5, whole, "1" },
        { 2.5, whole, "3" },
        { -2.5, whole, "(3)" },
        { 2345678, pounds_thousands, "£2,346k" },
        { -2345678, pounds_thousands, "(£2,346k)" },
        { 0.0351, per_cent, "3.5%" },
        { -0.02, per_cent, "(2.0%)" },
        { 2.675, pence, "£2.68" },
        { 1234.5, pence, "£1,234.50" },
        { 1e18, whole, "1,000,000,000,000,000,000" },
        { NAN, whole, "n/a" },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(number_text(arena, rows[r].number, rows[r].style), rows[r].expected);
    arena_free(arena);
}

static void money_in_a_sentence_has_about_three_figures(void **state) {
    static const struct {
        double amount;
        const char *expected;
    } rows[] = {
        { 12, "£12" },
        { 7700, "£7,700" },
        { 823456, "£823k" },
        { 2345678, "£2.35m" },
        { 123456789, "£123.5m" },
        { 1.5e9, "£1.50bn" },
        { -2345678, "(£2.35m)" },
        { 999600, "£1.00m" },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(
            number_text(arena, rows[r].amount, style_money_in_words("£", rows[r].amount)), rows[r].expected);
    arena_free(arena);
}

static void chances_near_the_ends_are_not_rounded_away(void **state) {
    static const struct {
        double probability;
        const char *expected;
    } rows[] = {
        { 0, "0%" },
        { 0.0004, "less than 0.1%" },
        { 0.004, "0.4%" },
        { 0.124, "12%" },
        { 0.9, "90%" },
        { 0.0994, "10%" },
        { 0.0099, "1%" },
        { 0.943, "94%" },
        { 0.9904, "99%" },
        { 0.9943, "99.4%" },
        { 0.9995, "more than 99.9%" },
        { 1, "100%" },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(chance_text(arena, rows[r].probability), rows[r].expected);
    assert_string_equal(chance_cell(arena, 0.0004), "<0.1%");
    assert_string_equal(chance_cell(arena, 0.9995), ">99.9%");
    assert_string_equal(chance_cell(arena, 0.124), "12%");
    arena_free(arena);
}

static void the_chance_of_the_plan_is_told_in_words(void **state) {
    static const struct {
        double probability;
        const char *expected;
    } rows[] = {
        { 0, "no outcome is as good as the plan" },
        { 0.0004, "fewer than 1 in 1,000 outcomes are as good as the plan" },
        { 0.00123, "only 1 in 1,000 outcomes is as good as the plan" },
        { 0.004, "only 4 in 1,000 outcomes are as good as the plan" },
        { 0.0099, "only 1% of outcomes are as good as the plan" },
        { 0.357, "only 36% of outcomes are as good as the plan" },
        { 0.5, "50% of outcomes are as good as the plan" },
        { 0.9943, "99.4% of outcomes are as good as the plan" },
        { 1, "every outcome is as good as the plan" },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(reach_text(arena, rows[r].probability), rows[r].expected);
    assert_null(reach_text(arena, NAN));
    assert_string_equal(sentence_text(arena, "no outcome is"), "No outcome is");
    assert_string_equal(sentence_text(arena, "99.4% of outcomes"), "99.4% of outcomes");
    arena_free(arena);
}

/* Odds come within a tenth of the chance, or are not told: 1 in 3 for 0.31, none for 0.286. */
static void a_chance_has_odds_where_they_come_near_it(void **state) {
    static const struct {
        double probability;
        const char *expected;
    } rows[] = {
        { 0, NULL },
        { 0.004, NULL },
        { 0.01, "1 in 100" },
        { 0.124, "1 in 8" },
        { 0.25, "1 in 4" },
        { 0.286, NULL },
        { 0.31, "1 in 3" },
        { 0.35, "1 in 3" },
        { 0.36, "1 in 3" },
        { 0.43, "4 in 10" },
        { 0.5, "1 in 2" },
        { 0.75, "8 in 10" },
        { 0.66, "7 in 10" },
        { 0.97, NULL },
        { 1, NULL },
        { NAN, NULL },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *odds = odds_text(arena, rows[r].probability);
        if (!rows[r].expected)
            assert_null(odds);
        else
            assert_string_equal(odds, rows[r].expected);
    }
    arena_free(arena);
}

/* Brackets are for tables. */
static void a_loss_in_a_sentence_has_a_minus_sign(void **state) {
    Arena *arena = arena_new();
    (void)state;
    assert_string_equal(number_in_words(arena, -2345678, pounds_thousands), "−£2,346k");
    assert_string_equal(number_in_words(arena, 2345678, pounds_thousands), "£2,346k");
    assert_string_equal(number_in_words(arena, -0.02, per_cent), "−2.0%");
    assert_string_equal(number_in_words(arena, -0.4, whole), "0");
    assert_string_equal(number_in_words(arena, NAN, whole), "n/a");
    arena_free(arena);
}

static void an_error_keeps_two_figures(void **state) {
    (void)state;
    assert_close(round_to_two_figures(7665.4), 7700, 1e-9);
    assert_close(round_to_two_figures(0.01234), 0.012, 1e-15);
    assert_close(round_to_two_figures(0), 0, 0);
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8")) skip();
    Arena *arena = arena_new();

    assert_string_equal(number_text(arena, 1234.5, pence), "£1,234.50");

    arena_free(arena);
    setlocale(LC_ALL, "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_as_finance_writes_them),
        cmocka_unit_test(money_in_a_sentence_has_about_three_figures),
        cmocka_unit_test(chances_near_the_ends_are_not_rounded_away),
        cmocka_unit_test(the_chance_of_the_plan_is_told_in_words),
        cmocka_unit_test(a_chance_has_odds_where_they_come_near_it),
        cmocka_unit_test(a_loss_in_a_sentence_has_a_minus_sign),
        cmocka_unit_test(an_error_keeps_two_figures),
        cmocka_unit_test(the_locale_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
