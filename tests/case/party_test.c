/* What parties are called, and which of them have a stake. */
#include "support/expected_diagnostic.h"

#include "case/party.h"

static void a_party_is_called_what_the_case_says(void **state) {
    (void)state;
    static const struct {
        const char *setting, *expected;
    } rows[] = {
        { "", "Every council of 2 councils. Councils: Council 1" },
        { "party,agency;agencies\n", "Every agency of 2 agencies. Agencies: Agency 1" },
        { "party, partner ; partners \n", "Every partner of 2 partners. Partners: Partner 1" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char settings[100];
        snprintf(settings, sizeof settings, "key,value\ntitle,x\n%s", rows[r].setting);
        const CaseFile files[] = { { "case.csv", settings }, { "costs.csv", "line,2018/19\na,1\n" }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        assert_int_equal(made.status, BIZCASE_OK);

        const Case *the_case = case_of(made.loaded);
        const char *text = party_text(the_case->arena, the_case, "Every {party} of 2 {parties}. {Parties}: {Party} 1");

        assert_string_equal(text, rows[r].expected);
        assert_string_equal(the_case->councils[0].name, the_case->settings.party);
        assert_string_equal(the_case->councils[0].id, "council");
        temporary_case_free(&made);
    }
}

static void a_party_without_a_plural_is_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "case.csv", "key,value\nparty,agency\n" } },
            .place = "case.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"agency\" is not a word and its plural (column value of setting \"party\")",
            .hint = "such as agency;agencies" },
        { .files = { { "case.csv", "key,value\nparty,agency;\n" } },
            .place = "case.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"agency;\" is not a word and its plural (column value of setting \"party\")",
            .hint = "such as agency;agencies" },
        { .files = { { "case.csv", "key,value\nparty,a;b;c\n" } },
            .place = "case.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"a;b;c\" is not a word and its plural (column value of setting \"party\")",
            .hint = "such as agency;agencies" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

/* A bears the option, B the baseline, C only a line without money and a transfer, D a risk of the other option. */
static void a_stake_is_money_of_the_option_or_the_baseline(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council\nA\nB\nC\nD\n" },
        { "options.csv", "option,role\nbau,baseline\nnew,preferred\nother,option\n" },
        { "costs.csv", "line,option,split,type,2018/19\na,new,A,recurring,1\nb,bau,B,recurring,1\n"
                       "c,new,C,recurring,0\nt,new,C,transfer,1\n" },
        { "risks.csv", "risk,option,split,probability,distribution,central\nr,other,D,50%,fixed,10\n" },
        { NULL, NULL } };
    static const bool expected[3][4] = { { false, true, false, false }, { true, true, false, false },
        { false, true, false, true } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);

    for (size_t o = 0; o < 3; o++)
        for (size_t c = 0; c < 4; c++) assert_int_equal(party_has_stake(case_of(made.loaded), o, 0, c), expected[o][c]);
    assert_false(party_has_stake(case_of(made.loaded), 1, NONE, 1));
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_is_called_what_the_case_says),
        cmocka_unit_test(a_party_without_a_plural_is_refused),
        cmocka_unit_test(a_stake_is_money_of_the_option_or_the_baseline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
