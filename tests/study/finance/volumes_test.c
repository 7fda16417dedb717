/* Volumes that quantities give: of payments by the unit, in the plan and in trials, and of services. */
#include "support/finance_of_case.h"

#include <string.h>

#include "support/assert_close.h"
#include "support/expected_diagnostic.h"
#include "support/gsl_errors.h"

/* 10 lamps and then 20, half a year late: 5 and 15. Of £2 for each of 8 that are paid for in any case and £3 above, X pays
   16, and 16 + 7 × 3. However the volume is named, it moves and varies alike: in the second year the level is 7.5 to 22.5,
   evenly, so that P10, P50, P80 and P90 are 15 × 0.6, 1, 1.3 and 1.4, of which 8 are guaranteed. X pays half of a cost
   of 100. */
static void volumes_follow_quantities_in_the_plan_and_in_every_trial(void **state) {
    (void)state;
    static const struct {
        const char *units, *driver;
    } rows[] = { { "lamps", "" }, { "1", "lamps" }, { "served", "" }, { "0.5", "doubled" }, { "10", "rise" },
        { "tenfold", "" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char payments[300], services[300];
        snprintf(payments, sizeof payments,
            "payment,from,to,type,units,driver,guaranteed,marginal,2026/27,2027/28\n"
            "fee,X,Y,volume,%s,%s,8,3,2,2\n",
            rows[r].units, rows[r].driver);
        snprintf(
            services, sizeof services, "service,of,units,driver\nlight,work,%s,%s\n", rows[r].units, rows[r].driver);
        const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,2\nsampler,lhs\n" },
            { "councils.csv", "council\nX\nY\n" }, { "phases.csv", "phase,start,end,central\nfit,2026-04,2027-03,6\n" },
            { "drivers.csv", "driver,distribution,low,central,high,phase,on_delay,2025/26,2026/27,2027/28\n"
                             "rise,uniform,0.5,1,1.5,fit,shift,0,1,2\n" },
            { "quantities.csv", "quantity,formula,distribution,low,central,high,phase,on_delay,2026/27,2027/28\n"
                                "lamps,,uniform,0.5,1,1.5,fit,shift,10,20\n"
                                "served,lamps * 1,,,,,,,,\n"
                                "doubled,lamps + served,,,,,,,,\n"
                                "tenfold,10 * rise,,,,,,,,\n" },
            { "costs.csv", "line,2026/27,2027/28\nwork,100,100\n" }, { "payments.csv", payments },
            { "services.csv", services }, { NULL, NULL } };
        FinanceOfCase made = finance_of_case(files, 20000);
        const size_t second_of_x = 1 * made.study->year_count + 1;
        const double above[BIZCASE_CONFIDENCES] = { 15 * 0.6 - 8, 15 - 8, 15 * 1.3 - 8, 15 * 1.4 - 8 };

        assert_close(finance_at(&made, BIZCASE_PAYMENTS, 1, 0), 16, 1e-9);
        assert_close(finance_at(&made, BIZCASE_PAYMENTS, 1, 1), 16 + 7 * 3, 1e-9);
        assert_close(finance_at(&made, BIZCASE_PAYMENTS, 2, 1), -16 - 7 * 3, 1e-9);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            assert_close(made.study->affordability[second_of_x].net_revenue[i], 50 + 16 + 3 * above[i], 0.1);
        assert_close(made.study->unit_costs[0].units[0], 5, 1e-9);
        assert_close(made.study->unit_costs[0].units[1], 15, 1e-9);
        assert_close(made.study->unit_costs[0].per_unit[1], 100 / 15.0, 1e-9);

        finance_of_case_free(&made);
    }
}

/* 100 ÷ (lamps − 10) is 10 and 3⅓ with 20 and 40 lamps; a quarter of the trials has 10 in the first year. X has costs
   of 50 and pays 2 + 3 × 9 in all the others. */
static void trials_whose_volume_divides_by_zero_are_left_out(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,2\nsampler,lhs\n" },
        { "councils.csv", "council\nX\nY\n" },
        { "quantities.csv", "quantity,formula,distribution,central,shape,2026/27,2027/28\n"
                            "lamps,,discrete,2,1:1;2:3,10,20\n"
                            "rate,100 / (lamps - 10),,,,,\n" },
        { "costs.csv", "line,2026/27,2027/28\nwork,100,100\n" },
        { "payments.csv", "payment,from,to,type,units,guaranteed,marginal,2026/27,2027/28\n"
                          "fee,X,Y,volume,rate,1,3,2,2\n" },
        { NULL, NULL } };
    FinanceOfCase made = finance_of_case(files, 2000);

    assert_int_equal(made.study->not_finite, 500);
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
        assert_close(made.study->affordability[1 * made.study->year_count].net_revenue[i], 50 + 2 + 3 * (10 - 1), 1e-9);

    finance_of_case_free(&made);
}

#define WITH_LAMPS                                                                                                     \
    { "councils.csv", "council\nX\nY\n" }, {                                                                           \
        "quantities.csv", "quantity,unit,2018/19\nlamps,,10\nposts,,10\n"                                              \
    }

static void what_is_no_volume_is_told(void **state) {
    (void)state;
    static const ExpectedDiagnostic rows[] = {
        { { WITH_LAMPS, { "services.csv", "service,of,units\ns,a,lamp\n" } }, NULL, NULL, "services.csv:2:5",
            BIZCASE_ERROR, "\"lamp\" is neither a number nor a quantity (column units of service \"s\")",
            "did you mean \"lamps\"?" },
        { { WITH_LAMPS, { "services.csv", "service,of,units,driver\ns,a,5,lamp\n" } }, NULL, NULL, "services.csv:2:7",
            BIZCASE_ERROR, "\"lamp\" is neither a driver nor a quantity (column driver of service \"s\")",
            "did you mean \"lamps\"?" },
        { { WITH_LAMPS, { "services.csv", "service,of,units,driver\ns,a,lamps,posts\n" } }, NULL, NULL,
            "services.csv:2:11", BIZCASE_ERROR,
            "the units are those of \"lamps\" already, and \"posts\" would multiply them (column driver of service "
            "\"s\")",
            "multiply them in the formula of a quantity" },
        { { WITH_LAMPS, { "payments.csv", "payment,from,to,type,units,driver,2018/19\nf,X,Y,volume,9,,1\n" } }, NULL,
            NULL, "payments.csv:2:16", BIZCASE_ERROR,
            "the volume has no driver to move with (column driver of payment \"f\")",
            "or name a quantity in column units" },
        { { { "councils.csv", "council\nX\nY\n" },
              { "quantities.csv", "quantity,formula,2018/19\nlamps,,10\nrate,1 / (lamps - 10),\n" },
              { "payments.csv", "payment,from,to,type,units,2018/19\nf,X,Y,volume,rate,1\n" } },
            NULL, NULL, "quantities.csv:3:6", BIZCASE_ERROR,
            "formula of quantity \"rate\": \"1 / (lamps - 10)\" divides by 0 in 2018/19",
            "say what it is when x is 0: if(x = 0, 0, a / x)" },
        { { { "councils.csv", "council\nX\nY\n" },
              { "quantities.csv", "quantity,formula,2018/19\nlamps,,10\nrate,1 / (lamps - 10),\n" },
              { "services.csv", "service,of,units\ns,a,rate\n" } },
            NULL, NULL, "quantities.csv:3:6", BIZCASE_ERROR,
            "formula of quantity \"rate\": \"1 / (lamps - 10)\" divides by 0 in 2018/19",
            "say what it is when x is 0: if(x = 0, 0, a / x)" },
    };
    check_diagnostics(rows, COUNT_OF(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(volumes_follow_quantities_in_the_plan_and_in_every_trial),
        cmocka_unit_test(trials_whose_volume_divides_by_zero_are_left_out),
        cmocka_unit_test(what_is_no_volume_is_told),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
