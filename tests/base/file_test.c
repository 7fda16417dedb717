/* Files read whole and written whole, or not at all. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "support/assert_close.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

typedef struct Folder {
    Arena *arena;
    char path[64];
} Folder;

static int make_folder(void **state) {
    Folder *folder = malloc(sizeof *folder);
    if (!folder) return -1;
    *folder = (Folder){ .arena = arena_new(), .path = "/tmp/bizcase-file-test.XXXXXX" };
    *state = folder;
    return mkdtemp(folder->path) ? 0 : -1;
}

static const char *inside(const Folder *folder, const char *name) {
    return arena_format(folder->arena, "%s/%s", folder->path, name);
}

static int remove_folder(void **state) {
    Folder *folder = *state;
    DIR *open = opendir(folder->path);
    for (struct dirent *entry; open && (entry = readdir(open));)
        if (entry->d_name[0] != '.') remove(inside(folder, entry->d_name));
    if (open) closedir(open);
    const int removed = rmdir(folder->path);
    arena_free(folder->arena);
    free(folder);
    return removed;
}

static size_t count_entries(const Folder *folder) {
    size_t count = 0;
    DIR *open = opendir(folder->path);
    for (struct dirent *entry; open && (entry = readdir(open));) count += entry->d_name[0] != '.';
    if (open) closedir(open);
    return count;
}

static void assert_holds(const Folder *folder, const char *path, const char *expected) {
    char *bytes;
    size_t size;
    assert_int_equal(file_read(folder->arena, path, &bytes, &size), BIZCASE_OK);
    assert_int_equal(size, strlen(expected));
    assert_string_equal(bytes, expected); /* the zero byte after it included */
}

static void what_is_written_is_read_back(void **state) {
    Folder *folder = *state;
    const char *path = inside(folder, "a.txt");
    static const char *const texts[] = { "first", "", "a longer second text\n" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(file_write_whole(path, texts[i], strlen(texts[i])), BIZCASE_OK);

        assert_holds(folder, path, texts[i]);
        assert_int_equal(count_entries(folder), 1);
    }
}

static void a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode(void **state) {
    Folder *folder = *state;
    const char *path = inside(folder, "a.txt");
    struct stat found;
    const mode_t mask = umask(027);
    assert_int_equal(file_write_whole(path, "x", 1), BIZCASE_OK);
    umask(mask);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0640);

    assert_int_equal(chmod(path, 0604), 0);
    assert_int_equal(file_write_whole(path, "y", 1), BIZCASE_OK);

    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0604);
}

static void a_link_stays_a_link(void **state) {
    Folder *folder = *state;
    const char *target = inside(folder, "target"), *name = inside(folder, "link");
    struct stat found;
    assert_int_equal(file_write_whole(target, "old", 3), BIZCASE_OK);
    assert_int_equal(symlink("target", name), 0);

    assert_int_equal(file_write_whole(name, "new", 3), BIZCASE_OK);

    assert_int_equal(lstat(name, &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    assert_holds(folder, target, "new");
}

/* A limit on the size of files takes the place of a full disk: write gives less, then an error. */
static void a_full_disk_leaves_the_old_file_and_nothing_else(void **state) {
    Folder *folder = *state;
    const char *path = inside(folder, "a.txt");
    static char much[100000];
    struct rlimit before;
    memset(much, 'x', sizeof much);
    assert_int_equal(file_write_whole(path, "old", 3), BIZCASE_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 4096, before.rlim_max }), 0);

    const BizcaseStatus over_old = file_write_whole(path, much, sizeof much);
    const BizcaseStatus as_new = file_write_whole(inside(folder, "b.txt"), much, sizeof much);

    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    assert_int_equal(over_old, BIZCASE_NOT_WRITTEN);
    assert_int_equal(as_new, BIZCASE_NOT_WRITTEN);
    assert_holds(folder, path, "old");
    assert_int_equal(count_entries(folder), 1);
}

static void a_device_is_written_in_place_and_its_faults_are_seen(void **state) {
    (void)state;
    struct stat found;
    if (stat("/dev/full", &found) != 0 || !S_ISCHR(found.st_mode)) skip();

    assert_int_equal(file_write_whole("/dev/null", "x", 1), BIZCASE_OK);
    assert_int_equal(file_write_whole("/dev/full", "x", 1), BIZCASE_NOT_WRITTEN);

    assert_int_equal(stat("/dev/full", &found), 0);
    assert_true(S_ISCHR(found.st_mode));
}

static void what_is_not_there_is_said_to_be_so(void **state) {
    Folder *folder = *state;
    char *bytes;
    FolderEntry *entries;
    size_t size;
    const char *nowhere = inside(folder, "missing/a.txt");

    assert_int_equal(file_read(folder->arena, nowhere, &bytes, &size), BIZCASE_NOT_READ);
    assert_int_equal(file_read(folder->arena, folder->path, &bytes, &size), BIZCASE_NOT_READ);
    assert_int_equal(folder_list(folder->arena, nowhere, &entries, &size), BIZCASE_NOT_READ);
    assert_int_equal(file_write_whole(nowhere, "x", 1), BIZCASE_NOT_WRITTEN);
    assert_int_equal(file_write_whole(folder->path, "x", 1), BIZCASE_NOT_WRITTEN);
}

/* Of what is being written nothing can be seen: the file has no name until it is whole. */
static void a_file_that_is_not_closed_leaves_nothing_behind(void **state) {
    Folder *folder = *state;
    FileWriter *writer = file_writer_open(inside(folder, "a.txt"));
    assert_non_null(writer);
    file_writer_add(writer, "half", 4);
    if (access("/proc/self/fd", X_OK) == 0) assert_int_equal(count_entries(folder), 0);

    assert_int_equal(file_writer_close(writer, false), BIZCASE_OK);

    assert_int_equal(count_entries(folder), 0);
}

static void names_that_are_remembered_go_when_files_are_abandoned(void **state) {
    Folder *folder = *state;
    static const char *const files[] = { "a.tmp", "b.tmp", "c.tmp" };
    TemporaryFile *kept[COUNT_OF(files)];
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        assert_int_equal(file_write_whole(inside(folder, files[i]), "x", 1), BIZCASE_OK);
        kept[i] = temporary_remember(inside(folder, files[i]));
        assert_non_null(kept[i]);
    }
    temporary_forget(kept[1]);

    bizcase_files_abandon();

    assert_int_not_equal(access(inside(folder, "a.tmp"), F_OK), 0);
    assert_int_equal(access(inside(folder, "b.tmp"), F_OK), 0);
    assert_int_not_equal(access(inside(folder, "c.tmp"), F_OK), 0);
    temporary_forget(NULL);
}

static void the_first_reason_of_a_failed_write_is_kept(void **state) {
    (void)state;
    if (access("/dev/full", W_OK) != 0) skip();
    static char much[1 << 17];
    FileWriter *writer = file_writer_open("/dev/full");
    assert_true(file_writer_is_good(writer));
    file_writer_add(writer, much, sizeof much);
    assert_false(file_writer_is_good(writer));
    errno = 0;

    assert_int_equal(file_writer_close(writer, true), BIZCASE_NOT_WRITTEN);

    assert_int_equal(errno, ENOSPC);
}

static void what_lies_in_a_folder_is_listed_in_order(void **state) {
    Folder *folder = *state;
    static const char *const files[] = { "risks.csv", "costs.csv", ".hidden.csv", "costs.xlsx" };
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_equal(file_write_whole(inside(folder, files[i]), "x", 1), BIZCASE_OK);
    assert_int_equal(mkdir(inside(folder, "old"), 0700), 0);
    static const char *const expected[] = { ".hidden.csv", "costs.csv", "costs.xlsx", "old", "risks.csv" };
    FolderEntry *entries;
    size_t count;

    assert_int_equal(folder_list(folder->arena, folder->path, &entries, &count), BIZCASE_OK);

    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(entries[i].name, expected[i]);
        assert_int_equal(entries[i].is_folder, strcmp(expected[i], "old") == 0);
    }
    remove(inside(folder, ".hidden.csv"));
    rmdir(inside(folder, "old"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_written_is_read_back),
        IN_FOLDER(a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode),
        IN_FOLDER(a_link_stays_a_link),
        IN_FOLDER(a_full_disk_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(a_device_is_written_in_place_and_its_faults_are_seen),
        IN_FOLDER(what_is_not_there_is_said_to_be_so),
        IN_FOLDER(a_file_that_is_not_closed_leaves_nothing_behind),
        IN_FOLDER(names_that_are_remembered_go_when_files_are_abandoned),
        cmocka_unit_test(the_first_reason_of_a_failed_write_is_kept),
        IN_FOLDER(what_lies_in_a_folder_is_listed_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
