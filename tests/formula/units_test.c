#include "support/formula_units.h"

static void units_read_as_products_of_words(void **state) {
    static const struct {
        const char *text, *other; /* which mean the same, or not */
        bool are_equal;
    } rows[] = { { "lamp", "Lamps", true }, { "£/lamp", "£ / LAMPS", true },
        { "kWh/lamp/year", "kwh*year^-1*lamp^-1", true }, { "m^2", "m*m", true }, { "m^2", "m", false },
        { "£/£", "1", true }, { "%", "1", true }, { "shares", "ratio", true }, { "factor*lamp", "lamp", true },
        { "Index", "%", true }, { "1/year", "year^-1", true }, { "£", "lamp", false }, { "£/year", "£/period", false },
        { "s", "S", true }, { "gas", "ga", true }, { "£k", "£", false }, { "a*b", "b*a", true },
        { "a/b/c", "a/c/b", true }, { "a/b*c", "a*c/b", true }, { "post", "posts ", true } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Unit a = unit_parse(arena, rows[r].text, NULL), b = unit_parse(arena, rows[r].other, NULL);

        assert_true(a.is_known && b.is_known);
        if (units_are_equal(&a, &b) != rows[r].are_equal || units_are_equal(&b, &a) != rows[r].are_equal)
            fail_msg("%s and %s", rows[r].text, rows[r].other);
    }
}

static void what_is_no_product_of_words_is_unknown(void **state) {
    static const char *const rows[] = { "", " ", "£ per lamp", "full time posts", "£/(lamp*year)", "m^0", "m^x",
        "m^2.5", "*lamp", "lamp*", "lamp//year", "2*lamp", "12", "lamp^", "m^100", "[£]", "10 lamps" };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        if (unit_parse(arena, rows[r], NULL).is_known) fail_msg("\"%s\" was read", rows[r]);
}

static void units_are_written_as_they_read(void **state) {
    static const struct {
        const char *text, *expected;
    } rows[] = { { "kWh * lamp / Year", "kWh*lamp/Year" }, { "1/year", "1/year" }, { "m*m*m", "m^3" },
        { "a/b^2", "a/b^2" }, { "a*b^-2", "a/b^2" }, { "%", "a pure number" }, { "$/lamp", "$/lamp" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Unit unit = unit_parse(arena, rows[r].text, "$");
        assert_string_equal(unit_text(arena, &unit), rows[r].expected);
    }
}

static void the_currency_of_the_case_is_money(void **state) {
    const Unit pounds = unit_parse(arena, "£/lamp", "EUR"), euros = unit_parse(arena, "eur/lamp", "EUR");
    const Unit foreign = unit_parse(arena, "EUR/lamp", NULL), sterling = unit_parse(arena, "£/lamp", NULL);
    Unit units[MOST_MONEY_UNITS];
    (void)state;

    assert_true(units_are_equal(&pounds, &euros));
    assert_string_equal(unit_text(arena, &pounds), "EUR/lamp");
    assert_false(units_are_equal(&foreign, &sterling));
    assert_int_equal(units_of_money(arena, NULL, false, units), 2);
    assert_string_equal(unit_text(arena, &units[1]), "£/period");
}

static void formulas_whose_units_come_out_are_right(void **state) {
    static const struct {
        const char *text, *unit;
    } rows[] = {
        { "lamps * kwh * price", "£/year" },
        { "lamps + stock", "lamp" },
        { "lamps + 500", "lamps" },
        { "min(lamps, 500) * 310[£/lamp]", "£" },
        { "posts * pay", "£/year" },
        { "posts * pay / periods_per_year", "£/period" },
        { "posts * pay * (1 + on-costs)", "£/year" },
        { "families * take-up * value", "£" },
        { "lamps * take-up", "lamp" },
        { "1 + on-costs", "%" },
        { "lamps / stock", "share" },
        { "(lamps / stock) ^ 2", "1" },
        { "side ^ 2", "m^2" },
        { "side * side * side", "m^3" },
        { "area / side", "m" },
        { "prev(stock, 6000) + lamps", "lamps" },
        { "cumulative(lamps) * 310[£/lamp]", "£" },
        { "if(lamps > 500, price, 0.2)", "£/kWh" },
        { "if(lamps > stock, 1, 2)", "lamp" },
        { "lamps * (lamps > 500)", "lamp" },
        { "lamps * from(2020/21)", "LAMPS" },
        { "lamps * index:cpi", "lamp" },
        { "lamps * growth ^ 1", "lamp" },
        { "cohort(families, 1, 50%)", "family" },
        { "in_use(lamps, 2) + renewals(lamps, 2)", "lamp" },
        { "total(lamps) - lag(lamps, 1)", "lamp" },
        { "clamp(lamps, 0, 900)", "lamp" },
        { "round(lamps * 1.5, 0)", "lamp" },
        { "-abs(lamps - 20)", "lamp" },
        { "years_since(2019/20) * lamps", "lamp" },
        { "2 * 3 + lamps", "lamp" },
        { "1 / price", "kWh/£" },
        { "floor(lamps / 10) * 10", "lamp" },
        { "and(lamps, families) * posts", "post" },
        { "posts * pay", "money" },
        { "posts * pay / periods_per_year", "money" },
        { "310[£] * lamps / stock", "money" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Diagnostics found;

        if (checked_units(rows[r].text, rows[r].unit, &found) != UNITS_RIGHT || found.count > 0)
            fail_msg("%s: %s", rows[r].text, found.count > 0 ? found.items[0].message : "not checked");
    }
}

static void formulas_whose_units_do_not_come_out_show_both_sides(void **state) {
    static const struct {
        const char *text, *unit;
        unsigned column;
        const char *message, *hint;
    } rows[] = {
        { "lamps * price", "money", 1, "the formula comes to lamp*£/kWh, and a line needs £, £/year or £/period",
            "units are not converted: multiply or divide by what is missing" },
        { "lamps + price", "lamp", 9, "\"lamps\" is in lamp and \"price\" is in £/kWh: different units cannot be added",
            "units are not converted: multiply or divide to make them the same" },
        { "lamps - families", "lamp", 9,
            "\"lamps\" is in lamp and \"families\" is in family: different units cannot be subtracted",
            "units are not converted: multiply or divide to make them the same" },
        { "lamps < price", "share", 9,
            "\"lamps\" is in lamp and \"price\" is in £/kWh: different units cannot be compared",
            "units are not converted: multiply or divide to make them the same" },
        { "lamps = 3 * families", "share", 9,
            "\"lamps\" is in lamp and \"3 * families\" is in family: different units cannot be compared",
            "if 3 has a unit, write it in square brackets: 3[lamp/family]" },
        { "min(lamps, families)", "lamp", 12,
            "\"lamps\" is in lamp and \"families\" is in family: different units cannot be used together in min()",
            "units are not converted: multiply or divide to make them the same" },
        { "max(lamps, 5, families)", "lamp", 15,
            "\"lamps\" is in lamp and \"families\" is in family: different units cannot be used together in max()",
            "units are not converted: multiply or divide to make them the same" },
        { "clamp(lamps, 0, families)", "lamp", 17,
            "\"lamps\" is in lamp and \"families\" is in family: different units cannot be used together in clamp()",
            "units are not converted: multiply or divide to make them the same" },
        { "if(lamps > 5, lamps, price)", "lamp", 22,
            "\"lamps\" is in lamp and \"price\" is in £/kWh: different units cannot be used together in if()",
            "units are not converted: multiply or divide to make them the same" },
        { "prev(lamps, families)", "lamp", 13,
            "\"lamps\" is in lamp and \"families\" is in family: different units cannot be used together in prev()",
            "units are not converted: multiply or divide to make them the same" },
        { "lamps * 310", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 310 has a unit, write it in square brackets: 310[£/lamp]" },
        { "310 * lamps", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 310 has a unit, write it in square brackets: 310[£/lamp]" },
        { "lamps * 310 + fee", "money", 15,
            "\"lamps * 310\" is in lamp and \"fee\" is in £: different units cannot be added",
            "if 310 has a unit, write it in square brackets: 310[£/lamp]" },
        { "fee - lamps * 310", "money", 7,
            "\"fee\" is in £ and \"lamps * 310\" is in lamp: different units cannot be subtracted",
            "if 310 has a unit, write it in square brackets: 310[£/lamp]" },
        { "fee / 12", "£/lamp", 1, "the formula comes to £, and its unit is £/lamp",
            "if 12 has a unit, write it in square brackets: 12[lamp]" },
        { "lamps * 5[£/lamp/month]", "money", 1, "the formula comes to £/month, and a line needs £, £/year or £/period",
            "a year has 12 months: multiply by 12[month/year]" },
        { "lamps * 5[£/week/lamp]", "money", 1, "the formula comes to £/week, and a line needs £, £/year or £/period",
            "a year has 52 weeks: multiply by 52[week/year]" },
        { "lamps * 5%", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "units are not converted: multiply or divide by what is missing" },
        { "posts * pay", "£/period", 1, "the formula comes to £/year, and its unit is £/period",
            "units are not converted: multiply or divide by what is missing" },
        { "lamps", "family", 1, "the formula comes to lamp, and its unit is family",
            "units are not converted: multiply or divide by what is missing" },
        { "lamps * lamps", "lamp", 1, "the formula comes to lamp^2, and its unit is lamp",
            "units are not converted: multiply or divide by what is missing" },
        { "side ^ 3", "m^2", 1, "the formula comes to m^3, and its unit is m^2",
            "units are not converted: multiply or divide by what is missing" },
        { "side ^ period", "m", 8,
            "\"side\" is in m: only a pure number can have a power that is not the same whole number in each period",
            "make it a pure number first: divide by one of its kind" },
        { "lamps ^ (year - 2019)", "lamp", 9,
            "\"lamps\" is in lamp: only a pure number can have a power that is not the same whole number in each "
            "period",
            "make it a pure number first: divide by one of its kind" },
        { "cumulative(lamps) + price", "lamp", 21,
            "\"cumulative(lamps)\" is in lamp and \"price\" is in £/kWh: different units cannot be added",
            "units are not converted: multiply or divide to make them the same" },
        { "total(families) / lamps", "family", 1, "the formula comes to family/lamp, and its unit is family",
            "units are not converted: multiply or divide by what is missing" },
        { "1 + lamps * families", "lamp", 1, "the formula comes to lamp*family, and its unit is lamp",
            "units are not converted: multiply or divide by what is missing" },
        { "lamps + 310[£/lamp]", "lamp", 9,
            "\"lamps\" is in lamp and \"310[£/lamp]\" is in £/lamp: different units cannot be added",
            "units are not converted: multiply or divide to make them the same" },
        { "lamps * 310[£/post]", "money", 1, "the formula comes to lamp*£/post, and a line needs £, £/year or £/period",
            "units are not converted: multiply or divide by what is missing" },
        { "posts * pay * periods_per_year", "money", 1,
            "the formula comes to £*period/year^2, and a line needs £, £/year or £/period",
            "units are not converted: multiply or divide by what is missing" },
        { "index:cpi + lamps * price", "1", 13,
            "\"index:cpi\" is a pure number and \"lamps * price\" is in lamp*£/kWh: different units cannot be added",
            "units are not converted: multiply or divide to make them the same" },
        { "round(lamps * 2, 0)", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 2 has a unit, write it in square brackets: 2[£/lamp]" },
        { "-lamps * 7", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 7 has a unit, write it in square brackets: 7[£/lamp]" },
        { "(lamps + 1) * 7", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 7 has a unit, write it in square brackets: 7[£/lamp]" },
        { "lamps * 7 / 2", "money", 1, "the formula comes to lamp, and a line needs £, £/year or £/period",
            "if 7 has a unit, write it in square brackets: 7[£/lamp]" },
        { "not(lamps) + lamps * 2", "lamp", 14,
            "\"not(lamps)\" is a pure number and \"lamps * 2\" is in lamp: different units cannot be added",
            "if 2 has a unit, write it in square brackets: 2[1/lamp]" },
        { "lamps + price", "", 9, "\"lamps\" is in lamp and \"price\" is in £/kWh: different units cannot be added",
            "units are not converted: multiply or divide to make them the same" },
    };
    size_t wrong = 0;
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Diagnostics found;
        const UnitVerdict verdict = checked_units(rows[r].text, rows[r].unit, &found);
        const BizcaseDiagnostic *item = found.items;
        if (verdict == UNITS_WRONG && found.count == 1 && item->severity == BIZCASE_ERROR && item->line == 2 &&
            item->column == rows[r].column && strcmp(item->message, rows[r].message) == 0 &&
            strcmp(item->hint, rows[r].hint) == 0)
            continue;
        wrong++;
        print_error("%s: should say\n  2:%u: %s [%s]\n", rows[r].text, rows[r].column, rows[r].message, rows[r].hint);
        if (found.count > 0) print_error("and says\n  2:%u: %s [%s]\n", item->column, item->message, item->hint);
    }
    assert_int_equal(wrong, 0);
}

static void what_cannot_be_checked_is_not(void **state) {
    static const struct {
        const char *text, *unit;
    } rows[] = { { "unread * lamps", "£" }, { "blank + lamps", "lamp" }, { "12 * 3", "lamp" }, { "lamps + stock", "" },
        { "lamps + stock", "10 lamps" }, { "5000 * from(2019/20)", "money" }, { "lamps * 2[per lamp]", "£" },
        { "12[£] * 3", "lamp" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Diagnostics found;
        assert_int_equal(checked_units(rows[r].text, rows[r].unit, &found), UNITS_UNKNOWN);
        assert_int_equal(found.count, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_read_as_products_of_words),
        cmocka_unit_test(what_is_no_product_of_words_is_unknown),
        cmocka_unit_test(units_are_written_as_they_read),
        cmocka_unit_test(the_currency_of_the_case_is_money),
        cmocka_unit_test(formulas_whose_units_come_out_are_right),
        cmocka_unit_test(formulas_whose_units_do_not_come_out_show_both_sides),
        cmocka_unit_test(what_cannot_be_checked_is_not),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
