/* Every format, on documents made by hand. */
#include "report/write/format.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/assert_close.h"
#include "support/empty_document.h"

static const NumberStyle thousands = { .prefix = "", .suffix = "", .divisor = 1000, .decimals = 0 };

/* Caller frees the buffer's arena. */
static const char *rendered(const Format *format, const Document *document, Buffer *out) {
    *out = (Buffer){ .arena = arena_new() };
    assert_int_equal(format->render(document, out), BIZCASE_OK);
    buffer_add_n(out, "", 1);
    return out->bytes;
}

static Document *one_fact(const char *text) {
    static const char *const columns[] = { "name", "value" };
    Document *document = empty_document();
    assert_non_null(document);
    facts_start(document, columns, 2);
    facts_add(document, value_text(document->arena, text));
    facts_add(document, value_number(-1.5));
    return document;
}

static void csv_cells_are_quoted_and_never_formulas(void **state) {
    static const struct {
        const char *text, *expected;
    } rows[] = {
        { "plain", "plain" },
        { "a,b", "\"a,b\"" },
        { "say \"x\"", "\"say \"\"x\"\"\"" },
        { "two\nlines", "\"two\nlines\"" },
        { "", "" },
        { "=1+1", "\"'=1+1\"" },
        { "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"" },
        { "-2+3", "\"'-2+3\"" },
        { "-", "-" },
        { "@SUM(A1)", "\"'@SUM(A1)\"" },
        { "\t=1", "\"'\t=1\"" },
        { "\r=1", "\"'\r=1\"" },
        { "-12.5", "-12.5" },
        { "+5", "+5" },
        { "£=1", "£=1" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = one_fact(rows[r].text);
        Buffer out;
        char expected[200];
        snprintf(expected, sizeof expected, "name,value\n%s,-1.5\n", rows[r].expected);

        assert_string_equal(rendered(&format_csv, document, &out), expected);

        arena_free(out.arena);
        bizcase_document_free(document);
    }
}

static void a_row_with_series_is_a_fact_for_each_of_their_items(void **state) {
    static const char *const columns[] = { "council", "period", "value" }, *const periods[] = { "2018/19", NULL,
        "x,y" };
    const double values[] = { 0.1 + 0.2, NAN, -0.0 };
    Document *document = empty_document();
    Arena *arena = document->arena;
    Buffer out;
    (void)state;
    facts_start(document, columns, COUNT_OF(columns));
    facts_add(document, value_text(arena, "North"));
    facts_add(document, value_texts(arena, periods, COUNT_OF(periods)));
    facts_add(document, value_numbers(arena, values, COUNT_OF(values)));
    facts_add(document, value_text(arena, "South"));
    facts_add(document, value_numbers(arena, values, 0));
    facts_add(document, value_integer(7));

    const char *text = rendered(&format_csv, document, &out);

    assert_string_equal(text, "council,period,value\nNorth,2018/19,0.30000000000000004\nNorth,,\n"
                              "North,\"x,y\",0\nSouth,,7\n");
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void json_reads_back_to_the_same_doubles_with_null_for_nan(void **state) {
    Document *document = empty_document();
    Arena *arena = document->arena;
    (void)state;
    const double numbers[] = { 0.1 + 0.2, NAN, -1e-300, 1e15, INFINITY };
    value_set(arena, &document->data, "b", value_numbers(arena, numbers, COUNT_OF(numbers)));
    value_set(arena, &document->data, "a", value_text(arena, "£ \"quoted\"\n"));
    value_set(arena, &document->data, "bad", value_text(arena, "\xff!"));
    value_set(arena, &document->data, "seed", value_integer(9007199254740993u));
    value_set(arena, &document->data, "none", value_text(arena, NULL));
    Buffer out;

    const char *text = rendered(&format_json, document, &out);

    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    assert_true(strstr(text, "\"b\"") < strstr(text, "\"a\""));
    json_t *list = json_object_get(json, "b");
    assert_close(json_real_value(json_array_get(list, 0)), 0.1 + 0.2, 0);
    assert_true(json_is_null(json_array_get(list, 1)));
    assert_close(json_real_value(json_array_get(list, 2)), -1e-300, 0);
    assert_true(json_is_null(json_array_get(list, 4)));
    assert_string_equal(json_string_value(json_object_get(json, "a")), "£ \"quoted\"\n");
    assert_string_equal(json_string_value(json_object_get(json, "bad")), "?!");
    assert_int_equal(json_integer_value(json_object_get(json, "seed")), 9007199254740993);
    assert_true(json_is_null(json_object_get(json, "none")));
    json_decref(json);
    arena_free(out.arena);
    bizcase_document_free(document);
}

static Document *two_columns(void) {
    Document *document = empty_document();
    document->title = "Title";
    Section *section = document_section(document, "Money | all");
    grid_column(document, section, "Who", ALIGN_LEFT);
    grid_column(document, section, "NPV", ALIGN_RIGHT);
    grid_text(document, section, "Café *x*");
    grid_number(document, section, 1234567, thousands);
    grid_text(document, section, "B");
    grid_number(document, section, -999, thousands);
    section->grid.total_last = true;
    section_note(document, section, "note");
    section_note(document, section, "note");
    return document;
}

static void text_aligns_by_characters_and_brackets(void **state) {
    Document *document = two_columns();
    Buffer out;
    (void)state;

    assert_string_equal(rendered(&format_text, document, &out), "Title\n"
                                                                "=====\n"
                                                                "\n"
                                                                "Money | all\n"
                                                                "-----------\n"
                                                                "\n"
                                                                "Who          NPV\n"
                                                                "--------  ------\n"
                                                                "Café *x*  1,235\n"
                                                                "--------  ------\n"
                                                                "B            (1)\n"
                                                                "\n"
                                                                "- note\n");
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void md_escapes_what_would_be_markup(void **state) {
    Document *document = two_columns();
    Buffer out;
    (void)state;

    assert_string_equal(rendered(&format_md, document, &out), "# Title\n"
                                                              "\n"
                                                              "## Money \\| all\n"
                                                              "\n"
                                                              "| Who | NPV |\n"
                                                              "| :-------- | -------: |\n"
                                                              "| Café \\*x\\* | 1,235 |\n"
                                                              "| **B** | **(1)** |\n"
                                                              "\n"
                                                              "- note\n");
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void text_never_goes_past_the_page(void **state) {
    enum { COLUMNS = 14 };
    Document *document = empty_document();
    document->title =
        "A title of many words that does not fit into one line of the page, so that it has to be wrapped somewhere";
    Section *section = document_section(document, "Wide");
    for (int c = 0; c < COLUMNS; c++)
        grid_column(document, section, c ? "A heading of words" : "First", c ? ALIGN_RIGHT : ALIGN_LEFT);
    for (int c = 0; c < COLUMNS; c++)
        grid_text(document, section, c ? "1,234,567" : "a long text that takes more than one line of its column");
    Buffer out;
    (void)state;

    const char *text = rendered(&format_text, document, &out);

    size_t width = 0;
    for (; *text; text++) {
        width = *text == '\n' ? 0 : width + 1;
        assert_true(width <= 100);
    }
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void a_file_is_written_whole_or_not_at_all(void **state) {
    char folder[] = "/tmp/formats_test.XXXXXX", path[64];
    Document *document = one_fact("x");
    struct stat found;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/facts.csv", folder);

    assert_int_equal(bizcase_document_write(document, "csv", path, NULL), BIZCASE_OK);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_size, strlen("name,value\nx,-1.5\n"));
    assert_int_equal(bizcase_document_write(document, "csv", "/dev/full", NULL), BIZCASE_NOT_WRITTEN);
    assert_int_equal(bizcase_document_write(document, "csv", "/no/such/folder/x", NULL), BIZCASE_NOT_WRITTEN);
    assert_int_equal(bizcase_document_write(document, "nonsense", path, NULL), BIZCASE_BAD_REQUEST);

    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left behind */
    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_cells_are_quoted_and_never_formulas),
        cmocka_unit_test(a_row_with_series_is_a_fact_for_each_of_their_items),
        cmocka_unit_test(json_reads_back_to_the_same_doubles_with_null_for_nan),
        cmocka_unit_test(text_aligns_by_characters_and_brackets),
        cmocka_unit_test(md_escapes_what_would_be_markup),
        cmocka_unit_test(text_never_goes_past_the_page),
        cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
