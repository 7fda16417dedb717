/* Numbers as people type them. */
#include "support/assert_close.h"

#include <locale.h>

#include "table/amount.h"

#include "table/currency.h"

static void spellings_of_numbers_are_understood(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        { "1234.5", 1234.5 },
        { "1,234.50", 1234.5 },
        { "£1,234", 1234 },
        { "(1,234)", -1234 },
        { "-£1,234", -1234 },
        { "£-1,234", -1234 },
        { "(£500)", -500 },
        { "£1.2m", 1200000 },
        { "£1.005m", 1005000 },
        { "12k", 12000 },
        { "2bn", 2e9 },
        { "3.5%", 0.035 },
        { "-", 0 },
        { "\xE2\x88\x92"
          "5",
            -5 },
        { " 7 ", 7 },
        { "\xC2\xA0"
          "8",
            8 },
        { "1,234,567", 1234567 },
        { ".5", 0.5 },
        { "5.", 5 },
        { "0.1", 0.1 },
        { "(3.5%)", -0.035 },
        { "0.123", 0.123 },
        { "0", 0 },
        { "£ -", 0 },
        { "\xE2\x88\x92", 0 },
        { "( £ 1,234.50 )", -1234.5 },
        { "£\xC2\xA0"
          "1,234",
            1234 },
        { "-£1.2M", -1200000 },
        { "12 k", 12000 },
        { "$5", 5 },
        { "€5", 5 },
        { "GBP 5", 5 },
        { "007", 7 },
        { "9007199254740993", 9007199254740992 },
        { "123456789012345678901234567890123456789012345678901234567890", 1.2345678901234568e59 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Amount amount = amount_parse(rows[r].text);

        if (amount.fault) print_error("%s: %s\n", rows[r].text, amount.fault);
        assert_null(amount.fault);
        assert_close(amount.value, rows[r].value, 0);
    }
}

static void anything_else_is_refused_with_a_reason(void **state) {
    (void)state;
    static const struct {
        const char *text, *fault;
    } rows[] = {
        { "", "nothing" },
        { "1,23", "commas must separate groups of three digits" },
        { "12,34,567", "commas must separate groups of three digits" },
        { ",123", "commas must separate groups of three digits" },
        { "1.234,50", "a comma after the decimal point" },
        { "1e5", "not a number" },
        { "0x10", "not a number" },
        { "nan", "not a number" },
        { "inf", "not a number" },
        { "#REF!", "a spreadsheet error" },
        { "#N/A", "a spreadsheet error" },
        { "#DIV/0!", "a spreadsheet error" },
        { "£1.2.3", "not a number" },
        { "--5", "not a number" },
        { "(5", "a bracket is not closed" },
        { "5)", "not a number" },
        { "£", "not a number" },
        { "1 2", "not a number" },
        { "5kk", "not a number" },
        { "1,2345", "commas must separate groups of three digits" },
        { "1,,234", "commas must separate groups of three digits" },
        { "1234,567", "commas must separate groups of three digits" },
        { "1,234,", "commas must separate groups of three digits" },
        { "1,234.5,6", "a comma after the decimal point" },
        { "0,123", "a comma after a leading zero" },
        { "-0,500", "a comma after a leading zero" },
        { "(-5)", "not a number" },
        { "-(5)", "not a number" },
        { "-£-5", "not a number" },
        { "££5", "not a number" },
        { ".", "not a number" },
        { "()", "not a number" },
        { "(", "not a number" },
        { " ", "nothing" },
        { "\xC2\xA0", "nothing" },
        { "5m%", "not a number" },
        { "5%%", "not a number" },
        { "#VALUE!", "a spreadsheet error" },
        { "#####", "a spreadsheet error" },
        { "Err:502", "a spreadsheet error" },
        { "infinity", "not a number" },
        { "-inf", "not a number" },
        { "1.5E+06", "not a number" },
        { "TBC", "not a number" },
        { "0.1234567890123456789012345678901234567890123456789012345678901234", "too long for a number" },
        { "1234567890123456789012345678901234567890123456789012345678901234567890", "too long for a number" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Amount amount = amount_parse(rows[r].text);

        if (!amount.fault) print_error("%s was taken as %g\n", rows[r].text, amount.value);
        assert_non_null(amount.fault);
        assert_string_equal(amount.fault, rows[r].fault);
    }
}

static void zero_has_no_sign(void **state) {
    (void)state;
    static const char *const texts[] = { "-0", "(0)", "-£0.00", "-0%", "-" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const Amount amount = amount_parse(texts[i]);
        assert_null(amount.fault);
        assert_true(amount.value == 0 && !signbit(amount.value));
    }
}

static void suffixes_and_percentages_are_told(void **state) {
    (void)state;
    assert_true(amount_parse("12k").has_suffix);
    assert_false(amount_parse("12k").has_percent);
    assert_true(amount_parse("3.5%").has_percent);
    assert_false(amount_parse("3.5%").has_suffix);
    assert_false(amount_parse("3.5").has_percent || amount_parse("3.5").has_suffix);
}

static void currencies_and_decimals_are_told(void **state) {
    static const struct {
        const char *text, *currency;
        size_t decimal_count;
        bool could_be_grouped, could_be_decimal, is_grouped;
    } rows[] = { { "400", NULL, 0, false, false, false }, { "400.", NULL, 0, false, false, false },
        { "400.000", NULL, 3, true, false, false }, { "£12.500", "£", 3, true, false, false },
        { "-€1.250", "€", 3, true, false, false }, { "(USD 1.250)", "USD", 3, true, false, false },
        { "0.285", NULL, 3, false, false, false }, { ".285", NULL, 3, false, false, false },
        { "1234.500", NULL, 3, false, false, false }, { "1,234.500", NULL, 3, false, false, true },
        { "12.50", NULL, 2, false, false, false }, { "1.2500", NULL, 4, false, false, false },
        { "1,125", NULL, 0, false, true, false }, { "(£12,500k)", "£", 0, false, true, false },
        { "12,500%", NULL, 0, false, true, false }, { "1,250,000", NULL, 0, false, false, true },
        { "1,250.5", NULL, 1, false, false, true }, { "US$5", "US$", 0, false, false, false },
        { "CHF 5", "CHF", 0, false, false, false }, { "-¥5", "¥", 0, false, false, false } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Amount amount = amount_parse(rows[r].text);

        if (amount.decimal_count != rows[r].decimal_count) print_error("%s\n", rows[r].text);
        assert_int_equal(amount.decimal_count, rows[r].decimal_count);
        assert_int_equal(amount.could_be_grouped, rows[r].could_be_grouped);
        assert_int_equal(amount.could_be_decimal, rows[r].could_be_decimal);
        assert_int_equal(amount.is_grouped, rows[r].is_grouped);
        if (rows[r].currency)
            assert_string_equal(amount.currency, rows[r].currency);
        else
            assert_null(amount.currency);
    }
}

/* What people write, the currency of it, and the number that is left. */
static void currencies_beside_numbers_are_found(void **state) {
    static const struct {
        const char *text, *currency, *number;
    } rows[] = { { "kr 5", "kr", "5" }, { "5 zł", "zł", "5" }, { "kr. 400", "kr.", "400" }, { "5 eur", "eur", "5" },
        { "PLN 5", "PLN", "5" }, { "-kr 5", "kr", "-5" }, { "(5 kr)", "kr", "(5)" }, { "₹5", "₹", "5" },
        { "5 ₸", "₸", "5" }, { "A$5", "A$", "5" }, { "5m EUR", "EUR", "5m" }, { "400 000 kr", "kr", "400 000" },
        { "400\xC2\xA0"
          "000 €",
            "€", "400 000" },
        { "€1.234,50", "€", "1.234,50" }, { "£5 GBP", "GBP", "£5" }, { "1.2 million euros", "euros", "1.2 million" },
        { "5 pounds", "pounds", "5" }, { "5", NULL, NULL }, { "kr", NULL, NULL }, { "€", NULL, NULL },
        { "", NULL, NULL }, { "()", NULL, NULL }, { "5 TBC", NULL, NULL }, { "FTE 5", NULL, NULL },
        { "kr 5 kr", NULL, NULL }, { "5 k", NULL, NULL } };
    (void)state;
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *number = NULL, *currency = currency_beside(arena, rows[r].text, &number);

        if (!currency != !rows[r].currency) print_error("%s: %s\n", rows[r].text, currency ? currency : "none");
        assert_int_equal(!currency, !rows[r].currency);
        if (!currency) continue;
        assert_string_equal(currency, rows[r].currency);
        assert_string_equal(number, rows[r].number);
    }
    arena_free(arena);
}

static void a_sign_and_a_code_of_a_currency_are_the_same(void **state) {
    (void)state;
    assert_true(is_same_currency("kr", "SEK"));
    assert_true(is_same_currency("DKK", "kr."));
    assert_true(is_same_currency("zł", "pln"));
    assert_true(is_same_currency("A$", "AUD"));
    assert_true(is_same_currency("₸", "₸"));
    assert_true(is_same_currency("£", "pounds"));
    assert_false(is_same_currency("$", "A$"));
    assert_false(is_same_currency("zł", "kr"));
    assert_false(is_same_currency("£", "₸"));
    assert_true(is_same_currency("£", "GBP"));
    assert_true(is_same_currency("EUR", "€"));
    assert_true(is_same_currency("US$", "$"));
    assert_true(is_same_currency("$", "US$"));
    assert_false(is_same_currency("£", "CHF"));
    assert_false(is_same_currency("£", "€"));
    assert_false(is_same_currency("kr", "$"));
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8" };
    bool has_comma = false;
    for (size_t i = 0; i < COUNT_OF(names) && !has_comma; i++)
        has_comma = setlocale(LC_ALL, names[i]) && localeconv()->decimal_point[0] == ',';
    if (!has_comma) skip(); /* no such locale is installed */

    const Amount points = amount_parse("1,234.5"), percent = amount_parse("3.5%"), commas = amount_parse("1234,5");

    setlocale(LC_ALL, "C");
    assert_close(points.value, 1234.5, 0);
    assert_close(percent.value, 0.035, 0);
    assert_non_null(commas.fault);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_numbers_are_understood),
        cmocka_unit_test(anything_else_is_refused_with_a_reason),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(suffixes_and_percentages_are_told),
        cmocka_unit_test(currencies_and_decimals_are_told),
        cmocka_unit_test(currencies_beside_numbers_are_found),
        cmocka_unit_test(a_sign_and_a_code_of_a_currency_are_the_same),
        cmocka_unit_test(the_locale_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
