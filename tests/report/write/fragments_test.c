/* Tables and charts as files: what is in them, and that they are left alone or appear whole. */
#include "report/write/format.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/assert_close.h"
#include "support/empty_document.h"
#include "support/well_formed.h"

enum { PATH_ROOM = 300 };

typedef struct Folder {
    char path[64];
    Arena *arena;
    Document *document;
} Folder;

static Document *small_document(void) {
    static const NumberStyle thousands = { .prefix = "", .suffix = "", .divisor = 1000 };
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };
    static const double places[] = { 1, 2 };
    Document *document = empty_document();
    Section *section = document_section(document, "NPV & more, £000");
    section->name = "npv-by-council";
    section_note(document, section, "One_note");
    grid_column(document, section, "Whose", ALIGN_LEFT);
    grid_column(document, section, "NPV", ALIGN_RIGHT);
    grid_column(document, section, "Part", ALIGN_RIGHT);
    grid_text(document, section, "  100% {A}_B, \"C\"");
    grid_number(document, section, -1234567, thousands);
    grid_number(document, section, 0.1234, percent);
    grid_text(document, section, "=1+1");
    grid_number(document, section, NAN, thousands);
    grid_number(document, section, 1, percent);
    section->grid.total_last = true;
    Chart *chart = arena_alloc(document->arena, sizeof *chart);
    *chart = (Chart){ .title = "A < B",
        .description = "",
        .x = { .title = "", .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN },
        .y = { .title = "", .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN } };
    chart_add(document->arena, chart, (ChartMark){ .kind = &mark_line, .count = 2, .x = places, .y = places });
    Section *picture = document_chart(document, "curve", "A < B", chart);
    grid_column(document, picture, "X", ALIGN_RIGHT);
    grid_number(document, picture, 5000, thousands);
    return document;
}

static int set_up(void **state) {
    Folder *folder = calloc(1, sizeof *folder);
    if (!folder) return 1;
    strcpy(folder->path, "/tmp/bizcase-fragments-XXXXXX");
    folder->arena = arena_new();
    folder->document = small_document();
    *state = folder;
    return mkdtemp(folder->path) == NULL;
}

static int tear_down(void **state) {
    Folder *folder = *state;
    char command[PATH_ROOM];
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", folder->path, folder->path);
    const int gone = system(command);
    arena_free(folder->arena);
    bizcase_document_free(folder->document);
    free(folder);
    return gone;
}

static const char *content(Folder *folder, const char *name) {
    char *bytes;
    size_t size;
    if (file_read(folder->arena, arena_format(folder->arena, "%s/%s", folder->path, name), &bytes, &size) != BIZCASE_OK)
        return NULL;
    return bytes;
}

static void write_all(Folder *folder) {
    int pictures;
    assert_int_equal(bizcase_document_fragments(folder->document, folder->path, &pictures, NULL), BIZCASE_OK);
}

static void tables_are_written_in_three_ways(void **state) {
    Folder *folder = *state;

    write_all(folder);

    assert_string_equal(content(folder, "npv-by-council.csv"),
        "Whose,NPV,Part\n\"100% {A}_B, \"\"C\"\"\",-1235,12.3\n\"'=1+1\",,100\n");
    assert_string_equal(content(folder, "npv-by-council.md"),
        "\n| Whose | NPV | Part |\n| :----------------- | ---------: | --------: |\n|   100% \\{A\\}\\_B, \"C\" | (1,235) "
        "| 12.3% |\n"
        "| **\\=1+1** | **n/a** | **100.0%** |\n\nTable: NPV \\& more, £000\n\n- One\\_note\n");
    assert_string_equal(content(folder, "npv-by-council.tex"),
        "% needs \\usepackage{booktabs,textcomp} and T1 fonts\n\\begin{tabular}{lrr}\n\\toprule\n{}Whose & NPV & Part "
        "\\\\\n\\midrule\n"
        "{}\\quad 100\\% \\{A\\}\\_B, \\textquotedbl{}C\\textquotedbl{} & (1,235) & 12.3\\% \\\\\n\\midrule\n{}=1+1 & n/a "
        "& 100.0\\% \\\\\n"
        "\\bottomrule\n\\end{tabular}\n");
}

static void a_chart_is_a_picture_its_place_and_its_numbers(void **state) {
    Folder *folder = *state;

    write_all(folder);

    assert_well_formed(content(folder, "curve.svg"));
    assert_string_equal(content(folder, "curve.md"), "![A \\< B](curve.png)\n");
    assert_string_equal(content(folder, "curve-numbers.csv"), "X\n5\n");
    assert_string_equal(content(folder, "curve-numbers.md"), "\n| X |\n| ---: |\n| 5 |\n\nTable: A \\< B\n");
    assert_null(content(folder, "curve.csv"));
    assert_null(content(folder, "npv-by-council.svg"));
}

static void pictures_are_made_where_the_converter_is(void **state) {
    Folder *folder = *state;
    int pictures;

    assert_int_equal(bizcase_document_fragments(folder->document, folder->path, &pictures, NULL), BIZCASE_OK);

    const bool there = system("command -v rsvg-convert >/dev/null 2>&1") == 0;
    assert_int_equal(pictures, there);
    assert_int_equal(content(folder, "curve.png") != NULL, there);
    assert_int_equal(content(folder, "curve.pdf") != NULL, there);
    if (!there) return;
    assert_memory_equal(content(folder, "curve.pdf"), "%PDF", 4);
    assert_memory_equal(content(folder, "curve.png"), "\x89PNG", 4);
}

static void without_the_converter_pictures_are_left_out(void **state) {
    Folder *folder = *state;
    int pictures;
    char *path = strdup(getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);

    const BizcaseStatus status = bizcase_document_fragments(folder->document, folder->path, &pictures, NULL);

    setenv("PATH", path, 1);
    free(path);
    assert_int_equal(status, BIZCASE_OK);
    assert_int_equal(pictures, 0);
    assert_non_null(content(folder, "curve.svg"));
    assert_null(content(folder, "curve.png"));
}

static size_t file_count(const char *path) {
    DIR *folder = opendir(path);
    size_t count = 0;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void files_that_say_the_same_are_left_alone(void **state) {
    Folder *folder = *state;
    write_all(folder);
    const size_t count = file_count(folder->path);
    static const char *const names[] = { "npv-by-council.md", "curve.svg", "curve.pdf", "curve.png" };
    struct stat before[COUNT_OF(names)], after;
    for (size_t n = 0; n < COUNT_OF(names); n++)
        if (stat(arena_format(folder->arena, "%s/%s", folder->path, names[n]), &before[n]) != 0) before[n].st_ino = 0;

    write_all(folder);

    assert_int_equal(file_count(folder->path), count);
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        if (!before[n].st_ino) continue;
        assert_int_equal(stat(arena_format(folder->arena, "%s/%s", folder->path, names[n]), &after), 0);
        assert_int_equal(after.st_ino, before[n].st_ino);
    }
}

static void a_folder_that_cannot_be_made_is_told(void **state) {
    Folder *folder = *state;
    int pictures;

    assert_int_equal(
        bizcase_document_fragments(folder->document, "/dev/null/fragments", &pictures, NULL), BIZCASE_NOT_WRITTEN);
    assert_int_equal(bizcase_document_fragments(
                         folder->document, arena_format(folder->arena, "%s/a/b/c", folder->path), &pictures, NULL),
        BIZCASE_OK);
}

static void what_stood_there_before_a_failure_stays(void **state) {
    Folder *folder = *state;
    int pictures;
    write_all(folder);
    /* A folder in the way of the second file: the first ones are whole, and the others as they were. */
    assert_int_equal(unlink(arena_format(folder->arena, "%s/npv-by-council.csv", folder->path)), 0);
    assert_int_equal(mkdir(arena_format(folder->arena, "%s/npv-by-council.csv", folder->path), 0777), 0);
    const size_t count = file_count(folder->path);

    const BizcaseStatus status = bizcase_document_fragments(folder->document, folder->path, &pictures, NULL);

    assert_int_equal(status, BIZCASE_NOT_WRITTEN);
    assert_int_equal(file_count(folder->path), count);
    assert_well_formed(content(folder, "curve.svg"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tables_are_written_in_three_ways, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_chart_is_a_picture_its_place_and_its_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pictures_are_made_where_the_converter_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_the_converter_pictures_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_say_the_same_are_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_stood_there_before_a_failure_stays, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
