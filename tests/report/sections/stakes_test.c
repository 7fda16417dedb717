/* What documents say of parties on whom no money falls, in the whole and in a reading, and of answers that do not exist. */
#include "support/assert_close.h"
#include "support/gsl_errors.h"
#include "support/rendered.h"
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"

/* F is outside the public purse, and has no cash; N has no money at all. */
static const CaseFile of_agencies[] = { { "case.csv", "key,value\nparty,agency;agencies\n" },
    { "councils.csv", "council,name,public\nH,Health,yes\nP,Police,yes\nF,Families,no\nN,North,yes\n" },
    { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
    { "costs.csv", "line,option,split,distribution,low,high,2018/19,2019/20\n"
                   "c,new,H,uniform,0.9,1.1,100000,0\nd,new,P,,,,0,20000\n" },
    { "benefits.csv", "line,option,split,type,2018/19,2019/20\n"
                      "a,new,H,cash_releasing,0,180000\nb,new,P,cash_releasing,0,10000\nw,new,F,wider,0,50000\n" },
    { NULL, NULL } };

static bool has_words(const char *text, const char *words) {
    return strstr(text, words) != NULL;
}

typedef struct Made {
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
    BizcaseSensitivity *study;
    BizcaseDocument *document;
    const char *text;
} Made;

static Made sensitivity_text(const CaseFile *files, BizcaseReading reading) {
    Made from = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    assert_int_equal(from.made.status, BIZCASE_OK);
    assert_int_equal(
        bizcase_appraise(from.made.loaded, &(BizcaseAppraiseRequest){ 0 }, &from.appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(from.made.loaded,
                         &(BizcaseSensitivityRequest){ .trials = 500, .reading = reading }, &from.study, NULL),
        BIZCASE_OK);
    assert_int_equal(
        bizcase_sensitivity_document(from.made.loaded, from.appraisal, from.study, &from.document), BIZCASE_OK);
    from.text = rendered(&format_md, from.document);
    return from;
}

static void made_free(Made *from) {
    bizcase_document_free(from->document);
    bizcase_sensitivity_free(from->study);
    bizcase_appraisal_free(from->appraisal);
    temporary_case_free(&from->made);
}

static void a_sensitivity_names_who_has_no_stake_and_shows_nothing_of_them(void **state) {
    static const struct {
        BizcaseReading reading;
        const char *named, *shown;
        size_t payments;
        const char *absent[2];
    } rows[] = {
        { BIZCASE_WHOLE, "North has no stake: no money of the options falls on it.", "NPV, Families", 3,
            { "NPV, North", "Only North" } },
        { BIZCASE_PUBLIC,
            "Families and North have no stake in the public purse: no public money of the options falls on them.",
            "NPV, Police", 1, { "NPV, Families", "Only Families" } },
        { BIZCASE_CASH, "Families and North have no stake in cash: no cash of the options falls on them.",
            "NPV, Police", 1, { "NPV, Families", "if Families" } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Made from = sensitivity_text(of_agencies, rows[r].reading);

        if (!has_words(from.text, rows[r].named)) print_error("row %zu\n%s\n", r, from.text);
        assert_true(has_words(from.text, rows[r].named));
        assert_true(has_words(from.text, rows[r].shown));
        assert_int_equal(from.study->agreement->payment_count, rows[r].payments);
        for (size_t i = 0; i < 2; i++) assert_false(has_words(from.text, rows[r].absent[i]));
        assert_false(has_words(from.text, "n/a a year"));
        made_free(&from);
    }
}

/* Costs of 100 at no discount, and one challenge of the case's own that doubles the benefits. */
static void the_choice_is_told_as_it_is_before_and_after_challenges(void **state) {
    static const struct {
        const char *benefit, *words;
    } rows[] = {
        { "900", "It stays the best choice in all " },
        { "101", "It stays the best choice in 5 of 10 " }, /* both rates, late, without bias, doubled */
        { "99.9", "It is not the best choice in the plan, but becomes it in 1 of " },
        { "40", "It is not the best choice, in the plan or in any of the " },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char benefits[64];
        snprintf(benefits, sizeof benefits, "line,2018/19\nb,%s\n", rows[r].benefit);
        const CaseFile files[] = { { "case.csv", "key,value\ndiscount,0%\nperiods,2\n" },
            { "costs.csv", "line,2018/19\nc,100\n" }, { "benefits.csv", benefits },
            { "challenges.csv",
                "challenge,name,file,row,column,change,value\nx,Twice the benefits,benefits,b,periods,scale,2\n" },
            { NULL, NULL } };
        Made from = sensitivity_text(files, BIZCASE_WHOLE);

        if (!has_words(from.text, rows[r].words)) print_error("row %zu\n%.1500s\n", r, from.text);
        assert_true(has_words(from.text, rows[r].words));
        made_free(&from);
    }
}

/* A and B have no more than 20 between them against costs of 100 of A. */
static void a_payment_that_helps_nobody_is_told_in_a_sentence(void **state) {
    static const CaseFile files[] = { { "councils.csv", "council\nA\nB\n" },
        { "costs.csv", "line,split,distribution,low,high,2018/19\nc,A,uniform,0.9,1.1,100\n" },
        { "benefits.csv", "line,split,2018/19\nb,B,20\n" }, { NULL, NULL } };
    Made from = sensitivity_text(files, BIZCASE_WHOLE);
    (void)state;

    assert_true(has_words(from.text, "No payment makes every council gain in any outcome."));
    assert_false(has_words(from.text, "n/a a year"));
    made_free(&from);
}

/* row numbers the test's row in the message. */
static void assert_appraisal_says(const CaseFile *files, const char *words, size_t row) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraisal_document(made.loaded, appraisal, &document), BIZCASE_OK);

    const char *text = rendered(&format_md, document);

    if (!has_words(text, words)) print_error("row %zu\n%.1500s\n", row, text);
    assert_true(has_words(text, words));
    bizcase_document_free(document);
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

static void an_answer_says_in_a_sentence_why_there_is_no_payback(void **state) {
    static const struct {
        const char *costs, *benefits, *words;
    } rows[] = {
        { "100,0", "0,50",
            "It does not pay back by the end of 2019/20. It needs up to £100 of funding, before discounting." },
        { "0,50", "100,0", "There is nothing to pay back, as it never costs more than it has brought in." },
        { "0,0", "0,0", "There is nothing to pay back, as it never costs more than it has brought in." },
        { "100,0", "0,200",
            "It pays back in 2019/20, about September 2019. That is 1.5 years from the start of 2018/19. Until then it needs" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[64], benefits[64];
        snprintf(costs, sizeof costs, "line,2018/19,2019/20\nc,%s\n", rows[r].costs);
        snprintf(benefits, sizeof benefits, "line,2018/19,2019/20\nb,%s\n", rows[r].benefits);
        const CaseFile files[] = { { "costs.csv", costs }, { "benefits.csv", benefits }, { NULL, NULL } };
        assert_appraisal_says(files, rows[r].words, r);
    }
}

/* What the public purse and cash have alike is said once; F, outside the purse, is named. */
static void readings_that_are_alike_are_told_once(void **state) {
    static const struct {
        const char *type, *words;
    } rows[] = {
        { "wider", "of £15 is for society as a whole. For the public purse and in cash it is −£10: H −£10 and P £0." },
        { "non_cash_releasing", "is the same for the public purse. In cash it is −£10: H −£10 and P £0." },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char benefits[128];
        snprintf(
            benefits, sizeof benefits, "line,split,type,2018/19\na,H,%s,25\nb,P,cash_releasing,10\n", rows[r].type);
        const CaseFile files[] = { { "councils.csv", "council\nH\nP\n" },
            { "costs.csv", "line,split,2018/19\nc,H,10\nd,P,10\n" }, { "benefits.csv", benefits }, { NULL, NULL } };
        assert_appraisal_says(files, rows[r].words, r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sensitivity_names_who_has_no_stake_and_shows_nothing_of_them),
        cmocka_unit_test(the_choice_is_told_as_it_is_before_and_after_challenges),
        cmocka_unit_test(a_payment_that_helps_nobody_is_told_in_a_sentence),
        cmocka_unit_test(an_answer_says_in_a_sentence_why_there_is_no_payback),
        cmocka_unit_test(readings_that_are_alike_are_told_once),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
