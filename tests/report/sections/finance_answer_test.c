/* What the financial case says in words: costs, savings in every year, nothing at all. */
#include "report/document/document.h"
#include "support/finance_of_case.h"

#include "support/gsl_errors.h"

static bool document_says(const Document *document, const char *heading, const char *text) {
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document->sections[s];
        for (size_t p = 0; strcmp(section->heading, heading) == 0 && p < section->paragraphs.count; p++)
            if (strstr(section->paragraphs.items[p], text)) return true;
    }
    return false;
}

static void print_answer(const Document *document) {
    for (size_t s = 0; s < document->section_count; s++)
        for (size_t p = 0; p < document->sections[s]->paragraphs.count; p++)
            print_error("%s\n", document->sections[s]->paragraphs.items[p]);
}

static Document *document_of(const FinanceOfCase *made) {
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
    assert_int_equal(bizcase_appraise(made->made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_finance_document(made->made.loaded, appraisal, made->study, &document), BIZCASE_OK);
    bizcase_appraisal_free(appraisal);
    return document;
}

static void a_council_is_told_what_its_budget_finds_or_saves(void **state) {
    (void)state;
    static const struct {
        const char *costs, *benefits, *needs, *revenue;
    } rows[] = {
        { "line,kind,type,2018/19,2019/20\na,capital,one_off,2000000,\nb,,one_off,300000,\n",
            "line,2018/19,2019/20\ns,,90000\n",
            "needs £2.30m: £2.00m of capital and £300k of one-off costs. It has no source of funding yet.",
            "The revenue budget must find most in 2018/19: £300k. By 2019/20 it saves £90k a year." },
        { "line,2018/19,2019/20\na,1000,1000\n", "line,2018/19,2019/20\ns,120000,90000\n",
            "needs no capital and has no one-off costs.",
            "The revenue budget saves in every year, least in 2019/20: £89k." },
        { "line,2018/19,2019/20\na,1000,1000\n", "line,2018/19,2019/20\ns,1000,91000\n",
            "needs no capital and has no one-off costs.",
            "The revenue budget never needs more money. Most is saved in 2019/20: £90k." },
        { "line,2018/19,2019/20\na,31000,1000\n", "line,2018/19,2019/20\ns,1000,1000\n",
            "needs no capital and has no one-off costs.",
            "The revenue budget must find most in 2018/19: £30k. By 2019/20 there is no effect." },
        { "line,type,2018/19,2019/20\na,sunk,1000,1000\n", "line,type,2018/19,2019/20\ns,wider,1000,1000\n",
            "needs no capital and has no one-off costs.", "The revenue budget pays nothing in any year." },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", rows[r].costs }, { "benefits.csv", rows[r].benefits },
            { NULL, NULL } };
        FinanceOfCase made = finance_of_case(files, 0);

        Document *document = document_of(&made);

        if (!document_says(document, "The answer", rows[r].needs) ||
            !document_says(document, "The answer", rows[r].revenue))
            print_answer(document);
        assert_true(document_says(document, "The answer", rows[r].needs));
        assert_true(document_says(document, "The answer", rows[r].revenue));
        assert_false(document_says(document, "The answer", "(("));
        bizcase_document_free(document);
        finance_of_case_free(&made);
    }
}

static void savings_beyond_a_budget_are_in_the_answer(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,2018/19\na,90000\n" },
        { "benefits.csv", "line,budget,2018/19\ns,h,80000\n" },
        { "budgets.csv", "budget,name,2018/19\nh,Lighting,50000\n" }, { NULL, NULL } };
    FinanceOfCase made = finance_of_case(files, 0);

    Document *document = document_of(&made);

    assert_true(document_says(document, "The answer",
        "Ask first: How can savings of £80,000 in 2018/19 come out of the budget \"Lighting\", which holds £50,000?"));
    bizcase_document_free(document);
    finance_of_case_free(&made);
}

/* Of costs that are certain nothing has to be held. */
static void a_contingency_of_nothing_is_none(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council,name\nX,Exshire\n" },
        { "costs.csv", "line,type,2018/19\na,one_off,100000\n" }, { "funding.csv", "funding,type\ng,reserves\n" },
        { NULL, NULL } };
    FinanceOfCase made = finance_of_case(files, 200);

    Document *document = document_of(&made);

    assert_true(document_says(document, "The answer", "needs £100k of one-off costs. Reserves pay for £100k of it."));
    assert_true(document_says(document, "The answer", "The revenue budget pays nothing in any year."));
    assert_true(document_says(document, "The answer",
        "The chance of a higher cost than planned is 0%. In 8 outcomes out of 10 no contingency is needed."));
    bizcase_document_free(document);
    finance_of_case_free(&made);
}

/* Joint says it for both councils; a chart of nothing but gaps would only alarm. */
static void funding_that_nobody_has_entered_is_said_once_and_has_no_chart(void **state) {
    (void)state;
    static const CaseFile files[] = { { "councils.csv", "council,name\nX,Exshire\nY,Wyetown\n" },
        { "splits.csv", "split,X,Y\nhalf,1,1\n" },
        { "costs.csv", "line,kind,type,split,2018/19\na,capital,one_off,half,100000\nb,,one_off,half,20000\n" },
        { NULL, NULL } };
    FinanceOfCase made = finance_of_case(files, 0);

    Document *document = document_of(&made);

    size_t said = 0;
    for (size_t s = 0; s < document->section_count; s++)
        for (size_t p = 0; p < document->sections[s]->paragraphs.count; p++)
            said += strstr(document->sections[s]->paragraphs.items[p], "no source of funding yet") != NULL;
    assert_int_equal(said, 1);
    assert_true(
        document_says(document, "The answer", "Exshire needs £60k: £50k of capital and £10k of one-off costs."));
    assert_true(document_says(
        document, "The answer", "Capital without funding counts as debt. It is highest at the end of 2018/19: £100k."));
    for (size_t s = 0; s < document->section_count; s++) assert_null(document->sections[s]->chart);
    bizcase_document_free(document);
    finance_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_is_told_what_its_budget_finds_or_saves),
        cmocka_unit_test(savings_beyond_a_budget_are_in_the_answer),
        cmocka_unit_test(a_contingency_of_nothing_is_none),
        cmocka_unit_test(funding_that_nobody_has_entered_is_said_once_and_has_no_chart),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
