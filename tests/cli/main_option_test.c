/* One option is what every document is about, whether the case marks it or not. The environment names the program in
   BIZCASE. */
#include "support/command_fixture.h"

/* "small" is first and "big" is worth more, but for the scenario. */
static int make_unmarked_case(void **state) {
    if (make_fixture(state) != 0) return -1;
    const Fixture *fixture = *state;
    write_file(
        fixture, "good/options.csv", "option,name,role\nnow,Carry on,baseline\nsmall,Small change,\nbig,Big change,\n");
    write_file(fixture, "good/costs.csv",
        "line,option,distribution,low,central,high,2018/19,2019/20\n"
        "works,small,triangular,0.9,1,1.2,1000,0\nrebuild,big,triangular,0.9,1,1.2,3000,0\n");
    write_file(fixture, "good/benefits.csv",
        "line,option,distribution,low,central,high,2018/19,2019/20\n"
        "relief,small,uniform,0.8,1,1.2,0,1900\nsavings,big,uniform,0.8,1,1.2,0,5900\n");
    char command[128];
    snprintf(command, sizeof command, "mkdir %s/good/scenarios", fixture->folder);
    assert_int_equal(system(command), 0);
    write_file(
        fixture, "good/scenarios/poor.csv", "file,row,column,change,value\nbenefits,savings,2019/20,scale,0.5\n");
    write_file(fixture, "runs.csv", "run,case,scenarios,study\nplain,good,,simulate\npoor,good,poor,\n");
    return 0;
}

/* Exit status 0, all of the texts and none of the others. */
static void assert_says(
    Fixture *fixture, const char *arguments, const char *const *expected, const char *const *unexpected) {
    const Outcome *outcome = run(fixture, arguments);
    if (outcome->exit_status)
        print_error("bizcase %s: exit status %d\n%s", arguments, outcome->exit_status, outcome->err);
    assert_int_equal(outcome->exit_status, 0);
    for (; *expected; expected++)
        if (!strstr(outcome->out, *expected)) fail_msg("bizcase %s does not say: %s", arguments, *expected);
    for (; *unexpected; unexpected++)
        if (strstr(outcome->out, *unexpected)) fail_msg("bizcase %s says: %s", arguments, *unexpected);
}

typedef struct Said {
    const char *arguments, *expected[3], *unexpected[3];
} Said;

static void every_verb_is_about_the_option_that_is_worth_most_where_none_is_preferred(void **state) {
    static const Said rows[] = {
        { "check good", { "answers are about \"Big change\"" }, { NULL } },
        { "appraise good", { "Compared with \"Carry on\", the net present value of \"Big" }, { "\"Small change\"" } },
        { "simulate good --trials 500", { "Compared with \"Carry on\", the net present value of \"Big" },
            { "\"Small change\"" } },
        { "explain good npv", { "\"Big change\" against \"Carry on\"", "rebuild" }, { "works", "Small" } },
        { "explain good --trials 500 --trial 3", { "\"Big change\", against \"Carry on\"" }, { "\"Small change\"" } },
        { "sensitivity good --trials 500", { "Compared with \"Carry on\", the net present value of \"Big", "rebuild" },
            { NULL } },
        { "finance good --trials 500", { "\"Big change\" needs" }, { "Small" } },
        { "compare good --scenario poor",
            { "no scenario: option Big change against Carry on", "poor: option Big change" }, { "Small" } },
        { "batch runs.csv --trials 500 --out runs", { "plain  done   big", "poor   done   small" }, { NULL } },
        { "certify good --trials 500 --output c.json && cat c.json", { "\"option\": \"big\"" }, { NULL } },
        { "verify c.json good", { "all are the same" }, { NULL } },
        { "live good --output live.html && cat live.html", { "[{\"option\":\"big\",\"versus\":\"now\"" }, { NULL } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_says(*state, rows[r].arguments, rows[r].expected, rows[r].unexpected);
}

static size_t count_of(const char *text, const char *what) {
    size_t count = 0;
    for (; (text = strstr(text, what)); text++) count++;
    return count;
}

/* Once a document, in its first words, and not where the user has named the option. */
static void the_answer_says_how_the_option_was_chosen(void **state) {
    static const char *const verbs[] = { "appraise good", "simulate good --trials 500", "finance good --trials 500",
        "sensitivity good --trials 500" };
    static const char sentence[] = "The case marks no option as preferred. This is about",
                      least[] = "which is worth most";
    for (size_t r = 0; r < COUNT_OF(verbs); r++) {
        char arguments[200];
        snprintf(arguments, sizeof arguments, "%s --format html", verbs[r]);
        assert_int_equal(count_of(run(*state, arguments)->out, sentence), 1);
        snprintf(arguments, sizeof arguments, "%s --format md", verbs[r]);
        assert_int_equal(count_of(run(*state, arguments)->out, least), 1);
        snprintf(arguments, sizeof arguments, "%s --option small", verbs[r]);
        assert_int_equal(count_of(run(*state, arguments)->out, "marks no option"), 0);
    }
}

/* The draws have no names of options in them: their figures are those of the option asked for by name. */
static void draws_are_those_of_the_main_option(void **state) {
    Fixture *fixture = *state;

    run(fixture, "simulate good --trials 500 --draws main.csv && \"$BIZCASE\" simulate good --trials 500 --option big "
                 "--draws big.csv && cmp main.csv big.csv");

    assert_int_equal(fixture->outcome.exit_status, 0);
}

#define TEXTS_OF_WORKBOOK                                                                                              \
    "python3 -c \"import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('xl/sharedStrings.xml').decode())\" "

/* Every page, picture and file of the report, and every one of the option asked for, be it the lesser. */
static void all_files_of_a_report_are_about_one_option(void **state) {
    static const struct {
        const char *request, *name, *id, *other_cost; /* of the other option */
    } rows[] = { { "", "Big change", "big", "line:works" },
        { "--option small", "Small change", "small", "line:rebuild" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char command[400], answer[60], certificate[60], headline[60];
        snprintf(command, sizeof command,
            "report good --quiet --trials 500 --out report %s >.log && cd report && cat certificate.json && cd "
            "fragments && "
            "cat tornado-numbers.md invest-to-save.md npv-histogram-joint-numbers.md && " TEXTS_OF_WORKBOOK
            "../good.xlsx && grep '^<p>Compared with' ../good.html",
            rows[r].request);
        snprintf(answer, sizeof answer, "of &quot;%s&quot; is ", rows[r].name);
        snprintf(certificate, sizeof certificate, "\"option\": \"%s\"", rows[r].id);
        snprintf(headline, sizeof headline, "Option %s against now", rows[r].id);
        const char *const expected[] = { answer, certificate, headline, NULL };

        assert_says(*state, command, expected, (const char *const[]){ rows[r].other_cost, NULL });
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_verb_is_about_the_option_that_is_worth_most_where_none_is_preferred,
            make_unmarked_case, remove_fixture),
        cmocka_unit_test_setup_teardown(the_answer_says_how_the_option_was_chosen, make_unmarked_case, remove_fixture),
        cmocka_unit_test_setup_teardown(draws_are_those_of_the_main_option, make_unmarked_case, remove_fixture),
        cmocka_unit_test_setup_teardown(all_files_of_a_report_are_about_one_option, make_unmarked_case, remove_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
