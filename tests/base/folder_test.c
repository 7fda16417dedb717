/* Folders looked for and made. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "support/assert_close.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"

enum { PATH = 5000 };

static void a_folder_is_made_with_those_above_it(void **state) {
    (void)state;
    char top[] = "/tmp/bizcase-folder-test.XXXXXX", middle[PATH], bottom[PATH], with_slash[PATH + 1];
    assert_non_null(mkdtemp(top));
    snprintf(middle, sizeof middle, "%s/a", top);
    snprintf(bottom, sizeof bottom, "%s/a/b", top);
    snprintf(with_slash, sizeof with_slash, "%s/", bottom);

    assert_false(folder_exists(bottom));
    assert_int_equal(folder_make(with_slash), BIZCASE_OK);

    assert_true(folder_exists(bottom));
    assert_int_equal(folder_make(bottom), BIZCASE_OK);
    assert_int_equal(rmdir(bottom), 0);
    assert_int_equal(rmdir(middle), 0);
    assert_int_equal(rmdir(top), 0);
}

static void a_file_in_the_way_and_a_name_too_long_are_refused_with_the_reason(void **state) {
    (void)state;
    char file[] = "/tmp/bizcase-folder-test.XXXXXX", below[PATH], long_name[PATH];
    assert_true(mkstemp(file) >= 0);
    snprintf(below, sizeof below, "%s/a", file);
    memset(long_name, 'a', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';

    assert_int_equal(folder_make(file), BIZCASE_NOT_WRITTEN);
    assert_int_equal(errno, ENOTDIR);
    assert_int_equal(folder_make(below), BIZCASE_NOT_WRITTEN);
    assert_int_equal(errno, ENOTDIR);
    assert_int_equal(folder_make(long_name), BIZCASE_NOT_WRITTEN);
    assert_int_equal(errno, ENAMETOOLONG);

    assert_false(folder_exists(file));
    assert_int_equal(unlink(file), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_made_with_those_above_it),
        cmocka_unit_test(a_file_in_the_way_and_a_name_too_long_are_refused_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
