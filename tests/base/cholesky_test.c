/* The factor of matrices by hand, and solutions put back. */
#include "base/cholesky.h"

#include "support/assert_close.h"

/* Golub and Van Loan, Matrix Computations: L·Lᵀ for L with rows 2; 6, 1; −8, 5, 3. */
static const double matrix[] = { 4, 12, -16, 12, 37, -43, -16, -43, 98 };

static void factor_is_the_lower_triangle(void **state) {
    static const double expected[] = { 2, 0, 0, 6, 1, 0, -8, 5, 3 };
    double factor[9] = { 0 };
    (void)state;

    cholesky_factor(matrix, 3, 0, factor);

    for (size_t i = 0; i < COUNT_OF(expected); i++) assert_close(factor[i], expected[i], 1e-14);
}

static void solution_put_back_gives_the_right_side(void **state) {
    static const double right[] = { 1, -2, 3 };
    double factor[9] = { 0 }, x[] = { 1, -2, 3 };
    (void)state;

    cholesky_factor(matrix, 3, 0, factor);
    cholesky_solve(factor, 3, x);

    for (size_t i = 0; i < 3; i++) {
        const double sum = matrix[3 * i] * x[0] + matrix[3 * i + 1] * x[1] + matrix[3 * i + 2] * x[2];
        assert_close(sum, right[i], 1e-11); /* the condition number is some 1e4 */
    }
}

/* The second row says what the first does: it gets no column, and its unknown 0. */
static void a_pivot_that_vanishes_leaves_its_column_empty(void **state) {
    static const double twice[] = { 4, 2, 2, 2, 1, 1, 2, 1, 10 }, expected[] = { 2, 0, 0, 1, 0, 0, 1, 0, 3 };
    double factor[9] = { 0 }, x[] = { 6, 3, 12 };
    (void)state;

    cholesky_factor(twice, 3, 1e-12, factor);
    cholesky_solve(factor, 3, x);

    for (size_t i = 0; i < COUNT_OF(expected); i++) assert_close(factor[i], expected[i], 1e-14);
    assert_close(x[0], 1, 1e-14);
    assert_close(x[1], 0, 0);
    assert_close(x[2], 1, 1e-14);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factor_is_the_lower_triangle),
        cmocka_unit_test(solution_put_back_gives_the_right_side),
        cmocka_unit_test(a_pivot_that_vanishes_leaves_its_column_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
