/* Any bytes as a part of a simulation of scenarios/minimal, head and counts; the seal at its end is made to fit. No crash, and
   what is refused says why. */
#include <assert.h>
#include <stdint.h>

#include "base/digest.h"
#include "bizcase/simulate.h"
#include "fuzz/fuzz_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEAL = 64 }; /* hexadecimal digits of the SHA-256 of all before */

static BizcaseStatus merge(const char *path, BizcaseProblems *problems) {
    const BizcaseMergeRequest request = {
        .paths = &path, .path_count = 1, .folder = "scenarios/minimal", .threads = 1
    };
    BizcaseCase *loaded;
    BizcaseSimulation *simulation;
    const BizcaseStatus status = bizcase_merge(&request, &loaded, &simulation, problems);
    assert((status == BIZCASE_OK) == (loaded != NULL) && (status == BIZCASE_OK) == (simulation != NULL));
    bizcase_simulation_free(simulation);
    bizcase_case_free(loaded);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *bytes = malloc(size + SEAL + 1), path[FUZZ_PATH];
    if (!fuzz_folder[0]) fuzz_make_folder();
    if (!bytes) abort();
    if (size > 0) memcpy(bytes, data, size);
    digest_hex(bytes, size, bytes + size);
    fuzz_write("part", bytes, size + SEAL);
    free(bytes);
    fuzz_path(path, "part");
    BizcaseProblems *problems = bizcase_problems_new();
    const BizcaseStatus status = merge(path, problems);
    size_t count;
    bizcase_problems_items(problems, &count);
    assert(status == BIZCASE_OK || status == BIZCASE_NO_MEMORY || count > 0);
    bizcase_problems_free(problems);
    return 0;
}
