/* The command as its users run it: exit statuses, what goes to which stream, and what a wrong command line is told. The
   environment names the program in BIZCASE. */
#include <fcntl.h>
#include <unistd.h>

#include <bizcase/bizcase.h>

#include "support/command_fixture.h"

static void wrong_command_lines_exit_with_2_and_say_what_is_near(void **state) {
    static const struct {
        const char *arguments, *expected;
    } rows[] = {
        { "", "Usage: bizcase" },
        { "aprase good", "did you mean appraise?" },
        { "xyzzy", "\"xyzzy\" is not a verb" },
        { "help xyzzy", "\"xyzzy\" is not a verb" },
        { "appraise",
            "CASE is missing\n    a case is a folder of CSV files, or a workbook; to make one, run: bizcase new my-case\n" },
        { "verify certificate.json", "CASE is missing\n    give the folder of the case after the certificate\n" },
        { "new good", "\"good\" already exists and is not empty\n    give the name of a new folder\n" },
        { "appraise good extra", "\"extra\" is one argument too many" },
        { "distributions extra", "\"extra\" is one argument too many" },
        { "appraise good --formt json", "did you mean --format?" },
        { "appraise good --trials 10", "\"--trials\" is not an option of this verb" },
        { "appraise good -z", "\"-z\" is not an option of this verb" },
        { "appraise good -qz", "\"-z\" is not an option of this verb" },
        { "appraise good --strict=yes", "--strict takes no value" },
        { "appraise good --format", "--format needs a value" },
        { "appraise good --format jsn", "expected one of text, json, csv, md" },
        { "simulate good --trials 0", "expected a number of trials" },
        { "simulate good --trials 1.5", "expected a number of trials" },
        { "simulate good --trials 10q", "expected a number of trials" },
        { "simulate good --trials -5", "expected a number of trials" },
        { "simulate good --seed -1", "expected a whole number" },
        { "simulate good --threads 0", "expected a whole number from 1 to 1024" },
        { "simulate good --sampler latin", "expected one of mc, lhs, sobol" },
        { "simulate good --figures ,", "expected names of figures" },
        { "simulate good --trials 10 --figures nvp", "npv" },
        { "compare good --option a --option b", "--option is given twice" },
        { "simulate good --trials 10 --trials=20", "--trials is given twice" },
        { "simulate good --figures npv --figures irr", "--figures is given twice" },
        { "appraise good -f json --format text", "--format is given twice" },
        { "appraise good --option nonsense", "nonsense" },
        { "appraise good --scenario nonsense", "nonsense" },
        { "appraise good --set nonsense", "nonsense" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Outcome *outcome = run(*state, rows[r].arguments);

        if (outcome->exit_status != 2 || !strstr(outcome->err, rows[r].expected))
            print_error("bizcase %s: exit status %d\n%s", rows[r].arguments, outcome->exit_status, outcome->err);
        assert_int_equal(outcome->exit_status, 2);
        assert_non_null(strstr(outcome->err, rows[r].expected));
        assert_string_equal(outcome->out, "");
    }
}

/* Nothing is lost of what may be given again. */
static void switches_and_lists_may_be_given_again(void **state) {
    const Outcome *outcome = run(*state, "appraise good -q -q --strict --strict --set costs:work:periods*2 --set "
                                         "costs:work:periods*3 --format json");

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "6000")); /* the cost of 1,000 */
}

static void a_folder_that_is_not_there_is_told_what_a_case_is(void **state) {
    const Outcome *outcome = run(*state, "check no-such-case");

    assert_int_equal(outcome->exit_status, 3);
    assert_string_equal(outcome->err,
        "no-such-case: error: the case folder cannot be read: No such file or directory\n"
        "    a case is a folder of CSV files, or a workbook; to make one, run: bizcase new my-case\n"
        "1 error\n");
}

static void a_damaged_workbook_is_a_wrong_case(void **state) {
    write_file(*state, "plan.xlsx", "PK");

    const Outcome *outcome = run(*state, "check plan.xlsx");

    assert_int_equal(outcome->exit_status, 1);
    assert_string_equal(outcome->err, "plan.xlsx: error: the workbook cannot be read: it is damaged or cut short\n"
                                      "1 error\n");
}

static void one_trial_says_that_it_has_no_standard_error(void **state) {
    const Outcome *outcome = run(*state, "simulate good --trials 1");

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "It cannot show a spread."));
    assert_null(strstr(outcome->out, "outcomes out of 10"));
}

static void a_wrong_case_exits_with_1_and_no_result(void **state) {
    static const char *const verbs[] = { "check bad", "appraise bad", "simulate bad", "appraise bad --format json" };
    for (size_t r = 0; r < COUNT_OF(verbs); r++) {
        const Outcome *outcome = run(*state, verbs[r]);

        assert_int_equal(outcome->exit_status, 1);
        assert_string_equal(outcome->out, "");
        assert_non_null(strstr(outcome->err, "costs.csv:2:6: error: "));
        assert_non_null(strstr(outcome->err, "12x4"));
        assert_non_null(strstr(outcome->err, "cell B2"));
        assert_non_null(strstr(outcome->err, "1 error\n"));
        assert_null(strchr(outcome->err, '\033'));
    }
}

static void what_the_machine_refuses_exits_with_3(void **state) {
    static const char *const rows[] = { "appraise no-such-case", "appraise good >/dev/full", "--help >/dev/full",
        "appraise good --output no-such-folder/out.txt", "appraise good --output /dev/full" };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Outcome *outcome = run(*state, rows[r]);

        if (outcome->exit_status != 3) print_error("bizcase %s: exit status %d\n", rows[r], outcome->exit_status);
        assert_int_equal(outcome->exit_status, 3);
        assert_true(strlen(outcome->err) > 0);
        assert_string_equal(outcome->out, "");
    }
}

static void folders_of_results_are_made_with_those_above_them(void **state) {
    static const char *const rows[] = { "report good --trials 100 --out a/b/c && test -f a/b/c/good.html",
        "batch good --out d/e && test -f d/e/results.csv" };
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_int_equal(run(*state, rows[r])->exit_status, 0);
}

/* So many trials would take hours. */
static void folders_are_made_before_the_studies_run(void **state) {
    static const char *const rows[] = { "report good --trials 2000000000 --out good/costs.csv/report",
        "batch good --study simulate --trials 2000000000 --out good/costs.csv/report" };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Outcome *outcome = run(*state, rows[r]);

        assert_int_equal(outcome->exit_status, 3);
        assert_non_null(strstr(outcome->err, "good/costs.csv/report: a file cannot be written (Not a directory)"));
    }
}

static void results_go_to_standard_output_in_every_format(void **state) {
    static const struct {
        const char *arguments, *beginning;
    } rows[] = {
        { "check good", "Check of the case\n" },
        { "appraise good", "Appraisal of the plan\n" },
        { "appraise good --format json", "{\n  \"bizcase\": \"" },
        { "appraise good --format csv",
            "study,option,versus,council,programme,figure,period,value,unit,note\nappraise," },
        { "appraise good --format=md", "# Appraisal of the plan\n" },
        { "simulate good --trials 1k", "Simulation\n" },
        { "simulate good --trials 0.5k -f csv",
            "study,option,versus,council,programme,figure,statistic,value,unit,note\nsimulate," },
        { "distributions", "Distributions\n" },
        { "functions", "What formulas can do\n" },
        { "discount-rates -f csv", "schedule,from_year,rate,source\n" },
        { "--help", "Usage: bizcase VERB" },
        { "help simulate", "Usage: bizcase simulate CASE" },
        { "simulate --help", "Usage: bizcase simulate CASE" },
        { "--version", "bizcase " },
        { "check -V", "bizcase " },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Outcome *outcome = run(*state, rows[r].arguments);

        if (outcome->exit_status || strncmp(outcome->out, rows[r].beginning, strlen(rows[r].beginning)) != 0)
            print_error("bizcase %s: exit status %d\n%.200s\n%s", rows[r].arguments, outcome->exit_status, outcome->out,
                outcome->err);
        assert_int_equal(outcome->exit_status, 0);
        assert_memory_equal(outcome->out, rows[r].beginning, strlen(rows[r].beginning));
        assert_string_equal(outcome->err, "");
    }
}

static void the_output_file_holds_what_standard_output_would(void **state) {
    static char expected[MOST_OUTPUT], found[MOST_OUTPUT];
    Fixture *fixture = *state;
    char path[64];
    strcpy(expected, run(fixture, "appraise good --format csv")->out);

    const Outcome *outcome = run(fixture, "appraise good --format csv --output plan.csv");

    assert_int_equal(outcome->exit_status, 0);
    assert_string_equal(outcome->out, "");
    snprintf(path, sizeof path, "%s/plan.csv", fixture->folder);
    read_all(path, found);
    assert_string_equal(found, expected);
}

static void the_number_of_threads_changes_no_byte(void **state) {
    static char expected[MOST_OUTPUT];
    strcpy(expected, run(*state, "simulate good --trials 10k --threads 1 --format json")->out);

    const Outcome *outcome = run(*state, "simulate good --trials 10000 --threads 3 --format json");

    assert_int_equal(outcome->exit_status, 0);
    assert_string_equal(outcome->out, expected);
}

/* Simulation, sensitivity and affordability say how many trials they look at. */
static void the_trials_asked_for_are_those_of_every_part_of_a_report(void **state) {
    char here[256], command[512];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(command, sizeof command,
        "report %s/scenarios/joint-ict-2017 --trials 3000 --out told && cat told/fragments/*.md", here);

    const Outcome *outcome = run(*state, command);

    assert_int_equal(outcome->exit_status, 0);
    assert_non_null(strstr(outcome->out, "from 3,000 simulated outcomes, which"));
    assert_non_null(strstr(outcome->out, "From 3,000 simulated outcomes (sampler"));
    assert_non_null(strstr(outcome->out, "From 3,000 simulated outcomes, over all years"));
}

static void a_figure_asked_for_twice_is_by_programme_if_either_wants_it_so(void **state) {
    char here[200], command[1000];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(command, sizeof command,
        "simulate %s/scenarios/joint-ict-2017 --trials 300 --format csv --figures npv,npv@total >one.csv && "
        "\"$BIZCASE\" simulate %s/scenarios/joint-ict-2017 --trials 300 --format csv --figures npv@total,npv "
        ">two.csv && "
        "cmp one.csv two.csv && grep -q infrastructure two.csv",
        here, here);

    assert_int_equal(run(*state, command)->exit_status, 0);
}

static void a_new_case_can_be_checked_at_once(void **state) {
    assert_int_equal(run(*state, "new fresh")->exit_status, 0);
    assert_int_equal(run(*state, "check fresh")->exit_status, 0);
    assert_int_equal(run(*state, "simulate fresh --trials 1k")->exit_status, 0);
    assert_int_not_equal(run(*state, "new fresh")->exit_status, 0);
}

/* --- the tables: of formats, verbs and options ---------------------------------------------------------------------- */

/* Verbs whose results are documents, with arguments for them. */
static const char *const document_verbs[] = { "check good", "appraise good", "simulate good --trials 100",
    "sensitivity good --trials 100", "finance good --trials 100", "explain good npv", "explain good --trial 1",
    "compare good", "assumptions good", "distributions", "functions", "discount-rates" };

static void every_format_writes_every_document(void **state) {
    char arguments[128];
    for (size_t f = 0; f < bizcase_format_count(); f++)
        for (size_t v = 0; v < COUNT_OF(document_verbs); v++) {
            snprintf(arguments, sizeof arguments, "%s --format %s", document_verbs[v], bizcase_format(f).name);

            const Outcome *outcome = run(*state, arguments);

            if (outcome->exit_status) print_error("bizcase %s: %s\n", arguments, outcome->err);
            assert_int_equal(outcome->exit_status, 0);
            assert_true(strlen(outcome->out) > 20);
        }
}

static void help_and_faults_name_every_format(void **state) {
    static char help[MOST_OUTPUT];
    strcpy(help, run(*state, "appraise --help")->out);
    const char *line = strstr(help, "--format NAME");
    assert_non_null(line);
    *strchr(line, '\n') = '\0';

    const Outcome *outcome = run(*state, "appraise good --format nonsense");

    for (size_t f = 0; f < bizcase_format_count(); f++) {
        assert_non_null(strstr(line, bizcase_format(f).name));
        assert_non_null(strstr(outcome->err, bizcase_format(f).name));
        assert_true(*bizcase_format(f).extension != '\0');
        assert_int_equal(bizcase_format_find(bizcase_format(f).name), f);
    }
}

static void a_wrong_case_is_a_document_but_on_terminals(void **state) {
    char arguments[64];
    for (size_t f = 0; f < bizcase_format_count(); f++) {
        snprintf(arguments, sizeof arguments, "check bad --format %s", bizcase_format(f).name);

        const Outcome *outcome = run(*state, arguments);

        assert_int_equal(outcome->exit_status, 1);
        assert_int_equal(*outcome->out == '\0', bizcase_format(f).is_for_terminals);
    }
}

static size_t longest_line(const char *text) {
    size_t longest = 0;
    for (size_t length; *text; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        if (length > longest) longest = length;
    }
    return longest;
}

/* The lines "        VERB) options='--a --b ' ;;" of the completion script have a verb's options from the table. */
static void help_of_every_verb_has_all_of_its_options_in_80_columns(void **state) {
    static char script[MOST_OUTPUT];
    strcpy(script, run(*state, "help --completion")->out);
    size_t verbs = 0, options = 0;
    for (char *line = strstr(script, ") options='"), *rest = NULL; line; line = strstr(rest + 1, ") options='")) {
        char arguments[64], option[64];
        char *verb = line;
        while (verb[-1] != ' ') verb--;
        char *list = line + strlen(") options='");
        rest = strchr(list, '\'');
        snprintf(arguments, sizeof arguments, "%.*s --help", (int)(line - verb), verb);

        const Outcome *outcome = run(*state, arguments);

        assert_int_equal(outcome->exit_status, 0);
        for (; list < rest; list += strcspn(list, " ") + 1, options++) {
            snprintf(option, sizeof option, "%.*s", (int)strcspn(list, " "), list);
            if (!strstr(outcome->out, option)) print_error("bizcase %s lacks %s\n", arguments, option);
            assert_non_null(strstr(outcome->out, option));
        }
        assert_null(strstr(outcome->out, "%s"));
        assert_non_null(strstr(outcome->out, "\nExamples:\n  bizcase "));
        assert_non_null(strstr(outcome->out, "\nExit status:\n  0  done\n"));
        assert_true(longest_line(outcome->out) <= 80);
        verbs++;
    }
    assert_true(verbs >= 17 && options >= 4 * verbs);
    assert_true(longest_line(run(*state, "--help")->out) <= 80);
}

static void the_readme_has_the_exit_statuses_of_the_help(void **state) {
    static char readme[1 << 17], row[256];
    FILE *file = fopen("README.md", "r");
    assert_non_null(file);
    readme[fread(readme, 1, sizeof readme - 1, file)] = '\0';
    fclose(file);
    const char *line = strstr(run(*state, "--help")->out, "Exit status:\n");
    assert_non_null(line);
    size_t count = 0;
    for (line = strchr(line, '\n') + 1; *line; line = strchr(line, '\n') + 1, count++) {
        snprintf(row, sizeof row, "| %c | %.*s |\n", line[2], (int)strcspn(line + 5, "\n"), line + 5);
        if (!strstr(readme, row)) print_error("README.md lacks %s", row);
        assert_non_null(strstr(readme, row));
    }
    assert_int_equal(count, 5);
}

/* An option for one verb is refused by the others. */
static void options_of_one_verb_are_no_other_verbs(void **state) {
    static const struct {
        const char *verb, *option;
    } rows[] = { { "simulate good", "--draws x.csv" }, { "merge part", "--case good" },
        { "sensitivity good", "--only tornado" }, { "batch good", "--resume" } };
    char arguments[128];
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        for (size_t other = 0; other < COUNT_OF(rows); other++) {
            if (other == r) continue;
            snprintf(arguments, sizeof arguments, "%s %s", rows[other].verb, rows[r].option);

            assert_non_null(strstr(run(*state, arguments)->err, "is not an option of this verb"));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_command_lines_exit_with_2_and_say_what_is_near),
        cmocka_unit_test(a_wrong_case_exits_with_1_and_no_result),
        cmocka_unit_test(switches_and_lists_may_be_given_again),
        cmocka_unit_test(a_folder_that_is_not_there_is_told_what_a_case_is),
        cmocka_unit_test(a_damaged_workbook_is_a_wrong_case),
        cmocka_unit_test(one_trial_says_that_it_has_no_standard_error),
        cmocka_unit_test(what_the_machine_refuses_exits_with_3),
        cmocka_unit_test(folders_of_results_are_made_with_those_above_them),
        cmocka_unit_test(folders_are_made_before_the_studies_run),
        cmocka_unit_test(results_go_to_standard_output_in_every_format),
        cmocka_unit_test(the_output_file_holds_what_standard_output_would),
        cmocka_unit_test(the_number_of_threads_changes_no_byte),
        cmocka_unit_test(the_trials_asked_for_are_those_of_every_part_of_a_report),
        cmocka_unit_test(a_figure_asked_for_twice_is_by_programme_if_either_wants_it_so),
        cmocka_unit_test(a_new_case_can_be_checked_at_once),
        cmocka_unit_test(every_format_writes_every_document),
        cmocka_unit_test(help_and_faults_name_every_format),
        cmocka_unit_test(a_wrong_case_is_a_document_but_on_terminals),
        cmocka_unit_test(the_readme_has_the_exit_statuses_of_the_help),
        cmocka_unit_test(help_of_every_verb_has_all_of_its_options_in_80_columns),
        cmocka_unit_test(options_of_one_verb_are_no_other_verbs),
    };
    return cmocka_run_group_tests(tests, make_fixture, remove_fixture);
}
