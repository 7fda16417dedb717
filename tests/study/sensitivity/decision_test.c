/* What the sensitivity study makes of the trials, against cases whose every answer is known. */
#include "support/temporary_case.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics_double.h>

#include "bizcase/bizcase.h"
#include "study/sensitivity/ensemble.h"
#include "support/gsl_errors.h"

static BizcaseSensitivity *study_of(const CaseFile *files, unsigned parts, TemporaryCase *made) {
    BizcaseSensitivity *study;
    *made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseSensitivityRequest request = { .parts = parts, .trials = 40000, .threads = 2 };
    assert_int_equal(bizcase_sensitivity(made->loaded, &request, &study, NULL), BIZCASE_OK);
    return study;
}

static void study_free(BizcaseSensitivity *study, TemporaryCase *made) {
    bizcase_sensitivity_free(study);
    temporary_case_free(made);
}

static size_t group_named(const BizcaseSensitivity *study, const char *name) {
    for (size_t g = 0; g < study->group_count; g++)
        if (strcmp(study->groups[g].name, name) == 0) return g;
    fail_msg("there is no group %s", name);
    return 0;
}

static const BizcaseEstimate *evppi_of(const BizcaseSensitivity *study, const char *name) {
    for (size_t i = 0; i < study->information_count; i++)
        if (study->information[i].group == group_named(study, name)) return study->information[i].evppi;
    return NULL;
}

static void assert_estimate(BizcaseEstimate estimate, double expected, double size) {
    assert_true(estimate.standard_error < 0.02 * size);
    assert_close(estimate.value, expected, 4 * estimate.standard_error + 0.002 * size);
}

/* --- value of information ------------------------------------------------------------------------------------------- */

#define OPTIONS                                                                                                        \
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" }
#define COUNCILS                                                                                                       \
    { "councils.csv", "council\nX\nY\n" }

/* NPV = 100·x + 60·y − 155; x normal with P10 and P90 at 0.8 and 1.2, y at 0.7 and 1.3. X has 3/4 of everything. */
static const CaseFile two_normals[] = {
    OPTIONS,
    COUNCILS,
    { "splits.csv", "split,X,Y\nmost,3,1\n" },
    { "costs.csv", "line,option,split,2018/19\nc,new,most,155\n" },
    { "benefits.csv", "line,option,split,drivers,2018/19\na,new,most,x,100\nb,new,most,y,60\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nx,normal,0.8,1,1.2\ny,normal,0.7,1,1.3\n" },
    { NULL, NULL },
};

/* Expected gain from choosing between N(mean, sd²) and nothing once it is known: sd·φ(m ÷ sd) − |m|·Φ(−|m| ÷ sd), the unit
   normal linear loss integral (H. Raiffa and R. Schlaifer, Applied Statistical Decision Theory, 1961). */
static double normal_gain(double mean, double sd) {
    return sd * gsl_ran_ugaussian_pdf(mean / sd) - fabs(mean) * gsl_cdf_ugaussian_P(-fabs(mean) / sd);
}

static void information_about_two_normals_is_worth_what_the_loss_integral_says(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(two_normals, BIZCASE_INFORMATION, &made);
    const double p90 = gsl_cdf_ugaussian_Pinv(0.9), sd_x = 100 * 0.2 / p90, sd_y = 60 * 0.3 / p90,
                 part[] = { 1, 0.75, 0.25 };
    assert_int_equal(study->body_count, 3);
    for (size_t b = 0; b < 3; b++) {
        assert_string_equal(study->alternatives[study->best_alternative[b]], "new");
        assert_estimate(study->evpi[b], part[b] * normal_gain(5, sqrt(sd_x * sd_x + sd_y * sd_y)), part[b] * 20);
        assert_estimate(evppi_of(study, "driver:x")[b], part[b] * normal_gain(5, sd_x), part[b] * 20);
        assert_estimate(evppi_of(study, "driver:y")[b], part[b] * normal_gain(5, sd_y), part[b] * 20);
    }
    study_free(study, &made);
}

/* NPV = 40 − risk; the risk comes 3 in 10 times and then costs 0 to 200. */
static const CaseFile one_risk[] = {
    OPTIONS,
    { "costs.csv", "line,option,2018/19\nc,new,60\n" },
    { "benefits.csv", "line,option,2018/19\nb,new,100\n" },
    { "risks.csv", "risk,option,probability,distribution,low,high,from,to\nr,new,0.3,uniform,0,200,2018/19,2018/19\n" },
    { NULL, NULL },
};

static void information_about_a_risk_is_worth_what_can_be_avoided(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(one_risk, BIZCASE_INFORMATION, &made);
    const double known = 0.7 * 40 + 0.3 * 40 * 40 / 2 / 200 - 10;
    assert_estimate(study->evpi[0], known, 20);
    assert_estimate(evppi_of(study, "event:r")[0], 0.7 * 40 - 10, 20);
    assert_estimate(evppi_of(study, "event+impact:r")[0], known, 20);
    /* The size alone leaves 40 − 0.3 × size, which is above 0 up to a size of 40 ÷ 0.3. */
    assert_estimate(evppi_of(study, "risk:r")[0], 40 * (40 / 0.3) / 2 / 200 - 10, 20);
    study_free(study, &made);
}

/* Three things to choose from, and inputs that multiply each other: nested sums over quantiles instead of trials. */
static const CaseFile products[] = {
    { "options.csv", "option,role\nbau,baseline\nsmall,option\nlarge,preferred\n" },
    { "costs.csv", "line,option,2018/19\nc,large,95\nd,small,36\n" },
    { "benefits.csv", "line,option,drivers,2018/19\na,large,x;y,100\nb,small,x,40\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nx,triangular,0.5,1,1.4\ny,uniform,0.6,,1.5\n" },
    { NULL, NULL },
};

static double largest(double a, double b) {
    return fmax(0, fmax(a, b));
}

static void nested_sums_agree_with_the_regression(void **state) {
    (void)state;
    enum { POINTS = 400 };
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(products, BIZCASE_INFORMATION, &made);
    const Case *the_case = case_of(made.loaded);
    double x[POINTS], y[POINTS], given_x = 0, given_y = 0, all = 0, mean_large = 0, mean_small = 0;
    for (size_t i = 0; i < POINTS; i++) {
        x[i] = distribution_quantile(&the_case->drivers[0].uncertainty.fitted, ((double)i + 0.5) / POINTS);
        y[i] = distribution_quantile(&the_case->drivers[1].uncertainty.fitted, ((double)i + 0.5) / POINTS);
    }
    for (size_t i = 0; i < POINTS; i++) {
        double large_x = 0, small_x = 0, large_y = 0, small_y = 0;
        for (size_t j = 0; j < POINTS; j++) {
            large_x += (100 * x[i] * y[j] - 95) / POINTS;
            small_x += (40 * x[i] - 36) / POINTS;
            large_y += (100 * x[j] * y[i] - 95) / POINTS;
            small_y += (40 * x[j] - 36) / POINTS;
            all += largest(100 * x[i] * y[j] - 95, 40 * x[i] - 36) / POINTS / POINTS;
        }
        given_x += largest(large_x, small_x) / POINTS;
        given_y += largest(large_y, small_y) / POINTS;
        mean_large += large_x / POINTS;
        mean_small += small_x / POINTS;
    }
    const double now = largest(mean_large, mean_small);
    assert_estimate(study->evpi[0], all - now, 20);
    assert_estimate(evppi_of(study, "driver:x")[0], given_x - now, 20);
    assert_estimate(evppi_of(study, "driver:y")[0], given_y - now, 20);
    study_free(study, &made);
}

static void no_part_is_worth_more_than_the_whole(void **state) {
    (void)state;
    BizcaseCase *loaded;
    BizcaseSensitivity *study;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017" }, &loaded, NULL), BIZCASE_OK);
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_INFORMATION, .trials = 20000 };
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    assert_true(study->information_count > 50);
    for (size_t i = 0; i < study->information_count; i++)
        for (size_t b = 0; b < study->body_count; b++) {
            assert_true(study->information[i].evppi[b].value >= 0);
            assert_true(study->information[i].evppi[b].value <= study->evpi[b].value);
        }
    /* Everything about the programme that the option adds says as much as its parts at least. */
    assert_true(evppi_of(study, "programme:infrastructure")[0].value >= evppi_of(study, "category:network")[0].value);
    bizcase_sensitivity_free(study);
    bizcase_case_free(loaded);
}

/* --- choice --------------------------------------------------------------------------------------------------------- */

/* NPV of new: uniform from −10 to 30; of dearer: 5 less; of half: half of it. */
static const CaseFile one_uniform[] = {
    { "options.csv", "option,role\nbau,baseline\ndearer,option\nhalf,option\nnew,preferred\n" },
    { "costs.csv", "line,option,2018/19\na,new,90\nb,dearer,95\nc,half,45\n" },
    { "benefits.csv", "line,option,drivers,2018/19\nd,new;dearer,x,100\ne,half,x,50\n" },
    { "drivers.csv", "driver,distribution,low,high\nx,uniform,0.8,1.2\n" },
    { NULL, NULL },
};

static size_t alternative(const BizcaseSensitivity *study, const char *id) {
    size_t a = 0;
    while (strcmp(study->alternatives[a], id) != 0) a++;
    return a;
}

static void choice_and_regret_are_those_of_a_uniform_npv(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(one_uniform, BIZCASE_CHOICE, &made);
    const BizcaseChoice *choice = study->choice;
    const size_t n = study->alternative_count, bodies = study->body_count;
    const size_t main_one = alternative(study, "new"), nothing = alternative(study, "bau"),
                 dearer = alternative(study, "dearer"), half = alternative(study, "half");
    assert_int_equal(n, 4);
    assert_int_equal(main_one, 0);
    assert_int_equal(nothing, 3);
    assert_close(choice->probability_best[main_one * bodies], 0.75, 0.01);
    assert_close(choice->probability_best[nothing * bodies], 0.25, 0.01);
    assert_close(choice->probability_best[dearer * bodies], 0, 0);
    assert_close(choice->expected_npv[main_one * bodies], 10, 0.3);
    assert_close(choice->expected_npv[dearer * bodies], choice->expected_npv[main_one * bodies] - 5, 1e-9);
    assert_close(choice->expected_regret[main_one * bodies], 1.25, 0.06);
    assert_close(choice->expected_regret[nothing * bodies], 11.25, 0.3);
    assert_close(choice->regret_p95[main_one * bodies], 8, 0.2);
    assert_close(choice->regret_p95[nothing * bodies], 28, 0.2);
    const int *of_joint = choice->dominates;
    assert_int_equal(of_joint[main_one * n + dearer], 1);
    assert_int_equal(of_joint[dearer * n + main_one], 0);
    assert_int_equal(of_joint[main_one * n + half], 0); /* more to gain, more to lose */
    assert_int_equal(of_joint[half * n + main_one], 0); /* less to lose, but less on average */
    assert_int_equal(of_joint[half * n + dearer], 2);   /* as much on average, and spread less */
    study_free(study, &made);
}

/* NPV = 100·x − 90 of two options alike: each is the best in half of the trials in which it is above 0. */
static void options_that_are_tied_share_being_best(void **state) {
    (void)state;
    static const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\nnew,preferred\ntwin,option\n" },
        { "costs.csv", "line,option,2018/19\na,new;twin,90\n" },
        { "benefits.csv", "line,option,drivers,2018/19\nb,new;twin,x,100\n" },
        { "drivers.csv", "driver,distribution,low,high\nx,uniform,0.8,1.2\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(files, BIZCASE_CHOICE, &made);
    const double *best = study->choice->probability_best;
    const size_t bodies = study->body_count, main_one = alternative(study, "new"), twin = alternative(study, "twin"),
                 nothing = alternative(study, "bau");
    assert_close(best[main_one * bodies], 0.375, 0.01);
    assert_close(best[twin * bodies], best[main_one * bodies], 0);
    assert_close(best[main_one * bodies] + best[twin * bodies] + best[nothing * bodies], 1, 1e-12);
    study_free(study, &made);
}

/* NPV = 1000·x·y − cost of x and y uniform from ½ to 1½, and no baseline: nothing can be done instead, worth 0. */
static void information_decides_for_or_against_nothing_on_either_side_of_it(void **state) {
    (void)state;
    enum { POINTS = 1000 };
    for (int npv = -1; npv <= 1; npv++) {
        const double cost = 1000 - npv;
        char costs[64];
        snprintf(costs, sizeof costs, "line,2018/19\nc,%.0f\n", cost);
        const CaseFile files[] = { { "costs.csv", costs }, { "benefits.csv", "line,drivers,2018/19\nb,x;y,1000\n" },
            { "drivers.csv", "driver,distribution,low,high\nx,uniform,0.5,1.5\ny,uniform,0.5,1.5\n" }, { NULL, NULL } };
        double gain = 0; /* of doing it where it is worth something */
        for (int i = 0; i < POINTS; i++)
            for (int j = 0; j < POINTS; j++)
                gain +=
                    fmax(0, 1000 * (0.5 + (i + 0.5) / POINTS) * (0.5 + (j + 0.5) / POINTS) - cost) / POINTS / POINTS;
        const double known_x = (1500 - cost) * (1500 - cost) / 2000, without = fmax(0, npv);
        TemporaryCase made;

        BizcaseSensitivity *study = study_of(files, BIZCASE_INFORMATION | BIZCASE_CHOICE, &made);

        if (npv == 0) assert_close(gain, 171.09, 0.01);
        assert_int_equal(study->alternative_count, 2);
        assert_int_equal(alternative(study, "nothing"), 1);
        assert_estimate(study->evpi[0], gain - without, 200);
        assert_estimate(evppi_of(study, "driver:x")[0], known_x - without, 200);
        assert_estimate(evppi_of(study, "driver:y")[0], known_x - without, 200);
        assert_close(study->choice->expected_regret[study->body_count], gain, 5); /* the standard error is about 1.3 */
        assert_close(study->choice->expected_regret[0], gain - npv, 5);
        assert_close(study->choice->expected_npv[study->body_count], 0, 0);
        assert_close(study->choice->probability_best[0] + study->choice->probability_best[study->body_count], 1, 1e-9);
        study_free(study, &made);
    }
}

static void nothing_cannot_be_chosen_where_options_only_cost(void **state) {
    (void)state;
    static const struct {
        CaseFile files[MOST_CASE_FILES];
        size_t alternatives;
    } rows[] = {
        { { { "costs.csv", "line,option,2018/19\na,p,90\nb,q,80\n" } }, 2 },
        { { { "costs.csv", "line,option,2018/19\na,p,90\nb,q,80\n" },
              { "benefits.csv", "line,option,2018/19\nd,q,5\n" } },
            3 },
        { { { "costs.csv", "line,option,2018/19\na,p,90\nb,q,80\nincome,p,-7\n" } }, 3 },
        { { { "costs.csv", "line,option,2018/19\na,p,90\nb,q,80\n" },
              { "risks.csv", "risk,option,probability,distribution,low,high\nluck,q,0.3,uniform,-200,-100\n" } },
            3 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        CaseFile files[MOST_CASE_FILES];
        memcpy(files, rows[r].files, sizeof files);
        size_t end = 0;
        while (files[end].path) end++;
        files[end] = (CaseFile){ "options.csv", "option,role\np,preferred\nq,option\n" };
        TemporaryCase made;

        BizcaseSensitivity *study = study_of(files, BIZCASE_CHOICE, &made);

        assert_int_equal(study->alternative_count, rows[r].alternatives);
        study_free(study, &made);
    }
}

/* --- agreement ------------------------------------------------------------------------------------------------------ */

/* With t uniform from 0.5 to 1.5, X has 60·t and Y 100·t, and they share costs of 90 equally. */
static const CaseFile two_councils[] = {
    OPTIONS,
    COUNCILS,
    { "splits.csv", "split,X,Y\ncost-key,1,1\n" },
    { "costs.csv", "line,option,split,2018/19\nc,new,cost-key,90\n" },
    { "benefits.csv", "line,option,split,drivers,2018/19\na,new,X,t,60\nb,new,Y,t,100\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nt,uniform,0.5,,1.5\n" },
    { NULL, NULL },
};

static void shares_and_payments_are_those_of_arithmetic(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(two_councils, BIZCASE_AGREEMENT, &made);
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    /* X gains when t > 0.75, Y always. */
    assert_close(agreement->all_gain.value, 0.75, 4 * agreement->all_gain.standard_error);
    assert_close(agreement->just_one_loses.value, 0.25, 4 * agreement->just_one_loses.standard_error);
    assert_close(agreement->loses_alone[0].value, agreement->just_one_loses.value, 1e-12);
    assert_close(agreement->loses[1].value, 0, 0);
    assert_close(agreement->none_gains.value, 0, 0);
    /* s is X's share: 60·t > 90·s and 100·t > 90·(1 − s); in 80 % of the trials t is above 0.7. */
    assert_int_equal(agreement->share_count, 1);
    assert_close(agreement->shares[0].at_plan.from, 0, 0);
    assert_close(agreement->shares[0].at_plan.to, 60.0 / 90, 1e-9);
    assert_close(agreement->shares[0].at_mean.to, 60.0 / 90, 0.01);
    assert_close(agreement->shares[0].confident.from, 1 - 70.0 / 90, 0.01);
    assert_close(agreement->shares[0].confident.to, 42.0 / 90, 0.01);
    /* Y pays p: 60·t − 45 + p > 0 and 100·t − 45 − p > 0. Both hold most often when they turn together. */
    assert_int_equal(agreement->payment_count, 1);
    const BizcasePaymentRow *payment = &agreement->payments[0];
    assert_int_equal(payment->council, 1);
    assert_close(payment->equal_plan, 20, 1e-9);
    assert_close(payment->equal_mean, 20, 0.3);
    assert_close(payment->confident.from, 3, 0.5);
    assert_close(payment->confident.to, 25, 0.5);
    assert_close(payment->smallest, payment->confident.from, 0);
    assert_close(payment->most_confident, 11.25, 0.5);
    assert_close(payment->probability, 1.5 - 0.5625, 0.01);
    study_free(study, &made);
}

/* A payment found for it makes the gains equal when it is put into the case as lines of the councils. */
static void payments_of_three_councils_even_out(void **state) {
    (void)state;
    BizcaseCase *loaded;
    BizcaseSensitivity *study;
    double sum = 0;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/three-councils-quarterly" }, &loaded, NULL),
        BIZCASE_OK);
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_AGREEMENT, .trials = 4096 };
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    assert_int_equal(agreement->payment_count, 3);
    for (size_t i = 0; i < 3; i++) sum += agreement->payments[i].equal_plan;
    assert_close(sum, 0, 1e-6 * fabs(study->plan_npv[0]));
    /* Gain less the payment's worth is the same for all; the ratio of differences is the annuity. */
    const double annuity = (study->plan_npv[1] - study->plan_npv[2]) /
                           (agreement->payments[0].equal_plan - agreement->payments[1].equal_plan);
    for (size_t i = 0; i < 3; i++)
        assert_close(study->plan_npv[1 + i] - annuity * agreement->payments[i].equal_plan, study->plan_npv[0] / 3,
            1e-6 * fabs(study->plan_npv[0]));
    assert_true(agreement->share_count >= 3);
    bizcase_sensitivity_free(study);
    bizcase_case_free(loaded);
}

/* With t uniform from 0 to 1, X gains when t > 0.6, Y when t > 0.8 and Z when t > 0.4. */
static void who_loses_alone_is_told_from_who_loses_with_others(void **state) {
    (void)state;
    static const CaseFile files[] = { OPTIONS, { "councils.csv", "council\nX\nY\nZ\n" },
        { "costs.csv", "line,option,split,2018/19\nx,new,X,60\ny,new,Y,80\nz,new,Z,40\n" },
        { "benefits.csv", "line,option,split,drivers,2018/19\nsaved,new,equal,t,300\n" },
        { "drivers.csv", "driver,distribution,low,central,high\nt,uniform,0,,1\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(files, BIZCASE_AGREEMENT, &made);
    const BizcaseCouncilsAgreement *agreement = study->agreement;
    static const double loses[] = { 0.6, 0.8, 0.4 }, alone[] = { 0, 0.2, 0 };
    assert_close(agreement->all_gain.value, 0.2, 0.01);
    assert_close(agreement->just_one_loses.value, 0.2, 0.01);
    assert_close(agreement->none_gains.value, 0.4, 0.01);
    for (size_t c = 0; c < COUNT_OF(loses); c++) {
        assert_close(agreement->loses[c].value, loses[c], 0.01);
        assert_close(agreement->loses_alone[c].value, alone[c], alone[c] > 0 ? 0.01 : 0);
    }
    study_free(study, &made);
}

/* Two years at 10 %, of which X keeps all savings: 100 at once. £1 a year, paid period by period from the start, is worth
   m/12 · (1 − v^n) ÷ (1 − v) with v = 1.1^(−m/12), m months and n periods. */
static void a_payment_a_year_is_worth_its_annuity_in_quarters_and_months_too(void **state) {
    (void)state;
    static const struct {
        int months;
        const char *start;
    } rows[] = { { 12, "2018/19" }, { 3, "2018/19 Q1" }, { 1, "2018-04" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const int months = rows[r].months, periods = 24 / months;
        char settings[128], costs[64], benefits[96];
        snprintf(settings, sizeof settings, "key,value\nstart,%s\nperiods,%d\ndiscount,10%%\n", rows[r].start, periods);
        snprintf(costs, sizeof costs, "line,option,%s\nc,new,10\n", rows[r].start);
        snprintf(benefits, sizeof benefits, "line,option,split,drivers,%s\nb,new,X,t,100\n", rows[r].start);
        const CaseFile files[] = { OPTIONS, COUNCILS, { "case.csv", settings }, { "costs.csv", costs },
            { "benefits.csv", benefits },
            { "drivers.csv", "driver,distribution,low,central,high\nt,uniform,0.5,,1.5\n" }, { NULL, NULL } };
        TemporaryCase made;
        BizcaseSensitivity *study = study_of(files, BIZCASE_AGREEMENT, &made);
        const double v = pow(1.1, -months / 12.0), worth = months / 12.0 * (1 - pow(v, periods)) / (1 - v);
        const BizcasePaymentRow *payment = &study->agreement->payments[0];
        assert_int_equal(payment->council, 0);
        assert_close(payment->equal_plan, 50 / worth, 1e-9);
        assert_close(payment->equal_mean, 50 / worth, 0.5);
        /* Y gains from 5, X from 100·t − 5 of the present value; in 80 % of trials t is above 0.7. */
        assert_close(payment->confident.from, 5 / worth, 1e-9);
        assert_close(payment->confident.to, 65 / worth, 0.5);
        study_free(study, &made);
    }
}

/* --- association ---------------------------------------------------------------------------------------------------- */

static void associations_are_those_of_gsl(void **state) {
    (void)state;
    enum { TRIALS = 4000 };
    TemporaryCase made = temporary_case(products, (BizcaseCaseRequest){ 0 });
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_ASSOCIATION, .trials = TRIALS };
    BizcaseSensitivity *study;
    WhatIf what_if;
    Ensemble ensemble;
    Arena *arena = arena_new();
    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);
    assert_int_equal(
        what_if_open(arena, case_of(made.loaded), NULL, bizcase_figure_count(), &what_if, NULL), BIZCASE_OK);
    assert_int_equal(ensemble_draw(arena, &what_if, &request, &ensemble), BIZCASE_OK);
    const double *npv = ensemble_npv(&ensemble, 0, 0);
    const double npv_sd = gsl_stats_sd(npv, 1, TRIALS);
    double *work = arena_array(arena, 2 * TRIALS, sizeof *work);
    gsl_matrix *inputs = gsl_matrix_alloc(TRIALS, 3), *covariance = gsl_matrix_alloc(3, 3);
    gsl_vector *coefficients = gsl_vector_alloc(3);
    gsl_multifit_linear_workspace *workspace = gsl_multifit_linear_alloc(TRIALS, 3);
    double residual;
    for (size_t i = 0; i < TRIALS; i++) {
        gsl_matrix_set(inputs, i, 0, 1);
        for (size_t g = 0; g < 2; g++)
            gsl_matrix_set(inputs, i, 1 + g, ensemble.inputs[ensemble.groups.items[g].members[0]][i]);
    }
    gsl_vector_const_view outcome = gsl_vector_const_view_array(npv, TRIALS);
    gsl_multifit_linear(inputs, &outcome.vector, coefficients, covariance, &residual, workspace);
    assert_int_equal(study->association_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        const double *x = ensemble.inputs[ensemble.groups.items[row->group].members[0]];
        assert_close(row->rank_correlation[0], gsl_stats_spearman(x, 1, npv, 1, TRIALS, work), 1e-9);
        assert_close(row->standardised_coefficient[0],
            gsl_vector_get(coefficients, 1 + row->group) * gsl_stats_sd(x, 1, TRIALS) / npv_sd, 1e-6);
        assert_close(row->mean, gsl_stats_mean(x, 1, TRIALS), 1e-9);
        /* The worst 200 trials: those below the 201st lowest. */
        const double limit = ensemble_quantile(arena, npv, TRIALS, 200.0 / (TRIALS - 1));
        double sum = 0;
        size_t count = 0;
        for (size_t t = 0; t < TRIALS; t++)
            if (npv[t] < limit) {
                sum += x[t];
                count++;
            }
        assert_int_equal(count, 200);
        assert_close(row->worst_mean[0], sum / 200, 1e-9);
    }
    gsl_multifit_linear_free(workspace);
    gsl_vector_free(coefficients);
    gsl_matrix_free(covariance);
    gsl_matrix_free(inputs);
    arena_free(arena);
    study_free(study, &made);
}

/* --- challenge set -------------------------------------------------------------------------------------------------- */

/* Costs of 100 with half of a bias of 40 % at once, X three quarters; benefits of 40 and 20 in each of three years; a risk
   that is sure to come, of 0 to 20. */
static const CaseFile challenged[] = {
    OPTIONS,
    COUNCILS,
    { "splits.csv", "split,X,Y\nmost,3,1\n" },
    { "case.csv", "key,value\nstart,2018/19\nperiods,3\ndiscount,3.5%\n" },
    { "costs.csv", "line,option,split,optimism_bias,mitigation,2018/19\nc,new,most,40%,50%,100\n" },
    { "benefits.csv", "line,option,split,2018/19,2019/20,2020/21\na,new,X,40,40,40\nb,new,Y,20,20,20\n" },
    { "risks.csv",
        "risk,option,split,probability,distribution,low,high,from,to\nr,new,most,1,uniform,0,20,2018/19,2018/19\n" },
    { "challenges.csv", "challenge,name,file,row,column,change,value\ndear,As it turned out,costs,*,periods,scale,2.1\n"
                        "dear,,benefits,*,periods,scale,0.68\n" },
    { NULL, NULL },
};

static const BizcaseChallenge *challenge_named(const BizcaseSensitivity *study, const char *name) {
    for (size_t i = 0; i < study->challenge_count; i++)
        if (strcmp(study->challenges[i].id, name) == 0) return &study->challenges[i];
    fail_msg("there is no challenge %s", name);
    return NULL;
}

static double annuity_due(double rate, int years) {
    double sum = 0;
    for (int t = 0; t < years; t++) sum += pow(1 + rate, -t);
    return sum;
}

static void challenges_are_those_of_arithmetic(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseSensitivity *study = study_of(challenged, BIZCASE_CHALLENGE, &made);
    const double a = annuity_due(0.035, 3), late = annuity_due(0.035, 3) - 1;
    const struct {
        const char *name;
        double x, y; /* NPV of the councils; NaN: left */
        double tolerance;
    } rows[] = {
        { "rate-3%", 40 * annuity_due(0.03, 3) - 97.5, 20 * annuity_due(0.03, 3) - 32.5, 1e-9 },
        { "rate-5%", 40 * annuity_due(0.05, 3) - 97.5, 20 * annuity_due(0.05, 3) - 32.5, 1e-9 },
        { "costs+10%", 40 * a - 99 - 7.5, 20 * a - 33 - 2.5, 1e-9 },
        { "costs+20%", 40 * a - 108 - 7.5, 20 * a - 36 - 2.5, 1e-9 },
        { "benefits-10%", 36 * a - 97.5, 18 * a - 32.5, 1e-9 },
        { "benefits-20%", 32 * a - 97.5, 16 * a - 32.5, 1e-9 },
        { "benefits-late", 40 * late - 97.5, 20 * late - 32.5, 1e-9 },
        { "bias-unmitigated", 40 * a - 105 - 7.5, 20 * a - 35 - 2.5, 1e-9 },
        { "risks-p90", 40 * a - 90 - 13.5, 20 * a - 30 - 4.5, 0.2 },
        { "leaves:X", NAN, 20 * a - 120 - 10, 1e-9 },
        { "leaves:Y", 40 * a - 120 - 10, NAN, 1e-9 },
        { "combined", 32 * (annuity_due(0.05, 3) - 1) - 1.2 * 105 - 13.5,
            16 * (annuity_due(0.05, 3) - 1) - 1.2 * 35 - 4.5, 0.2 },
        { "dear", 0.68 * 40 * a - 2.1 * 90 - 7.5, 0.68 * 20 * a - 2.1 * 30 - 2.5, 1e-9 },
    };
    assert_int_equal(study->challenge_count, COUNT_OF(rows));
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseChallenge *row = challenge_named(study, rows[r].name);
        assert_close(row->npv[1], rows[r].x, rows[r].tolerance);
        assert_close(row->npv[2], rows[r].y, rows[r].tolerance);
        assert_close(row->npv[0], (isnan(rows[r].x) ? 0 : rows[r].x) + (isnan(rows[r].y) ? 0 : rows[r].y),
            2 * rows[r].tolerance);
        assert_int_equal(row->rank[0], row->npv[0] < 0 ? 2 : 1);
        assert_int_equal(row->rank[1], isnan(rows[r].x) ? 0 : rows[r].x < 0 ? 2 : 1);
        assert_int_equal(row->built_in, strcmp(rows[r].name, "dear") != 0);
    }
    assert_string_equal(challenge_named(study, "dear")->name, "As it turned out");
    assert_close(challenge_named(study, "rate-3%")->payback[2], 1 + (32.5 - 20) / 20, 1e-9);
    assert_int_equal(study->plan_rank[0], study->plan_npv[0] < 0 ? 2 : 1);
    assert_true(isnan(challenge_named(study, "combined")->payback[0]));
    study_free(study, &made);
}

/* --- all of it ------------------------------------------------------------------------------------------------------ */

static int stop_at_once(void *context, uint64_t done, uint64_t total) {
    (void)context;
    (void)done;
    (void)total;
    return 1;
}

static void a_study_can_be_stopped(void **state) {
    (void)state;
    static const unsigned parts[] = { BIZCASE_DELAY, BIZCASE_CHALLENGE, BIZCASE_VARIANCE, BIZCASE_AGREEMENT, 0 };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        TemporaryCase made = temporary_case(two_councils, (BizcaseCaseRequest){ 0 });
        BizcaseSensitivity *study;
        const BizcaseSensitivityRequest request = { .parts = parts[i], .threads = 1, .progress = stop_at_once };
        assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_STOPPED);
        assert_null(study);
        temporary_case_free(&made);
    }
}

/* What the caller has been told, in thousandths. */
typedef struct Reports {
    uint64_t last;
    bool goes_back;
    size_t at_end; /* how often it was where the variance ends */
} Reports;

static int note(void *context, uint64_t done, uint64_t total) {
    Reports *reports = context;
    const uint64_t thousandths = 1000 * done / total;
    if (thousandths < reports->last) reports->goes_back = true;
    if (thousandths == 800) reports->at_end++;
    reports->last = thousandths;
    return 0;
}

/* The trials are 200, challenges and delay 100 each before the variance, which has 400 to 800: with causes known at 80 % of
   it, the 16 blocks of trials that tell the money of categories from each other have half of the rest, to 760, and those of
   programmes, which it does not have, the other half. */
static void progress_never_goes_back_and_money_has_a_part_of_it(void **state) {
    static const CaseFile files[] = {
        { "councils.csv", "council\nnorth\nsouth\n" },
        { "costs.csv", "line,category,distribution,low,high,2018/19\na,x,uniform,0.8,1.2,100\n"
                       "b,y,uniform,0.8,1.2,100\n" },
        { NULL, NULL },
    };
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    Reports reports = { 0 };
    const BizcaseSensitivityRequest request = { .trials = 2000, .threads = 1, .progress = note, .context = &reports };
    BizcaseSensitivity *study;

    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

    assert_false(reports.goes_back);
    assert_int_equal(reports.at_end, 0);
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

static void more_trials_than_can_be_kept_are_refused(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(two_councils, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study;
    BizcaseProblems *problems = bizcase_problems_new();
    size_t count;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_CHOICE, .trials = 10000000000u };
    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, problems), BIZCASE_BAD_REQUEST);
    const BizcaseDiagnostic *diagnostics = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_non_null(strstr(diagnostics[0].message, "more than can be kept"));
    bizcase_problems_free(problems);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(information_about_two_normals_is_worth_what_the_loss_integral_says),
        cmocka_unit_test(information_about_a_risk_is_worth_what_can_be_avoided),
        cmocka_unit_test(nested_sums_agree_with_the_regression),
        cmocka_unit_test(no_part_is_worth_more_than_the_whole),
        cmocka_unit_test(choice_and_regret_are_those_of_a_uniform_npv),
        cmocka_unit_test(options_that_are_tied_share_being_best),
        cmocka_unit_test(information_decides_for_or_against_nothing_on_either_side_of_it),
        cmocka_unit_test(nothing_cannot_be_chosen_where_options_only_cost),
        cmocka_unit_test(shares_and_payments_are_those_of_arithmetic),
        cmocka_unit_test(payments_of_three_councils_even_out),
        cmocka_unit_test(who_loses_alone_is_told_from_who_loses_with_others),
        cmocka_unit_test(a_payment_a_year_is_worth_its_annuity_in_quarters_and_months_too),
        cmocka_unit_test(associations_are_those_of_gsl),
        cmocka_unit_test(challenges_are_those_of_arithmetic),
        cmocka_unit_test(a_study_can_be_stopped),
        cmocka_unit_test(progress_never_goes_back_and_money_has_a_part_of_it),
        cmocka_unit_test(more_trials_than_can_be_kept_are_refused),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
