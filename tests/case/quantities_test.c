/* Quantities, and lines that give their money otherwise than in cells. */
#include "support/temporary_case.h"

static const Case *read_case(TemporaryCase *made, const CaseFile *files, const char *change) {
    *made = temporary_case(files, (BizcaseCaseRequest){ .changes = &change, .change_count = change != NULL });
    if (made->status != BIZCASE_OK) print_case_diagnostics(made->loaded);
    assert_int_equal(made->status, BIZCASE_OK);
    return case_of(made->loaded);
}

static void an_amount_is_spread_over_its_periods(void **state) {
    static const struct {
        const char *row;
        size_t count;
        int first_month;
        double value;
    } rows[] = {
        /* 1,200 a year is 300 a quarter, in all of the eight quarters */
        { "recurring,1200,,", 8, 2019 * 12 + 3, 300 },
        { "recurring,1200,2020/21,", 4, 2020 * 12 + 3, 300 },
        { "recurring,1200,,2019/20", 4, 2019 * 12 + 3, 300 },
        { "recurring,1200,2019/20 Q2,2019/20 Q3", 2, 2019 * 12 + 6, 300 },
        /* the whole of what is paid once: 1,200 over 8, 4 and 3 quarters */
        { "one_off,1200,,", 8, 2019 * 12 + 3, 150 },
        { "redundancy,1200,2020/21,2020/21", 4, 2020 * 12 + 3, 300 },
        { "one_off,1200,2019/20 Q1,2019/20 Q3", 3, 2019 * 12 + 3, 400 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[400];
        TemporaryCase made;
        snprintf(costs, sizeof costs, "line,type,amount,from,to\na,%s\n", rows[r].row);

        const Case *the_case = read_case(&made,
            (const CaseFile[MOST_CASE_FILES]){
                { "case.csv", "key,value\nstart,2019/20 Q1\nperiods,8\n" }, { "costs.csv", costs } },
            NULL);

        const Amounts *amounts = &the_case->lines[0].amounts;
        assert_int_equal(amounts->count, rows[r].count);
        assert_int_equal(amounts->first_month[0], rows[r].first_month);
        for (size_t i = 0; i < amounts->count; i++) assert_close(amounts->value[i], rows[r].value, 1e-12);
        temporary_case_free(&made);
    }
}

static void columns_of_years_stand_for_their_quarters(void **state) {
    TemporaryCase made;
    (void)state;

    const Case *the_case = read_case(&made,
        (const CaseFile[MOST_CASE_FILES]){ { "costs.csv", "line,formula,2019/20 Q1,2020/21 Q4\na,,5,7\n"
                                                          "b,lamps * 2[£/lamp],,\n" },
            { "benefits.csv", "line,index,drivers,2019/20,2020/21\nsaved,pay,d,100,40\n" },
            { "quantities.csv", "quantity,unit,2019/20,2020/21\nlamps,lamp,100,340\n" },
            { "drivers.csv", "driver,2019/20,2020/21\nd,1,2\n" },
            { "indices.csv", "index,2019/20,2020/21\npay,2%,4%\n" } },
        NULL);

    const Amounts *saved = &the_case->lines[2].amounts, *lamps = &the_case->quantities[0].cells;
    assert_int_equal(the_case->settings.period_count, 8);
    assert_int_equal(saved->count, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(saved->first_month[i], 2019 * 12 + 3 + 3 * (int)i);
        assert_close(saved->value[i], i < 4 ? 25 : 10, 1e-12); /* a quarter of 100, and of 40 */
        assert_close(lamps->value[i], i < 4 ? 100 : 340, 0);
        assert_close(the_case->drivers[0].path.value[i], i < 4 ? 1 : 2, 0);
        assert_close(the_case->indices[0].growth.value[i], i < 4 ? 0.02 : 0.04, 0);
    }
    assert_close(the_case->drivers[0].uncertainty.fitted.central, 1, 0); /* a driver with only a path */
    temporary_case_free(&made);
}

/* Nothing but start and periods says that the case is one of months. */
static void start_and_periods_make_a_case_of_months_of_columns_of_years(void **state) {
    TemporaryCase made;
    (void)state;

    const Case *the_case = read_case(&made,
        (const CaseFile[MOST_CASE_FILES]){ { "case.csv", "key,value\nstart,2019-06\nperiods,22\n" },
            { "costs.csv", "line,2019/20,2020/21\na,1200,2400\n" },
            { "quantities.csv", "quantity,2019/20,2020/21\nlamps,100,340\n" } },
        NULL);

    const Amounts *paid = &the_case->lines[0].amounts, *lamps = &the_case->quantities[0].cells;
    assert_int_equal(the_case->settings.start.length_months, 1);
    assert_int_equal(the_case->settings.start.first_month, 2019 * 12 + 5);
    assert_int_equal(the_case->settings.period_count, 22);
    assert_int_equal(paid->count, 24);
    for (size_t i = 0; i < 24; i++) {
        assert_close(paid->value[i], i < 12 ? 100 : 200, 1e-12); /* a twelfth of 1,200, and of 2,400 */
        assert_close(lamps->value[i], i < 12 ? 100 : 340, 0);
    }
    temporary_case_free(&made);
}

static void the_central_value_of_a_multiplier_is_1_where_it_is_blank(void **state) {
    static const struct {
        const char *range;
        double central;
    } rows[] = { { ",,,,", 1 }, { "triangular,0.9,,1.2,", 1 }, { "uniform,0.8,,1.4,", 1 }, { "normal,0.8,,1.4,", 1.1 },
        { "fixed,,3,,", 3 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char quantities[400];
        TemporaryCase made;
        snprintf(quantities, sizeof quantities, "quantity,distribution,low,central,high,shape,2019/20\nq,%s,5\n",
            rows[r].range);

        const Case *the_case = read_case(&made,
            (const CaseFile[MOST_CASE_FILES]){
                { "costs.csv", "line,formula,2019/20\na,q * 2,\n" }, { "quantities.csv", quantities } },
            NULL);

        assert_close(the_case->quantities[0].own.fitted.central, rows[r].central, 1e-12);
        temporary_case_free(&made);
    }
}

static void what_a_slip_opens_is_the_level_before_the_start(void **state) {
    static const struct {
        const char *path;
        double before;
    } rows[] = { { "2019/20,2020/21\nd,0.5,2\n", 1 }, { "2018/19,2019/20\nd,0.25,2\n", 0.25 },
        { "2017/18,2018/19,2019/20\nd,0.25,,2\n", 0.25 }, { "2020/21\nd,4\n", 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char drivers[200];
        TemporaryCase made;
        snprintf(drivers, sizeof drivers, "driver,%s", rows[r].path);

        const Case *the_case = read_case(&made,
            (const CaseFile[MOST_CASE_FILES]){
                { "costs.csv", "line,drivers,2019/20,2020/21\na,d,1,1\n" }, { "drivers.csv", drivers } },
            NULL);

        assert_close(the_case->drivers[0].path_before, rows[r].before, 0);
        temporary_case_free(&made);
    }
}

static void periods_are_changed_in_whatever_way_the_row_gives_them(void **state) {
    static const char costs[] = "line,formula,amount,2019/20,2020/21\nf,q * 2,,,\ng,=q * 2,,,\na,,10,,\nc,,,3,4\n"
                                "n,(q) * 2,,,\nm,(q + 1) * 2 + (-7),,,\no,(q) * 2k,,,\np,(q) / (q + 1),,,\n";
    static const struct {
        const char *change;
        size_t line;
        const char *formula; /* NULL: none */
        double first, second;
    } rows[] = {
        { "costs:f:periods*1.5", 0, "(q * 2) * 1.5", 0, 0 },
        { "costs:g:periods+7", 1, "(q * 2) + 7", 0, 0 },
        { "costs:f:periods-7", 0, "(q * 2) + (-7)", 0, 0 },
        { "costs:*:periods*2", 0, "(q * 2) * 2", 0, 0 },
        { "costs:*:periods*2", 2, NULL, 20, 20 },
        { "costs:*:periods*2", 3, NULL, 6, 8 },
        { "costs:a:periods+5", 2, NULL, 15, 15 },
        { "costs:c:periods+5", 3, NULL, 8, 9 },
        { "costs:f:periods=8", 0, NULL, 8, 8 },
        { "costs:a:periods=8", 2, NULL, 8, 8 },
        { "costs:f:formula=q * 3", 0, "q * 3", 0, 0 },
        { "costs:n:periods*1.5", 4, "(q) * 2 * 1.5", 0, 0 },
        { "costs:n:periods+1", 4, "(q) * 2 + 1", 0, 0 },
        { "costs:m:periods*1.5", 5, "((q + 1) * 2 + (-7)) * 1.5", 0, 0 },
        { "costs:m:periods-8", 5, "(q + 1) * 2 + (-7) + (-8)", 0, 0 },
        { "costs:o:periods*2", 6, "((q) * 2k) * 2", 0, 0 },
        { "costs:p:periods*2", 7, "((q) / (q + 1)) * 2", 0, 0 },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made;
        const Case *the_case = read_case(&made,
            (const CaseFile[MOST_CASE_FILES]){
                { "costs.csv", costs }, { "quantities.csv", "quantity,2019/20\nq,5\n" } },
            rows[r].change);

        const Line *line = &the_case->lines[rows[r].line];
        if (rows[r].formula) {
            assert_non_null(line->formula);
            assert_string_equal(line->formula->text, rows[r].formula);
        } else {
            assert_null(line->formula);
            assert_int_equal(line->amounts.count, 2);
            assert_close(line->amounts.value[0], rows[r].first, 1e-12);
            assert_close(line->amounts.value[1], rows[r].second, 1e-12);
        }
        temporary_case_free(&made);
    }
}

static void cells_can_be_put_in_a_file_that_has_none(void **state) {
    TemporaryCase made;
    (void)state;

    const Case *the_case = read_case(&made,
        (const CaseFile[MOST_CASE_FILES]){
            { "costs.csv", "line,formula\na,q * 2\n" }, { "quantities.csv", "quantity,2019/20,2020/21\nq,5,6\n" } },
        "costs:a:periods=0");

    assert_int_equal(the_case->settings.period_count, 2);
    assert_int_equal(the_case->lines[0].amounts.count, 2);
    assert_null(the_case->lines[0].formula);
    temporary_case_free(&made);
}

/* All periods of the case, not only those that another file names. */
static void cells_put_in_a_file_that_has_none_last_as_long_as_the_case(void **state) {
    static const char *const settings[] = { "key,value\nperiods,4\n", "key,value\nstart,2019/20\nperiods,4\n" };
    (void)state;
    for (size_t s = 0; s < COUNT_OF(settings); s++) {
        TemporaryCase made;
        const Case *the_case = read_case(&made,
            (const CaseFile[MOST_CASE_FILES]){ { "costs.csv", "line,formula\na,q * 2\n" }, { "case.csv", settings[s] },
                { "quantities.csv", "quantity,2020/21,2019/20\nq,5,6\n" } },
            "costs:a:periods=7");

        assert_int_equal(the_case->settings.period_count, 4);
        assert_int_equal(the_case->lines[0].amounts.count, 4);
        for (size_t t = 0; t < 4; t++) assert_close(the_case->lines[0].amounts.value[t], 7, 0);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_is_spread_over_its_periods),
        cmocka_unit_test(columns_of_years_stand_for_their_quarters),
        cmocka_unit_test(start_and_periods_make_a_case_of_months_of_columns_of_years),
        cmocka_unit_test(the_central_value_of_a_multiplier_is_1_where_it_is_blank),
        cmocka_unit_test(what_a_slip_opens_is_the_level_before_the_start),
        cmocka_unit_test(periods_are_changed_in_whatever_way_the_row_gives_them),
        cmocka_unit_test(cells_can_be_put_in_a_file_that_has_none),
        cmocka_unit_test(cells_put_in_a_file_that_has_none_last_as_long_as_the_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
