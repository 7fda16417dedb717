/* Arrows go down only: a room includes headers of rooms below it, never above, nor of one beside it. */
#include "support/assert_close.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct Room {
    const char *name;
    int floor;
} Room;

/* As engine/README.md draws them. A new room is a row here. */
static const Room rooms[] = { { "base", 0 }, { "table", 1 }, { "formula", 2 }, { "chart", 3 }, { "evaluate", 3 },
    { "sample", 3 }, { "case", 4 }, { "model", 5 }, { "study", 6 }, { "report", 7 }, { "page", 8 }, { "cli", 8 } };

enum { PATH = 512, LINE = 1024 };

/* NULL when the path begins with no room's name. */
static const Room *room_of(const char *path) {
    for (size_t r = 0; r < COUNT_OF(rooms); r++) {
        const size_t length = strlen(rooms[r].name);
        if (strncmp(path, rooms[r].name, length) == 0 && path[length] == '/') return &rooms[r];
    }
    return NULL;
}

static bool is_file(const char *folder, const char *name) {
    char path[PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (file) fclose(file);
    return file != NULL;
}

/* The command sees the library as others do; folders, words and escapes are all that it shares with its inside. */
static bool may_include_from_command(const char *header) {
    return strncmp(header, "bizcase/", 8) == 0 ||
           (!strchr(header, '/') && (is_file("engine/cli", header) || is_file("engine/base", header)));
}

static bool may_include(const Room *room, const char *header) {
    if (strcmp(room->name, "cli") == 0) return may_include_from_command(header);
    if (strncmp(header, "bizcase/", 8) == 0) return true;
    const Room *other = room_of(header);
    return other && (other == room || other->floor < room->floor);
}

typedef struct Found {
    size_t files, includes, faults;
} Found;

static void check_file(const char *path, Found *found) {
    const Room *room = room_of(path + strlen("engine/"));
    if (!room) fail_msg("%s is in no room that this test knows", path);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[LINE], header[LINE];
    found->files++;
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        if (sscanf(line, " # include \"%[^\"]\"", header) != 1) continue;
        found->includes++;
        if (may_include(room, header)) continue;
        print_error("%s:%d: %s/ must not include %s\n", path, number, room->name, header);
        found->faults++;
    }
    fclose(file);
}

static bool is_source(const char *name) {
    const size_t length = strlen(name);
    return length > 2 && name[length - 2] == '.' && (name[length - 1] == 'c' || name[length - 1] == 'h');
}

static void check_folder(const char *path, Found *found) {
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[PATH];
        if (entry->d_name[0] == '.') continue;
        assert_true(snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < (int)sizeof name);
        if (is_source(entry->d_name))
            check_file(name, found);
        else if (!strchr(entry->d_name, '.'))
            check_folder(name, found);
    }
    closedir(folder);
}

static void includes_go_down_only(void **state) {
    (void)state;
    Found found = { 0 };

    check_folder("engine", &found);

    assert_true(found.files > 200);
    assert_true(found.includes > found.files);
    assert_int_equal(found.faults, 0);
}

static void what_goes_up_or_aside_is_seen(void **state) {
    (void)state;
    static const struct {
        const char *room, *header;
        bool may;
    } rows[] = { { "study/", "report/document/value.h", false }, { "study/", "model/compile.h", true },
        { "study/", "study/views.h", true }, { "evaluate/", "sample/draw.h", false },
        { "evaluate/", "formula/program.h", true }, { "formula/", "evaluate/plan.h", false },
        { "formula/", "table/period.h", true }, { "model/", "study/views.h", false },
        { "report/", "report/write/format.h", true }, { "report/", "chart/chart.h", true },
        { "page/", "report/sections/live_parts.h", true }, { "base/", "table/table.h", false },
        { "cli/", "bizcase/case.h", true }, { "cli/", "case/case.h", false }, { "cli/", "base/words.h", false },
        { "cli/", "words.h", true }, { "cli/", "run.h", true }, { "study/", "views.h", false },
        { "study/", "elsewhere/views.h", false } };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_int_equal(may_include(room_of(rows[r].room), rows[r].header), rows[r].may);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(includes_go_down_only),
        cmocka_unit_test(what_goes_up_or_aside_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
