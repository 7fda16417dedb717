/* Trials in which a formula divides by 0 are left out of what every study makes of its trials, and counted. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/live/live.h"
#include "study/live/state.h"
#include "support/gsl_errors.h"

/* Staff of 1, in a quarter of the trials, divides by 0, in what north pays under programme p. Elsewhere north has
   200 − 100 × U(1, 3), above 0 in half of the trials, and south has U(0, 200) − 50, above 0 in three quarters of all. */
static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
    { "councils.csv", "council\nnorth\nsouth\n" },
    { "quantities.csv", "quantity,formula,distribution,low,central,high,shape\nstaff,,discrete,,2,,1:1;2:3\n"
                        "load,100 / (staff - 1),,,,,\nrate,,uniform,1,,3,\ngain,,uniform,0,,200,\n" },
    { "costs.csv", "line,programme,split,formula\na,p,north,load * rate\nb,q,south,50 + 0 * gain\n" },
    { "benefits.csv", "line,programme,split,formula\nc,p,north,200 + 0 * rate\nd,q,south,gain\n" }, { NULL, NULL } };

enum { TRIALS = 4096 };
static const char *const figures[] = { "npv", "irr", "mirr", "bcr", "payback_years" };
static const BizcaseSimulateRequest asked = { .trials = TRIALS, .figures = figures, .figure_count = COUNT_OF(figures) };

typedef struct Simulated {
    TemporaryCase made;
    BizcaseSimulation *simulation;
    uint64_t odd; /* trials of the joint total */
} Simulated;

static Simulated simulate(void) {
    Simulated made = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    if (made.made.status != BIZCASE_OK) print_case_diagnostics(made.made.loaded);
    assert_int_equal(made.made.status, BIZCASE_OK);
    assert_int_equal(bizcase_simulate(made.made.loaded, &asked, &made.simulation, NULL), BIZCASE_OK);
    made.odd = made.simulation->distributions[0].not_finite;
    assert_close((double)made.odd, TRIALS * 0.25, 5 * sqrt(TRIALS * 0.25 * 0.75)); /* five standard errors */
    return made;
}

static void simulated_free(Simulated *made) {
    bizcase_simulation_free(made->simulation);
    temporary_case_free(&made->made);
}

static void they_are_counted_by_programme_in_every_figure(void **state) {
    (void)state;
    Simulated made = simulate();
    size_t odd = 0, sound = 0;

    for (size_t i = 0; i < made.simulation->distribution_count; i++) {
        const BizcaseDistribution *found = &made.simulation->distributions[i];
        const bool is_odd = strcmp(found->scope.programme, "q") != 0; /* a share of 0 of what is not a number is none */
        if (found->not_finite != (is_odd ? made.odd : 0))
            print_error(
                "%s of %s, %s\n", bizcase_figure(found->figure).name, found->scope.council, found->scope.programme);
        assert_int_equal(found->not_finite, is_odd ? made.odd : 0);
        odd += is_odd;
        sound += !is_odd;
    }

    assert_int_equal(odd, 5 * 3 * 2); /* five figures of joint and two councils, in total and p */
    assert_int_equal(sound, 5 * 3);
    simulated_free(&made);
}

/* 1/2 × 3/4 */
static void the_chance_that_all_councils_gain_is_of_the_others(void **state) {
    (void)state;
    Simulated made = simulate();
    const BizcaseAgreement *agreement = &made.simulation->agreements[0];
    const double error = sqrt(0.375 * 0.625 / (double)(TRIALS - made.odd));

    assert_close(agreement->all_councils_gain, 0.375, 5 * error);
    assert_close(agreement->standard_error, error, 0.1 * error);
    simulated_free(&made);
}

static void pictures_are_of_the_others(void **state) {
    (void)state;
    Simulated made = simulate();
    BizcaseSpread *spread;

    assert_int_equal(bizcase_spread(made.made.loaded, &asked, &spread, NULL), BIZCASE_OK);

    assert_int_equal(spread->not_finite, made.odd);
    assert_int_equal(spread->kept, TRIALS - made.odd);
    for (size_t b = 0; b < spread->body_count; b++) {
        const double *npv = spread->npv + b * spread->kept;
        for (size_t i = 1; i < spread->kept; i++) assert_true(npv[i] >= npv[i - 1]);
    }
    /* North's median is 0, with a standard error of 200 × √(¼ ÷ n); 95% of its trials are below 90. */
    const double *north = spread->cumulative + BIZCASE_SPREAD_LEVELS;
    assert_close(north[2], 0, 5 * 100 / sqrt((double)spread->kept));
    assert_close(north[4], 90, 5 * 200 * sqrt(0.05 * 0.95 / (double)spread->kept));
    bizcase_spread_free(spread);
    simulated_free(&made);
}

static void the_envelope_is_of_the_others(void **state) {
    (void)state;
    Simulated made = simulate();
    BizcaseFinance *finance;

    assert_int_equal(
        bizcase_finance(made.made.loaded, &(BizcaseFinanceRequest){ .trials = TRIALS }, &finance, NULL), BIZCASE_OK);

    const double left = (double)(TRIALS - made.odd);
    assert_int_equal(finance->not_finite, made.odd);
    assert_int_equal(finance->trials, TRIALS);
    for (size_t b = 0; b < 3; b++) assert_close(finance->envelopes[b].over_all_years, 0.5, 5 * sqrt(0.25 / left));
    assert_close(finance->affordability[1].above_plan, 0.5, 5 * sqrt(0.25 / left));
    assert_close(finance->affordability[1].net_revenue[3], 80, 5 * 200 * sqrt(0.1 * 0.9 / left)); /* 100 × 2.8 − 200 */
    bizcase_finance_free(finance);
    simulated_free(&made);
}

/* Every trial divides by 0: there is a plan and nothing of trials. */
static void an_envelope_of_no_trials_is_none(void **state) {
    (void)state;
    const char *change = "quantities:staff:shape=1:1;2:0.000000001";
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .changes = &change, .change_count = 1 });
    BizcaseFinance *finance;
    assert_int_equal(made.status, BIZCASE_OK);

    assert_int_equal(
        bizcase_finance(made.loaded, &(BizcaseFinanceRequest){ .trials = 256 }, &finance, NULL), BIZCASE_OK);

    assert_int_equal(finance->not_finite, 256);
    assert_null(finance->affordability);
    assert_null(finance->envelopes);
    bizcase_finance_free(finance);
    temporary_case_free(&made);
}

static void live_pages_count_them_as_the_command_does(void **state) {
    (void)state;
    Simulated made = simulate();
    const BizcaseCaseRequest with = { .folder = made.made.folder };
    Arena *arena = arena_new();
    BizcaseLive *live;
    LiveState page;
    assert_int_equal(bizcase_live(made.made.loaded, &(BizcaseLiveRequest){ .with = &with }, &live, NULL), BIZCASE_OK);
    assert_true(live_open(arena, live->image, live->image_size, 0, &page));

    const double *trials = live_trials(&page, 0, TRIALS / LANES);
    memcpy(live_outcomes(&page, TRIALS), trials, page.scope_count * TRIALS * sizeof *trials);
    live_count(&page);

    assert_int_equal(page.simulation.distributions[0].not_finite, made.odd);
    assert_int_equal(page.simulation.distributions[3].not_finite, made.odd); /* programme p */
    assert_int_equal(page.simulation.distributions[4].not_finite, 0);        /* q */
    assert_close(page.simulation.agreements[0].all_councils_gain, made.simulation->agreements[0].all_councils_gain, 0);
    assert_close(page.simulation.agreements[0].standard_error, made.simulation->agreements[0].standard_error, 1e-15);
    assert_int_equal(page.spread.not_finite, made.odd);
    assert_true(isfinite(page.spread.npv[page.spread.kept - 1]));
    live_close(&page);
    bizcase_live_free(live);
    arena_free(arena);
    simulated_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_counted_by_programme_in_every_figure),
        cmocka_unit_test(the_chance_that_all_councils_gain_is_of_the_others),
        cmocka_unit_test(pictures_are_of_the_others),
        cmocka_unit_test(the_envelope_is_of_the_others),
        cmocka_unit_test(an_envelope_of_no_trials_is_none),
        cmocka_unit_test(live_pages_count_them_as_the_command_does),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
