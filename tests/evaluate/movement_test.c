/* What a slip makes of a level, against the definition: the average of the moved level over finely divided periods. */
#include "evaluate/movement.h"
#include "support/assert_close.h"

#include <math.h>

enum { PERIODS = 8, PARTS = 4096 };

typedef struct MovementRow {
    const char *what;
    double slip;
    Movement movement;
} MovementRow;

static const double level[PERIODS] = { 3, 5, 0, 4, 4, 9, 2, 7 };

static double level_at(double x, const Movement *movement) {
    if (x < 0) return movement->before;
    if (x >= PERIODS) return movement->falls ? 0 : level[PERIODS - 1];
    return level[(int)x];
}

/* At a moment, as the reference says it. */
static double moved_at(double x, double slip, const Movement *movement) {
    if (!movement->extends) return level_at(x - slip, movement);
    const double end = movement->end, held = level_at(ceil(end) - 1, movement);
    if (slip < 0 && x < end + slip) return level_at(x, movement);
    if (slip >= 0 && x < end) return level_at(x, movement);
    return x < ceil(end) + slip ? held : level_at(x - slip, movement);
}

static double average(int t, double slip, const Movement *movement) {
    double sum = 0;
    for (int i = 0; i < PARTS; i++) sum += moved_at(t + (i + 0.5) / PARTS, slip, movement);
    return sum / PARTS;
}

static void move(double slip, const Movement *movement, const double *from, double *rows) {
    double padded[PERIODS + 2];
    SlipParts parts;
    for (int t = 0; t < PERIODS; t++) rows[t] = from[t];
    slip_parts(&slip, PERIODS, 1, &parts);
    move_rows(movement, &parts, PERIODS, rows, padded, 1);
}

static void a_moved_level_is_its_average_over_each_period(void **state) {
    (void)state;
    const Movement shift = { .before = 1 }, falls = { .falls = true };
    const Movement rows[] = { shift, falls, { .extends = true, .end = 3 }, { .extends = true, .end = 3.5, .before = 1 },
        { .extends = true, .end = 0 }, { .extends = true, .end = -2.5, .before = 2 },
        { .extends = true, .end = PERIODS }, { .extends = true, .end = 5.25, .falls = true },
        { .extends = true, .end = PERIODS + 1.5, .falls = true },
        { .extends = true, .end = PERIODS - 0.5, .before = 4 } };
    static const double slips[] = { 0, 0.25, 1, 1.75, 3, 7.5, 8, 9, 40, -0.25, -1, -1.5, -3.25, -8, -9, -40 };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (size_t s = 0; s < sizeof slips / sizeof slips[0]; s++) {
            double moved[PERIODS];
            move(slips[s], &rows[r], level, moved);
            for (int t = 0; t < PERIODS; t++)
                if (!(fabs(moved[t] - average(t, slips[s], &rows[r])) < 1e-9))
                    fail_msg("row %zu, slip %g, period %d: %.10g, not %.10g", r, slips[s], t, moved[t],
                        average(t, slips[s], &rows[r]));
        }
}

/* 100 from the second year on, three months late: a quarter of the 0 before, three quarters of the 100. */
static void a_slip_of_three_months_takes_a_quarter_of_the_year_before(void **state) {
    (void)state;
    const double from[PERIODS] = { 0, 100, 100, 200, 200, 200, 200, 200 };
    double moved[PERIODS];
    move(0.25, &(Movement){ 0 }, from, moved);
    assert_close(moved[1], 75, 1e-12);
    assert_close(moved[2], 100, 1e-12);
    assert_close(moved[3], 175, 1e-12);
}

static void what_does_not_slip_keeps_its_bits(void **state) {
    (void)state;
    const double from[PERIODS] = { 0.1, 0.7, 1e-300, 3e200, 1.0 / 3, NAN, 5, 0.3 };
    const Movement rows[] = { { .before = NAN }, { .extends = true, .end = 3.3, .before = NAN } };
    for (size_t r = 0; r < 2; r++) {
        double moved[PERIODS];
        move(0, &rows[r], from, moved);
        assert_memory_equal(moved, from, sizeof moved);
    }
}

/* What has no part in a period may be no number. */
static void a_value_that_moves_out_does_not_count(void **state) {
    (void)state;
    const double from[PERIODS] = { 1, 1, 1, 1, 1, 1, NAN, NAN };
    double moved[PERIODS];
    move(2, &(Movement){ 0 }, from, moved);
    for (int t = 0; t < PERIODS; t++) assert_close(moved[t], t < 2 ? 0 : 1, 0);
}

/* A damaged plan may hold any slip, and must not lead out of the rows. */
static void any_slip_stays_inside(void **state) {
    (void)state;
    static const double slips[] = { NAN, INFINITY, -INFINITY, 1e300, -1e300 };
    const Movement rows[] = { { 0 }, { .extends = true, .end = NAN }, { .extends = true, .end = -INFINITY },
        { .extends = true, .end = INFINITY } };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (size_t s = 0; s < sizeof slips / sizeof slips[0]; s++) {
            double moved[PERIODS];
            move(slips[s], &rows[r], level, moved);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moved_level_is_its_average_over_each_period),
        cmocka_unit_test(a_slip_of_three_months_takes_a_quarter_of_the_year_before),
        cmocka_unit_test(what_does_not_slip_keeps_its_bits),
        cmocka_unit_test(a_value_that_moves_out_does_not_count),
        cmocka_unit_test(any_slip_stays_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
