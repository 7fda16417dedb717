/* How far levers go when nobody says: the tornado's ranges, a month of delay, and the nearest turn of several. */
#include "support/sensitivity_of_case.h"

#include "support/gsl_errors.h"

static const BizcaseTornadoRow *tornado_of(const SensitivityOfCase *made, const char *name) {
    for (size_t i = 0; i < made->study->tornado_count; i++)
        if (made->study->tornado[i].lever == lever_of_case(made, name)) return &made->study->tornado[i];
    fail_msg("%s is not in the tornado", name);
    return NULL;
}

/* A growth of −4 % a year, a phase and a rate, none with a distribution. */
static void what_has_no_distribution_goes_as_far_as_is_usual(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,3\ndiscount,5%\n" },
        { "phases.csv", "phase,start,end\nbuild,2018-04,2018-09\n" },
        { "drivers.csv", "driver,kind,distribution,central\ng,growth,fixed,-4%\n" },
        { "costs.csv", "line,phase,on_delay,2018/19,2019/20,2020/21\nc,build,shift,100,50,\n" },
        { "benefits.csv", "line,drivers,2018/19,2019/20,2020/21\nb,g,60,60,60\n" }, { NULL, NULL } };
    static const struct {
        BizcaseSensitivityRequest request;
        double range, rate_range, delay_range;
    } rows[] = { { { .parts = BIZCASE_TORNADO }, 0.1, 0.01, 6 },
        { { .parts = BIZCASE_TORNADO, .range = 0.2, .rate_range = 0.02, .delay_range = 3 }, 0.2, 0.02, 3 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        SensitivityOfCase made = sensitivity_of_case(files, rows[r].request);

        const BizcaseTornadoRow *growth = tornado_of(&made, "driver:g"), *rate = tornado_of(&made, "discount_rate"),
                                *phase = tornado_of(&made, "phase:build");
        assert_close(growth->low, -0.04 - 0.04 * rows[r].range, 1e-12);
        assert_close(growth->high, -0.04 + 0.04 * rows[r].range, 1e-12);
        assert_close(rate->low, 0.05 - rows[r].rate_range, 1e-12);
        assert_close(rate->high, 0.05 + rows[r].rate_range, 1e-12);
        assert_close(phase->low, 0, 0);
        assert_close(phase->high, rows[r].delay_range, 0);
        sensitivity_of_case_free(&made);
    }
}

/* 120 a year, month by month and without discounting, that begin with the end of a phase which is 2 months late already:
   each month more costs 10, in the plan and on average. */
static void a_month_of_delay_costs_a_month_of_benefits(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19 Q1\nperiods,12\ndiscount,0%\n" },
        { "phases.csv", "phase,start,end,distribution,low,central,high\nbuild,2018-04,2018-09,triangular,1,2,3\n" },
        { "costs.csv", "line,2018/19 Q1\nc,10\n" },
        { "benefits.csv",
            "line,phase,on_delay,2018/19 Q3,2018/19 Q4,2019/20 Q1,2019/20 Q2,2019/20 Q3,2019/20 Q4,2020/21 "
            "Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4\nb,build,shift,30,30,30,30,30,30,30,30,30,30\n" },
        { NULL, NULL } };

    SensitivityOfCase made =
        sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_DELAY, .trials = 4096 });

    const BizcaseDelay *row = &made.study->delays[0];
    assert_close(made.study->plan_npv[0], 300 - 20 - 10, 1e-9);
    assert_close(row->per_month[0], 10, 1e-9);
    assert_close(row->expected_per_month[0], 10, 1e-9);
    for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++)
        assert_close(row->npv[month * made.study->body_count], 290 - 10 * (double)month, 1e-9);
    assert_close(made.study->levers[row->lever].most, 36, 0); /* the horizon, in months */
    sensitivity_of_case_free(&made);
}

/* With growth g NPV is 100·(1 + g)² − 230·(1 + g) + 126 = 100·(g + 0.1)·(g − 0.4): it turns at −10 % and
   at 40 %. */
static void of_two_turns_the_nearest_counts(void **state) {
    (void)state;
    static const struct {
        const char *plan;
        double turn, change;
    } rows[] = { { "10%", -0.1, -2 }, { "20%", 0.4, 1 }, { "25%", 0.4, 0.6 }, { "-5%", -0.1, -1 },
        { "-20%", -0.1, 0.5 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char drivers[128];
        snprintf(drivers, sizeof drivers,
            "driver,kind,distribution,low,central,high\ng,growth,triangular,-45%%,%s,60%%\n", rows[r].plan);
        const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,3\ndiscount,0%\n" },
            { "drivers.csv", drivers }, { "costs.csv", "line,drivers,2018/19,2019/20\nc,g,,230\n" },
            { "benefits.csv", "line,drivers,2018/19,2019/20,2020/21\nb,g,126,,100\n" }, { NULL, NULL } };

        SensitivityOfCase made = sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_SWITCHING });

        const BizcaseSwitchingRow *row = NULL;
        for (size_t i = 0; i < made.study->switching_count; i++)
            if (made.study->switching[i].lever == lever_of_case(&made, "driver:g")) row = &made.study->switching[i];
        assert_non_null(row);
        assert_close(row->npv_zero[0].value, rows[r].turn, 1e-9);
        assert_close(row->npv_zero[0].change, rows[r].change, 1e-8);
        sensitivity_of_case_free(&made);
    }
}

static void as_many_trials_as_the_case_asks_for_up_to_what_can_be_kept(void **state) {
    (void)state;
    static const struct {
        const char *settings;
        uint64_t asked, trials;
    } rows[] = { { "trials,500", 0, 500 }, { "trials,100001", 0, 100000 }, { "trials,500", 700, 700 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[96];
        snprintf(settings, sizeof settings, "key,value\nstart,2018/19\nperiods,1\n%s\n", rows[r].settings);
        const CaseFile files[] = { { "case.csv", settings }, { "costs.csv", "line,2018/19\nc,10\n" }, { NULL, NULL } };

        SensitivityOfCase made =
            sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_CHOICE, .trials = rows[r].asked });

        assert_int_equal(made.study->trials, rows[r].trials);
        sensitivity_of_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_distribution_goes_as_far_as_is_usual),
        cmocka_unit_test(a_month_of_delay_costs_a_month_of_benefits),
        cmocka_unit_test(of_two_turns_the_nearest_counts),
        cmocka_unit_test(as_many_trials_as_the_case_asks_for_up_to_what_can_be_kept),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
