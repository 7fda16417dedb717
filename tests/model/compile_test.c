/* Loaded cases against published boxes and hand-worked money: optimism bias, risks, drivers, splits, switching values. */
#include "support/appraised_case.h"

/* Upper bounds of HM Treasury's supplementary guidance on optimism bias (Mott MacDonald, 2002), table 2. */
static void project_types_carry_their_upper_bound(void **state) {
    static const struct {
        const char *type, *kind;
        double cost;
    } rows[] = { { "standard_buildings", "capital", 124 }, { "non_standard_buildings", "capital", 151 },
        { "standard_civil_engineering", "capital", 144 }, { "non_standard_civil_engineering", "capital", 166 },
        { "equipment_development", "capital", 300 }, { "outsourcing", "revenue", 141 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[128];
        snprintf(costs, sizeof costs, "line,kind,optimism_bias,2020/21\na,%s,%s,100\n", rows[r].kind, rows[r].type);
        const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };

        AppraisedCase a = appraised_case(files, NULL);

        assert_close(figure_named(joint_result(&a), "pv_costs"), rows[r].cost, 1e-9);
        appraised_case_free(&a);
    }
}

/* Corrections of the guidance for local partnerships (HM Treasury and New Economy, 2014), as in Greater Manchester's model:
   0, 5, 10, 15, 25 and 40 % off; half of the last where half is mitigated. */
static void grades_of_confidence_take_from_a_benefit(void **state) {
    static const struct {
        const char *grade, *mitigation;
        double benefit;
    } rows[] = { { "confidence_1", "", 100 }, { "confidence_2", "", 95 }, { "confidence_3", "", 90 },
        { "Confidence 4", "", 85 }, { "confidence_5", "", 75 }, { "confidence_6", "", 60 },
        { "confidence_6", "50%", 80 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char benefits[128];
        snprintf(benefits, sizeof benefits, "line,optimism_bias,mitigation,2020/21\nb,%s,%s,100\n", rows[r].grade,
            rows[r].mitigation);
        const CaseFile files[] = { { "benefits.csv", benefits }, { NULL, NULL } };

        AppraisedCase a = appraised_case(files, NULL);

        assert_close(figure_named(joint_result(&a), "pv_benefits"), rows[r].benefit, 1e-9);
        appraised_case_free(&a);
    }
}

/* Mott MacDonald, Review of Large Public Procurement in the UK (2002), 4.1, example 1: an upper bound of 39 %, of which
   23.8 % is managed, takes 28 to 36.3, and 38.9 unmitigated; one decimal. (Months there; the arithmetic is the same.) */
static void mitigation_takes_its_share_off_the_bias(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,option,optimism_bias,mitigation,2020/21\n"
                                              "managed,new,39%,23.8%,28\nunmanaged,bare,39%,,28\n" },
        { "options.csv", "option,role\nnew,preferred\nbare,option\n" }, { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    assert_close(figure_named(result_for(&a, "new", "joint"), "pv_costs"), 36.3, 0.05);
    assert_close(figure_named(result_for(&a, "new", "joint"), "optimism_bias_pv"), 28 * 0.39 * (1 - 0.238), 1e-12);
    assert_close(figure_named(result_for(&a, "bare", "joint"), "pv_costs"), 38.9, 0.05);
    appraised_case_free(&a);
}

static void bias_lowers_benefits_and_can_be_left_out_of_the_plan(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,optimism_bias,2020/21\na,15%,100\n" },
        { "benefits.csv", "line,optimism_bias,2020/21\nb,20%,300\n" },
        { "case.csv", "key,value\noptimism_bias_in_plan,yes\n" }, { NULL, NULL } };
    (void)state;

    AppraisedCase with = appraised_case(files, NULL);
    AppraisedCase without = appraised_case(files, "case:optimism_bias_in_plan:value=no");

    assert_close(joint_result(&with)->cash_flow[0], 300 * 0.8 - 100 * 1.15, 1e-12);
    assert_close(joint_result(&without)->cash_flow[0], 200, 1e-12);
    appraised_case_free(&with);
    appraised_case_free(&without);
}

/* HM Treasury, The Green Book (2018), box 22: £50m, which may become 45, 50 or 55 with chances of 10, 60 and 30 %: £1m. */
static void multi_point_risk_of_the_green_book_adds_its_expected_cost(void **state) {
    const CaseFile files[] = { { "case.csv", "key,value\nscale,m\n" }, { "costs.csv", "line,2020/21\na,50\n" },
        { "risks.csv", "risk,probability,distribution,shape\nprice,100%,discrete,-5:0.1;0:0.6;5:0.3\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    assert_close(figure_named(joint_result(&a), "risk_pv"), 1e6, 1e-6);
    assert_close(figure_named(joint_result(&a), "pv_costs"), 51e6, 1e-6);
    appraised_case_free(&a);
}

/* A triangular impact of 60, 90 and 240 has a mean of 130; at 30 % it is expected to cost 39. */
static void risks_fall_evenly_over_their_periods_inside_the_horizon(void **state) {
    static const struct {
        const char *from, *to;
        double expected[3];
    } rows[] = {
        { "2021/22", "2021/22", { 0, 39, 0 } },
        { "2021/22", "2022/23", { 0, 19.5, 19.5 } },
        { "", "", { 13, 13, 13 } },
        { "2022/23", "", { 0, 0, 39 } },
        { "", "2021/22", { 19.5, 19.5, 0 } },
        { "2018/19", "2020/21", { 13, 0, 0 } },      /* two of three years lie before the horizon */
        { "2022/23", "2024/25", { 0, 0, 13 } },      /* and two after it */
        { "2018/19", "2023/24", { 6.5, 6.5, 6.5 } }, /* both */
        { "2023/24", "2024/25", { 0, 0, 0 } },
        { "2017/18", "2019/20", { 0, 0, 0 } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char risks[256];
        snprintf(risks, sizeof risks,
            "risk,probability,distribution,low,central,high,from,to\nx,30%%,triangular,60,90,240,%s,%s\n", rows[r].from,
            rows[r].to);
        const CaseFile files[] = { { "risks.csv", risks },
            { "costs.csv", "line,2020/21,2021/22,2022/23\na,100,100,100\n" }, { NULL, NULL } };
        double cost[3];

        AppraisedCase a = appraised_case(files, NULL);

        for (size_t t = 0; t < 3; t++) cost[t] = -joint_result(&a)->cash_flow[t] - 100;
        check_amounts(r, cost, rows[r].expected, 3, 1e-9);
        appraised_case_free(&a);
    }
}

static void risks_can_be_left_out_of_the_plan(void **state) {
    const CaseFile files[] = { { "risks.csv", "risk,probability,central\nx,50%,80\n" },
        { "costs.csv", "line,2020/21\na,100\n" }, { "case.csv", "key,value\nrisk_in_plan,no\n" }, { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    assert_close(joint_result(&a)->cash_flow[0], -100, 0);
    appraised_case_free(&a);
}

/* Shares of half each, then 53 : 47, then by driver and the rest; the rows are in no order. */
static void a_split_changes_from_its_period_on(void **state) {
    static const double of_x[] = { -50, -53, -53, -30, -30 }, of_y[] = { -50, -47, -47, -70, -70 };
    const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "splits.csv", "split,from,Y,X\nuse,2023/24,rest,share\nuse,,4,4\nuse,2021/22,47,53\n" },
        { "drivers.csv", "driver,distribution,low,central,high\nshare,uniform,0.2,0.3,0.4\n" },
        { "costs.csv", "line,split,2020/21,2021/22,2022/23,2023/24,2024/25\na,use,100,100,100,100,100\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    check_amounts(0, result_for(&a, "proposal", "X")->cash_flow, of_x, 5, 1e-12);
    check_amounts(1, result_for(&a, "proposal", "Y")->cash_flow, of_y, 5, 1e-12);
    appraised_case_free(&a);
}

/* Weights of 100 for Y and, for X, a driver that goes 100, 102, 104, 90 with a tolerance of 3 %: 102 is within it, 104 is
   not, 90 is not. A new row begins again. */
static void a_share_waits_until_its_driver_has_moved_far_enough(void **state) {
    const double of_x[] = { -0.5, -0.5, -104.0 / 204, -90.0 / 190, -92.0 / 192 }, scale = 100;
    double expected[5];
    const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "splits.csv", "split,from,tolerance,X,Y\nuse,,3%,heads,100\nuse,2024/25,3%,heads,100\n" },
        { "drivers.csv",
            "driver,distribution,central,2020/21,2021/22,2022/23,2023/24,2024/25\nheads,fixed,1,100,102,104,90,92\n" },
        { "costs.csv", "line,split,2020/21,2021/22,2022/23,2023/24,2024/25\na,use,100,100,100,100,100\n" },
        { NULL, NULL } };
    (void)state;
    for (size_t t = 0; t < 5; t++) expected[t] = scale * of_x[t];

    AppraisedCase a = appraised_case(files, NULL);

    check_amounts(0, result_for(&a, "proposal", "X")->cash_flow, expected, 5, 1e-12);
    appraised_case_free(&a);
}

/* Money that slips into a period is shared as that period shares. */
static void moved_money_is_shared_as_its_new_period_shares(void **state) {
    static const double of_x[] = { 25, 10 }, of_y[] = { 25, 40 };
    const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "splits.csv", "split,from,X,Y\nuse,,1,1\nuse,2021/22,1,4\n" },
        { "phases.csv", "phase,start,end,central\np,2020-04,2020-06,6\n" },
        { "benefits.csv", "line,split,phase,on_delay,2020/21,2021/22\na,use,p,shift,100,0\n" }, { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    check_amounts(0, result_for(&a, "proposal", "X")->cash_flow, of_x, 2, 1e-12);
    check_amounts(1, result_for(&a, "proposal", "Y")->cash_flow, of_y, 2, 1e-12);
    appraised_case_free(&a);
}

/* Growth counts years from the first period; a path is 1 before its first column and keeps its last value. */
static void drivers_multiply_period_by_period(void **state) {
    static const double grown[] = { 100, 110, 121, 133.1 }, taken_up[] = { 80, 40, 72, 72 };
    const CaseFile files[] = { { "options.csv", "option,role\nnew,preferred\nold,option\n" },
        { "drivers.csv", "driver,kind,central,2021/22,2022/23\nrise,growth,10%,,\nuse,multiplier,0.8,0.5,0.9\n" },
        { "benefits.csv", "line,option,drivers,2020/21,2021/22,2022/23,2023/24\na,new,rise,100,100,100,100\n"
                          "b,old,use,100,100,100,100\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    check_amounts(0, result_for(&a, "new", "joint")->cash_flow, grown, 4, 1e-9);
    check_amounts(1, result_for(&a, "old", "joint")->cash_flow, taken_up, 4, 1e-9);
    appraised_case_free(&a);
}

/* A blank cell holds what went before, as a period without a column does; a nil is written. Prices: no growth before the
   first value, then 10 % and, carried, 10 % again. */
static void blank_cells_of_paths_and_indices_carry_the_last_value(void **state) {
    static const double taken_up[] = { 50, 50, 0, 0 }, priced[] = { 100, 110, 121, 133.1 };
    const CaseFile files[] = { { "case.csv", "key,value\ntitle,A case\n" },
        { "options.csv", "option,role\nnew,preferred\nold,option\n" },
        { "indices.csv", "index,2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4\nrise,,46.41%,,\n" },
        { "drivers.csv", "driver,central,2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4\nuse,1,0.5,,-,\n" },
        { "benefits.csv", "line,option,drivers,index,2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4\n"
                          "a,new,use,,100,100,100,100\nb,old,,rise,100,100,100,100\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);
    size_t problems;
    bizcase_case_diagnostics(a.made.loaded, &problems);

    check_amounts(0, result_for(&a, "new", "joint")->cash_flow, taken_up, 4, 1e-9);
    check_amounts(1, result_for(&a, "old", "joint")->cash_flow, priced, 4, 1e-9);
    assert_int_equal(problems, 0);
    appraised_case_free(&a);
}

/* A study question in the style of the ACCA: 20,000 units at £3, variable cost £1.65, fixed £10,000 a year, £50,000 at once,
   12 %, five years. Published: NPV £11,285, which a volume of 17,681, a price of £2.843 or a variable cost of £1.81 brings to
   nothing. Its annuity factor is rounded to 3.605, which moves the NPV by 17,000 × 0.0005 = £8.5 at most; the rounding of
   volume, price and cost moves it by £2.5, £36 and £361 of their own. */
static void switching_values_of_a_textbook_bring_the_value_to_nothing(void **state) {
    static const struct {
        const char *change;
        double npv, tolerance;
    } rows[] = { { NULL, 11285, 9 }, { "drivers:volume:central=0.88405", 0, 11 }, /* 17,681 of 20,000 */
        { "benefits:sales:periods*0.947667", 0, 45 },                             /* £2.843 of £3 */
        { "costs:variable:periods*1.096970", 0, 370 } };                          /* £1.81 of £1.65 */
    const CaseFile files[] = { { "case.csv", "key,value\ndiscount,12%\n" },
        { "drivers.csv", "driver,central\nvolume,1\n" },
        { "costs.csv", "line,drivers,2020/21,2021/22,2022/23,2023/24,2024/25,2025/26\n"
                       "outlay,,50000,,,,,\n"
                       "fixed,,,10000,10000,10000,10000,10000\n"
                       "variable,volume,,33000,33000,33000,33000,33000\n" },
        { "benefits.csv", "line,drivers,2020/21,2021/22,2022/23,2023/24,2024/25,2025/26\n"
                          "sales,volume,,60000,60000,60000,60000,60000\n" },
        { NULL, NULL } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        AppraisedCase a = appraised_case(files, rows[r].change);

        assert_close(figure_named(joint_result(&a), "npv"), rows[r].npv, rows[r].tolerance);
        appraised_case_free(&a);
    }
}

/* Outlay now and running costs at the ends of years 1 to n. tutorsglobe.com, equivalent annual cost at 10 %: A (40,000, then
   2,800 for 4 years) 15,418.83, B (28,000, then 4,400 for 3 years) 15,659.21. The equipment's payments in arrears are
   (40,000 + 2,800 · 3.16987) ÷ 3.16987 and (28,000 + 4,400 · 2.48685) ÷ 2.48685. A blank life is the horizon of five years:
   28,000 ÷ 3.79079 + 4,400 · 2.48685 ÷ 3.79079 = 10,272.84. */
static void annual_cost_spreads_over_each_options_own_life(void **state) {
    const CaseFile files[] = { { "case.csv", "key,value\ndiscount,10%\n" },
        { "options.csv", "option,role,life\na,option,4\nb,option,3\nc,option,\n" },
        { "costs.csv", "line,option,2020/21,2021/22,2022/23,2023/24,2024/25\n"
                       "buy-a,a,40000,2800,2800,2800,2800\nbuy-b,b;c,28000,4400,4400,4400,\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);
    size_t problems;
    bizcase_case_diagnostics(a.made.loaded, &problems);

    assert_close(figure_named(result_for(&a, "a", "joint"), "eac"), 15418.83, 0.005);
    assert_close(figure_named(result_for(&a, "b", "joint"), "eac"), 15659.21, 0.005);
    assert_close(figure_named(result_for(&a, "c", "joint"), "eac"), 10272.84, 0.005);
    assert_int_equal(problems, 0);
    appraised_case_free(&a);
}

/* Beyond the horizon the schedule goes on: £1,000 now over 3 years is 1,000 ÷ (1/1.1 + 1/1.1² + 1/(1.1²·1.2)) of which the
   case has one year. Against the baseline the option's life counts. Quarters: two years are eight of them at a quarter of
   the yearly rate's compound, and 4 payments a year. */
static void a_life_goes_on_beyond_the_horizon_and_holds_against_the_baseline(void **state) {
    static const double quarter = 1.02411368908444; /* 1.1^¼ */
    const CaseFile years[] = { { "discount_rates.csv", "schedule,from_year,rate\nup,1,10%\nup,3,20%\n" },
        { "case.csv", "key,value\ndiscount,up\n" },
        { "options.csv", "option,role,life\nold,baseline,1\nnew,option,3\n" },
        { "costs.csv", "line,option,2020/21\nx,new,1000\ny,old,400\n" }, { NULL, NULL } };
    const CaseFile quarters[] = { { "case.csv", "key,value\ndiscount,10%\n" },
        { "options.csv", "option,role,life\nnew,option,2\n" }, { "costs.csv", "line,2020/21 Q1\nx,1000\n" },
        { NULL, NULL } };
    const BizcaseScope against = { "new", "old", "joint", "total" };
    const double three_years = 1 / 1.1 + 1 / 1.21 + 1 / (1.21 * 1.2);
    double eight_quarters = 0;
    for (int q = 1; q <= 8; q++) eight_quarters += pow(quarter, -q);
    (void)state;

    AppraisedCase a = appraised_case(years, NULL), b = appraised_case(quarters, NULL);

    assert_close(figure_named(result_for(&a, "new", "joint"), "eac"), 1000 / three_years, 1e-9);
    assert_close(figure_named(result_for(&a, "old", "joint"), "eac"), 440, 1e-9);
    assert_close(figure_named(bizcase_appraisal_find(a.appraisal, &against), "eac"), 600 / three_years, 1e-9);
    assert_close(figure_named(joint_result(&b), "eac"), 4 * 1000 / eight_quarters, 1e-6);
    appraised_case_free(&a);
    appraised_case_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(project_types_carry_their_upper_bound),
        cmocka_unit_test(grades_of_confidence_take_from_a_benefit),
        cmocka_unit_test(mitigation_takes_its_share_off_the_bias),
        cmocka_unit_test(bias_lowers_benefits_and_can_be_left_out_of_the_plan),
        cmocka_unit_test(multi_point_risk_of_the_green_book_adds_its_expected_cost),
        cmocka_unit_test(risks_fall_evenly_over_their_periods_inside_the_horizon),
        cmocka_unit_test(risks_can_be_left_out_of_the_plan),
        cmocka_unit_test(a_split_changes_from_its_period_on),
        cmocka_unit_test(a_share_waits_until_its_driver_has_moved_far_enough),
        cmocka_unit_test(moved_money_is_shared_as_its_new_period_shares),
        cmocka_unit_test(drivers_multiply_period_by_period),
        cmocka_unit_test(blank_cells_of_paths_and_indices_carry_the_last_value),
        cmocka_unit_test(switching_values_of_a_textbook_bring_the_value_to_nothing),
        cmocka_unit_test(annual_cost_spreads_over_each_options_own_life),
        cmocka_unit_test(a_life_goes_on_beyond_the_horizon_and_holds_against_the_baseline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
