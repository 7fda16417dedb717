/* Whatever is worked out with a scenario or a change says so in its first words. The environment names the program in
   BIZCASE. */
#include "support/command_fixture.h"

static const char said[] = "With the scenario \"late\"";

static int make_case_with_scenario(void **state) {
    if (make_fixture(state) != 0) return -1;
    Fixture *fixture = *state;
    run(fixture, "--version && mkdir good/scenarios");
    write_file(fixture, "good/scenarios/late.csv", "file,row,column,change,value\ncosts,work,periods,scale,1.5\n");
    return fixture->outcome.exit_status;
}

static bool begins(const char *text, const char *words) {
    return text && strncmp(text, words, strlen(words)) == 0;
}

static void title_and_first_words_of_every_study_name_the_scenario(void **state) {
    static const struct {
        const char *verb, *section;
    } rows[] = {
        { "appraise good", "The answer" },
        { "simulate good --trials 500", "The answer" },
        { "sensitivity good --trials 500", "The answer" },
        { "finance good --trials 500", "The answer" },
        { "explain good npv", "The figure" },
        { "explain good --trial 3", "The trial" },
        { "assumptions good", NULL },
    };
    Fixture *fixture = *state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char arguments[200];
        snprintf(arguments, sizeof arguments, "%s --scenario late", rows[r].verb);

        const char *out = run(fixture, arguments)->out;

        if (!begins(out, said)) fail_msg("bizcase %s begins with\n%.100s", arguments, out);
        const char *section = rows[r].section ? strstr(out, rows[r].section) : NULL;
        if (section && !strstr(section, said))
            fail_msg("bizcase %s: \"%s\" does not say so", arguments, rows[r].section);
    }
    run(fixture, "appraise good --scenario late --format csv");
    assert_true(begins(
        fixture->outcome.out, "study,option,versus,council,programme,figure,period,value,unit,note,variation\n"));
    assert_non_null(strstr(fixture->outcome.out, ",\"With the scenario \"\"late\"\"\"\n"));
    assert_null(strstr(run(fixture, "appraise good --format csv")->out, "variation"));
    assert_null(strstr(run(fixture, "appraise good")->out, "With "));
    assert_true(begins(run(fixture, "appraise good --set 'costs:work:periods*1.5'")->out,
        "With the amounts of costs \"work\" multiplied by 1.5: "));
}

static const char *content(Fixture *fixture, const char *name) {
    char path[200];
    snprintf(path, sizeof path, "%s/out/%s", fixture->folder, name);
    fixture->outcome.out[0] = '\0';
    read_all(path, fixture->outcome.out);
    return fixture->outcome.out;
}

static void files_of_a_report_and_what_is_in_them_name_the_scenario(void **state) {
    Fixture *fixture = *state;

    run(fixture, "report good --scenario late --set case:discount:value=3% --trials 500 --out out --quiet");

    assert_string_equal(fixture->outcome.out, "out/good-late-changed.html\nout/good-late-changed.xlsx\nout/fragments\n"
                                              "out/certificate-late-changed.json\nout/certificate-late-changed.html\n");
    assert_true(
        begins(content(fixture, "fragments/decision-sought.md"), "\nWith the scenario \"late\" and the discount"));
    assert_true(begins(content(fixture, "fragments/the-answer.md"), "\nWith the scenario \"late\" and the discount"));
    assert_non_null(strstr(content(fixture, "fragments/figures.md"), "Table: With the scenario \"late\""));
    assert_true(begins(content(fixture, "fragments/figures.csv"), "\"# With the scenario \"\"late\"\""));
    assert_non_null(strstr(content(fixture, "fragments/figures.tex"),
        "\\multicolumn{3}{@{}p{\\linewidth}@{}}{With the scenario \\textquotedbl{}late"));
    assert_true(begins(content(fixture, "fragments/cumulative-cash-flow-numbers.csv"), "\"# With the scenario"));
    assert_non_null(strstr(content(fixture, "fragments/cumulative-cash-flow-numbers.tex"), "{With the scenario"));
    assert_true(begins(content(fixture, "fragments/cumulative-cash-flow.md"), "![With the scenario \"late\""));
    assert_non_null(
        strstr(content(fixture, "fragments/cumulative-cash-flow.svg"), ">With the scenario &quot;late&quot;"));
}

static void a_comparison_calls_nothing_the_case_as_it_stands_that_is_changed(void **state) {
    Fixture *fixture = *state;

    assert_non_null(strstr(run(fixture, "compare good --scenario late")->out, "no scenario"));
    run(fixture, "compare good --scenario late --set case:discount:value=3%");
    assert_null(strstr(fixture->outcome.out, "no scenario"));
    assert_non_null(strstr(fixture->outcome.out, "with the changes"));
    assert_non_null(strstr(run(fixture, "compare good good --scenario late")->out, "good, late"));
}

int main(void) {
#define WITH_SCENARIO(test) cmocka_unit_test_setup_teardown(test, make_case_with_scenario, remove_fixture)
    const struct CMUnitTest tests[] = {
        WITH_SCENARIO(title_and_first_words_of_every_study_name_the_scenario),
        WITH_SCENARIO(files_of_a_report_and_what_is_in_them_name_the_scenario),
        WITH_SCENARIO(a_comparison_calls_nothing_the_case_as_it_stands_that_is_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
