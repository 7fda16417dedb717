#include "base/cholesky.h"

#include <math.h>

enum { ROWS = 4 }; /* side by side: the processor need not wait for one sum before it goes on with another */

/* rest, [ROWS] −= the products of some rows' first `count` numbers with another row's. */
static void take_products(const double *const rows[ROWS], const double *other, size_t count, double rest[ROWS]) {
    double sums[ROWS] = { rest[0], rest[1], rest[2], rest[3] };
    for (size_t k = 0; k < count; k++)
        for (size_t r = 0; r < ROWS; r++) sums[r] -= rows[r][k] * other[k];
    for (size_t r = 0; r < ROWS; r++) rest[r] = sums[r];
}

/* Column by column: what is below a pivot depends on columns to its left only. */
void cholesky_factor(const double *matrix, size_t n, double least_pivot, double *factor) {
    for (size_t j = 0; j < n; j++) {
        const double *other = factor + j * n;
        double pivot = 0;
        for (size_t first = j; first < n; first += ROWS) {
            const double *rows[ROWS];
            double rest[ROWS];
            const size_t count = n - first < ROWS ? n - first : ROWS;
            for (size_t r = 0; r < ROWS; r++) { /* where there are fewer the last is worked out again */
                const size_t i = first + (r < count ? r : count - 1);
                rows[r] = factor + i * n;
                rest[r] = matrix[i * n + j];
            }
            take_products(rows, other, j, rest);
            if (first == j) pivot = rest[0] > least_pivot ? sqrt(rest[0]) : 0;
            for (size_t r = 0; r < count; r++) factor[(first + r) * n + j] = pivot > 0 ? rest[r] / pivot : 0;
            if (first == j) factor[j * n + j] = pivot;
        }
    }
}

void cholesky_solve(const double *factor, size_t n, double *x) {
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) x[i] -= factor[i * n + k] * x[k];
        x[i] = factor[i * n + i] > 0 ? x[i] / factor[i * n + i] : 0;
    }
    for (size_t i = n; i-- > 0;) { /* by columns of Lᵀ: rows of L lie together */
        x[i] = factor[i * n + i] > 0 ? x[i] / factor[i * n + i] : 0;
        for (size_t k = 0; k < i; k++) x[k] -= factor[i * n + k] * x[i];
    }
}
