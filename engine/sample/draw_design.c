/* Where an input's uniform numbers come from: Monte Carlo, Latin hypercube or scrambled Sobol points. A number depends on
   seed, name and trial alone in each, so any trial can be drawn by itself. */
#include "sample/draw.h"

enum { PERMUTATION_ROUNDS = 6 };

/* Streams of random words that a name has beside its uniform numbers: the permutation takes two rounds from each. */
enum { STREAM_SCRAMBLE, STREAM_PERMUTATION };

/* Four words of one stream and randomisation. A counter of draw_uniform never has these high bits: trials end at 2⁶². */
static void words_of(const DrawPlan *plan, size_t input, uint64_t randomisation, uint32_t stream, uint32_t words[4]) {
    const uint64_t name = plan->name_hash[input];
    philox4x32_10(
        (uint32_t[]){ (uint32_t)randomisation, 0xC0000000u | stream << 24 | (uint32_t)(randomisation >> 32 & 0xFFFFFFu),
            (uint32_t)name, (uint32_t)(name >> 32) },
        (uint32_t[]){ (uint32_t)plan->seed, (uint32_t)(plan->seed >> 32) }, words);
}

static void hold_inside(double *restrict uniform) {
    for (int k = 0; k < LANES; k++) {
        const double u = uniform[k] > SMALLEST_PROBABILITY ? uniform[k] : SMALLEST_PROBABILITY;
        uniform[k] = u < 1 - SMALLEST_PROBABILITY ? u : 1 - SMALLEST_PROBABILITY;
    }
}

/* --- Latin hypercube ------------------------------------------------------------------------------------------------ */

/* A permutation of the numbers under `mask` + 1, a power of two: every step can be undone, and its keys are random. */
typedef struct Permutation {
    uint32_t mask, shift, factors[PERMUTATION_ROUNDS], terms[PERMUTATION_ROUNDS];
} Permutation;

/* Points of a randomisation: the last has what is left of the run. */
static uint64_t points_of(const DrawPlan *plan, uint64_t randomisation) {
    const uint64_t before = randomisation * plan->points;
    return plan->trials > before && plan->trials - before < plan->points ? plan->trials - before : plan->points;
}

static Permutation permutation_of(const DrawPlan *plan, size_t input, uint64_t randomisation) {
    Permutation permutation = { .mask = 1 };
    unsigned bits = 1;
    while (permutation.mask < points_of(plan, randomisation) - 1) {
        permutation.mask = permutation.mask << 1 | 1;
        bits++;
    }
    permutation.shift = bits / 2 > 0 ? bits / 2 : 1;
    for (unsigned group = 0; group < PERMUTATION_ROUNDS / 2; group++) {
        uint32_t words[4];
        words_of(plan, input, randomisation, STREAM_PERMUTATION + group, words);
        for (unsigned i = 0; i < 2; i++) {
            permutation.factors[2 * group + i] = words[2 * i] | 1;
            permutation.terms[2 * group + i] = words[2 * i + 1];
        }
    }
    return permutation;
}

static void permute(const Permutation *permutation, uint32_t *restrict numbers) {
    const uint32_t mask = permutation->mask, shift = permutation->shift;
    for (int round = 0; round < PERMUTATION_ROUNDS; round++) {
        const uint32_t factor = permutation->factors[round], term = permutation->terms[round];
        for (int k = 0; k < LANES; k++) {
            const uint32_t mixed = (numbers[k] * factor + term) & mask;
            numbers[k] = mixed ^ mixed >> shift;
        }
    }
}

/* A permutation of [0, points): numbers that fall outside are permuted again until they do not (cycle walking, J. Black
   and P. Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). Each randomisation's strata come in an order of
   their own, and every stratum once. */
static void draw_hypercube(const DrawPlan *plan, size_t input, uint64_t first_trial, double *restrict uniform) {
    const uint32_t points = (uint32_t)points_of(plan, first_trial / plan->points),
                   first_point = (uint32_t)(first_trial % plan->points);
    const Permutation permutation = permutation_of(plan, input, first_trial / plan->points);
    uint32_t strata[LANES], again[LANES];
    /* Lanes behind the run's last trial mean nothing; they get a start that walks back into the strata all the same. */
    for (uint32_t k = 0; k < LANES; k++) strata[k] = first_point + k < points ? first_point + k : 0;
    permute(&permutation, strata);
    for (;;) {
        uint32_t outside = 0;
        for (int k = 0; k < LANES; k++) outside |= strata[k] >= points;
        if (!outside) break;
        for (int k = 0; k < LANES; k++) again[k] = strata[k];
        permute(&permutation, again);
        for (int k = 0; k < LANES; k++) strata[k] = strata[k] >= points ? again[k] : strata[k];
    }
    draw_uniform(plan->seed, plan->name_hash[input], first_trial, uniform);
    const double width = 1 / (double)points;
    for (int k = 0; k < LANES; k++) uniform[k] = (strata[k] + uniform[k]) * width;
    hold_inside(uniform);
}

/* --- Sobol ---------------------------------------------------------------------------------------------------------- */

static inline uint32_t reversed(uint32_t bits) {
    bits = bits >> 16 | bits << 16;
    bits = (bits & 0x00FF00FFu) << 8 | (bits >> 8 & 0x00FF00FFu);
    bits = (bits & 0x0F0F0F0Fu) << 4 | (bits >> 4 & 0x0F0F0F0Fu);
    bits = (bits & 0x33333333u) << 2 | (bits >> 2 & 0x33333333u);
    return (bits & 0x55555555u) << 1 | (bits >> 1 & 0x55555555u);
}

/* Points whose low bits of the index run through all values: the parts of those bits are tabulated by doubling. */
static void sobol_points(const uint32_t *directions, uint32_t first_point, uint32_t *restrict points) {
    points[0] = 0;
    unsigned bit = 0;
    for (uint32_t i = 0; first_point >> i; i++)
        if (first_point >> i & 1) points[0] ^= directions[i];
    for (uint32_t half = 1; half < LANES; half *= 2, bit++)
        for (uint32_t k = 0; k < half; k++) points[half + k] = points[k] ^ directions[bit];
}

/* Owen's nested scrambling (A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995) by a hash in which
   higher bits of the reversed number depend on lower ones only: S. Laine and T. Karras, "Stratified sampling for
   stochastic transparency", 2011; with two keys, each a round of multiplications. */
static void draw_sobol(const DrawPlan *plan, size_t input, uint64_t first_trial, double *restrict uniform) {
    uint32_t points[LANES], words[4];
    words_of(plan, input, first_trial / plan->points, STREAM_SCRAMBLE, words);
    sobol_points(
        plan->directions + plan->dimension[input] * SOBOL_BITS, (uint32_t)(first_trial % plan->points), points);
    const uint32_t a = words[0], b = words[1] | 1, c = words[2], d = words[3] | 1;
    for (int k = 0; k < LANES; k++) {
        uint32_t x = reversed(points[k]);
        x += a;
        x ^= x * 0x6C50B47Cu;
        x *= b;
        x ^= x * 0xB82F1E52u;
        x += c;
        x ^= x * 0xC7AFE638u;
        x *= d;
        x ^= x * 0x8D22F6E6u;
        points[k] = reversed(x);
    }
    for (int k = 0; k < LANES; k++) uniform[k] = (points[k] + 0.5) * 0x1p-32;
}

void draw_input(const DrawPlan *plan, size_t input, uint64_t first_trial, double *restrict uniform) {
    if (plan->design == DESIGN_HYPERCUBE)
        draw_hypercube(plan, input, first_trial, uniform);
    else if (plan->design == DESIGN_SOBOL && plan->dimension[input] < SOBOL_DIMENSIONS)
        draw_sobol(plan, input, first_trial, uniform);
    else
        draw_uniform(plan->seed, plan->name_hash[input], first_trial, uniform);
}

void draw_uniforms(const DrawPlan *plan, uint64_t first_trial, double *uniforms) {
    for (size_t i = 0; i < plan->input_count; i++)
        if (plan->samplers[i].form != SAMPLER_CONSTANT) draw_input(plan, i, first_trial, uniforms + i * LANES);
}
