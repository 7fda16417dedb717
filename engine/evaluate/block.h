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
    bool is_main;              /* the one that a decision turns on */
} View;

typedef enum Skip { SKIP_PROGRAMMES = 1, SKIP_MAIN_VIEW = 2, SKIP_OTHER_VIEWS = 4 } Skip;

typedef struct WantedFigure {
    const Figure *figure;
    unsigned skips; /* of Skip: results that do not have it */
} WantedFigure;

typedef struct BlockRequest {
    const View *views;
    uint32_t view_count;
    const WantedFigure *figures; /* [figure_count] */
    uint32_t figure_count;
    uint32_t lane_count; /* lanes that are wanted, 1 to LANES; the others of a result mean nothing */
    bool flows;          /* also write net flows */
} BlockRequest;

/* Results for [view][1 + council][1 + programme]: index 0 is joint, index 0 is total. */
typedef struct BlockResults {
    double *figures; /* [view][1 + council][1 + programme][figure][LANES], without those that a result does not have */
    double *flows;   /* [view][1 + council][1 + programme][period][LANES] net; only with request.flows */
    double *slips;   /* [phase][LANES] months; may be NULL */
    const double **levels; /* is set to the plan's, [level][period][LANES], in the working memory; may be NULL */
} BlockResults;

/* Whether result r of a view, [1 + council][1 + programme], has the figure. */
static inline bool result_has(const Plan *plan, const View *view, size_t result, const WantedFigure *wanted) {
    if (wanted->skips & (view->is_main ? SKIP_MAIN_VIEW : SKIP_OTHER_VIEWS)) return false;
    return !(wanted->skips & SKIP_PROGRAMMES) || result % ((size_t)plan->programme_count + 1) == 0;
}

/* Bytes of working memory that evaluate_block wants, aligned to 64. */
size_t evaluate_scratch_size(const Plan *plan);

/* values: [input][LANES]. Lanes do not influence each other. */
void evaluate_block(
    const Plan *plan, const BlockRequest *request, const double *values, void *scratch, const BlockResults *results);

/* Sum of the first lane_count lanes of a row, which is used up. */
double evaluate_sum(double *restrict row, uint32_t lane_count);

/* How long, in periods, each lane's slip leaves a step inside the horizon. slip: [LANES] months; periods: [LANES]. */
void evaluate_time_within(const Plan *plan, const Step *step, const double *restrict slip, double *restrict periods);

#endif
