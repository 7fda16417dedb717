/* Ticks are round, few, and reach around what they must show. */
#include "chart/scale.h"

#include <stdio.h>
#include <string.h>

#include "support/arena_fixture.h"
#include "support/assert_close.h"

static void ticks_are_the_finest_round_ones(void **state) {
    static const struct {
        double least, greatest;
        size_t most;
        double step, first, last;
    } rows[] = {
        { 0, 10, 6, 2, 0, 10 },
        { 0, 10, 11, 1, 0, 10 },
        { 0, 10, 10, 2, 0, 10 },
        { -7.1e6, 5.6e6, 8, 2e6, -8e6, 6e6 },
        { 0, 1, 6, 0.2, 0, 1 },
        { 0.1, 0.7, 8, 0.1, 0.1, 0.7 },
        { 3, 4, 3, 0.5, 3, 4 },
        { 999, 1001, 3, 1, 999, 1001 },
        { -1e-9, 1e-9, 3, 1e-9, -1e-9, 1e-9 },
        { 1e12, 3e12, 3, 1e12, 1e12, 3e12 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Ticks ticks = scale_ticks(rows[r].least, rows[r].greatest, rows[r].most);

        assert_close(ticks.step / rows[r].step, 1, 1e-12);
        assert_close(tick_number(&ticks, ticks.first), rows[r].first, 1e-12 * (1 + rows[r].greatest));
        assert_close(tick_number(&ticks, ticks.last), rows[r].last, 1e-12 * (1 + rows[r].greatest));
    }
}

static void ticks_hold_any_range_with_no_more_than_asked(void **state) {
    uint64_t seed = 42;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double ends[2];
        for (int e = 0; e < 2; e++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            ends[e] = ((double)(seed >> 11) / 9007199254740992.0 - 0.5) * pow(10, (double)(i % 25) - 8);
        }
        const double least = fmin(ends[0], ends[1]), greatest = fmax(ends[0], ends[1]);
        const size_t most = 3 + (size_t)i % 10;

        const Ticks ticks = scale_ticks(least, greatest, most);

        const double slack = 1e-8 * ticks.step;
        assert_true(ticks.last > ticks.first);
        assert_true((size_t)(ticks.last - ticks.first) < most);
        assert_true(tick_number(&ticks, ticks.first) <= least + slack);
        assert_true(tick_number(&ticks, ticks.last) >= greatest - slack);
    }
}

static void one_number_gets_a_range_around_it(void **state) {
    static const double numbers[] = { 0, 5, -5, 1e15, -1e-12 };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(numbers); r++) {
        const Ticks ticks = scale_ticks(numbers[r], numbers[r], 6);

        assert_true(ticks.last > ticks.first);
        assert_true(tick_number(&ticks, ticks.first) <= 0);
        assert_true(tick_number(&ticks, ticks.last) >= numbers[r]);
    }
}

static void no_number_is_too_large_or_small(void **state) {
    static const double numbers[] = { 1e308, -1e308, 5e-324, 1e-310, INFINITY, -INFINITY };
    (void)state;
    for (size_t a = 0; a < COUNT_OF(numbers); a++) {
        for (size_t b = 0; b < COUNT_OF(numbers); b++) {
            const Ticks ticks = scale_ticks(fmin(numbers[a], numbers[b]), fmax(numbers[a], numbers[b]), 5);

            assert_true(ticks.last > ticks.first && ticks.last - ticks.first < 5);
            assert_true(isfinite(ticks.step) && ticks.step > 0);
        }
    }
}

static void tick_texts_have_the_digits_that_the_step_needs(void **state) {
    static const struct {
        double step;
        long long index;
        const char *prefix, *suffix;
        double divisor;
        const char *expected;
    } rows[] = {
        { 2e6, -3, "£", "m", 1e6, "−£6m" },
        { 5e5, 3, "£", "m", 1e6, "£1.5m" },
        { 5e5, 4, "£", "m", 1e6, "£2.0m" },
        { 0.2, 3, "", "%", 0.01, "60%" },
        { 0.05, 1, "", "", 1, "0.05" },
        { 1000, 1234, "", "", 1, "1,234,000" },
        { 1e6, 0, "£", "m", 1e6, "£0" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Ticks ticks = { .step = rows[r].step };

        assert_string_equal(
            tick_text(arena, &ticks, rows[r].index, rows[r].prefix, rows[r].suffix, rows[r].divisor), rows[r].expected);
    }
}

static void a_scale_may_run_downwards(void **state) {
    const Scale scale = { 0, 10, 200, 100 };
    (void)state;

    assert_close(scale_place(&scale, 0), 200, 0);
    assert_close(scale_place(&scale, 2.5), 175, 0);
    assert_close(scale_place(&scale, 10), 100, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_the_finest_round_ones),
        cmocka_unit_test(ticks_hold_any_range_with_no_more_than_asked),
        cmocka_unit_test(one_number_gets_a_range_around_it),
        cmocka_unit_test(no_number_is_too_large_or_small),
        cmocka_unit_test(tick_texts_have_the_digits_that_the_step_needs),
        cmocka_unit_test(a_scale_may_run_downwards),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
