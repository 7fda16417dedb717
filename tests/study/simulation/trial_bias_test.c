/* The optimism bias that trials keep under `auto`, and plan and trials on one basis. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "case/trial_bias.h"
#include "support/gsl_errors.h"

static const char *const columns = "line,drivers,formula,distribution,low,central,high,shape,optimism_bias,2018/19\n";

/* A bias of 20 %. d leans to 1.1 and q to 1.2 times their planning values, each uniform from there, low to 0.9 times; even is
   even around 1; g grows. r is made of q, per of 12 units of work by each of low, more of q and a constant. A cost keeps
   1.2 ÷ m − 1 and a benefit 1 − 0.8 ÷ m, from 0 to 20 %. */
static void ranges_that_lean_take_from_the_bias(void **state) {
    (void)state;
    static const struct {
        const char *file, *row;
        double left;
    } rows[] = {
        { "costs.csv", "a,,,,,,,,20%,100\n", 0.2 },
        { "costs.csv", "a,,,uniform,0.8,1,1.2,,20%,100\n", 0.2 },
        { "costs.csv", "a,,,triangular,1,1,1.3,,20%,100\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,,triangular,1,1,1.6,,20%,100\n", 0 },
        { "costs.csv", "a,,,triangular,1,1,4,,20%,100\n", 0 },
        { "costs.csv", "a,,,uniform,0.5,1,1,,20%,100\n", 0.2 },
        { "costs.csv", "a,d,,,,,,,20%,100\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,d;even,,uniform,1,1,1.1,,20%,100\n", 1.2 / (1.1 * 1.05) - 1 },
        { "costs.csv", "a,g,,,,,,,20%,100\n", 0.2 },
        { "costs.csv", "a,,q,,,,,,20%,\n", 0 },
        { "costs.csv", "a,,d + d * even,,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,g * s,,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,s / d,,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,s / low,,,,,,20%,\n", 1.2 / (1 / 0.9) - 1 },
        { "costs.csv", "a,,per,,,,,,20%,\n", 1.2 / (1 / 0.9) - 1 },
        { "benefits.csv", "a,,s / per,,,,,,20%,\n", 1 - 0.8 / 0.9 },
        { "benefits.csv", "a,,d / (s / low),,,,,,20%,\n", 1 - 0.8 / (1.1 * 0.9) },
        { "costs.csv", "a,,s + q,,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,more,,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,d * more,,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,d * s - low * d,,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,s / (d + q),,,,,,20%,\n", 0.2 },
        { "benefits.csv", "a,,s / (d + low),,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,\"max(0, d * s)\",,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,\"min(d * s, 3)\",,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,\"if(q > 1, d * s, 0)\",,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,\"if(year > 1, d, s)\",,,,,,20%,\n", 0.2 },
        { "costs.csv", "a,,-(d ^ 2) * -cumulative(ceiling(d)),,,,,,20%,\n", 1.2 / 1.1 - 1 },
        { "costs.csv", "a,,q ^ 2,,,,,,20%,\n", 0.2 },
        { "benefits.csv", "a,,,uniform,0.8,1,1,,20%,100\n", 1 - 0.8 / 0.9 },
        { "benefits.csv", "a,,,uniform,0.5,1,1,,20%,100\n", 0 },
        { "benefits.csv", "a,,,uniform,1,1,2,,20%,100\n", 0.2 },
        { "benefits.csv", "a,,r * q,uniform,0.5,1,1,,20%,\n", 1 - 0.8 / (1.2 * 0.75) },
        { "costs.csv", "a,,,bernoulli,,0,,30%,20%,100\n", 0.2 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char lines[300];
        snprintf(lines, sizeof lines, "%s%s", columns, rows[r].row);
        const CaseFile files[] = { { rows[r].file, lines }, { "case.csv", "key,value\nstart,2018/19\nperiods,1\n" },
            { "drivers.csv",
                "driver,kind,distribution,low,central,high\nd,multiplier,uniform,2,2,2.4\n"
                "even,multiplier,uniform,0.5,1,1.5\nlow,multiplier,uniform,0.8,1,1\ng,growth,uniform,1%,1%,9%\n" },
            { "quantities.csv", "quantity,formula,distribution,low,central,high\nq,,uniform,5,5,7\nr,q * q,,,,\n"
                                "s,,,,3,\nper,12 / low,,,,\nmore,q + 1,,,,\n" },
            { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);

        const double left = case_of(made.loaded)->lines[0].bias_in_trials;

        if (fabs(left - rows[r].left) > 1e-12) print_error("row %zu\n", r);
        assert_close(left, rows[r].left, 1e-12);
        temporary_case_free(&made);
    }
}

/* A cost of 100 with a bias of 40 % and a range up to 1.4 times: 140 in the plan. Trials are 120 without the bias, 168 with
   all of it, and on average 140 with the rest. */
static void trials_with_the_rest_of_the_bias_are_the_plan_on_average(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,distribution,low,central,high,optimism_bias,2018/19\n"
                                                     "a,uniform,1,1,1.4,40%,100\n" },
        { NULL, NULL } };
    static const struct {
        const char *change;
        double mean;
    } rows[] = { { NULL, -140 }, { "case:optimism_bias_in_simulation:value=auto", -140 },
        { "case:optimism_bias_in_simulation:value=no", -120 }, { "case:optimism_bias_in_simulation:value=yes", -168 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(
            files, (BizcaseCaseRequest){ .changes = &rows[r].change, .change_count = rows[r].change != NULL });
        BizcaseSimulation *simulation;
        const BizcaseSimulateRequest request = { .trials = 8192, .sampler = "sobol" };
        assert_int_equal(bizcase_simulate(made.loaded, &request, &simulation, NULL), BIZCASE_OK);

        const BizcaseDistribution *npv =
            bizcase_simulation_find(simulation, &simulation->main, bizcase_figure_find("npv"));

        assert_close(npv->mean, rows[r].mean, 0.01);
        bizcase_simulation_free(simulation);
        temporary_case_free(&made);
    }
}

/* A benefit of 130, a cost of 100 with a bias of 50 % and a risk of 10 that comes in half of the trials. With both the plan
   is at −25; each row says what plan and trials have, and what the plan is with what the trials have. */
static void the_plan_is_shown_with_what_the_trials_have(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,optimism_bias,2018/19\na,50%,100\n" },
        { "benefits.csv", "line,2018/19\nb,130\n" },
        { "risks.csv", "risk,probability,distribution,central\nr,50%,fixed,10\n" }, { NULL, NULL } };
    static const struct {
        const char *bias_in_plan, *bias_in_trials, *risk_in_plan;
        double expected; /* NaN: plan and trials have the same */
    } rows[] = {
        { "yes", "auto", "yes", NAN },
        { "yes", "yes", "yes", NAN },
        { "no", "no", "yes", NAN },
        { "yes", "no", "yes", 25 },
        { "no", "auto", "yes", -25 },
        { "no", "yes", "yes", -25 },
        { "yes", "auto", "no", -25 },
        { "no", "no", "no", 25 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char texts[3][80];
        const char *changes[] = { texts[0], texts[1], texts[2] };
        snprintf(texts[0], sizeof *texts, "case:optimism_bias_in_plan:value=%s", rows[r].bias_in_plan);
        snprintf(texts[1], sizeof *texts, "case:optimism_bias_in_simulation:value=%s", rows[r].bias_in_trials);
        snprintf(texts[2], sizeof *texts, "case:risk_in_plan:value=%s", rows[r].risk_in_plan);
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .changes = changes, .change_count = 3 });
        BizcaseSimulation *simulation;
        assert_int_equal(
            bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ .trials = 128 }, &simulation, NULL), BIZCASE_OK);

        if (isnan(rows[r].expected))
            assert_null(simulation->plan_on_trials_basis);
        else
            assert_close(simulation->plan_on_trials_basis[0], rows[r].expected, 1e-9);
        bizcase_simulation_free(simulation);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_that_lean_take_from_the_bias),
        cmocka_unit_test(trials_with_the_rest_of_the_bias_are_the_plan_on_average),
        cmocka_unit_test(the_plan_is_shown_with_what_the_trials_have),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
