/* The list of what a case assumes: every file, who answers, and what moves net present value most. */
#include "support/assert_close.h"
#include "support/temporary_case.h"

#include <math.h>

#include "case/handle.h"
#include "report/sections/assumption_list.h"

/* Without discounting, and without anything that grows. */
static const CaseFile files[] = {
    { "case.csv", "key,value\ntitle,Lamps\ndiscount,0%\n" },
    { "costs.csv", "line,name,drivers,owner,source,2020/21,2021/22\n"
                   "lamps,New lamps,use,Lighting,Quotation of May,1000,1000\n"
                   "works,Works,,,Estimate,200,100\n" },
    { "benefits.csv", "line,source,distribution,low,central,high,2020/21,2021/22\n"
                      "energy,illustrative; to be checked,uniform,0.5,1,1.5,4000,4000\n" },
    { "drivers.csv", "driver,unit,central,owner,date,source\nuse,share,0.5,Head of roads,2027-03,\n" },
    { "risks.csv", "risk,probability,distribution,central,source\nfire,20%,fixed,1000,TBC\n" },
    { "budgets.csv", "budget,vintage,source,2020/21,2021/22\nlighting,Budget 2020/21,Ledger,10,20\n" },
    { NULL, NULL },
};

typedef struct Fixture {
    TemporaryCase made;
    BizcaseSensitivity *study;
    Arena *arena;
    AssumptionList list;
} Fixture;

static int make_fixture(void **state) {
    static Fixture fixture;
    fixture.made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseSensitivityRequest tornado = { .parts = BIZCASE_TORNADO };
    assert_int_equal(bizcase_sensitivity(fixture.made.loaded, &tornado, &fixture.study, NULL), BIZCASE_OK);
    fixture.arena = arena_new();
    fixture.list = assumption_list(fixture.arena, case_of(fixture.made.loaded), fixture.study);
    *state = &fixture;
    return 0;
}

static int free_fixture(void **state) {
    Fixture *fixture = *state;
    arena_free(fixture->arena);
    bizcase_sensitivity_free(fixture->study);
    temporary_case_free(&fixture->made);
    return 0;
}

static const Assumption *find(const Fixture *fixture, const char *kind, const char *id) {
    for (size_t i = 0; i < fixture->list.count; i++)
        if (strcmp(fixture->list.items[i].kind, kind) == 0 && strcmp(fixture->list.items[i].id, id) == 0)
            return &fixture->list.items[i];
    fail_msg("no %s \"%s\"", kind, id);
    return NULL;
}

static void each_file_is_in_it_with_who_answers_for_it(void **state) {
    static const struct {
        const char *kind, *id, *value, *range, *owner, *date, *source, *weak;
        bool has_no_owner, has_no_source;
    } rows[] = {
        { "cost", "lamps", "£2,000", "", "Lighting", "", "Quotation of May", NULL, false, false },
        { "cost", "works", "£300", "", "", "", "Estimate", "estimate", true, false },
        { "benefit", "energy", "£8,000", "£4,000 to £12k", "", "", "illustrative; to be checked", "illustrative", true,
            false },
        { "driver", "use", "50%", "", "Head of roads", "2027-03", "", NULL, false, true },
        { "risk", "fire", "£1,000", "", "", "", "TBC", "tbc", true, false },
        { "probability", "fire", "20%", "", "", "", "TBC", "tbc", true, false },
        { "budget", "lighting", "£30", "", "", "Budget 2020/21", "Ledger", NULL, false, false },
        { "setting", "discount", "0%", "", "", "", "", NULL, false, false },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Assumption *item = find(*state, rows[r].kind, rows[r].id);

        assert_string_equal(item->value, rows[r].value);
        assert_string_equal(item->range, rows[r].range);
        assert_string_equal(item->owner, rows[r].owner);
        assert_string_equal(item->date, rows[r].date);
        assert_string_equal(item->source, rows[r].source);
        assert_int_equal(item->has_no_owner, rows[r].has_no_owner);
        assert_int_equal(item->has_no_source, rows[r].has_no_source);
        assert_int_equal(item->weak != NULL, rows[r].weak != NULL);
        if (rows[r].weak) assert_string_equal(item->weak, rows[r].weak);
    }
}

/* By hand. Energy: uniform from 0.5 to 1.5, P10 is 0.6 and P90 1.4, of 8,000. Lamps and their driver: 10 % either way of
   2,000 × 0.5. Works: 20 % of 300. Fire: 20 % of 1,000 × 0.2, for its impact and its chance alike. */
static void those_that_move_net_present_value_most_come_first(void **state) {
    static const struct {
        const char *kind, *id, *over;
        double swing;
    } rows[] = { { "benefit", "energy", "P10 to P90", 6400 }, { "cost", "lamps", "10% either way", 200 },
        { "driver", "use", "10% either way", 200 }, { "cost", "works", "10% either way", 60 },
        { "risk", "fire", "10% either way", 40 } };
    const Fixture *fixture = *state;

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Assumption *item = find(fixture, rows[r].kind, rows[r].id);
        assert_close(assumption_swing(item, 0), rows[r].swing, 1e-6);
        assert_string_equal(item->effect_over, rows[r].over);
    }
    for (size_t i = 1; i < fixture->list.count; i++)
        assert_true(assumption_swing(&fixture->list.items[i - 1], 0) >= assumption_swing(&fixture->list.items[i], 0));
    assert_string_equal(fixture->list.items[0].id, "energy");
}

static void what_names_nobody_or_nothing_is_no_assumption(void **state) {
    const Fixture *fixture = *state;

    for (size_t i = 0; i < fixture->list.count; i++) assert_string_not_equal(fixture->list.items[i].id, "title");
}

static void without_a_study_the_order_is_that_of_the_files(void **state) {
    const Fixture *fixture = *state;

    const AssumptionList list = assumption_list(fixture->arena, case_of(fixture->made.loaded), NULL);

    assert_int_equal(list.count > 6, 1);
    assert_null(list.items[0].npv_most);
    for (size_t i = 0; i < list.count; i++) assert_close(assumption_swing(&list.items[i], 0), 0, 0);
}

/* By hand: 1,000 × 1.1 in the second year, as pay grows by 10% and nothing is discounted; by 9% and 11% it is 1,090 and 1,110.
   An index that no line has moves nothing. */
static void what_has_no_lever_has_an_effect_or_says_why_not(void **state) {
    (void)state;
    static const CaseFile with_index[] = {
        { "case.csv", "key,value\ndiscount,0%\n" },
        { "councils.csv", "council\nN\nS\n" },
        { "indices.csv", "index,2020/21,2021/22\npay,0%,10%\nidle,0%,5%\n" },
        { "splits.csv", "split,N,S\nstaff,60%,40%\n" },
        { "costs.csv", "line,index,split,2020/21,2021/22\nteam,pay,staff,1000,1000\n" },
        { "benefits.csv", "line,split,2020/21,2021/22\nsaving,staff,4000,4000\n" },
        { "budgets.csv", "budget,council,2020/21,2021/22\nteams,N,10,20\n" },
        { NULL, NULL },
    };
    static const struct {
        const char *kind, *id, *over;
        double joint, north;
    } rows[] = {
        { "index", "pay", "10% either way", 20, 12 },
        { "index", "idle", "moves nothing by itself", 0, 0 },
        { "split", "staff", "none jointly: it says who pays what", 0, 0 },
        { "budget", "teams", "none: only the financial case reads it", 0, 0 },
    };
    Fixture fixture = { .made = temporary_case(with_index, (BizcaseCaseRequest){ 0 }), .arena = arena_new() };
    const BizcaseSensitivityRequest tornado = { .parts = BIZCASE_TORNADO };
    assert_int_equal(bizcase_sensitivity(fixture.made.loaded, &tornado, &fixture.study, NULL), BIZCASE_OK);

    fixture.list = assumption_list(fixture.arena, case_of(fixture.made.loaded), fixture.study);

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Assumption *item = find(&fixture, rows[r].kind, rows[r].id);
        assert_string_equal(item->effect_over, rows[r].over);
        assert_close(assumption_swing(item, 0), rows[r].joint, 1e-9);
        assert_close(assumption_swing(item, 1), rows[r].north, 1e-9);
    }
    arena_free(fixture.arena);
    bizcase_sensitivity_free(fixture.study);
    temporary_case_free(&fixture.made);
}

/* 10, 20 and 30 lamps are 0, 10 and 20 a year late. Of 2 for each of them 0, 20 and 40; at £5 that is £300 in all. */
static void a_quantity_is_what_it_comes_to_in_its_unit(void **state) {
    (void)state;
    static const CaseFile with_quantities[] = {
        { "case.csv", "key,value\nstart,2026/27\nperiods,3\ndiscount,0%\n" },
        { "phases.csv", "phase,start,end,central\nfit,2026-04,2027-03,12\n" },
        { "quantities.csv",
            "quantity,unit,formula,distribution,low,central,high,phase,on_delay,2026/27,2027/28,2028/29\n"
            "lamps,lamp,,uniform,0.9,1,1.1,fit,shift,10,20,30\n"
            "fitted,lamp/year,,,,2,,,,1,2,3\n"
            "pairs,pair,lamps * 2[pair/lamp],,,,,,,,,\n"
            "taken,share,,,,,,,,20%,,50%\n"
            "price,£/pair,,,,5,,,,,,\n"
            "fee,£/pair,,triangular,£4,£6,£9,,,,,\n" },
        { "costs.csv", "line,formula\nc,fitted * 0[£*year/lamp] * taken\n" },
        { "benefits.csv", "line,formula\nb,pairs * price\n" },
        { NULL, NULL },
    };
    static const struct {
        const char *kind, *id, *value, *range;
        double number, low, high;
    } rows[] = {
        { "quantity", "lamps", "10 lamp in 2027/28 (20 in 2028/29)", "9 lamp to 11 lamp", 10, 9, 11 },
        { "quantity", "fitted", "2 lamp/year in 2026/27 (12 in total)", "", 2, NAN, NAN },
        { "quantity", "pairs", "lamps * 2[pair/lamp]: 20 pair in 2027/28 (40 in 2028/29)", "", 20, NAN, NAN },
        { "quantity", "taken", "20% in 2026/27 (50% in 2028/29)", "", 0.2, NAN, NAN },
        { "quantity", "price", "£5/pair", "", 5, NAN, NAN },
        { "quantity", "fee", "£6/pair", "£4 to £9", 6, 4, 9 },
        { "benefit", "b", "pairs * price: £300", "", 300, NAN, NAN },
    };
    Fixture fixture = { .made = temporary_case(with_quantities, (BizcaseCaseRequest){ 0 }), .arena = arena_new() };
    if (fixture.made.status != BIZCASE_OK) print_case_diagnostics(fixture.made.loaded);
    assert_int_equal(fixture.made.status, BIZCASE_OK);

    fixture.list = assumption_list(fixture.arena, case_of(fixture.made.loaded), NULL);

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Assumption *item = find(&fixture, rows[r].kind, rows[r].id);
        assert_string_equal(assumption_value(fixture.arena, item, "£"), rows[r].value);
        assert_string_equal(item->range, rows[r].range);
        assert_close(item->number, rows[r].number, 1e-9);
        assert_int_equal(isnan(item->low), isnan(rows[r].low));
        if (isnan(rows[r].low)) continue;
        assert_close(item->low, rows[r].low, 1e-9);
        assert_close(item->high, rows[r].high, 1e-9);
    }
    arena_free(fixture.arena);
    temporary_case_free(&fixture.made);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_file_is_in_it_with_who_answers_for_it),
        cmocka_unit_test(those_that_move_net_present_value_most_come_first),
        cmocka_unit_test(what_names_nobody_or_nothing_is_no_assumption),
        cmocka_unit_test(a_quantity_is_what_it_comes_to_in_its_unit),
        cmocka_unit_test(what_has_no_lever_has_an_effect_or_says_why_not),
        cmocka_unit_test(without_a_study_the_order_is_that_of_the_files) };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
