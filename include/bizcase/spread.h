/* The shape of a simulation's outcomes, for pictures: net present value trial by trial, and the cumulative cash flow
   period by period. */
#ifndef BIZCASE_SPREAD_H
#define BIZCASE_SPREAD_H

#include "bizcase/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { BIZCASE_SPREAD_LEVELS = 5 };

/* 5, 25, 50, 75, 95 */
BIZCASE_API const double *bizcase_spread_levels(void);

/* [body]: joint, then the councils. All of the main option's total, against the baseline where there is one. */
typedef struct BizcaseSpread {
    const char *option, *versus; /* versus NULL: absolute */
    size_t body_count, period_count;
    uint64_t trials;          /* in the whole simulation */
    size_t kept;              /* how many of its trials this is made of: of the first kept + not_finite */
    const double *npv;        /* [body][kept] rising */
    const double *cumulative; /* [body][level][period] percentiles of the undiscounted sum to the period's end */
    size_t not_finite;        /* trials that are left out, as a formula divides by 0 in them */
} BizcaseSpread;

/* The trials are those of bizcase_simulate with the same request: the first 100,000 of them, or fewer where a long horizon
   or many councils would need more than about half a gigabyte. BIZCASE_BAD_REQUEST and BIZCASE_STOPPED: as there. */
BIZCASE_API BizcaseStatus bizcase_spread(const BizcaseCase *loaded, const BizcaseSimulateRequest *request,
    BizcaseSpread **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_spread_free(BizcaseSpread *spread);

#ifdef __cplusplus
}
#endif

#endif
