/* Discount factors of loaded cases against the Treasury's published tables and their closed forms. */
#include "support/appraised_case.h"

enum { PUBLISHED = 31 };

/* £1 in the first period, and a horizon as long as asked for. */
static AppraisedCase horizon(const char *settings, const char *first_period) {
    char case_csv[512], costs_csv[64];
    snprintf(case_csv, sizeof case_csv, "key,value\nstart,%s\n%s", first_period, settings);
    snprintf(costs_csv, sizeof costs_csv, "line,%s\na,1\n", first_period);
    const CaseFile files[] = { { "case.csv", case_csv }, { "costs.csv", costs_csv },
        { "discount_rates.csv", "schedule,from_year,rate\nfalls,3,2%\nfalls,1,4%\n" }, { NULL, NULL } };
    return appraised_case(files, NULL);
}

static void check_factors(const char *settings, const double *expected, size_t count, double tolerance) {
    AppraisedCase a = horizon(settings, "2020/21");
    assert_true(a.appraisal->period_count >= count);
    check_amounts(0, a.appraisal->discount_factors, expected, count, tolerance);
    appraised_case_free(&a);
}

/* HM Treasury, Discounting: Green Book supplementary guidance (February 2026), annex A, tables A.1 and A.2: years 0 to 30,
   rounded to four decimals. */
static void first_thirty_years_match_the_published_tables(void **state) {
    static const double standard[PUBLISHED] = { 1, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420, 0.8135, 0.7860, 0.7594,
        0.7337, 0.7089, 0.6849, 0.6618, 0.6394, 0.6178, 0.5969, 0.5767, 0.5572, 0.5384, 0.5202, 0.5026, 0.4856, 0.4692,
        0.4533, 0.4380, 0.4231, 0.4088, 0.3950, 0.3817, 0.3687, 0.3563 };
    static const double health[PUBLISHED] = { 1, 0.9852, 0.9707, 0.9563, 0.9422, 0.9283, 0.9145, 0.9010, 0.8877, 0.8746,
        0.8617, 0.8489, 0.8364, 0.8240, 0.8118, 0.7999, 0.7880, 0.7764, 0.7649, 0.7536, 0.7425, 0.7315, 0.7207, 0.7100,
        0.6995, 0.6892, 0.6790, 0.6690, 0.6591, 0.6494, 0.6398 };
    (void)state;

    check_factors("periods,31\n", standard, PUBLISHED, 0.5e-4);
    check_factors("periods,31\ndiscount,green-book-health\n", health, PUBLISHED, 0.5e-4);
}

/* Scottish Capital Investment Manual, Option Appraisal Guide, appendix 4, table 1, four decimals. */
static void later_years_match_the_published_table(void **state) {
    static const struct {
        size_t year;
        double factor;
    } published[] = { { 40, 0.2651 }, { 50, 0.1973 }, { 60, 0.1468 }, { 75, 0.0942 }, { 80, 0.0833 }, { 100, 0.0508 },
        { 125, 0.0274 }, { 200, 0.0062 }, { 300, 0.0014 }, { 500, 0.0002 } };
    (void)state;

    AppraisedCase a = horizon("periods,501\n", "2020/21");

    for (size_t r = 0; r < COUNT_OF(published); r++)
        assert_close(a.appraisal->discount_factors[published[r].year], published[r].factor, 0.5e-4);
    appraised_case_free(&a);
}

/* Rates of HM Treasury, Green Book 2026, bands 1–30, 31–75, 76–125, 126–200 (as tabulated by the Department for Transport,
   TAG forthcoming change, April 2026). Each year uses its own band's rate for its one step. */
static void each_year_compounds_by_the_rate_of_its_own_band(void **state) {
    static const struct {
        const char *schedule;
        double first, second, third, fourth;
    } rows[] = { { "green-book", 0.035, 0.03, 0.025, 0.02 }, { "green-book-health", 0.015, 0.0129, 0.0107, 0.0086 },
        { "green-book-reduced", 0.03, 0.0257, 0.0214, 0.0171 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[64];
        snprintf(settings, sizeof settings, "periods,128\ndiscount,%s\n", rows[r].schedule);
        const double at_30 = pow(1 + rows[r].first, -30), at_75 = at_30 * pow(1 + rows[r].second, -45),
                     at_125 = at_75 * pow(1 + rows[r].third, -50);

        AppraisedCase a = horizon(settings, "2020/21");

        const double *factor = a.appraisal->discount_factors;
        assert_close(factor[30], at_30, 1e-14);
        assert_close(factor[31], at_30 / (1 + rows[r].second), 1e-14);
        assert_close(factor[75], at_75, 1e-14);
        assert_close(factor[76], at_75 / (1 + rows[r].third), 1e-14);
        assert_close(factor[125], at_125, 1e-14);
        assert_close(factor[126], at_125 / (1 + rows[r].fourth), 1e-14);
        appraised_case_free(&a);
    }
}

/* Start of the year: t years; middle (as in Scottish and New Zealand guidance): t + ½; end (as a spreadsheet's NPV): t + 1.
   Years 29 to 31 are at the step from 3.5 % to 3.0 %: year 31's rate holds from the end of year 30. */
static void timing_moves_every_flow_within_its_year(void **state) {
    const double at_29 = pow(1.035, -29), at_30 = pow(1.035, -30);
    const struct {
        const char *settings;
        double at_0, at_1, at_29, at_30;
    } rows[] = {
        { "periods,32\ndiscount_timing,start\n", 1, 1 / 1.035, at_29, at_30 },
        { "periods,32\ndiscount_timing,mid\n", pow(1.035, -0.5), pow(1.035, -1.5), at_29 / sqrt(1.035),
            at_30 / sqrt(1.03) },
        { "periods,32\ndiscount_timing,end\n", 1 / 1.035, pow(1.035, -2), at_30, at_30 / 1.03 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        AppraisedCase a = horizon(rows[r].settings, "2020/21");

        const double *factor = a.appraisal->discount_factors;
        assert_close(factor[0], rows[r].at_0, 1e-14);
        assert_close(factor[1], rows[r].at_1, 1e-14);
        assert_close(factor[29], rows[r].at_29, 1e-14);
        assert_close(factor[30], rows[r].at_30, 1e-14);
        appraised_case_free(&a);
    }
}

static void quarters_and_months_compound_by_their_part_of_the_year(void **state) {
    static const struct {
        const char *first_period, *timing;
        double months, later; /* of a period; how far into it */
    } rows[] = { { "2020/21 Q1", "start", 3, 0 }, { "2020/21 Q3", "mid", 3, 0.5 }, { "2020-07", "start", 1, 0 },
        { "2020-04", "end", 1, 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[64];
        snprintf(settings, sizeof settings, "periods,30\ndiscount,4%%\ndiscount_timing,%s\n", rows[r].timing);

        AppraisedCase a = horizon(settings, rows[r].first_period);

        for (size_t t = 0; t < 30; t++)
            assert_close(
                a.appraisal->discount_factors[t], pow(1.04, -((double)t + rows[r].later) * rows[r].months / 12), 1e-14);
        appraised_case_free(&a);
    }
}

static void own_schedules_and_plain_rates_are_used(void **state) {
    const double falls[] = { 1, 1 / 1.04, 1 / (1.04 * 1.04), 1 / (1.04 * 1.04 * 1.02) };
    const double nothing[] = { 1, 1, 1, 1 };
    (void)state;

    check_factors("periods,4\ndiscount,falls\n", falls, 4, 1e-15);
    check_factors("periods,4\ndiscount,0%\n", nothing, 4, 0);
}

/* Scottish Capital Investment Manual, Option Appraisal Guide, appendix 4, A4.6: £000, one decimal; the factors there are
   rounded to four decimals, which moves a value of 47 by 0.0024 at most. */
static void net_present_cost_of_the_manuals_two_options(void **state) {
    static const double a_by_year[] = { -100, -33.8, -32.7, -31.6, -30.5 },
                        b_by_year[] = { -75, -45.4, -43.9, -42.4, -41.0 };
    const CaseFile files[] = { { "case.csv", "key,value\ndiscount,3.5%\nscale,1000\n" },
        { "options.csv", "option,role\nA,preferred\nB,option\n" },
        { "costs.csv",
            "line,option,kind,2020/21,2021/22,2022/23,2023/24,2024/25\nA-capital,A,capital,100,,,,\n"
            "A-running,A,revenue,,35,35,35,35\nB-capital,B,capital,75,,,,\nB-running,B,revenue,,47,47,47,47\n" },
        { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    double of_a[5], of_b[5];
    for (size_t t = 0; t < 5; t++) {
        of_a[t] = result_for(&a, "A", "joint")->discounted[t] / 1000;
        of_b[t] = result_for(&a, "B", "joint")->discounted[t] / 1000;
    }
    check_amounts(0, of_a, a_by_year, 5, 0.0524);
    check_amounts(1, of_b, b_by_year, 5, 0.0524);
    assert_close(figure_named(result_for(&a, "A", "joint"), "pv_costs"), 228557.8, 0.05);
    assert_close(figure_named(result_for(&a, "B", "joint"), "pv_costs"), 247634.7, 0.05);
    appraised_case_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_thirty_years_match_the_published_tables),
        cmocka_unit_test(later_years_match_the_published_table),
        cmocka_unit_test(each_year_compounds_by_the_rate_of_its_own_band),
        cmocka_unit_test(timing_moves_every_flow_within_its_year),
        cmocka_unit_test(quarters_and_months_compound_by_their_part_of_the_year),
        cmocka_unit_test(own_schedules_and_plain_rates_are_used),
        cmocka_unit_test(net_present_cost_of_the_manuals_two_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
