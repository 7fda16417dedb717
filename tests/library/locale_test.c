/* A host that writes numbers as in Germany gets the bytes that every other gets. The test makes that locale itself. */
#include "support/temporary_case.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "bizcase/bizcase.h"

static char folder[64];

static int run(const char *command) {
    const int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* NULL when the sources of locales are not installed (Debian package locales). */
static const char *make_locale(void) {
    char command[256];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 2>/dev/null", folder);
    if (run("command -v localedef >/dev/null 2>&1") != 0 || run(command) != 0) return NULL;
    setenv("LOCPATH", folder, 1);
    return setlocale(LC_ALL, "de_DE.UTF-8");
}

/* --- all that is written --------------------------------------------------------------------------------------------- */

static const char *path_of(const char *where, const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s/%s", folder, where, name);
    return path;
}

static void write_formats(const BizcaseDocument *document, const char *where, const char *name) {
    char file[64];
    for (size_t f = 0; f < bizcase_format_count(); f++) {
        snprintf(file, sizeof file, "%s.%s", name, bizcase_format(f).name);
        assert_int_equal(
            bizcase_document_write(document, bizcase_format(f).name, path_of(where, file), NULL), BIZCASE_OK);
    }
}

static void write_all(const char *where) {
    static const BizcaseCaseRequest request = { .folder = "scenarios/joint-ict-2017" };
    const BizcaseSimulateRequest trials = { .trials = 2000, .until = 1e5, .main_option_only = 1 };
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
    BizcaseSensitivity *sensitivity;
    BizcaseFinance *finance;
    BizcaseExplanation *explanation;
    BizcaseLive *live;
    BizcaseDocument *report, *explained;
    char in[128];
    snprintf(in, sizeof in, "%s/%s", folder, where);
    assert_int_equal(mkdir(in, 0700), 0);
    assert_int_equal(bizcase_case_load(&request, &loaded, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_simulate(loaded, &trials, &simulation, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_spread(loaded, &trials, &spread, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_sensitivity(loaded,
                         &(BizcaseSensitivityRequest){
                             .trials = 1000, .grid = { "discount_rate=0.025:0.045:3", "costs=0.9:1.1:3" } },
                         &sensitivity, NULL),
        BIZCASE_OK);
    assert_int_equal(bizcase_finance(loaded, &(BizcaseFinanceRequest){ .trials = 1000 }, &finance, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_explain(loaded, "npv", &explanation, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_live(loaded, &(BizcaseLiveRequest){ .with = &request }, &live, NULL), BIZCASE_OK);

    assert_int_equal(bizcase_report_document(loaded,
                         &(BizcaseFindings){ .live = live,
                             .appraisal = appraisal,
                             .simulation = simulation,
                             .spread = spread,
                             .sensitivity = sensitivity,
                             .finance = finance },
                         &report),
        BIZCASE_OK);
    assert_int_equal(bizcase_explanation_document(loaded, explanation, &explained), BIZCASE_OK);
    write_formats(report, where, "report");
    write_formats(explained, where, "explained");
    assert_int_equal(bizcase_live_page_write(report, live, path_of(where, "live.html"), NULL), BIZCASE_OK);
    assert_int_equal(
        bizcase_workbook_write(loaded, &(BizcaseWorkbookRequest){ .appraisal = appraisal, .simulation = simulation },
            path_of(where, "book.xlsx"), NULL),
        BIZCASE_OK);
    assert_int_equal(
        bizcase_certificate_write(loaded, appraisal, simulation, path_of(where, "certificate.json"), NULL), BIZCASE_OK);

    bizcase_document_free(explained);
    bizcase_document_free(report);
    bizcase_live_free(live);
    bizcase_explanation_free(explanation);
    bizcase_finance_free(finance);
    bizcase_sensitivity_free(sensitivity);
    bizcase_spread_free(spread);
    bizcase_simulation_free(simulation);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
}

static void all_that_is_written_is_the_same_in_every_locale(void **state) {
    (void)state;
    char command[256];
    write_all("c");
    if (!make_locale()) {
        print_message("no German locale: localedef or the sources of locales are not installed\n");
        skip();
    }
    assert_string_equal(localeconv()->decimal_point, ",");

    write_all("de");

    assert_string_equal(localeconv()->decimal_point, ","); /* the host's own setting is left alone */
    setlocale(LC_ALL, "C");
    snprintf(command, sizeof command, "diff -rq %s/c %s/de >&2", folder, folder);
    assert_int_equal(run(command), 0);
}

static void numbers_are_read_and_told_the_same_in_every_locale(void **state) {
    (void)state;
    const CaseFile files[] = {
        { "costs.csv", "line,distribution,low,central,high,2018/19\na,triangular,3.5,3,2.5,1\n" }, { NULL, NULL }
    };
    size_t count;
    if (!make_locale()) skip();

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    assert_non_null(strstr(items[0].message, "3.5"));
    temporary_case_free(&made);
    setlocale(LC_ALL, "C");
}

static int make_folder(void **state) {
    (void)state;
    temporary_folder(folder);
    return 0;
}

static int remove_all(void **state) {
    (void)state;
    remove_folder(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_written_is_the_same_in_every_locale),
        cmocka_unit_test(numbers_are_read_and_told_the_same_in_every_locale),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_all);
}
