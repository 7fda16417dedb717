/* bizcase_case_new: a small case that works, for the user to overwrite. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "bizcase/case.h"
#include "case/starter/starter_files.h"

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

static BizcaseStatus make_folder(const char *path) {
    if (mkdir(path, 0777) == 0) return BIZCASE_OK;
    if (errno != EEXIST) return BIZCASE_NOT_WRITTEN;
    if (!folder_exists(path)) {
        errno = ENOTDIR;
        return BIZCASE_NOT_WRITTEN;
    }
    return is_empty_folder(path) ? BIZCASE_OK : BIZCASE_BAD_REQUEST;
}

static BizcaseStatus write_files(Arena *arena, const char *folder) {
    if (mkdir(arena_format(arena, "%s/scenarios", folder), 0777) != 0) return BIZCASE_NOT_WRITTEN;
    for (size_t f = 0; f < starter_file_count; f++) {
        const StarterFile *file = &starter_files[f];
        const BizcaseStatus status =
            file_write_whole(arena_format(arena, "%s/%s", folder, file->path), file->text, strlen(file->text));
        if (status != BIZCASE_OK) return status;
    }
    return BIZCASE_OK;
}

BizcaseStatus bizcase_case_new(const char *folder) {
    Arena *arena = arena_new();
    if (!arena || setjmp(*arena_on_failure(arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    BizcaseStatus status = make_folder(folder);
    if (status == BIZCASE_OK) status = write_files(arena, folder);
    const int fault = errno; /* freeing may change it, and the caller may want to say why */
    arena_free(arena);
    errno = fault;
    return status;
}
