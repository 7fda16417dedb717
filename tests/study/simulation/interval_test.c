/* Intervals: quantiles against GSL's, and how often they hold the true value. */
#include "study/simulation/interval.h"

#include <gsl/gsl_cdf.h>

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"
#include "support/temporary_case.h"

static void quantiles_are_students_of_one_less_or_normal(void **state) {
    (void)state;
    for (size_t randomisations = 2; randomisations < 60; randomisations++)
        assert_close(half_width_95(1, randomisations), gsl_cdf_tdist_Pinv(0.975, (double)randomisations - 1), 1e-9);
    assert_close(half_width_95(3, 16), 3 * 2.13145, 2e-5); /* printed tables: t of 15, and of 7 */
    assert_close(half_width_95(3, 8), 3 * 2.36462, 2e-5);
    assert_close(half_width_95(2, 0), 2 * gsl_cdf_ugaussian_Pinv(0.975), 1e-14);
    assert_close(half_width_95(5, 1), NAN, 0);
    assert_close(half_width_95(NAN, 8), NAN, 0);
}

/* NPV is −Σ aᵢ·xᵢ·yᵢ of uniforms from 0 to 2 around 1, whose mean is known: a product is what neither design makes exact. */
static const CaseFile products[] = {
    { "drivers.csv", "driver,distribution,low,central,high\nx,uniform,0,,2\ny,uniform,0,,2\nz,triangular,0,1,3\n" },
    { "costs.csv", "line,drivers,distribution,low,high,2018/19\na,x;y,,,,1000\nb,y;z,uniform,0.5,1.5,500\n" },
    { NULL, NULL },
};
static const double true_mean = -(1000 + 500 * 4.0 / 3);

typedef struct Coverage {
    size_t seeds, held, randomisations;
} Coverage;

static Coverage coverage_of(const char *sampler) {
    enum { SEEDS = 400 };
    TemporaryCase made = temporary_case(products, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    const BizcaseScope scope = { "proposal", NULL, "joint", "total" };
    Coverage coverage = { .seeds = SEEDS };
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        BizcaseSimulation *simulation;
        const BizcaseSimulateRequest request = {
            .trials = 2048, .has_seed = 1, .seed = seed, .sampler = sampler, .main_option_only = 1
        };
        assert_int_equal(bizcase_simulate(made.loaded, &request, &simulation, NULL), BIZCASE_OK);
        const BizcaseDistribution *npv = bizcase_simulation_find(simulation, &scope, bizcase_figure_find("npv"));
        const double off = fabs(npv->mean - true_mean);
        coverage.held += off <= half_width_95(npv->standard_error, simulation->randomisations);
        coverage.randomisations = simulation->randomisations;
        bizcase_simulation_free(simulation);
    }
    temporary_case_free(&made);
    return coverage;
}

/* Of 400 seeds 380 on average, with a standard deviation of √(400·0.95·0.05) = 4.4: within three of them. With 1.96
   standard errors sobol's hold it for 364. */
static void intervals_hold_the_true_mean_as_often_as_they_say(void **state) {
    (void)state;
    static const struct {
        const char *sampler;
        size_t randomisations;
    } rows[] = { { "mc", 0 }, { "lhs", 16 }, { "sobol", 8 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Coverage coverage = coverage_of(rows[r].sampler);
        assert_int_equal(coverage.randomisations, rows[r].randomisations);
        const double seeds = (double)coverage.seeds;
        assert_close((double)coverage.held, 0.95 * seeds, 3 * sqrt(seeds * 0.95 * 0.05));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_students_of_one_less_or_normal),
        cmocka_unit_test(intervals_hold_the_true_mean_as_often_as_they_say),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
