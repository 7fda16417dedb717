/* Loans, minimum revenue provision and the capital financing requirement, against schedules worked out by hand. P is
   £1,000,000, n is 5 years and r is 4 % throughout. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "study/finance/loan.h"
#include "study/finance/mrp.h"
#include "support/gsl_errors.h"

/* Annuity: P × 0.02 ÷ (1 − 1.02⁻¹⁰) = 111,326.53 every half-year. EIP: 100,000 of principal, interest on the balance, so
   38,000 in the first year. Maturity: 20,000 every half-year. */
static void loans_are_paid_as_the_pwlb_has_them_paid(void **state) {
    (void)state;
    static const struct {
        LoanKind kind;
        double interest[5], principal[5]; /* by year */
    } rows[] = {
        { LOAN_ANNUITY, { 38173.47, 30720.49, 22966.42, 14899.08, 6505.82 },
            { 184479.59, 191932.56, 199686.64, 207753.98, 216147.24 } },
        { LOAN_EIP, { 38000, 30000, 22000, 14000, 6000 }, { 200000, 200000, 200000, 200000, 200000 } },
        { LOAN_MATURITY, { 40000, 40000, 40000, 40000, 40000 }, { 0, 0, 0, 0, 1000000 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Loan loan = { rows[r].kind, 1000000, 0.04, 10 };
        for (size_t year = 0; year < 5; year++) {
            const LoanPayment first = loan_payment(&loan, 2 * year + 1), second = loan_payment(&loan, 2 * year + 2);
            assert_close(first.interest + second.interest, rows[r].interest[year], 0.005);
            assert_close(first.principal + second.principal, rows[r].principal[year], 0.005);
            if (rows[r].kind == LOAN_ANNUITY) assert_close(first.interest + first.principal, 111326.53, 0.005);
        }
        assert_close(loan_payment(&loan, 0).interest + loan_payment(&loan, 11).principal, 0, 0);
    }
}

static void a_loan_without_interest_is_repaid_in_equal_parts(void **state) {
    (void)state;
    const Loan loan = { LOAN_ANNUITY, 600, 0, 6 };
    assert_close(loan_payment(&loan, 1).principal, 100, 1e-9);
    assert_close(loan_payment(&loan, 6).interest, 0, 0);
}

/* A = P × 0.04 ÷ (1 − 1.04⁻⁵) = 224,627.11; the provision is A − 0.04 × P = 184,627.11, growing by 4 %. */
static void provision_is_by_straight_line_or_annuity(void **state) {
    (void)state;
    static const double annuity[] = { 184627.11, 192012.20, 199692.69, 207680.39, 215987.61 };
    double sum = 0;
    for (size_t t = 1; t <= 5; t++) {
        assert_close(1000000 * mrp_charge(MRP_STRAIGHT_LINE, 0.04, 5, t), 200000, 1e-6);
        assert_close(1000000 * mrp_charge(MRP_ANNUITY, 0.04, 5, t), annuity[t - 1], 0.005);
        sum += mrp_charge(MRP_ANNUITY, 0.04, 5, t);
    }
    assert_close(sum, 1, 1e-12);
    assert_close(mrp_charge(MRP_STRAIGHT_LINE, 0.04, 5, 0) + mrp_charge(MRP_ANNUITY, 0.04, 5, 6), 0, 0);
    assert_close(mrp_charge(MRP_ANNUITY, 0, 5, 3), 0.2, 1e-12);
}

static const BizcaseFinance *finance_of(const CaseFile *files, TemporaryCase *made, BizcaseFinance **study) {
    *made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made->status, BIZCASE_OK);
    assert_int_equal(
        bizcase_finance(made->loaded, &(BizcaseFinanceRequest){ .plan_only = 1 }, study, NULL), BIZCASE_OK);
    return *study;
}

#define CAPITAL_OF_A_MILLION                                                                                           \
    { "costs.csv", "line,kind,type,basis,2018/19,2019/20,2020/21,2021/22,2022/23,2023/24,2024/25\n"                    \
                   "servers,capital,one_off,nominal,1000000,,,,,,\n" },                                                \
        { "case.csv", "key,value\nstart,2018/19\nperiods,7\n" }, {                                                     \
        "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\n"                                        \
    }

static const BizcaseFlag *question(const BizcaseFinance *study, const char *flag) {
    for (size_t f = 0; f < study->flag_count; f++)
        if (strcmp(study->flags[f].flag, flag) == 0) return &study->flags[f];
    return NULL;
}

static void assert_row(const BizcaseFinance *study, BizcaseFinanceRow row, const double *expected) {
    for (size_t y = 0; y < study->year_count; y++) {
        if (fabs(study->rows[row][y] - expected[y]) > 0.01)
            print_error("%s, %s\n", bizcase_finance_row(row).name, study->years[y]);
        assert_close(study->rows[row][y], expected[y], 0.01);
    }
}

/* Year 0: the requirement grows from 0 to 1,000k, 4 % on the average of 500k is 20k. Then 200k a year are charged: 36k of
   interest on the average of 1,000k and 800k, 28k, 20k, 12k, 4k. */
static void a_pooled_rate_is_charged_on_the_average_requirement(void **state) {
    (void)state;
    static const CaseFile files[] = { CAPITAL_OF_A_MILLION,
        { "finance.csv", "setting,value\ninterest_rate,4%\nasset_life,5\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);
    assert_row(study, BIZCASE_INTEREST, (const double[]){ 20000, 36000, 28000, 20000, 12000, 4000, 0 });
    assert_row(study, BIZCASE_MRP, (const double[]){ 0, 200000, 200000, 200000, 200000, 200000, 0 });
    assert_row(study, BIZCASE_CFR_CLOSE, (const double[]){ 1000000, 800000, 600000, 400000, 200000, 0, 0 });
    assert_row(study, BIZCASE_NET_REVENUE, (const double[]){ 20000, 236000, 228000, 220000, 212000, 204000, 0 });
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Drawn in the middle of year 0: half of the first loan year's interest falls there. EIP: 20,000; then 18,000 + 16,000. */
static void loans_charge_interest_and_repay_principal_beside_the_provision(void **state) {
    (void)state;
    static const CaseFile files[] = { CAPITAL_OF_A_MILLION,
        { "finance.csv", "setting,value\ninterest_rate,4%\nasset_life,5\ninterest_basis,eip\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);
    assert_row(study, BIZCASE_INTEREST, (const double[]){ 20000, 34000, 26000, 18000, 10000, 2000, 0 });
    assert_row(study, BIZCASE_LOAN_PRINCIPAL, (const double[]){ 100000, 200000, 200000, 200000, 200000, 100000, 0 });
    assert_row(study, BIZCASE_NET_REVENUE, (const double[]){ 20000, 234000, 226000, 218000, 210000, 202000, 0 });
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

#define CAPITAL_OF_TWO_YEARS                                                                                           \
    { "costs.csv", "line,kind,type,basis,2018/19,2019/20,2020/21,2021/22\n"                                            \
                   "servers,capital,one_off,nominal,1000000,500000,,\n" },                                             \
    {                                                                                                                  \
        "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\n"                                        \
    }

/* Loans of two years: £1,000,000 drawn in the middle of 2018/19 at 4 %, £500,000 in that of 2019/20 at 6 %. EIP, half-years
   of 250,000 and 125,000: the first pays 20,000 | 15,000 + 10,000 | 5,000, the second | 15,000 | 11,250 + 7,500 | 3,750.
   Maturity: 20,000 | 40,000 | 20,000 and | 15,000 | 30,000 | 15,000. Annuity, four half-years at 2 % of 262,623.75: 20,000 |
   15,147.52 + 10,198.00 | 5,149.49; at 3 % of 134,513.52: | 15,000 | 11,414.59 + 7,721.63 | 3,917.87. Pooled: the rate of the
   year on the average of a requirement that is 1,000,000, 1,000,000, 250,000 and 0 at the ends of the years. */
static void each_year_draws_at_its_own_rate(void **state) {
    (void)state;
    static const struct {
        const char *basis, *rates;
        double interest[4];
    } rows[] = {
        { "eip", "interest_rate,,,4%\ninterest_rate,,2019/20,6%\n", { 20000, 40000, 23750, 3750 } },
        { "eip", "interest_rate,,2019/20,6%\ninterest_rate,,2018/19,4%\n", { 20000, 40000, 23750, 3750 } },
        { "eip", "interest_rate,,,9%\ninterest_rate,X,2019-10,6%\ninterest_rate,X,,4%\n",
            { 20000, 40000, 23750, 3750 } },
        { "maturity", "interest_rate,,,4%\ninterest_rate,,2019/20,6%\n", { 20000, 55000, 50000, 15000 } },
        { "annuity", "interest_rate,,,4%\ninterest_rate,,2019/20,6%\n", { 20000, 40345.53, 24285.71, 3917.87 } },
        { "pooled", "interest_rate,,,4%\ninterest_rate,,2019/20,6%\n", { 20000, 60000, 37500, 7500 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[256];
        snprintf(settings, sizeof settings, "setting,council,from,value\nasset_life,,,2\ninterest_basis,,,%s\n%s",
            rows[r].basis, rows[r].rates);
        const CaseFile files[] = { CAPITAL_OF_TWO_YEARS, { "councils.csv", "council\nX\n" },
            { "finance.csv", settings }, { NULL, NULL } };
        TemporaryCase made;
        BizcaseFinance *study;
        finance_of(files, &made, &study);
        assert_row(study, BIZCASE_INTEREST, rows[r].interest);
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

/* Half of the principal and what interest adds: r ÷ ((1 + r)² − 1) is 1 ÷ 2.04 of the first, 1 ÷ 2.06 of the second. */
static void an_annuity_of_provision_has_the_rate_of_its_loan(void **state) {
    (void)state;
    static const CaseFile files[] = { CAPITAL_OF_TWO_YEARS,
        { "finance.csv", "setting,from,value\nasset_life,,2\nmrp_method,,annuity\ninterest_rate,,4%\n"
                         "interest_rate,2019/20,6%\n" },
        { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);
    assert_row(
        study, BIZCASE_MRP, (const double[]){ 0, 1e6 / 2.04, 1e6 * 1.04 / 2.04 + 5e5 / 2.06, 5e5 * 1.06 / 2.06 });
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void borrowing_before_the_first_rate_is_an_error(void **state) {
    (void)state;
    static const CaseFile files[] = { CAPITAL_OF_TWO_YEARS,
        { "finance.csv", "setting,from,value\nasset_life,,2\ninterest_rate,2019/20,6%\n" }, { NULL, NULL } };
    size_t count;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    assert_int_equal(count, 1);
    assert_int_equal(items[0].line, 2);
    assert_string_equal(items[0].message, "there is borrowing, but no interest rate for it before April 2019 (column "
                                          "type of source of funding \"loan\")");
    assert_string_equal(items[0].hint, "add a row interest_rate with a blank from to finance.csv");
    temporary_case_free(&made);
}

/* Available from 2020/21: the first charge is in 2021/22. The line's own life of 2 years goes before the council's. */
static void provision_waits_for_first_use(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,kind,type,basis,asset_life,first_use,2018/19,2019/20,2020/21,2021/22,2022/23,2023/24\n"
                       "servers,capital,one_off,nominal,2,2020/21,600,400,,,,\n" },
        { "case.csv", "key,value\nstart,2018/19\nperiods,6\n" },
        { "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\n" },
        { "finance.csv", "setting,value\ninterest_rate,0%\nasset_life,5\n" }, { NULL, NULL }
    };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);
    assert_row(study, BIZCASE_MRP, (const double[]){ 0, 0, 0, 500, 500, 0 });
    assert_row(study, BIZCASE_CFR_CLOSE, (const double[]){ 600, 1000, 1000, 500, 0, 0 });
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* The same million without a source: the same charge year by year as when it is borrowed, whatever the basis, and a gap. */
static void capital_without_funding_is_charged_as_borrowing_is(void **state) {
    (void)state;
    static const char *const settings[] = { "setting,value\ninterest_rate,4%\nasset_life,5\n",
        "setting,value\ninterest_rate,4%\nasset_life,5\nmrp_method,annuity\n",
        "setting,value\ninterest_rate,4%\nasset_life,5\ninterest_basis,maturity\n",
        "setting,value\ninterest_rate,4%\nasset_life,5\ninterest_basis,eip\n",
        "setting,value\ninterest_rate,4%\nasset_life,5\ninterest_basis,annuity\nloan_years,3\n" };
    static const BizcaseFinanceRow rows[] = { BIZCASE_MRP, BIZCASE_INTEREST, BIZCASE_LOAN_PRINCIPAL, BIZCASE_CFR_CLOSE,
        BIZCASE_NET_REVENUE };
    for (size_t s = 0; s < COUNT_OF(settings); s++) {
        const CaseFile files[] = { CAPITAL_OF_A_MILLION, { "finance.csv", settings[s] }, { NULL, NULL } };
        const CaseFile unfunded[] = { files[0], files[1], { "finance.csv", settings[s] }, { NULL, NULL } };
        TemporaryCase made, made_unfunded;
        BizcaseFinance *study, *gap;
        finance_of(files, &made, &study);
        finance_of(unfunded, &made_unfunded, &gap);
        for (size_t r = 0; r < COUNT_OF(rows); r++) assert_row(gap, rows[r], study->rows[rows[r]]);
        assert_row(gap, BIZCASE_CAPITAL_GAP, study->rows[BIZCASE_CAPITAL_BY_BORROWING]);
        assert_row(gap, BIZCASE_CAPITAL_BY_BORROWING, (const double[]){ 0, 0, 0, 0, 0, 0, 0 });
        assert_close(study->rows[BIZCASE_MRP][1] > 0, 1, 0);
        assert_non_null(question(gap, "no_funding"));
        assert_null(question(gap, "uncharged_gap"));
        bizcase_finance_free(study);
        bizcase_finance_free(gap);
        temporary_case_free(&made);
        temporary_case_free(&made_unfunded);
    }
}

/* The line's own life says how long for; finance.csv has none. */
static void a_line_with_a_life_of_its_own_is_charged_and_not_questioned(void **state) {
    (void)state;
    const CaseFile files[] = { { "costs.csv",
                                   "line,kind,type,asset_life,2018/19,2019/20\nkit,capital,one_off,5,1000,\n" },
        { "finance.csv", "setting,value\ninterest_rate,4%\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);

    assert_row(study, BIZCASE_MRP, (const double[]){ 0, 200 });
    assert_null(question(study, "uncharged_gap"));
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Nothing says how long for or at what rate: it stays in the requirement, and that it is not charged is questioned. */
static void capital_without_funding_or_life_is_questioned(void **state) {
    (void)state;
    static const struct {
        const char *settings, *message;
    } rows[] = {
        { "setting,value\ninvest_to_save_years,4\n", "No interest rate or asset life is entered" },
        { "setting,value\ninterest_rate,4%\n", "No asset life is entered" },
        { "setting,value\nasset_life,5\n", "No interest rate is entered" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", "line,kind,type,2018/19,2019/20\nkit,capital,one_off,1000,\n" },
            { "finance.csv", rows[r].settings }, { NULL, NULL } };
        TemporaryCase made;
        BizcaseFinance *study;
        finance_of(files, &made, &study);
        const BizcaseFlag *asked = question(study, "uncharged_gap");
        assert_non_null(asked);
        assert_non_null(strstr(asked->message, rows[r].message));
        assert_row(study, BIZCASE_MRP, (const double[]){ 0, r == 2 ? 200 : 0 });
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

static void receipts_cost_revenue_nothing(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,kind,type,basis,2018/19,2019/20\nservers,capital,one_off,nominal,1000,\n" },
        { "funding.csv", "funding,kind,type,share\nsale,capital,capital_receipts,100%\n" }, { NULL, NULL }
    };
    TemporaryCase made;
    BizcaseFinance *study;
    finance_of(files, &made, &study);
    assert_row(study, BIZCASE_CAPITAL_BY_RECEIPTS, (const double[]){ 1000, 0 });
    assert_row(study, BIZCASE_CFR_CLOSE, (const double[]){ 0, 0 });
    assert_row(study, BIZCASE_NET_REVENUE, (const double[]){ 0, 0 });
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loans_are_paid_as_the_pwlb_has_them_paid),
        cmocka_unit_test(a_loan_without_interest_is_repaid_in_equal_parts),
        cmocka_unit_test(provision_is_by_straight_line_or_annuity),
        cmocka_unit_test(a_pooled_rate_is_charged_on_the_average_requirement),
        cmocka_unit_test(loans_charge_interest_and_repay_principal_beside_the_provision),
        cmocka_unit_test(each_year_draws_at_its_own_rate),
        cmocka_unit_test(an_annuity_of_provision_has_the_rate_of_its_loan),
        cmocka_unit_test(borrowing_before_the_first_rate_is_an_error),
        cmocka_unit_test(provision_waits_for_first_use),
        cmocka_unit_test(capital_without_funding_is_charged_as_borrowing_is),
        cmocka_unit_test(a_line_with_a_life_of_its_own_is_charged_and_not_questioned),
        cmocka_unit_test(capital_without_funding_or_life_is_questioned),
        cmocka_unit_test(receipts_cost_revenue_nothing),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
