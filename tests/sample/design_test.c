/* Latin hypercube and scrambled Sobol points: how evenly they lie, that their randomisations are independent, and that
   any block can be drawn alone. */
#include "support/assert_close.h"

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_statistics.h>
#include <stdlib.h>
#include <string.h>

#include "examples.h"
#include "sample/compile.h"
#include "sample/designs.h"
#include "sample/sobol.h"
#include "support/arena_fixture.h"

enum { INPUTS = 12 };

static DrawPlan plan_of(Design design, uint64_t points, uint64_t seed) {
    static const Example uniform = { "uniform", 0, NAN, 1, { 0 }, 0, 0, NULL };
    const char **names = arena_array(arena, INPUTS, sizeof *names);
    Fitted *fitted = arena_array(arena, INPUTS, sizeof *fitted);
    for (size_t i = 0; i < INPUTS; i++) {
        names[i] = arena_format(arena, "driver:d%zu", i);
        fitted[i] = example_fit(arena, &uniform);
    }
    DrawPlan plan = draw_plan_compile(arena, seed, INPUTS, names, fitted, 0, NULL, NULL, NULL);
    draw_plan_design(arena, &plan, design, points, 0);
    return plan;
}

/* `count` uniform numbers of an input, from a trial on. */
static double *uniforms_of(const DrawPlan *plan, size_t input, uint64_t first, size_t count) {
    double *uniforms = arena_array(arena, count, sizeof *uniforms);
    for (size_t done = 0; done < count; done += LANES) draw_input(plan, input, first + done, uniforms + done);
    return uniforms;
}

/* How many of `strata` equal parts of (0, 1) hold a number. */
static size_t filled_strata(const double *uniforms, size_t count, size_t strata) {
    bool *filled = arena_array(arena, strata, sizeof *filled);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(uniforms[i] > 0 && uniforms[i] < 1);
        const size_t stratum = (size_t)(uniforms[i] * (double)strata);
        found += !filled[stratum];
        filled[stratum] = true;
    }
    return found;
}

static void hypercube_fills_every_stratum_once(void **state) {
    (void)state;
    static const uint64_t points[] = { LANES, 3 * LANES, 8 * LANES, 100 * LANES, 517 * LANES };
    for (size_t p = 0; p < COUNT_OF(points); p++) {
        const DrawPlan plan = plan_of(DESIGN_HYPERCUBE, points[p], 3 + p);
        for (size_t input = 0; input < INPUTS; input++)
            for (uint64_t r = 0; r < 3; r++) {
                const double *uniforms = uniforms_of(&plan, input, r * points[p], points[p]);
                assert_int_equal(filled_strata(uniforms, points[p], points[p]), points[p]);
            }
    }
}

static void the_last_hypercube_has_the_strata_that_are_left(void **state) {
    (void)state;
    static const uint64_t left[] = { 1, 2, 77, LANES, LANES + 1, 5 * LANES - 3 };
    for (size_t i = 0; i < COUNT_OF(left); i++) {
        DrawPlan plan = plan_of(DESIGN_HYPERCUBE, 8 * LANES, 3);
        plan.trials = 2 * plan.points + left[i];
        const double *whole = uniforms_of(&plan, 4, plan.points, plan.points);
        const double *last = uniforms_of(&plan, 4, 2 * plan.points, (left[i] + LANES - 1) / LANES * LANES);
        assert_int_equal(filled_strata(whole, plan.points, plan.points), plan.points);
        assert_int_equal(filled_strata(last, left[i], left[i]), left[i]);
    }
}

static void sobol_fills_every_dyadic_stratum_once(void **state) {
    (void)state;
    const DrawPlan plan = plan_of(DESIGN_SOBOL, 4096, 9);
    for (size_t input = 0; input < INPUTS; input++)
        for (uint64_t r = 0; r < 3; r++) {
            const double *uniforms = uniforms_of(&plan, input, r * 4096, 4096);
            for (size_t count = LANES; count <= 4096; count *= 2)
                assert_int_equal(filled_strata(uniforms, count, count), count);
        }
}

/* Boxes of two inputs that an unscrambled net fills evenly stay so: scrambling keeps every elementary box's count. */
static void scrambling_keeps_the_net(void **state) {
    (void)state;
    enum { POINTS = 4096, SIDE = 16 };
    const DrawPlan plan = plan_of(DESIGN_SOBOL, POINTS, 17);
    for (size_t a = 0; a < INPUTS; a++)
        for (size_t b = 0; b < a; b++) {
            uint32_t directions[2][SOBOL_BITS];
            sobol_directions(a, directions[0]);
            sobol_directions(b, directions[1]);
            const double *x = uniforms_of(&plan, a, 0, POINTS), *y = uniforms_of(&plan, b, 0, POINTS);
            size_t plain[SIDE * SIDE] = { 0 }, scrambled[SIDE * SIDE] = { 0 }, plain_counts[POINTS + 1] = { 0 },
                                scrambled_counts[POINTS + 1] = { 0 };
            for (uint32_t i = 0; i < POINTS; i++) {
                uint32_t u = 0, v = 0;
                for (unsigned bit = 0; bit < 12; bit++)
                    if (i >> bit & 1) u ^= directions[0][bit], v ^= directions[1][bit];
                plain[(u >> 28) * SIDE + (v >> 28)]++;
                scrambled[(size_t)(x[i] * SIDE) * SIDE + (size_t)(y[i] * SIDE)]++;
            }
            for (size_t box = 0; box < SIDE * SIDE; box++)
                plain_counts[plain[box]]++, scrambled_counts[scrambled[box]]++;
            assert_memory_equal(plain_counts, scrambled_counts, sizeof plain_counts);
        }
}

/* GSL's first dimensions are Sobol's and Bratley and Fox's: van der Corput's, and x + 1. Both list points by Gray code. */
static void first_dimensions_are_those_of_gsl(void **state) {
    (void)state;
    gsl_qrng *gsl = gsl_qrng_alloc(gsl_qrng_sobol, 2);
    uint32_t directions[2][SOBOL_BITS];
    for (size_t d = 0; d < 2; d++) sobol_directions(d, directions[d]);
    for (uint32_t i = 1; i < 2000; i++) {
        double expected[2];
        gsl_qrng_get(gsl, expected);
        for (size_t d = 0; d < 2; d++) {
            uint32_t x = 0;
            for (unsigned bit = 0; bit < SOBOL_BITS; bit++)
                if ((i ^ i >> 1) >> bit & 1) x ^= directions[d][bit];
            assert_close(x * 0x1p-32, expected[d], 1e-9);
        }
    }
    gsl_qrng_free(gsl);
}

/* Points 1 to 7, by Gray code, of scipy.stats.qmc.Sobol(1024, scramble=False), SciPy 1.10.1, which reads Joe and Kuo's
   new-joe-kuo-6.21201. */
static void later_dimensions_are_joe_and_kuos(void **state) {
    (void)state;
    static const struct {
        size_t dimension;
        double points[7];
    } rows[] = {
        { 2, { 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375 } },
        { 10, { 0.5, 0.75, 0.25, 0.875, 0.375, 0.125, 0.625 } },
        { 100, { 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375 } },
        { 500, { 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625 } },
        { 1023, { 0.5, 0.75, 0.25, 0.875, 0.375, 0.125, 0.625 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        uint32_t directions[SOBOL_BITS];
        sobol_directions(rows[r].dimension, directions);
        for (uint32_t i = 1; i <= 7; i++) {
            uint32_t x = 0;
            for (unsigned bit = 0; bit < 3; bit++)
                if ((i ^ i >> 1) >> bit & 1) x ^= directions[bit];
            assert_close(x * 0x1p-32, rows[r].points[i - 1], 0);
        }
    }
}

/* Every direction number has a point's own bit as its lowest: else a dimension would not fill its strata. */
static void all_dimensions_are_sequences(void **state) {
    (void)state;
    for (size_t d = 0; d < SOBOL_DIMENSIONS; d++) {
        uint32_t directions[SOBOL_BITS];
        sobol_directions(d, directions);
        for (unsigned i = 0; i < SOBOL_BITS; i++) {
            const uint32_t own = (uint32_t)1 << (SOBOL_BITS - 1 - i);
            assert_true((directions[i] & own) && (directions[i] & (own - 1)) == 0);
        }
    }
    size_t used = 0;
    for (size_t d = 1; d < SOBOL_DIMENSIONS; d++) {
        unsigned degree = 0;
        while (sobol_numbers[used] >> (degree + 1)) degree++;
        used += 1 + degree;
    }
    assert_int_equal(used, sobol_number_count);
}

/* Correlations of inputs that have none, of randomisations with each other, and of neighbours in a run: none is beyond
   five standard errors. */
static void inputs_and_randomisations_are_uncorrelated(void **state) {
    (void)state;
    enum { POINTS = 8192 };
    static const Design designs[] = { DESIGN_RANDOM, DESIGN_HYPERCUBE, DESIGN_SOBOL };
    const double limit = 5 / sqrt(POINTS);
    for (size_t d = 0; d < COUNT_OF(designs); d++) {
        const DrawPlan plan = plan_of(designs[d], designs[d] == DESIGN_RANDOM ? 0 : POINTS, 23);
        double *columns[INPUTS];
        for (size_t i = 0; i < INPUTS; i++) {
            columns[i] = uniforms_of(&plan, i, 0, POINTS);
            const double *next = uniforms_of(&plan, i, POINTS, POINTS);
            /* Sobol's neighbours are apart on purpose, and two scramblings share their boxes: only the signs are random. */
            if (designs[d] != DESIGN_SOBOL)
                assert_true(fabs(gsl_stats_correlation(columns[i], 1, next, 1, POINTS)) < limit);
            if (designs[d] != DESIGN_SOBOL)
                assert_true(fabs(gsl_stats_correlation(columns[i], 1, columns[i] + 1, 1, POINTS - 1)) < limit);
            for (size_t j = 0; j < i; j++)
                assert_true(fabs(gsl_stats_correlation(columns[i], 1, columns[j], 1, POINTS)) < limit);
        }
    }
}

/* Means over randomisations of a smooth function of all inputs: Π (1 + (u − ½)/4), whose mean is 1. */
static double variance_of_mean(Design design, uint64_t points, uint64_t randomisations) {
    const DrawPlan plan = plan_of(design, design == DESIGN_RANDOM ? 0 : points, 31);
    double *means = arena_array(arena, randomisations, sizeof *means);
    for (uint64_t r = 0; r < randomisations; r++) {
        double *product = arena_array(arena, points, sizeof *product);
        for (size_t k = 0; k < points; k++) product[k] = 1;
        for (size_t i = 0; i < INPUTS; i++) {
            const double *uniforms = uniforms_of(&plan, i, r * points, points);
            for (size_t k = 0; k < points; k++) product[k] *= 1 + (uniforms[k] - 0.5) / 4;
        }
        means[r] = gsl_stats_mean(product, 1, points);
    }
    const double mean = gsl_stats_mean(means, 1, randomisations);
    const double variance = gsl_stats_variance(means, 1, randomisations);
    assert_close(mean, 1, 5 * sqrt(variance / (double)randomisations));
    return variance;
}

static void even_designs_have_smaller_variance(void **state) {
    (void)state;
    const double random = variance_of_mean(DESIGN_RANDOM, 4096, 40);
    const double hypercube = variance_of_mean(DESIGN_HYPERCUBE, 4096, 40);
    const double sobol = variance_of_mean(DESIGN_SOBOL, 4096, 40);
    /* Var Π(1 + (u−½)/4) = (1 + 1/192)^12 − 1. */
    assert_close(random * 4096, pow(1 + 1.0 / 192, INPUTS) - 1, 0.5 * (pow(1 + 1.0 / 192, INPUTS) - 1));
    assert_true(random / hypercube > 10); /* what is left of a sum's variance: the products of pairs */
    assert_true(random / sobol > 200);
}

/* Over seeds, each single point is uniform: the largest distance of Kolmogorov's statistic, at its 0.1 % point. */
static int rising(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void each_point_is_uniform_over_seeds(void **state) {
    (void)state;
    enum { SEEDS = 2000 };
    static const size_t places[] = { 0, 1, 63, 100 };
    for (size_t p = 0; p < COUNT_OF(places); p++)
        for (Design design = DESIGN_HYPERCUBE; design <= DESIGN_SOBOL; design++) {
            double seen[SEEDS], distance = 0;
            DrawPlan plan = plan_of(design, 1024, 0);
            for (size_t s = 0; s < SEEDS; s++) {
                double uniform[LANES];
                plan.seed = s;
                draw_input(&plan, 5, 0, uniform);
                seen[s] = uniform[places[p]];
            }
            qsort(seen, SEEDS, sizeof *seen, rising);
            for (size_t s = 0; s < SEEDS; s++) distance = fmax(distance, fabs(seen[s] - ((double)s + 0.5) / SEEDS));
            assert_true(distance < 1.95 / sqrt(SEEDS));
        }
}

static void inputs_beyond_the_dimensions_are_drawn_at_random(void **state) {
    (void)state;
    DrawPlan plan = plan_of(DESIGN_SOBOL, 1024, 7);
    uint32_t dimension[INPUTS];
    for (uint32_t i = 0; i < INPUTS; i++) dimension[i] = SOBOL_DIMENSIONS + i;
    plan.dimension = dimension;
    double drawn[LANES], random[LANES];
    draw_input(&plan, 4, 2 * LANES, drawn);
    draw_uniform(7, plan.name_hash[4], 2 * LANES, random);
    assert_memory_equal(drawn, random, sizeof drawn);
}

static void every_sampler_is_found_by_its_name(void **state) {
    (void)state;
    const char *names[SAMPLING_DESIGN_COUNT];
    sampling_design_names(names);

    for (size_t d = 0; d < SAMPLING_DESIGN_COUNT; d++) assert_int_equal(sampling_design_find(names[d]), d);

    assert_int_equal(sampling_design_find("sobol"), DESIGN_SOBOL);
    assert_int_equal(sampling_design_find("Sobol"), SAMPLING_DESIGN_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sampler_is_found_by_its_name),
        cmocka_unit_test(hypercube_fills_every_stratum_once),
        cmocka_unit_test(the_last_hypercube_has_the_strata_that_are_left),
        cmocka_unit_test(sobol_fills_every_dyadic_stratum_once),
        cmocka_unit_test(scrambling_keeps_the_net),
        cmocka_unit_test(first_dimensions_are_those_of_gsl),
        cmocka_unit_test(later_dimensions_are_joe_and_kuos),
        cmocka_unit_test(all_dimensions_are_sequences),
        cmocka_unit_test(inputs_and_randomisations_are_uncorrelated),
        cmocka_unit_test(even_designs_have_smaller_variance),
        cmocka_unit_test(each_point_is_uniform_over_seeds),
        cmocka_unit_test(inputs_beyond_the_dimensions_are_drawn_at_random),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
