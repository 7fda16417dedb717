/* Every distribution there is, in the order in which they are shown. */
#include "sample/distribution.h"

extern const Distribution distribution_fixed, distribution_uniform, distribution_triangular,
    distribution_triangular_p10_p90, distribution_pert, distribution_normal, distribution_lognormal,
    distribution_metalog, distribution_beta, distribution_gamma, distribution_weibull, distribution_discrete,
    distribution_bernoulli, distribution_empirical;

const Distribution *const distribution_table[] = {
    &distribution_fixed,
    &distribution_uniform,
    &distribution_triangular,
    &distribution_triangular_p10_p90,
    &distribution_pert,
    &distribution_normal,
    &distribution_lognormal,
    &distribution_metalog,
    &distribution_beta,
    &distribution_gamma,
    &distribution_weibull,
    &distribution_discrete,
    &distribution_bernoulli,
    &distribution_empirical,
};

const size_t distribution_count = sizeof distribution_table / sizeof distribution_table[0];
