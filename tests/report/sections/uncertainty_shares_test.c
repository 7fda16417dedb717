/* The tables of shares of the variance: what people read adds up to 100 % to the digit. */
#include "support/sensitivity_of_case.h"

#include "report/document/document.h"
#include "support/gsl_errors.h"

typedef struct Shown {
    SensitivityOfCase made;
    BizcaseAppraisal *appraisal;
    BizcaseDocument *document;
} Shown;

static Shown shown_of(const CaseFile *files) {
    Shown shown = { .made = sensitivity_of_case(
                        files, (BizcaseSensitivityRequest){ .parts = BIZCASE_VARIANCE, .trials = 2000 }) };
    const BizcaseCase *loaded = shown.made.made.loaded;
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &shown.appraisal, NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_sensitivity_document(loaded, shown.appraisal, shown.made.study, &shown.document), BIZCASE_OK);
    return shown;
}

static void shown_free(Shown *shown) {
    bizcase_document_free(shown->document);
    bizcase_appraisal_free(shown->appraisal);
    sensitivity_of_case_free(&shown->made);
}

/* With all its rows and columns; NULL: there is none. */
static const Section *section_named(const Shown *shown, const char *name) {
    for (size_t s = 0; s < shown->document->section_count; s++) {
        const Section *section = shown->document->sections[s];
        if (section->name && strcmp(section->name, name) == 0) return section->in_full ? section->in_full : section;
    }
    return NULL;
}

static const char *cell(const Section *section, size_t row, size_t column) {
    return section->grid.cells[row * section->grid.column_count + column].text;
}

/* In tenths of a per cent: "(1.2%) ± 0.3" is −12. */
static long tenths(const char *text) {
    const bool is_negative = *text == '(';
    char *end;
    const long whole = strtol(text + is_negative, &end, 10);
    assert_int_equal(*end, '.');
    const long size = 10 * whole + (end[1] - '0');
    return is_negative ? -size : size;
}

/* Lines of 1 to n, each varying by itself. */
static const CaseFile *case_of_lines(int count) {
    static char costs[16 * 1024];
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" }, { "costs.csv", costs },
        { NULL, NULL } };
    size_t length = (size_t)sprintf(costs, "line,category,distribution,low,high,2019/20\n");
    for (int l = 1; l <= count; l++)
        length += (size_t)sprintf(costs + length, "l%d,c%d,uniform,0.8,1.2,%d\n", l, l % 14, l);
    return files;
}

/* Of 65 lines 60 are causes by themselves, 5 are one together: 19 of the 61 have rows. Of 14 categories 11 have. */
static void rows_and_the_rest_make_a_hundred_per_cent(void **state) {
    static const struct {
        const char *section, *rest, *all;
        size_t rows;
    } tables[] = { { "uncertainty-by-cause", "42 more causes", "All causes", 21 },
        { "uncertainty-by-group", "3 more categories", "All categories", 13 } };
    (void)state;
    Shown shown = shown_of(case_of_lines(65));

    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        const Section *section = section_named(&shown, tables[t].section);
        const size_t rows = grid_row_count(&section->grid);
        long sum = 0;
        assert_int_equal(rows, tables[t].rows);
        for (size_t r = 0; r + 1 < rows; r++) sum += tenths(cell(section, r, 1));
        assert_int_equal(sum, 1000);
        assert_string_equal(cell(section, rows - 2, 0), tables[t].rest);
        assert_string_equal(cell(section, rows - 1, 0), tables[t].all);
        assert_string_equal(cell(section, rows - 1, 1), "100.0%");
    }
    assert_string_equal(section_named(&shown, "uncertainty-by-cause")->notes.items[1],
        "The 60 strongest causes have a share each. The other 5 inputs share one.");
    shown_free(&shown);
}

/* The price of energy moves heat and dimming; the cause is the price, whatever money it moves. */
static void a_price_that_moves_two_categories_is_the_cause(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\nparty,agency;agencies\n" },
        { "councils.csv", "council\nnorth\nsouth\n" },
        { "drivers.csv", "driver,name,distribution,low,central,high\nenergy,Energy prices,uniform,0.5,,1.5\n" },
        { "costs.csv", "line,category,drivers,2019/20\nboilers,heat,energy,90\nlamps,dimming,energy,10\n" },
        { NULL, NULL } };
    (void)state;
    Shown shown = shown_of(files);

    const Section *causes = section_named(&shown, "uncertainty-by-cause"),
                  *money = section_named(&shown, "uncertainty-by-group");
    assert_string_equal(cell(causes, 0, 0), "Energy prices");
    assert_int_equal(tenths(cell(causes, 0, 1)), 1000);
    assert_string_equal(cell(money, 1, 0), "Category: dimming");
    assert_int_equal(tenths(cell(money, 1, 1)), 100);
    assert_string_equal(cell(money, 3, 0), "Agency: north");
    assert_int_equal(tenths(cell(money, 3, 1)), 500);
    assert_string_equal(cell(money, 3, 2), "");
    shown_free(&shown);
}

/* What varies is in another option. */
static void what_does_not_vary_has_no_tables(void **state) {
    static const CaseFile files[] = { { "case.csv", "key,value\nstart,2019/20\nperiods,1\n" },
        { "options.csv", "option,role\nnew,preferred\nother,\n" },
        { "costs.csv", "line,category,option,distribution,low,high,2019/20\na,heat,new,,,,100\n"
                       "b,light,other,uniform,0.8,1.2,50\n" },
        { NULL, NULL } };
    (void)state;
    Shown shown = shown_of(files);

    assert_null(section_named(&shown, "uncertainty-by-cause"));
    assert_null(section_named(&shown, "uncertainty-by-group"));
    shown_free(&shown);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_the_rest_make_a_hundred_per_cent),
        cmocka_unit_test(a_price_that_moves_two_categories_is_the_cause),
        cmocka_unit_test(what_does_not_vary_has_no_tables),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
