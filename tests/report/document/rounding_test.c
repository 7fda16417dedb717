#include "report/document/rounding.h"

#include <string.h>

#include "support/assert_close.h"

static double sum(const double *values, size_t count, size_t stride) {
    double total = 0;
    for (size_t i = 0; i < count; i++) total += values[i * stride];
    return total;
}

static void parts_add_up_to_the_rounded_total(void **state) {
    static const struct {
        double parts[3], total, step, expected[3];
        bool moved; /* a part is not at its nearest */
    } rows[] = {
        { { 0.4, 0.4, 0.4 }, 1.2, 1, { 1, 0, 0 }, true },
        { { 33.3, 33.3, 33.4 }, 100, 1, { 33, 33, 34 }, true },
        { { 1499, 1499, 1502 }, 4500, 1000, { 2000, 1000, 2000 }, true },
        { { -0.4, -0.4, -0.4 }, -1.2, 1, { 0, 0, -1 }, true },
        { { 10.6, -5.5, 0 }, 5.1, 1, { 11, -6, 0 }, false },
        { { 0, 0, 0 }, 0, 1, { 0, 0, 0 }, false },
        /* A total that was rounded before: the unit goes where least is lost. */
        { { 5, 3.2, 2.6 }, 9, 1, { 4, 3, 2 }, true },
        /* The second is more than the first by rounding error only. */
        { { 0.3, 0.1 + 0.2, 0.1 }, 0.7, 1, { 1, 0, 0 }, true },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        double parts[3] = { rows[r].parts[0], rows[r].parts[1], rows[r].parts[2] };

        Casting casting = { 0 };

        double total = round_list(arena, parts, 3, rows[r].total, rows[r].step, &casting);

        assert_close(total, round_to_step(rows[r].total, rows[r].step), 0);
        assert_close(sum(parts, 3, 1), total, 1e-9);
        for (size_t i = 0; i < 3; i++) assert_true(fabs(parts[i] - rows[r].parts[i]) <= rows[r].step);
        for (size_t i = 0; i < 3; i++) assert_close(parts[i], rows[r].expected[i], 0);
        assert_int_equal(casting.parts_moved, rows[r].moved);
        assert_false(casting.totals_apart);
        arena_free(arena);
    }
}

/* A small linear congruential generator: the cases are the same on every machine. */
static double next_random(unsigned *state) {
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

static void random_tables_add_up_both_ways_and_stay_near(void **state) {
    enum { MOST = 8 };
    unsigned seed = 1;
    (void)state;
    for (int trial = 0; trial < 2000; trial++) {
        size_t rows = 2 + (size_t)(next_random(&seed) * (MOST - 2)),
               columns = 2 + (size_t)(next_random(&seed) * (MOST - 2));
        double table[MOST * MOST] = { 0 }, exact[MOST * MOST], step = trial % 2 ? 1000 : 1;
        for (size_t r = 1; r < rows; r++) {
            for (size_t c = 1; c < columns; c++) {
                double value = (next_random(&seed) - 0.4) * 10 * step;
                table[r * columns + c] = value;
                table[r * columns] += value;
                table[c] += value;
                table[0] += value;
            }
        }
        memcpy(exact, table, sizeof exact);
        Arena *arena = arena_new();
        Casting casting = { 0 };

        round_table(arena, table, rows, columns, step, &casting);

        assert_close(table[0], round_to_step(exact[0], step), 0);
        for (size_t r = 0; r < rows; r++)
            assert_close(sum(table + r * columns + 1, columns - 1, 1), table[r * columns], 1e-6);
        for (size_t c = 0; c < columns; c++) assert_close(sum(table + columns + c, rows - 1, columns), table[c], 1e-6);
        for (size_t i = 0; i < rows * columns; i++) {
            assert_true(fabs(table[i] - exact[i]) <= 2 * step);
            assert_close(table[i], round_to_step(table[i], step), 0);
        }
        arena_free(arena);
    }
}

static void a_table_that_does_not_add_up_is_rounded_entry_by_entry(void **state) {
    double table[] = { 10.2, 1.6, 2.4, 9.9, 1.6, 2.4 }, missing[] = { NAN, 1.6, NAN, 1.6 }, apart[] = { 9.9, 1.6, 2.4 };
    Arena *arena = arena_new();
    (void)state;

    Casting casting = { 0 };

    round_table(arena, table, 2, 3, 1, &casting);
    round_table(arena, missing, 2, 2, 1, &casting);
    round_headlines(apart, 3, 1, &casting);

    assert_false(casting.parts_moved || casting.totals_apart); /* it says nothing of what is no sum */

    assert_close(table[0], 10, 0);
    assert_close(table[1], 2, 0);
    assert_close(table[5], 2, 0);
    assert_true(isnan(missing[0]));
    assert_close(missing[1], 2, 0);
    arena_free(arena);
}

static void margins_that_are_rounded_already_are_kept(void **state) {
    double table[] = { 3, 2, 1, 1, 0.7, 0.6, 2, 1.1, 0.6 };
    Arena *arena = arena_new();
    (void)state;

    Casting casting = { 0 };

    round_inside(arena, table, 3, 3, 1, &casting);

    assert_close(table[0] + table[1] + table[2], 6, 0);
    assert_close(table[4] + table[5], 1, 0);
    assert_close(table[7] + table[8], 2, 0);
    assert_close(table[4] + table[7], 2, 0);
    assert_close(table[5] + table[8], 1, 0);
    arena_free(arena);
}

static void walks_lead_from_one_sum_to_another_and_stay_near(void **state) {
    enum { MOST = 8 };
    unsigned seed = 7;
    (void)state;
    for (int trial = 0; trial < 2000; trial++) {
        const size_t rows = (size_t)(next_random(&seed) * MOST),
                     columns = 1 + (size_t)(next_random(&seed) * (MOST - 1));
        double steps[MOST * MOST] = { 0 }, exact[MOST * MOST], from[MOST] = { 0 }, to[MOST] = { 0 };
        for (size_t c = columns; c-- > 0;) {
            if (c > 0 || columns == 1) from[c] = (next_random(&seed) - 0.5) * 100;
            to[c] = from[c];
            for (size_t r = 0; r < rows; r++) {
                double *step = &steps[r * columns + c];
                if (c > 0 || columns == 1) *step = (next_random(&seed) - 0.5) * 10;
                to[c] += *step;
                if (c > 0) steps[r * columns] += *step;
            }
            if (c > 0) from[0] += from[c];
        }
        memcpy(exact, steps, sizeof exact);
        Arena *arena = arena_new();
        Casting casting = { 0 };
        round_headlines(from, columns, 1, &casting);
        round_headlines(to, columns, 1, &casting);
        /* What the joint walk has more than the councils' together. */
        const double apart = (to[0] - sum(to + 1, columns - 1, 1)) - (from[0] - sum(from + 1, columns - 1, 1));

        round_walk(arena, steps, rows, columns, from, to, 1, &casting);

        for (size_t c = 0; c < columns && rows > 0; c++)
            assert_close(from[c] + sum(steps + c, rows, columns), to[c], 0);
        double missing = 0;
        for (size_t r = 0; r < rows && columns > 1; r++) {
            const double short_of = steps[r * columns] - sum(steps + r * columns + 1, columns - 1, 1);
            if (apart == 0) assert_close(short_of, 0, 0);
            missing += short_of;
        }
        if (rows > 0 && columns > 1) assert_close(missing, apart, 0);
        if (apart != 0 && columns > 1) assert_true(casting.totals_apart);
        for (size_t i = 0; i < rows * columns; i++) {
            assert_true(fabs(steps[i] - exact[i]) <= 3);
            assert_close(steps[i], round(steps[i]), 0);
        }
        arena_free(arena);
    }
}

static void headlines_keep_their_own_rounding_and_parts_add_up_to_them(void **state) {
    static const struct {
        double table[9], expected[9];
        bool moved, apart;
    } rows[] = {
        /* 1.4999 and 1.4999 are 1 and 1, and 3 together. The first row of parts has its own missing unit. */
        { { 2.9998, 1.4999, 1.4999, 1.9998, 0.9999, 0.9999, 1, 0.5, 0.5 }, { 3, 1, 1, 2, 1, 1, 1, 0, 0 }, true, true },
        { { 3, 1.5, 1.5, 2, 1, 1, 1, 0.5, 0.5 }, { 3, 2, 2, 2, 1, 1, 1, 1, 1 }, false, true },
        { { 5, 2, 3, 2, 1, 1, 3, 1, 2 }, { 5, 2, 3, 2, 1, 1, 3, 1, 2 }, false, false },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Casting casting = { 0 };
        double table[9];
        memcpy(table, rows[r].table, sizeof table);

        round_under_headlines(arena, table, 3, 3, 1, &casting);

        for (size_t i = 0; i < 9; i++) {
            if (table[i] != rows[r].expected[i]) print_error("row %zu, entry %zu\n", r, i);
            assert_close(table[i], rows[r].expected[i], 0);
        }
        assert_int_equal(casting.parts_moved, rows[r].moved);
        assert_int_equal(casting.totals_apart, rows[r].apart);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_the_rounded_total),
        cmocka_unit_test(random_tables_add_up_both_ways_and_stay_near),
        cmocka_unit_test(a_table_that_does_not_add_up_is_rounded_entry_by_entry),
        cmocka_unit_test(margins_that_are_rounded_already_are_kept),
        cmocka_unit_test(headlines_keep_their_own_rounding_and_parts_add_up_to_them),
        cmocka_unit_test(walks_lead_from_one_sum_to_another_and_stay_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
