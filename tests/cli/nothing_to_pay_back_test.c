/* A cost and a larger benefit in the same year: there is nothing to fund and nothing to pay back, in whatever is asked. */
#include "support/command_fixture.h"

static void write_case(const Fixture *fixture) {
    write_file(fixture, "good/costs.csv", "line,phase,2018/19,2019/20\nwork,do,100,0\n");
    write_file(fixture, "good/benefits.csv", "line,phase,2018/19,2019/20\nsaving,do,300,0\n");
    write_file(fixture, "good/phases.csv", "phase,start,end\ndo,2018-04,2019-03\n");
    write_file(fixture, "good/actuals.csv", "line,as_of,2018/19\nwork,2018/19,100\n");
    write_file(fixture, "good/councils.csv", "council\nX\nY\n");
}

static void no_study_in_any_format_shows_an_infinite_payback(void **state) {
    Fixture *fixture = *state;
    static const char *const commands[] = { "appraise good", "simulate good --trials 1000",
        "sensitivity good --trials 500 --grid costs=0.5:1.5:3 --grid benefits=1:2:2 --figure payback_years",
        "sensitivity good --only grid --grid costs=1:1:1 --grid benefits=1:1:1 --figure discounted_payback_years",
        "finance good --trials 500", "compare good good" };
    static const char *const formats[] = { "text", "json", "csv", "md", "html" };
    write_case(fixture);
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++)
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
            char command[300];
            snprintf(command, sizeof command, "%s --format %s", commands[c], formats[f]);
            const Outcome *outcome = run(fixture, command);
            if (outcome->exit_status != 0 || strstr(outcome->out, "infinite") || strstr(outcome->out, "inf,"))
                fail_msg("%s: status %d\n%s%s", command, outcome->exit_status, outcome->err, outcome->out);
        }
}

static void each_study_says_why_there_is_no_payback(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *command, *said;
    } rows[] = {
        { "appraise good --format json", "never negative: nothing to pay back" },
        { "sensitivity good --only challenge --trials 500", "not needed" },
        { "sensitivity good --only grid --grid costs=1:2:2 --grid benefits=1:1:1 --figure payback_years",
            "not needed" },
        { "sensitivity good --only challenge --trials 500 --format json", "nothing to pay back" },
        { "sensitivity good --only delay --trials 500 --format json", "nothing to pay back" },
        { "finance good --trials 500", "not needed" },
        { "finance good --trials 500 --format json", "nothing to pay back" },
        { "simulate good --trials 500", "not needed" },
    };
    write_case(fixture);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const Outcome *outcome = run(fixture, rows[r].command);
        if (!strstr(outcome->out, rows[r].said))
            fail_msg("%s: no \"%s\"\n%s%s", rows[r].command, rows[r].said, outcome->err, outcome->out);
    }
}

/* Costs four times as high are not paid back: another reason, another word. */
static void what_is_not_paid_back_in_time_is_another_matter(void **state) {
    Fixture *fixture = *state;
    write_case(fixture);
    const Outcome *outcome = run(fixture,
        "sensitivity good --only grid --grid costs=1:4:2 --grid benefits=1:1:1 --figure payback_years --format json");
    assert_non_null(strstr(outcome->out, "nothing to pay back"));
    assert_non_null(strstr(outcome->out, "not paid back within the horizon"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_study_in_any_format_shows_an_infinite_payback, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(each_study_says_why_there_is_no_payback, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(what_is_not_paid_back_in_time_is_another_matter, make_fixture, remove_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
