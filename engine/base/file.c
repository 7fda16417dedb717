#define _XOPEN_SOURCE 700 /* realpath */
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

bool folder_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
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

static bool write_all(int descriptor, const char *bytes, size_t size) {
    while (size > 0) {
        const ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* A device or pipe has nothing to replace. */
static BizcaseStatus write_in_place(const char *path, const char *bytes, size_t size) {
    const int descriptor = open(path, O_WRONLY | O_NOCTTY);
    if (descriptor < 0) return BIZCASE_NOT_WRITTEN;
    const bool written = write_all(descriptor, bytes, size);
    return close(descriptor) == 0 && written ? BIZCASE_OK : BIZCASE_NOT_WRITTEN;
}

/* Beside the file that it will become, so that the rename stays within one file system. mode 0: as the umask has it. */
static BizcaseStatus write_and_rename(const char *path, mode_t mode, const char *bytes, size_t size) {
    const size_t room = strlen(path) + sizeof ".00000000000000000000.00.tmp";
    char *temporary = malloc(room);
    if (!temporary) return BIZCASE_NO_MEMORY;
    int descriptor = -1;
    for (int attempt = 0; descriptor < 0 && attempt < 100; attempt++) {
        snprintf(temporary, room, "%s.%ld.%d.tmp", path, (long)getpid(), attempt);
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (descriptor < 0 && errno != EEXIST) break;
    }
    bool good = descriptor >= 0;
    if (good) {
        good = write_all(descriptor, bytes, size) && (mode == 0 || fchmod(descriptor, mode) == 0) &&
               fsync(descriptor) == 0;
        good = close(descriptor) == 0 && good;
        good = good && rename(temporary, path) == 0;
        if (!good) unlink(temporary);
    }
    free(temporary);
    return good ? BIZCASE_OK : BIZCASE_NOT_WRITTEN;
}

BizcaseStatus file_write_whole(const char *path, const char *bytes, size_t size) {
    struct stat found;
    if (stat(path, &found) != 0) return write_and_rename(path, 0, bytes, size);
    if (!S_ISREG(found.st_mode)) return write_in_place(path, bytes, size);
    char *target = realpath(path, NULL);
    if (!target) return BIZCASE_NOT_WRITTEN;
    const BizcaseStatus status = write_and_rename(target, found.st_mode & 07777, bytes, size);
    free(target);
    return status;
}
