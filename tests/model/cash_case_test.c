/* What the books know of an account. */
#include "model/cash_case.h"

#include "support/assert_close.h"

static void an_asset_lasts_as_long_as_it_says_or_as_its_council_does(void **state) {
    static const struct {
        double own, council;
        size_t expected;
    } rows[] = { { 5, 20, 5 }, { NAN, 20, 20 }, { NAN, NAN, 1 }, { 7, NAN, 7 }, { 2.5, NAN, 3 }, { 2.4, NAN, 2 },
        { 0.2, 20, 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_int_equal(asset_life(&(CouncilFinance){ .asset_life = rows[r].council }, rows[r].own), rows[r].expected);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(an_asset_lasts_as_long_as_it_says_or_as_its_council_does) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
