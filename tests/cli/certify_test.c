/* Sign-off as its users do it: the same case is the same; a changed one is told, with what has changed. */
#include "support/command_fixture.h"

static void an_untouched_case_verifies(void **state) {
    Fixture *fixture = *state;
    assert_int_equal(
        run(fixture, "certify good --trials 3k --seed 5 --sampler lhs --set 'costs:work:periods*1.1' -o c.json")
            ->exit_status,
        0);

    const Outcome *outcome = run(fixture, "verify c.json good --threads 3 --format json");

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "\"same\": 1"));
    assert_non_null(strstr(outcome->out, "\"differences\": []"));
}

static void what_has_changed_is_named_and_sets_status_4(void **state) {
    Fixture *fixture = *state;
    run(fixture, "certify good --trials 1k -o c.json");
    write_file(fixture, "good/benefits.csv", "line,2018/19,2019/20\nsaving,0,3001\n");
    write_file(fixture, "good/councils.csv", "council\nX\n");

    const Outcome *outcome = run(fixture, "verify c.json good --format csv");

    assert_int_equal(outcome->exit_status, 4);
    assert_non_null(strstr(outcome->out, "\nbenefits.csv,"));
    assert_null(strstr(outcome->out, "\ncosts.csv,"));
    assert_non_null(strstr(outcome->out, "\ncouncils.csv,,"));
    assert_non_null(strstr(outcome->out, "\nnpv/joint (plan),1898.55"));
    assert_non_null(strstr(outcome->out, "\nnpv/joint (p10),"));
    assert_non_null(strstr(outcome->out, "\nnpv/X (plan),,"));
}

/* 100 lamps at £12 in both years; then 101. */
static void a_changed_quantity_is_named(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "good/costs.csv", "line,formula,2018/19,2019/20\nwork,lamps * price,,\n");
    write_file(fixture, "good/quantities.csv", "quantity,central,2018/19,2019/20\nlamps,,100,100\nprice,12,,\n");
    assert_int_equal(run(fixture, "certify good --trials 1k -o c.json")->exit_status, 0);
    assert_int_equal(run(fixture, "verify c.json good")->exit_status, 0);

    write_file(fixture, "good/quantities.csv", "quantity,central,2018/19,2019/20\nlamps,,101,100\nprice,12,,\n");
    const Outcome *outcome = run(fixture, "verify c.json good --format csv");

    assert_int_equal(outcome->exit_status, 4);
    assert_non_null(strstr(outcome->out, "\nquantities.csv,"));
    assert_null(strstr(outcome->out, "\ncosts.csv,"));
    assert_non_null(strstr(outcome->out, "\nnpv/joint (plan),"));
}

static void another_version_alone_is_no_difference(void **state) {
    Fixture *fixture = *state;
    run(fixture, "certify good --trials 1k -o c.json");
    run(fixture, "--version && sed -i 's/\"bizcase\": \".*\"/\"bizcase\": \"0.0.9\"/' c.json");

    const Outcome *outcome = run(fixture, "verify c.json good");

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "0.0.9"));
}

/* The figures are written with every bit: the last digit of one counts. */
static void a_figure_that_differs_in_its_last_digit_is_a_difference(void **state) {
    Fixture *fixture = *state;
    run(fixture, "certify good --trials 1k -o c.json");
    run(fixture, "--version && sed -i '/\"figures\"/,$ s/\\(\\.[0-9]\\{8,\\}\\)\\([0-9]\\)/\\10\\2/' c.json");

    const Outcome *outcome = run(fixture, "verify c.json good --format csv");

    assert_int_equal(outcome->exit_status, 4);
    assert_non_null(strstr(outcome->out, "\nnpv/joint (mean),"));
}

static void what_is_no_certificate_is_refused(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *text, *said;
        int exit_status;
    } rows[] = { { "{", "it is not JSON", 1 }, { "[]", "it is no object", 1 },
        { "{\"certificate\": 2}", "a kind that this version does not know", 1 },
        { "{\"certificate\": 1}", "\"bizcase\" is not a text", 1 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        write_file(fixture, "c.json", rows[r].text);
        const Outcome *outcome = run(fixture, "verify c.json good");
        assert_non_null(strstr(outcome->err, rows[r].said));
        assert_int_equal(outcome->exit_status, rows[r].exit_status);
    }
    assert_int_equal(run(fixture, "verify no-such.json good")->exit_status, 3);
    assert_int_equal(run(fixture, "verify c.json")->exit_status, 2);
    run(fixture, "certify good --trials 1k -o c.json");
    assert_int_equal(run(fixture, "verify c.json bad")->exit_status, 1);
}

static void a_full_disk_or_read_only_folder_leaves_the_former_certificate(void **state) {
    Fixture *fixture = *state;
    run(fixture, "certify good --trials 1k -o c.json");
    run(fixture, "--version && cp c.json former.json");

    assert_int_equal(
        run(fixture, "--version && trap '' XFSZ && ulimit -f 1 && \"$BIZCASE\" certify good --trials 2k -o c.json")
            ->exit_status,
        3);
    assert_int_equal(run(fixture, "certify good --trials 1k -o /dev/full")->exit_status, 3);
    assert_int_equal(run(fixture, "certify good --trials 1k -o /proc/c.json")->exit_status, 3);
    assert_int_equal(
        run(fixture, "--version && cmp c.json former.json && test $(ls c.json* | wc -l) = 1")->exit_status, 0);
}

static void the_assumptions_log_lists_what_has_no_source(void **state) {
    Fixture *fixture = *state;
    write_file(
        fixture, "good/costs.csv", "line,owner,source,note,2018/19\nwork,Jo,quote 12,\"note, here\",1000\nmore,,,,1\n");

    const Outcome *outcome = run(fixture, "assumptions good --format csv");

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "cost,work,work,\"£1,000\",1000,,,£,,Jo,quote 12,\"note, here\",200,"));
    assert_non_null(strstr(outcome->out, ",10% either way,,costs.csv:2:1,\n"));
    assert_non_null(strstr(outcome->out, "cost,more,more,£1,1,,,£,,,,,"));
    assert_non_null(strstr(outcome->out, ",10% either way,,costs.csv:3:1,owner and source\n"));
    assert_non_null(strstr(run(fixture, "assumptions good")->out, "more        owner and source"));
}

/* Ids that a file cannot be called after, and two that would have one name. */
static void each_council_gets_a_page_to_sign_beside_the_data(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "good/councils.csv", "council,name\nN/1,North\nn-1,North again\nS,South\n");

    assert_int_equal(run(fixture, "certify good --trials 1k -o c.json")->exit_status, 0);

    assert_int_equal(
        run(fixture, "--version && test -s c.html && grep -q '<p class=\"for\">For North</p>' c-N-1.html && "
                     "grep -q 'For North again' c-n-1-2.html && grep -q 'For South' c-S.html")
            ->exit_status,
        0);
    assert_int_equal(run(fixture, "--version && grep -q '<code>bizcase verify c.json CASE</code>' c.html && "
                                  "grep -q '<code>c.json</code>' c-S.html && ! grep -l certificate.json c*.html")
                         ->exit_status,
        0);
    assert_int_equal(run(fixture, "certify good --trials 1k -o d.txt")->exit_status, 0);
    assert_int_equal(run(fixture, "--version && test -s d.txt && ! ls d*.html 2>/dev/null")->exit_status, 0);
    assert_int_equal(run(fixture, "certify good --trials 1k >e.json")->exit_status, 0);
    assert_int_equal(run(fixture, "--version && ! ls e*.html 2>/dev/null")->exit_status, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_untouched_case_verifies, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(what_has_changed_is_named_and_sets_status_4, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(a_changed_quantity_is_named, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(another_version_alone_is_no_difference, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(
            a_figure_that_differs_in_its_last_digit_is_a_difference, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(what_is_no_certificate_is_refused, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(
            a_full_disk_or_read_only_folder_leaves_the_former_certificate, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(the_assumptions_log_lists_what_has_no_source, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(each_council_gets_a_page_to_sign_beside_the_data, make_fixture, remove_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
