#include "support/formula_fixture.h"

/* Expected by hand from name_values; `t` is the period. */
static void formulas_mean_what_the_reference_says(void **state) {
    static const struct {
        const char *text;
        const Horizon *horizon;
        int t;
        double expected;
    } rows[] = {
        /* arithmetic */
        { "1 + 2 * 3", &yearly, 0, 7 },
        { "(1 + 2) * 3", &yearly, 0, 9 },
        { "= 12", &yearly, 0, 12 },
        { "10 - 3 - 2", &yearly, 0, 5 },
        { "100 / 10 / 5", &yearly, 0, 2 },
        { "2 ^ 3 ^ 2", &yearly, 0, 512 },
        { "-2 ^ 2", &yearly, 0, -4 },
        { "2 ^ -2", &yearly, 0, 0.25 },
        { "2 * -3", &yearly, 0, -6 },
        { "--3", &yearly, 0, 3 },
        { "3 - -2", &yearly, 0, 5 },
        { "0 ^ 0", &yearly, 0, 1 },
        { "none ^ period", &yearly, 0, 1 },
        { "none ^ period", &yearly, 1, 0 },
        { "1.02 ^ 0.5", &yearly, 0, 1.00995049383620779 },
        { "1.03 ^ (period / 2)", &yearly, 3, 1.04533583120449856 },
        { "lamps ^ (year - 2019)", &yearly, 2, 90000 },
        { "1.01 ^ 100", &yearly, 0, 2.70481382942153 },
        { "(-2) ^ 3", &yearly, 0, -8 },
        /* numbers */
        { "3.5%", &yearly, 0, 0.035 },
        { "12k", &yearly, 0, 12000 },
        { "1.2m", &yearly, 0, 1200000 },
        { "1.5 %", &yearly, 0, 0.015 },
        { "310[£/lamp] * 2", &yearly, 0, 620 },
        { "2 [lamp]", &yearly, 0, 2 },
        { ".5", &yearly, 0, 0.5 },
        { "12K", &yearly, 0, 12000 },
        { "12k-2", &yearly, 0, 11998 },
        /* names */
        { "lamps * price", &yearly, 1, 500 },
        { "LAMPS*Price", &yearly, 0, 250 },
        { "cap", &yearly, 0, 150 },
        { "take-up", &yearly, 0, 0.5 },
        { "'take up'", &yearly, 0, 7 },
        { "'Take UP'", &yearly, 0, 7 },
        { "a-b", &yearly, 0, 1000 },
        { "a - b", &yearly, 0, 7 },
        { "a -b", &yearly, 0, 7 },
        { "a- b", &yearly, 0, 7 },
        { "a-b-c", &yearly, 0, 995 },
        { "a-c", &yearly, 0, 5 },
        { "a-2", &yearly, 0, 8 },
        { "a--b", &yearly, 0, 13 },
        { "a-b-b", &yearly, 0, 997 }, /* the longest id wins: a-b, less b */
        { "a-b-b-b", &yearly, 0, 994 },
        { "a-'b'-b", &yearly, 0, 4 },
        { "'a-b'-b", &yearly, 0, 997 },
        { "'a'-b", &yearly, 0, 7 },
        { "b-a-b", &yearly, 0, -997 },
        { "'min'", &yearly, 0, 17 },
        { "'2fast'", &yearly, 0, 23 },
        { "'children''s'", &yearly, 0, 29 },
        { "index:cpi", &yearly, 2, 1.06 },
        { "INDEX:'CPI'", &yearly, 2, 1.06 },
        { "index:cpi-2", &yearly, 0, 1.5 },
        { "index:cpi -2", &yearly, 0, -1 },
        { "index:cpi-3", &yearly, 0, -2 },
        { "index:deflator", &yearly, 3, 1.03 },
        { "pay * growth", &yearly, 2, 4.1616 },
        { "a-min(b, c)", &yearly, 0, 7 },
        { "a-period", &yearly, 2, 10 },
        /* words */
        { "year", &yearly, 0, 2019 },
        { "year", &monthly, 9, 2019 },
        { "year", &monthly, 12, 2020 },
        { "period", &monthly, 29, 29 },
        { "periods_per_year", &quarterly, 0, 4 },
        { "PERIODS_PER_YEAR", &monthly, 0, 12 },
        /* comparison */
        { "1 + 1 = 2", &yearly, 0, 1 },
        { "1 <> 1", &yearly, 0, 0 },
        { "a < b", &yearly, 0, 0 },
        { "a >= 10", &yearly, 0, 1 },
        { "a > 10", &yearly, 0, 0 },
        { "a <= 10", &yearly, 0, 1 },
        { "(a > 1) * (b > 1) * 5", &yearly, 0, 5 },
        { "=a=10", &yearly, 0, 1 },
        /* choice */
        { "if(a > 10, 1, 2)", &yearly, 0, 2 },
        { "if(a > 10, 1, 2)", &yearly, 1, 1 },
        { "if(none = 0, 5, a / none)", &yearly, 0, 5 },
        { "and(a, b, none)", &yearly, 0, 0 },
        { "and(a, b)", &yearly, 0, 1 },
        { "or(none, none)", &yearly, 0, 0 },
        { "or(none, a)", &yearly, 0, 1 },
        { "and(none, a / none)", &yearly, 0, 0 },
        { "or(a, a / none)", &yearly, 0, 1 },
        { "and(a, a / none)", &yearly, 0, NAN },
        { "and(a / none, none)", &yearly, 0, NAN },
        { "not(0)", &yearly, 0, 1 },
        { "not(7)", &yearly, 0, 0 },
        { "min(3, 1, 2)", &yearly, 0, 1 },
        { "max(3, 1, 7, 2)", &yearly, 0, 7 },
        { "abs(-3)", &yearly, 0, 3 },
        { "clamp(5, 1, 3)", &yearly, 0, 3 },
        { "clamp(-5, 1, 3)", &yearly, 0, 1 },
        { "clamp(2, 1, 3)", &yearly, 0, 2 },
        { "MIN(a,b)", &yearly, 0, 3 },
        { "round(2.5, 0)", &yearly, 0, 3 },
        { "round(-2.5, 0)", &yearly, 0, -3 },
        { "round(1.005, 2)", &yearly, 0, 1.01 },
        { "round(1234.5, -2)", &yearly, 0, 1200 },
        { "round(1250, -2)", &yearly, 0, 1300 },
        { "round(0.1 + 0.2, 9)", &yearly, 0, 0.3 },
        { "round(2.4999999999, 0)", &yearly, 0, 3 },
        { "round(2.499999, 0)", &yearly, 0, 2 },
        { "round(600000000, 0)", &yearly, 0, 600000000 },
        { "floor(2.7)", &yearly, 0, 2 },
        { "floor(-2.1)", &yearly, 0, -3 },
        { "floor(339.9999999999)", &yearly, 0, 340 },
        { "floor(0.9999999991)", &yearly, 0, 1 },
        { "floor(0.9999999989)", &yearly, 0, 0 },
        { "round(0.4999999996, 0)", &yearly, 0, 1 },
        { "round(0.4999999994, 0)", &yearly, 0, 0 },
        { "floor(339.999)", &yearly, 0, 339 },
        { "ceiling(340.0000000001)", &yearly, 0, 340 },
        { "ceiling(340.001)", &yearly, 0, 341 },
        { "ceiling(-2.7)", &yearly, 0, -2 },
        { "floor(-340.0000000001)", &yearly, 0, -340 },
        { "floor(0)", &yearly, 0, 0 },
        { "ceiling(0.2)", &yearly, 0, 1 },
        /* a division by 0 that is used is not a number, whatever follows */
        { "a / none", &yearly, 0, NAN },
        { "0 * (a / 0)", &yearly, 0, NAN },
        { "min(a / 0, 5)", &yearly, 0, NAN },
        { "1 / (1 / 0)", &yearly, 0, NAN },
        { "a / 0 > 5", &yearly, 0, NAN },
        { "if(a / 0, 1, 2)", &yearly, 0, NAN },
        { "(a / 0) ^ 0", &yearly, 0, NAN },
        { "none ^ -1", &yearly, 0, NAN },
        { "0 ^ (-0.5)", &yearly, 0, NAN },
        /* periods */
        { "from(2020/21)", &yearly, 0, 0 },
        { "from(2020/21)", &yearly, 1, 1 },
        { "from(2020/21)", &quarterly, 3, 0 },
        { "from(2020/21)", &quarterly, 4, 1 },
        { "until(2019/20)", &quarterly, 3, 1 },
        { "until(2019/20)", &quarterly, 4, 0 },
        { "until( 2019/20 Q2 )", &quarterly, 1, 1 },
        { "until(2019/20 Q2)", &quarterly, 2, 0 },
        { "between(2020/21, 2021/22)", &yearly, 0, 0 },
        { "between(2020/21, 2021/22)", &yearly, 2, 1 },
        { "between(2020/21, 2021/22)", &yearly, 3, 0 },
        { "between(2019-07, 2019/20 Q3)", &monthly, 8, 1 },
        { "between(2019-07, 2019/20 Q3)", &monthly, 9, 0 },
        { "from(2021/22)", &monthly, 24, 1 },
        { "ramp(2020/21, 2021/22)", &yearly, 0, 0 },
        { "ramp(2020/21, 2021/22)", &yearly, 1, 0.25 },
        { "ramp(2020/21, 2021/22)", &yearly, 2, 0.75 },
        { "ramp(2020/21, 2021/22)", &yearly, 3, 1 },
        { "ramp(2020/21, 2020/21)", &yearly, 1, 0.5 },
        { "ramp(2019/20, 2019/20)", &quarterly, 2, 0.625 },
        { "years_since(2020/21)", &yearly, 0, 0 },
        { "years_since(2020/21)", &yearly, 3, 2 },
        { "years_since(2010/11)", &yearly, 0, 9 },
        { "years_since(2019/20)", &quarterly, 6, 1.5 },
        { "years_since(2018-04)", &monthly, 3, 1.25 },
        /* time */
        { "prev(a)", &yearly, 0, 0 },
        { "prev(a)", &yearly, 1, 10 },
        { "prev(a, b * 2)", &yearly, 0, 6 },
        { "prev(a, 9)", &yearly, 2, 11 },
        { "lag(a, 2)", &yearly, 1, 0 },
        { "lag(a, 2)", &yearly, 3, 11 },
        { "lag(a, 0)", &yearly, 3, 13 },
        { "lag(a, 99)", &yearly, 3, 0 },
        { "lag(a, 0.5 * periods_per_year)", &quarterly, 2, 10 },
        { "lag(a, 0.1 * 30)", &yearly, 3, 10 },
        { "cumulative(a)", &yearly, 2, 33 },
        { "cumulative(1)", &yearly, 3, 4 },
        { "total(a)", &yearly, 0, 46 },
        { "a / total(a)", &yearly, 0, 10.0 / 46 },
        { "total(total(a))", &yearly, 2, 184 },
        { "prev(prev(a))", &yearly, 2, 10 },
        { "cumulative(prev(a, 100))", &yearly, 1, 110 },
        /* cohorts: 100, 200, 300, 340 begin */
        { "cohort(lamps, 1)", &yearly, 2, 300 },
        { "cohort(lamps, 1, 0.5)", &yearly, 0, 100 },
        { "cohort(lamps, 1, 0.5)", &yearly, 1, 250 },
        { "cohort(lamps, 1, 50%, 10%)", &yearly, 3, 340 + 150 + 20 },
        { "in_use(lamps, 2)", &yearly, 0, 100 },
        { "in_use(lamps, 2)", &yearly, 3, 640 },
        { "in_use(lamps, 99)", &yearly, 3, 940 },
        { "renewals(lamps, 1)", &yearly, 2, 300 },
        { "renewals(lamps, 2)", &yearly, 1, 0 },
        { "renewals(lamps, 2)", &yearly, 3, 200 },
        { "renewals(lamps * 2, 1)", &yearly, 3, 1200 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = good_formula(rows[r].text, *rows[r].horizon);

        const double value = values_of_formula(formula, *rows[r].horizon)[rows[r].t];

        if (!(fabs(value - rows[r].expected) <= 1e-12 * fabs(rows[r].expected)) &&
            !(isnan(value) && isnan(rows[r].expected)))
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
        print_error(
            "%s: should say\n  2:%u: %s [%s]\nand says\n", rows[r].text, rows[r].column, rows[r].message, rows[r].hint);
        print_found();
    }
    assert_int_equal(wrong, 0);
}

static void each_fault_has_its_place_and_words(void **state) {
    static const Fault rows[] = {
        { "", &yearly, 1, "the formula is empty", "write one, such as lamps * price, or leave the cell blank" },
        { "=", &yearly, 1, "the formula is empty", "write one, such as lamps * price, or leave the cell blank" },
        { "  ", &yearly, 1, "the formula is empty", "write one, such as lamps * price, or leave the cell blank" },
        { "1 +", &yearly, 4, "found the end where a number, a name or \"(\" was expected", "" },
        { "1 + * 2", &yearly, 5, "found \"*\" where a number, a name or \"(\" was expected", "" },
        { "(1 + 2", &yearly, 1, "\"(\" is not closed", "put a ) where it ends" },
        { "min(1, 2", &yearly, 4, "\"(\" is not closed", "put a ) where it ends" },
        { "(1 + ] 2", &yearly, 6, "found \"]\" where a number, a name or \"(\" was expected", "" },
        { "1 + 2)", &yearly, 6, "found \")\" where an operator was expected", "it has no matching \"(\"" },
        { "2x", &yearly, 1, "\"2x\" is not a number",
            "for multiply, write 2 * x; put a unit in square brackets: 2[x]" },
        { "2lamps", &yearly, 1, "\"2lamps\" is not a number",
            "for multiply, write 2 * lamps; put a unit in square brackets: 2[lamps]" },
        { "2fast", &yearly, 1, "\"2fast\" is not a number",
            "put quotes around an id that begins with a digit: '2fast'" },
        { "1e5", &yearly, 1, "\"1e5\" is not a number", "write numbers as 12, 0.5, 3.5%, 12k or 1.2m" },
        { "12kW", &yearly, 1, "\"12kW\" is not a number",
            "for multiply, write 12 * kW; put a unit in square brackets: 12[kW]" },
        { "1.2.3", &yearly, 1, "\"1.2.3\" is not a number", "write numbers as 12, 0.5, 3.5%, 12k or 1.2m" },
        { "£12 * lamps", &yearly, 1, "found \"£\" where a number, a name or \"(\" was expected",
            "write a unit after its number in square brackets: 12[£]" },
        { "lamps * 310 £", &yearly, 13, "found \"£\" where an operator was expected",
            "write a unit after its number in square brackets: 12[£]" },
        { "lamps × 3", &yearly, 7, "found \"×\" where an operator was expected", "for multiply, write *" },
        { "lamps − 3", &yearly, 7, "found \"−\" where an operator was expected", "for minus, write -" },
        { "lamps ÷ 2", &yearly, 7, "found \"÷\" where an operator was expected", "for divide, write /" },
        { "lamps % 2", &yearly, 7, "found \"%\" where an operator was expected",
            "write per cent after a number, as in 3.5%" },
        { "[£] * 2", &yearly, 1, "found \"[\" where a number, a name or \"(\" was expected",
            "write a unit in square brackets after a number, as in 310[£/lamp]" },
        { "310[£/lamp", &yearly, 4, "\"[\" is not closed", "put a ] after the unit" },
        { "1 < 2 < 3", &yearly, 7, "a second comparison, \"<\", follows the first: it would compare 1 or 0",
            "write and(a < b, b < c)" },
        { "a = b = c", &yearly, 7, "a second comparison, \"=\", follows the first: it would compare 1 or 0",
            "write and(a < b, b < c)" },
        { "a == b", &yearly, 4, "found \"=\" where a number, a name or \"(\" was expected", "for equal, write =" },
        { "a != b", &yearly, 3, "found \"!\" where an operator was expected", "for not equal, write <>" },
        { "(a < b) < c < 2", &yearly, 13, "a second comparison, \"<\", follows the first: it would compare 1 or 0",
            "write and(a < b, b < c)" },
        { "lamp * 2", &yearly, 1, "there is no quantity or driver \"lamp\"", "did you mean lamps?" },
        { "takeup * 2", &yearly, 1, "there is no quantity or driver \"takeup\"", "did you mean 'take up'?" },
        { "take-upp * 2", &yearly, 1, "there is no quantity or driver \"take-upp\"", "did you mean take-up?" },
        { "'take upp'", &yearly, 1, "there is no quantity or driver \"take upp\"", "did you mean 'take up'?" },
        { "'take up", &yearly, 1, "the quote is not closed", "put a ' after the id" },
        { "'' + 1", &yearly, 1, "there is no quantity or driver \"\"",
            "quantities are in quantities.csv, drivers in drivers.csv" },
        { "a-bb", &yearly, 3, "there is no quantity or driver \"bb\"", "did you mean a-b?" },
        { "cpi * 2", &yearly, 1, "there is no quantity or driver \"cpi\"", "did you mean index:cpi?" },
        { "index:cp", &yearly, 7, "there is no index \"cp\"", "did you mean index:cpi?" },
        { "index:'energ'", &yearly, 7, "there is no index \"energ\"", "did you mean index:energy?" },
        { "index:", &yearly, 7, "there is no index \"\"", "indices are in indices.csv" },
        { "index: cpi", &yearly, 7, "there is no index \"\"", "indices are in indices.csv" },
        { "lamps(3)", &yearly, 1, "lamps is not a function", "for multiply, write *" },
        { "mni(1, 2)", &yearly, 1, "there is no function \"mni\"", "did you mean \"min\"?" },
        { "zzzzzzz(1)", &yearly, 1, "there is no function \"zzzzzzz\"",
            "expected one of if, and, or, not, min, max, abs, clamp, round, floor, ceiling, from, until, between, "
            "ramp, years_since, prev, lag, cumulative, total, cohort, in_use, renewals" },
        { "zzzzzzzz + 1", &yearly, 1, "there is no quantity or driver \"zzzzzzzz\"",
            "quantities are in quantities.csv, drivers in drivers.csv" },
        { "min + 2", &yearly, 1, "min is a function: put its arguments in brackets after it",
            "min(a, b, ...), or 'min' in quotes if it is an id" },
        { "if", &yearly, 1, "if is a function: put its arguments in brackets after it",
            "if(c, a, b), or 'if' in quotes if it is an id" },
        { "a 'take up'", &yearly, 3, "found \"'\" where an operator was expected", "for multiply, write *" },
        { "a b", &yearly, 3, "found \"b\" where an operator was expected", "for multiply, write *" },
        { "a (b)", &yearly, 1, "a is not a function", "for multiply, write *" },
        { "3 lamps", &yearly, 3, "found \"l\" where an operator was expected", "for multiply, write *" },
        { "1,200", &yearly, 2, "found \",\" where an operator was expected",
            "a comma separates arguments; write thousands as 1200 or 1.2k" },
        { "lamps, 2", &yearly, 6, "found \",\" where an operator was expected",
            "a comma separates arguments; write thousands as 1200 or 1.2k" },
        { "min(1,000, 2)", &yearly, 7, "\"000\" after a comma is an argument of its own here",
            "write thousands as 1000 or 1k" },
        { "max(a, 12,050)", &yearly, 11, "\"050\" after a comma is an argument of its own here",
            "write thousands as 1000 or 1k" },
        { "clamp(1, 2)", &yearly, 1, "clamp takes 3 arguments, but here there are 2",
            "clamp(x, low, high): x, but no lower than low and no higher than high" },
        { "prev()", &yearly, 1, "prev takes 1 or 2 arguments, but here there are 0",
            "prev(x, before): x one period earlier; before, or 0, in the first period" },
        { "prev(1, 2, 3)", &yearly, 1, "prev takes 1 or 2 arguments, but here there are 3",
            "prev(x, before): x one period earlier; before, or 0, in the first period" },
        { "min(1)", &yearly, 1, "min takes 2 or more arguments, but here there is 1", "min(a, b, ...): the lowest" },
        { "if(1, 2)", &yearly, 1, "if takes 3 arguments, but here there are 2",
            "if(c, a, b): a where c is not 0, else b; the other one does not matter" },
        { "cohort(lamps)", &yearly, 1, "cohort takes 2 or more arguments, but here there is 1",
            "cohort(x, w0, w1, ...): x times w0, and x one period earlier times w1, and so on: what those who began "
            "earlier still do" },
        { "from()", &yearly, 1, "from takes 1 argument, but here there are 0", "from(P): 1 from period P on" },
        { "from(2019/20, 2020/21)", &yearly, 1, "from takes 1 argument, but here there are 2",
            "from(P): 1 from period P on" },
        { "between(2019/20)", &yearly, 1, "between takes 2 arguments, but here there is 1",
            "between(P, Q): 1 from period P through Q" },
        { "ramp(2020/21, 2019/20)", &yearly, 15, "2020/21 is after 2019/20", "the first comes before the last" },
        { "from(2019)", &yearly, 6, "\"2019\" is not a period", "did you mean 2019/20?" },
        { "from(soon)", &yearly, 6, "\"soon\" is not a period", "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "from(Sept-19)", &yearly, 6, "\"Sept-19\" is not a period", "did you mean Sep-19?" },
        { "from(FY2019/20)", &yearly, 6, "\"FY2019/20\" is not a period", "did you mean 2019/20?" },
        { "from(2035/36)", &yearly, 6, "2035/36 is outside the horizon", "the horizon is 2019/20 to 2022/23" },
        { "until(2018/19)", &yearly, 7, "2018/19 is outside the horizon", "the horizon is 2019/20 to 2022/23" },
        { "years_since(2030/31)", &yearly, 13, "2030/31 is outside the horizon", "the horizon is 2019/20 to 2022/23" },
        { "from(2019/20 Q2)", &yearly, 6, "2019/20 Q2 is shorter than a period of the case, which is a year",
            "write 2019/20" },
        { "from(2019-07)", &yearly, 6, "2019-07 is shorter than a period of the case, which is a year",
            "write 2019/20" },
        { "from(2019/20", &yearly, 5, "\"(\" is not closed", "put a ) where it ends" },
        { "from(a + 1)", &yearly, 6, "\"a + 1\" is not a period", "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "from((2019/20))", &yearly, 6, "found \"(\" where a period was expected",
            "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "from('2019/20')", &yearly, 6, "\"'2019/20'\" is not a period",
            "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "in_use(a, 0)", &yearly, 11, "0 is not a number of periods", "expected a whole number, 1 or more" },
        { "in_use(a, 1.5)", &yearly, 11, "1.5 is not a number of periods", "expected a whole number, 1 or more" },
        { "in_use(a, b)", &yearly, 11, "a number of periods must be known when the case is read, but b is not",
            "use numbers and periods_per_year only" },
        { "in_use(a, year - 2018)", &yearly, 11,
            "a number of periods must be known when the case is read, but year - 2018 is not",
            "use numbers and periods_per_year only" },
        { "lag(a, -1)", &yearly, 8, "-1 is not a number of periods", "expected a whole number, 0 or more" },
        { "lag(a, period)", &yearly, 8, "a number of periods must be known when the case is read, but period is not",
            "use numbers and periods_per_year only" },
        { "renewals(a, 1 / 0)", &yearly, 13, "1 / 0 is not a number of periods", "expected a whole number, 1 or more" },
        { "cohort(a, 1, b)", &yearly, 14, "a weight must be known when the case is read, but b is not",
            "use numbers and periods_per_year only" },
        { "cohort(a, 1 / 0)", &yearly, 11, "1 / 0 is not a number: it divides by 0", "" },
        { "round(a, 10)", &yearly, 10, "10 is not a number of digits", "expected a whole number from -9 to 9" },
        { "round(a, 0.5)", &yearly, 10, "0.5 is not a number of digits", "expected a whole number from -9 to 9" },
        { "a ^ b", &yearly, 5, "an exponent must be known when the case is read, but b is not",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "a ^ 0.5", &yearly, 5, "the exponent 0.5 is not a whole number from -64 to 64",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "a ^ 65", &yearly, 5, "the exponent 65 is not a whole number from -64 to 64",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "a ^ (period / 2)", &yearly, 5,
            "the exponent (period / 2) is 0.5 in 2020/21, not a whole number from -64 to 64",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "2 ^ growth", &yearly, 5, "an exponent must be known when the case is read, but growth is not",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "a ^ (1 / 0)", &yearly, 5, "the exponent (1 / 0) divides by 0 in 2019/20", "" },
        { "(-2) ^ 0.5", &yearly, 8, "the base (-2) is below 0 in 2019/20, and the exponent is 0.5",
            "only whole powers of a number below 0 are numbers" },
        { "2 ^ (1 / 0)", &yearly, 5, "the exponent (1 / 0) divides by 0 in 2019/20", "" },
        { "a ^ (1 / period)", &yearly, 5, "the exponent (1 / period) divides by 0 in 2019/20", "" },
        { "a ; b", &yearly, 3, "found \";\" where an operator was expected", "separate arguments with commas" },
        { "{a}", &yearly, 1, "found \"{\" where a number, a name or \"(\" was expected", "use ( ) for brackets" },
        { "“a”", &yearly, 1, "found \"“\" where a number, a name or \"(\" was expected",
            "for an id in quotes, write 'take up'" },
        { "\"a\"", &yearly, 1, "found \"\"\" where a number, a name or \"(\" was expected",
            "for an id in quotes, write 'take up'" },
        { "+3", &yearly, 1, "found \"+\" where a number, a name or \"(\" was expected",
            "write a number above 0 without a sign" },
        { "min(a, )", &yearly, 8, "found \")\" where a number, a name or \"(\" was expected", "" },
        { "min(, a)", &yearly, 5, "found \",\" where a number, a name or \"(\" was expected", "" },
        { "@a", &yearly, 1, "found \"@\" where a number, a name or \"(\" was expected", "" },
        { "a <> ", &yearly, 6, "found the end where a number, a name or \"(\" was expected", "" },
        { "a =< b", &yearly, 4, "found \"<\" where a number, a name or \"(\" was expected", "for at most, write <=" },
        { "a => b", &yearly, 4, "found \">\" where a number, a name or \"(\" was expected", "for at least, write >=" },
        { "a ** 2", &yearly, 4, "found \"*\" where a number, a name or \"(\" was expected", "for a power, write ^" },
        { "a && b", &yearly, 3, "found \"&\" where an operator was expected", "for and, write and(a, b)" },
        { "#REF!", &yearly, 1, "found \"#\" where a number, a name or \"(\" was expected",
            "this is a spreadsheet error" },
        { "_a", &yearly, 1, "found \"_\" where a number, a name or \"(\" was expected",
            "put quotes around an id that does not begin with a letter" },
        { "from(, 2019/20)", &yearly, 6, "found \",\" where a period was expected",
            "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "a – b", &yearly, 3, "found \"–\" where an operator was expected", "for minus, write -" },
        { "a ≤ b", &yearly, 3, "found \"≤\" where an operator was expected", "for at most, write <=" },
        { "a ≥ b", &yearly, 3, "found \"≥\" where an operator was expected", "for at least, write >=" },
        { "a ≠ b", &yearly, 3, "found \"≠\" where an operator was expected", "for not equal, write <>" },
        { "‘take up’", &yearly, 1, "found \"‘\" where a number, a name or \"(\" was expected",
            "for an id in quotes, write 'take up'" },
        { "a’", &yearly, 2, "found \"’\" where an operator was expected", "for an id in quotes, write 'take up'" },
        { "(a", &yearly, 1, "\"(\" is not closed", "put a ) where it ends" },
        { "(a, b)", &yearly, 3, "found \",\" where an operator or \")\" was expected", "" },
        { "(a b)", &yearly, 4, "found \"b\" where an operator or \")\" was expected", "" },
        { "min(a b, 2)", &yearly, 7, "found \"b\" where a comma, an operator or \")\" was expected", "" },
        { "min(a; b)", &yearly, 6, "found \";\" where a comma, an operator or \")\" was expected",
            "separate arguments with commas" },
        { "min(a, b × c)", &yearly, 10, "found \"×\" where a comma, an operator or \")\" was expected",
            "for multiply, write *" },
        { "from(2019/20 (a))", &yearly, 14, "found \"(\" where a comma or \")\" was expected", "" },
        { "lag(a)", &yearly, 1, "lag takes 2 arguments, but here there is 1",
            "lag(x, n): x n periods earlier; 0 before the first" },
        { "abs(a, b)", &yearly, 1, "abs takes 1 argument, but here there are 2", "abs(x): x without its sign" },
        { "cohort(a, year)", &yearly, 11, "a weight must be known when the case is read, but year is not",
            "use numbers and periods_per_year only" },
        { "round(a, b)", &yearly, 10, "a number of digits must be known when the case is read, but b is not",
            "use numbers and periods_per_year only" },
        { "2 ^ (period - 100) + a ^ (period - 100)", &yearly, 26,
            "the exponent (period - 100) is -100 in 2019/20, not a whole number from -64 to 64",
            "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or "
            "indices" },
        { "a || b", &yearly, 3, "found \"|\" where an operator was expected", "for or, write or(a, b)" },
        { "index:cpi(2)", &yearly, 10, "found \"(\" where an operator was expected", "for multiply, write *" },
        { "year(2)", &yearly, 1, "year is not a function", "for multiply, write *" },
        { "index:cpi-x", &yearly, 11, "there is no quantity or driver \"x\"",
            "quantities are in quantities.csv, drivers in drivers.csv" },
        { "b-aa", &yearly, 3, "there is no quantity or driver \"aa\"",
            "quantities are in quantities.csv, drivers in drivers.csv" },
        { "a * (b + (c", &yearly, 10, "\"(\" is not closed", "put a ) where it ends" },
        { "from(2019-07)", &quarterly, 6, "2019-07 is shorter than a period of the case, which is a quarter",
            "write 2019/20 Q2" },
        { "from(2020/21 Q5)", &quarterly, 6, "\"2020/21 Q5\" is not a period",
            "write a period as 2019/20, 2019/20 Q3 or 2019-07" },
        { "between(2020/21, 2019/20 Q4)", &quarterly, 18, "2020/21 is after 2019/20 Q4",
            "the first comes before the last" },
        { "from(2018/19 Q4)", &quarterly, 6, "2018/19 Q4 is outside the horizon",
            "the horizon is 2019/20 Q1 to 2020/21 Q4" },
        { "years_since(2021/22)", &quarterly, 13, "2021/22 is outside the horizon",
            "the horizon is 2019/20 Q1 to 2020/21 Q4" },
    };
    (void)state;
    check_faults(rows, COUNT_OF(rows), BIZCASE_ERROR);
}

static void arithmetic_that_looks_like_a_period_is_warned_of(void **state) {
    static const Fault rows[] = {
        { "2019/20 * a", &quarterly, 1, "2019/20 divides 2019 by 20 here",
            "only from(), until(), between(), ramp() and years_since() read a period" },
        { "year >= 2019/20", &quarterly, 9, "2019/20 divides 2019 by 20 here",
            "only from(), until(), between(), ramp() and years_since() read a period" },
        { "a * 2019-07", &quarterly, 5, "2019-07 takes 07 from 2019 here",
            "only from(), until(), between(), ramp() and years_since() read a period" },
        { "2019-20", &quarterly, 1, "2019-20 takes 20 from 2019 here",
            "only from(), until(), between(), ramp() and years_since() read a period" },
    };
    (void)state;
    check_faults(rows, COUNT_OF(rows), BIZCASE_WARNING);
    assert_close(values_of_formula(read_against("2019/20 * a", quarterly, NULL), quarterly)[0], 1009.5, 0);
    good_formula("2019 / 20 * a", yearly);
    good_formula("between(2019/20 Q3, 2019/20)", quarterly);
    good_formula("years_since(2018/19 Q4)", quarterly);
}

static const char *repeated(const char *front, const char *middle, const char *back, int count) {
    static char text[2 * LONGEST_FORMULA_TEXT];
    char *end = stpcpy(text, "");
    for (int i = 0; i < count; i++) end = stpcpy(end, front);
    end = stpcpy(end, middle);
    for (int i = 0; i < count; i++) end = stpcpy(end, back);
    return text;
}

/* Growth at 3% a year from 100 is 100 × 1.03^t; 1,000 lamps that last two years, bought in the first, are bought again in the
   third; half of those who began stay a second year, a quarter a third: 100, 200 + 50, 300 + 100 + 25, 340 + 150 + 50. */
static void known_answers_are_found(void **state) {
    static const struct {
        const char *text;
        double expected[4];
    } rows[] = { { "100 * (1 + 3%) ^ years_since(2019/20)", { 100, 103, 106.09, 109.2727 } },
        { "100 * 1.03 ^ period", { 100, 103, 106.09, 109.2727 } },
        { "renewals(1000 * until(2019/20), 2)", { 0, 0, 1000, 0 } },
        { "renewals(1000 * until(2019/20), 1)", { 0, 1000, 1000, 1000 } },
        { "in_use(1000 * until(2019/20), 2)", { 1000, 1000, 0, 0 } },
        { "cohort(lamps, 1, 50%, 25%)", { 100, 250, 425, 540 } },
        { "cumulative(lamps) - cumulative(lag(lamps, 2))", { 100, 300, 500, 640 } },
        { "min(cumulative(lamps), 500) * ramp(2019/20, 2020/21)", { 25, 225, 500, 500 } },
        { "year - prev(year, 2018)", { 1, 1, 1, 1 } }, { "lamps / total(lamps) * 940", { 100, 200, 300, 340 } } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const double *values = values_of_formula(good_formula(rows[r].text, yearly), yearly);
        for (int t = 0; t < 4; t++) assert_close(values[t], rows[r].expected[t], 1e-11);
    }
}

/* 1,900 weights, each known when the case is read. */
static void a_long_formula_takes_no_more_than_its_length(void **state) {
    static char text[LONGEST_FORMULA_TEXT];
    char *end = stpcpy(text, "cohort(lamps");
    for (int i = 0; i < 1900; i++) end = stpcpy(end, ",1");
    stpcpy(end, ")");
    (void)state;

    assert_close(values_of_formula(good_formula(text, yearly), yearly)[3], 940, 0);
}

static void length_and_depth_end_where_the_reference_says(void **state) {
    static const struct {
        const char *front, *middle, *back;
        int good, column;
        const char *message;
    } rows[] = { { "(", "a", ")", 100, 101,
                     "brackets, functions, signs and powers are nested more than 100 deep here" },
        { "abs(", "a", ")", 100, 401, "brackets, functions, signs and powers are nested more than 100 deep here" },
        { "-", "a", "", 100, 101, "brackets, functions, signs and powers are nested more than 100 deep here" },
        { "1^", "1", "", 100, 202, "brackets, functions, signs and powers are nested more than 100 deep here" },
        { "1+", "10", "", 1999, 1, "the formula has 4002 characters; the most is 4000" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        good_formula(repeated(rows[r].front, rows[r].middle, rows[r].back, rows[r].good), yearly);

        assert_null(
            read_against(repeated(rows[r].front, rows[r].middle, rows[r].back, rows[r].good + 1), yearly, NULL));

        assert_int_equal(found.count, 1);
        assert_string_equal(found.items[0].message, rows[r].message);
        assert_int_equal(found.items[0].column, rows[r].column);
        assert_string_equal(found.items[0].hint, "give a part of it a row of its own in quantities.csv");
    }
}

static void a_fault_stands_where_the_cell_has_it(void **state) {
    const Names names = names_make(arena, things, COUNT_OF(things));
    const FormulaSetting setting = { &names, yearly, "formula of quantity \"x\"" };
    static const struct {
        Place first;
        const char *text;
        unsigned line, column;
    } rows[] = { { { .file = "f", .line = 3, .column = 20 }, "£", 3, 20 },
        { { .file = "f", .line = 3, .column = 20 }, "a + 1[£é] + y", 3, 32 },
        { { .file = "f", .line = 3, .column = 20 }, "a +\n  1 +\n  y", 5, 3 },
        { { .file = "f", .line = 3, .column = 0 }, "a + y", 3, 0 }, { { .asked = "changes" }, "a + y", 0, 0 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        diagnostics_init(&found, arena);

        assert_null(formula_read(arena, &setting, rows[r].text, rows[r].first, &found));

        assert_int_equal(found.items[0].line, rows[r].line);
        assert_int_equal(found.items[0].column, rows[r].column);
        assert_non_null(strstr(found.items[0].message, " (formula of quantity \"x\")"));
    }
}

static void a_value_that_is_not_finite_is_traced_to_its_cause(void **state) {
    static const struct {
        const char *text;
        uint32_t period;
        const char *cause;
        uint32_t of_period;
    } rows[] = { { "1 + a / none", 2, "a / none", 2 }, { "if(none, 1, a / none)", 1, "a / none", 1 },
        { "if(a / none, 1, 2 / 0)", 1, "a / none", 1 }, { "if(a, 3 / none, 2 / 0)", 1, "3 / none", 1 },
        { "prev(1 / (a - 11))", 2, "1 / (a - 11)", 1 }, { "prev(a, 1 / none)", 0, "1 / none", 0 },
        { "cumulative(1 / (a - 11))", 3, "1 / (a - 11)", 1 }, { "total(1 / (a - 12))", 0, "1 / (a - 12)", 2 },
        { "in_use(1 / (a - 11), 2)", 2, "1 / (a - 11)", 1 }, { "cohort(1 / (a - 10), 1, 1)", 1, "1 / (a - 10)", 0 },
        { "lag(1 / (a - 10), 3)", 3, "1 / (a - 10)", 0 }, { "renewals(1 / (a - 11), 2)", 3, "1 / (a - 11)", 1 },
        { "none ^ (0 - 1)", 0, "none ^ (0 - 1)", 0 }, { "and(a, 1 / none)", 0, "1 / none", 0 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = good_formula(rows[r].text, yearly);
        const double **values = formula_trace(arena, formula, yearly, bind_known, NULL);
        assert_true(isnan(values[formula_root(formula)][rows[r].period]));

        const Cause cause = formula_cause(formula, values, rows[r].period, yearly.period_count);

        assert_string_equal(formula_text_of(arena, formula, cause.node), rows[r].cause);
        assert_int_equal(cause.period, rows[r].of_period);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_mean_what_the_reference_says),
        cmocka_unit_test(each_fault_has_its_place_and_words),
        cmocka_unit_test(arithmetic_that_looks_like_a_period_is_warned_of),
        cmocka_unit_test(known_answers_are_found),
        cmocka_unit_test(a_long_formula_takes_no_more_than_its_length),
        cmocka_unit_test(length_and_depth_end_where_the_reference_says),
        cmocka_unit_test(a_fault_stands_where_the_cell_has_it),
        cmocka_unit_test(a_value_that_is_not_finite_is_traced_to_its_cause),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
