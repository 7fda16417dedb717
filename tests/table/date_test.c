#include "table/date.h"

#include "support/assert_close.h"

static void dates_are_told_from_what_is_none(void **state) {
    static const struct {
        const char *text;
        DateLook look;
        const char *hint;
    } rows[] = {
        { "2027-03-14", DATE_GOOD, NULL },
        { "2027-03-14 09:30:00", DATE_GOOD, NULL },
        { "14/03/2027", DATE_GOOD, NULL },
        { "14.3.27", DATE_GOOD, NULL },
        { "14 March 2027", DATE_GOOD, NULL },
        { "March 14, 2027", DATE_GOOD, NULL },
        { "14th Mar 2027", DATE_GOOD, NULL },
        { "2027-03", DATE_GOOD, NULL },
        { "Mar-27", DATE_GOOD, NULL },
        { "2027", DATE_GOOD, NULL },
        { "2027/28", DATE_GOOD, NULL },
        { "Autumn 2027", DATE_GOOD, NULL },
        { "29/02/2028", DATE_GOOD, NULL },
        { "03/14/2027", DATE_IMPOSSIBLE, "did you mean 2027-03-14?" },
        { "2027-14-03", DATE_IMPOSSIBLE, "did you mean 2027-03-14?" },
        { "3/14/27", DATE_IMPOSSIBLE, "did you mean 2027-03-14?" },
        { "29/02/2027", DATE_IMPOSSIBLE, NULL },
        { "00/03/2027", DATE_IMPOSSIBLE, NULL },
        { "31 April 2027", DATE_IMPOSSIBLE, NULL },
        { "46095", DATE_IMPOSSIBLE, NULL },
        { "14/03", DATE_IMPOSSIBLE, NULL },
        { "draft", DATE_UNKNOWN, NULL },
        { "14 March", DATE_UNKNOWN, NULL },
        { "?", DATE_UNKNOWN, NULL },
    };
    Arena *arena = arena_new();
    (void)state;

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *hint;

        const DateLook look = date_look(arena, rows[r].text, &hint);

        if (look != rows[r].look) print_error("%s\n", rows[r].text);
        assert_int_equal(look, rows[r].look);
        if (rows[r].hint)
            assert_string_equal(hint, rows[r].hint);
        else
            assert_null(hint);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(dates_are_told_from_what_is_none) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
