/* Sensitivity: a linear case whose every answer is known, switching values fed back, and what must add up. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/sensitivity/what_if.h"
#include "support/gsl_errors.h"

/* Year 0 only, so nothing is discounted: NPV = 900·d − 400·f − 100, with d and f at 1: 400. X pays 3/4 of it all. */
static const CaseFile linear[] = {
    { "costs.csv",
        "line,category,distribution,low,central,high,2018/19\na,kit,triangular,0.5,1,2,400\nb,people,,,,,100\n" },
    { "benefits.csv", "line,drivers,2018/19\nc,take-up,900\n" },
    { "drivers.csv", "driver,distribution,low,central,high\ntake-up,uniform,0.2,1,1.2\n" },
    { "councils.csv", "council\nX\nY\n" },
    { "splits.csv", "split,X,Y\nequal-not,3,1\n" },
    { NULL, NULL },
};

static const char *const no_discount[] = { "case:discount:value=0%" };
static const BizcaseCaseRequest undiscounted = { .changes = no_discount, .change_count = 1 };

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

static const BizcaseLever *shown_lever(const BizcaseSensitivity *study, const char *name) {
    return &study->levers[lever_named(study, name)];
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

static double swing(const BizcaseSensitivity *study, size_t row) {
    return study->tornado[row].npv_most[0] - study->tornado[row].npv_least[0];
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
    for (size_t i = 0; i + 1 < study->tornado_count; i++) assert_true(swing(study, i) >= swing(study, i + 1));
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

/* Every figure, where the modified rate of return has rates of its own and where it follows the discount rate. */
static void a_grid_over_the_discount_rate_is_the_case_at_that_rate(void **state) {
    (void)state;
    static const struct {
        const char *folder, *finance_rate; /* NULL: by default */
    } rows[] = { { "scenarios/minimal", NULL }, { "scenarios/minimal", "case:finance_rate:value=5%" },
        { "scenarios/best4business", NULL }, { "scenarios/three-councils-quarterly", NULL },
        { "scenarios/joint-ict-2017", "case:reinvestment_rate:value=2%" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *changes[] = { "case:discount:value=3.5%", rows[r].finance_rate };
        BizcaseCaseRequest request = {
            .folder = rows[r].folder, .changes = changes, .change_count = rows[r].finance_rate ? 2 : 1
        };
        BizcaseCase *plain, *changed;
        BizcaseAppraisal *appraisal;
        assert_int_equal(bizcase_case_load(&request, &plain, NULL), BIZCASE_OK);
        changes[0] = "case:discount:value=6%";
        assert_int_equal(bizcase_case_load(&request, &changed, NULL), BIZCASE_OK);
        assert_int_equal(bizcase_appraise(changed, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        for (size_t f = 0; f < bizcase_figure_count(); f++) {
            BizcaseSensitivity *study = sensitivity(plain, (BizcaseSensitivityRequest){ .parts = BIZCASE_GRID,
                                                               .grid = { "discount_rate=0.06:0.06:1", "costs=1:1:1" },
                                                               .figure = bizcase_figure(f).name,
                                                               .reading = bizcase_figure(f).reading });
            for (size_t b = 0; b < study->body_count; b++) {
                const BizcaseScope scope = { study->option, study->versus, study->bodies[b], "total" };
                const double expected = bizcase_appraisal_find(appraisal, &scope)->figures[f],
                             found = study->grid->results[b];
                if (isnan(expected) != isnan(found))
                    fail_msg("%s, %s: %g, not %g", rows[r].folder, bizcase_figure(f).name, found, expected);
                if (!isnan(expected)) assert_close(found, expected, 1e-9 * fmax(1, fabs(expected)));
            }
            bizcase_sensitivity_free(study);
        }
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(plain);
        bizcase_case_free(changed);
    }
}

/* 1000·(1 + g) a year later has to bring in 900: at −10 %. What certain inputs can possibly be is documented. */
static void what_a_certain_input_can_possibly_be_holds_the_plan(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,2018/19,2019/20\na,900,\n" },
        { "benefits.csv", "line,drivers,2018/19,2019/20\nb,g;m,,1000\nc,n;z,,-1\nd,fast,0,0\n" },
        { "drivers.csv", "driver,kind,central\ng,growth,-2%\nfast,growth,70%\nm,multiplier,1\nn,multiplier,-3\n"
                         "z,multiplier,0\n" },
        { NULL, NULL },
    };
    static const struct {
        const char *lever;
        double least, most;
    } rows[] = { { "driver:g", -0.52, 0.48 }, { "driver:fast", 0.2, 1.2 }, { "driver:m", 0, 10 },
        { "driver:n", -30, 0 }, { "driver:z", 0, 1 } };
    TemporaryCase made = temporary_case(files, undiscounted);
    BizcaseSensitivity *study = sensitivity(made.loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_close(shown_lever(study, rows[r].lever)->least, rows[r].least, 1e-12);
        assert_close(shown_lever(study, rows[r].lever)->most, rows[r].most, 1e-12);
    }
    assert_close(switching_of(study, "driver:g")->npv_zero[0].value, -0.1, 1e-9);
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
        "monthly-mobilisation", "led-street-lighting", "early-help" };
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

/* Year 0 only, so NPV is sums. Business as usual costs 100 + 50; the main option keeps the 50, runs the 100 down to 30 in a
   line of its own, adds 40 with 20 more as optimism bias, loses the baseline's 5 of benefits and gains 200. The line with a
   blank option is everybody's, its bias too. */
static const CaseFile with_baseline[] = {
    { "costs.csv", "line,option,category,optimism_bias,existing,2018/19\nold,bau,run,,,100\nshared,,run,50%,,50\n"
                   "run-down,main,run,,yes,30\nnew,main,run,50%,,40\nboth,main;two,kit,,,25\n" },
    { "benefits.csv", "line,option,2018/19\ntoday,bau,5\nsavings,main,200\ntwo-savings,two,130\n" },
    { "risks.csv", "risk,option,probability,central\nr,main,50%,10\n" },
    { "options.csv", "option,role\nbau,baseline\nmain,preferred\ntwo,option\n" },
    { NULL, NULL },
};

/* Main: 200 − 5 − (30 + 60 + 25 − 100) − 5 of risk = 175. Two: 130 − 5 − (25 − 100) = 200. */
static void levers_scale_what_options_add_in_all_of_them(void **state) {
    (void)state;
    static const struct {
        const char *lever;
        double value, main, two;
    } rows[] = {
        { "costs", 2, 175 - 60 - 25, 200 - 25 },
        { "all_costs", 2, 175 - 30 - 60 - 25 + 100, 200 - 25 + 100 },
        { "benefits", 2, 175 + 200, 200 + 130 },
        { "all_benefits", 2, 175 + 200 - 5, 200 + 130 - 5 },
        { "category:run", 2, 175 - 60, 200 },
        { "all_category:run", 2, 175 - 30 - 60 + 100, 200 + 100 },
        { "category:kit", 2, 175 - 25, 200 - 25 },
        { "all_category:kit", 2, 175 - 25, 200 - 25 },
        { "bias", 3, 175 - 40, 200 },
        { "line:shared", 2, 175, 200 },
        { "line:run-down", 2, 175 - 30, 200 },
    };
    TemporaryCase made = temporary_case(with_baseline, (BizcaseCaseRequest){ 0 });
    Arena *arena = arena_new();
    WhatIf what_if;
    assert_int_equal(
        what_if_open(arena, case_of(made.loaded), NULL, bizcase_figure_count(), &what_if, NULL), BIZCASE_OK);
    double *out = arena_array(arena, what_if_out_count(&what_if), sizeof *out);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Lever *lever = what_if_find(&what_if, rows[r].lever);
        if (!lever) fail_msg("no lever %s", rows[r].lever);
        what_if_try(&what_if, &(LeverChange){ lever, rows[r].value }, 1, out);
        assert_close(what_if_value(&what_if, out, 0, 0, WHAT_IF_NPV), rows[r].main, 1e-9);
        assert_close(what_if_value(&what_if, out, 1, 0, WHAT_IF_NPV), rows[r].two, 1e-9);
    }
    arena_free(arena);
    temporary_case_free(&made);
}

static void levers_on_many_lines_say_which_and_that_risks_stay_out(void **state) {
    (void)state;
    static const struct {
        const char *lever, *label;
        bool is_repeated;
    } rows[] = {
        { "costs", "The option's own costs (without risks)", false },
        { "all_costs", "All costs, those of bau too (without risks)", false },
        { "benefits", "The option's own benefits (without risks)", false },
        { "category:run", "The option's own lines of run (without risks)", false },
        { "all_category:kit", "All lines of kit, those of bau too (without risks)", true },
        { "bias", "Optimism bias of the option's own lines", false },
    };
    TemporaryCase made = temporary_case(with_baseline, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study = sensitivity(made.loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_string_equal(shown_lever(study, rows[r].lever)->label, rows[r].label);
        assert_int_equal(shown_lever(study, rows[r].lever)->is_repeated, rows[r].is_repeated);
    }
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);

    TemporaryCase alone = temporary_case(linear, (BizcaseCaseRequest){ 0 });
    study = sensitivity(alone.loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });
    assert_string_equal(shown_lever(study, "costs")->label, "All costs");
    assert_true(shown_lever(study, "all_costs")->is_repeated);
    assert_close(switching_of(study, "all_costs")->npv_zero[0].value, 1.8, 1e-9);
    bizcase_sensitivity_free(study);
    temporary_case_free(&alone);
}

/* The main sample has a scenario of the same words, whose rows name the lines one by one. */
static void own_costs_a_fifth_higher_are_the_scenario_of_these_words(void **state) {
    (void)state;
    static const char *const scenarios[] = { "costs-up-a-fifth" };
    const BizcaseCaseRequest request = {
        .folder = "scenarios/joint-ict-2017", .scenarios = scenarios, .scenario_count = 1
    };
    BizcaseCase *plain, *higher;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017" }, &plain, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_case_load(&request, &higher, NULL), BIZCASE_OK);
    BizcaseSensitivity *study = sensitivity(
        plain, (BizcaseSensitivityRequest){ .parts = BIZCASE_CHALLENGE | BIZCASE_SWITCHING, .trials = 200 });
    BizcaseSensitivity *scenario = sensitivity(higher, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });
    const BizcaseChallenge *row = NULL;
    for (size_t i = 0; i < study->challenge_count; i++)
        if (strcmp(study->challenges[i].id, "costs+20%") == 0) row = &study->challenges[i];
    assert_non_null(row);
    for (size_t b = 0; b < study->body_count; b++) assert_close(row->npv[b], scenario->plan_npv[b], 0.5);
    assert_close(row->npv[0], 1204e3, 500);
    assert_int_equal(row->rank[0], 2);
    assert_close(switching_of(study, "costs")->npv_zero[0].change, 0.255, 0.0005);
    assert_close(switching_of(study, "costs")->other_is_best[0].change, 0.135, 0.0005);
    bizcase_sensitivity_free(study);
    bizcase_sensitivity_free(scenario);
    bizcase_case_free(plain);
    bizcase_case_free(higher);
}

/* NPV = 640·(1 + g)² − 1280·(1 + g) = 640·g² − 640 without discounting: both ends of ±20 % are 25.6 above the plan, where
   it is least. The lines' own ranges move it by less. */
static void a_lever_whose_ends_are_alike_has_its_whole_swing(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,drivers,distribution,low,high,2018/19,2019/20,2020/21\na,g,uniform,0.995,1.005,,1280,\n" },
        { "benefits.csv", "line,drivers,distribution,low,high,2018/19,2019/20,2020/21\nb,g,uniform,0.99,1.01,,,640\n" },
        { "drivers.csv", "driver,kind,distribution,low,central,high\ng,growth,uniform,-25%,0%,25%\n" },
        { NULL, NULL },
    };
    TemporaryCase made = temporary_case(files, undiscounted);
    BizcaseSensitivity *study = sensitivity(made.loaded, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO });
    const BizcaseTornadoRow *row = &study->tornado[0];
    assert_string_equal(study->levers[row->lever].name, "driver:g");
    assert_close(row->low, -0.2, 1e-9);
    assert_close(row->high, 0.2, 1e-9);
    assert_close(row->npv_low[0] - study->plan_npv[0], 25.6, 1e-6);
    assert_close(row->npv_high[0] - study->plan_npv[0], 25.6, 1e-6);
    assert_close(row->npv_least[0], -640, 1e-6);
    assert_close(row->least_at[0], 0, 1e-6);
    assert_close(swing(study, 0), 25.6, 1e-6);
    assert_string_equal(study->levers[study->spider[0].lever].name, "driver:g");
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

/* A change of the case by --set is the same as its lever. */
static void levers_do_what_changes_of_the_case_do(void **state) {
    (void)state;
    static const struct {
        const char *lever, *change;
        double value;
    } rows[] = {
        { "all_costs", "costs:*:periods*1.2", 1.2 },
        { "all_benefits", "benefits:*:periods*0.8", 0.8 },
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
        cmocka_unit_test(levers_scale_what_options_add_in_all_of_them),
        cmocka_unit_test(levers_on_many_lines_say_which_and_that_risks_stay_out),
        cmocka_unit_test(own_costs_a_fifth_higher_are_the_scenario_of_these_words),
        cmocka_unit_test(a_lever_whose_ends_are_alike_has_its_whole_swing),
        cmocka_unit_test(a_grid_over_the_discount_rate_is_the_case_at_that_rate),
        cmocka_unit_test(what_a_certain_input_can_possibly_be_holds_the_plan),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
