/* Accents: what a letter with one is made of. */
#include "base/accents.h"

#include "support/assert_close.h"

/* Unicode's canonical decompositions (UnicodeData.txt, field 5): the ends of each row, and what is between. */
static void a_letter_is_taken_apart_as_unicode_says(void **state) {
    static const struct {
        uint32_t code;
        char letter; /* 0: none */
        uint32_t accent;
    } rows[] = { { 0xBF, 0, 0 }, { 0xC0, 'A', 0x300 }, { 0xC6, 0, 0 }, { 0xC5, 'A', 0x30A }, { 0xE7, 'c', 0x327 },
        { 0xE9, 'e', 0x301 }, { 0xF1, 'n', 0x303 }, { 0xF7, 0, 0 }, { 0xFF, 'y', 0x308 }, { 0x100, 'A', 0x304 },
        { 0x117, 'e', 0x307 }, { 0x119, 'e', 0x328 }, { 0x141, 0, 0 }, { 0x150, 'O', 0x30B }, { 0x161, 's', 0x30C },
        { 0x175, 'w', 0x302 }, { 0x17E, 'z', 0x30C }, { 0x17F, 0, 0 }, { 0x180, 0, 0 }, { 0x1E7F, 0, 0 },
        { 0x1E80, 'W', 0x300 }, { 0x1E85, 'w', 0x308 }, { 0x1EA1, 'a', 0x323 }, { 0x1EF3, 'y', 0x300 },
        { 0x1EF4, 0, 0 }, { 'e', 0, 0 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char letter = 0;
        uint32_t accent = 0;

        const bool split = accent_split(rows[r].code, &letter, &accent);

        assert_int_equal(split, rows[r].letter != 0);
        assert_int_equal(letter, rows[r].letter);
        assert_int_equal(accent, rows[r].accent);
    }
}

static void accents_alone_are_one_block(void **state) {
    (void)state;
    assert_false(accent_stands_alone(0x2FF));
    assert_true(accent_stands_alone(0x300));
    assert_true(accent_stands_alone(0x36F));
    assert_false(accent_stands_alone(0x370));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_is_taken_apart_as_unicode_says),
        cmocka_unit_test(accents_alone_are_one_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
