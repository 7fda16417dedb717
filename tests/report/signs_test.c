/* Costs have one sign in a document, which says once what it is: a cost is a positive number, also in a waterfall, where it
   takes away. */
#include "support/assert_close.h"
#include "support/comparison_of_cases.h"
#include "support/gsl_errors.h"
#include "support/report_of_case.h"

#include <string.h>

#include "bizcase/bizcase.h"
#include "report/document/document.h"
#include "report/sections/briefing.h"

static size_t count_in(const char *text, const char *words) {
    size_t count = 0;
    for (; text && (text = strstr(text, words)); text += strlen(words)) count++;
    return count;
}

static size_t times_said(const Document *document) {
    size_t count = 0;
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document->sections[s];
        for (size_t i = 0; i < section->paragraphs.count; i++)
            count += count_in(section->paragraphs.items[i], sign_convention);
        for (size_t i = 0; i < section->notes.count; i++) count += count_in(section->notes.items[i], sign_convention);
    }
    return count;
}

static void every_document_says_its_signs_once(void **state) {
    (void)state;
    static const char *const late[] = { "a-years-delay" };
    const BizcaseCaseRequest before = { .folder = "scenarios/joint-ict-2017" },
                             after = { .folder = before.folder, .scenarios = late, .scenario_count = 1 };
    const ComparisonOfCases compared = comparison_of_cases(&before, &after);
    BizcaseDocument *documents[3] = { report_of_case(before.folder), compared.document };
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseFinance *finance;
    const BizcaseFinanceRequest plan_only = { .plan_only = 1 };
    assert_int_equal(bizcase_case_load(&before, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_finance(loaded, &plan_only, &finance, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_finance_document(loaded, appraisal, finance, &documents[2]), BIZCASE_OK);

    for (size_t d = 0; d < COUNT_OF(documents); d++) {
        assert_int_equal(times_said(documents[d]), 1);
        bizcase_document_free(documents[d]);
    }

    bizcase_finance_free(finance);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
    bizcase_comparison_free(compared.comparison);
}

static const Section *find_section(const Document *document, const char *name) {
    for (size_t s = 0; s < document->section_count; s++)
        if (document->sections[s]->name && strcmp(document->sections[s]->name, name) == 0) return document->sections[s];
    fail_msg("there is no section %s", name);
    return NULL;
}

/* The row whose first cell is the words. */
static const GridCell *find_row(const Section *section, const char *words) {
    for (size_t at = 0; at < section->grid.cell_count; at += section->grid.column_count)
        if (strcmp(section->grid.cells[at].text, words) == 0) return section->grid.cells + at;
    fail_msg("%s has no row %s", section->heading, words);
    return NULL;
}

static bool has_label(const Chart *chart, const char *label) {
    for (size_t m = 0; m < chart->mark_count; m++)
        for (size_t i = 0; chart->marks[m].texts && i < chart->marks[m].count; i++)
            if (strcmp(chart->marks[m].texts[i], label) == 0) return true;
    return false;
}

/* Northshire's costs fall. */
static void a_waterfall_has_the_costs_of_the_tables(void **state) {
    (void)state;
    static const struct {
        const char *folder, *council, *label;
    } rows[] = {
        { "scenarios/joint-ict-2017", "Cheshire East", "£3.623m" },
        { "scenarios/joint-ict-2017", "Cheshire West and Chester", "£3.491m" },
        { "scenarios/three-councils-quarterly", "Northshire", "−£166k" },
        { "scenarios/three-councils-quarterly", "Midborough", "£396k" },
    };
    enum { BENEFITS = 1, COSTS };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseDocument *document = report_of_case(rows[r].folder);
        const Section *waterfall = find_section(document, "waterfall-by-council"),
                      *table = find_section(document, "npv-by-council");
        const GridCell *of_table = find_row(table, rows[r].council);
        char step[100];

        snprintf(step, sizeof step, "Less costs: %s", rows[r].council);
        assert_close(find_row(waterfall, step)[1].number, of_table[COSTS].number, 0);
        snprintf(step, sizeof step, "Benefits: %s", rows[r].council);
        assert_close(find_row(waterfall, step)[1].number, of_table[BENEFITS].number, 0);
        if (!has_label(waterfall->chart, rows[r].label)) fail_msg("no bar says %s", rows[r].label);

        bizcase_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_says_its_signs_once),
        cmocka_unit_test(a_waterfall_has_the_costs_of_the_tables),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
