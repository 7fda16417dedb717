#include "support/formula_fixture.h"

static const double nothing = NAN;

/* Expected by hand from name_values; `t` is the period. */
static void formulas_mean_what_the_reference_says(void **state) {
    static const struct {
        const char *text;
        const Horizon *horizon;
        int t;
        double expected;
    } rows[] = {
        /* arithmetic */
        { "1 + 2 * 3", &yearly, 0, 7 }, { "(1 + 2) * 3", &yearly, 0, 9 }, { "= 12", &yearly, 0, 12 },
        { "10 - 3 - 2", &yearly, 0, 5 }, { "100 / 10 / 5", &yearly, 0, 2 }, { "2 ^ 3 ^ 2", &yearly, 0, 512 },
        { "-2 ^ 2", &yearly, 0, -4 }, { "2 ^ -2", &yearly, 0, 0.25 }, { "2 * -3", &yearly, 0, -6 },
        { "--3", &yearly, 0, 3 }, { "3 - -2", &yearly, 0, 5 }, { "0 ^ 0", &yearly, 0, 1 },
        { "none ^ period", &yearly, 0, 1 }, { "none ^ period", &yearly, 1, 0 }, { "1.02 ^ 0.5", &yearly, 0, 1.00995049383620779 },
        { "1.03 ^ (period / 2)", &yearly, 3, 1.0453358364664 }, { "lamps ^ (year - 2019)", &yearly, 2, 90000 },
        { "1.01 ^ 100", &yearly, 0, 2.70481382942153 }, { "(-2) ^ 3", &yearly, 0, -8 },
        /* numbers */
        { "3.5%", &yearly, 0, 0.035 }, { "12k", &yearly, 0, 12000 }, { "1.2m", &yearly, 0, 1200000 },
        { "1.5 %", &yearly, 0, 0.015 }, { "310[£/lamp] * 2", &yearly, 0, 620 }, { "2 [lamp]", &yearly, 0, 2 },
        { ".5", &yearly, 0, 0.5 }, { "12K", &yearly, 0, 12000 }, { "12k-2", &yearly, 0, 11998 },
        /* names */
        { "lamps * price", &yearly, 1, 500 }, { "LAMPS*Price", &yearly, 0, 250 }, { "cap", &yearly, 0, 150 },
        { "take-up", &yearly, 0, 0.5 }, { "'take up'", &yearly, 0, 7 }, { "'Take UP'", &yearly, 0, 7 },
        { "a-b", &yearly, 0, 1000 }, { "a - b", &yearly, 0, 7 }, { "a -b", &yearly, 0, 7 }, { "a- b", &yearly, 0, 7 },
        { "a-b-c", &yearly, 0, 995 }, { "a-c", &yearly, 0, 5 }, { "a-2", &yearly, 0, 8 }, { "a--b", &yearly, 0, 13 },
        { "b-a-b", &yearly, 0, -997 }, { "'min'", &yearly, 0, 17 }, { "'2fast'", &yearly, 0, 23 },
        { "'children''s'", &yearly, 0, 29 }, { "index:cpi", &yearly, 2, 1.06 }, { "INDEX:'CPI'", &yearly, 2, 1.06 },
        { "index:cpi-2", &yearly, 0, 1.5 }, { "index:cpi -2", &yearly, 0, -1 }, { "index:cpi-3", &yearly, 0, -2 },
        { "index:deflator", &yearly, 3, 1.03 }, { "pay * growth", &yearly, 2, 4.1616 },
        { "a-min(b, c)", &yearly, 0, 7 }, { "a-period", &yearly, 2, 10 },
        /* words */
        { "year", &yearly, 0, 2019 }, { "year", &monthly, 9, 2019 }, { "year", &monthly, 12, 2020 },
        { "period", &monthly, 29, 29 }, { "periods_per_year", &quarterly, 0, 4 }, { "PERIODS_PER_YEAR", &monthly, 0, 12 },
        /* comparison */
        { "1 + 1 = 2", &yearly, 0, 1 }, { "1 <> 1", &yearly, 0, 0 }, { "a < b", &yearly, 0, 0 },
        { "a >= 10", &yearly, 0, 1 }, { "a > 10", &yearly, 0, 0 }, { "a <= 10", &yearly, 0, 1 },
        { "(a > 1) * (b > 1) * 5", &yearly, 0, 5 }, { "=a=10", &yearly, 0, 1 },
        /* choice */
        { "if(a > 10, 1, 2)", &yearly, 0, 2 }, { "if(a > 10, 1, 2)", &yearly, 1, 1 }, { "if(none = 0, 5, a / none)", &yearly, 0, 5 },
        { "and(a, b, none)", &yearly, 0, 0 }, { "and(a, b)", &yearly, 0, 1 }, { "or(none, none)", &yearly, 0, 0 },
        { "or(none, a)", &yearly, 0, 1 }, { "and(none, a / none)", &yearly, 0, 0 }, { "or(a, a / none)", &yearly, 0, 1 },
        { "and(a, a / none)", &yearly, 0, NAN }, { "and(a / none, none)", &yearly, 0, NAN },
        { "not(0)", &yearly, 0, 1 }, { "not(7)", &yearly, 0, 0 }, { "min(3, 1, 2)", &yearly, 0, 1 },
        { "max(3, 1, 7, 2)", &yearly, 0, 7 }, { "abs(-3)", &yearly, 0, 3 }, { "clamp(5, 1, 3)", &yearly, 0, 3 },
        { "clamp(-5, 1, 3)", &yearly, 0, 1 }, { "clamp(2, 1, 3)", &yearly, 0, 2 }, { "MIN(a,b)", &yearly, 0, 3 },
        { "round(2.5, 0)", &yearly, 0, 3 }, { "round(-2.5, 0)", &yearly, 0, -3 }, { "round(1.005, 2)", &yearly, 0, 1.01 },
        { "round(1234.5, -2)", &yearly, 0, 1200 }, { "round(1250, -2)", &yearly, 0, 1300 }, { "round(0.1 + 0.2, 9)", &yearly, 0, 0.3 },
        { "round(2.4999999999, 0)", &yearly, 0, 3 }, { "round(2.499999, 0)", &yearly, 0, 2 },
        { "round(600000000, 0)", &yearly, 0, 600000000 }, { "floor(2.7)", &yearly, 0, 2 }, { "floor(-2.1)", &yearly, 0, -3 },
        { "floor(339.9999999999)", &yearly, 0, 340 }, { "floor(339.999)", &yearly, 0, 339 }, { "ceiling(340.0000000001)", &yearly, 0, 340 },
        { "ceiling(340.001)", &yearly, 0, 341 }, { "ceiling(-2.7)", &yearly, 0, -2 }, { "floor(-340.0000000001)", &yearly, 0, -340 },
        { "floor(0)", &yearly, 0, 0 }, { "ceiling(0.2)", &yearly, 0, 1 },
        /* a division by 0 that is used is no number, whatever follows */
        { "a / none", &yearly, 0, NAN }, { "0 * (a / 0)", &yearly, 0, NAN }, { "min(a / 0, 5)", &yearly, 0, NAN },
        { "1 / (1 / 0)", &yearly, 0, NAN }, { "a / 0 > 5", &yearly, 0, NAN }, { "if(a / 0, 1, 2)", &yearly, 0, NAN },
        { "(a / 0) ^ 0", &yearly, 0, NAN }, { "none ^ -1", &yearly, 0, NAN }, { "0 ^ (-0.5)", &yearly, 0, NAN },
        /* periods */
        { "from(2020/21)", &yearly, 0, 0 }, { "from(2020/21)", &yearly, 1, 1 }, { "from(2020/21)", &quarterly, 3, 0 },
        { "from(2020/21)", &quarterly, 4, 1 }, { "until(2019/20)", &quarterly, 3, 1 }, { "until(2019/20)", &quarterly, 4, 0 },
        { "until( 2019/20 Q2 )", &quarterly, 1, 1 }, { "until(2019/20 Q2)", &quarterly, 2, 0 },
        { "between(2020/21, 2021/22)", &yearly, 0, 0 }, { "between(2020/21, 2021/22)", &yearly, 2, 1 },
        { "between(2020/21, 2021/22)", &yearly, 3, 0 }, { "between(2019-07, 2019/20 Q3)", &monthly, 8, 1 },
        { "between(2019-07, 2019/20 Q3)", &monthly, 9, 0 }, { "from(2021/22)", &monthly, 24, 1 },
        { "ramp(2020/21, 2021/22)", &yearly, 0, 0 }, { "ramp(2020/21, 2021/22)", &yearly, 1, 0.25 },
        { "ramp(2020/21, 2021/22)", &yearly, 2, 0.75 }, { "ramp(2020/21, 2021/22)", &yearly, 3, 1 },
        { "ramp(2020/21, 2020/21)", &yearly, 1, 0.5 }, { "ramp(2019/20, 2019/20)", &quarterly, 2, 0.625 },
        { "years_since(2020/21)", &yearly, 0, 0 }, { "years_since(2020/21)", &yearly, 3, 2 },
        { "years_since(2010/11)", &yearly, 0, 9 }, { "years_since(2019/20)", &quarterly, 6, 1.5 },
        { "years_since(2018-04)", &monthly, 3, 1.25 },
        /* time */
        { "prev(a)", &yearly, 0, 0 }, { "prev(a)", &yearly, 1, 10 }, { "prev(a, b * 2)", &yearly, 0, 6 }, { "prev(a, 9)", &yearly, 2, 11 },
        { "lag(a, 2)", &yearly, 1, 0 }, { "lag(a, 2)", &yearly, 3, 11 }, { "lag(a, 0)", &yearly, 3, 13 },
        { "lag(a, 99)", &yearly, 3, 0 }, { "lag(a, 0.5 * periods_per_year)", &quarterly, 2, 10 },
        { "lag(a, 0.1 * 30)", &yearly, 3, 10 }, { "cumulative(a)", &yearly, 2, 33 }, { "cumulative(1)", &yearly, 3, 4 },
        { "total(a)", &yearly, 0, 46 }, { "a / total(a)", &yearly, 0, 10.0 / 46 }, { "total(total(a))", &yearly, 2, 184 },
        { "prev(prev(a))", &yearly, 2, 10 }, { "cumulative(prev(a, 100))", &yearly, 1, 110 },
        /* cohorts: 100, 200, 300, 340 begin */
        { "cohort(lamps, 1)", &yearly, 2, 300 }, { "cohort(lamps, 1, 0.5)", &yearly, 0, 100 },
        { "cohort(lamps, 1, 0.5)", &yearly, 1, 250 }, { "cohort(lamps, 1, 50%, 10%)", &yearly, 3, 340 + 150 + 20 },
        { "in_use(lamps, 2)", &yearly, 0, 100 }, { "in_use(lamps, 2)", &yearly, 3, 640 }, { "in_use(lamps, 99)", &yearly, 3, 940 },
        { "renewals(lamps, 1)", &yearly, 2, 300 }, { "renewals(lamps, 2)", &yearly, 1, 0 },
        { "renewals(lamps, 2)", &yearly, 3, 200 }, { "renewals(lamps * 2, 1)", &yearly, 3, 1200 },
    };
    (void)state;
    (void)nothing;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = good_formula(rows[r].text, *rows[r].horizon);

        const double value = values_of_formula(formula, *rows[r].horizon)[rows[r].t];

        if (!(fabs(value - rows[r].expected) <= 1e-12 * fabs(rows[r].expected)) && !(isnan(value) && isnan(rows[r].expected)))
            fail_msg("%s in period %d is %.17g, not %.17g", rows[r].text, rows[r].t, value, rows[r].expected);
    }
}

typedef struct Fault {
    const char *text;
    const Horizon *horizon;
    unsigned column;
    const char *message, *hint;
} Fault;

static void check_faults(const Fault *rows, size_t count, BizcaseSeverity severity) {
    size_t wrong = 0;
    for (size_t r = 0; r < count; r++) {
        const Formula *formula = read_against(rows[r].text, *rows[r].horizon, NULL);
        const BizcaseDiagnostic *item = found.items;
        if ((formula == NULL) == (severity == BIZCASE_ERROR) && found.count == 1 && item->severity == severity &&
            item->line == 2 && item->column == rows[r].column && strcmp(item->message, rows[r].message) == 0 &&
            strcmp(item->hint, rows[r].hint) == 0)
            continue;
        wrong++;
        print_error("%s: should say\n  2:%u: %s [%s]\nand says\n", rows[r].text, rows[r].column, rows[r].message, rows[r].hint);
        print_found();
    }
    assert_int_equal(wrong, 0);
}

static void each_fault_has_its_place_and_words(void **state) {
    static const Fault rows[] = {
        { "", &yearly, 1, "", "" },
    };
    (void)state;
    check_faults(rows, COUNT_OF(rows), BIZCASE_ERROR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_mean_what_the_reference_says),
        cmocka_unit_test(each_fault_has_its_place_and_words),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
