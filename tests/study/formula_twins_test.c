/* The same money in cells and in formulas gives the same answers in every study, those that are not about the plan's flow
   alone too: what the appraisal leaves out, challenges, benefits as they come, the case as it is now, unit costs. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

#define REST                                                                                                           \
    { "case.csv", "key,value\nstart,2018/19\nperiods,4\n" }, { "councils.csv", "council\nX\nY\n" },                    \
        { "options.csv", "option,role\nnow,baseline\nnew,preferred\n" },                                               \
        { "phases.csv", "phase,start,end,distribution,low,central,high\nbuild,2018-04,2019-03,triangular,0,6,9\n" },   \
        { "actuals.csv", "line,as_of,2018/19,2019/20\nset-up,2018/19,120,\nsaved,2019/20,0,44\n" }, {                  \
        "services.csv", "service,unit,of,units\nsupport,user,run,10\n"                                                 \
    }

static const CaseFile in_cells[] = { REST,
    { "costs.csv",
        "line,option,type,split,phase,2018/19,2019/20,2020/21,2021/22\nset-up,new,recurring,X,build,100,50,0,0\n"
        "run,new,recurring,equal,,20,21,22,23\nold,now,recurring,equal,,40,40,40,40\n"
        "pay-off,new,redundancy,X,,30,5,0,0\n" },
    { "benefits.csv",
        "line,option,type,split,2018/19,2019/20,2020/21,2021/22\nsaved,new,cash_releasing,equal,0,60,70,80\n"
        "noted,new,unmonetised,equal,0,6,7,8\n" },
    { NULL, NULL } };

static const CaseFile in_formulas[] = { REST,
    { "costs.csv",
        "line,option,type,split,phase,formula\nset-up,new,recurring,X,build,n-set-up * 50 / periods_per_year\n"
        "run,new,recurring,equal,,(20 + year - 2018) / periods_per_year\nold,now,recurring,equal,,n-old * 8 / periods_per_year\n"
        "pay-off,new,redundancy,X,,n-pay-off * 5 / periods_per_year\n" },
    { "benefits.csv", "line,option,type,split,formula\nsaved,new,cash_releasing,equal,n-saved * 10 / periods_per_year\n"
                      "noted,new,unmonetised,equal,n-saved / periods_per_year\n" },
    { "quantities.csv", "quantity,central,2018/19,2019/20,2020/21,2021/22\nn-set-up,,2,1,0,0\nn-pay-off,,6,1,0,0\n"
                        "n-saved,,0,6,7,8\nn-old,5,,,,\n" },
    { NULL, NULL } };

typedef struct Twins {
    TemporaryCase made[2];
} Twins;

static Twins load_twins(void) {
    Twins twins = { { temporary_case(in_cells, (BizcaseCaseRequest){ 0 }),
        temporary_case(in_formulas, (BizcaseCaseRequest){ 0 }) } };
    for (size_t i = 0; i < 2; i++) {
        if (twins.made[i].status != BIZCASE_OK) print_case_diagnostics(twins.made[i].loaded);
        assert_int_equal(twins.made[i].status, BIZCASE_OK);
    }
    return twins;
}

static void free_twins(Twins *twins) {
    for (size_t i = 0; i < 2; i++) temporary_case_free(&twins->made[i]);
}

/* Both may be NaN. */
static void assert_same(double a, double b) {
    if (isnan(a) && isnan(b)) return;
    assert_close(a, b, 1e-9 * (1 + fabs(a)));
}

static void the_appraisal_leaves_out_the_same(void **state) {
    (void)state;
    Twins twins = load_twins();
    BizcaseAppraisal *appraisals[2];
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(
            bizcase_appraise(twins.made[i].loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisals[i], NULL), BIZCASE_OK);

    assert_int_equal(appraisals[1]->excluded_count, 2);
    assert_close(appraisals[1]->excluded[0].total, 35, 1e-9);
    assert_close(appraisals[1]->excluded[1].total, 21, 1e-9);
    for (size_t r = 0; r < appraisals[0]->result_count; r++)
        for (size_t f = 0; f < bizcase_figure_count(); f++)
            assert_same(appraisals[0]->results[r].figures[f], appraisals[1]->results[r].figures[f]);
    for (size_t i = 0; i < 2; i++) bizcase_appraisal_free(appraisals[i]);
    free_twins(&twins);
}

static void challenges_are_the_same(void **state) {
    (void)state;
    Twins twins = load_twins();
    BizcaseSensitivity *studies[2];
    const BizcaseSensitivityRequest asked = { .parts = BIZCASE_CHALLENGE, .trials = 64 };
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(bizcase_sensitivity(twins.made[i].loaded, &asked, &studies[i], NULL), BIZCASE_OK);

    assert_int_equal(studies[0]->challenge_count, studies[1]->challenge_count);
    for (size_t c = 0; c < studies[0]->challenge_count; c++)
        for (size_t b = 0; b < 3; b++) assert_same(studies[0]->challenges[c].npv[b], studies[1]->challenges[c].npv[b]);
    for (size_t i = 0; i < 2; i++) bizcase_sensitivity_free(studies[i]);
    free_twins(&twins);
}

static void the_financial_case_is_the_same(void **state) {
    (void)state;
    Twins twins = load_twins();
    BizcaseFinance *studies[2];
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(
            bizcase_finance(twins.made[i].loaded, &(BizcaseFinanceRequest){ .trials = 64 }, &studies[i], NULL),
            BIZCASE_OK);

    const BizcaseFinance *cells = studies[0], *formulas = studies[1];
    const size_t size = cells->body_count * cells->year_count;
    for (size_t row = 0; row < BIZCASE_FINANCE_ROW_COUNT; row++)
        for (size_t i = 0; i < size; i++) assert_same(cells->rows[row][i], formulas->rows[row][i]);
    assert_int_equal(formulas->realisation_count, 2);
    for (size_t r = 0; r < 2; r++) {
        assert_same(cells->realisations[r].planned[0], formulas->realisations[r].planned[0]);
        assert_same(cells->realisations[r].actual[0], formulas->realisations[r].actual[0]);
    }
    assert_same(cells->outturn[0].npv_now, formulas->outturn[0].npv_now);
    assert_int_equal(formulas->unit_cost_count, 1);
    for (size_t i = 0; i < size; i++) assert_same(cells->unit_costs[0].cost[i], formulas->unit_costs[0].cost[i]);
    for (size_t i = 0; i < 2; i++) bizcase_finance_free(studies[i]);
    free_twins(&twins);
}

/* Cells of years are spread evenly over quarters and months; a quantity of a year is the level in each of them. */
static void shorter_periods_give_the_same_too(void **state) {
    static const char *const horizons[] = { "key,value\nstart,2018/19 Q1\nperiods,16\n",
        "key,value\nstart,2018-04\nperiods,48\n" };
    (void)state;
    for (size_t h = 0; h < COUNT_OF(horizons); h++) {
        BizcaseAppraisal *appraisals[2];
        BizcaseSimulation *simulations[2];
        TemporaryCase made[2];
        for (size_t i = 0; i < 2; i++) {
            CaseFile files[MOST_CASE_FILES];
            size_t count = 0;
            for (const CaseFile *file = i ? in_formulas : in_cells; file->path; file++)
                if (strcmp(file->path, "actuals.csv") != 0)
                    files[count++] = *file; /* their periods are the case's own */
            files[0].text = horizons[h];
            files[count] = (CaseFile){ NULL, NULL };
            made[i] = temporary_case(files, (BizcaseCaseRequest){ 0 });
            if (made[i].status != BIZCASE_OK) print_case_diagnostics(made[i].loaded);
            assert_int_equal(made[i].status, BIZCASE_OK);
            assert_int_equal(bizcase_appraise(made[i].loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisals[i], NULL), 0);
            assert_int_equal(
                bizcase_simulate(made[i].loaded, &(BizcaseSimulateRequest){ .trials = 256 }, &simulations[i], NULL),
                BIZCASE_OK);
        }

        for (size_t r = 0; r < appraisals[0]->result_count; r++)
            for (size_t f = 0; f < bizcase_figure_count(); f++)
                assert_same(appraisals[0]->results[r].figures[f], appraisals[1]->results[r].figures[f]);
        for (size_t d = 0; d < simulations[0]->distribution_count; d++) {
            assert_same(simulations[0]->distributions[d].mean, simulations[1]->distributions[d].mean);
            assert_same(
                simulations[0]->distributions[d].percentiles[1], simulations[1]->distributions[d].percentiles[1]);
        }
        for (size_t i = 0; i < 2; i++) {
            bizcase_appraisal_free(appraisals[i]);
            bizcase_simulation_free(simulations[i]);
            temporary_case_free(&made[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_appraisal_leaves_out_the_same),
        cmocka_unit_test(shorter_periods_give_the_same_too),
        cmocka_unit_test(challenges_are_the_same),
        cmocka_unit_test(the_financial_case_is_the_same),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
