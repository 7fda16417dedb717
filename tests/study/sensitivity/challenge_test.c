/* The challenge set where a question meets a setting of the case, another option or the baseline. */
#include "support/sensitivity_of_case.h"

#include "support/gsl_errors.h"

static const BizcaseSensitivityRequest asked = { .parts = BIZCASE_CHALLENGE, .trials = 20000 };

static const BizcaseChallenge *challenge_of(const SensitivityOfCase *made, const char *name) {
    for (size_t i = 0; i < made->study->challenge_count; i++)
        if (strcmp(made->study->challenges[i].name, name) == 0) return &made->study->challenges[i];
    fail_msg("there is no challenge %s", name);
    return NULL;
}

/* A bias of 40 % on 100, half of it mitigated, and a risk of 0 to 20 that is sure to come; neither is in the plan. */
static void bias_and_risks_are_put_to_a_plan_that_leaves_them_out(void **state) {
    (void)state;
    static const CaseFile files[] = {
        { "case.csv", "key,value\nstart,2018/19\nperiods,1\noptimism_bias_in_plan,no\nrisk_in_plan,no\n" },
        { "costs.csv", "line,optimism_bias,mitigation,2018/19\nc,40%,50%,100\n" },
        { "risks.csv", "risk,probability,distribution,low,high\nr,100%,uniform,0,20\n" }, { NULL, NULL }
    };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    assert_close(challenge_of(&made, "plan")->npv[0], -100, 1e-9);
    assert_close(challenge_of(&made, "bias-unmitigated")->npv[0], -140, 1e-9);
    assert_close(challenge_of(&made, "risks-p90")->npv[0], -118, 0.2);
    assert_close(challenge_of(&made, "combined")->npv[0], -1.2 * 140 - 18, 0.2);
    sensitivity_of_case_free(&made);
}

/* Both have a risk of 10 on average, and the other costs 2 more: it is second in the plan, and first when the option's own
   risk alone is at its P90. */
static void only_the_risks_of_the_option_are_raised(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nnew,preferred\nother,option\n" },
        { "costs.csv", "line,option,2018/19\na,other,2\nb,new,0\n" },
        { "risks.csv",
            "risk,option,probability,distribution,low,high\nr,new,100%,uniform,0,20\ns,other,100%,uniform,0,20\n" },
        { NULL, NULL } };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    assert_close(challenge_of(&made, "risks-p90")->npv[0], -18, 0.2);
    assert_int_equal(challenge_of(&made, "plan")->rank[0], 1);
    assert_int_equal(challenge_of(&made, "risks-p90")->rank[0], 2);
    sensitivity_of_case_free(&made);
}

/* X and Y bear the baseline's 80 and its risk of 8 in halves, and the new 100. When X leaves Y has all of the 100, but
   saves its own half of the baseline and of the risk only. */
static void a_leaver_takes_its_part_of_the_baseline_along(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "councils.csv", "council\nX\nY\n" }, { "splits.csv", "split,X,Y\nhalves,1,1\n" },
        { "costs.csv", "line,option,split,2018/19\nold,bau,halves,80\nnew,new,halves,100\n" },
        { "risks.csv", "risk,option,split,probability,distribution,central\nr,bau,halves,100%,fixed,8\n" },
        { NULL, NULL } };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    const BizcaseChallenge *row = challenge_of(&made, "leaves:X");
    assert_true(isnan(row->npv[1]));
    assert_close(row->npv[2], 40 + 4 - 100, 1e-9);
    assert_close(row->npv[0], row->npv[2], 1e-9);
    sensitivity_of_case_free(&made);
}

/* As above, and the split differs: X bears three quarters of the baseline's 80 and 8, and half of what is new, of which there
   is a benefit of 40. Y then has all of the 100 and its half of the 40, and saves its quarter of the 88. */
static void a_leaver_takes_its_part_of_each_option_along(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "councils.csv", "council\nX\nY\n" }, { "splits.csv", "split,option,X,Y\ns,,1,1\ns,bau,3,1\n" },
        { "costs.csv", "line,option,split,2018/19\nold,bau,s,80\nnew,new,s,100\n" },
        { "benefits.csv", "line,option,split,2018/19\ngain,new,s,40\n" },
        { "risks.csv", "risk,option,split,probability,distribution,central\nr,bau,s,100%,fixed,8\n" }, { NULL, NULL } };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    assert_close(challenge_of(&made, "leaves:X")->npv[2], -100 + 20 + 22, 1e-9);
    sensitivity_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bias_and_risks_are_put_to_a_plan_that_leaves_them_out),
        cmocka_unit_test(only_the_risks_of_the_option_are_raised),
        cmocka_unit_test(a_leaver_takes_its_part_of_the_baseline_along),
        cmocka_unit_test(a_leaver_takes_its_part_of_each_option_along),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
