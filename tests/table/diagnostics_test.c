/* The list of diagnostics: its order and its cells. */
#include "support/assert_close.h"

#include <stdio.h>
#include <string.h>

#include "table/diagnostics.h"

static void they_are_sorted_by_place_and_equal_places_keep_their_order(void **state) {
    (void)state;
    enum { COUNT = 1000 };
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    for (unsigned i = 0; i < COUNT; i++) {
        const Place place = { .file = i % 3 ? "costs.csv" : "benefits.csv", .line = i * 7 % 11, .column = i * 5 % 3 };
        diagnostics_warning(&diagnostics, place, NULL, "%04u", i);
    }

    diagnostics_sort(&diagnostics);

    assert_int_equal(diagnostics.count, COUNT);
    for (size_t i = 1; i < COUNT; i++) {
        const BizcaseDiagnostic *a = &diagnostics.items[i - 1], *b = &diagnostics.items[i];
        const int files = strcmp(a->file, b->file);
        assert_true(files <= 0);
        if (files < 0) continue;
        assert_true(a->line <= b->line);
        if (a->line < b->line) continue;
        assert_true(a->column <= b->column);
        assert_true(a->column < b->column || strcmp(a->message, b->message) < 0);
    }
    arena_free(arena);
}

static void cells_are_named_as_in_a_spreadsheet(void **state) {
    (void)state;
    static const struct {
        unsigned row, field;
        const char *cell;
    } rows[] = { { 1, 1, "A1" }, { 12, 8, "H12" }, { 3, 26, "Z3" }, { 3, 27, "AA3" }, { 9, 702, "ZZ9" },
        { 9, 703, "AAA9" }, { 0, 5, "" }, { 5, 0, "" } };
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        diagnostics_error(&diagnostics,
            (Place){ .file = "costs.csv", .line = 1, .column = 1, .row = rows[r].row, .field = rows[r].field }, NULL,
            "wrong");
        assert_string_equal(diagnostics.items[r].cell, rows[r].cell);
        assert_string_equal(diagnostics.items[r].hint, "");
    }
    assert_int_equal(diagnostics.error_count, COUNT_OF(rows));
    arena_free(arena);
}

static void most_are_listed_and_the_others_counted_by_file(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    for (unsigned i = 1; i <= 900; i++)
        diagnostics_warning(&diagnostics, (Place){ .file = "costs.csv", .line = i }, NULL, "doubtful");
    for (unsigned i = 1; i <= 1500; i++)
        diagnostics_error(&diagnostics, (Place){ .file = "risks.csv", .line = i }, NULL, "wrong");

    diagnostics_sort(&diagnostics);

    /* errors take the places of warnings: 1,000 errors are listed, 500 errors and 900 warnings counted */
    assert_int_equal(diagnostics.error_count, 1500);
    assert_int_equal(diagnostics.count, 1002);
    assert_int_equal(diagnostics.items[999].line, 1000);
    assert_string_equal(diagnostics.items[1000].file, "costs.csv");
    assert_string_equal(diagnostics.items[1000].message, "900 more warnings are not listed");
    assert_string_equal(diagnostics.items[1001].file, "risks.csv");
    assert_string_equal(diagnostics.items[1001].message, "500 more errors are not listed");
    assert_int_equal(diagnostics.items[1001].count, 500);
    arena_free(arena);
}

/* Sixty characters of each: é takes two bytes. */
static void messages_show_the_beginning_of_long_texts(void **state) {
    (void)state;
    static const char ten[] = "éééééééééé";
    char sixty[6 * sizeof ten] = "", more[7 * sizeof ten] = "", expected[512];
    Arena *arena = arena_new();
    for (int i = 0; i < 6; i++) strcat(sixty, ten);
    strcat(strcpy(more, sixty), "x");
    snprintf(expected, sizeof expected, "\"%s\" and \"%s…\" 50%% of 1.25 and 7 in %s", sixty, sixty, more);

    const char *message =
        message_format(arena, "\"%s\" and \"%s\" %u%% of %.2f and %zu in %s", sixty, more, 50u, 1.25, (size_t)7, more);

    assert_string_equal(message, expected);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_sorted_by_place_and_equal_places_keep_their_order),
        cmocka_unit_test(cells_are_named_as_in_a_spreadsheet),
        cmocka_unit_test(most_are_listed_and_the_others_counted_by_file),
        cmocka_unit_test(messages_show_the_beginning_of_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
