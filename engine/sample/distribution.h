/* The kinds of uncertainty: each a row of distribution_table with what its columns mean, how it is fitted to the user's
   numbers and its quantile function. This is the slow, exact half; draw.h is the fast one. */
#ifndef SAMPLE_DISTRIBUTION_H
#define SAMPLE_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct Sampler;

typedef enum ShapeKind {
    SHAPE_NONE,
    SHAPE_NUMBERS, /* `number;number`, a part may be blank: DistributionInput.shape */
    SHAPE_PAIRS,   /* `value:weight;value:weight`: DistributionInput.values and weights */
    SHAPE_COLUMN   /* `file.csv:column`: DistributionInput.values */
} ShapeKind;

/* Which end of the distribution a probability is counted from. */
typedef enum Tail { TAIL_LOWER, TAIL_UPPER } Tail;

/* What the user wrote. */
typedef struct DistributionInput {
    double low, central, high; /* NaN where blank */
    const double *shape;       /* [shape_count], NaN for a blank part */
    size_t shape_count;
    const double *values, *weights; /* [value_count], in any order; weights NULL for a column */
    size_t value_count;
} DistributionInput;

typedef struct Fitted {
    const struct Distribution *distribution;
    double low, central, high;         /* as written; central is the planning value, filled in when blank */
    double parameter[8];               /* meaning in the distribution's own file; where it has a standard form,
                                          [0] is the offset and [1] the scale on that, the others its shape */
    const double *values, *cumulative; /* [value_count] rising, and the probability up to and with each */
    size_t value_count;
    double mean;
    double minimum, maximum; /* support; ±INFINITY where unbounded */
    bool constant;           /* always central */
} Fitted;

typedef struct Distribution {
    const char *name;
    const char *low, *central, *high, *shape; /* what the column means; NULL: must stay blank */
    bool low_required, central_required, high_required, shape_required;
    ShapeKind shape_kind;
    /* A blank central, and the mean, as a spreadsheet works them out of {low}, {central}, {high} and {shape}; NULL: it
       does not. */
    const char *middle_formula, *mean_formula;

    /* Fills parameters, mean, support and a blank central. NULL, or a clause that says what is wrong, arena-owned. */
    const char *(*fit)(Arena *arena, const DistributionInput *input, Fitted *fitted);

    /* u in (0, 1); not called for constants. */
    double (*quantile)(const Fitted *fitted, double u);

    /* Where the quantile is parameter[0] + parameter[1] × a standard one: that one, at probability 0 < v ≤ ½ counted
       from tail. guess is a value near by, NaN if missing. NULL: no standard form. */
    double (*standard)(const Fitted *fitted, double v, Tail tail, double guess);

    /* Sets the sampler's form. NULL: the standard quantile is tabulated. */
    void (*compile)(Arena *arena, const Fitted *fitted, struct Sampler *sampler);
} Distribution;

extern const Distribution *const distribution_table[];
extern const size_t distribution_count;

/* NULL if missing; names ignore ASCII case. */
const Distribution *distribution_find(const char *name);

/* Checks which columns are filled, then fits. NULL, or a clause such as "low 3 is above high 2", arena-owned.
   Keeps no pointer into input. */
const char *distribution_fit(
    Arena *arena, const Distribution *distribution, const DistributionInput *input, Fitted *fitted);

/* The exact value that a draw falls below with probability u; the ends of the support at 0 and 1; NaN goes through. */
double distribution_quantile(const Fitted *fitted, double u);

/* The smallest and largest value that a draw can take: the support's ends, or where it has none what is drawn once in
   2^33 trials, the grain of the uniform numbers. */
double distribution_lowest_draw(const Fitted *fitted);
double distribution_highest_draw(const Fitted *fitted);

#endif
