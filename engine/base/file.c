#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/plain_file.h"

static void close_descriptor(void *object) {
    int *descriptor = object;
    if (*descriptor >= 0) close(*descriptor);
    *descriptor = -1;
}

static bool read_all(int descriptor, char *bytes, size_t size) {
    while (size > 0) {
        const ssize_t got = read(descriptor, bytes, size);
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) errno = FILE_BECAME_SHORTER;
        if (got <= 0) return false;
        bytes += got;
        size -= (size_t)got;
    }
    return true;
}

/* folder NULL: the path is anywhere. */
static BizcaseStatus read_plain(Arena *arena, const char *folder, const char *path, char **bytes, size_t *size) {
    struct stat status;
    int *descriptor = arena_alloc(arena, sizeof *descriptor);
    *descriptor = -1;
    arena_defer(arena, close_descriptor, descriptor);
    *descriptor = folder ? plain_file_open_inside(folder, path) : plain_file_open(path);
    if (*descriptor < 0 || fstat(*descriptor, &status) != 0) return BIZCASE_NOT_READ;
    *size = (size_t)status.st_size;
    *bytes = arena_alloc(arena, *size + 1);
    const bool whole = read_all(*descriptor, *bytes, *size);
    const int fault = errno;
    close_descriptor(descriptor);
    errno = fault;
    return whole ? BIZCASE_OK : BIZCASE_NOT_READ;
}

BizcaseStatus file_read(Arena *arena, const char *path, char **bytes, size_t *size) {
    return read_plain(arena, NULL, path, bytes, size);
}

BizcaseStatus file_read_inside(Arena *arena, const char *folder, const char *path, char **bytes, size_t *size) {
    return read_plain(arena, folder, path, bytes, size);
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
