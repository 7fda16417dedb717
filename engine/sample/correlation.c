/* A factor of normal correlations, by way of the nearest correlation matrix where needed: Higham, "Computing the
   nearest correlation matrix", IMA J. Numer. Anal. 22 (2002), algorithm 3.3. */
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#include "base/cholesky.h"
#include "sample/compile.h"
#include "sample/steady.h"

#define NEGLIGIBLE 1e-10   /* a change this small is rounding */
#define BELOW_NOTHING 1e-8 /* how negative keeping 9 digits may make an eigenvalue of a matrix that was semidefinite */
#define LEAST_PIVOT 1e-9
enum { MOST_ROUNDS = 2000 };

typedef struct Eigen {
    size_t n;
    double *copy, *values, *vectors; /* [n][n], [n], [n][n] with a vector in each column */
    gsl_eigen_symmv_workspace workspace;
} Eigen;

/* GSL's workspace, in the arena: nothing to free. */
static Eigen eigen_new(Arena *arena, size_t n) {
    Eigen eigen = { .n = n,
        .copy = arena_array(arena, n * n, sizeof(double)),
        .values = arena_array(arena, n, sizeof(double)),
        .vectors = arena_array(arena, n * n, sizeof(double)) };
    eigen.workspace = (gsl_eigen_symmv_workspace){ .size = n,
        .d = arena_array(arena, n, sizeof(double)),
        .sd = arena_array(arena, n, sizeof(double)),
        .gc = arena_array(arena, n, sizeof(double)),
        .gs = arena_array(arena, n, sizeof(double)) };
    return eigen;
}

static void eigen_solve(Eigen *eigen, const double *matrix) {
    size_t n = eigen->n;
    memcpy(eigen->copy, matrix, n * n * sizeof *matrix);
    gsl_matrix_view copy = gsl_matrix_view_array(eigen->copy, n, n);
    gsl_matrix_view vectors = gsl_matrix_view_array(eigen->vectors, n, n);
    gsl_vector_view values = gsl_vector_view_array(eigen->values, n);
    gsl_eigen_symmv(&copy.matrix, &values.vector, &vectors.matrix, &eigen->workspace);
}

/* out ← the sum of value·vector·vectorᵀ over the positive eigenvalues. */
static void positive_part(const Eigen *eigen, double *out) {
    size_t n = eigen->n;
    memset(out, 0, n * n * sizeof *out);
    for (size_t e = 0; e < n; e++) {
        if (!(eigen->values[e] > 0)) continue;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                out[i * n + j] += eigen->values[e] * eigen->vectors[i * n + e] * eigen->vectors[j * n + e];
    }
}

/* Alternating projections onto the semidefinite matrices (with Dykstra's correction) and those with ones on the
   diagonal, until a round changes nothing that matters. */
static void nearest_correlation(Arena *arena, Eigen *eigen, double *matrix) {
    size_t n = eigen->n, size = n * n;
    double *correction = arena_array(arena, size, sizeof *correction);
    double *shifted = arena_array(arena, size, sizeof *shifted);
    double *projected = arena_array(arena, size, sizeof *projected);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        for (size_t i = 0; i < size; i++) shifted[i] = matrix[i] - correction[i];
        eigen_solve(eigen, shifted);
        positive_part(eigen, projected);
        double change = 0;
        for (size_t i = 0; i < size; i++) {
            correction[i] = projected[i] - shifted[i];
            double next = i % (n + 1) == 0 ? 1 : projected[i];
            change = fmax(change, fabs(next - matrix[i]));
            matrix[i] = next;
        }
        if (change < NEGLIGIBLE) return;
    }
}

/* Lower triangular factor; a row whose pivot vanishes depends on those above, and its column stays 0. Rows are given
   length 1, so that every factored normal number has variance 1. */
static void factor_lower(size_t n, const double *matrix, double *factor) {
    memset(factor, 0, n * n * sizeof *factor);
    for (size_t i = 0; i < n; i++) {
        double *row = factor + i * n, length = 0;
        for (size_t j = 0; j <= i; j++) {
            const double *other = factor + j * n;
            double rest = matrix[i * n + j];
            for (size_t k = 0; k < j; k++) rest -= row[k] * other[k];
            if (j < i)
                row[j] = other[j] > 0 ? rest / other[j] : 0;
            else
                row[j] = rest > LEAST_PIVOT ? sqrt(rest) : 0;
            length += row[j] * row[j];
        }
        for (size_t j = 0; j <= i; j++) row[j] /= sqrt(length);
    }
}

/* With BELOW_NOTHING more on its diagonal a matrix has a factor exactly if no eigenvalue lies further below 0; eigenvalues
   themselves would take some hundred times as long. */
bool correlations_contradict(size_t n, const double *normal, double *spare) {
    memcpy(spare, normal, n * n * sizeof *spare);
    for (size_t i = 0; i < n; i++) spare[i * n + i] += BELOW_NOTHING;
    cholesky_factor(spare, n, 0, spare);
    for (size_t i = 0; i < n; i++)
        if (!(spare[i * n + i] > 0)) return true;
    return false;
}

bool correlation_factor(Arena *arena, size_t n, double *normal, double *factor) {
    const bool contradict = correlations_contradict(n, normal, factor);
    if (contradict) {
        Eigen eigen = eigen_new(arena, n);
        nearest_correlation(arena, &eigen, normal);
        for (size_t i = 0; i < n * n; i++) normal[i] = steady(normal[i], 1, CORRELATION_DIGITS);
    }
    factor_lower(n, normal, factor);
    return contradict;
}
