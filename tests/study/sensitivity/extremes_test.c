/* How low and how high NPV gets along an assumption: curves with a known top and bottom. */
#include "support/assert_close.h"

#include "study/sensitivity/extremes.h"

#define ROOT_OF_TWO 1.4142135623730951

typedef double Curve(double x);

static double straight(double x) {
    return 3 - 2 * x;
}
static double valley(double x) { /* −0.04 at 0.3 */
    return x * x - 0.6 * x + 0.05;
}
static double kink(double x) { /* 0 at √2 − 1 */
    return -fabs(x - (ROOT_OF_TWO - 1));
}
static double early_top(double x) { /* 1 at 0.001, between the first two values of a scan */
    return 1 - pow(x - 0.001, 2);
}
static double wave(double x) { /* turns twice: −1 at −1/2, 1 at 1/2 */
    return 3 * x - 4 * x * x * x;
}
static double growth(double x) { /* rises all the way */
    return pow(1 + x, 10);
}

static void evaluate(void *context, const double *values, size_t count, double *npv) {
    Curve *const *curves = context;
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < 2; b++) npv[2 * i + b] = (b ? -1 : 1) * curves[0](values[i]);
}

/* Body 1 is body 0 upside down. */
static void extremes_are_found_at_the_ends_within_and_in_the_plan(void **state) {
    (void)state;
    static const struct {
        Curve *curve;
        double low, high, plan;
        size_t points;
        double least, least_at, most, most_at;
    } rows[] = {
        { straight, 0, 1, 0.5, POINTS_STRAIGHT, 1, 1, 3, 0 },
        { straight, 0, 1, 2, POINTS_STRAIGHT, -1, 2, 3, 0 }, /* the plan is outside */
        { valley, 0, 1, 0, POINTS_AT_ONCE, -0.04, 0.3, 0.45, 1 },
        { valley, 0, 1, 0, POINTS_ONE_BY_ONE, -0.04, 0.3, 0.45, 1 },
        { valley, 1, 0, 0.5, POINTS_AT_ONCE, -0.04, 0.3, 0.45, 1 }, /* the other way round */
        { kink, 0, 1, 0, POINTS_AT_ONCE, ROOT_OF_TWO - 2, 1, 0, ROOT_OF_TWO - 1 },
        { kink, 0, 1, 0, POINTS_ONE_BY_ONE, ROOT_OF_TWO - 2, 1, 0, ROOT_OF_TWO - 1 },
        { early_top, 0, 1, 0.5, POINTS_AT_ONCE, 1 - 0.999 * 0.999, 1, 1, 0.001 },
        { wave, -0.9, 0.9, 0, POINTS_AT_ONCE, -1, -0.5, 1, 0.5 },
        { growth, -0.1, 0.1, 0, POINTS_ONE_BY_ONE, 0.3486784401, -0.1, 2.5937424601, 0.1 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Curve *curve = rows[r].curve;
        const NpvExtremes found = npv_extremes(
            arena, &(NpvCurve){ rows[r].low, rows[r].high, rows[r].plan, rows[r].points, 2, 1e-12, evaluate, &curve });
        assert_close(found.at_low[0], curve(rows[r].low), 0);
        assert_close(found.at_high[0], curve(rows[r].high), 0);
        assert_close(found.least[0], rows[r].least, 1e-9);
        assert_close(found.most[0], rows[r].most, 1e-9);
        assert_close(found.least_at[0], rows[r].least_at, 1e-4);
        assert_close(found.most_at[0], rows[r].most_at, 1e-4);
        assert_close(found.least[1], -rows[r].most, 1e-9);
        assert_close(found.most[1], -rows[r].least, 1e-9);
        arena_free(arena);
    }
}

/* Rounding along a lever that does nothing is not looked into. */
static size_t evaluations;

static void noise(void *context, const double *values, size_t count, double *npv) {
    (void)context;
    for (size_t i = 0; i < count; i++) npv[i] = 1e6 + 1e-9 * sin(1e4 * values[i]);
    evaluations++;
}

static void rounding_is_not_closed_in_on(void **state) {
    (void)state;
    Arena *arena = arena_new();
    evaluations = 0;
    npv_extremes(arena, &(NpvCurve){ 0, 1, 0.5, POINTS_AT_ONCE, 1, 1e-6, noise, NULL });
    assert_int_equal(evaluations, 1);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extremes_are_found_at_the_ends_within_and_in_the_plan),
        cmocka_unit_test(rounding_is_not_closed_in_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
