/* UTF-8: Unicode 15, table 3-7, at both ends of each of its rows. */
#include "support/assert_close.h"

#include <string.h>

#include "base/utf8.h"

static void characters_are_decoded(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t code;
    } rows[] = { { "A", 'A' }, { "\x7F", 0x7F }, { "\xC2\x80", 0x80 }, { "\xC2\xA3", 0xA3 }, { "\xDF\xBF", 0x7FF },
        { "\xE0\xA0\x80", 0x800 }, { "\xED\x9F\xBF", 0xD7FF }, { "\xEE\x80\x80", 0xE000 }, { "\xEF\xBF\xBF", 0xFFFF },
        { "\xF0\x90\x80\x80", 0x10000 }, { "\xF4\x8F\xBF\xBF", 0x10FFFF } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        uint32_t code = 0;

        assert_int_equal(utf8_character(rows[r].text, strlen(rows[r].text), &code), strlen(rows[r].text));

        assert_int_equal(code, rows[r].code);
        assert_true(utf8_is_valid(rows[r].text, strlen(rows[r].text)));
    }
    assert_true(utf8_is_valid("", 0));
    assert_true(utf8_is_valid("a\0b", 3));
}

static void what_is_no_character_is_rejected(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } rows[] = { { "\x80", "a continuation" }, { "\xBF", "a continuation" }, { "\xC0\x80", "too long" },
        { "\xC1\xBF", "too long" }, { "\xE0\x9F\xBF", "too long" }, { "\xF0\x8F\xBF\xBF", "too long" },
        { "\xED\xA0\x80", "a surrogate" }, { "\xED\xBF\xBF", "a surrogate" }, { "\xF4\x90\x80\x80", "too high" },
        { "\xF8\x88\x80\x80\x80", "five bytes" }, { "\xFF", "no byte of UTF-8" }, { "\xC2", "cut off" },
        { "\xE2\x82", "cut off" },
        { "\xC2"
          "A",
            "not continued" },
        { "\xF0\x90\x80"
          "A",
            "not continued" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        uint32_t code;
        if (utf8_character(rows[r].text, strlen(rows[r].text), &code)) fail_msg("taken, though it is %s", rows[r].why);
        assert_false(utf8_is_valid(rows[r].text, strlen(rows[r].text)));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_are_decoded),
        cmocka_unit_test(what_is_no_character_is_rejected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
