/* What the command says of quantities and formulas: JSON, explanations, trials that divide by 0, and --strict. */
#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/command_fixture.h"

static int make_cases(void **state) {
    static const char lamps[] = "quantity,name,unit,formula,distribution,low,central,high,2019/20,2020/21\n"
                                "lamps,Lamps replaced,lamp,,uniform,0.5,,1.5,100,340\n"
                                "in-place,Lamps in place,lamp,cumulative(lamps),,,,,,\n"
                                "price,,£/lamp,,,,2.5,,,\n";
    char path[64];
    if (make_fixture(state) != 0) return -1;
    snprintf(path, sizeof path, "%s/lights", ((Fixture *)*state)->folder);
    mkdir(path, 0700);
    write_file(*state, "lights/quantities.csv", lamps);
    write_file(*state, "lights/costs.csv", "line,formula\nenergy,in-place * price\n");
    snprintf(path, sizeof path, "%s/odd", ((Fixture *)*state)->folder);
    mkdir(path, 0700);
    write_file(*state, "odd/quantities.csv", "quantity,distribution,low,central,high,shape\nd,discrete,,1,,0:1;1:3\n");
    write_file(*state, "odd/costs.csv", "line,formula,2019/20\nx,12 / d,\n");
    return 0;
}

static void says(const Outcome *outcome, const char *text) {
    if (strstr(outcome->out, text)) return;
    print_error("\"%s\" is not in\n%.4000s\n", text, outcome->out);
    fail();
}

static void json_has_the_quantities_of_the_plan(void **state) {
    const Outcome *outcome = run(*state, "appraise lights --format json | tr -d ' \\n'");

    says(outcome,
        "\"quantities\":[{\"quantity\":\"lamps\",\"name\":\"Lampsreplaced\",\"unit\":\"lamp\",\"formula\":null,"
        "\"values\":[100.0,340.0]},");
    says(outcome,
        "{\"quantity\":\"in-place\",\"name\":\"Lampsinplace\",\"unit\":\"lamp\",\"formula\":\"cumulative(lamps)\","
        "\"values\":[100.0,440.0]},");
    says(outcome,
        "{\"quantity\":\"price\",\"name\":\"price\",\"unit\":\"£/lamp\",\"formula\":null,\"values\":[2.5,2.5]}]");
}

static void a_case_without_quantities_has_none_in_json(void **state) {
    const Outcome *outcome = run(*state, "appraise good --format json");

    assert_null(strstr(outcome->out, "\"quantities\""));
}

static void an_explanation_shows_formulas_with_numbers_down_to_cells(void **state) {
    const Outcome *outcome = run(*state, "explain lights line:energy");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "Formula: in-place * price (costs.csv:2:8)");
    says(outcome, "440 * 2.5");
    says(outcome, "1,100");

    outcome = run(*state, "explain lights quantity:in-place");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "Formula: cumulative(lamps) (quantities.csv:3:30)");
    says(outcome, "quantities.csv:2:49");
    says(outcome, "It is used in line:energy.");

    outcome = run(*state, "explain lights quantity:lamps");
    says(outcome, "Its range: uniform, low 0.5, high 1.5 (quantities.csv:2:28).");
    says(outcome, "It is used in quantity:in-place.");
}

/* d is 0 in a quarter of the trials. */
static void trials_that_divide_by_zero_are_told_and_strict_counts_them_as_a_fault(void **state) {
    const Outcome *outcome = run(*state, "simulate odd --trials 1000 --seed 1");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "of 1,000 outcomes a formula divides by 0");

    outcome = run(*state, "simulate odd --trials 1000 --seed 1 --format json");
    assert_int_equal(outcome->exit_status, 0);
    const char *count = strstr(outcome->out, "\"not_finite\": ");
    assert_non_null(count);
    assert_in_range(strtol(count + strlen("\"not_finite\": "), NULL, 10), 180, 320);

    assert_int_equal(run(*state, "simulate odd --trials 1000 --seed 1 --strict")->exit_status, 4);
    outcome = run(*state, "sensitivity odd --only variance --trials 1000 --seed 1 --format json");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "points at which inputs are compared a formula divides by 0. The comparison leaves these out.");
    says(&((Fixture *)*state)->outcome, "divides by 0");
}

static void trials_that_are_all_numbers_pass_strict(void **state) {
    const Outcome *outcome = run(*state, "simulate lights --trials 1000 --strict --format json");

    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "\"not_finite\": 0");
    outcome = run(*state, "simulate good --trials 1000 --strict --format json");
    assert_int_equal(outcome->exit_status, 0);
    assert_null(strstr(outcome->out, "not_finite"));
}

static void finance_tells_them_too(void **state) {
    const Outcome *outcome = run(*state, "finance odd --trials 1000 --seed 1");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "of 1,000 outcomes a formula divides by 0");
    assert_int_equal(run(*state, "finance odd --trials 1000 --seed 1 --strict")->exit_status, 4);
    assert_int_equal(run(*state, "finance lights --trials 1000 --seed 1 --strict")->exit_status, 0);
}

static void check_says_once_a_row_how_many_blank_cells_carry_a_value(void **state) {
    static const char files[] = "quantity,central,2019/20,2020/21,2021/22,2022/23\n"
                                "first,,7,,,\nsecond,,7,,0,\nfull,,1,2,3,4\nflat,5,,,,\n";
    char path[64];
    snprintf(path, sizeof path, "%s/carried", ((Fixture *)*state)->folder);
    mkdir(path, 0700);
    write_file(*state, "carried/quantities.csv", files);
    write_file(*state, "carried/costs.csv", "line,formula\nx,first + second + full + flat\n");

    const Outcome *outcome = run(*state, "check carried --strict");

    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "Quantity \"first\": 3 blank cells carry the last value before.");
    says(outcome, "Quantity \"second\": 2 blank cells carry the last value before.");
    assert_null(strstr(outcome->out, "\"full\""));
    assert_null(strstr(outcome->out, "\"flat\""));
}

static void check_says_how_many_formulas_it_could_check(void **state) {
    says(run(*state, "check lights"), "The units of 2 of its 2 formulas were checked.");
    says(run(*state, "check odd"), "The units of its formula were not checked.");
    write_file(*state, "odd/costs.csv", "line,formula,2019/20\nx,12 / d + 5 * d,\n");
    write_file(*state, "odd/quantities.csv", "quantity,unit,central\nd,per lamp,1\n");
    says(run(*state, "check odd"), "formulas that use them are not checked: \"per lamp\".");
}

/* A factor from 0.5 to 1.5 has its P10 and P90 at 0.6 and 1.4 of 100 and 340 lamps; a price of £2.50 goes 10% either way. */
static void sensitivity_says_levels_in_their_units_in_every_format(void **state) {
    const Outcome *outcome = run(*state, "sensitivity lights --format md --trials 2000");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "| Lamps replaced: 100 lamp in 2019/20 (340 in 2020/21) in the plan | 60 lamp | 140 lamp |");
    says(outcome, ": 100 lamp in 2019/20 (440 in 2020/21) in the plan | 90 lamp | 110 lamp |");
    says(outcome, "price | £2.25/lamp | £2.75/lamp |");

    outcome = run(*state, "sensitivity lights --format csv --trials 2000");
    says(outcome, "sensitivity,levels,quantity:in-place,joint,first_level,,100\n");
    says(outcome, "sensitivity,levels,quantity:in-place,joint,last_level,,440\n");

    outcome = run(*state, "sensitivity lights --format json --trials 2000 | tr -d ' \\n'");
    says(outcome,
        "\"plan\":1.0,\"unit\":\"lamp\",\"levels\":{\"first_period\":\"2019/20\",\"first\":100.0,\"last_period\":"
        "\"2020/21\",\"last\":340.0,\"total\":null}");
    says(outcome, "\"plan\":2.5,\"unit\":\"£/lamp\",\"levels\":null");
}

/* The plan's joint figure in results.csv. */
static double npv_of_run(const char *results, const char *run_begins) {
    static const char figure[] = ",joint,npv,plan,";
    const char *row = strstr(results, run_begins), *found = row ? strstr(row, figure) : NULL;
    assert_non_null(found);
    return strtod(found + strlen(figure), NULL);
}

/* £250 and, a year later, £1,100 at 3.5%: 250 + 1,062.8019 is 1,312.8019. Twice as many lamps, or twice the price, is twice
   that. */
static void batch_changes_quantities_by_scenario_and_by_set(void **state) {
    const Fixture *fixture = *state;
    char path[64];
    snprintf(path, sizeof path, "%s/lights/scenarios", fixture->folder);
    mkdir(path, 0700);
    write_file(*state, "lights/scenarios/more.csv", "file,row,column,change,value\nquantities,lamps,periods,scale,2\n");
    write_file(*state, "runs.csv",
        "run,case,scenarios,set\nplan,lights,,\nmore,lights,more,\n"
        "dear,lights,,quantities:price:central=5\n");
    const Outcome *outcome = run(*state, "batch runs.csv --out many && cat many/results.csv");

    assert_int_equal(outcome->exit_status, 0);
    assert_close(npv_of_run(outcome->out, "\nplan,"), -1312.8019323671498, 1e-9);
    assert_close(npv_of_run(outcome->out, "\nmore,"), 2 * -1312.8019323671498, 1e-9);
    assert_close(npv_of_run(outcome->out, "\ndear,"), 2 * -1312.8019323671498, 1e-9);
}

static void a_certificate_holds_quantities(void **state) {
    const Outcome *outcome = run(*state, "certify lights --trials 1000 --output signed.json && cat signed.json");
    assert_int_equal(outcome->exit_status, 0);
    says(outcome, "\"path\": \"quantities.csv\"");
    assert_int_equal(run(*state, "verify signed.json lights")->exit_status, 0);

    run(*state, "verify --help; cp -r lights others; sed -i s/340/341/ others/quantities.csv");
    outcome = run(*state, "verify signed.json others");
    assert_int_equal(outcome->exit_status, 4);
    says(outcome, "quantities.csv");
    says(outcome, "npv/joint (plan)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_the_quantities_of_the_plan),
        cmocka_unit_test(a_case_without_quantities_has_none_in_json),
        cmocka_unit_test(an_explanation_shows_formulas_with_numbers_down_to_cells),
        cmocka_unit_test(trials_that_divide_by_zero_are_told_and_strict_counts_them_as_a_fault),
        cmocka_unit_test(trials_that_are_all_numbers_pass_strict),
        cmocka_unit_test(finance_tells_them_too),
        cmocka_unit_test(check_says_once_a_row_how_many_blank_cells_carry_a_value),
        cmocka_unit_test(check_says_how_many_formulas_it_could_check),
        cmocka_unit_test(sensitivity_says_levels_in_their_units_in_every_format),
        cmocka_unit_test(batch_changes_quantities_by_scenario_and_by_set),
        cmocka_unit_test(a_certificate_holds_quantities),
    };
    return cmocka_run_group_tests(tests, make_cases, remove_fixture);
}
