/* Flags, ranks and unit costs where a rule only just applies, or only just not. */
#include "support/finance_of_case.h"

#include "support/gsl_errors.h"

static bool is_flagged(const FinanceOfCase *made, const char *flag, const char *what) {
    for (size_t f = 0; f < made->study->flag_count; f++)
        if (strcmp(made->study->flags[f].flag, flag) == 0 && strcmp(made->study->flags[f].what, what) == 0) return true;
    return false;
}

/* With a source there is a question for each year that it does not reach, with grouped thousands. */
static void spending_without_a_source_is_asked_about_by_year(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,type,2018/19,2019/20\na,one_off,1500000.4,2000\n" },
        { "funding.csv", "funding,type,2018/19,2019/20\nsaved,reserves,250000,2000\n" }, { NULL, NULL } };
    const BizcaseFlag *asked = NULL;

    FinanceOfCase made = finance_of_case(files, 0);

    for (size_t f = 0; f < made.study->flag_count; f++)
        if (strcmp(made.study->flags[f].flag, "one_off_gap") == 0) {
            assert_null(asked);
            asked = &made.study->flags[f];
        }
    assert_non_null(asked);
    assert_string_equal(
        asked->message, "What pays for one-off costs of £1,250,000 in 2018/19? It has no source of funding.");
    finance_of_case_free(&made);
}

static void a_loan_is_long_when_it_outlives_its_asset(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv",
            "line,kind,type,asset_life,2018/19\nshort,capital,one_off,4,10\neven,capital,one_off,5,10\nlong,capital,one_off,6,10\n" },
        { "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\n" },
        { "finance.csv", "setting,value\nasset_life,7\ninterest_rate,4%\ninterest_basis,maturity\nloan_years,5\n" },
        { NULL, NULL }
    };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_true(is_flagged(&made, "long_loan", "short"));
    assert_false(is_flagged(&made, "long_loan", "even"));
    assert_false(is_flagged(&made, "long_loan", "long"));
    finance_of_case_free(&made);
}

static void lines_overlap_within_an_option_only(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nnew,preferred\nother,option\n" },
        { "costs.csv", "line,2018/19\nc,1\n" },
        { "benefits.csv", "line,name,option,overlaps,2018/19\na,A,new,b,1\nb,B,other,,1\nd,D,new,e,1\ne,E,new,,1\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_false(is_flagged(&made, "overlap", "a"));
    assert_true(is_flagged(&made, "overlap", "d"));
    finance_of_case_free(&made);
}

static void options_with_as_many_points_have_one_rank(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\na,preferred\nb,option\nc,option\n" },
        { "costs.csv", "line,2018/19\nx,1\n" }, { "criteria.csv", "criterion,weight\nq,1\n" },
        { "scores.csv", "criterion,option,score\nq,a,5\nq,b,5\nq,c,4\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_int_equal(made.study->scores[0].rank, 1);
    assert_int_equal(made.study->scores[1].rank, 1);
    assert_int_equal(made.study->scores[2].rank, 3);
    finance_of_case_free(&made);
}

/* Capital of 90 over three years from the year after, then nothing; 10 units that grow by half in the second year. */
static void a_unit_bears_an_asset_for_its_life_by_years_and_by_quarters(void **state) {
    (void)state;
    static const struct {
        const char *start, *later;
        int periods;
    } rows[] = { { "2018/19", "2019/20", 5 }, { "2018/19 Q1", "2019/20 Q1", 20 } };
    static const double cost[] = { 0, 30, 30, 30, 0 }, units[] = { 10, 15, 15, 15, 15 };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[96], costs[96], drivers[128];
        snprintf(settings, sizeof settings, "key,value\nstart,%s\nperiods,%d\n", rows[r].start, rows[r].periods);
        snprintf(costs, sizeof costs, "line,kind,type,asset_life,%s\nkit,capital,one_off,3,90\n", rows[r].start);
        snprintf(drivers, sizeof drivers, "driver,distribution,central,%s,%s\nv,fixed,1,1,1.5\n", rows[r].start,
            rows[r].later);
        const CaseFile files[] = { { "case.csv", settings }, { "costs.csv", costs }, { "drivers.csv", drivers },
            { "services.csv", "service,of,units,driver\ns,kit,10,v\n" }, { NULL, NULL } };

        FinanceOfCase made = finance_of_case(files, 0);

        for (size_t y = 0; y < COUNT_OF(cost); y++) {
            assert_close(made.study->unit_costs[0].cost[y], cost[y], 1e-9);
            assert_close(made.study->unit_costs[0].units[y], units[y], 1e-9);
        }
        finance_of_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spending_without_a_source_is_asked_about_by_year),
        cmocka_unit_test(a_loan_is_long_when_it_outlives_its_asset),
        cmocka_unit_test(lines_overlap_within_an_option_only),
        cmocka_unit_test(options_with_as_many_points_have_one_rank),
        cmocka_unit_test(a_unit_bears_an_asset_for_its_life_by_years_and_by_quarters),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
