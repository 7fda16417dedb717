/* The page in a real browser: nothing is logged, nothing is loaded, nothing reaches past its side, at the width of a screen
   and of a telephone. Skipped where there is no Chromium. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/report_of_case.h"

enum { PATH_ROOM = 300, ANSWER_ROOM = 1 << 20 };

/* Two frames, measured once both are there. It may look into them because file: is told to be one origin. */
static const char FRAMES[] =
    "<!DOCTYPE html><meta charset=utf-8><iframe id=a src=page.html width=1280 height=900></iframe>"
    "<iframe id=b src=page.html width=390 height=900></iframe><pre id=answer></pre><script>"
    "onload=()=>{answer.textContent=['a','b'].map(id=>{"
    "const w=document.getElementById(id).contentWindow,d=w.document,e=d.documentElement;"
    "const wide=[...d.querySelectorAll('body "
    "*')].filter(x=>!x.closest('.scroll')&&!x.closest('.skip')&&!x.closest('caption')"
    "&&x.getBoundingClientRect().right>e.clientWidth+1);"
    "const shown=[...d.querySelectorAll('figure svg')].filter(x=>x.getBoundingClientRect().width>0).length;"
    "const lost=[...d.querySelectorAll('a[href^=\"#\"]')].filter(x=>!d.getElementById(x.hash.slice(1))).length;"
    "const ids=[...d.querySelectorAll('[id]')].map(x=>x.id);"
    "const styled=w.getComputedStyle(d.querySelector('table')).borderCollapse==='collapse';"
    "return `${id} over=${e.scrollWidth>e.clientWidth} wide=${wide.length} "
    "loaded=${w.performance.getEntriesByType('resource').length} `"
    "+`lost=${lost} twice=${ids.length-new Set(ids).size} charts=${shown===d.querySelectorAll('figure').length} "
    "styled=${styled}`"
    "}).join('\\n')}</script>";

static bool has_chromium(void) {
    return system("command -v chromium >/dev/null 2>&1") == 0;
}

static void write_text(const char *folder, const char *name, const char *text) {
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static char *read_text(const char *folder, const char *name) {
    char path[PATH_ROOM], *text = calloc(1, ANSWER_ROOM);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(text);
    fread(text, 1, ANSWER_ROOM - 1, file);
    fclose(file);
    return text;
}

static void write_page(const char *case_folder, const char *folder) {
    char path[PATH_ROOM];
    BizcaseDocument *document = report_of_case(case_folder);
    snprintf(path, sizeof path, "%s/page.html", folder);
    assert_int_equal(bizcase_document_write(document, "html", path, NULL), BIZCASE_OK);
    bizcase_document_free(document);
}

static void run_browser(const char *folder) {
    char command[4 * PATH_ROOM];
    snprintf(command, sizeof command,
        "cd %s && timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage "
        "--user-data-dir=%s/profile --allow-file-access-from-files --enable-logging=stderr --v=0 --dump-dom "
        "file://%s/frames.html >dom 2>log",
        folder, folder, folder);
    assert_int_equal(system(command), 0);
}

static void check_page(const char *case_folder) {
    char folder[] = "/tmp/bizcase-browser-XXXXXX", command[PATH_ROOM];
    if (!has_chromium()) {
        print_message("no chromium here: the page was not tried in a browser\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    write_page(case_folder, folder);
    write_text(folder, "frames.html", FRAMES);

    run_browser(folder);

    char *dom = read_text(folder, "dom"), *log = read_text(folder, "log");
    const char *answer = strstr(dom, "<pre id=\"answer\">");
    const char *expected = "<pre id=\"answer\">a over=false wide=0 loaded=0 lost=0 twice=0 charts=true styled=true\n"
                           "b over=false wide=0 loaded=0 lost=0 twice=0 charts=true styled=true</pre>";
    if (!answer || strncmp(answer, expected, strlen(expected)) != 0 || strstr(log, "CONSOLE"))
        print_error(
            "%.*s\n%s\n", 200, answer ? answer : "no answer", strstr(log, "CONSOLE") ? strstr(log, "CONSOLE") : "");
    assert_non_null(answer);
    assert_int_equal(strncmp(answer, expected, strlen(expected)), 0);
    assert_null(strstr(log, "CONSOLE"));
    free(dom);
    free(log);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void the_main_sample_fits_and_is_quiet(void **state) {
    (void)state;
    check_page("scenarios/joint-ict-2017");
}

static void the_smallest_sample_fits_and_is_quiet(void **state) {
    (void)state;
    check_page("scenarios/minimal");
}

static void a_long_horizon_fits_and_is_quiet(void **state) {
    (void)state;
    check_page("scenarios/horizon-60-years");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_sample_fits_and_is_quiet),
        cmocka_unit_test(the_smallest_sample_fits_and_is_quiet),
        cmocka_unit_test(a_long_horizon_fits_and_is_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
