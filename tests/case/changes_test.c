/* Scenarios and --set: what they change, and that the ordinary readers see the result. */
#include "support/temporary_case.h"

#define COSTS                                                                                                          \
    {                                                                                                                  \
        "costs.csv", "line,programme,option,optimism_bias,2018/19,2019/20\n"                                           \
                     "a,ict,,10%,100,\n"                                                                               \
                     "b,,,,£2k,50\n"                                                                                  \
    }

static TemporaryCase changed(const char *const *changes, size_t count) {
    const CaseFile files[] = { COSTS, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .changes = changes, .change_count = count });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

/* The amounts of lines a and b in both years after one change. */
static void amounts_follow_the_change(void **state) {
    static const struct {
        const char *change;
        double expected[4];
    } rows[] = {
        { "costs:a:periods*1.1", { 110.00000000000001, 0, 2000, 50 } },
        { "costs.csv:a:periods * 110%", { 110.00000000000001, 0, 2000, 50 } },
        { "costs:*:2018/19=7", { 7, 0, 7, 50 } },
        { "costs:b:2018-19+1,000", { 100, 0, 3000, 50 } },
        { "costs:b:2018-19-500", { 100, 0, 1500, 50 } },
        { "costs:b:2018/2019=£1.2m", { 100, 0, 1.2e6, 50 } },
        { "costs:a:2019/20+5", { 100, 5, 2000, 50 } },
        { "costs:a:periods+5", { 105, 5, 2000, 50 } },
        { "costs:programme=ict:periods*2", { 200, 0, 2000, 50 } },
        { "costs:programme=unassigned:periods*2", { 100, 0, 4000, 100 } },
        { "costs:programme=ict; split=equal:periods*2", { 200, 0, 2000, 50 } },
        { "costs:type=recurring:periods*2", { 200, 0, 4000, 100 } },
        { "costs:*:periods*0", { 0, 0, 0, 0 } },
    };
    (void)state;

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = changed(&rows[r].change, 1);
        const Line *lines = case_of(made.loaded)->lines;
        for (size_t i = 0; i < 4; i++) assert_close(lines[i / 2].amounts.value[i % 2], rows[r].expected[i], 1e-9);
        temporary_case_free(&made);
    }
}

static void changes_are_made_in_order(void **state) {
    static const char *const changes[] = { "costs:a:2018/19=10", "costs:a:2018/19*3", "costs:a:2018/19+1" };
    (void)state;

    TemporaryCase made = changed(changes, COUNT_OF(changes));

    assert_close(case_of(made.loaded)->lines[0].amounts.value[0], 31, 0);
    assert_int_equal(case_of(made.loaded)->change_count, 3);
    assert_string_equal(case_of(made.loaded)->changes[1], changes[1]);
    temporary_case_free(&made);
}

static void a_setting_can_be_set_without_case_csv(void **state) {
    static const char *const changes[] = { "case:discount:value=3%", "case:Discount Timing:value=mid" };
    (void)state;

    TemporaryCase made = changed(changes, COUNT_OF(changes));
    const Settings *settings = &case_of(made.loaded)->settings;

    assert_string_equal(settings->discount.name, "3%");
    assert_close(settings->discount.rate_per_year[0], 0.03, 0);
    assert_int_equal(settings->discount_timing, DISCOUNT_MID);
    temporary_case_free(&made);
}

static void set_adds_a_column_that_the_file_lacks(void **state) {
    static const char *const changes[] = { "costs:a:category=staff", "costs:b:2020/21=9" };
    (void)state;

    TemporaryCase made = changed(changes, COUNT_OF(changes));
    const Case *the_case = case_of(made.loaded);

    assert_string_equal(the_case->lines[0].category, "staff");
    assert_string_equal(the_case->lines[1].category, "other");
    assert_int_equal(the_case->settings.period_count, 3);
    assert_close(the_case->lines[1].amounts.value[2], 9, 0);
    assert_close(the_case->lines[0].amounts.value[2], 0, 0);
    temporary_case_free(&made);
}

/* Where case.csv says how long the horizon is, a period after it is left out, and nothing grows. */
static void a_period_beyond_the_horizon_is_said_to_make_it_longer_only_where_it_does(void **state) {
    static const struct {
        const char *settings, *message;
    } rows[] = {
        { "key,value\ntitle,x\n", "\"2030/31\" is after all the periods of costs.csv: the horizon may become longer" },
        { "key,value\nperiods,\n", "\"2030/31\" is after all the periods of costs.csv: the horizon may become longer" },
        { "key,value\nperiods,1\n", "£9 in 2030/31, of 1 line, is left out: the horizon is 2018/19 to 2018/19" },
    };
    static const char *const change = "costs:a:2030/31=9";
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "case.csv", rows[r].settings }, { "costs.csv", "line,2018/19\na,100\n" },
            { NULL, NULL } };
        size_t count;

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .changes = &change, .change_count = 1 });

        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(made.status, BIZCASE_OK);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].message, rows[r].message);
        temporary_case_free(&made);
    }
}

static void a_percentage_can_be_scaled_and_blanks_stay_blank(void **state) {
    static const char *const change = "costs:*:optimism_bias*2";
    (void)state;

    TemporaryCase made = changed(&change, 1);

    assert_close(case_of(made.loaded)->lines[0].optimism_bias, 0.2, 0);
    assert_close(case_of(made.loaded)->lines[1].optimism_bias, 0, 0);
    temporary_case_free(&made);
}

static void scenarios_stack_and_come_before_changes(void **state) {
    const CaseFile files[] = { COSTS,
        { "scenarios/up.csv", "file,row,column,change,value,note\ncosts,*,periods,scale,2,dearer\n" },
        { "scenarios/flat.csv", "file,row,column,change,value\ncosts,a,2018/19,set,10\n" }, { NULL, NULL } };
    static const char *const scenarios[] = { "flat", "up" }, *const change = "costs:a:2018/19+1";
    (void)state;

    TemporaryCase made = temporary_case(files,
        (BizcaseCaseRequest){ .scenarios = scenarios, .scenario_count = 2, .changes = &change, .change_count = 1 });
    const Case *the_case = case_of(made.loaded);

    assert_int_equal(made.status, BIZCASE_OK);
    assert_close(the_case->lines[0].amounts.value[0], 21, 0);
    assert_close(the_case->lines[1].amounts.value[1], 100, 0);
    assert_int_equal(the_case->scenario_count, 2);
    assert_string_equal(the_case->scenarios[0], "flat");
    assert_string_equal(the_case->lines[0].amounts.place[0].asked, "changes");
    assert_string_equal(the_case->lines[1].amounts.place[1].file, "scenarios/up.csv");
    assert_int_equal(the_case->lines[1].amounts.place[1].line, 2);
    temporary_case_free(&made);
}

/* A list is matched by its elements: the option column of a line that belongs to two options. */
static void a_filter_matches_an_element_of_a_list(void **state) {
    const CaseFile files[] = { { "options.csv", "option\nold\nnew\n" },
        { "costs.csv", "line,option,2018/19\na,old; new,1\nb,old,1\nc,,1\n" }, { NULL, NULL } };
    static const char *const change = "costs:option=new:periods*2";
    static const double expected[] = { 2, 1, 1 };
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .changes = &change, .change_count = 1 });

    assert_int_equal(made.status, BIZCASE_OK);
    for (size_t l = 0; l < COUNT_OF(expected); l++)
        assert_close(case_of(made.loaded)->lines[l].amounts.value[0], expected[l], 0);
    temporary_case_free(&made);
}

static void what_is_no_request_is_told_from_what_is_wrong_in_the_case(void **state) {
    const CaseFile files[] = { COSTS, { NULL, NULL } };
    static const struct {
        const char *scenario, *change;
        BizcaseStatus expected;
    } rows[] = {
        { "none", NULL, BIZCASE_BAD_REQUEST },
        { "../costs", NULL, BIZCASE_BAD_REQUEST },
        { NULL, "costs:a:periods", BIZCASE_BAD_REQUEST },
        { NULL, "costs:z:periods*2", BIZCASE_CASE_WRONG },
        { NULL, "case:discount:value=350%", BIZCASE_CASE_WRONG },
    };
    (void)state;

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .scenarios = &rows[r].scenario,
                                                       .scenario_count = rows[r].scenario != NULL,
                                                       .changes = &rows[r].change,
                                                       .change_count = rows[r].change != NULL });
        assert_int_equal(made.status, rows[r].expected);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_follow_the_change),
        cmocka_unit_test(changes_are_made_in_order),
        cmocka_unit_test(a_setting_can_be_set_without_case_csv),
        cmocka_unit_test(set_adds_a_column_that_the_file_lacks),
        cmocka_unit_test(a_period_beyond_the_horizon_is_said_to_make_it_longer_only_where_it_does),
        cmocka_unit_test(a_percentage_can_be_scaled_and_blanks_stay_blank),
        cmocka_unit_test(scenarios_stack_and_come_before_changes),
        cmocka_unit_test(a_filter_matches_an_element_of_a_list),
        cmocka_unit_test(what_is_no_request_is_told_from_what_is_wrong_in_the_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
