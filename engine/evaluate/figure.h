/* A figure: what can be said of one flow of costs and benefits, for the trials of a tile side by side. */
#ifndef EVALUATE_FIGURE_H
#define EVALUATE_FIGURE_H

#include "base/lanes.h"
#include "evaluate/plan.h"

typedef enum FigureUnit { UNIT_MONEY, UNIT_RATIO, UNIT_RATE, UNIT_YEARS } FigureUnit;

/* The flow of one council and programme in one view. */
typedef struct Flow {
    const double *component; /* [component][TILE] present values; only for figures with of_components */
    const double *net;       /* [period][TILE] */
    uint32_t lane_count;     /* lanes that are wanted: figures found lane by lane do no more */
    uint32_t option;         /* whose flow it is, by itself or against the baseline */
} Flow;

enum { MOST_FIGURE_NAMES = 3, MOST_FIGURE_SUMS = 2, MOST_FIGURE_PARTS = 3 };

/* A figure within another, which is a sum. */
typedef struct FigurePart {
    uint32_t figure; /* its index in the table, as a figure of the whole: it is of the same reading as the sum */
    int sign;        /* 1 or −1; 0: there is no such part */
} FigurePart;

/* Values that mean "missing" in a figure's lanes. Payback: never comes (+∞) and never needed (−∞) keep
   their order among dates; the others are NaN. */
typedef struct Figure {
    const char *name, *label;
    const char *names[MOST_FIGURE_NAMES]; /* in pages; the first is the heading of its explanation */
    const char *meaning;                  /* its explanation */
    bool is_everyday_word;                /* a name of it explains itself unless a heading begins with it */
    FigureUnit unit;
    MoneyReading reading; /* whose flow it is of */
    bool higher_is_better;
    bool by_default;
    bool is_payback;
    bool of_components;                                   /* reads Flow.component */
    bool is_additive;                                     /* the figure of a sum of flows is the sum of their figures */
    FigurePart sums[MOST_FIGURE_SUMS][MOST_FIGURE_PARTS]; /* the ways in which other figures add up to it */
    void (*evaluate)(const Plan *plan, const Flow *flow, double *restrict out /* [TILE] */);
    /* In words, for the first lane of net ([period][LANES]), whose value is not finite. NULL: the figure always exists. */
    const char *(*why_missing)(const Plan *plan, const double *net, double value);
} Figure;

/* The rows of a figure in the readings beside the whole: the same function on another flow, and fields that it shares. */
#define FIGURE_IN_READINGS(figure, words, ...)                                                                         \
    FIGURE_IN_READING(figure, public, READING_PUBLIC, words ", public purse",                                          \
        "The same for the public purse alone: without wider benefits, and without parties that are not public.",       \
        __VA_ARGS__)                                                                                                   \
    FIGURE_IN_READING(figure, cash, READING_CASH, words ", cash",                                                      \
        "The same in cash alone: all money paid or received, whether or not the economic appraisal counts it. Time "   \
        "that is freed but saves no money does not count.",                                                            \
        __VA_ARGS__)
#define FIGURE_IN_READING(figure, suffix, whose, words, what, ...)                                                     \
    const Figure figure_##figure##_##suffix = { .name = #figure "_" #suffix,                                           \
        .label = words,                                                                                                \
        .names = { words },                                                                                            \
        .meaning = what,                                                                                               \
        .reading = whose,                                                                                              \
        __VA_ARGS__ };

/* Every figure; its rows are in figure_table.h. */
extern const Figure *const figure_table[];
extern const uint32_t figure_count;

/* Yearly rates in (−99 %, 1000 %) at which the present value of flow[period × stride] is zero, rising. Returns how many
   (at most period_count − 1) and writes the first `room` of them. */
uint32_t internal_rates(const Plan *plan, const double *flow, uint32_t stride, double *roots, uint32_t room);

#endif
