/* The page to sign: what it says, for whom, and that no text of a case acts in it. */
#include "support/assert_close.h"
#include "support/hostile_texts.h"
#include "support/temporary_case.h"

#include "bizcase/certificate.h"

typedef struct Studies {
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseSensitivity *study;
} Studies;

static Studies study_case(const CaseFile *files, const char *scenario) {
    Studies studies = { .made = temporary_case(files,
                            (BizcaseCaseRequest){ .scenarios = &scenario, .scenario_count = scenario != NULL }) };
    const BizcaseCase *loaded = studies.made.loaded;
    const BizcaseSensitivityRequest tornado = { .parts = BIZCASE_TORNADO };
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &studies.appraisal, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_simulate(loaded, &(BizcaseSimulateRequest){ .trials = 200 }, &studies.simulation, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(loaded, &tornado, &studies.study, NULL), BIZCASE_OK);
    return studies;
}

static void studies_free(Studies *studies) {
    bizcase_sensitivity_free(studies->study);
    bizcase_simulation_free(studies->simulation);
    bizcase_appraisal_free(studies->appraisal);
    temporary_case_free(&studies->made);
}

/* Free it. */
static char *page_of(const Studies *studies, size_t page) {
    char path[TEMPORARY_PATH];
    snprintf(path, sizeof path, "%s/page.html", studies->made.folder);
    assert_int_equal(bizcase_certificate_page_write(studies->made.loaded, studies->appraisal, studies->simulation,
                         studies->study, page, path, NULL),
        BIZCASE_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 200000);
    assert_true(fread(text, 1, 199999, file) > 0);
    fclose(file);
    remove(path);
    return text;
}

static const CaseFile two_councils[] = {
    { "case.csv", "key,value\ntitle,Lamps\nversion,2\ndiscount,0%\n" },
    { "councils.csv", "council,name\nN,North\nS,South\n" },
    { "costs.csv", "line,name,split,owner,source,2020/21,2021/22\nlamps,New lamps,N,Lighting,Quotation,1000,\n" },
    { "benefits.csv", "line,name,split,source,2020/21,2021/22\nenergy,Less energy,S,illustrative,,4000\n" },
    { "scenarios/late.csv", "file,row,column,change,value\nbenefits,energy,periods,scale,0.5\n" },
    { NULL, NULL },
};

/* North pays all, and South gains all: each has its own figures and its own assumption first. */
static void a_council_has_its_figures_and_the_assumptions_that_move_them(void **state) {
    Studies studies = study_case(two_councils, NULL);
    (void)state;
    assert_int_equal(bizcase_certificate_page_count(studies.made.loaded), 3);
    assert_string_equal(bizcase_certificate_page_council(studies.made.loaded, 0), "");
    assert_string_equal(bizcase_certificate_page_council(studies.made.loaded, 2), "S");
    char *joint = page_of(&studies, 0), *north = page_of(&studies, 1), *south = page_of(&studies, 2);

    assert_non_null(strstr(joint, "<p class=\"for\">For North and South</p>"));
    assert_non_null(strstr(north, "<h1>Lamps</h1>\n<p class=\"for\">For North</p>"));
    assert_non_null(
        strstr(north, "Net present value of the plan</th><td class=\"n\">−£1,000</td><td class=\"n\">£3,000</td>"));
    assert_non_null(
        strstr(south, "Net present value of the plan</th><td class=\"n\">£4,000</td><td class=\"n\">£3,000</td>"));
    assert_non_null(
        strstr(north, "New lamps</th><td>£1,000</td><td class=\"n\">£200</td><td>Lighting</td><td>Quotation</td>"));
    assert_null(strstr(north, "Less energy"));
    assert_non_null(
        strstr(south, "Less energy</th><td>£4,000</td><td class=\"n\">£800</td><td>nobody named</td><td>illustrative"));
    assert_non_null(strstr(north, "Tests: 5 of 5 passed"));
    assert_non_null(strstr(north, "Signature"));
    char *again = page_of(&studies, 1);
    assert_string_equal(north, again);
    free(again);
    free(joint);
    free(north);
    free(south);
    studies_free(&studies);
}

/* North: 1,000 and redundancy of 500 against 400 in cash and 3,000 in freed time, of which half releases cash. */
static void what_it_is_in_cash_is_there_where_that_is_something_else(void **state) {
    static const CaseFile with_redundancy[] = {
        { "case.csv", "key,value\ntitle,Lamps\ndiscount,0%\n" },
        { "costs.csv", "line,type,2020/21,2021/22\nlamps,one_off,1000,\nleave,redundancy,500,\n" },
        { "benefits.csv", "line,type,cashable,2020/21,2021/22\nenergy,cash_releasing,,,400\n"
                          "time,non_cash_releasing,50%,,3000\n" },
        { NULL, NULL },
    };
    Studies plain = study_case(two_councils, NULL), with = study_case(with_redundancy, NULL);
    (void)state;

    char *without_cash = page_of(&plain, 0), *page = page_of(&with, 0);

    assert_null(strstr(without_cash, "in cash"));
    assert_non_null(strstr(page, "Net present value of the plan</th><td class=\"n\">£2,400</td>"));
    assert_null(strstr(page, "public purse"));
    assert_non_null(strstr(page, "Net present value in cash</th><td class=\"n\">£400</td>"));
    assert_non_null(strstr(page, "Most cash needed at one time</th><td class=\"n\">£1,500</td>"));
    free(without_cash);
    free(page);
    studies_free(&plain);
    studies_free(&with);
}

static void a_scenario_is_named_in_the_first_words(void **state) {
    Studies studies = study_case(two_councils, "late");
    (void)state;

    char *page = page_of(&studies, 1);

    assert_non_null(strstr(page, "<title>Scenario late: Lamps: certificate for North</title>"));
    assert_non_null(strstr(page, "<h1>Scenario late: Lamps</h1>"));
    assert_non_null(strstr(page, "<dt>Scenarios</dt><dd>late</dd>"));
    free(page);
    studies_free(&studies);
}

static void no_text_of_a_case_acts_in_the_page(void **state) {
    (void)state;
    for (size_t h = 0; h < sizeof hostile_texts / sizeof hostile_texts[0]; h++) {
        char settings[2000], costs[2000];
        const char *text = hostile_texts[h];
        if (strchr(text, '"') || strpbrk(text, "\n\r")) continue; /* would need CSV quoting of its own */
        snprintf(settings, sizeof settings, "key,value\ntitle,\"%s\"\nauthor,\"%s\"\n", text, text);
        snprintf(costs, sizeof costs, "line,name,owner,source,2020/21\na,\"%s\",\"%s\",\"%s\",100\n", text, text, text);
        const CaseFile files[] = { { "case.csv", settings }, { "costs.csv", costs }, { NULL, NULL } };
        Studies studies = study_case(files, NULL);

        char *page = page_of(&studies, 0);

        assert_null(strstr(page, "<script"));
        assert_null(strstr(page, "<img"));
        assert_null(strchr(page, 0x1b));
        assert_non_null(strstr(page, "default-src 'none'; style-src 'sha256-"));
        free(page);
        studies_free(&studies);
    }
}

static void a_page_that_is_not_there_is_refused(void **state) {
    Studies studies = study_case(two_councils, NULL);
    (void)state;

    assert_int_equal(
        bizcase_certificate_page_write(studies.made.loaded, studies.appraisal, NULL, NULL, 3, "/dev/null", NULL),
        BIZCASE_BAD_REQUEST);
    assert_int_equal(bizcase_certificate_page_write(studies.made.loaded, NULL, NULL, NULL, 0, "/dev/null", NULL),
        BIZCASE_BAD_REQUEST);
    studies_free(&studies);
}

static void a_page_does_not_replace_what_the_case_is_read_from(void **state) {
    static const char *const files[] = { "costs.csv", "scenarios/other.csv" };
    (void)state;
    Studies studies = study_case(two_councils, NULL);
    for (size_t f = 0; f < COUNT_OF(files); f++) {
        char path[TEMPORARY_PATH];
        snprintf(path, sizeof path, "%s/%s", studies.made.folder, files[f]);

        assert_int_equal(bizcase_certificate_page_write(
                             studies.made.loaded, studies.appraisal, studies.simulation, studies.study, 0, path, NULL),
            BIZCASE_BAD_REQUEST);
    }
    studies_free(&studies);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_council_has_its_figures_and_the_assumptions_that_move_them),
        cmocka_unit_test(what_it_is_in_cash_is_there_where_that_is_something_else),
        cmocka_unit_test(a_scenario_is_named_in_the_first_words), cmocka_unit_test(no_text_of_a_case_acts_in_the_page),
        cmocka_unit_test(a_page_that_is_not_there_is_refused),
        cmocka_unit_test(a_page_does_not_replace_what_the_case_is_read_from) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
