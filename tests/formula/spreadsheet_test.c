#include "formula/spreadsheet.h"
#include "formula/words.h"
#include "support/formula_fixture.h"

/* Row n + 10 of a sheet for the name of index n, columns from A on; helper rows are in row 99. */
static const char *cell(const void *context, Arena *in, const Node *node, uint32_t period) {
    (void)context;
    if (node->operation == OPERATION_PERIODS_PER_YEAR) return "Per_year";
    const char column = (char)('A' + period);
    if (node->operation == OPERATION_PERIOD) return arena_format(in, "%c$1", column);
    if (node->operation == OPERATION_YEAR) return arena_format(in, "%c$2", column);
    if (node->operation == OPERATION_NAME) return arena_format(in, "%c%u", column, node->name.index + 10);
    return arena_format(in, "%c99", column);
}

static const char *range(const void *context, Arena *in, const Node *node, uint32_t first, uint32_t last) {
    return arena_format(in, "%s:%s", cell(context, in, node, first), cell(context, in, node, last));
}

static const SheetCells cells = { cell, range, NULL, NULL };

/* lamps is row 10, price 11, a 15, b 16, none 19. */
static void formulas_are_written_as_a_spreadsheet_has_them(void **state) {
    static const struct {
        const char *text;
        uint32_t period;
        const char *expected;
    } rows[] = { { "lamps * price", 0, "A10*A11" }, { "(lamps + a) * price", 1, "(B10+B15)*B11" },
        { "lamps - (a - b)", 0, "A10-(A15-A16)" }, { "lamps / (a * b)", 0, "A10/(A15*A16)" },
        { "-(a + b)", 0, "-(A15+A16)" }, { "a - -b", 0, "A15--A16" }, { "-a ^ 2", 0, "-(A15^2)" },
        { "(-a) ^ 2", 0, "((-A15)^2)" }, { "(a + b) ^ (period - 1)", 1, "IF((B$1-1)=0,1,(B15+B16)^(B$1-1))" },
        { "a = b", 0, "IF(A15=A16,1,0)" }, { "(a <> b) * 2", 0, "IF(A15<>A16,1,0)*2" },
        { "if(a > b, 3.5%, 12k)", 0, "IF(IF(A15>A16,1,0),0.035,12000)" },
        { "and(a, b, lamps)", 0, "IF(A15,IF(A16,IF(A10,1,0),0),0)" }, { "or(a, b)", 0, "IF(A15,1,IF(A16,1,0))" },
        { "not(a)", 0, "IF(A15,0,1)" }, { "min(a, b, 3)", 0, "MIN(A15,A16,3)" },
        { "max(a + 1, b)", 0, "MAX(A15+1,A16)" }, { "abs(a)", 0, "ABS(A15)" },
        { "clamp(a, 1, 2)", 0, "MIN(MAX(A15,1),2)" },
        { "round(a, 2)", 0, "ROUND((A15)+SIGN(A15)*MIN(ABS(A15)*1E-9,0.25/10^(2)),2)" },
        { "floor(a)", 0, "INT((A15)+MIN(ABS(A15)*1E-9,0.25))" },
        { "1 - ceiling(a)", 0, "1-(-INT(-(A15)+MIN(ABS(A15)*1E-9,0.25)))" }, { "year", 2, "C$2" },
        { "period * periods_per_year", 3, "D$1*Per_year" }, { "from(2020/21)", 2, "IF(C$1>=1,1,0)" },
        { "until(2020/21)", 2, "IF(C$1<=1,1,0)" }, { "between(2020/21, 2021/22)", 0, "IF(AND(A$1>=1,A$1<=2),1,0)" },
        { "ramp(2020/21, 2021/22)", 0, "MIN(1,MAX(0,(A$1-1+0.5)/2))" },
        { "years_since(2020/21)", 0, "MAX(0,(A$1-1)/Per_year)" }, { "prev(a)", 0, "0" }, { "prev(a)", 2, "B15" },
        { "prev(a, b + 1) * 2", 0, "(A16+1)*2" }, { "prev(a + b) * 2", 2, "(B15+B16)*2" }, { "lag(a, 2)", 1, "0" },
        { "lag(a, 2)", 3, "B15" }, { "cumulative(a)", 2, "SUM(A15:C15)" }, { "cumulative(a * b)", 1, "SUM(A99:B99)" },
        { "total(a)", 1, "SUM(A15:D15)" }, { "cohort(a, 1, 50%)", 0, "(A15*(1))" },
        { "cohort(a, 1, 50%)", 2, "(C15*(1)+B15*(0.5))" }, { "in_use(a, 2)", 0, "SUM(A15:A15)" },
        { "in_use(a, 2)", 3, "SUM(C15:D15)" }, { "renewals(a, 1)", 3, "(C15+B15+A15)" }, { "renewals(a, 3)", 2, "(0)" },
        { "prev(cumulative(a))", 2, "SUM(A15:B15)" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = good_formula(rows[r].text, yearly);

        const char *text = formula_spreadsheet(arena, formula, formula_root(formula), rows[r].period, yearly, &cells);

        assert_string_equal(text, rows[r].expected);
    }
}

static void what_is_summed_and_is_no_name_wants_a_row(void **state) {
    const Formula *formula = good_formula("cumulative(a) + total(in_use(b * 2, 3) + 1) + prev(a * b)", yearly);
    (void)state;

    const HelperRows rows = formula_helper_rows(arena, formula, yearly, &cells);

    assert_int_equal(rows.count, 2);
    assert_string_equal(formula_text_of(arena, formula, rows.nodes[0]), "b * 2");
    assert_string_equal(formula_text_of(arena, formula, rows.nodes[1]), "in_use(b * 2, 3) + 1");
    assert_string_equal(formula_spreadsheet(arena, formula, rows.nodes[0], 1, yearly, &cells), "B16*2");
}

/* 100 terms "A15+" are 400 characters: 40 terms fit into a cell, then a row and 36 more. */
static void what_would_make_a_cell_long_wants_a_row(void **state) {
    char text[512] = "a";
    (void)state;
    for (int i = 1; i < 100; i++) strcat(text, "+a");
    const Formula *formula = good_formula(text, yearly);

    const HelperRows rows = formula_helper_rows(arena, formula, yearly, &cells);
    const SheetCells with_rows = { cell, range, NULL, rows.has_row };

    assert_int_equal(rows.count, 2);
    assert_memory_equal(
        formula_spreadsheet(arena, formula, formula_root(formula), 0, yearly, &with_rows), "A99+A15+A15", 11);
    for (uint32_t i = 0; i < rows.count; i++)
        assert_true(strlen(formula_spreadsheet(arena, formula, rows.nodes[i], 0, yearly, &with_rows)) <= 164);
}

static void what_a_cell_would_name_more_than_once_wants_a_row(void **state) {
    const Formula *formula =
        good_formula("floor(ceiling(a * 2) / 3) + floor(b) + floor(2.5) + or(a > 1, b > 1)", yearly);
    (void)state;

    const HelperRows rows = formula_helper_rows(arena, formula, yearly, &cells);
    const SheetCells with_rows = { cell, range, NULL, rows.has_row };

    assert_int_equal(rows.count, 2);
    assert_string_equal(formula_text_of(arena, formula, rows.nodes[0]), "a * 2");
    assert_string_equal(formula_text_of(arena, formula, rows.nodes[1]), "ceiling(a * 2) / 3");
    assert_string_equal(formula_spreadsheet(arena, formula, rows.nodes[1], 0, yearly, &with_rows),
        "(-INT(-(A99)+MIN(ABS(A99)*1E-9,0.25)))/3");
}

/* Each further argument of and() is one IF deeper. */
static void a_formula_too_deep_for_a_cell_is_none(void **state) {
    (void)state;
    for (int arguments = 60; arguments <= 61; arguments++) {
        char text[256] = "and(a";
        for (int i = 1; i < arguments; i++) strcat(text, ",a");
        strcat(text, ")");
        const Formula *formula = good_formula(text, yearly);

        const char *cell_text = formula_spreadsheet(arena, formula, formula_root(formula), 0, yearly, &cells);

        assert_int_equal(cell_text != NULL, arguments == 60);
    }
}

/* floor() names its argument twice: thirteen of them are 8,192 times x. */
static void a_formula_too_long_for_a_cell_is_none(void **state) {
    char text[256] = "a";
    (void)state;
    for (int i = 0; i < 13; i++) {
        char inner[256];
        memcpy(inner, text, sizeof inner);
        assert_true(snprintf(text, sizeof text, "floor(%.200s)", inner) < 256);
    }
    const Formula *formula = good_formula(text, yearly);

    assert_null(formula_spreadsheet(arena, formula, formula_root(formula), 0, yearly, &cells));
}

static const char *rounded(const void *context, Arena *in, double number) {
    (void)context;
    return arena_format(in, "%.1f", number);
}

static void formulas_are_shown_with_their_numbers(void **state) {
    static const struct {
        const char *text;
        uint32_t period;
        const char *expected;
    } rows[] = { { "min(cumulative(lamps) * take-up, cap) * price", 1, "min(cumulative(100 + 200) * 0.6, 150) * 2.5" },
        { "= lamps*(1 + 'take up')", 0, "100*(1 + 7)" }, { "from(2020/21) * year + period", 2, "1 * 2021 + 2" },
        { "prev(a, b) + lag(a + b, 1)", 1, "prev(10) + lag(13)" }, { "a - (b)", 0, "10 - 3" },
        { "2 ^ (year - 2020)", 0, "2 ^ (2019 - 2020)" }, { "lamps", 3, "340" },
        { "310[£/lamp] * lamps", 0, "310[£/lamp] * 100" }, { "prev(a, b)", 0, "3" },
        { "cumulative(a)", 3, "cumulative(10 + ... + 13 over 4 periods = 46)" },
        { "in_use(a, 2)", 2, "in_use(11 + 12)" }, { "cohort(a, 1, 0.5)", 1, "cohort(10 * 0.5 + 11 * 1)" },
        { "renewals(a, 2)", 1, "0" }, { "renewals(a, 1)", 2, "renewals(10 + 11)" }, { "lag(a, 2)", 1, "0" },
        { "prev(0 - a) * 2", 1, "prev(-10) * 2" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Formula *formula = good_formula(rows[r].text, yearly);
        const double **values = formula_trace(arena, formula, yearly, bind_known, NULL);

        assert_string_equal(formula_with_numbers(arena, formula, values, rows[r].period, NULL, NULL), rows[r].expected);
    }
    const Formula *formula = good_formula("lamps * 2", yearly);
    const double **values = formula_trace(arena, formula, yearly, bind_known, NULL);
    assert_string_equal(formula_with_numbers(arena, formula, values, 0, rounded, NULL), "100.0 * 2");
}

/* What the reference for users is made from. */
static void every_operation_says_how_it_is_written(void **state) {
    (void)state;
    for (OperationIndex i = 0; i < OPERATION_COUNT; i++) {
        assert_true(operations[i].words[0] != '\0' && operations[i].least <= operations[i].most);
        if (operation_is_function(i))
            assert_int_equal(operation_named(operations[i].name, strlen(operations[i].name)), i);
    }
    assert_string_equal(operation_usage(arena, OPERATION_CLAMP), "clamp(x, low, high)");
    assert_string_equal(operation_usage(arena, OPERATION_POWER), "a ^ b");
    assert_string_equal(operation_usage(arena, OPERATION_NEGATE), "-a");
    assert_string_equal(operation_usage(arena, OPERATION_YEAR), "year");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_written_as_a_spreadsheet_has_them),
        cmocka_unit_test(what_is_summed_and_is_no_name_wants_a_row),
        cmocka_unit_test(what_would_make_a_cell_long_wants_a_row),
        cmocka_unit_test(what_a_cell_would_name_more_than_once_wants_a_row),
        cmocka_unit_test(a_formula_too_long_for_a_cell_is_none),
        cmocka_unit_test(a_formula_too_deep_for_a_cell_is_none),
        cmocka_unit_test(formulas_are_shown_with_their_numbers),
        cmocka_unit_test(every_operation_says_how_it_is_written),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
