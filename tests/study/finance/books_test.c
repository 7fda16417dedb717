/* Who may fund what, in which order, what debt costs and what councils pay each other: each rule by itself. */
#include "support/finance_of_case.h"

#include "support/gsl_errors.h"
#include "support/period_names.h"

/* --- funding -------------------------------------------------------------------------------------------------------- */

static void a_source_funds_its_own_programme_only(void **state) {
    (void)state;
    static const CaseFile files[] = { { "programmes.csv", "programme\np\nq\n" },
        { "costs.csv", "line,programme,type,2018/19\na,p,one_off,100\nb,q,one_off,100\n" },
        { "funding.csv", "funding,programme,kind,type,2018/19\nsaved-up,p,revenue,reserves,150\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_close(finance_at(&made, BIZCASE_ONE_OFF_BY_RESERVES, 0, 0), 100, 1e-9);
    assert_close(finance_at(&made, BIZCASE_ONE_OFF_GAP, 0, 0), 100, 1e-9);
    finance_of_case_free(&made);
}

static void funding_and_payments_of_another_option_do_not_count(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nnew,preferred\nother,option\n" },
        { "councils.csv", "council\nX\nY\n" }, { "costs.csv", "line,type,2018/19\na,one_off,100\n" },
        { "funding.csv", "funding,council,option,kind,type,2018/19\nhere,X,new,revenue,reserves,10\n"
                         "there,X,other,revenue,reserves,20\n" },
        { "payments.csv", "payment,from,to,option,2018/19\nhere,X,Y,new,3\nthere,X,Y,other,5\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_close(finance_at(&made, BIZCASE_ONE_OFF_BY_RESERVES, 1, 0), 10, 1e-9);
    assert_close(finance_at(&made, BIZCASE_PAYMENTS, 1, 0), 3, 1e-9);
    finance_of_case_free(&made);
}

static void sources_of_one_order_are_used_as_in_the_file(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,type,2018/19\na,one_off,100\n" },
        { "funding.csv", "funding,kind,type,order,2018/19\nlast,revenue,revenue,2,70\nfirst,revenue,reserves,1,60\n"
                         "second,revenue,grant,1,60\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_close(finance_at(&made, BIZCASE_ONE_OFF_BY_RESERVES, 0, 0), 60, 1e-9);
    assert_close(finance_at(&made, BIZCASE_ONE_OFF_BY_GRANT, 0, 0), 40, 1e-9);
    assert_close(finance_at(&made, BIZCASE_ONE_OFF_BY_REVENUE, 0, 0), 0, 0);
    finance_of_case_free(&made);
}

/* Capital of 100, 200 and 300: the grant of at most 250 pays 100 and 150, what is left is 50 and 300. */
static void a_source_with_a_cap_leaves_the_rest_to_the_next(void **state) {
    (void)state;
    static const char *const rows[] = {
        "funding,kind,type,order,share,cap\nlast,capital,reserves,2,100%,\nfirst,capital,grant,1,100%,250\n",
        "funding,kind,type,order,share,cap\nlast,capital,reserves,2,,\nfirst,capital,grant,1,,250\n",
        "funding,kind,type,order,share,cap\nfirst,capital,grant,1,100%,250\nlast,capital,reserves,2,,\n",
        "funding,kind,type,cap,2018/19,2019/20\nfirst,capital,grant,250,,\nlast,capital,reserves,,,\n",
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv",
                                       "line,kind,type,2018/19,2019/20,2020/21\na,capital,one_off,100,200,300\n" },
            { "funding.csv", rows[r] }, { NULL, NULL } };
        static const double grant[] = { 100, 150, 0 }, reserves[] = { 0, 50, 300 };

        FinanceOfCase made = finance_of_case(files, 0);

        for (size_t y = 0; y < 3; y++) {
            assert_close(finance_at(&made, BIZCASE_CAPITAL_BY_GRANT, 0, y), grant[y], 1e-9);
            assert_close(finance_at(&made, BIZCASE_CAPITAL_BY_RESERVES, 0, y), reserves[y], 1e-9);
            assert_close(finance_at(&made, BIZCASE_CAPITAL_GAP, 0, y), 0, 1e-9);
        }
        finance_of_case_free(&made);
    }
}

/* Of 1,000 X pays 700 and Y 300. The grant of 400 is 200 for each, half of the rest comes from reserves: 350 and 150,
   of which Y still needs 100; what is left is borrowed: 150 and nothing. */
static void a_source_without_a_council_is_of_all(void **state) {
    (void)state;
    static const char *const grants[] = { "grant,capital,grant,1,,400\n", "grant,capital,grant,1,100%,400\n" };
    for (size_t r = 0; r < COUNT_OF(grants); r++) {
        char funding[256];
        snprintf(funding, sizeof funding,
            "funding,kind,type,order,share,cap\n%ssaved,capital,reserves,2,50%%,\nloan,capital,borrowing,3,,\n",
            grants[r]);
        const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
            { "costs.csv", "line,kind,type,split,2018/19\na,capital,one_off,X,700\nb,capital,one_off,Y,300\n" },
            { "finance.csv", "setting,value\nasset_life,5\ninterest_rate,4%\n" }, { "funding.csv", funding },
            { NULL, NULL } };
        static const double grant[] = { 400, 200, 200 }, reserves[] = { 450, 350, 100 }, borrowed[] = { 150, 150, 0 };

        FinanceOfCase made = finance_of_case(files, 0);

        for (size_t b = 0; b < 3; b++) {
            assert_close(finance_at(&made, BIZCASE_CAPITAL_BY_GRANT, b, 0), grant[b], 1e-9);
            assert_close(finance_at(&made, BIZCASE_CAPITAL_BY_RESERVES, b, 0), reserves[b], 1e-9);
            assert_close(finance_at(&made, BIZCASE_CAPITAL_BY_BORROWING, b, 0), borrowed[b], 1e-9);
        }
        finance_of_case_free(&made);
    }
}

/* One-off costs of 100 and capital of 100, each source with 10 for either. */
static void what_others_fund_is_no_call_on_revenue(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv",
                                          "line,kind,type,2018/19\na,,one_off,100\nk,capital,one_off,100\n" },
        { "funding.csv",
            "funding,kind,type,2018/19\na,revenue,reserves,10\nb,revenue,grant,11\nc,revenue,capital_receipts,12\n"
            "d,revenue,revenue,13\ne,capital,reserves,20\nf,capital,grant,21\ng,capital,capital_receipts,22\n"
            "h,capital,revenue,23\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_close(finance_at(&made, BIZCASE_NET_REVENUE, 0, 0), 100 - 10 - 11 - 12 + 23, 1e-9);
    finance_of_case_free(&made);
}

/* --- debt ----------------------------------------------------------------------------------------------------------- */

static const char *const borrowed = "funding,kind,type,share\nloan,capital,borrowing,100%\n";
static const char *const capital_of_a_million = "line,kind,type,asset_life,2018/19,2019/20,2020/21,2021/22\n"
                                                "kit,capital,one_off,3,1000000,,,\n";

/* The annuity's rate is mrp_rate: A = 0.06 ÷ (1 − 1.06⁻³), and the charges are (A − 0.06) · 1.06^t. */
static void provision_has_a_rate_of_its_own(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv", capital_of_a_million }, { "funding.csv", borrowed },
        { "finance.csv", "setting,value\nasset_life,7\ninterest_rate,4%\nmrp_method,annuity\nmrp_rate,6%\n" },
        { NULL, NULL } };
    const double annuity = 0.06 / (1 - pow(1.06, -3));

    FinanceOfCase made = finance_of_case(files, 0);

    for (size_t y = 1; y < 4; y++)
        assert_close(finance_at(&made, BIZCASE_MRP, 0, y), 1e6 * (annuity - 0.06) * pow(1.06, (double)y - 1), 1e-3);
    finance_of_case_free(&made);
}

/* Drawn in the middle of 2018/19 for two years at 4 %, repaid in the middle of 2020/21; the stream is 10 million. */
static void loans_have_the_term_of_the_council_and_weigh_on_its_stream(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv", capital_of_a_million }, { "funding.csv", borrowed },
        { "budgets.csv",
            "budget,type,2018/19,2019/20,2020/21,2021/22\nstream,net_revenue,10000000,10000000,10000000,\n" },
        { "finance.csv", "setting,value\nasset_life,7\ninterest_rate,4%\ninterest_basis,maturity\nloan_years,2\n" },
        { NULL, NULL } };
    static const double interest[] = { 20000, 40000, 20000, 0 }, repaid[] = { 0, 0, 1000000, 0 };

    FinanceOfCase made = finance_of_case(files, 0);

    for (size_t y = 0; y < 4; y++) {
        const double provision = y > 0 ? 1e6 / 3 : 0;
        assert_close(finance_at(&made, BIZCASE_INTEREST, 0, y), interest[y], 1e-6);
        assert_close(finance_at(&made, BIZCASE_LOAN_PRINCIPAL, 0, y), repaid[y], 1e-6);
        assert_close(finance_at(&made, BIZCASE_MRP, 0, y), provision, 1e-6);
        assert_close(made.study->financing_ratio[y], y < 3 ? (interest[y] + provision) / 1e7 : NAN, 1e-12);
    }
    finance_of_case_free(&made);
}

/* --- payments ------------------------------------------------------------------------------------------------------- */

/* In thousands: 10 is above the most of 7, and 2 below the least of 3. */
static void least_and_most_are_in_the_unit_of_the_case(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,1\nscale,k\n" },
        { "councils.csv", "council\nX\nY\nZ\n" }, { "costs.csv", "line,2018/19\na,1\n" },
        { "payments.csv", "payment,from,to,least,most,2018/19\nhigh,X,Y,,7,10\nlow,X,Z,3,,2\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_close(finance_at(&made, BIZCASE_PAYMENTS, 2, 0), -7000, 1e-9);
    assert_close(finance_at(&made, BIZCASE_PAYMENTS, 3, 0), -3000, 1e-9);
    finance_of_case_free(&made);
}

/* £2 for each of 8 units guaranteed, £3 for each of the 7 above: 37 a year, by whichever periods the case goes. */
static void a_volume_costs_the_same_by_years_quarters_and_months(void **state) {
    (void)state;
    static const unsigned lengths[] = { 12, 3, 1 };
    for (size_t l = 0; l < COUNT_OF(lengths); l++) {
        char payments[512] = "payment,from,to,type,driver,units,guaranteed,marginal",
             rates[128] = "hours,X,Y,volume,v,10,8,3", costs[64], settings[96], name[PERIOD_NAME];
        for (unsigned t = 0; t < 24 / lengths[l]; t++) {
            period_name(name, 2018, lengths[l], t);
            strcat(strcat(payments, ","), name);
            strcat(rates, ",2");
        }
        strcat(strcat(strcat(payments, "\n"), rates), "\n");
        period_name(name, 2018, lengths[l], 0);
        snprintf(settings, sizeof settings, "key,value\nstart,%s\nperiods,%u\n", name, 24 / lengths[l]);
        snprintf(costs, sizeof costs, "line,%s\na,1\n", name);
        const CaseFile files[] = { { "case.csv", settings }, { "councils.csv", "council\nX\nY\n" },
            { "costs.csv", costs }, { "drivers.csv", "driver,distribution,central\nv,fixed,1.5\n" },
            { "payments.csv", payments }, { NULL, NULL } };

        FinanceOfCase made = finance_of_case(files, 0);

        assert_int_equal(made.study->year_count, 2);
        for (size_t y = 0; y < 2; y++) assert_close(finance_at(&made, BIZCASE_PAYMENTS, 1, y), 37, 1e-9);
        finance_of_case_free(&made);
    }
}

/* --- budgets -------------------------------------------------------------------------------------------------------- */

static void the_baselines_savings_lower_the_budget_that_it_stands_for(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "costs.csv", "line,option,2018/19\nold,bau,100\nnew,new,90\n" },
        { "benefits.csv", "line,option,2018/19\nsaved,bau;new,15\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_true(made.study->budget_is_baseline);
    assert_close(finance_at(&made, BIZCASE_EXISTING_REVENUE, 0, 0), 85, 1e-9);
    assert_close(finance_at(&made, BIZCASE_NET_RUNNING, 0, 0), 90 - 15 - 85, 1e-9);
    finance_of_case_free(&made);
}

#define NOW_AND_NEW                                                                                                    \
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" }

/* A budget of 100. What is left of running costs can still be saved; what is saved beyond it is in the release. */
static void a_saving_is_not_counted_twice_with_the_budget_that_it_releases(void **state) {
    (void)state;
    static const struct {
        const char *costs;
        double saved, released, net_running;
        const char *question;
    } rows[] = {
        { "line,option,budget,2018/19\nold,bau,h,100\n", 100, 100, -100, "saving_released" },
        { "line,option,budget,2018/19\nold,bau;new,h,100\n", 60, 0, 100 - 100 - 60, NULL },
        { "line,option,budget,2018/19\nold,bau,h,100\nnew,new,,20\n", 80, 80, 20 - 100, "saving_released" },
        { "line,option,budget,2018/19\nold,bau,,100\nnew,new,,20\n", 80, 60, 20 - 100 - 20, "saving_released" },
        { "line,option,budget,2018/19\nold,bau,h,100\nrest,new,h,30\n", 70, 40, 30 - 100 - 30, "saving_released" },
        { "line,option,budget,2018/19\nold,bau;new,h,130\n", 120, 0, 130 - 100 - 120, "saving_over_budget" },
        { "line,option,budget,2018/19\nold,bau,h,100\n", 150, 100, -150, "saving_over_budget" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char benefits[96];
        snprintf(benefits, sizeof benefits, "line,option,budget,2018/19\nless,new,h,%g\n", rows[r].saved);
        const CaseFile files[] = { NOW_AND_NEW, { "costs.csv", rows[r].costs }, { "benefits.csv", benefits },
            { "budgets.csv", "budget,name,2018/19\nh,Lighting,100\n" }, { NULL, NULL } };
        double sum = 0;

        FinanceOfCase made = finance_of_case(files, 0);

        assert_close(finance_at(&made, BIZCASE_SAVINGS, 0, 0), rows[r].saved, 1e-9);
        assert_close(finance_at(&made, BIZCASE_SAVINGS_RELEASED, 0, 0), rows[r].released, 1e-9);
        assert_close(finance_at(&made, BIZCASE_NET_RUNNING, 0, 0), rows[r].net_running, 1e-9);
        assert_close(finance_at(&made, BIZCASE_NET_REVENUE, 0, 0), rows[r].net_running, 1e-9);
        for (size_t i = 0; i + 1 < made.study->item_count; i++) sum += made.study->items[i].values[0];
        assert_close(sum, -rows[r].net_running, 1e-9);
        const char *first = made.study->flags[0].flag;
        if (rows[r].question)
            assert_string_equal(first, rows[r].question);
        else
            assert_true(strncmp(first, "saving_", 7) != 0);
        finance_of_case_free(&made);
    }
}

/* Of 80 that are saved X pays 60 and Y 20, taken from headings of their own: 50 and 40; X's two hold 30 and 20 of it,
   so that 36 and 24 are taken from them. The worst year is told. */
static void a_budget_that_is_saved_from_beyond_what_it_holds_is_questioned_first(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council,name\nX,Exshire\nY,Wyeshire\n" }, NOW_AND_NEW,
        { "splits.csv", "split,X,Y\nmost,3,1\n" },
        { "costs.csv", "line,split,2018/19,2019/20\nold,most,90000,90000\n" },
        { "benefits.csv", "line,option,split,budget,2018/19,2019/20\nless,new,most,x1;x2;y1,80000,40000\n" },
        { "budgets.csv", "budget,name,council,2018/19,2019/20\nx1,Lighting,X,30000,30000\nx2,Energy,X,20000,20000\n"
                         "y1,Lighting,Y,40000,40000\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_string_equal(made.study->flags[0].what, "x1");
    assert_string_equal(made.study->flags[0].message,
        "How can savings of £36,000 in 2018/19 come out of the budget \"Lighting\" of Exshire, which holds £30,000?");
    assert_string_equal(made.study->flags[1].message,
        "How can savings of £24,000 in 2018/19 come out of the budget \"Energy\" of Exshire, which holds £20,000?");
    assert_true(strncmp(made.study->flags[2].flag, "saving_", 7) != 0);
    finance_of_case_free(&made);
}

/* No heading is named: 4,400,000 are saved and 3,500,000 released, more than is spent today. */
static void a_council_that_saves_more_than_it_spends_is_questioned_first(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council,name\nX,Exshire\n" }, NOW_AND_NEW,
        { "costs.csv", "line,option,2018/19\nold,bau,3500000\n" },
        { "benefits.csv", "line,option,2018/19\nless,new,4400000\n" }, { "budgets.csv", "budget,2018/19\nh,3500000\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    assert_string_equal(made.study->flags[0].message,
        "How can Exshire save £7,900,000 in 2018/19? £3,500,000 is all that its budgets hold. A saving may count twice, with "
        "the budget that it releases.");
    finance_of_case_free(&made);
}

/* In the trials the same part of what is saved is in the release: a saving between 50 and 150 leaves 100 less in each. */
static void trials_count_a_released_saving_once_too(void **state) {
    (void)state;
    static const CaseFile files[] = { NOW_AND_NEW, { "costs.csv", "line,option,budget,2018/19\nold,bau,h,100\n" },
        { "benefits.csv",
            "line,option,budget,distribution,low,central,high,2018/19\nless,new,h,uniform,0.5,1,1.5,100\n" },
        { "budgets.csv", "budget,2018/19\nh,100\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 500);

    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
        assert_close(made.study->affordability[0].net_revenue[i], -100, 1e-9);
    finance_of_case_free(&made);
}

/* The baseline would pay 110 and 60, budgets hold 98 and 70: 12 of growth that no budget holds, 10 that is not used. */
static void existing_costs_and_budgets_are_one_step_of_the_way_to_cash(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" }, NOW_AND_NEW,
        { "costs.csv", "line,option,split,2018/19\na,bau,X,110\nb,bau,Y,60\nc,new,X,5\n" },
        { "budgets.csv", "budget,council,2018/19\nx,X,98\ny,Y,70\n" }, { NULL, NULL } };
    static const double growth[] = { -2, -12, 10 }, baseline[] = { -170, -110, -60 }, existing[] = { 168, 98, 70 };
    const BizcaseReconciliationItem *item = NULL;

    FinanceOfCase made = finance_of_case(files, 0);

    for (size_t i = 0; i < made.study->item_count; i++) {
        assert_string_not_equal(made.study->items[i].name, "baseline");
        if (strcmp(made.study->items[i].name, "unbudgeted_growth") == 0) item = &made.study->items[i];
    }
    assert_non_null(item);
    assert_string_equal(item->label, "Growth of existing costs that no budget holds");
    for (size_t b = 0; b < 3; b++) {
        assert_close(item->values[b], growth[b], 1e-9);
        assert_close(made.study->baseline_cash[b], baseline[b], 1e-9);
        assert_close(made.study->existing_budgets[b], existing[b], 1e-9);
    }
    finance_of_case_free(&made);
}

/* X asks for its money back in two years, Y in four. */
static void together_councils_ask_what_the_strictest_asks(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,type,2018/19\na,one_off,90\n" }, { "benefits.csv", "line,2018/19\nb,30\n" },
        { "finance.csv", "setting,council,value\ninvest_to_save_years,X,2\ninvest_to_save_years,Y,4\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 0);

    const BizcaseInvestToSave *tests = made.study->invest_to_save;
    assert_close(tests[0].threshold, 2, 0);
    assert_true(!tests[0].passes && !tests[1].passes && tests[2].passes);
    finance_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_funds_its_own_programme_only),
        cmocka_unit_test(funding_and_payments_of_another_option_do_not_count),
        cmocka_unit_test(sources_of_one_order_are_used_as_in_the_file),
        cmocka_unit_test(what_others_fund_is_no_call_on_revenue),
        cmocka_unit_test(a_source_with_a_cap_leaves_the_rest_to_the_next),
        cmocka_unit_test(a_source_without_a_council_is_of_all),
        cmocka_unit_test(provision_has_a_rate_of_its_own),
        cmocka_unit_test(loans_have_the_term_of_the_council_and_weigh_on_its_stream),
        cmocka_unit_test(least_and_most_are_in_the_unit_of_the_case),
        cmocka_unit_test(a_volume_costs_the_same_by_years_quarters_and_months),
        cmocka_unit_test(the_baselines_savings_lower_the_budget_that_it_stands_for),
        cmocka_unit_test(a_saving_is_not_counted_twice_with_the_budget_that_it_releases),
        cmocka_unit_test(a_budget_that_is_saved_from_beyond_what_it_holds_is_questioned_first),
        cmocka_unit_test(a_council_that_saves_more_than_it_spends_is_questioned_first),
        cmocka_unit_test(trials_count_a_released_saving_once_too),
        cmocka_unit_test(existing_costs_and_budgets_are_one_step_of_the_way_to_cash),
        cmocka_unit_test(together_councils_ask_what_the_strictest_asks),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
