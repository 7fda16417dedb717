/* A figure: what can be said of one flow of costs and benefits, for LANES trials side by side. */
#ifndef EVALUATE_FIGURE_H
#define EVALUATE_FIGURE_H

#include "base/lanes.h"
#include "evaluate/plan.h"

typedef enum FigureUnit { UNIT_MONEY, UNIT_RATIO, UNIT_RATE, UNIT_YEARS } FigureUnit;

/* The flow of one council and programme in one view. */
typedef struct Flow {
    const double *component; /* [component][LANES] present values; only for figures with of_components */
    const double *net;       /* [period][LANES] */
    uint32_t lane_count;     /* lanes that are wanted: figures found lane by lane do no more */
} Flow;

/* Values that stand for "there is none" in a figure's lanes. Payback: never comes (+∞) and never needed (−∞) keep
   their order among dates; the others are NaN. */
typedef struct Figure {
    const char *name, *label;
    FigureUnit unit;
    bool higher_is_better;
    bool by_default;
    bool is_payback;
    bool of_components; /* reads Flow.component */
    bool is_sum;        /* of what each amount of money adds, whatever the others are */
    void (*evaluate)(const Plan *plan, const Flow *flow, double *restrict out /* [LANES] */);
} Figure;

/* Every figure, in the order of SPEC's table. */
extern const Figure *const figure_table[];
extern const uint32_t figure_count;

/* Yearly rates in (−99 %, 1000 %) at which the present value of flow[period × stride] is zero, rising. Returns how many
   (at most period_count − 1) and writes the first `room` of them. */
uint32_t internal_rates(const Plan *plan, const double *flow, uint32_t stride, double *roots, uint32_t room);

#endif
