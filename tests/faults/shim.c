/* Preloaded before the program: makes one call of a kind fail as a machine would make it fail. The environment says which:
   FAULT_KIND, and FAULT_AT, the number of the call from 1 on. With FAULT_COUNT, a file's name, the calls of every kind are
   counted instead, and written there when the program ends: "KIND COUNT", a line a kind.

   With FAULT_PLACES, a file of lines "KIND AT FOLDER", many runs share what they have in common: where a call of these comes
   a child is forked, in which it fails, and which goes on in that folder, its output in the files "stdout" and "stderr" there;
   and before anything is put out, one for each of the places that are left, which goes on to its own. So each is as a run of its own
   would be. How each has ended is written to the file FAULT_ENDS names: "KIND AT STATUS", or minus the signal. A place
   that is passed while there are threads is left out, as a child would not have them.

   Calls from libxlsxwriter, and from what it packs its files with, are not counted: it does not look whether its allocations
   and writes succeed, which is why room for them is taken before it is called, and what it wrote is read back. A failure
   inside it that room taken before does not prevent ends the program: this is known, and no other way is. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KINDS(X) X(malloc) X(open) X(read) X(write) X(stat) X(rename) X(link) X(fsync) X(close) X(mkdir) X(thread)
#define NAMED(kind) KIND_##kind,
#define TEXT(kind) #kind,
enum { KINDS(NAMED) KIND_COUNT };
static const char *const names[] = { KINDS(TEXT) };

static atomic_ulong counts[KIND_COUNT];
static int wanted_kind = -1;
static unsigned long wanted_at;
static const char *count_file;
static _Atomic(bool) begun;

enum { LONGEST_FOLDER = 300, MOST_FILES = 64, SLOWEST = 60 /* seconds of a child */ };
typedef struct Place {
    int kind;
    unsigned long at;
    char folder[LONGEST_FOLDER];
    bool is_done;
} Place;
static Place *places; /* [place_count]; none in a child */
static size_t place_count;
static FILE *ends;
static atomic_int threads;

static struct { uintptr_t from, to; } skipped[8]; /* where the code of these libraries is */
static size_t skipped_count;

static int find_skipped(struct dl_phdr_info *about, size_t size, void *context) {
    static const char *const libraries[] = { "/libxlsxwriter.so", "/libminizip.so", "/libz.so" };
    (void)size;
    (void)context;
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        if (!strstr(about->dlpi_name, libraries[i])) continue;
        for (size_t h = 0; h < about->dlpi_phnum; h++) {
            const ElfW(Phdr) *header = &about->dlpi_phdr[h];
            if (header->p_type != PT_LOAD || !(header->p_flags & PF_X) || skipped_count == 8) continue;
            skipped[skipped_count].from = (uintptr_t)(about->dlpi_addr + header->p_vaddr);
            skipped[skipped_count].to = skipped[skipped_count].from + header->p_memsz;
            skipped_count++;
        }
    }
    return 0;
}

static bool is_skipped(const void *caller) {
    const uintptr_t from = (uintptr_t)caller;
    for (size_t i = 0; i < skipped_count; i++)
        if (from >= skipped[i].from && from < skipped[i].to) return true;
    return false;
}

static int kind_named(const char *name) {
    for (int k = 0; name && k < KIND_COUNT; k++)
        if (strcmp(names[k], name) == 0) return k;
    return -1;
}

static void read_places(const char *name) {
    char kind[16], folder[LONGEST_FOLDER];
    unsigned long at;
    FILE *file = fopen(name, "r");
    while (file && fscanf(file, "%15s %lu %299s", kind, &at, folder) == 3) {
        places = realloc(places, (place_count + 1) * sizeof *places);
        places[place_count] = (Place){ .kind = kind_named(kind), .at = at };
        strcpy(places[place_count++].folder, folder);
    }
    if (file) fclose(file);
}

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("FAULT_AT"), *list = getenv("FAULT_PLACES"), *ends_file = getenv("FAULT_ENDS");
    count_file = getenv("FAULT_COUNT");
    wanted_kind = kind_named(getenv("FAULT_KIND"));
    wanted_at = at ? strtoul(at, NULL, 10) : 0;
    if (list) read_places(list);
    if (ends_file) ends = fopen(ends_file, "we");
    dl_iterate_phdr(find_skipped, NULL);
    atomic_store(&begun, true);
}

__attribute__((destructor)) static void finish(void) {
    atomic_store(&begun, false);
    FILE *file = count_file ? fopen(count_file, "w") : NULL;
    for (int k = 0; file && k < KIND_COUNT; k++) fprintf(file, "%s %lu\n", names[k], atomic_load(&counts[k]));
    if (file) fclose(file);
}

/* --- runs that share what they have in common ------------------------------------------------------------------------- */

static void go_on_in_child(const Place *place) {
    atomic_store(&begun, false);
    wanted_kind = place->kind;
    wanted_at = place->at;
    int out = -1, err = -1;
    if (chdir(place->folder) == 0) {
        out = open("stdout", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        err = open("stderr", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    if (dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0 || setenv("TMPDIR", "tmp", 1) != 0) _exit(126);
    close(out), close(err);
    place_count = 0;
    ends = NULL;
    alarm(SLOWEST);
    atomic_store(&begun, true);
}

/* True in the child. A child moves in the files that are open in both: they are put back. */
static bool fork_at(Place *place) {
    off_t offsets[MOST_FILES];
    for (int f = 0; f < MOST_FILES; f++) offsets[f] = lseek(f, 0, SEEK_CUR);
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        go_on_in_child(place);
        return true;
    }
    place->is_done = child > 0 && waitpid(child, &status, 0) == child;
    for (int f = 0; f < MOST_FILES; f++)
        if (offsets[f] >= 0) lseek(f, offsets[f], SEEK_SET);
    atomic_store(&begun, false);
    if (place->is_done && ends) {
        fprintf(ends, "%s %lu %d\n", names[place->kind], place->at,
            WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
        fflush(ends); /* before the next child has it */
    }
    atomic_store(&begun, true);
    return false;
}

/* Whether this is a child, which is to fail if it is at its place. */
static bool share(int kind, unsigned long number, bool puts_out) {
    static bool has_put_out;
    if (has_put_out || atomic_load(&threads) > 0) {
        has_put_out |= puts_out;
        return false;
    }
    for (size_t p = 0; p < place_count; p++) {
        Place *place = &places[p];
        const bool is_here = place->kind == kind && place->at == number,
                   is_passed = place->at <= atomic_load(&counts[place->kind]) && !is_here;
        if (!place->is_done && (is_here || (puts_out && !is_passed)) && fork_at(place)) return true;
    }
    if (puts_out) {
        atomic_store(&begun, false);
        if (ends) fclose(ends);
        _exit(0);
    }
    return false;
}

/* --- the calls ---------------------------------------------------------------------------------------------------------- */

/* Whether this call, the next of its kind, is the one. */
static bool fails(int kind, const void *caller, bool puts_out) {
    if (!atomic_load(&begun) || is_skipped(caller)) return false;
    const unsigned long number = atomic_fetch_add(&counts[kind], 1) + 1;
    if (place_count > 0 && !share(kind, number, puts_out)) return false;
    return kind == wanted_kind && number == wanted_at;
}

#define FAILS(kind) fails(KIND_##kind, __builtin_return_address(0), false)
#define FAILS_PUTTING_OUT(kind, puts_out) fails(KIND_##kind, __builtin_return_address(0), puts_out)
#define WRITES(flags) (((flags) & (O_WRONLY | O_RDWR | O_CREAT)) != 0)

/* The function that this one wraps. */
static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}
#define REAL(name)                                                                                                     \
    static __typeof__(name) *next;                                                                                     \
    if (!next) *(void **)&next = real(#name)

extern void *__libc_malloc(size_t size), *__libc_calloc(size_t count, size_t size),
    *__libc_realloc(void *old, size_t size);

void *malloc(size_t size) {
    if (!FAILS(malloc)) return __libc_malloc(size);
    errno = ENOMEM;
    return NULL;
}

void *calloc(size_t count, size_t size) {
    if (!FAILS(malloc)) return __libc_calloc(count, size);
    errno = ENOMEM;
    return NULL;
}

void *realloc(void *old, size_t size) {
    if (!FAILS(malloc)) return __libc_realloc(old, size);
    errno = ENOMEM;
    return NULL;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        REAL(name);                                                                                                    \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;          \
        va_end(more);                                                                                                  \
        if (!FAILS_PUTTING_OUT(open, WRITES(flags))) return next(path, flags, mode);                                   \
        errno = EMFILE;                                                                                                \
        return -1;                                                                                                     \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                                                                                  \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        REAL(name);                                                                                                    \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;          \
        va_end(more);                                                                                                  \
        if (!FAILS_PUTTING_OUT(open, WRITES(flags))) return next(folder, path, flags, mode);                           \
        errno = EMFILE;                                                                                                \
        return -1;                                                                                                     \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

/* A function that gives `failed` and sets errno to `reason` when it fails. */
#define FAILING(type, name, kind, puts_out, parameters, arguments, failed, reason)                                     \
    type name parameters {                                                                                             \
        REAL(name);                                                                                                    \
        if (!FAILS_PUTTING_OUT(kind, puts_out)) return next arguments;                                                 \
        errno = reason;                                                                                                \
        return failed;                                                                                                 \
    }
FAILING(FILE *, fopen, open, mode[0] != 'r', (const char *path, const char *mode), (path, mode), NULL, EMFILE)
FAILING(FILE *, fopen64, open, mode[0] != 'r', (const char *path, const char *mode), (path, mode), NULL, EMFILE)
FAILING(DIR *, opendir, open, false, (const char *path), (path), NULL, EMFILE)
FAILING(DIR *, fdopendir, open, false, (int folder), (folder), NULL, EMFILE)
FAILING(ssize_t, read, read, false, (int file, void *bytes, size_t size), (file, bytes, size), -1, EIO)
FAILING(ssize_t, write, write, file != STDERR_FILENO, (int file, const void *bytes, size_t size), (file, bytes, size),
    -1, ENOSPC)

/* A stream remembers that it failed: what ferror looks at in glibc. */
enum { STREAM_FAILED = 0x20 };
#define FAILING_STREAM(type, name, kind, puts_out, parameters, arguments, failed, reason)                              \
    type name parameters {                                                                                             \
        REAL(name);                                                                                                    \
        if (!FAILS_PUTTING_OUT(kind, puts_out)) return next arguments;                                                 \
        file->_flags |= STREAM_FAILED;                                                                                 \
        errno = reason;                                                                                                \
        return failed;                                                                                                 \
    }
FAILING_STREAM(size_t, fread, read, false, (void *bytes, size_t size, size_t count, FILE *file),
    (bytes, size, count, file), 0, EIO)
FAILING_STREAM(size_t, fwrite, write, file != stderr, (const void *bytes, size_t size, size_t count, FILE *file),
    (bytes, size, count, file), 0, ENOSPC)

int fflush(FILE *file) {
    REAL(fflush);
    if (!FAILS_PUTTING_OUT(write, file != stderr)) return next(file);
    if (file) file->_flags |= STREAM_FAILED;
    errno = ENOSPC;
    return EOF;
}
FAILING(int, stat, stat, false, (const char *path, struct stat *found), (path, found), -1, EIO)
FAILING(int, fstat, stat, false, (int file, struct stat *found), (file, found), -1, EIO)
FAILING(int, lstat, stat, false, (const char *path, struct stat *found), (path, found), -1, EIO)
FAILING(int, rename, rename, true, (const char *from, const char *to), (from, to), -1, EIO)
FAILING(int, linkat, link, true, (int from, const char *old, int to, const char *new, int flags),
    (from, old, to, new, flags), -1, EIO)
FAILING(int, fsync, fsync, true, (int file), (file), -1, EIO)
FAILING(int, mkdir, mkdir, access(path, F_OK) != 0, (const char *path, mode_t mode), (path, mode), -1, ENOSPC)

/* A descriptor is closed even where that fails. */
int close(int file) {
    REAL(close);
    const bool fault = FAILS(close);
    const int result = next(file);
    if (fault) errno = EIO;
    return fault ? -1 : result;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *argument) {
    REAL(pthread_create);
    if (FAILS(thread)) return EAGAIN;
    atomic_fetch_add(&threads, 1); /* before it runs: a child of it would have no other thread */
    const int result = next(thread, attributes, work, argument);
    if (result != 0) atomic_fetch_sub(&threads, 1);
    return result;
}

int pthread_join(pthread_t thread, void **result) {
    REAL(pthread_join);
    const int status = next(thread, result);
    if (status == 0) atomic_fetch_sub(&threads, 1);
    return status;
}
