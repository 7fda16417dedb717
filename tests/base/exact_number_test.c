#include "base/exact_number.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "support/assert_close.h"

static void exact_text_is_short_and_reads_back(void **state) {
    static const struct {
        double number;
        const char *expected;
    } rows[] = {
        { 0, "0" },
        { 1, "1" },
        { -2.5, "-2.5" },
        { 0.1, "0.1" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1e300, "1e+300" },
        { 1234567.89, "1234567.89" },
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *text = number_exact_text(arena, rows[r].number);
        assert_string_equal(text, rows[r].expected);
        assert_close(strtod(text, NULL), rows[r].number, 0);
    }
    arena_free(arena);
}

static void what_is_not_finite_is_blank(void **state) {
    (void)state;
    char text[NUMBER_TEXT];
    assert_string_equal(number_write_exact(NAN, text), "");
    assert_string_equal(number_write_exact(-INFINITY, text), "");
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8")) skip();
    char text[NUMBER_TEXT];

    assert_string_equal(number_write_exact(1234.5, text), "1234.5");

    setlocale(LC_ALL, "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_text_is_short_and_reads_back),
        cmocka_unit_test(what_is_not_finite_is_blank),
        cmocka_unit_test(the_locale_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
