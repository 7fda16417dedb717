/* Any bytes as a file of runs, and as results to resume from: no crash; a file that is refused says why. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bizcase/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];

static void remove_file(void) {
    unlink(path);
}

static void prepare(void) {
    snprintf(path, sizeof path, "/dev/shm/bizcase-fuzz-%ld.csv", (long)getpid());
    if (access("/dev/shm", W_OK) != 0) snprintf(path, sizeof path, "/tmp/bizcase-fuzz-%ld.csv", (long)getpid());
    atexit(remove_file);
}

static void write_file(const uint8_t *data, size_t size) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) abort();
}

static void load(void) {
    BizcaseBatch *batch;
    BizcaseProblems *problems = bizcase_problems_new();
    size_t count;
    const BizcaseStatus status = bizcase_batch_load(path, &batch, problems);
    assert(status == BIZCASE_OK || status == BIZCASE_CASE_WRONG);
    bizcase_problems_items(problems, &count);
    assert(status == BIZCASE_OK || count > 0);
    for (size_t r = 0; r < bizcase_batch_run_count(batch); r++) assert(!strchr(bizcase_batch_run(batch, r)->name, '/'));
    bizcase_problems_free(problems);
    bizcase_batch_free(batch);
}

static void resume(void) {
    static const char *const folders[] = { "a", "b" };
    BizcaseBatch *batch;
    if (bizcase_batch_of_cases(folders, 2, &(BizcaseBatchRun){ .study = "appraise" }, &batch, NULL) != BIZCASE_OK)
        abort();
    if (bizcase_batch_resume(batch, path) != BIZCASE_OK) abort();
    bizcase_batch_free(batch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!path[0]) prepare();
    write_file(data, size);
    load();
    resume();
    return 0;
}
