/* Shapley values against games whose answer is known. */
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include "study/comparison/shapley.h"

/* The airport game (Littlechild and Owen, 1973): a coalition needs the longest of its runways. Each pays its share of every
   stretch that it uses: costs 1, 3, 6, 10 give 1/4, 1/4 + 2/3, … */
static bool airport(void *context, const bool *in, double *values) {
    static const double runway[] = { 1, 3, 6, 10 };
    (void)context;
    values[0] = 0;
    for (size_t i = 0; i < COUNT_OF(runway); i++)
        if (in[i] && runway[i] > values[0]) values[0] = runway[i];
    values[1] = -values[0];
    return true;
}

static void the_airport_game_has_its_published_values(void **state) {
    (void)state;
    const ShapleyGame game = { .player_count = 4, .value_count = 2, .worth = airport, .threads = 2 };
    const double expected[] = { 1.0 / 4, 1.0 / 4 + 2.0 / 3, 1.0 / 4 + 2.0 / 3 + 3.0 / 2,
        1.0 / 4 + 2.0 / 3 + 3.0 / 2 + 4 };
    ShapleyResult result;

    assert_int_equal(shapley_values(arena, &game, &result), SHAPLEY_DONE);

    assert_true(result.is_exact);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_close(result.parts[i * 2], expected[i], 1e-14);
        assert_close(result.parts[i * 2 + 1], -expected[i], 1e-14);
    }
}

enum { MANY = 20 };

/* Worth (Σ i)²: the value of i is i × Σ of all, by symmetry of the cross terms. */
static bool square(void *context, const bool *in, double *values) {
    (void)context;
    double sum = 0;
    for (size_t i = 0; i < MANY; i++) sum += in[i] ? (double)i : 0;
    values[0] = sum * sum;
    return true;
}

static void drawn_orders_add_up_and_keep_to_their_error(void **state) {
    (void)state;
    const double total = MANY * (MANY - 1) / 2;
    ShapleyResult one, four;
    const ShapleyGame game = {
        .player_count = MANY, .value_count = 1, .worth = square, .threads = 1, .evaluations = 6000
    };
    ShapleyGame shared = game;
    shared.threads = 4;

    assert_int_equal(shapley_values(arena, &game, &one), SHAPLEY_DONE);
    assert_int_equal(shapley_values(arena, &shared, &four), SHAPLEY_DONE);

    double sum = 0;
    for (size_t i = 0; i < MANY; i++) {
        sum += one.parts[i];
        assert_close(one.parts[i], (double)i * total, 5 * one.errors[i] + 1e-9);
        assert_close(four.parts[i], one.parts[i], 0);
    }
    assert_false(one.is_exact);
    assert_close(sum, total * total, 1e-9 * total * total);
}

static bool nothing(void *context, const bool *in, double *values) {
    (void)context;
    values[0] = 0;
    return !(in[0] && !in[1]);
}

static void a_coalition_without_worth_is_told(void **state) {
    (void)state;
    ShapleyResult result;
    assert_int_equal(
        shapley_values(arena, &(ShapleyGame){ .player_count = 3, .value_count = 1, .worth = nothing }, &result),
        SHAPLEY_NO_WORTH);
    assert_int_equal(
        shapley_values(arena, &(ShapleyGame){ .player_count = 0, .value_count = 1, .worth = nothing }, &result),
        SHAPLEY_DONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_airport_game_has_its_published_values),
        cmocka_unit_test(drawn_orders_add_up_and_keep_to_their_error),
        cmocka_unit_test(a_coalition_without_worth_is_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
