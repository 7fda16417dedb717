#include "base/cholesky.h"

#include <math.h>

void cholesky_factor(const double *matrix, size_t n, double least_pivot, double *factor) {
    for (size_t i = 0; i < n; i++) {
        double *row = factor + i * n;
        for (size_t j = 0; j <= i; j++) {
            const double *other = factor + j * n;
            double rest = matrix[i * n + j];
            for (size_t k = 0; k < j; k++) rest -= row[k] * other[k];
            if (j < i)
                row[j] = other[j] > 0 ? rest / other[j] : 0;
            else
                row[j] = rest > least_pivot ? sqrt(rest) : 0;
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
