/* Characters that look like others are named, and taken for what they look like. */
#include "support/assert_close.h"

#include <string.h>

#include "table/amount.h"
#include "table/odd_characters.h"
#include "table/period.h"

static void odd_characters_are_named_and_made_plain(void **state) {
    (void)state;
    static const struct {
        const char *text, *name, *plain;
    } rows[] = {
        { "2018-19", NULL, "2018-19" },
        { "£ 5, é", NULL, "£ 5, é" },
        { "a\xC2\xA0"
          "b",
            "a no-break space (U+00A0)", "a b" },
        { "1\xE2\x80\xAF"
          "234",
            "a narrow no-break space (U+202F)", "1 234" },
        { "1\xE2\x80\x89"
          "234",
            "a thin space (U+2009)", "1 234" },
        { "2018\xE2\x80\x91"
          "19",
            "a non-breaking hyphen (U+2011)", "2018-19" },
        { "2018\xE2\x80\x93"
          "19",
            "an en dash (U+2013)", "2018-19" },
        { "\xE2\x88\x92"
          "5",
            "a minus sign (U+2212)", "-5" },
        { "o\xE2\x80\x8Bne", "a zero-width space (U+200B)", "one" },
        { "o\xE2\x80\x8Dne", "a zero-width joiner (U+200D)", "one" },
        { "o\xC2\xADne", "a soft hyphen (U+00AD)", "one" },
        { "\xEF\xBB\xBFline", "a byte-order mark (U+FEFF)", "line" },
        { "\xE2\x80\x9Cone\xE2\x80\x9D", "a curly quotation mark (U+201C)", "\"one\"" },
        { "it\xE2\x80\x99s", "a curly quotation mark (U+2019)", "it's" },
        { "2018\xE2\x81\x84"
          "19",
            "a fraction slash (U+2044)", "2018/19" },
        { "k\xD1\x96t", "a Cyrillic letter that looks like i (U+0456)", "kit" },
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *name = odd_character(rows[r].text);

        assert_true((name == NULL) == (rows[r].name == NULL));
        if (name) assert_string_equal(name, rows[r].name);
        assert_string_equal(plain_spelling(arena, rows[r].text), rows[r].plain);
    }
    arena_free(arena);
}

static void amounts_that_are_refused_say_what_to_write(void **state) {
    (void)state;
    static const struct {
        const char *text, *hint;
    } rows[] = {
        { "1 234", "write thousands as 1000 or 1,000" },
        { "1\xC2\xA0"
          "234",
            "it contains a no-break space (U+00A0); write thousands as 1000 or 1,000" },
        { "1\xE2\x80\xAF"
          "234",
            "it contains a narrow no-break space (U+202F); write thousands as 1000 or 1,000" },
        { "1\xE2\x80\x89"
          "234",
            "it contains a thin space (U+2009); write thousands as 1000 or 1,000" },
        { "1'234", "write thousands as 1000 or 1,000" },
        { "1\xE2\x80\x99"
          "234",
            "it contains a curly quotation mark (U+2019); write thousands as 1000 or 1,000" },
        { "+1500", "write 1500, without the plus sign" },
        { "£+1500", "write £1500, without the plus sign" },
        { "400000 £", "the currency goes before the number: write £400000" },
        { "1,500£", "the currency goes before the number: write £1,500" },
        { "1500 GBP", "the currency goes before the number: write GBP1500" },
        { "1.00E+05", "write 100000: show the cells as plain numbers before saving" },
        { "4e5", "write 400000: show the cells as plain numbers before saving" },
        { "-1.25E-02", "write -0.0125: show the cells as plain numbers before saving" },
        { "400000,50", "the decimal point is a full stop: write 400000.50" },
        { "400.000,50", "the decimal point is a full stop: write 400000.50" },
        { "1 234,5", "the decimal point is a full stop: write 1234.5" },
        { "3,5%", "the decimal point is a full stop: write 3.5%" },
        { "0,125", "the decimal point is a full stop: write 0.125" },
        { "1234,567", "the decimal point is a full stop: write 1234.567" },
        { "12,34,567", "commas must separate groups of three digits" },
        { "\xE2\x80\x93"
          "500",
            "it contains an en dash (U+2013); write -500" },
        { "\xE2\x80\x94", "it contains an em dash (U+2014); for nothing, leave the cell blank or write a plain -" },
        { "5\xE2\x80\x8B"
          "00",
            "it contains a zero-width space (U+200B); write 500" },
        { "12\xC2\xAD"
          "3",
            "it contains a soft hyphen (U+00AD); write 123" },
        { "1500 pounds", "write 1500, without \"pounds\"" },
        { "£5 GBP", "write £5, without \"GBP\"" },
        { "50 p", "write pence as parts of a pound: 50p is 0.50" },
        { "£5 to £10", "write one number, and its range in low, central and high" },
        { "~5", "write one number, and its range in low, central and high" },
        { "5/2", "write the result" },
        { "1.2 million", "write 1.2m" },
        { "12 thousand", "write 12k" },
        { "#REF!", "a spreadsheet error" },
        { "'5", "clear the quotation mark" },
        { "1E+40", NULL },
        { "text", NULL },
        { "£1.2.3", NULL },
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Amount amount = amount_parse(rows[r].text);
        assert_non_null(amount.fault);

        const char *hint = amount_hint(arena, rows[r].text, amount.fault);

        if (!hint || !rows[r].hint) {
            if (hint != rows[r].hint) print_error("%s: %s\n", rows[r].text, hint ? hint : "no hint");
            assert_true(hint == rows[r].hint);
        } else
            assert_string_equal(hint, rows[r].hint);
    }
    arena_free(arena);
}

static void words_are_found_through_odd_characters(void **state) {
    (void)state;
    static const char *const candidates[] = { "take-up", "phase one", "fam\xE2\x80\x91size" };
    static const struct {
        const char *word, *hint;
    } rows[] = {
        { "take-upp", "did you mean \"take-up\"?" },
        { "take\xE2\x80\x91up", "it contains a non-breaking hyphen (U+2011); did you mean \"take-up\"?" },
        { "phase\xC2\xA0one", "it contains a no-break space (U+00A0); did you mean \"phase one\"?" },
        { "fam-size", "did you mean \"fam\xE2\x80\x91size\"? It is written with a non-breaking hyphen (U+2011)" },
        { "quite\xC2\xA0other", "it contains a no-break space (U+00A0)" },
        { "something else", NULL },
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *hint = nearest_hint(arena, rows[r].word, candidates, COUNT_OF(candidates));

        if (rows[r].hint)
            assert_string_equal(hint, rows[r].hint);
        else
            assert_null(hint);
    }
    arena_free(arena);
}

static void periods_with_odd_characters_say_which(void **state) {
    (void)state;
    static const struct {
        const char *text, *hint;
    } rows[] = {
        { "2018\xE2\x80\x91"
          "19",
            "it contains a non-breaking hyphen (U+2011); did you mean \"2018-19\"?" },
        { "2018/19\xC2\xA0Q1", "it contains a no-break space (U+00A0); did you mean \"2018/19 Q1\"?" },
        { "FY2018/19", "did you mean \"2018/19\"?" },
        { "2018", "write a period as 2018/19, 2018/19 Q1 or 2018-04" },
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_string_equal(period_hint(arena, rows[r].text), rows[r].hint);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_characters_are_named_and_made_plain),
        cmocka_unit_test(amounts_that_are_refused_say_what_to_write),
        cmocka_unit_test(words_are_found_through_odd_characters),
        cmocka_unit_test(periods_with_odd_characters_say_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
