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

uint64_t file_size(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
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

static int compare_entries(const void *a, const void *b) {
    return strcmp(((const FolderEntry *)a)->name, ((const FolderEntry *)b)->name);
}

static bool is_entry(const char *name) {
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool entry_is_folder(Arena *arena, const char *folder, const char *name) {
    struct stat status;
    return stat(arena_format(arena, "%s/%s", folder, name), &status) == 0 && S_ISDIR(status.st_mode);
}

/* Nothing is allocated while the folder is open, so that running out of memory leaves nothing behind. */
BizcaseStatus folder_list(Arena *arena, const char *path, FolderEntry **entries, size_t *count) {
    DIR *folder = opendir(path);
    if (!folder) return BIZCASE_NOT_READ;
    size_t most = 0;
    for (struct dirent *entry; (entry = readdir(folder));) most += is_entry(entry->d_name);
    closedir(folder);
    char(*found)[256] = arena_array(arena, most, sizeof *found);
    *entries = arena_array(arena, most, sizeof **entries);
    *count = 0;
    folder = opendir(path);
    if (!folder) return BIZCASE_NOT_READ;
    for (struct dirent *entry; (entry = readdir(folder)) && *count < most;) {
        if (!is_entry(entry->d_name) || strlen(entry->d_name) >= sizeof *found) continue;
        strcpy(found[*count], entry->d_name);
        (*entries)[*count].name = found[*count];
        ++*count;
    }
    closedir(folder);
    for (size_t i = 0; i < *count; i++) (*entries)[i].is_folder = entry_is_folder(arena, path, (*entries)[i].name);
    if (*count > 0) qsort(*entries, *count, sizeof **entries, compare_entries);
    return BIZCASE_OK;
}
