/* When an envelope counts as broken: at its edges, and in one year out of several. */
#include "support/finance_of_case.h"

#include "support/gsl_errors.h"

enum { TRIALS = 4096 };

/* Nothing is uncertain, and running costs are the budget: nothing is above plan, over budget or without funding. */
static void a_certain_case_on_its_budget_breaks_nothing(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv",
                                          "line,kind,type,2018/19\nrun,,recurring,100\nkit,capital,one_off,50\n" },
        { "budgets.csv", "budget,type,2018/19\nnow,existing,100\n" },
        { "funding.csv", "funding,kind,type,2018/19\nsale,capital,capital_receipts,50\n" }, { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, TRIALS);

    const BizcaseAffordability *year = &made.study->affordability[0];
    const BizcaseEnvelope *all = &made.study->envelopes[0];
    assert_close(year->above_plan + year->over_budget + year->capital_gap + year->one_off_gap, 0, 0);
    assert_close(all->ever_above_plan + all->ever_over_budget + all->ever_capital_gap + all->ever_one_off_gap, 0, 0);
    assert_close(all->over_all_years, 0, 0);
    finance_of_case_free(&made);
}

/* 100 × U(0, 2) in 2018/19 against a budget of 100, and 10 less than the budget in 2019/20. */
static void what_happens_in_one_year_has_happened(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,distribution,low,central,high,2018/19,2019/20\nrun,uniform,0,1,2,100,\nlast,,,,,,90\n" },
        { "budgets.csv", "budget,type,2018/19,2019/20\nnow,existing,100,100\n" }, { NULL, NULL }
    };

    FinanceOfCase made = finance_of_case(files, TRIALS);

    const BizcaseAffordability *years = made.study->affordability;
    const BizcaseEnvelope *all = &made.study->envelopes[0];
    assert_close(years[0].over_budget, 0.5, 0.03);
    assert_close(years[1].over_budget, 0, 0);
    assert_close(all->ever_over_budget, years[0].over_budget, 0);
    assert_close(all->ever_above_plan, years[0].above_plan, 0);
    assert_close(all->over_all_years, years[0].above_plan, 0); /* certain elsewhere */
    finance_of_case_free(&made);
}

/* 100 of capital, then 40 a year is saved; X pays Y 30 at once. Shared equally: X is 80 down at most, Y 20. */
static void the_peak_of_cash_is_before_savings_come_and_holds_payments(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,kind,type,2018/19,2019/20,2020/21\nkit,capital,one_off,100,,\n" },
        { "benefits.csv", "line,2018/19,2019/20,2020/21\nb,,40,40\n" },
        { "payments.csv", "payment,from,to,2018/19,2019/20,2020/21\nfee,X,Y,30,,\n" }, { NULL, NULL } };
    static const double expected[] = { 100, 80, 20 };

    FinanceOfCase made = finance_of_case(files, TRIALS);

    for (size_t b = 0; b < COUNT_OF(expected); b++) {
        assert_close(made.study->envelopes[b].plan_peak_cash, expected[b], 1e-9);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
            assert_close(made.study->envelopes[b].peak_cash[i], expected[b], 1e-9);
            assert_close(made.study->envelopes[b].contingency[i], 0, 1e-9);
        }
    }
    finance_of_case_free(&made);
}

/* A one-off cost of 100 with a bias of 50 %, uniform from 90 to 110; the trials have no bias and the plan has it. Set against
   the plan of 100 half of the trials cost more, and 6 more are enough in 80 % of them; against 150 none would. */
static void a_contingency_is_of_the_plan_with_what_the_trials_have(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\noptimism_bias_in_simulation,no\n" },
        { "costs.csv", "line,type,distribution,low,high,optimism_bias,2018/19\na,one_off,uniform,0.9,1.1,50%,100\n" },
        { NULL, NULL } };

    FinanceOfCase made = finance_of_case(files, 20000);

    const BizcaseEnvelope *joint = &made.study->envelopes[0];
    assert_close(finance_at(&made, BIZCASE_ONE_OFF, 0, 0), 150, 1e-9);
    assert_close(joint->plan_total, 100, 1e-9);
    assert_close(joint->plan_total_as_set, 150, 1e-9);
    assert_close(joint->over_all_years, 0.5, 0.02);
    assert_close(joint->contingency[2], 6, 0.5);
    assert_close(joint->plan_peak_cash, 100, 1e-9);
    assert_close(made.study->affordability[0].plan_net_revenue, 100, 1e-9);
    finance_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certain_case_on_its_budget_breaks_nothing),
        cmocka_unit_test(what_happens_in_one_year_has_happened),
        cmocka_unit_test(the_peak_of_cash_is_before_savings_come_and_holds_payments),
        cmocka_unit_test(a_contingency_is_of_the_plan_with_what_the_trials_have),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
