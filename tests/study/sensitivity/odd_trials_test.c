/* Trials in which a formula divides by 0 are left out of what the sensitivity study makes of its trials. */
#include "support/sensitivity_of_case.h"

#include "support/gsl_errors.h"

/* Staff of 1, in a quarter of the trials, divides by 0. In the others the cost is 100 × the draw: 200 on average, and 290
   where the draw is at its 95th percentile. The plan has 2 of staff. */
static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
    { "quantities.csv", "quantity,formula,distribution,low,central,high,shape\nstaff,,discrete,,2,,1:1;2:3\n"
                        "load,100 / (staff - 1),,,,,\nrate,,uniform,1,,3,\n" },
    { "options.csv", "option,role\nnow,baseline\nnew,preferred\n" },
    { "costs.csv", "line,option,formula\na,new,load * rate\n" }, { NULL, NULL } };

static void they_are_counted_and_the_others_give_the_figures(void **state) {
    (void)state;
    SensitivityOfCase made = sensitivity_of_case(
        files, (BizcaseSensitivityRequest){
                   .parts = BIZCASE_CHOICE | BIZCASE_ASSOCIATION | BIZCASE_CHALLENGE, .trials = 20000 });

    const BizcaseSensitivity *study = made.study;
    assert_int_equal(study->trials, 20000);
    assert_close((double)study->not_finite, 5000, 5 * sqrt(20000 * 0.25 * 0.75)); /* five standard errors */
    assert_close(study->choice->expected_npv[0], -200, 5 * 100 / sqrt(3 * 15000));
    assert_close(study->choice->regret_p95[0], 290, 5 * 200 * sqrt(0.05 * 0.95 / 15000));
    assert_int_equal(
        study->challenge_count, 2 + 2 + 2 + 2 + 1); /* rates, costs, benefits, delay and bias, all at once */
    for (size_t c = 0; c < study->challenge_count; c++) assert_true(isfinite(study->challenges[c].npv[0]));
    size_t of_rate = 0;
    for (size_t i = 0; i < study->association_count; i++)
        if (strcmp(study->groups[study->associations[i].group].name, "quantity:rate") == 0) {
            assert_close(study->associations[i].rank_correlation[0], -1, 1e-12);
            of_rate++;
        }
    assert_int_equal(of_rate, 1);
    sensitivity_of_case_free(&made);
}

/* A point has two draws of staff: it is left out where either divides by 0, 1 − (¾)² of all. What is left varies by the rate
   alone: 100 × uniform on 1 to 3. */
static void points_of_the_variance_indices_are_left_out_and_counted(void **state) {
    (void)state;
    SensitivityOfCase made =
        sensitivity_of_case(files, (BizcaseSensitivityRequest){ .parts = BIZCASE_VARIANCE, .trials = 1000 });

    const BizcaseSensitivity *study = made.study;
    assert_close((double)study->variance_not_finite / (double)study->variance_points, 1 - 0.75 * 0.75, 0.01);
    assert_close(study->variance_sd[0], 100 * 2 / sqrt(12), 1);
    for (size_t i = 0; i < study->variance_count; i++) {
        const double part = strcmp(study->groups[study->variance[i].group].name, "quantity:staff") == 0 ? 0 : 1;
        assert_close(study->variance[i].first[0].value, part, 0.02);
        assert_close(study->variance[i].total[0].value, part, 0.02);
    }
    sensitivity_of_case_free(&made);
}

static void a_study_of_hardly_any_others_is_refused(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseSensitivity *study;
    size_t count;

    assert_int_equal(bizcase_sensitivity(made.loaded,
                         &(BizcaseSensitivityRequest){ .parts = BIZCASE_CHOICE, .trials = 10 }, &study, problems),
        BIZCASE_BAD_REQUEST);

    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_non_null(strstr(items[0].message, "of 10 trials a formula divides by 0: too few are left"));
    bizcase_problems_free(problems);
    temporary_case_free(&made);
}

/* Redundancy is in no appraisal of the whole, but in cash: 200 lines of 20 × uniform on 0 to 2. The benefit is uniform on 90
   to 110. In 12ths, the variances are 20² of the benefit and 200 · 40² of redundancy. Draws for lines that do not count
   would be written behind the inputs that there are. */
static void lines_that_count_in_another_reading_only_are_not_drawn(void **state) {
    enum { LINES = 200 };
    static char costs[16 * 1024];
    size_t length = (size_t)sprintf(costs, "line,type,distribution,low,high,2019/20\n");
    for (int l = 0; l < LINES; l++) length += (size_t)sprintf(costs + length, "a%d,redundancy,uniform,0,2,20\n", l);
    const CaseFile redundancies[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" }, { "costs.csv", costs },
        { "benefits.csv", "line,type,distribution,low,high,2019/20\nb,cash_releasing,uniform,0.9,1.1,100\n" },
        { NULL, NULL } };
    const struct {
        BizcaseReading reading;
        double mean, variance;
        size_t inputs;
    } rows[] = { { BIZCASE_WHOLE, 100, 20 * 20 / 12.0, 1 },
        { BIZCASE_CASH, 100 - 20.0 * LINES, (20 * 20 + LINES * 40 * 40) / 12.0, LINES + 1 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        SensitivityOfCase made = sensitivity_of_case(redundancies,
            (BizcaseSensitivityRequest){
                .parts = BIZCASE_CHOICE | BIZCASE_ASSOCIATION, .trials = 2000, .reading = rows[r].reading });

        assert_int_equal(made.study->association_count, rows[r].inputs);
        assert_close(made.study->choice->expected_npv[0], rows[r].mean, 5 * sqrt(rows[r].variance / 2000));
        sensitivity_of_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_counted_and_the_others_give_the_figures),
        cmocka_unit_test(lines_that_count_in_another_reading_only_are_not_drawn),
        cmocka_unit_test(points_of_the_variance_indices_are_left_out_and_counted),
        cmocka_unit_test(a_study_of_hardly_any_others_is_refused),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
