/* Monte Carlo simulation of a case. */
#ifndef BIZCASE_SIMULATE_H
#define BIZCASE_SIMULATE_H

#include <stdint.h>

#include "bizcase/appraise.h"
#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BIZCASE_PERCENTILE_COUNT = 10 };

/* A way in which trials are drawn. The first is the usual one. */
typedef struct BizcaseSampler {
    const char *name;  /* "mc", "lhs", "sobol" */
    const char *words; /* "plain Monte Carlo" */
} BizcaseSampler;

BIZCASE_API size_t bizcase_sampler_count(void);
BIZCASE_API BizcaseSampler bizcase_sampler(size_t index);

/* 1, 5, 10, 25, 50, 75, 80, 90, 95, 99 */
BIZCASE_API const double *bizcase_percentiles(void);

/* One figure over all trials. NaN where a value does not exist. */
typedef struct BizcaseDistribution {
    BizcaseScope scope;
    size_t figure;         /* see bizcase_figure */
    double mean;           /* over the trials in which the figure exists */
    double standard_error; /* of the mean */
    double sd, min, max;   /* sd with n − 1 */
    /* Hyndman–Fan type 7 over all trials; NaN where payback never comes. */
    double percentiles[BIZCASE_PERCENTILE_COUNT];
    double percentile_errors[BIZCASE_PERCENTILE_COUNT]; /* standard errors of the percentiles */
    double percentile_rank_error; /* 0: percentiles are exact. Else their ranks may be off by this part of the trials */
    double probability_negative;  /* of the figure being below 0 */
    double probability_negative_error; /* standard error */
    double expected_shortfall_5;       /* mean of the worst 5 % of trials */
    double probability_within_horizon; /* payback figures: how often it comes within the horizon; NaN for others */
    double probability_within_horizon_error; /* standard error */
    double probability_never_negative; /* payback figures: how often nothing had to be paid back; NaN for others */
    /* Of doing at least as well as the plan, the unrounded figure of bizcase_appraise with its optimism bias and risk: at
       least it, and of payback, peak funding and costs at most. A payback that never comes does worse. NaN where the plan
       has no such figure. */
    double probability_at_least_plan;
    double probability_at_least_plan_error; /* standard error */
    /* Trials in which the figure is not a number, as a formula divides by 0 in them: they are left out of all above. */
    uint64_t not_finite;
} BizcaseDistribution;

typedef struct BizcaseAgreement {
    const char *option, *versus; /* versus NULL: absolute, where there is no baseline */
    double all_councils_gain;    /* probability that every council's total NPV is above 0 */
    double standard_error;
} BizcaseAgreement;

typedef struct BizcaseSimulation {
    uint64_t trials, seed;
    const char *sampler;
    const char *option; /* of the request; NULL: all */
    double until;       /* of the request; 0: none */
    int until_relative;
    double reached; /* the widest of the intervals' halves, in the unit of until; NaN: no until */
    /* Independent ones, whose spread the standard errors are: a 95 % interval is by Student's t of one degree of freedom
       less. 0: every trial is independent, and it is by the normal distribution. */
    size_t randomisations;
    size_t input_count; /* of the uncertain ones */
    size_t distribution_count;
    const BizcaseDistribution *distributions; /* order of BizcaseAppraisal.results; figures within */
    size_t agreement_count;
    const BizcaseAgreement *agreements;
    size_t moved_out_count;
    const BizcaseMovedOut *moved_out; /* mean over the trials of what slips move past the horizon, by line */
    size_t warning_count;
    const BizcaseDiagnostic *warnings; /* that the run has added to its problems: documents show them */
    BizcaseScope main;                 /* joint and total of the main option: see BizcaseAppraisal.main */
    /* [1 + council] NPV of the main option's plan, joint and by council, with what the trials hold: optimism bias or none,
       and the expected cost of the risk register. NULL: the plan holds the same. */
    const double *plan_on_trials_basis;
} BizcaseSimulation;

typedef struct BizcaseSimulateRequest {
    size_t size;        /* see bizcase.h */
    const char *option; /* id; NULL: every option */
    uint64_t trials;    /* 0: the case's */
    int has_seed;
    uint64_t seed;
    const char *sampler;        /* NULL: the case's */
    const char *const *figures; /* names; NULL: the default set */
    size_t figure_count;
    /* Nonzero: of all options but the main one against the baseline, NPV in total only: enough for a
       page, and quicker. */
    int main_option_only;
    /* Above 0: as few trials as make 95 % intervals of mean, P10 and P90 of the joint NPV of the main option reach no further than this, up to `trials`: see BizcaseSimulation.until. */
    double until;
    int until_is_relative; /* until is a part of the mean's size; else money */
    unsigned threads;      /* 0: one a processor; results do not depend on it */
    /* Called now and then from the calling thread; nonzero stops the run. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
} BizcaseSimulateRequest;

/* A warning says when `until` has not been reached. BIZCASE_BAD_REQUEST: there is no such option, figure or sampler;
   BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_simulate(const BizcaseCase *loaded, const BizcaseSimulateRequest *request,
    BizcaseSimulation **result, BizcaseProblems *problems);

/* A run shared among processes. Each counts its shard's trials and writes what it counted to a file, which appears whole
   or not at all; shard is 1 to shard_count. Plain Monte Carlo only: BIZCASE_BAD_REQUEST with another sampler;
   BIZCASE_STOPPED; BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_simulate_shard(const BizcaseCase *loaded, const BizcaseSimulateRequest *request,
    unsigned shard, unsigned shard_count, const char *path, BizcaseProblems *problems);

typedef struct BizcaseMergeRequest {
    size_t size;              /* see bizcase.h */
    const char *const *paths; /* [path_count] every shard of one run, in any order */
    size_t path_count;
    const char *folder; /* where the case is now; NULL: where the shards found it */
    unsigned threads;   /* 0: one a processor */
    const char *kernel; /* see BizcaseCaseRequest */
} BizcaseMergeRequest;

/* The same result, to the bit, as bizcase_simulate of the whole. The case, with the scenarios and changes that the
   shards had, is loaded too; both are to be freed, and NULL unless the status is BIZCASE_OK. BIZCASE_NOT_READ;
   BIZCASE_CASE_WRONG: the case is, or a part is damaged, foreign, repeated or missing. */
BIZCASE_API BizcaseStatus bizcase_merge(
    const BizcaseMergeRequest *request, BizcaseCase **loaded, BizcaseSimulation **result, BizcaseProblems *problems);

BIZCASE_API void bizcase_simulation_free(BizcaseSimulation *simulation);

/* NULL if missing. */
BIZCASE_API const BizcaseDistribution *bizcase_simulation_find(
    const BizcaseSimulation *simulation, const BizcaseScope *scope, size_t figure);

typedef struct BizcaseSpread BizcaseSpread; /* see spread.h */

/* spread NULL: without pictures of the trials, which only some formats have. */
BIZCASE_API BizcaseStatus bizcase_simulation_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSpread *spread, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif
