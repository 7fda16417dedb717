/* What a live page carries: the original case and the case under each of its scenarios, each compiled with and without
   optimism bias, with the names that its tables and charts show. Bytes that every machine reads alike, as in plan_image.h. */
#ifndef STUDY_LIVE_IMAGE_H
#define STUDY_LIVE_IMAGE_H

#include "bizcase/sensitivity.h"
#include "case/case.h"
#include "evaluate/plan.h"
#include "sample/draw.h"
#include "study/views.h"

enum { LIVE_TRIALS = 100000 }; /* what answers on a page rest on once they are settled */

/* What a control changes. The meaning of a change's index, council and value: */
typedef enum LiveChangeKind {
    LIVE_INPUT,       /* index: the input, which is then certain and worth value */
    LIVE_PROBABILITY, /* index: the input that says whether a risk happens, which it does with probability value */
    LIVE_LINE,        /* index: the stream, whose amounts are multiplied by value */
    /* index: the split; council gets value in every period, the others what is left, in the proportions of their planned
       shares in the first period */
    LIVE_SHARE,
    LIVE_RATE,               /* value: discount rate of every year */
    LIVE_RATE_SHIFT,         /* value: added to the discount rate of every year */
    LIVE_BIAS_IN_PLAN,       /* value: 0 without optimism bias; else with it */
    LIVE_BIAS_IN_SIMULATION, /* likewise, in trials */
    LIVE_OWN_BIAS,           /* value: times the optimism bias of what the baseline has not */
    LIVE_CHANGE_KINDS
} LiveChangeKind;

typedef struct LiveChange {
    uint32_t kind, index, council; /* kind: LiveChangeKind */
    double value;
} LiveChange;

/* A row of the tornado. */
typedef struct LiveLever {
    const char *name, *label;
    BizcaseLeverUnit unit;
    const char *measure; /* these two as a BizcaseLever has them, of the case as the page got it */
    const BizcaseQuantityLevels *levels;
    double plan, low, high;
    LiveChange change;       /* without its value */
    double change_of_a_unit; /* the change's value = change_at_plan + (lever's value − plan) × change_of_a_unit */
    double change_at_plan;
} LiveLever;

/* The original case, or the case under a scenario, in one of its readings. */
typedef struct LiveVariant {
    const char *scenario; /* NULL: the original case */
    /* Filled in: folder "", reading, settings (title, version, author, date, currency, start, period_count, scale, discount,
       discount_timing, price base, payback_timing, finance and reinvestment rate, risk and optimism bias in plan, optimism
       bias in simulation, trials, seed, sampler), councils, programmes, options, baseline, scenarios, and how many risks,
       without them; labels have no place */
    Case facts;
    /* Without optimism bias, with it, and with what trials have of it where they have any (that is `biased` but for the
       setting auto); inputs, streams and splits have the same numbers in all of them. */
    Plan plain, biased, held;
    DrawPlan draws;      /* plain Monte Carlo: trials do not depend on their number */
    double *plan_values; /* [input] */
    Views views;         /* every option; the main one first */
    LiveLever *levers;   /* [lever_count] */
    size_t lever_count;
} LiveVariant;

/* Whether what it changes is in the plan. */
bool live_change_is_sound(const Plan *plan, const LiveChange *change);

/* The size of the bytes that say `count` variants; bytes NULL: only counts. */
size_t live_image_write(const LiveVariant *variants, size_t count, uint8_t *bytes);

/* How many variants; 0: the image is damaged. */
size_t live_image_count(const uint8_t *bytes, size_t size);

/* Variant number `wanted`; memory is the arena's, nothing points into bytes. False when the image is damaged. */
bool live_image_read(Arena *arena, const uint8_t *bytes, size_t size, size_t wanted, LiveVariant *variant);

#endif
