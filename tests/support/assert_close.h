/* cmocka compares floats only: this compares doubles and shows both. Includes cmocka in the order it needs. */
#ifndef TESTS_SUPPORT_ASSERT_CLOSE_H
#define TESTS_SUPPORT_ASSERT_CLOSE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define assert_close(actual, expected, tolerance)                                                                      \
    check_close((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)

static inline void check_close(
    double actual, double expected, double tolerance, const char *what, const char *file, int line) {
    if (fabs(actual - expected) <= tolerance || (isnan(actual) && isnan(expected)) || actual == expected) return;
    print_error("%s is %.17g, not %.17g within %g\n", what, actual, expected, tolerance);
    _fail(file, line);
}

#endif
