#define _XOPEN_SOURCE 700 /* realpath */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/words.h"

bool is_workbook_name(const char *path) {
    static const char *const endings[] = { ".xlsx", ".xlsm", ".ods" };
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++) {
        size_t same = 0;
        while (dot[same] && lower_letter(dot[same]) == endings[i][same]) same++;
        if (dot[same] == '\0' && endings[i][same] == '\0') return true;
    }
    return false;
}

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

/* "." and ".." do not count. */
static bool is_empty_folder(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return false;
    bool empty = true;
    for (struct dirent *entry; empty && (entry = readdir(folder));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(folder);
    return empty;
}

BizcaseStatus folder_make_empty(const char *path) {
    if (mkdir(path, 0777) == 0) return BIZCASE_OK;
    if (errno != EEXIST) return BIZCASE_NOT_WRITTEN;
    if (!folder_exists(path)) {
        errno = ENOTDIR;
        return BIZCASE_NOT_WRITTEN;
    }
    return is_empty_folder(path) ? BIZCASE_OK : BIZCASE_BAD_REQUEST;
}

bool path_place(const char *path, char place[LONGEST_PLACE]) {
    char folder[LONGEST_PLACE], above[LONGEST_PLACE];
    if (realpath(path, place)) return true;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const size_t length = !slash || slash == path ? 1 : (size_t)(slash - path);
    if (length >= sizeof folder) return false;
    memcpy(folder, slash ? path : ".", length);
    folder[length] = '\0';
    if (!realpath(folder, above)) return false;
    const int written = snprintf(place, LONGEST_PLACE, "%s/%s", strcmp(above, "/") == 0 ? "" : above, name);
    return written >= 0 && written < LONGEST_PLACE;
}
