#define _GNU_SOURCE /* O_TMPFILE, realpath */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"

/* Where bytes go on their way to a file. */
struct FileWriter {
    int descriptor;
    bool in_place;   /* a device or pipe has nothing to replace */
    char *target;    /* NULL when in place */
    char *temporary; /* beside the target, so that a rename stays within one file system */
    TemporaryFile *kept;
    bool is_nameless; /* the file has no name until it is whole */
    mode_t mode;      /* of what is replaced; 0: as the umask has it */
    bool good;
    int reason;         /* errno of the first fault */
    FileWriter **owner; /* where an arena keeps it; NULL: none does */
    size_t waiting;
    char bytes[1 << 16];
};

/* --- names to be removed if the program ends early ------------------------------------------------------------------ */

/* A signal's handler may look at any moment: a name is whole before its slot says so. A list that is full, or a name that is
   too long, is passed over, and such a file is removed by its writer only. */
enum { MOST_TEMPORARIES = 64 };
enum { SLOT_FREE, SLOT_BEING_FILLED, SLOT_KEPT, SLOT_ABANDONED };
struct TemporaryFile {
    atomic_int state;
    char name[LONGEST_PLACE];
};
static TemporaryFile temporaries[MOST_TEMPORARIES];

static bool slot_moves(TemporaryFile *slot, int from, int to) {
    return atomic_compare_exchange_strong(&slot->state, &from, to);
}

TemporaryFile *temporary_remember(const char *name) {
    if (strlen(name) >= LONGEST_PLACE) return NULL;
    for (size_t t = 0; t < MOST_TEMPORARIES; t++) {
        if (!slot_moves(&temporaries[t], SLOT_FREE, SLOT_BEING_FILLED)) continue;
        strcpy(temporaries[t].name, name);
        atomic_store(&temporaries[t].state, SLOT_KEPT);
        return &temporaries[t];
    }
    return NULL;
}

void temporary_forget(TemporaryFile *kept) {
    if (kept) (void)slot_moves(kept, SLOT_KEPT, SLOT_FREE);
}

void bizcase_files_abandon(void) {
    for (size_t t = 0; t < MOST_TEMPORARIES; t++)
        if (slot_moves(&temporaries[t], SLOT_KEPT, SLOT_ABANDONED)) unlink(temporaries[t].name);
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

static bool write_all(int descriptor, const char *bytes, size_t size) {
    while (size > 0) {
        const ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written == 0) errno = ENOSPC;
        if (written <= 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static void remember_reason(FileWriter *writer) {
    if (writer->good) writer->reason = errno;
    writer->good = false;
}

static char *name_beside(const char *target, int attempt) {
    const size_t room = strlen(target) + sizeof ".00000000000000000000.000.tmp";
    char *name = malloc(room);
    if (name) snprintf(name, room, "%s.%ld.%d.tmp", target, (long)getpid(), attempt);
    return name;
}

enum { MOST_ATTEMPTS = 100 };

/* A file that has no name until it is whole leaves nothing behind, whatever ends the program. */
static void open_nameless(FileWriter *writer) {
#ifdef O_TMPFILE
    char *folder = strdup(writer->target);
    if (!folder || access("/proc/self/fd", X_OK) != 0) {
        free(folder);
        return;
    }
    char *slash = strrchr(folder, '/');
    if (slash) slash[slash == folder] = '\0';
    writer->descriptor = open(slash ? folder : ".", O_WRONLY | O_TMPFILE, 0666);
    writer->is_nameless = writer->descriptor >= 0;
    free(folder);
#else
    (void)writer;
#endif
}

static void open_named(FileWriter *writer) {
    for (int attempt = 0; writer->descriptor < 0 && attempt < MOST_ATTEMPTS; attempt++) {
        free(writer->temporary);
        writer->temporary = name_beside(writer->target, attempt);
        if (!writer->temporary) return;
        writer->descriptor = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (writer->descriptor < 0 && errno != EEXIST) break;
    }
    if (writer->descriptor >= 0) {
        writer->kept = temporary_remember(writer->temporary);
    } else {
        free(writer->temporary);
        writer->temporary = NULL;
    }
}

FileWriter *file_writer_open(const char *path) {
    FileWriter *writer = allocation_fails() ? NULL : calloc(1, sizeof *writer);
    struct stat found;
    if (!writer) return NULL;
    writer->descriptor = -1;
    writer->good = true;
    const bool exists = stat(path, &found) == 0;
    writer->in_place = exists && !S_ISREG(found.st_mode);
    if (writer->in_place) {
        writer->descriptor = open(path, O_WRONLY | O_NOCTTY);
    } else {
        writer->target = exists ? realpath(path, NULL) : strdup(path);
        writer->mode = exists ? found.st_mode & 07777 : 0;
        if (writer->target) open_nameless(writer);
        if (writer->target && writer->descriptor < 0) open_named(writer);
    }
    if (writer->descriptor < 0) remember_reason(writer);
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

static void put(FileWriter *writer, const char *bytes, size_t size) {
    if (writer->good && !write_all(writer->descriptor, bytes, size)) remember_reason(writer);
}

static void flush(FileWriter *writer) {
    put(writer, writer->bytes, writer->waiting);
    writer->waiting = 0;
}

void file_writer_add(FileWriter *writer, const char *bytes, size_t size) {
    if (size > sizeof writer->bytes - writer->waiting) flush(writer);
    if (size > sizeof writer->bytes) {
        put(writer, bytes, size);
        return;
    }
    memcpy(writer->bytes + writer->waiting, bytes, size);
    writer->waiting += size;
}

bool file_writer_is_good(const FileWriter *writer) {
    return writer->good;
}

/* --- the end ---------------------------------------------------------------------------------------------------------- */

/* Gives the nameless file a name beside the target. */
static bool give_name(FileWriter *writer) {
    char nameless[sizeof "/proc/self/fd/" + 20];
    snprintf(nameless, sizeof nameless, "/proc/self/fd/%d", writer->descriptor);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        free(writer->temporary);
        writer->temporary = name_beside(writer->target, attempt);
        if (!writer->temporary) return false;
        writer->kept = temporary_remember(writer->temporary);
        if (linkat(AT_FDCWD, nameless, AT_FDCWD, writer->temporary, AT_SYMLINK_FOLLOW) == 0) return true;
        temporary_forget(writer->kept);
        writer->kept = NULL;
        if (errno != EEXIST) break;
    }
    free(writer->temporary);
    writer->temporary = NULL;
    return false;
}

static bool take_place(FileWriter *writer) {
    return (writer->mode == 0 || fchmod(writer->descriptor, writer->mode) == 0) && fsync(writer->descriptor) == 0 &&
           (!writer->is_nameless || give_name(writer));
}

BizcaseStatus file_writer_close(FileWriter *writer, bool keep) {
    flush(writer);
    if (writer->good && keep && !writer->in_place && !take_place(writer)) remember_reason(writer);
    if (writer->descriptor >= 0 && close(writer->descriptor) != 0) remember_reason(writer);
    if (writer->temporary) {
        if (writer->good && keep && rename(writer->temporary, writer->target) != 0) remember_reason(writer);
        if (!writer->good || !keep) unlink(writer->temporary);
    }
    temporary_forget(writer->kept);
    if (writer->owner) *writer->owner = NULL;
    const bool good = writer->good;
    errno = writer->reason;
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
