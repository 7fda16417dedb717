/* Other programs: what they write, how they end, and that none is waited for for ever. */
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include <string.h>
#include <time.h>

#include "base/process.h"

static ProcessEnd shell(const char *script, double seconds, ProcessOutput *output) {
    const char *const argv[] = { "sh", "-c", script, NULL };
    return process_run(arena, argv, "BIZCASE_TEST_SETTING=set", seconds, output);
}

static void what_a_program_writes_is_taken_whole(void **state) {
    (void)state;
    ProcessOutput output;

    assert_int_equal(shell("printf 'a\\000b'; echo words >&2", 10, &output), PROCESS_DONE);

    assert_int_equal(output.size, 3);
    assert_memory_equal(output.bytes, "a\0b", 3);
    assert_string_equal(output.words, "words");
}

/* More than a pipe holds, on both ways at once: neither end may wait for the other. */
static void much_output_on_both_ways_is_no_standstill(void **state) {
    (void)state;
    ProcessOutput output;

    const ProcessEnd end =
        shell("head -c 1000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 1000000 /dev/zero >&2", 60, &output);

    assert_int_equal(end, PROCESS_DONE);
    assert_int_equal(output.size, 3000000);
}

static void a_failure_gives_the_last_line_of_its_words(void **state) {
    (void)state;
    ProcessOutput output;

    assert_int_equal(shell("echo first >&2; echo 'no such font' >&2; exit 3", 10, &output), PROCESS_FAILED);

    assert_string_equal(output.words, "no such font");
    assert_int_equal(shell("kill -9 $$", 10, &output), PROCESS_FAILED);
    assert_string_equal(output.words, "");
}

static void a_program_that_does_not_end_is_ended(void **state) {
    (void)state;
    ProcessOutput output;
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);

    assert_int_equal(shell("echo begun; exec sleep 50", 0.3, &output), PROCESS_TOO_SLOW);

    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_in_range(after.tv_sec - before.tv_sec, 0, 30);
}

static void a_missing_program_is_told_from_a_failing_one(void **state) {
    (void)state;
    ProcessOutput output;
    const char *const argv[] = { "bizcase-no-such-program", NULL };

    assert_int_equal(process_run(arena, argv, "A=b", 10, &output), PROCESS_NOT_FOUND);
    assert_int_equal(output.size, 0);
}

static void a_setting_joins_the_environment_and_input_is_empty(void **state) {
    (void)state;
    ProcessOutput output;

    assert_int_equal(shell("cat; printf '%s' \"$BIZCASE_TEST_SETTING\"", 10, &output), PROCESS_DONE);

    assert_int_equal(output.size, 3);
    assert_memory_equal(output.bytes, "set", 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_program_writes_is_taken_whole),
        cmocka_unit_test(much_output_on_both_ways_is_no_standstill),
        cmocka_unit_test(a_failure_gives_the_last_line_of_its_words),
        cmocka_unit_test(a_program_that_does_not_end_is_ended),
        cmocka_unit_test(a_missing_program_is_told_from_a_failing_one),
        cmocka_unit_test(a_setting_joins_the_environment_and_input_is_empty),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
