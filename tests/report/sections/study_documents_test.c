/* Documents of studies, made from a case and results that are written down here. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "case/handle.h"
#include "support/comparison_of_cases.h"
#include "support/rendered.h"
#include "support/report_of_case.h"
#include "support/temporary_case.h"

enum { PERIODS = 2, BODIES = 3, FIGURES = 32 };

typedef struct Fixture {
    BizcaseCase loaded;
    Label councils[2], programmes[1];
    Option options[2];
    double factors[PERIODS], figures[BODIES][FIGURES], flow[BODIES][PERIODS];
    const char *notes[FIGURES], *periods[PERIODS];
    BizcaseResult results[BODIES];
    BizcaseAppraisal appraisal;
    BizcaseDistribution distributions[BODIES];
    BizcaseAgreement agreement;
    BizcaseSimulation simulation;
    BizcaseDiagnostic diagnostic;
} Fixture;

static const int from_year[] = { 1 };
static const double rate[] = { 0.035 };
static const char *const body_ids[] = { "joint", "CEC", "CWC" };

static void set_figure(Fixture *fixture, const char *name, double joint, double cec, double cwc) {
    size_t figure = bizcase_figure_find(name);
    assert_true(figure < FIGURES);
    fixture->figures[0][figure] = joint;
    fixture->figures[1][figure] = cec;
    fixture->figures[2][figure] = cwc;
}

static void fill_case(Fixture *fixture) {
    enum { APRIL_2018 = 2018 * 12 + 3 };
    fixture->councils[0] = (Label){ .id = "CEC", .name = "Cheshire East" };
    fixture->councils[1] = (Label){ .id = "CWC", .name = "Cheshire West" };
    fixture->programmes[0] = (Label){ .id = "ict", .name = "ICT" };
    fixture->options[0] = (Option){ .label = { .id = "now", .name = "As now" }, .role = ROLE_BASELINE };
    fixture->options[1] = (Option){ .label = { .id = "new", .name = "New service" }, .role = ROLE_PREFERRED };
    fixture->diagnostic = (BizcaseDiagnostic){ BIZCASE_WARNING, "costs.csv", 12, 9, "H12", "a negative amount",
        "expected a cost", "", 1, 0 };
    fixture->loaded.is_sound = true;
    fixture->loaded.data = (Case){ .folder = "",
        .digest = "abc",
        .variation = "",
        .councils = fixture->councils,
        .council_count = 2,
        .programmes = fixture->programmes,
        .programme_count = 1,
        .options = fixture->options,
        .option_count = 2,
        .diagnostics = { .items = &fixture->diagnostic, .count = 1 },
        .settings = { .title = "Shared ICT",
            .version = "",
            .author = "",
            .date = "",
            .currency = "£",
            .party = "council",
            .parties = "councils",
            .start = { .first_month = APRIL_2018, .length_months = 12 },
            .period_count = PERIODS,
            .scale = 1,
            .discount = { .name = "3.5%", .band_count = 1, .from_year = from_year, .rate_per_year = rate },
            .price_base_month = APRIL_2018 } };
}

static void fill_appraisal(Fixture *fixture) {
    for (size_t b = 0; b < BODIES; b++)
        for (size_t f = 0; f < FIGURES; f++) fixture->figures[b][f] = NAN;
    set_figure(fixture, "npv", 1000001, 500000.5, 500000.5);
    set_figure(fixture, "pv_benefits", 3000001, 1500000.5, 1500000.5);
    set_figure(fixture, "pv_costs", 2000000, 1000000, 1000000);
    set_figure(fixture, "payback_years", 1.8, 1.8, 1.8);
    fixture->notes[bizcase_figure_find("irr")] = "there is no such rate";
    fixture->notes[bizcase_figure_find("discounted_payback_years")] = "it comes after the horizon";
    for (size_t b = 0; b < BODIES; b++) {
        double share = b ? 0.5 : 1;
        fixture->flow[b][0] = -2000000 * share;
        fixture->flow[b][1] = 3000001 * share;
        fixture->results[b] = (BizcaseResult){
            .scope = { .option = "new", .versus = "now", .council = body_ids[b], .programme = "total" },
            .figures = fixture->figures[b],
            .notes = fixture->notes,
            .cash_flow = fixture->flow[b],
            .discounted = fixture->flow[b],
            .cumulative = fixture->flow[b]
        };
    }
    fixture->factors[0] = 1;
    fixture->factors[1] = 1 / 1.035;
    fixture->periods[0] = "2018/19";
    fixture->periods[1] = "2019/20";
    fixture->appraisal = (BizcaseAppraisal){ .period_count = PERIODS,
        .periods = fixture->periods,
        .discount_factors = fixture->factors,
        .result_count = BODIES,
        .results = fixture->results,
        .main = fixture->results[0].scope };
}

static void fill_simulation(Fixture *fixture) {
    for (size_t b = 0; b < BODIES; b++) {
        BizcaseDistribution *npv = &fixture->distributions[b];
        *npv = (BizcaseDistribution){ .scope = fixture->results[b].scope,
            .figure = bizcase_figure_find("npv"),
            .mean = b ? 450000 : 900000,
            .standard_error = 4000,
            .probability_negative = 0.124,
            .probability_within_horizon = NAN,
            .probability_never_negative = NAN };
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++) npv->percentiles[p] = 100000.0 * (double)p;
    }
    fixture->agreement = (BizcaseAgreement){ "new", "now", 0.78, 0.001 };
    fixture->simulation = (BizcaseSimulation){ .trials = 10000,
        .seed = 7,
        .sampler = "mc",
        .input_count = 3,
        .distribution_count = BODIES,
        .distributions = fixture->distributions,
        .agreement_count = 1,
        .agreements = &fixture->agreement };
}

static int make_fixture(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture) return -1;
    fill_case(fixture);
    fill_appraisal(fixture);
    fill_simulation(fixture);
    *state = fixture;
    return 0;
}

static int free_fixture(void **state) {
    free(*state);
    return 0;
}

static BizcaseDocument *appraisal_document(Fixture *fixture) {
    BizcaseDocument *document = NULL;
    assert_int_equal(bizcase_appraisal_document(&fixture->loaded, &fixture->appraisal, &document), BIZCASE_OK);
    return document;
}

static BizcaseDocument *simulation_document(Fixture *fixture) {
    BizcaseDocument *document = NULL;
    BizcaseStatus status =
        bizcase_simulation_document(&fixture->loaded, &fixture->appraisal, &fixture->simulation, NULL, &document);
    assert_int_equal(status, BIZCASE_OK);
    return document;
}

static void assert_keys(json_t *object, const char *const *keys) {
    for (; *keys; keys++) {
        if (!json_object_get(object, *keys)) print_error("no key \"%s\"\n", *keys);
        assert_non_null(json_object_get(object, *keys));
    }
}

static json_t *data_of(const Document *document) {
    json_t *json = json_loads(rendered(&format_json, document), 0, NULL);
    assert_non_null(json);
    return json;
}

static void appraisal_data_has_the_promised_keys(void **state) {
    static const char *const head[] = { "bizcase", "study", "case", "scenarios", "changes", "results", "excluded",
        "moved_past_horizon", "diagnostics", NULL };
    static const char *const about[] = { "title", "version", "author", "date", "digest", "periods", "start",
        "price_base", "discount", "discount_timing", "discount_factors", "currency", "councils", "programmes",
        "options", NULL };
    static const char *const scope[] = { "option", "versus", "council", "programme", "irr_roots", "cash_flow",
        "discounted", "cumulative", NULL };
    Document *document = appraisal_document(*state);

    json_t *json = data_of(document);

    json_t *result = json_array_get(json_object_get(json, "results"), 0);
    assert_keys(json, head);
    assert_keys(json_object_get(json, "case"), about);
    assert_keys(result, scope);
    for (size_t f = 0; f < bizcase_figure_count(); f++)
        assert_non_null(json_object_get(result, bizcase_figure(f).name));
    assert_close(json_real_value(json_object_get(result, "npv")), 1000001, 0);
    assert_true(json_is_null(json_object_get(result, "irr")));
    assert_string_equal(json_string_value(json_object_get(result, "irr_note")), "there is no such rate");
    assert_string_equal(
        json_string_value(json_object_get(result, "discounted_payback_note")), "it comes after the horizon");
    assert_null(json_object_get(result, "payback_note"));
    json_decref(json);
    bizcase_document_free(document);
}

static void simulation_data_has_the_promised_keys(void **state) {
    static const char *const head[] = { "bizcase", "study", "case", "scenarios", "changes", "trials", "seed", "sampler",
        "results", "agreement", "diagnostics", NULL };
    static const char *const result_keys[] = { "option", "versus", "council", "programme", "figure", "mean",
        "standard_error", "sd", "min", "max", "percentiles", "probability_negative",
        "probability_negative_standard_error", "expected_shortfall_5", NULL };
    static const char *const percentiles[] = { "p1", "p5", "p10", "p25", "p50", "p75", "p80", "p90", "p95", "p99",
        NULL };
    static const char *const agreement[] = { "option", "versus", "all_councils_gain", "standard_error", NULL };
    Document *document = simulation_document(*state);

    json_t *json = data_of(document);

    json_t *result = json_array_get(json_object_get(json, "results"), 0);
    assert_keys(json, head);
    assert_keys(result, result_keys);
    assert_keys(json_object_get(result, "percentiles"), percentiles);
    assert_keys(json_array_get(json_object_get(json, "agreement"), 0), agreement);
    assert_null(json_object_get(result, "probability_within_horizon")); /* of payback figures only */
    assert_int_equal(json_integer_value(json_object_get(json, "trials")), 10000);
    assert_string_equal(json_string_value(json_object_get(json, "main_option")), "new");
    json_decref(json);
    bizcase_document_free(document);
}

static void the_answer_comes_first_in_words(void **state) {
    static const char *const expected[] = { "\"New service\" is the preferred option. Compared with \"As now\", its",
        "£1.000m", "2019/20, about January 2020",
        "In the plan both councils gain: Cheshire East £0.500m (50%) and Cheshire West £0.500m (50%).",
        "costs.csv\\:12\\:9: a negative amount." };
    Document *document = appraisal_document(*state);

    const char *text = rendered(&format_md, document);

    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (!strstr(text, expected[i])) print_error("no \"%s\" in\n%s\n", expected[i], text);
        assert_non_null(strstr(text, expected[i]));
    }
    assert_true(strstr(text, "The answer") < strstr(text, "| Figure |"));
    bizcase_document_free(document);
}

static void a_simulation_says_how_likely_a_loss_is_and_how_sure_that_is(void **state) {
    static const char *const expected[] = { "The chance of a loss is 12%, about 1 in 8.",
        "10,000 simulated outcomes, which put the average within ±£7,800 (95%)",
        "The chance that both councils gain is 78%" };
    Document *document = simulation_document(*state);

    const char *text = rendered(&format_md, document);

    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (!strstr(text, expected[i])) print_error("no \"%s\" in\n%s\n", expected[i], text);
        assert_non_null(strstr(text, expected[i]));
    }
    bizcase_document_free(document);
}

/* A benefit of 130, and a cost of 100 with a bias of 50 %: £20 short with the bias, £30 over without it. Where the two differ in
   sign the answer begins with that. */
static void the_answer_begins_with_a_plan_that_is_another_in_the_trials(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,optimism_bias,2018/19\na,50%,100\n" },
        { "benefits.csv", "line,distribution,low,high,2018/19\nb,uniform,0.9,1.1,130\n" }, { NULL, NULL } };
    static const struct {
        const char *changes[2], *text;
        bool is_first;
    } rows[] = {
        { { "case:optimism_bias_in_simulation:value=no" },
            "The plan includes £50 for optimism bias, and the simulation leaves it out. On the simulation's basis the "
            "plan's net present value is £30. Compare the chance of a loss with that, not with −£20.",
            true },
        { { "case:optimism_bias_in_plan:value=no", "costs:a:optimism_bias=10%" },
            "The simulation includes optimism bias, and the plan leaves it out. On the simulation's basis the plan's net "
            "present value is £20. Compare the average outcome with that.",
            false },
        { { NULL }, NULL, false },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const size_t count = rows[r].changes[0] ? 1 + (rows[r].changes[1] != NULL) : 0;
        TemporaryCase made =
            temporary_case(files, (BizcaseCaseRequest){ .changes = rows[r].changes, .change_count = count });
        BizcaseAppraisal *appraisal;
        BizcaseSimulation *simulation;
        BizcaseDocument *document;
        assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
        assert_int_equal(
            bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ .trials = 1000 }, &simulation, NULL), BIZCASE_OK);
        assert_int_equal(bizcase_simulation_document(made.loaded, appraisal, simulation, NULL, &document), BIZCASE_OK);

        const char *text = rendered(&format_md, document);

        const char *found = strstr(text, rows[r].text ? rows[r].text : "the simulation's basis");
        if (!found == (rows[r].text != NULL)) print_error("row %zu\n%s\n", r, text);
        assert_int_equal(found != NULL, rows[r].text != NULL);
        if (found) assert_int_equal(found < strstr(text, "net present value of \"proposal\" is"), rows[r].is_first);
        bizcase_document_free(document);
        bizcase_simulation_free(simulation);
        bizcase_appraisal_free(appraisal);
        temporary_case_free(&made);
    }
}

/* H and P gain in every trial, and N has no stake: it does not keep the others from agreeing, and no word says council but
   N's own name. */
static void a_party_without_a_stake_neither_gains_nor_loses(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nparty,agency;agencies\n" },
        { "councils.csv", "council,name\nH,Health\nP,Police\nN,North Council\n" },
        { "splits.csv", "split,H,P,N\ns,2,1,0\n" }, { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "costs.csv", "line,option,split,distribution,low,high,2018/19\nc,new,s,uniform,0.9,1.1,100\n" },
        { "benefits.csv", "line,option,split,2018/19\nb,new,s,150\n" }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseDocument *document;
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_simulate(made.loaded, &(BizcaseSimulateRequest){ .trials = 1000 }, &simulation, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_simulation_document(made.loaded, appraisal, simulation, NULL, &document), BIZCASE_OK);

    const char *text = rendered(&format_md, document);

    assert_close(simulation->agreements[0].all_councils_gain, 1, 1e-12);
    assert_non_null(strstr(text,
        "In the plan every agency with a stake gains: Health £33 (67%) and Police £17 (33%). North Council has no stake: no money of the options falls on it."));
    assert_non_null(strstr(text, "The chance that every agency gains is 100%."));
    const char *answer_ends = strstr(text, "councils.csv");
    for (const char *at = text; (at = strstr(at, "ouncil")) && (!answer_ends || at < answer_ends); at++)
        assert_memory_equal(at - 7, "North Council", 13);
    bizcase_document_free(document);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

/* All trials pay back, so many, too few, some have nothing to pay back: the row of the table, and the note in the data. */
static void a_payback_says_in_how_many_trials_it_comes(void **state) {
    static const struct {
        double never_negative, within, p10, p50, p90;
        const char *row;
    } rows[] = {
        { 0, 1, 1, 2, 3, "| Payback, years | 1.8 | 8.1 | 0.02 | 1.0 | 2.0 | 3.0 |" },
        { 0, 0.85, 1, 2, NAN, "| Payback, years | 1.8 | 8.1 (in 85%) | 0.02 | 1.0 | 2.0 | later |" },
        { 0, 0.07, NAN, NAN, NAN, "| Payback, years | 1.8 | n/a | n/a | later | later | later |" },
        { 0.3, 0.75, NAN, 2, NAN, "| Payback, years | 1.8 | 8.1 (in 45%) | 0.02 | not needed | 2.0 | later |" },
    };
    enum { P10 = 2, P50 = 4, P90 = 7 };
    Fixture *fixture = *state;
    fixture->loaded.data.council_count = 1;
    fixture->simulation.distribution_count = 1;
    BizcaseDistribution *payback = &fixture->distributions[0];
    payback->figure = bizcase_figure_find("payback_years");
    payback->mean = 8.1;
    payback->standard_error = 0.01;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        payback->probability_never_negative = rows[r].never_negative;
        payback->probability_within_horizon = rows[r].within;
        payback->percentiles[P10] = rows[r].p10;
        payback->percentiles[P50] = rows[r].p50;
        payback->percentiles[P90] = rows[r].p90;

        Document *document = simulation_document(fixture);
        const char *text = rendered(&format_md, document);

        if (!strstr(text, rows[r].row)) print_error("no row %s in\n%s\n", rows[r].row, text);
        assert_non_null(strstr(text, rows[r].row));
        bizcase_document_free(document);
    }
    payback->mean = NAN;
    payback->probability_within_horizon = payback->probability_never_negative = 0;

    Document *document = simulation_document(fixture);
    json_t *json = data_of(document);

    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(json, "results"), 0), "note")),
        "no trial pays back within the horizon");
    json_decref(json);
    bizcase_document_free(document);
}

static void councils_are_rounded_by_themselves_and_a_note_says_so(void **state) {
    Fixture *fixture = *state;
    set_figure(fixture, "npv", 1001000, 500500, 500500);
    set_figure(fixture, "pv_benefits", 3001000, 1500500, 1500500);
    Document *document = appraisal_document(fixture);

    const char *text = rendered(&format_md, document);

    assert_non_null(strstr(text, "| Net present value | £000 | 1,001 | 501 | 501 |"));
    assert_non_null(strstr(text, "| 3,001 | 1,501 | 1,501 |"));
    assert_non_null(strstr(text, "Each figure is rounded by itself, so rounded figures may not add up."));
    assert_non_null(strstr(text, "Cheshire West £0.501m (50%). Rounded figures may not add up."));
    bizcase_document_free(document);
}

/* What a cell shows, in units of its last digit. */
static double printed(const GridCell *cell) {
    return cell->text ? NAN : round(cell->number / style_step(cell->style));
}

static const Section *section_of(const BizcaseDocument *document, const char *name) {
    for (size_t i = 0; i < document->section_count; i++)
        if (document->sections[i]->name && strcmp(document->sections[i]->name, name) == 0) return document->sections[i];
    fail_msg("there is no section %s", name);
    return NULL;
}

static bool says_apart(const Section *section) {
    for (size_t i = 0; i < section->notes.count; i++)
        if (strstr(section->notes.items[i], "may not add up")) return true;
    return false;
}

/* The sums over councils in every row, in the columns from `first` on; the number of rows looked at. Where a note says so,
   they are half a unit a council off. */
static size_t assert_rows_cast(const Section *section, size_t first, size_t bodies) {
    const size_t columns = section->grid.column_count;
    size_t looked_at = 0;
    for (size_t at = 0; at < section->grid.cell_count; at += columns) {
        const GridCell *row = section->grid.cells + at + first;
        double sum = 0;
        for (size_t b = 1; b < bodies; b++) sum += printed(&row[b]);
        if (isnan(sum)) continue; /* a council that has left */
        assert_close(printed(&row[0]), sum, says_apart(section) ? 0.5 * (double)bodies : 1e-9);
        looked_at++;
    }
    return looked_at;
}

static void assert_columns_cast(const Section *section) {
    const size_t columns = section->grid.column_count, last = section->grid.cell_count - columns;
    for (size_t c = 1; c < columns; c++) {
        double sum = 0;
        for (size_t at = 0; at < last; at += columns) sum += printed(&section->grid.cells[at + c]);
        assert_close(printed(&section->grid.cells[last + c]), sum, 1e-9);
    }
}

static void tables_of_sample_cases_add_up_as_printed(void **state) {
    (void)state;
    static const char *const folders[] = { "scenarios/joint-ict-2017", "scenarios/best4business",
        "scenarios/three-councils-quarterly", "scenarios/minimal", "scenarios/led-street-lighting",
        "scenarios/early-help" };
    for (size_t f = 0; f < sizeof folders / sizeof folders[0]; f++) {
        BizcaseDocument *document = report_of_case(folders[f]);
        const Section *steps = section_of(document, "npv-to-cash"), *challenges = section_of(document, "challenge-set");
        const size_t bodies = steps->grid.column_count - 1, step_count = steps->grid.cell_count / (1 + bodies);

        assert_columns_cast(steps);
        if (bodies > 1) {
            assert_int_equal(assert_rows_cast(steps, 1, bodies), step_count);
            assert_true(assert_rows_cast(challenges, 1, bodies) > 10);
            for (size_t b = 0; b < bodies; b++)
                assert_close(printed(&steps->grid.cells[1 + b]), printed(&challenges->grid.cells[1 + b]), 1e-9);
        }
        bizcase_document_free(document);
    }
}

static void a_comparison_adds_up_as_printed(void **state) {
    (void)state;
    static const char *const late[] = { "a-years-delay", "costs-up-a-fifth" };
    const BizcaseCaseRequest before = { .folder = "scenarios/joint-ict-2017" },
                             after = { .folder = before.folder, .scenarios = late, .scenario_count = 2 };
    ComparisonOfCases compared = comparison_of_cases(&before, &after);
    const BizcaseDocument *document = compared.document;

    const Section *bridge = NULL;
    for (size_t i = 0; i < document->section_count; i++)
        if (strstr(document->sections[i]->heading, "What moved")) bridge = document->sections[i];
    assert_non_null(bridge);
    assert_int_equal(assert_rows_cast(bridge, 1, 3), BIZCASE_CHANGES_SHOWN + 3); /* the ends, and the rest together */
    assert_true(compared.comparison->step_count > BIZCASE_CHANGES_SHOWN + 1);
    assert_columns_cast(bridge);
    for (size_t s = 0; s < 3; s++) { /* joint and the councils, each beside itself: NPV is benefits less costs */
        const Section *section = document->sections[1 + s];
        const GridCell *cells = section->grid.cells;
        for (size_t side = 1; side <= 2; side++) /* half a unit for each of the three, where a note says so */
            assert_close(printed(&cells[side]), printed(&cells[8 + side]) - printed(&cells[4 + side]),
                says_apart(section) ? 1.5 : 0);
    }
    comparison_of_cases_free(&compared);
}

static void a_wrong_case_has_a_document_of_its_problems(void **state) {
    Diagnostics *diagnostics = &((Fixture *)*state)->loaded.data.diagnostics;
    BizcaseDocument *document = NULL;
    diagnostics->items[0].severity = BIZCASE_ERROR;
    diagnostics->error_count = 1;

    assert_int_equal(bizcase_check_document(&((Fixture *)*state)->loaded, &document), BIZCASE_OK);

    assert_string_equal(rendered(&format_csv, document),
        "file,line,column,cell,severity,message,hint\n"
        "costs.csv,12,9,H12,error,a negative amount,expected a cost\n");
    assert_non_null(strstr(rendered(&format_text, document), "The case cannot be used: 1 error, 0 warnings."));
    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(appraisal_data_has_the_promised_keys, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(simulation_data_has_the_promised_keys, make_fixture, free_fixture),
        cmocka_unit_test(a_party_without_a_stake_neither_gains_nor_loses),
        cmocka_unit_test(the_answer_begins_with_a_plan_that_is_another_in_the_trials),
        cmocka_unit_test_setup_teardown(the_answer_comes_first_in_words, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(
            a_simulation_says_how_likely_a_loss_is_and_how_sure_that_is, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(a_payback_says_in_how_many_trials_it_comes, make_fixture, free_fixture),
        cmocka_unit_test_setup_teardown(
            councils_are_rounded_by_themselves_and_a_note_says_so, make_fixture, free_fixture),
        cmocka_unit_test(tables_of_sample_cases_add_up_as_printed),
        cmocka_unit_test(a_comparison_adds_up_as_printed),
        cmocka_unit_test_setup_teardown(a_wrong_case_has_a_document_of_its_problems, make_fixture, free_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
