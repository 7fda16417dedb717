#define _XOPEN_SOURCE 700 /* realpath */
#include "base/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool folder_exists(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) return false;
    errno = ENOTDIR;
    return S_ISDIR(status.st_mode);
}

BizcaseStatus folder_make(const char *path) {
    char part[4096];
    const size_t length = strlen(path);
    if (length >= sizeof part) {
        errno = ENAMETOOLONG;
        return BIZCASE_NOT_WRITTEN;
    }
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST && !folder_exists(part)) return BIZCASE_NOT_WRITTEN;
    }
    if (folder_exists(path)) return BIZCASE_OK;
    errno = ENOTDIR;
    return BIZCASE_NOT_WRITTEN;
}

char *path_place(const char *path) {
    char *there = realpath(path, NULL);
    if (there) return there;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    char *above = folder ? realpath(folder, NULL) : NULL;
    const size_t room = above ? strlen(above) + strlen(name) + 2 : 0;
    char *place = above ? malloc(room) : NULL;
    if (place) snprintf(place, room, "%s/%s", strcmp(above, "/") == 0 ? "" : above, name);
    free(above);
    free(folder);
    return place;
}
