/* As many trials as it takes, and standard errors that mean what they say. */
#include "support/temporary_case.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

/* NPV is 700 less up to 1000. */
static const CaseFile uncertain[] = {
    { "costs.csv", "line,distribution,low,central,high,2018/19\na,uniform,0,,1000,1\n" },
    { "benefits.csv", "line,2018/19\nb,700\n" },
    { NULL, NULL },
};
static const CaseFile certain[] = { { "costs.csv", "line,2018/19\na,5\n" }, { NULL, NULL } };

static const BizcaseDistribution *joint_npv(const BizcaseSimulation *simulation) {
    const BizcaseScope scope = { "proposal", NULL, "joint", "total" };
    return bizcase_simulation_find(simulation, &scope, bizcase_figure_find("npv"));
}

static BizcaseSimulation *simulate(BizcaseCase *loaded, BizcaseSimulateRequest request) {
    BizcaseSimulation *simulation;
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
    return simulation;
}

/* The wider of the halves of the 95 % intervals that --until is about. */
static double widest(const BizcaseSimulation *simulation) {
    const BizcaseDistribution *npv = joint_npv(simulation);
    const size_t randomisations = simulation->randomisations;
    const double quantile = randomisations ? gsl_cdf_tdist_Pinv(0.975, (double)randomisations - 1) : 1.959963984540054;
    return quantile * fmax(npv->standard_error, fmax(npv->percentile_errors[2], npv->percentile_errors[7]));
}

static void it_runs_until_it_is_as_sure_as_asked(void **state) {
    (void)state;
    static const struct {
        double until;
        int relative;
        const char *sampler;
    } rows[] = { { 0.01, 1, "mc" }, { 2, 0, "mc" }, { 1, 0, "lhs" }, { 0.5, 0, "sobol" }, { 0.005, 1, "lhs" },
        { 0.002, 1, "sobol" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
        BizcaseSimulation *found = simulate(made.loaded, (BizcaseSimulateRequest){ .trials = 4000000,
                                                             .sampler = rows[r].sampler,
                                                             .until = rows[r].until,
                                                             .until_is_relative = rows[r].relative });
        BizcaseSimulation *plain =
            simulate(made.loaded, (BizcaseSimulateRequest){ .trials = found->trials, .sampler = rows[r].sampler });
        const BizcaseDistribution *a = joint_npv(found);
        assert_true(found->trials < 4000000);
        assert_true(widest(found) <= rows[r].until * (rows[r].relative ? fabs(a->mean) : 1));
        assert_close(found->reached, widest(found) / (rows[r].relative ? fabs(a->mean) : 1), 1e-9);
        assert_int_equal(found->distribution_count, plain->distribution_count);
        for (size_t d = 0; d < found->distribution_count; d++)
            assert_memory_equal(&found->distributions[d].mean, &plain->distributions[d].mean,
                sizeof(BizcaseDistribution) - offsetof(BizcaseDistribution, mean));
        BizcaseSimulation *half =
            simulate(made.loaded, (BizcaseSimulateRequest){ .trials = found->trials / 2, .sampler = rows[r].sampler });
        if (found->trials > 16384) /* the least; else half of them must not do */
            assert_true(widest(half) > rows[r].until * (rows[r].relative ? fabs(joint_npv(half)->mean) : 1));
        bizcase_simulation_free(half);
        bizcase_simulation_free(found);
        bizcase_simulation_free(plain);
        temporary_case_free(&made);
    }
}

static void it_gives_up_with_a_warning(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseSimulation *simulation;
    size_t count;
    const BizcaseSimulateRequest request = { .trials = 30000, .until = 0.001 };
    assert_int_equal(bizcase_simulate(made.loaded, &request, &simulation, problems), BIZCASE_OK);
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(simulation->trials, 30000);
    assert_true(simulation->reached > 0.001);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].field, "until");
    assert_int_equal(simulation->warning_count, 1); /* for documents */
    assert_int_equal(items[0].severity, BIZCASE_WARNING);
    bizcase_problems_free(problems);
    bizcase_simulation_free(simulation);
    temporary_case_free(&made);
}

static void a_certain_case_is_sure_at_once(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(certain, (BizcaseCaseRequest){ 0 });
    BizcaseSimulation *simulation =
        simulate(made.loaded, (BizcaseSimulateRequest){ .trials = 100000000, .until = 0.01 });
    assert_true(simulation->trials <= 16384);
    assert_close(simulation->reached, 0, 0);
    bizcase_simulation_free(simulation);
    simulation =
        simulate(made.loaded, (BizcaseSimulateRequest){ .trials = 100000000, .until = 0.01, .until_is_relative = 1 });
    assert_true(simulation->trials <= 16384);
    assert_close(simulation->reached, 0, 0);
    bizcase_simulation_free(simulation);
    temporary_case_free(&made);
}

enum { SEEDS = 80, STATISTICS = 4 };

/* Mean, P10, P90 and the probability of a loss, from closed forms. */
typedef struct KnownCase {
    const CaseFile *files;
    double truth[STATISTICS];
} KnownCase;

/* 700 − u of 0 to 1000. */
static const KnownCase one_uniform = { uncertain, { 200, -200, 600, 0.3 } };

/* b − a with b of 2000 to 6000, a of 1250 to 3750: F(x) = (x + 1750)² ÷ (2·4000·2500) up to 750, and the same from above. */
static const CaseFile two_lines[] = {
    { "costs.csv", "line,distribution,low,central,high,2018/19\na,uniform,1250,,3750,1\n" },
    { "benefits.csv", "line,distribution,low,central,high,2018/19\nb,uniform,2000,,6000,1\n" },
    { NULL, NULL },
};
static const KnownCase two_uniforms = { two_lines,
    { 1500, -1750 + 1414.2135623730951, 4750 - 1414.2135623730951, 0.153125 } };

typedef struct Seeds {
    double found[STATISTICS][SEEDS], stated[STATISTICS][SEEDS]; /* stated: squares */
} Seeds;

static void run_seeds(const KnownCase *known, const char *sampler, uint64_t trials, Seeds *seeds) {
    TemporaryCase made = temporary_case(known->files, (BizcaseCaseRequest){ 0 });
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        BizcaseSimulation *simulation = simulate(
            made.loaded, (BizcaseSimulateRequest){ .trials = trials, .sampler = sampler, .has_seed = 1, .seed = seed });
        const BizcaseDistribution *npv = joint_npv(simulation);
        const double values[STATISTICS] = { npv->mean, npv->percentiles[2], npv->percentiles[7],
            npv->probability_negative };
        const double errors[STATISTICS] = { npv->standard_error, npv->percentile_errors[2], npv->percentile_errors[7],
            npv->probability_negative_error };
        for (size_t i = 0; i < STATISTICS; i++) {
            seeds->found[i][seed] = values[i];
            seeds->stated[i][seed] = errors[i] * errors[i];
        }
        bizcase_simulation_free(simulation);
    }
    temporary_case_free(&made);
}

/* Over seeds, what was found spreads as far as the runs say, and lies around the truth. The spread of 80 is itself sure to
   1 ÷ √(2·79) = 8 %: a quarter is three standard errors. Even points find a percentile better than the few randomisations of
   a short run can tell: there a run may say more than is seen, never less. */
static void standard_errors_are_the_spread_over_seeds(void **state) {
    (void)state;
    static const struct {
        const KnownCase *known;
        const char *sampler;
        uint64_t trials;
        double most[STATISTICS]; /* said ÷ seen; 0.75 is the least */
    } rows[] = {
        { &one_uniform, "mc", 3000, { 1.25, 1.25, 1.25, 1.25 } },
        { &two_uniforms, "mc", 3000, { 1.25, 1.25, 1.25, 1.25 } },
        { &two_uniforms, "mc", 10000, { 1.25, 1.25, 1.25, 1.25 } },
        { &one_uniform, "lhs", 3000, { 1.25, 1.5, 1.5, 1.25 } },
        { &two_uniforms, "lhs", 3000, { 1.25, 1.25, 1.25, 1.25 } },
        { &two_uniforms, "lhs", 32768, { 1.25, 1.25, 1.25, 1.25 } },
        { &one_uniform, "sobol", 3000, { 1.25, 1.75, 1.75, 1.25 } },
        { &two_uniforms, "sobol", 3000, { 1.25, 1.5, 1.5, 1.25 } },
        { &two_uniforms, "sobol", 32768, { 1.25, 1.25, 1.25, 1.25 } },
    };
    static Seeds seeds;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        run_seeds(rows[r].known, rows[r].sampler, rows[r].trials, &seeds);
        for (size_t i = 0; i < STATISTICS; i++) {
            const double *found = seeds.found[i], truth = rows[r].known->truth[i];
            const double spread = gsl_stats_sd(found, 1, SEEDS), said = sqrt(gsl_stats_mean(seeds.stated[i], 1, SEEDS));
            if (said < 0.75 * spread || said > rows[r].most[i] * spread)
                fail_msg("row %zu, %s, statistic %zu: said %g, seen %g", r, rows[r].sampler, i, said, spread);
            /* Between order statistics is at most a thousandth: type 7 is not without bias. */
            assert_close(gsl_stats_mean(found, 1, SEEDS), truth, 4 * spread / sqrt(SEEDS) + 1e-3 * fabs(truth));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_runs_until_it_is_as_sure_as_asked),
        cmocka_unit_test(it_gives_up_with_a_warning),
        cmocka_unit_test(a_certain_case_is_sure_at_once),
        cmocka_unit_test(standard_errors_are_the_spread_over_seeds),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
