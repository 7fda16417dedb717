/* The sample cases: every folder of scenarios/ that holds one, and one made of quantities. */
#ifndef TESTS_SUPPORT_SAMPLES_H
#define TESTS_SUPPORT_SAMPLES_H

#include "support/assert_close.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Samples {
    char folders[64][280];
    size_t count;
} Samples;

static inline int by_name(const void *a, const void *b) {
    return strcmp(a, b);
}

static inline Samples all_samples(void) {
    Samples samples = { .folders = { "tests/support/made-of-quantities" }, .count = 1 };
    DIR *scenarios = opendir("scenarios");
    assert_non_null(scenarios);
    for (const struct dirent *entry; (entry = readdir(scenarios));) {
        char costs[300], *folder = samples.folders[samples.count];
        snprintf(folder, sizeof samples.folders[0], "scenarios/%s", entry->d_name);
        snprintf(costs, sizeof costs, "%s/costs.csv", folder);
        if (access(costs, R_OK) != 0) continue;
        samples.count++;
        assert_true(samples.count < COUNT_OF(samples.folders));
    }
    closedir(scenarios);
    assert_true(samples.count > 6);
    qsort(samples.folders, samples.count, sizeof samples.folders[0], by_name);
    return samples;
}

#endif
