/* Batches as their users run them: bad cases, resuming, stated tests, and machines that fail halfway. */
#include "support/command_fixture.h"

static const char runs[] = "run,case,set,study,formats,trials\n"
                           "plan,good,,,json;md,\n"
                           "dearer,good,costs:work:periods*2;benefits:*:periods*1.5,,,\n"
                           "wrong,bad,,,,\n"
                           "gone,no-such-case,,,,\n"
                           "drawn,good,,simulate,csv,1000\n";

/* The lines of a results file that begin with a run's name. */
static size_t rows_of(Fixture *fixture, const char *path, const char *name) {
    char text[128];
    snprintf(text, sizeof text, "%s/%s", fixture->folder, path);
    read_all(text, fixture->outcome.out);
    size_t count = 0;
    for (const char *line = fixture->outcome.out; line && *line;
         line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        count += strncmp(line, name, strlen(name)) == 0;
    return count;
}

static bool is_there(const Fixture *fixture, const char *path) {
    char text[128];
    snprintf(text, sizeof text, "%s/%s", fixture->folder, path);
    return access(text, F_OK) == 0;
}

static void one_bad_case_stops_no_other_and_sets_status_4(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "runs.csv", runs);

    const Outcome *outcome = run(fixture, "batch runs.csv --out results --format csv");

    assert_int_equal(outcome->exit_status, 4);
    assert_non_null(strstr(outcome->out, "plan,done,proposal,1898.55"));
    assert_non_null(strstr(outcome->out, "wrong,bad,"));
    assert_non_null(strstr(outcome->out, "gone,bad,"));
    assert_true(is_there(fixture, "results/plan.json") && is_there(fixture, "results/plan.md") &&
                is_there(fixture, "results/drawn.csv"));
    assert_int_equal(rows_of(fixture, "results/results.csv", "plan,"), 12); /* joint and one council × 6 figures */
    assert_int_equal(
        rows_of(fixture, "results/results.csv", "drawn,"), 12 * 16); /* × plan, 5 statistics, 10 percentiles */
    assert_int_equal(rows_of(fixture, "results/results.csv", "wrong,"), 1);
}

static const char *results_of(Fixture *fixture, const char *path) {
    char text[128];
    snprintf(text, sizeof text, "%s/%s", fixture->folder, path);
    read_all(text, fixture->outcome.out);
    return fixture->outcome.out;
}

/* A case with redundancy has cash beside the whole: three figures more for joint and one council. The other runs, the tests
   and figures that are asked for have what they had. Nothing is discounted: 2000 − 1000, and − 100. */
static void each_run_has_the_figures_that_are_usual_for_its_case(void **state) {
    Fixture *fixture = *state;
    run(fixture, "--version && mkdir -p leavers");
    write_file(fixture, "leavers/case.csv", "key,value\ndiscount,0%\n");
    write_file(fixture, "leavers/costs.csv", "line,type,2018/19,2019/20\nwork,,1000,0\nexits,redundancy,0,100\n");
    write_file(fixture, "leavers/benefits.csv", "line,type,2018/19,2019/20\nsaved,,0,2000\n");
    write_file(fixture, "runs.csv", "run,case,study,trials\nplan,good,,\nleft,leavers,,\ndrawn,leavers,simulate,100\n");

    run(fixture, "batch runs.csv --out usual");

    assert_int_equal(rows_of(fixture, "usual/results.csv", "plan,"), 2 * 6);
    assert_int_equal(rows_of(fixture, "usual/results.csv", "left,"), 2 * (6 + 3));
    assert_int_equal(rows_of(fixture, "usual/results.csv", "drawn,"), 2 * (6 + 3) * 16);
    const char *rows = results_of(fixture, "usual/results.csv");
    static const char *const said[] = { ",joint,npv,plan,1000,", ",joint,npv_cash,plan,900,",
        ",joint,payback_years_cash,plan,", ",joint,peak_funding_cash,plan,1000,", ",joint,npv_cash,mean,900," };
    for (size_t i = 0; i < COUNT_OF(said); i++)
        if (!strstr(rows, said[i])) fail_msg("%s is not in\n%s", said[i], rows);
    assert_null(strstr(rows, "npv_public"));

    run(fixture, "batch runs.csv --out asked --figures npv --fail-if 'npv_public<0'");
    assert_int_equal(rows_of(fixture, "asked/results.csv", "left,"), 2 * 2);
}

/* A chance is no money, and "digest" is the one that documents show. */
static void rows_have_the_unit_of_their_statistic_and_the_digest_of_the_files(void **state) {
    Fixture *fixture = *state;
    static const char *const said[] = { ",npv,mean,", ",£,done,,", ",npv,probability_negative,0,probability,done,,",
        ",npv,probability_at_least_plan,", ",payback_years,probability_within_horizon,1,probability,done,," };
    char path[128], digest[80] = ",";

    run(fixture, "batch good --out units --study simulate --trials 500");
    snprintf(path, sizeof path, "%s/units/results.csv", fixture->folder);
    read_all(path, fixture->outcome.out);
    char *rows = strdup(fixture->outcome.out);
    for (size_t i = 0; i < COUNT_OF(said); i++)
        if (!strstr(rows, said[i])) fail_msg("%s is not in\n%s", said[i], rows);
    const char *shown = strstr(run(fixture, "appraise good")->out, "Digest of the files: ");

    assert_non_null(shown);
    strncat(digest, shown + strlen("Digest of the files: "), 64);
    assert_non_null(strstr(rows, digest));
    free(rows);
}

static void threads_change_no_byte_of_the_results(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "runs.csv", runs);

    run(fixture, "batch runs.csv --out one --threads 1");
    run(fixture, "batch runs.csv --out four --threads 4");

    const Outcome *outcome =
        run(fixture, "--version && cmp one/results.csv four/results.csv && cmp one/drawn.csv four/drawn.csv");
    assert_int_equal(outcome->exit_status, 0);
}

static void what_has_not_changed_is_kept(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "runs.csv", "run,case,formats\nplan,good,md\nother,good,\n");
    run(fixture, "batch runs.csv --out kept");

    assert_non_null(strstr(run(fixture, "batch runs.csv --out kept --resume")->out, "0 done, 2 kept"));
    run(fixture, "--version && cp kept/results.csv kept/first && rm kept/plan.md");
    assert_non_null(
        strstr(run(fixture, "batch runs.csv --out kept --resume")->out, "1 done, 1 kept")); /* its document was gone */
    assert_int_equal(run(fixture, "--version && cmp kept/results.csv kept/first")->exit_status, 0);
    write_file(fixture, "runs.csv", "run,case,formats,set\nplan,good,md,costs:work:periods*2\nother,good,,\n");
    assert_non_null(strstr(run(fixture, "batch runs.csv --out kept --resume")->out, "1 done, 1 kept"));
    write_file(fixture, "kept/results.csv", "nothing,of,ours\n\"");
    assert_non_null(strstr(run(fixture, "batch runs.csv --out kept --resume")->out, "2 done, 0 kept"));
}

/* Councils whose names are what acts, or what a spreadsheet would run: their rows come back as they were written. */
static void rows_with_odd_names_are_kept(void **state) {
    Fixture *fixture = *state;
    run(fixture, "--version && mkdir -p odd");
    write_file(fixture, "odd/councils.csv",
        "name,council\nA,a\x1b[2J\nB,b\xe2\x80\xae\nC,'=1+1\nD,'''=2\nE,x\\u001b\nF,\"y\n\"\"z\"\n");
    write_file(fixture, "odd/costs.csv", "line,2018/19\nwork,1000\n");
    write_file(fixture, "runs.csv", "run,case\nplan,odd\n");
    run(fixture, "batch runs.csv --out named");

    const Outcome *outcome = run(fixture, "batch runs.csv --out named --resume");

    assert_non_null(strstr(outcome->out, "0 done, 1 kept"));
    assert_null(strstr(outcome->err, "not as they were written"));
}

/* A run's name is a file's, and the first cell of its rows. */
static void names_that_rows_cannot_begin_with_are_refused(void **state) {
    Fixture *fixture = *state;
    static const char *const names[] = { "a\x1b[2J", "#a", "a\x7f" };
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        char text[100];
        snprintf(text, sizeof text, "case,run\ngood,%s\n", names[n]);
        write_file(fixture, "runs.csv", text);

        const Outcome *outcome = run(fixture, "batch runs.csv --out refused");

        assert_int_not_equal(outcome->exit_status, 0);
        assert_non_null(strstr(outcome->err, "is not a name that a file can have"));
    }
}

/* A figure changed by hand, in one run of two: that run is done again, and the file is as it was. */
static void rows_that_were_altered_are_done_anew(void **state) {
    Fixture *fixture = *state;
    static const char *const edits[] = { "/^plan,.*,npv,plan,/s/,[0-9.-]*,£,/,123456789,£,/",
        "/^plan,.*,npv,plan,/s/£/GBP/", "/^plan,/s/,npv,plan,/,bcr,plan,/", "/^plan,.*,npv,plan,/d",
        "s/^\\(plan,.*\\)[0-9a-f]$/\\1/" };
    write_file(fixture, "runs.csv", "run,case\nplan,good\nother,good\n");
    run(fixture, "batch runs.csv --out sealed");
    for (size_t e = 0; e < COUNT_OF(edits); e++) {
        char command[300];
        snprintf(command, sizeof command,
            "--version && cp sealed/results.csv sealed/first && sed -i '%s' sealed/results.csv && ! cmp -s "
            "sealed/results.csv sealed/first",
            edits[e]);
        assert_int_equal(run(fixture, command)->exit_status, 0);

        const Outcome *outcome = run(fixture, "batch runs.csv --out sealed --resume");

        assert_int_equal(outcome->exit_status, 0);
        assert_non_null(strstr(outcome->out, "1 done, 1 kept"));
        assert_non_null(strstr(outcome->err,
            "sealed/results.csv:2:1: warning: the rows of run \"plan\" are not as they were written: it is run again\n"
            "    a file of results is not for editing: copy it first; cell A2\n"));
        assert_int_equal(run(fixture, "--version && cmp sealed/results.csv sealed/first")->exit_status, 0);
    }
}

static void stated_tests_set_status_4(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *test;
        int exit_status;
    } rows[] = { { "npv < 0", 0 }, { "npv < 1m", 4 }, { "npv/joint >= 1898.5", 4 }, { "npv > £1,898.56", 0 },
        { "npv/council <= 0", 0 }, { "npv/nobody < 0", 4 }, { "p10(npv) < 1m", 4 }, /* an appraisal has no p10 */
        { "bcr < 1", 0 }, { "payback_years > 1", 4 }, { "bcr", 2 }, { "bcr < x", 2 }, { "nvp < 0", 2 },
        { "p11(npv) < 0", 2 }, { "p10(npv < 0", 2 }, { "p10(npv) x < 0", 2 }, { "bcr <", 2 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char arguments[200];
        snprintf(arguments, sizeof arguments, "batch good --out tested --fail-if '%s'", rows[r].test);
        const int exit_status = run(fixture, arguments)->exit_status;
        if (exit_status != rows[r].exit_status)
            print_error("%s: %d\n%s", rows[r].test, exit_status, fixture->outcome.err);
        assert_int_equal(exit_status, rows[r].exit_status);
    }
    assert_int_equal(
        run(fixture, "batch good --out tested --study simulate --trials 2k --fail-if 'p10(npv) < 0'")->exit_status, 0);
    assert_int_equal(
        run(fixture, "batch good --out tested --study simulate --trials 2k --fail-if 'p10(npv) < 1m'")->exit_status, 4);
    static const struct {
        const char *test;
        int exit_status;
    } chances[] = { { "probability_at_least_plan(npv) < 100%", 4 }, { "probability_at_least_plan(npv) > 100%", 0 } };
    for (size_t r = 0; r < COUNT_OF(chances); r++) {
        char arguments[200];
        snprintf(arguments, sizeof arguments, "batch good --out tested --study simulate --trials 2k --fail-if '%s'",
            chances[r].test);
        assert_int_equal(run(fixture, arguments)->exit_status, chances[r].exit_status);
    }
}

static void every_test_that_failed_is_named(void **state) {
    Fixture *fixture = *state;

    const Outcome *outcome =
        run(fixture, "batch good --out tested --fail-if 'npv < 1m' --fail-if 'npv < 0' --fail-if 'p10(npv) < 0'");

    assert_int_equal(outcome->exit_status, 4);
    assert_non_null(strstr(outcome->out, "npv < 1m"));
    assert_null(strstr(outcome->out, "npv < 0;"));
    assert_non_null(strstr(outcome->out, "p10(npv) < 0 (p10 needs a simulation)"));
}

static void trials_of_a_run_are_written_as_on_the_command_line(void **state) {
    Fixture *fixture = *state;
    write_file(fixture, "trials.csv", "run,case,study,trials\nplain,good,simulate,2000\nshort,good,simulate,2k\n");

    const Outcome *outcome =
        run(fixture, "batch trials.csv --out trials && cd trials && sed -n 's/^plain,//p' results.csv "
                     ">plain && sed -n 's/^short,//p' results.csv | cmp - plain && test -s plain");

    assert_int_equal(outcome->exit_status, 0);
}

static void a_file_of_runs_that_is_wrong_is_told_with_places(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        { "run,case,studdy\na,good,x\n", "runs.csv:1:10: error: \"studdy\" is not a column of a file of runs" },
        { "run,case,study\na,good,guess\n", "runs.csv:2:8: error: \"guess\" is not a study (column study)" },
        { "run,case\na,good\na,good\n", "two runs are called \"a\"" },
        { "run,case\n../a,good\n", "is not a name that a file can have" },
        { "run,case,sampler\na,good,sobel\n",
            "\"sobel\" is not a sampler (column sampler)\n    did you mean \"sobol\"?" },
        { "run,case,formats\na,good,pdf\n", "is not a list of formats" },
        { "run,case,trials\na,good,0\n", "\"0\" is not a number of trials such as 250000, 100k or 1m (column trials)" },
        { "run\na\n", "there is no column \"case\"" },
        { "run,case\n", "there is no run" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        write_file(fixture, "runs.csv", rows[r].text);
        const Outcome *outcome = run(fixture, "batch runs.csv --out results");
        if (!strstr(outcome->err, rows[r].said)) print_error("%s\n", outcome->err);
        assert_non_null(strstr(outcome->err, rows[r].said));
        assert_int_equal(outcome->exit_status, 1);
    }
    assert_int_equal(run(fixture, "batch no-such.csv --out results")->exit_status, 3);
    assert_int_equal(run(fixture, "batch runs.csv")->exit_status, 2);
}

/* A limit on the size of files, as on a full disk: what was there stays, and nothing is left beside it. */
static void a_full_disk_leaves_the_former_results(void **state) {
    Fixture *fixture = *state;
    run(fixture, "batch good --out full --figures npv");
    run(fixture, "--version && cp full/results.csv former.csv");

    const Outcome *outcome = run(fixture,
        "--version && trap '' XFSZ && ulimit -f 1 && \"$BIZCASE\" batch good --out full --study simulate --trials 2k");

    assert_int_equal(outcome->exit_status, 3);
    assert_int_equal(
        run(fixture, "--version && cmp full/results.csv former.csv && test $(ls full | wc -l) = 1")->exit_status, 0);
}

static void a_killed_batch_leaves_the_former_results(void **state) {
    Fixture *fixture = *state;
    run(fixture, "batch good --out killed");
    run(fixture, "--version && cp killed/results.csv former.csv");

    run(fixture, "--version && { timeout -s KILL 0.3 \"$BIZCASE\" batch good --out killed --study simulate --trials "
                 "900m; true; }");

    assert_int_equal(run(fixture, "--version && cmp killed/results.csv former.csv")->exit_status, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_bad_case_stops_no_other_and_sets_status_4, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(
            each_run_has_the_figures_that_are_usual_for_its_case, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(
            rows_have_the_unit_of_their_statistic_and_the_digest_of_the_files, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(threads_change_no_byte_of_the_results, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(rows_with_odd_names_are_kept, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(names_that_rows_cannot_begin_with_are_refused, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(rows_that_were_altered_are_done_anew, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(what_has_not_changed_is_kept, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(stated_tests_set_status_4, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(every_test_that_failed_is_named, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(
            trials_of_a_run_are_written_as_on_the_command_line, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(a_file_of_runs_that_is_wrong_is_told_with_places, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_former_results, make_fixture, remove_fixture),
        cmocka_unit_test_setup_teardown(a_killed_batch_leaves_the_former_results, make_fixture, remove_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
