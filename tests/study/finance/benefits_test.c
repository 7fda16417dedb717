/* What is not money, benefits as they come, and unit costs: against arithmetic. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static BizcaseFinance *finance_of(BizcaseCase *loaded, BizcaseFinanceRequest request) {
    BizcaseFinance *study;
    assert_int_equal(bizcase_finance(loaded, &request, &study, NULL), BIZCASE_OK);
    return study;
}

/* Every text must be told as an error that holds the message. */
typedef struct Wrong {
    const char *path, *text, *message;
} Wrong;

static void assert_told(const CaseFile *others, size_t other_count, const Wrong *wrong) {
    CaseFile files[MOST_CASE_FILES] = { { NULL, NULL } };
    memcpy(files, others, other_count * sizeof *files);
    files[other_count] = (CaseFile){ wrong->path, wrong->text };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    size_t count;
    bool found = false;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
    for (size_t i = 0; i < count; i++)
        found = found ||
                (strstr(items[i].message, wrong->message) && items[i].severity == BIZCASE_ERROR && items[i].line > 0);
    if (!found) print_error("not told: %s\n", wrong->message);
    assert_true(found);
    temporary_case_free(&made);
}

/* --- scores --------------------------------------------------------------------------------------------------------- */

/* Weights 3 and 1. a: 3/4 × 8 + 1/4 × 2 = 6.5; b: 3/4 × 6 + 1/4 × 6 = 6. With weight w of the first they cross where
   8w + 2(1 − w) = 6: w = 2/3. */
#define SCORED                                                                                                         \
    { "costs.csv", "line,option,2018/19\nx,a,130\ny,b,90\n" },                                                         \
        { "options.csv", "option,role\na,preferred\nb,option\n" }, {                                                   \
        "criteria.csv", "criterion,weight\nquality,3\nspeed,1\n"                                                       \
    }

static void points_ranks_and_switching_weights_are_those_of_arithmetic(void **state) {
    (void)state;
    static const CaseFile files[] = { SCORED,
        { "scores.csv",
            "criterion,option,score,low,high\nquality,a,8,4,8\nquality,b,6,,\nspeed,a,2,,10\nspeed,b,6,,\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_int_equal(study->score_count, 2);
    assert_close(study->scores[0].points, 6.5, 1e-12);
    assert_close(study->scores[0].low, 0.75 * 4 + 0.25 * 2, 1e-12);
    assert_close(study->scores[0].high, 0.75 * 8 + 0.25 * 10, 1e-12);
    assert_close(study->scores[1].points, 6, 1e-12);
    assert_int_equal(study->scores[0].rank, 1);
    assert_int_equal(study->scores[1].rank, 2);
    assert_close(study->scores[0].cost_per_point, 130 / 6.5, 1e-9);
    assert_close(study->scores[1].cost_per_point, 90 / 6.0, 1e-9);
    assert_close(study->weights[0].weight, 0.75, 1e-12);
    assert_close(study->weights[0].switches_at, 2.0 / 3, 1e-9);
    assert_string_equal(study->weights[0].then_best, "b");
    assert_close(study->weights[1].switches_at, 1.0 / 3, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* Equal weights. With weight w of quality the best has 8w + 6(1 − w); near has 7w + 6.8(1 − w) and meets it at w = 0.8/1.8,
   far 5w + 8(1 − w), at w = 2/5, and farther 4w + 8(1 − w), at w = 2/6. */
static void the_weight_that_switches_is_the_nearest_one(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,2018/19\nx,1\n" },
        { "options.csv", "option,role\nfar,option\nbest,preferred\nnear,option\nfarther,option\n" },
        { "criteria.csv", "criterion,weight\nquality,1\nspeed,1\n" },
        { "scores.csv", "criterion,option,score\nquality,best,8\nquality,far,5\nquality,near,7\nquality,farther,4\n"
                        "speed,best,6\nspeed,far,8\nspeed,near,6.8\nspeed,farther,8\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    assert_close(study->weights[0].switches_at, 0.8 / 1.8, 1e-9);
    assert_string_equal(study->weights[0].then_best, "near");
    assert_close(study->weights[1].switches_at, 1 / 1.8, 1e-9);
    assert_string_equal(study->weights[1].then_best, "near");
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void scores_that_cannot_be_are_told(void **state) {
    (void)state;
    static const CaseFile others[] = { SCORED };
    static const Wrong rows[] = {
        { "scores.csv", "criterion,option,score\nquality,a,8\nquality,b,6\nspeed,a,2\n",
            "option \"b\" has no score for criterion \"speed\"" },
        { "scores.csv", "criterion,option,score\nquality,a,8\nquality,a,7\n",
            "there is already a score, at scores.csv:2" },
        { "scores.csv", "criterion,option,score\ncharm,a,8\n", "\"charm\" is not a criterion" },
        { "scores.csv", "criterion,option,score,low\nquality,a,8,9\n", "the score is not between low and high" },
        { "scores.csv", "criterion,option,score\nquality,a,\n", "a score is missing" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_told(others, COUNT_OF(others), &rows[r]);
}

/* --- realisation ---------------------------------------------------------------------------------------------------- */

/* Nothing is discounted within two years at 0 %; the general price level rises by 10 %. */
#define REALISED                                                                                                       \
    { "case.csv", "key,value\nstart,2018/19\nperiods,3\ndiscount,0%\ndeflator,general\n" },                            \
        { "indices.csv", "index,2018/19,2019/20,2020/21\ngeneral,0%,10%,0%\n" },                                       \
        { "councils.csv", "council\nX\nY\n" }, { "splits.csv", "split,X,Y\nmost,3,1\n" },                              \
        { "costs.csv", "line,split,owner,2018/19,2019/20,2020/21\nbuild,most,Jo,100,50,\n" }, {                        \
        "benefits.csv", "line,split,distribution,low,central,high,banked,2018/19,2019/20,2020/21\n"                    \
                        "saved,most,uniform,0.5,,1.5,yes,40,80,80\nlater,X,,,,,,10,10,10\n"                            \
    }

static void actuals_stand_against_the_plan_and_in_the_case_as_it_is_now(void **state) {
    (void)state;
    static const CaseFile files[] = { REALISED,
        { "actuals.csv", "line,as_of,2018/19,2019/20\nbuild,2019/20,120,66\nsaved,2019/20,40,44\nlater,2018/19,,\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .trials = 20000 });
    assert_int_equal(study->realisation_count, 3);
    const BizcaseRealisation *build = &study->realisations[0], *saved = &study->realisations[1],
                             *later = &study->realisations[2];
    /* Nominal: 50 in 2019/20 is 55. */
    assert_close(build->planned[0], 155, 1e-9);
    assert_close(build->actual[0], 186, 1e-9);
    assert_close(build->actual[1], 0.75 * 186, 1e-9);
    assert_close(build->planned[2], 0.25 * 155, 1e-9);
    assert_string_equal(build->state, "over");
    assert_string_equal(build->owner, "Jo");
    assert_close(saved->planned[0], 40 + 88, 1e-9);
    assert_close(saved->actual[0], 84, 1e-9);
    assert_string_equal(saved->state, "short");
    assert_true(saved->is_banked && saved->is_cash && !saved->is_cost);
    assert_string_equal(later->state, "late");
    /* NPV now, real: −120 − 60 + 40 + 40 + 80 + 20; approved: −150 + 200 + 30. Of the savings only 80 × U(0.5, 1.5) is open. */
    assert_close(study->outturn[0].npv_approved, 80, 1e-9);
    assert_close(study->outturn[0].npv_now, 0, 1e-9);
    assert_close(study->outturn[2].npv_now, 0.25 * (-180 + 160), 1e-9);
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
        assert_close(study->outturn[0].npv_percentiles[i], -80 + 40 + 80 * bizcase_confidences()[i], 1.5);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static BizcaseFinance *outturn_of(const CaseFile *files, uint64_t trials, TemporaryCase *made) {
    *made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made->status != BIZCASE_OK) print_case_diagnostics(made->loaded);
    assert_int_equal(made->status, BIZCASE_OK);
    return finance_of(made->loaded, (BizcaseFinanceRequest){ .plan_only = trials == 0, .trials = trials });
}

/* £1,200 of 2020/21, half of it moved into 2021/22 by the plan's slip of six months: £600 were to be paid by now, £600 have
   been paid, and £600 are still to come. */
static void money_that_slips_past_the_known_periods_is_still_to_come(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2020/21\nperiods,3\ndiscount,0%\n" },
        { "phases.csv", "phase,start,end,distribution,central\nbuild,2020-04,2021-03,fixed,6\n" },
        { "costs.csv", "line,type,phase,2020/21,2021/22,2022/23\nkit,one_off,build,1200,0,0\n" },
        { "actuals.csv", "line,as_of,2020/21\nkit,2020/21,600\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study = outturn_of(files, 100, &made);

    assert_string_equal(study->realisations[0].state, "on plan");
    assert_close(study->outturn[0].npv_approved, -1200, 1e-9);
    assert_close(study->outturn[0].npv_now, -1200, 1e-9);
    for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++) assert_close(study->outturn[0].npv_percentiles[i], -1200, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* The same money, late by nothing or by six months, equally likely: £600 are known to have been paid until 2020/21, and
   half of the trials have another £600 to pay in 2021/22. */
static void trials_keep_what_their_own_slips_leave_to_come(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2020/21\nperiods,3\ndiscount,0%\n" },
        { "phases.csv", "phase,start,end,distribution,central,shape\nbuild,2020-04,2021-03,discrete,0,0:1;6:1\n" },
        { "costs.csv", "line,type,phase,2020/21,2021/22,2022/23\nkit,one_off,build,1200,0,0\n" },
        { "actuals.csv", "line,as_of,2020/21\nkit,2020/21,600\n" }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study = outturn_of(files, 2000, &made);

    assert_close(study->outturn[0].npv_now, -600, 1e-9);
    assert_close(study->outturn[0].npv_percentiles[0], -1200, 1e-9); /* P10 */
    assert_close(study->outturn[0].npv_percentiles[2], -600, 1e-9);  /* P80 */
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

/* --- random cases with actuals that are the plan --- */

enum { RANDOM_PERIODS = 6, RANDOM_LINES = 3, RANDOM_FIRST_YEAR = 2020 };

static unsigned next_random(uint64_t *state, unsigned below) { /* Knuth's MMIX generator */
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((*state >> 33) % below);
}

/* Appends period columns, each from its row of amounts or as its name. */
static void append_years(char *text, const double *amounts) {
    for (int t = 0; t < RANDOM_PERIODS; t++) {
        char cell[64];
        if (amounts)
            snprintf(cell, sizeof cell, ",%.10f", amounts[t]);
        else
            snprintf(cell, sizeof cell, ",%d/%02d", RANDOM_FIRST_YEAR + t, (RANDOM_FIRST_YEAR + t + 1) % 100);
        strcat(text, cell);
    }
    strcat(text, "\n");
}

/* A line a programme; a phase each, the second behind the first. */
typedef struct RandomCase {
    char phases[256], costs[1024], benefits[512], actuals[1024];
} RandomCase;

static void random_case(uint64_t *random, RandomCase *made) {
    double amounts[RANDOM_LINES][RANDOM_PERIODS];
    for (int l = 0; l < RANDOM_LINES; l++)
        for (int t = 0; t < RANDOM_PERIODS; t++)
            amounts[l][t] = next_random(random, 3) ? (double)next_random(random, 1000) : 0;
    snprintf(made->phases, sizeof made->phases,
        "phase,start,end,after,distribution,central\np0,2020-04,%d-09,,fixed,%d\np1,%d-10,%d-03,p0,fixed,%d\n"
        "p2,2021-04,%d-12,,fixed,%d\n",
        2020 + (int)next_random(random, 2), (int)next_random(random, 19) - 6, 2022, 2023 + (int)next_random(random, 2),
        (int)next_random(random, 14), 2021 + (int)next_random(random, 3), (int)next_random(random, 30));
    strcpy(made->costs, "line,programme,type,phase,on_delay,index,optimism_bias");
    append_years(made->costs, NULL);
    strcpy(made->benefits, "line,programme,type,phase,on_delay,index,optimism_bias");
    append_years(made->benefits, NULL);
    for (int l = 0; l < RANDOM_LINES; l++) {
        char *file = l == 2 ? made->benefits : made->costs;
        snprintf(file + strlen(file), 128, "l%d,g%d,%s,p%d,%s,%s,%d%%", l, l, l == 2 ? "cash_releasing" : "one_off", l,
            next_random(random, 2) ? "shift" : "extend", next_random(random, 2) ? "pay" : "",
            (int)next_random(random, 40));
        append_years(file, amounts[l]);
    }
}

/* What each line comes to in each period, nominal, until its last that is known: as the plan moves it. */
static void write_actuals(uint64_t *random, const BizcaseAppraisal *plan, char *text) {
    strcpy(text, "line,as_of");
    append_years(text, NULL);
    for (int l = 0; l < RANDOM_LINES; l++) {
        char programme[16];
        double level = 1, nominal[RANDOM_PERIODS] = { 0 };
        const int known = 1 + (int)next_random(random, RANDOM_PERIODS);
        snprintf(programme, sizeof programme, "g%d", l);
        const BizcaseResult *result = bizcase_appraisal_find(plan,
            &(BizcaseScope){ .option = plan->results[0].scope.option, .council = "joint", .programme = programme });
        assert_non_null(result);
        for (int t = 0; t < known; t++, level *= 1.1) nominal[t] = (l == 2 ? 1 : -1) * result->cash_flow[t] * level;
        snprintf(text + strlen(text), 64, "l%d,%d/%02d", l, RANDOM_FIRST_YEAR + known - 1,
            (RANDOM_FIRST_YEAR + known) % 100);
        append_years(text, nominal);
    }
}

/* Whatever slips, runs on or is brought forward: where all has come as the plan moved it, the case is worth what it was. */
static void an_outturn_of_what_was_planned_is_worth_the_plan(void **state) {
    (void)state;
    uint64_t random = 1;
    for (int n = 0; n < 60; n++) {
        RandomCase made;
        random_case(&random, &made);
        CaseFile files[] = { { "case.csv", "key,value\nstart,2020/21\nperiods,6\ndeflator,general\n"
                                           "optimism_bias_in_simulation,yes\n" },
            { "indices.csv", "index,2020/21,2021/22,2022/23\ngeneral,0%,10%,10%\npay,0%,4%,7%\n" },
            { "programmes.csv", "programme\ng0\ng1\ng2\n" }, { "phases.csv", made.phases }, { "costs.csv", made.costs },
            { "benefits.csv", made.benefits }, { "actuals.csv", made.actuals }, { NULL, NULL } };
        BizcaseAppraisal *plan;
        files[6].path = NULL;
        TemporaryCase without = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (without.status != BIZCASE_OK) print_case_diagnostics(without.loaded);
        assert_int_equal(without.status, BIZCASE_OK);
        assert_int_equal(bizcase_appraise(without.loaded, &(BizcaseAppraiseRequest){ 0 }, &plan, NULL), BIZCASE_OK);
        write_actuals(&random, plan, made.actuals);
        files[6].path = "actuals.csv";

        TemporaryCase with;
        BizcaseFinance *study = outturn_of(files, 64, &with);

        assert_close(study->outturn[0].npv_now, study->outturn[0].npv_approved, 1e-5);
        for (size_t i = 0; i < BIZCASE_CONFIDENCES; i++)
            assert_close(study->outturn[0].npv_percentiles[i], study->outturn[0].npv_approved, 1e-5);
        bizcase_finance_free(study);
        bizcase_appraisal_free(plan);
        temporary_case_free(&with);
        temporary_case_free(&without);
    }
}

/* The plan is 100: what comes within 5 % of it is on it. */
static void a_line_is_on_plan_within_a_twentieth(void **state) {
    (void)state;
    static const struct {
        const char *actual, *cost, *benefit;
    } rows[] = {
        { "104.99", "on plan", "on plan" },
        { "105.01", "over", "ahead" },
        { "95.01", "on plan", "on plan" },
        { "94.99", "under", "short" },
        { "0", "under", "late" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char actuals[128];
        snprintf(actuals, sizeof actuals, "line,as_of,2018/19\nc,2018/19,%s\nb,2018/19,%s\n", rows[r].actual,
            rows[r].actual);
        const CaseFile files[] = { { "costs.csv", "line,2018/19,2019/20\nc,100,100\n" },
            { "benefits.csv", "line,2018/19,2019/20\nb,100,100\n" }, { "actuals.csv", actuals }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        assert_int_equal(made.status, BIZCASE_OK);
        BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
        assert_string_equal(study->realisations[0].state, rows[r].cost);
        assert_string_equal(study->realisations[1].state, rows[r].benefit);
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

/* Plan 100, actual 60, of every type of line but those that have no money: the plan is the line's own, also where the
   appraisal or the books leave it out, or another option has it. */
static void every_type_of_line_has_its_plan(void **state) {
    (void)state;
    static const char *const costs[] = { "recurring", "one_off", "redundancy", "vat", "sunk", "transfer" };
    static const char *const benefits[] = { "cash_releasing", "non_cash_releasing", "wider", "residual_value",
        "unmonetised" };
    static const char *const options[] = { "do", "bau" };
    for (size_t o = 0; o < COUNT_OF(options); o++)
        for (size_t k = 0; k < COUNT_OF(costs) + COUNT_OF(benefits); k++) {
            const bool is_cost = k < COUNT_OF(costs);
            char lines[128];
            snprintf(lines, sizeof lines, "line,option,type,2018/19,2019/20\nx,%s,%s,100,100\n", options[o],
                is_cost ? costs[k] : benefits[k - COUNT_OF(costs)]);
            const CaseFile files[] = { { "options.csv", "option,role\nbau,baseline\ndo,preferred\n" },
                { "costs.csv", is_cost ? lines : "line,2018/19,2019/20\nother,7,7\n" },
                { "benefits.csv", is_cost ? "line,2018/19,2019/20\nother,7,7\n" : lines },
                { "actuals.csv", "line,as_of,2018/19\nx,2018/19,60\n" }, { NULL, NULL } };
            TemporaryCase made;
            BizcaseFinance *study = outturn_of(files, 0, &made);
            assert_close(study->realisations[0].planned[0], 100, 1e-9);
            assert_close(study->realisations[0].planned_with_bias[0], 100, 1e-9);
            assert_string_equal(study->realisations[0].state, is_cost ? "under" : "short");
            bizcase_finance_free(study);
            temporary_case_free(&made);
        }
}

/* The budget is 100; with 200 % of optimism bias the appraisal has 300 of a cost, with 40 % it has 60 of a benefit. 126 is
   26 % over the budget, whatever the appraisal holds. */
static void actuals_are_held_against_the_plan_without_optimism_bias(void **state) {
    (void)state;
    static const struct {
        const char *in_plan;
        double cost, benefit; /* with bias */
    } rows[] = { { "yes", 300, 60 }, { "no", 100, 100 } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[128];
        snprintf(settings, sizeof settings, "key,value\nstart,2018/19\nperiods,2\noptimism_bias_in_plan,%s\n",
            rows[r].in_plan);
        const CaseFile files[] = { { "case.csv", settings }, { "councils.csv", "council\nX\nY\n" },
            { "splits.csv", "split,X,Y\nmost,3,1\n" },
            { "costs.csv", "line,split,optimism_bias,2018/19,2019/20\nc,most,200%,100,100\n" },
            { "benefits.csv", "line,split,optimism_bias,2018/19,2019/20\nb,most,40%,100,100\n" },
            { "actuals.csv", "line,as_of,2018/19\nc,2018/19,126\nb,2018/19,126\n" }, { NULL, NULL } };
        TemporaryCase made;
        BizcaseFinance *study = outturn_of(files, 0, &made);
        const BizcaseRealisation *cost = &study->realisations[0], *benefit = &study->realisations[1];
        assert_string_equal(cost->state, "over");
        assert_string_equal(benefit->state, "ahead");
        assert_close(cost->planned[0], 100, 1e-9);
        assert_close(cost->planned[1], 75, 1e-9);
        assert_close(cost->planned_with_bias[0], rows[r].cost, 1e-9);
        assert_close(cost->planned_with_bias[2], rows[r].cost / 4, 1e-9);
        assert_close(benefit->planned[0], 100, 1e-9);
        assert_close(benefit->planned_with_bias[0], rows[r].benefit, 1e-9);
        bizcase_finance_free(study);
        temporary_case_free(&made);
    }
}

/* More lines than are worked out at once: each its own plan, n of the n-th. */
static void many_lines_have_each_its_own_plan(void **state) {
    (void)state;
    enum { LINES = 100 };
    char costs[4096] = "line,2018/19\n", actuals[4096] = "line,as_of,2018/19\n";
    for (int l = 1; l <= LINES; l++) {
        snprintf(costs + strlen(costs), 32, "l%d,%d\n", l, l);
        snprintf(actuals + strlen(actuals), 32, "l%d,2018/19,%d\n", LINES + 1 - l, LINES + 1 - l);
    }
    const CaseFile files[] = { { "costs.csv", costs }, { "actuals.csv", actuals }, { NULL, NULL } };
    TemporaryCase made;
    BizcaseFinance *study = outturn_of(files, 0, &made);
    assert_int_equal(study->realisation_count, LINES);
    for (int l = 0; l < LINES; l++) assert_close(study->realisations[l].planned[0], LINES - l, 1e-9);
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void actuals_that_cannot_be_are_told(void **state) {
    (void)state;
    static const CaseFile others[] = { REALISED };
    static const Wrong rows[] = {
        { "actuals.csv", "line,as_of,2018/19,2019/20\nbuild,2018/19,1,2\n", "this actual is after as_of (2018/19)" },
        { "actuals.csv", "line,as_of,2018/19\nnone,2018/19,1\n", "\"none\" is not a line" },
        { "actuals.csv", "line,as_of,2018/19\nbuild,soon,1\n", "\"soon\" is not a period" },
        { "actuals.csv", "line,as_of,2018/19\nbuild,2018/19,1\nbuild,2018/19,2\n",
            "it already has actuals, at actuals.csv:2" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_told(others, COUNT_OF(others), &rows[r]);
}

/* --- unit costs ----------------------------------------------------------------------------------------------------- */

/* 200 of running cost and 90 of capital over 3 years from the year after, a tenth of overhead; 10 units, then 20. */
static void units_cost_revenue_capital_and_overhead(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,3\n" },
        { "councils.csv", "council\nX\nY\n" }, { "splits.csv", "split,X,Y\nunits,4,1\n" },
        { "costs.csv",
            "line,category,kind,type,asset_life,2018/19,2019/20,2020/"
            "21\nrun,it,,recurring,,200,200,200\nkit,it,capital,one_off,3,90,,\nother,rest,,recurring,,7,7,7\n" },
        { "drivers.csv", "driver,distribution,low,central,high,2018/19,2019/20\nmore,fixed,,1,,1,2\n" },
        { "services.csv", "service,unit,of,units,driver,split,overhead\nsupport,user,category:it,10,more,units,10%\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseFinance *study = finance_of(made.loaded, (BizcaseFinanceRequest){ .plan_only = 1 });
    const BizcaseUnitCost *row = &study->unit_costs[0];
    const double cost[] = { 220, 1.1 * 230, 1.1 * 230 }, units[] = { 10, 20, 20 };
    for (size_t y = 0; y < 3; y++) {
        assert_close(row->cost[y], cost[y], 1e-9);
        assert_close(row->units[y], units[y], 1e-9);
        assert_close(row->per_unit[y], cost[y] / units[y], 1e-9);
        assert_close(row->cost[3 + y], cost[y] / 2, 1e-9);     /* the cost is shared equally … */
        assert_close(row->units[3 + y], 0.8 * units[y], 1e-9); /* … and the units are not */
    }
    bizcase_finance_free(study);
    temporary_case_free(&made);
}

static void services_that_cannot_be_are_told(void **state) {
    (void)state;
    static const CaseFile others[] = { { "costs.csv", "line,2018/19\na,1\n" } };
    static const Wrong rows[] = {
        { "services.csv", "service,of,units\ns,b,1\n", "\"b\" is neither a line nor category:NAME" },
        { "services.csv", "service,of,units\ns,a,\n", "the service has no units" },
        { "services.csv", "service,of,units\ns,,1\n", "the service has no costs" },
        { "services.csv", "service,of,units,driver\ns,a,1,d\n", "\"d\" is not a driver" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) assert_told(others, COUNT_OF(others), &rows[r]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_ranks_and_switching_weights_are_those_of_arithmetic),
        cmocka_unit_test(the_weight_that_switches_is_the_nearest_one),
        cmocka_unit_test(scores_that_cannot_be_are_told),
        cmocka_unit_test(actuals_stand_against_the_plan_and_in_the_case_as_it_is_now),
        cmocka_unit_test(money_that_slips_past_the_known_periods_is_still_to_come),
        cmocka_unit_test(trials_keep_what_their_own_slips_leave_to_come),
        cmocka_unit_test(an_outturn_of_what_was_planned_is_worth_the_plan),
        cmocka_unit_test(a_line_is_on_plan_within_a_twentieth),
        cmocka_unit_test(every_type_of_line_has_its_plan),
        cmocka_unit_test(actuals_are_held_against_the_plan_without_optimism_bias),
        cmocka_unit_test(many_lines_have_each_its_own_plan),
        cmocka_unit_test(actuals_that_cannot_be_are_told),
        cmocka_unit_test(units_cost_revenue_capital_and_overhead),
        cmocka_unit_test(services_that_cannot_be_are_told),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
