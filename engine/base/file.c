#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Nothing is allocated while the file is open, so that running out of memory leaves nothing behind. */
BizcaseStatus file_read(Arena *arena, const char *path, char **bytes, size_t *size) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) return BIZCASE_NOT_READ;
    const size_t expected = (size_t)status.st_size;
    char *memory = arena_alloc(arena, expected + 1);
    FILE *file = fopen(path, "rb");
    if (!file) return BIZCASE_NOT_READ;
    const size_t got = fread(memory, 1, expected, file);
    const bool whole = got == expected && !ferror(file);
    fclose(file);
    *bytes = memory;
    *size = got;
    return whole ? BIZCASE_OK : BIZCASE_NOT_READ;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_csv(const char *name) {
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0 && name[0] != '.';
}

BizcaseStatus folder_list_csv(Arena *arena, const char *path, const char ***names, size_t *count) {
    DIR *folder = opendir(path);
    if (!folder) return BIZCASE_NOT_READ;
    size_t most = 0;
    for (struct dirent *entry; (entry = readdir(folder));) most += is_csv(entry->d_name);
    closedir(folder);
    char(*found)[256] = arena_array(arena, most, sizeof *found);
    *names = arena_array(arena, most, sizeof **names);
    *count = 0;
    folder = opendir(path);
    if (!folder) return BIZCASE_NOT_READ;
    for (struct dirent *entry; (entry = readdir(folder)) && *count < most;) {
        if (!is_csv(entry->d_name) || strlen(entry->d_name) >= sizeof *found) continue;
        strcpy(found[*count], entry->d_name);
        (*names)[*count] = found[*count];
        ++*count;
    }
    closedir(folder);
    qsort(*names, *count, sizeof **names, compare_names);
    return BIZCASE_OK;
}
