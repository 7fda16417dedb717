/* Variance-based sensitivity indices of any function of drawn inputs: see BizcaseVarianceRow for the estimators. */
#ifndef STUDY_SENSITIVITY_VARIANCE_INDICES_H
#define STUDY_SENSITIVITY_VARIANCE_INDICES_H

#include "bizcase/sensitivity.h"
#include "study/kernel.h"
#include "study/sensitivity/groups.h"

/* Independent randomisations of the Sobol points: their spread gives the standard errors. */
enum { INDEX_RANDOMISATIONS = 8 };

/* A randomisation with fewer points left gives no estimate. */
enum { LEAST_POINTS_KEPT = 16 };

typedef struct IndexProblem {
    const Kernel *kernel;
    const DrawPlan *draws; /* its inputs, correlated or not; its design and trials do not matter */
    const InputGroup *groups;
    size_t group_count, output_count;
    uint64_t points; /* of a randomisation, a multiple of LANES; powers of two are most even */
    unsigned threads;
    /* outputs: [output][LANES] of inputs [input][LANES]; worker: 0 to threads − 1. */
    void (*evaluate)(void *context, unsigned worker, const double *inputs, double *outputs);
    void *context;
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *progress_context;
} IndexProblem;

typedef struct Indices {
    double *sd;                     /* [output] */
    BizcaseEstimate *first, *total; /* [group][output] */
    uint64_t evaluations;
    /* Points of all randomisations. One is left out where any of its evaluations gives no number in any output: so the two
       samples stay alike and independent. Where hardly any are left all estimates are NaN. */
    uint64_t points, left_out;
} Indices;

/* Evaluations that a point costs with these groups. */
size_t indices_cost(const InputGroup *groups, size_t group_count);

/* The inputs twice, for two independent samples: Sobol points of so many a randomisation. */
DrawPlan doubled_draws(Arena *arena, const DrawPlan *draws, uint64_t points);

/* numerator ÷ variance, both [INDEX_RANDOMISATIONS]. NaN where there is no variance. */
BizcaseEstimate estimate_ratio(const double *numerator, const double *variance);

/* False when progress has stopped it. Memory is the arena's. */
bool indices_estimate(Arena *arena, const IndexProblem *problem, Indices *indices);

#endif
