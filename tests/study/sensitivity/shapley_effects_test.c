/* Shapley effects: functions whose effects are known. For independent groups an effect is the sum over the sets that the
   group is in of the set's part of the variance ÷ its number of groups: A. B. Owen, "Sobol' indices and Shapley value",
   SIAM/ASA Journal on Uncertainty Quantification 2 (2014), theorem 1. */
#include "support/known_functions.h"

#include <string.h>

#include "study/sensitivity/shapley_effects.h"

enum { MOST_GROUPS = 8 };

static const double p90 = 1.2815515655446004; /* of the standard normal distribution */

static ShapleyEffects effects_of(Function *function, size_t count, const Fitted *each, const double *factor,
    const InputGroup *groups, size_t group_count) {
    IndexProblem problem = known_problem(function, count, each, factor, groups, group_count);
    ShapleyEffects effects;
    problem.points = 4096;
    assert_true(shapley_effects(arena, &problem, &effects));
    return effects;
}

/* Within what Student's t of 7 degrees of freedom leaves in 999 of 1,000 cases. */
static void assert_effects(const ShapleyEffects *effects, const double *expected, size_t count, double variance) {
    double sum = 0;
    for (size_t g = 0; g < count; g++) {
        assert_true(effects->shares[g].standard_error < 0.01);
        assert_close(effects->shares[g].value, expected[g] / variance, 5.41 * effects->shares[g].standard_error);
        sum += effects->shares[g].value;
    }
    assert_close(sum, 1, 1e-12);
    assert_close(effects->sd[0] * effects->sd[0], variance, 0.02 * variance);
}

/* Y = X₁ + 2·X₂ + 3·X₃, standard normal and independent: 1, 4 and 9. */
static void what_adds_up_has_its_variances(void **state) {
    (void)state;
    const Fitted normal = fit("normal", -p90, 0, p90);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0), group_of(2, 2, 0) };

    const ShapleyEffects effects = effects_of(sum_of, 3, &normal, NULL, groups, 3);

    assert_effects(&effects, (double[]){ 1, 4, 9 }, 3, 14);
    assert_int_equal(effects.evaluations, 4 * 4096 * INDEX_RANDOMISATIONS);
}

static double product(const double *x, size_t count) {
    (void)count;
    return x[0] * x[1];
}

static double shifted_product(const double *x, size_t count) {
    (void)count;
    return (x[0] + 1) * x[1];
}

/* X₁·X₂, standard normal: the variance 1 is made by both together. (X₁ + 1)·X₂ = X₁·X₂ + X₂: 2, of which X₂ has 1 of its own. */
static void what_two_make_together_is_shared_equally(void **state) {
    (void)state;
    const Fitted normal = fit("normal", -p90, 0, p90);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0) };

    const ShapleyEffects equal = effects_of(product, 2, &normal, NULL, groups, 2),
                         shifted = effects_of(shifted_product, 2, &normal, NULL, groups, 2);

    assert_effects(&equal, (double[]){ 0.5, 0.5 }, 2, 1);
    assert_effects(&shifted, (double[]){ 0.5, 1.5 }, 2, 2);
}

/* X₁ + 2·X₂ + 3·X₃, X₁ and X₂ with correlation ρ: together 1 + 4 + 4ρ. */
static void correlated_inputs_are_one_group(void **state) {
    (void)state;
    const double rho = 0.6, factor[] = { 1, 0, 0, rho, sqrt(1 - rho * rho), 0, 0, 0, 1 };
    const Fitted normal = fit("normal", -p90, 0, p90);
    const InputGroup groups[] = { group_of(0, 1, 0), group_of(2, 2, 0) };

    const ShapleyEffects effects = effects_of(sum_of, 3, &normal, factor, groups, 2);

    assert_effects(&effects, (double[]){ 5 + 4 * rho, 9 }, 2, 14 + 4 * rho);
}

/* Its parts of the variance: T. Ishigami and T. Homma (1990), as in variance_test.c. X₁ and X₃ share what they make
   together: 43.6 %, 44.2 % and 12.2 %. */
static void the_ishigami_function_has_its_effects(void **state) {
    (void)state;
    const double a = 7, b = 0.1;
    const double variance = a * a / 8 + b * pow(pi, 4) / 5 + b * b * pow(pi, 8) / 18 + 0.5;
    const double v1 = 0.5 * pow(1 + b * pow(pi, 4) / 5, 2), v2 = a * a / 8, v13 = b * b * pow(pi, 8) * 8 / 225;
    const Fitted uniform = fit("uniform", -pi, NAN, pi);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0), group_of(2, 2, 0) };

    const ShapleyEffects effects = effects_of(ishigami, 3, &uniform, NULL, groups, 3);

    assert_effects(&effects, (double[]){ v1 + v13 / 2, v2, v13 / 2 }, 3, variance);
}

/* Of Sobol's g function a set of inputs makes the product of their own 1 ÷ (3 (1 + a)²): A. Saltelli and I. M. Sobol' (1995). */
static void the_g_function_has_its_effects(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    InputGroup groups[MOST_GROUPS];
    double expected[MOST_GROUPS] = { 0 }, variance = 0;
    for (unsigned set = 1; set < 1u << MOST_GROUPS; set++) {
        double part = 1, size = 0;
        for (uint32_t i = 0; i < MOST_GROUPS; i++)
            if (set >> i & 1) {
                part *= 1 / (3 * pow(1 + g_weights[i], 2));
                size++;
            }
        for (uint32_t i = 0; i < MOST_GROUPS; i++)
            if (set >> i & 1) expected[i] += part / size;
        variance += part;
    }
    for (uint32_t i = 0; i < MOST_GROUPS; i++) groups[i] = group_of(i, i, 0);

    const ShapleyEffects effects = effects_of(g_function, MOST_GROUPS, &uniform, NULL, groups, MOST_GROUPS);

    assert_effects(&effects, expected, MOST_GROUPS, variance);
}

static double first_alone(const double *x, size_t count) {
    (void)count;
    return x[1] > 0.9 ? NAN : x[0];
}

/* In a tenth of all points the function is not a number: others have all of the variance, which the first input makes:
   that of a uniform distribution, 1 ÷ 12. */
static void points_that_are_no_numbers_are_left_out(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0) };

    const ShapleyEffects effects = effects_of(first_alone, 2, &uniform, NULL, groups, 2);

    assert_close(effects.shares[0].value, 1, 1e-12);
    assert_close(effects.shares[1].value, 0, 1e-12);
    assert_close(effects.sd[0], sqrt(1.0 / 12), 0.005 * sqrt(1.0 / 12));
}

static double always_the_same(const double *x, size_t count) {
    (void)x;
    return (double)count;
}

static void what_does_not_vary_has_no_shares(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0) };

    const ShapleyEffects effects = effects_of(always_the_same, 2, &uniform, NULL, groups, 2);

    for (size_t g = 0; g < 2; g++) assert_true(isnan(effects.shares[g].value));
    assert_close(effects.sd[0], 0, 0);
}

static void threads_do_not_change_a_bit(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", -pi, NAN, pi);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0), group_of(2, 2, 0) };
    IndexProblem problem = known_problem(ishigami, 3, &uniform, NULL, groups, 3);
    ShapleyEffects two, one;
    assert_true(shapley_effects(arena, &problem, &two));
    problem.threads = 1;

    assert_true(shapley_effects(arena, &problem, &one));

    assert_memory_equal(one.shares, two.shares, 3 * sizeof *one.shares);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_adds_up_has_its_variances),
        cmocka_unit_test(what_two_make_together_is_shared_equally),
        cmocka_unit_test(correlated_inputs_are_one_group),
        cmocka_unit_test(the_ishigami_function_has_its_effects),
        cmocka_unit_test(the_g_function_has_its_effects),
        cmocka_unit_test(points_that_are_no_numbers_are_left_out),
        cmocka_unit_test(what_does_not_vary_has_no_shares),
        cmocka_unit_test(threads_do_not_change_a_bit),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
