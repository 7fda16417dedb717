/* Price bases, deflators and indices of loaded cases, against a published table and levels worked by hand. */
#include "support/appraised_case.h"

#include "model/prices.h"
#include "support/arena_fixture.h"
#include "support/oracle.h"

/* A benefit's flow under settings, columns of indices.csv after its header, and the line's own cells. */
typedef struct PricedLine {
    const char *settings, *indices, *basis, *index, *periods, *amounts;
    double expected[6];
    size_t count;
    double tolerance;
} PricedLine;

static void check_priced_line(const PricedLine *line, size_t row) {
    char settings[256], benefits[512];
    snprintf(settings, sizeof settings, "key,value\n%s", line->settings);
    snprintf(benefits, sizeof benefits, "line,basis,index,%s\na,%s,%s,%s\n", line->periods, line->basis, line->index,
        line->amounts);
    const CaseFile files[] = { { "case.csv", settings }, { "indices.csv", line->indices }, { "benefits.csv", benefits },
        { NULL, NULL } };

    AppraisedCase a = appraised_case(files, NULL);

    assert_int_equal(a.appraisal->period_count, line->count);
    check_amounts(row, joint_result(&a)->cash_flow, line->expected, line->count, line->tolerance);
    appraised_case_free(&a);
}

static void check_priced_lines(const PricedLine *lines, size_t count) {
    for (size_t r = 0; r < count; r++) check_priced_line(&lines[r], r);
}

#define SIX_YEARS "2020/21,2021/22,2022/23,2023/24,2024/25,2025/26"
#define FOUR_YEARS "2020/21,2021/22,2022/23,2023/24"
#define FIVE_QUARTERS "2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q4,2021/22 Q1"
#define TWO_INDICES "index,2020/21,2021/22,2022/23,2023/24\ngdp,9%,1%,2%,3%\npay,7%,4%,0%,-5%\n"

/* The national award of 2022, £1,925 a full-time post, on an average of £32,000 is 6.016 %; 4 % later; then £1,290 on what
   the average has become. */
static void awards_in_money_become_growth_of_average_pay(void **state) {
    const double pay[] = { 32000, 33925, 33925 * 1.04, 33925 * 1.04 + 1290 };
    static const PricedLine lines[] = {
        { "price_base,2020/21\n",
            "index,average_pay,2021/22,2022/23,2023/24\npay,\"£32,000\",\"£1,925\",4%,\"1,290\"\n", "real", "pay",
            FOUR_YEARS, "100,100,100,100", { 0 }, 4, 1e-9 },
    };
    PricedLine line = lines[0];
    (void)state;
    for (size_t t = 0; t < 4; t++) line.expected[t] = 100 * pay[t] / pay[0];
    check_priced_line(&line, 0);
}

static void nominal_money_is_deflated_to_the_price_base(void **state) {
    static const PricedLine lines[] = {
        /* HM Treasury, The Green Book (2018), 5.11 and table 1: a deflator of 2 %, year 0 prices, whole pounds. */
        { "deflator,gdp\n", "index,2020/21\ngdp,2%\n", "nominal", "", SIX_YEARS, "1000,1000,1000,1000,1000,1000",
            { 1000, 980, 961, 942, 924, 906 }, 6, 0.5 },
        /* HM Treasury GDP deflators, release of December 2025, 2024 = 100: 85.2137, 85.6358, 90.5005, 96.2507, 100. Cells
           are the growths between them, to ten places: £100 of 2020 is £117.352 at the prices of 2024. */
        { "deflator,gdp\nprice_base,2024/25\n",
            "index,2021/22,2022/23,2023/24,2024/25\ngdp,0.0049534289,0.0568068494,0.0635377705,0.0389534829\n",
            "nominal", "", "2020/21,2021/22,2022/23,2023/24,2024/25", "100,100,100,100,100",
            { 117.352, 116.774, 110.497, 103.895, 100 }, 5, 0.0005 },
        /* The base in the middle: what came before is worth more there. */
        { "deflator,gdp\nprice_base,2022/23\n", "index,2020/21\ngdp,2%\n", "nominal", "", FOUR_YEARS,
            "1000,1000,1000,1000", { 1040.4, 1020, 1000, 1000 / 1.02 }, 4, 1e-9 },
        /* A base before the horizon: the growths on the way count, 9 % of the first year included. */
        { "deflator,gdp\nprice_base,2019/20\n", TWO_INDICES, "nominal", "", FOUR_YEARS, "100,100,100,100",
            { 100 / 1.09, 100 / (1.09 * 1.01), 100 / (1.09 * 1.01 * 1.02), 100 / (1.09 * 1.01 * 1.02 * 1.03) }, 4,
            1e-9 },
        /* A base after it. */
        { "deflator,gdp\nprice_base,2024/25\n", TWO_INDICES, "nominal", "", FOUR_YEARS, "100,100,100,100",
            { 100 * 1.01 * 1.02 * 1.03 * 1.03, 100 * 1.02 * 1.03 * 1.03, 100 * 1.03 * 1.03, 100 * 1.03 }, 4, 1e-9 },
        /* Without a deflator real is nominal. */
        { "price_base,2022/23\n", TWO_INDICES, "nominal", "", FOUR_YEARS, "1,2,3,4", { 1, 2, 3, 4 }, 4, 0 },
    };
    (void)state;
    check_priced_lines(lines, COUNT_OF(lines));
}

static void real_money_moves_by_its_index_relative_to_the_deflator(void **state) {
    static const PricedLine lines[] = {
        { "deflator,gdp\n", TWO_INDICES, "real", "", FOUR_YEARS, "100,100,100,100", { 100, 100, 100, 100 }, 4, 0 },
        { "deflator,gdp\n", TWO_INDICES, "real", "gdp", FOUR_YEARS, "100,100,100,100", { 100, 100, 100, 100 }, 4, 0 },
        { "deflator,gdp\n", TWO_INDICES, "real", "pay", FOUR_YEARS, "100,100,100,100",
            { 100, 100 * 1.04 / 1.01, 100 * 1.04 / (1.01 * 1.02), 100 * 1.04 * 0.95 / (1.01 * 1.02 * 1.03) }, 4, 1e-9 },
        { "deflator,gdp\nprice_base,2022/23\n", TWO_INDICES, "real", "pay", FOUR_YEARS, "100,100,100,100",
            { 100 * (1.01 * 1.02) / 1.04, 100 * 1.02, 100, 100 * 0.95 / 1.03 }, 4, 1e-9 },
        { "", TWO_INDICES, "real", "pay", FOUR_YEARS, "100,100,100,100", { 100, 104, 104, 98.8 }, 4, 1e-9 },
    };
    (void)state;
    check_priced_lines(lines, COUNT_OF(lines));
}

static void growth_carries_forward_and_is_nothing_before_the_first_column(void **state) {
    static const PricedLine lines[] = {
        { "", "index,2022/23\npay,10%\n", "real", "pay", FOUR_YEARS, "100,100,100,100", { 100, 100, 110, 121 }, 4,
            1e-9 },
        { "", "index,2019/20,2021/22\npay,50%,10%\n", "real", "pay", FOUR_YEARS, "100,100,100,100",
            { 100, 110, 121, 133.1 }, 4, 1e-9 },
    };
    (void)state;
    check_priced_lines(lines, COUNT_OF(lines));
}

/* Cells hold yearly growth: a quarter takes its fourth root. √1.21 = 1.1, so two quarters at 21 % a year are 10 %. */
static void yearly_growth_compounds_by_quarters(void **state) {
    static const PricedLine line = { "", "index,2020/21 Q1,2021/22 Q1\npay,21%,46.41%\n", "real", "pay", FIVE_QUARTERS,
        "100,100,100,100,100", { 100, 104.88088481701515, 110, 115.36897329871667, 126.90587062858834 }, 5, 1e-9 };
    (void)state; /* the last step is 1.4641^(1/4) = 1.1 */

    check_priced_line(&line, 0);
}

enum { MONTHS = 50 };

/* month: from January 2019. */
static const char *month_name(int month, char name[16]) {
    snprintf(name, 16, "%d-%02d", 2019 + month / 12, 1 + month % 12);
    return name;
}

/* Fifty months from January 2020 in the prices of a month of theirs, or before or after them (counted from the first): a
   nominal line, one at general prices and one at an index of its own. */
static TemporaryCase monthly_case(int base, char benefits[8192]) {
    static const char lines[][32] = { "cash,nominal,", "plain,real,", "staff,real,pay" };
    char settings[128], name[16], *end = benefits + sprintf(benefits, "line,basis,index");
    for (int t = 0; t < MONTHS; t++) end += sprintf(end, ",%s", month_name(t + 12, name));
    for (size_t l = 0; l < COUNT_OF(lines); l++) {
        end += sprintf(end, "\n%s", lines[l]);
        for (int t = 0; t < MONTHS; t++) end += sprintf(end, ",%d", 1000 + 7 * t);
    }
    sprintf(settings, "key,value\ndeflator,gdp\ndiscount,0\nprice_base,%s\n", month_name(base + 12, name));
    const CaseFile files[] = { { "case.csv", settings }, { "benefits.csv", benefits },
        { "indices.csv", "index,2019-06,2020-05,2021-01,2023-11\ngdp,1%,2%,7%,-1%\npay,0,4%,4%,12%\n" },
        { NULL, NULL } };
    return temporary_case(files, (BizcaseCaseRequest){ 0 });
}

static const int month_bases[] = { 0, 1, 23, MONTHS - 1, -12, MONTHS + 12 };

static void levels_by_recurrence_are_those_grown_from_the_base_anew(void **state) {
    static char benefits[8192];
    (void)state;
    for (size_t b = 0; b < COUNT_OF(month_bases); b++) {
        TemporaryCase made = monthly_case(month_bases[b], benefits);
        const Case *the_case = case_of(made.loaded);
        for (size_t i = 0; i < the_case->index_count; i++) {
            const double *levels = price_levels(arena, the_case, i);
            for (size_t t = 0; t < MONTHS; t++) {
                const double expected = oracle_level(the_case, i, oracle_month(the_case, (double)t));
                assert_close(levels[t], expected, 1e-12 * expected); /* 62 powers, each within 1e-14 */
            }
        }
        temporary_case_free(&made);
    }
}

static void monthly_money_is_priced_as_the_slow_formula_has_it(void **state) {
    static char benefits[8192];
    (void)state;
    for (size_t b = 0; b < COUNT_OF(month_bases); b++) {
        TemporaryCase made = monthly_case(month_bases[b], benefits);
        const Case *the_case = case_of(made.loaded);
        const double nothing = 0;
        const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
        const Oracle oracle = { the_case, &inputs, &nothing, TRIALS_WITHOUT_BIAS };
        BizcaseAppraisal *appraisal;
        assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        for (int t = 0; t < MONTHS; t++) {
            double expected = 0;
            for (size_t l = 0; l < the_case->line_count; l++) expected += oracle_line(&oracle, l, t);
            assert_close(appraisal->results[0].cash_flow[t], expected, 1e-12 * expected);
        }
        bizcase_appraisal_free(appraisal);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awards_in_money_become_growth_of_average_pay),
        cmocka_unit_test(nominal_money_is_deflated_to_the_price_base),
        cmocka_unit_test(real_money_moves_by_its_index_relative_to_the_deflator),
        cmocka_unit_test(growth_carries_forward_and_is_nothing_before_the_first_column),
        cmocka_unit_test(yearly_growth_compounds_by_quarters),
        cmocka_unit_test(levels_by_recurrence_are_those_grown_from_the_base_anew),
        cmocka_unit_test(monthly_money_is_priced_as_the_slow_formula_has_it),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
