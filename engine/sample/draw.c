#include "sample/draw.h"

#define ROTATION_0 0x9E3779B9u
#define ROTATION_1 0xBB67AE85u
#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u

enum { PHILOX_ROUNDS = 10, WORDS = 4, COUNTERS = LANES / WORDS };

/* Through memcpy, not a union: compilers see through it, and then vectorise. */
static inline uint64_t bits_of(double real) {
    uint64_t bits;
    __builtin_memcpy(&bits, &real, sizeof bits);
    return bits;
}

static inline double real_of(uint64_t bits) {
    double real;
    __builtin_memcpy(&real, &bits, sizeof real);
    return real;
}

/* A word holds two single-precision numbers. */
static inline double low_half(uint64_t word) {
    const uint32_t bits = (uint32_t)word;
    float real;
    __builtin_memcpy(&real, &bits, sizeof real);
    return (double)real;
}

static inline double high_half(uint64_t word) {
    return low_half(word >> 32);
}

void philox4x32_10(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]) {
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t key_0 = key[0], key_1 = key[1];
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t product_0 = (uint64_t)MULTIPLIER_0 * c0, product_1 = (uint64_t)MULTIPLIER_1 * c2;
        c0 = (uint32_t)(product_1 >> 32) ^ c1 ^ key_0;
        c1 = (uint32_t)product_1;
        c2 = (uint32_t)(product_0 >> 32) ^ c3 ^ key_1;
        c3 = (uint32_t)product_0;
        key_0 += ROTATION_0;
        key_1 += ROTATION_1;
    }
    words[0] = c0, words[1] = c1, words[2] = c2, words[3] = c3;
}

/* philox4x32_10 on COUNTERS counters side by side; a block never carries into the high word of a counter. */
void draw_uniform(uint64_t seed, uint64_t name_hash, uint64_t first_trial, double *restrict uniform) {
    uint32_t words[LANES]; /* the first of each counter, then the second … */
    uint64_t first = first_trial / WORDS;
    for (uint32_t i = 0; i < COUNTERS; i++) {
        uint32_t c0 = (uint32_t)first + i, c1 = (uint32_t)(first >> 32);
        uint32_t c2 = (uint32_t)name_hash, c3 = (uint32_t)(name_hash >> 32);
        uint32_t key_0 = (uint32_t)seed, key_1 = (uint32_t)(seed >> 32);
        for (int round = 0; round < PHILOX_ROUNDS; round++) {
            uint32_t high_0 = (uint32_t)((uint64_t)MULTIPLIER_0 * c0 >> 32), low_0 = MULTIPLIER_0 * c0;
            uint32_t high_1 = (uint32_t)((uint64_t)MULTIPLIER_1 * c2 >> 32), low_1 = MULTIPLIER_1 * c2;
            c0 = high_1 ^ c1 ^ key_0;
            c1 = low_1;
            c2 = high_0 ^ c3 ^ key_1;
            c3 = low_0;
            key_0 += ROTATION_0;
            key_1 += ROTATION_1;
        }
        words[i] = c0, words[COUNTERS + i] = c1, words[2 * COUNTERS + i] = c2, words[3 * COUNTERS + i] = c3;
    }
    /* A word put below the exponent of 2⁵² is 2⁵² + word: exact, and no conversion is needed. */
    for (size_t k = 0; k < LANES; k++) {
        const double shifted = real_of(words[k] | 0x4330000000000000u);
        uniform[k] = (shifted - 0x1p52 + 0.5) * 0x1p-32;
    }
}

static void transform_constant(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    (void)uniform;
    for (size_t k = 0; k < LANES; k++) values[k] = sampler->a;
}

static void transform_uniform(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double a = sampler->a, b = sampler->b;
    for (size_t k = 0; k < LANES; k++) values[k] = a + b * uniform[k];
}

static void transform_triangular(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double a = sampler->a, b = sampler->b, c = sampler->c, d = sampler->d, e = sampler->e;
    for (size_t k = 0; k < LANES; k++) {
        double u = uniform[k], rising = u * d, falling = (1 - u) * e;
        double root = __builtin_sqrt(u < c ? rising : falling);
        values[k] = u < c ? a + root : b - root;
    }
}

static void transform_steps(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double *restrict cumulative = sampler->table, *restrict value = cumulative + sampler->table_count;
    for (size_t k = 0; k < LANES; k++) values[k] = value[0];
    for (size_t step = 1; step < sampler->table_count; step++) {
        const double reached = cumulative[step - 1], next = value[step];
        for (size_t k = 0; k < LANES; k++) values[k] = uniform[k] > reached ? next : values[k];
    }
}

static void transform_search(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double *restrict cumulative = sampler->table, *restrict value = cumulative + sampler->table_count;
    uint64_t below[LANES]; /* how many values are surely passed */
    for (size_t k = 0; k < LANES; k++) below[k] = 0;
    for (uint64_t stride = sampler->table_count / 2; stride > 0; stride /= 2)
        for (size_t k = 0; k < LANES; k++) below[k] += uniform[k] > cumulative[below[k] + stride - 1] ? stride : 0;
    for (size_t k = 0; k < LANES; k++) values[k] = value[below[k]];
}

/* The rank is ⌈count·u⌉: one less, when count·u is no whole number, is its whole part. */
static void transform_equal(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double count = sampler->a;
    const double *restrict value = sampler->table;
    for (size_t k = 0; k < LANES; k++) {
        double position = count * uniform[k];
        int32_t rank = (int32_t)position;
        rank -= rank == position && rank > 0; /* exact: a whole number of this size is a double */
        values[k] = value[rank];
    }
}

/* The leading bits of v, counted from the tail, are the interval's number: its octave, then where in the octave. The
   other bits, under the exponent of 1, are 1 + where in the interval. */
static void transform_table(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const double a = sampler->a, b = sampler->b;
    const uint64_t *restrict rows = sampler->rows;
    const unsigned shift = sampler->shift;
    const uint64_t upper = sampler->table_count;
    const uint64_t first = bits_of(SMALLEST_PROBABILITY) >> shift, mask = ((uint64_t)1 << shift) - 1;
    uint64_t intervals[LANES];
    double fraction[LANES];
    for (size_t k = 0; k < LANES; k++) {
        double u = uniform[k], other = 1 - u;
        double v = u < other ? u : other;
        v = v < 0x1.fffffffffffffp-2 ? v : 0x1.fffffffffffffp-2; /* ½ itself begins an octave that is not there */
        uint64_t bits = bits_of(v), interval = (bits >> shift) - first + (u < other ? 0 : upper);
        double t = real_of((bits & mask) << (52 - shift) | 0x3FF0000000000000u) - 1;
        intervals[k] = 2 * interval;
        fraction[k] = t;
    }
    for (size_t k = 0; k < LANES; k++) {
        const uint64_t start = rows[intervals[k]], pair = rows[intervals[k] + 1];
        const double t = fraction[k];
        values[k] = a + b * (real_of(start) + t * (low_half(pair) + t * high_half(pair)));
    }
}

void draw_transform(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    static void (*const transforms[])(const Sampler *, const double *restrict, double *restrict) = {
        [SAMPLER_CONSTANT] = transform_constant,
        [SAMPLER_UNIFORM] = transform_uniform,
        [SAMPLER_TRIANGULAR] = transform_triangular,
        [SAMPLER_STEPS] = transform_steps,
        [SAMPLER_SEARCH] = transform_search,
        [SAMPLER_EQUAL] = transform_equal,
        [SAMPLER_TABLE] = transform_table,
    };
    transforms[sampler->form](sampler, uniform, values);
}

/* Standard normal numbers to uniform ones, in place. */
static void normal_to_uniform(const uint64_t *restrict rows, double *restrict z) {
    const double per_interval = NORMAL_CDF_INTERVALS / (2 * NORMAL_CDF_END);
    for (size_t k = 0; k < LANES; k++) {
        double position = (z[k] + NORMAL_CDF_END) * per_interval;
        position = position > 0 ? position : 0;
        position = position < NORMAL_CDF_INTERVALS ? position : NORMAL_CDF_INTERVALS;
        int32_t interval = (int32_t)position;
        interval = interval < NORMAL_CDF_INTERVALS ? interval : NORMAL_CDF_INTERVALS - 1;
        double t = position - interval;
        const uint64_t pair = rows[2 * interval + 1];
        double u = real_of(rows[2 * interval]) + t * (low_half(pair) + t * high_half(pair));
        u = u > SMALLEST_PROBABILITY ? u : SMALLEST_PROBABILITY;
        z[k] = u < 1 - SMALLEST_PROBABILITY ? u : 1 - SMALLEST_PROBABILITY;
    }
}

/* rows ← factor·rows, in place from the last row up: each needs only itself and those before it. */
static void correlate(size_t count, const double *factor, double *rows) {
    for (size_t i = count; i-- > 0;) {
        double *restrict row = rows + i * LANES;
        const double own = factor[i * count + i];
        for (size_t k = 0; k < LANES; k++) row[k] *= own;
        for (size_t j = 0; j < i; j++) {
            const double *restrict other = rows + j * LANES;
            const double weight = factor[i * count + j];
            for (size_t k = 0; k < LANES; k++) row[k] += weight * other[k];
        }
    }
}

size_t draw_scratch_size(const DrawPlan *plan) {
    return (plan->correlated_count + 1) * LANES * sizeof(double);
}

/* An input's uniform numbers: those given, or drawn into room. */
static const double *uniforms_of(
    const DrawPlan *plan, size_t input, uint64_t first_trial, const double *given, double *restrict room) {
    if (given) return given + input * LANES;
    if (plan->samplers[input].form != SAMPLER_CONSTANT) draw_input(plan, input, first_trial, room);
    return room;
}

static void draw_all(const DrawPlan *plan, uint64_t first_trial, const double *given, double *values, void *scratch) {
    double *room = scratch, *normal = room + LANES;
    for (size_t n = 0; n < plan->independent_count; n++) {
        const size_t i = plan->independent[n];
        draw_transform(&plan->samplers[i], uniforms_of(plan, i, first_trial, given, room), values + i * LANES);
    }
    for (size_t n = 0; n < plan->correlated_count; n++)
        draw_transform(
            plan->normal, uniforms_of(plan, plan->correlated[n], first_trial, given, room), normal + n * LANES);
    correlate(plan->correlated_count, plan->factor, normal);
    for (size_t n = 0; n < plan->correlated_count; n++) {
        const size_t i = plan->correlated[n];
        normal_to_uniform(plan->normal_cdf_rows, normal + n * LANES);
        draw_transform(&plan->samplers[i], normal + n * LANES, values + i * LANES);
    }
}

void draw_block(const DrawPlan *plan, uint64_t first_trial, double *values, void *scratch) {
    draw_all(plan, first_trial, NULL, values, scratch);
}

void draw_values(const DrawPlan *plan, const double *uniforms, double *values, void *scratch) {
    draw_all(plan, 0, uniforms, values, scratch);
}
