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

/* Where bytes go on their way to a file. */
struct FileWriter {
    int descriptor;
    char *target,
        *temporary; /* temporary NULL: a device or pipe, which is written in place: it has nothing to replace */
    mode_t mode;    /* of what is replaced; 0: as the umask has it */
    bool good;
    FileWriter **owner; /* where an arena keeps it; NULL: none does */
    size_t waiting;
    char bytes[1 << 16];
};

/* Beside the file that it will become, so that the rename stays within one file system. */
static void open_temporary(FileWriter *writer) {
    const size_t room = strlen(writer->target) + sizeof ".00000000000000000000.00.tmp";
    writer->temporary = malloc(room);
    if (!writer->temporary) return;
    for (int attempt = 0; writer->descriptor < 0 && attempt < 100; attempt++) {
        snprintf(writer->temporary, room, "%s.%ld.%d.tmp", writer->target, (long)getpid(), attempt);
        writer->descriptor = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (writer->descriptor < 0 && errno != EEXIST) break;
    }
}

FileWriter *file_writer_open(const char *path) {
    FileWriter *writer = allocation_fails() ? NULL : calloc(1, sizeof *writer);
    struct stat found;
    if (!writer) return NULL;
    writer->descriptor = -1;
    const bool exists = stat(path, &found) == 0;
    if (exists && !S_ISREG(found.st_mode)) {
        writer->descriptor = open(path, O_WRONLY | O_NOCTTY);
    } else {
        writer->target = exists ? realpath(path, NULL) : strdup(path);
        writer->mode = exists ? found.st_mode & 07777 : 0;
        if (writer->target) open_temporary(writer);
    }
    writer->good = writer->descriptor >= 0;
    return writer;
}

static void give_up(void *object) {
    FileWriter **kept = object;
    if (*kept) file_writer_close(*kept, false);
}

FileWriter *file_writer_within(Arena *arena, const char *path) {
    FileWriter **kept = arena_alloc(arena, sizeof *kept);
    arena_defer(arena, give_up, kept);
    FileWriter *writer = *kept = file_writer_open(path);
    if (writer)
        writer->owner = kept;
    else
        arena_out_of_memory(arena);
    return writer;
}

static void flush(FileWriter *writer) {
    writer->good = writer->good && write_all(writer->descriptor, writer->bytes, writer->waiting);
    writer->waiting = 0;
}

void file_writer_add(FileWriter *writer, const char *bytes, size_t size) {
    if (size > sizeof writer->bytes - writer->waiting) flush(writer);
    if (size > sizeof writer->bytes) {
        writer->good = writer->good && write_all(writer->descriptor, bytes, size);
        return;
    }
    memcpy(writer->bytes + writer->waiting, bytes, size);
    writer->waiting += size;
}

BizcaseStatus file_writer_close(FileWriter *writer, bool keep) {
    flush(writer);
    bool good = writer->good && keep;
    if (writer->temporary && good)
        good = (writer->mode == 0 || fchmod(writer->descriptor, writer->mode) == 0) && fsync(writer->descriptor) == 0;
    if (writer->descriptor >= 0) good = close(writer->descriptor) == 0 && good;
    if (writer->temporary && good) good = rename(writer->temporary, writer->target) == 0;
    if (writer->temporary && writer->descriptor >= 0 && !good) unlink(writer->temporary);
    if (writer->owner) *writer->owner = NULL;
    free(writer->temporary);
    free(writer->target);
    free(writer);
    return good || !keep ? BIZCASE_OK : BIZCASE_NOT_WRITTEN;
}

BizcaseStatus file_write_whole(const char *path, const char *bytes, size_t size) {
    FileWriter *writer = file_writer_open(path);
    if (!writer) return BIZCASE_NO_MEMORY;
    file_writer_add(writer, bytes, size);
    return file_writer_close(writer, true);
}
