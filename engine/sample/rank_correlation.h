/* Between Spearman's rank correlation, with mean ranks for ties, and the correlation of the copula's normal numbers. */
#ifndef SAMPLE_RANK_CORRELATION_H
#define SAMPLE_RANK_CORRELATION_H

#include <stdbool.h>

#include "sample/distribution.h"

typedef struct CorrelationRange {
    double lowest, highest;
} CorrelationRange;

/* Whether its draws can differ: a bernoulli of probability 1 is not constant, and yet always the same. */
bool draws_vary(const Fitted *fitted);

/* The rank correlations that two inputs which vary can have: −1 to 1 unless values repeat. */
CorrelationRange rank_correlation_range(const Fitted *a, const Fitted *b);

/* The normal correlation that gives two inputs which vary the rank correlation, which is in their range. It is the same on
   every machine: about 9 digits of it are kept. */
double normal_of_rank_correlation(const Fitted *a, const Fitted *b, double rank_correlation);

/* The rank correlation that a normal one gives them. */
double rank_of_normal_correlation(const Fitted *a, const Fitted *b, double normal);

#endif
