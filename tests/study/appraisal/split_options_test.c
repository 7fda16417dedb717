/* A split that differs between options: every line is shared by its option's own rows, the baseline's too. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

/* Quarters; nothing is discounted. `cms` shares 290 a quarter by 20 and 9, from 2028/29 by 18 and 11; alone Northshire
   pays all of it; together the rows are the same for a year, then 0.6 and the rest. */
static const CaseFile quarters[] = {
    { "case.csv", "key,value\ndiscount,0%\n" },
    { "councils.csv", "council\nNOR\nSOU\n" },
    { "options.csv", "option,role\nnone,baseline\nalone,option\njoint,preferred\n" },
    { "splits.csv",
        "split,option,from,NOR,SOU\ncms,joint,2028/29,0.6,rest\ncms,,2028/29 Q1,18,11\ncms,,,20,9\ncms,alone,,1,0\n" },
    { "costs.csv",
        "line,split,2027/28 Q1,2027/28 Q2,2027/28 Q3,2027/28 Q4,2028/29 Q1,2028/29 Q2,2028/29 Q3,2028/29 Q4\n"
        "system,cms,290,290,290,290,290,290,290,290\n" },
    { "benefits.csv",
        "line,option,split,2027/28 Q1,2027/28 Q2,2027/28 Q3,2027/28 Q4,2028/29 Q1,2028/29 Q2,2028/29 Q3,2028/29 Q4\n"
        "energy,joint,cms,29,29,29,29,29,29,29,29\n"
        "lamps,alone,NOR,10,10,10,10,10,10,10,10\n" },
    { "risks.csv",
        "risk,option,probability,distribution,central,from,to,split\nlate,joint,50%,fixed,580,2028/29,2028/29,cms\n" },
    { NULL, NULL },
};

/* none: NOR −4 × 200 − 4 × 180, SOU −4 × 90 − 4 × 110. alone: NOR −8 × 290 + 8 × 10. joint: NOR −4 × 200 − 4 × 174, of the
   benefit 4 × 20 + 4 × 17.4, of the risk 0.6 × 290; SOU −4 × 90 − 4 × 116, 4 × 9 + 4 × 11.6, 0.4 × 290. */
static const struct {
    const char *option, *versus;
    double of_joint, of_nor, of_sou;
} expected[] = {
    { "none", NULL, -2320, -1520, -800 },
    { "alone", NULL, -2240, -2240, 0 },
    { "joint", NULL, -2378, -1520.4, -857.6 },
    { "alone", "none", 80, -720, 800 },
    { "joint", "none", -58, -0.4, -57.6 },
};

static void check_figure(const BizcaseAppraisal *appraisal, size_t row, const char *council, double value) {
    const BizcaseScope scope = { expected[row].option, expected[row].versus, council, "total" };
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &scope);
    assert_non_null(result);
    assert_close(result->figures[bizcase_figure_find("npv")], value, 1e-9);
}

static void each_option_has_its_own_shares_and_councils_sum_to_joint(void **state) {
    TemporaryCase made = temporary_case(quarters, (BizcaseCaseRequest){ 0 });
    BizcaseAppraisal *appraisal;
    (void)state;
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);

    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);

    for (size_t r = 0; r < COUNT_OF(expected); r++) {
        check_figure(appraisal, r, "joint", expected[r].of_joint);
        check_figure(appraisal, r, "NOR", expected[r].of_nor);
        check_figure(appraisal, r, "SOU", expected[r].of_sou);
    }
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

/* What option and baseline share by other rows is an item of each; for both councils together nothing is left of it. */
static void an_explanation_has_the_line_once_for_each_way_of_sharing(void **state) {
    static const struct {
        const char *what;
        size_t items;
        double value;
    } rows[] = {
        { "npv/SOU/total/alone", 1, 800 }, /* it pays nothing there */
        { "npv/SOU/total/joint", 4, -57.6 },
        { "npv/joint/total/joint", 2, -58 },
    };
    TemporaryCase made = temporary_case(quarters, (BizcaseCaseRequest){ 0 });
    (void)state;
    assert_int_equal(made.status, BIZCASE_OK);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseExplanation *explanation;

        assert_int_equal(bizcase_explain(made.loaded, rows[r].what, &explanation, NULL), BIZCASE_OK);

        assert_close(explanation->value, rows[r].value, 1e-9);
        assert_close(explanation->sum, rows[r].value, 1e-9);
        assert_int_equal(explanation->item_count, rows[r].items);
        bizcase_explanation_free(explanation);
    }
    temporary_case_free(&made);
}

/* A row that names an option changes nothing where all rows name none. */
static void rows_that_name_every_option_are_as_rows_that_name_none(void **state) {
    static const char *const shares[] = { "split,from,NOR,SOU\ncms,,20,9\ncms,2028/29 Q1,18,11\n",
        "split,option,from,NOR,SOU\ncms,none;alone;joint,,20,9\ncms,joint;none;alone,2028/29,18,11\n" };
    double found[2] = { 0 };
    (void)state;
    for (size_t v = 0; v < COUNT_OF(found); v++) {
        CaseFile files[COUNT_OF(quarters)];
        memcpy(files, quarters, sizeof files);
        for (size_t f = 0; files[f].path; f++)
            if (strcmp(files[f].path, "splits.csv") == 0) files[f].text = shares[v];
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        BizcaseAppraisal *appraisal;
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        const BizcaseScope scope = { "joint", "none", "SOU", "total" };
        found[v] = bizcase_appraisal_find(appraisal, &scope)->figures[bizcase_figure_find("npv")];
        bizcase_appraisal_free(appraisal);
        temporary_case_free(&made);
    }
    assert_close(found[0], 4 * 9 + 4 * 11 - 110, 1e-9); /* the benefit less 11/29 of 290 */
    assert_close(found[1], found[0], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_option_has_its_own_shares_and_councils_sum_to_joint),
        cmocka_unit_test(an_explanation_has_the_line_once_for_each_way_of_sharing),
        cmocka_unit_test(rows_that_name_every_option_are_as_rows_that_name_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
