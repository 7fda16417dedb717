/* CSV as spreadsheets really write it: cells, their places, and what is refused. */
#include "support/assert_close.h"

#include <stdio.h>
#include <string.h>

#include "table/table.h"

typedef struct Reading {
    Arena *arena;
    Diagnostics diagnostics;
    Table table;
    bool good;
} Reading;

static Reading read_bytes(const char *bytes, size_t size) {
    Reading reading = { .arena = arena_new() };
    diagnostics_init(&reading.diagnostics, reading.arena);
    reading.good = table_parse(reading.arena, "costs.csv", bytes, size, &reading.table, &reading.diagnostics);
    return reading;
}

static Reading read_text(const char *text) {
    return read_bytes(text, strlen(text));
}

static void quirks_of_spreadsheets_change_nothing(void **state) {
    (void)state;
    static const char *const texts[] = {
        "a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\xEF\xBB\xBF" "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2",
        "a,b,,\n1,2,,\n", "\n\n a , b \n\n# a comment\n,\n \"1\" , \"2\" \n", "\"a\",\"b\"\n\"1\",\"2\"\n", "\xEF\xBB\xBF\"a\",b\n1,2\n",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Reading reading = read_text(texts[i]);

        if (!reading.good || reading.table.row_count != 1) print_error("text %zu\n", i);
        assert_true(reading.good);
        assert_int_equal(reading.diagnostics.count, 0);
        assert_int_equal(reading.table.column_count, 2);
        assert_int_equal(reading.table.row_count, 1);
        assert_string_equal(reading.table.header[1].text, "b");
        assert_string_equal(reading.table.rows[0][0].text, "1");
        assert_string_equal(reading.table.rows[0][1].text, "2");
        arena_free(reading.arena);
    }
}

static void every_cell_knows_its_place(void **state) {
    (void)state;
    Reading reading = read_text("line,£ note,x\n\na,\"two\nlines\",\xC2\xA3" "5\n\"b\", c ,\n");
    static const struct {
        size_t row, cell;
        unsigned line, column, sheet_row, sheet_column;
    } rows[] = { { 0, 0, 3, 1, 3, 1 }, { 0, 1, 3, 3, 3, 2 }, { 0, 2, 4, 8, 3, 3 }, { 1, 0, 5, 1, 4, 1 }, { 1, 1, 5, 6, 4, 2 },
        { 1, 2, 5, 9, 4, 3 } };

    assert_int_equal(reading.table.row_count, 2);
    assert_int_equal(reading.table.header[2].place.column, 13);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Place place = reading.table.rows[rows[r].row][rows[r].cell].place;
        assert_int_equal(place.line, rows[r].line);
        assert_int_equal(place.column, rows[r].column);
        assert_int_equal(place.row, rows[r].sheet_row);
        assert_int_equal(place.field, rows[r].sheet_column);
    }
    arena_free(reading.arena);
}

static void what_is_no_csv_is_refused_at_its_place(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t size; /* 0: a text */
        unsigned line, column;
        const char *message;
    } rows[] = {
        { "a,b\n1,\"2\n3,4\n", 0, 2, 3, "a quotation mark opens here and is never closed" },
        { "a,b\n1,x\"2\n", 0, 2, 4, "a quotation mark in the middle of a cell" },
        { "a,b\n1,2,3\n", 0, 2, 5, "\"3\" stands to the right of the last column" },
        { "\xFF\xFE" "a\0", 4, 0, 0, "this is not CSV text: it is saved as UTF-16" },
        { "a,b\n\0", 5, 0, 0, "this is not CSV text: it holds binary data" },
        { "PK\x03\x04", 4, 0, 0, "this is not CSV text: it is a workbook or zip file" },
        { "# only a comment\n", 0, 0, 0, "the file is empty" }, { "", 0, 0, 0, "the file is empty" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Reading reading = read_bytes(rows[r].bytes, rows[r].size ? rows[r].size : strlen(rows[r].bytes));

        assert_int_equal(reading.diagnostics.error_count, 1);
        assert_int_equal(reading.diagnostics.items[0].line, rows[r].line);
        assert_int_equal(reading.diagnostics.items[0].column, rows[r].column);
        assert_string_equal(reading.diagnostics.items[0].message, rows[r].message);
        arena_free(reading.arena);
    }
}

static void older_encodings_are_read_with_a_warning(void **state) {
    (void)state;
    Reading reading = read_text("a,b\n\xA3" "5,x\x96y\n");

    assert_true(reading.good);
    assert_int_equal(reading.diagnostics.count, 1);
    assert_int_equal(reading.diagnostics.items[0].severity, BIZCASE_WARNING);
    assert_string_equal(reading.table.rows[0][0].text, "£5");
    assert_string_equal(reading.table.rows[0][1].text, "x–y");
    arena_free(reading.arena);
}

static void names_ignore_case_and_kind_of_gap(void **state) {
    (void)state;
    Reading reading = read_text("On Delay,optimism-bias\nx,y\n");

    assert_int_equal(table_find_column(&reading.table, "on_delay"), 0);
    assert_int_equal(table_find_column(&reading.table, "OPTIMISM_BIAS"), 1);
    assert_int_equal(table_find_column(&reading.table, "bias"), -1);
    arena_free(reading.arena);
}

static void the_nearest_word_is_found_or_none(void **state) {
    (void)state;
    static const char *const words[] = { "infrastructure", "operating-model", "staff" };

    assert_string_equal(nearest_word("infrastucture", words, 3), "infrastructure");
    assert_string_equal(nearest_word("STAF", words, 3), "staff");
    assert_null(nearest_word("zebra", words, 3));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quirks_of_spreadsheets_change_nothing),
        cmocka_unit_test(every_cell_knows_its_place),
        cmocka_unit_test(what_is_no_csv_is_refused_at_its_place),
        cmocka_unit_test(older_encodings_are_read_with_a_warning),
        cmocka_unit_test(names_ignore_case_and_kind_of_gap),
        cmocka_unit_test(the_nearest_word_is_found_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
