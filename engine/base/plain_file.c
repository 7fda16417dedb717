#define _XOPEN_SOURCE 700 /* realpath, openat */
#include "base/plain_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

static void close_keeping_errno(int descriptor) {
    const int fault = errno;
    close(descriptor);
    errno = fault;
}

/* Not waiting for the other end of a pipe, nor making a terminal ours. */
static int open_plain(int directory, const char *path, int flags) {
    struct stat found;
    const int descriptor = openat(directory, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags);
    if (descriptor < 0) {
        if (errno == ENXIO) errno = FILE_NOT_PLAIN; /* a socket */
        return -1;
    }
    if (fstat(descriptor, &found) == 0) {
        if (S_ISREG(found.st_mode)) return descriptor;
        errno = FILE_NOT_PLAIN;
    }
    close_keeping_errno(descriptor);
    return -1;
}

int plain_file_open(const char *path) {
    return open_plain(AT_FDCWD, path, 0);
}

/* Both without links; false, and errno, where one is not there or the path leads out. Returns the path within. */
static const char *resolve_inside(const char *folder, const char *path, char root[PATH_MAX], char found[PATH_MAX]) {
    char whole[PATH_MAX];
    const size_t length = strlen(folder), size = strlen(path);
    if (length + size + 2 > sizeof whole) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    memcpy(whole, folder, length);
    whole[length] = '/';
    memcpy(whole + length + 1, path, size + 1);
    if (!realpath(folder, root) || !realpath(whole, found)) return NULL;
    const size_t root_length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(found, root, root_length) == 0 && found[root_length] == '/') return found + root_length + 1;
    if (strcmp(found, root) == 0) return ".";
    errno = FILE_IS_OUTSIDE;
    return NULL;
}

/* Folder by folder, none of them a link: what the name means may have changed since it was resolved. */
int plain_file_open_inside(const char *folder, const char *path) {
    char root[PATH_MAX], found[PATH_MAX], part[PATH_MAX];
    const char *rest = resolve_inside(folder, path, root, found);
    if (!rest) return -1;
    int directory = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const char *slash; directory >= 0 && (slash = strchr(rest, '/')); rest = slash + 1) {
        memcpy(part, rest, (size_t)(slash - rest));
        part[slash - rest] = '\0';
        const int next = openat(directory, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close_keeping_errno(directory);
        directory = next;
    }
    if (directory < 0) return -1;
    const int descriptor = open_plain(directory, rest, O_NOFOLLOW);
    close_keeping_errno(directory);
    return descriptor;
}

bool folder_is_inside(const char *folder, const char *path) {
    char root[PATH_MAX], found[PATH_MAX];
    struct stat status;
    return resolve_inside(folder, path, root, found) && stat(found, &status) == 0 && S_ISDIR(status.st_mode);
}

const char *file_fault_text(int fault) {
    switch (fault) {
    case FILE_NOT_PLAIN: return "it is not a plain file";
    case FILE_IS_OUTSIDE: return "it is a link that leads out of the folder";
    case FILE_BECAME_SHORTER: return "it became shorter while it was read";
    default: return strerror(fault);
    }
}
