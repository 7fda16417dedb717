/* Quantities, drivers, indices and lines explained: formulas with their numbers in every period, and the cells they come
   from. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

/* Two years of 6,000 and 8,000 lamps, then none; half a year late. */
static const CaseFile lighting[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,4\nscale,1000\n" },
    { "councils.csv", "council,name\nA,Aford\nB,Bham\n" },
    { "phases.csv", "phase,name,start,end,central\nroll,Roll-out,2019-04,2021-03,6\n" },
    { "indices.csv", "index,name,2020/21\nenergy,Energy prices,10%\n" },
    { "drivers.csv", "driver,name,unit,kind,distribution,low,central,high,2019/20,2020/21\n"
                     "take-up,Take-up,factor,multiplier,uniform,0.4,0.5,0.6,1,2\n"
                     "wages,Wages,,growth,,,2%,,,\n" },
    { "quantities.csv", "quantity,name,unit,formula,central,phase,2019/20,2020/21,2021/22\n"
                        "lamps,Lamps,lamp,,,roll,6000,8000,0\n"
                        "led,LED lamps,lamp,cumulative(lamps) * take-up,2,,,,\n"
                        "price,Price,£/lamp,,3,,,,\n"
                        "idle,Idle,,led + 1,,,,,\n" },
    { "splits.csv", "split,A,B\nby-lamps,led,idle\n" },
    { "costs.csv", "line,name,split,formula,phase,2019/20,2020/21\n"
                   "light,Light,by-lamps,led * price * index:energy * wages,,,\n"
                   "cells,Cells,A,,roll,4,8\n" },
    { 0 } };

static BizcaseLevelExplanation *explain_level(BizcaseCase *loaded, const char *what) {
    BizcaseLevelExplanation *explanation;
    if (bizcase_explain_level(loaded, what, &explanation, NULL) != BIZCASE_OK) print_case_diagnostics(loaded);
    assert_non_null(explanation);
    return explanation;
}

static TemporaryCase load_lighting(void) {
    TemporaryCase made = temporary_case(lighting, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

/* Of the 6,000 lamps of 2019/20 half are late: 3,000; then 3,000 and half of 8,000; then the other half. In all 3,000, 10,000
   and 14,000, of which take-up, 0.5 × 1 and 0.5 × 2, is in place; twice that, as central says. */
static void a_formula_is_shown_with_its_numbers_in_every_period(void **state) {
    (void)state;
    static const char *const with_numbers[] = { "cumulative(3000) * 0.5", "cumulative(3000 + 7000) * 1",
        "cumulative(3000 + 7000 + 4000) * 1", "cumulative(3000 + ... + 0 over 4 periods = 14000) * 1" };
    static const double own[] = { 1500, 10000, 14000, 14000 };
    TemporaryCase made = load_lighting();
    BizcaseLevelExplanation *explanation = explain_level(made.loaded, "quantity:led");

    const BizcaseExplainedLevel *led = &explanation->levels[0];
    assert_int_equal(explanation->period_count, 4);
    assert_string_equal(explanation->periods[3], "2022/23");
    assert_string_equal(led->what, "quantity:led");
    assert_string_equal(led->name, "LED lamps");
    assert_string_equal(led->unit, "lamp");
    assert_string_equal(led->place, "quantities.csv:3:1");
    assert_string_equal(led->formula, "cumulative(lamps) * take-up");
    assert_string_equal(led->formula_place, "quantities.csv:3:20");
    assert_close(led->multiplier, 2, 0);
    assert_string_equal(led->multiplier_place, "quantities.csv:3:48");
    assert_null(led->phase);
    for (size_t t = 0; t < 4; t++) {
        assert_string_equal(led->with_numbers[t], with_numbers[t]);
        assert_close(led->own[t], own[t], 1e-9);
        assert_close(led->values[t], 2 * own[t], 1e-9);
    }
    bizcase_level_explanation_free(explanation);
    temporary_case_free(&made);
}

static void it_goes_down_to_cells_and_each_is_there_once(void **state) {
    (void)state;
    static const char *const expected[] = { "line:light", "quantity:led", "quantity:price", "index:energy",
        "driver:wages", "quantity:lamps", "driver:take-up" };
    static const char *const cells[] = { "quantities.csv:2:25", "quantities.csv:2:30", "quantities.csv:2:35",
        "quantities.csv:2:35" };
    static const double lamps[] = { 3000, 7000, 4000, 0 }, prices[] = { 1, 1.1, 1.21, 1.331 },
                        wages[] = { 1, 1.02, 1.0404, 1.061208 };
    TemporaryCase made = load_lighting();
    BizcaseLevelExplanation *explanation = explain_level(made.loaded, "line:light");

    assert_int_equal(explanation->level_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) assert_string_equal(explanation->levels[i].what, expected[i]);
    const BizcaseExplainedLevel *moved = &explanation->levels[5];
    assert_string_equal(moved->phase, "roll");
    assert_close(moved->slip_months, 6, 0);
    assert_close(moved->slip_periods, 0.5, 0);
    for (size_t t = 0; t < 4; t++) {
        assert_string_equal(moved->places[t], cells[t]);
        assert_close(moved->values[t], lamps[t], 1e-9);
        assert_close(explanation->levels[3].values[t], prices[t], 1e-12);
        assert_close(explanation->levels[4].values[t], wages[t], 1e-12);
    }
    assert_true(explanation->levels[4].is_growth);
    bizcase_level_explanation_free(explanation);
    temporary_case_free(&made);
}

/* £4,000 and £8,000, half a year late. */
static void a_line_of_cells_shows_its_money_moved(void **state) {
    (void)state;
    static const double own[] = { 4000, 8000, 0, 0 }, values[] = { 2000, 6000, 4000, 0 };
    static const char *const places[] = { "costs.csv:3:21", "costs.csv:3:23", "", "" };
    TemporaryCase made = load_lighting();
    BizcaseLevelExplanation *explanation = explain_level(made.loaded, "line:cells");

    assert_int_equal(explanation->level_count, 1);
    for (size_t t = 0; t < 4; t++) {
        assert_close(explanation->levels[0].own[t], own[t], 1e-9);
        assert_close(explanation->levels[0].values[t], values[t], 1e-9);
        assert_string_equal(explanation->levels[0].places[t], places[t]);
    }
    bizcase_level_explanation_free(explanation);
    temporary_case_free(&made);
}

/* Shares matter to a council, not to both together. */
static void a_figure_has_the_levels_of_its_lines_and_shares(void **state) {
    (void)state;
    static const struct {
        const char *what;
        size_t level_count;
    } rows[] = { { "npv", 7 }, { "npv/A", 8 } };
    TemporaryCase made = load_lighting();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseExplanation *explanation;
        assert_int_equal(bizcase_explain(made.loaded, rows[r].what, &explanation, NULL), BIZCASE_OK);
        assert_int_equal(explanation->level_count, rows[r].level_count);
        assert_string_equal(explanation->levels[0].what, "line:light");
        assert_close(explanation->sum, explanation->value, 1e-6);
        bizcase_explanation_free(explanation);
    }
    temporary_case_free(&made);
}

static void what_there_is_not_is_told_with_the_nearest_word(void **state) {
    (void)state;
    static const struct {
        const char *what, *message, *hint;
    } rows[] = {
        { "quantity:lamp", "the case has no quantity \"lamp\"", "did you mean \"lamps\"?" },
        { "line:lihgt", "the case has no line \"lihgt\"", "did you mean \"light\"?" },
        { "risk:x", "\"risk:x\" is nothing that can be explained",
            "quantity:ID, driver:ID, index:ID or line:ID, or a figure such as npv" },
        { "quantity", "\"quantity\" is nothing that can be explained",
            "quantity:ID, driver:ID, index:ID or line:ID, or a figure such as npv" },
    };
    TemporaryCase made = load_lighting();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseLevelExplanation *explanation;
        BizcaseProblems *problems = bizcase_problems_new();
        size_t count;

        assert_int_equal(bizcase_explain_level(made.loaded, rows[r].what, &explanation, problems), BIZCASE_BAD_REQUEST);

        const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
        assert_null(explanation);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].message, rows[r].message);
        assert_string_equal(items[0].hint, rows[r].hint);
        bizcase_problems_free(problems);
    }
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_formula_is_shown_with_its_numbers_in_every_period),
        cmocka_unit_test(it_goes_down_to_cells_and_each_is_there_once),
        cmocka_unit_test(a_line_of_cells_shows_its_money_moved),
        cmocka_unit_test(a_figure_has_the_levels_of_its_lines_and_shares),
        cmocka_unit_test(what_there_is_not_is_told_with_the_nearest_word),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
