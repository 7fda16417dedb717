/* One figure has one value: the net present value of a council is the same in every document, chart and part of a live
   page. */
#include "support/assert_close.h"
#include "support/comparison_of_cases.h"
#include "support/report_of_case.h"
#include "support/temporary_case.h"

#include <gsl/gsl_errno.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "report/sections/live_parts.h"
#include "report/write/format.h"
#include "study/live/live.h"

/* Each council's net present value is 2,000,499 − 500,000 = 1,500,499: 1,500 thousand, or 1.50 million. Both together:
   3,000,998, which is 3,001 thousand. Rounded to add up, one council would have 1,501. */
static const CaseFile files[] = {
    { "case.csv",
        "key,value\ntitle,Halves\nstart,2024/25\nperiods,2\ndiscount,3.5%\ndiscount_timing,start\ntrials,500\n" },
    { "councils.csv", "council,name\nN,North\nS,South\n" },
    { "programmes.csv", "programme,name\nict,ICT\nhr,HR\n" },
    { "options.csv", "option,name,role\nnow,As now,baseline\nnew,New,preferred\n" },
    { "splits.csv", "split,N,S\nhalves,50%,50%\n" },
    { "costs.csv",
        "line,option,programme,split,2024/25,2025/26\nbuild,new,ict,halves,800000,0\nmove,new,hr,halves,200000,0\n" },
    { "benefits.csv",
        "line,option,programme,split,2024/25,2025/26\nrent,new,ict,halves,2400498,0\nstaff,new,hr,halves,1600500,0\n" },
    { NULL, NULL },
};

static const char *rendered(const Format *format, const Document *document) {
    Buffer out = { .arena = document->arena };
    assert_int_equal(format->render(document, &out), BIZCASE_OK);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

static void assert_own_rounding(const char *where, const char *text, const char *council, const char *joint) {
    if (!strstr(text, council) || !strstr(text, joint) || strstr(text, "1,501") || strstr(text, "1.501"))
        fail_msg("%s: not %s and %s as they are rounded by themselves:\n%s", where, council, joint, text);
}

static void every_format_of_a_report_has_the_same_headlines(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseDocument *document = report_of_case(made.folder);
    static const Format *const formats[] = { &format_text, &format_md, &format_html };

    for (size_t f = 0; f < COUNT_OF(formats); f++) {
        const char *text = rendered(formats[f], document);
        assert_own_rounding(formats[f]->about.name, text, "1,500", "3,001");
        assert_own_rounding(formats[f]->about.name, text, "North £1.500m (50%)", "£3.001m");
        assert_non_null(strstr(text, "rounded figures may not add up"));
    }

    bizcase_document_free(document);
    temporary_case_free(&made);
}

static void a_live_page_has_the_same_headlines(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    Arena *arena = arena_new();
    const BizcaseCaseRequest with = { .folder = made.folder };
    const BizcaseLiveRequest request = { .with = &with };
    BizcaseLive *live;
    LiveState page;
    assert_int_equal(bizcase_live(made.loaded, &request, &live, NULL), BIZCASE_OK);
    assert_true(live_open(arena, live->image, live->image_size, 0, &page));
    live_apply(&page);
    static const struct {
        const char *name, *council, *joint;
    } rows[] = {
        { "tiles", "£1.500m", "£3.001m" },
        { "figures", "1,500", "3,001" },
        { "cumulative", "1,500", "3,001" },
        { "answer", "£1.500m", "£3.001m" },
    };

    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        size_t part = 0;
        while (strcmp(live_part_name(arena, &page, part), rows[r].name) != 0) part++;
        assert_own_rounding(rows[r].name, live_part(arena, &page, part), rows[r].council, rows[r].joint);
    }

    live_close(&page);
    bizcase_live_free(live);
    arena_free(arena);
    temporary_case_free(&made);
}

/* In the unit of the report, unless the sides differ by less than it shows: by £40 of £1.5m. */
static void a_comparison_has_the_headlines_of_the_report(void **state) {
    (void)state;
    static const struct {
        const char *change, *before, *after, *difference;
    } rows[] = {
        { "costs:build:2024/25=700000", "3,001", "3,101", "100" },
        { "costs:build:2024/25=799960", "3,000,998", "3,001,038", "40" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        const BizcaseCaseRequest before = { .folder = made.folder },
                                 after = { .folder = made.folder, .changes = &rows[r].change, .change_count = 1 };
        ComparisonOfCases compared = comparison_of_cases(&before, &after);
        const BizcaseDocument *document = compared.document;

        const GridCell *npv = document->sections[1]->grid.cells; /* its first row */
        assert_string_equal(grid_cell_text(document->arena, &npv[1]), rows[r].before);
        assert_string_equal(grid_cell_text(document->arena, &npv[2]), rows[r].after);
        assert_string_equal(grid_cell_text(document->arena, &npv[3]), rows[r].difference);

        comparison_of_cases_free(&compared);
        temporary_case_free(&made);
    }
}

static const char *text_of_section(const Document *document, const Section *section) {
    Buffer out = { .arena = document->arena };
    md_add_section(&out, section, section->heading);
    if (section->chart) buffer_add(&out, section->chart->title);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

static bool has_any(const char *text, const char *const *words) {
    for (; *words; words++)
        if (strstr(text, *words)) return true;
    return false;
}

static void the_chance_of_a_loss_has_that_of_reaching_the_plan_beside_it(void **state) {
    static const char *const loss[] = { "hance of a loss", "hance below 0", "makes a loss", NULL };
    static const char *const plan[] = { "Plan or better", "as good as the plan", "as well as the plan", NULL };
    static const struct {
        const char *folder;
        size_t least; /* sections that have it */
    } rows[] = { { "scenarios/joint-ict-2017", 9 }, { "scenarios/best4business", 7 }, { "scenarios/minimal", 2 } };
    (void)state;
    for (size_t f = 0; f < COUNT_OF(rows); f++) {
        BizcaseDocument *document = report_of_case(rows[f].folder);
        size_t found = 0;

        for (size_t s = 0; s < document->section_count; s++) {
            const char *text = text_of_section(document, document->sections[s]);
            found += has_any(text, loss);
            if (has_any(text, loss) && !has_any(text, plan)) fail_msg("%s, section %zu:\n%s", rows[f].folder, s, text);
        }

        assert_true(found >= rows[f].least);
        bizcase_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_of_a_report_has_the_same_headlines),
        cmocka_unit_test(a_live_page_has_the_same_headlines),
        cmocka_unit_test(a_comparison_has_the_headlines_of_the_report),
        cmocka_unit_test(the_chance_of_a_loss_has_that_of_reaching_the_plan_beside_it),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
