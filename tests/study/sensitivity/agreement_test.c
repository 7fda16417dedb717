/* Councils that gain nothing, payments to a council that loses, shares that help nobody, options with the same worst:
   agreement and choice at their edges. Everything falls into one year, so that a payment is worth itself. */
#include "support/sensitivity_of_case.h"

#include "study/live/live.h"
#include "study/live/state.h"
#include "support/gsl_errors.h"

static const BizcaseSensitivityRequest asked = { .parts = BIZCASE_AGREEMENT, .trials = 20000 };

#define OPTIONS                                                                                                        \
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" }
#define UNCERTAIN                                                                                                      \
    { "drivers.csv", "driver,distribution,low,central,high\nt,uniform,0.5,,1.5\n" }

/* Z saves what it spends: it does not gain, as the simulation has it too. */
static void a_council_that_comes_out_even_does_not_gain(void **state) {
    (void)state;
    static const CaseFile files[] = { OPTIONS, UNCERTAIN, { "councils.csv", "council\nX\nY\nZ\n" },
        { "costs.csv", "line,option,split,2018/19\nc,new,X,10\nd,new,Z,10\n" },
        { "benefits.csv", "line,option,split,drivers,2018/19\na,new,X,t,100\nb,new,Y,t,100\ne,new,Z,,10\n" },
        { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, asked);
    BizcaseSimulation *simulation;
    assert_int_equal(
        bizcase_simulate(made.made.loaded, &(BizcaseSimulateRequest){ .trials = 2000 }, &simulation, NULL), BIZCASE_OK);

    const BizcaseCouncilsAgreement *agreement = made.study->agreement;

    assert_close(agreement->all_gain.value, 0, 0);
    assert_close(simulation->agreements[0].all_councils_gain, 0, 0);
    assert_close(agreement->loses_alone[2].value, 1, 0);
    bizcase_simulation_free(simulation);
    sensitivity_of_case_free(&made);
}

/* The only money is a transfer, which counts in cash alone. The study, the simulation and the page say the same. */
static void where_nobody_has_a_stake_nobody_gains(void **state) {
    (void)state;
    enum { TRIALS = 2048 };
    static const CaseFile files[] = { OPTIONS, UNCERTAIN, { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,option,split,type,2018/19\nc,new,X,transfer,10\n" },
        { "benefits.csv", "line,option,split,drivers,2018/19\na,new,Y,t,0\n" }, { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, asked);
    const BizcaseCaseRequest with = { .folder = made.made.folder };
    Arena *arena = arena_new();
    BizcaseSimulation *simulation;
    BizcaseLive *live;
    LiveState page;
    assert_int_equal(
        bizcase_simulate(made.made.loaded, &(BizcaseSimulateRequest){ .trials = TRIALS }, &simulation, NULL),
        BIZCASE_OK);
    assert_int_equal(bizcase_live(made.made.loaded, &(BizcaseLiveRequest){ .with = &with }, &live, NULL), BIZCASE_OK);
    assert_true(live_open(arena, live->image, live->image_size, 0, &page));

    const double *trials = live_trials(&page, 0, TRIALS / LANES);
    memcpy(live_outcomes(&page, TRIALS), trials, page.scope_count * TRIALS * sizeof *trials);
    live_count(&page);

    assert_close(made.study->agreement->all_gain.value, 0, 0);
    assert_close(made.study->agreement->none_gains.value, 1, 0);
    assert_close(simulation->agreements[0].all_councils_gain, 0, 0);
    assert_close(page.simulation.agreements[0].all_councils_gain, 0, 0);
    live_close(&page);
    bizcase_live_free(live);
    arena_free(arena);
    bizcase_simulation_free(simulation);
    sensitivity_of_case_free(&made);
}

/* X and Y have 100·t each, t above 0.7 in 80 % of the trials, and Z loses 20. What one pays the others get in halves. */
static void the_least_payment_is_the_one_nearest_to_nothing(void **state) {
    (void)state;
    static const CaseFile files[] = { OPTIONS, UNCERTAIN, { "councils.csv", "council\nX\nY\nZ\n" },
        { "costs.csv", "line,option,split,2018/19\nc,new,Z,20\n" },
        { "benefits.csv", "line,option,split,drivers,2018/19\na,new,X,t,100\nb,new,Y,t,100\n" }, { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, asked);

    const BizcasePaymentRow *rows = made.study->agreement->payments;

    assert_int_equal(made.study->agreement->payment_count, 3);
    assert_close(rows[0].confident.from, 40, 1e-9); /* so that Z gets more than its 20 */
    assert_close(rows[0].confident.to, 70, 0.7);
    assert_close(rows[0].smallest, 40, 1e-9);
    assert_close(rows[2].confident.to, -20, 1e-9); /* Z must get 20 … */
    assert_close(rows[2].confident.from, -140, 1.4);
    assert_close(rows[2].smallest, -20, 1e-9);
    sensitivity_of_case_free(&made);
}

/* N, which is not public, is not asked to pay in that reading: X pays Y alone, at least 20 and at most its 100·t. */
static void a_party_without_a_stake_neither_pays_nor_is_paid(void **state) {
    (void)state;
    static const CaseFile files[] = { OPTIONS, UNCERTAIN, { "councils.csv", "council,public\nX,yes\nN,no\nY,yes\n" },
        { "costs.csv", "line,option,split,2018/19\nc,new,Y,20\n" },
        { "benefits.csv", "line,option,split,drivers,2018/19\na,new,X,t,100\nb,new,N,t,300\n" }, { NULL, NULL } };
    BizcaseSensitivityRequest of_public = asked;
    of_public.reading = BIZCASE_PUBLIC;
    SensitivityOfCase made = sensitivity_of_case(files, of_public);

    const BizcaseCouncilsAgreement *agreement = made.study->agreement;
    const BizcasePaymentRow *row = agreement->payments;

    assert_int_equal(agreement->payment_count, 1);
    assert_int_equal(row->council, 0);
    assert_close(row->equal_plan, (100 + 20) / 2.0, 1e-9);
    assert_close(row->confident.from, 20, 1e-9);
    assert_close(row->confident.to, 70, 0.7); /* t is above 0.7 in 80 % of the trials */
    assert_close(agreement->loses_alone[2].value, 1, 0);
    sensitivity_of_case_free(&made);
}

static void no_payment_is_needed_where_all_gain(void **state) {
    (void)state;
    static const CaseFile files[] = { OPTIONS, UNCERTAIN, { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,option,2018/19\nc,new,10\n" },
        { "benefits.csv", "line,option,drivers,2018/19\na,new,t,100\n" }, { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, asked);

    const BizcasePaymentRow *row = &made.study->agreement->payments[0];

    assert_true(row->confident.from < 0 && row->confident.to > 0);
    assert_close(row->smallest, 0, 0);
    sensitivity_of_case_free(&made);
}

/* X and Y share a cost of 60; X has 50 and Y 40. The share of X is from 1 − 40/60 to 50/60, unless Z, which has no part in
   the split, loses. Without money it has no stake, and is not asked. */
static void no_share_helps_a_council_that_it_does_not_touch(void **state) {
    (void)state;
    static const struct {
        const char *of_z;
        double from, to;
    } rows[] = { { "1", 1 - 40 / 60.0, 50 / 60.0 }, { "-1", NAN, NAN }, { "0", 1 - 40 / 60.0, 50 / 60.0 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char benefits[128];
        snprintf(
            benefits, sizeof benefits, "line,option,split,2018/19\nx,new,X,50\ny,new,Y,40\nz,new,Z,%s\n", rows[r].of_z);
        const CaseFile files[] = { OPTIONS, { "councils.csv", "council\nX\nY\nZ\n" },
            { "splits.csv", "split,X,Y,Z\nkey,1,1,0\n" }, { "costs.csv", "line,option,split,2018/19\nc,new,key,60\n" },
            { "benefits.csv", benefits }, { NULL, NULL } };
        SensitivityOfCase made = sensitivity_of_case(files, asked);
        const BizcaseCouncilsAgreement *agreement = made.study->agreement;
        const BizcaseShareRow *of_x = NULL;
        for (size_t i = 0; i < agreement->share_count; i++)
            if (agreement->shares[i].lever == lever_of_case(&made, "split:key/X")) of_x = &agreement->shares[i];

        assert_non_null(of_x);
        assert_close(of_x->at_plan.from, rows[r].from, 1e-9);
        assert_close(of_x->at_plan.to, rows[r].to, 1e-9);
        assert_close(of_x->confident.from, rows[r].from, 1e-9);
        sensitivity_of_case_free(&made);
    }
}

/* A chance that comes in half of the trials brings one option 100 and the other 200; without it both are 50 down. */
static void an_option_dominates_though_its_worst_is_no_better(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nless,option\nmore,preferred\n" },
        { "costs.csv", "line,2018/19\nc,50\n" },
        { "benefits.csv", "line,option,drivers,2018/19\na,less,d,100\nb,more,d,200\n" },
        { "drivers.csv", "driver,distribution,shape\nd,discrete,0:1;1:1\n" }, { NULL, NULL } };
    SensitivityOfCase made =
        sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_CHOICE, .trials = 20000 });
    const size_t n = made.study->alternative_count;
    size_t less = 0, more = 0;
    while (strcmp(made.study->alternatives[less], "less") != 0) less++;
    while (strcmp(made.study->alternatives[more], "more") != 0) more++;

    assert_int_equal(made.study->choice->dominates[more * n + less], 1);
    assert_int_equal(made.study->choice->dominates[less * n + more], 0);
    sensitivity_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_that_comes_out_even_does_not_gain),
        cmocka_unit_test(where_nobody_has_a_stake_nobody_gains),
        cmocka_unit_test(the_least_payment_is_the_one_nearest_to_nothing),
        cmocka_unit_test(a_party_without_a_stake_neither_pays_nor_is_paid),
        cmocka_unit_test(no_payment_is_needed_where_all_gain),
        cmocka_unit_test(no_share_helps_a_council_that_it_does_not_touch),
        cmocka_unit_test(an_option_dominates_though_its_worst_is_no_better),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
