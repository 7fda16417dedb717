/* The engine's own exponential, logarithm and power against the C library's in long double, over their whole ranges. */
#include "base/elementary.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"

/* Where long double is no longer than double, half a unit more is the library's. */
#define MOST_UNITS (LDBL_MANT_DIG > DBL_MANT_DIG ? 0.85 : 1.5)
enum { POINTS = 200000 };

/* Knuth's MMIX generator, high bits: in [0, 1). */
static double next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) * 0x1p-53;
}

/* Units in the last place of expected, which is taken as if it were normal. */
static double units_off(double actual, long double expected) {
    if (isnan(actual) && isnan(expected)) return 0;
    if (isinf(actual) || isinf((double)expected)) return actual == (double)expected ? 0 : INFINITY;
    int exponent;
    frexp((double)expected, &exponent);
    return (double)(fabsl(actual - expected) / ldexpl(1, exponent - 53 > -1074 ? exponent - 53 : -1074));
}

static void check_units(const char *what, double x, double y, double actual, long double expected) {
    const double units = units_off(actual, expected), most = fabs(actual) < DBL_MIN ? 1 : MOST_UNITS;
    if (units <= most) return;
    print_error("%s(%.17g, %.17g) is %.17g, off by %g units\n", what, x, y, actual, units);
    fail();
}

static void exponential_is_within_a_unit_over_its_whole_range(void **state) {
    static const double widths[] = { 1e-9, 0.01, 0.35, 1, 5, 40, 709, 750 };
    uint64_t seed = 1;
    (void)state;
    for (size_t w = 0; w < COUNT_OF(widths); w++)
        for (int i = 0; i < POINTS / 4; i++) {
            const double x = widths[w] * (2 * next(&seed) - 1);
            check_units("exponential", x, 0, exponential(x), expl(x));
            check_units("exponential_less_one", x, 0, exponential_less_one(x), expm1l(x));
        }
}

static void logarithm_is_within_a_unit_over_its_whole_range(void **state) {
    uint64_t seed = 2;
    (void)state;
    for (int i = 0; i < POINTS; i++) {
        const double any = ldexp(1 + next(&seed), (int)(2098 * next(&seed)) - 1074), near = 1 + (next(&seed) - 0.5) / 4;
        const double part = ldexp(2 * next(&seed) - 1, -(int)(60 * next(&seed)));
        check_units("logarithm", any, 0, logarithm(any), logl(any));
        check_units("logarithm", near, 0, logarithm(near), logl(near));
        check_units("logarithm_of_one_plus", part, 0, logarithm_of_one_plus(part), log1pl(part));
        check_units("logarithm_of_one_plus", any, 0, logarithm_of_one_plus(any), log1pl(any));
    }
}

/* powl is a unit of long double off at the ends; that is a 2000th of what is checked. */
static void power_is_within_a_unit_over_its_whole_range(void **state) {
    uint64_t seed = 3;
    (void)state;
    for (int i = 0; i < POINTS; i++) {
        const double any = ldexp(1 + next(&seed), (int)(2098 * next(&seed)) - 1074);
        const double exponent = 1490 * (next(&seed) - 0.5) / log(any), rate = 1 + (next(&seed) - 0.5) / 2;
        const double years = 400 * (next(&seed) - 0.5), tiny = ldexp(next(&seed) - 0.5, -(int)(60 * next(&seed)));
        check_units("power", any, exponent, power(any, exponent), powl(any, exponent));
        check_units("power", rate, years, power(rate, years), powl(rate, years));
        check_units("power", rate, tiny, power(rate, tiny), powl(rate, tiny));
        check_units("power", rate, floor(years), power(rate, floor(years)), powl(rate, floor(years)));
    }
}

static void ends_are_exact(void **state) {
    static const struct {
        double actual_of, expected;
    } exponentials[] = { { 0, 1 }, { -INFINITY, 0 }, { INFINITY, INFINITY }, { 709.79, INFINITY }, { -745.2, 0 },
        { NAN, NAN } };
    static const struct {
        double base, exponent, expected;
    } powers[] = { { 0, 0, 1 }, { 0, 2, 0 }, { 0, -1, INFINITY }, { -1, 2, NAN }, { 1, INFINITY, 1 }, { 2, 10, 1024 },
        { 2, -1074, 0x1p-1074 }, { 2, -1076, 0 }, { 2, 1023, 0x1p1023 }, { 2, 1024, INFINITY }, { INFINITY, -1, 0 },
        { INFINITY, 1, INFINITY }, { 0.5, INFINITY, 0 }, { 0.5, -INFINITY, INFINITY }, { 9, 0.5, 3 }, { NAN, 1, NAN },
        { 1, NAN, NAN }, { 0x1.fffffffffffffp-1, 1e300, 0 }, { 0x1.0000000000001p0, 1e300, INFINITY } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(exponentials); r++)
        assert_close(exponential(exponentials[r].actual_of), exponentials[r].expected, 0);
    for (size_t r = 0; r < COUNT_OF(powers); r++)
        assert_close(power(powers[r].base, powers[r].exponent), powers[r].expected, 0);
    assert_close(logarithm(0), -INFINITY, 0);
    assert_close(logarithm(-1), NAN, 0);
    assert_close(logarithm(INFINITY), INFINITY, 0);
    assert_close(logarithm(1), 0, 0);
    assert_close(logarithm_of_one_plus(-1), -INFINITY, 0);
    assert_close(logarithm_of_one_plus(-1.5), NAN, 0);
    assert_close(exponential_less_one(-INFINITY), -1, 0);
    assert_close(exponential_less_one(800), INFINITY, 0);
}

static uint64_t mix_bits(uint64_t mixed, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (mixed ^ bits) * 0x9E3779B97F4A7C15u;
}

/* What they give is the same everywhere: the bits of 20,000 results, mixed. */
static void bits_are_those_of_every_machine(void **state) {
    uint64_t seed = 4, mixed = 0;
    (void)state;
    for (int i = 0; i < 4000; i++) {
        const double x = 40 * (next(&seed) - 0.5), part = next(&seed);
        mixed = mix_bits(mixed, exponential(x));
        mixed = mix_bits(mixed, exponential_less_one(x / 40));
        mixed = mix_bits(mixed, logarithm(part));
        mixed = mix_bits(mixed, logarithm_of_one_plus(part / 8));
        mixed = mix_bits(mixed, power(1 + part, x));
    }
    assert_int_equal(mixed, 0xe028acc8fa37c5f6);
}

static void decimal_exponents_are_right_beside_powers_of_ten(void **state) {
    (void)state;
    for (int e = -300; e <= 300; e++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", e);
        const double ten = strtod(text, NULL);
        if (abs(e) <= 22) assert_close(power_of_ten(e), ten, 0);
        assert_close(power_of_ten(e), ten, 2 * DBL_EPSILON * ten);
        if (abs(e) > 22) continue;
        assert_int_equal(decimal_exponent(ten), e);
        assert_int_equal(decimal_exponent(-1.5 * ten), e);
        assert_int_equal(decimal_exponent(nextafter(ten, 0)), e - 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponential_is_within_a_unit_over_its_whole_range),
        cmocka_unit_test(logarithm_is_within_a_unit_over_its_whole_range),
        cmocka_unit_test(power_is_within_a_unit_over_its_whole_range),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(bits_are_those_of_every_machine),
        cmocka_unit_test(decimal_exponents_are_right_beside_powers_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
