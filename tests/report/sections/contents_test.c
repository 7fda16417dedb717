/* What documents are made of: the lists of sections, and the parts of the sensitivity study. */
#include "support/assert_close.h"

#include <jansson.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "case/handle.h"
#include "report/sections/contents.h"
#include "report/write/format.h"

#define CASE_FOLDER "scenarios/three-councils-quarterly"

typedef struct Fixture {
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
} Fixture;

static int make_fixture(void **state) {
    static Fixture fixture;
    assert_int_equal(
        bizcase_case_load(&(BizcaseCaseRequest){ .folder = CASE_FOLDER }, &fixture.loaded, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_appraise(fixture.loaded, &(BizcaseAppraiseRequest){ 0 }, &fixture.appraisal, NULL), BIZCASE_OK);
    *state = &fixture;
    return 0;
}

static int free_fixture(void **state) {
    Fixture *fixture = *state;
    bizcase_appraisal_free(fixture->appraisal);
    bizcase_case_free(fixture->loaded);
    return 0;
}

/* --- sections ------------------------------------------------------------------------------------------------------- */

static void sections_of_studies_that_are_not_there_are_left_out(void **state) {
    const Fixture *fixture = *state;
    static const struct {
        DocumentKind kind;
        bool has_sections; /* of the plan alone */
    } rows[] = {
        { APPRAISAL_DOCUMENT, true },
        { SIMULATION_DOCUMENT, true },
        { TRIAL_DOCUMENT, true },
        { REPORT_DOCUMENT, true },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Document *document = document_within(arena);
        const Briefing briefing = briefing_start(document, &fixture->loaded->data, fixture->appraisal, NULL);

        contents_add(&briefing, rows[r].kind);

        assert_int_equal(document->section_count > 0, rows[r].has_sections);
        for (size_t s = 0; s < document->section_count; s++)
            assert_true(document->sections[s]->heading && *document->sections[s]->heading);
        arena_free(arena);
    }
}

static void a_report_s_studies_that_are_not_there_are_left_out(void **state) {
    const Fixture *fixture = *state;
    static const struct {
        const char *name;
        AddSection *add;
    } rows[] = {
#define STUDY_ROW(Results, name) { #name, name##_report_sections },
        BIZCASE_REPORT_STUDIES(STUDY_ROW)
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Document *document = document_within(arena);
        const Briefing briefing = briefing_start(document, &fixture->loaded->data, fixture->appraisal, NULL);

        rows[r].add(&briefing);

        if (document->section_count) print_error("%s\n", rows[r].name);
        assert_int_equal(document->section_count, 0);
        arena_free(arena);
    }
}

static void the_lists_are_the_order_of_the_pages(void **state) {
    const Fixture *fixture = *state;
    Arena *arena = arena_new();
    Document *document = document_within(arena);
    const Briefing briefing = briefing_start(document, &fixture->loaded->data, fixture->appraisal, NULL);
    Document *by_hand = document_within(arena);
    const Briefing other = briefing_start(by_hand, &fixture->loaded->data, fixture->appraisal, NULL);

    contents_add(&briefing, TRIAL_DOCUMENT);
    figures_section(&other);
    whose_money_section(&other);
    programmes_section(&other);
    cash_flow_section(&other);

    assert_int_equal(document->section_count, by_hand->section_count);
    for (size_t s = 0; s < document->section_count; s++)
        assert_string_equal(document->sections[s]->heading, by_hand->sections[s]->heading);
    arena_free(arena);
}

/* --- parts of the sensitivity study --------------------------------------------------------------------------------- */

static BizcaseDocument *document_of_parts(const Fixture *fixture, unsigned parts) {
    const BizcaseSensitivityRequest request = {
        .parts = parts, .trials = 300, .grid = { "costs=0.9:1.1:2", "benefits=0.9:1.1:2" }
    };
    BizcaseSensitivity *study = NULL;
    BizcaseDocument *document = NULL;
    assert_int_equal(bizcase_sensitivity(fixture->loaded, &request, &study, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity_document(fixture->loaded, fixture->appraisal, study, &document), BIZCASE_OK);
    bizcase_sensitivity_free(study);
    return document;
}

static bool has_data(const json_t *data, const char *name) {
    const json_t *value = json_object_get(data, name);
    assert_non_null(value); /* null or an empty list where the part was not asked for */
    return !json_is_null(value) && (!json_is_array(value) || json_array_size(value) > 0);
}

static void each_part_alone_has_its_data_and_its_sections_and_no_others(void **state) {
    const Fixture *fixture = *state;
    for (size_t p = 0; p < bizcase_sensitivity_part_count(); p++) {
        const BizcaseSensitivityPart part = bizcase_sensitivity_part(p);
        BizcaseDocument *document = document_of_parts(fixture, part.flag);
        Buffer out = { .arena = document->arena };

        assert_int_equal(format_json.render(document, &out), BIZCASE_OK);

        json_t *data = json_loadb(out.bytes, out.size, 0, NULL);
        assert_non_null(data);
        for (size_t other = 0; other < bizcase_sensitivity_part_count(); other++) {
            const char *name = bizcase_sensitivity_part(other).name;
            if (has_data(data, name) != (other == p)) print_error("%s alone, and %s\n", part.name, name);
            assert_int_equal(has_data(data, name), other == p);
        }
        assert_true(document->section_count >= 2); /* the answer, and its own */
        json_decref(data);
        bizcase_document_free(document);
    }
}

static void flags_of_parts_are_single_bits(void **state) {
    unsigned all = 0;
    (void)state;
    for (size_t p = 0; p < bizcase_sensitivity_part_count(); p++) {
        const unsigned flag = bizcase_sensitivity_part(p).flag;
        assert_true(flag && (flag & (flag - 1)) == 0 && (all & flag) == 0);
        all |= flag;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_of_studies_that_are_not_there_are_left_out),
        cmocka_unit_test(a_report_s_studies_that_are_not_there_are_left_out),
        cmocka_unit_test(the_lists_are_the_order_of_the_pages),
        cmocka_unit_test(each_part_alone_has_its_data_and_its_sections_and_no_others),
        cmocka_unit_test(flags_of_parts_are_single_bits),
    };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
