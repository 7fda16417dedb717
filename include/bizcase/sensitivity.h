/* What drives the answer, and what would overturn it. Everything is about the preferred (or requested) option against the
   baseline, where there is one, and starts from the plan: see bizcase_appraise. */
#ifndef BIZCASE_SENSITIVITY_H
#define BIZCASE_SENSITIVITY_H

#include "bizcase/appraise.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Parts of the study, to be or-ed. */
enum {
    BIZCASE_TORNADO = 1,
    BIZCASE_SWITCHING = 2,
    BIZCASE_GRID = 4,
    BIZCASE_DELAY = 8
};

/* Something that can be changed. Names: "line:ID", "driver:ID", "risk:ID" (impact), "event:ID" (chance), "phase:ID"
   (months of delay), "category:NAME", "costs", "benefits", "discount_rate", "optimism_bias", "split:ID/COUNCIL" (share).
   line:, category:, costs, benefits and optimism_bias are factors on the plan: 1 is as it stands. */
typedef struct BizcaseLever {
    const char *name, *label;
    double plan;        /* its value in the plan */
    double least, most; /* what it can possibly be */
    int is_uncertain;   /* an input with a distribution */
} BizcaseLever;

/* [body] below: joint, then the councils. */

typedef struct BizcaseTornadoRow {
    size_t lever;
    double low, high; /* P10 and P90 of an uncertain input; else the plan's value less and more the range */
    const double *npv_low, *npv_high; /* [body] */
} BizcaseTornadoRow;

/* NPV along an uncertain input's percentiles. */
enum { BIZCASE_SPIDER_POINTS = 9 };
typedef struct BizcaseSpiderRow {
    size_t lever;
    double values[BIZCASE_SPIDER_POINTS]; /* at 1, 5, 10, 25, 50, 75, 90, 95, 99 % */
    const double *npv;                    /* [point][body] */
} BizcaseSpiderRow;

/* The value nearest to the plan's at which something turns. NaN: none in the lever's possible range. */
typedef struct BizcaseSwitch {
    double value, change; /* change: as a part of the plan's value; NaN when that is 0 */
} BizcaseSwitch;

typedef struct BizcaseSwitchingRow {
    size_t lever;
    const BizcaseSwitch *npv_zero;      /* [body] NPV becomes 0 */
    const BizcaseSwitch *other_is_best; /* [body] another option, or the baseline, becomes worth more */
} BizcaseSwitchingRow;

typedef struct BizcaseGrid {
    size_t levers[2], counts[2];
    const double *values[2]; /* [count] */
    size_t figure;
    const double *results; /* [first value][second value][body] */
} BizcaseGrid;

enum { BIZCASE_DELAY_MONTHS = 25 };
typedef struct BizcaseDelay {
    size_t lever;
    const double *per_month; /* [body] £ of NPV that the first month of delay after the plan's costs; a loss is positive */
    const double *npv;       /* [month 0 to 24][body] */
    const double *payback;   /* [month][body] years */
} BizcaseDelay;

typedef struct BizcaseSensitivity {
    const char *option, *versus; /* versus NULL: absolute */
    size_t body_count;
    const char *const *bodies; /* "joint", council ids */
    size_t evaluations;        /* of the model */
    const double *plan_npv, *plan_payback; /* [body] */
    size_t lever_count, tornado_count, spider_count, switching_count, delay_count;
    const BizcaseLever *levers;
    const BizcaseTornadoRow *tornado; /* widest swing of joint NPV first */
    const BizcaseSpiderRow *spider;   /* in the same order */
    const BizcaseSwitchingRow *switching; /* smallest change that makes joint NPV 0 first */
    const BizcaseGrid *grid;          /* NULL: not asked for */
    const BizcaseDelay *delays;
} BizcaseSensitivity;

typedef struct BizcaseSensitivityRequest {
    const char *option;  /* id; NULL: the preferred one */
    unsigned parts;      /* 0: all */
    double range;        /* of certain levers in the tornado, as a part of the plan's value; 0: 10 % */
    double rate_range;   /* of the discount rate; 0: 1 percentage point */
    double delay_range;  /* of phases without a distribution, months; 0: 6 */
    const char *grid[2]; /* "driver:adoption=0.6:1.2:7": lever, from, to, number of values; NULL: no grid */
    const char *figure;  /* of the grid; NULL: npv */
} BizcaseSensitivityRequest;

/* BIZCASE_BAD_REQUEST adds a diagnostic to the case. */
BIZCASE_API BizcaseStatus bizcase_sensitivity(
    BizcaseCase *loaded, const BizcaseSensitivityRequest *request, BizcaseSensitivity **result);
BIZCASE_API void bizcase_sensitivity_free(BizcaseSensitivity *sensitivity);

#ifdef __cplusplus
}
#endif

#endif
