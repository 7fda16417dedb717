/* Numbers are carried as pairs, sums that are not evaluated, where one rounding would be too many: Dekker, "A floating-point
   technique for extending the available precision", Numerische Mathematik 18 (1971); Knuth, The Art of Computer
   Programming, volume 2, 4.2.2, theorem B. */
#include "base/elementary.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef struct Pair {
    double high, low; /* low is at most half a unit in high's last place */
} Pair;

#define LN2_HIGH 0x1.62e42feep-1 /* 32 bits: exact times any exponent */
#define LN2_LOW 0x1.a39ef35793c76p-33
#define THIRD_LOW 0x1.5555555555555p-56 /* 1/3 less the double nearest to it */
#define SQRT2 0x1.6a09e667f3bcdp+0
#define LARGEST_EXPONENT 709.782712893384    /* of e, for a finite result */
#define SMALLEST_EXPONENT -745.1332191019412 /* for one above 0 */
#define LEAST_LESS_ONE -38.0                 /* e^x is lost against 1 from here on */
#define NEGLIGIBLE 0x1p-54

/* --- pairs ----------------------------------------------------------------------------------------------------------- */

static Pair sum_of(double a, double b) {
    const double sum = a + b, b_in_it = sum - a;
    return (Pair){ sum, (a - (sum - b_in_it)) + (b - b_in_it) };
}

/* Without overflow below 2^996. */
static Pair halves_of(double a) {
    const double scaled = 0x1.0000002p27 * a, high = scaled - (scaled - a);
    return (Pair){ high, a - high };
}

static Pair product_of(double a, double b) {
    const double product = a * b;
    const Pair x = halves_of(a), y = halves_of(b);
    return (Pair){ product, ((x.high * y.high - product) + x.high * y.low + x.low * y.high) + x.low * y.low };
}

static Pair pair_product(Pair a, Pair b) {
    const Pair product = product_of(a.high, b.high);
    return sum_of(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static Pair pair_sum(Pair a, Pair b) {
    const Pair sum = sum_of(a.high, b.high);
    return sum_of(sum.high, sum.low + (a.low + b.low));
}

static Pair pair_quotient(Pair a, Pair b) {
    const double quotient = a.high / b.high;
    const Pair product = product_of(quotient, b.high);
    return sum_of(quotient, ((a.high - product.high) - product.low + (a.low - quotient * b.low)) / b.high);
}

/* --- bits ------------------------------------------------------------------------------------------------------------ */

/* 2^exponent; −1022 ≤ exponent ≤ 1023. */
static double power_of_two(int exponent) {
    const uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* x × 2^exponent with one rounding, for |x| near 1 and −1075 ≤ exponent ≤ 1024. */
static double scaled(double x, int exponent) {
    const int half = exponent / 2;
    return x * power_of_two(half) * power_of_two(exponent - half);
}

/* x = mantissa × 2^exponent, √½ ≤ mantissa ≤ √2; x > 0 and finite. */
static double mantissa_of(double x, int *exponent) {
    const int lifted = x < 0x1p-1022 ? 54 : 0;
    uint64_t bits;
    if (lifted) x *= 0x1p54;
    memcpy(&bits, &x, sizeof bits);
    *exponent = (int)(bits >> 52) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1023 << 52;
    double mantissa;
    memcpy(&mantissa, &bits, sizeof mantissa);
    if (mantissa > SQRT2) {
        mantissa /= 2;
        ++*exponent;
    }
    *exponent -= lifted;
    return mantissa;
}

/* --- logarithm ------------------------------------------------------------------------------------------------------- */

/* ln x = e ln 2 + 2 (s + s³ (1/3 + s²/5 + s⁴/7 + …)), s = (m − 1) ÷ (m + 1), for x = m 2^e: |s| ≤ 0.172, and the series is
   cut off below 2^−66 of the whole. x > 0 and finite. */
static Pair logarithm_of(Pair x) {
    int exponent;
    const double mantissa = mantissa_of(x.high, &exponent);
    const double low = x.low == 0 ? 0 : x.low * (mantissa / x.high);
    Pair above = sum_of(mantissa, 1);
    above = sum_of(above.high, above.low + low);
    const Pair s = pair_quotient(sum_of(mantissa - 1, low), above), square = pair_product(s, s);
    static const double odd_parts[] = { 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19,
        1.0 / 21, 1.0 / 23, 1.0 / 25 };
    double series = 0;
    for (size_t n = sizeof odd_parts / sizeof odd_parts[0]; n-- > 0;) series = series * square.high + odd_parts[n];
    Pair factor = sum_of(1.0 / 3, series * square.high);
    factor.low += THIRD_LOW;
    const Pair half = pair_sum(s, pair_product(pair_product(s, square), factor));
    const Pair of_mantissa = { 2 * half.high, 2 * half.low };
    const Pair of_exponent = sum_of(exponent * LN2_HIGH, exponent * LN2_LOW);
    return pair_sum(of_exponent, of_mantissa);
}

double logarithm(double x) {
    if (isnan(x) || x < 0) return NAN;
    if (x == 0) return -INFINITY;
    return isinf(x) ? x : logarithm_of((Pair){ x, 0 }).high;
}

double logarithm_of_one_plus(double x) {
    if (isnan(x) || x < -1) return NAN;
    if (x == -1) return -INFINITY;
    if (fabs(x) < NEGLIGIBLE || isinf(x)) return x;
    return logarithm_of(sum_of(1, x)).high;
}

/* --- exponential ----------------------------------------------------------------------------------------------------- */

/* x = k ln 2 + r, |r| ≤ ½ ln 2. */
static Pair reduced(Pair x, int *k) {
    *k = (int)floor(x.high / (LN2_HIGH + LN2_LOW) + 0.5);
    const Pair rest = sum_of(x.high, -*k * LN2_HIGH);
    return pair_sum(rest, sum_of(x.low, -*k * LN2_LOW));
}

/* e^r − 1 − r = r² (1/2 + r/6 + … + r¹²/14!), which leaves 2^−63 of 1; of the low part only r.low (e^r − 1) counts. */
static double beyond_linear(Pair r) {
    static const double coefficients[] = { 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
        1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200 };
    double series = 0;
    for (size_t n = sizeof coefficients / sizeof coefficients[0]; n-- > 0;) series = series * r.high + coefficients[n];
    const Pair square = product_of(r.high, r.high);
    return square.high / 2 + (square.low / 2 + series * r.high * square.high + r.low * r.high);
}

static Pair exponential_of(Pair x, int *k) {
    const Pair r = reduced(x, k), linear = sum_of(1, r.high);
    return sum_of(linear.high, linear.low + (r.low + beyond_linear(r)));
}

static double exponential_of_pair(Pair x) {
    int k;
    if (x.high > LARGEST_EXPONENT) return INFINITY;
    if (x.high < SMALLEST_EXPONENT) return 0;
    const Pair result = exponential_of(x, &k);
    return scaled(result.high, k);
}

double exponential(double x) {
    return isnan(x) ? x : exponential_of_pair((Pair){ x, 0 });
}

double exponential_less_one(double x) {
    int k;
    if (isnan(x) || fabs(x) < NEGLIGIBLE) return x;
    if (x > LARGEST_EXPONENT) return INFINITY;
    if (x < LEAST_LESS_ONE) return -1;
    const Pair r = reduced((Pair){ x, 0 }, &k);
    if (k == 0) return r.high + beyond_linear(r);
    const Pair result = exponential_of((Pair){ x, 0 }, &k), rest = sum_of(scaled(result.high, k), -1);
    return rest.high + (rest.low + scaled(result.low, k));
}

/* --- power ----------------------------------------------------------------------------------------------------------- */

double power(double base, double exponent) {
    if (isnan(base) || isnan(exponent)) return NAN;
    if (exponent == 0 || base == 1) return 1;
    if (base < 0) return NAN;
    if (base == 0 || isinf(base)) return (base == 0) == (exponent > 0) ? 0 : INFINITY;
    const Pair log_of_base = logarithm_of((Pair){ base, 0 });
    const double rough = exponent * log_of_base.high;
    if (rough > LARGEST_EXPONENT + 1) return INFINITY;
    if (rough < SMALLEST_EXPONENT - 1) return 0;
    Pair product = product_of(exponent, log_of_base.high);
    product = sum_of(product.high, product.low + exponent * log_of_base.low);
    return exponential_of_pair(product);
}

/* --- decimal --------------------------------------------------------------------------------------------------------- */

double power_of_ten(int exponent) {
    enum { MOST_EXACT = 22 }; /* 5^22 is below 2^53 */
    const int size = exponent < 0 ? -exponent : exponent;
    if (size > MOST_EXACT) return power(10, exponent);
    double result = 1;
    for (int i = 0; i < size; i++) result *= 10;
    return exponent < 0 ? 1 / result : result;
}

int decimal_exponent(double x) {
    static const double ln10 = 2.302585092994046;
    int exponent = (int)floor(logarithm(fabs(x)) / ln10); /* right, but for rounding beside a power of ten */
    if (fabs(x) < power_of_ten(exponent)) exponent--;
    if (fabs(x) >= power_of_ten(exponent + 1)) exponent++;
    return exponent;
}
