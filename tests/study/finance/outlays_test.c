/* What each option spends besides its running costs, and how much of that is an allowance. */
#include "support/finance_of_case.h"

#include <string.h>

#include "support/gsl_errors.h"

/* Base: capital 1,000 and one-off 200, of which X pays three quarters, in the preferred option; a bias of 30 % on the
   capital alone, half of it mitigated; a capital risk of 100 with a chance of 40 %. */
static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
    { "options.csv", "option,role\nbau,baseline\nsmall,option\nlarge,preferred\n" },
    { "splits.csv", "split,X,Y\nby-use,3,1\n" },
    { "costs.csv", "line,option,kind,type,split,optimism_bias,mitigation,2018/19,2019/20\n"
                   "build,large,capital,one_off,by-use,30%,50%,600,400\n"
                   "move,large,revenue,one_off,by-use,,,200,\n"
                   "patch,small,revenue,one_off,X,,,50,\n"
                   "run,,revenue,recurring,by-use,,,70,70\n" },
    { "risks.csv", "risk,option,kind,probability,distribution,central,split,from,until\n"
                   "soil,large,capital,40%,fixed,100,Y,2018/19,2018/19\n" },
    { NULL, NULL } };

static void an_outlay_is_capital_and_one_off_spending_by_option_and_council(void **state) {
    (void)state;
    static const struct {
        const char *option;
        double capital[3], one_off[3];
    } rows[] = {
        { "bau", { 0, 0, 0 }, { 0, 0, 0 } },
        { "small", { 0, 0, 0 }, { 50, 50, 0 } },
        /* 1,000 with 15 % of bias, and 40 of the risk, which is Y's */
        { "large", { 1150 + 40, 862.5, 287.5 + 40 }, { 200, 150, 50 } },
    };
    FinanceOfCase made = finance_of_case(files, 0);
    assert_int_equal(made.study->outlay_count, COUNT_OF(rows));
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseOutlay *outlay = &made.study->outlays[r];
        assert_string_equal(outlay->option, rows[r].option);
        for (size_t b = 0; b < 3; b++) {
            assert_close(outlay->capital[b], rows[r].capital[b], 1e-9);
            assert_close(outlay->one_off[b], rows[r].one_off[b], 1e-9);
        }
    }
    finance_of_case_free(&made);
}

static void allowances_are_what_bias_and_risk_add_to_the_outlay(void **state) {
    (void)state;
    static const double bias[] = { 150, 112.5, 37.5 }, risk[] = { 40, 0, 40 };
    FinanceOfCase made = finance_of_case(files, 0);
    for (size_t b = 0; b < 3; b++) {
        assert_close(made.study->bias_allowance[b], bias[b], 1e-9);
        assert_close(made.study->risk_allowance[b], risk[b], 1e-9);
    }
    finance_of_case_free(&made);
}

static void a_plan_without_bias_and_risk_has_no_allowance(void **state) {
    (void)state;
    CaseFile without[COUNT_OF(files) + 1] = { { "case.csv",
        "key,value\noptimism_bias_in_plan,no\nrisk_in_plan,no\noptimism_bias_in_simulation,no\n" } };
    memcpy(without + 1, files, sizeof files);
    FinanceOfCase made = finance_of_case(without, 0);
    assert_close(made.study->outlays[2].capital[0], 1000, 1e-9);
    for (size_t b = 0; b < 3; b++) {
        assert_close(made.study->bias_allowance[b], 0, 1e-9);
        assert_close(made.study->risk_allowance[b], 0, 1e-9);
    }
    finance_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outlay_is_capital_and_one_off_spending_by_option_and_council),
        cmocka_unit_test(allowances_are_what_bias_and_risk_add_to_the_outlay),
        cmocka_unit_test(a_plan_without_bias_and_risk_has_no_allowance),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
