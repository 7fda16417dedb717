/* Which sections text, Markdown and HTML show of a document that has a short form. */
#include "report/write/format.h"

#include <string.h>

#include "support/assert_close.h"
#include "support/empty_document.h"

static Section *table(Document *document, const char *heading, const char *cell) {
    Section *section = document_section(document, heading);
    grid_column(document, section, "", ALIGN_LEFT);
    grid_text(document, section, cell);
    return section;
}

/* An answer without a subject; of "cash" one table that decides and one that does not; of "risks" one that is longer in
   full; of "debt" one that does not decide, and a chart. */
static Document *with_subjects(void) {
    static const ChartAxis axis = { .title = "", .prefix = "", .suffix = "", .divisor = 1, .least = 0, .most = 1 };
    Document *document = empty_document();
    section_paragraph(document, document_section(document, "The answer"), "It pays.");
    document_subject(document, "cash", DECIDES);
    table(document, "Joint cash", "");
    document_subject(document, "cash", FULL_ONLY);
    table(document, "Cash of East", "");
    document_subject(document, "risks", DECIDES);
    Section *full = document_in_full(document, table(document, "Risks", "largest"));
    grid_column(document, full, "", ALIGN_LEFT);
    grid_text(document, full, "smallest");
    document_subject(document, "debt", FULL_ONLY);
    table(document, "Debt of East", "");
    document_chart(
        document, "debt-chart", "Debt drawn", &(Chart){ .title = "Debt", .description = "", .x = axis, .y = axis });
    return document;
}

static const char *const parts[] = { "The answer", "Joint cash", "Cash of East", "largest", "smallest", "Debt of East",
    "2 more tables" };

static void each_view_shows_its_sections_and_no_others(void **state) {
    static const char *const cash[] = { "cash" }, *const debt_and_risks[] = { "debt", "risks" },
                             *const none[] = { "x" };
    static const struct {
        BizcaseView view;
        const char *shown; /* of parts, in their order */
    } rows[] = {
        { { .extent = BIZCASE_EVERY_SECTION }, "yyyy-y-" },
        { { .extent = BIZCASE_SHORT }, "yy-y--y" },
        { { .extent = BIZCASE_FULL }, "yyy-yy-" },
        { { .extent = BIZCASE_SHORT, .subjects = cash, .subject_count = 1 }, "-yy----" },
        { { .extent = BIZCASE_SHORT, .subjects = debt_and_risks, .subject_count = 2 }, "---y-y-" },
        { { .extent = BIZCASE_FULL, .subjects = debt_and_risks, .subject_count = 2 }, "----yy-" },
        { { .extent = BIZCASE_FULL, .subjects = none, .subject_count = 1 }, "-------" },
    };
    static const Format *const formats[] = { &format_text, &format_md, &format_html };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        for (size_t f = 0; f < COUNT_OF(formats); f++) {
            Document *document = with_subjects();
            Buffer out = { .arena = arena_new() };

            assert_int_equal(bizcase_document_show(document, &rows[r].view), BIZCASE_OK);
            formats[f]->render(document, &out);
            buffer_add_n(&out, "", 1);

            for (size_t p = 0; p < COUNT_OF(parts); p++)
                if ((strstr(out.bytes, parts[p]) != NULL) != (rows[r].shown[p] == 'y'))
                    fail_msg("view %zu, %s: \"%s\"", r, formats[f]->about.name, parts[p]);
            arena_free(out.arena);
            bizcase_document_free(document);
        }
}

static void a_chart_of_a_table_that_is_left_out_is_left_out_too(void **state) {
    Document *document = with_subjects();
    const size_t chart = document->section_count - 1;
    (void)state;
    assert_non_null(document_shown(document, chart));

    assert_int_equal(bizcase_document_show(document, &(BizcaseView){ .extent = BIZCASE_SHORT }), BIZCASE_OK);

    assert_null(document_shown(document, chart));
    bizcase_document_free(document);
}

static void the_last_line_says_how_to_get_the_rest(void **state) {
    static const struct {
        const char *full_option, *only_option, *hint;
    } rows[] = {
        { NULL, NULL, "2 more tables are left out here." },
        { "--full", NULL, "2 more tables: --full" },
        { "--full", "--only", "2 more tables: --full, or --only cash,debt" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Document *document = with_subjects();
        const BizcaseView view = {
            .extent = BIZCASE_SHORT, .full_option = rows[r].full_option, .only_option = rows[r].only_option
        };

        assert_int_equal(bizcase_document_show(document, &view), BIZCASE_OK);

        assert_string_equal(tables_left_out_hint(document->arena, document), rows[r].hint);
        assert_string_equal(tables_left_out(document->arena, document), "2 more tables are left out here.");
        bizcase_document_free(document);
    }
}

static void a_view_of_subjects_that_are_not_there_is_refused(void **state) {
    Document *document = with_subjects();
    (void)state;

    assert_int_equal(bizcase_document_show(document, &(BizcaseView){ .subject_count = 1 }), BIZCASE_BAD_REQUEST);

    assert_null(tables_left_out(document->arena, document));
    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_view_shows_its_sections_and_no_others),
        cmocka_unit_test(a_chart_of_a_table_that_is_left_out_is_left_out_too),
        cmocka_unit_test(the_last_line_says_how_to_get_the_rest),
        cmocka_unit_test(a_view_of_subjects_that_are_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
