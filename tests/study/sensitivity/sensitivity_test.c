/* Sensitivity: a linear case whose every answer is known, switching values fed back, and what must add up. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/sensitivity/what_if.h"
#include "support/gsl_errors.h"

/* Year 0 only, so nothing is discounted: NPV = 900·d − 400·f − 100, with d and f at 1: 400. X bears 3/4 of it all. */
static const CaseFile linear[] = {
    { "costs.csv",
        "line,category,distribution,low,central,high,2018/19\na,kit,triangular,0.5,1,2,400\nb,people,,,,,100\n" },
    { "benefits.csv", "line,drivers,2018/19\nc,take-up,900\n" },
    { "drivers.csv", "driver,distribution,low,central,high\ntake-up,uniform,0.2,1,1.2\n" },
    { "councils.csv", "council\nX\nY\n" },
    { "splits.csv", "split,X,Y\nequal-not,3,1\n" },
    { NULL, NULL },
};

static BizcaseSensitivity *sensitivity(BizcaseCase *loaded, BizcaseSensitivityRequest request) {
    BizcaseSensitivity *study;
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    return study;
}

static size_t lever_named(const BizcaseSensitivity *study, const char *name) {
    for (size_t k = 0; k < study->lever_count; k++)
        if (strcmp(study->levers[k].name, name) == 0) return k;
    fail_msg("there is no lever %s", name);
    return 0;
}

static const BizcaseSwitchingRow *switching_of(const BizcaseSensitivity *study, const char *name) {
    for (size_t i = 0; i < study->switching_count; i++)
        if (study->switching[i].lever == lever_named(study, name)) return &study->switching[i];
    return NULL;
}

static void a_linear_case_turns_where_arithmetic_says(void **state) {
    (void)state;
    static const struct {
        const char *lever;
        double value; /* at which NPV is 0 */
    } rows[] = {
        { "benefits", 500.0 / 900 },
        { "costs", 900.0 / 500 },
        { "line:a", 2 }, /* its most: 800 of 900 − 100 */
        { "line:b", 5 },
        { "line:c", 500.0 / 900 },
        { "category:kit", 2 },
        { "category:people", 5 },
        { "driver:take-up", 500.0 / 900 },
    };
    TemporaryCase made = temporary_case(linear, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study = sensitivity(made.loaded, (BizcaseSensitivityRequest){ 0 });
    assert_close(study->plan_npv[0], 400, 1e-9);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseSwitchingRow *row = switching_of(study, rows[r].lever);
        assert_non_null(row);
        for (size_t b = 0; b < study->body_count; b++) {
            if (isnan(row->npv_zero[b].value)) print_error("%s, body %zu: none\n", rows[r].lever, b);
            assert_close(row->npv_zero[b].value, rows[r].value, 1e-9);
            assert_close(row->npv_zero[b].change, rows[r].value / study->levers[row->lever].plan - 1, 1e-9);
        }
    }
    assert_null(switching_of(study, "discount_rate")); /* moves nothing in year 0 */
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

static void the_tornado_is_p10_to_p90_and_sorted(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(linear, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study = sensitivity(made.loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO });
    /* Uniform 0.2 to 1.2: P10 0.3, P90 1.1. Triangular 0.5, 1, 2: P10 0.5 + √(0.1·1.5·0.5), P90 2 − √(0.1·1.5·1). */
    const double low = 0.5 + sqrt(0.1 * 1.5 * 0.5), high = 2 - sqrt(0.1 * 1.5);
    assert_int_equal(study->tornado[0].lever, lever_named(study, "driver:take-up"));
    assert_close(study->tornado[0].low, 0.3, 1e-9);
    assert_close(study->tornado[0].npv_low[0], 900 * 0.3 - 500, 1e-9);
    assert_close(study->tornado[0].npv_high[0], 900 * 1.1 - 500, 1e-9);
    assert_int_equal(study->tornado[1].lever, lever_named(study, "line:a"));
    assert_close(study->tornado[1].npv_low[0], 800 - 400 * low, 1e-6);
    assert_close(study->tornado[1].npv_high[0], 800 - 400 * high, 1e-6);
    for (size_t i = 0; i + 1 < study->tornado_count; i++)
        assert_true(fabs(study->tornado[i].npv_high[0] - study->tornado[i].npv_low[0]) >=
                    fabs(study->tornado[i + 1].npv_high[0] - study->tornado[i + 1].npv_low[0]));
    assert_int_equal(study->spider_count, 2);
    assert_close(study->spider[0].npv[2 * study->body_count], study->tornado[0].npv_low[0], 1e-9); /* P10 again */
    assert_close(study->spider[0].npv[4 * study->body_count], 900 * 0.7 - 500, 1e-9);              /* median */
    assert_int_equal(study->switching_count, 0);
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

static void a_grid_is_two_levers_at_once(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(linear, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study = sensitivity(made.loaded,
        (BizcaseSensitivityRequest){ .parts = BIZCASE_GRID, .grid = { "driver:take-up=0.5:1.5:3", "costs=1:2:2" } });
    const BizcaseGrid *grid = study->grid;
    assert_int_equal(grid->counts[0] * grid->counts[1], 6);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 2; j++)
            assert_close(grid->results[(i * 2 + j) * study->body_count],
                900 * (0.5 + 0.5 * (double)i) - 500 * (1 + (double)j), 1e-9);
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

static void grids_that_cannot_be_are_refused(void **state) {
    (void)state;
    static const char *const sides[] = { "driver:nobody=0:1:2", "costs", "costs=1:2", "costs=1:2:0", "costs=1:2:1000",
        "costs=a:2:3", "costs=1:2:2.5" };
    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        TemporaryCase made = temporary_case(linear, (BizcaseCaseRequest){ 0 });
        BizcaseSensitivity *study;
        BizcaseProblems *problems = bizcase_problems_new();
        size_t count;
        const BizcaseSensitivityRequest request = { .grid = { sides[i], "costs=1:2:2" } };
        assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, problems), BIZCASE_BAD_REQUEST);
        const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].field, "grid");
        bizcase_problems_free(problems);
        temporary_case_free(&made);
    }
}

/* Every switching value of every sample case, put back into the model: NPV is 0 there. */
static void switching_values_fed_back_bring_npv_to_nothing(void **state) {
    (void)state;
    static const char *const cases[] = { "joint-ict-2017", "best4business", "three-councils-quarterly",
        "monthly-mobilisation" };
    for (size_t c = 0; c < COUNT_OF(cases); c++) {
        char folder[128];
        BizcaseCase *loaded;
        snprintf(folder, sizeof folder, "scenarios/%s", cases[c]);
        assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
        BizcaseSensitivity *study = sensitivity(loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });
        Arena *arena = arena_new();
        WhatIf what_if;
        assert_int_equal(
            what_if_open(arena, case_of(loaded), NULL, bizcase_figure_count(), &what_if, NULL), BIZCASE_OK);
        double *out = arena_array(arena, what_if_out_count(&what_if), sizeof *out);
        size_t found = 0;
        for (size_t i = 0; i < study->switching_count; i++)
            for (size_t b = 0; b < study->body_count; b++) {
                const double value = study->switching[i].npv_zero[b].value;
                if (isnan(value)) continue;
                const Lever *lever = what_if_find(&what_if, study->levers[study->switching[i].lever].name);
                what_if_try(&what_if, &(LeverChange){ lever, value }, 1, out);
                assert_close(
                    what_if_value(&what_if, out, 0, b, WHAT_IF_NPV), 0, 1e-6 * (fabs(study->plan_npv[b]) + 1e5));
                found++;
            }
        assert_true(found > 5);
        arena_free(arena);
        bizcase_sensitivity_free(study);
        bizcase_case_free(loaded);
    }
}

static void councils_make_the_joint_swing_and_delay(void **state) {
    (void)state;
    BizcaseCase *loaded;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017" }, &loaded, NULL), BIZCASE_OK);
    BizcaseSensitivity *study = sensitivity(loaded, (BizcaseSensitivityRequest){ 0 });
    for (size_t i = 0; i < study->tornado_count; i++) {
        double low = 0, high = 0;
        for (size_t b = 1; b < study->body_count; b++) {
            low += study->tornado[i].npv_low[b];
            high += study->tornado[i].npv_high[b];
        }
        assert_close(low, study->tornado[i].npv_low[0], 1e-6);
        assert_close(high, study->tornado[i].npv_high[0], 1e-6);
    }
    assert_true(study->delay_count > 0);
    for (size_t i = 0; i < study->delay_count; i++) {
        double months = 0;
        for (size_t b = 1; b < study->body_count; b++) months += study->delays[i].per_month[b];
        assert_close(months, study->delays[i].per_month[0], 1e-6);
    }
    bizcase_sensitivity_free(study);
    bizcase_case_free(loaded);
}

/* A change of the case by --set is the same as its lever. */
static void levers_do_what_changes_of_the_case_do(void **state) {
    (void)state;
    static const struct {
        const char *lever, *change;
        double value;
    } rows[] = {
        { "costs", "costs:*:periods*1.2", 1.2 },
        { "benefits", "benefits:*:periods*0.8", 0.8 },
        { "discount_rate", "case:discount:value=5%", 0.05 },
        { "phase:deployment", "phases:deployment:central=9", 9 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseCase *plain, *changed;
        static const char *const flat[] = { "case:discount:value=3.5%" };
        const char *both[] = { "case:discount:value=3.5%", rows[r].change };
        assert_int_equal(
            bizcase_case_load(
                &(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017", .changes = flat, .change_count = 1 },
                &plain, NULL),
            BIZCASE_OK);
        assert_int_equal(
            bizcase_case_load(
                &(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017", .changes = both, .change_count = 2 },
                &changed, NULL),
            BIZCASE_OK);
        Arena *arena = arena_new();
        WhatIf what_if, other;
        assert_int_equal(what_if_open(arena, case_of(plain), NULL, bizcase_figure_count(), &what_if, NULL), BIZCASE_OK);
        assert_int_equal(what_if_open(arena, case_of(changed), NULL, bizcase_figure_count(), &other, NULL), BIZCASE_OK);
        double *out = arena_array(arena, what_if_out_count(&what_if), sizeof *out),
               *expected = arena_array(arena, what_if_out_count(&what_if), sizeof *out);
        const Lever *lever = what_if_find(&what_if, rows[r].lever);
        assert_non_null(lever);
        what_if_try(&what_if, &(LeverChange){ lever, rows[r].value }, 1, out);
        what_if_try(&other, NULL, 0, expected);
        for (size_t b = 0; b < what_if.body_count; b++)
            assert_close(what_if_value(&what_if, out, 0, b, WHAT_IF_NPV),
                what_if_value(&other, expected, 0, b, WHAT_IF_NPV), 1e-5);
        arena_free(arena);
        bizcase_case_free(plain);
        bizcase_case_free(changed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_linear_case_turns_where_arithmetic_says),
        cmocka_unit_test(the_tornado_is_p10_to_p90_and_sorted),
        cmocka_unit_test(a_grid_is_two_levers_at_once),
        cmocka_unit_test(grids_that_cannot_be_are_refused),
        cmocka_unit_test(switching_values_fed_back_bring_npv_to_nothing),
        cmocka_unit_test(councils_make_the_joint_swing_and_delay),
        cmocka_unit_test(levers_do_what_changes_of_the_case_do),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
