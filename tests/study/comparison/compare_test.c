/* Comparisons: bridges add up, do not depend on direction, and cells are found with their places. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static BizcaseComparison *compare(const BizcaseCaseRequest *sides, size_t count) {
    static const char *const labels[] = { "first", "second", "third" };
    const BizcaseCaseRequest *each[COUNT_OF(labels)];
    BizcaseComparison *comparison;
    for (size_t s = 0; s < count; s++) each[s] = &sides[s];
    const BizcaseCompareRequest request = { .sides = each, .labels = labels, .side_count = count };
    assert_int_equal(bizcase_compare(&request, &comparison, NULL), BIZCASE_OK);
    return comparison;
}

static double npv(const BizcaseComparedSide *side, size_t body) {
    return side->figures[body * bizcase_figure_count() + bizcase_figure_find("npv")];
}

static void check_adds_up(const BizcaseComparison *comparison) {
    assert_true(comparison->has_bridge);
    for (size_t b = 0; b < comparison->sides[0].body_count; b++) {
        double sum = 0;
        for (size_t s = 0; s < comparison->step_count; s++) sum += comparison->steps[s].npv[b];
        const double difference = npv(&comparison->sides[1], b) - npv(&comparison->sides[0], b);
        assert_close(
            sum, difference, 1e-9 * (1 + fabs(npv(&comparison->sides[0], b)) + fabs(npv(&comparison->sides[1], b))));
    }
}

/* Of thousands of cases each: of a build that a sanitizer slows down the others are enough. */
#if !defined __SANITIZE_THREAD__ && !defined __SANITIZE_ADDRESS__
#define LONG_BRIDGES                                                                                                   \
    { "scenarios/joint-ict-2017", "one-council-leaves-2021" }, {                                                       \
        "scenarios/joint-ict-2017", "optimism-bias-unmitigated"                                                        \
    }
#else
#define LONG_BRIDGES
#endif

static void bridges_of_the_samples_add_up_in_every_council(void **state) {
    (void)state;
    static const struct {
        const char *folder, *scenario;
    } rows[] = { { "scenarios/joint-ict-2017", "discount-rate-3" }, { "scenarios/joint-ict-2017", "a-years-delay" },
        { "scenarios/best4business", "forecast-2019" }, { "scenarios/best4business", "green-book-view" },
        { "scenarios/horizon-60-years", "no-letting" }, { "scenarios/monthly-mobilisation", "three-months-late" },
        { "scenarios/led-street-lighting", "second-council-stays-out" }, { "scenarios/early-help", "police-leave" },
        LONG_BRIDGES };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseCaseRequest sides[] = { { .folder = rows[r].folder },
            { .folder = rows[r].folder, .scenarios = &rows[r].scenario, .scenario_count = 1 } };
        BizcaseComparison *comparison = compare(sides, 2);
        assert_true(comparison->step_count > 0 && comparison->cell_count > 0);
        check_adds_up(comparison);
        bizcase_comparison_free(comparison);
    }
}

/* NPV = −(100·d) − 50 with d 1 → 2 and 100 → 200: +100 each way and +100 together, shared equally. */
static const CaseFile before[] = {
    { "costs.csv", "line,drivers,note,2018/19\na,d,old,100\nb,,,50\n" },
    { "drivers.csv", "driver,central\nd,1\n" },
    { NULL, NULL },
};
static const CaseFile after[] = {
    { "costs.csv", "line,note,drivers,2018/19,2019/20\nb,,,50.0,0\na,new,d,200,\nc,,e,10,\n" },
    { "drivers.csv", "driver,central\ne,3\nd,2\n" },
    { NULL, NULL },
};

static const BizcaseBridgeStep *step_named(const BizcaseComparison *comparison, const char *what) {
    for (size_t s = 0; s < comparison->step_count; s++)
        if (strcmp(comparison->steps[s].what, what) == 0) return &comparison->steps[s];
    fail_msg("there is no step %s", what);
    return NULL;
}

static void two_changes_that_multiply_share_what_they_do_together(void **state) {
    (void)state;
    TemporaryCase old = temporary_case(before, (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(after, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest there[] = { { .folder = old.folder }, { .folder = new.folder } },
                             back[] = { { .folder = new.folder }, { .folder = old.folder } };
    BizcaseComparison *comparison = compare(there, 2), *reverse = compare(back, 2);

    static const struct {
        const char *what;
        double npv;
    } steps[] = { { "costs.csv: a", -150 }, { "drivers.csv: d", -150 }, { "costs.csv: c", -30 },
        { "costs.csv: b", 0 } }; /* a period more, of nothing */
    assert_true(comparison->is_exact);
    assert_int_equal(comparison->step_count, COUNT_OF(steps)); /* an unused driver and a note change nothing */
    for (size_t s = 0; s < COUNT_OF(steps); s++) {
        assert_close(step_named(comparison, steps[s].what)->npv[0], steps[s].npv, 1e-9);
        assert_close(step_named(reverse, steps[s].what)->npv[0], -steps[s].npv, 1e-9);
    }
    check_adds_up(comparison);
    bizcase_comparison_free(comparison);
    bizcase_comparison_free(reverse);
    temporary_case_free(&old);
    temporary_case_free(&new);
}

static void changed_cells_are_listed_with_their_places(void **state) {
    (void)state;
    TemporaryCase old = temporary_case(before, (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(after, (BizcaseCaseRequest){ 0 });
    BizcaseComparison *comparison =
        compare((const BizcaseCaseRequest[]){ { .folder = old.folder }, { .folder = new.folder } }, 2);

    static const struct {
        const char *file, *row, *column, *before, *after, *before_place, *after_place;
    } rows[] = {
        { "drivers.csv", "d", "central", "1", "2", "drivers.csv:2:3", "drivers.csv:3:3" },
        { "drivers.csv", "e", "", "", "the row", "", "drivers.csv:2:1" },
        { "costs.csv", "a", "note", "old", "new", "costs.csv:2:5", "costs.csv:3:3" },
        { "costs.csv", "a", "2018/19", "100", "200", "costs.csv:2:9", "costs.csv:3:9" },
        { "costs.csv", "b", "2019/20", "", "0", "costs.csv:3:1", "costs.csv:2:10" },
        { "costs.csv", "c", "", "", "the row", "", "costs.csv:4:1" },
    };
    size_t found = 0;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        for (size_t c = 0; c < comparison->cell_count; c++) {
            const BizcaseCellChange *cell = &comparison->cells[c];
            if (strcmp(cell->file, rows[r].file) != 0 || strcmp(cell->row, rows[r].row) != 0 ||
                strcmp(cell->column, rows[r].column) != 0)
                continue;
            found++;
            assert_string_equal(cell->before, rows[r].before);
            assert_string_equal(cell->after, rows[r].after);
            assert_string_equal(cell->before_place, rows[r].before_place);
            assert_string_equal(cell->after_place, rows[r].after_place);
        }
    if (found != COUNT_OF(rows) || found != comparison->cell_count)
        for (size_t c = 0; c < comparison->cell_count; c++)
            print_error("%s %s %s: %s %s\n", comparison->cells[c].file, comparison->cells[c].row,
                comparison->cells[c].column, comparison->cells[c].before_place, comparison->cells[c].after_place);
    assert_int_equal(found, COUNT_OF(rows));
    assert_int_equal(found, comparison->cell_count); /* 50 and 50.0 are the same */
    bizcase_comparison_free(comparison);
    temporary_case_free(&old);
    temporary_case_free(&new);
}

/* The options are renamed: no line makes sense without them, so all is one change. */
static const CaseFile renamed[2][4] = {
    { { "costs.csv", "line,option,2018/19\na,x,100\n" }, { "options.csv", "option\nx\n" }, { NULL, NULL } },
    { { "costs.csv", "line,option,2018/19\na,y,90\n" }, { "options.csv", "option\ny\n" }, { NULL, NULL } },
};

static void changes_that_need_each_other_are_taken_together(void **state) {
    (void)state;
    TemporaryCase old = temporary_case(renamed[0], (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(renamed[1], (BizcaseCaseRequest){ 0 });
    BizcaseComparison *comparison =
        compare((const BizcaseCaseRequest[]){ { .folder = old.folder }, { .folder = new.folder } }, 2);

    assert_int_equal(comparison->step_count, 1);
    assert_string_equal(comparison->steps[0].what, "everything");
    check_adds_up(comparison);
    bizcase_comparison_free(comparison);
    temporary_case_free(&old);
    temporary_case_free(&new);
}

static void the_same_case_twice_has_no_steps_and_one_case_has_its_options(void **state) {
    (void)state;
    const BizcaseCaseRequest sides[] = { { .folder = "scenarios/joint-ict-2017" },
        { .folder = "scenarios/joint-ict-2017" } };
    BizcaseComparison *twice = compare(sides, 2), *once = compare(sides, 1);

    assert_true(twice->has_bridge);
    assert_int_equal(twice->step_count, 0);
    assert_int_equal(twice->cell_count, 0);
    assert_int_equal(once->side_count, 3);
    bizcase_comparison_free(twice);
    bizcase_comparison_free(once);
}

/* In the new case a cost of 50 goes from X to Y, which is nothing together, another is 30 more and a third 10 less. */
static void the_largest_effect_on_any_council_comes_first(void **state) {
    (void)state;
    static const CaseFile old_files[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,split,2018/19\nless,X,20\nmore,X,20\nmoved,X,50\n" }, { NULL, NULL } };
    static const CaseFile new_files[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,split,2018/19\nless,X,10\nmore,X,50\nmoved,Y,50\n" }, { NULL, NULL } };
    static const char *const expected[] = { "costs.csv: moved", "costs.csv: more", "costs.csv: less" };
    TemporaryCase old = temporary_case(old_files, (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(new_files, (BizcaseCaseRequest){ 0 });
    BizcaseComparison *comparison =
        compare((BizcaseCaseRequest[]){ { .folder = old.folder }, { .folder = new.folder } }, 2);

    assert_int_equal(comparison->step_count, COUNT_OF(expected));
    for (size_t s = 0; s < COUNT_OF(expected); s++) assert_string_equal(comparison->steps[s].what, expected[s]);
    bizcase_comparison_free(comparison);
    temporary_case_free(&old);
    temporary_case_free(&new);
}

static BizcaseComparison *compare_files(const CaseFile *first, const CaseFile *second) {
    TemporaryCase old = temporary_case(first, (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(second, (BizcaseCaseRequest){ 0 });
    BizcaseComparison *comparison =
        compare((BizcaseCaseRequest[]){ { .folder = old.folder }, { .folder = new.folder } }, 2);
    temporary_case_free(&old);
    temporary_case_free(&new);
    return comparison;
}

/* A row whose amount comes a year earlier moves nothing at a rate of 0, but each of its cells moves 1,000; the name moves
   nothing at all. */
static void each_cell_says_what_it_moves_by_itself(void **state) {
    (void)state;
    static const CaseFile first[] = { { "case.csv", "key,value\ndiscount,0%\n" },
        { "costs.csv", "line,name,2018/19,2019/20\nearlier,Old,0,1000\nmore,,10,5\n" }, { NULL, NULL } };
    static const CaseFile second[] = { { "case.csv", "key,value\ndiscount,0%\n" },
        { "costs.csv", "line,name,2018/19,2019/20\nearlier,New,1000,0\nmore,,30,5\ngone,,7,\n" }, { NULL, NULL } };
    static const struct {
        const char *row, *column, *title;
        double npv;
    } expected[] = { { "earlier", "2018/19", "New (costs.csv), 2018/19", -1000 },
        { "earlier", "2019/20", "New (costs.csv), 2019/20", 1000 },
        { "more", "2018/19", "more (costs.csv), 2018/19", -20 }, { "gone", "", "gone (costs.csv)", -7 } };
    BizcaseComparison *comparison = compare_files(first, second);

    assert_int_equal(comparison->cell_count, COUNT_OF(expected) + 1);
    for (size_t c = 0; c < comparison->cell_count; c++) {
        const BizcaseCellChange *cell = &comparison->cells[c];
        if (strcmp(cell->column, "name") == 0) assert_null(cell->npv);
        for (size_t r = 0; r < COUNT_OF(expected); r++)
            if (strcmp(cell->row, expected[r].row) == 0 && strcmp(cell->column, expected[r].column) == 0) {
                assert_string_equal(cell->title, expected[r].title);
                assert_non_null(cell->npv);
                assert_close(cell->npv[0], expected[r].npv, 1e-9);
            }
    }
    bizcase_comparison_free(comparison);
}

/* Line k costs k more: of 130 the 99 that change most are changes of their own, the others move 1 + 2 + … + 31 = 496. */
static void of_very_many_changes_the_smallest_are_one(void **state) {
    enum { LINES = 130, PERIODS = 2 };
    (void)state;
    char text[2][8000];
    for (int v = 0; v < 2; v++) {
        size_t used = (size_t)snprintf(text[v], sizeof text[v], "line,2018/19,2019/20,2020/21\n");
        for (int k = 1; k <= LINES; k++)
            used += (size_t)snprintf(
                text[v] + used, sizeof text[v] - used, "l%d,%d,%d,%d\n", k, 1000 + k * k + v * k, 900 + v, 900 + 2 * v);
    }
    const CaseFile first[] = { { "case.csv", "key,value\ndiscount,0%\n" }, { "costs.csv", text[0] }, { NULL, NULL } };
    const CaseFile second[] = { { "case.csv", "key,value\ndiscount,0%\n" }, { "costs.csv", text[1] }, { NULL, NULL } };
    BizcaseComparison *comparison = compare_files(first, second);

    assert_int_equal(comparison->step_count, 100);
    assert_string_equal(comparison->steps[0].what, "costs.csv: l130");
    assert_close(comparison->steps[0].npv[0], -130 - 3, 1e-6);
    assert_string_equal(comparison->steps[98].what, "costs.csv: l32");
    assert_string_equal(comparison->steps[99].what, "costs.csv: 31 smaller changes");
    assert_string_equal(comparison->steps[99].title, "31 smaller changes (costs.csv)");
    assert_int_equal(comparison->steps[99].row_count, 31);
    assert_close(comparison->steps[99].npv[0], -496 - 3 * 31, 1e-6);
    size_t weighed = 0;
    for (size_t c = 0; c < comparison->cell_count; c++) weighed += comparison->cells[c].npv != NULL;
    assert_int_equal(comparison->cell_count, LINES * (1 + PERIODS));
    assert_int_equal(weighed, BIZCASE_CELLS_WEIGHED);
    check_adds_up(comparison);
    bizcase_comparison_free(comparison);
}

/* The order in which a file names the councils is no difference: what each pays keeps to its council. */
static void councils_in_another_order_are_the_same(void **state) {
    (void)state;
    static const CaseFile first[] = { { "councils.csv", "council\nX\nY\n" },
        { "costs.csv", "line,split,2018/19\na,X,10\nb,Y,20\n" }, { NULL, NULL } };
    static const CaseFile second[] = { { "councils.csv", "council\nY\nX\n" },
        { "costs.csv", "line,split,2018/19\na,X,15\nb,Y,27\n" }, { NULL, NULL } };
    BizcaseComparison *comparison = compare_files(first, second);

    assert_int_equal(comparison->step_count, 2);
    for (size_t b = 0; b < 3; b++) { /* joint, X, Y */
        static const double a[] = { -5, -5, 0 }, b_moves[] = { -7, 0, -7 };
        assert_close(step_named(comparison, "costs.csv: a")->npv[b], a[b], 1e-9);
        assert_close(step_named(comparison, "costs.csv: b")->npv[b], b_moves[b], 1e-9);
    }
    bizcase_comparison_free(comparison);
}

static BizcaseComparison *compare_folders(const CaseFile *first, const CaseFile *second) {
    TemporaryCase old = temporary_case(first, (BizcaseCaseRequest){ 0 }),
                  new = temporary_case(second, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest sides[] = { { .folder = old.folder }, { .folder = new.folder } };
    BizcaseComparison *comparison = compare(sides, 2);
    temporary_case_free(&old);
    temporary_case_free(&new);
    return comparison;
}

/* lamps × price, 10 × 3 → 20 × 5: the volume moves 10 × 3 to 10 × 5, 40 on average, the price 10 × 2 to 20 × 2, 30. The other
   line, 10 → 0.7 × 10, is a changed formula. */
static void a_bridge_of_quantities_shares_what_they_do_together(void **state) {
    (void)state;
    static const struct {
        const char *what;
        double npv;
    } steps[] = { { "quantities.csv: lamps", -40 }, { "quantities.csv: price", -30 }, { "costs.csv: b", 3 } };
    const CaseFile first[] = {
        { "costs.csv", "line,formula,2018/19\na,lamps * price,\nb,old,\n" },
        { "quantities.csv", "quantity,central\nlamps,10\nprice,3\nold,10\n" },
        { NULL, NULL },
    };
    const CaseFile second[] = {
        { "costs.csv", "line,formula,2018/19\na,lamps * price,\nb,old * 70%,\n" },
        { "quantities.csv", "quantity,central\nlamps,20\nprice,5\nold,10\n" },
        { NULL, NULL },
    };

    BizcaseComparison *comparison = compare_folders(first, second);

    check_adds_up(comparison);
    assert_int_equal(comparison->step_count, COUNT_OF(steps));
    for (size_t s = 0; s < COUNT_OF(steps); s++) {
        assert_string_equal(comparison->steps[s].what, steps[s].what);
        assert_close(comparison->steps[s].npv[0], steps[s].npv, 1e-9);
    }
    assert_int_equal(comparison->cell_count, 3);
    assert_string_equal(comparison->cells[2].column, "formula");
    assert_string_equal(comparison->cells[2].before, "old");
    assert_string_equal(comparison->cells[2].after, "old * 70%");
    bizcase_comparison_free(comparison);
}

/* The line's formula names a quantity that the other version has not, so that a case between them cannot be. */
static void quantities_that_come_and_go_are_in_the_bridge(void **state) {
    (void)state;
    const CaseFile first[] = {
        { "costs.csv", "line,formula,2018/19\na,lamps * 3,\nb,old,\n" },
        { "quantities.csv", "quantity,central\nlamps,10\nold,10\n" },
        { NULL, NULL },
    };
    const CaseFile second[] = {
        { "costs.csv", "line,formula,2018/19\na,lamps * 3,\nb,fee * 2,\n" },
        { "quantities.csv", "quantity,central\nlamps,20\nfee,7\n" },
        { NULL, NULL },
    };

    BizcaseComparison *comparison = compare_folders(first, second);

    check_adds_up(comparison);
    assert_close(npv(&comparison->sides[0], 0), -40, 1e-9);
    assert_close(npv(&comparison->sides[1], 0), -74, 1e-9);
    bizcase_comparison_free(comparison);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bridges_of_the_samples_add_up_in_every_council),
        cmocka_unit_test(a_bridge_of_quantities_shares_what_they_do_together),
        cmocka_unit_test(quantities_that_come_and_go_are_in_the_bridge),
        cmocka_unit_test(two_changes_that_multiply_share_what_they_do_together),
        cmocka_unit_test(the_largest_effect_on_any_council_comes_first),
        cmocka_unit_test(changed_cells_are_listed_with_their_places),
        cmocka_unit_test(changes_that_need_each_other_are_taken_together),
        cmocka_unit_test(each_cell_says_what_it_moves_by_itself),
        cmocka_unit_test(of_very_many_changes_the_smallest_are_one),
        cmocka_unit_test(councils_in_another_order_are_the_same),
        cmocka_unit_test(the_same_case_twice_has_no_steps_and_one_case_has_its_options),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
