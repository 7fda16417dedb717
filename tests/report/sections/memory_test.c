/* How much memory documents and appraisals take, by what a case holds: counted, not timed. */
#include "support/appraised_case.h"

#include <stdio.h>

#include "base/arena.h"
#include "report/document/document.h"

enum { MOST_COUNCILS_HERE = 20 };

static BizcaseDocument *document_of(const AppraisedCase *a) {
    BizcaseDocument *document = NULL;
    assert_int_equal(bizcase_appraisal_document(a->made.loaded, a->appraisal, &document), BIZCASE_OK);
    return document;
}

static AppraisedCase case_of_size(unsigned periods, unsigned councils) {
    static char settings[100], parties[20 * MOST_COUNCILS_HERE];
    size_t length = (size_t)snprintf(parties, sizeof parties, "council\n");
    snprintf(settings, sizeof settings, "key,value\nstart,2018-04\nperiods,%u\n", periods);
    for (unsigned c = 0; c < councils; c++)
        length += (size_t)snprintf(parties + length, sizeof parties - length, "c%u\n", c);
    const CaseFile files[] = { { "case.csv", settings }, { "councils.csv", parties },
        { "costs.csv", "line,programme,2018-04\na,x,100\nb,y,100\n" }, { NULL, NULL } };
    return appraised_case(files, NULL);
}

static void a_document_takes_at_most_150_bytes_for_a_result_and_period(void **state) {
    (void)state;
    AppraisedCase few = case_of_size(100, MOST_COUNCILS_HERE), many = case_of_size(600, MOST_COUNCILS_HERE);
    BizcaseDocument *small = document_of(&few), *large = document_of(&many);

    const double bytes = (double)arena_bytes(large->arena) - (double)arena_bytes(small->arena);

    /* Three flows of 8 bytes as data and as facts: 48, and what the sections show of councils. A fact of ten cells for
       each took 3,360. */
    assert_true(bytes / (double)(500 * many.appraisal->result_count) < 150);
    bizcase_document_free(small);
    bizcase_document_free(large);
    appraised_case_free(&few);
    appraised_case_free(&many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_takes_at_most_150_bytes_for_a_result_and_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
