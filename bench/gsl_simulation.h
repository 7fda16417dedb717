/* The yardstick: the reference model simulated as a competent programmer would with GSL, one trial after another. */
#ifndef BENCH_GSL_SIMULATION_H
#define BENCH_GSL_SIMULATION_H

#include <stddef.h>

#include "reference_model.h"

enum {
    PARTIES = 1 + COUNCILS,  /* 0 is joint */
    SCOPES = 1 + PROGRAMMES, /* 0 is total */
    PERCENTILES = 10
};

typedef struct Outcome {
    size_t count; /* trials in which it exists: payback may never come */
    double mean, standard_error, sd, min, max, percentiles[PERCENTILES], probability_negative;
} Outcome;

typedef struct GslResults {
    Outcome npv[PARTIES][SCOPES];
    Outcome discounted_payback[PARTIES]; /* years, of the total */
} GslResults;

GslResults gsl_simulate(const ReferenceModel *model, size_t trials, unsigned long seed);

#endif
