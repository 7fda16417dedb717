/* SHA-256 and the words that go with a status. */
#include "support/assert_close.h"

#include <string.h>

#include "base/digest.h"
#include "bizcase/status.h"

/* FIPS 180-4 examples, as published by NIST; the first is of no bytes at all. */
static void digests_agree_with_the_published_ones(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *hex;
    } rows[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char hex[65];

        digest_hex(rows[r].bytes, strlen(rows[r].bytes), hex);

        assert_string_equal(hex, rows[r].hex);
    }
}

static void every_status_has_its_own_words(void **state) {
    (void)state;
    for (int a = BIZCASE_OK; a <= BIZCASE_STOPPED; a++)
        for (int b = BIZCASE_OK; b < a; b++)
            assert_string_not_equal(bizcase_status_text((BizcaseStatus)a), bizcase_status_text((BizcaseStatus)b));
    assert_non_null(bizcase_status_text((BizcaseStatus)99));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_agree_with_the_published_ones),
        cmocka_unit_test(every_status_has_its_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
