/* The template of a business case and the fragments that it includes: names that documents rely on. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/document/document.h"
#include "support/gsl_errors.h"
#include "support/report_of_case.h"

enum { LINE_ROOM = 400 };

static bool has_name(const char *const *names, size_t count, const char *name, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0) return true;
    return false;
}

/* Calls with each {{NAME.md}} of the template: its name without ".md", and whether the case may lack it. */
static void each_include(void (*look)(void *context, const char *name, size_t length, bool optional), void *context) {
    char line[LINE_ROOM];
    FILE *file = fopen("scenarios/business-case.md", "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "{{", 2) != 0) continue;
        const bool optional = line[2] == '?';
        const char *name = line + (optional ? 3 : 2), *end = strstr(name, ".md}}");
        assert_non_null(end);
        look(context, name, (size_t)(end - name), optional);
    }
    fclose(file);
}

typedef struct Names {
    const char *const *items;
    size_t count, missing;
    bool with_optional;
} Names;

static void look_for(void *context, const char *name, size_t length, bool optional) {
    Names *names = context;
    if ((optional && !names->with_optional) || has_name(names->items, names->count, name, length)) return;
    print_error("there is no fragment %.*s\n", (int)length, name);
    names->missing++;
}

static void every_case_has_what_the_template_includes(void **state) {
    static const struct {
        const char *folder;
        bool with_optional;
    } rows[] = { { "scenarios/joint-ict-2017", true }, { "scenarios/best4business", false },
        { "scenarios/minimal", false }, { "scenarios/three-councils-quarterly", false },
        { "scenarios/monthly-mobilisation", false }, { "scenarios/horizon-60-years", false },
        { "scenarios/led-street-lighting", false }, { "scenarios/early-help", false } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        BizcaseDocument *document = report_of_case(rows[r].folder);
        Names names = { document_names(document->arena, document), document->section_count, 0, rows[r].with_optional };

        each_include(look_for, &names);

        assert_int_equal(names.missing, 0);
        bizcase_document_free(document);
    }
}

/* Documents outside this repository rely on these too: a change of a name is a change of the interface. */
static void names_are_those_that_documents_rely_on(void **state) {
    static const char *const expected[] = { "the-answer", "npv-by-council", "waterfall-by-programme",
        "waterfall-by-council", "how-sure", "payback", "programmes-how-sure", "npv-s-curve", "npv-histogram-joint",
        "npv-histogram-cec", "npv-histogram-cwc", "cumulative-fan-joint", "cumulative-fan-cec", "cumulative-fan-cwc",
        "cash-flow", "cumulative-cash-flow", "most-important-assumptions", "tornado", "switching-values", "delays",
        "options", "programmes", "figures", "left-out", "moved-past-horizon" };
    (void)state;
    BizcaseDocument *document = report_of_case("scenarios/joint-ict-2017");

    const char **names = document_names(document->arena, document);

    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const bool there = has_name(names, document->section_count, expected[i], strlen(expected[i]));
        if (!there) print_error("no section is called %s\n", expected[i]);
        assert_true(there);
    }
    bizcase_document_free(document);
}

/* The case and the results are gone by now: the sanitizer sees what still points into them. */
static void a_report_owns_what_it_shows(void **state) {
    (void)state;
    BizcaseDocument *document = report_of_case("scenarios/joint-ict-2017");

    for (size_t f = 0; f < bizcase_format_count(); f++)
        assert_int_equal(bizcase_document_write(document, bizcase_format(f).name, "/dev/null", NULL), BIZCASE_OK);

    bizcase_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_has_what_the_template_includes),
        cmocka_unit_test(a_report_owns_what_it_shows),
        cmocka_unit_test(names_are_those_that_documents_rely_on),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}
