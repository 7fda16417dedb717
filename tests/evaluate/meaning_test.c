/* Levels and shares for one trial: known ones, and those of whole blocks compared with them. */
#include "evaluate/meaning.h"

#include "support/appraised_case.h"

#include "evaluate/scratch.h"
#include "model/compile.h"
#include "model/shares.h"
#include "support/arena_fixture.h"

static void drivers_multiply_their_path_or_grow_from_the_first_period(void **state) {
    static const double path[] = { 0, 0.5, 3 };
    static const struct {
        DriverKind kind;
        double value;
        const double *path;
        unsigned months_per_period;
        double expected[3];
    } rows[] = {
        { DRIVER_MULTIPLIER, 2, NULL, 12, { 2, 2, 2 } },
        { DRIVER_MULTIPLIER, 2, path, 12, { 0, 1, 6 } },
        { DRIVER_MULTIPLIER, 2, path, 1, { 0, 1, 6 } },
        { DRIVER_GROWTH, 0.1, NULL, 12, { 1, 1.1, 1.21 } },
        { DRIVER_GROWTH, 0.21, NULL, 6, { 1, 1.1, 1.21 } },
        { DRIVER_GROWTH, -0.19, NULL, 6, { 1, 0.9, 0.81 } },
        { DRIVER_GROWTH, 0.4641, NULL, 3, { 1, 1.1, 1.21 } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        double levels[3];

        driver_levels(rows[r].kind, rows[r].value, rows[r].path, 3, rows[r].months_per_period, levels);

        check_amounts(r, levels, rows[r].expected, 3, 1e-14);
    }
}

static void parts_become_shares_that_make_one(void **state) {
    static const struct {
        double parts[3];
        size_t rest; /* 3: none */
        double expected[3];
    } rows[] = {
        { { 1, 2, 5 }, 3, { 0.125, 0.25, 0.625 } },
        { { 0, 0, 4 }, 3, { 0, 0, 1 } },
        { { 0, 0, 0 }, 3, { 1.0 / 3, 1.0 / 3, 1.0 / 3 } },
        { { 0.25, 0.5, 0 }, 2, { 0.25, 0.5, 0.25 } },
        { { 0, 0.25, 0.75 }, 0, { 0, 0.25, 0.75 } },
        { { 1, 0, 1.5 }, 1, { 0.4, 0, 0.6 } }, /* they stray above 1: scaled back, and nothing is left */
        { { 0, 0, 0 }, 1, { 0, 1, 0 } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        double shares[3];

        shares_of_parts(rows[r].parts, rows[r].rest, 3, shares);

        check_amounts(r, shares, rows[r].expected, 3, 1e-15);
    }
}

static void held_parts_are_never_below_nothing(void **state) {
    (void)state;
    assert_close(level_as_part(-0.25), 0, 0);
    assert_close(level_as_part(0.25), 0.25, 0);
}

/* --- blocks ---------------------------------------------------------------------------------------------------------- */

/* Weights, rests and growths; u can be anything between −1 and 1, so that parts fall below 0 and rise above 1. */
static const CaseFile shared[] = {
    { "councils.csv", "council\nX\nY\nZ\n" },
    { "costs.csv", "line,split,drivers,2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4,2021/22 Q1,2021/22 Q2\n"
                   "a,weights,g,1,1,1,1,1,1\nb,parts,,1,1,1,1,1,1\n" },
    { "drivers.csv", "driver,kind,distribution,low,central,high,2020/21 Q1,2020/21 Q3,2021/22 Q2\n"
                     "u,multiplier,normal,0.2,0.3,0.4,1,2,0.5\nv,multiplier,normal,0.2,0.3,0.4,,,\n"
                     "g,growth,uniform,-5%,1%,20%,,,\n" },
    { "splits.csv", "split,from,X,Y,Z\nweights,,u,v,1\nweights,2020/21 Q3,u,v,g\nweights,2021/22 Q2,0,u,v\n"
                    "parts,,u,v,rest\nparts,2020/21 Q4,rest,u,0.4\n" },
    { NULL, NULL },
};

/* Knuth's MMIX generator, high bits: from −1 to 1. */
static double next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) * 0x1p-52 - 1;
}

static void check_lane(const Plan *plan, const Scratch *scratch, const double *values, size_t k) {
    double inputs[8], levels[6];
    assert_true(plan->input_count <= COUNT_OF(inputs) && plan->period_count == COUNT_OF(levels));
    for (uint32_t i = 0; i < plan->input_count; i++) inputs[i] = values[(size_t)i * LANES + k];
    for (uint32_t g = 0; g < plan->growth_count; g++) {
        driver_levels(
            DRIVER_GROWTH, inputs[plan->growths[g].input], NULL, plan->period_count, plan->months_per_period, levels);
        for (uint32_t t = 0; t < plan->period_count; t++)
            assert_close(scratch->growths[((size_t)g * plan->period_count + t) * LANES + k], levels[t], 0);
    }
    for (uint32_t s = 0; s < plan->split_count; s++) {
        const double *shares = plan->splits[s].shares ? NULL : shares_at(arena, plan, s, inputs);
        for (uint32_t c = 0; shares && c < plan->council_count; c++)
            for (uint32_t t = 0; t < plan->period_count; t++)
                assert_close(uncertain_share(plan, scratch, s, c, t)[k], shares[c * plan->period_count + t], 0);
    }
}

static void blocks_have_the_levels_and_shares_of_one_trial_to_the_bit(void **state) {
    TemporaryCase made = temporary_case(shared, (BizcaseCaseRequest){ 0 });
    (void)state;
    assert_int_equal(made.status, BIZCASE_OK);
    const Model model = model_compile(arena, case_of(made.loaded), FOR_SIMULATION);
    const Plan *plan = &model.plan;
    Scratch scratch;
    scratch_lay_out(plan, arena_rows(arena, scratch_lay_out(plan, NULL, &scratch)), &scratch);
    double *values = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof *values);
    uint64_t seed = 1;
    for (size_t i = 0; i < (size_t)plan->input_count * LANES; i++) values[i] = next(&seed);

    evaluate_growths(plan, values, &scratch);
    evaluate_shares(plan, values, &scratch);

    assert_int_equal(plan->growth_count, 1);
    for (size_t k = 0; k < LANES; k++) check_lane(plan, &scratch, values, k);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_multiply_their_path_or_grow_from_the_first_period),
        cmocka_unit_test(parts_become_shares_that_make_one),
        cmocka_unit_test(held_parts_are_never_below_nothing),
        cmocka_unit_test(blocks_have_the_levels_and_shares_of_one_trial_to_the_bit),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
