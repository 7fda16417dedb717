/* Periods and months as people and spreadsheets write them. */
#include "support/assert_close.h"

#include "table/period.h"

static void spellings_of_periods_are_understood(void **state) {
    (void)state;
    static const struct {
        const char *text, *meaning;
    } rows[] = {
        { "2018/19", "2018/19" },
        { "2018-19", "2018/19" },
        { "2018/2019", "2018/19" },
        { "2018-2019", "2018/19" },
        { "1999/00", "1999/00" },
        { "2011-12", "2011/12" },
        { "2018/19 Q3", "2018/19 Q3" },
        { "2018-19 q1", "2018/19 Q1" },
        { "2018-04", "2018-04" },
        { "Apr-18", "2018-04" },
        { "Apr 2018", "2018-04" },
        { "april 2018", "2018-04" },
        { "DEC-17", "2017-12" },
        { "September 2018", "2018-09" },
        { "Sep-18", "2018-09" },
        { "Apr 2003", "Apr 2003" },
        { "2003-04", "2003/04" },
        { "Dec-11", "Dec 2011" },
        { " 2018/19", "2018/19" },
        { "2099/2100", "2099/00" },
    };
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Period period;
        assert_true(period_parse(rows[r].text, &period));
        assert_string_equal(period_text(arena, period), rows[r].meaning);
    }
    arena_free(arena);
}

static void other_texts_are_no_periods(void **state) {
    (void)state;
    static const char *const texts[] = { "", "2018", "2018/20", "2018/2020", "2018/19 Q5", "2018/19 Q", "2018-13",
        "2018-00", "Foo-18", "Apr-1", "Apr 20180", "18/19", "2018/19x", "central", "note", "FY2018/19", "FY 2018/19",
        "2018/17", "2018/2018", "2018/1", "2018/20199", "2018-041", "1066/67", "2018/19 Q0", "2018/19 Q33",
        "2018/19 H1", "Apr", "Apri-18", "18-Apr", "2018/04",
        ("2018\xE2\x80\x93"
         "19") };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Period period;
        assert_false(period_parse(texts[i], &period));
    }
}

static void quarters_begin_in_april_and_months_have_names(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Period quarter;
    int month;
    assert_true(period_parse("2018/19 Q4", &quarter));
    assert_true(month_parse("2011-12", &month));

    assert_int_equal(quarter.first_month, 2019 * 12);
    assert_int_equal(quarter.length_months, 3);
    assert_int_equal(month, 2011 * 12 + 11);
    assert_string_equal(month_text(arena, 2021 * 12), "January 2021");
    assert_string_equal(financial_year_text(arena, 2021 * 12), "2020/21");
    arena_free(arena);
}

/* Serial numbers: LibreOffice's DATE(2018;4;1) and so on, shown as numbers. */
static void dates_that_spreadsheets_make_of_periods_are_known(void **state) {
    (void)state;
    static const struct {
        const char *text, *write; /* NULL: no date */
    } rows[] = {
        { "18-Apr", "2018-04" },
        { "7-Sep", "2007-09" },
        { "11-Dec", "Dec 2011 for the month, or 2011/12 for the year" },
        { "01/04/2018", "2018-04" },
        { "4/1/2018", "2018-04" },
        { "01.12.2018", "2018-12" },
        { "01-04-18", "2018-04" },
        { "1 April 2018", "2018-04" },
        { "01-Apr-18", "2018-04" },
        { "April 1, 2018", "2018-04" },
        { "2018-04-01", "2018-04" },
        { "2018-04-01 00:00:00", "2018-04" },
        { "2018-04-01T00:00:00", "2018-04" },
        { "01/12/2011", "Dec 2011 for the month, or 2011/12 for the year" },
        { "18/04/2026", "the period, such as 2018/19, 2018/19 Q1 or 2018-04" },
        { "43191", "2018-04" }, /* 1 April 2018 */
        { "43190", "the period, such as 2018/19, 2018/19 Q1 or 2018-04" },
        { "36526", "Jan 2000 for the month, or 2000/01 for the year" }, /* 1 January 2000 */
        { "36586", "2000-03" },                                         /* 1 March 2000, after a 29 February */
        { "40878", "Dec 2011 for the month, or 2011/12 for the year" },
        { "73050", "the period, such as 2018/19, 2018/19 Q1 or 2018-04" }, /* 31 December 2099 */
        { "2018/19", NULL },
        { "2018", NULL },
        { "12345", NULL },
        { "431910", NULL },
        { "32-Apr", NULL },
        { "0-Apr", NULL },
        { "13/13/2018", NULL },
        { "Year 1", NULL },
        { "April", NULL },
    };
    static const char start[] = "a spreadsheet has probably changed it to a date: format the cell as text and write ";
    Arena *arena = arena_new();
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const char *hint = date_hint(arena, rows[r].text);
        if ((hint != NULL) != (rows[r].write != NULL)) fail_msg("%s: %s", rows[r].text, hint ? hint : "no date");
        if (hint) assert_string_equal(hint, arena_format(arena, "%s%s", start, rows[r].write));
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_periods_are_understood),
        cmocka_unit_test(other_texts_are_no_periods),
        cmocka_unit_test(dates_that_spreadsheets_make_of_periods_are_known),
        cmocka_unit_test(quarters_begin_in_april_and_months_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
