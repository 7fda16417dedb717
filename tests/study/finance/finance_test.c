/* The financial case: what must add up in every case, and cases whose books are known. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static BizcaseFinance *finance_of(BizcaseCase *loaded, BizcaseFinanceRequest request) {
    BizcaseFinance *study;
    assert_int_equal(bizcase_finance(loaded, &request, &study, NULL), BIZCASE_OK);
    return study;
}

static double at(const BizcaseFinance *study, BizcaseFinanceRow row, size_t body, size_t year) {
    return study->rows[row][body * study->year_count + year];
}

static double total(const BizcaseFinance *study, BizcaseFinanceRow row, size_t body) {
    double sum = 0;
    for (size_t y = 0; y < study->year_count; y++) sum += at(study, row, body, y);
    return sum;
}

static const BizcaseFlag *flag_of(const BizcaseFinance *study, const char *flag, const char *what) {
    for (size_t f = 0; f < study->flag_count; f++)
        if (strcmp(study->flags[f].flag, flag) == 0 && strcmp(study->flags[f].what, what) == 0) return &study->flags[f];
    return NULL;
}

/* --- what must add up ----------------------------------------------------------------------------------------------- */

static void assert_sources_make_uses(const BizcaseFinance *study, size_t b, size_t y) {
    double capital = at(study, BIZCASE_CAPITAL_GAP, b, y), one_off = at(study, BIZCASE_ONE_OFF_GAP, b, y);
    for (int row = BIZCASE_CAPITAL_BY_REVENUE; row <= BIZCASE_CAPITAL_BY_BORROWING; row++)
        capital += at(study, (BizcaseFinanceRow)row, b, y);
    for (int row = BIZCASE_ONE_OFF_BY_REVENUE; row <= BIZCASE_ONE_OFF_BY_GRANT; row++)
        one_off += at(study, (BizcaseFinanceRow)row, b, y);
    assert_close(capital, at(study, BIZCASE_CAPITAL, b, y), 1e-5);
    assert_close(one_off, at(study, BIZCASE_ONE_OFF, b, y), 1e-5);
}

static void assert_requirement_closes(const BizcaseFinance *study, size_t b, size_t y) {
    const double closes = at(study, BIZCASE_CFR_OPEN, b, y) + at(study, BIZCASE_CAPITAL_BY_BORROWING, b, y) +
                          at(study, BIZCASE_CAPITAL_GAP, b, y) - at(study, BIZCASE_MRP, b, y);
    assert_close(at(study, BIZCASE_CFR_CLOSE, b, y), closes, 1e-5);
    assert_close(at(study, BIZCASE_CFR_OPEN, b, y), y ? at(study, BIZCASE_CFR_CLOSE, b, y - 1) : 0, 1e-5);
}

static void assert_reconciled(const BizcaseFinance *study, const BizcaseAppraisal *appraisal, size_t b) {
    const char *versus = appraisal->results[0].scope.versus;
    const BizcaseResult *result = bizcase_appraisal_find(
        appraisal, &(BizcaseScope){
                       .option = study->option, .versus = versus, .council = study->bodies[b], .programme = "total" });
    double sum = 0;
    for (size_t i = 0; i + 1 < study->item_count; i++) sum += study->items[i].values[b];
    const double net_cash = -total(study, BIZCASE_CAPITAL, b) - total(study, BIZCASE_ONE_OFF, b) -
                            total(study, BIZCASE_NET_RUNNING, b) - total(study, BIZCASE_PAYMENTS, b) +
                            total(study, BIZCASE_RECEIPTS, b);
    assert_non_null(result);
    assert_close(study->items[0].values[b], result->figures[bizcase_figure_find("npv")], 1e-5);
    assert_close(sum, study->items[study->item_count - 1].values[b], 1e-4);
    assert_close(sum, net_cash, 1e-4);
}

/* What must hold of the books of any case. */
static void assert_books_add_up(BizcaseCase *loaded) {
    BizcaseAppraisal *appraisal;
    BizcaseFinance *study = finance_of(loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_int_equal(
        bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ .option = study->option }, &appraisal, NULL), BIZCASE_OK);
    for (size_t b = 0; b < study->body_count; b++) {
        double changes = 0;
        for (size_t y = 0; y < study->year_count; y++) {
            assert_sources_make_uses(study, b, y);
            assert_requirement_closes(study, b, y);
            assert_true(at(study, BIZCASE_CAPITAL_GAP, b, y) >= 0 && at(study, BIZCASE_ONE_OFF_GAP, b, y) >= 0);
            changes += study->changes[b * study->year_count + y];
            assert_close(changes, at(study, BIZCASE_NET_REVENUE, b, y), 1e-5);
        }
        assert_reconciled(study, appraisal, b);
    }
    for (int row = 0; row < BIZCASE_FINANCE_ROW_COUNT; row++)
        for (size_t y = 0; y < study->year_count; y++) {
            double sum = 0;
            for (size_t b = 1; b < study->body_count; b++) sum += at(study, (BizcaseFinanceRow)row, b, y);
            assert_close(sum, at(study, (BizcaseFinanceRow)row, 0, y), 1e-5);
        }
    bizcase_appraisal_free(appraisal);
    bizcase_finance_free(study);
}

static void books_add_up_in_every_sample_case(void **state) {
    (void)state;
    static const char *const cases[] = { "joint-ict-2017", "best4business", "three-councils-quarterly",
        "monthly-mobilisation", "minimal", "horizon-60-years", "led-street-lighting", "early-help" };
    for (size_t c = 0; c < COUNT_OF(cases); c++) {
        char folder[128];
        BizcaseCase *loaded;
        snprintf(folder, sizeof folder, "scenarios/%s", cases[c]);
        assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
        assert_books_add_up(loaded);
        bizcase_case_free(loaded);
    }
}

static unsigned next_random(uint64_t *state, unsigned below) { /* Knuth's MMIX generator */
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((*state >> 33) % below);
}

/* Three amounts, of which one in four is blank and one in four comes back. */
static void append_amounts(uint64_t *random, char *text) {
    for (int t = 0; t < 3; t++) {
        const int amount = (int)next_random(random, 1000), what = (int)next_random(random, 4);
        snprintf(text + strlen(text), 16, what == 0 ? "," : ",%d", what == 1 ? -amount : amount);
    }
    strcat(text, "\n");
}

/* Two councils and two programmes; spending that comes back, capital receipts, an opportunity, shares and amounts. */
static void books_add_up_in_random_cases(void **state) {
    static const char *const kinds[] = { "capital", "revenue" }, *const types[] = { "one_off", "recurring", "vat" },
                             *const splits[] = { "X", "Y", "most" }, *const benefits[] = { "cash_releasing", "wider" };
    static const char *const sources[] = { "revenue", "reserves", "capital_receipts", "grant", "borrowing" };
    (void)state;
    uint64_t random = 7;
    for (int n = 0; n < 60; n++) {
        char costs[1024] = "line,option,programme,kind,type,split,asset_life,optimism_bias,2018/19,2019/20,2020/21\n";
        char saved[1024] = "line,option,programme,kind,type,split,2018/19,2019/20,2020/21\n";
        char funding[1024] = "funding,programme,council,kind,type,order,share,2018/19,2019/20,2020/21\n";
        for (int l = 0; l < 7; l++) {
            snprintf(costs + strlen(costs), 96, "c%d,%s,p%u,%s,%s,%s,%u,%u%%", l, l ? "do" : "bau",
                next_random(&random, 2), kinds[next_random(&random, 2)], types[next_random(&random, 3)],
                splits[next_random(&random, 3)], 1 + next_random(&random, 4), next_random(&random, 50));
            append_amounts(&random, costs);
        }
        for (int l = 0; l < 4; l++) {
            snprintf(saved + strlen(saved), 96, "b%d,%s,p%u,%s,%s,%s", l, l ? "do" : "bau", next_random(&random, 2),
                kinds[next_random(&random, 2)], benefits[next_random(&random, 2)], splits[next_random(&random, 3)]);
            append_amounts(&random, saved);
        }
        for (int f = 0; f < 6; f++) { /* shares of a council's stay below 100 % together */
            const unsigned type = next_random(&random, 5);
            snprintf(funding + strlen(funding), 96, "f%d,%s,%s,%s,%s,%u,", f, next_random(&random, 2) ? "p1" : "",
                f % 2 ? "X" : "Y", type == 4 ? "capital" : "", sources[type], next_random(&random, 3));
            snprintf(funding + strlen(funding), 64, next_random(&random, 2) ? "%u%%,,,\n" : ",%u,300,\n",
                next_random(&random, 34));
        }
        const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,3\ndeflator,general\n" },
            { "indices.csv", "index,2018/19,2019/20\ngeneral,0%,10%\n" }, { "councils.csv", "council\nX\nY\n" },
            { "programmes.csv", "programme\np0\np1\n" }, { "options.csv", "option,role\nbau,baseline\ndo,preferred\n" },
            { "splits.csv", "split,X,Y\nmost,3,1\n" }, { "costs.csv", costs }, { "benefits.csv", saved },
            { "funding.csv", funding },
            { "risks.csv", "risk,option,programme,kind,probability,distribution,low,high,split\n"
                           "o,do,p1,capital,0.5,uniform,-400,0,most\nr,do,p0,revenue,0.5,uniform,-100,400,X\n" },
            { "finance.csv", "setting,council,value\ninterest_rate,,4%\nasset_life,,3\nmrp_method,X,annuity\n"
                             "interest_basis,Y,eip\n" },
            { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        assert_books_add_up(made.loaded);
        temporary_case_free(&made);
    }
}

/* No inflation, only cash lines, all from revenue, nothing discounted away: cash is the economic case undiscounted. */
static void cash_is_the_economic_case_where_nothing_parts_them(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,type,2018/19,2019/20\nset-up,one_off,100,20\nrun,recurring,,30\n" },
        { "benefits.csv", "line,2018/19,2019/20\nsaved,10,200\n" },
        { NULL, NULL },
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(study->items[study->item_count - 1].values[0], 210 - 150, 1e-9);
    for (size_t i = 2; i + 1 < study->item_count; i++)
        assert_close(study->items[i].values[0], 0, 1e-9); /* behind npv and discounting */
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* --- cash ----------------------------------------------------------------------------------------------------------- */

/* Pay grows by 10 %, other prices by 5 %; the price base is 2018/19. */
static const CaseFile priced[] = {
    { "case.csv", "key,value\nstart,2018/19\nperiods,2\ndeflator,general\n" },
    { "indices.csv", "index,2018/19,2019/20\ngeneral,0%,5%\npay,0%,10%\n" },
    { "costs.csv", "line,type,kind,basis,index,2018/19,2019/"
                   "20\nstaff,recurring,,real,pay,,100\nrent,recurring,,real,,,100\nlease,recurring,,nominal,,,100\n"
                   "leavers,redundancy,,real,,,200\nspent,sunk,,nominal,,40,\nkit,one_off,capital,real,,,60\n" },
    { "benefits.csv", "line,type,2018/19,2019/20\nposts,cash_releasing,,300\ntime,non_cash_releasing,,500\n" },
    { "risks.csv", "risk,probability,distribution,low,high,from,to\nr,0.5,uniform,0,40,2019/20,2019/20\n" },
    { NULL, NULL },
};

static void cash_is_at_the_prices_of_the_day(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(priced, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(at(study, BIZCASE_RUNNING, 0, 1), 110 + 105 + 100, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF, 0, 1), 210 + 0.5 * 20 * 1.05, 1e-9);
    assert_close(at(study, BIZCASE_CAPITAL, 0, 1), 63, 1e-9);
    assert_close(at(study, BIZCASE_SAVINGS, 0, 1), 315, 1e-9);
    assert_close(at(study, BIZCASE_SUNK, 0, 0), 40, 1e-9);
    assert_close(
        at(study, BIZCASE_ONE_OFF_GAP, 0, 1), at(study, BIZCASE_ONE_OFF, 0, 1), 1e-9); /* nothing funds it: shown */
    assert_close(at(study, BIZCASE_NET_REVENUE, 0, 1), 315 + 220.5 - 315, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* At the end of 2018/19 all capital and one-off money, of lines and the risk, is still to come, at the prices of its day. */
static void what_is_to_come_at_a_gate_is_at_the_prices_of_the_day(void **state) {
    (void)state;
    CaseFile files[COUNT_OF(priced) + 1] = { { "phases.csv", "phase,start,end\none,2018-04,2019-03\n" } };
    memcpy(files + 1, priced, sizeof priced);
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(study->gates[0].to_come[0], 63 + 210 + 0.5 * 20 * 1.05, 1e-9);
    assert_close(study->gates[0].one_off[0] + study->gates[0].capital[0], 0, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* --- funding -------------------------------------------------------------------------------------------------------- */

/* 100 capital and 100 one-off in each year. Reserves: 60 a year, 80 in all, first; a grant of 30 a year for capital; capital
   receipts for revenue in 2015/16 are before the direction of 2016; revenue takes half of one-off spending. */
static const CaseFile funded[] = {
    { "case.csv", "key,value\nstart,2015/16\nperiods,2\n" },
    { "costs.csv", "line,type,kind,2015/16,2016/17\nkit,one_off,capital,100,100\nchange,one_off,,100,100\n" },
    { "funding.csv",
        "funding,kind,type,order,share,cap,2015/16,2016/17\nreceipts,revenue,capital_receipts,3,,,20,20\n"
        "base,revenue,revenue,2,50%,,,\nreserve,revenue,reserves,1,,80,60,60\ngift,capital,grant,1,,,30,30\n" },
    { NULL, NULL },
};

static void sources_are_used_in_order_up_to_their_caps(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(funded, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(at(study, BIZCASE_ONE_OFF_BY_RESERVES, 0, 0), 60, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_BY_REVENUE, 0, 0), 40, 1e-9); /* 50 offered, 40 wanted */
    assert_close(at(study, BIZCASE_ONE_OFF_BY_RECEIPTS, 0, 0), 0, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_BY_RESERVES, 0, 1), 20, 1e-9); /* what is left of 80 */
    assert_close(at(study, BIZCASE_ONE_OFF_BY_REVENUE, 0, 1), 50, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_BY_RECEIPTS, 0, 1), 20, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_GAP, 0, 1), 10, 1e-9);
    assert_close(at(study, BIZCASE_CAPITAL_BY_GRANT, 0, 0), 30, 1e-9);
    assert_close(at(study, BIZCASE_CAPITAL_GAP, 0, 0), 70, 1e-9);
    assert_close(at(study, BIZCASE_CFR_CLOSE, 0, 1), 140, 1e-9); /* what has no funding stays in the requirement */
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Capital: 100 in one programme, 40 back in another: 60 to fund. One-off: the same, a tenth of 60 from reserves. */
static void what_comes_back_is_set_off_before_shares(void **state) {
    (void)state;
    static const CaseFile files[] = { { "programmes.csv", "programme\na\nb\n" },
        { "costs.csv", "line,programme,kind,type,2018/19,2019/20\nkit,a,capital,one_off,100,\n"
                       "kit-back,b,capital,one_off,-40,\nchange,a,,one_off,100,\nrebate,b,,one_off,-40,\n" },
        { "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\nreserve,revenue,reserves,10%\n" },
        { "finance.csv", "setting,value\ninterest_rate,0%\nasset_life,1\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(at(study, BIZCASE_CAPITAL, 0, 0), 60, 1e-9);
    assert_close(at(study, BIZCASE_CAPITAL_BY_BORROWING, 0, 0), 60, 1e-9);
    assert_close(at(study, BIZCASE_CAPITAL_GAP, 0, 0), 0, 1e-9);
    assert_close(at(study, BIZCASE_MRP, 0, 1), 60, 1e-9);
    assert_close(at(study, BIZCASE_CFR_CLOSE, 0, 1), 0, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_BY_RESERVES, 0, 0), 6, 1e-9);
    assert_close(at(study, BIZCASE_ONE_OFF_GAP, 0, 0), 54, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Between two lives of one programme: 100 with 5 years and 20 back with 1 year leave 80 with 5 years, 16 a year. An
   opportunity of 50 % of 60 in the risk register takes another 30 in the second year, of which nothing is spent: it goes to
   capital receipts, and funds 30 of the 40 of the third. */
static void what_comes_back_is_set_off_across_lives_and_later_years(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,kind,type,asset_life,2018/19,2019/20,2020/21\nkit,capital,one_off,5,100,,\n"
                       "back,capital,one_off,1,-20,,\nmore,capital,one_off,4,,,40\n" },
        { "risks.csv", "risk,kind,probability,distribution,low,central,high,from,to\n"
                       "cheaper,capital,0.5,fixed,,-60,,2019/20,2019/20\n" },
        { "funding.csv", "funding,kind,type,share\nloan,capital,borrowing,100%\n" },
        { "finance.csv", "setting,value\ninterest_rate,0%\nasset_life,1\n" }, { NULL, NULL }
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    const double borrowed[] = { 80, 0, 10 }, receipts[] = { 0, -30, 30 }, held[] = { 0, 30, 0 }, mrp[] = { 0, 16, 16 };
    for (size_t y = 0; y < 3; y++) {
        assert_close(at(study, BIZCASE_CAPITAL_BY_BORROWING, 0, y), borrowed[y], 1e-9);
        assert_close(at(study, BIZCASE_CAPITAL_BY_RECEIPTS, 0, y), receipts[y], 1e-9);
        assert_close(at(study, BIZCASE_RECEIPTS_HELD, 0, y), held[y], 1e-9);
        assert_close(at(study, BIZCASE_MRP, 0, y), mrp[y], 1e-9);
        assert_close(at(study, BIZCASE_CAPITAL_GAP, 0, y), 0, 1e-9);
    }
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* An old depot is sold for 420 in the second year. 300 of capital a year, 100 of it from a grant, the rest borrowed: the
   first year borrows 200, the second needs 200 and has it from the sale; of the 220 left the third uses 200 and 20 stay.
   Running costs of 50 against a baseline of 90 save 40 a year, in the sale's year too. */
static const CaseFile selling[] = {
    { "case.csv", "key,value\nstart,2018/19\nperiods,3\n" },
    { "options.csv", "option,role\nbau,baseline\ndo,preferred\n" },
    { "costs.csv", "line,option,kind,type,2018/19,2019/20,2020/21\nold,bau,,recurring,90,90,90\n"
                   "new,do,,recurring,50,50,50\nbuild,do,capital,one_off,300,300,300\n" },
    { "benefits.csv", "line,option,kind,type,2018/19,2019/20,2020/21\nsale,do,capital,cash_releasing,,420,\n" },
    { "funding.csv", "funding,kind,type,order,share,2018/19,2019/20,2020/21\nloan,capital,borrowing,2,100%,,,\n"
                     "gift,capital,grant,1,,100,100,100\n" },
    { "finance.csv", "setting,value\ninterest_rate,0%\nasset_life,2\n" },
    { NULL, NULL },
};

static void a_capital_receipt_funds_capital_and_no_budget(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(selling, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = 200 });
    const double borrowed[] = { 200, 0, 0 }, used[] = { 0, 200, 200 }, held[] = { 0, 220, 20 },
                 net_revenue[] = { -40, -40 + 100, -40 + 100 }; /* MRP: 200 over two years */
    for (size_t y = 0; y < 3; y++) {
        assert_close(at(study, BIZCASE_SAVINGS, 0, y), 0, 1e-9);
        assert_close(at(study, BIZCASE_RECEIPTS, 0, y), y == 1 ? 420 : 0, 1e-9);
        assert_close(at(study, BIZCASE_NET_RUNNING, 0, y), -40, 1e-9);
        assert_close(at(study, BIZCASE_CAPITAL_BY_GRANT, 0, y), 100, 1e-9);
        assert_close(at(study, BIZCASE_CAPITAL_BY_BORROWING, 0, y), borrowed[y], 1e-9);
        assert_close(at(study, BIZCASE_CAPITAL_BY_RECEIPTS, 0, y), used[y], 1e-9);
        assert_close(at(study, BIZCASE_RECEIPTS_HELD, 0, y), held[y], 1e-9);
        assert_close(at(study, BIZCASE_NET_REVENUE, 0, y), net_revenue[y], 1e-9);
        assert_close(study->affordability[y].net_revenue[1], net_revenue[y], 1e-9);
    }
    assert_close(study->items[study->item_count - 1].values[0], 3 * 40 - 900 + 420, 1e-9); /* net cash */
    assert_close(study->invest_to_save[0].yearly_saving, 40, 1e-9);
    assert_close(study->envelopes[0].plan_peak_cash, 900 - 420 - 3 * 40, 1e-9); /* 260, 100, then 360 */
    assert_null(flag_of(study, "no_budget", "sale"));
    assert_null(flag_of(study, "receipts_twice", "gift"));
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* A sale that is also typed as a source may be counted twice; a gain share has nothing of it. */
static void a_sale_that_is_a_source_too_is_questioned_and_never_shared(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,kind,type,2018/19\nbuild,capital,one_off,300\n" },
        { "benefits.csv", "line,kind,type,split,2018/19\nsale,capital,cash_releasing,X,200\n" },
        { "funding.csv", "funding,council,kind,type,2018/19\ndepot,X,capital,capital_receipts,200\n"
                         "land,Y,capital,capital_receipts,5\n" },
        { "payments.csv", "payment,from,to,type,of,share\ngain,X,Y,gain_share,sale,50%\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_non_null(flag_of(study, "receipts_twice", "depot"));
    assert_null(flag_of(study, "receipts_twice", "land"));
    assert_close(at(study, BIZCASE_PAYMENTS, 1, 0), 0, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Both councils borrow for 20 years. X pays the kit of X, which lasts 10, and half of what lasts 25; Y's loans are for
   programme b alone. */
static void only_councils_that_bear_a_line_are_named_for_it(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" }, { "programmes.csv", "programme\na\nb\n" },
        { "costs.csv", "line,programme,kind,type,split,asset_life,2018/19\nkit-x,b,capital,one_off,X,10,100\n"
                       "kit-y,b,capital,one_off,Y,10,100\nboth,b,capital,one_off,,10,100\n"
                       "walls,b,capital,one_off,,25,100\nother,a,capital,one_off,,10,100\n" },
        { "funding.csv", "funding,council,programme,kind,type,share\nx,X,,capital,borrowing,100%\n"
                         "y,Y,b,capital,borrowing,100%\n" },
        { "finance.csv", "setting,value\ninterest_rate,4%\nasset_life,30\nloan_years,20\n" }, { NULL, NULL } };
    static const struct {
        const char *line;
        bool x, y; /* are named */
    } rows[] = { { "kit-x", true, false }, { "kit-y", false, true }, { "both", true, true }, { "walls", false, false },
        { "other", true, false } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        bool x = false, y = false;
        for (size_t f = 0; f < study->flag_count; f++) {
            const BizcaseFlag *flag = &study->flags[f];
            if (strcmp(flag->flag, "long_loan") != 0 || strcmp(flag->what, rows[r].line) != 0) continue;
            x = x || strstr(flag->message, "Why would X borrow for 20 years") != NULL;
            y = y || strstr(flag->message, "Why would Y borrow for 20 years") != NULL;
        }
        if (x != rows[r].x || y != rows[r].y) print_error("%s\n", rows[r].line);
        assert_true(x == rows[r].x && y == rows[r].y);
    }
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* £100 of one-off spending a year, and receipts of £20 for it: only in the years of the directions, 2016/17 to 2029/30. */
static void capital_receipts_fund_revenue_in_the_years_of_the_directions_only(void **state) {
    (void)state;
    enum { FIRST = 2014, YEARS = 18 };
    char costs[512] = "line,type", spent[256] = "change,one_off", funding[512] = "funding,kind,type",
         receipts[256] = "sale,revenue,capital_receipts";
    for (int y = 0; y < YEARS; y++) {
        char year[32];
        snprintf(year, sizeof year, ",%d/%02d", FIRST + y, (FIRST + y + 1) % 100);
        strcat(costs, year);
        strcat(funding, year);
        strcat(spent, ",100");
        strcat(receipts, ",20");
    }
    strcat(strcat(costs, "\n"), strcat(spent, "\n"));
    strcat(strcat(funding, "\n"), strcat(receipts, "\n"));
    const CaseFile files[] = { { "case.csv", "key,value\nstart,2014/15\nperiods,18\n" }, { "costs.csv", costs },
        { "funding.csv", funding }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);

    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });

    assert_int_equal(study->year_count, YEARS);
    for (size_t y = 0; y < YEARS; y++) {
        const bool may = FIRST + y >= 2016 && FIRST + y <= 2029;
        assert_close(at(study, BIZCASE_ONE_OFF_BY_RECEIPTS, 0, y), may ? 20 : 0, 1e-9);
        assert_close(at(study, BIZCASE_ONE_OFF_GAP, 0, y), may ? 80 : 100, 1e-9);
    }
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void funding_that_cannot_be_is_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "funding,type,kind,share\nloan,borrowing,revenue,100%\n", "borrowing cannot fund revenue spending" },
        { "funding,type,kind,share\nloan,borrowing,capital,100%\n", "no interest rate" },
        { "funding,type,kind,share\na,reserves,capital,70%\nb,grant,,40%\n", "110% of the spending" },
        { "funding,type,kind,share,2018/19\na,reserves,capital,70%,5\n", "there is a share and there are amounts" },
        { "funding,type,kind,share,order\na,reserves,capital,100%,2\nb,grant,capital,100%,1\n",
            "200% of the spending" },
        { "funding,type,kind,share,cap\na,reserves,capital,100%,\nb,grant,capital,100%,5\n", "200% of the spending" },
        { "funding,type,kind,share\na,reserves,capital,\nb,grant,capital,\n", "nothing is left for it" },
        { "funding,type,kind,share,2018/19\na,reserves,capital,100%,\nb,grant,capital,,\n", "nothing is left for it" },
        { "funding,type,kind,share\na,lottery,capital,70%\n", "\"lottery\" is not a type of funding" },
        { "funding,type,kind,share\na,,capital,70%\n", "a type of funding is missing" },
        { "funding,type,kind,share\na,grant,capital,170%\n", "\"170%\" is not a share" },
        { "funding,type,kind,share,cap\na,grant,capital,70%,-5\n", "\"-5\" is not an amount" },
        { "funding,type,option,share\na,grant,nowhere,70%\n", "\"nowhere\" is not an option" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { "funding.csv", rows[r].text },
            { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        size_t count;
        bool found = false;
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        for (size_t i = 0; i < count; i++)
            found = found || (strstr(items[i].message, rows[r].message) && items[i].severity == BIZCASE_ERROR);
        if (!found) print_error("not told: %s\n", rows[r].message);
        assert_true(found);
        assert_int_equal(made.status, BIZCASE_CASE_WRONG);
        temporary_case_free(&made);
    }
}

static void finance_settings_that_cannot_be_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "setting,value\ninterest,4%\n", "\"interest\" is not a setting of finance.csv" },
        { "setting,value\ninterest_rate,400%\n", "\"400%\" is not a rate" },
        { "setting,value\ninterest_basis,simple\n", "\"simple\" is not a basis of interest" },
        { "setting,value\ninterest_rate,4%\ninterest_rate,5%\n", "already exists, at finance.csv:2" },
        { "setting,from,value\ninterest_rate,2018/19,4%\ninterest_rate,2018-04,5%\n",
            "already exists, at finance.csv:2" },
        { "setting,from,value\ninterest_rate,soon,4%\n", "\"soon\" is not a period" },
        { "setting,from,value\nloan_years,2018/19,4\n", "\"loan_years\" cannot have a from" },
        { "setting,council,value\ninterest_rate,Z,4%\n", "\"Z\" is not a council" },
        { "setting,value\nasset_life,0\n", "\"0\" is not a life" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { "finance.csv", rows[r].text },
            { "councils.csv", "council\nX\nY\n" }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        size_t count;
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(count, 1);
        assert_non_null(strstr(items[0].message, rows[r].message));
        temporary_case_free(&made);
    }
}

/* --- budgets, gates, flags ------------------------------------------------------------------------------------------ */

static const CaseFile budgeted[] = {
    { "case.csv", "key,value\nstart,2018/19\nperiods,3\n" },
    { "councils.csv", "council\nX\nY\n" },
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
    { "splits.csv", "split,X,Y\nmost,3,1\n" },
    { "phases.csv", "phase,start,end\nbuild,2018-04,2018-09\n" },
    { "costs.csv", "line,option,type,kind,split,2018/19,2019/20,2020/"
                   "21\nold,bau,recurring,,most,100,100,100\nnew,new,recurring,,most,90,60,60\n"
                   "Cloud kit,new,one_off,capital,most,80,40,\nset-up,new,one_off,,most,20,,\n" },
    { "benefits.csv", "line,name,option,split,overlaps,owner,source,2018/19,2019/20,2020/"
                      "21\nb,Fewer,new,X,c,Jo,sums,,10,10\nc,Less,new,Y,,,,,5,5\n" },
    { "budgets.csv", "budget,council,type,2018/19,2019/20,2020/"
                     "21\nx,X,existing,75,75,75\ny,Y,existing,30,30,30\nspare,X,stranded,,4,4\nstream,X,net_revenue,"
                     "1000,1000,1000\n" },
    { "finance.csv", "setting,council,value\ninvest_to_save_years,X,4\ninvest_to_save_years,Y,2\n" },
    { NULL, NULL },
};

static void budgets_savings_and_overheads_make_net_running_cost(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(budgeted, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_false(study->budget_is_baseline);
    assert_close(at(study, BIZCASE_NET_RUNNING, 1, 1), 45 + 4 - 75 - 10, 1e-9);
    assert_close(at(study, BIZCASE_NET_RUNNING, 2, 1), 15 - 30 - 5, 1e-9);
    /* Steady saving of X: 36 a year against 90 of capital and 15 one-off: 2.9 years. Y: 20 against 35: 1.75. */
    assert_close(study->invest_to_save[1].years, (90 + 15) / 36.0, 1e-9);
    assert_true(study->invest_to_save[1].passes);
    assert_close(study->invest_to_save[2].years, (30 + 5) / 20.0, 1e-9);
    assert_close(study->invest_to_save[0].threshold, 2, 0);
    /* The phase ends in the middle of 2018/19. */
    assert_close(study->gates[0].capital[1], 0.5 * 60, 1e-9);
    assert_close(study->gates[0].one_off[2], 0.5 * 5, 1e-9);
    assert_close(study->gates[0].to_come[0], 0.5 * 80 + 40 + 0.5 * 20, 1e-9);
    assert_non_null(flag_of(study, "cloud_capital", "Cloud kit"));
    assert_non_null(flag_of(study, "overlap", "b"));
    assert_non_null(flag_of(study, "no_owner", "c"));
    assert_null(flag_of(study, "no_owner", "b"));
    assert_non_null(flag_of(study, "no_budget", "b"));
    assert_null(flag_of(study, "capital_gap", "X"));
    assert_string_equal(flag_of(study, "no_funding", "funding.csv")->message,
        "What pays for £140 of capital and one-off costs? No source of funding is entered.");
    assert_null(flag_of(study, "no_counterfactual", "options.csv"));
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Build ends in March 2021, and by the plan six months later; half of its money of 2020/21 moves into 2021/22 with it, so
   that all 1,200 of each kind is gone at its end and nothing is to come. Test ends half a year after that by its slip. */
static void gates_stand_where_the_plan_has_phases_end(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2020/21\nperiods,4\n" },
        { "phases.csv", "phase,start,end,after,distribution,central\nbuild,2020-04,2021-03,,fixed,6\n"
                        "test,2021-04,2021-09,build,fixed,0.5\n" },
        { "costs.csv", "line,kind,type,phase,2020/21\nkit,capital,one_off,build,1200\nchange,,one_off,build,1200\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_int_equal(study->gate_count, 2);
    assert_string_equal(study->gates[0].date, "September 2021");
    assert_string_equal(study->gates[1].date, "April 2022"); /* in the middle of it */
    assert_close(study->gates[0].capital[0], 1200, 1e-9);
    assert_close(study->gates[0].one_off[0], 1200, 1e-9);
    assert_close(study->gates[0].to_come[0], 0, 1e-9);
    assert_close(study->gates[1].capital[0], 0, 1e-9); /* in use since build */
    assert_close(study->gates[1].one_off[0], 1200, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Phases end with 2018/19, 2019/20 and 2020/21, and the horizon with 2021/22. 100 is paid in 2018/19, 10 in 2019/20. */
static void capital_in_use_is_not_the_cost_of_stopping(void **state) {
    (void)state;
    static const struct {
        const char *phase, *first_use;
        double capital[4]; /* at each gate */
    } rows[] = {
        { "one", "", { 100, 0, 0, 0 } },          /* in use when its phase has ended */
        { "two", "", { 100, 110, 0, 0 } },        /* still being built after the first */
        { "four", "", { 100, 110, 110, 0 } },     /* the horizon ends with it: nothing to stop */
        { "", "", { 100, 10, 0, 0 } },            /* in use when it is paid for */
        { "one", "2020/21", { 100, 110, 0, 0 } }, /* what the case says of first use goes first */
        { "four", "2018/19", { 0, 0, 0, 0 } },    /* in use during the first */
        { "", "2021-04", { 100, 110, 110, 0 } },  /* from the month after the third */
        { "", "2030/31", { 100, 110, 110, 0 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[256];
        snprintf(costs, sizeof costs,
            "line,kind,type,phase,first_use,2018/19,2019/20,2020/21,2021/22\nkit,capital,one_off,%s,%s,100,10,,\n"
            "change,,one_off,,,7,7,7,7\nrun,,recurring,,,5,5,5,5\n",
            rows[r].phase, rows[r].first_use);
        const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" },
            { "phases.csv", "phase,start,end\none,2018-04,2019-03\ntwo,2019-04,2020-03\nthree,2020-04,2021-03\n"
                            "four,2021-04,2022-03\n" },
            { "costs.csv", costs }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
        for (size_t g = 0; g < 4; g++) {
            const double to_come = (g == 0 ? 10 : 0) + 7.0 * (3 - (double)g);
            if (fabs(study->gates[g].capital[0] - rows[r].capital[g]) > 1e-9) print_error("row %zu, gate %zu\n", r, g);
            assert_close(study->gates[g].capital[0], rows[r].capital[g], 1e-9);
            assert_close(study->gates[g].capital[2], rows[r].capital[g] / 2, 1e-9);
            assert_close(study->gates[g].one_off[0], 7 * ((double)g + 1), 1e-9);
            assert_close(study->gates[g].to_come[0], to_come, 1e-9);
        }
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

/* The same benefit in two programmes is a question only where one option has both. */
static void benefits_of_one_name_are_flagged_where_the_option_has_both(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "options.csv", "option,role\nbau,baseline\nnew,preferred\nother,\n" },
        { "programmes.csv", "programme\nA\nB\n" },
        { "costs.csv", "line,programme,2018/19\nkit,A,10\n" },
        { "benefits.csv", "line,name,programme,option,2018/19\na,Fewer,A,other,5\nb,Fewer,B,new,5\n"
                          "c,Less,A,new;other,5\nd,Less,B,new,5\n" },
        { NULL, NULL },
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    print_case_diagnostics(made.loaded);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });

    assert_null(flag_of(study, "overlap", "b"));
    assert_non_null(flag_of(study, "overlap", "d"));

    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void the_baseline_stands_for_budgets_that_are_not_given(void **state) {
    (void)state;
    CaseFile files[COUNT_OF(budgeted)];
    size_t count = 0;
    for (size_t f = 0; f < COUNT_OF(budgeted); f++)
        if (!budgeted[f].path || strcmp(budgeted[f].path, "budgets.csv") != 0) files[count++] = budgeted[f];
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_true(study->budget_is_baseline);
    assert_close(at(study, BIZCASE_EXISTING_REVENUE, 1, 0), 75, 1e-9);
    assert_close(at(study, BIZCASE_EXISTING_REVENUE, 2, 2), 25, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* 25 a year is saved, and X asks for its money back within four years: 100 is the most that passes. */
static void investing_to_save_passes_up_to_its_threshold(void **state) {
    (void)state;
    static const struct {
        const char *cost, *saved;
        double years; /* NaN: nothing is saved */
        bool passes;
    } rows[] = {
        { "99.99", "25", 3.9996, true },
        { "100", "25", 4, true },
        { "100.01", "25", 4.0004, false },
        { "200", "25", 8, false },
        { "100", "0", NAN, false },
        { "100", "-5", NAN, false },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[128], benefits[128];
        snprintf(costs, sizeof costs, "line,type,2018/19,2019/20\nchange,one_off,%s,\n", rows[r].cost);
        snprintf(benefits, sizeof benefits, "line,2018/19,2019/20\nsaved,10,%s\n", rows[r].saved);
        const CaseFile files[] = { { "costs.csv", costs }, { "benefits.csv", benefits },
            { "finance.csv", "setting,value\ninvest_to_save_years,4\n" }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
        assert_close(study->invest_to_save[0].years, rows[r].years, 1e-9);
        assert_int_equal(study->invest_to_save[0].passes, rows[r].passes);
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

/* 0.1 + 0.2 − 0.3 is 5.6e-17 in binary: nothing is saved. */
static void a_saving_that_is_rounding_is_none(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,type,2018/19\nrun,recurring,0.3\nchange,one_off,1\n" },
        { "benefits.csv", "line,2018/19\na,0.1\nb,0.2\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(study->invest_to_save[0].yearly_saving, 0, 0);
    assert_true(isnan(study->invest_to_save[0].years));
    assert_false(study->invest_to_save[0].passes);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* --- payments ------------------------------------------------------------------------------------------------------- */

/* X and Y share a cost of 100 × U(0.5, 1.5) and savings of 80 equally. Volume: 10 × v units, 8 guaranteed, v from 0.5 to 1.5. */
static const CaseFile paying[] = {
    { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
    { "councils.csv", "council\nX\nY\n" },
    { "costs.csv", "line,category,distribution,low,central,high,2018/19,2019/20\nwork,it,uniform,0.5,,1.5,100,100\n" },
    { "benefits.csv", "line,category,2018/19,2019/20\nsaved,it,80,80\nother,rest,40,40\n" },
    { "drivers.csv", "driver,distribution,low,central,high,2018/19,2019/20\nv,uniform,0.5,,1.5,1,2\n" },
    { "payments.csv", "payment,from,to,type,of,share,driver,units,guaranteed,marginal,least,most,2018/19,2019/20\n"
                      "fee,X,Y,fixed,,,,,,,,,7,8\nhours,X,Y,volume,,,v,10,8,3,,,2,2\n"
                      "gain,Y,X,gain_share,saved,25%,,,,,,,,\ncapped,Y,X,gain_share,category:it;other,50%,,,,,,11,,\n"
                      "true-up,X,Y,variance,work,60%,,,,,-9,9,,\nleave,Y,X,exit,,,,,,,,,,5\n" },
    { NULL, NULL },
};

static void payments_are_those_of_arithmetic(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(paying, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    /* 2018/19: 7 + (8 × 2 + 2 × 3) − 25 % of 40 − 11 (50 % of 60 is above the cap, and costs are no loss) + 0.
       2019/20: the volume is 20: 8 × 2 + 12 × 3. */
    assert_close(at(study, BIZCASE_PAYMENTS, 1, 0), 7 + 22 - 10 - 11, 1e-9);
    assert_close(at(study, BIZCASE_PAYMENTS, 1, 1), 8 + 52 - 10 - 11 - 5, 1e-9);
    for (size_t y = 0; y < 2; y++) assert_close(at(study, BIZCASE_PAYMENTS, 0, y), 0, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Users grow by 10 % a year: so do what they cost, what they are counted as and what is paid for them, by year or by half
   of one (1.21 a year is 1.1 a half). 100 users at £1 cost £1 each, and the fee is £2 for each of 50. */
static void a_growing_driver_means_the_same_in_money_units_and_payments(void **state) {
    static const struct {
        const char *costs, *drivers, *payments;
        size_t years;
        double level[3]; /* the mean of the year's periods */
    } rows[] = {
        { "line,drivers,2018/19,2019/20,2020/21\nwork,users,100,100,100\n", "driver,kind,central\nusers,growth,10%\n",
            "payment,from,to,type,driver,units,2018/19,2019/20,2020/21\nfee,X,Y,volume,users,50,2,2,2\n", 3,
            { 1, 1.1, 1.21 } },
        { "line,drivers,2018/19 Q1,2018/19 Q2,2018/19 Q3,2018/19 Q4,2019/20 Q1\nwork,users,25,25,25,25,25\n",
            "driver,kind,central\nusers,growth,46.41%\n",
            "payment,from,to,type,driver,units,2018/19 Q1,2018/19 Q2,2018/19 Q3,2018/19 Q4,2019/20 Q1\n"
            "fee,X,Y,volume,users,50,2,2,2,2,2\n",
            2, { (1 + 1.1 + 1.21 + 1.331) / 4, 1.4641 } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "councils.csv", "council\nX\nY\n" }, { "costs.csv", rows[r].costs },
            { "drivers.csv", rows[r].drivers }, { "payments.csv", rows[r].payments },
            { "services.csv", "service,of,unit,driver,units\ndesk,work,user,users,100\n" }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);

        BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });

        assert_int_equal(study->year_count, rows[r].years);
        for (size_t y = 0; y < study->year_count; y++) {
            const double part = r == 1 && y == 1 ? 0.25 : 1; /* of the year that the horizon has */
            assert_close(study->unit_costs[0].units[y], 100 * rows[r].level[y], 1e-12 * 100);
            assert_close(study->unit_costs[0].cost[y], 100 * part * rows[r].level[y], 1e-12 * 100);
            assert_close(study->unit_costs[0].per_unit[y], part, 1e-14);
            assert_close(at(study, BIZCASE_PAYMENTS, 1, y), 100 * part * rows[r].level[y], 1e-12 * 100);
        }
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

static void payments_that_cannot_be_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "payment,from,to,2018/19\na,X,X,1\n", "a council cannot pay itself" },
        { "payment,from,to,2018/19\na,X,,1\n", "a council is missing" },
        { "payment,from,to,2018/19\na,X,Z,1\n", "\"Z\" is not a council" },
        { "payment,from,to,type\na,X,Y,gain_share\n", "the payment does not say of what it is a share" },
        { "payment,from,to,type,of\na,X,Y,gain_share,b\n", "the payment has no share" },
        { "payment,from,to,type,of,share\na,X,Y,gain_share,nothing,5%\n",
            "\"nothing\" is neither a line nor category:NAME" },
        { "payment,from,to,type,2018/19\na,X,Y,volume,5\n", "the volume has no driver" },
        { "payment,from,to,least,most,2018/19\na,X,Y,5,4,1\n", "the least is above the most" },
        { "payment,from,to,type,2018/19\na,X,Y,exit,\n", "the payment has no amounts, so it pays nothing" },
        { "payment,from,to\na,X,Y\n", "the payment has no amounts, so it pays nothing" },
        { "payment,from,to,type,driver,units,2018/19\na,X,Y,volume,v,5,\n", "so it pays nothing" },
        { "payment,from,to,type,2018/19\na,X,Y,gift,1\n", "\"gift\" is not a type of payment" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", "line,2018/19\nb,1\n" }, { "councils.csv", "council\nX\nY\n" },
            { "payments.csv", rows[r].text }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        size_t count;
        bool found = false;
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        for (size_t i = 0; i < count; i++)
            found = found || (strstr(items[i].message, rows[r].message) && items[i].severity == BIZCASE_ERROR);
        if (!found) print_error("not told: %s\n", rows[r].message);
        assert_true(found);
        temporary_case_free(&made);
    }
}

/* Over the trials too payments cancel: the joint call on revenue does not see them. */
static void payments_cancel_in_every_trial(void **state) {
    (void)state;
    CaseFile without[COUNT_OF(paying)];
    size_t count = 0;
    for (size_t f = 0; f < COUNT_OF(paying); f++)
        if (!paying[f].path || strcmp(paying[f].path, "payments.csv") != 0) without[count++] = paying[f];
    TemporaryCase with_payments = temporary_case(paying, (BizcaseCaseRequest){ 0 }),
                  without_payments = temporary_case(without, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *a = finance_of(with_payments.loaded, (BizcaseFinanceRequest){ .trials = 2000 });
    BizcaseFinance *b = finance_of(without_payments.loaded, (BizcaseFinanceRequest){ .trials = 2000 });
    for (size_t y = 0; y < 2; y++)
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
            assert_close(a->affordability[y].net_revenue[i], b->affordability[y].net_revenue[i], 1e-9);
            assert_true(a->affordability[2 + y].net_revenue[i] != b->affordability[2 + y].net_revenue[i]); /* X's own */
        }
    bizcase_finance_free(a);
    bizcase_finance_free(b);
    temporary_case_free(&with_payments);
    temporary_case_free(&without_payments);
}

/* --- uncertainty ---------------------------------------------------------------------------------------------------- */

/* Capital of 100 × U(0.5, 1.5), with 120 to fund it, and a running cost of 10 × V, V uniform from 0 to 2. */
static const CaseFile uncertain[] = {
    { "costs.csv", "line,kind,type,distribution,low,central,high,2018/"
                   "19\nkit,capital,one_off,uniform,0.5,,1.5,100\nrun,,recurring,uniform,0,,2,10\n" },
    { "funding.csv", "funding,kind,type,2018/19\nsale,capital,capital_receipts,120\n" },
    { NULL, NULL },
};

static void affordability_is_that_of_uniform_costs(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = 100000, .threads = 2 });
    BizcaseFinance *alone = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = 100000, .threads = 1 });
    const BizcaseAffordability *year = &study->affordability[0];
    const BizcaseEnvelope *envelope = &study->envelopes[0];
    static const double confidences[] = { 0.1, 0.5, 0.8, 0.9 };
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) {
        assert_close(year->capital[i], 50 + 100 * confidences[i], 0.7);
        assert_close(year->net_revenue[i], 20 * confidences[i], 0.15);
    }
    assert_close(year->capital_gap, 0.3, 0.006);
    assert_close(envelope->ever_capital_gap, year->capital_gap, 0);
    assert_close(year->above_plan, 0.5, 0.007);
    assert_close(envelope->over_all_years, 0.5, 0.007);
    assert_close(envelope->contingency[1], 0, 0.8);
    /* 100·u + 20·v is above c with probability 1 − (c − 10) ÷ 100 on average over v: its P90 is 100, the cost's 150. */
    assert_close(envelope->contingency[3], 150 - 110, 0.8);
    assert_close(envelope->peak_cash[1], 110, 0.8);
    assert_memory_equal(
        study->affordability, alone->affordability, study->body_count * study->year_count * sizeof *year);
    assert_memory_equal(study->envelopes, alone->envelopes, study->body_count * sizeof *envelope);
    bizcase_finance_free(alone);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* The trials are those of the economic simulation: where all costs are real, nothing is discounted and all is cash, the
   mean of NPV is the mean of cash. */
/* Of five trials the ranks of neighbouring confidences cross each other: 3, 4, 3, 4. */
static void percentiles_of_a_few_trials_rise(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "costs.csv", "line,distribution,low,central,high,2020/21\na,uniform,0.5,1,1.5,100\n" }, { NULL, NULL }
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    for (uint64_t trials = 2; trials < 40; trials++) {
        BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = trials });
        const double *at_confidence = study->affordability[0].net_revenue;

        for (size_t i = 1; i < BIZCASE_CONFIDENCES; i++) assert_true(at_confidence[i - 1] <= at_confidence[i]);
        bizcase_finance_free(study);
    }
    temporary_case_free(&made);
}

static void cash_trials_are_the_economic_trials(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    BizcaseSimulation *simulation;
    const BizcaseSimulateRequest request = { .trials = 4096 };
    assert_int_equal(bizcase_simulate(made.loaded, &request, &simulation, NULL), BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = 4096 });
    const BizcaseDistribution *npv = bizcase_simulation_find(simulation,
        &(BizcaseScope){
            .option = simulation->distributions[0].scope.option, .council = "joint", .programme = "total" },
        bizcase_figure_find("npv"));
    assert_non_null(npv);
    /* Percentiles of cost are those of NPV from the other end. */
    assert_close(study->envelopes[0].contingency[3] + 110, -npv->percentiles[2], 1e-9); /* P90 of cost, P10 of NPV */
    bizcase_simulation_free(simulation);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static int stop_at_once(void *context, uint64_t done, uint64_t all) {
    (void)done;
    if (context) *(uint64_t *)context = all;
    return 1;
}

static void a_study_can_be_stopped_and_refuses_too_many_trials(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    BizcaseFinance *study;
    const BizcaseFinanceRequest stopped = { .threads = 1, .progress = stop_at_once },
                                many = { .trials = 100000000000u };
    uint64_t kept = 0;
    const BizcaseFinanceRequest fewer = {
        .trials = 100000000000u, .fewer_will_do = 1, .threads = 1, .progress = stop_at_once, .context = &kept
    };
    assert_int_equal(bizcase_finance(made.loaded, &stopped, &study, NULL), BIZCASE_STOPPED);
    assert_int_equal(bizcase_finance(made.loaded, &many, &study, NULL), BIZCASE_BAD_REQUEST);
    assert_int_equal(bizcase_finance(made.loaded, &fewer, &study, NULL), BIZCASE_STOPPED);
    assert_in_range(kept, 100000, 1 << 27);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_add_up_in_every_sample_case),
        cmocka_unit_test(books_add_up_in_random_cases),
        cmocka_unit_test(what_comes_back_is_set_off_before_shares),
        cmocka_unit_test(what_comes_back_is_set_off_across_lives_and_later_years),
        cmocka_unit_test(a_capital_receipt_funds_capital_and_no_budget),
        cmocka_unit_test(a_sale_that_is_a_source_too_is_questioned_and_never_shared),
        cmocka_unit_test(only_councils_that_bear_a_line_are_named_for_it),
        cmocka_unit_test(a_saving_that_is_rounding_is_none),
        cmocka_unit_test(cash_is_the_economic_case_where_nothing_parts_them),
        cmocka_unit_test(cash_is_at_the_prices_of_the_day),
        cmocka_unit_test(what_is_to_come_at_a_gate_is_at_the_prices_of_the_day),
        cmocka_unit_test(sources_are_used_in_order_up_to_their_caps),
        cmocka_unit_test(capital_receipts_fund_revenue_in_the_years_of_the_directions_only),
        cmocka_unit_test(funding_that_cannot_be_is_told),
        cmocka_unit_test(finance_settings_that_cannot_be_are_told),
        cmocka_unit_test(budgets_savings_and_overheads_make_net_running_cost),
        cmocka_unit_test(gates_stand_where_the_plan_has_phases_end),
        cmocka_unit_test(capital_in_use_is_not_the_cost_of_stopping),
        cmocka_unit_test(benefits_of_one_name_are_flagged_where_the_option_has_both),
        cmocka_unit_test(the_baseline_stands_for_budgets_that_are_not_given),
        cmocka_unit_test(investing_to_save_passes_up_to_its_threshold),
        cmocka_unit_test(payments_are_those_of_arithmetic),
        cmocka_unit_test(a_growing_driver_means_the_same_in_money_units_and_payments),
        cmocka_unit_test(payments_that_cannot_be_are_told),
        cmocka_unit_test(payments_cancel_in_every_trial),
        cmocka_unit_test(affordability_is_that_of_uniform_costs),
        cmocka_unit_test(percentiles_of_a_few_trials_rise),
        cmocka_unit_test(cash_trials_are_the_economic_trials),
        cmocka_unit_test(a_study_can_be_stopped_and_refuses_too_many_trials),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
