/* What parties are called, and which of them have a stake. */
#include "support/expected_diagnostic.h"

#include "case/party.h"
#include "case/readings.h"

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

static void what_is_wrong_is_told_of_parties_by_their_word(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "case.csv", "key,value\nparty,agency;agencies\n" }, { "councils.csv", "council\nA\nB\n" },
              { "splits.csv", "split,A\ns,1\n" }, { "costs.csv", "line,split,2018/19\na,s,1\n" } },
            .place = "splits.csv:1:0",
            .severity = BIZCASE_ERROR,
            .message = "splits.csv has no column for agency \"B\"",
            .hint = "" },
        { .files = { { "case.csv", "key,value\nparty,agency;agencies\n" }, { "councils.csv", "council\nA\nB\n" },
              { "splits.csv", "split,A,B\nA,1,1\n" }, { "costs.csv", "line,split,2018/19\na,equal,1\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"A\" is an agency: as a split it means all of it",
            .hint = "choose another name" },
        { .files = { { "case.csv", "key,value\nparty,partner;partners\n" }, { "councils.csv", "council\nA\nB\n" },
              { "costs.csv", "line,split,2018/19\na,A,1\n" } },
            .place = "councils.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "partner \"B\" has no share of any cost, benefit or risk",
            .hint = "give it a share in splits.csv, or remove its row" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

/* A pays the option, B the baseline, C only a line without money and a transfer, D a risk of the other option. */
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
        for (size_t c = 0; c < 4; c++)
            assert_int_equal(party_has_stake(case_of(made.loaded), READING_WHOLE, o, 0, c), expected[o][c]);
    assert_false(party_has_stake(case_of(made.loaded), READING_WHOLE, 1, NONE, 1));
    temporary_case_free(&made);
}

/* A to D have a line each, of a type that counts in cash alone or not in cash, E a saving and no public money, F a risk. */
static void a_stake_is_money_that_counts_in_the_reading(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council,public\nA,yes\nB,yes\nC,yes\nD,yes\nE,no\nF,yes\n" },
        { "costs.csv", "line,split,type,2018/19\na,A,redundancy,1\nb,B,vat,1\nc,C,transfer,1\n" },
        { "benefits.csv", "line,split,type,2018/19\nd,D,wider,1\ne,E,cash_releasing,1\n" },
        { "risks.csv", "risk,split,probability,distribution,central\nr,F,50%,fixed,10\n" }, { NULL, NULL } };
    static const bool expected[READING_COUNT][6] = {
        [READING_WHOLE] = { false, false, false, true, true, true },
        [READING_PUBLIC] = { false, false, false, false, false, true },
        [READING_CASH] = { true, true, true, false, true, true },
    };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);

    for (int reading = 0; reading < READING_COUNT; reading++) {
        const Case read = case_in_reading(case_of(made.loaded), (MoneyReading)reading);
        for (size_t c = 0; c < 6; c++) {
            assert_int_equal(
                party_has_stake(case_of(made.loaded), (MoneyReading)reading, 0, NONE, c), expected[reading][c]);
            assert_int_equal(party_has_stake(&read, READING_WHOLE, 0, NONE, c), expected[reading][c]);
        }
    }
    temporary_case_free(&made);
}

/* A has money after the horizon alone, B until it begins and C when it is over, D within it. */
static void a_stake_is_money_in_the_horizon(void **state) {
    (void)state;
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
        { "councils.csv", "council\nA\nB\nC\nD\n" },
        { "splits.csv", "split,from,A,B,C,D\ns,,0,1,0,0\ns,2018/19,0,0,0,1\ns,2020/21,0,0,1,0\n" },
        { "costs.csv", "line,split,2018/19,2019/20,2020/21\na,A,,,1\nb,s,1,1,1\n" }, { NULL, NULL } };
    static const bool expected[] = { false, false, false, true };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_OK);

    for (size_t c = 0; c < 4; c++)
        assert_int_equal(party_has_stake(case_of(made.loaded), READING_WHOLE, 0, NONE, c), expected[c]);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_is_called_what_the_case_says),
        cmocka_unit_test(a_party_without_a_plural_is_refused),
        cmocka_unit_test(what_is_wrong_is_told_of_parties_by_their_word),
        cmocka_unit_test(a_stake_is_money_of_the_option_or_the_baseline),
        cmocka_unit_test(a_stake_is_money_that_counts_in_the_reading),
        cmocka_unit_test(a_stake_is_money_in_the_horizon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
