#include "sample/draw.h"

#include "base/vector.h"
#ifdef __SSE2__
#include <immintrin.h>
#endif

#define ROTATION_0 0x9E3779B9u
#define ROTATION_1 0xBB67AE85u
#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u

enum { PHILOX_ROUNDS = 10, WORDS = 4, COUNTERS = LANES / WORDS, DRAW_GROUP = VECTOR_BYTES == 64 ? 4 : 2 };

static inline uint64_t bits_of(double real) {
    uint64_t bits;
    __builtin_memcpy(&bits, &real, sizeof bits);
    return bits;
}

/* Of the lower halves of lanes. gcc takes a product of whole lanes apart, though one instruction gives this one. */
static inline Words half_products(Words a, Words b) {
#if VECTOR_BYTES == 64
    return (Words)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif VECTOR_BYTES == 32
    return (Words)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined __SSE2__
    return (Words)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
    return (a & 0xFFFFFFFFu) * (b & 0xFFFFFFFFu);
#endif
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

/* A counter in each lane, whose words are the lower halves; what is in the upper ones is of no account. */
typedef struct Counters {
    Words c0, c1, c2, c3;
} Counters;

static inline Counters philox_round(Counters c, Words key_0, Words key_1) {
    const Words product_0 = half_products(c.c0, words_of(MULTIPLIER_0));
    const Words product_1 = half_products(c.c2, words_of(MULTIPLIER_1));
    return (Counters){ product_1 >> 32 ^ c.c1 ^ key_0, product_1, product_0 >> 32 ^ c.c3 ^ key_1, product_0 };
}

/* A word put below the exponent of 2⁵² is 2⁵² + word: exact, and no conversion is needed. Nor is a sum rounded here. */
static inline void put_uniform(double *uniform, Words words) {
    const Reals shifted = (Reals)((words & 0xFFFFFFFFu) | 0x4330000000000000u);
    put_reals(uniform, (shifted - (0x1p52 - 0.5)) * 0x1p-32);
}

#define LANE_NUMBER(i) i

/* philox4x32_10 on COUNTERS counters side by side; a block never carries into the high word of a counter. */
void draw_uniform(uint64_t seed, uint64_t name_hash, uint64_t first_trial, double *restrict uniform) {
    const uint64_t first = first_trial / WORDS;
    const Words lane = { EACH_OF_VECTOR(LANE_NUMBER) };
    for (uint64_t i = 0; i < COUNTERS; i += (uint64_t)DRAW_GROUP * WIDTH) {
        Counters counters[DRAW_GROUP];
        uint32_t key_0 = (uint32_t)seed, key_1 = (uint32_t)(seed >> 32);
        for (unsigned v = 0; v < DRAW_GROUP; v++)
            counters[v] = (Counters){ lane + words_of((first & 0xFFFFFFFFu) + i + (uint64_t)v * WIDTH),
                words_of(first >> 32), words_of(name_hash & 0xFFFFFFFFu), words_of(name_hash >> 32) };
#pragma GCC unroll 10
        for (int round = 0; round < PHILOX_ROUNDS; round++) {
            for (unsigned v = 0; v < DRAW_GROUP; v++)
                counters[v] = philox_round(counters[v], words_of(key_0), words_of(key_1));
            key_0 += ROTATION_0;
            key_1 += ROTATION_1;
        }
        for (unsigned v = 0; v < DRAW_GROUP; v++) {
            double *to = uniform + i + (size_t)v * WIDTH;
            put_uniform(to, counters[v].c0);
            put_uniform(to + COUNTERS, counters[v].c1);
            put_uniform(to + 2 * COUNTERS, counters[v].c2);
            put_uniform(to + 3 * COUNTERS, counters[v].c3);
        }
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
    const Reals a = reals_of(sampler->a), b = reals_of(sampler->b), c = reals_of(sampler->c);
    const Reals d = reals_of(sampler->d), e = reals_of(sampler->e), one = reals_of(1);
    double roots[LANES];
    for (size_t k = 0; k < LANES; k += WIDTH) {
        const Reals u = reals_at(uniform + k);
        put_reals(roots + k, pick(u < c, u * d, (one - u) * e));
    }
    for (size_t k = 0; k < LANES; k++) roots[k] = __builtin_sqrt(roots[k]);
    for (size_t k = 0; k < LANES; k += WIDTH) {
        const Reals root = reals_at(roots + k);
        put_reals(values + k, pick(reals_at(uniform + k) < c, a + root, b - root));
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

/* Two words of a table, see tabulate.h. */
enum { ROW_WORDS = 2 };

/* Copies the row of each lane's interval, whole: faster than to gather each word from random places. */
static void fetch_rows(const uint64_t *rows, const uint64_t *restrict intervals, uint64_t *restrict fetched) {
    for (size_t k = 0; k < LANES; k++)
        __builtin_memcpy(fetched + ROW_WORDS * k, rows + ROW_WORDS * intervals[k], ROW_WORDS * sizeof *rows);
}

/* Of fetched rows as words, and as halves of words. */
#define ROW_START(i) ROW_WORDS *(i)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ROW_LOW_HALF(i) 2 * ROW_WORDS *(i) + 2
#define ROW_HIGH_HALF(i) 2 * ROW_WORDS *(i) + 3
#else
#define ROW_LOW_HALF(i) 2 * ROW_WORDS *(i) + 3
#define ROW_HIGH_HALF(i) 2 * ROW_WORDS *(i) + 2
#endif

typedef float Halves __attribute__((vector_size(VECTOR_BYTES)));

/* The quadratics of fetched rows at t, for a vector of lanes. */
static inline Reals quadratic_at(const uint64_t *fetched, Reals t) {
    const Words first = words_at(fetched), second = words_at(fetched + WIDTH);
    const Reals start = (Reals)__builtin_shufflevector(first, second, EACH_OF_VECTOR(ROW_START));
    const Reals slope = __builtin_convertvector(
        __builtin_shufflevector((Halves)first, (Halves)second, EACH_OF_VECTOR(ROW_LOW_HALF)), Reals);
    const Reals curve = __builtin_convertvector(
        __builtin_shufflevector((Halves)first, (Halves)second, EACH_OF_VECTOR(ROW_HIGH_HALF)), Reals);
    return start + t * (slope + t * curve);
}

/* The leading bits of v, counted from the tail, are the interval's number: its octave, then where in the octave. The
   other bits, under the exponent of 1, are 1 + where in the interval. */
static void transform_table(const Sampler *sampler, const double *restrict uniform, double *restrict values) {
    const Reals a = reals_of(sampler->a), b = reals_of(sampler->b), one = reals_of(1), half = reals_of(0.5);
    const uint64_t shift = sampler->shift, mask = ((uint64_t)1 << shift) - 1;
    const uint64_t first = bits_of(SMALLEST_PROBABILITY) >> shift, upper = sampler->table_count;
    uint64_t intervals[LANES], fetched[ROW_WORDS * LANES];
    double fraction[LANES];
    for (size_t k = 0; k < LANES; k += WIDTH) {
        const Reals u = reals_at(uniform + k), other = one - u;
        const Mask lower = u < other;
        const Reals v = pick(lower, u, other);
        const Words bits = (Words)v + (Words)(v == half); /* ½ itself begins an octave that is not there */
        put_words(intervals + k, (bits >> shift) - first + (~(Words)lower & upper));
        put_reals(fraction + k, (Reals)((bits & mask) << (52 - shift) | 0x3FF0000000000000u) - one);
    }
    fetch_rows(sampler->rows, intervals, fetched);
    for (size_t k = 0; k < LANES; k += WIDTH)
        put_reals(values + k, a + b * quadratic_at(fetched + ROW_WORDS * k, reals_at(fraction + k)));
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
static void normal_to_uniform(const uint64_t *rows, double *z) {
    const Reals zero = reals_of(0), one = reals_of(1), whole = reals_of(0x1p52);
    const Reals last = reals_of(NORMAL_CDF_INTERVALS - 1), end = reals_of(NORMAL_CDF_INTERVALS);
    const Reals least = reals_of(SMALLEST_PROBABILITY), most = reals_of(1 - SMALLEST_PROBABILITY);
    uint64_t intervals[LANES], fetched[ROW_WORDS * LANES];
    double fraction[LANES];
    for (size_t k = 0; k < LANES; k += WIDTH) {
        Reals position = (reals_at(z + k) + NORMAL_CDF_END) * (NORMAL_CDF_INTERVALS / (2 * NORMAL_CDF_END));
        position = pick(position > zero, position, zero);
        position = pick(position < end, position, end);
        /* The whole part without a conversion: 2⁵² more leaves no fraction, but may have been rounded up. */
        Reals interval = position + whole - whole;
        interval -= pick(interval > position, one, zero);
        interval = pick(interval < last, interval, last);
        put_words(intervals + k, (Words)(interval + whole) & 0xFFFFFFFFu);
        put_reals(fraction + k, position - interval);
    }
    fetch_rows(rows, intervals, fetched);
    for (size_t k = 0; k < LANES; k += WIDTH) {
        Reals u = quadratic_at(fetched + ROW_WORDS * k, reals_at(fraction + k));
        u = pick(u > least, u, least);
        put_reals(z + k, pick(u < most, u, most));
    }
}

/* rows ← factor·rows, in place from the last row up: each needs only itself and those before it. */
static void correlate(size_t count, const double *factor, double *rows) {
    for (size_t k = 0; k < LANES; k += GROUP_LANES)
        for (size_t i = count; i-- > 0;) {
            double *row = rows + i * LANES + k;
            Reals sum[GROUP];
            for (size_t v = 0; v < GROUP; v++) sum[v] = reals_at(row + v * WIDTH) * factor[i * count + i];
            for (size_t j = 0; j < i; j++)
                for (size_t v = 0; v < GROUP; v++)
                    sum[v] += factor[i * count + j] * reals_at(rows + j * LANES + k + v * WIDTH);
            for (size_t v = 0; v < GROUP; v++) put_reals(row + v * WIDTH, sum[v]);
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
