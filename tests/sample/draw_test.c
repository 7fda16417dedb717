/* The fast half: the stream against published answers, the samplers against the exact quantiles, and what a block of
   draws looks like. */
#include "sample/draw.h"

#include <stdlib.h>
#include <string.h>

#include "examples.h"
#include "sample/compile.h"
#include "support/arena_fixture.h"

enum { TRIALS = 204800, BLOCKS = TRIALS / LANES };

/* Random123 1.14.0, tests/kat_vectors, philox4x32 with 10 rounds. */
static void philox_gives_its_known_answers(void **state) {
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } rows[] = {
        { { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
        { { ~0u, ~0u, ~0u, ~0u }, { ~0u, ~0u }, { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
        { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0 },
            { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        uint32_t words[4];
        philox4x32_10(rows[r].counter, rows[r].key, words);
        assert_memory_equal(words, rows[r].words, sizeof words);
    }
}

static void a_uniform_number_is_a_philox_word_of_seed_name_and_trial(void **state) {
    (void)state;
    const uint64_t seed = 0x123456789ABCDEF0u, name = 0xFEDCBA9876543210u;
    static const uint64_t firsts[] = { 0, LANES, 1000 * LANES, (uint64_t)LANES << 32, (uint64_t)LANES << 34 };
    for (size_t f = 0; f < COUNT_OF(firsts); f++) {
        double uniform[LANES];
        draw_uniform(seed, name, firsts[f], uniform);
        for (size_t k = 0; k < LANES; k++) {
            uint64_t counter = firsts[f] / 4 + k % (LANES / 4);
            uint32_t words[4];
            philox4x32_10((uint32_t[]){ (uint32_t)counter, (uint32_t)(counter >> 32), (uint32_t)name, name >> 32 },
                (uint32_t[]){ (uint32_t)seed, seed >> 32 }, words);
            assert_true(uniform[k] == (words[k / (LANES / 4)] + 0.5) / 4294967296.0);
        }
    }
}

/* On a grid, in the tails, and where tables change octave or tail. */
static void fill_probabilities(double uniform[8 * LANES]) {
    for (size_t i = 0; i < 8 * LANES; i++) {
        double v =
            i % 2 ? ldexp(1 + (double)(i % 64) / 64 + 0.003, -2 - (int)(i / 64) % 32) : ((double)i + 0.5) / (8 * LANES);
        if (i % 64 == 1) v = ldexp(1, -1 - (int)(i / 64) % 33);
        uniform[i] = i % 4 < 2 ? v : 1 - v;
    }
}

static void samplers_follow_the_exact_quantiles(void **state) {
    (void)state;
    static double uniform[8 * LANES];
    fill_probabilities(uniform);
    for (size_t e = 0; e < COUNT_OF(examples); e++) {
        Fitted fitted = example_fit(arena, &examples[e]);
        double width = distribution_quantile(&fitted, 0.99) - distribution_quantile(&fitted, 0.01);
        double median = distribution_quantile(&fitted, 0.5);
        Sampler sampler = sampler_compile(arena, &fitted);
        for (size_t block = 0; block < 8; block++) {
            double values[LANES];
            draw_transform(&sampler, uniform + block * LANES, values);
            for (size_t k = 0; k < LANES; k++) {
                double exact = distribution_quantile(&fitted, uniform[block * LANES + k]);
                double tolerance = 1e-6 * fmax(width, fabs(exact - median)); /* a far tail keeps its digits */
                if (fabs(values[k] - exact) > tolerance)
                    print_error("example %zu %s, u = %.17g\n", e, examples[e].kind, uniform[block * LANES + k]);
                assert_close(values[k], exact, tolerance);
            }
        }
    }
}

static void search_finds_what_the_quantile_finds(void **state) {
    (void)state;
    enum { COUNT = 1000 };
    static double values[COUNT], weights[COUNT];
    for (size_t i = 0; i < COUNT; i++) values[i] = (double)(i * 7919 % COUNT), weights[i] = 1 + (double)(i % 13);
    static double uniform[8 * LANES];
    fill_probabilities(uniform);
    for (size_t kind = 0; kind < 2; kind++) {
        DistributionInput input = { NAN, NAN, NAN, NULL, 0, values, kind ? weights : NULL, COUNT };
        Fitted fitted;
        assert_null(distribution_fit(arena, distribution_find(kind ? "discrete" : "empirical"), &input, &fitted));
        Sampler sampler = sampler_compile(arena, &fitted);
        for (size_t block = 0; block < 8; block++) {
            double drawn[LANES];
            draw_transform(&sampler, uniform + block * LANES, drawn);
            for (size_t k = 0; k < LANES; k++)
                assert_true(drawn[k] == distribution_quantile(&fitted, uniform[block * LANES + k]));
        }
    }
}

static int rising(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The CDF of an example without an oracle: bisection of its quantile. */
static double cdf(const Example *example, const Fitted *fitted, double x) {
    if (example->cdf) return example->cdf(example, x);
    double below = 0, above = 1;
    for (int halving = 0; halving < 40; halving++) {
        double middle = (below + above) / 2;
        if (distribution_quantile(fitted, middle) <= x)
            below = middle;
        else
            above = middle;
    }
    return (below + above) / 2;
}

/* 1.95/√n is the 0.1 % point of Kolmogorov's statistic; the seed is fixed, so luck has no part. */
static void draws_have_their_distribution_and_mean(void **state) {
    (void)state;
    enum { INPUTS = COUNT_OF(examples) };
    static char texts[INPUTS][32];
    const char *names[INPUTS];
    Fitted fitted[INPUTS];
    for (size_t e = 0; e < INPUTS; e++) {
        snprintf(texts[e], sizeof texts[e], "driver:%zu", e);
        names[e] = texts[e];
        fitted[e] = example_fit(arena, &examples[e]);
    }
    DrawPlan plan = draw_plan_compile(arena, 2, INPUTS, names, fitted, 0, NULL, NULL, NULL);
    double *block = aligned_alloc(64, INPUTS * LANES * sizeof *block), *draws = malloc(TRIALS * INPUTS * sizeof *draws);
    void *scratch = aligned_alloc(64, draw_scratch_size(&plan));
    for (size_t b = 0; b < BLOCKS; b++) {
        draw_block(&plan, b * LANES, block, scratch);
        for (size_t e = 0; e < INPUTS; e++)
            memcpy(draws + e * TRIALS + b * LANES, block + e * LANES, LANES * sizeof *block);
    }
    for (size_t e = 0; e < INPUTS; e++) {
        double *sample = draws + e * TRIALS, mean = 0, squares = 0, distance = 0;
        for (size_t i = 0; i < TRIALS; i++) mean += sample[i] / TRIALS;
        for (size_t i = 0; i < TRIALS; i++) squares += (sample[i] - mean) * (sample[i] - mean);
        qsort(sample, TRIALS, sizeof *sample, rising);
        for (size_t i = 0; i + 1 < TRIALS; i++) /* after each run of equal draws */
            if (sample[i] < sample[i + 1])
                distance = fmax(distance, fabs(cdf(&examples[e], &fitted[e], sample[i]) - ((double)i + 1) / TRIALS));
        double error = sqrt(squares / TRIALS / TRIALS);
        if (distance > 1.95 / sqrt(TRIALS) || fabs(mean - fitted[e].mean) > 4 * error)
            print_error("example %zu %s: distance %g, mean off by %g standard errors\n", e, examples[e].kind, distance,
                (mean - fitted[e].mean) / error);
        assert_close(distance, 0, 1.95 / sqrt(TRIALS));
        assert_close(mean, fitted[e].mean, 4 * error);
        assert_true(sample[0] >= fitted[e].minimum && sample[TRIALS - 1] <= fitted[e].maximum);
    }
    free(block), free(draws), free(scratch);
}

static void another_input_leaves_the_draws_of_the_others_alone(void **state) {
    (void)state;
    const char *before[] = { "line:a", "line:b" }, *after[] = { "line:new", "line:a", "risk:new", "line:b" };
    Fitted pert = example_fit(arena, &examples[8]), normal = example_fit(arena, &examples[12]);
    const Fitted two[] = { pert, normal }, four[] = { normal, pert, pert, normal };
    double first[2][LANES], second[4][LANES], scratch[LANES];
    DrawPlan small = draw_plan_compile(arena, 5, 2, before, two, 0, NULL, NULL, NULL);
    DrawPlan large = draw_plan_compile(arena, 5, 4, after, four, 0, NULL, NULL, NULL);

    draw_block(&small, 3 * LANES, first[0], scratch);
    draw_block(&large, 3 * LANES, second[0], scratch);

    assert_memory_equal(first[0], second[1], sizeof first[0]);
    assert_memory_equal(first[1], second[3], sizeof first[1]);
    assert_memory_not_equal(second[1], second[2], sizeof first[0]);
}

static void a_certain_input_is_filled_with_its_value(void **state) {
    (void)state;
    const char *names[] = { "line:a" };
    const Example certain = { "fixed", NAN, 1.25, NAN, { 0 }, 0, 0, NULL };
    Fitted fitted = example_fit(arena, &certain);
    double values[LANES], scratch[LANES];
    DrawPlan plan = draw_plan_compile(arena, 1, 1, names, &fitted, 0, NULL, NULL, NULL);

    draw_block(&plan, 0, values, scratch);

    for (size_t k = 0; k < LANES; k++) assert_true(values[k] == 1.25);
}

static void equal_shapes_share_a_table(void **state) {
    (void)state;
    const char *names[] = { "a", "b", "c" };
    const Example rows[] = { { "pert", 0, 1, 4, { 0 }, 0, 0, NULL }, { "pert", 10, 12, 18, { 0 }, 0, 0, NULL },
        { "pert", 0, 1.5, 4, { 0 }, 0, 0, NULL } };
    Fitted fitted[3];
    for (size_t r = 0; r < 3; r++) fitted[r] = example_fit(arena, &rows[r]);

    DrawPlan plan = draw_plan_compile(arena, 1, 3, names, fitted, 0, NULL, NULL, NULL);

    assert_ptr_equal(plan.samplers[0].rows, plan.samplers[1].rows);
    assert_ptr_not_equal(plan.samplers[0].rows, plan.samplers[2].rows);
}

/* FNV-1a of "a" is af63dc4c8601ec8c (Noll's test vectors); the finaliser keeps 0 and nothing else in place. */
static void names_have_known_hashes(void **state) {
    (void)state;
    uint64_t h = 0xaf63dc4c8601ec8cu;
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;

    assert_true(name_hash("a") == (h ^ h >> 33));
    assert_true(name_hash("driver:a") != name_hash("driver:b"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_its_known_answers),
        cmocka_unit_test(a_uniform_number_is_a_philox_word_of_seed_name_and_trial),
        cmocka_unit_test(samplers_follow_the_exact_quantiles),
        cmocka_unit_test(search_finds_what_the_quantile_finds),
        cmocka_unit_test(draws_have_their_distribution_and_mean),
        cmocka_unit_test(another_input_leaves_the_draws_of_the_others_alone),
        cmocka_unit_test(a_certain_input_is_filled_with_its_value),
        cmocka_unit_test(equal_shapes_share_a_table),
        cmocka_unit_test(names_have_known_hashes),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
