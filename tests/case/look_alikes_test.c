/* Names that are not what they seem: what is said of them, and that honest names are left alone. */
#include "support/expected_diagnostic.h"

#define ZERO_WIDTH "\xe2\x80\x8b"
#define CYRILLIC_A "\xd0\xb0"

static void odd_names_are_told(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,2018/19\na" ZERO_WIDTH ",1\n" } },
            .place = "costs.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"a\\u200b\" contains a zero-width space (U+200B)",
            .hint = "type the name again" },
        { .files = { { "costs.csv", "line,2018/19\n\xe2\x80\xae"
                                    "evil,1\n" } },
            .place = "costs.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"\\u202eevil\" contains a character that changes the direction of text (U+202E)",
            .hint = "type the name again" },
        { .files = { { "costs.csv", "line,2018/19\na\x1b[2J,1\n" } },
            .place = "costs.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"a\\u001b[2J\" contains a control character (U+001B)",
            .hint = "type the name again" },
        { .files = { { "costs.csv", "line,2018/19\nd" CYRILLIC_A "ta,1\n" } },
            .place = "costs.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message =
                "\"d" CYRILLIC_A "ta\" contains a Cyrillic letter that looks like a (U+0430) among Latin letters",
            .hint = "type the name again" },
        { .files = { { "costs.csv", "line,2018/19\ndata-\xcf\x89,1\n" } },
            .place = "costs.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"data-\xcf\x89\" contains a letter of another script (U+03C9) among Latin letters",
            .hint = "type the name again" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void names_that_look_the_same_are_told_with_both_places(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,2018/19\na,1\nb,1\na" ZERO_WIDTH ",1\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "\"a\\u200b\" looks like \"a\" at costs.csv:2:1, but is a different name",
            .hint = "it contains a zero-width space (U+200B); give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,2018/19\ndata,1\n" },
              { "benefits.csv", "line,2018/19\nd" CYRILLIC_A "ta,1\n" } },
            .place = "benefits.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"d" CYRILLIC_A "ta\" looks like \"data\" at costs.csv:2:1, but is a different name",
            .hint = "it contains a Cyrillic letter that looks like a (U+0430) among Latin letters; give both the same "
                    "name, or "
                    "names that look different" },
        { .files = { { "quantities.csv", "quantity,2018/19\ndata,1\nd" CYRILLIC_A "ta,1\n" } },
            .place = "quantities.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"d" CYRILLIC_A "ta\" looks like \"data\" at quantities.csv:2:1, but is a different name",
            .hint = "it contains a Cyrillic letter that looks like a (U+0430) among Latin letters; give both the same "
                    "name, or "
                    "names that look different" },
        { .files = { { "costs.csv", "line,2018/19\n1-2,1\n1\xe2\x80\x93"
                                    "2,1\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"1\xe2\x80\x93"
                       "2\" looks like \"1-2\" at costs.csv:2:1, but is a different name",
            .hint = "it contains an en dash (U+2013); give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,2018/19\na b,1\na  b,1\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"a  b\" looks like \"a b\" at costs.csv:2:1, but is a different name",
            .hint = "give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,programme,2018/19\na,infra,1\nb,infra" ZERO_WIDTH ",1\n" } },
            .place = "costs.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message = "\"infra\\u200b\" looks like \"infra\" at costs.csv:2:3, but is a different name",
            .hint = "it contains a zero-width space (U+200B); give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,2018/19\nitem-l,1\nitem-1,1\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"item-1\" looks like \"item-l\" at costs.csv:2:1, but is a different name",
            .hint = "give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,category,2018/19\nPO2-I,a,1\nP02-1,b,1\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"P02-1\" looks like \"PO2-I\" at costs.csv:2:1, but is a different name",
            .hint = "give both the same name, or names that look different" },
        { .files = { { "costs.csv", "line,2018/19\ncaf\xc3\xa9,1\ncafe\xcc\x81,1\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"cafe\xcc\x81\" looks like \"caf\xc3\xa9\" at costs.csv:2:1, but is a different name",
            .hint = "it contains an accent that is a character of its own; give both the same name, or names that look "
                    "different" },
        { .files = { { "costs.csv", "line,2018/19\nw\xcc\x82yth,1\n" },
              { "benefits.csv", "line,2018/19\n\xc5\xb5yth,1\n" } },
            .place = "benefits.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "\"\xc5\xb5yth\" looks like \"w\xcc\x82yth\" at costs.csv:2:1, but is a different name",
            .hint =
                "the other contains an accent that is a character of its own; give both the same name, or names that "
                "look different" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

#define COSTS                                                                                                          \
    { "costs.csv", "line,2018/19\na,1\n" }
#define CHANGE "file,row,column,change,value\ncosts,a,2018/19,set,2\n"

static void names_of_scenarios_are_told_too(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { COSTS, { "scenarios/plan-1.csv", CHANGE }, { "scenarios/plan-I.csv", CHANGE } },
            .place = "scenarios/plan-I.csv:0:0",
            .severity = BIZCASE_WARNING,
            .message = "\"plan-I\" looks like \"plan-1\" at scenarios/plan-1.csv, but is a different name",
            .hint = "give both the same name, or names that look different" },
        { .files = { COSTS, { "scenarios/late" ZERO_WIDTH ".csv", CHANGE } },
            .place = "scenarios/late" ZERO_WIDTH ".csv:0:0",
            .severity = BIZCASE_WARNING,
            .message = "\"late\\u200b\" contains a zero-width space (U+200B)",
            .hint = "type the name again" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void an_accent_apart_is_the_difference_of_an_unknown_name(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,drivers,2018/19\na,cafe\xcc\x81,1\n" },
              { "drivers.csv", "driver,distribution,central\ncaf\xc3\xa9,fixed,1\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"cafe\xcc\x81\" is not a driver (column drivers of line \"a\")",
            .hint = "it contains an accent that is a character of its own; did you mean \"caf\xc3\xa9\"?" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void honest_names_are_left_alone(void **state) {
    static const char *const names[] = { "ict-staff", "Phase 1\xe2\x80\x93 2",
        "\xd0\xa1\xd0\xb5\xd0\xb2\xd0\xb5\xd1\x80", "Caf\xc3\xa9 & Co", "\xc5\xb4yth", "a1", "w\xcc\x82yth" };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        char text[200];
        snprintf(text, sizeof text, "line,2018/19\n%s,1\n", names[n]);
        TemporaryCase made =
            temporary_case((CaseFile[]){ { "costs.csv", text }, { NULL, NULL } }, (BizcaseCaseRequest){ .strict = 1 });
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_names_are_told),
        cmocka_unit_test(names_that_look_the_same_are_told_with_both_places),
        cmocka_unit_test(names_of_scenarios_are_told_too),
        cmocka_unit_test(an_accent_apart_is_the_difference_of_an_unknown_name),
        cmocka_unit_test(honest_names_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
