/* Periods that a spreadsheet made dates of, and 2011-12 among months. */
#include "support/expected_diagnostic.h"

#define AS_TEXT "format the cells of the header as text and write "
#define MADE_A_DATE "a spreadsheet has probably changed it to a date: format the cell as text and write "

static void years_that_became_months_are_told_once_a_file(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,Jun-05,Jul-06,Aug-07,Sep-08,Oct-09,Nov-10,Dec-11\na,1,1,1,1,1,1,1\n" } },
            .place = "costs.csv:1:6",
            .severity = BIZCASE_ERROR,
            .message = "\"Jun-05\" is a month: a spreadsheet has probably made it from the year 2005/06",
            .hint = AS_TEXT "2005/06, and so on" },
        { .files = { { "costs.csv", "line,Dec 2011,Oct 2009\na,1,1\n" } }, /* in any order, a year left out */
            .place = "costs.csv:1:6",
            .severity = BIZCASE_ERROR,
            .message = "\"Dec 2011\" is a month: a spreadsheet has probably made it from the year 2011/12",
            .hint = AS_TEXT "2011/12, and so on" },
        { .files = { { "costs.csv", "line,2012/13,Nov-10,Dec-11,2013/14\na,1,1,1,1\n" } },
            .place = "costs.csv:1:14",
            .severity = BIZCASE_ERROR,
            .message = "\"Nov-10\" is a month: a spreadsheet has probably made it from the year 2010/11",
            .hint = AS_TEXT "2010/11, and so on" },
        { .files = { { "costs.csv", "line,Dec-11\na,1\n" }, { "benefits.csv", "line,2011/12,2012/13\nb,1,1\n" } },
            .place = "costs.csv:1:6",
            .severity = BIZCASE_ERROR,
            .message = "\"Dec-11\" is a month: a spreadsheet has probably made it from the year 2011/12",
            .hint = AS_TEXT "2011/12, and so on" },
        { .files = { { "costs.csv", "line,2010/11,2011/12\na,1,1\n" },
              { "indices.csv", "index,Nov-10,Dec-11\ncpi,2%,2%\n" } },
            .place = "indices.csv:1:7",
            .severity = BIZCASE_ERROR,
            .message = "\"Nov-10\" is a month: a spreadsheet has probably made it from the year 2010/11",
            .hint = AS_TEXT "2010/11, and so on" },
        { .files = { { "costs.csv", "line,2011/12,2012/13\na,1,1\n" }, { "case.csv", "key,value\nstart,Dec-11\n" } },
            .place = "case.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"Dec-11\" is not one of the case's years (costs.csv:1:6) (column value of "
                       "setting \"start\")",
            .hint =
                "a spreadsheet has probably made it from the year 2011/12: format the cell as text and type the year" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void dates_say_what_they_were(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,18-Apr\na,1\n" } },
            .place = "costs.csv:1:6",
            .severity = BIZCASE_ERROR,
            .message = "\"18-Apr\" is neither a period nor a column of costs.csv",
            .hint = MADE_A_DATE "2018-04" },
        { .files = { { "benefits.csv", "line,2018-04,43221\na,1,1\n" } },
            .place = "benefits.csv:1:14",
            .severity = BIZCASE_ERROR,
            .message = "\"43221\" is neither a period nor a column of benefits.csv",
            .hint = MADE_A_DATE "2018-05" },
        { .files = { { "costs.csv", "line,2018/19\na,1\n" },
              { "phases.csv", "phase,start,end\np,01/04/2018,2019-03\n" } },
            .place = "phases.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"01/04/2018\" is not a month (column start of phase \"p\")",
            .hint = MADE_A_DATE "2018-04" },
        { .files = { { "costs.csv", "line,2018/19\na,1\n" },
              { "risks.csv", "risk,probability,central,from\nr,50%,1,2018-04-01\n" } },
            .place = "risks.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "\"2018-04-01\" is not a period (column from of risk \"r\")",
            .hint = MADE_A_DATE "2018-04" },
        { .files = { { "costs.csv", "line,2018/19\na,1\n" }, { "case.csv", "key,value\nprice_base,FY2018/19\n" } },
            .place = "case.csv:2:12",
            .severity = BIZCASE_ERROR,
            .message = "\"FY2018/19\" is not a period (column value of setting \"price_base\")",
            .hint = "did you mean \"2018/19\"?" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* November 2010 to January 2012, in whatever order and spelling. */
static void among_months_2011_12_is_december(void **state) {
    static const struct {
        const char *header;
        size_t december; /* counted from the first month */
    } rows[] = {
        { "2011-10,2011-11,2011-12,2012-01", 2 },
        { "2012-01,2011-12,2011-11,2011-10", 2 },
        { "2011-12,2012-01,Feb-12,Mar 2012", 0 },
        { "Nov-11,2011-12,Dec-12,Jan-13", 1 }, /* only one of them is by name, and no year */
        { "2010-11,2010-12,2011-12,2012-12", 13 },
        { "2001-02,2001-03,2011-12,2001-01", 131 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[256];
        snprintf(costs, sizeof costs, "line,%s\na,1,1,1,1\n", rows[r].header);
        const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);

        assert_int_equal(made.status, BIZCASE_OK);
        const Settings *settings = &case_of(made.loaded)->settings;
        assert_int_equal(settings->start.length_months, 1);
        assert_int_equal(settings->start.first_month + (int)rows[r].december, 2011 * 12 + 11);
        temporary_case_free(&made);
    }
}

static void among_years_2011_12_is_the_year(void **state) {
    static const char *const headers[] = { "2011-12,2012-13", "2010-11,2011-12", "2011-12,2012/13" };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(headers); r++) {
        char costs[256];
        snprintf(costs, sizeof costs, "line,%s\na,1,1\n", headers[r]);
        const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });

        assert_int_equal(made.status, BIZCASE_OK);
        assert_int_equal(case_of(made.loaded)->settings.start.length_months, 12);
        temporary_case_free(&made);
    }
}

/* 2011-12 in a cell of a case by months: its start, and a risk's first and last month. */
static void cells_of_a_case_by_months_read_december_too(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2011-12,2012-01,2012-02\na,1,1,1\n" },
        { "case.csv", "key,value\nstart,2011-12\n" },
        { "risks.csv", "risk,probability,central,from,to\nr,50%,10,2011-12,2011-12\n" }, { NULL, NULL } };
    const char *change = "costs:a:2011-12=5";
    (void)state;

    TemporaryCase made =
        temporary_case(files, (BizcaseCaseRequest){ .strict = 1, .changes = &change, .change_count = 1 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);

    assert_int_equal(made.status, BIZCASE_OK);
    const Case *the_case = case_of(made.loaded);
    assert_int_equal(the_case->settings.start.first_month, 2011 * 12 + 11);
    assert_int_equal(the_case->settings.period_count, 3);
    assert_int_equal(the_case->risks[0].from_month, 2011 * 12 + 11);
    assert_int_equal(the_case->risks[0].until_month, 2012 * 12);
    assert_close(the_case->lines[0].amounts.value[0], 5, 0);
    temporary_case_free(&made);
}

/* Months a year and a month apart, in a case that has other months too. */
static void months_of_a_case_by_months_are_left_alone(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,Oct-10,Nov-10,Dec-10\na,1,1,1\n" },
        { "benefits.csv", "line,Nov-10,Dec-11\nb,1,1\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });

    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(case_of(made.loaded)->settings.period_count, 15);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_that_became_months_are_told_once_a_file),
        cmocka_unit_test(dates_say_what_they_were),
        cmocka_unit_test(among_months_2011_12_is_december),
        cmocka_unit_test(among_years_2011_12_is_the_year),
        cmocka_unit_test(cells_of_a_case_by_months_read_december_too),
        cmocka_unit_test(months_of_a_case_by_months_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
