/* The challenge set where a question meets a setting of the case, another option or the baseline. */
#include "support/sensitivity_of_case.h"

#include "support/gsl_errors.h"

static const BizcaseSensitivityRequest asked = { .parts = BIZCASE_CHALLENGE, .trials = 20000 };

static const BizcaseChallenge *challenge_of(const SensitivityOfCase *made, const char *name) {
    for (size_t i = 0; i < made->study->challenge_count; i++)
        if (strcmp(made->study->challenges[i].id, name) == 0) return &made->study->challenges[i];
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

    assert_close(made.study->plan_npv[0], -100, 1e-9);
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
    assert_int_equal(made.study->plan_rank[0], 1);
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

/* As above, and the split differs: X pays three quarters of the baseline's 80 and 8, and half of what is new, of which
   there is a benefit of 40. Y then has all of the 100 and its half of the 40, and saves its quarter of the 88. */
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

/* Old 60 and 40 of X and Y, new 50 shared by their calls, 30 and 20, and 7 of Y alone: all of it follows volumes. Without X
   20 of the new cost and the 7 are left, against the 40 that Y saves. */
static void a_volume_leaves_with_its_council(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "councils.csv", "council\nX\nY\n" },
        { "quantities.csv", "quantity,unit,2018/19\ncalls-x,call,30\ncalls-y,call,20\n" },
        { "splits.csv", "split,X,Y\ncalls,calls-x,calls-y\n" },
        { "costs.csv", "line,option,split,2018/19\nold-x,bau,X,60\nold-y,bau,Y,40\ndesk,new,calls,50\nlink,new,Y,7\n" },
        { NULL, NULL } };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    const BizcaseChallenge *row = challenge_of(&made, "leaves:X");
    assert_close(row->npv[2], 40 - 20 - 7, 1e-9);
    assert_close(row->npv[0], 40 - 20 - 7, 1e-9);
    assert_false(row->volumes_stay);
    assert_string_equal(row->name, "X does not take part");
    sensitivity_of_case_free(&made);
}

/* The split of one line of the option or the baseline, in the four ways that a council can be in it. What both have alike
   changes nothing, and neither does a line that the reading leaves out, or one without money. */
static void volumes_stay_where_a_shared_line_follows_none(void **state) {
    (void)state;
    static const struct {
        const char *line;
        int stays;
        BizcaseReading reading;
    } rows[] = {
        { "a,new,fixed,recurring,10\n", 1, BIZCASE_WHOLE },
        { "a,bau,fixed,recurring,10\n", 1, BIZCASE_WHOLE },
        { "a,new,follows,recurring,10\n", 0, BIZCASE_WHOLE },
        { "a,bau;new,fixed,recurring,10\n", 0, BIZCASE_WHOLE },
        { "a,new,fixed,transfer,10\n", 0, BIZCASE_WHOLE },
        { "a,new,fixed,transfer,10\n", 1, BIZCASE_CASH },
        { "a,new,fixed,recurring,0\n", 0, BIZCASE_WHOLE },
        { "a,new,later,recurring,10\n", 1, BIZCASE_WHOLE },
        { "a,new,mine,recurring,10\n", 0, BIZCASE_WHOLE },
        { "a,new,theirs,recurring,10\n", 0, BIZCASE_WHOLE },
        { "a,new,X,recurring,10\n", 0, BIZCASE_WHOLE },
        { "a,new,Y,recurring,10\n", 0, BIZCASE_WHOLE },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[200];
        snprintf(costs, sizeof costs, "line,option,split,type,2018/19\nz,new,X,recurring,1\n%s", rows[r].line);
        const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
            { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" }, { "councils.csv", "council\nX\nY\n" },
            { "drivers.csv", "driver,distribution,central\nshare-x,fixed,0.4\n" },
            { "splits.csv", "split,from,X,Y\nfixed,,1,3\nfollows,,share-x,rest\nmine,,2,0\ntheirs,,0,2\n"
                            "later,,share-x,rest\nlater,2019/20,1,3\n" },
            { "costs.csv", costs }, { NULL, NULL } };
        BizcaseSensitivityRequest request = asked;
        request.reading = rows[r].reading;

        SensitivityOfCase made = sensitivity_of_case(files, request);

        const BizcaseChallenge *row = challenge_of(&made, "leaves:X");
        assert_int_equal(row->volumes_stay, rows[r].stays);
        assert_string_equal(row->name, rows[r].stays ? "X does not take part (volumes stay)" : "X does not take part");
        sensitivity_of_case_free(&made);
    }
}

/* Costs of 100 and benefits of 150 at once: 50. The rows of a test are made together, wherever they are; a setting and
   a period that the case has not can be given. Nothing of one test is left in the next. */
static void a_case_has_challenges_of_its_own(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,2018/19\nc,100\n" },
        { "benefits.csv", "line,2018/19\nb,150\n" },
        { "challenges.csv", "challenge,name,file,row,column,change,value\n"
                            "dear,,costs,c,periods,scale,2\n"
                            "late,A year late,benefits,b,2018/19,set,0\n"
                            "late,,case,discount,,set,25%\n"
                            "dear,Twice as dear,costs,c,periods,add,10\n"
                            "late,,benefits,b,2019/20,set,150\n" },
        { NULL, NULL } };

    SensitivityOfCase made = sensitivity_of_case(files, asked);

    const size_t count = made.study->challenge_count;
    const BizcaseChallenge *dear = &made.study->challenges[count - 2], *late = &made.study->challenges[count - 1];
    assert_string_equal(dear->name, "Twice as dear");
    assert_close(dear->npv[0], 150 - 210, 1e-9);
    assert_string_equal(late->name, "A year late");
    assert_close(late->npv[0], 150 / 1.25 - 100, 1e-9);
    assert_false(late->built_in);
    assert_close(made.study->plan_npv[0], 50, 1e-9);
    sensitivity_of_case_free(&made);
}

/* North has a cost of 100, of which a test makes 110, and a redundancy of 60; a year later it saves 150 in cash and has 40
   in wider benefits. Firm is no public body, and gets 70. The year in which it pays back goes by evenly. */
static void its_own_challenges_are_put_to_the_reading(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\ndiscount,0%\n" },
        { "councils.csv", "council,public\nnorth,yes\nfirm,no\n" },
        { "costs.csv", "line,type,split,2018/19\nc,recurring,north,100\nr,redundancy,north,60\n" },
        { "benefits.csv",
            "line,type,split,2019/20\nb,cash_releasing,north,150\nw,wider,north,40\nf,cash_releasing,firm,70\n" },
        { "challenges.csv", "challenge,file,row,column,change,value\ndear,costs,c,periods,scale,1.1\n" },
        { NULL, NULL } };
    static const struct {
        BizcaseReading reading;
        double joint, north, firm, payback;
        size_t rank_for_north;
    } rows[] = {
        { BIZCASE_WHOLE, 150 + 40 + 70 - 110, 150 + 40 - 110, 70, 1 + 110 / 260.0, 1 },
        { BIZCASE_PUBLIC, 150 - 110, 150 - 110, 0, 1 + 110 / 150.0, 1 },
        { BIZCASE_CASH, 150 + 70 - 110 - 60, 150 - 110 - 60, 70, 1 + 170 / 220.0, 2 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseSensitivityRequest request = asked;
        request.reading = rows[r].reading;
        SensitivityOfCase made = sensitivity_of_case(files, request);

        const BizcaseChallenge *dear = challenge_of(&made, "dear");
        assert_close(dear->npv[0], rows[r].joint, 1e-9);
        assert_close(dear->npv[1], rows[r].north, 1e-9);
        assert_close(dear->npv[2], rows[r].firm, 1e-9);
        assert_close(dear->payback[0], rows[r].payback, 1e-9);
        assert_int_equal(dear->rank[1], rows[r].rank_for_north);
        assert_close(dear->npv[0], made.study->plan_npv[0] - 10, 1e-9);
        sensitivity_of_case_free(&made);
    }
}

/* Of a test that matches nothing, and of one that leaves no such option, no study is made; both are told. */
static void a_challenge_that_cannot_be_made_fails_the_study(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,2018/19\nc,100\n" },
        { "options.csv", "option,role\nnew,preferred\n" },
        { "challenges.csv", "challenge,file,row,column,change,value\nnobody,costs,d,periods,scale,2\n"
                            "other,options,new,option,set,old\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseSensitivity *study;
    size_t count;
    assert_int_equal(made.status, BIZCASE_OK);

    const BizcaseStatus status = bizcase_sensitivity(made.loaded, &asked, &study, problems);
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);

    assert_int_equal(status, BIZCASE_CASE_WRONG);
    assert_null(study);
    assert_int_equal(count, 2);
    assert_string_equal(items[0].message, "no row of costs.csv has line \"d\"");
    assert_string_equal(items[0].file, "challenges.csv");
    assert_int_equal(items[0].line, 2);
    assert_int_equal(items[0].column, 14);
    assert_string_equal(items[1].message, "challenge \"other\" leaves no option \"new\" to appraise");
    assert_int_equal(items[1].line, 3);
    bizcase_problems_free(problems);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bias_and_risks_are_put_to_a_plan_that_leaves_them_out),
        cmocka_unit_test(only_the_risks_of_the_option_are_raised),
        cmocka_unit_test(a_leaver_takes_its_part_of_the_baseline_along),
        cmocka_unit_test(a_leaver_takes_its_part_of_each_option_along),
        cmocka_unit_test(a_volume_leaves_with_its_council),
        cmocka_unit_test(volumes_stay_where_a_shared_line_follows_none),
        cmocka_unit_test(a_case_has_challenges_of_its_own),
        cmocka_unit_test(its_own_challenges_are_put_to_the_reading),
        cmocka_unit_test(a_challenge_that_cannot_be_made_fails_the_study),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
