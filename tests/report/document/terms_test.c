/* The glossary of scenarios/README.md is the list of terms that pages explain: the same words, in the same order. */
#include "report/document/terms.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/file_text.h"

static const char heading[] = "## Glossary\n", table_head[] = "| term | meaning |\n|---|---|\n";

/* "| Present value (PV) | What amounts … |" */
static void write_row(char *row, size_t size, const Term *shown) {
    int length = snprintf(row, size, "| %s", shown->names[0]);
    for (size_t n = 1; n < MOST_TERM_NAMES && shown->names[n]; n++)
        length += snprintf(row + length, size - (size_t)length, "%s%s", n == 1 ? " (" : ", ", shown->names[n]);
    snprintf(row + length, size - (size_t)length, "%s | %s |\n", shown->names[1] ? ")" : "", shown->meaning);
}

static void the_glossary_of_the_reference_is_the_list_of_terms(void **state) {
    (void)state;
    char *readme = read_file("scenarios/README.md"), row[1024];
    size_t *terms = calloc(term_count(), sizeof *terms);
    assert_non_null(terms);
    for (size_t i = 0; i < term_count(); i++) terms[i] = i;
    terms_sort(terms, term_count());

    const char *glossary = strstr(readme, heading);
    assert_non_null(glossary);
    const char *at = strstr(glossary, table_head);
    assert_non_null(at);
    at += strlen(table_head);
    for (size_t i = 0; i < term_count(); i++) {
        const Term shown = term(terms[i]);
        write_row(row, sizeof row, &shown);
        const bool same = strncmp(at, row, strlen(row)) == 0;
        if (!same) print_error("scenarios/README.md, glossary: expected %s", row);
        assert_true(same);
        at += strlen(row);
    }
    assert_true(*at == '\n' || *at == '\0');
    free(terms);
    free(readme);
}

static void no_term_is_explained_twice(void **state) {
    (void)state;
    for (size_t i = 0; i < term_count(); i++)
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(term(i).id, term(j).id);
            assert_string_not_equal(term(i).names[0], term(j).names[0]);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_glossary_of_the_reference_is_the_list_of_terms),
        cmocka_unit_test(no_term_is_explained_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
