#define _XOPEN_SOURCE 700 /* realpath */
#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int file, const char *bytes, size_t size) {
    while (size) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* A device or pipe has nothing to replace. */
static bool write_in_place(const char *path, const char *bytes, size_t size) {
    int file = open(path, O_WRONLY | O_NOCTTY);
    if (file < 0) return false;
    bool written = write_all(file, bytes, size);
    return close(file) == 0 && written;
}

/* Beside the file that it will become, so that the rename stays within one file system. */
static bool write_and_rename(Arena *arena, const char *path, mode_t mode, const char *bytes, size_t size) {
    char *temporary = arena_alloc(arena, strlen(path) + sizeof ".XXXXXX");
    strcpy(temporary, path);
    strcat(temporary, ".XXXXXX");
    int file = mkstemp(temporary);
    if (file < 0) return false;
    bool written = write_all(file, bytes, size) && fchmod(file, mode) == 0 && fsync(file) == 0;
    int fault = errno;
    if (close(file) != 0 && written) written = false, fault = errno;
    if (written && rename(temporary, path) == 0) return true;
    if (written) fault = errno;
    unlink(temporary);
    errno = fault;
    return false;
}

bool output_file(Arena *arena, const char *path, const char *bytes, size_t size) {
    struct stat found;
    if (stat(path, &found) == 0) {
        if (!S_ISREG(found.st_mode)) return write_in_place(path, bytes, size);
        char *target = realpath(path, NULL); /* a link stays a link */
        if (!target) return false;
        char *kept = arena_text(arena, target);
        free(target);
        return write_and_rename(arena, kept, found.st_mode & 07777, bytes, size);
    }
    mode_t mask = umask(0);
    umask(mask);
    return write_and_rename(arena, path, 0666 & ~mask, bytes, size);
}

bool output_standard(const char *bytes, size_t size) {
    errno = 0;
    return fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0 && !ferror(stdout);
}
