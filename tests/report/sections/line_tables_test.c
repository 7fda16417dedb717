/* Tables by line, category and type in documents: what they say, that they add up, and where all lines are. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "bizcase/bizcase.h"
#include "report/document/document.h"
#include "support/temporary_case.h"

/* Nothing is discounted. Northshire's staff cost 70, Southshire's 30; shared they cost 80, by halves. */
static const CaseFile shared_staff[] = {
    { "case.csv", "key,value\ndiscount,0%\n" },
    { "councils.csv", "council,name\nNOR,Northshire\nSOU,Southshire\n" },
    { "options.csv", "option,name,role\ntoday,Today,baseline\nshared,Shared service,preferred\n" },
    { "costs.csv", "line,name,option,category,split,2019/20\n"
                   "staff-n,Staff of Northshire,today,staff,NOR,70000\n"
                   "staff-s,Staff of Southshire,today,staff,SOU,30000\n"
                   "staff,Shared staff,shared,staff,equal,80000\n" },
    { "benefits.csv", "line,name,option,category,type,split,2019/20\n"
                      "time,Time saved,shared,staff time,non_cash_releasing,equal,5000\n" },
    { NULL, NULL },
};

typedef struct Made {
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
} Made;

static Made document_of(const CaseFile *files) {
    Made m = { .made = temporary_case(files, (BizcaseCaseRequest){ 0 }) };
    if (m.made.status != BIZCASE_OK) print_case_diagnostics(m.made.loaded);
    assert_int_equal(m.made.status, BIZCASE_OK);
    assert_int_equal(
        bizcase_appraise(m.made.loaded, &(BizcaseAppraiseRequest){ .lines = 1 }, &m.appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraisal_document(m.made.loaded, m.appraisal, &m.document), BIZCASE_OK);
    return m;
}

static void made_free(Made *m) {
    bizcase_document_free(m->document);
    bizcase_appraisal_free(m->appraisal);
    temporary_case_free(&m->made);
}

static const Section *section_named(const Document *document, const char *name) {
    for (size_t s = 0; s < document->section_count; s++)
        if (document->sections[s]->name && strcmp(document->sections[s]->name, name) == 0) return document->sections[s];
    return NULL;
}

/* A row's cells, between bars. */
static const char *row_text(const Document *document, const Section *section, size_t row) {
    const char *text = "";
    for (size_t c = 0; c < section->grid.column_count; c++)
        text = arena_format(document->arena, "%s%s%s", text, c ? "|" : "",
            grid_cell_text(document->arena, &section->grid.cells[row * section->grid.column_count + c]));
    return text;
}

static void check_rows(const Document *document, const char *name, const char *const *rows, size_t count) {
    const Section *section = section_named(document, name);
    assert_non_null(section);
    assert_int_equal(grid_row_count(&section->grid), count);
    for (size_t r = 0; r < count; r++) assert_string_equal(row_text(document, section, r), rows[r]);
}

static void lines_are_named_and_told_apart_with_sums_that_make_the_net_present_value(void **state) {
    static const char *const lines[] = {
        "Time saved|new benefit|5,000|2,500|2,500",
        "All benefits||5,000|2,500|2,500",
        "Shared staff|new cost|80,000|40,000|40,000",
        "Staff of Northshire|cost avoided|(70,000)|(70,000)|0",
        "Staff of Southshire|cost avoided|(30,000)|0|(30,000)",
        "Costs avoided||(100,000)|(70,000)|(30,000)",
        "All costs||(20,000)|(30,000)|10,000",
        "Net present value||25,000|32,500|(7,500)",
    };
    static const char *const categories[] = {
        "staff time|new benefit|5,000|2,500|2,500",
        "All benefits||5,000|2,500|2,500",
        "staff|new cost|80,000|40,000|40,000",
        "staff|cost avoided|(100,000)|(70,000)|(30,000)",
        "All costs||(20,000)|(30,000)|10,000",
        "Net present value||25,000|32,500|(7,500)",
    };
    static const char *const types[] = {
        "Not cash-releasing|new benefit|5,000|2,500|2,500",
        "All benefits||5,000|2,500|2,500",
        "Recurring|new cost|80,000|40,000|40,000",
        "Recurring|cost avoided|(100,000)|(70,000)|(30,000)",
        "All costs||(20,000)|(30,000)|10,000",
        "Net present value||25,000|32,500|(7,500)",
    };
    /* Northshire's costs fall by 30,000 and Southshire's rise by 10,000, which is the same money. */
    static const char *const shifts[] = { "staff|costs of the category|10,000|(10,000)", "Total||10,000|(10,000)" };
    Made m = document_of(shared_staff);
    (void)state;

    check_rows(m.document, "lines", lines, COUNT_OF(lines));
    check_rows(m.document, "by-category", categories, COUNT_OF(categories));
    check_rows(m.document, "by-type", types, COUNT_OF(types));
    check_rows(m.document, "shift", shifts, COUNT_OF(shifts));
    made_free(&m);
}

static bool says(const Section *section, const char *text) {
    for (size_t p = 0; p < section->paragraphs.count; p++)
        if (strstr(section->paragraphs.items[p], text)) return true;
    return false;
}

static void the_answer_says_what_is_netted_and_what_only_moves(void **state) {
    Made m = document_of(shared_staff);
    (void)state;

    assert_true(
        says(m.document->sections[0], "It adds costs of £80,000 and avoids £100,000 that \"Today\" would have cost."));
    assert_true(says(m.document->sections[0],
        "Part of this only moves between the councils: Northshire gains £10,000 and Southshire loses £10,000. The same "
        "money falls on another council than under \"Today\"."));
    made_free(&m);
}

/* Costs of 31.5, 15.5 and 0.3: rounding cannot leave each part at its nearest. */
static void rounded_lines_add_up_and_what_is_nil_stays_nil(void **state) {
    static const CaseFile files[] = {
        { "case.csv", "key,value\ndiscount,0%\n" },
        { "councils.csv", "council\nA\nB\nC\n" },
        { "costs.csv", "line,split,2019/20\n"
                       "a,A,10.4\nb,A,10.4\nc,A,10.4\nd,B,7.4\ne,B,7.4\nf,equal,0.9\ng,B,0.4\n" },
        { NULL, NULL },
    };
    Made m = document_of(files);
    const Section *section = section_named(m.document, "lines");
    (void)state;
    assert_non_null(section);
    const size_t columns = section->grid.column_count, rows = grid_row_count(&section->grid);
    const GridCell *total = &section->grid.cells[(rows - 2) * columns];
    assert_string_equal(total->text, "All costs");

    for (size_t c = 2; c < columns; c++) {
        double sum = 0;
        for (size_t r = 0; r + 2 < rows; r++) {
            const GridCell *cell = &section->grid.cells[r * columns + c];
            assert_close(cell->number, round(cell->number), 1e-9);
            sum += cell->number;
        }
        assert_close(sum, total[c].number, 1e-9);
    }
    for (size_t r = 0; r < 3; r++) /* those of A alone */
        for (size_t c = 4; c < 6; c++) assert_close(section->grid.cells[r * columns + c].number, 0, 0);
    made_free(&m);
}

enum { MANY = 300, LINE_ROOM = 40 };

static char *many_lines(void) {
    char *text = malloc((MANY + 1) * LINE_ROOM), *to = text;
    assert_non_null(text);
    to += sprintf(to, "line,2019/20\n");
    for (int i = 1; i <= MANY; i++) to += sprintf(to, "line-%d,%d\n", i, i * 1000);
    return text;
}

static void of_hundreds_of_lines_a_page_has_the_largest_and_counts_the_others(void **state) {
    char *costs = many_lines();
    const CaseFile files[] = { { "case.csv", "key,value\ndiscount,0%\n" }, { "costs.csv", costs }, { NULL, NULL } };
    Made m = document_of(files);
    const Section *section = section_named(m.document, "lines");
    (void)state;

    assert_non_null(section);
    assert_int_equal(grid_row_count(&section->grid), 50 + 1 + 2); /* the others; all costs and net present value */
    assert_string_equal(row_text(m.document, section, 0), "line-300|cost|300");
    assert_string_equal(row_text(m.document, section, 50), "250 smaller lines|cost|31,375"); /* 250 × 251 ÷ 2 */
    assert_string_equal(row_text(m.document, section, 51), "All costs||45,150");
    made_free(&m);
    free(costs);
}

/* --- programs --------------------------------------------------------------------------------------------------------- */

static char *written(const Made *m, const char *format) {
    char path[TEMPORARY_PATH], *bytes;
    size_t size;
    Arena *arena = arena_new();
    snprintf(path, sizeof path, "%s/out", m->made.folder);
    assert_int_equal(bizcase_document_write(m->document, format, path, NULL), BIZCASE_OK);
    assert_int_equal(file_read(arena, path, &bytes, &size), BIZCASE_OK);
    char *copy = malloc(size + 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    copy[size] = '\0';
    arena_free(arena);
    return copy;
}

static void programs_are_given_every_line(void **state) {
    char *costs = many_lines();
    const CaseFile files[] = { { "case.csv", "key,value\ndiscount,0%\n" }, { "costs.csv", costs }, { NULL, NULL } };
    Made m = document_of(files);
    char *json = written(&m, "json"), *csv = written(&m, "csv");
    json_t *data = json_loads(json, 0, NULL);
    (void)state;

    const json_t *lines = json_object_get(data, "lines"), *last = json_array_get(lines, MANY - 1);
    assert_int_equal(json_array_size(lines), MANY);
    assert_string_equal(json_string_value(json_object_get(last, "line")), "line-1");
    assert_string_equal(json_string_value(json_object_get(last, "side")), "cost");
    assert_string_equal(json_string_value(json_object_get(last, "change")), "new");
    assert_close(json_number_value(json_object_get(last, "pv")), 1000, 0);
    assert_close(json_number_value(json_object_get(json_object_get(last, "councils"), "council")), 1000, 0);
    assert_non_null(strstr(csv, "appraise,proposal,,joint,unassigned,pv:line:line-1,,1000,£,cost\n"));
    assert_non_null(strstr(csv, "appraise,proposal,,joint,total,pv:type:recurring,,45150000,£,cost\n"));
    json_decref(data);
    free(json);
    free(csv);
    made_free(&m);
    free(costs);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_named_and_told_apart_with_sums_that_make_the_net_present_value),
        cmocka_unit_test(the_answer_says_what_is_netted_and_what_only_moves),
        cmocka_unit_test(rounded_lines_add_up_and_what_is_nil_stays_nil),
        cmocka_unit_test(of_hundreds_of_lines_a_page_has_the_largest_and_counts_the_others),
        cmocka_unit_test(programs_are_given_every_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
