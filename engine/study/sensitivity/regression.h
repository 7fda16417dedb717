/* NPV as a polynomial of the inputs, fitted to trials by least squares. */
#ifndef STUDY_SENSITIVITY_REGRESSION_H
#define STUDY_SENSITIVITY_REGRESSION_H

#include "study/sensitivity/ensemble.h"

enum { POLYNOMIAL_DEGREE = 4 };

/* Polynomials of one input that are orthonormal over the trials: p₁ = (x − mean) ÷ sd and
   p₍ₖ₊₁₎ = ((p₁ − a[k])·p₍ₖ₎ − b[k]·p₍ₖ₋₁₎) ÷ norm[k]. An input of two values has no p₂. */
typedef struct Basis {
    double mean, sd; /* of all trials; sd 0: it did not vary */
    double a[POLYNOMIAL_DEGREE], b[POLYNOMIAL_DEGREE], norm[POLYNOMIAL_DEGREE];
    unsigned degree; /* the highest that there is */
} Basis;

/* A term: polynomials of one input, or the product of the first ones of two. */
typedef struct RegressionTerm {
    uint32_t input, other; /* other NO_INDEX: missing */
    unsigned degree;
    bool matters; /* for some alternative, beyond chance */
} RegressionTerm;

typedef struct Regression {
    const Ensemble *ensemble;
    size_t trials; /* the first ones of the ensemble, which it is fitted to */
    Basis *bases;  /* [input] */
    /* p₁ come first, and all of them where there are trials enough: else those of the strongest */
    RegressionTerm *terms;
    size_t term_count;
    size_t input_count, varying_count; /* that have a term; that vary */
    double *first_order;               /* [input] the largest part of an output's variance that its p₁ has */
    size_t output_count;               /* alternatives that are evaluated × bodies, in the order of Ensemble.npv */
    double *gram;                      /* [term + output][term] mean products, each less its mean */
    double *variances;                 /* [output] */
    double *means;                     /* [term + output] */
} Regression;

/* Memory is the arena's. */
void regression_fit(Arena *arena, const Ensemble *ensemble, Regression *regression);

/* Coefficients of some of the terms, [output][term of those], by least squares. */
void regression_solve(
    Arena *arena, const Regression *regression, const uint32_t *terms, size_t term_count, double *coefficients);

/* The terms' values less their means, [term][LANES], in the block of trials from `first`; rows beyond the trials are 0. */
void regression_terms(const Regression *regression, size_t first, double *values);

#endif
