/* Folder → workbook → folder: the same case, to the bit. */
#include "support/made_workbook.h"
#include "support/random_case.h"
#include "support/samples.h"

#include "bizcase/appraise.h"
#include "bizcase/workbook.h"

typedef struct Converted {
    char folder[64], book[TEMPORARY_PATH], back[TEMPORARY_PATH];
} Converted;

static void fail_with(const BizcaseProblems *problems, const char *what) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    for (size_t i = 0; i < count; i++)
        print_error("%s %s: %s [%s]\n", items[i].file, items[i].cell, items[i].message, items[i].hint);
    fail_msg("%s", what);
}

static Converted convert(const char *from) {
    Converted converted;
    BizcaseProblems *problems = bizcase_problems_new();
    temporary_folder(converted.folder);
    snprintf(converted.book, sizeof converted.book, "%s/case.xlsx", converted.folder);
    snprintf(converted.back, sizeof converted.back, "%s/case", converted.folder);
    if (bizcase_case_convert(from, converted.book, problems) != BIZCASE_OK) fail_with(problems, from);
    if (bizcase_case_convert(converted.book, converted.back, problems) != BIZCASE_OK) fail_with(problems, from);
    bizcase_problems_free(problems);
    return converted;
}

static BizcaseAppraisal *appraisal_of(const char *path, BizcaseCase **loaded) {
    BizcaseAppraisal *appraisal;
    BizcaseProblems *problems = bizcase_problems_new();
    if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = path, .checks_scenarios = 1 }, loaded, problems) !=
        BIZCASE_OK)
        fail_with(problems, path);
    bizcase_problems_free(problems);
    assert_int_equal(bizcase_appraise(*loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    return appraisal;
}

/* Figures that do not exist are not a number on both sides, of the same bits. */
static void check_same(const char *from, const char *to) {
    BizcaseCase *before, *after;
    BizcaseAppraisal *a = appraisal_of(from, &before), *b = appraisal_of(to, &after);
    assert_int_equal(a->result_count, b->result_count);
    for (size_t r = 0; r < a->result_count; r++)
        if (memcmp(a->results[r].figures, b->results[r].figures, bizcase_figure_count() * sizeof(double)) != 0)
            fail_msg("%s: a figure of result %zu differs in %s", from, r, to);
    assert_int_equal(case_of(before)->scenario_file_count, case_of(after)->scenario_file_count);
    assert_int_equal(case_of(before)->diagnostics.count, case_of(after)->diagnostics.count);
    bizcase_appraisal_free(a);
    bizcase_appraisal_free(b);
    bizcase_case_free(before);
    bizcase_case_free(after);
}

static void check_digests(const Converted *converted) {
    BizcaseCase *book, *back;
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = converted->book }, &book, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_case_load(&(BizcaseCaseRequest){ .folder = converted->back }, &back, NULL), BIZCASE_OK);
    assert_string_equal(case_of(book)->digest, case_of(back)->digest);
    bizcase_case_free(book);
    bizcase_case_free(back);
}

static void check_there_and_back(const char *from) {
    const Converted converted = convert(from);
    check_same(from, converted.book);
    check_same(from, converted.back);
    check_digests(&converted);
    remove_folder(converted.folder);
}

static void a_sample_comes_back_to_the_bit(void **state) {
    (void)state;
    const Samples samples = all_samples();
    for (size_t s = 0; s < samples.count; s++) check_there_and_back(samples.folders[s]);
}

static void a_random_case_comes_back_to_the_bit(void **state) {
    (void)state;
    static RandomCase random;
    static WrittenCase written;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        char folder[64];
        random_case(seed, &random);
        write_case(&random, (Dress){ .spreadsheet = seed % 2 }, &written);
        temporary_folder(folder);
        for (size_t f = 0; f < MOST_CASE_FILES && written.files[f].path; f++)
            temporary_file(folder, written.files[f].path, written.files[f].text);
        check_there_and_back(folder);
        remove_folder(folder);
    }
}

static const char *file_text(const char *folder, const char *name, char text[2000]) {
    char path[2 * TEMPORARY_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, 1999, file)] = '\0';
    fclose(file);
    return text;
}

/* What comes back of each text. A number that a workbook would not give back whole, and what looks like one and is a name,
   stay texts; a comment stays a row. */
static void texts_come_back_as_they_were_meant(void **state) {
    (void)state;
    static const char costs[] =
        "# Costs of 2018\nline,name,formula,optimism_bias,2018/19,2019/20\n# old,\n\n007,1.10,,\"10.50%\",\"1,200\",0.30000000000000004\n"
        "b,\"'=x, \"\"y\"\"\",,5%,\"£1,200.50\",-\nc,_x0041_,2 * 3,,,\nd,\"two\nlines\",,12.345%,12k,50.125\n";
    static const char expected[] =
        "# Costs of 2018\nline,name,formula,optimism_bias,2018/19,2019/20\n# old\n007,1.10,,10.5%,1200,0.30000000000000004\n"
        "b,\"'=x, \"\"y\"\"\",,5%,£1200.5,-\nc,_x0041_,2 * 3\nd,\"two\nlines\",,12.345%,12000,50.1250\n";
    static const CaseFile files[] = { { "costs.csv", costs }, { "notes.txt", "left here" }, { NULL, NULL } };
    char text[2000];
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);

    const Converted converted = convert(made.folder);

    assert_string_equal(file_text(converted.back, "costs.csv", text), expected);
    check_same(made.folder, converted.book);
    remove_folder(converted.folder);
    temporary_case_free(&made);
}

static void what_is_left_out_and_what_is_there_are_told(void **state) {
    (void)state;
    static const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { "notes.txt", "x" }, { NULL, NULL } };
    char path[2 * TEMPORARY_PATH];
    size_t count;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseProblems *problems = bizcase_problems_new();
    snprintf(path, sizeof path, "%s.xlsx", made.folder);

    assert_int_equal(bizcase_case_convert(made.folder, path, problems), BIZCASE_OK);

    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "notes.txt");
    assert_string_equal(items[0].message, "\"notes.txt\" is not a file of the case, so it is left out");
    assert_int_equal(bizcase_case_convert(made.folder, path, NULL), BIZCASE_BAD_REQUEST);
    assert_int_equal(bizcase_case_convert(path, made.folder, NULL), BIZCASE_BAD_REQUEST);
    assert_int_equal(bizcase_case_convert(path, "new.ods", NULL), BIZCASE_BAD_REQUEST);
    assert_int_equal(bizcase_case_convert("no-such-case", "new.xlsx", NULL), BIZCASE_NOT_READ);
    assert_int_equal(unlink(path), 0);
    bizcase_problems_free(problems);
    temporary_case_free(&made);
}

/* The sheet of contents is how a workbook says which file a sheet is: it is no file of the case, and nothing is left out. */
static void a_sheet_that_is_left_out_is_told(void **state) {
    (void)state;
    static const MadePart parts[] = {
        { "xl/workbook.xml", "<workbook " MAIN_SPACE " " LINK_SPACE "><sheets><sheet name=\"costs\" r:id=\"rId7\"/>"
                             "<sheet name=\"Workings\" r:id=\"rId2\"/></sheets></workbook>" },
        { "xl/worksheets/sheet1.xml",
            SHEET("<row>" INLINE("A1", "line")
                    INLINE("B1", "2018/19") "</row><row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\"><v>1</v></c></row>") },
        { "xl/worksheets/sheet2.xml", SHEET("") }, { NULL, NULL }
    };
    char folder[64], book[TEMPORARY_PATH], back[TEMPORARY_PATH];
    size_t count;
    Arena *arena = arena_new();
    BizcaseProblems *problems = bizcase_problems_new();
    const Buffer bytes = workbook_of(arena, parts);
    temporary_folder(folder);
    snprintf(book, sizeof book, "%s/case.xlsx", folder);
    snprintf(back, sizeof back, "%s/case", folder);
    write_bytes(book, bytes.bytes, bytes.size);

    assert_int_equal(bizcase_case_convert(book, back, problems), BIZCASE_OK);

    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "case.xlsx:Workings");
    assert_string_equal(items[0].message, "the sheet \"Workings\" is not a file of the case, so it is left out");
    remove_folder(folder);
    bizcase_problems_free(problems);
    arena_free(arena);
}

static void the_starter_case_is_a_workbook_too(void **state) {
    (void)state;
    char folder[64], book[TEMPORARY_PATH], starter[TEMPORARY_PATH];
    temporary_folder(folder);
    snprintf(book, sizeof book, "%s/my-case.xlsx", folder);
    snprintf(starter, sizeof starter, "%s/starter", folder);

    assert_int_equal(bizcase_workbook_new(book, NULL), BIZCASE_OK);

    assert_int_equal(bizcase_case_new(starter, NULL), BIZCASE_OK);
    check_same(starter, book);
    assert_int_equal(bizcase_workbook_new(book, NULL), BIZCASE_BAD_REQUEST);
    remove_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_comes_back_to_the_bit),
        cmocka_unit_test(a_random_case_comes_back_to_the_bit),
        cmocka_unit_test(texts_come_back_as_they_were_meant),
        cmocka_unit_test(what_is_left_out_and_what_is_there_are_told),
        cmocka_unit_test(a_sheet_that_is_left_out_is_told),
        cmocka_unit_test(the_starter_case_is_a_workbook_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
