/* What a misspelt word most likely meant. */
#include "support/assert_close.h"

#include "base/words.h"

static void the_nearest_word_is_found_or_none(void **state) {
    (void)state;
    static const char *const words[] = { "infrastructure", "operating-model", "staff", "x" };
    static const struct {
        const char *word, *nearest;
    } rows[] = { { "infrastucture", "infrastructure" }, { "infrastrcuture", "infrastructure" }, { "STAF", "staff" },
        { "Operating_Model", "operating-model" }, { "zebra", NULL }, { "", NULL }, { "y", NULL } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *nearest = nearest_word(rows[r].word, words, COUNT_OF(words));

        if (!rows[r].nearest)
            assert_null(nearest);
        else
            assert_string_equal(nearest, rows[r].nearest);
    }
    assert_null(nearest_word("staff", words, 0));
}

static void neighbours_that_changed_places_are_one_mistake(void **state) {
    (void)state;
    static const char *const words[] = { "mc", "cost" };

    assert_string_equal(nearest_word("cm", words, COUNT_OF(words)), "mc");
    assert_string_equal(nearest_word("csot", words, COUNT_OF(words)), "cost");
}

static void only_letters_of_ascii_have_a_lower_case(void **state) {
    (void)state;
    assert_int_equal(lower_letter('A'), 'a');
    assert_int_equal(lower_letter('Z'), 'z');
    assert_int_equal(lower_letter('@'), '@');
    assert_int_equal(lower_letter('['), '[');
    assert_int_equal((unsigned char)lower_letter((char)0xC4), 0xC4); /* a letter in ISO 8859-1 */
}

/* A hundred names of 100,000 are looked for where they are short; two where they have 60 characters, as each comparison then
   takes 1 + 60 * 60 / 64 = 57 times as long. */
static void looking_for_names_has_an_end(void **state) {
    static const struct {
        const char *word;
        size_t found;
    } rows[] = { { "staff", 101 }, { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh", 2 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        size_t spent = 0, found = 0;

        for (; search_is_open(spent); found++) spent += search_cost(rows[r].word, 100000);

        assert_int_equal(found, rows[r].found);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_word_is_found_or_none),
        cmocka_unit_test(neighbours_that_changed_places_are_one_mistake),
        cmocka_unit_test(only_letters_of_ascii_have_a_lower_case),
        cmocka_unit_test(looking_for_names_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
