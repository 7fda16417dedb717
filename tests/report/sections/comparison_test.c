/* What a comparison of many changes shows to people: the largest by name, and how many others there are. */
#include "support/assert_close.h"
#include "support/comparison_of_cases.h"
#include "support/temporary_case.h"

#include "bizcase/compare.h"
#include "report/document/document.h"

enum { LINES = 30 };

/* Line k costs 100, and in the second version k more. */
static void write_lines(char *text, size_t room, int more) {
    size_t used = (size_t)snprintf(text, room, "line,name,2020/21\n");
    for (int k = 1; k <= LINES; k++)
        used += (size_t)snprintf(text + used, room - used, "id-%d,Line number %d,%d\n", k, k, 100 + more * k);
}

static const Section *find_section(const Document *document, const char *heading) {
    for (size_t s = 0; s < document->section_count; s++)
        if (strncmp(document->sections[s]->heading, heading, strlen(heading)) == 0) return document->sections[s];
    fail_msg("no section \"%s\"", heading);
    return NULL;
}

static const GridCell *cell_at(const Section *section, size_t row, size_t column) {
    return &section->grid.cells[row * section->grid.column_count + column];
}

static void the_largest_changes_are_shown_by_title_and_the_rest_is_counted(void **state) {
    char first[2000], second[2000];
    write_lines(first, sizeof first, 0);
    write_lines(second, sizeof second, 1);
    const CaseFile before[] = { { "case.csv", "key,value\ntitle,Lamps\n" }, { "costs.csv", first }, { NULL, NULL } };
    const CaseFile after[] = { { "case.csv", "key,value\ntitle,Lamps\n" }, { "costs.csv", second }, { NULL, NULL } };
    TemporaryCase a = temporary_case(before, (BizcaseCaseRequest){ 0 }),
                  b = temporary_case(after, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest of_a = { .folder = a.folder }, of_b = { .folder = b.folder };
    (void)state;

    ComparisonOfCases made = comparison_of_cases(&of_a, &of_b);

    const Section *bridge = find_section(made.document, "What moved net present value"),
                  *cells = find_section(made.document, "What differs");
    assert_string_equal(made.document->title, "Lamps: comparison");
    assert_int_equal(grid_row_count(&bridge->grid), 1 + 20 + 1 + 1);
    assert_string_equal(cell_at(bridge, 1, 0)->text, "Line number 30 (costs.csv)");
    assert_close(cell_at(bridge, 1, 1)->number, -30, 0);
    assert_string_equal(cell_at(bridge, 20, 0)->text, "Line number 11 (costs.csv)");
    assert_string_equal(cell_at(bridge, 21, 0)->text, "10 other changes together");
    assert_close(cell_at(bridge, 21, 1)->number, -55, 0); /* 1 + 2 + … + 10 */
    assert_int_equal(grid_row_count(&cells->grid), 20);
    assert_string_equal(cell_at(cells, 0, 0)->text, "Line number 30 (costs.csv), 2020/21");
    assert_close(cell_at(cells, 0, 5)->number, -30, 0);
    assert_non_null(strstr(cells->notes.items[0], "without this one change"));
    assert_non_null(strstr(cells->notes.items[1], "also have the other 10"));
    assert_int_equal(made.document->facts.cell_count % made.document->facts.column_count, 0);
    assert_int_equal(made.comparison->cell_count, LINES);
    assert_int_equal(made.comparison->step_count, LINES);
    comparison_of_cases_free(&made);
    temporary_case_free(&a);
    temporary_case_free(&b);
}

/* The smaller change of £4 would be 0 in thousands; N, on which nothing falls, is named and has no section or column. */
static void a_bridge_is_fine_enough_for_its_smallest_change(void **state) {
    const CaseFile before[] = { { "councils.csv", "council,name\nA,Ashby\nB,Barton\nN,North\n" },
        { "costs.csv", "line,split,2020/21\nc,A,8000000\nd,B,100\n" }, { NULL, NULL } };
    const CaseFile after[] = { before[0], { "costs.csv", "line,split,2020/21\nc,A,8100000\nd,B,104\n" },
        { NULL, NULL } };
    TemporaryCase a = temporary_case(before, (BizcaseCaseRequest){ 0 }),
                  b = temporary_case(after, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest of_a = { .folder = a.folder }, of_b = { .folder = b.folder };
    (void)state;

    ComparisonOfCases made = comparison_of_cases(&of_a, &of_b);

    const Section *bridge = find_section(made.document, "What moved net present value"),
                  *joint = find_section(made.document, "Side by side: joint");
    bool names_north = false;
    assert_string_equal(bridge->heading, "What moved net present value, £");
    assert_close(cell_at(bridge, 2, 1)->number, -4, 0);
    assert_int_equal(bridge->grid.column_count, 4); /* the change, joint, A and B */
    for (size_t s = 0; s < made.document->section_count; s++)
        assert_null(strstr(made.document->sections[s]->heading, "Side by side: North"));
    for (size_t n = 0; n < joint->notes.count; n++)
        names_north = names_north ||
                      strcmp(joint->notes.items[n], "North has no stake: no money of the options falls on it.") == 0;
    assert_true(names_north);
    comparison_of_cases_free(&made);
    temporary_case_free(&a);
    temporary_case_free(&b);
}

/* 400,000 × 1.15 is 459,999.99999999994 as a number, and two thirds of −3 % is not typed as a fraction. */
static void what_a_change_works_out_is_shown_as_people_would_type_it(void **state) {
    static const CaseFile files[] = {
        { "costs.csv", "line,distribution,low,central,high,2020/21\nc,uniform,-3%,,3%,400000\n" }, { NULL, NULL }
    };
    static const char *const changes[] = { "costs:c:2020/21*1.15", "costs:c:low*0.6666666666666666" };
    TemporaryCase a = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseCaseRequest of_a = { .folder = a.folder },
                             of_b = { .folder = a.folder, .changes = changes, .change_count = 2 };
    size_t found = 0;
    (void)state;

    ComparisonOfCases made = comparison_of_cases(&of_a, &of_b);

    const Section *cells = find_section(made.document, "What differs");
    for (size_t row = 0; row < grid_row_count(&cells->grid); row++) {
        const char *before = cell_at(cells, row, 1)->text, *after = cell_at(cells, row, 2)->text;
        if (strcmp(before, "400000") == 0) assert_string_equal(after, "460,000"), found++;
        if (strcmp(before, "-3%") == 0) assert_string_equal(after, "-2%"), found++;
    }
    assert_int_equal(found, 2);
    comparison_of_cases_free(&made);
    temporary_case_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_changes_are_shown_by_title_and_the_rest_is_counted),
        cmocka_unit_test(a_bridge_is_fine_enough_for_its_smallest_change),
        cmocka_unit_test(what_a_change_works_out_is_shown_as_people_would_type_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
