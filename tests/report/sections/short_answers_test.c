/* What a short sensitivity study and comparison show, what a full one adds, and that documents have no ids and options. */
#include "support/assert_close.h"
#include "support/comparison_of_cases.h"
#include "support/gsl_errors.h"
#include "support/report_of_case.h"

#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "report/document/document.h"

static const char folder[] = "scenarios/joint-ict-2017";

static BizcaseDocument *sensitivity_document(unsigned parts) {
    const BizcaseSensitivityRequest request = { .trials = 2000, .parts = parts };
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSensitivity *study;
    BizcaseDocument *document;
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(loaded, &request, &study, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity_document(loaded, appraisal, study, &document), BIZCASE_OK);
    bizcase_sensitivity_free(study);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
    return document;
}

static BizcaseDocument *comparison_document(void) {
    static const char *const late[] = { "a-years-delay" };
    const BizcaseCaseRequest before = { .folder = folder },
                             after = { .folder = folder, .scenarios = late, .scenario_count = 1 };
    const ComparisonOfCases made = comparison_of_cases(&before, &after);
    bizcase_comparison_free(made.comparison);
    return made.document;
}

/* The section that the extent shows whose name, or heading, is that; NULL: it is left out. */
static const Section *shown_section(BizcaseDocument *document, BizcaseExtent extent, const char *name) {
    assert_int_equal(bizcase_document_show(document, &(BizcaseView){ .extent = extent }), BIZCASE_OK);
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document->sections[s];
        if (!section->chart && strcmp(section->name ? section->name : section->heading, name) == 0)
            return document_shown(document, s);
    }
    fail_msg("there is no section %s", name);
    return NULL;
}

/* Columns: assumption, low, high, two values and the joint swing; in full also two councils' swings. */
static void a_short_sensitivity_has_what_decides(void **state) {
    static const struct {
        const char *name;
        size_t short_rows, short_columns, full_rows, full_columns; /* short_rows 0: only in full */
    } rows[] = {
        { "most-important-assumptions", 8, 6, 20, 8 },
        { "switching-values", 8, 5, 20, 7 },
        { "delays", 0, 0, 5, 9 },
        { "associations", 0, 0, 20, 8 },
        { "councils-gain", 0, 0, 4, 2 },
    };
    (void)state;
    BizcaseDocument *document = sensitivity_document(0);
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Section *in_short = shown_section(document, BIZCASE_SHORT, rows[r].name);
        if (rows[r].short_rows == 0) {
            assert_null(in_short);
        } else {
            assert_int_equal(grid_row_count(&in_short->grid), rows[r].short_rows);
            assert_int_equal(in_short->grid.column_count, rows[r].short_columns);
        }
        const Section *in_full = shown_section(document, BIZCASE_FULL, rows[r].name);
        assert_int_equal(grid_row_count(&in_full->grid), rows[r].full_rows);
        assert_int_equal(in_full->grid.column_count, rows[r].full_columns);
    }
    static const char *const decide[] = { "challenge-set", "uncertainty-by-group", "payments-between-councils" };
    for (size_t i = 0; i < COUNT_OF(decide); i++) assert_non_null(shown_section(document, BIZCASE_SHORT, decide[i]));
    bizcase_document_free(document);
}

static void a_short_comparison_has_an_answer_and_the_joint_figures(void **state) {
    (void)state;
    BizcaseDocument *document = comparison_document();

    const Section *answer = shown_section(document, BIZCASE_SHORT, "The answer");

    const char *begins = "Net present value falls by £";
    assert_memory_equal(answer->paragraphs.items[0], begins, strlen(begins));
    assert_non_null(shown_section(document, BIZCASE_SHORT, "Side by side: joint"));
    assert_non_null(shown_section(document, BIZCASE_SHORT, "What differs"));
    assert_null(shown_section(document, BIZCASE_SHORT, "Side by side: Cheshire East"));
    assert_non_null(shown_section(document, BIZCASE_FULL, "Side by side: Cheshire East"));
    bizcase_document_free(document);
}

/* --- what readers see ------------------------------------------------------------------------------------------------ */

/* "line:rent" is an id, and "Programme: new model" is none. */
static bool has_id(const char *text) {
    static const char *const ids[] = {
        "line:", "driver:", "phase:", "risk:", "event:", "quantity:", "category:", "programme:", "split:"
    };
    if (strstr(text, "--") || strstr(text, "bizcase ")) return true;
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        const char *found = strstr(text, ids[i]);
        if (found && found[strlen(ids[i])] != ' ') return true;
    }
    return false;
}

/* "(£1.2m)" */
static bool has_bracketed_loss(const char *text) {
    return strstr(text, "(£") != NULL;
}

static void check_sentences(const char *where, const Texts *texts) {
    for (size_t i = 0; i < texts->count; i++)
        if (has_id(texts->items[i]) || has_bracketed_loss(texts->items[i])) fail_msg("%s: %s", where, texts->items[i]);
}

static void check_section(const Section *section) {
    if (has_id(section->heading) || has_bracketed_loss(section->heading)) fail_msg("heading: %s", section->heading);
    check_sentences(section->heading, &section->paragraphs);
    check_sentences(section->heading, &section->notes);
    for (size_t c = 0; c < section->grid.cell_count; c++)
        if (section->grid.cells[c].text && has_id(section->grid.cells[c].text))
            fail_msg("%s: %s", section->heading, section->grid.cells[c].text);
}

static void documents_have_names_and_no_ids_or_options(void **state) {
    (void)state;
    BizcaseDocument *documents[] = { sensitivity_document(0), comparison_document(), report_of_case(folder),
        report_of_case("scenarios/three-councils-quarterly") };
    for (size_t d = 0; d < COUNT_OF(documents); d++) {
        for (size_t s = 0; s < documents[d]->section_count; s++) {
            const Section *section = documents[d]->sections[s];
            /* Those speak of cells of the case's files, and a correlation in a log has no name but what it links. */
            if (strcmp(section->heading, "Warnings about the case") == 0 || strstr(section->heading, "ssumptions"))
                continue;
            check_section(section);
            if (section->in_full) check_section(section->in_full);
        }
        bizcase_document_free(documents[d]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_sensitivity_has_what_decides),
        cmocka_unit_test(a_short_comparison_has_an_answer_and_the_joint_figures),
        cmocka_unit_test(documents_have_names_and_no_ids_or_options),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
