/* A case folder made of strings, for one test. Includes cmocka through assert_close.h. */
#ifndef TESTS_SUPPORT_TEMPORARY_CASE_H
#define TESTS_SUPPORT_TEMPORARY_CASE_H

#include "support/assert_close.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bizcase/case.h"
#include "case/handle.h"

/* path may be in a subfolder; a list ends with a NULL path. */
typedef struct CaseFile {
    const char *path, *text;
} CaseFile;

enum { MOST_CASE_FILES = 20, TEMPORARY_PATH = 512 };

typedef struct TemporaryCase {
    char folder[64];
    BizcaseCase *loaded;
    BizcaseStatus status;
} TemporaryCase;

static inline void temporary_folder(char folder[64]) {
    strcpy(folder, "/tmp/bizcase-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static inline void temporary_file(const char *folder, const char *path, const char *text) {
    char name[TEMPORARY_PATH];
    const char *slash = strrchr(path, '/');
    if (slash) {
        snprintf(name, sizeof name, "%s/%.*s", folder, (int)(slash - path), path);
        mkdir(name, 0700);
    }
    snprintf(name, sizeof name, "%s/%s", folder, path);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static inline void remove_folder(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[TEMPORARY_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >= (int)sizeof name) continue;
        if (unlink(name) != 0) remove_folder(name);
    }
    closedir(folder);
    rmdir(path);
}

/* Writes the files and loads them; request->folder is filled in. */
static inline TemporaryCase temporary_case(const CaseFile *files, BizcaseCaseRequest request) {
    TemporaryCase made;
    temporary_folder(made.folder);
    for (size_t f = 0; f < MOST_CASE_FILES && files[f].path; f++)
        temporary_file(made.folder, files[f].path, files[f].text);
    request.folder = made.folder;
    made.status = bizcase_case_load(&request, &made.loaded, NULL);
    return made;
}

static inline void temporary_case_free(TemporaryCase *made) {
    bizcase_case_free(made->loaded);
    remove_folder(made->folder);
}

/* Shows what a case said, where that is not what was expected. */
static inline void print_case_diagnostics(const BizcaseCase *loaded) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count; i++)
        print_error("  %s:%u:%u %s: %s [%s]\n", items[i].file, items[i].line, items[i].column,
            items[i].severity == BIZCASE_ERROR ? "error" : "warning", items[i].message, items[i].hint);
}

#endif
