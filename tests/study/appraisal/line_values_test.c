/* Present values by line, category and type, worked by hand; and that they add up to the appraisal's. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"
#include "support/random_case.h"

/* At 10% a year 100 and then 110 are worth 200. */
static const CaseFile two_councils[] = {
    { "case.csv", "key,value\ndiscount,10%\n" },
    { "councils.csv", "council\nNOR\nSOU\n" },
    { "options.csv", "option,role\ntoday,baseline\nshared,preferred\n" },
    { "splits.csv", "split,option,NOR,SOU\nusers,today,3,1\nusers,shared,1,1\n" },
    { "costs.csv", "line,name,option,category,type,split,optimism_bias,2019/20,2020/21\n"
                   "staff-n,Staff of Northshire,today,staff,,NOR,,70,77\n"
                   "staff-s,Staff of Southshire,today,staff,,SOU,,30,33\n"
                   "staff,Shared staff,shared,staff,,equal,,90,99\n"
                   "licences,Licences,,software,,users,,40,44\n"
                   "move,Move,shared,,one_off,equal,50%,20,0\n"
                   "sundries-n,Sundries,shared,,,NOR,,6,0\n"
                   "sundries-s,Sundries,today,,,SOU,,6,0\n"
                   "leavers,Redundancy,shared,staff,redundancy,equal,,50,0\n"
                   "nothing,Nothing,shared,staff,,equal,,0,0\n" },
    { "benefits.csv", "line,option,category,type,split,2019/20,2020/21\n"
                      "time,shared,staff,non_cash_releasing,equal,10,11\n"
                      "rent,today,property,,NOR,5,5.5\n" },
    { "risks.csv", "risk,option,probability,distribution,central,from,to\nlate,shared,50%,fixed,44,2020/21,2020/21\n" },
    { NULL, NULL },
};

enum { BODIES = 3 };

typedef struct ExpectedPart {
    const char *key;
    int is_cost;
    BizcaseChange change;
    double values[BODIES]; /* joint, NOR, SOU */
} ExpectedPart;

static const ExpectedPart lines[] = {
    { "time", 0, BIZCASE_NEW, { 20, 10, 10 } }, { "rent", 0, BIZCASE_AVOIDED, { -10, -10, 0 } },
    { "staff", 1, BIZCASE_NEW, { 180, 90, 90 } }, { "move", 1, BIZCASE_NEW, { 30, 15, 15 } }, /* 20 × 1.5 */
    { "late", 1, BIZCASE_NEW, { 20, 10, 10 } },                                               /* 50% × 44 ÷ 1.1 */
    { "sundries-n", 1, BIZCASE_NEW, { 6, 6, 0 } }, { "staff-n", 1, BIZCASE_AVOIDED, { -140, -140, 0 } },
    { "staff-s", 1, BIZCASE_AVOIDED, { -60, 0, -60 } }, { "sundries-s", 1, BIZCASE_AVOIDED, { -6, 0, -6 } },
    { "licences", 1, BIZCASE_KEPT, { 0, -20, 20 } }, /* 80: by halves after three quarters and one */
};

static const ExpectedPart categories[] = {
    { "staff", 0, BIZCASE_NEW, { 20, 10, 10 } },
    { "property", 0, BIZCASE_AVOIDED, { -10, -10, 0 } },
    { "staff", 1, BIZCASE_NEW, { 180, 90, 90 } },
    { "other", 1, BIZCASE_NEW, { 56, 31, 25 } },
    { "staff", 1, BIZCASE_AVOIDED, { -200, -140, -60 } },
    { "other", 1, BIZCASE_AVOIDED, { -6, 0, -6 } },
    { "software", 1, BIZCASE_KEPT, { 0, -20, 20 } },
};

static const ExpectedPart types[] = {
    { "non_cash_releasing", 0, BIZCASE_NEW, { 20, 10, 10 } },
    { "cash_releasing", 0, BIZCASE_AVOIDED, { -10, -10, 0 } },
    { "recurring", 1, BIZCASE_NEW, { 186, 96, 90 } },
    { "one_off", 1, BIZCASE_NEW, { 30, 15, 15 } },
    { "risk", 1, BIZCASE_NEW, { 20, 10, 10 } },
    { "recurring", 1, BIZCASE_AVOIDED, { -206, -140, -66 } },
    { "recurring", 1, BIZCASE_KEPT, { 0, -20, 20 } },
};

typedef struct Appraised {
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
} Appraised;

static const BizcaseAppraiseRequest with_lines = { .lines = 1 };

static Appraised appraised(const CaseFile *files) {
    Appraised a = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    if (a.made.status != BIZCASE_OK) print_case_diagnostics(a.made.loaded);
    assert_int_equal(a.made.status, BIZCASE_OK);
    assert_int_equal(bizcase_appraise(a.made.loaded, &with_lines, &a.appraisal, NULL), BIZCASE_OK);
    return a;
}

static void appraised_free(Appraised *a) {
    bizcase_appraisal_free(a->appraisal);
    temporary_case_free(&a->made);
}

static const char *key_of(const BizcasePart *part) {
    return part->line ? part->line : part->category ? part->category : part->type;
}

static void check_parts(const BizcasePart *parts, size_t count, const ExpectedPart *expected, size_t expected_count) {
    assert_int_equal(count, expected_count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(key_of(&parts[i]), expected[i].key);
        assert_string_equal(parts[i].option, "shared");
        assert_string_equal(parts[i].versus, "today");
        assert_int_equal(parts[i].is_cost, expected[i].is_cost);
        assert_int_equal(parts[i].change, expected[i].change);
        for (size_t b = 0; b < BODIES; b++)
            if (fabs(parts[i].present_values[b] - expected[i].values[b]) > 1e-9)
                fail_msg("%s, body %zu: %.17g is not %g", expected[i].key, b, parts[i].present_values[b],
                    expected[i].values[b]);
    }
}

static void lines_are_told_by_what_the_option_changes_largest_first_and_none_that_is_nil(void **state) {
    Appraised a = appraised(two_councils);
    (void)state;

    check_parts(a.appraisal->lines, a.appraisal->line_count, lines, COUNT_OF(lines));

    assert_string_equal(a.appraisal->lines[2].name, "Shared staff");
    assert_string_equal(a.appraisal->lines[2].type, "recurring");
    assert_string_equal(a.appraisal->lines[2].category, "staff");
    assert_string_equal(a.appraisal->lines[4].type, "risk");
    appraised_free(&a);
}

static void categories_and_types_are_sums_of_their_lines(void **state) {
    Appraised a = appraised(two_councils);
    (void)state;

    check_parts(a.appraisal->by_category, a.appraisal->category_count, categories, COUNT_OF(categories));
    check_parts(a.appraisal->by_type, a.appraisal->type_count, types, COUNT_OF(types));

    appraised_free(&a);
}

static void what_the_baseline_would_have_cost_is_told_apart_from_new_costs(void **state) {
    static const struct {
        double new_costs, avoided_costs, new_benefits, forgone_benefits, shift;
    } rows[BODIES] = { { 236, 206, 20, 10, 0 }, { 121, 140, 10, 10, 50 }, { 115, 66, 10, 0, -50 } };
    Appraised a = appraised(two_councils);
    (void)state;

    assert_int_equal(a.appraisal->netting_count, 1);
    const BizcaseNetting *netting = a.appraisal->nettings;
    for (size_t b = 0; b < BODIES; b++) {
        assert_close(netting->new_costs[b], rows[b].new_costs, 1e-9);
        assert_close(netting->avoided_costs[b], rows[b].avoided_costs, 1e-9);
        assert_close(netting->new_benefits[b], rows[b].new_benefits, 1e-9);
        assert_close(netting->forgone_benefits[b], rows[b].forgone_benefits, 1e-9);
        assert_close(netting->shift[b], rows[b].shift, 1e-9);
    }
    appraised_free(&a);
}

/* Licences: 20 by the split. Staff: Northshire's costs fall by 50 and Southshire's rise by 30, of which 30 is the same money.
   Sundries have no category, and so nothing to do with each other. */
static void a_shift_is_what_one_council_gains_by_the_loss_of_another_on_a_line_or_a_category(void **state) {
    Appraised a = appraised(two_councils);
    (void)state;

    assert_int_equal(a.appraisal->shift_count, 2);
    const BizcaseShift *shifts = a.appraisal->shifts;
    assert_string_equal(shifts[0].line, "licences");
    assert_close(shifts[0].shifted[0], 20, 1e-9);
    assert_close(shifts[0].shifted[1], -20, 1e-9);
    assert_null(shifts[1].line);
    assert_string_equal(shifts[1].category, "staff");
    assert_true(shifts[1].is_cost);
    assert_close(shifts[1].shifted[0], 30, 1e-9);
    assert_close(shifts[1].shifted[1], -30, 1e-9);
    appraised_free(&a);
}

/* Of three councils that gain 30 and 10 and lose 20, half of each gain is the loss of the third. */
static void what_several_councils_gain_by_a_shift_is_in_proportion_to_their_gains(void **state) {
    static const CaseFile files[] = {
        { "case.csv", "key,value\ndiscount,0%\n" },
        { "councils.csv", "council\nA\nB\nC\n" },
        { "options.csv", "option,role\ntoday,baseline\nnew,option\n" },
        { "costs.csv", "line,option,category,split,2019/20\na,today,it,A,30\nb,today,it,B,10\nc,new,it,C,20\n" },
        { NULL, NULL },
    };
    Appraised a = appraised(files);
    (void)state;

    assert_int_equal(a.appraisal->shift_count, 1);
    assert_close(a.appraisal->shifts[0].shifted[0], 15, 1e-9);
    assert_close(a.appraisal->shifts[0].shifted[1], 5, 1e-9);
    assert_close(a.appraisal->shifts[0].shifted[2], -20, 1e-9);
    appraised_free(&a);
}

/* --- sums ------------------------------------------------------------------------------------------------------------ */

static bool is_of(const char *option, const char *versus, const BizcaseScope *scope) {
    return strcmp(option, scope->option) == 0 && !versus == !scope->versus;
}

static double sum_of(const BizcasePart *parts, size_t count, const BizcaseScope *scope, size_t body, int is_cost,
    const char *programme) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        if (is_of(parts[i].option, parts[i].versus, scope) && parts[i].is_cost == is_cost &&
            (!programme || strcmp(parts[i].programme, programme) == 0))
            sum += parts[i].present_values[body];
    return sum;
}

/* As much as amounts of the size of the case are rounded, far below a penny. */
static void check_sum(const char *what, const BizcaseScope *scope, double actual, double expected, double size) {
    if (fabs(actual - expected) > 1e-9 * (1 + size))
        fail_msg("%s: %s, %s, %s: %.17g is not %.17g", what, scope->option, scope->council, scope->programme, actual,
            expected);
}

static void check_result(
    const char *what, const Case *the_case, const BizcaseAppraisal *appraisal, const BizcaseResult *result) {
    const BizcaseScope *scope = &result->scope;
    if (!scope->versus && the_case->baseline != NONE) return;
    const bool whole = strcmp(scope->programme, "total") == 0;
    size_t body = 0;
    for (size_t c = 0; c < the_case->council_count; c++)
        if (strcmp(scope->council, the_case->councils[c].id) == 0) body = 1 + c;
    for (int is_cost = 0; is_cost < 2; is_cost++) {
        const double expected = result->figures[bizcase_figure_find(is_cost ? "pv_costs" : "pv_benefits")];
        double size = 0;
        for (size_t i = 0; i < appraisal->line_count; i++) size += fabs(appraisal->lines[i].present_values[body]);
        check_sum(what, scope,
            sum_of(appraisal->lines, appraisal->line_count, scope, body, is_cost, whole ? NULL : scope->programme),
            expected, size);
        if (!whole) continue;
        check_sum(what, scope, sum_of(appraisal->by_category, appraisal->category_count, scope, body, is_cost, NULL),
            expected, size);
        check_sum(
            what, scope, sum_of(appraisal->by_type, appraisal->type_count, scope, body, is_cost, NULL), expected, size);
    }
}

static void check_nettings(const char *what, const Case *the_case, const BizcaseAppraisal *appraisal) {
    for (size_t n = 0; n < appraisal->netting_count; n++) {
        const BizcaseNetting *netting = &appraisal->nettings[n];
        const BizcaseScope scope = { netting->option, netting->versus, "joint", "total" };
        const BizcaseResult *joint = bizcase_appraisal_find(appraisal, &scope);
        const double size = fabs(netting->new_costs[0]) + fabs(netting->avoided_costs[0]);
        double shifted = 0, shifts = 0;
        check_sum(what, &scope, netting->new_costs[0] - netting->avoided_costs[0],
            joint->figures[bizcase_figure_find("pv_costs")], size);
        for (size_t c = 0; c < the_case->council_count; c++) {
            shifted += netting->shift[1 + c];
            shifts += fabs(netting->shift[1 + c]);
        }
        check_sum(what, &scope, shifted, 0, shifts);
    }
}

static void check_case(BizcaseCase *loaded, const char *what) {
    BizcaseAppraisal *appraisal = NULL;
    assert_int_equal(bizcase_appraise(loaded, &with_lines, &appraisal, NULL), BIZCASE_OK);
    for (size_t r = 0; r < appraisal->result_count; r++)
        check_result(what, case_of(loaded), appraisal, &appraisal->results[r]);
    check_nettings(what, case_of(loaded), appraisal);
    bizcase_appraisal_free(appraisal);
}

static void lines_categories_and_types_of_the_samples_add_up_to_the_appraisal(void **state) {
    static const char *const folders[] = { "scenarios/joint-ict-2017", "scenarios/best4business", "scenarios/minimal",
        "scenarios/monthly-mobilisation", "scenarios/three-councils-quarterly", "scenarios/horizon-60-years",
        "tests/support/made-of-quantities" };
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        const BizcaseCaseRequest request = { .folder = folders[f] };
        BizcaseCase *loaded = NULL;
        assert_int_equal(bizcase_case_load(&request, &loaded, NULL), BIZCASE_OK);
        check_case(loaded, folders[f]);
        bizcase_case_free(loaded);
    }
}

static void those_of_random_cases_add_up_too(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        static RandomCase made;
        static WrittenCase written;
        random_case(seed, &made);
        write_case(&made, (Dress){ 0 }, &written);
        TemporaryCase temporary = temporary_case(written.files, (BizcaseCaseRequest){ 0 });
        assert_int_equal(temporary.status, BIZCASE_OK);
        check_case(temporary.loaded, "a random case");
        temporary_case_free(&temporary);
    }
}

static void nothing_of_it_is_worked_out_unless_asked_for(void **state) {
    TemporaryCase made = temporary_case(two_councils, (BizcaseCaseRequest){ 0 });
    BizcaseAppraisal *appraisal;
    (void)state;

    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);

    assert_int_equal(appraisal->line_count + appraisal->netting_count, 0);
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_told_by_what_the_option_changes_largest_first_and_none_that_is_nil),
        cmocka_unit_test(categories_and_types_are_sums_of_their_lines),
        cmocka_unit_test(what_the_baseline_would_have_cost_is_told_apart_from_new_costs),
        cmocka_unit_test(a_shift_is_what_one_council_gains_by_the_loss_of_another_on_a_line_or_a_category),
        cmocka_unit_test(what_several_councils_gain_by_a_shift_is_in_proportion_to_their_gains),
        cmocka_unit_test(lines_categories_and_types_of_the_samples_add_up_to_the_appraisal),
        cmocka_unit_test(those_of_random_cases_add_up_too),
        cmocka_unit_test(nothing_of_it_is_worked_out_unless_asked_for),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
