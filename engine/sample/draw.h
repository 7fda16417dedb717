/* Draws, block by block: a draw is a function of (seed, the input's name, trial) alone. Freestanding: memory is handed
   in, and only + − × ÷, sqrt and integers are used, so that every machine draws the same bits. */
#ifndef SAMPLE_DRAW_H
#define SAMPLE_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/lanes.h"

/* How a uniform number becomes a value. */
typedef enum SamplerForm {
    SAMPLER_CONSTANT,   /* a */
    SAMPLER_UNIFORM,    /* a + b·u */
    SAMPLER_TRIANGULAR, /* rises from a to the mode at u = c, falls to b */
    SAMPLER_STEPS,      /* few values: table is cumulative[count], value[count] */
    SAMPLER_SEARCH,     /* many values: the same, padded to a power of two */
    SAMPLER_EQUAL,      /* values of equal weight: table is value[count] */
    SAMPLER_TABLE       /* a + b·quadratic: rows is [tail][table_count intervals][2 words], see tabulate.h */
} SamplerForm;

typedef struct Sampler {
    int form; /* SamplerForm */
    double a, b, c, d, e;
    const double *table;
    const uint64_t *rows;
    size_t table_count; /* values, or intervals of one tail */
    unsigned shift;     /* SAMPLER_TABLE: how many bits of a double lie inside an interval */
} Sampler;

/* How the uniform numbers of a run relate to each other. All but DESIGN_RANDOM fall into randomisations of `points`
   trials each, which are independent of each other: their spread tells how sure a result is. */
typedef enum Design {
    DESIGN_RANDOM,    /* each trial by itself */
    DESIGN_HYPERCUBE, /* each of `points` equal strata of every input once */
    DESIGN_SOBOL      /* scrambled Sobol points */
} Design;

enum { SOBOL_DIMENSIONS = 1024, SOBOL_BITS = 32 };

typedef struct DrawPlan {
    uint64_t seed;
    int design;                /* Design */
    uint64_t points;           /* of a randomisation: a multiple of LANES, at most 2³¹; 0 for DESIGN_RANDOM */
    uint64_t trials;           /* of the run: the last randomisation may be smaller; 0: none is */
    const uint32_t *dimension; /* [input] of DESIGN_SOBOL; from SOBOL_DIMENSIONS on inputs are drawn as DESIGN_RANDOM */
    const uint32_t *directions; /* [dimension][SOBOL_BITS] */
    size_t input_count;
    const uint64_t *name_hash;   /* [input] */
    const Sampler *samplers;     /* [input] */
    size_t independent_count;    /* the inputs that are not correlated */
    const uint32_t *independent; /* their indices */
    size_t correlated_count;
    const uint32_t *correlated;      /* input indices */
    const double *factor;            /* [correlated][correlated], lower triangle of a full square, row by row */
    const Sampler *normal;           /* standard normal quantile; NULL when nothing is correlated */
    const uint64_t *normal_cdf_rows; /* [NORMAL_CDF_INTERVALS][2 words] on ±NORMAL_CDF_END; NULL likewise */
} DrawPlan;

#define NORMAL_CDF_END 6.5
enum { NORMAL_CDF_INTERVALS = 4096 };

/* Smallest probability that a table knows, and that a correlated draw may get: half of the grid of the uniforms. */
#define SMALLEST_PROBABILITY 0x1p-33

/* Bytes; scratch is aligned to 64. */
size_t draw_scratch_size(const DrawPlan *plan);

/* The values of LANES trials from first_trial on, a multiple of LANES. values is [input][LANES]. */
void draw_block(const DrawPlan *plan, uint64_t first_trial, double *values, void *scratch);

/* The uniform numbers of all inputs that are not constant, [input][LANES]. */
void draw_uniforms(const DrawPlan *plan, uint64_t first_trial, double *uniforms);

/* The values that uniform numbers, [input][LANES], turn into: draw_block of draw_uniforms. */
void draw_values(const DrawPlan *plan, const double *uniforms, double *values, void *scratch);

/* The steps of draw_block, for tests. */

/* LANES uniform numbers of one input, by the plan's design. */
void draw_input(const DrawPlan *plan, size_t input, uint64_t first_trial, double *restrict uniform);

/* LANES uniform numbers of one input, on the grid (word + ½)·2⁻³²: neither 0 nor 1 is ever drawn. Trial LANES·b + k has
   word k ÷ C of the counter (low, high, name low, name high) of which low and high make C·b + k mod C, C = LANES ÷ 4. */
void draw_uniform(uint64_t seed, uint64_t name_hash, uint64_t first_trial, double *restrict uniform);

/* Gives LANES uniform numbers in (0, 1) the sampler's distribution. */
void draw_transform(const Sampler *sampler, const double *restrict uniform, double *restrict values);

/* Philox4x32 with 10 rounds (Salmon et al., SC11): one counter and key to four words. */
void philox4x32_10(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

#endif
