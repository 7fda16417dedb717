/* A case in a workbook is the case in a folder: the same digest, scenarios and files; and nothing is written over it. */
#include "support/made_workbook.h"
#include "support/temporary_case.h"

#include "base/folder.h"
#include "bizcase/batch.h"

#define COSTS "xl/worksheets/sheet1.xml"
#define SECOND "xl/worksheets/sheet2.xml"
#define BOOK                                                                                                           \
    "<workbook " MAIN_SPACE " " LINK_SPACE                                                                             \
    "><sheets><sheet name=\"costs\" r:id=\"rId7\"/><sheet name=\"scenario late\" "                                     \
    "r:id=\"rId2\"/></sheets></workbook>"
#define LATE                                                                                                           \
    SHEET("<row r=\"1\">" INLINE("A1", "file") INLINE("B1", "row") INLINE("C1", "column") INLINE("D1", "change")       \
            INLINE("E1", "value") "</row><row r=\"2\">" INLINE("A2", "costs") INLINE("B2", "a")                        \
                INLINE("C2", "2018/19") INLINE("D2", "set") "<c r=\"E2\"><v>7</v></c></row>")
#define PLAIN                                                                                                          \
    SHEET("<row r=\"1\">" INLINE("A1", "line") INLINE("B1", "2018/19")                                                 \
            INLINE("C1", "optimism bias") "</row><row r=\"2\">" INLINE(                                                \
                "A2", "a") "<c r=\"B2\"><v>1200.5</v></c><c r=\"C2\" s=\"1\"><v>0.035</v></c></row>")

static const char costs_csv[] = "line,2018/19,optimism bias\na,1200.5,3.5%\n",
                  late_csv[] = "file,row,column,change,value\ncosts,a,2018/19,set,7\n";

typedef struct Loaded {
    char folder[64], path[TEMPORARY_PATH];
    BizcaseCase *loaded;
} Loaded;

static Loaded load_parts(const MadePart *parts, const char *scenario) {
    Loaded loaded;
    Arena *arena = arena_new();
    const Buffer bytes = workbook_of(arena, parts);
    temporary_folder(loaded.folder);
    snprintf(loaded.path, sizeof loaded.path, "%s/my-case.xlsx", loaded.folder);
    write_bytes(loaded.path, bytes.bytes, bytes.size);
    const BizcaseCaseRequest request = {
        .folder = loaded.path, .scenarios = &scenario, .scenario_count = scenario != NULL
    };
    assert_int_equal(bizcase_case_load(&request, &loaded.loaded, NULL), BIZCASE_OK);
    arena_free(arena);
    return loaded;
}

static void loaded_free(Loaded *loaded) {
    bizcase_case_free(loaded->loaded);
    remove_folder(loaded->folder);
}

static void the_digest_is_of_the_folder_that_says_the_same(void **state) {
    (void)state;
    static const MadePart plain[] = { { "xl/workbook.xml", BOOK }, { COSTS, PLAIN }, { SECOND, LATE }, { NULL, NULL } };
    /* saved by another program: shared texts, blank rows, another style of the same percentage */
    static const MadePart again[] = { { "xl/workbook.xml", BOOK },
        { "xl/sharedStrings.xml", "<sst " MAIN_SPACE "><si><t>a</t></si><si><t>line</t></si></sst>" },
        { COSTS,
            SHEET("<row r=\"3\"><c r=\"B3\" t=\"s\"><v>1</v></c>" INLINE("C3", "2018/19") INLINE("D3",
                "optimism bias") "</row>"
                                 "<row r=\"5\"><c r=\"B5\" t=\"s\"><v>0</v></c><c r=\"C5\"><v>1.2005E3</v></c><c r=\"D5\" s=\"1\"><v>3.5000000000000003E-2</v></c></row>") },
        { SECOND, LATE }, { NULL, NULL } };
    static const MadePart other[] = {
        { COSTS, SHEET("<row>" INLINE("A1", "line")
                         INLINE("B1", "2018/19") "</row><row r=\"2\">" INLINE("A2", "a") "<c><v>1</v></c></row>") },
        { NULL, NULL }
    };
    static const CaseFile files[] = { { "costs.csv", costs_csv }, { "scenarios/late.csv", late_csv }, { NULL, NULL } };
    Loaded first = load_parts(plain, NULL), second = load_parts(again, NULL), third = load_parts(other, NULL);
    TemporaryCase folder = temporary_case(files, (BizcaseCaseRequest){ 0 });

    assert_string_equal(case_of(first.loaded)->digest, case_of(folder.loaded)->digest);
    assert_string_equal(case_of(second.loaded)->digest, case_of(folder.loaded)->digest);
    assert_string_not_equal(case_of(third.loaded)->digest, case_of(folder.loaded)->digest);
    assert_close(case_of(first.loaded)->lines[0].amounts.value[0], 1200.5, 0);
    assert_close(case_of(second.loaded)->lines[0].optimism_bias, 0.035, 0);

    temporary_case_free(&folder);
    loaded_free(&first);
    loaded_free(&second);
    loaded_free(&third);
}

static void a_scenario_is_a_sheet(void **state) {
    (void)state;
    static const MadePart plain[] = { { "xl/workbook.xml", BOOK }, { COSTS, PLAIN }, { SECOND, LATE }, { NULL, NULL } };
    Loaded late = load_parts(plain, "late");

    const Case *the_case = case_of(late.loaded);

    assert_int_equal(the_case->scenario_file_count, 1);
    assert_string_equal(the_case->scenario_files[0], "late");
    assert_close(the_case->lines[0].amounts.value[0], 7, 0);
    loaded_free(&late);
}

static void a_workbook_is_not_written_over(void **state) {
    (void)state;
    static const MadePart plain[] = { { COSTS, PLAIN }, { NULL, NULL } };
    Loaded loaded = load_parts(plain, NULL);
    char other[2 * TEMPORARY_PATH];
    int reads;
    snprintf(other, sizeof other, "%s/other.xlsx", loaded.folder);

    assert_int_equal(
        bizcase_case_reads(&(BizcaseCaseRequest){ .folder = loaded.path }, loaded.path, &reads, NULL), BIZCASE_OK);
    assert_true(reads);
    assert_int_equal(
        bizcase_case_reads(&(BizcaseCaseRequest){ .folder = loaded.path }, other, &reads, NULL), BIZCASE_OK);
    assert_false(reads);
    loaded_free(&loaded);
}

static void a_run_of_a_workbook_has_its_name_without_the_ending(void **state) {
    (void)state;
    static const char *const paths[] = { "cases/one.xlsx", "cases/two.ODS", "cases/three.csv.xlsm", "cases/four/" };
    static const char *const names[] = { "one", "two", "three.csv", "four" };
    BizcaseBatch *batch;

    assert_int_equal(
        bizcase_batch_of_cases(paths, COUNT_OF(paths), &(BizcaseBatchRun){ .study = "appraise" }, &batch, NULL),
        BIZCASE_OK);

    for (size_t r = 0; r < COUNT_OF(names); r++) assert_string_equal(bizcase_batch_run(batch, r)->name, names[r]);
    bizcase_batch_free(batch);
}

static void a_workbook_is_known_by_its_ending(void **state) {
    (void)state;
    static const char *const good[] = { "a.xlsx", "b/A.XLSM", "x.ods" }, *const bad[] = { "a.csv", "a.xls", "xlsx",
        "a.xlsx/b", "" };
    for (size_t i = 0; i < COUNT_OF(good); i++) assert_true(is_workbook_name(good[i]));
    for (size_t i = 0; i < COUNT_OF(bad); i++) assert_false(is_workbook_name(bad[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_is_of_the_folder_that_says_the_same),
        cmocka_unit_test(a_scenario_is_a_sheet),
        cmocka_unit_test(a_workbook_is_not_written_over),
        cmocka_unit_test(a_run_of_a_workbook_has_its_name_without_the_ending),
        cmocka_unit_test(a_workbook_is_known_by_its_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
