/* One folder a process for what a target writes, in memory where there is such a place; removed at the end. */
#ifndef TESTS_FUZZ_FUZZ_FOLDER_H
#define TESTS_FUZZ_FUZZ_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FUZZ_PATH = 512 };

static char fuzz_folder[64];

static inline void fuzz_path(char text[FUZZ_PATH], const char *name) {
    snprintf(text, FUZZ_PATH, "%s/%s", fuzz_folder, name);
}

/* Removes the files in the folder and those below it; folders stay. */
static inline void fuzz_remove_files(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[FUZZ_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >= (int)sizeof name) continue;
        if (unlink(name) != 0) fuzz_remove_files(name);
    }
    closedir(folder);
}

static inline void fuzz_remove_folder(void) {
    char path[FUZZ_PATH];
    fuzz_remove_files(fuzz_folder);
    fuzz_path(path, "scenarios");
    rmdir(path);
    rmdir(fuzz_folder);
}

/* Makes it, with a folder for scenarios. */
static inline void fuzz_make_folder(void) {
    char path[FUZZ_PATH];
    strcpy(fuzz_folder, "/dev/shm/bizcase-fuzz-XXXXXX");
    if (!mkdtemp(fuzz_folder)) {
        strcpy(fuzz_folder, "/tmp/bizcase-fuzz-XXXXXX");
        if (!mkdtemp(fuzz_folder)) abort();
    }
    fuzz_path(path, "scenarios");
    mkdir(path, 0700);
    atexit(fuzz_remove_folder);
}

static inline void fuzz_write(const char *name, const void *bytes, size_t size) {
    char path[FUZZ_PATH];
    fuzz_path(path, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) abort();
}

#endif
