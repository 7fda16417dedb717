/* Plan × the inputs of a block of trials → flows → figures. Freestanding: no library, no allocation; only + − × ÷ and
   square roots, so that every processor and compiler gives the same bits. */
#ifndef EVALUATE_BLOCK_H
#define EVALUATE_BLOCK_H

#include "base/lanes.h"
#include "evaluate/figure.h"
#include "evaluate/plan.h"

/* An option's figures: absolute, or after its baseline is taken off. */
typedef struct View {
    uint32_t option, baseline; /* baseline NO_INDEX: absolute */
} View;

typedef struct BlockRequest {
    const View *views;
    uint32_t view_count;
    const Figure *const *figures; /* [figure_count] */
    uint32_t figure_count;
    uint32_t lane_count; /* lanes that are wanted, 1 to LANES; the others of a result mean nothing */
    bool flows;          /* also write net flows */
} BlockRequest;

/* Results for [view][1 + council][1 + programme]: index 0 is joint, index 0 is total. */
typedef struct BlockResults {
    double *figures; /* [view][1 + council][1 + programme][figure][LANES] */
    double *flows;   /* [view][1 + council][1 + programme][period][LANES] net; only with request.flows */
    double *slips;   /* [phase][LANES] months; may be NULL */
} BlockResults;

/* Bytes of working memory that evaluate_block wants, aligned to 64. */
size_t evaluate_scratch_size(const Plan *plan);

/* values: [input][LANES]. Lanes do not influence each other. */
void evaluate_block(const Plan *plan, const BlockRequest *request, const double *values, void *scratch,
    const BlockResults *results);

/* How long, in periods, each lane's slip leaves a step inside the horizon. slip: [LANES] months; periods: [LANES]. */
void evaluate_time_within(const Plan *plan, const Step *step, const double *restrict slip, double *restrict periods);

#endif
