/* The table of line types: each row says all that the appraisal, the books and the file's readers ask of a type. */
#include "support/temporary_case.h"

#include "case/line_types.h"
#include "model/cash_case.h"

static void every_type_says_what_it_is_for(void **state) {
    (void)state;
    for (size_t t = 0; t < line_type_count; t++) {
        const LineType *type = &line_types[t];

        assert_non_null(type->help);
        assert_true(strlen(type->help) > 10);
        for (size_t other = 0; other < t; other++) assert_string_not_equal(type->name, line_types[other].name);
    }
}

static void every_type_has_accounts_of_its_side(void **state) {
    (void)state;
    for (size_t t = 0; t < line_type_count; t++)
        for (size_t kind = 0; kind < MONEY_KIND_COUNT; kind++)
            assert_int_equal(account_is_income(line_types[t].account[kind]), line_types[t].side == SIDE_BENEFIT);
}

static void every_cost_is_cash(void **state) {
    (void)state;
    for (size_t t = 0; t < line_type_count; t++)
        if (line_types[t].side == SIDE_COST) assert_true(line_types[t].is_cash);
}

static TemporaryCase case_of_type(const LineType *type, const char *kind) {
    static char text[200];
    snprintf(text, sizeof text, "line,type,kind,2018/19\na,%s,%s,5\n", type->name, kind);
    const CaseFile files[] = { { type->side == SIDE_COST ? "costs.csv" : "benefits.csv", text }, { NULL, NULL } };
    return temporary_case(files, (BizcaseCaseRequest){ 0 });
}

static void every_type_is_read_and_booked_as_its_row_says(void **state) {
    static const char *const kinds[MONEY_KIND_COUNT] = { [KIND_REVENUE] = "revenue", [KIND_CAPITAL] = "capital" };
    (void)state;
    for (size_t t = 0; t < line_type_count; t++)
        for (size_t kind = 0; kind < MONEY_KIND_COUNT; kind++) {
            TemporaryCase made = case_of_type(&line_types[t], kinds[kind]);
            const Case *the_case = case_of(made.loaded);

            const CashCase cash = cash_case(the_case->arena, the_case, CASH_ALL_STEPS);

            assert_ptr_equal(the_case->lines[0].type, &line_types[t]);
            assert_int_equal(cash.accounts[cash.data.lines[0].programme].kind, line_types[t].account[kind]);
            assert_int_equal(cash.data.lines[0].amounts.count > 0, line_types[t].is_cash);
            assert_true(!line_types[t].is_cash || cash.data.lines[0].type->in_economic_appraisal);
            temporary_case_free(&made);
        }
}

static void a_line_that_does_not_say_has_the_first_type_of_its_side(void **state) {
    static const struct {
        const char *file;
        LineSide side;
    } rows[] = { { "costs.csv", SIDE_COST }, { "benefits.csv", SIDE_BENEFIT } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { rows[r].file, "line,2018/19\na,5\n" }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

        assert_ptr_equal(case_of(made.loaded)->lines[0].type, line_type_of(rows[r].side, 0));
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_says_what_it_is_for),
        cmocka_unit_test(every_type_has_accounts_of_its_side),
        cmocka_unit_test(every_cost_is_cash),
        cmocka_unit_test(every_type_is_read_and_booked_as_its_row_says),
        cmocka_unit_test(a_line_that_does_not_say_has_the_first_type_of_its_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
