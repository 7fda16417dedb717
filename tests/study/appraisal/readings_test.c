/* The readings of a case: whose money counts in the whole, for the public purse and in cash. */
#include "case/handle.h"
#include "case/readings.h"
#include "support/appraised_case.h"
#include "support/samples.h"

/* One amount of each type, all in the second year, so that factors are 1 ÷ 1.1 and undiscounted sums are amounts. */
static const char councils[] = "council,name\nA,Ay\nB,Bee\n";
static const char settings[] = "key,value\ndiscount,10%\n";
static const char costs[] = "line,type,split,2018/19,2019/20\n"
                            "run,recurring,equal,0,100\n"
                            "set-up,one_off,A,0,20\n"
                            "leave,redundancy,A,0,40\n"
                            "strain,pension_strain,B,0,10\n"
                            "tax,vat,B,0,6\n"
                            "pay,transfer,A,0,8\n"
                            "receive,transfer,B,0,-8\n"
                            "gone,sunk,equal,0,1000\n";
static const char benefits[] = "line,type,cashable,split,2018/19,2019/20\n"
                               "save,cash_releasing,,equal,0,200\n"
                               "time,non_cash_releasing,30%,A,0,50\n"
                               "air,wider,,B,0,70\n"
                               "left,residual_value,,equal,0,30\n"
                               "named,unmonetised,,A,0,5000\n";

static const CaseFile every_type[] = { { "case.csv", settings }, { "councils.csv", councils }, { "costs.csv", costs },
    { "benefits.csv", benefits }, { NULL, NULL } };

/* Costs of the whole: A 50 + 20, B 50. Cash: A + 40 + 8, B + 10 + 6 − 8. Benefits of the whole: A 100 + 50 + 15, B 100 +
   70 + 15; public without air; cash A 100 + 0.3 × 50, B 100. Peak funding is 0 where the year's net is not negative. */
static void each_type_counts_in_its_readings(void **state) {
    static const struct {
        const char *council, *figure;
        double amount;
        bool is_discounted;
    } rows[] = {
        { "A", "pv_costs", 70, true },
        { "A", "pv_costs_public", 70, true },
        { "A", "pv_costs_cash", 118, true },
        { "B", "pv_costs", 50, true },
        { "B", "pv_costs_public", 50, true },
        { "B", "pv_costs_cash", 58, true },
        { "A", "pv_benefits", 165, true },
        { "A", "pv_benefits_public", 165, true },
        { "A", "pv_benefits_cash", 115, true },
        { "B", "pv_benefits", 185, true },
        { "B", "pv_benefits_public", 115, true },
        { "B", "pv_benefits_cash", 100, true },
        { "A", "npv_cash", -3, true },
        { "B", "npv_cash", 42, true },
        { "joint", "npv", 230, true },
        { "joint", "npv_public", 160, true },
        { "joint", "npv_cash", 39, true },
        { "A", "bcr_cash", 115.0 / 118, false },
        { "joint", "bcr", 350.0 / 120, false },
        { "joint", "bcr_public", 280.0 / 120, false },
        { "joint", "bcr_cash", 215.0 / 176, false },
        { "A", "peak_funding_cash", 3, false },
        { "B", "peak_funding_cash", 0, false },
        { "A", "peak_funding", 0, false },
    };
    (void)state;
    AppraisedCase a = appraised_case(every_type, NULL);

    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_close(figure_named(result_for(&a, "proposal", rows[r].council), rows[r].figure),
            rows[r].amount / (rows[r].is_discounted ? 1.1 : 1), 1e-9);
    appraised_case_free(&a);
}

/* 100 is paid first, 60 of redundancy with it; 40 a year comes in cash, 30 in freed time, 10 of social value: the whole is
   paid back after 1 + 100 ÷ 80, the public purse after 1 + 100 ÷ 70, cash after 1 + 160 ÷ 40 years. */
static void payback_is_of_its_reading(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\ndiscount,0%\n" },
        { "costs.csv", "line,type,2018/19,2019/20,2020/21,2021/22,2022/23\na,one_off,100,,,,\nb,redundancy,60,,,,\n" },
        { "benefits.csv", "line,type,2018/19,2019/20,2020/21,2021/22,2022/23\nc,cash_releasing,0,40,40,40,40\n"
                          "d,non_cash_releasing,0,30,30,30,30\ne,wider,0,10,10,10,10\n" },
        { NULL, NULL } };
    (void)state;
    AppraisedCase a = appraised_case(files, NULL);
    const BizcaseResult *result = joint_result(&a);

    assert_close(figure_named(result, "payback_years"), 1 + 100.0 / 80, 1e-12);
    assert_close(figure_named(result, "payback_years_public"), 1 + 100.0 / 70, 1e-12);
    assert_close(figure_named(result, "payback_years_cash"), 1 + 160.0 / 40, 1e-12);
    assert_close(figure_named(result, "discounted_payback_years_cash"), 5, 1e-12);
    assert_close(figure_named(result, "peak_funding"), 100, 1e-12);
    assert_close(figure_named(result, "peak_funding_cash"), 160, 1e-12);
    appraised_case_free(&a);
}

static void a_party_that_is_not_public_is_left_out_of_the_public_purse_alone(void **state) {
    static const CaseFile files[] = { { "case.csv", settings },
        { "councils.csv", "council,public\nA,yes\nB,\nfamilies,no\n" },
        { "costs.csv", "line,split,2018/19,2019/20\na,A,10,10\nb,families,1,2\n" },
        { "benefits.csv", "line,split,2018/19,2019/20\nc,equal,30,60\n" }, { NULL, NULL } };
    (void)state;
    AppraisedCase a = appraised_case(files, NULL);
    const BizcaseResult *joint = joint_result(&a);

    /* A −10 + 10 and (−10 + 20) ÷ 1.1; B 10 and 20 ÷ 1.1; families 10 − 1 and (20 − 2) ÷ 1.1. */
    assert_close(figure_named(joint, "npv"), 10 + 9 + (10 + 20 + 18) / 1.1, 1e-9);
    assert_close(figure_named(joint, "npv_public"), 10 + (10 + 20) / 1.1, 1e-9);
    assert_close(figure_named(joint, "pv_costs_public"), 10 + 10 / 1.1, 1e-9);
    assert_close(figure_named(joint, "npv_cash"), figure_named(joint, "npv"), 1e-9);
    assert_close(figure_named(result_for(&a, "proposal", "families"), "npv_public"), 0, 0);
    assert_close(figure_named(result_for(&a, "proposal", "families"), "npv"), 9 + 18 / 1.1, 1e-9);
    appraised_case_free(&a);
}

/* A line's formula, driver, own value and optimism bias work in every reading: 0.4 × 100 × 2 × 1.5 × (1 − 0.25) = 90. */
static void the_cashable_part_is_of_all_that_the_line_comes_to(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\ndiscount,0%\nstart,2018/19\nperiods,2\n" },
        { "drivers.csv", "driver,distribution,low,central,high\nuse,uniform,1,2,3\n" },
        { "quantities.csv", "quantity,unit,2018/19,2019/20\nhours,hour,0,50\n" },
        { "benefits.csv", "line,type,cashable,drivers,distribution,low,central,high,optimism_bias,formula\n"
                          "time,non_cash_releasing,0.4,use,uniform,1,1.5,2,25%,hours * 2[£/hour]\n" },
        { NULL, NULL } };
    (void)state;
    AppraisedCase a = appraised_case(files, NULL);

    assert_close(figure_named(joint_result(&a), "npv"), 225, 1e-9);
    assert_close(figure_named(joint_result(&a), "npv_public"), 225, 1e-9);
    assert_close(figure_named(joint_result(&a), "npv_cash"), 90, 1e-9);
    appraised_case_free(&a);
}

/* --- how readings relate ------------------------------------------------------------------------------------------ */

static BizcaseCase *load_sample(const char *folder, const char *const *changes, size_t count) {
    BizcaseCase *loaded;
    assert_int_equal(
        bizcase_case_load(
            &(BizcaseCaseRequest){ .folder = folder, .changes = changes, .change_count = count }, &loaded, NULL),
        BIZCASE_OK);
    return loaded;
}

static BizcaseAppraisal *appraise(const BizcaseCase *loaded) {
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    return appraisal;
}

static double scoped(const BizcaseAppraisal *appraisal, BizcaseScope scope, const char *figure) {
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &scope);
    assert_non_null(result);
    return figure_named(result, figure);
}

/* Whether the sums over councils and programmes of a figure are the result's. */
static void assert_sums(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, const char *figure) {
    const Case *the_case = case_of(loaded);
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        const double rounding =
            1e-9 * (1 + fabs(figure_named(result, "pv_costs")) + fabs(figure_named(result, "pv_benefits")));
        BizcaseScope scope = result->scope;
        double by_council = 0, by_programme = 0;
        for (size_t c = 0; c < the_case->council_count && strcmp(scope.council, "joint") == 0; c++) {
            scope.council = the_case->councils[c].id;
            by_council += scoped(appraisal, scope, figure);
            scope.council = "joint";
        }
        for (size_t p = 0; p < the_case->programme_count && strcmp(scope.programme, "total") == 0; p++) {
            scope.programme = the_case->programmes[p].id;
            by_programme += scoped(appraisal, scope, figure);
            scope.programme = "total";
        }
        if (strcmp(scope.council, "joint") == 0) assert_close(by_council, figure_named(result, figure), rounding);
        if (strcmp(scope.programme, "total") == 0) assert_close(by_programme, figure_named(result, figure), rounding);
    }
}

static void councils_and_programmes_sum_in_each_reading_of_every_sample(void **state) {
    static const char *const figures[] = { "npv_public", "npv_cash", "pv_costs_public", "pv_costs_cash",
        "pv_benefits_public", "pv_benefits_cash" };
    const Samples samples = all_samples();
    (void)state;
    for (size_t s = 0; s < samples.count; s++) {
        BizcaseCase *loaded = load_sample(samples.folders[s], NULL, 0);
        BizcaseAppraisal *appraisal = appraise(loaded);
        Arena *arena = arena_new();
        const bool all_are_public = !councils_left_out(arena, case_of(loaded), READING_PUBLIC);
        arena_free(arena);

        for (size_t f = 0; f < COUNT_OF(figures); f++) assert_sums(loaded, appraisal, figures[f]);
        for (size_t r = 0; r < appraisal->result_count; r++) {
            const BizcaseResult *result = &appraisal->results[r];
            const double rounding = 1e-9 * (1 + figure_named(result, "pv_benefits"));
            if (result->scope.versus) continue; /* costs and benefits of all samples are positive, without a baseline */
            assert_true(figure_named(result, "pv_benefits_public") <= figure_named(result, "pv_benefits") + rounding);
            if (!all_are_public) continue; /* cash counts every party */
            assert_true(
                figure_named(result, "pv_benefits_cash") <= figure_named(result, "pv_benefits_public") + rounding);
            assert_close(figure_named(result, "pv_costs_public"), figure_named(result, "pv_costs"), rounding);
        }
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(loaded);
    }
}

static bool has_sunk_line(const Case *the_case) {
    for (size_t l = 0; l < the_case->line_count; l++)
        if (strcmp(the_case->lines[l].type->name, "sunk") == 0) return true;
    return false;
}

/* Σ of the steps from net present value through the one that is named. */
static double reached(const BizcaseFinance *study, const char *step, size_t body) {
    double sum = 0;
    for (size_t i = 0; i < study->item_count; i++) {
        sum += study->items[i].values[body];
        if (strcmp(study->items[i].name, step) == 0) return sum;
    }
    fail_msg("there is no step %s", step);
    return sum;
}

static double all_years(const BizcaseFinance *study, BizcaseFinanceRow row, size_t body) {
    double sum = 0;
    for (size_t y = 0; y < study->year_count; y++) sum += study->rows[row][body * study->year_count + y];
    return sum;
}

/* Cash that is not discounted, with nothing spent already in it, is what the financial case has before prices move; after
   that it is the sum of what its books show, the baseline's taken off. */
static void cash_is_the_financial_case_before_prices_move(void **state) {
    static const char *const changes[] = { "case:discount:value=0%", "costs:type=sunk:periods*0" };
    const Samples samples = all_samples();
    (void)state;
    for (size_t s = 0; s < samples.count; s++) {
        BizcaseCase *as_it_is = load_sample(samples.folders[s], NULL, 0);
        BizcaseCase *loaded = load_sample(samples.folders[s], changes, has_sunk_line(case_of(as_it_is)) ? 2 : 1);
        BizcaseAppraisal *appraisal = appraise(loaded);
        BizcaseFinance *study;
        assert_int_equal(bizcase_finance(loaded, &(BizcaseFinanceRequest){ .plan_only = 1 }, &study, NULL), BIZCASE_OK);

        for (size_t b = 0; b < study->body_count; b++) {
            BizcaseScope scope = appraisal->main;
            scope.council = study->bodies[b];
            const double nominal = all_years(study, BIZCASE_SAVINGS, b) + all_years(study, BIZCASE_RECEIPTS, b) -
                                   all_years(study, BIZCASE_CAPITAL, b) - all_years(study, BIZCASE_ONE_OFF, b) -
                                   all_years(study, BIZCASE_RUNNING, b) - study->baseline_cash[b];
            assert_close(scoped(appraisal, scope, "npv_cash"), reached(study, "all_costs", b), 1e-4);
            assert_close(nominal, reached(study, "prices", b), 1e-4);
        }
        bizcase_finance_free(study);
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(loaded);
        bizcase_case_free(as_it_is);
    }
}

/* A thousand times the money is that much of every sum of each reading, and no payback is another. */
static void money_scales_every_reading(void **state) {
    (void)state;
    AppraisedCase once = appraised_case(every_type, NULL), more = appraised_case(every_type, "case:scale:value=1000");

    for (size_t r = 0; r < once.appraisal->result_count; r++)
        for (size_t f = 0; f < bizcase_figure_count(); f++) {
            const double times = bizcase_figure(f).unit == BIZCASE_MONEY ? 1000 : 1;
            const double before = once.appraisal->results[r].figures[f], after = more.appraisal->results[r].figures[f];
            if (isnan(before))
                assert_true(isnan(after));
            else
                assert_close(after, times * before, 1e-6);
        }
    appraised_case_free(&once);
    appraised_case_free(&more);
}

/* --- each study says the same ------------------------------------------------------------------------------------------ */

static void an_explanation_of_a_reading_adds_up_to_it(void **state) {
    static const char *const figures[] = { "npv_public", "npv_cash", "pv_costs_cash", "pv_benefits_cash" };
    (void)state;
    AppraisedCase a = appraised_case(every_type, NULL);
    for (size_t f = 0; f < COUNT_OF(figures); f++) {
        BizcaseExplanation *explanation;

        assert_int_equal(bizcase_explain(a.made.loaded, figures[f], &explanation, NULL), BIZCASE_OK);

        assert_int_equal(explanation->figure, bizcase_figure_find(figures[f]));
        assert_close(explanation->value, figure_named(joint_result(&a), figures[f]), 1e-9);
        assert_close(explanation->sum, explanation->value, 1e-9);
        bizcase_explanation_free(explanation);
    }
    appraised_case_free(&a);
}

static void an_explanation_leaves_out_who_is_not_public(void **state) {
    static const CaseFile files[] = { { "case.csv", settings },
        { "councils.csv", "council,public\nA,yes\nfamilies,no\n" },
        { "options.csv", "option,role\nnow,baseline\nnew,option\n" },
        { "splits.csv", "split,option,A,families\nshared,now,1,1\nshared,new,3,1\n" },
        { "costs.csv", "line,option,split,2018/19,2019/20\na,now;new,shared,100,100\nb,new,families,1,2\n" },
        { "benefits.csv", "line,option,split,2018/19,2019/20\nc,new,equal,300,600\n" }, { NULL, NULL } };
    static const char *const whats[] = { "npv_public", "npv_public/A", "npv_public/families", "npv", "npv_cash" };
    (void)state;
    AppraisedCase a = appraised_case(files, NULL);
    for (size_t w = 0; w < COUNT_OF(whats); w++) {
        BizcaseExplanation *explanation;

        assert_int_equal(bizcase_explain(a.made.loaded, whats[w], &explanation, NULL), BIZCASE_OK);

        assert_close(explanation->sum, explanation->value, 1e-9);
        /* A pays 75 instead of 50, and gains half of 300 and 600. */
        if (w < 2) assert_close(explanation->value, 150 - 25 + (300 - 25) / 1.1, 1e-9);
        bizcase_explanation_free(explanation);
    }
    appraised_case_free(&a);
}

static BizcaseSimulation *simulate(
    const BizcaseCase *loaded, const char *sampler, const char *const *figures, size_t count) {
    BizcaseSimulation *simulation;
    const BizcaseSimulateRequest request = {
        .trials = 512, .sampler = sampler, .figures = figures, .figure_count = count, .threads = 1
    };
    assert_int_equal(bizcase_simulate(loaded, &request, &simulation, NULL), BIZCASE_OK);
    return simulation;
}

/* How many distributions there are of a figure, by programme or in total. */
static size_t distributions_of(const BizcaseSimulation *simulation, const char *figure, bool by_programme) {
    size_t count = 0;
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *found = &simulation->distributions[i];
        count += found->figure == bizcase_figure_find(figure) &&
                 (strcmp(found->scope.programme, "total") != 0) == by_programme;
    }
    return count;
}

static void readings_are_simulated_where_their_lines_have_money(void **state) {
    static const struct {
        const char *costs, *benefits, *councils;
        bool has_public, has_cash;
    } rows[] = {
        { "line,type,2018/19\na,recurring,1\nb,sunk,5\n", "line,type,2018/19\nc,cash_releasing,3\nd,unmonetised,9\n",
            "council\nA\n", false, false },
        { "line,type,2018/19\na,recurring,1\n", "line,type,2018/19\nc,wider,3\n", "council\nA\n", true, true },
        { "line,type,2018/19\na,recurring,1\n", "line,type,2018/19\nc,wider,0\n", "council\nA\n", false, false },
        { "line,type,2018/19\na,recurring,1\n", "line,type,2018/19\nc,non_cash_releasing,3\n", "council\nA\n", false,
            true },
        { "line,type,2018/19\na,recurring,1\n", "line,type,2018/19\nc,residual_value,3\n", "council\nA\n", false,
            true },
        { "line,type,2018/19\na,redundancy,1\n", "line,type,2018/19\nc,cash_releasing,3\n", "council\nA\n", false,
            true },
        { "line,type,2018/19\na,pension_strain,1\n", "line,type,2018/19\nc,cash_releasing,3\n", "council\nA\n", false,
            true },
        { "line,type,2018/19\na,vat,1\n", "line,type,2018/19\nc,cash_releasing,3\n", "council\nA\n", false, true },
        { "line,type,2018/19\na,transfer,1\n", "line,type,2018/19\nc,cash_releasing,3\n", "council\nA\n", false, true },
        { "line,type,2018/19\na,recurring,1\n", "line,type,2018/19\nc,cash_releasing,3\n", "council,public\nA,no\n",
            true, false },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", rows[r].costs }, { "benefits.csv", rows[r].benefits },
            { "councils.csv", rows[r].councils }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        BizcaseSimulation *simulation = simulate(made.loaded, NULL, NULL, 0);

        if (!distributions_of(simulation, "npv_public", false) == rows[r].has_public) fail_msg("row %zu: public", r);
        if (!distributions_of(simulation, "npv_cash", false) == rows[r].has_cash) fail_msg("row %zu: cash", r);
        assert_int_equal(distributions_of(simulation, "payback_years_cash", false),
            distributions_of(simulation, "peak_funding_cash", false));
        assert_int_equal(distributions_of(simulation, "npv_cash", true), 0);
        assert_int_equal(distributions_of(simulation, "payback_years_public", false), 0);
        bizcase_simulation_free(simulation);
        temporary_case_free(&made);
    }
}

/* Two inputs go together with a third that only cash has: its draws are an addition. */
static const CaseFile uncertain[] = { { "costs.csv",
                                          "line,type,distribution,low,central,high,2018/19,2019/20\n"
                                          "a,recurring,uniform,1,2,3,100,100\nb,redundancy,uniform,1,2,3,50,0\n"
                                          "c,recurring,uniform,0,1,2,40,40\n" },
    { "benefits.csv", "line,type,distribution,low,central,high,2018/19,2019/20\nd,wider,uniform,1,2,3,300,300\n"
                      "e,cash_releasing,,,,,200,200\n" },
    { "correlations.csv", "a,b,correlation\na,b,0.5\nb,c,0.5\na,c,0.6\n" }, { NULL, NULL } };

static void a_figure_of_the_whole_is_the_same_whatever_else_is_asked_for(void **state) {
    static const char *const alone[] = { "npv" };
    static const char *const samplers[] = { "mc", "lhs", "sobol" };
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    for (size_t s = 0; s < COUNT_OF(samplers); s++) {
        BizcaseSimulation *some = simulate(made.loaded, samplers[s], alone, 1),
                          *all = simulate(made.loaded, samplers[s], NULL, 0);
        const BizcaseDistribution *one = bizcase_simulation_find(some, &some->main, bizcase_figure_find("npv")),
                                  *other = bizcase_simulation_find(all, &all->main, bizcase_figure_find("npv"));

        assert_true(all->input_count == some->input_count + 1);
        assert_memory_equal(one->percentiles, other->percentiles, sizeof one->percentiles);
        assert_close(one->mean, other->mean, 0);
        bizcase_simulation_free(some);
        bizcase_simulation_free(all);
    }
    temporary_case_free(&made);
}

/* Costs of 200·A + 80·C and benefits of 600·D + 400: the public purse has no D, and cash pays 50·B besides. Means of the
   uniform ranges are 2, 1, 2 and 2; the trials' own are within four standard errors. */
static void a_simulated_reading_has_the_mean_of_its_lines(void **state) {
    static const struct {
        const char *figure;
        double undiscounted, first_year; /* money of both years, and of the first alone */
    } rows[] = { { "npv", -400 - 80 + 1200 + 400, 0 }, { "npv_public", -400 - 80 + 400, 0 },
        { "npv_cash", -400 - 80 + 400, -100 } };
    static const char *const figures[] = { "npv", "npv_public", "npv_cash" };
    (void)state;
    const char *no_discount = "case:discount:value=0%";
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ .changes = &no_discount, .change_count = 1 });
    BizcaseSimulation *simulation = simulate(made.loaded, NULL, figures, COUNT_OF(figures));

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseDistribution *found =
            bizcase_simulation_find(simulation, &simulation->main, bizcase_figure_find(rows[r].figure));
        assert_close(found->mean, rows[r].undiscounted + rows[r].first_year, 4 * found->standard_error);
    }
    bizcase_simulation_free(simulation);
    temporary_case_free(&made);
}

static void sensitivity_in_a_reading_starts_from_its_figures(void **state) {
    static const struct {
        BizcaseReading reading;
        const char *npv, *payback;
    } rows[] = { { BIZCASE_WHOLE, "npv", "payback_years" }, { BIZCASE_PUBLIC, "npv_public", "payback_years_public" },
        { BIZCASE_CASH, "npv_cash", "payback_years_cash" } };
    (void)state;
    BizcaseCase *loaded = load_sample("scenarios/joint-ict-2017", NULL, 0);
    BizcaseAppraisal *appraisal = appraise(loaded);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseSensitivity *study;
        const BizcaseSensitivityRequest request = { .parts = BIZCASE_TORNADO, .reading = rows[r].reading };

        assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);

        assert_int_equal(study->reading, rows[r].reading);
        assert_close(study->plan_npv[0], scoped(appraisal, appraisal->main, rows[r].npv), 1e-3);
        assert_close(study->plan_payback[0], scoped(appraisal, appraisal->main, rows[r].payback), 1e-9);
        bizcase_sensitivity_free(study);
    }
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
}

/* Redundancy is no lever of the whole: without a line, or a range, that counts there is nothing to move. */
static void only_cash_moves_with_what_only_cash_counts(void **state) {
    static const CaseFile files[] = { { "costs.csv", "line,type,distribution,low,central,high,2018/19,2019/20\n"
                                                     "run,recurring,,,,,10,10\nleave,redundancy,uniform,1,2,3,20,0\n" },
        { "benefits.csv", "line,2018/19,2019/20\nsave,0,90\n" }, { NULL, NULL } };
    (void)state;
    for (int reading = BIZCASE_WHOLE; reading <= BIZCASE_CASH; reading++) {
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        BizcaseSensitivity *study;
        const BizcaseSensitivityRequest request = { .parts = BIZCASE_TORNADO, .reading = (BizcaseReading)reading };
        bool found = false;

        assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

        for (size_t k = 0; k < study->lever_count; k++)
            found = found || strcmp(study->levers[k].name, "line:leave") == 0;
        assert_int_equal(found, reading == BIZCASE_CASH);
        bizcase_sensitivity_free(study);
        temporary_case_free(&made);
    }
}

static void a_reading_that_does_not_exist_is_refused(void **state) {
    (void)state;
    AppraisedCase a = appraised_case(every_type, NULL);
    BizcaseSensitivity *study = NULL;

    assert_int_equal(
        bizcase_sensitivity(a.made.loaded,
            &(BizcaseSensitivityRequest){ .parts = BIZCASE_TORNADO, .reading = (BizcaseReading)3 }, &study, NULL),
        BIZCASE_BAD_REQUEST);

    assert_null(study);
    assert_null(bizcase_reading_name((BizcaseReading)3));
    appraised_case_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_counts_in_its_readings),
        cmocka_unit_test(payback_is_of_its_reading),
        cmocka_unit_test(a_party_that_is_not_public_is_left_out_of_the_public_purse_alone),
        cmocka_unit_test(the_cashable_part_is_of_all_that_the_line_comes_to),
        cmocka_unit_test(councils_and_programmes_sum_in_each_reading_of_every_sample),
        cmocka_unit_test(cash_is_the_financial_case_before_prices_move),
        cmocka_unit_test(money_scales_every_reading),
        cmocka_unit_test(an_explanation_of_a_reading_adds_up_to_it),
        cmocka_unit_test(an_explanation_leaves_out_who_is_not_public),
        cmocka_unit_test(readings_are_simulated_where_their_lines_have_money),
        cmocka_unit_test(a_figure_of_the_whole_is_the_same_whatever_else_is_asked_for),
        cmocka_unit_test(a_simulated_reading_has_the_mean_of_its_lines),
        cmocka_unit_test(sensitivity_in_a_reading_starts_from_its_figures),
        cmocka_unit_test(only_cash_moves_with_what_only_cash_counts),
        cmocka_unit_test(a_reading_that_does_not_exist_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
