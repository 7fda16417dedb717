/* The first page of a report: what it asks for, who loses, and its four answers and tests, against hand arithmetic. */
#include "report/document/document.h"
#include "report/document/front.h"
#include "support/report_of_case.h"
#include "support/temporary_case.h"

#include <stdio.h>
#include <string.h>

#include "support/gsl_errors.h"

/* £2.4m of capital and £0.6m of one-off costs, of which X pays two thirds; X gains £1.5m a year from the second year
   and Y nothing, over three years without discounting: NPV 3.0m − 3.0m + the 1.2m a year that business as usual would
   cost both alike less 0.9m = +£0.9m. */
static const CaseFile losing[] = { { "councils.csv", "council,name\nX,Northshire\nY,Southshire\n" },
    { "case.csv", "key,value\ntitle,A shared depot\nversion,2\nscale,1000\ndiscount,0%\n" },
    { "options.csv", "option,name,role\nbau,Two depots,baseline\none,One depot,preferred\n" },
    { "splits.csv", "split,X,Y\nthirds,2,1\n" },
    { "costs.csv", "line,option,kind,type,split,2018/19,2019/20,2020/21\n"
                   "build,one,capital,one_off,thirds,2400,,\n"
                   "move,one,revenue,one_off,thirds,600,,\n"
                   "run-two,bau,revenue,recurring,equal,1200,1200,1200\n"
                   "run-one,one,revenue,recurring,equal,900,900,900\n" },
    { "benefits.csv", "line,option,type,split,2018/19,2019/20,2020/21\nrent,one,cash_releasing,X,,1000,1000\n"
                      "time,one,non_cash_releasing,X,,500,500\n" },
    { NULL, NULL } };

static BizcaseDocument *report_of(const CaseFile *files, TemporaryCase *made) {
    *made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made->status != BIZCASE_OK) print_case_diagnostics(made->loaded);
    assert_int_equal(made->status, BIZCASE_OK);
    BizcaseDocument *document = report_of_case(made->folder);
    assert_non_null(document->front);
    return document;
}

static const char *value_of(const FrontAnswer *answer, const char *name) {
    for (size_t i = 0; i < answer->pair_count; i++)
        if (strcmp(answer->pairs[i].name, name) == 0) return answer->pairs[i].value;
    return NULL;
}

static const FrontTest *test_of(const Front *front, const char *test) {
    for (size_t i = 0; i < front->test_count; i++)
        if (strcmp(front->tests[i].test, test) == 0) return &front->tests[i];
    return NULL;
}

static void the_decision_names_the_sum_and_a_council_that_loses_in_the_second_sentence(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseDocument *document = report_of(losing, &made);
    const Front *front = document->front;
    assert_string_equal(front->title, "A shared depot");
    assert_string_equal(front->decision, "Approve \u00a33.0m: One depot");
    assert_string_equal(
        front->sentences.items[0], "\u00a32.4m is capital and \u00a3600k is one-off revenue, from 2018/19 to 2020/21.");
    /* Y: a third of 3.0m, less half of the 0.9m that running costs fall by */
    assert_string_equal(front->sentences.items[1], "Southshire loses \u00a3550k.");
    assert_int_equal(front->sentences.count, 2); /* no allowance, and nobody has said how it is funded */
    assert_int_equal(front->payer_count, 2);
    assert_string_equal(front->payers[0].total_text, "\u00a32.0m");
    assert_string_equal(front->payers[1].capital_text, "\u00a3800k capital");
    bizcase_document_free(document);
    temporary_case_free(&made);
}

static void the_four_answers_are_worth_sureness_affordability_and_what_would_change_it(void **state) {
    (void)state;
    TemporaryCase made;
    BizcaseDocument *document = report_of(losing, &made);
    const FrontAnswer *answers = document->front->answers;
    assert_string_equal(answers[0].figure, "+\u00a3900k"); /* 3.0m of benefits + 0.9m of running costs − 3.0m */
    assert_string_equal(answers[0].news, "best of two options");
    assert_string_equal(value_of(&answers[0], "Northshire"), "+\u00a31.5m"); /* 3.0 + 0.45 − 2.0 */
    assert_string_equal(value_of(&answers[0], "Southshire"), "\u2212\u00a3550k");
    assert_string_equal(value_of(&answers[0], "In cash alone"), "\u2212\u00a3100k"); /* without 1.0m of time */
    assert_string_equal(answers[1].figure, "No range");
    assert_string_equal(answers[2].figure, "+\u00a3300k"); /* 0.6m one-off less the 0.3m that running costs fall by */
    assert_string_equal(answers[3].figure, "+16%"); /* 0.9m of the option's own costs of 2.4 + 0.6 + 3 × 0.9 = 5.7m */
    bizcase_document_free(document);
    temporary_case_free(&made);
}

static void tests_say_what_is_met_and_what_is_not(void **state) {
    (void)state;
    static const struct {
        const char *test, *value;
        bool is_met;
    } rows[] = {
        { "Worth more than it costs", "+\u00a3900k", true }, { "Best of the 2 options", "1st of 2", true },
        { "Still best if benefits are 20% lower", "+\u00a3300k", true }, /* less 0.6m */
    };
    TemporaryCase made;
    BizcaseDocument *document = report_of(losing, &made);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const FrontTest *test = test_of(document->front, rows[r].test);
        assert_non_null(test);
        assert_int_equal(test->is_met, rows[r].is_met);
        assert_string_equal(test->value, rows[r].value);
    }
    bizcase_document_free(document);
    temporary_case_free(&made);
}

/* Formats without pages of their own have the same as sections, in front of all parts. */
static void the_sections_of_the_first_page_come_before_every_part(void **state) {
    (void)state;
    static const char *const names[] = { "decision-sought", "four-questions", "tests", "options-side-by-side" };
    TemporaryCase made;
    BizcaseDocument *document = report_of(losing, &made);
    for (size_t s = 0; s < COUNT_OF(names); s++) {
        assert_string_equal(document->sections[s]->name, names[s]);
        assert_true(document->sections[s]->is_front);
        assert_int_equal(document->sections[s]->part, 0);
    }
    assert_int_equal(document->sections[COUNT_OF(names)]->part, 1);
    bizcase_document_free(document);
    temporary_case_free(&made);
}

static void parts_are_in_the_order_of_decisions_and_annexes_come_last(void **state) {
    (void)state;
    static const char *const names[] = { "part-decision", "part-economic", "part-financial", "part-risk",
        "part-sharing", "annex-tables", "annex-assumptions" };
    BizcaseDocument *document = report_of_case("scenarios/joint-ict-2017");
    assert_int_equal(document->part_count, COUNT_OF(names));
    for (size_t p = 0; p < COUNT_OF(names); p++) assert_string_equal(document->parts[p].name, names[p]);
    for (size_t s = 1; s < document->section_count; s++)
        assert_true(document->sections[s - 1]->part <= document->sections[s]->part);
    for (size_t s = 0; s < document->section_count; s++)
        if (document->sections[s]->extent == FULL_ONLY)
            assert_int_equal(document->parts[document->sections[s]->part - 1].where, IN_ANNEX);
    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_decision_names_the_sum_and_a_council_that_loses_in_the_second_sentence),
        cmocka_unit_test(the_four_answers_are_worth_sureness_affordability_and_what_would_change_it),
        cmocka_unit_test(tests_say_what_is_met_and_what_is_not),
        cmocka_unit_test(the_sections_of_the_first_page_come_before_every_part),
        cmocka_unit_test(parts_are_in_the_order_of_decisions_and_annexes_come_last),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
