/* What readers choose of the financial case: subjects, councils, years; and that rows and tables of nil are left out. */
#include "report/write/format.h"
#include "support/finance_of_case.h"

#include "support/gsl_errors.h"

enum { TRIALS = 500 };

static struct {
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseFinance *study;
} sample;

static int make_sample(void **state) {
    const BizcaseCaseRequest request = { .folder = "scenarios/joint-ict-2017" };
    (void)switch_off_gsl_handler(state);
    return bizcase_case_load(&request, &sample.loaded, NULL) != BIZCASE_OK ||
           bizcase_appraise(sample.loaded, &(BizcaseAppraiseRequest){ .lines = 1 }, &sample.appraisal, NULL) !=
               BIZCASE_OK ||
           bizcase_finance(sample.loaded, &(BizcaseFinanceRequest){ .trials = TRIALS }, &sample.study, NULL) !=
               BIZCASE_OK;
}

static int free_sample(void **state) {
    (void)state;
    bizcase_finance_free(sample.study);
    bizcase_appraisal_free(sample.appraisal);
    bizcase_case_free(sample.loaded);
    return 0;
}

static Document *chosen_of(BizcaseCase *loaded, const BizcaseAppraisal *appraisal, const BizcaseFinance *study,
    BizcaseFinanceChoice choice, BizcaseView view) {
    BizcaseDocument *document;
    assert_int_equal(bizcase_finance_document_of(loaded, appraisal, study, &choice, &document, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_document_show(document, &view), BIZCASE_OK);
    return document;
}

static Document *chosen(BizcaseFinanceChoice choice, BizcaseView view) {
    return chosen_of(sample.loaded, sample.appraisal, sample.study, choice, view);
}

static const char *text_of(const Document *document) {
    Buffer out = { .arena = document->arena };
    assert_int_equal(format_text.render(document, &out), BIZCASE_OK);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part)) count++;
    return count;
}

/* --- subjects --------------------------------------------------------------------------------------------------------- */

/* What the headings of the sample's tables begin with, after the name of a council. */
static const struct {
    const char *subject, *headings[3];
} tables[] = {
    { "cash", { "cash by year" } },
    { "plan", { "Call on revenue budgets", "medium-term plan", "affordability by year" } },
    { "funding", { "How spending is funded", "how spending is funded by year" } },
    { "debt", { "debt and its charge on revenue" } },
    { "budgets", { "budgets by heading" } },
    { "tests", { "Invest to save" } },
    { "risks", { "How likely it is to cost more", "The largest risks" } },
    { "gates", { "What it costs to stop" } },
    { "benefits", { "Benefits, present values" } },
    { "actuals",
        { "Costs and benefits so far, £000", "Costs and benefits so far, by programme", "The case with the actuals" } },
    { "scores", { "Points for what is not money", "How far each weight can move" } },
    { "units", { "What a unit of each service costs" } },
    { "reconciliation", { "From net present value to cash" } },
    { "questions", { "Questions" } },
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static bool is_of(size_t t, const char *heading) {
    const char *colon = strstr(heading, ": ");
    for (size_t h = 0; h < 3 && tables[t].headings[h]; h++)
        if (strncmp(colon ? colon + 2 : heading, tables[t].headings[h], strlen(tables[t].headings[h])) == 0)
            return true;
    return false;
}

static size_t shown_tables_of(const Document *document, size_t t) {
    size_t count = 0;
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document_shown(document, s);
        count += section && !section->chart && is_of(t, section->heading);
    }
    return count;
}

static void each_subject_shows_its_tables_and_no_others(void **state) {
    (void)state;
    assert_int_equal(bizcase_finance_subject_count(), TABLES);
    Document *whole = chosen((BizcaseFinanceChoice){ 0 }, (BizcaseView){ .extent = BIZCASE_FULL });
    for (size_t chosen_one = 0; chosen_one < TABLES; chosen_one++) {
        Document *document = chosen((BizcaseFinanceChoice){ 0 },
            (BizcaseView){ .extent = BIZCASE_SHORT, .subjects = &tables[chosen_one].subject, .subject_count = 1 });

        for (size_t t = 0; t < TABLES; t++) {
            const size_t count = shown_tables_of(document, t),
                         expected = t == chosen_one ? shown_tables_of(whole, t) : 0;
            if (count != expected || (t == chosen_one && count == 0))
                fail_msg("%s: %zu tables of %s", tables[chosen_one].subject, count, tables[t].subject);
        }
        assert_null(strstr(text_of(document), "The answer"));
        bizcase_document_free(document);
    }
    bizcase_document_free(whole);
}

static void every_table_is_of_one_subject(void **state) {
    (void)state;
    Document *document = chosen((BizcaseFinanceChoice){ 0 }, (BizcaseView){ .extent = BIZCASE_FULL });

    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document->sections[s];
        size_t owners = 0;
        for (size_t t = 0; t < TABLES; t++)
            owners += is_of(t, section->heading) && strcmp(section->subject, tables[t].subject) == 0;
        if (section->grid.column_count && !section->chart && section->subject && owners != 1)
            fail_msg("\"%s\" is of %s", section->heading, section->subject);
    }
    bizcase_document_free(document);
}

static void full_has_every_row_of_what_is_chosen(void **state) {
    static const char *const risks[] = { "risks" };
    static const struct {
        BizcaseExtent extent;
        bool has_smallest;
    } rows[] = { { BIZCASE_SHORT, false }, { BIZCASE_FULL, true } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = chosen((BizcaseFinanceChoice){ 0 },
            (BizcaseView){ .extent = rows[r].extent, .subjects = risks, .subject_count = 1 });

        const char *text = text_of(document);

        assert_int_equal(strstr(text, "Key staff leave") != NULL, rows[r].has_smallest);
        assert_int_equal(strstr(text, "Contingency to be 90% sure") != NULL, rows[r].has_smallest);
        assert_non_null(strstr(text, "More old applications than surveyed"));
        bizcase_document_free(document);
    }
}

static void the_short_form_of_the_sample_has_fewer_than_150_lines(void **state) {
    enum { FEW = 150 };
    (void)state;
    Document *document = chosen((BizcaseFinanceChoice){ 0 },
        (BizcaseView){ .extent = BIZCASE_SHORT, .full_option = "--full", .only_option = "--only" });

    const char *text = text_of(document);

    if (count_of(text, "\n") >= FEW) fail_msg("%zu lines", count_of(text, "\n"));
    assert_non_null(strstr(text, " more tables: --full, or --only\ncash,plan,funding,debt,budgets,gates,benefits"));
    bizcase_document_free(document);
}

/* --- councils and years ----------------------------------------------------------------------------------------------- */

static void a_council_that_is_chosen_is_the_only_one(void **state) {
    static const char *const east[] = { "CEC" }, *const west[] = { "CWC" };
    static const struct {
        const char *const *councils;
        const char *there, *not_there;
    } rows[] = { { east, "Cheshire East: cash by year", "Cheshire West and Chester" },
        { west, "Cheshire West and Chester: cash by year", "Cheshire East" } };
    static const char *const subjects[] = { "cash", "plan", "funding", "debt", "budgets", "tests", "risks", "gates",
        "actuals", "units", "reconciliation" };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = chosen((BizcaseFinanceChoice){ .councils = rows[r].councils, .council_count = 1 },
            (BizcaseView){ .extent = BIZCASE_FULL, .subjects = subjects, .subject_count = COUNT_OF(subjects) });

        const char *text = text_of(document);

        assert_non_null(strstr(text, rows[r].there));
        if (strstr(text, rows[r].not_there)) fail_msg("%.300s", strstr(text, rows[r].not_there));
        assert_null(strstr(text, "Joint:"));
        assert_null(strstr(text, "  Joint  "));
        bizcase_document_free(document);
    }
}

static void tables_of_chosen_councils_decide(void **state) {
    static const char *const east[] = { "CEC" }, *const both[] = { "joint", "CEC" };
    static const struct {
        BizcaseFinanceChoice choice;
        size_t cash_tables;
        bool has_joint, has_east;
    } rows[] = { { { 0 }, 1, true, false }, { { .councils = east, .council_count = 1 }, 1, false, true },
        { { .councils = both, .council_count = 2 }, 2, true, true } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = chosen(rows[r].choice, (BizcaseView){ .extent = BIZCASE_SHORT });

        const char *text = text_of(document);

        assert_int_equal(count_of(text, ": cash by year, £000\n"), rows[r].cash_tables);
        assert_int_equal(strstr(text, "Joint: cash by year") != NULL, rows[r].has_joint);
        assert_int_equal(strstr(text, "Cheshire East: cash by year") != NULL, rows[r].has_east);
        assert_int_equal(strstr(text, "\nCheshire East needs") != NULL, rows[r].has_east || r == 0);
        bizcase_document_free(document);
    }
}

/* Capital of 2018/19 and 2019/20, £3,331k and £1,870k, comes to £5,201k. */
static void tables_by_year_have_the_years_that_are_chosen(void **state) {
    static const char *const subjects[] = { "cash", "plan", "funding", "debt", "budgets", "units" };
    static const struct {
        const char *years, *there, *not_there;
    } rows[] = { { "2018/19..2019/20", "5,201", "2020/21" }, { "2018/19-2019/20", "Total, 2018/19", "2017/18" },
        { "2018/19–2019/20", "to 2019/20", "2027/28" }, { "2018/19", "3,331", "2019/20" },
        { "2018/19..2027/28", "2027/28", "2017/18" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = chosen((BizcaseFinanceChoice){ .years = rows[r].years },
            (BizcaseView){ .extent = BIZCASE_FULL, .subjects = subjects, .subject_count = COUNT_OF(subjects) });

        const char *text = text_of(document);

        assert_non_null(strstr(text, rows[r].there));
        if (strstr(text, rows[r].not_there)) fail_msg("%s: %.300s", rows[r].years, strstr(text, rows[r].not_there));
        bizcase_document_free(document);
    }
}

static void councils_and_years_that_are_not_there_are_refused(void **state) {
    static const char *const other[] = { "CED" };
    static const struct {
        BizcaseFinanceChoice choice;
        const char *field, *message, *hint;
    } rows[] = {
        { { .councils = other, .council_count = 1 }, "council", "there is no council \"CED\"",
            "did you mean \"CEC\"?" },
        { { .years = "2030/31" }, "years", "\"2030/31\" are no years of the case",
            "expected the first and the last year, such as 2017/18..2027/28" },
        { { .years = "2019/20..2018/19" }, "years", "\"2019/20..2018/19\" are no years of the case",
            "expected the first and the last year, such as 2017/18..2027/28" },
        { { .years = "" }, "years", "\"\" are no years of the case",
            "expected the first and the last year, such as 2017/18..2027/28" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseProblems *problems = bizcase_problems_new();
        BizcaseDocument *document;
        size_t count;

        assert_int_equal(bizcase_finance_document_of(
                             sample.loaded, sample.appraisal, sample.study, &rows[r].choice, &document, problems),
            BIZCASE_BAD_REQUEST);

        assert_null(document);
        const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].field, rows[r].field);
        assert_string_equal(items[0].message, rows[r].message);
        assert_string_equal(items[0].hint, rows[r].hint);
        bizcase_problems_free(problems);
    }
}

static void data_holds_everything_whatever_is_chosen(void **state) {
    static const char *const east[] = { "CEC" }, *const debt[] = { "debt" };
    static const Format *const formats[] = { &format_json, &format_csv };
    (void)state;
    Document *whole = chosen((BizcaseFinanceChoice){ 0 }, (BizcaseView){ .extent = BIZCASE_EVERY_SECTION });
    Document *part = chosen((BizcaseFinanceChoice){ .councils = east, .council_count = 1, .years = "2018/19" },
        (BizcaseView){ .extent = BIZCASE_SHORT, .subjects = debt, .subject_count = 1 });
    for (size_t f = 0; f < COUNT_OF(formats); f++) {
        Buffer of_whole = { .arena = whole->arena }, of_part = { .arena = part->arena };

        formats[f]->render(whole, &of_whole);
        formats[f]->render(part, &of_part);

        assert_int_equal(of_whole.size, of_part.size);
        assert_memory_equal(of_whole.bytes, of_part.bytes, of_whole.size);
    }
    bizcase_document_free(whole);
    bizcase_document_free(part);
}

/* --- nil -------------------------------------------------------------------------------------------------------------- */

/* One council with running costs alone: no capital, no funding, no debt, no budget, nothing that is entered besides. */
static void what_is_nil_is_left_out_or_said(void **state) {
    static const CaseFile files[] = { { "costs.csv", "line,2018/19,2019/20\na,90000,90000\n" },
        { "benefits.csv", "line,2018/19,2019/20\ns,40000,40000\n" }, { NULL, NULL } };
    static const struct {
        const char *text;
        bool is_there;
    } rows[] = {
        { "Running costs", true },
        { "Cash-releasing savings", true },
        { "Capital spending", false },
        { "One-off revenue costs", false },
        { "Stranded overheads", false },
        { "There is no capital or one-off spending to pay for.", true },
        { "The option adds no debt.", true },
        { "No budget is entered.", true },
        { "The option has no phases.", true },
        { "No actuals are entered.", true },
        { "No scores are entered.", true },
        { "No services are entered.", true },
        { "No risk is entered, and nothing was simulated.", true },
        { "Capital funded by", false },
        { "Capital financing requirement", false },
        { "Interest and minimum revenue provision", false },
    };
    static const char *const subjects[] = { "cash", "plan", "funding", "debt", "budgets", "risks", "gates", "actuals",
        "scores", "units" };
    (void)state;
    FinanceOfCase made = finance_of_case(files, 0);
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(made.made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    Document *document = chosen_of(made.made.loaded, appraisal, made.study, (BizcaseFinanceChoice){ 0 },
        (BizcaseView){ .extent = BIZCASE_FULL, .subjects = subjects, .subject_count = COUNT_OF(subjects) });

    const char *text = text_of(document);

    for (size_t r = 0; r < COUNT_OF(rows); r++)
        if ((strstr(text, rows[r].text) != NULL) != rows[r].is_there) fail_msg("\"%s\" in\n%s", rows[r].text, text);
    bizcase_document_free(document);
    bizcase_appraisal_free(appraisal);
    finance_of_case_free(&made);
}

/* A council that is alone is joint, by its own id too. */
static void a_council_that_is_alone_is_chosen_by_its_id(void **state) {
    static const CaseFile files[] = { { "councils.csv", "council,name\nX,Exshire\n" },
        { "costs.csv", "line,2018/19\na,90000\n" }, { NULL, NULL } };
    static const char *const alone[] = { "X" };
    (void)state;
    FinanceOfCase made = finance_of_case(files, 0);
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(made.made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    Document *of_it = chosen_of(made.made.loaded, appraisal, made.study,
                 (BizcaseFinanceChoice){ .councils = alone, .council_count = 1 }, (BizcaseView){ 0 }),
             *all = chosen_of(made.made.loaded, appraisal, made.study, (BizcaseFinanceChoice){ 0 }, (BizcaseView){ 0 });

    assert_string_equal(text_of(of_it), text_of(all));

    bizcase_document_free(of_it);
    bizcase_document_free(all);
    bizcase_appraisal_free(appraisal);
    finance_of_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_subject_shows_its_tables_and_no_others),
        cmocka_unit_test(every_table_is_of_one_subject),
        cmocka_unit_test(full_has_every_row_of_what_is_chosen),
        cmocka_unit_test(the_short_form_of_the_sample_has_fewer_than_150_lines),
        cmocka_unit_test(a_council_that_is_chosen_is_the_only_one),
        cmocka_unit_test(tables_of_chosen_councils_decide),
        cmocka_unit_test(tables_by_year_have_the_years_that_are_chosen),
        cmocka_unit_test(councils_and_years_that_are_not_there_are_refused),
        cmocka_unit_test(data_holds_everything_whatever_is_chosen),
        cmocka_unit_test(what_is_nil_is_left_out_or_said),
        cmocka_unit_test(a_council_that_is_alone_is_chosen_by_its_id),
    };
    return cmocka_run_group_tests(tests, make_sample, free_sample);
}
