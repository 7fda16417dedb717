/* The life over which an equivalent annual cost spreads, in data, tables and words. */
#include <jansson.h>
#include <string.h>

#include "report/write/format.h"
#include "support/appraised_case.h"

/* Two boilers: an outlay now, running costs at the ends of years 1 and 2; only one has a life of its own. */
static const CaseFile boilers[] = { { "options.csv", "option,life\nx,2\ny,\n" },
    { "costs.csv", "line,option,2018/19,2019/20,2020/21\nx1,x,1000,100,100\ny1,y,1000,100,100\n" },
    { "case.csv", "key,value\ndiscount,10%\n" }, { NULL, NULL } };

static const char *rendered(const Format *format, const Document *document) {
    Buffer out = { .arena = document->arena };
    assert_int_equal(format->render(document, &out), BIZCASE_OK);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

/* 1000 + 100 a(2) = 1173.55 over a(2) = 1.7355 is 676.19; over the horizon's a(3) = 2.4869 it is 471.9. */
static void check_lives(json_t *results) {
    size_t i;
    json_t *result;
    int seen = 0;
    json_array_foreach(results, i, result) {
        const char *option = json_string_value(json_object_get(result, "option"));
        if (json_object_get(result, "versus") && !json_is_null(json_object_get(result, "versus"))) continue;
        const bool is_own = strcmp(option, "x") == 0;
        assert_close(json_real_value(json_object_get(result, "eac_life")), is_own ? 2 : 3, 0);
        assert_close(json_real_value(json_object_get(result, "eac")), is_own ? 676.190476 : 471.903323, 1e-5);
        json_t *note = json_object_get(result, "eac_life_note");
        if (is_own)
            assert_true(json_is_null(note));
        else
            assert_string_equal(json_string_value(note), "the horizon, as the option has no life of its own");
        seen++;
    }
    assert_true(seen >= 2);
}

static void data_name_the_life_beside_the_cost(void **state) {
    AppraisedCase a = appraised_case(boilers, NULL);
    BizcaseDocument *document = NULL;
    (void)state;

    assert_int_equal(bizcase_appraisal_document(a.made.loaded, a.appraisal, &document), BIZCASE_OK);
    json_t *json = json_loads(rendered(&format_json, document), 0, NULL);

    check_lives(json_object_get(json, "results"));
    json_decref(json);
    bizcase_document_free(document);
    appraised_case_free(&a);
}

static void words_say_when_payments_are_and_tables_over_how_long(void **state) {
    static const char *const texts[] = {
        "| Option | NPV | BCR, to 1 | Payback, years | Peak funding | Equivalent annual cost | over, years |",
        "| x | (1,174) | 0.00 | n/a | 1,200 | 676 | 2.0 |",
        "| y | (1,174) | 0.00 | n/a | 1,200 | 472 | 3.0 |",
        ("The equivalent annual cost is a year of level payments of the same present value, at the end of each year over "
         "the 2 years that \"x\" lasts; in brackets it is a gain."),
    };
    AppraisedCase a = appraised_case(boilers, NULL);
    BizcaseDocument *document = NULL;
    (void)state;

    assert_int_equal(bizcase_appraisal_document(a.made.loaded, a.appraisal, &document), BIZCASE_OK);
    const char *page = rendered(&format_md, document);

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!strstr(page, texts[i])) print_error("no \"%s\" in\n%s\n", texts[i], page);
        assert_non_null(strstr(page, texts[i]));
    }
    bizcase_document_free(document);
    appraised_case_free(&a);
}

static void options_side_by_side_have_their_lives(void **state) {
    TemporaryCase made = temporary_case(boilers, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest side = { .folder = made.folder };
    const BizcaseCaseRequest *const sides[] = { &side };
    const char *const labels[] = { "boilers" };
    BizcaseComparison *comparison = NULL;
    BizcaseDocument *document = NULL;
    (void)state;

    assert_int_equal(bizcase_compare(&(BizcaseCompareRequest){ .side_count = 1, .sides = sides, .labels = labels },
                         &comparison, NULL),
        BIZCASE_OK);
    assert_int_equal(bizcase_comparison_document(comparison, &document), BIZCASE_OK);

    assert_non_null(strstr(rendered(&format_md, document), "over, years | 2.0 | 3.0 | 1.0 |"));
    json_t *json = json_loads(rendered(&format_json, document), 0, NULL);
    json_t *first = json_array_get(json_object_get(json, "sides"), 0);
    assert_close(
        json_real_value(json_object_get(json_array_get(json_object_get(first, "results"), 0), "eac_life")), 2, 0);
    json_decref(json);
    bizcase_document_free(document);
    bizcase_comparison_free(comparison);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_name_the_life_beside_the_cost),
        cmocka_unit_test(words_say_when_payments_are_and_tables_over_how_long),
        cmocka_unit_test(options_side_by_side_have_their_lives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
