/* Files that are written must not be lost, nor take others with them. The environment names the program in BIZCASE. */
#include "support/command_fixture.h"

/* A case with a data file of its own, and parts and a certificate of it. */
static int make_case_with_data(void **state) {
    if (make_fixture(state) != 0) return -1;
    Fixture *fixture = *state;
    write_file(fixture, "good/drivers.csv", "driver,distribution,shape\nuse,empirical,observed.csv:use\n");
    write_file(fixture, "good/observed.csv", "use\n0.9\n1.1\n1.0\n");
    write_file(fixture, "good/costs.csv",
        "line,drivers,distribution,low,central,high,2018/19,2019/20\nwork,use,uniform,0.8,1,1.2,1000,0\n");
    run(fixture, "certify good --trials 200 --output c.json && \"$BIZCASE\" simulate good --trials 200 --shard 1/2 "
                 "--output a.bin && \"$BIZCASE\" simulate good --trials 200 --shard 2/2 --output b.bin");
    assert_int_equal(fixture->outcome.exit_status, 0);
    write_file(fixture, "runs.csv", "run,case,formats\nbenefits,good,csv\n");
    run(fixture, "--version && mkdir -p named/scenarios named2");
    static const char *const named[] = { "named", "named2" };
    for (size_t n = 0; n < COUNT_OF(named); n++) {
        char path[64];
        snprintf(path, sizeof path, "%s/costs.csv", named[n]);
        write_file(fixture, path, "line,drivers,2018/19\nwork,use;wear,1000\n");
    }
    write_file(fixture, "named/drivers.csv",
        "driver,distribution,shape\nuse,empirical,Worn.TXT:use\nwear,empirical,worn.csv:use\n");
    write_file(fixture, "named2/drivers.csv",
        "driver,distribution,shape\nuse,empirical,results.csv:use\nwear,empirical,results.csv:use\n");
    write_file(fixture, "named/Worn.TXT", "use\n0.9\n1.1\n1.0\n");
    write_file(fixture, "named/linked.dat", "use\n0.9\n1.1\n1.0\n");
    write_file(fixture, "named/late-use.txt", "use\n0.9\n1.1\n1.0\n");
    write_file(fixture, "named2/results.csv", "use\n0.9\n1.1\n1.0\n");
    write_file(
        fixture, "named/scenarios/late.csv", "file,row,column,change,value\ndrivers,use,shape,set,late-use.txt:use\n");
    run(fixture, "--version && ln -s linked.dat named/worn.csv && cp runs.csv results.csv");
    run(fixture, "--version && ln -s good/costs.csv link && ln -s good again && mkdir good/scenarios && "
                 "cat good/*.csv named*/* c.json a.bin runs.csv results.csv 2>/dev/null | cksum >before");
    return fixture->outcome.exit_status;
}

static void an_output_never_replaces_a_file_that_is_read(void **state) {
    static const struct {
        const char *arguments, *expected;
    } rows[] = {
        { "appraise good --output good/costs.csv", "--output good/costs.csv would replace an input file" },
        { "appraise good --output link", "--output link would replace" },
        { "appraise again --output good/benefits.csv", "would replace" },
        { "appraise good --output again/./costs.csv", "would replace" },
        { "appraise good --output good/observed.csv", "would replace" },
        { "appraise named --output named/Worn.TXT", "--output named/Worn.TXT would replace" },
        { "appraise named --output named/linked.dat", "would replace" }, /* worn.csv is a link to it */
        { "appraise named --scenario late --output named/late-use.txt", "would replace" }, /* the scenario names it */
        { "live named --trials 200 --output named/linked.dat", "would replace" },
        { "compare good named --output named/linked.dat", "would replace" },
        { "compare named --scenario late --output named/late-use.txt", "would replace" },
        { "batch good --out good/results --output good/results/results.csv",
            "--output and results.csv of --out are the same file" },
        { "batch results.csv --out .", "results.csv of --out ./results.csv would replace" },
        { "batch named2 --out named2", "results.csv of --out named2/results.csv would replace" },
        { "check good --output good/risks.csv", "would replace" }, /* not there, and would be read next time */
        { "appraise good --output good/scenarios/late.csv", "would replace" },
        { "simulate good --trials 200 --draws good/costs.csv", "--draws good/costs.csv would replace" },
        { "simulate good --trials 200 --draws one --output one", "--output and --draws are the same file" },
        { "simulate good --trials 200 --draws one --output ./one", "--output and --draws are the same file" },
        { "simulate good --trials 200 --shard 1/2 --output good/benefits.csv", "would replace" },
        { "merge a.bin b.bin --output a.bin", "--output a.bin would replace" },
        { "merge a.bin b.bin --output good/costs.csv", "would replace" },
        { "certify good --trials 200 --output good/drivers.csv", "would replace" },
        { "verify c.json good --output c.json", "would replace" },
        { "compare again good --output good/costs.csv", "would replace" },
        { "live good --trials 200 --output good/costs.csv", "would replace" },
        { "batch runs.csv --out results --output runs.csv", "would replace" },
    };
    Fixture *fixture = *state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Outcome *outcome = run(fixture, rows[r].arguments);
        if (outcome->exit_status != 2 || !strstr(outcome->err, rows[r].expected))
            fail_msg("bizcase %s: status %d\n%s", rows[r].arguments, outcome->exit_status, outcome->err);
    }
    run(fixture,
        "--version && cat good/*.csv named*/* c.json a.bin runs.csv results.csv 2>/dev/null | cksum | cmp - before && test ! -e good/risks.csv");
    assert_int_equal(fixture->outcome.exit_status, 0);
}

/* A run may be called as a file of a case is: where the results go into that case, the file stays. */
static void a_batch_into_the_folder_of_its_case_leaves_the_case_alone(void **state) {
    Fixture *fixture = *state;

    const Outcome *outcome = run(fixture, "batch runs.csv --out good");

    assert_int_equal(outcome->exit_status, 4);
    run(fixture, "--version && cat good/benefits.csv good/costs.csv");
    assert_non_null(strstr(fixture->outcome.out, "saving,0,3000"));
}

static void outputs_inside_the_case_that_it_does_not_read_are_written_again_and_again(void **state) {
    Fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        const Outcome *outcome = run(fixture, "appraise good --format csv --output good/answer.csv && "
                                              "\"$BIZCASE\" batch runs.csv --out good/results --quiet");
        assert_int_equal(outcome->exit_status, 0);
    }
    run(fixture, "simulate good --trials 200 --draws /dev/null --output /dev/null");
    assert_int_equal(fixture->outcome.exit_status, 0);
}

/* What is written while a signal ends the program: nothing of it stays, and what was there before does. */
static void a_signal_leaves_no_half_written_file(void **state) {
    static const char *const signals[] = { "TERM", "HUP", "XCPU", "KILL" };
    Fixture *fixture = *state;
    char command[400];
    for (size_t s = 0; s < COUNT_OF(signals); s++) {
        snprintf(command, sizeof command,
            "--version && mkdir out && echo before >out/d.csv && { (ulimit -t 60; exec \"$BIZCASE\" simulate good --trials "
            "50m --draws out/d.csv >out.txt 2>&1) & sleep 0.3; kill -%s $!; wait $!; test $? -gt 128; } && ls -A out && "
            "cat out/d.csv && rm -r out",
            signals[s]);
        const Outcome *outcome = run(fixture, command);
        if (outcome->exit_status) fail_msg("%s: %s%s", signals[s], outcome->out, outcome->err);
        assert_non_null(strstr(outcome->out, "\nd.csv\nbefore\n"));
    }
}

static void a_limit_on_the_size_of_files_is_a_failed_write(void **state) {
    Fixture *fixture = *state;

    const Outcome *outcome = run(
        fixture, "--version && mkdir out && (ulimit -f 8; \"$BIZCASE\" simulate good --trials 100k --draws out/d.csv)");

    assert_int_equal(outcome->exit_status, 3);
    assert_non_null(strstr(outcome->err, "out/d.csv: a file cannot be written (File too large)"));
    run(fixture, "--version && rmdir out");
    assert_int_equal(fixture->outcome.exit_status, 0);
}

/* 50 million trials would take minutes. */
static void a_full_disk_is_noticed_before_the_trials_are_drawn(void **state) {
    Fixture *fixture = *state;
    if (access("/dev/full", W_OK) != 0) skip();

    const Outcome *outcome =
        run(fixture, "--version && timeout 20 \"$BIZCASE\" simulate good --trials 500m --draws /dev/full");

    assert_int_equal(outcome->exit_status, 3);
    assert_non_null(strstr(outcome->err, "/dev/full: a file cannot be written (No space left on device)"));
}

/* A program of that name, first in PATH. */
static void make_program(Fixture *fixture, const char *script) {
    char command[300];
    write_file(fixture, "rsvg-convert", script);
    snprintf(command, sizeof command, "mkdir -p %s/bin && mv %s/rsvg-convert %s/bin && chmod +x %s/bin/rsvg-convert",
        fixture->folder, fixture->folder, fixture->folder, fixture->folder);
    assert_int_equal(system(command), 0);
}

static void a_report_whose_part_fails_says_which_and_keeps_the_others(void **state) {
    Fixture *fixture = *state;
    make_program(fixture, "#!/bin/sh\necho 'first words' >&2\necho 'no such font' >&2\nexit 1\n");

    const Outcome *outcome =
        run(fixture, "--version && PATH=$PWD/bin:$PATH \"$BIZCASE\" report good --trials 200 --out out");

    assert_int_equal(outcome->exit_status, 3);
    assert_non_null(strstr(outcome->err, "bizcase: out/fragments: a file cannot be written (out/fragments/"));
    assert_non_null(strstr(outcome->err, ".pdf: rsvg-convert failed: no such font)"));
    assert_non_null(strstr(outcome->out, "out/good.html\nout/good.xlsx\nout/certificate.json\n"));
    run(fixture, "--version && test -s out/good.html && test -s out/good.xlsx && test -s out/certificate.json && "
                 "! ls out/fragments | grep tmp");
    assert_int_equal(fixture->outcome.exit_status, 0);
}

/* 4 to 64 kB of room for the workbook's parts, which its library writes without a look: never a damaged workbook. */
static void a_workbook_without_room_for_its_parts_is_not_written(void **state) {
    Fixture *fixture = *state;
    for (int kilobytes = 4; kilobytes <= 64; kilobytes *= 2) {
        char command[400];
        snprintf(command, sizeof command,
            "--version && rm -rf out && mkdir -p t && mount -t tmpfs -o size=%dk none t && { TMPDIR=$PWD/t \"$BIZCASE\" "
            "report good --trials 200 --out out; s=$?; ls -A t; umount t; exit $s; }",
            kilobytes);
        const Outcome *outcome = run(fixture, command);
        if (outcome->exit_status == 32 || strstr(outcome->err, "mount: ")) skip(); /* only root may */
        assert_int_equal(outcome->exit_status, 3);
        assert_non_null(strstr(outcome->err, "out/good.xlsx: a file cannot be written ("));
        assert_null(strstr(outcome->out, "good.xlsx"));
        assert_null(strstr(outcome->out, "bizcase-workbook"));
    }
    run(fixture, "--version && test ! -e out/good.xlsx");
    assert_int_equal(fixture->outcome.exit_status, 0);
}

#define WITH_CASE(test) cmocka_unit_test_setup_teardown(test, make_case_with_data, remove_fixture)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_CASE(an_output_never_replaces_a_file_that_is_read),
        WITH_CASE(a_batch_into_the_folder_of_its_case_leaves_the_case_alone),
        WITH_CASE(outputs_inside_the_case_that_it_does_not_read_are_written_again_and_again),
        WITH_CASE(a_signal_leaves_no_half_written_file),
        WITH_CASE(a_limit_on_the_size_of_files_is_a_failed_write),
        WITH_CASE(a_report_whose_part_fails_says_which_and_keeps_the_others),
        WITH_CASE(a_workbook_without_room_for_its_parts_is_not_written),
        WITH_CASE(a_full_disk_is_noticed_before_the_trials_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
