/* The page: every text stays a text, every link has its place, and words with a meaning lead to it. */
#include "report/write/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/appraise.h"
#include "report/document/terms.h"
#include "support/assert_close.h"
#include "support/empty_document.h"

static const double places[] = { 1, 2 };

static const char *page_of(const Document *document, Buffer *out) {
    *out = (Buffer){ .arena = arena_new() };
    assert_int_equal(format_html.render(document, out), BIZCASE_OK);
    buffer_add_n(out, "", 1);
    return out->bytes;
}

/* Everything that a user can name, named so. */
static Document *document_about(const char *text) {
    static const NumberStyle money = { .prefix = "", .suffix = "", .divisor = 1000 };
    Document *document = empty_document();
    assert_non_null(document);
    document->title = text;
    document_head(document, text);
    Section *section = document_section(document, text);
    section_paragraph(document, section, text);
    section_note(document, section, text);
    grid_column(document, section, text, ALIGN_LEFT);
    grid_column(document, section, "NPV, joint", ALIGN_RIGHT);
    grid_text(document, section, text);
    grid_number(document, section, 1234567, money);
    Chart *chart = arena_alloc(document->arena, sizeof *chart);
    *chart = (Chart){ .title = text,
        .description = text,
        .x = { .title = text, .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN },
        .y = { .title = text, .prefix = "", .suffix = "", .divisor = 1, .least = NAN, .most = NAN } };
    chart_add(
        document->arena, chart, (ChartMark){ .kind = &mark_line, .label = text, .count = 2, .x = places, .y = places });
    Section *picture = document_chart(document, NULL, text, chart);
    grid_column(document, picture, text, ALIGN_LEFT);
    grid_text(document, picture, text);
    return document;
}

static size_t times(const char *text, const char *part) {
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part)) count++;
    return count;
}

static void hostile_texts_stay_texts(void **state) {
    static const char *const hostile[] = { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "'; </style><b>", "a & b &lt; <i", "</title></head>", "javascript:alert(1)", "\xff\xfe", "" };
    (void)state;
    for (size_t h = 0; h < COUNT_OF(hostile); h++) {
        Document *document = document_about(hostile[h]);
        Buffer out;

        const char *page = page_of(document, &out);

        assert_null(strstr(page, "<script"));
        assert_null(strstr(page, "<img"));
        assert_null(strstr(page, "<b>"));
        assert_null(strstr(page, "<i"));
        assert_int_equal(times(page, "</style>"), 1);
        assert_int_equal(times(page, "</title>"), 3); /* the page's, and that of the chart in two sizes */
        assert_null(strstr(page, "\xff"));
        arena_free(out.arena);
        bizcase_document_free(document);
    }
}

static void nothing_is_loaded_from_elsewhere(void **state) {
    static const char *const loaders[] = { "src=", "@import", "url(", "<link", "<script", "href=\"http" };
    (void)state;
    Document *document = document_about("plain");
    Buffer out;

    const char *page = page_of(document, &out);

    for (size_t i = 0; i < COUNT_OF(loaders); i++) assert_null(strstr(page, loaders[i]));
    assert_non_null(strstr(page, "default-src 'none'; style-src 'sha256-"));
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void every_link_has_its_place(void **state) {
    (void)state;
    Document *document = document_about("The payback, NPV and peak funding");
    document_section(document, "The payback, NPV and peak funding");
    Buffer out;

    const char *page = page_of(document, &out);

    for (const char *link = page; (link = strstr(link, "href=\"#")); link++) {
        char place[120];
        const char *name = link + strlen("href=\"#");
        snprintf(place, sizeof place, "id=\"%.*s\"", (int)strcspn(name, "\""), name);
        assert_int_equal(times(page, place), 1);
    }
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void a_heading_is_linked_each_time_and_text_once(void **state) {
    (void)state;
    Document *document = empty_document();
    Section *section = document_section(document, "Words");
    section_paragraph(document, section, "NPV here, npv there, no-npvs, net present values; planned.");
    grid_column(document, section, "NPV, joint", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_LEFT);
    grid_text(document, section, "Net present value, £000");
    grid_text(document, section, "NPV");
    Buffer out;

    const char *page = page_of(document, &out);

    assert_int_equal(times(page, "href=\"#term-npv\""), 3);
    assert_int_equal(times(page, "href=\"#term-plan\""), 1);
    assert_non_null(strstr(page, "<p><a class=\"term\" href=\"#term-npv\">NPV</a> here, npv there, no-npvs"));
    arena_free(out.arena);
    bizcase_document_free(document);
}

static void every_figure_is_explained_under_its_own_name(void **state) {
    (void)state;
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        const BizcaseFigure figure = bizcase_figure(f);
        size_t size;

        const size_t found = term_at(figure.label, TERM_BEGINS_HEADING, &size);

        if (found == term_count()) print_error("\"%s\" has no explanation\n", figure.label);
        assert_true(found < term_count());
        assert_string_equal(term(found).id, figure.name);
        assert_int_equal(size, strlen(figure.label));
    }
}

static void names_of_sections_are_plain_and_none_is_there_twice(void **state) {
    static const char *const headings[] = { "NPV by council, £000", "NPV by council, £000", "---", "£££",
        "../../etc/passwd", "Ünïcode x" };
    static const char *const expected[] = { "npv-by-council-000", "npv-by-council-000-2", "section", "section-2",
        "etc-passwd", "n-code-x" };
    (void)state;
    Document *document = empty_document();
    for (size_t h = 0; h < COUNT_OF(headings); h++) document_section(document, headings[h]);

    const char **names = document_names(document->arena, document);

    for (size_t h = 0; h < COUNT_OF(expected); h++) assert_string_equal(names[h], expected[h]);
    bizcase_document_free(document);
}

static void formats_without_pictures_leave_charts_out(void **state) {
    static const Format *const formats[] = { &format_text, &format_md };
    (void)state;
    Document *document = document_about("picture");
    Section *first = document->sections[0];
    first->heading = "table";
    for (size_t f = 0; f < COUNT_OF(formats); f++) {
        Buffer out = { .arena = arena_new() };
        assert_int_equal(formats[f]->render(document, &out), BIZCASE_OK);
        buffer_add_n(&out, "", 1);

        assert_non_null(strstr(out.bytes, "table"));
        assert_null(strstr(out.bytes, "svg"));
        assert_int_equal(times(out.bytes, "## ") + times(out.bytes, "\n-----\n"), 1);
        arena_free(out.arena);
    }
    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(nothing_is_loaded_from_elsewhere),
        cmocka_unit_test(every_link_has_its_place),
        cmocka_unit_test(a_heading_is_linked_each_time_and_text_once),
        cmocka_unit_test(every_figure_is_explained_under_its_own_name),
        cmocka_unit_test(names_of_sections_are_plain_and_none_is_there_twice),
        cmocka_unit_test(formats_without_pictures_leave_charts_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
