/* Cholesky's factor of a symmetric matrix, in one order of arithmetic: a library's may block its loops as it likes. */
#ifndef BASE_CHOLESKY_H
#define BASE_CHOLESKY_H

#include <stddef.h>

/* factor, [n][n] ← the lower triangle L of L·Lᵀ = matrix, [n][n], of which the lower triangle is read; the upper one of
   factor, which may be matrix itself, is left alone. A pivot that is not above least_pivot leaves its column empty. */
void cholesky_factor(const double *matrix, size_t n, double least_pivot, double *factor);

/* x, [n] ← the solution of L·Lᵀ·y = x; where a column is empty, 0. */
void cholesky_solve(const double *factor, size_t n, double *x);

#endif
