/* challenges.csv: what is wrong in it is told where it is, by check also what a test would make of the case. */
#include "support/expected_diagnostic.h"

static void rows_that_are_wrong_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "challenges.csv", "challenge,file,row,column,change,value\n,costs,a,periods,scale,2\n" } },
            .place = "challenges.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "the challenge has no name in column challenge",
            .hint = "" },
        { .files = { { "challenges.csv", "challenge,file,row,column,change,value\nx,costs,a,periods,double,2\n" } },
            .place = "challenges.csv:2:19",
            .severity = BIZCASE_ERROR,
            .message = "\"double\" is not a change",
            .hint = "expected set, scale or add" },
        { .files = { { "challenges.csv", "challenge,file,row,column,change,value\nx,costs,,periods,scale,2\n" } },
            .place = "challenges.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "column row of this change is blank",
            .hint = "an id, * or a filter such as programme=infrastructure" },
        { .files = { { "challenges.csv", "challenge,file,row,column,change,value\nx,challenges,x,value,set,2\n" } },
            .place = "challenges.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a challenge cannot change challenges.csv",
            .hint = "" },
        { .files = { { "challenges.csv", "challenge,name,file,row,column,change,value\nx,Dear,costs,a,periods,scale,2\n"
                                         "x,Cheap,costs,a,periods,scale,2\n" } },
            .place = "challenges.csv:3:3",
            .severity = BIZCASE_ERROR,
            .message = "the name \"Cheap\" differs from the rows before, which have \"Dear\" (column name of challenge "
                       "\"x\")",
            .hint = "give it the same name in all its rows, or leave the others blank" },
        { .files = { { "challenges.csv", "challenge,row,column,change,value\nx,a,periods,scale,2\n" } },
            .place = "challenges.csv:1:0",
            .severity = BIZCASE_ERROR,
            .message = "challenges.csv has no column \"file\"",
            .hint = "" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

/* A test that matches nothing, one that makes a line wrong, and one that is in order; the case itself is loaded. */
static void challenges_are_checked_when_asked(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,split,2018/19\na,equal,100\n" },
        { "challenges.csv", "challenge,file,row,column,change,value\ngood,costs,a,periods,scale,2\n"
                            "nobody,costs,b,periods,scale,2\nsplit,costs,a,split,set,other\n" },
        { NULL, NULL } };
    size_t count;

    TemporaryCase plain = temporary_case(files, (BizcaseCaseRequest){ 0 });
    TemporaryCase checked = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    assert_int_equal(plain.status, BIZCASE_OK);
    assert_int_equal(checked.status, BIZCASE_CASE_WRONG);
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(checked.loaded, &count);
    assert_int_equal(count, 2);
    assert_string_equal(items[0].message, "no row of costs.csv has line \"b\"");
    assert_int_equal(items[0].line, 3);
    assert_int_equal(items[0].column, 14);
    assert_string_equal(items[0].hint, "expected a");
    assert_string_equal(items[1].message, "\"other\" is not a split or council (column split of line \"a\")");
    assert_int_equal(items[1].line, 4);
    temporary_case_free(&plain);
    temporary_case_free(&checked);
}

/* A row that cannot be read does not keep others, of its challenge or another, from being looked at. */
static void all_rows_that_are_wrong_are_told_at_once(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,split,2018/19\na,equal,100\n" },
        { "challenges.csv", "challenge,file,row,column,change,value\nx,costs,b,periods,scale,2\n"
                            "x,costs,,,wobble,2\ny,costs,a,periods,scale,much\n" },
        { NULL, NULL } };
    static const struct {
        size_t line;
        const char *message;
    } rows[] = { { 2, "no row of costs.csv has line \"b\"" }, { 3, "column row of this change is blank" },
        { 3, "column column of this change is blank" }, { 3, "\"wobble\" is not a change" },
        { 4, "\"much\" is not a number" } };
    size_t count;

    TemporaryCase checked = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    const BizcaseDiagnostic *items = bizcase_case_diagnostics(checked.loaded, &count);
    assert_int_equal(checked.status, BIZCASE_CASE_WRONG);
    assert_int_equal(count, COUNT_OF(rows));
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_int_equal(items[r].line, rows[r].line);
        assert_string_equal(items[r].message, rows[r].message);
    }
    temporary_case_free(&checked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_that_are_wrong_say_so),
        cmocka_unit_test(challenges_are_checked_when_asked),
        cmocka_unit_test(all_rows_that_are_wrong_are_told_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
