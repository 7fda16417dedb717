/* Quantities as levers: what a factor on one means, how far it goes, what it is worth, and whose group it is in. */
#include "support/sensitivity_of_case.h"

#include <math.h>

#include "support/assert_close.h"
#include "support/gsl_errors.h"

static const BizcaseLever *lever_named(const SensitivityOfCase *made, const char *name) {
    return &made->study->levers[lever_of_case(made, name)];
}

static void assert_levels(const SensitivityOfCase *made, const char *name, const char *measure,
    const char *first_period, double first, double last, double total) {
    const BizcaseLever *lever = lever_named(made, name);
    assert_string_equal(lever->measure, measure);
    assert_non_null(lever->levels);
    assert_string_equal(lever->levels->first_period, first_period);
    assert_close(lever->levels->first, first, 1e-9);
    assert_close(lever->levels->last, last, 1e-9);
    if (isnan(total))
        assert_true(isnan(lever->levels->total));
    else
        assert_close(lever->levels->total, total, 1e-9);
}

/* Four quarters. A year's amount comes about by a quarter in each, a quarter's or period's and plain money whole, a month's
   three times. What is there, or belongs to each of something, has no total. */
static void a_factor_on_a_quantity_has_levels_and_what_flows_a_total(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27 Q1\nperiods,4\ndiscount,0%\n" },
        { "quantities.csv", "quantity,unit,formula,central,2026/27 Q1,2026/27 Q2,2026/27 Q3,2026/27 Q4\n"
                            "stock,lamp,,,0,10,20,30\n"
                            "yearly,Lamps/Year,,,40,40,40,80\n"
                            "quarterly,lamp/quarter,,,7,7,7,7\n"
                            "monthly,lamp/month,,,1,1,1,1\n"
                            "period,kWh/period,,,1,2,3,4\n"
                            "money,£,,,5,5,5,5\n"
                            "each,kWh/lamp/year,,,200,200,200,300\n"
                            "price,£/kWh,,,0.25,0.25,0.5,0.5\n"
                            "unread,lamps and posts,,,1,1,1,2\n"
                            "share,share,,,20%,20%,30%,30%\n"
                            "doubled,lamp,2 * stock,3,,,,\n"
                            "alone,£/lamp,,310,,,,\n" },
        { "benefits.csv",
            "line,formula\n"
            "b,stock * alone * share + yearly * 0 + quarterly * 0 + monthly * 0 + period * 0 + money * 0 + "
            "each * 0 + price * 0 + unread * 0 + doubled * 0\n" },
        { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO });

    assert_levels(&made, "quantity:stock", "lamp", "2026/27 Q2", 10, 30, NAN);
    assert_levels(&made, "quantity:yearly", "Lamps/Year", "2026/27 Q1", 40, 80, (40 + 40 + 40 + 80) / 4.0);
    assert_levels(&made, "quantity:quarterly", "lamp/quarter", "2026/27 Q1", 7, 7, 28);
    assert_levels(&made, "quantity:monthly", "lamp/month", "2026/27 Q1", 1, 1, 12);
    assert_levels(&made, "quantity:period", "kWh/period", "2026/27 Q1", 1, 4, 10);
    assert_levels(&made, "quantity:money", "£", "2026/27 Q1", 5, 5, 20);
    assert_levels(&made, "quantity:each", "kWh/lamp/year", "2026/27 Q1", 200, 300, NAN);
    assert_levels(&made, "quantity:price", "£/kWh", "2026/27 Q1", 0.25, 0.5, NAN);
    assert_levels(&made, "quantity:unread", "lamps and posts", "2026/27 Q1", 1, 2, NAN);
    assert_levels(&made, "quantity:share", "share", "2026/27 Q1", 0.2, 0.3, NAN);
    assert_true(lever_named(&made, "quantity:share")->levels->is_share);
    assert_levels(&made, "quantity:doubled", "lamp", "2026/27 Q2", 20, 60, NAN); /* at a factor of 1; the plan's is 3 */
    assert_null(lever_named(&made, "quantity:alone")->levels);
    assert_string_equal(lever_named(&made, "quantity:alone")->measure, "£/lamp");
    assert_false(lever_named(&made, "quantity:stock")->levels->is_constant);
    assert_true(lever_named(&made, "quantity:money")->levels->is_constant);
    assert_null(lever_named(&made, "costs")->measure);

    sensitivity_of_case_free(&made);
}

static const BizcaseTornadoRow *bar_of(const SensitivityOfCase *made, const char *name) {
    for (size_t i = 0; i < made->study->tornado_count; i++)
        if (made->study->tornado[i].lever == lever_of_case(made, name)) return &made->study->tornado[i];
    fail_msg("%s is not in the tornado", name);
    return NULL;
}

static const BizcaseSwitchingRow *turn_of(const SensitivityOfCase *made, const char *name) {
    for (size_t i = 0; i < made->study->switching_count; i++)
        if (made->study->switching[i].lever == lever_of_case(made, name)) return &made->study->switching[i];
    fail_msg("%s has no switching value", name);
    return NULL;
}

/* Each of the first four is one thing with what it is made of; of the others two things use it, it is uncertain, or it is
   made otherwise. Rows of the repeated ones go behind the rows that tables show. */
static void a_multiple_of_what_nothing_else_uses_is_repeated(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,2\ndiscount,0%\n" },
        { "councils.csv", "council\nA\nB\n" }, { "splits.csv", "split,A,B\nkey,shared,1\n" },
        { "quantities.csv", "quantity,formula,distribution,low,central,high\n"
                            "bought,,,,10,\ncopy,bought,,,,\nhalf,3 * copy / 6,,,,\nless,-half,,,,\n"
                            "fed,,triangular,1,2,3\nfollows,fed * 2,,,,\n"
                            "twice,,,,4,\nof-twice,twice,,,,\n"
                            "shared,,,,1,\nof-shared,shared,,,,\n"
                            "base,,,,5,\nwide,base,triangular,0.5,1,2\n"
                            "root,,,,6,\nmore,root + 1,,,,\nupside,12 / root,,,,\n" },
        { "benefits.csv", "line,split,formula\n"
                          "b,key,100 + less + follows + twice + of-twice + of-shared + wide + more + upside\n" },
        { NULL, NULL } };
    static const struct {
        const char *lever;
        bool is_repeated;
    } rows[] = { { "quantity:bought", false }, { "quantity:copy", true }, { "quantity:half", true },
        { "quantity:less", true }, { "quantity:fed", false }, { "quantity:follows", true }, { "quantity:twice", false },
        { "quantity:of-twice", false }, { "quantity:shared", false }, { "quantity:of-shared", false },
        { "quantity:base", false }, { "quantity:wide", false }, { "quantity:root", false }, { "quantity:more", false },
        { "quantity:upside", false } };
    SensitivityOfCase made = sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO });

    for (size_t r = 0; r < COUNT_OF(rows); r++)
        if (lever_named(&made, rows[r].lever)->is_repeated != rows[r].is_repeated)
            fail_msg("%s is %srepeated", rows[r].lever, rows[r].is_repeated ? "not " : "");
    assert_int_equal(made.study->tornado_count - made.study->tornado_shown, 4);
    for (size_t i = 0; i < made.study->tornado_count; i++)
        assert_int_equal(made.study->levers[made.study->tornado[i].lever].is_repeated, i >= made.study->tornado_shown);
    assert_close(bar_of(&made, "quantity:less")->npv_high[0], bar_of(&made, "quantity:bought")->npv_high[0], 1e-9);

    sensitivity_of_case_free(&made);
}

/* Without discounting and a year late 10, 20 and 30 lamps are 0, 10 and 20: × £100 that is 3,000, less 1,500. A tenth of
   either is 300, and half of either brings nothing. The uncertain one is uniform from 50 to 150: P10 is 60, P90 140. */
static void quantities_move_the_tornado_by_what_they_are_worth(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,3\ndiscount,0%\n" },
        { "councils.csv", "council\nA\nB\n" }, { "phases.csv", "phase,start,end,central\nfit,2026-04,2027-03,12\n" },
        { "quantities.csv", "quantity,unit,distribution,low,central,high,phase,on_delay,2026/27,2027/28,2028/29\n"
                            "lamps,lamp,,,,,fit,shift,10,20,30\n"
                            "worth,£/lamp,uniform,50,100,150,,,,,\n" },
        { "costs.csv", "line,type,amount,2026/27\nc,one_off,1500,\n" },
        { "benefits.csv", "line,formula\nb,lamps * worth\n" }, { NULL, NULL } };
    SensitivityOfCase made =
        sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO | BIZCASE_SWITCHING });

    const BizcaseTornadoRow *lamps = bar_of(&made, "quantity:lamps"), *worth = bar_of(&made, "quantity:worth");
    assert_close(made.study->plan_npv[0], 1500, 1e-9);
    assert_levels(&made, "quantity:lamps", "lamp", "2027/28", 10, 20, NAN);
    assert_close(lamps->low, 0.9, 1e-12);
    assert_close(lamps->high, 1.1, 1e-12);
    assert_close(lamps->npv_low[0], 2700 - 1500, 1e-9);
    assert_close(lamps->npv_high[0], 3300 - 1500, 1e-9);
    assert_close(lamps->npv_high[1], (3300 - 1500) / 2.0, 1e-9);
    assert_close(worth->low, 60, 1e-9);
    assert_close(worth->high, 140, 1e-9);
    assert_close(worth->npv_low[0], 30 * 60 - 1500, 1e-6);
    assert_close(worth->npv_high[0], 30 * 140 - 1500, 1e-6);
    assert_close(turn_of(&made, "quantity:lamps")->npv_zero[0].value, 0.5, 1e-9);
    assert_close(turn_of(&made, "quantity:lamps")->npv_zero[0].change, -0.5, 1e-9);
    assert_close(turn_of(&made, "quantity:worth")->npv_zero[0].value, 50, 1e-9);

    sensitivity_of_case_free(&made);
}

/* All that varies is in what one programme's formula is made of, through another quantity and a driver: its group has all
   of the variance. The other programme's formula names what is certain. */
static void a_programme_has_the_quantities_that_its_formulas_are_made_of(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,2\ndiscount,0%\n" },
        { "programmes.csv", "programme\nlight\nother\n" },
        { "phases.csv", "phase,start,end,distribution,low,central,high\nfit,2026-04,2027-03,uniform,0,6,12\n" },
        { "drivers.csv", "driver,distribution,low,central,high,phase,on_delay,2026/27,2027/28\n"
                         "rise,uniform,0.9,1,1.1,fit,shift,1,2\n" },
        { "quantities.csv", "quantity,unit,formula,distribution,low,central,high\n"
                            "lamps,lamp,,uniform,80,100,120\n"
                            "hours,hour,lamps * rise * 4000[hour/lamp],,,,\n"
                            "certain,£,,,,10,\n" },
        { "costs.csv", "line,programme,formula\nc,other,certain\n" },
        { "benefits.csv", "line,programme,formula\nb,light,hours * 0.01[£/hour]\n" }, { NULL, NULL } };
    SensitivityOfCase made =
        sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_VARIANCE, .trials = 4096 });

    size_t found = 0;
    for (size_t i = 0; i < made.study->variance_count; i++) {
        const BizcaseVarianceRow *row = &made.study->variance[i];
        if (strcmp(made.study->groups[row->group].name, "programme:other") == 0) fail_msg("nothing of it varies");
        if (strcmp(made.study->groups[row->group].name, "programme:light") != 0) continue;
        found++;
        assert_close(row->total[0].value, 1, 0.01); /* an estimate */
    }
    assert_int_equal(found, 1);

    sensitivity_of_case_free(&made);
}

/* A pure number has no unit beside it, and a path's driver is a factor on the path. */
static void a_driver_is_in_its_own_unit(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2026/27\nperiods,2\n" },
        { "drivers.csv", "driver,unit,distribution,low,central,high,2026/27,2027/28\n"
                         "price,£/kWh,uniform,0.2,0.25,0.3,,\nlevel,index,uniform,0.9,1,1.1,,\n"
                         "path,£/kWh,uniform,0.9,1,1.1,0.25,0.26\n" },
        { "costs.csv", "line,drivers,2026/27,2027/28\na,price;level,1000,1000\nb,path,1000,1000\n" }, { NULL, NULL } };
    SensitivityOfCase made = sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO });

    assert_string_equal(lever_named(&made, "driver:price")->measure, "£/kWh");
    assert_null(lever_named(&made, "driver:level")->measure);
    assert_null(lever_named(&made, "driver:path")->measure);

    sensitivity_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_factor_on_a_quantity_has_levels_and_what_flows_a_total),
        cmocka_unit_test(a_multiple_of_what_nothing_else_uses_is_repeated),
        cmocka_unit_test(quantities_move_the_tornado_by_what_they_are_worth),
        cmocka_unit_test(a_driver_is_in_its_own_unit),
        cmocka_unit_test(a_programme_has_the_quantities_that_its_formulas_are_made_of),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
