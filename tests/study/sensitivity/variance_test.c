/* Variance indices: functions whose indices are known, correlated inputs, and what must hold of every case. */
#include "support/assert_close.h"

#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "study/simulation/order.h"
#include "support/known_functions.h"

static Indices indices_of(Function *function, size_t count, const Fitted *each, const double *factor,
    const InputGroup *groups, size_t group_count) {
    const IndexProblem problem = known_problem(function, count, each, factor, groups, group_count);
    Indices indices;
    assert_true(indices_estimate(arena, &problem, &indices));
    return indices;
}

/* T. Ishigami and T. Homma, "An importance quantification technique in uncertainty analysis for computer models", 1990;
   a = 7, b = 0.1. */
static void the_ishigami_function_has_its_indices(void **state) {
    (void)state;
    const double a = 7, b = 0.1;
    const double variance = a * a / 8 + b * pow(pi, 4) / 5 + b * b * pow(pi, 8) / 18 + 0.5;
    const double v1 = 0.5 * pow(1 + b * pow(pi, 4) / 5, 2), v2 = a * a / 8, v13 = b * b * pow(pi, 8) * 8 / 225;
    const Fitted uniform = fit("uniform", -pi, NAN, pi);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0), group_of(2, 2, 0), group_of(0, 1, 0),
        group_of(0, 2, 0) };
    const Indices indices = indices_of(ishigami, 3, &uniform, NULL, groups, COUNT_OF(groups));
    const double first[] = { v1 / variance, v2 / variance, 0, (v1 + v2) / variance, 1 };
    const double total[] = { (v1 + v13) / variance, v2 / variance, v13 / variance, 1, 1 };
    assert_close(indices.sd[0] * indices.sd[0], variance, 0.01 * variance);
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        assert_estimate(indices.first[g], first[g]);
        assert_estimate(indices.total[g], total[g]);
    }
}

/* Sobol's g function with the weights of A. Saltelli and I. M. Sobol', "About the use of rank transformation in sensitivity
   analysis of model output", 1995: V_i = 1 ÷ (3 (1 + a_i)²). */
static void the_g_function_has_its_indices(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    InputGroup groups[8];
    double all = 1;
    for (uint32_t i = 0; i < 8; i++) {
        groups[i] = group_of(i, i, 0);
        all *= 1 + 1 / (3 * pow(1 + g_weights[i], 2));
    }
    const Indices indices = indices_of(g_function, 8, &uniform, NULL, groups, 8);
    for (size_t i = 0; i < 8; i++) {
        const double own = 1 / (3 * pow(1 + g_weights[i], 2));
        assert_estimate(indices.first[i], own / (all - 1));
        assert_estimate(indices.total[i], own * all / (1 + own) / (all - 1));
    }
}

/* Y = X₁ + 2·X₂ + 3·X₃, X₁ and X₂ standard normal with correlation ρ, X₃ by itself. Given X₁, E[Y] = (1 + 2ρ)·X₁; given
   all but X₁, X₁ has variance 1 − ρ² left: S. Kucherenko, S. Tarantola and P. Annoni (2012), section 4. */
static void correlated_inputs_have_the_indices_of_the_linear_model(void **state) {
    (void)state;
    const double rho = 0.6, variance = 1 + 4 + 9 + 4 * rho, p90 = 1.2815515655446004;
    const Fitted normal = fit("normal", -p90, 0, p90);
    const double factor[] = { 1, 0, 0, rho, sqrt(1 - rho * rho), 0, 0, 0, 1 };
    const InputGroup groups[] = { group_of(0, 0, 1), group_of(1, 1, 1), group_of(2, 2, 0), group_of(0, 1, 0),
        group_of(1, 2, 1) };
    const Indices indices = indices_of(sum_of, 3, &normal, factor, groups, COUNT_OF(groups));
    const double first[] = { pow(1 + 2 * rho, 2), pow(2 + rho, 2), 9, 5 + 4 * rho, pow(2 + rho, 2) + 9 };
    const double total[] = { 1 - rho * rho, 4 * (1 - rho * rho), 9, 5 + 4 * rho, 4 * (1 - rho * rho) + 9 };
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        assert_estimate(indices.first[g], first[g] / variance);
        assert_estimate(indices.total[g], total[g] / variance);
    }
}

/* x₁ + 2·x₂ of uniform inputs, no number where x₁ is above ¾. What is left has x₁ uniform to ¾: its part of the variance is
   (¾)² ÷ 12, that of x₂ is 4 ÷ 12. A point is left out where x₁ of either sample is above ¾: 1 − (¾)² of all. */
static double sum_up_to_three_quarters(const double *x, size_t count) {
    return x[0] > 0.75 ? NAN : sum_of(x, count);
}

static void points_that_give_no_number_are_left_out_whole(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    const InputGroup groups[] = { group_of(0, 0, 0), group_of(1, 1, 0), group_of(0, 1, 0) };
    const Indices indices = indices_of(sum_up_to_three_quarters, 2, &uniform, NULL, groups, COUNT_OF(groups));
    const double own = 0.75 * 0.75 / 12, other = 4.0 / 12, shares[] = { own / (own + other), other / (own + other), 1 };
    assert_int_equal(indices.points, 8 * 1024);
    assert_close((double)indices.left_out / (double)indices.points, 1 - 0.75 * 0.75, 0.01);
    assert_close(indices.sd[0] * indices.sd[0], own + other, 0.01 * (own + other));
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        assert_close(indices.first[g].value, shares[g], 0.02);
        assert_close(indices.total[g].value, shares[g], 0.02);
    }
}

/* Correlated inputs have evaluations of their own: a point that one of them spoils is left out of all indices. x₁ is above 2½
   of its standard deviations, 10th and 90th percentiles being −1 and 1, in 1 of 160 evaluations. So few leave the indices of
   the linear model x₁ + 2·x₂ almost as they are: (1 + 2ρ)² ÷ (5 + 4ρ), and so on. */
static double sum_without_a_tail(const double *x, size_t count) {
    return x[0] > 2.5 / 1.2815515655446004 ? INFINITY : sum_of(x, count);
}

static void points_of_correlated_inputs_are_left_out_too(void **state) {
    (void)state;
    const double rho = 0.6, variance = 5 + 4 * rho;
    const Fitted normal = fit("normal", -1, 0, 1);
    const double factor[] = { 1, 0, rho, sqrt(1 - rho * rho) };
    const InputGroup groups[] = { group_of(0, 0, 1), group_of(1, 1, 1) };
    const Indices indices = indices_of(sum_without_a_tail, 2, &normal, factor, groups, COUNT_OF(groups));
    const double first[] = { pow(1 + 2 * rho, 2), pow(2 + rho, 2) };
    const double total[] = { 1 - rho * rho, 4 * (1 - rho * rho) };
    assert_in_range(indices.left_out, 8192 / 160, 8192 * 6 / 160);
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        assert_close(indices.first[g].value, first[g] / variance, 0.05);
        assert_close(indices.total[g].value, total[g] / variance, 0.05);
    }
}

static double hardly_ever_a_number(const double *x, size_t count) {
    return x[0] > 0.05 ? NAN : sum_of(x, count);
}

/* A point in 400 is left, of 1,024 in each randomisation two or three: fewer than the 16 that an estimate needs. */
static void of_hardly_any_points_there_is_no_estimate(void **state) {
    (void)state;
    const Fitted uniform = fit("uniform", 0, NAN, 1);
    const InputGroup group = group_of(0, 0, 0);
    const Indices indices = indices_of(hardly_ever_a_number, 2, &uniform, NULL, &group, 1);
    assert_true(indices.left_out > 8192 - 8 * 16);
    assert_true(isnan(indices.sd[0]) && isnan(indices.first[0].value) && isnan(indices.total[0].value));
}

/* Without correlation the first-order indices of single inputs sum to 1 at most, the total ones to 1 at least, and no
   first one is above its total one. */
static void indices_of_a_case_stay_in_their_bounds(void **state) {
    (void)state;
    BizcaseCase *loaded;
    BizcaseSensitivity *study, *alone;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_VARIANCE, .threads = 2 },
                                    one_thread = { .parts = BIZCASE_VARIANCE, .threads = 1 };
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/best4business" }, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(loaded, &one_thread, &alone, NULL), BIZCASE_OK);
    for (size_t b = 0; b < study->body_count; b++) {
        double first = 0, total = 0, error = 0;
        for (size_t i = 0; i < study->variance_count; i++) {
            const BizcaseVarianceRow *row = &study->variance[i];
            assert_memory_equal(row->first, alone->variance[i].first, study->body_count * sizeof *row->first);
            assert_memory_equal(row->total, alone->variance[i].total, study->body_count * sizeof *row->total);
            if (study->groups[row->group].is_group) continue;
            assert_false(study->groups[row->group].is_correlated);
            first += row->first[b].value;
            total += row->total[b].value;
            error += row->first[b].standard_error;
            assert_true(row->first[b].value <=
                        row->total[b].value + 4 * (row->first[b].standard_error + row->total[b].standard_error) + 1e-9);
        }
        assert_true(first <= 1 + 2 * error);
        assert_true(total >= 1 - 2 * error);
    }
    bizcase_sensitivity_free(alone);
    bizcase_sensitivity_free(study);
    bizcase_case_free(loaded);
}

static int compare_numbers(const void *a, const void *b) {
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void numbers_come_in_order_and_ties_share_their_rank(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    const OrderRoom room = order_room(arena, COUNT);
    double values[COUNT], sorted[COUNT], ranks[COUNT];
    uint32_t seed = 1;
    for (size_t i = 0; i < COUNT; i++) {
        seed = seed * 1664525 + 1013904223;
        values[i] = sorted[i] =
            i % 7 == 0 ? (double)(seed >> 29) - 4 : ldexp((double)seed - 2147483648.0, (int)(i % 40) - 60);
    }
    values[0] = sorted[0] = -0.0;
    qsort(sorted, COUNT, sizeof *sorted, compare_numbers);
    const uint32_t *order = order_of(values, COUNT, &room);
    for (size_t i = 0; i < COUNT; i++) assert_true(values[order[i]] == sorted[i]);
    ranks_of(values, COUNT, &room, ranks);
    for (size_t i = 0; i < COUNT; i += 13) {
        size_t below = 0, equal = 0;
        for (size_t k = 0; k < COUNT; k++) {
            below += values[k] < values[i];
            equal += values[k] == values[i];
        }
        assert_close(ranks[i], (double)below + ((double)equal + 1) / 2, 0);
    }
    sort_numbers(values, COUNT, &room);
    for (size_t i = 0; i < COUNT; i++) assert_true(values[i] == sorted[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ishigami_function_has_its_indices),
        cmocka_unit_test(the_g_function_has_its_indices),
        cmocka_unit_test(correlated_inputs_have_the_indices_of_the_linear_model),
        cmocka_unit_test(points_that_give_no_number_are_left_out_whole),
        cmocka_unit_test(points_of_correlated_inputs_are_left_out_too),
        cmocka_unit_test(of_hardly_any_points_there_is_no_estimate),
        cmocka_unit_test(indices_of_a_case_stay_in_their_bounds),
        cmocka_unit_test(numbers_come_in_order_and_ties_share_their_rank),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
