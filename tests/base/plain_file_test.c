/* What is opened to be read: plain files, and inside a folder none that lies elsewhere. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "base/plain_file.h"

#include "support/assert_close.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"

typedef struct Place {
    char outer[64], inner[80]; /* a folder, and one in it */
} Place;

static const char *at(const char *folder, const char *name) {
    static char paths[2][200]; /* a call may take two */
    static size_t turn;
    char *path = paths[turn++ % 2];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void make_socket(const char *path) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    const int made = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(made, (struct sockaddr *)&address, sizeof address), 0);
    close(made);
}

static void link_to(const Place *place, const char *target, const char *name) {
    assert_int_equal(symlink(target, at(place->inner, name)), 0);
}

static int set_up(void **state) {
    Place *place = calloc(1, sizeof *place);
    *state = place;
    strcpy(place->outer, "/tmp/plain-file-test.XXXXXX");
    if (!mkdtemp(place->outer)) return -1;
    snprintf(place->inner, sizeof place->inner, "%s/case", place->outer);
    mkdir(place->inner, 0700);
    mkdir(at(place->inner, "data"), 0700);
    mkdir(at(place->outer, "case-beside"), 0700);
    file_write_whole(at(place->outer, "secret.csv"), "s", 1);
    file_write_whole(at(place->outer, "case-beside/x.csv"), "s", 1);
    file_write_whole(at(place->inner, "plain.csv"), "p", 1);
    file_write_whole(at(place->inner, "data/plain.csv"), "p", 1);
    mkdir(at(place->inner, "folder.csv"), 0700);
    mkfifo(at(place->inner, "fifo.csv"), 0600);
    make_socket(at(place->inner, "socket.csv"));
    link_to(place, "plain.csv", "near.csv");
    link_to(place, "data/../near.csv", "chain.csv");
    link_to(place, at(place->inner, "data"), "whole-path");
    link_to(place, "../secret.csv", "out.csv");
    link_to(place, "out.csv", "chain-out.csv");
    link_to(place, "..", "up");
    link_to(place, ".", "self");
    link_to(place, "../case-beside", "beside");
    link_to(place, "/dev/null", "null.csv");
    link_to(place, "/etc/passwd", "passwd.csv");
    link_to(place, "nothing", "dangling.csv");
    link_to(place, "loop.csv", "loop.csv");
    return 0;
}

static int tear_down(void **state) {
    Place *place = *state;
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", place->outer);
    free(place);
    return system(command);
}

static void only_plain_files_inside_the_folder_are_opened(void **state) {
    static const struct {
        const char *path;
        int fault;
    } rows[] = { { "plain.csv", 0 }, { "data/plain.csv", 0 }, { "near.csv", 0 }, { "chain.csv", 0 },
        { "whole-path/plain.csv", 0 }, { "folder.csv", FILE_NOT_PLAIN }, { "fifo.csv", FILE_NOT_PLAIN },
        { "socket.csv", FILE_NOT_PLAIN }, { "out.csv", FILE_IS_OUTSIDE }, { "chain-out.csv", FILE_IS_OUTSIDE },
        { "up/secret.csv", FILE_IS_OUTSIDE }, { "up/case/plain.csv", 0 }, { "self", FILE_NOT_PLAIN },
        { "self/plain.csv", 0 }, { "beside/x.csv", FILE_IS_OUTSIDE }, { "null.csv", FILE_IS_OUTSIDE },
        { "passwd.csv", FILE_IS_OUTSIDE }, { "dangling.csv", ENOENT }, { "missing.csv", ENOENT }, { "loop.csv", ELOOP },
        { "plain.csv/x", ENOTDIR } };
    const Place *place = *state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        errno = 0;
        const int descriptor = plain_file_open_inside(place->inner, rows[r].path);
        if ((descriptor < 0 ? errno : 0) != rows[r].fault) fail_msg("%s: %d", rows[r].path, errno);
        if (descriptor >= 0) close(descriptor);
    }
}

static void the_folder_itself_may_be_a_link(void **state) {
    const Place *place = *state;
    char path[100];
    snprintf(path, sizeof path, "%s/linked", place->outer);
    assert_int_equal(symlink("case", path), 0);

    const int good = plain_file_open_inside(path, "near.csv"), bad = plain_file_open_inside(path, "out.csv");

    assert_true(good >= 0);
    assert_int_equal(bad, -1);
    close(good);
}

static void anywhere_only_plain_files_are_opened(void **state) {
    static const struct {
        const char *path;
        int fault;
    } rows[] = { { "plain.csv", 0 }, { "out.csv", 0 }, { "folder.csv", FILE_NOT_PLAIN }, { "fifo.csv", FILE_NOT_PLAIN },
        { "socket.csv", FILE_NOT_PLAIN }, { "null.csv", FILE_NOT_PLAIN }, { "missing.csv", ENOENT } };
    const Place *place = *state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        errno = 0;
        const int descriptor = plain_file_open(at(place->inner, rows[r].path));
        if ((descriptor < 0 ? errno : 0) != rows[r].fault) fail_msg("%s: %d", rows[r].path, errno);
        if (descriptor >= 0) close(descriptor);
    }
}

static void folders_are_told_by_where_they_lie(void **state) {
    const Place *place = *state;

    assert_true(folder_is_inside(place->inner, "data"));
    assert_true(folder_is_inside(place->inner, "whole-path"));
    assert_true(folder_is_inside(place->inner, "self"));
    assert_false(folder_is_inside(place->inner, "up"));
    assert_false(folder_is_inside(place->inner, "beside"));
    assert_false(folder_is_inside(place->inner, "plain.csv"));
    assert_false(folder_is_inside(place->inner, "missing"));
}

static void a_fault_is_said_in_words(void **state) {
    (void)state;
    assert_string_equal(file_fault_text(FILE_NOT_PLAIN), "it is not a plain file");
    assert_string_equal(file_fault_text(FILE_IS_OUTSIDE), "it is a link that leads out of the folder");
    assert_string_equal(file_fault_text(ENOENT), strerror(ENOENT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_files_inside_the_folder_are_opened),
        cmocka_unit_test(the_folder_itself_may_be_a_link),
        cmocka_unit_test(anywhere_only_plain_files_are_opened),
        cmocka_unit_test(folders_are_told_by_where_they_lie),
        cmocka_unit_test(a_fault_is_said_in_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
