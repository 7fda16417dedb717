/* CSV as spreadsheets really write it: cells, their places, and what is refused. */
#include "support/assert_close.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "support/hostile_texts.h"
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
        "a,b\n1,2\n",
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "\xEF\xBB\xBF"
        "a,b\n1,2\n",
        "a,b\r\n1,2\r\n",
        "a,b\r1,2\r",
        "a,b\n1,2",
        "a,b,,\n1,2,,\n",
        "\n\n a , b \n\n# a comment\n,\n \"1\" , \"2\" \n",
        "\"a\",\"b\"\n\"1\",\"2\"\n",
        "\xEF\xBB\xBF\"a\",b\n1,2\n",
        "\n# one, two, three\n \na;b\n1;2\n",
        "\"# a, comment\nover, lines\"\r\na\tb\r\n1\t2\r\n",
        ";;\n;;\na;b;\n1;2;\n",
        "#,a comment\na,b\n#text,\n1,2\n#,3\n# 4,5\n#6\n",
        "\"a\",\"b\"\n \xC2\xA0"
        "1\xC2\xA0 ,2\n\xC2\xA0\n",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Reading reading = read_text(texts[i]);

        if (!reading.good || reading.table.row_count != 1) print_error("text %zu\n", i);
        assert_true(reading.good);
        assert_int_equal(reading.diagnostics.count, 0);
        assert_int_equal(reading.table.column_count, 2);
        assert_int_equal(reading.table.row_count, 1);
        assert_string_equal(reading.table.header[1].text, "b");
        assert_string_equal(row_cell_at(&reading.table.rows[0], 0).text, "1");
        assert_string_equal(row_cell_at(&reading.table.rows[0], 1).text, "2");
        arena_free(reading.arena);
    }
}

static void every_cell_knows_its_place(void **state) {
    (void)state;
    Reading reading = read_text("line,£ note,x\n\na,\"two\nlines\",\xC2\xA3"
                                "5\n\"b\", c ,\n");
    static const struct {
        size_t row, cell;
        unsigned line, column, sheet_row, sheet_column;
    } rows[] = { { 0, 0, 3, 1, 3, 1 }, { 0, 1, 3, 3, 3, 2 }, { 0, 2, 4, 8, 3, 3 }, { 1, 0, 5, 1, 4, 1 },
        { 1, 1, 5, 6, 4, 2 }, { 1, 2, 5, 9, 4, 3 } };

    assert_int_equal(reading.table.row_count, 2);
    assert_int_equal(reading.table.header[2].place.column, 13);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Place place = row_cell_at(&reading.table.rows[rows[r].row], rows[r].cell).place;
        assert_int_equal(place.line, rows[r].line);
        assert_int_equal(place.column, rows[r].column);
        assert_int_equal(place.row, rows[r].sheet_row);
        assert_int_equal(place.field, rows[r].sheet_column);
    }
    arena_free(reading.arena);
}

/* A fault inside a cell's text is so many characters further on. */
static void every_cell_knows_where_its_text_begins(void **state) {
    static const char text[] = "a,b,c,d\nx, y,\" z, 1\",\"'=a\"\n";
    static const struct {
        const char *text;
        unsigned column, lead;
    } rows[] = { { "x", 1, 0 }, { "y", 4, 0 }, { "z, 1", 6, 2 }, { "=a", 14, 2 } };
    (void)state;

    const Reading reading = read_text(text);

    assert_true(reading.good);
    for (size_t c = 0; c < COUNT_OF(rows); c++) {
        assert_string_equal(row_cell_at(&reading.table.rows[0], c).text, rows[c].text);
        assert_int_equal(row_cell_at(&reading.table.rows[0], c).place.column, rows[c].column);
        assert_int_equal(row_cell_at(&reading.table.rows[0], c).lead, rows[c].lead);
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
        { "a,b\n1,\"2\n3,4\n", 0, 2, 3, "the quotation mark that opens here is never closed" },
        { "a,b\n1,x\"2\n", 0, 2, 4, "a quotation mark in the middle of a cell" },
        { "a,b\n1,\"2\"x\n", 0, 2, 6, "text after the closing quotation mark of a cell" },
        { "a,b\n1,£ \"2\"\n", 0, 2, 5, "a quotation mark in the middle of a cell" },
        { "a,b\r\n\"x\r\ny\", \"2\r\n3", 0, 3, 5, "the quotation mark that opens here is never closed" },
        { "a,b\r1,\"2", 0, 2, 3, "the quotation mark that opens here is never closed" },
        { "a,b\n1,2,3\n", 0, 2, 5, "\"3\" is to the right of the last column" },
        { "\xFF\xFE"
          "a\0",
            4, 0, 0, "this is not CSV text: it is saved as UTF-16" },
        { "a,b\n\0", 5, 0, 0, "this is not CSV text: it contains binary data" },
        { "PK\x03\x04", 4, 0, 0, "this is not CSV text: it is a workbook or zip file" },
        { "a,b\n1,\"2\n3,4\n5,\"6\",7\n", 0, 2, 3,
            "the quotation mark that opens here is closed only on line 4, where more text follows it" },
        { "sep=;\na;b\n1;2\n", 0, 1, 1, "found \"sep=\" where the names of the columns should be" },
        { "\xEF\xBB\xBFSEP=,\r\na,b,c\r\n", 0, 1, 1, "found \"sep=\" where the names of the columns should be" },
        { "\xEF\xBB\xBF\xEF\xBB\xBF"
          "a,b\n1,2\n",
            0, 1, 1, "the file begins with two invisible byte-order marks (U+FEFF)" },
        { "a,b\n#1,2\n", 0, 2, 1, "\"#1\" starts with #, and values follow it: is the row a comment?" },
        { "a,b,c\n1,2,3\n#BLOCKED!,,3\n", 0, 3, 1,
            "\"#BLOCKED!\" starts with #, and values follow it: is the row a comment?" },
        { "a,b\n #SPILL!,2\n", 0, 2, 2, "\"#SPILL!\" is a spreadsheet error" },
        { "#a,b\n1,2\n", 0, 1, 1, "\"#a\" starts with #, and values follow it: is the row a comment?" },
        { "# only a comment\n", 0, 0, 0, "the file is empty" },
        { "", 0, 0, 0, "the file is empty" },
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
    Reading reading = read_text("a,b\n\xA3"
                                "5,x\x96y\n");

    assert_true(reading.good);
    assert_int_equal(reading.diagnostics.count, 1);
    assert_int_equal(reading.diagnostics.items[0].severity, BIZCASE_WARNING);
    assert_string_equal(row_cell_at(&reading.table.rows[0], 0).text, "£5");
    assert_string_equal(row_cell_at(&reading.table.rows[0], 1).text, "x–y");
    arena_free(reading.arena);
}

/* Unicode 15, table 3-7: what only looks like UTF-8. */
static void ill_formed_utf8_is_never_passed_on(void **state) {
    (void)state;
    static const char *const texts[] = { "a\n\xC0\xAF\n", "a\n\xE0\x80\x80\n", "a\n\xED\xA0\x80\n",
        "a\n\xF0\x80\x80\x80\n", "a\n\xF4\x90\x80\x80\n", "a\n\xF5\x80\x80\x80\n", "a\n\x80\n", "a\n\xE2\x82\n",
        "a\n\xE2\x82" };
    static const char *const fine[] = { "a\n\xE0\xA0\x80\n", "a\n\xED\x9F\xBF\n", "a\n\xF0\x90\x80\x80\n",
        "a\n\xF4\x8F\xBF\xBF" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Reading reading = read_text(texts[i]);
        assert_int_equal(reading.diagnostics.count, 1);
        assert_string_equal(reading.diagnostics.items[0].message, "the file is not UTF-8; it was read as Windows-1252");
        arena_free(reading.arena);
    }
    for (size_t i = 0; i < COUNT_OF(fine); i++) {
        Reading reading = read_text(fine[i]);
        assert_int_equal(reading.diagnostics.count, 0);
        arena_free(reading.arena);
    }
}

static void rows_and_columns_can_be_added(void **state) {
    (void)state;
    const Place place = { .file = "scenarios/late.csv", .line = 4, .column = 1, .row = 4 };
    Reading reading = read_text("a,b\n1,2\n");

    const size_t column = table_add_column(reading.arena, &reading.table, "c", place);
    const size_t row = table_add_row(reading.arena, &reading.table, place);

    assert_int_equal(column, 2);
    assert_int_equal(row, 1);
    assert_int_equal(table_find_column(&reading.table, "C"), 2);
    assert_string_equal(row_cell_at(&reading.table.rows[0], 1).text, "2");
    assert_string_equal(row_cell_at(&reading.table.rows[0], 2).text, "");
    assert_string_equal(row_cell_at(&reading.table.rows[1], 2).text, "");
    assert_int_equal(row_cell_at(&reading.table.rows[1], 0).place.line, 4);
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

/* What acts is written as a code, and a reader takes blanks away at both ends: other texts are kept. */
static bool is_kept(const char *text) {
    const size_t size = strlen(text);
    if (*text == ' ') return false;
    for (size_t i = 0, length; i < size; i += length) {
        uint32_t code;
        length = utf8_character(text + i, size - i, &code);
        if (!length || (character_acts(code) && code != '\n') || code >= 0xFFFE) return false;
    }
    return true;
}

static void a_text_that_is_written_is_read_as_it_was(void **state) {
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile_texts); h++) {
        Arena *arena = arena_new();
        Buffer out = { .arena = arena };
        buffer_add(&out, "h,i\n");
        csv_add_text(&out, hostile_texts[h]);
        buffer_add(&out, ",x\n");

        Reading reading = read_bytes(out.bytes, out.size);

        assert_true(reading.good);
        if (is_kept(hostile_texts[h]) && reading.table.row_count == 1)
            assert_string_equal(row_cell_at(&reading.table.rows[0], 0).text, hostile_texts[h]);
        assert_true(reading.table.row_count == 1 || hostile_texts[h][0] == '#');
        arena_free(reading.arena);
        arena_free(arena);
    }
}

static void one_apostrophe_before_a_formula_is_taken_off(void **state) {
    static const struct {
        const char *cell, *text;
    } rows[] = { { "'=1+1", "=1+1" }, { "'-x", "-x" }, { "''=1", "'=1" }, { "'tis", "'tis" }, { "'", "'" },
        { "\"'+44\"", "+44" }, { "\"'\t=1\"", "\t=1" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char text[64];
        snprintf(text, sizeof text, "h,i\n%s,x\n", rows[r].cell);
        Reading reading = read_text(text);
        assert_string_equal(row_cell_at(&reading.table.rows[0], 0).text, rows[r].text);
        arena_free(reading.arena);
    }
}

/* Rows that end early, and columns that only the header has, hold no cells. */
static void memory_is_for_what_the_file_holds(void **state) {
    (void)state;
    enum { COLUMNS = 5000, ROWS = 5000 };
    Arena *texts = arena_new();
    char *text = arena_alloc(texts, COLUMNS + 2 * ROWS + 8), *at = text;
    for (int c = 1; c < COLUMNS; c++) *at++ = ',';
    at += sprintf(at, "x\n");
    for (int r = 0; r < ROWS; r++) at += sprintf(at, "1\n");

    Reading reading = read_text(text);

    assert_true(reading.good);
    assert_int_equal(reading.table.column_count, COLUMNS);
    assert_int_equal(reading.table.row_count, ROWS);
    size_t cells = 0;
    for (size_t r = 0; r < ROWS; r++) cells += reading.table.rows[r].count;
    assert_int_equal(cells, ROWS);
    assert_string_equal(row_cell_at(&reading.table.rows[7], COLUMNS - 1).text, "");
    assert_int_equal(row_cell_at(&reading.table.rows[7], COLUMNS - 1).place.field, COLUMNS);
    /* a cell each, what says where the row is, and what doubling them leaves behind: below 200 bytes a row */
    assert_true(table_bytes(text, strlen(text)) < COLUMNS * 100 + ROWS * 200);
    arena_free(reading.arena);
    arena_free(texts);
}

static char *repeated(Arena *arena, const char *before, const char *what, size_t count, const char *after) {
    const size_t length = strlen(what);
    char *text = arena_alloc(arena, strlen(before) + count * length + strlen(after) + 1), *at = text;
    at += sprintf(at, "%s", before);
    for (size_t i = 0; i < count; i++, at += length) memcpy(at, what, length);
    strcpy(at, after);
    return text;
}

static void what_is_too_large_is_refused_at_its_place(void **state) {
    (void)state;
    Arena *texts = arena_new();
    const struct {
        const char *text, *message;
        unsigned line, column;
    } rows[] = {
        { repeated(texts, "a,b\n1,", "é", 32000, "\n"), NULL, 0, 0 },
        { repeated(texts, "a,b\n1,", "é", 32001, "\n"), "the cell has 32001 characters; the most is 32000", 2, 3 },
        { repeated(texts, "a", ",a", 7999, "\n1\n"), NULL, 0, 0 },
        { repeated(texts, "a", ",a", 8000, "\n1\n"), "more than 8000 columns", 1, 16001 },
        { repeated(texts, "a\n", "1\n", 1000000, "# a comment\n\n"), NULL, 0, 0 },
        { repeated(texts, "a\n", "1\n", 1000001, ""), "more than 1000000 rows", 1000002, 0 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Reading reading = read_text(rows[r].text);

        assert_int_equal(reading.good, rows[r].message == NULL);
        assert_int_equal(reading.diagnostics.count, rows[r].message != NULL);
        if (rows[r].message) {
            assert_string_equal(reading.diagnostics.items[0].message, rows[r].message);
            assert_int_equal(reading.diagnostics.items[0].line, rows[r].line);
            assert_int_equal(reading.diagnostics.items[0].column, rows[r].column);
        }
        arena_free(reading.arena);
    }
    arena_free(texts);
}

static void a_blank_cell_at_the_end_of_a_row_keeps_its_place(void **state) {
    (void)state;
    Reading reading = read_text("a,b,c,d,e\n1,22,,,\n1,22\n");

    static const unsigned columns[] = { 1, 3, 6, 7, 8 };
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        assert_int_equal(row_cell_at(&reading.table.rows[0], c).place.column, columns[c]);
    assert_int_equal(row_cell_at(&reading.table.rows[1], 4).place.column, 3); /* the row's last */
    arena_free(reading.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quirks_of_spreadsheets_change_nothing),
        cmocka_unit_test(every_cell_knows_its_place),
        cmocka_unit_test(every_cell_knows_where_its_text_begins),
        cmocka_unit_test(what_is_no_csv_is_refused_at_its_place),
        cmocka_unit_test(older_encodings_are_read_with_a_warning),
        cmocka_unit_test(ill_formed_utf8_is_never_passed_on),
        cmocka_unit_test(names_ignore_case_and_kind_of_gap),
        cmocka_unit_test(rows_and_columns_can_be_added),
        cmocka_unit_test(a_text_that_is_written_is_read_as_it_was),
        cmocka_unit_test(one_apostrophe_before_a_formula_is_taken_off),
        cmocka_unit_test(memory_is_for_what_the_file_holds),
        cmocka_unit_test(what_is_too_large_is_refused_at_its_place),
        cmocka_unit_test(a_blank_cell_at_the_end_of_a_row_keeps_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
