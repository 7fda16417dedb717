/* Functions of drawn inputs whose variance is known, as problems for the estimators of study/sensitivity/. Includes cmocka
   through assert_close.h. */
#ifndef TESTS_SUPPORT_KNOWN_FUNCTIONS_H
#define TESTS_SUPPORT_KNOWN_FUNCTIONS_H

#include "support/assert_close.h"

#include "sample/compile.h"
#include "study/sensitivity/variance_indices.h"
#include "support/arena_fixture.h"

static const double pi = 3.14159265358979323846;

typedef double Function(const double *x, size_t count);

typedef struct Known {
    Function *function;
    size_t count;
} Known;

static inline void evaluate_known(void *context, unsigned worker, const double *inputs, double *outputs) {
    const Known *known = context;
    double x[16];
    (void)worker;
    for (size_t k = 0; k < LANES; k++) {
        for (size_t i = 0; i < known->count; i++) x[i] = inputs[i * LANES + k];
        outputs[k] = known->function(x, known->count);
    }
}

static inline Fitted fit(const char *distribution, double low, double central, double high) {
    Fitted fitted;
    const char *fault = distribution_fit(arena, distribution_find(distribution),
        &(DistributionInput){ .low = low, .central = central, .high = high }, &fitted);
    assert_null(fault);
    return fitted;
}

static const char *const known_names[] = { "a", "b", "c", "d", "e", "f", "g", "h" };

/* A function of equally distributed inputs; factor: of their normal correlations, or NULL. */
static inline IndexProblem known_problem(Function *function, size_t count, const Fitted *each, const double *factor,
    const InputGroup *groups, size_t group_count) {
    Fitted *fitted = arena_array(arena, count, sizeof *fitted);
    uint32_t *correlated = arena_array(arena, count, sizeof *correlated);
    for (size_t i = 0; i < count; i++) {
        fitted[i] = *each;
        correlated[i] = (uint32_t)i;
    }
    Known *known = arena_alloc(arena, sizeof *known);
    *known = (Known){ function, count };
    DrawPlan *draws = arena_alloc(arena, sizeof *draws);
    *draws = draw_plan_compile(arena, 7, count, known_names, fitted, factor ? count : 0, correlated, factor, NULL);
    return (IndexProblem){ .kernel = kernel_best(),
        .draws = draws,
        .groups = groups,
        .group_count = group_count,
        .output_count = 1,
        .points = 1024,
        .threads = 2,
        .evaluate = evaluate_known,
        .context = known };
}

static inline InputGroup group_of(uint32_t first, uint32_t last, int is_correlated) {
    InputGroup group = { .shown = { "", "", last > first, is_correlated },
        .members = arena_array(arena, last - first + 1, sizeof(uint32_t)) };
    for (uint32_t i = first; i <= last; i++) group.members[group.member_count++] = i;
    return group;
}

/* Within four of its own standard errors, which must be small. */
static inline void assert_estimate(BizcaseEstimate estimate, double expected) {
    assert_true(estimate.standard_error < 0.01);
    assert_close(estimate.value, expected, 4 * estimate.standard_error + 1e-4);
}

static inline double ishigami(const double *x, size_t count) {
    (void)count;
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static const double g_weights[] = { 0, 1, 4.5, 9, 99, 99, 99, 99 };

static inline double g_function(const double *x, size_t count) {
    double product = 1;
    for (size_t i = 0; i < count; i++) product *= (fabs(4 * x[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
    return product;
}

static inline double sum_of(const double *x, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += (double)(i + 1) * x[i];
    return sum;
}

#endif
