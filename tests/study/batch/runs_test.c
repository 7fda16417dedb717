/* Files of runs, cell by cell. */
#include "support/temporary_case.h"

#include <sys/resource.h>

#include "bizcase/batch.h"

static BizcaseBatch *loaded_from(char folder[64], const char *text) {
    char path[TEMPORARY_PATH];
    BizcaseBatch *batch = NULL;
    temporary_folder(folder);
    temporary_file(folder, "runs.csv", text);
    snprintf(path, sizeof path, "%s/runs.csv", folder);
    assert_int_equal(bizcase_batch_load(path, &batch, NULL), BIZCASE_OK);
    return batch;
}

static void a_value_of_a_change_may_hold_semicolons(void **state) {
    char folder[64];
    (void)state;
    BizcaseBatch *batch = loaded_from(folder, "case,set\nc,a:b:c=1 ; 2;3; d:e:f=4;g:h:i=5;6\n");
    const BizcaseBatchRun *run = bizcase_batch_run(batch, 0);

    assert_int_equal(run->change_count, 3);
    assert_string_equal(run->changes[0], "a:b:c=1;2;3");
    assert_string_equal(run->changes[1], "d:e:f=4");
    assert_string_equal(run->changes[2], "g:h:i=5;6");
    bizcase_batch_free(batch);
    remove_folder(folder);
}

/* 8 values of 15,900 parts: a new text for each part would be 8 × 15,900 ÷ 2 × 31,800 bytes, 2 GB. */
static void many_semicolons_take_memory_for_their_text(void **state) {
    enum { RUNS = 8, PARTS = 15900 };
    static char text[RUNS * (2 * PARTS + 64)];
    struct rusage before, after;
    char folder[64], *end = text + sprintf(text, "run,case,set\n");
    (void)state;
    for (int r = 0; r < RUNS; r++) {
        end += sprintf(end, "r%d,c,a:b:c=1", r);
        for (int p = 0; p < PARTS; p++) end += sprintf(end, ";2");
        end += sprintf(end, "\n");
    }
    getrusage(RUSAGE_SELF, &before);
    BizcaseBatch *batch = loaded_from(folder, text);
    getrusage(RUSAGE_SELF, &after);

    assert_int_equal(bizcase_batch_run(batch, 7)->change_count, 1);
    assert_true(after.ru_maxrss - before.ru_maxrss < 100 * 1024);
    bizcase_batch_free(batch);
    remove_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_of_a_change_may_hold_semicolons),
        cmocka_unit_test(many_semicolons_take_memory_for_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
