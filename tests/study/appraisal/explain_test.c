/* Figures taken apart: the parts add up to the engine's own figure, everywhere; and one case worked by hand. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "support/gsl_errors.h"

static const char *const samples[] = { "scenarios/best4business", "scenarios/horizon-60-years",
    "scenarios/joint-ict-2017", "scenarios/minimal", "scenarios/monthly-mobilisation",
    "scenarios/three-councils-quarterly", "scenarios/led-street-lighting", "scenarios/early-help",
    "tests/support/made-of-quantities" };

static BizcaseExplanation *explain(BizcaseCase *loaded, const char *what) {
    BizcaseExplanation *explanation;
    const BizcaseStatus status = bizcase_explain(loaded, what, &explanation, NULL);
    if (status != BIZCASE_OK) print_case_diagnostics(loaded);
    assert_int_equal(status, BIZCASE_OK);
    return explanation;
}

/* Sums of terms that nearly cancel are as sure as their terms are large. */
static double size_of_parts(const BizcaseExplanation *explanation) {
    double size = 0;
    for (size_t p = 0; p < explanation->part_count; p++) size += fabs(explanation->parts[p].value);
    return size;
}

static void check_explanation(const BizcaseExplanation *explanation, double expected) {
    double by_parts = 0, by_periods = 0;
    const double tolerance = 1e-9 * fmax(fabs(expected), 1e-3 * size_of_parts(explanation));
    for (size_t p = 0; p < explanation->part_count; p++) {
        const BizcaseExplainedPart *part = &explanation->parts[p];
        const double product = part->amount * part->price * part->path * part->growth * part->multiplier * part->bias *
                               part->share * explanation->items[part->item].times * part->weight;
        assert_close(part->value, product, 1e-12 * fabs(product));
        by_parts += part->value;
    }
    for (size_t t = 0; t < explanation->period_count; t++) by_periods += explanation->by_period[t];
    assert_close(explanation->value, expected, 0);
    assert_close(explanation->sum, expected, tolerance);
    assert_close(by_parts, expected, tolerance);
    assert_close(by_periods, expected, tolerance);
}

static void check_result(BizcaseCase *loaded, const BizcaseResult *result, size_t *checked) {
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        char what[256];
        const BizcaseScope *scope = &result->scope;
        snprintf(what, sizeof what, "%s/%s/%s/%s%s", bizcase_figure(f).name, scope->council, scope->programme,
            scope->option, scope->versus ? "" : "/absolute");
        BizcaseExplanation *explanation = explain(loaded, what);
        if (explanation->is_sum) check_explanation(explanation, result->figures[f]);
        *checked += explanation->is_sum != 0;
        bizcase_explanation_free(explanation);
    }
}

static void parts_add_up_to_the_figure_in_every_sample_council_and_programme(void **state) {
    (void)state;
    size_t checked = 0;
    for (size_t s = 0; s < COUNT_OF(samples); s++) {
        BizcaseCase *loaded;
        BizcaseAppraisal *appraisal;
        assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = samples[s] }, &loaded, NULL), BIZCASE_OK);
        assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        for (size_t r = 0; r < appraisal->result_count; r++) check_result(loaded, &appraisal->results[r], &checked);
        bizcase_appraisal_free(appraisal);
        bizcase_case_free(loaded);
    }
    assert_true(checked > 500);
}

static void a_flow_adds_up_period_by_period(void **state) {
    (void)state;
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = "scenarios/joint-ict-2017" }, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    BizcaseExplanation *explanation = explain(loaded, "payback_years/CWC");
    const BizcaseResult *result = bizcase_appraisal_find(appraisal, &explanation->scope);

    assert_false(explanation->is_sum);
    for (size_t t = 0; t < explanation->period_count; t++)
        assert_close(explanation->by_period[t], result->cash_flow[t], 1e-6);
    bizcase_explanation_free(explanation);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
}

/* A year's delay puts 100 of 2018/19 into 2019/20; X pays 3/4; bias 20 % × (1 − 50 %); a driver of 2. */
static const CaseFile worked[] = {
    { "case.csv", "key,value\ndiscount,10%\n" },
    { "councils.csv", "council\nX\nY\n" },
    { "splits.csv", "split,X,Y\nmine,3,1\n" },
    { "drivers.csv", "driver,central\nd,2\n" },
    { "phases.csv", "phase,start,end,central\nbuild,2018-04,2019-03,12\n" },
    { "costs.csv",
        "line,split,drivers,optimism_bias,mitigation,phase,2018/19,2019/20\na,mine,d,20%,50%,build,100,0\n" },
    { NULL, NULL },
};

static void a_part_is_the_product_of_its_factors_with_their_cells(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(worked, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseExplanation *explanation = explain(made.loaded, "npv/X");

    assert_int_equal(explanation->part_count, 2);
    assert_close(explanation->parts[0].amount, 100, 1e-9);
    assert_close(explanation->parts[0].multiplier, 2, 0);
    assert_close(explanation->parts[0].share, 0.75, 1e-15);
    assert_close(explanation->parts[0].weight, -1 / 1.1, 1e-15);
    assert_close(explanation->parts[0].value, -150 / 1.1, 1e-9);
    assert_close(explanation->parts[1].value, -15 / 1.1, 1e-9);
    assert_string_equal(explanation->parts[1].component, "optimism bias");
    assert_int_equal(explanation->parts[0].period, 1);
    assert_string_equal(explanation->parts[0].place, ""); /* moved to where no cell is */
    static const struct {
        const char *what, *place;
        double value;
    } sources[] = { { "driver \"d\"", "drivers.csv:2:3", 2 }, { "optimism bias", "costs.csv:2:10", 0.1 },
        { "months of delay of phase \"build\"", "phases.csv:2:23", 12 }, { "share \"mine\"", "splits.csv:2:6", 0.75 } };
    assert_int_equal(explanation->items[0].source_count, COUNT_OF(sources));
    for (size_t s = 0; s < COUNT_OF(sources); s++) {
        assert_string_equal(explanation->items[0].sources[s].what, sources[s].what);
        assert_string_equal(explanation->items[0].sources[s].place, sources[s].place);
        assert_close(explanation->items[0].sources[s].value, sources[s].value, 1e-15);
    }
    assert_string_equal(explanation->discount_place, "case.csv:2:10");
    bizcase_explanation_free(explanation);
    temporary_case_free(&made);
}

static void what_is_not_there_is_told_with_the_nearest_word(void **state) {
    (void)state;
    static const char *const wrong[] = { "nvp", "npv/Z", "npv/X/nothing", "npv/X/total/none",
        "npv/X/total/proposal/versus", "npv/X/total/proposal/absolute/x" };
    for (size_t w = 0; w < COUNT_OF(wrong); w++) {
        TemporaryCase made = temporary_case(worked, (BizcaseCaseRequest){ 0 });
        BizcaseExplanation *explanation;
        BizcaseProblems *problems = bizcase_problems_new();
        size_t count;

        assert_int_equal(bizcase_explain(made.loaded, wrong[w], &explanation, problems), BIZCASE_BAD_REQUEST);

        const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
        assert_null(explanation);
        assert_true(count > 0 && items[count - 1].hint[0]);
        bizcase_problems_free(problems);
        temporary_case_free(&made);
    }
}

/* An id may hold slashes, as do parts of a figure's name: the longest that is there is meant. */
static void ids_with_slashes_are_found(void **state) {
    (void)state;
    static const struct {
        const char *what;
        double npv; /* 2018/19 is not discounted: £100 of cost in X, £300 in X/Y; the option's other line costs £50 */
    } rows[] = { { "npv/X", -125 }, { "npv/X/Y", -325 }, { "npv/joint/p/q/in/out", -300 },
        { "npv/joint/p/in/out", -150 }, { "npv/X/Y/p/q/in/out/absolute", -300 }, { "npv//total/in/out", -450 },
        { "npv/X/total/in/out", -125 } };
    TemporaryCase made = temporary_case(
        (CaseFile[]){ { "councils.csv", "council\nX\nX/Y\n" }, { "programmes.csv", "programme\np\np/q\n" },
            { "options.csv", "option,role\nin/out,preferred\n" },
            { "costs.csv", "line,programme,split,2018/19\na,p,X,100\nb,p/q,X/Y,300\n"
                           "c,p,equal,50\n" },
            { NULL, NULL } },
        (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseExplanation *explanation = explain(made.loaded, rows[r].what);

        assert_close(explanation->value, rows[r].npv, 1e-9);

        bizcase_explanation_free(explanation);
    }
    temporary_case_free(&made);
}

/* A party by its name, a quantity or line by its id: the hint has what to write. */
static void what_is_called_otherwise_is_recognised(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nparty,agency;agencies\n" },
        { "councils.csv", "council,name\nPOL,Police\nNHS,Health board\n" },
        { "quantities.csv", "quantity,2018/19\nusers,5\n" }, { "costs.csv", "line,formula\nfee,users * 3\n" },
        { NULL, NULL } };
    static const struct {
        const char *what, *message, *hint;
    } rows[] = {
        { "npv/police", "the case has no agency \"police\"", "did you mean \"POL\"?" },
        { "npv/Health Board", "the case has no agency \"Health Board\"", "did you mean \"NHS\"?" },
        { "npv/PO", "the case has no agency \"PO\"", "did you mean \"POL\"?" },
        { "users", "there is no figure \"users\"", "did you mean \"quantity:users\"?" },
        { "Fee", "there is no figure \"Fee\"", "did you mean \"line:Fee\"?" },
        { "npw", "there is no figure \"npw\"", "did you mean \"npv\"?" },
    };
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseExplanation *explanation = NULL;
        BizcaseProblems *problems = bizcase_problems_new();
        size_t count;

        const BizcaseStatus status = bizcase_explain(made.loaded, rows[r].what, &explanation, problems);

        const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
        assert_int_equal(status, BIZCASE_BAD_REQUEST);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].message, rows[r].message);
        assert_string_equal(items[0].hint, rows[r].hint);
        bizcase_problems_free(problems);
    }
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_the_figure_in_every_sample_council_and_programme),
        cmocka_unit_test(a_flow_adds_up_period_by_period),
        cmocka_unit_test(a_part_is_the_product_of_its_factors_with_their_cells),
        cmocka_unit_test(ids_with_slashes_are_found),
        cmocka_unit_test(what_is_not_there_is_told_with_the_nearest_word),
        cmocka_unit_test(what_is_called_otherwise_is_recognised),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
