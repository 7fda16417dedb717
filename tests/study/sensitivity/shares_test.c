/* Shares of the variance of NPV, by whose money it is and by what makes it vary, of cases whose variance is known. */
#include "support/sensitivity_of_case.h"

#include "study/sensitivity/parts.h"
#include "support/gsl_errors.h"

static SensitivityOfCase shares_of(const CaseFile *files) {
    return sensitivity_of_case(
        files, (BizcaseSensitivityRequest){ .parts = BIZCASE_VARIANCE, .trials = 20000, .threads = 2 });
}

static const BizcaseEstimate *share_of_money(const BizcaseSensitivity *study, const char *name) {
    for (size_t i = 0; i < study->money_count; i++)
        if (strcmp(study->money[i].name, name) == 0) return study->money[i].share;
    fail_msg("there is no money of %s", name);
    return NULL;
}

static const BizcaseCause *cause_named(const BizcaseSensitivity *study, const char *name) {
    for (size_t i = 0; i < study->cause_count; i++)
        if (strcmp(study->causes[i].name, name) == 0) return &study->causes[i];
    fail_msg("there is no cause %s", name);
    return NULL;
}

/* Within what Student's t of 7 degrees of freedom leaves in 999 of 1,000 cases: money's trials are thousands. */
static void assert_share(BizcaseEstimate share, double expected) {
    assert_true(share.standard_error < 0.02);
    assert_close(share.value, expected, 5.41 * share.standard_error + 1e-9);
}

static double sum_of_money(const BizcaseSensitivity *study, const char *kind, size_t body) {
    double sum = 0;
    for (size_t i = 0; i < study->money_count; i++)
        if (strcmp(study->money[i].kind, kind) == 0) sum += study->money[i].share[body].value;
    return sum;
}

static double sum_of_causes(const BizcaseSensitivity *study, size_t body) {
    double sum = 0;
    for (size_t i = 0; i < study->cause_count; i++) sum += study->causes[i].share[body].value;
    return sum;
}

/* The price of energy E, uniform on 0.5 to 1.5, moves 100 of heat and 50 of dimming; works of 100 vary by themselves, L
   uniform on 0.8 to 1.2. NPV = −(150·E + 100·L): variance (150² + 100²·0.16) ÷ 12. The covariance of heat is 100·150 ÷ 12, of
   dimming 50·150 ÷ 12, of works 100²·0.16 ÷ 12: dimming has a third of what the price has, the price all of that. North
   pays 70 % of everything. */
#define ENERGY_CASE                                                                                                    \
    { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" }, { "councils.csv", "council\nnorth\nsouth\n" },            \
        { "splits.csv", "split,north,south\nall,70%,30%\n" },                                                          \
        { "drivers.csv", "driver,distribution,low,central,high\nenergy,uniform,0.5,,1.5\n" }, {                        \
        "costs.csv", "line,programme,category,split,drivers,distribution,low,high,2019/20\n"                           \
                     "boilers,one,heat,all,energy,,,,100\nlamps,two,dimming,all,energy,,,,50\n"                        \
                     "works,two,works,all,,uniform,0.8,1.2,100\n"                                                      \
    }

static const double energy_variance = 150 * 150 + 100 * 100 * 0.16;

static void money_has_its_covariance_and_causes_have_their_variance(void **state) {
    static const CaseFile files[] = { ENERGY_CASE, { NULL, NULL } };
    static const struct {
        const char *name;
        double covariance;
    } rows[] = { { "category:heat", 100 * 150 }, { "category:dimming", 50 * 150 }, { "category:works", 1600 },
        { "programme:one", 100 * 150 }, { "programme:two", 50 * 150 + 1600 } };
    (void)state;
    SensitivityOfCase made = shares_of(files);

    const BizcaseSensitivity *study = made.study;
    for (size_t b = 0; b < 3; b++) {
        for (size_t r = 0; r < COUNT_OF(rows); r++)
            assert_share(share_of_money(study, rows[r].name)[b], rows[r].covariance / energy_variance);
        assert_share(cause_named(study, "driver:energy")->share[b], 150 * 150 / energy_variance);
        assert_share(cause_named(study, "line:works")->share[b], 1600 / energy_variance);
        assert_close(sum_of_money(study, "category", b), 1, 1e-12);
        assert_close(sum_of_money(study, "programme", b), 1, 1e-12);
        assert_close(sum_of_causes(study, b), 1, 1e-12);
    }
    assert_close(share_of_money(study, "council:north")->value, 0.7, 1e-9);
    assert_close(share_of_money(study, "council:south")->value, 0.3, 1e-9);
    for (size_t b = 1; b < 3; b++) assert_true(isnan(share_of_money(study, "council:south")[b].value));
    assert_int_equal(study->money_count, 3 + 2 + 2);
    assert_int_equal(study->cause_count, 2);
    assert_string_equal(study->money[0].name, "category:heat");
    assert_string_equal(study->causes[0].name, "driver:energy");
    sensitivity_of_case_free(&made);
}

/* One category, no programmes: councils share the costs equally, and so their variance. */
static void councils_have_shares_where_there_is_one_category(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "councils.csv", "council\nnorth\nsouth\n" },
        { "costs.csv", "line,distribution,low,high,2019/20\na,uniform,0.8,1.2,100\n" }, { NULL, NULL } };
    (void)state;
    SensitivityOfCase made = shares_of(files);

    assert_int_equal(made.study->money_count, 2);
    assert_int_equal(made.study->money_trials, 20000);
    assert_close(share_of_money(made.study, "council:north")->value, 0.5, 1e-9);
    sensitivity_of_case_free(&made);
}

/* Of two of 4 and 1 the standard error of a covariance share is known: with y = 2·x + z and g = z, s = 1 ÷ 5, all normal,
   Var(g·y − s·y²) = 1·5 + 1² − 2·s·2·1·5 + s²·2·5² = 4, so that n trials give √(4 ÷ n) ÷ 5. */
static void the_standard_error_is_that_of_a_covariance(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "costs.csv", "line,category,distribution,low,central,high,2019/20\n"
                       "x,wide,normal,0.8,1,1.2,200\nz,narrow,normal,0.8,1,1.2,100\n" },
        { NULL, NULL } };
    (void)state;
    SensitivityOfCase made = shares_of(files);

    assert_int_equal(made.study->money_trials, 20000);
    assert_close(share_of_money(made.study, "category:narrow")->standard_error, sqrt(4.0 / 20000) / 5,
        0.04 * sqrt(4.0 / 20000) / 5);
    sensitivity_of_case_free(&made);
}

/* Costs of 100·E against a benefit of 60·E: NPV = −40·E, of which costs have 100 · 40, and benefits −60 · 40. */
static void money_that_makes_up_for_other_money_has_less_than_nothing(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "drivers.csv", "driver,distribution,low,central,high\nenergy,uniform,0.5,,1.5\n" },
        { "costs.csv", "line,category,drivers,2019/20\na,heat,energy,100\n" },
        { "benefits.csv", "line,category,drivers,2019/20\nb,grant,energy,60\n" }, { NULL, NULL } };
    (void)state;
    SensitivityOfCase made = shares_of(files);

    assert_close(share_of_money(made.study, "category:heat")->value, 100.0 / 40, 1e-9);
    assert_close(share_of_money(made.study, "category:grant")->value, -60.0 / 40, 1e-9);
    assert_close(cause_named(made.study, "driver:energy")->share->value, 1, 1e-12);
    sensitivity_of_case_free(&made);
}

/* A risk's chance and its impact are causes of their own, its category has money of its own. 50 % of 100 to 300: the event has
   mean impact² · ¼ = 10,000; the impact ½ · 10,000 ÷ 3 = 1,666.7 less the ¼ that it has alone … : variance of p·x with p a coin
   and x uniform: E[p²]·E[x²] − (E[p]·E[x])² = ½·43,333 − 10,000 = 11,667; alone p has 10,000, x has ¼·3,333 = 833; together the
   rest, 833, half for each. */
static void the_event_and_the_impact_of_a_risk_are_two_causes(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "costs.csv", "line,category,2019/20\na,works,100\n" },
        { "risks.csv", "risk,category,probability,distribution,low,high,from,to\n"
                       "flood,weather,50%,uniform,100,300,2019/20,2019/20\n" },
        { NULL, NULL } };
    const double variance = 35000.0 / 3;
    (void)state;
    SensitivityOfCase made = shares_of(files);

    assert_share(*cause_named(made.study, "event:flood")->share, (10000 + 2500.0 / 6) / variance);
    assert_share(*cause_named(made.study, "risk:flood")->share, (2500.0 / 3 + 2500.0 / 6) / variance);
    assert_close(share_of_money(made.study, "category:weather")->value, 1, 1e-12);
    assert_close(share_of_money(made.study, "category:works")->value, 0, 1e-12);
    sensitivity_of_case_free(&made);
}

/* a with b, b with c: one cause of three. Lines of 100 × normal, σ; correlations of normal inputs are 2·sin(π·ρ ÷ 6) for the
   rank correlation ρ: of four lines NPV has the variance 4 + 2·2·r (in units of σ²), the three have 3 + 4·r. */
static void what_is_correlated_through_another_is_one_cause(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "costs.csv", "line,name,distribution,low,central,high,2019/20\na,Ants,normal,0.8,1,1.2,100\n"
                       "b,Bees,normal,0.8,1,1.2,100\nd,Dogs,normal,0.8,1,1.2,100\nc,Cats,normal,0.8,1,1.2,100\n" },
        { "correlations.csv", "a,b,correlation\nline:a,line:b,0.5\nline:b,line:c,0.5\n" }, { NULL, NULL } };
    const double r = 2 * sin(3.14159265358979323846 * 0.5 / 6);
    (void)state;
    SensitivityOfCase made = shares_of(files);

    const BizcaseCause *cause = cause_named(made.study, "correlated:line:a");
    assert_int_equal(made.study->cause_count, 2);
    assert_int_equal(cause->input_count, 3);
    assert_string_equal(cause->inputs[0], "line:a");
    assert_string_equal(cause->inputs[2], "line:c");
    assert_string_equal(cause->label, "Bees, Ants and Cats, correlated"); /* Bees go with both */
    assert_share(*cause->share, (3 + 4 * r) / (4 + 4 * r));
    assert_share(*cause_named(made.study, "line:d")->share, 1 / (4 + 4 * r));
    sensitivity_of_case_free(&made);
}

static void nothing_that_varies_has_no_shares(void **state) {
    static const CaseFile certain[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "costs.csv", "line,category,2019/20\na,heat,100\nb,light,50\n" }, { NULL, NULL } };
    static const CaseFile elsewhere[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "options.csv", "option,role\nnew,preferred\nother,\n" },
        { "costs.csv", "line,category,option,distribution,low,high,2019/20\na,heat,new,,,,100\n"
                       "b,light,other,uniform,0.8,1.2,50\n" },
        { NULL, NULL } };
    (void)state;
    SensitivityOfCase made = shares_of(certain);
    assert_int_equal(made.study->money_count, 0);
    assert_int_equal(made.study->cause_count, 0);
    sensitivity_of_case_free(&made);

    made = shares_of(elsewhere);

    assert_int_equal(made.study->money_count, 2);
    for (size_t i = 0; i < 2; i++) assert_true(isnan(made.study->money[i].share->value));
    assert_int_equal(made.study->cause_count, 1);
    assert_true(isnan(made.study->causes[0].share->value));
    sensitivity_of_case_free(&made);
}

/* Lines of £1 to £n, line k varying by k: of more than 60 the strongest are by themselves; of more than 200 categories the
   first 199. The variance is that of 1² + … + n², by thousandths of which the rest is small. The first category is called as
   the rest is: nothing else of the two is the same. */
static void many_causes_and_categories_are_shown_with_a_rest(void **state) {
    enum { LINES = 210, CAUSES = 60, CATEGORIES = 200 };
    static char costs[32 * 1024];
    size_t length = (size_t)sprintf(costs, "line,category,distribution,low,high,2019/20\n");
    for (int l = 1; l <= LINES; l++) {
        length += (size_t)sprintf(costs + length, l == 1 ? "l1,others," : "l%d,c%d,", l, l);
        length += (size_t)sprintf(costs + length, "uniform,0.8,1.2,%d\n", l);
    }
    const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" }, { "costs.csv", costs },
        { NULL, NULL } };
    double of_rest = 0, of_last = 0, of_all = 0;
    for (int l = 1; l <= LINES; l++) {
        of_all += l * l;
        if (l <= LINES - CAUSES) of_rest += l * l;
        if (l >= CATEGORIES) of_last += l * l;
    }
    (void)state;
    SensitivityOfCase made = shares_of(files);

    const BizcaseSensitivity *study = made.study;
    assert_int_equal(study->cause_count, CAUSES + 1);
    assert_string_equal(study->causes[CAUSES].name, "others");
    assert_int_equal(study->causes[CAUSES].input_count, LINES - CAUSES);
    for (size_t i = 0; i <= CAUSES; i++) assert_int_equal(study->causes[i].is_rest, i == CAUSES);
    assert_share(study->causes[CAUSES].share[0], of_rest / of_all);
    assert_close(sum_of_causes(study, 0), 1, 1e-12);
    assert_true(study->cause_evaluations <= 1 << 20);
    assert_int_equal(study->money_count, CATEGORIES);
    assert_share(*share_of_money(study, "others"), of_last / of_all);
    assert_share(*share_of_money(study, "category:others"), 1 / of_all);
    for (size_t i = 0; i < CATEGORIES; i++)
        assert_int_equal(study->money[i].is_rest, strcmp(study->money[i].name, "others") == 0);
    assert_close(sum_of_money(study, "category", 0), 1, 1e-12);
    sensitivity_of_case_free(&made);
}

static void threads_do_not_change_a_bit(void **state) {
    static const CaseFile files[] = { ENERGY_CASE, { NULL, NULL } };
    (void)state;
    SensitivityOfCase two = shares_of(files),
                      one = sensitivity_of_case(files,
                          (BizcaseSensitivityRequest){ .parts = BIZCASE_VARIANCE, .trials = 20000, .threads = 1 });

    for (size_t i = 0; i < one.study->cause_count; i++)
        assert_memory_equal(
            one.study->causes[i].share, two.study->causes[i].share, one.study->body_count * sizeof(BizcaseEstimate));
    for (size_t i = 0; i < one.study->money_count; i++)
        assert_memory_equal(one.study->money[i].share, two.study->money[i].share, sizeof(BizcaseEstimate));
    sensitivity_of_case_free(&one);
    sensitivity_of_case_free(&two);
}

static void rows_without_a_number_come_last(void **state) {
    static const struct {
        double a, b;
        int order;
    } rows[] = { { 2, 1, -1 }, { 1, 2, 1 }, { 1, 1, 0 }, { NAN, 1, 1 }, { 1, NAN, -1 }, { NAN, -1e300, 1 },
        { NAN, NAN, 0 }, { -INFINITY, NAN, -1 }, { 0.0, -0.0, 0 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_int_equal(compare_largest_first(rows[r].a, rows[r].b), rows[r].order);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_has_its_covariance_and_causes_have_their_variance),
        cmocka_unit_test(councils_have_shares_where_there_is_one_category),
        cmocka_unit_test(the_standard_error_is_that_of_a_covariance),
        cmocka_unit_test(money_that_makes_up_for_other_money_has_less_than_nothing),
        cmocka_unit_test(the_event_and_the_impact_of_a_risk_are_two_causes),
        cmocka_unit_test(what_is_correlated_through_another_is_one_cause),
        cmocka_unit_test(nothing_that_varies_has_no_shares),
        cmocka_unit_test(many_causes_and_categories_are_shown_with_a_rest),
        cmocka_unit_test(threads_do_not_change_a_bit),
        cmocka_unit_test(rows_without_a_number_come_last),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
