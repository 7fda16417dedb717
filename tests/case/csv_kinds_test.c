/* The table of CSV kinds: what every row must say, and what holds of a file of every kind. */
#include "support/temporary_case.h"

#include "case/changes/hybrid.h"
#include "case/reading/csv_kind.h"

/* A good case with a file of every kind. None has a column that is only for people. */
static const CaseFile every_file[] = {
    { "case.csv", "key,value\ndiscount,mine\n" },
    { "discount_rates.csv", "schedule,from_year,rate\nmine,1,3%\n" },
    { "indices.csv", "index,2018/19,2019/20\npay,2%,2%\n" },
    { "councils.csv", "council\nA\nB\n" },
    { "programmes.csv", "programme\np\n" },
    { "options.csv", "option,role\nasis,baseline\nnew,preferred\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nd,uniform,1,,2\ne,uniform,1,,2\n" },
    { "quantities.csv", "quantity,2018/19\nlamps,340\n" },
    { "splits.csv", "split,A,B\ns,1,2\n" },
    { "phases.csv", "phase,start,end\nph,2018-04,2019-03\n" },
    { "finance.csv", "setting,value\nasset_life,10\n" },
    { "budgets.csv", "budget,council,2018/19\nb,A,10\n" },
    { "costs.csv", "line,option,programme,index,split,drivers,phase,budget,2018/19,2019/20\n"
                   "a,new,p,pay,s,d,ph,b,5,5\nkeep,asis,p,,,,,,9,9\n" },
    { "benefits.csv", "line,option,programme,split,drivers,formula,2018/19\nsaving,new,p,B,d;e,,5\n"
                      "energy,new,p,B,,lamps * 2,\n" },
    { "risks.csv", "risk,option,programme,split,probability,distribution,low,central,high\n"
                   "r,new,p,s,10%,uniform,1,,2\n" },
    { "correlations.csv", "a,b,correlation\ndriver:d,driver:e,0.5\n" },
    { "funding.csv", "funding,option,council,type,share\nf,new,A,revenue,50%\n" },
    { "payments.csv", "payment,option,from,to,2018/19\npay1,new,A,B,1\n" },
    { "criteria.csv", "criterion\nfit\n" },
    { "scores.csv", "criterion,option,score\nfit,asis,1\nfit,new,2\n" },
    { "actuals.csv", "line,as_of,2018/19\na,2018/19,4\n" },
    { "challenges.csv", "challenge,file,row,column,change,value\nch,costs,a,periods,scale,2\n" },
    { "services.csv", "service,of,units,driver,split\nsv,a;saving,10,d,s\n" },
};

static const char *good_text(const CsvKind *kind) {
    for (size_t f = 0; f < COUNT_OF(every_file); f++)
        if (strcmp(every_file[f].path, kind->file) == 0) return every_file[f].text;
    fail_msg("no file of %s", kind->file);
    return NULL;
}

/* The folder of every file, that of one kind with another text. */
static void write_with(char folder[64], const CsvKind *other, const char *text) {
    temporary_folder(folder);
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        temporary_file(folder, csv_kinds[k]->file, csv_kinds[k] == other ? text : good_text(csv_kinds[k]));
}

static BizcaseCase *load_with(const CsvKind *other, const char *text) {
    char folder[64];
    BizcaseCase *loaded;
    write_with(folder, other, text);
    bizcase_case_load(&(BizcaseCaseRequest){ .folder = folder }, &loaded, NULL);
    remove_folder(folder);
    return loaded;
}

enum { MOST_TEXT = 1000 };

/* One more column, with the same cell in every row. */
static void add_column(const char *text, const char *header, const char *cell, char made[MOST_TEXT]) {
    size_t length = 0;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1)
        length += (size_t)snprintf(made + length, MOST_TEXT - length, "%.*s,%s\n", (int)strcspn(line, "\n"), line,
            line == text ? header : cell);
}

static void every_kind_says_what_its_columns_are(void **state) {
    (void)state;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        const CsvKind *kind = csv_kinds[k];
        assert_non_null(strstr(kind->file, ".csv"));
        assert_true(kind->row && kind->help && kind->read && kind->column_count > 1);
        assert_true(kind->second_key < kind->column_count);
        assert_true(!kind->among || kind->among->what);
        for (size_t c = 0; c < kind->column_count; c++) {
            assert_true(kind->columns[c].name && kind->columns[c].help);
            for (size_t other = 0; other < c; other++)
                assert_string_not_equal(kind->columns[c].name, kind->columns[other].name);
        }
        for (size_t other = 0; other < k; other++) assert_string_not_equal(kind->file, csv_kinds[other]->file);
    }
}

static void a_file_of_every_kind_is_read(void **state) {
    (void)state;

    BizcaseCase *loaded = load_with(NULL, NULL);

    if (case_of(loaded)->diagnostics.count > 0) print_case_diagnostics(loaded);
    assert_int_equal(case_of(loaded)->diagnostics.count, 0);
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) assert_true(case_of(loaded)->rows_read[k] > 0);
    bizcase_case_free(loaded);
}

static void an_unknown_column_of_every_kind_is_said_at_its_place(void **state) {
    (void)state;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        char text[MOST_TEXT];
        add_column(good_text(csv_kinds[k]), "wibble", "x", text);

        BizcaseCase *loaded = load_with(csv_kinds[k], text);

        const Diagnostics *found = &case_of(loaded)->diagnostics;
        if (found->count != 1) print_case_diagnostics(loaded);
        assert_int_equal(found->count, 1);
        assert_string_equal(found->items[0].file, csv_kinds[k]->file);
        assert_int_equal(found->items[0].line, 1);
        assert_non_null(strstr(found->items[0].message, "wibble"));
        bizcase_case_free(loaded);
    }
}

static void a_missing_column_that_is_required_is_said(void **state) {
    (void)state;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        for (size_t c = 0; c < csv_kinds[k]->column_count; c++) {
            if (!csv_kinds[k]->columns[c].required) continue;
            char text[MOST_TEXT], expected[200];
            const size_t last = csv_kinds[k]->column_count - 1;
            snprintf(text, sizeof text, "%s\nx\n", csv_kinds[k]->columns[c == last ? 0 : last].name);
            snprintf(expected, sizeof expected, "%s has no column \"%s\"", csv_kinds[k]->file,
                csv_kinds[k]->columns[c].name);

            BizcaseCase *loaded = load_with(csv_kinds[k], text);

            bool is_said = false;
            const Diagnostics *found = &case_of(loaded)->diagnostics;
            for (size_t i = 0; i < found->count; i++)
                is_said = is_said || strcmp(found->items[i].message, expected) == 0;
            if (!is_said) print_case_diagnostics(loaded);
            assert_true(is_said);
            bizcase_case_free(loaded);
        }
}

/* Names that may be in a file that cannot be read are not unknown. */
static void a_file_of_any_kind_that_cannot_be_read_is_one_error(void **state) {
    (void)state;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        BizcaseCase *loaded = load_with(csv_kinds[k], "\"never closed\n");

        const Diagnostics *found = &case_of(loaded)->diagnostics;
        if (found->error_count != 1) print_case_diagnostics(loaded);
        assert_int_equal(found->error_count, 1);
        assert_string_equal(found->items[0].file, csv_kinds[k]->file);
        bizcase_case_free(loaded);
    }
}

static bool is_in_header(const char *text, const char *name) {
    const size_t length = strlen(name);
    for (const char *at = text; at && at < strchr(text, '\n'); at = strpbrk(at, ",\n") + 1)
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\n')) return true;
    return false;
}

/* Only a column that figures use makes a changed cell part of a bridge. */
static void what_people_read_is_no_change_of_a_figure(void **state) {
    (void)state;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        for (size_t c = 0; c < csv_kinds[k]->column_count; c++) {
            const CsvKind *kind = csv_kinds[k];
            const Column *column = &kind->columns[c];
            if (c == kind->second_key || c == kind->third_key || is_in_header(good_text(kind), column->name)) continue;
            char folders[2][64], text[MOST_TEXT];
            for (int v = 0; v < 2; v++) {
                add_column(good_text(kind), column->name, v == 0 ? "x" : "y", text);
                write_with(folders[v], kind, text);
            }
            const BizcaseCaseRequest requests[] = { { .folder = folders[0] }, { .folder = folders[1] } };
            const BizcaseCaseRequest *const versions[] = { &requests[0], &requests[1] };
            Arena *arena = arena_new();
            CasePair pair;

            const BizcaseStatus status = case_pair_read(arena, versions, GROUP_ROWS, &pair);

            assert_int_equal(status, BIZCASE_OK);
            assert_true(pair.cell_count > 0);
            for (size_t i = 0; i < pair.cell_count; i++) {
                assert_string_equal(pair.cells[i].column, column->name);
                assert_int_equal(
                    pair.cells[i].group != NONE, column->use == USED_BY_FIGURES && kind->change != CHANGES_NOTHING);
            }
            arena_free(arena);
            for (int v = 0; v < 2; v++) remove_folder(folders[v]);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_says_what_its_columns_are),
        cmocka_unit_test(a_file_of_every_kind_is_read),
        cmocka_unit_test(an_unknown_column_of_every_kind_is_said_at_its_place),
        cmocka_unit_test(a_missing_column_that_is_required_is_said),
        cmocka_unit_test(a_file_of_any_kind_that_cannot_be_read_is_one_error),
        cmocka_unit_test(what_people_read_is_no_change_of_a_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
