/* Files of a case that are links, pipes, folders or devices: told, and never read beyond the case folder. */
#include "support/temporary_case.h"

#include "bizcase/live.h"
#include "bizcase/workbook.h"

typedef enum Kind { LINK, FIFO, FOLDER } Kind;

typedef struct Odd {
    Kind kind;
    const char *path, *target; /* in the case; of a link */
} Odd;

static void make(const char *folder, const Odd *odd) {
    char path[TEMPORARY_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, odd->path);
    const int failed = odd->kind == LINK   ? symlink(odd->target, path)
                       : odd->kind == FIFO ? mkfifo(path, 0600)
                                           : mkdir(path, 0700);
    assert_int_equal(failed, 0);
}

/* A case whose costs draw from data.csv, with something odd in it. */
static TemporaryCase odd_case(const Odd *odd, const char *scenario) {
    static const CaseFile files[] = {
        { "benefits.csv", "line,2018/19,distribution,shape\na,1,empirical,data.csv:x\n" },
        { "real/data.csv", "x\n1\n2\n" },
        { "real/costs.csv", "line,2018/19\nb,1\n" },
    };
    TemporaryCase made;
    temporary_folder(made.folder);
    for (size_t f = 0; f < COUNT_OF(files); f++) temporary_file(made.folder, files[f].path, files[f].text);
    make(made.folder, odd);
    const BizcaseCaseRequest request = {
        .folder = made.folder, .scenarios = &scenario, .scenario_count = scenario != NULL
    };
    made.status = bizcase_case_load(&request, &made.loaded, NULL);
    return made;
}

static void a_link_to_a_file_of_the_case_is_followed(void **state) {
    static const Odd rows[] = { { LINK, "data.csv", "real/data.csv" },
        { LINK, "data.csv", "./real/../real/data.csv" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = odd_case(&rows[r], NULL);
        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        temporary_case_free(&made);
    }
}

static void observations_are_those_of_a_plain_file_of_the_case(void **state) {
    static const struct {
        Odd odd;
        const char *message, *hint;
    } rows[] = {
        { { LINK, "data.csv", "/etc/passwd" },
            "\"data.csv:x\" is a link that leads out of the case folder (column shape of line \"a\")",
            "a plain file inside the case folder" },
        { { LINK, "data.csv", "/dev/zero" },
            "\"data.csv:x\" is a link that leads out of the case folder (column shape of line \"a\")",
            "a plain file inside the case folder" },
        { { FIFO, "data.csv", NULL }, "\"data.csv:x\" is not a plain file (column shape of line \"a\")",
            "a plain file inside the case folder" },
        { { FOLDER, "data.csv", NULL }, "\"data.csv:x\" is not a plain file (column shape of line \"a\")",
            "a plain file inside the case folder" },
        { { LINK, "data.csv", "nowhere.csv" }, "there is no file \"data.csv\" in the case (column shape of line \"a\")",
            "" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        size_t count;
        TemporaryCase made = odd_case(&rows[r].odd, NULL);
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(made.status, BIZCASE_CASE_WRONG);
        assert_true(count >= 1);
        assert_string_equal(items[0].file, "benefits.csv");
        assert_int_equal(items[0].line, 2);
        assert_int_equal(items[0].column, 15);
        assert_string_equal(items[0].message, rows[r].message);
        if (*rows[r].hint) assert_string_equal(items[0].hint, rows[r].hint);
        temporary_case_free(&made);
    }
}

static void a_file_of_the_case_is_plain_and_inside_it(void **state) {
    static const struct {
        Odd odd;
        const char *scenario, *file, *message;
    } rows[] = {
        { { LINK, "costs.csv", "/etc/passwd" }, NULL, "costs.csv",
            "the file cannot be read: it is a link that leads out of the folder" },
        { { LINK, "costs.csv", "../../etc/passwd" }, NULL, "costs.csv",
            "the file cannot be read: it is a link that leads out of the folder" },
        { { FIFO, "costs.csv", NULL }, NULL, "costs.csv", "the file cannot be read: it is not a plain file" },
        { { FOLDER, "costs.csv", NULL }, NULL, "costs.csv", "the file cannot be read: it is not a plain file" },
        { { LINK, "scenarios", "/etc" }, NULL, "scenarios",
            "the folder of scenarios cannot be read: it is a link that leads out of the folder" },
        { { FIFO, "real/late.csv", NULL }, "late", "scenarios/late.csv",
            "the file cannot be read: it is not a plain file" },
        { { LINK, "real/late.csv", "/etc/passwd" }, "late", "scenarios/late.csv",
            "the file cannot be read: it is a link that leads out of the folder" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        size_t count, found = 0;
        char scenarios[TEMPORARY_PATH], real[TEMPORARY_PATH];
        TemporaryCase made = odd_case(&rows[r].odd, NULL);
        if (rows[r].scenario) { /* the same folder, read with its scenario */
            bizcase_case_free(made.loaded);
            snprintf(scenarios, sizeof scenarios, "%s/scenarios", made.folder);
            snprintf(real, sizeof real, "%s/real", made.folder);
            assert_int_equal(rename(real, scenarios), 0);
            const BizcaseCaseRequest request = {
                .folder = made.folder, .scenarios = &rows[r].scenario, .scenario_count = 1
            };
            made.status = bizcase_case_load(&request, &made.loaded, NULL);
        }
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(made.status, BIZCASE_NOT_READ);
        while (found < count && strcmp(items[found].file, rows[r].file) != 0) found++;
        assert_true(found < count);
        assert_string_equal(items[found].message, rows[r].message);
        temporary_case_free(&made);
    }
}

static void assert_scenario_told(BizcaseStatus status, BizcaseProblems *problems) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    assert_int_equal(status, BIZCASE_NOT_READ);
    assert_true(count >= 1);
    assert_string_equal(items[0].file, "scenarios/late.csv");
    assert_string_equal(items[0].message, "the file cannot be read: it is not a plain file");
    bizcase_problems_free(problems);
}

/* A case that does not ask for the scenario is sound, but studies of all scenarios are not. */
static void studies_of_all_scenarios_tell_which_file_cannot_be_read(void **state) {
    (void)state;
    TemporaryCase made;
    temporary_folder(made.folder);
    temporary_file(made.folder, "costs.csv", "line,2018/19\nb,1\n");
    temporary_file(made.folder, "scenarios/other.csv", "file,row,column,change,value\n");
    make(made.folder, &(Odd){ FIFO, "scenarios/late.csv", NULL });
    const BizcaseCaseRequest request = { .folder = made.folder };
    assert_int_equal(bizcase_case_load(&request, &made.loaded, NULL), BIZCASE_OK);
    BizcaseScenarios *scenarios;
    BizcaseLive *live;
    BizcaseProblems *of_scenarios = bizcase_problems_new(), *of_live = bizcase_problems_new();

    const BizcaseStatus appraised = bizcase_scenarios_appraise(&request, &scenarios, of_scenarios);
    const BizcaseStatus lived = bizcase_live(made.loaded, &(BizcaseLiveRequest){ .with = &request }, &live, of_live);

    assert_scenario_told(appraised, of_scenarios);
    assert_scenario_told(lived, of_live);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_to_a_file_of_the_case_is_followed),
        cmocka_unit_test(observations_are_those_of_a_plain_file_of_the_case),
        cmocka_unit_test(a_file_of_the_case_is_plain_and_inside_it),
        cmocka_unit_test(studies_of_all_scenarios_tell_which_file_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
